"""Reads a case for somebody: its rows, each only as far as they may see them, and the rules that hold for it."""

from typing import Any

from decisions.due.facts import facts_of, load_facts, rules_day, rules_for
from decisions.models import Case
from decisions.permissions import Reader
from decisions.rules.facts import CaseFacts

__all__ = ["facts_of", "read_case", "rules_day", "rules_for"]


def read_case(case: Case, user: Reader) -> CaseFacts:
    """What a person may see of a case that they may know of, in a fixed number of queries."""

    def see(rows: Any) -> Any:
        return rows.visible_to(user)

    return load_facts(case, see=see)
