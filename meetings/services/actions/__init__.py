"""Every write about actions: agreed, changed, made known, answered, closed, replaced."""

from meetings.services.actions.raising import (
    change_action,
    publish_actions,
    raise_action,
    restore_action,
    take_back_action,
)
from meetings.services.actions.standing import close_action, reopen_action, say_of_action, supersede_action

__all__ = [
    "change_action", "close_action", "publish_actions", "raise_action", "reopen_action", "restore_action", "say_of_action",
    "supersede_action", "take_back_action",
]  # fmt: skip
