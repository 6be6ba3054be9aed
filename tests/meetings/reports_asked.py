"""What the tests of reports asked of people share: the days, acts on a request, and many requests at once."""

from datetime import date

from accounts.models import AuditEntry
from meetings.models import PaperRequest
from meetings.services import requests

IN_TIME, LATE = date(2022, 3, 1), date(2022, 3, 7)  # the draft deadline is Wednesday 2 March


def send(asked, office, **content):
    content = content or {"text": "## Words\n\n1.1 First."}
    return requests.submit_report(request=asked, actor=office, **content)


def accept(asked, clerk):
    asked.refresh_from_db()
    return requests.accept_report(request=asked, actor=clerk, version=asked.version)


def give_back(asked, clerk, reason="Say more about burglary"):
    asked.refresh_from_db()
    return requests.return_report(request=asked, reason=reason, actor=clerk, version=asked.version)


def actions():
    return list(AuditEntry.objects.filter(action__startswith="meetings.report_").values_list("action", flat=True))


def more_requests(asked, count):
    rows = [
        PaperRequest(
            meeting=asked.meeting, item=asked.item, number=number, asked_of=asked.asked_of, title=f"Report {number}",
            due_on=asked.due_on, asked_at=asked.asked_at,
        )
        for number in range(2, count + 1)
    ]  # fmt: skip
    PaperRequest.objects.bulk_create(rows)
