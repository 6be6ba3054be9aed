"""The parts of a desk about what is due, what the public sent in, and where a member must be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from interface.templatetags.dates import clock_time, day_date
from meetings.models import PublicQuestion
from panels.due import DueState, due_state
from panels.models import Obligation, PoliceArea

HORIZON = timedelta(weeks=6)
MOST_ROWS = 12


@dataclass(frozen=True)
class DueLine:
    """A line of the table: when, what under which provision, who owes it, how it stands."""

    obligation: Obligation
    when: str
    state: DueState


def due_soon(user: Any, area: PoliceArea, now: datetime) -> dict[str, Any]:
    """What is open and due within six weeks, and what was missed and nobody explained: missed first, then by day."""
    seen = Obligation.objects.visible_to(user).filter(area=area)
    missed = Q(pk__in=seen.missed(now).filter(explanation="").values("pk"))
    coming = Q(due_on__gte=now.date(), due_on__lte=now.date() + HORIZON)
    rows = [_line(one, now) for one in seen.open().filter(missed | coming).for_page().order_by("due_on", "due_at", "reference")]
    rows = sorted((row for row in rows if row.state.key != "closed"), key=lambda row: row.state.key != "missed")
    missed_rows = [row for row in rows if row.state.key == "missed"]
    return {"due": rows[:MOST_ROWS], "due_more": max(0, len(rows) - MOST_ROWS), "missed": missed_rows}


def _line(obligation: Obligation, now: datetime) -> DueLine:
    time = clock_time(obligation.due_at)
    day = day_date(obligation.due_on)
    state = due_state(
        obligation.status, obligation.due_on, obligation.due_at, obligation.is_closing, obligation.met_at,
        obligation.was_late, now,
    )  # fmt: skip
    return DueLine(obligation, f"{day}, {time}" if time else day, state)


def questions_waiting(user: Any, area: PoliceArea) -> dict[str, Any]:
    """How many submissions of the public nobody has decided on, and since when the oldest waits."""
    waiting = PublicQuestion.objects.kept_by(user).filter(area=area).waiting()
    return waiting.aggregate(count=Count("pk"), oldest=Min("received_at"))
