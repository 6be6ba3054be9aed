"""The part of a desk about statutory cases: which are open, for whom each waits, and what is due next in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decisions.filters import for_list
from decisions.models import Case
from decisions.rules.status import WAITS_FOR, state_words, waits_for
from decisions.views.lists import OVER, coming_in
from panels.due import DueState, state_of
from panels.models import Obligation, PoliceArea

MOST_CASES = 8


@dataclass(frozen=True)
class CaseLine:
    """A case, for whom it waits, and what is due next in it, if anything is."""

    case: Case
    waits: str
    stands: str
    due: Obligation | None
    state: DueState | None


def open_cases(user: Any, area: PoliceArea, now: datetime) -> dict[str, Any]:
    """The open cases that a person may see, the one with the nearest day first, and how many more there are."""
    seen = Case.objects.visible_to(user).filter(area=area).exclude(status__in=OVER).for_page()
    found = list(for_list(seen, user))
    due = coming_in(found, user)
    lines = [_line(case, due.get(case.next_key), now) for case in found]
    lines.sort(key=lambda line: (line.due is None, line.due.due_on if line.due else line.case.opened_on, line.case.pk))
    return {"cases": lines[:MOST_CASES], "cases_more": max(0, len(lines) - MOST_CASES)}


def _line(case: Any, due: Obligation | None, now: datetime) -> CaseLine:
    return CaseLine(
        case,
        str(WAITS_FOR[waits_for(case.kind, case.status)]),
        state_words(case.kind, case.status),
        due,
        state_of(due, now) if due else None,
    )
