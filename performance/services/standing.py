"""Measures worked out from their figures, for everybody and for the office, and kept.

Whoever writes figures, breaks, targets, benchmarks, trend words, populations, groups or releases calls `keep_standings` in the
same transaction, once, after everything it writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from interface import clock
from panels.permissions import areas_reporting
from performance.choices import Audience
from performance.models import Benchmark, Force, Measure, Standing, TrendWord
from performance.rules import places, spc, trends
from performance.rules.analysis import Analysis, Break, Limits, Place, Point, Signal, Trend
from performance.rules.figures import points_of, years_of
from performance.services.held import Facts, read_facts

AT_ONCE = 50  # measures whose figures are held in memory together


@transaction.atomic
def keep_standings(measures: Iterable[Measure]) -> None:
    """Work these measures out anew, and those that are set beside them, for both audiences."""
    given = {one.pk for one in measures}
    if not given:
        return
    rows = Measure.objects.filter(Q(pk__in=given) | Q(whole__in=given)).select_related("whole", "area").order_by("pk")
    _wait_for(set(rows.values_list("area__slug", flat=True)))
    found = list(rows)
    for first in range(0, len(found), AT_ONCE):
        _keep(found[first : first + AT_ONCE])


def _wait_for(areas: Iterable[str]) -> None:
    """Let nobody else write in these areas until we are done: two who change one measure would each miss the other's figures.

    The lock is that of the area's audit trail, which every writer takes anyway: with one of our own, somebody who records before
    keeping and somebody who records after would wait for each other for ever.
    """
    with connection.cursor() as cursor:
        for slug in sorted(areas):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('audit:' || %s, 0))", [slug])


def _keep(measures: Sequence[Measure]) -> None:
    facts, at = read_facts(measures), clock.now()
    kept = []
    for measure in measures:
        periods = _periods(measure, facts)
        for audience, until in ((Audience.OFFICE, None), (Audience.PUBLIC, measure.released_until or date.min)):
            data = _analysis(measure, facts, periods, until).as_json()
            kept.append(Standing(measure=measure, audience=audience, data=data, made_at=at))
    Standing.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["measure", "audience"], update_fields=["data", "made_at"], batch_size=100
    )


def measures_of_forces(forces: Iterable[Force]) -> QuerySet[Measure]:
    """The measures in which figures of these forces count: their own, and those of forces that are compared with them."""
    ids = [one.pk for one in forces]
    return Measure.objects.filter(Q(area__force__in=ids) | Q(area__force__groups__forces__in=ids)).distinct()


# Reading ----------------------------------------------------------------------------------------------------------


def analyses_of(measures: Iterable[Measure], user: Any) -> dict[int, Analysis]:
    """By row id, what is known of each measure: all of it for the area's office, else what is released. One query."""
    held = list(measures)
    reporting = areas_reporting(user) if user.is_authenticated else set()
    ours = [one.pk for one in held if one.area_id in reporting]
    others = [one.pk for one in held if one.area_id not in reporting]
    wanted = Q(measure__in=ours, audience=Audience.OFFICE) | Q(measure__in=others, audience=Audience.PUBLIC)
    rows = Standing.objects.filter(wanted).values_list("measure_id", "data") if held else ()
    kept = {measure: Analysis.of_json(data) for measure, data in rows}
    return {one.pk: kept.get(one.pk, Analysis()) for one in held}


def analysis_of(measure: Measure, user: Any) -> Analysis:
    """What is known of a measure, for one person."""
    return analyses_of([measure], user)[measure.pk]


def analyses_until(measures: Iterable[Measure], ended_on: date) -> dict[int, Analysis]:
    """By row id, each measure worked out from all figures of periods that end by a day, released or not."""
    ids = [one.pk for one in measures]
    rows = list(Measure.objects.filter(pk__in=ids).select_related("whole"))
    facts = read_facts(rows, until=ended_on)
    return {one.pk: _analysis(one, facts, _periods(one, facts), ended_on) for one in rows}


def analysis_until(measure: Measure, ended_on: date) -> Analysis:
    """One measure worked out from all figures of periods that end by a day."""
    return analyses_until([measure], ended_on)[measure.pk]


# Working out ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Periods:
    """The periods of a measure's own force, and what 12 months come to in each force that it is compared with."""

    points: tuple[Point, ...] = ()
    years: Mapping[int, Mapping[date, float]] = field(default_factory=dict)


def _periods(measure: Measure, facts: Facts) -> _Periods:
    """All periods, with the average of the group in force at the end of each."""
    force = facts.force_of(measure)
    if force is None:
        return _Periods()
    held = facts.held(measure)
    groups = {one.ended_on: facts.members(force, one.ended_on) for one in held.figures.get(force, ())}
    years = years_of(held, {force}.union(*groups.values()))
    return _Periods(points_of(held, force, years, groups), years)


def _analysis(measure: Measure, facts: Facts, periods: _Periods, until: date | None) -> Analysis:
    """What is known of a measure from periods, words and benchmarks that end by a day."""
    known = tuple(one for one in periods.points if until is None or one.ended_on <= until)
    held = [one for one in facts.breaks.get(measure.pk, ()) if until is None or one.on <= until]
    breaks = tuple(Break(one.on, one.kind, one.title, one.splits) for one in held)
    limits, signals, trend = _trend(measure, known, breaks)
    last = next((one for one in reversed(known) if not one.is_partial), None)
    stated = _stated(_said(facts.benchmarks.get(measure.pk, ()), last, until))
    return Analysis(
        points=known, limits=limits, signals=signals, breaks=breaks,
        targets=tuple((one.by_on, float(one.value)) for one in facts.targets.get(measure.pk, ())),
        trend=_in_force(trend, _said(facts.words.get(measure.pk, ()), last, until)),
        place=places.place_of(_reckoned(measure, facts, periods, last), stated),
        is_illustrative=_is_illustrative(measure, facts),
    )  # fmt: skip


def _trend(
    measure: Measure, points: Sequence[Point], breaks: Sequence[Break]
) -> tuple[tuple[Limits, ...], tuple[Signal, ...], Trend]:
    """Limits and signals of each stretch between breaks, and the word that the last stretch gives."""
    floor = spc.floor_of(measure.basis, measure.unit)
    stretches = spc.stretches(points, breaks)
    limits = [spc.limits_of(one, floor) for one in stretches]
    signals = [spc.signals_of(one, within) if within else [] for one, within in zip(stretches, limits, strict=True)]
    word, rule = trends.proposed(stretches[-1], limits[-1], signals[-1]) if stretches else trends.TOO_FEW
    trend = Trend(proposed=word, rule=rule, word=word)
    return tuple(one for one in limits if one), tuple(one for rows in signals for one in rows), trend


def _said(rows: Sequence[Any], last: Point | None, until: date | None) -> Any:
    """Of rows that end with a period, the latest first: the one that holds, until a figure of a later period is there."""
    for row in rows:
        if (until is None or row.ended_on <= until) and (last is None or row.ended_on >= last.ended_on):
            return row
    return None


def _in_force(trend: Trend, said: TrendWord | None) -> Trend:
    if said is None:
        return trend
    return replace(trend, word=said.word, reason=said.reason, is_accepted=True)


def _reckoned(measure: Measure, facts: Facts, periods: _Periods, last: Point | None) -> Place:
    """From the figures of the whole group at the end of the last complete period."""
    force = facts.force_of(measure)
    if force is None or last is None:
        return Place()
    members = facts.members(force, last.ended_on)
    values = {one: periods.years.get(one, {}).get(last.ended_on) for one in members}
    return places.reckoned_place(force, values, measure.ranked_from)


def _stated(row: Benchmark | None) -> Place | None:
    if row is None:
        return None
    return Place(rank=row.rank, size=row.size, position=row.position, words=row.words, source=row.source)


def _is_illustrative(measure: Measure, facts: Facts) -> bool:
    """Whether the figures, or the people they are divided by, are illustrative."""
    both = [measure, *([measure.whole] if measure.whole else [])]
    force = facts.force_of(measure)
    return any(one.is_illustrative or (force, one.denominator, one.group) in facts.doubtful for one in both)
