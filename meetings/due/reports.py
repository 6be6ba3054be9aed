"""What is due of whoever was asked for a report: that it comes in by the draft deadline."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interface import clock
from interface.templatetags.dates import long_date
from meetings import rules
from meetings.choices import RequestStatus
from meetings.due.dates import draft_deadline
from meetings.due.owners import access_over, named, owner_of
from meetings.models import Meeting, PaperRequest
from panels.due import Duty, Subject, duties

KIND = "report"
STILL_CHANGES = timedelta(days=366)


def subject(request: PaperRequest) -> Subject:
    """How duties name a report: by its number and meeting, since its title may be private."""
    meeting = request.meeting
    return Subject(KIND, str(request.pk), meeting.area, meeting.body, named(meeting), request.get_absolute_url())


def living() -> QuerySet:
    """Those that have not come, and what was asked for meetings of the last year."""
    near = Q(meeting__held_on__gte=clock.today() - STILL_CHANGES) | Q(status=RequestStatus.ASKED)
    return PaperRequest.objects.filter(near).select_related("meeting__area", "meeting__body", "asked_of").order_by("pk")


@duties(KIND, subject=subject, living=living, body="meeting__body", area="meeting__area")
def of_report(request: PaperRequest) -> Iterator[Duty]:
    """One duty for each report, of the person who was asked. It is met when a report first comes in, by its own lateness."""
    yield Duty(
        key="report",
        title=_("Send in report %(number)d") % {"number": request.number},
        owner=owner_of(request.asked_of, request.meeting.body),
        owner_user=request.asked_of,
        access=access_over(request.meeting.body),
        due_on=request.due_on,
        met_at=request.submitted_at,
        met_how=_("The report was sent in"),
        not_applicable="" if request.submitted_at else _no_longer(request),
        **_reckoned(request),
    )


def _no_longer(request: PaperRequest) -> str:
    if request.status == RequestStatus.CANCELLED:
        return _("The report is no longer wanted")
    if request.meeting.status in rules.OFF:
        return _("The meeting does not take place")
    return ""


def _reckoned(request: PaperRequest) -> dict[str, Any]:
    """How the day was counted. A report keeps the day for which it was asked while rules change; then that alone is said."""
    deadline = draft_deadline(request.meeting)
    if deadline is None:
        provision = _("Asked for on %(day)s; no rule says until when") % {"day": long_date(request.asked_at)}
        return {"provision": provision, "is_verified": True, "counted_from": request.due_on}
    facts = {"provision": deadline.provision, "is_verified": deadline.is_verified, "rule_title": deadline.rule_title}
    if deadline.day != request.due_on:
        return {**facts, "counted_from": request.due_on}
    return {
        **facts, "counted_from": deadline.counted_from, "number": deadline.number, "reckoning": deadline.reckoning
    }  # fmt: skip


def awaited(meeting: Meeting) -> QuerySet:
    """The reports asked for a meeting that have not come."""
    return living().filter(meeting=meeting, submitted_at__isnull=True)
