"""The decisions of a board: which are on its agenda, which could be put on it, and what it did with each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions import permissions
from decisions.choices import BoardOutcome
from decisions.forms.boards import OutcomeForm, PutOnBoardForm, TakeBackOutcomeForm
from decisions.forms.cases import ActForm
from decisions.models import BoardDecision, Decision
from decisions.services.boards.agenda import item_of_decisions, put_all_on_board, restore_line, take_off_board
from decisions.services.boards.outcomes import record_outcome, take_back_outcome
from decisions.services.boards.reading import BoardLine, items_to_choose, lines_of, minutes_to_choose, waiting_for
from decisions.views.board_parts import board_crumbs, board_url, find_board, own_line
from decisions.views.cases import done, sent
from decisions.views.decision_parts import title_for
from decisions.views.decision_tags import private_tag, state_tag
from interface import clock
from interface.once import done_once
from interface.templatetags.govuk import tag
from meetings.models import Meeting
from meetings.rules import OFF

OUTCOME_COLOURS: dict[str, str] = {
    BoardOutcome.AGREED: "green", BoardOutcome.DEFERRED: "grey", BoardOutcome.REJECTED: "red", BoardOutcome.WITHDRAWN: "magenta",
    BoardOutcome.NOT_TAKEN: "grey",
}  # fmt: skip


@login_required
def board_decision_list(request: Any, area: str, meeting: str) -> HttpResponse:
    """What is before this board, what waits and could be put on, and what the board did with each decision."""
    board = find_board(request, meeting)
    moves = permissions.can_work_on_decisions(request.user, board.area)
    if request.method == "POST" and not moves:
        raise PermissionDenied
    waiting = list(waiting_for(board)) if moves and board.status not in OFF else []
    form = _put_form(request, board, waiting) if moves and board.status not in OFF else None
    if form is not None and form.is_valid() and (url := done_once(form, lambda: _put_on(request, board, form))):
        return redirect(url)
    context = {
        "meeting": board,
        "form": form,
        "lines": [_line(request, one, moves=moves) for one in lines_of(board, request.user)],
        "has_waiting": bool(waiting),
        "moves": moves,
        "is_over": board.held_on <= clock.today(),
        "reconciliation_url": board_url(board, "reconciliation"),
        "create_url": reverse("decisions:decision-create", args=[area]),
        "breadcrumbs": board_crumbs(request, board),
    }
    return render(request, "decisions/board_decision_list.html", context)


def _put_form(request: Any, board: Meeting, waiting: list[Decision]) -> PutOnBoardForm:
    known = Decision.objects.visible_to(request.user).filter(area=board.area).select_related("area")
    items, chosen = None, ""
    if not board.agenda_is_out:
        items, taken = items_to_choose(board), item_of_decisions(board)
        chosen = taken.slug if taken else ""
    return PutOnBoardForm(sent(request), waiting=waiting, known=known, items=items, chosen=chosen)


def _put_on(request: Any, board: Meeting, form: PutOnBoardForm) -> str:
    facts = {"decisions": form.cleaned_data["decisions"], "item": form.cleaned_data.get("item")}
    made = put_all_on_board(meeting=board, actor=request.user, **facts)
    if board.agenda_is_out:
        said = ngettext(
            "%(count)d decision recorded as raised at the meeting", "%(count)d decisions recorded as raised", len(made)
        )
    else:
        said = ngettext("%(count)d decision put on the agenda", "%(count)d decisions put on the agenda", len(made))
    messages.success(request, said % {"count": len(made)})
    return board_url(board, "board-decision-list")


def _line(request: Any, line: BoardLine, *, moves: bool) -> dict[str, Any]:
    row = line.row
    here = [row.decision.slug]
    return {
        "row": row,
        "decision": row.decision,
        "title": title_for(row.decision, request.user),
        "private": private_tag(row.decision),
        "place": _place(row),
        "state": state_tag(row.decision),
        "condition": row.condition if permissions.can_read_decision(request.user, row.decision) else "",
        "outcome": tag(row.get_outcome_display(), OUTCOME_COLOURS[row.outcome]) if row.outcome else "",
        "acts": [
            {"url": board_url(row.meeting, name, *here), "text": words}
            for may, name, words in _acts(line)
            if moves and may
        ],
    }  # fmt: skip


def _place(row: BoardDecision) -> str:
    if row.agenda_item is not None:
        number = row.agenda_item.number
        return _("Item %(number)s") % {"number": number} if number else _("On the agenda")
    return _("Raised at the meeting") if row.meeting.agenda_is_out else _("Its line was taken off the agenda")


def _acts(line: BoardLine) -> list[tuple[bool, str, str]]:
    return [
        (line.can_record, "board-outcome", _("Record what the board did")),
        (line.can_take_back, "board-take-back", _("Take back what was recorded")),
        (line.can_restore, "board-restore", _("Put its line back")),
        (line.can_take_off, "board-take-off", _("Take off this board")),
    ]


@login_required
def board_outcome(request: Any, area: str, meeting: str, reference: str) -> HttpResponse:
    """Record what a board did with a decision."""
    row = own_line(request, meeting, reference)
    chosen = row.agenda_item.slug if row.agenda_item else ""
    form = OutcomeForm(sent(request), row=row, items=minutes_to_choose(row.meeting), chosen=chosen)
    if form.is_valid() and done(form, lambda: record_outcome(row=row, actor=request.user, **form.facts())):
        messages.success(request, _("Recorded what the board did with %(reference)s") % {"reference": row.decision.reference})
        return redirect(board_url(row.meeting, "board-decision-list"))
    return _page(request, "decisions/board_outcome.html", row, form)


@login_required
def board_take_back(request: Any, area: str, meeting: str, reference: str) -> HttpResponse:
    """Take back what was recorded of a board."""
    words = _("Taken back. The decision is before this board again")
    return _act(request, own_line(request, meeting, reference), TakeBackOutcomeForm, "take_back", take_back_outcome, words)


@login_required
def board_take_off(request: Any, area: str, meeting: str, reference: str) -> HttpResponse:
    """Take a decision off a board before it met."""
    words = _("Taken off this board. You can put it on again")
    return _act(request, own_line(request, meeting, reference), ActForm, "take_off", take_off_board, words)


@login_required
def board_restore(request: Any, area: str, meeting: str, reference: str) -> HttpResponse:
    """Give a decision its line on the agenda again."""
    words = _("Its line is on the agenda again")
    return _act(request, own_line(request, meeting, reference), ActForm, "restore", restore_line, words)


def _act(request: Any, row: BoardDecision, form_class: Any, name: str, work: Callable[..., Any], words: str) -> HttpResponse:
    """A page that asks once more before an act; what the service refuses stands on its form."""
    form = form_class(sent(request), row=row)
    if form.is_valid() and done(form, lambda: work(row=row, actor=request.user, **form.cleaned_data)):
        messages.success(request, words)
        return redirect(board_url(row.meeting, "board-decision-list"))
    return _page(request, f"decisions/board_{name}.html", row, form)


def _page(request: Any, template: str, row: BoardDecision, form: Any) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "meeting": row.meeting,
        "decision": row.decision,
        "title": title_for(row.decision, request.user),
        "breadcrumbs": board_crumbs(request, row.meeting, below="board-decision-list"),
    }
    return render(request, template, context)
