"""How minutes come of age: read by the Chair, published as a draft, confirmed at a later meeting.

What was decided can go out ahead of them on a sheet of its own: `decisions`. What changes once they are out: `corrections`.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings import permissions, rules
from meetings.choices import CorrectionStatus, MeetingStatus, MinutesEdition, MinutesStatus
from meetings.models import Meeting, Minutes
from meetings.rules.minutes import WRITABLE
from meetings.services.actions import publish_actions
from meetings.services.duties import keep_meeting
from meetings.services.minutes.drafts import drop_drafts
from meetings.services.minutes.letters import MinutesWord, tell_chair, tell_members, tell_writers
from meetings.services.minutes.locks import lock_minutes, lock_writing
from meetings.services.minutes.printing import print_minutes
from meetings.services.minutes.readiness import publish_problems
from meetings.services.recommendations import publish_recommendations


@transaction.atomic
def send_to_chair(*, minutes: Minutes, version: int, actor: User | None) -> Minutes:
    """Put the minutes before the Chair, who reads along from now on and is told by mail.

    Sending them again, after changes, tells the Chair again. Refuses minutes that the Chair has checked or that are out.
    """
    locked = lock_writing(minutes)
    locked.still_at(version)
    if locked.status == MinutesStatus.CHECKED:
        raise ValidationError(_("The Chair has checked the minutes already. Publish them"), code="checked")
    locked.sent_to_chair_at = clock.now()
    locked.returned_at, locked.returned_remarks = None, ""
    _save(locked, actor, "meetings.minutes_sent")
    tell_chair(locked, actor)
    return locked


@transaction.atomic
def check_minutes(*, minutes: Minutes, version: int, actor: User, note: str = "") -> Minutes:
    """Record that the Chair agrees to the publication of the minutes as they stand at `version`.

    Who is not the Chair themselves says in `note` how the Chair agreed, up to 300 letters. Raises ValidationError with
    `note`, "stale" when the minutes changed since they were read, or where they are not being written.
    """
    locked = lock_writing(minutes)
    locked.still_at(version)
    if locked.status == MinutesStatus.CHECKED:
        raise ValidationError(_("The Chair has checked the minutes already"), code="checked")
    is_chair = permissions.can_check_minutes(actor, locked)
    if not is_chair and not note.strip():
        raise ValidationError({"note": _("Say how the Chair agreed, for instance “by email on 8 March”")})
    locked.status, locked.checked_at, locked.checked_by = MinutesStatus.CHECKED, clock.now(), actor
    locked.checked_note = note.strip()
    locked.returned_at, locked.returned_remarks = None, ""
    _save(locked, actor, "meetings.minutes_checked", by_chair=is_chair)
    tell_writers(locked, MinutesWord.CHECKED, actor)
    return locked


@transaction.atomic
def return_minutes(*, minutes: Minutes, version: int, actor: User, remarks: str) -> Minutes:
    """Give the minutes back to be changed. Whoever writes them reads `remarks`, and is told by mail."""
    locked = lock_writing(minutes)
    locked.still_at(version)
    if locked.sent_to_chair_at is None:
        raise ValidationError(_("The minutes are not with the Chair"), code="not-sent")
    if not remarks.strip():
        raise ValidationError({"remarks": _("Say what should change")})
    locked.status, locked.sent_to_chair_at = MinutesStatus.DRAFTING, None
    locked.checked_at, locked.checked_by, locked.checked_note = None, None, ""
    locked.returned_at, locked.returned_remarks = clock.now(), remarks.strip()
    _save(locked, actor, "meetings.minutes_returned")
    tell_writers(locked, MinutesWord.RETURNED, actor)
    return locked


@transaction.atomic
def publish_minutes(*, minutes: Minutes, version: int, actor: User | None) -> Minutes:
    """Put the minutes before the public as a draft, with their actions and recommendations, and tell the members.

    Refuses with every problem of `readiness.publish_problems`, "stale", and a table too wide to print.
    """
    locked = lock_writing(minutes)
    locked.still_at(version)
    if problems := publish_problems(locked):
        raise ValidationError([ValidationError(problem.words, code=problem.key) for problem in problems])
    locked.status = MinutesStatus.PUBLISHED
    locked.published_at, locked.published_by = clock.now(), actor
    _save(locked, actor, "meetings.minutes_published")
    keep_meeting(locked.meeting, actor)
    publish_actions(minutes=locked, actor=actor)
    publish_recommendations(minutes=locked, actor=actor)
    print_minutes(minutes=locked, edition=MinutesEdition.DRAFT, actor=actor)
    tell_members(locked, MinutesWord.PUBLISHED, actor)
    return locked


@transaction.atomic
def confirm_minutes(*, minutes: Minutes, version: int, meeting: Meeting | None, signed_by: str, actor: User | None) -> Minutes:
    """Record that a later meeting of the body confirmed the minutes, and who signs them. No word changes after.

    Raises ValidationError with `meeting` or `signed_by`, "corrections" while one is undecided, "stale".
    """
    locked = lock_minutes(minutes)
    locked.still_at(version)
    _refuse_unless_published(locked)
    if undecided := locked.corrections.filter(status=CorrectionStatus.PROPOSED).count():
        raise ValidationError(undecided_words(undecided), code="corrections")
    problems = {}
    if meeting is None or not meetings_to_confirm(locked, clock.today()).filter(pk=meeting.pk).exists():
        problems["meeting"] = _("Choose a later meeting of the body that has begun or is over")
    if not signed_by.strip():
        problems["signed_by"] = _("Enter who signs the minutes")
    if problems:
        raise ValidationError(problems)
    locked.status, locked.confirmed_meeting, locked.signed_by = MinutesStatus.CONFIRMED, meeting, signed_by.strip()
    locked.confirmed_at, locked.confirmed_by = clock.now(), actor
    drop_drafts(locked)  # nothing that anybody was still typing can be saved from here on
    _save(locked, actor, "meetings.minutes_confirmed", at=meeting.slug if meeting else "")
    print_minutes(minutes=locked, edition=MinutesEdition.CONFIRMED, actor=actor)
    tell_members(locked, MinutesWord.CONFIRMED, actor)
    return locked


def meetings_to_confirm(minutes: Minutes, today: date) -> QuerySet[Meeting]:
    """The later meetings of the body, up to today, at which the minutes can have been confirmed; the newest first."""
    of = minutes.meeting
    later = Q(held_on__gt=of.held_on)
    if of.starts_at:
        later |= Q(held_on=of.held_on, starts_at__gt=of.starts_at)
    rows = Meeting.objects.filter(later, body=of.body_id, held_on__lte=today).exclude(pk=of.pk)
    gone = [MeetingStatus.DRAFT, *rules.OFF]
    return rows.exclude(status__in=gone).select_related("area", "body").order_by("-held_on", "-starts_at", "slug")


def undecided_words(count: int) -> str:
    """What stands in the way of confirming."""
    if count == 1:
        return _("1 correction is not decided. Accept it or decline it, then confirm the minutes")
    return _("%(count)d corrections are not decided. Accept or decline them, then confirm the minutes") % {"count": count}


def _refuse_unless_published(minutes: Minutes) -> None:
    if minutes.is_confirmed:
        raise ValidationError(_("The minutes are confirmed. An error is met by a corrigendum"), code="confirmed")
    if minutes.status in WRITABLE:
        raise ValidationError(_("Publish the minutes as a draft, then confirm them"), code="writing")


def _save(minutes: Minutes, actor: User | None, action: str, **detail: str | bool) -> None:
    minutes.bump()
    minutes.full_clean()
    minutes.save()
    record(actor=actor, action=action, target=minutes, area=minutes.meeting.area, detail=detail)
