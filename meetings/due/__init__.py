"""What is due for meetings, for the reports asked for them, and for actions; entered in the register of `panels.due`."""

from meetings.due.actions import of_action
from meetings.due.meetings import of_meeting
from meetings.due.reports import of_report

__all__ = ["of_action", "of_meeting", "of_report"]
