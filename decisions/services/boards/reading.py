"""What a board has before it: the decisions on its agenda, what it did with each, and what waits and could be put on."""

from dataclasses import dataclass

from django.db.models import QuerySet

from decisions.choices import DecisionStatus
from decisions.models import BoardDecision, Decision
from decisions.services.boards.outcomes import has_met, is_last
from meetings.choices import ItemKind, ItemState
from meetings.models import AgendaItem, Meeting, MinuteItem
from meetings.permissions import Reader
from meetings.rules import OFF

WAITING = (DecisionStatus.PROPOSED, DecisionStatus.DEFERRED)


@dataclass(frozen=True)
class BoardLine:
    """A decision before a board, and what may be done with its line now."""

    row: BoardDecision
    can_record: bool
    can_take_back: bool
    can_take_off: bool
    can_restore: bool


def lines_of(meeting: Meeting, user: Reader) -> list[BoardLine]:
    """The decisions before a board that a reader may know of, by number, with what may be done with each. Two queries, however
    many there are."""
    rows = BoardDecision.objects.visible_to(user).standing().filter(meeting=meeting)
    rows = rows.select_related("decision__area", "agenda_item", "minute_item")
    found = []
    for row in rows.prefetch_related("decision__steps").order_by("decision__year", "decision__number"):
        row.meeting = meeting
        found.append(_line(row))
    return found


def _line(row: BoardDecision) -> BoardLine:
    is_off, is_open = row.meeting.status in OFF, not row.outcome and row.decision.status == DecisionStatus.ON_BOARD
    has_line = row.agenda_item is not None
    return BoardLine(
        row,
        can_record=is_open and not is_off and has_met(row),
        can_take_back=is_last(row),
        can_take_off=is_open and not (has_line and row.meeting.agenda_is_out),
        can_restore=is_open and not is_off and not has_line and not row.meeting.agenda_is_out,
    )


def waiting_for(meeting: Meeting) -> QuerySet[Decision]:
    """The decisions that could be put before a board: proposed, or deferred by an earlier one; by number."""
    taken = BoardDecision.objects.standing().filter(meeting=meeting)
    rows = Decision.objects.filter(area=meeting.area_id, status__in=WAITING).exclude(pk__in=taken.values("decision"))
    return rows.select_related("area").order_by("year", "number")


def items_to_choose(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of an agenda under which decisions may stand."""
    items = AgendaItem.objects.filter(meeting=meeting, parent__isnull=True, kind=ItemKind.ITEM)
    return items.exclude(state=ItemState.WITHDRAWN).order_by("position", "pk")


def minutes_to_choose(meeting: Meeting) -> QuerySet[MinuteItem]:
    """The items of the minutes that may tell what a board did with a decision."""
    return MinuteItem.objects.filter(minutes__meeting=meeting).select_related("minutes").order_by("position", "pk")
