"""How long a complaint is kept after it ended, and whether it may be erased: the panel's record retention policy."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from panels.choices import Reckoning
from panels.working_days import reckon


@dataclass(frozen=True)
class Kept:
    """Until when a complaint is kept. `last_day` is the last day on which it must be there, None where that is not known yet;
    `why` says in words why it cannot be erased, and is empty where it can."""

    complaint: Any
    last_day: date | None
    why: str

    @property
    def is_due(self) -> bool:
        """Whether it may be erased."""
        return not self.why


def kept(complaint: Any, rule: Any, today: date) -> Kept:
    """Until when a complaint is kept under a rule in years, reckoned from the day it ended; the day after, it may be erased."""
    last_day = None
    if complaint.ended_on is not None and rule is not None and rule.number is not None:
        last_day = reckon(Reckoning.YEARS_AFTER, complaint.ended_on, rule.number, complaint.area.nation)
    return Kept(complaint, last_day, _why_not(complaint, rule, last_day, today))


def _why_not(complaint: Any, rule: Any, last_day: date | None, today: date) -> str:
    if complaint.erased_at is not None:
        return _("It was erased")
    if complaint.ended_on is None:
        return _("It is not over")
    if complaint.held_at is not None:
        return _("It is on hold")
    if rule is None or last_day is None:
        return _("No rule says how long it is kept")
    if today <= last_day:
        return _("It is kept until %(day)s") % {"day": long_date(last_day)}
    return ""
