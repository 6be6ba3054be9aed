"""Where a case is taken: tied to a meeting and an item of its agenda, changed, taken out and put back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import CaseKind, MeetingPart
from decisions.models import Case, CaseMeeting, PanelVote
from decisions.services.locking import lock_case, next_row, save_case
from interface import clock
from meetings.models import AgendaItem, Meeting

# What a meeting is usually for, by kind of case
USUAL = {
    CaseKind.APPOINTMENT: MeetingPart.HEARING,
    CaseKind.REMOVAL: MeetingPart.HEARING,
    CaseKind.ANNUAL_REPORT: MeetingPart.PRESENTATION,
    CaseKind.ATTENDANCE: MeetingPart.BRIEFING,
}
CHANGEABLE = ("item", "part", "withdrew", "withdrew_note", "note")


@transaction.atomic
def tie_meeting(
    *, case: Case, version: int, meeting: Meeting, actor: User | None, item: AgendaItem | None = None, part: str = "",
    withdrew: bool | None = None, withdrew_note: str = "", note: str = "",
) -> CaseMeeting:  # fmt: skip
    """Say at which meeting, and under which item, a case is taken.

    Raises ValidationError by field: `meeting`, `item`, `part`; "stale", "over".
    """
    held = lock_case(case, version)
    if meeting.area_id != held.area_id:
        raise ValidationError({"meeting": _("Choose a meeting of the same police area")})
    row = CaseMeeting(
        case=held, number=next_row(held), meeting=meeting, item=item,
        part=part or USUAL.get(CaseKind(held.kind), MeetingPart.REVIEW),
        withdrew=withdrew, withdrew_note=withdrew_note.strip(), note=note.strip(),
    )  # fmt: skip
    _refuse_wrong(row)
    row.full_clean(exclude=["case"])
    row.save()
    save_case(held, actor, "meeting_tied", meeting=meeting.reference, row=row.number)
    return row


@transaction.atomic
def change_case_meeting(*, row: CaseMeeting, version: int, actor: User | None, **facts: Any) -> CaseMeeting:
    """Change the item, what happens there, whether the Commissioner and staff left the room, or the note: any of CHANGEABLE.

    Raises ValidationError by field; "stale", "over", "removed".
    """
    unknown = set(facts) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_case_meeting() does not change {', '.join(sorted(unknown))}")
    case, held = _lock(row, version)
    if held.removed_at is not None:
        raise ValidationError(_("This meeting was taken out. Put it back first"), code="removed")
    for name, value in facts.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    _refuse_wrong(held)
    return _save(case, held, actor, "case_meeting_changed")


@transaction.atomic
def untie_meeting(*, row: CaseMeeting, version: int, actor: User | None) -> CaseMeeting:
    """Take a meeting out of a case. The row stays, and `restore_meeting` puts it back.

    Raises ValidationError "stale", "over", "removed", and "voted" where a vote of the case was taken there.
    """
    case, held = _lock(row, version)
    if held.removed_at is not None:
        raise ValidationError(_("This meeting was taken out already"), code="removed")
    others = CaseMeeting.objects.standing().filter(case=case, meeting=held.meeting_id).exclude(pk=held.pk)
    if not others.exists() and PanelVote.objects.standing().filter(case=case, meeting=held.meeting_id).exists():
        raise ValidationError(_("A vote is recorded at this meeting. Take the vote back first"), code="voted")
    held.removed_at = clock.now()
    return _save(case, held, actor, "meeting_untied")


@transaction.atomic
def restore_meeting(*, row: CaseMeeting, version: int, actor: User | None) -> CaseMeeting:
    """Put a meeting back that was taken out. Raises ValidationError "stale", "over", "there" and by field."""
    case, held = _lock(row, version)
    if held.removed_at is None:
        raise ValidationError(_("This meeting is in the case already"), code="there")
    held.removed_at = None
    _refuse_wrong(held)
    return _save(case, held, actor, "meeting_restored")


def _lock(row: CaseMeeting, version: int) -> tuple[Case, CaseMeeting]:
    case = lock_case(row.case)
    held = CaseMeeting.objects.select_for_update(of=("self",)).select_related("meeting", "item").get(pk=row.pk)
    held.still_at(version)
    return case, held


def _refuse_wrong(row: CaseMeeting) -> None:
    if row.item is not None and row.item.meeting_id != row.meeting_id:
        raise ValidationError({"item": _("Choose an item of the agenda of that meeting")})
    same = CaseMeeting.objects.standing().filter(case=row.case, meeting=row.meeting_id, part=row.part).exclude(pk=row.pk)
    if same.exists():
        words = _("This meeting is in the case already. Change what happens there, or change the one that is there")
        raise ValidationError({"meeting": words})
    if row.withdrew_note and row.withdrew is not True:
        raise ValidationError({"withdrew": _("Say that they left the room, or take the note out")})


def _save(case: Case, row: CaseMeeting, actor: User | None, act: str) -> CaseMeeting:
    row.bump()
    row.full_clean(exclude=["case"])
    row.save()
    save_case(case, actor, act, row=row.number)
    return row
