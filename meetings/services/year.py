"""A year of meetings called at once, all or none of them, and what becomes of its drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.models import Pack, Paper
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import Meeting, Venue
from meetings.rules.meeting import slug_for
from meetings.rules.year import MOST_MEETINGS, year_problems
from meetings.services.locks import lock
from meetings.services.meetings import announce_meeting, cancel_meeting, create_meeting
from meetings.services.questions.keeping import hold_waiting
from panels.models import Body

LONGEST_ADDRESS = Meeting._meta.get_field("slug").max_length or 0


@dataclass(frozen=True)
class YearRow:
    """One meeting of a year that is called: `number` names the row to whoever typed it."""

    number: int
    held_on: date
    starts_at: time | None
    ends_at: time | None = None
    venue: Venue | None = None
    kind: str = MeetingKind.ORDINARY


@transaction.atomic
def create_year(*, body: Body, rows: Sequence[YearRow], actor: User | None, announce: bool = False) -> list[Meeting]:
    """Call meetings of a body, as drafts or announced at once: all of them or none.

    Raises ValidationError with the problems by field, named `held_on-3` for the third row: a day that has such a meeting
    already or stands twice, a time that cannot be.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)  # what only names the body waits for nobody
    if not rows:
        raise ValidationError(_("Keep one meeting at least"))
    if len(rows) > MOST_MEETINGS:
        raise ValidationError(_("Call %(most)s meetings or fewer at once") % {"most": MOST_MEETINGS})
    _refuse_taken_days(body, rows)
    if announce:
        hold_waiting(body)
    made, problems = [], {}
    for row in rows:
        try:
            made.append(_called(body, row, actor, announce=announce))
        except ValidationError as refused:
            problems.update(_of_row(row, refused))
    if problems:
        raise ValidationError(problems)
    detail = {"meetings": [meeting.reference for meeting in made], "announced": announce}
    record(actor=actor, action="meetings.year_created", target=body, area=body.area, detail=detail)
    return made


def days_taken(body: Body, kind: str, days: Sequence[date]) -> set[date]:
    """On which of some days a body has a meeting of a kind already, whatever became of it: its address is taken."""
    of_day = {slug_for(day, body.slug, kind): day for day in days}
    taken = Meeting.objects.filter(area=body.area_id, slug__in=of_day).values_list("slug", flat=True)
    return {of_day[slug] for slug in taken}


def drafts_of(bodies: QuerySet) -> QuerySet:
    """The meetings of some bodies that nobody but their clerk knows of, by day."""
    drafts = Meeting.objects.filter(body__in=bodies, status=MeetingStatus.DRAFT)
    return drafts.select_related("area", "body", "venue").order_by("held_on", "starts_at", "slug")


@transaction.atomic
def announce_drafts(*, meetings: Sequence[Meeting], actor: User | None) -> list[Meeting]:
    """Make the days of several drafts known, all or none. Refuses when one of them is no draft any more."""
    return [announce_meeting(meeting=meeting, actor=actor) for meeting in _still_drafts(meetings)]


@transaction.atomic
def cancel_drafts(*, meetings: Sequence[Meeting], reason: str, actor: User | None) -> list[Meeting]:
    """Take back several drafts, all or none, and leave their days free to be called again.

    A draft that is taken back stays with those who prepare it, at an address of its own. Refuses when one of them is no
    draft any more.
    """
    found = []
    for meeting in _still_drafts(meetings):
        _leave_address(meeting)  # first, so that what was due for it leads there
        found.append(cancel_meeting(meeting=meeting, reason=reason, actor=actor))
    return found


def _still_drafts(meetings: Sequence[Meeting]) -> list[Meeting]:
    if not meetings:
        raise ValidationError(_("Choose one meeting at least"))
    locked = [lock(meeting) for meeting in sorted(meetings, key=lambda one: one.pk)]
    if any(meeting.status != MeetingStatus.DRAFT for meeting in locked):
        raise ValidationError(_("One of these is no draft any more. Look at the list again"), code="gone")
    return locked


def _refuse_taken_days(body: Body, rows: Sequence[YearRow]) -> None:
    problems: dict[int, str] = {}
    for kind in {row.kind for row in rows}:
        days = {row.number: row.held_on for row in rows if row.kind == kind}
        problems |= year_problems(days, days_taken(body, kind, list(days.values())))
    if problems:
        raise ValidationError({f"held_on-{number}": words for number, words in problems.items()})


def _called(body: Body, row: YearRow, actor: User | None, *, announce: bool) -> Meeting:
    meeting = create_meeting(
        body=body,
        actor=actor,
        held_on=row.held_on,
        starts_at=row.starts_at,
        kind=row.kind,
        ends_at=row.ends_at,
        venue=row.venue,
    )
    return announce_meeting(meeting=meeting, actor=actor) if announce else meeting


def _of_row(row: YearRow, refused: ValidationError) -> dict[str, list]:
    """What a service refused about one meeting, beside the fields of its row."""
    if hasattr(refused, "error_dict"):
        return {f"{name}-{row.number}": list(found) for name, found in refused.error_dict.items()}
    return {f"held_on-{row.number}": list(refused.error_list)}


def _leave_address(meeting: Meeting) -> None:
    """Nobody outside has seen a draft's address, so the day it names is free again; its papers and previews go with it."""
    before, number = meeting.slug, 1
    while True:
        ending = "-draft" if number == 1 else f"-draft-{number}"
        slug = before[: LONGEST_ADDRESS - len(ending)] + ending
        if not Meeting.objects.filter(area=meeting.area_id, slug=slug).exists():
            break
        number += 1
    meeting.slug = slug
    meeting.bump()
    meeting.save(update_fields=["slug", "version"])
    for rows in (Paper.objects, Pack.objects):
        rows.filter(area=meeting.area_id, body=meeting.body_id, collection=before).update(collection=slug)
