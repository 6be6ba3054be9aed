"""What the pages of reviews and recommendations share: the day by which the panel asks for a response, with its provision."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from interface import clock
from interface.templatetags.dates import long_date
from meetings.due.recommendations import day_of_panel
from meetings.rules.review_steps import Law
from panels import rulebook
from panels.choices import DutyStatus
from panels.due import due_state
from panels.models import PoliceArea

NOON = time(12)


def law_of(area: PoliceArea, key: str, on: date) -> Law:
    """A rule that holds on a day as pages name it; an empty one where the rule book has none."""
    try:
        rule = rulebook.rule_for(area, key, on=on)
    except rulebook.RuleMissing:
        return Law()
    return Law(rule.provision, rule.is_verified)


def deadline_of(due_on: date | None, law: Law, received: Iterable[date], *, still_waits: bool) -> dict[str, Any] | None:
    """A day that the panel asked for as `components/deadline.html` draws it; None where none was asked for.

    It is met on the last of the days on which responses came, once none is waited for.
    """
    if due_on is None:
        return None
    met_on = None if still_waits else max(received, default=None)
    met_at = datetime.combine(met_on, NOON, clock.LONDON) if met_on else None
    status = DutyStatus.MET if met_at else DutyStatus.OPEN
    state = due_state(status, due_on, None, False, met_at, bool(met_on and met_on > due_on), clock.now())
    return {
        "sentence": _("The panel asks for a response by %(day)s.") % {"day": long_date(due_on)},
        "state": state.words,
        "counted": [],
        "provision": day_of_panel(law.provision) if law.provision else _("The panel’s own day"),
        "verified": law.is_verified,
    }
