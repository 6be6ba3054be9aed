"""Figures that a source states: entered with the measures that they are reckoned from, changed, taken out and put back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from panels.services.keeping import hold, next_of, put_back, refuse_removed, set_facts, take_out
from performance.models import Measure, Objective, StatedFigure
from performance.rules.stated_figures import stated_problems
from performance.services.rows import keep

CHANGEABLE = ("title", "kind", "started_on", "ended_on", "value", "places", "source")
Measures = Iterable[Measure]


@transaction.atomic
def add_stated(
    *, objective: Objective, actor: User | None, title: str, kind: str, measures: Measures, started_on: date, ended_on: date,
    value: Decimal, of_measures: Measures = (), places: int = 0, source: str = "",
) -> StatedFigure:  # fmt: skip
    """Enter a figure that a source states of some measures over some days; of a share, `of_measures` are those that it is a share
    of. Raises ValidationError by field."""
    held = hold(objective)
    row = StatedFigure(objective=held, number=next_of(StatedFigure.objects.filter(objective=held)))
    facts = {"title": title, "kind": kind, "started_on": started_on, "ended_on": ended_on, "value": value, "places": places}
    set_facts(row, {**facts, "source": source}, CHANGEABLE)
    return _kept(row, actor, "stated_figure_added", list(measures), list(of_measures), is_new=True)


@transaction.atomic
def change_stated(
    *, row: StatedFigure, version: int, actor: User | None, measures: Measures | None = None,
    of_measures: Measures | None = None, **facts: Any,
) -> StatedFigure:  # fmt: skip
    """Change any of CHANGEABLE and what it is reckoned from. Raises ValidationError "stale", "removed" and by field."""
    held = _held(row, version)
    refuse_removed(held)
    set_facts(held, facts, CHANGEABLE)
    parts = list(held.measures.all() if measures is None else measures)
    wholes = list(held.of_measures.all() if of_measures is None else of_measures)
    return _kept(held, actor, "stated_figure_changed", parts, wholes)


@transaction.atomic
def remove_stated(*, row: StatedFigure, version: int, actor: User | None) -> StatedFigure:
    """Take a stated figure out; `restore_stated` puts it back. Raises ValidationError "stale", "removed"."""
    held = _held(row, version)
    take_out(held)
    return _saved(held, actor, "stated_figure_removed")


@transaction.atomic
def restore_stated(*, row: StatedFigure, version: int, actor: User | None) -> StatedFigure:
    """Put back a stated figure that was taken out. Raises ValidationError "stale", "there"."""
    held = _held(row, version)
    put_back(held)
    return _saved(held, actor, "stated_figure_restored")


def _held(row: StatedFigure, version: int) -> StatedFigure:
    """The objective first, as every change of one holds it."""
    objective = hold(row.objective)
    held = hold(row, version)
    held.objective = objective
    return held


def _kept(
    row: StatedFigure, actor: User | None, act: str, parts: list[Measure], wholes: list[Measure], *, is_new: bool = False
) -> StatedFigure:
    if problems := stated_problems(row, parts, wholes):
        raise ValidationError(problems)
    made = _saved(row, actor, act, is_new=is_new)
    made.measures.set(parts)
    made.of_measures.set(wholes)
    return made


def _saved(row: StatedFigure, actor: User | None, act: str, *, is_new: bool = False) -> StatedFigure:
    objective = row.objective
    return keep(row, area=objective.area, actor=actor, act=act, is_new=is_new, target=objective, number=row.number)
