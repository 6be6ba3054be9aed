"""How far a major project is behind, reckoned from its milestones; what its own report states; and its risk in words.

What is reckoned and what is stated stand side by side and are never mixed: a report may say “6 to 7 weeks behind” while the
days of the milestones say something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.choices import ProjectStatus
from interface.templatetags.dates import long_date

WEEK = 7  # days
HIGHEST_RISK = 25  # likelihood from 1 to 5, times impact from 1 to 5
# How a score out of 25 is read: the highest score of each word. The words are the portal's own; no law lays them down
RISK_WORDS = ((4, "low"), (9, "moderate"), (14, "high"), (HIGHEST_RISK, "very high"))
ENDED = frozenset({ProjectStatus.DONE, ProjectStatus.STOPPED})


@dataclass(frozen=True)
class Slip:
    """By how many days a milestone is behind its plan (below 0: ahead of it), and whether that may still grow, because the day
    has passed and no other is expected."""

    milestone: Any
    days: int
    is_growing: bool = False


# What is reckoned -------------------------------------------------------------------------------------------------


def slip_of(milestone: Any, today: date) -> Slip:
    """Reached: the day it was reached against the plan. Else the day now expected; without one, or once that has passed, today
    where the plan has passed."""
    if milestone.reached_on is not None:
        return Slip(milestone, (milestone.reached_on - milestone.planned_on).days)
    awaited = milestone.expected_on or milestone.planned_on
    if awaited < today:
        return Slip(milestone, (today - milestone.planned_on).days, is_growing=True)
    return Slip(milestone, (awaited - milestone.planned_on).days)


def next_milestone(milestones: Iterable[Any]) -> Any:
    """The milestone that comes next: the first that is not reached, by the day expected or else planned; None without one."""
    waiting = [one for one in milestones if one.reached_on is None and one.removed_at is None]
    return min(waiting, key=lambda one: (one.expected_on or one.planned_on, one.number), default=None)


def last_reached(milestones: Iterable[Any]) -> Any:
    """The milestone that was reached last; None where none was."""
    reached = [one for one in milestones if one.reached_on is not None and one.removed_at is None]
    return max(reached, key=lambda one: (one.reached_on, one.number), default=None)


def slip_of_project(milestones: Iterable[Any], today: date) -> Slip | None:
    """How far the project is behind now: by its next milestone, or by the last once all are reached. None without milestones."""
    rows = list(milestones)
    counted = next_milestone(rows) or last_reached(rows)
    return slip_of(counted, today) if counted is not None else None


def slip_words(slip: Slip | None) -> str:
    """“6 weeks behind”, “6 weeks and 3 days behind”, “2 days ahead”, “on time”; what may still grow is “at least” that."""
    if slip is None:
        return _("not known")
    if slip.days == 0:
        return _("on time")
    length = length_words(abs(slip.days))
    if slip.days < 0:
        return _("%(length)s ahead") % {"length": length}
    return (_("at least %(length)s behind") if slip.is_growing else _("%(length)s behind")) % {"length": length}


def length_words(days: int) -> str:
    """A number of days in whole weeks and the days that remain."""
    weeks, rest = divmod(days, WEEK)
    in_weeks = ngettext("%(count)d week", "%(count)d weeks", weeks) % {"count": weeks}
    in_days = ngettext("%(count)d day", "%(count)d days", rest) % {"count": rest}
    if weeks and rest:
        return _("%(weeks)s and %(days)s") % {"weeks": in_weeks, "days": in_days}
    return in_weeks if weeks else in_days


# What is stated ----------------------------------------------------------------------------------------------------


def stated_words(update: Any) -> str:
    """What a project's own report states: “6 to 7 weeks behind”, “on time”; empty where it states nothing."""
    if update is None or (update.weeks_behind_least is None and update.weeks_behind_most is None):
        return ""
    least, most = _range(update)
    if most == 0:
        return _("on time")
    if least == most:
        return ngettext("%(weeks)d week behind", "%(weeks)d weeks behind", most) % {"weeks": most}
    return _("%(least)d to %(most)d weeks behind") % {"least": least, "most": most}


def differs(update: Any, slip: Slip | None) -> bool:
    """Whether what is stated and what is reckoned do not fit: the days reckoned lie more than a part of a week outside."""
    if slip is None or not stated_words(update):
        return False
    least, most = _range(update)
    return not (least - 1) * WEEK < max(slip.days, 0) < (most + 1) * WEEK


def _range(update: Any) -> tuple[int, int]:
    one, other = update.weeks_behind_least, update.weeks_behind_most
    return (other if one is None else one), (one if other is None else other)


def newest(updates: Iterable[Any]) -> Any:
    """The newest update that stands; None without one."""
    standing = [one for one in updates if one.removed_at is None]
    return max(standing, key=lambda one: (one.as_at, one.number), default=None)


def newest_risk(updates: Iterable[Any]) -> Any:
    """The newest update that gives a risk score: a later one that says nothing of it leaves it as it was. None without one."""
    return newest(one for one in updates if one.risk is not None)


def newest_stated(updates: Iterable[Any]) -> Any:
    """The newest update that states how far behind the project is; None without one."""
    return newest(one for one in updates if stated_words(one))


def risk_words(score: int | None) -> str:
    """“12 of 25, high”; “not known” without a score."""
    if score is None:
        return _("not known")
    word = next(word for highest, word in RISK_WORDS if score <= highest)
    words = {"low": _("low"), "moderate": _("moderate"), "high": _("high"), "very high": _("very high")}
    return _("%(score)d of %(highest)d, %(word)s") % {"score": score, "highest": HIGHEST_RISK, "word": words[word]}


# In one line ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectLine:
    """A project as a list shows it: its next milestone with its days, how far behind it is as reckoned and as its own report
    states, whether the two differ, and the newest risk score. `slip_days` and `risk` are None where they are not known."""

    project: Any
    next_title: str
    planned_on: date | None
    expected_on: date | None
    slip: Slip | None
    slip_words: str
    stated_words: str
    differs: bool
    risk: int | None
    risk_words: str

    @property
    def slip_days(self) -> int | None:
        return self.slip.days if self.slip is not None else None


def line_of(project: Any, milestones: Iterable[Any], updates: Iterable[Any], today: date) -> ProjectLine:
    """A project with its rows in one line. Of one that has ended nothing comes next."""
    rows, said = list(milestones), list(updates)
    coming = next_milestone(rows) if project.status not in ENDED else None
    slip, stated, scored = slip_of_project(rows, _reckoned_on(project, today)), newest_stated(said), newest_risk(said)
    return ProjectLine(
        project=project,
        next_title=coming.title if coming else "",
        planned_on=coming.planned_on if coming else None,
        expected_on=coming.expected_on if coming else None,
        slip=slip,
        slip_words=slip_words(slip),
        stated_words=stated_words(stated),
        differs=differs(stated, slip),
        risk=scored.risk if scored else None,
        risk_words=risk_words(scored.risk if scored else None),
    )


def _reckoned_on(project: Any, today: date) -> date:
    """The day up to which slippage grows: that on which a project ended, else today."""
    return project.ended_on if project.status in ENDED and project.ended_on else today


# What may not be ----------------------------------------------------------------------------------------------------


def project_problems(*, status: str, started_on: date | None, ended_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with the state and days of a project, by field."""
    if status in ENDED and ended_on is None:
        return {"ended_on": _("Enter the day on which it was finished or stopped")}
    if status not in ENDED and ended_on is not None:
        return {"ended_on": _("Take this day out, or say that the project is finished or stopped")}
    if ended_on is not None and ended_on > today:
        return {"ended_on": _("The day it ended must be today or earlier")}
    if started_on is not None and ended_on is not None and ended_on < started_on:
        return {"ended_on": _("The day it ended must not be before %(day)s") % {"day": long_date(started_on)}}
    return {}


def milestone_problems(*, reached_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with the days of a milestone, by field."""
    if reached_on is not None and reached_on > today:
        return {"reached_on": _("The day it was reached must be today or earlier. Say when it is expected instead")}
    return {}


def update_problems(*, as_at: date, least: int | None, most: int | None, today: date) -> dict[str, str]:
    """What is wrong with an update, by field."""
    if as_at > today:
        return {"as_at": _("The day must be today or earlier")}
    if least is None and most is not None:
        return {"weeks_behind_least": _("Enter the lower number of weeks too")}
    if least is not None and most is not None and most < least:
        return {"weeks_behind_most": _("The higher number of weeks must not be less than the lower one")}
    return {}
