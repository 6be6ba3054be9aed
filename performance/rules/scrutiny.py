"""Sessions of scrutiny panels: what is wrong with what was typed, whether findings add up, since when an answer is awaited."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

NOT_IN_FUTURE = ("report_on", "asked_on", "answered_on")


def is_planned(session: Any, today: date) -> bool:
    """Whether the session is still to come."""
    return session.held_on > today


def session_problems(session: Any, today: date) -> dict[str, str]:
    """What is wrong with what is typed of a session, whoever reads it, by field."""
    found = {
        name: _("Enter a day that is not in the future")
        for name in NOT_IN_FUTURE
        if getattr(session, name) and getattr(session, name) > today
    }
    is_told = bool(session.learning.strip() or session.force_action.strip())
    if session.answered_on and not is_told:
        found["learning"] = _("Enter what the force says, or leave out the day of its answer")
    if is_told and session.answered_on is None:
        found["answered_on"] = _("Enter the day on which the force answered")
    if session.answered_on and session.asked_on and session.answered_on < session.asked_on:
        found["answered_on"] = _("Enter a day on or after the day on which the force was asked")
    return found


def sum_problem(cases: int | None, counts: Sequence[int]) -> str:
    """“The findings make 21 cases. 22 were looked at”; empty where they add up, and where there are none."""
    if not counts:
        return ""
    if cases is None:
        return _("The findings make %(sum)d. Enter how many cases were looked at") % {"sum": sum(counts)}
    if sum(counts) == cases:
        return ""
    words = {"sum": sum(counts), "cases": cases}
    return _("The findings make %(sum)d, and %(cases)d cases were looked at. Change one or the other") % words


def publish_problem(session: Any, counts: Sequence[int], today: date) -> str:
    """Why a session cannot be published. One that is to come needs no findings; nor does one that tells of no number of cases."""
    if not counts and session.cases and not is_planned(session, today):
        return _("%(cases)d cases were looked at, and no finding is entered. Enter the findings first") % {"cases": session.cases}
    return sum_problem(session.cases, counts)


def sum_words(counts: Sequence[int]) -> str:
    """“22 = 6 + 9 + 7”; of one number that number alone, and nothing without any."""
    if not counts:
        return ""
    return f"{sum(counts):,} = {' + '.join(f'{one:,}' for one in counts)}" if len(counts) > 1 else f"{counts[0]:,}"


def days_waited(session: Any, today: date) -> int | None:
    """Days since the force was asked, while no answer is there; None where it was not asked, and once it answered."""
    if session.asked_on is None or session.answered_on is not None:
        return None
    return max((today - session.asked_on).days, 0)
