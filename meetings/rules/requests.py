"""Reports that somebody was asked for: what may happen to one, and whether it is late. No queries, no clock."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from meetings.choices import MeetingStatus, RequestStatus

ACCEPT, RETURN, CANCEL = "accept", "return", "cancel"
ACTS = {
    RequestStatus.ASKED: (CANCEL,),
    RequestStatus.SUBMITTED: (ACCEPT, RETURN, CANCEL),
    RequestStatus.RETURNED: (CANCEL,),
    RequestStatus.ACCEPTED: (RETURN,),
    RequestStatus.CANCELLED: (),
}  # fmt: skip
TAKES_REPORTS = frozenset({MeetingStatus.DRAFT, MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED})


def submission_problem(*, status: str, due_on: date, today: date, meeting_status: str) -> str:
    """Why an author cannot send a report in now; empty when they can.

    A first one is always taken, however late, and so is one that was returned. What was sent in may be replaced until
    the draft deadline.
    """
    if meeting_status not in TAKES_REPORTS:
        return _("The meeting takes no more reports")
    if status == RequestStatus.CANCELLED:
        return _("The report is no longer wanted")
    if status == RequestStatus.ACCEPTED:
        return _("The report is on the agenda. Ask the clerk to return it before you send another")
    if status == RequestStatus.SUBMITTED and today > due_on:
        words = _("Reports could be replaced until %(day)s. Ask the clerk to return yours before you send another")
        return words % {"day": long_date(due_on)}
    return ""


def decision_problem(*, status: str, act: str, meeting_status: str) -> str:
    """Why a clerk cannot accept, return or cancel a report; empty when they can."""
    if act not in ACTS[RequestStatus(status)]:
        words = _("The report is “%(state)s”. This cannot be done now")
        return words % {"state": RequestStatus(status).label}
    if act == ACCEPT and meeting_status not in TAKES_REPORTS:
        return _("The meeting takes no more reports")
    return ""


def due_words(due_on: date, today: date) -> str:
    """How near a deadline is, as a tag or plain words say it."""
    days = (due_on - today).days
    if days < 0:
        return _("Late")
    if days == 0:
        return _("Due today")
    return _("Due tomorrow") if due_on == today + timedelta(days=1) else _("Due in %(days)s days") % {"days": days}
