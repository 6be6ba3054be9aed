"""Every write that means something about areas, people, roles and rules."""

from panels.services.appointments import appoint, close_account, end_appointment
from panels.services.interests import add_interest, change_interest, remove_interest
from panels.services.loading import load_panel, read_panel
from panels.services.local_rules import end_local_rule, set_local_rule, withdraw_local_rule
from panels.services.rulebook import load_rulebook

__all__ = [
    "add_interest",
    "appoint",
    "change_interest",
    "close_account",
    "end_appointment",
    "end_local_rule",
    "load_panel",
    "load_rulebook",
    "read_panel",
    "remove_interest",
    "set_local_rule",
    "withdraw_local_rule",
]  # fmt: skip
