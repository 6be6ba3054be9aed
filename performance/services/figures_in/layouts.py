"""Layouts of files: how their columns are read, kept so that the next file of the same kind needs no questions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from panels.models import PoliceArea
from panels.services.keeping import hold, hold_area, put_back, refuse_removed, take_out
from performance.choices import FigureState, Layout
from performance.models import ColumnMapping
from performance.rules.layouts import MEANINGS, Reading, needed_columns
from performance.rules.reading_figures import Known
from performance.services.figures_in.reading import known_of
from performance.services.rows import free_slug, keep

__all__ = ["change_layout", "create_layout", "known_of", "remove_layout", "restore_layout"]


@transaction.atomic
def create_layout(*, area: PoliceArea, title: str, reading: Reading, actor: User | None) -> ColumnMapping:
    """Keep how the columns of a kind of file are read. Raises ValidationError by field: the names of `Reading`."""
    held = hold_area(area)
    _refuse_wrong(reading, known_of(area))
    made = ColumnMapping(
        area=held, slug=free_slug(ColumnMapping, held, title, otherwise="layout", longest=50), title=title.strip(),
        layout=reading.layout, reading=reading.as_json(),
    )  # fmt: skip
    kept: ColumnMapping = keep(made, area=held, actor=actor, act="layout_created", is_new=True)
    return kept


@transaction.atomic
def change_layout(*, mapping: ColumnMapping, version: int, title: str, reading: Reading, actor: User | None) -> ColumnMapping:
    """Change a layout. Files that were sent keep the reading that they were sent with. Raises ValidationError "stale", "removed"
    and by field."""
    held = hold(mapping, version)
    refuse_removed(held)
    _refuse_wrong(reading, known_of(held.area))
    held.title, held.layout, held.reading = title.strip(), reading.layout, reading.as_json()
    return _kept(held, actor, "layout_changed")


@transaction.atomic
def remove_layout(*, mapping: ColumnMapping, version: int, actor: User | None) -> ColumnMapping:
    """Offer a layout no longer. Raises ValidationError "stale", "removed"."""
    held = hold(mapping, version)
    take_out(held)
    return _kept(held, actor, "layout_removed")


@transaction.atomic
def restore_layout(*, mapping: ColumnMapping, version: int, actor: User | None) -> ColumnMapping:
    """Offer a layout again. Raises ValidationError "stale", "there"."""
    held = hold(mapping, version)
    put_back(held)
    return _kept(held, actor, "layout_restored")


def _kept(held: ColumnMapping, actor: User | None, act: str) -> ColumnMapping:
    kept: ColumnMapping = keep(held, area=held.area, actor=actor, act=act)
    return kept


def _refuse_wrong(reading: Reading, known: Known) -> None:
    problems = _column_problems(reading) | _word_problems(reading, known)
    if reading.layout not in Layout.values or reading.state not in FigureState.values:
        problems["layout"] = _("Choose a layout from the list")
    if problems:
        raise ValidationError(problems)


def _column_problems(reading: Reading) -> dict[str, Any]:
    problems = {}
    for one in needed_columns(reading):
        if not any(reading.columns.get(name) for name in one):
            meant = _(" or ").join(str(MEANINGS[name]) for name in reversed(one))
            problems[one[-1]] = _("Choose the column of this: %(meaning)s") % {"meaning": meant}
    if reading.columns.get("started_on") and not reading.columns.get("ended_on"):
        problems["ended_on"] = _("Choose the column of the last day too")
    return problems


def _word_problems(reading: Reading, known: Known) -> dict[str, Any]:
    problems = {}
    if reading.measure and reading.measure not in known.measures:
        problems["measure_of_all"] = _("Choose a measure from the list")
    if reading.force and reading.force not in known.forces:
        problems["force_of_all"] = _("Choose a force from the list")
    for name, said, slugs in (("measures", reading.measures, known.measures), ("forces", reading.forces, known.forces)):
        if unknown := sorted(slug for slug in said.values() if slug not in slugs):
            problems[name] = _("The portal does not know this: %(slugs)s") % {"slugs": ", ".join(unknown[:10])}
    return problems
