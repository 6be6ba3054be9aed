"""Beginning the minutes of a meeting: the items of its agenda, and everybody who is expected."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings import rules
from meetings.choices import ItemKind, ItemOutcome, ItemState, MeetingStatus
from meetings.models import AgendaItem, Meeting, MinuteItem, Minutes
from meetings.services import attendance
from meetings.services.locks import lock
from meetings.services.reading import agenda_lines
from panels.choices import HeldOfficeKind
from panels.models import HeldOffice, Person


@transaction.atomic
def start_minutes(*, meeting: Meeting, actor: User | None) -> Minutes:
    """Begin the minutes of a meeting, from its day on, with the items of its agenda and everybody who is expected.

    Refuses a meeting that nobody was told of or that does not take place, one whose day has not come, and (code "begun")
    minutes that were begun already.
    """
    locked = lock(meeting)
    _refuse_too_early(locked)
    minutes = Minutes(meeting=locked, chair=_chair_of(locked), created_at=clock.now(), created_by=actor)
    minutes.full_clean()
    minutes.save()
    items = _copy_agenda(minutes)
    attendance.prepare_attendance(meeting=locked, actor=actor)
    detail = {"minutes": minutes.reference, "items": len(items)}
    record(actor=actor, action="meetings.minutes_started", target=minutes, area=locked.area, detail=detail)
    return minutes


def _refuse_too_early(meeting: Meeting) -> None:
    if Minutes.objects.filter(meeting=meeting).exists():
        raise ValidationError(_("The minutes of this meeting are begun already"), code="begun")
    if meeting.status == MeetingStatus.DRAFT:
        raise ValidationError(_("The meeting is a draft. Announce it, then begin its minutes"), code="draft")
    if meeting.status in rules.OFF:
        words = _("The meeting is %(state)s. There is nothing to minute")
        raise ValidationError(words % {"state": meeting.get_status_display().lower()}, code="off")
    if meeting.held_on > clock.today():
        raise ValidationError(_("The day of the meeting has not come yet"), code="early")


def _chair_of(meeting: Meeting) -> Person | None:
    """Who holds the office of Chair on the day; nobody where that is not one person."""
    held = HeldOffice.objects.on(meeting.held_on).filter(kind=HeldOfficeKind.CHAIR, membership__body=meeting.body_id)
    people = list(Person.objects.filter(pk__in=held.values("membership__person")))
    return people[0] if len(people) == 1 else None


def _copy_agenda(minutes: Minutes) -> list[MinuteItem]:
    """One row for each line of the agenda, in reading order: numbers and titles stay as they are today."""
    lines = list(minutes.meeting.agenda_items.in_order())
    by_key = {line.pk: line for line in lines}
    ordered = [by_key[line.key] for line in rules.reading_order(agenda_lines(lines))]
    items = [_copied(minutes, line, position) for position, line in enumerate(ordered, start=1)]
    return MinuteItem.objects.bulk_create(items)


def _copied(minutes: Minutes, line: AgendaItem, position: int) -> MinuteItem:
    """A heading asks for no outcome, and what was withdrawn from the agenda has its own."""
    is_withdrawn, is_heading = line.state == ItemState.WITHDRAWN, line.kind == ItemKind.HEADING
    outcome = ItemOutcome.WITHDRAWN if is_withdrawn else ItemOutcome.TAKEN if is_heading else ""
    return MinuteItem(
        minutes=minutes,
        agenda_item=line,
        slug=line.slug,
        position=position,
        number=line.number,
        title=line.title,
        neutral_title=line.neutral_title if line.is_private else "",
        access=line.access,
        exempt_paragraph=line.exempt_paragraph if line.is_private else None,
        outcome=outcome,
        is_done=bool(outcome),
    )
