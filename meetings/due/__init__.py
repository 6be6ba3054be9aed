"""What is due for meetings, reports asked for them, actions and recommendations; entered in the register of `panels.due`."""

from meetings.due.actions import of_action
from meetings.due.meetings import of_meeting
from meetings.due.recommendations import of_recommendation
from meetings.due.reports import of_report

__all__ = ["of_action", "of_meeting", "of_recommendation", "of_report"]
