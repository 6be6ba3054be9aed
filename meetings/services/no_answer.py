"""What nobody is answering: the open actions without an answer, by owner, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import F, Min, QuerySet, Window
from django.db.models.functions import Coalesce

from documents.links import End, find_ends
from meetings.links import said_of, short, since_asked
from meetings.models import Action, Meeting
from meetings.permissions import Reader
from panels.models import PoliceArea

LINES = 200  # letters of an action that a row of the list shows


@dataclass(frozen=True)
class Unanswered:
    """An action without an answer, the meeting that asked, and what passed since.

    `searches` say where an answer was looked for, a line for each meeting, the latest first; `spoken_of` counts what bears
    on the action without answering it.
    """

    action: Action
    meeting: End | None
    days: int
    meetings_passed: list[Meeting]
    searches: list[str]
    spoken_of: int = 0

    @property
    def searched(self) -> str:
        """All of that in one line."""
        return "; ".join(self.searches)

    @property
    def words(self) -> str:
        """What was asked, in the length of a line or two."""
        return short(self.action.text, LINES)


def unanswered_actions(user: Reader, area: PoliceArea) -> QuerySet[Action]:
    """The actions of an area that are out and open, by owner: whoever owes the oldest one first, then by age.

    One in minutes that are still being written is not asked of anybody yet, not even to those who write them.
    """
    owner = Coalesce("owner_person__name", "owner_name")
    asked = Action.objects.visible_to(user).unanswered().filter(area=area, published_at__isnull=False)
    by_owner = asked.annotate(owner_label=owner).annotate(oldest=Window(Min("raised_on"), partition_by=[F("owner_label")]))
    return by_owner.for_page().order_by("oldest", "owner_label", "raised_on", "reference")


def describe_unanswered(user: Reader, actions: Sequence[Action], today: date) -> list[Unanswered]:
    """These actions with all that passed since, in their order and in a fixed number of queries."""
    said = said_of(user, actions)
    since = since_asked(user, actions, said, today)
    keys = [("meeting", action.raised_meeting_id) for action in actions if action.raised_meeting_id]
    ends = find_ends(user, keys)
    return [
        Unanswered(
            action=action,
            meeting=ends.get(("meeting", action.raised_meeting_id or 0)),
            days=since[action.pk].days,
            meetings_passed=since[action.pk].passed,
            searches=since[action.pk].searched,
            spoken_of=len(said[action.pk]),
        )
        for action in actions
    ]


def no_answer_yet(user: Reader, area: PoliceArea, today: date) -> list[Unanswered]:
    """Everything that nobody is answering in an area, as a person may know it."""
    return describe_unanswered(user, list(unanswered_actions(user, area)), today)


def by_owner(rows: Sequence[Unanswered]) -> list[tuple[str, list[Unanswered]]]:
    """Rows in their order, under the name of who is to answer."""
    return [(owner, list(found)) for owner, found in groupby(rows, key=lambda row: row.action.owner)]
