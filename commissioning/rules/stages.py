"""Where an exercise stands among its stages, and by how many days a stage slips. Dates may be known by month, quarter or year."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.choices import Precision, StageKind

ORDER = {kind.value: place for place, kind in enumerate(StageKind)}
MONTHS_OF = {Precision.MONTH.value: 1, Precision.QUARTER.value: 3, Precision.YEAR.value: 12}


def first_day(day: date, precision: str) -> date:
    """The first day of the period in which a date is known to lie."""
    months = MONTHS_OF.get(precision)
    return day if months is None else date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(day: date, precision: str) -> date:
    """The last day of the period in which a date is known to lie."""
    months = MONTHS_OF.get(precision)
    if months is None:
        return day
    month = first_day(day, precision).month + months - 1
    return date(day.year, month, monthrange(day.year, month)[1])


def date_words(day: date | None, precision: str) -> str:
    """“17 Mar 2022”, “February 2018”, “January to March 2018”, “2018”; empty without a date."""
    if day is None:
        return ""
    if precision == Precision.MONTH:
        return in_words(day, "F Y")
    if precision == Precision.QUARTER:
        months = {"first": in_words(first_day(day, precision), "F"), "last": in_words(last_day(day, precision), "F Y")}
        return _("%(first)s to %(last)s") % months
    return str(day.year) if precision == Precision.YEAR else in_words(day, "j M Y")


# In order -----------------------------------------------------------------------------------------------------------


def in_order(stages: Sequence[Any]) -> list[Any]:
    """Stages that stand, in their usual order; those of one kind by their dates."""
    return sorted((one for one in stages if one.removed_at is None), key=_place)


def _place(stage: Any) -> tuple[int, date, int]:
    day = stage.actual_on or stage.expected_on or stage.planned_on
    return ORDER[stage.kind], day or date.max, stage.number


def current(stages: Sequence[Any]) -> Any | None:
    """The furthest stage that was reached; None before the first."""
    reached = [one for one in in_order(stages) if one.actual_on]
    return reached[-1] if reached else None


def next_stage(stages: Sequence[Any]) -> Any | None:
    """The first stage after the current one; None where none is planned. One that was left out before it is not waited for."""
    standing, now = in_order(stages), current(stages)
    return next(iter(standing[standing.index(now) + 1 :] if now else standing), None)


def is_passed_over(stage: Any, stages: Sequence[Any]) -> bool:
    """Whether a later stage was reached and of this one no day is known."""
    now = current(stages)
    return stage.actual_on is None and now is not None and in_order(stages).index(stage) < in_order(stages).index(now)


def passed_over(stages: Sequence[Any], *, is_over: bool) -> set[int]:
    """The stages, by pk, that nobody waits for although no day is known of them: a later one was reached, or all is over."""
    return {one.pk for one in stages if (is_over and one.actual_on is None) or is_passed_over(one, stages)}


# Slips --------------------------------------------------------------------------------------------------------------


def slip(stage: Any, today: date) -> int | None:
    """By how many days a stage was reached, or is expected, after its planned date; less than 0 where earlier. A period counts by
    its last day, and while a date may lie in the planned period nothing slips. One that is neither reached nor expected any more
    slips until today. None where nothing was planned."""
    if stage.planned_on is None:
        return None
    planned = last_day(stage.planned_on, stage.planned_as)
    day, precision = told(stage)
    ends = last_day(day, precision)
    if stage.actual_on is None and today > ends:
        return max((today - planned).days, 0)
    may_be_in_time = first_day(day, precision) <= planned and ends >= first_day(stage.planned_on, stage.planned_as)
    return 0 if may_be_in_time else (ends - planned).days


def told(stage: Any) -> tuple[date, str]:
    """The best that is known of when a stage is, and how exactly: reached, expected, else planned. It has one of these."""
    for name in ("actual", "expected", "planned"):
        if day := getattr(stage, f"{name}_on"):
            return day, getattr(stage, f"{name}_as")
    raise ValueError("A stage without any date")


def expected(stage: Any) -> tuple[date | None, str]:
    """When a stage that is not reached is expected: as said, else as planned."""
    if stage.expected_on:
        return stage.expected_on, stage.expected_as
    return stage.planned_on, stage.planned_as


def slip_words(days: int | None) -> str:
    """“12 days late”, “1 day early”, “on time”; “not known” where nothing was planned."""
    if days is None:
        return _("not known")
    if not days:
        return _("on time")
    if days > 0:
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": f"{days:,}"}
    return ngettext("%(days)s day early", "%(days)s days early", -days) % {"days": f"{-days:,}"}
