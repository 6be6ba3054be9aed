"""The quarterly report: begun, written, checked, published into an agenda, and read."""

from performance.services.reports.comments import (
    add_comment,
    change_comment,
    move_comment,
    remove_comment,
    restore_comment,
    say_nothing_to_comment,
)
from performance.services.reports.keeping import (
    change_report,
    create_report,
    delete_report,
    lock_report,
    move_part,
    put_part,
    report_before,
    save_report,
    write_part,
)
from performance.services.reports.planned import (
    add_planned_action,
    change_planned_action,
    is_told,
    move_planned_action,
    remove_planned_action,
    restore_planned_action,
    say_how_it_stands,
)
from performance.services.reports.publishing import freeze_report, meetings_to_come, printed_report, put_on_agenda
from performance.services.reports.readiness import in_the_way, readiness
from performance.services.reports.reading import read_report
from performance.services.reports.trends import accept_proposed

__all__ = [
    "accept_proposed", "add_comment", "add_planned_action", "change_comment", "change_planned_action", "change_report",
    "create_report", "delete_report", "freeze_report", "in_the_way", "is_told", "lock_report", "meetings_to_come", "move_comment",
    "move_part", "move_planned_action", "printed_report", "put_on_agenda", "put_part", "read_report", "readiness",
    "remove_comment", "remove_planned_action", "report_before", "restore_comment", "restore_planned_action", "save_report",
    "say_how_it_stands", "say_nothing_to_comment", "write_part",
]  # fmt: skip
