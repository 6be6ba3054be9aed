"""Mails about meetings, agendas and reports. A mail holds the public face of the agenda alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import FormatRequest
from interface.templatetags.dates import long_date
from meetings.choices import ApprovalStatus
from meetings.emails.words import address_of, named
from meetings.models import AgendaApproval, Meeting, PaperRequest, Supplement
from meetings.rules import SeenItem


def notice_of_meeting(meeting: Meeting, snapshot: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of the notice that goes with a published agenda, from what was published and nothing else."""
    subject = _("%(body)s: notice of meeting on %(day)s") % named(meeting)
    context = {"meeting": meeting, "items": snapshot["items"], "address": address_of(meeting)}
    return subject, render_to_string("meetings/email/notice_of_meeting.txt", context)


def meeting_off(meeting: Meeting) -> tuple[str, str]:
    """Subject and text that tell of a meeting postponed or cancelled, with the reason."""
    subject = _("%(body)s: the meeting on %(day)s does not take place") % named(meeting)
    return subject, render_to_string("meetings/email/meeting_off.txt", {"meeting": meeting, "address": address_of(meeting)})


def supplement_published(supplement: Supplement, items: Sequence[SeenItem]) -> tuple[str, str]:
    """Subject and text that tell of papers that follow the agenda, by their public face."""
    meeting = supplement.meeting
    subject = _("%(body)s: supplement %(number)s for the meeting on %(day)s") % {"number": supplement.number, **named(meeting)}
    context = {"meeting": meeting, "supplement": supplement, "items": items, "address": address_of(meeting)}
    return subject, render_to_string("meetings/email/supplement.txt", context)


def report_asked(request: PaperRequest) -> tuple[str, str]:
    """Subject and text that ask somebody for a report. What it is called stays on its page: it may be private."""
    subject = _("%(body)s: a report is asked of you by %(due)s") % _of_request(request)
    return subject, _report_text(request, "report_asked")


def report_came(request: PaperRequest, *, to_review: bool) -> tuple[str, str]:
    """Subject and text that tell the clerk that a report has come in, and whether its file holds something to decide."""
    subject = _("%(body)s: a report has come in for the meeting on %(day)s") % _of_request(request)
    return subject, _report_text(request, "report_came", to_review=to_review)


def report_moved(request: PaperRequest) -> tuple[str, str]:
    """Subject and text that tell an author that the meeting is put off, and the report with it."""
    subject = _("%(body)s: the meeting is put off, and your report with it") % _of_request(request)
    return subject, _report_text(request, "report_moved")


def report_returned(request: PaperRequest) -> tuple[str, str]:
    """Subject and text that tell an author that the clerk asks for the report again; the reason is on its page."""
    subject = _("%(body)s: your report of the meeting on %(day)s is returned") % _of_request(request)
    return subject, _report_text(request, "report_returned")


def report_cancelled(request: PaperRequest) -> tuple[str, str]:
    """Subject and text that tell an author that a report is no longer wanted."""
    subject = _("%(body)s: a report for the meeting on %(day)s is no longer wanted") % _of_request(request)
    return subject, _report_text(request, "report_cancelled")


def approval_asked(approval: AgendaApproval) -> tuple[str, str]:
    """Subject and text that ask the Chair to look at an agenda. It names nothing that stands on it."""
    subject = _("%(body)s: the agenda of %(day)s waits for your approval") % named(approval.meeting)
    return subject, _approval_text(approval, "approval_asked")


def approval_decided(approval: AgendaApproval) -> tuple[str, str]:
    """Subject and text that tell the clerk what the Chair decided; the remarks are on its page."""
    words = _("%(body)s: the Chair has returned the agenda of %(day)s")
    if approval.status == ApprovalStatus.APPROVED:
        words = _("%(body)s: the Chair has approved the agenda of %(day)s")
    return words % named(approval.meeting), _approval_text(approval, "approval_decided")


def format_asked(meeting: Meeting, request: FormatRequest) -> tuple[str, str]:
    """Subject and text that tell of a request for another format; what the person wrote stays on its page."""
    subject = _("%(body)s: another format is asked for, meeting on %(day)s") % named(meeting)
    page = reverse("meetings:format-request-list", args=[meeting.area.slug, meeting.slug])
    context = {"meeting": meeting, "asked": request, "address": f"{settings.SITE_ADDRESS}{page}"}
    return subject, render_to_string("meetings/email/format_asked.txt", context)


def _of_request(request: PaperRequest) -> dict[str, str]:
    return named(request.meeting) | {"due": long_date(request.due_on)}


def _report_text(request: PaperRequest, name: str, **more: Any) -> str:
    address = f"{settings.SITE_ADDRESS}{request.get_absolute_url()}"
    return render_to_string(f"meetings/email/{name}.txt", {"request": request, "address": address, **more})


def _approval_text(approval: AgendaApproval, name: str) -> str:
    path = reverse("meetings:approval-detail", args=[approval.meeting.area.slug, approval.meeting.slug])
    context = {"approval": approval, "address": f"{settings.SITE_ADDRESS}{path}"}
    return render_to_string(f"meetings/email/{name}.txt", context)
