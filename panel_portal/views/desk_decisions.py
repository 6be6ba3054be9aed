"""The part of a desk about the Commissioner's decisions: what each under way waits for, the next board, the update report."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.choices import UNSIGNED, DecisionStatus
from decisions.models import BoardDecision, Decision, UpdateReport
from decisions.rules.decision_steps import waits_for
from meetings.models import Meeting
from panel_portal.views.clerks_desk import GONE
from panels.choices import OF_COMMISSIONER
from panels.models import Body, PoliceArea
from panels.permissions import areas_deciding

MOST_DECISIONS = 8
UNDER_WAY = UNSIGNED | {DecisionStatus.SIGNED}


@dataclass(frozen=True)
class DecisionLine:
    """A decision under way, and what it waits for."""

    decision: Decision
    waits: str


def decisions_desk(user: Any, area: PoliceArea, today: date) -> dict[str, Any]:
    """For who decides in the Commissioner's office: the decisions under way, those ready for a signature or publication first;
    the next board; and the update report to the next meeting of the panel. Empty for everybody else. Five queries."""
    if area.pk not in areas_deciding(user):
        return {}
    seen = Decision.objects.visible_to(user).filter(area=area, status__in=UNDER_WAY).for_page()
    found = sorted(seen, key=lambda one: (_ORDER.index(one.status), one.year, one.number))
    lines = [DecisionLine(one, waits_for(one, board, today)) for one, board in _with_boards(found[:MOST_DECISIONS])]
    meetings = Meeting.objects.visible_to(user).filter(area=area).exclude(status__in=GONE).upcoming(today).for_page()
    panel = Body.objects.panel_of(area, today)
    next_of_panel = meetings.filter(body=panel).first()
    report = None
    if next_of_panel is not None:
        rows = UpdateReport.objects.visible_to(user).for_page().filter(body=panel)
        report = rows.filter(meeting_on=next_of_panel.held_on).first()
    return {
        "decides": True,
        "decisions": lines,
        "decisions_more": max(0, len(found) - MOST_DECISIONS),
        "next_board": meetings.filter(body__kind__in=OF_COMMISSIONER).first(),
        "next_of_panel": next_of_panel,
        "update_report": report,
    }


_ORDER = [
    DecisionStatus.AGREED, DecisionStatus.SIGNED, DecisionStatus.ON_BOARD, DecisionStatus.DEFERRED, DecisionStatus.PROPOSED,
]  # fmt: skip


def _with_boards(decisions: list[Decision]) -> list[tuple[Decision, Meeting | None]]:
    """Each decision with the board on whose agenda it stands, if any. One query."""
    rows = BoardDecision.objects.standing().filter(decision__in=decisions).select_related("meeting__body", "meeting__area")
    boards = {row.decision_id: row.meeting for row in rows.order_by("number")}
    return [(one, boards.get(one.pk)) for one in decisions]
