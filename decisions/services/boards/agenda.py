"""Decisions on a board's agenda: each a line of its own under the item of decisions, by number; and taken off again."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import DecisionStepKind
from decisions.models import BoardDecision, Decision
from decisions.services.boards.holding import day_at, hold_board, hold_line
from decisions.services.register.steps import take_step
from documents.choices import Access
from interface import clock
from meetings.choices import ItemKind, ItemState, ItemType
from meetings.models import AgendaItem, Meeting
from meetings.services import undo
from meetings.services.agenda import agenda_change, delete_item, place_item

LONGEST_TITLE = AgendaItem._meta.get_field("title").max_length or 0


@transaction.atomic
def put_on_board(
    *, decision: Decision, version: int, meeting: Meeting, actor: User | None, item: AgendaItem | None = None
) -> BoardDecision:
    """Put a decision before a board: a line “2018/005 – Out of Court Disposals” under `item`, or the item of decisions, which is
    made where the agenda has none. Of a private decision the line is as private, with the neutral words of the decision.

    Once the agenda is out no line is made: such a decision is raised at the meeting. Raises ValidationError "stale", "not-open"
    where the decision's state does not let it, "off", "no-board"; by field: `item`.
    """
    board = hold_board(meeting)
    moved = take_step(
        decision=decision, version=version, kind=DecisionStepKind.PUT_ON_BOARD, actor=actor, taken_on=day_at(board), meeting=board
    )
    row = BoardDecision(
        meeting=board,
        decision=moved,
        number=(board.board_decisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        agenda_item=None if board.agenda_is_out else _place_line(board, moved, item, actor),
        put_at=clock.now(),
    )
    row.full_clean()
    row.save()
    _record(row, actor, "decisions.put_on_board", on_agenda=row.agenda_item is not None)
    return row


@transaction.atomic
def put_all_on_board(
    *, decisions: Sequence[Decision], meeting: Meeting, actor: User | None, item: AgendaItem | None = None
) -> list[BoardDecision]:
    """Put several decisions on, as they were read, by number; all of them or none."""
    chosen = sorted(decisions, key=lambda one: (one.year, one.number))
    return [
        put_on_board(decision=one, version=one.version, meeting=meeting, actor=actor, item=item) for one in chosen
    ]  # fmt: skip


@transaction.atomic
def restore_line(*, row: BoardDecision, version: int, actor: User | None) -> BoardDecision:
    """Give a decision that is before a board its line on the agenda again, after somebody took that off the agenda.

    Raises ValidationError "stale", "removed", "there" where the line stands, "published" once the agenda is out.
    """
    held = hold_line(row, version)
    if held.agenda_item is not None:
        raise ValidationError(_("It stands on the agenda already"), code="there")
    held.agenda_item = _place_line(held.meeting, held.decision, None, actor)
    _save(held)
    _record(held, actor, "decisions.board_line_restored")
    return held


@transaction.atomic
def take_off_board(*, row: BoardDecision, version: int, actor: User | None) -> BoardDecision:
    """Take a decision off a board before the board met it: its line leaves the agenda, the decision is proposed as before.

    Putting it on again undoes this. Raises ValidationError "stale"; "removed"; "recorded" once it is said what the board did;
    "published" where its line is on an agenda that is out: what is printed stays, and the board says what became of it.
    """
    held = hold_line(row, version)
    if held.outcome:
        raise ValidationError(_("What the board did with it is recorded. Take that back first"), code="recorded")
    line = held.agenda_item
    if line is not None and held.meeting.agenda_is_out:
        words = _("It stands on an agenda that is out. Record what the board did with it, or that it was not taken")
        raise ValidationError(words, code="published")
    held.agenda_item, held.removed_at = None, clock.now()
    _save(held)
    if line is not None:
        delete_item(item=line, actor=actor)
        undo.forget(held.meeting)
    take_step(
        decision=held.decision, version=held.decision.version, kind=DecisionStepKind.TAKE_OFF_BOARD, actor=actor,
        taken_on=day_at(held.meeting), meeting=held.meeting,
    )  # fmt: skip
    _record(held, actor, "decisions.taken_off_board")
    return held


def item_of_decisions(meeting: Meeting) -> AgendaItem | None:
    """The item under which a board takes its decisions: that of those which it has already, else the one called so."""
    rows = BoardDecision.objects.standing().filter(meeting=meeting, agenda_item__parent__isnull=False)
    if (row := rows.select_related("agenda_item__parent").first()) is not None and row.agenda_item:
        return row.agenda_item.parent
    items = meeting.agenda_items.filter(parent__isnull=True, kind=ItemKind.ITEM).exclude(state=ItemState.WITHDRAWN)
    begins = _("Decisions").casefold()
    return next((one for one in items.order_by("position", "pk") if one.title.casefold().startswith(begins)), None)


def line_title(decision: Decision, title: str) -> str:
    """How a decision is called on an agenda: “2018/005 – Out of Court Disposals”, no longer than a title may be."""
    return Truncator(f"{decision.reference} – {title}").chars(LONGEST_TITLE)


def _place_line(meeting: Meeting, decision: Decision, item: AgendaItem | None, actor: User | None) -> AgendaItem:
    """The line of a decision, in its place by number. The agenda's own Undo is dropped: it would leave the decision behind."""
    if item is not None and item.meeting_id != meeting.pk:
        raise ValidationError({"item": _("Choose an item of this agenda")})
    label = _("Put decision %(reference)s on the agenda") % {"reference": decision.reference}
    with agenda_change(meeting, actor=actor, action="meetings.item_added", label=label) as (locked, detail):
        parent = item or item_of_decisions(locked)
        if parent is None:
            parent = place_item(locked, title=_("Decisions"), item_type=ItemType.DECIDE)
        line = place_item(
            locked, title=line_title(decision, decision.title), parent=parent, item_type=ItemType.DECIDE, **_privacy(decision)
        )
        _into_place(locked, decision, line)
        detail |= {"item": line.reference, "decision": decision.reference}
    undo.forget(meeting)
    return line


def _privacy(decision: Decision) -> dict:
    """What the line of a private decision says to everybody else. A decision with a private part alone has a public line."""
    if not decision.is_private:
        return {"access": Access.PUBLIC}
    return {
        "access": decision.access,
        "neutral_title": line_title(decision, decision.neutral_title),
        "exempt_paragraph": decision.exempt_paragraph,
        "public_interest_reason": decision.public_interest_reason,
    }


def _into_place(meeting: Meeting, decision: Decision, line: AgendaItem) -> None:
    """Move a new line behind those of the decisions before it by number, or before those after it; no other two change places."""
    rows = BoardDecision.objects.standing().filter(meeting=meeting, agenda_item__parent=line.parent_id)
    numbers = {row.agenda_item_id: (row.decision.year, row.decision.number) for row in rows.select_related("decision")}
    found = AgendaItem.objects.filter(parent=line.parent_id).order_by("position", "pk").values_list("pk", "position")
    places = [position for _key, position in found]
    order = [key for key, _position in found if key != line.pk]
    own = (decision.year, decision.number)
    before = [at for at, key in enumerate(order) if key in numbers and numbers[key] < own]
    after = [at for at, key in enumerate(order) if key in numbers and numbers[key] > own]
    order.insert(before[-1] + 1 if before else after[0] if after else len(order), line.pk)
    for key, position in zip(order, places, strict=True):
        AgendaItem.objects.filter(pk=key).update(position=position)


def _save(row: BoardDecision) -> None:
    row.bump()
    row.full_clean()
    row.save()


def _record(row: BoardDecision, actor: User | None, action: str, **detail: object) -> None:
    said = {"decision": row.decision.reference, **detail}
    record(actor=actor, action=action, target=row.meeting, area=row.meeting.area, detail=said)
