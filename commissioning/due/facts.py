"""What the duties of commissioning share: since when things count, who sees them, and a duty on a day that something names."""

from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commissioning.models import Award
from interface import clock
from panels.choices import DutyAccess, DutyOwner
from panels.due import Duty, Subject
from panels.models import PoliceArea

NOON = time(12)


def since() -> date:
    """The first day of last year: what ended before is told no more."""
    return date(clock.today().year - 1, 1, 1)


def of_thing(kind: str, row: Any, area: PoliceArea, about: str, *, is_out: bool, address: str) -> Subject:
    """A thing by what everybody may be told that it is about; one that is not public, or no more, by nothing."""
    if is_out:
        return Subject(kind, str(row.pk), area, None, about, address)
    return Subject(kind, str(row.pk), area, None, _("Not public"), reverse("commissioning:pipeline", args=[area.slug]))


def of_award(kind: str, row: Any, award: Award, about: str = "") -> Subject:
    """An award, or a part of one."""
    said = about or award.public_title
    return of_thing(kind, row, award.area, said, is_out=award.is_out, address=award.get_absolute_url())


def access_to(award: Award) -> DutyAccess:
    """Everybody for a public award; of an exempt one those who may read it."""
    return DutyAccess.PUBLIC if award.is_out and not award.is_private else DutyAccess.COMMISSIONING


def not_out(*, is_out: bool) -> str:
    """Why what is not published has no duty: those who prepare the panel's business would read it as well."""
    return "" if is_out else _("It is not public")


def at_noon(day: date) -> datetime:
    """The moment of a day of which no hour is known."""
    return datetime.combine(day, NOON, clock.LONDON)


def on_day(key: str, title: str, day: date, provision: str, **facts: Any) -> Duty:
    """What is due on a day that the award, the fund or the return names itself: no rule is counted."""
    return Duty(
        key=key, title=title, owner=DutyOwner.COMMISSIONER, due_on=day, provision=provision, is_verified=True, counted_from=day,
        **facts,
    )  # fmt: skip
