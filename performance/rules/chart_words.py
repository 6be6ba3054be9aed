"""What a chart of a measure states above its drawing: a finding, from the figures alone, and what is measured."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from performance.choices import Basis, Frequency, Position, Unit
from performance.rules import spc, words
from performance.rules.analysis import Analysis, Limits, Point

# Findings -------------------------------------------------------------------------------------------------------------


def control_finding(measure: Any, analysis: Analysis) -> str:
    """“Since March 2021 every month has been within its limits”; what was last counted where there are no limits."""
    last = analysis.last
    if last is None:
        return _("No period is complete yet")
    limits = analysis.limits[-1] if analysis.limits else None
    if limits is None or limits.ended_on < last.ended_on:
        return counted_finding(measure, analysis)
    return _at_the_end(measure, analysis, last) or _in_the_stretch(measure, analysis, limits)


def _at_the_end(measure: Any, analysis: Analysis, last: Point) -> str:
    """What the last complete period itself signals, if anything."""
    period = words.period_words(last)
    found = {(one.rule, one.is_up) for one in analysis.signals if one.ended_on == last.ended_on}
    said = {
        (spc.OUTSIDE, True): _("%(period)s was above its upper limit"),
        (spc.OUTSIDE, False): _("%(period)s was below its lower limit"),
        (spc.IN_A_ROW, True): _("The %(count)s %(periods)s to %(period)s were all above the average"),
        (spc.IN_A_ROW, False): _("The %(count)s %(periods)s to %(period)s were all below the average"),
    }
    for sign, sentence in said.items():
        if sign in found:
            run = run_length(analysis, is_up=sign[1])
            return sentence % {"period": period, "count": run, "periods": _several(measure)}
    return ""


def run_length(analysis: Analysis, *, is_up: bool) -> int:
    """How many complete periods of the last stretch, back from its end, lie on one side of its average."""
    limits, count = analysis.limits[-1], 0
    for point in reversed(analysis.complete):
        if point.value is None or point.started_on < limits.started_on:
            break
        if point.value == limits.average or (point.value > limits.average) != is_up:
            break
        count += 1
    return count


def _in_the_stretch(measure: Any, analysis: Analysis, limits: Limits) -> str:
    found = [one for one in analysis.signals if one.rule == spc.OUTSIDE and limits.started_on <= one.ended_on <= limits.ended_on]
    said = {"since": in_words(limits.started_on, "F Y"), "period": _one(measure), "count": len(found)}
    is_later = any(one.started_on < limits.started_on for one in analysis.complete)
    if not found:
        sentence = (
            _("Since %(since)s every %(period)s has been within its limits")
            if is_later
            else _("Every %(period)s has been within its limits")
        )
        return sentence % said
    said |= {"last": words.period_words(Point(found[-1].started_on, found[-1].ended_on, None)), "periods": _several(measure)}
    if len(found) == 1:
        return _("Since %(since)s only %(last)s was outside its limits") % said
    return _("Since %(since)s %(count)s %(periods)s were outside their limits, the last of them %(last)s") % said


def counted_finding(measure: Any, analysis: Analysis) -> str:
    """“1,204 offences in Oct to Dec 2021, 1,100 a year before”, or beside the target where there is one; so far, where no period
    was over."""
    last, before = analysis.last, analysis.before
    if last is None:
        return _unfinished(measure, analysis)
    said = {"now": counted_words(measure, last.value), "during": words.during_words(last)}
    target = next(((on, value) for on, value in analysis.targets if on >= last.ended_on), None)
    if target:
        said |= {"target": words.figure_words(measure, target[1]), "by": in_words(target[0], "F Y")}
        return _("%(now)s %(during)s; the target is %(target)s by %(by)s") % said
    if before is None or before.value is None:
        return _("%(now)s %(during)s") % said
    said["before"] = words.figure_words(measure, before.value)
    return _("%(now)s %(during)s, %(before)s a year before") % said


def _unfinished(measure: Any, analysis: Analysis) -> str:
    point = analysis.partial
    if point is None:
        return _("No period is complete yet")
    return _("%(now)s %(during)s") % {"now": counted_words(measure, point.value), "during": words.during_words(point)}


def counted_words(measure: Any, value: float | None) -> str:
    """“1,204 offences”, “3.7%”."""
    figure = words.figure_words(measure, value)
    return f"{figure} {measure.counted}" if value is not None and measure.counted and is_number(measure) else figure


def is_number(measure: Any) -> bool:
    return bool(words.unit_of(measure) == Unit.NUMBER)


def rolling_finding(measure: Any, points: Sequence[Point], position: str = "") -> str:
    """Where the 12 months stand beside the group's, and since when; beside a year before where no group is known. Where the
    force's `position` is similar to the average, that is what is stated."""
    both = [(one, one.rolling - one.group) for one in points if one.rolling is not None and one.group is not None]
    if not both:
        return _beside_year_before(measure, [one for one in points if one.rolling is not None])
    last = both[-1][1]
    since = next((index + 1 for index in range(len(both) - 1, -1, -1) if not _same_side(both[index][1], last)), 0)
    said = {
        "what": rolling_subject(measure), "since": in_words(both[since][0].ended_on, "F Y"),
        "until": in_words(both[-1][0].ended_on, "F Y"),
    }  # fmt: skip
    if position == Position.SIMILAR and last != 0:
        return capfirst(_beside_group(measure, both[-1][0]))
    if any(one.rolling is not None and one.ended_on > both[-1][0].ended_on for one in points):
        return capfirst(_while_known(last, is_one=since == len(both) - 1) % said)
    if last == 0:
        return capfirst(_("%(what)s is the average of similar forces") % said)
    if since == 0:
        above = _("%(what)s has stayed above the average of similar forces throughout")
        below = _("%(what)s has stayed below the average of similar forces throughout")
    else:
        above = _("%(what)s has been above the average of similar forces since %(since)s")
        below = _("%(what)s has been below the average of similar forces since %(since)s")
    return capfirst((above if last > 0 else below) % said)


def _beside_group(measure: Any, point: Point) -> str:
    said = {
        "what": rolling_subject(measure), "to": _month(point.ended_on), "now": rolling_value(measure, point.rolling),
        "group": rolling_value(measure, point.group),
    }  # fmt: skip
    return _("%(what)s was %(now)s in the 12 months to %(to)s, close to the average of similar forces, %(group)s") % said


def _while_known(last: float, *, is_one: bool) -> str:
    """Where the 12 months stood beside the group's as long as the group's are known: the force's own figures go further."""
    if last == 0:
        return _("%(what)s was the average of similar forces in %(until)s")
    if is_one:
        above = _("%(what)s was above the average of similar forces in %(until)s")
        below = _("%(what)s was below the average of similar forces in %(until)s")
    else:
        above = _("%(what)s was above the average of similar forces from %(since)s to %(until)s")
        below = _("%(what)s was below the average of similar forces from %(since)s to %(until)s")
    return above if last > 0 else below


def _same_side(one: float, other: float) -> bool:
    return (one > 0) == (other > 0) and (one < 0) == (other < 0)


def _beside_year_before(measure: Any, points: Sequence[Point]) -> str:
    if not points:
        return _("Twelve complete months are not known yet")
    last = points[-1]
    ends = (last.ended_on.year - 1, last.ended_on.month)
    before = next((one for one in points if (one.ended_on.year, one.ended_on.month) == ends), None)
    said = {"what": rolling_subject(measure), "now": rolling_value(measure, last.rolling), "to": _month(last.ended_on)}
    if before is None:
        return capfirst(_("%(what)s was %(now)s in the 12 months to %(to)s") % said)
    said["before"] = rolling_value(measure, before.rolling)
    return capfirst(_("%(what)s was %(now)s in the 12 months to %(to)s, %(before)s a year before") % said)


def rolling_value(measure: Any, value: float | None) -> str:
    """As `rolling_words` has it, but of a ratio the number alone: “the ratio was 8.0”."""
    if value is None or measure.basis != Basis.RATIO:
        return words.rolling_words(measure, value)
    return words.number_words(value, words.rolling_places(measure))


def _month(day: date) -> str:
    return in_words(day, "F Y")


def rolling_subject(measure: Any) -> str:
    if words.is_rate(measure):
        return _("the rate")
    return {Basis.SHARE.value: _("the share"), Basis.RATIO.value: _("the ratio")}.get(str(measure.basis), _("the number"))


# What is measured ----------------------------------------------------------------------------------------------------


def control_subtitle(measure: Any, *, has_limits: bool) -> str:
    said = {"title": _counted_title(measure), "each": each_words(measure)}
    if has_limits:
        return _("%(title)s, %(each)s, with the average and natural limits of each part") % said
    return _("%(title)s, %(each)s") % said


def rolling_subtitle(measure: Any) -> str:
    said = {"title": _counted_title(measure), "label": words.rolling_label(measure), "period": _one(measure)}
    return _("%(title)s. %(label)s to each %(period)s") % said


def _counted_title(measure: Any) -> str:
    """“Personal robbery (offences)”, “Charge rate (%)”."""
    unit = control_unit(measure)
    return f"{measure.title} ({unit})" if unit and unit.lower() != str(measure.title).lower() else str(measure.title)


def control_unit(measure: Any) -> str:
    """What stands in the caption of the table: “offences”, “%”."""
    units = {Unit.PERCENT.value: "%", Unit.RATIO.value: _("times"), Unit.DAYS.value: _("days"), Unit.POUNDS.value: _("pounds")}
    return units.get(words.unit_of(measure), str(measure.counted))


def rolling_unit(measure: Any) -> str:
    label = words.rolling_label(measure)
    label = label[:1].lower() + label[1:]
    return f"{label}, %" if words.unit_of(measure) == Unit.PERCENT else label


def series_name(measure: Any) -> str:
    return capfirst(measure.counted) if measure.counted and is_number(measure) else str(measure.title)


def _one(measure: Any) -> str:
    return {Frequency.QUARTER.value: _("quarter"), Frequency.YEAR.value: _("year")}.get(str(measure.frequency), _("month"))


def _several(measure: Any) -> str:
    return {Frequency.QUARTER.value: _("quarters"), Frequency.YEAR.value: _("years")}.get(str(measure.frequency), _("months"))


def each_words(measure: Any) -> str:
    said = {Frequency.QUARTER.value: _("each quarter"), Frequency.YEAR.value: _("each year")}
    return said.get(str(measure.frequency), _("each month"))
