"""The statutory cases on a meeting's page."""

from collections.abc import Iterator
from typing import Any

from decisions.models import CaseMeeting
from meetings.models import Meeting
from meetings.registry import TakenUp, taken_up


@taken_up("cases", order=10)
def cases(meeting: Meeting, user: Any) -> Iterator[TakenUp]:
    """The cases that a meeting takes, with what happens in each. One query."""
    rows = CaseMeeting.objects.visible_to(user).standing().filter(meeting=meeting).select_related("case__area")
    for row in rows.order_by("case__title", "number"):
        yield TakenUp(row.case.title, row.case.get_absolute_url(), str(row.get_part_display()))
