"""Every write about a body's work programme: its years, its entries, and what becomes of them."""

from meetings.services.programme.entries import add_entry, change_entry, remove_entry, restore_entry
from meetings.services.programme.moving import (
    cancel_entry,
    defer_entry,
    mark_done,
    move_entry,
    reopen_entry,
    shift_entry,
)
from meetings.services.programme.years import (
    change_programme,
    create_programme,
    publish_programme,
    set_standing_reports,
)

__all__ = [
    "add_entry", "cancel_entry", "change_entry", "change_programme", "create_programme", "defer_entry", "mark_done",
    "move_entry", "publish_programme", "remove_entry", "reopen_entry", "restore_entry", "set_standing_reports", "shift_entry",
]  # fmt: skip
