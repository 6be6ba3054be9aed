"""What is said of a measure beside its figures: breaks, targets, and how a source says that the force stands in its group."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from panels.services.keeping import day, hold, next_of, put_back, refuse_removed, set_facts, take_out
from performance.choices import BreakKind, Position
from performance.models import Benchmark, Measure, SeriesBreak, Target
from performance.rules.measures import benchmark_problems
from performance.services.rows import keep
from performance.services.standing import keep_standings

OF_BREAK = ("on", "kind", "title", "splits")
OF_TARGET = ("by_on", "value", "source")
OF_BENCHMARK = ("ended_on", "rank", "size", "position", "words", "source")
NAMES: dict[type, str] = {SeriesBreak: "break", Target: "target"}
Numbered = TypeVar("Numbered", SeriesBreak, Target)


@transaction.atomic
def add_break(
    *, measure: Measure, actor: User | None, on: date, title: str, kind: str = BreakKind.RECORDING, splits: bool = True
) -> SeriesBreak:
    """Mark the day from which the figures mean something else. Raises ValidationError by field."""
    row = SeriesBreak(on=on, title=title.strip(), kind=kind, splits=splits)
    return _added(measure, row, actor)


@transaction.atomic
def change_break(*, row: SeriesBreak, version: int, actor: User | None, **facts: Any) -> SeriesBreak:
    """Change any of OF_BREAK. Raises ValidationError "stale", "removed" and by field."""
    return _changed(row, version, actor, facts, OF_BREAK)


@transaction.atomic
def add_target(*, measure: Measure, actor: User | None, by_on: date, value: Decimal, source: str = "") -> Target:
    """Say what the measure is to reach by a day. Raises ValidationError by field."""
    return _added(measure, Target(by_on=by_on, value=value, source=source.strip()), actor)


@transaction.atomic
def change_target(*, row: Target, version: int, actor: User | None, **facts: Any) -> Target:
    """Change any of OF_TARGET. Raises ValidationError "stale", "removed" and by field."""
    return _changed(row, version, actor, facts, OF_TARGET)


@transaction.atomic
def remove_row(*, row: Numbered, version: int, actor: User | None) -> Numbered:
    """Take a break or a target out; `restore_row` puts it back. Raises ValidationError "stale", "removed"."""
    measure, held = _held(row, version)
    take_out(held)
    return _kept(measure, held, actor, "removed")


@transaction.atomic
def restore_row(*, row: Numbered, version: int, actor: User | None) -> Numbered:
    """Put back what was taken out. Raises ValidationError "stale", "there" and where another stands on its day."""
    measure, held = _held(row, version)
    put_back(held)
    return _kept(measure, held, actor, "restored")


def _added(measure: Measure, row: Numbered, actor: User | None) -> Numbered:
    held = hold(measure)
    row.measure, row.number = held, next_of(type(row).objects.filter(measure=held))
    return _kept(held, row, actor, "added", is_new=True)


def _changed(row: Numbered, version: int, actor: User | None, facts: dict[str, Any], known: tuple[str, ...]) -> Numbered:
    measure, held = _held(row, version)
    refuse_removed(held)
    set_facts(held, facts, known)
    return _kept(measure, held, actor, "changed")


def _held(row: Numbered, version: int) -> tuple[Measure, Numbered]:
    """The measure first, as every change of one holds it."""
    measure = hold(row.measure)
    held = hold(row, version)
    held.measure = measure
    return measure, held


def _kept(measure: Measure, row: Numbered, actor: User | None, done: str, *, is_new: bool = False) -> Numbered:
    act = f"{NAMES[type(row)]}_{done}"
    keep(row, area=measure.area, actor=actor, act=act, is_new=is_new, target=measure, number=row.number)
    keep_standings([measure])
    return row


# Benchmarks -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_benchmark(
    *, measure: Measure, actor: User | None, ended_on: date, rank: int | None = None, size: int | None = None,
    position: str = Position.UNKNOWN, words: str = "", source: str = "",
) -> Benchmark:  # fmt: skip
    """Enter what a source says of the force in its group at the end of a period. Raises ValidationError by field."""
    held = hold(measure)
    row = Benchmark(
        measure=held, ended_on=ended_on, rank=rank, size=size, position=position, words=words.strip(), source=source.strip()
    )
    return _kept_benchmark(row, actor, "benchmark_added", is_new=True)


@transaction.atomic
def change_benchmark(*, benchmark: Benchmark, version: int, actor: User | None, **facts: Any) -> Benchmark:
    """Change any of OF_BENCHMARK. Raises ValidationError "stale" and by field."""
    measure = hold(benchmark.measure)
    row = hold(benchmark, version)
    row.measure = measure
    set_facts(row, facts, OF_BENCHMARK)
    return _kept_benchmark(row, actor, "benchmark_changed")


@transaction.atomic
def delete_benchmark(*, benchmark: Benchmark, version: int, actor: User | None) -> None:
    """Take a benchmark out for good; it can be entered again from its source. Raises ValidationError "stale"."""
    measure = hold(benchmark.measure)
    row = hold(benchmark, version)
    detail = {"ended_on": day(row.ended_on)}
    row.delete()
    record(actor=actor, action="performance.benchmark_deleted", target=measure, area=measure.area, detail=detail)
    keep_standings([measure])


def _kept_benchmark(row: Benchmark, actor: User | None, act: str, *, is_new: bool = False) -> Benchmark:
    if problems := benchmark_problems(rank=row.rank, size=row.size, position=row.position, words=row.words):
        raise ValidationError(problems)
    if Benchmark.objects.filter(measure=row.measure, ended_on=row.ended_on).exclude(pk=row.pk).exists():
        raise ValidationError({"ended_on": _("There is a benchmark of that day already. Change that one")})
    measure = row.measure
    keep(row, area=measure.area, actor=actor, act=act, is_new=is_new, target=measure, ended_on=day(row.ended_on))
    keep_standings([measure])
    return row
