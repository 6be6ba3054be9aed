"""Stated figures of objectives, checked against the figures that a person may see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from performance.models import Measure, Objective, Observation, StatedFigure
from performance.rules.figures import ONE, Figure
from performance.rules.stated import Check, check_of

__all__ = ["Check", "checks_of"]


def checks_of(objectives: Iterable[Objective], user: Any) -> list[Check]:
    """Each figure that is stated of these objectives, in their order, with what the figures come to. Six queries at most."""
    order = {one.pk: place for place, one in enumerate(objectives)}
    if not order:
        return []
    rows = StatedFigure.objects.visible_to(user).kept().filter(objective__in=order)
    found = rows.select_related("objective").prefetch_related("measures", "of_measures")
    stated = sorted(found, key=lambda one: order[one.objective_id])
    measures = {one.pk for row in stated for one in (*row.measures.all(), *row.of_measures.all())}
    seen = set(Measure.objects.visible_to(user).filter(pk__in=measures).values_list("pk", flat=True))
    figures = _figures(seen, user) if seen else {}
    return [_check(row, seen, figures) for row in stated]


def _check(row: StatedFigure, seen: set[int], figures: Mapping[int, Sequence[Figure]]) -> Check:
    parts, wholes = list(row.measures.all()), list(row.of_measures.all())
    if any(one.pk not in seen for one in (*parts, *wholes)):
        return Check(row, why=_("Not all of the figures are public"))
    return check_of(row, _named(parts, figures), _named(wholes, figures))


def _named(measures: Iterable[Measure], figures: Mapping[int, Sequence[Figure]]) -> list[tuple[str, Sequence[Figure]]]:
    return [(one.title, figures.get(one.pk, ())) for one in measures]


def _figures(measures: Iterable[int], user: Any) -> dict[int, list[Figure]]:
    """The own figures of measures, in the order of their periods."""
    own = Observation.objects.visible_to(user).filter(
        series__measure__in=measures, series__force__area=F("series__measure__area")
    )
    amount = Cast(F("value") * ONE, BigIntegerField())
    columns = ("series__measure_id", "started_on", "ended_on", amount, "state", "is_partial")
    found: dict[int, list[Figure]] = defaultdict(list)
    for measure, *one in own.order_by("series_id", "started_on").values_list(*columns):
        found[measure].append(Figure(*one))
    return found
