"""What people are sent about meetings, agendas, reports and minutes: never a private title, never a private word."""

from meetings.emails.actions import action_is_yours
from meetings.emails.agendas import (
    approval_asked,
    approval_decided,
    format_asked,
    meeting_off,
    notice_of_meeting,
    report_asked,
    report_came,
    report_cancelled,
    report_moved,
    report_returned,
    supplement_published,
)
from meetings.emails.minutes import (
    correction_decided,
    correction_proposed,
    corrigendum_added,
    decisions_published,
    minutes_checked,
    minutes_confirmed,
    minutes_published,
    minutes_returned,
    minutes_sent,
)
from meetings.emails.sending import send

__all__ = [
    "action_is_yours", "approval_asked", "approval_decided", "correction_decided", "correction_proposed", "corrigendum_added",
    "decisions_published", "format_asked", "meeting_off", "minutes_checked", "minutes_confirmed", "minutes_published",
    "minutes_returned", "minutes_sent", "notice_of_meeting", "report_asked", "report_came", "report_cancelled",
    "report_moved", "report_returned", "send", "supplement_published",
]  # fmt: skip
