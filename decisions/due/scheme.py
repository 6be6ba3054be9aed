"""What is due under the publication scheme: each item and period of SI 2011/3050 that the Commissioner's office publishes.

Where the Order says “as soon as practicable”, the day is the portal's own measure, and the provision says so. An item without
periods is due on no day; one that a register of the portal holds too is due for its periods all the same.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.due.texts import at_noon
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.rules.scheme import PERIODIC, Asked, Known, asked_of, is_followed
from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning
from panels.due import Duty, Subject, duties
from panels.models import Obligation

KIND = "scheme-item"
KEY = "publish"
LOOKS_BACK = timedelta(days=366)  # what was due longer ago is entered for the record, and nobody is reminded of it


def subject(duty: SchemeDuty) -> Subject:
    """An item of the scheme in an area, named by its words in the Order's sequence."""
    address = reverse("scheme:scheme-detail", args=[duty.area.slug, duty.item.key])
    return Subject(KIND, str(duty.pk), duty.area, None, str(duty.item), address)


def living() -> QuerySet:
    """Items that are published for periods, in force or ended not long ago, of every area."""
    made = Prefetch("item__publications", SchemePublication.objects.order_by("published_on", "number"))
    rows = SchemeDuty.objects.filter(item__period__in=PERIODIC)
    return rows.select_related("area", "item").prefetch_related(made).order_by("pk")


@duties(KIND, subject=subject, living=living, body="area__bodies")
def of_duty(duty: SchemeDuty) -> Iterator[Duty]:
    """That the item is published for each period that is asked, once the area has begun to record it: those of the last year, and
    what is known from before."""
    item, today = duty.item, clock.today()
    if item.period not in PERIODIC:
        return
    made = [one for one in _publications(duty) if one.area_id == duty.area_id]
    if not is_followed(duty, made):
        return
    rows = list(Obligation.objects.of(KIND, duty.pk))
    keys = {row.key for row in rows}
    for asked in asked_of(item, made, today, duty.area.nation, known_of(rows)):
        if asked.due.day >= today - LOOKS_BACK or _key(asked) in keys:
            yield _duty(duty, asked)


def known_of(rows: Iterable[Obligation]) -> Known:
    """What was due under an item before, from its obligations: since when, and what was settled by hand."""
    found = list(rows)
    by_hand = {row.key for row in found if row.status != DutyStatus.OPEN and row.met_by_id is not None}
    settled = frozenset(key.removeprefix(f"{KEY}-") for key in by_hand)
    return Known(min((row.due_on for row in found), default=None), settled)


def _publications(duty: SchemeDuty) -> list[SchemePublication]:
    """What was published under the item; prefetched where `living` gave the duty."""
    if "publications" in getattr(duty.item, "_prefetched_objects_cache", {}):
        return list(duty.item.publications.all())
    return list(SchemePublication.objects.filter(item=duty.item, area=duty.area))


def _key(asked: Asked) -> str:
    return f"{KEY}-{asked.period.key}"


def _duty(duty: SchemeDuty, asked: Asked) -> Duty:
    item, due, made = duty.item, asked.due, asked.publication
    return Duty(
        key=_key(asked), title=_("Publish for %(period)s") % {"period": asked.period.words}, owner=DutyOwner.COMMISSIONER,
        due_on=due.day, provision=provision_of(item, asked), is_verified=item.is_verified, rule_title=item.title,
        access=DutyAccess.DECISIONS, met_at=at_noon(made.published_on) if made else None,
        met_how=_("Published") if made else "",
        not_applicable=_not_applicable(duty), **_counting(item, asked),
    )  # fmt: skip


def provision_of(item: SchemeItem, asked: Asked) -> str:
    """The provision, and where the Order names no day that the portal measures by the end of the next period."""
    if asked.due.is_of_order:
        return item.provision
    words = _("%(provision)s: as soon as practicable. The Order names no day; the portal counts from the next period's end")
    return words % {"provision": item.provision}


def _counting(item: SchemeItem, asked: Asked) -> dict[str, Any]:
    """How the days are counted, so that the page of the obligation counts them one by one to the same day."""
    due = asked.due
    if not due.is_of_order:
        days = (due.day - due.counted_from).days + 1
        return {"reckoning": Reckoning.DAYS_BEGINNING, "counted_from": due.counted_from, "number": days}
    if item.number is not None and item.reckoning and not item.before_period:
        return {"reckoning": Reckoning(item.reckoning), "counted_from": due.counted_from, "number": item.number}
    return {"counted_from": due.counted_from}


def _not_applicable(duty: SchemeDuty) -> str:
    """Why an item does not apply in the area, in the words of its page, which everybody reads."""
    return duty.not_applicable_why
