"""What stands at the head of a page of contacts, reviews or workforce: a figure of each measure, with its days."""

from typing import Any

from django.utils.translation import gettext as _

from interface.templatetags.dates import short_date
from performance.rules import words
from performance.rules.casework import (
    Counted,
    Total,
    YearTable,
    aims_of,
    days_words,
    gap_words,
    percent_words,
    since_words,
    year_table,
)

Fact = dict[str, Any]


def fact_of(counted: Counted) -> Fact:
    """The figure that says most of a measure: the total of the same days of two years, else what was last counted."""
    if not counted.analysis.points:
        return _fact(counted, _("not known"), _("No figures are published yet"))
    if counted.is_single:
        point = counted.analysis.points[0]
        return _fact(counted, words.figure_words(counted.measure, point.value), since_words(point))
    table = year_table(counted)
    if table is not None and table.total is not None and table.total.before is not None:
        return _compared(counted, table.total)
    return _last(counted, table)


def _compared(counted: Counted, total: Total) -> Fact:
    said = {
        "days": days_words(total.started_on, total.ended_on), "percent": percent_words(total.percent),
        "before": words.figure_words(counted.measure, total.before),
    }  # fmt: skip
    pattern = _("%(days)s; %(before)s on the same days a year before (%(percent)s)") if total.percent is not None else _(
        "%(days)s; %(before)s on the same days a year before"
    )  # fmt: skip
    return _fact(counted, words.figure_words(counted.measure, total.value), pattern % said)


def _last(counted: Counted, table: YearTable | None) -> Fact:
    """The last complete period, with the next target of a level, or what it was a year before."""
    point = counted.analysis.last or counted.analysis.points[-1]
    notes = [words.period_words(point)]
    line = next((one for one in table.lines if one.point == point), None) if table else None
    if target := target_words(counted):
        notes.append(target)
    elif line is not None and line.before is not None:
        notes.append(_("%(before)s a year before") % {"before": words.figure_words(counted.measure, line.before.value)})
    return _fact(counted, words.figure_words(counted.measure, point.value), "; ".join(notes))


def target_words(counted: Counted) -> str:
    """“30 below the target of 3,108 by 31 Mar 2022”: the first target that is not past on the day of the last figure."""
    for aim in aims_of(counted):
        said = {"target": words.figure_words(counted.measure, aim.target), "day": short_date(aim.by), "gap": gap_words(aim)}
        if aim.gap == 0:
            return _("the target of %(target)s by %(day)s is met") % said
        return _("%(gap)s the target of %(target)s by %(day)s") % said
    return ""


def _fact(counted: Counted, value: str, note: str) -> Fact:
    illustrative = _(" Illustrative.") if counted.analysis.is_illustrative else ""
    return {"term": counted.measure.title, "value": value, "note": f"{note}.{illustrative}" if illustrative else note}
