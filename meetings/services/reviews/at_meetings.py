"""The proactive reviews on a meeting's page."""

from collections.abc import Iterator
from typing import Any

from meetings.models import Meeting, Review, ReviewMeeting
from meetings.registry import TakenUp, taken_up


@taken_up("reviews", order=20)
def reviews(meeting: Meeting, user: Any) -> Iterator[TakenUp]:
    """The reviews that a meeting takes up. One query."""
    seen = Review.objects.visible_to(user)
    rows = ReviewMeeting.objects.filter(meeting=meeting, review__in=seen).select_related("review__area")
    for row in rows.order_by("review__title", "number"):
        yield TakenUp(row.review.title, row.review.get_absolute_url(), row.what)
