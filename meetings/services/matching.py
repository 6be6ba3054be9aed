"""What was asked for goes with the agenda: a report is accepted for as long as it is on an item, and its item is that one."""

from typing import Any

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import RequestStatus
from meetings.models import ItemPaper, Meeting, PaperRequest

SETTLED = (RequestStatus.SUBMITTED, RequestStatus.ACCEPTED)


def match_reports(meeting: Meeting, actor: User | None) -> list[PaperRequest]:
    """Open a report again that was taken off its item, and close one that was put back; called within a change.

    Gives those that changed. One that was returned or is no longer wanted stays so.
    """
    rows = PaperRequest.objects.select_for_update(of=("self",)).filter(meeting=meeting, paper__isnull=False, status__in=SETTLED)
    links = {link.paper_id: link for link in ItemPaper.objects.filter(paper__in=[row.paper_id for row in rows])}
    return [row for row in rows.order_by("number") if _match(row, links.get(row.paper_id or 0), meeting, actor)]


def _match(request: PaperRequest, link: ItemPaper | None, meeting: Meeting, actor: User | None) -> bool:
    status = RequestStatus.ACCEPTED if link else RequestStatus.SUBMITTED
    item = link.item_id if link else request.item_id
    if (request.status, request.item_id) == (status, item):
        return False
    if request.status != status:
        action = "meetings.report_accepted" if link else "meetings.report_reopened"
        detail: dict[str, Any] = {"report": request.number}
        record(actor=actor, action=action, target=meeting, area=meeting.area, detail=detail)
        request.decided_at, request.decided_by = (clock.now(), actor) if link else (None, None)
    request.status, request.item_id = status, item
    request.bump()
    request.save()
    return True
