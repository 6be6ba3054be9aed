"""Inspections, what is said to their reports, their grades and recommendations, and super-complaints."""

from performance.services.inspections.asks import add_ask, change_ask, note_ask
from performance.services.inspections.complaints import (
    change_super_complaint,
    create_super_complaint,
    hide_super_complaint,
    publish_super_complaint,
    respond_to_super_complaint,
    take_back_complaint_response,
)
from performance.services.inspections.grades import add_grade, change_grade
from performance.services.inspections.register import (
    change_inspection,
    close_inspection,
    create_inspection,
    hide_inspection,
    publish_inspection,
    reopen_inspection,
    report_published,
    take_back_report,
)
from performance.services.inspections.responses import (
    publish_response,
    take_back_response,
    take_force_comments,
    write_response,
)
from performance.services.inspections.rows import remove_row, restore_row

__all__ = [
    "add_ask", "add_grade", "change_ask", "change_grade", "change_inspection", "change_super_complaint", "close_inspection",
    "create_inspection", "create_super_complaint", "hide_inspection", "hide_super_complaint", "note_ask", "publish_inspection",
    "publish_response", "publish_super_complaint", "remove_row", "reopen_inspection", "report_published",
    "respond_to_super_complaint", "restore_row", "take_back_complaint_response", "take_back_report", "take_back_response",
    "take_force_comments", "write_response",
]  # fmt: skip
