"""Figures, trends and places in words. A word says better or worse only from the measure's direction, never from a rank."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.dateformat import format as in_words
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from interface.templatetags.dates import MINUS, short_date
from performance.choices import Basis, Denominator, Direction, Position, RankedFrom, TrendChoice, Unit
from performance.rules import spc, trends
from performance.rules.analysis import Analysis, Limits, Place, Point, Signal

DAY = timedelta(days=1)
PLACES_OF_A_RATE = 2
UP = frozenset({TrendChoice.INCREASING, TrendChoice.MODERATE_INCREASE})
DOWN = frozenset({TrendChoice.REDUCING, TrendChoice.MODERATE_REDUCTION})

# Trend ------------------------------------------------------------------------------------------------------------


def trend_words(value: str) -> str:
    """“Moderate increase”."""
    return str(TrendChoice(value).label) if value in TrendChoice.values else _("Not known")


def verdict(direction: str, trend_word: str) -> str:
    """ "better" or "worse", and "" where the direction or the word does not say."""
    if direction not in (Direction.UP, Direction.DOWN) or trend_word not in UP | DOWN:
        return ""
    return "better" if (trend_word in UP) == (direction == Direction.UP) else "worse"


def verdict_words(direction: str, trend_word: str) -> str:
    """“Better”, “Worse” or nothing."""
    return {"better": _("Better"), "worse": _("Worse")}.get(verdict(direction, trend_word), "")


# Place ------------------------------------------------------------------------------------------------------------


def rank_words(rank: int | None, size: int | None) -> str:
    """“8th of 8”."""
    if rank is None or size is None:
        return _("not known")
    return _("%(rank)s of %(size)s") % {"rank": ordinal(rank), "size": size}


def position_words(position: str) -> str:
    """“Above the average of the group”."""
    return str(Position(position).label) if position in Position.values else str(Position.UNKNOWN.label)


def benchmark_words(place: Place) -> str:
    """“8th of 8 (above the average of the group)”, a comparison in words alone, or “Not available”."""
    side = "" if place.position == Position.UNKNOWN else position_words(place.position)
    if place.rank is None:
        return side or place.words or _("Not available")
    rank = rank_words(place.rank, place.size)
    return f"{rank} ({side[:1].lower()}{side[1:]})" if side else rank


def stated_words(place: Place) -> str:
    """What a source says of the place, where the figures say something else: “A source states: 4th of 8, below …”."""
    if not place.stated:
        return ""
    found = []
    for part in place.stated.split(", "):
        rank, _of, size = part.partition(" of ")
        found.append(rank_words(int(rank), int(size)) if size else position_words(part).lower())
    words = {"source": place.source or _("A source"), "stated": ", ".join(found)}
    return _("%(source)s states otherwise: %(stated)s") % words


# Finding ----------------------------------------------------------------------------------------------------------


def finding(measure: Any, analysis: Analysis) -> str:
    """One or two sentences: where the figures go, and where the force stands."""
    return " ".join(part for part in (trend_sentence(measure, analysis), place_sentence(measure, analysis.place)) if part)


def trend_sentence(measure: Any, analysis: Analysis) -> str:
    """“Personal robbery: the figures are increasing, which is worse.”"""
    if not analysis.complete and analysis.trend.word == TrendChoice.UNKNOWN:
        none = _("%(title)s: no period is complete yet.") if analysis.points else _("%(title)s: there are no figures yet.")
        return none % {"title": measure.title}
    said = {
        TrendChoice.STABLE: _("%(title)s: the figures are stable."),
        TrendChoice.REDUCING: _("%(title)s: the figures are reducing%(verdict)s."),
        TrendChoice.MODERATE_REDUCTION: _("%(title)s: the figures are reducing moderately%(verdict)s."),
        TrendChoice.INCREASING: _("%(title)s: the figures are increasing%(verdict)s."),
        TrendChoice.MODERATE_INCREASE: _("%(title)s: the figures are increasing moderately%(verdict)s."),
    }
    few = _("%(title)s: there are too few figures to tell a trend.")
    found = verdict(measure.direction, analysis.trend.word)
    judged = {"better": _(", which is better"), "worse": _(", which is worse")}.get(found, "")
    words: str = {str(word): sentence for word, sentence in said.items()}.get(analysis.trend.word, few)
    return words % {"title": measure.title, "verdict": judged}


def place_sentence(measure: Any, place: Place) -> str:
    """“The rate is the highest of the 8 similar forces.” Nothing where the rank is not known."""
    if place.rank is None or place.size is None:
        return ""
    words = {"what": ranked_thing(measure), "size": place.size, "rank": ordinal(place.rank)}
    if place.rank in (1, place.size):
        is_highest = (place.rank == 1) == (measure.ranked_from == RankedFrom.HIGHEST)
        if is_highest:
            return _("The %(what)s is the highest of the %(size)s similar forces.") % words
        return _("The %(what)s is the lowest of the %(size)s similar forces.") % words
    first = (
        _("The %(what)s is %(rank)s of the %(size)s similar forces, the highest first.")
        if measure.ranked_from == RankedFrom.HIGHEST
        else _("The %(what)s is %(rank)s of the %(size)s similar forces, the lowest first.")
    )
    return first % words


def ranked_thing(measure: Any) -> str:
    """What is compared with other forces: “rate”, “share”, “ratio”, “total” or “figure”."""
    if measure.basis == Basis.COUNT:
        return _("total") if measure.denominator == Denominator.NONE else _("rate")
    return {Basis.SHARE.value: _("share"), Basis.RATIO.value: _("ratio")}.get(str(measure.basis), _("figure"))


def end_words(measure: Any, place: Place) -> str:
    """What the last place of the list means: “Here 8th means the highest rate.”"""
    if place.size is None:
        return ""
    words = {"rank": ordinal(place.size), "what": ranked_thing(measure)}
    if measure.ranked_from == RankedFrom.HIGHEST:
        return _("Here %(rank)s means the lowest %(what)s.") % words
    return _("Here %(rank)s means the highest %(what)s.") % words


def direction_words(direction: str) -> str:
    """“For this measure, lower is better.”"""
    return {
        Direction.UP.value: _("For this measure, higher is better."),
        Direction.DOWN.value: _("For this measure, lower is better."),
    }.get(str(direction), _("For this measure, neither higher nor lower is better."))


# How the word is chosen -------------------------------------------------------------------------------------------


def rule_words(analysis: Analysis) -> list[str]:
    """How the trend word is chosen, in paragraphs: first what was found, in a short sentence; then the rule; then the figures."""
    return [
        found_words(analysis),
        _(
            "Natural limits are the average plus and minus 2.66 times the average change from one period to the next "
            "(the XmR chart; 2.66 is 3 divided by 1.128). They come from the last %(longest)s complete periods at most, start "
            "again after each break in the series, and need at least %(fewest)s periods without one."
        )
        % {"fewest": spc.FEWEST, "longest": spc.LONGEST},
        _(
            "A period outside the limits, or %(run)s in a row on one side of the average, is a signal. No signal in the "
            "last %(latest)s complete periods gives “stable”."
        )
        % {"run": _("eight"), "latest": trends.LATEST},
        _(
            "With a signal, the average of the last %(latest)s periods, or of the last half where there are fewer than twice as "
            "many, is set beside the average of those before. A change of less than 10%% is called moderate. Where it goes the "
            "other way than the signal, the word stays “stable”."
        )
        % {"latest": trends.LATEST},
        *(_limits_sentence(one, analysis) for one in analysis.limits),
        _chosen(analysis),
    ]


def _limits_sentence(one: Limits, analysis: Analysis) -> str:
    places = _places_for(analysis)
    words = {
        "first": period_words(_day_point(one.started_on, analysis)),
        "last": period_words(_day_point(one.ended_on, analysis, ends=True)),
        "average": number_words(one.average, places), "lower": number_words(one.lower, places),
        "upper": number_words(one.upper, places), "count": one.count,
    }  # fmt: skip
    return _("%(first)s to %(last)s, %(count)s periods: average %(average)s, limits %(lower)s and %(upper)s.") % words


def found_words(analysis: Analysis) -> str:
    """What was found in the last complete periods: “No period outside its limits, no run of eight.”"""
    latest = analysis.complete[-trends.LATEST :]
    if not latest or not analysis.limits or analysis.trend.rule in ("", trends.FEW):
        return _("There are too few complete periods for limits.")
    recent = [one for one in analysis.signals if one.ended_on >= max(latest[0].ended_on, analysis.limits[-1].started_on)]
    if not recent:
        return _("No period outside its limits, no run of %(run)s.") % {"run": _("eight")}
    if analysis.trend.rule == trends.AGAINST:
        return _("%(signal)s The averages go the other way.") % {"signal": signal_words(recent[-1])}
    return signal_words(next((one for one in reversed(recent) if one.rule == analysis.trend.rule), recent[-1]))


def signal_words(signal: Signal) -> str:
    """“Dec 2021: above the upper limit.”"""
    period = period_words(Point(signal.started_on, signal.ended_on, None))
    said = {
        (spc.OUTSIDE, True): _("%(period)s: above the upper limit."),
        (spc.OUTSIDE, False): _("%(period)s: below the lower limit."),
        (spc.IN_A_ROW, True): _("%(period)s: the last of at least %(run)s in a row above the average."),
        (spc.IN_A_ROW, False): _("%(period)s: the last of at least %(run)s in a row below the average."),
    }
    return said.get((signal.rule, signal.is_up), "%(period)s") % {"period": period, "run": _("eight")}


def why_words(analysis: Analysis) -> str:
    """Why the trend word in force stands: what was found, or the analyst's reason for another word."""
    if not analysis.trend.is_overridden:
        return found_words(analysis)
    return _("Set by an analyst: %(reason)s") % {"reason": analysis.trend.reason}


def _chosen(analysis: Analysis) -> str:
    if not analysis.trend.is_overridden:
        return _("An analyst may set another word and must give a reason; none was set here.")
    words = {
        "proposed": trend_words(analysis.trend.proposed), "word": trend_words(analysis.trend.word),
        "reason": analysis.trend.reason,
    }  # fmt: skip
    return _("The figures give “%(proposed)s”. An analyst set “%(word)s”: %(reason)s") % words


# Figures ----------------------------------------------------------------------------------------------------------


def figure_words(measure: Any, value: float | None) -> str:
    """A figure with its unit: “1,255”, “67.8%”, “£1,200”; “not known” where there is none. Of a measure that is divided by
    people a whole number is a count, and any other a rate."""
    if value is None:
        return _("not known")
    places = _places_of(measure, value)
    number = number_words(abs(value), places)
    sign = MINUS if round(value, places) < 0 else ""
    if unit_of(measure) == Unit.POUNDS:
        return f"{sign}£{number}"
    return sign + _unit_pattern(unit_of(measure), number)


def _places_of(measure: Any, value: float) -> int:
    places: int = measure.places
    if not is_rate(measure):
        return places
    return 0 if float(value).is_integer() else rolling_places(measure)


def _unit_pattern(unit: str, number: str) -> str:
    if unit == Unit.PERCENT:
        return f"{number}%"
    if unit == Unit.RATIO:
        return _("%(number)s times") % {"number": number}
    if unit == Unit.DAYS:
        return ngettext("%(number)s day", "%(number)s days", 1 if number == "1" else 2) % {"number": number}
    return number


def unit_of(measure: Any) -> str:
    """The unit of the value of one period: of a share per cent, of a ratio times, whatever the counts are called."""
    return {Basis.SHARE.value: Unit.PERCENT.value, Basis.RATIO.value: Unit.RATIO.value}.get(str(measure.basis), str(measure.unit))


def rolling_words(measure: Any, value: float | None) -> str:
    """What 12 months come to: a total, share or ratio as `figure_words` has it; a rate with two places at least."""
    if value is None or not is_rate(measure):
        return figure_words(measure, value)
    return number_words(value, rolling_places(measure))


def rolling_places(measure: Any) -> int:
    """With how many decimal places the figures of 12 months are written."""
    places: int = measure.places
    return max(places, PLACES_OF_A_RATE) if is_rate(measure) else places


def is_rate(measure: Any) -> bool:
    """Whether its 12 months are divided by people or households."""
    return bool(measure.basis == Basis.COUNT and measure.denominator != Denominator.NONE)


def rolling_label(measure: Any) -> str:
    """“Rate per 1,000 people, 12 months”; nothing for a level, which does not add up."""
    if is_rate(measure):
        return {
            Denominator.POPULATION.value: _("Rate per 1,000 people, 12 months"),
            Denominator.HOUSEHOLDS.value: _("Rate per 1,000 households, 12 months"),
        }.get(str(measure.denominator), _("Rate per 1,000 people of the group, 12 months"))
    return {
        Basis.COUNT.value: _("Total, 12 months"),
        Basis.SHARE.value: _("Share, 12 months"),
        Basis.RATIO.value: _("Ratio, 12 months"),
    }.get(str(measure.basis), "")


def number_words(value: float, places: int = 0) -> str:
    """“1,255”, “0.73”, with a true minus."""
    written = f"{abs(value):,.{places}f}"
    return f"{MINUS}{written}" if round(value, places) < 0 else written


def _places_for(analysis: Analysis) -> int:
    """Decimal places for limits: more where the figures are small."""
    largest = max((abs(one.upper) for one in analysis.limits), default=0.0)
    return 1 if largest >= 10 else 2


# Periods ----------------------------------------------------------------------------------------------------------


def period_words(point: Point) -> str:
    """“Dec 2021”, “Oct to Dec 2021”, “Year to Dec 2021”; “up to 6 Mar 2022” for a period that was not over."""
    return _period(point.started_on, point.ended_on, point.is_partial, get_language())


@lru_cache(maxsize=4096)
def _period(first: date, last: date, is_partial: bool, _language: str | None) -> str:
    """Kept, since a page of forty measures names the same months ten thousand times."""
    if is_partial:
        return _("up to %(day)s") % {"day": short_date(last)}
    if not is_whole_months(first, last):
        days = {"first": short_date(first), "last": short_date(last)}
        return days["first"] if first == last else _("%(first)s to %(last)s") % days
    end = in_words(last, "M Y")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return end
    if months == 12:
        return _("Year to %(end)s") % {"end": end}
    start = in_words(first, "M" if first.year == last.year else "M Y")
    return _("%(first)s to %(last)s") % {"first": start, "last": end}


def during_words(point: Point) -> str:
    """“in Dec 2021”, “in the year to Dec 2021”, “on 7 Mar 2022”, “from 1 Jan 2022 to 7 Mar 2022”."""
    said = {"period": period_words(point), "first": short_date(point.started_on), "last": short_date(point.ended_on)}
    if point.is_partial:
        return _("from %(first)s to %(last)s") % said
    if point.started_on == point.ended_on:
        return _("on %(period)s") % said
    if not is_whole_months(point.started_on, point.ended_on):
        return _("from %(period)s") % said
    if point.ended_on + DAY == point.started_on + relativedelta(years=1):
        return _("in the year to %(end)s") % {"end": in_words(point.ended_on, "M Y")}
    return _("in %(period)s") % said


def is_whole_months(first: date, last: date) -> bool:
    """Whether a period begins on the first and ends on the last day of a month."""
    return first.day == 1 and (last + DAY).day == 1


def year_words(ended_on: date) -> str:
    """“12 months to December 2021”."""
    return _("12 months to %(end)s") % {"end": in_words(ended_on, "F Y")}


def _day_point(day: date, analysis: Analysis, *, ends: bool = False) -> Point:
    """The period that begins or ends on a day."""
    for point in analysis.points:
        if (point.ended_on if ends else point.started_on) == day:
            return point
    return Point(day, day + relativedelta(months=1) - DAY, None)
