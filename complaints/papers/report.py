"""The standing report on complaints: what the panel oversees, what came and ended since the last report, and the register.

It is for everybody, so that it says of a complaint only what the public register says; one without an approved summary is counted
and listed without a word of what it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.due.facts import rules_for
from complaints.models import Complaint, HandlingPower
from complaints.papers.public_rows import PUBLIC, for_public, public_rows
from complaints.papers.report_words import Rules, paragraphs, safe
from complaints.rules.public import PublicRow
from complaints.rules.register import holder_words
from documents.choices import PaperStatus
from documents.models import Paper
from documents.sources import source
from interface import clock
from interface.templatetags.dates import long_date, short_date
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.papers.tables import table
from panels.models import Body, OfficeHolder, PoliceArea

COMPLAINTS_REPORT = "complaints-report"


@dataclass(frozen=True)
class Since:
    """From when on something is new in a report: the day, the moment of the last report if there was one, and both in words."""

    day: date | None
    moment: datetime | None
    words: str

    def is_new(self, row: PublicRow) -> bool:
        """Whether a complaint came in after that, or was received before and entered after it."""
        if self.day is None or row.received_on > self.day:
            return True
        return self.moment is not None and row.logged_at > self.moment and not row.is_imported

    def has_ended(self, row: PublicRow) -> bool:
        """Whether a complaint ended after that."""
        return row.ended_on is not None and (self.day is None or row.ended_on > self.day)


@source(COMPLAINTS_REPORT, gettext_lazy("Complaints about the Commissioner"), of_collection=True)
def complaints_report(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The report to a meeting of a panel on the complaints that it oversees, as at a day: numbered paragraphs, then a register
    for each office holder. It begins where the last report of the kind left off."""
    rows = public_rows(for_public(Complaint.objects.filter(body=body, received_on__lte=on)))
    holders = list(OfficeHolder.objects.visible_to(PUBLIC).filter(area=area, started_on__lte=on).order_by("kind", "-started_on"))
    rules = Rules(rules_for(Complaint(area=area, body=body, received_on=on)))
    powers = list(HandlingPower.objects.visible_to(PUBLIC).on(on).filter(body=body).order_by("power", "started_on"))
    since = _since(body, on, collection)
    parts = paragraphs(body, rows, rules=rules, powers=powers, since=since, holders=_told_of(holders, rows, on))
    return "\n\n".join([*parts, *_register(rows, holders)]) + "\n", {}


def _since(body: Body, on: date, collection: str) -> Since:
    """From the last report to the panel that was published; without one, from its last meeting."""
    own = Paper.objects.filter(body=body, source=COMPLAINTS_REPORT, status=PaperStatus.PUBLISHED).exclude(collection=collection)
    last = own.select_related("current").order_by("-published_at").first()
    if last is not None and last.current is not None:
        day = clock.as_local(last.current.created_at).date()
        words = _("the last report, which was as at %(day)s") % {"day": long_date(day)}
        return Since(day, last.current.created_at, words)
    held = Meeting.objects.visible_to(PUBLIC).filter(body=body, held_on__lt=on, status=MeetingStatus.HELD)
    meeting = held.order_by("-held_on").first()
    if meeting is None:
        return Since(None, None, _("complaints were first entered here"))
    return Since(meeting.held_on, None, _("the meeting of %(day)s") % {"day": long_date(meeting.held_on)})


def _told_of(holders: Sequence[OfficeHolder], rows: Sequence[PublicRow], on: date) -> list[OfficeHolder]:
    """Of whom the report speaks: who holds an office on its day, and who else is complained of."""
    named = {row.holder.pk for row in rows if row.holder and not row.is_erased}
    return [one for one in holders if one.held_on(on) or one.pk in named]


# The register --------------------------------------------------------------------------------------------------------


def _register(rows: Sequence[PublicRow], holders: Sequence[OfficeHolder]) -> list[str]:
    """A table for each office holder, those in office first, of all that is kept."""
    kept = [row for row in rows if not row.is_erased]
    parts = [f"## {_('Register of complaints and conduct matters')}"]
    for holder in [*holders, None]:
        mine = [row for row in kept if (row.holder.pk if row.holder else None) == (holder.pk if holder else None)]
        if mine:
            whom = safe(holder_words(holder)) if holder else _("an office holder who is not known yet")
            caption = _("Complaints and conduct matters about %(whom)s") % {"whom": whom}
            parts.append(table(caption, _heads(), [_cells(row) for row in mine]))
    return parts if len(parts) > 1 else [*parts, _("No complaint is in the register.")]


def _heads() -> tuple[str, ...]:
    return (
        _("Number"), _("Received"), _("Public summary"), _("Recorded"), _("Handled by"), _("Outcome"), _("Live or closed"),
    )  # fmt: skip


def _cells(row: PublicRow) -> tuple[str, ...]:
    number = row.reference
    if row.printed_label:
        number = _("%(printed)s (%(reference)s)") % {"printed": safe(row.printed_label), "reference": row.reference}
    outcome = safe(row.outcome)
    if row.outcome_text:
        outcome += f". {safe(row.outcome_text)}"
    return (
        number, short_date(row.received_on), safe(row.summary) or _("Not yet written for the public"), row.recorded,
        safe(row.handled_by), outcome, row.state,
    )  # fmt: skip
