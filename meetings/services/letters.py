"""Letters about reports and approvals: one job for each, sent after the act that it tells of."""

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import User
from documents.services.findings import open_blocking
from jobs.services import enqueue
from meetings import emails, permissions
from meetings.models import AgendaApproval, PaperRequest
from meetings.services.notices import MOST_ATTEMPTS

LETTER_JOB = "meetings.send_letter"


class Word(StrEnum):
    """What somebody is told."""

    REPORT_ASKED = "report-asked"
    REPORT_CAME = "report-came"
    REPORT_RETURNED = "report-returned"
    REPORT_MOVED = "report-moved"
    REPORT_CANCELLED = "report-cancelled"
    APPROVAL_ASKED = "approval-asked"
    APPROVAL_DECIDED = "approval-decided"


def tell_author(request: PaperRequest, word: Word, actor: User | None) -> None:
    """Write to whoever was asked for a report."""
    _ask_for(word, request.pk, request.version, request.asked_of_id, request.meeting.area.slug, actor)


def tell_preparers(request: PaperRequest, actor: User | None) -> None:
    """Write that a report has come in: to whoever asked for it, or to all who prepare the meeting if they no longer do."""
    preparers = permissions.people_preparing(request.meeting)
    askers = [person for person in preparers if person.pk == request.asked_by_id]
    for person in askers or preparers:
        if actor is None or person.pk != actor.pk:
            _ask_for(Word.REPORT_CAME, request.pk, request.version, person.pk, request.meeting.area.slug, actor)


def tell_chair(approval: AgendaApproval, actor: User | None) -> None:
    """Write to the Chair of the body that there is an agenda to approve."""
    for person in permissions.chairs_of(approval.meeting):
        _ask_for(Word.APPROVAL_ASKED, approval.pk, approval.version, person.pk, approval.meeting.area.slug, actor)


def tell_clerk(approval: AgendaApproval, actor: User | None) -> None:
    """Write to whoever asked for an approval what the Chair decided."""
    if approval.asked_by_id:
        _ask_for(Word.APPROVAL_DECIDED, approval.pk, approval.version, approval.asked_by_id, approval.meeting.area.slug, actor)


def _ask_for(word: Word, about: int, version: int, reader: int, area_slug: str, actor: User | None) -> None:
    payload: dict[str, Any] = {"word": word, "about": about, "user": reader}
    key = f"{word}/{about}/{version}/{reader}"
    enqueue(LETTER_JOB, key=key, payload=payload, requested_by=actor, area_slug=area_slug, max_attempts=MOST_ATTEMPTS)


def send_word(*, word: Word, about: int, reader: User) -> int:
    """Send one person one letter, in the portal's own language. Gives how many left; raises what the mail server says."""
    if not reader.is_active:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _written(word, about)
    return emails.send([reader.email], subject, text)


def _written(word: Word, about: int) -> tuple[str, str]:
    if word in (Word.APPROVAL_ASKED, Word.APPROVAL_DECIDED):
        approval = AgendaApproval.objects.select_related("meeting__area", "meeting__body").get(pk=about)
        return emails.approval_asked(approval) if word == Word.APPROVAL_ASKED else emails.approval_decided(approval)
    request = PaperRequest.objects.for_page().get(pk=about)
    if word == Word.REPORT_CAME:
        return emails.report_came(request, to_review=bool(request.paper and open_blocking([request.paper])))
    return {
        Word.REPORT_ASKED: emails.report_asked,
        Word.REPORT_RETURNED: emails.report_returned,
        Word.REPORT_MOVED: emails.report_moved,
        Word.REPORT_CANCELLED: emails.report_cancelled,
    }[word](request)
