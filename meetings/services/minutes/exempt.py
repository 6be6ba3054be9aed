"""The exempt actions list of a board: its words for those entitled, for everybody else how many there are."""

from django.db.models import Q, QuerySet

from documents.choices import Access
from meetings.choices import ActionStatus
from meetings.models import Action, Minutes
from meetings.services.minutes import words


def exempt_actions(minutes: Minutes) -> QuerySet[Action]:
    """What was agreed at a meeting and is not for everybody, minuted or entered by hand: all of it, whoever reads."""
    minuted = Q(entry__minutes=minutes, entry__removed_at__isnull=True)
    by_hand = Q(entry__isnull=True, raised_meeting=minutes.meeting_id, published_at__isnull=False)
    rows = Action.objects.filter(minuted | by_hand).exclude(access=Access.PUBLIC)
    return rows.exclude(status=ActionStatus.SUPERSEDED, superseded_by__isnull=True).order_by("reference")


def exempt_actions_told(minutes: Minutes) -> str:
    """The line that everybody reads in place of the list: how many; empty where there is none, and of a panel."""
    if not minutes.meeting.body.is_of_commissioner:
        return ""
    count = exempt_actions(minutes).count()
    return words.exempt_actions_words(count) if count else ""
