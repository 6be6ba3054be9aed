"""Every change of the Commissioner's update report and of its standing items."""

from decisions.services.updates.keeping import change_report, create_report, delete_report, last_meeting_on
from decisions.services.updates.publishing import (
    add_addendum,
    drawn_on,
    printed_addendum,
    printed_report,
    publish_report,
    remarks,
)
from decisions.services.updates.sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
    restore_section,
)
from decisions.services.updates.standing import (
    change_item,
    close_item,
    move_item,
    open_item,
    reopen_item,
    unfinished_reports,
)

__all__ = [
    "add_addendum", "add_section", "change_item", "change_report", "change_section", "close_item", "create_report",
    "delete_report", "drawn_on", "last_meeting_on", "move_item", "move_section", "open_item", "printed_addendum",
    "printed_report", "publish_report", "remarks", "remove_section", "reopen_item", "restore_section", "unfinished_reports",
]  # fmt: skip
