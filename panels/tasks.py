"""Work about what is due, done in the background."""

from datetime import date
from typing import Any

from accounts.models import User
from jobs.registry import register
from jobs.services import JobRun
from panels.services.reminders import LETTER_JOB, REMIND_JOB, remind, send_reminder


@register(REMIND_JOB)
def remind_of_what_is_due(run: JobRun, *, day: str) -> dict[str, Any]:
    """Ask for the mails of a day. Those asked for already are not asked for again."""
    return {"letters": remind(day=date.fromisoformat(day))}


@register(LETTER_JOB)
def send_reminder_letter(run: JobRun, *, user: int, reminders: list[int]) -> dict[str, Any]:
    """Send one person one mail about what is due. A mail server that refuses is asked again later."""
    return {"sent": send_reminder(reader=User.objects.get(pk=user), reminders=reminders)}
