"""What may happen next to a decision, for who keeps the register: each step with its page, or why it is not open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import UNSIGNED, DecisionStatus, DecisionStepKind
from decisions.models import BoardDecision, Decision
from decisions.rules.decision_facts import missing_facts
from decisions.rules.decision_steps import open_steps, standing_steps, take_back_problem
from decisions.rules.decision_story import effect_words
from decisions.views.decision_parts import decision_url
from interface import clock
from interface.links import url_or_none
from interface.templatetags.dates import long_date
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from panels.choices import OF_COMMISSIONER
from panels.permissions import bodies_open_to

Kind = DecisionStepKind
MOST_BOARDS = 5  # coming meetings to choose from, the nearest first
BOARDS, OUTCOME = "boards:board-decision-list", "boards:board-outcome"
OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
# The step that presses in a state; a board comes before an agreement outside one
PRESSES: dict[DecisionStatus, tuple[DecisionStepKind, ...]] = {
    DecisionStatus.PROPOSED: (Kind.PUT_ON_BOARD, Kind.AGREE),
    DecisionStatus.ON_BOARD: (Kind.AGREE,),
    DecisionStatus.DEFERRED: (Kind.PUT_ON_BOARD, Kind.AGREE),
    DecisionStatus.AGREED: (Kind.SIGN,),
    DecisionStatus.SIGNED: (Kind.PUBLISH,),
    DecisionStatus.PUBLISHED: (Kind.IMPLEMENT,),
    DecisionStatus.REJECTED: (Kind.REOPEN,),
    DecisionStatus.WITHDRAWN: (Kind.REOPEN,),
}


@dataclass(frozen=True)
class SeenStep:
    """A step for a page: what it does, and the address of its page."""

    kind: str
    title: str
    effect: str
    url: str


def office_steps(request: Any, decision: Decision, steps: Sequence[Any], rows: Sequence[BoardDecision]) -> dict[str, Any]:
    """The steps of a decision for the office: `primary`, `more_steps`, `closed_steps`, what is missing for a signature, and where
    the last step is taken back. `steps` are all that were taken, `rows` its lines on boards."""
    boards = _boards_to_come(request)
    found = [
        _seen(decision, one.kind, one.act, url, rows, boards)
        for one in open_steps(decision)
        if not one.closed and (url := _url(request, decision, one.kind, rows, boards))
    ]
    presses = () if _waits_for_board(decision, rows) else PRESSES.get(DecisionStatus(decision.status), ())
    primary = next((one for kind in presses for one in found if one.kind == kind), None)
    closed = [one for one in open_steps(decision) if one.closed]
    standing = standing_steps(steps)
    return {
        "primary": primary,
        "more_steps": [one for one in found if one != primary],
        "closed_steps": closed,
        "boards": _board_links(request, boards[1:]) if _can_go_on_board(found) else [],
        "missing": sorted(missing_facts(decision, clock.today()).values()) if decision.status in UNSIGNED else [],
        "take_back_url": "" if take_back_problem(standing) else decision_url(decision, "decision-take-back"),
        "last_step": standing[-1] if standing else None,
        "edit_url": decision_url(decision, "decision-update") if decision.status in UNSIGNED else "",
    }


def _can_go_on_board(found: list[SeenStep]) -> bool:
    return any(one.kind == Kind.PUT_ON_BOARD for one in found)


def _seen(
    decision: Decision, kind: str, act: str, url: str, rows: Sequence[BoardDecision], boards: Sequence[Meeting]
) -> SeenStep:  # fmt: skip
    """A step in words: which board comes next, and what is recorded of one that has met."""
    if kind == Kind.PUT_ON_BOARD and boards:
        said = {"body": boards[0].body.name, "day": long_date(boards[0].held_on)}
        return SeenStep(kind, act, _("It becomes an item of the next agenda: %(body)s, %(day)s.") % said, url)
    if kind == Kind.AGREE and _has_met(decision, rows):
        words = _("The board agreed, deferred, rejected or did not take it.")
        return SeenStep(kind, _("Record what the board did"), words, url)
    return SeenStep(kind, act, effect_words(kind), url)


def _waits_for_board(decision: Decision, rows: Sequence[BoardDecision]) -> bool:
    """Whether it is on the agenda of a board that has not met yet: then nothing presses."""
    return decision.status == DecisionStatus.ON_BOARD and bool(rows) and rows[-1].meeting.held_on > clock.today()


def _has_met(decision: Decision, rows: Sequence[BoardDecision]) -> bool:
    return decision.status == DecisionStatus.ON_BOARD and bool(rows) and not _waits_for_board(decision, rows)


def _url(request: Any, decision: Decision, kind: str, rows: Sequence[BoardDecision], boards: Sequence[Meeting]) -> str:
    """Where a step is taken: on the board's page what concerns its agenda, else on a page of the decision."""
    match kind:
        case Kind.SIGN | Kind.PUBLISH:
            return decision_url(decision, f"decision-{kind}")
        case Kind.PUT_ON_BOARD:
            return (url_or_none(BOARDS, request.area.slug, boards[0].slug) or "") if boards else ""
        case Kind.TAKE_OFF_BOARD:
            return (url_or_none(BOARDS, request.area.slug, rows[-1].meeting.slug) or "") if rows else ""
        case Kind.AGREE if _has_met(decision, rows):
            found = url_or_none(OUTCOME, request.area.slug, rows[-1].meeting.slug, decision.slug)
            return found or decision_url(decision, "decision-step", kind)
        case _:
            return decision_url(decision, "decision-step", kind)


def _boards_to_come(request: Any) -> list[Meeting]:
    """Coming meetings of the Commissioner's boards whose agenda the reader may know of, the nearest first."""
    bodies = bodies_open_to(request.user).filter(area=request.area, kind__in=OF_COMMISSIONER)
    coming = Meeting.objects.visible_to(request.user).filter(body__in=bodies).upcoming(clock.today()).exclude(status__in=OFF)
    return list(coming.select_related("body", "area")[:MOST_BOARDS])


def _board_links(request: Any, boards: list[Meeting]) -> list[dict[str, str]]:
    found = []
    for meeting in boards:
        if url := url_or_none(BOARDS, request.area.slug, meeting.slug):
            words = _("%(body)s, %(day)s") % {"body": meeting.body.name, "day": long_date(meeting.held_on)}
            found.append({"url": url, "text": words})
    return found
