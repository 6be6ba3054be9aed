"""Every write that means something about areas, people, roles and rules."""

from panels.services.appointments import appoint, close_account, end_appointment
from panels.services.loading import load_panel, read_panel
from panels.services.rulebook import load_rulebook

__all__ = ["appoint", "close_account", "end_appointment", "load_panel", "load_rulebook", "read_panel"]
