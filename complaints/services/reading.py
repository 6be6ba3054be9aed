"""Reads a complaint for somebody: its rows, each only as far as they may see them, and the rules that hold for it."""

from typing import Any

from complaints.due.facts import load_facts
from complaints.models import Complaint
from complaints.permissions import Reader
from complaints.rules.facts import ComplaintFacts

__all__ = ["read_complaint"]


def read_complaint(complaint: Complaint, user: Reader) -> ComplaintFacts:
    """What a person may see of a complaint whose page they may open, in a fixed number of queries."""

    def see(rows: Any) -> Any:
        return rows.visible_to(user)

    return load_facts(complaint, see=see)
