"""What the Commissioner sent: the part that every kind of notice has, and how one entered in error is taken back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import SECOND_ROUND, NoticeKind
from decisions.models import Case, Notice
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts
from decisions.rules.status import status_from
from decisions.services.locking import lock_case, next_row, save_case
from decisions.services.reading import facts_of
from interface import clock
from interface.templatetags.dates import long_date
from meetings.models import Meeting


def enter_notice(
    held: Case, *, kind: str, received_on: date, actor: User | None, text: str = "", moved_for: Meeting | None = None
) -> Notice:
    """Enter a notice in a held case, and bring the case's state in line; the caller adds what it proposes and saves the case.

    It is public where the case is. Raises ValidationError by field: `received_on`.
    """
    before = facts_of(held)
    if received_on > clock.today():
        raise ValidationError({"received_on": _("The day must be today or earlier")})
    latest = before.latest_notice
    if latest is not None and received_on < latest.received_on:
        words = _("The notice before it came on %(day)s. Enter that day or a later one")
        raise ValidationError({"received_on": words % {"day": long_date(latest.received_on)}})
    now = clock.now()
    notice = Notice(
        case=held, number=next_row(held), kind=kind, received_on=received_on, text=text.strip(), moved_for=moved_for,
        published_at=now if held.published_at else None, entered_at=now, entered_by=actor,
    )  # fmt: skip
    notice.full_clean(exclude=["case"])
    notice.save()
    held.status = status_from(facts_of(held))
    return notice


@transaction.atomic
def take_back_notice(*, notice: Notice, version: int, why: str, actor: User | None) -> Notice:
    """Take back a notice that was entered in error. It stays with the reason; the case is where it was before.

    Raises ValidationError by field: `why`; "stale", "over", "taken-back"; "reported" where the panel has reported on it, and
    "followed" where another notice rests on it.
    """
    case = lock_case(notice.case)
    held = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    held.still_at(version)
    if held.taken_back_at is not None:
        raise ValidationError(_("This notice was taken back already"), code="taken-back")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is taken back")})
    if problem := why_it_stays(facts_of(case), held):
        raise ValidationError(problem, code="followed")
    held.taken_back_at, held.taken_back_why = clock.now(), why.strip()
    held.bump()
    held.save()
    case.status = status_from(facts_of(case))
    save_case(case, actor, "notice_taken_back", undoes=True, notice=held.number)
    return held


def why_it_stays(facts: CaseFacts, notice: Notice) -> str:
    """Why a notice cannot be taken back; empty where it can."""
    later = [one for one in facts.notices if (one.received_on, one.number) > (notice.received_on, notice.number)]
    if notice.kind != NoticeKind.FINAL and any(one.kind != NoticeKind.FINAL for one in later):
        return _("A later notice rests on this one. Take the later one back first")
    number = AFTER_VETO if notice.kind in SECOND_ROUND else FIRST_ROUND
    if notice.kind != NoticeKind.FINAL and facts.issued_in(number) is not None:
        return _("The panel has sent its report on this notice, so the notice stays")
    return ""
