"""The life of a formal decision: which step is open in which state, what it leads to, what it asks for, and what comes next.

    proposed → on a board agenda → agreed → signed → published → implemented, or rescinded by a later decision

Until it is signed it may be deferred, rejected or withdrawn. Nothing is published unsigned, and no signature is taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import NEVER_SIGNED, SIGNED, UNSIGNED, DecisionStatus, DecisionStepKind
from interface.templatetags.dates import long_date

Status, Kind = DecisionStatus, DecisionStepKind


@dataclass(frozen=True)
class StepRule:
    """A step: what it is called before it is taken, the states in which it is open, the state that it leads to (empty: it keeps
    the one that there is), and what must be said with it."""

    act: Promise
    opens_in: frozenset[DecisionStatus]
    leads_to: DecisionStatus | str
    needs_reason: bool = False
    needs_condition: bool = False


STEPS: dict[DecisionStepKind, StepRule] = {
    Kind.PUT_ON_BOARD: StepRule(
        gettext_lazy("Put on a board agenda"), frozenset({Status.PROPOSED, Status.DEFERRED}), Status.ON_BOARD
    ),
    Kind.TAKE_OFF_BOARD: StepRule(gettext_lazy("Take off the board agenda"), frozenset({Status.ON_BOARD}), Status.PROPOSED),
    Kind.AGREE: StepRule(gettext_lazy("Agree"), frozenset({Status.PROPOSED, Status.ON_BOARD, Status.DEFERRED}), Status.AGREED),
    Kind.DEFER: StepRule(gettext_lazy("Defer"), UNSIGNED, Status.DEFERRED, needs_condition=True),
    Kind.REJECT: StepRule(gettext_lazy("Reject"), UNSIGNED, Status.REJECTED, needs_reason=True),
    Kind.WITHDRAW: StepRule(gettext_lazy("Withdraw"), UNSIGNED, Status.WITHDRAWN, needs_reason=True),
    Kind.REOPEN: StepRule(gettext_lazy("Propose again"), NEVER_SIGNED, Status.PROPOSED, needs_reason=True),
    Kind.SIGN: StepRule(gettext_lazy("Sign"), frozenset({Status.AGREED}), Status.SIGNED),
    Kind.SHARE: StepRule(gettext_lazy("Share with the panel"), UNSIGNED | SIGNED, ""),
    Kind.PUBLISH: StepRule(gettext_lazy("Publish"), frozenset({Status.SIGNED}), Status.PUBLISHED),
    Kind.IMPLEMENT: StepRule(gettext_lazy("Mark as implemented"), frozenset({Status.PUBLISHED}), Status.IMPLEMENTED),
    Kind.RESCIND: StepRule(
        gettext_lazy("Rescind"), frozenset({Status.SIGNED, Status.PUBLISHED, Status.IMPLEMENTED}), Status.RESCINDED
    ),
}
# What a board does, at a meeting; outside one the reason must be said
AT_BOARD = frozenset({Kind.PUT_ON_BOARD, Kind.TAKE_OFF_BOARD, Kind.AGREE, Kind.DEFER, Kind.REJECT, Kind.WITHDRAW})
BOARD_OUTCOMES = frozenset({Kind.AGREE, Kind.DEFER, Kind.REJECT, Kind.WITHDRAW})
# What nobody takes back: the first step, a signature, and what everybody could read
STAYS = frozenset({Kind.PROPOSE, Kind.SIGN, Kind.PUBLISH})
AFTER_SIGNATURE = frozenset({Kind.PUBLISH, Kind.IMPLEMENT, Kind.RESCIND})


@dataclass(frozen=True)
class OpenStep:
    """A step beside a decision: `closed` says why it is not open, and is empty where it is."""

    kind: DecisionStepKind
    act: str
    closed: str


# What is open ----------------------------------------------------------------------------------------------------


def refusal(status: str, kind: str) -> str | None:
    """Why a step is not open in a state, as "Publish is not open: the notice is not signed"; None where it is open."""
    rule = STEPS[DecisionStepKind(kind)]
    if DecisionStatus(status) in rule.opens_in:
        return None
    return _not_open(rule, _why_closed(DecisionStatus(status), DecisionStepKind(kind)))


def step_refusal(decision: Any, kind: str) -> str | None:
    """The same for a decision, whose own facts may close a step too: nothing is shared that the panel reads already."""
    if (words := refusal(decision.status, kind)) is not None:
        return words
    rule = STEPS[DecisionStepKind(kind)]
    if kind == Kind.SHARE and decision.shared_at is not None:
        return _not_open(rule, _("it is shared already"))
    if kind == Kind.SHARE and decision.is_out and not decision.is_private and not decision.exempt_text:
        return _not_open(rule, _("everybody reads it already"))
    return None


def open_steps(decision: Any) -> list[OpenStep]:
    """Every step with whether it is open, in the order of the life of a decision."""
    return [OpenStep(kind, str(rule.act), step_refusal(decision, kind) or "") for kind, rule in STEPS.items()]


def act_words(kind: str) -> str:
    """What a step is called before it is taken: "Publish"."""
    return str(STEPS[DecisionStepKind(kind)].act)


def _not_open(rule: StepRule, why: str) -> str:
    return _("%(act)s is not open: %(why)s") % {"act": rule.act, "why": why}


def _why_closed(status: DecisionStatus, kind: DecisionStepKind) -> str:
    state = str(status.label).lower()
    if kind in AFTER_SIGNATURE and status not in SIGNED:
        return _("the notice is not signed")
    if kind == Kind.IMPLEMENT and status == Status.SIGNED:
        return _("the notice is not published")
    if kind == Kind.SIGN and status in UNSIGNED:
        return _("the decision is not agreed")
    if kind == Kind.REOPEN and status in UNSIGNED:
        return _("the decision is neither rejected nor withdrawn")
    if kind == Kind.TAKE_OFF_BOARD and status in UNSIGNED:
        return _("the decision is on no board agenda")
    if status in SIGNED and kind not in AFTER_SIGNATURE:
        return _("the notice is signed and stays as it is")
    return _("the decision is already %(state)s") % {"state": state} if _repeats(status, kind) else _is_words(status)


def _repeats(status: DecisionStatus, kind: DecisionStepKind) -> bool:
    return STEPS[kind].leads_to == status


def _is_words(status: DecisionStatus) -> str:
    return {
        Status.PROPOSED: _("the decision is only proposed"),
        Status.ON_BOARD: _("the decision is on a board agenda"),
        Status.AGREED: _("the decision is agreed. Defer it, or take that step back"),
        Status.DEFERRED: _("the decision is deferred"),
        Status.REJECTED: _("the decision is rejected. Propose it again first"),
        Status.WITHDRAWN: _("the decision is withdrawn. Propose it again first"),
        Status.SIGNED: _("the decision is signed"),
        Status.PUBLISHED: _("the decision is published"),
        Status.IMPLEMENTED: _("the decision is implemented"),
        Status.RESCINDED: _("the decision is rescinded"),
    }[status]


# What was said with a step ---------------------------------------------------------------------------------------


def typed_problems(kind: str, *, reason: str, condition: str, has_meeting: bool) -> dict[str, str]:
    """What must still be said with a step, by field: `reason`, `condition`, `meeting`."""
    rule = STEPS[DecisionStepKind(kind)]
    if rule.needs_condition and not condition.strip():
        return {"condition": _("Say until when, or until what, the decision is deferred")}
    if rule.needs_reason and not reason.strip():
        return {"reason": _("Say why")}
    if kind == Kind.AGREE and not has_meeting and not reason.strip():
        return {"reason": _("Choose the board that agreed to it, or say how it was agreed outside a board")}
    if kind == Kind.PUT_ON_BOARD and not has_meeting:
        return {"meeting": _("Choose the board")}
    return {}


def day_problem(taken_on: date, *, today: date, last_on: date | None) -> str:
    """Why a step cannot have been taken on a day: in the future, or before the step that came last; empty where it can."""
    if taken_on > today:
        return _("The date must be today or in the past")
    if last_on is not None and taken_on < last_on:
        return _("The last step was taken on %(day)s. Enter that day or a later one") % {"day": long_date(last_on)}
    return ""


def rescinding_problem(decision: Any, later: Any) -> str:
    """Why a decision cannot be rescinded by another: it must be signed, of the same area and later; empty where it can."""
    if later is None:
        return _("Choose the later decision that rescinds it")
    if later.area_id != decision.area_id or later.pk == decision.pk:
        return _("Choose another decision of this area")
    if later.signed_on is None:
        return _("%(reference)s is not signed. Only a signed decision rescinds another") % {"reference": later.reference}
    if (later.signed_on, later.year, later.number) <= (decision.signed_on, decision.year, decision.number):
        return _("%(reference)s is not later than this one") % {"reference": later.reference}
    if later.status == Status.RESCINDED:
        return _("%(reference)s is rescinded itself") % {"reference": later.reference}
    return ""


# Taking back -----------------------------------------------------------------------------------------------------


def standing_steps(steps: Iterable[Any]) -> list[Any]:
    """The steps that stand, in their order: without those that were taken back, and without the taking back."""
    standing: list[Any] = []
    for step in sorted(steps, key=lambda one: one.number):
        if step.kind == Kind.TAKE_BACK:
            if standing:
                standing.pop()
        else:
            standing.append(step)
    return standing


def take_back_problem(steps: Sequence[Any]) -> str:
    """Why the last step cannot be taken back; empty where it can. `steps` are those that stand."""
    last = steps[-1] if steps else None
    if last is None or last.kind == Kind.PROPOSE:
        return _("There is no step to take back. Withdraw the decision instead")
    if last.kind == Kind.SIGN:
        return _("The notice is signed and stays as it is. A later decision can rescind it")
    if last.kind == Kind.PUBLISH:
        return _("The notice is published and stays so. A later decision can rescind it")
    if last.kind in (Kind.PUT_ON_BOARD, Kind.TAKE_OFF_BOARD):
        return _("Put this right at the board’s decisions, so that its agenda follows")
    return ""


def condition_of(steps: Iterable[Any]) -> str:
    """Until what a decision is deferred after the steps that stand; empty where none deferred it."""
    found = [one.condition for one in steps if one.kind == Kind.DEFER]
    return found[-1] if found else ""


# What it waits for -----------------------------------------------------------------------------------------------


def waits_for(decision: Any, board: Any = None, today: date | None = None) -> str:
    """What a decision waits for, as "the board of 2 May 2018" or "the signature". `board` is the meeting on whose agenda it is;
    of one that was held before `today` it waits for the outcome."""
    match decision.status:
        case Status.PROPOSED:
            return _("a board")
        case Status.ON_BOARD:
            return _board_words(board, today)
        case Status.DEFERRED:
            return _("its condition: %(condition)s") % {"condition": decision.condition}
        case Status.AGREED:
            return _("the signature")
        case Status.SIGNED:
            return _("publication")
        case Status.PUBLISHED:
            return _("its implementation")
        case _:
            return _("nothing")


def _board_words(board: Any, today: date | None) -> str:
    if board is None:
        return _("its board")
    day = {"day": in_words(board.held_on, "j F Y")}
    if today is not None and board.held_on < today:
        return _("the outcome of the board of %(day)s to be recorded") % day
    return _("the board of %(day)s") % day
