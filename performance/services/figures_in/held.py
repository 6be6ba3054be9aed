"""How far the figures of an area's measures go in its own force."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, OuterRef, Subquery

from performance.models import Measure, Observation, Series


def measures_with_last(user: Any, area: Any) -> list[Measure]:
    """The measures of an area, in their order."""
    rows: Any = Measure.objects.all()
    return list(rows.visible_to(user).filter(area=area).select_related("area", "objective"))


def last_figures(measures: Iterable[Measure]) -> dict[int, Observation]:
    """The last figure of each measure in the force of its own area, by the measure's row id."""
    ours = Series.objects.filter(measure__in=[one.pk for one in measures], force__area=F("measure__area"))
    newest = Observation.objects.filter(series=OuterRef("pk")).order_by("-started_on").values("pk")[:1]
    rows = Observation.objects.filter(pk__in=ours.values(last=Subquery(newest)))
    return {one.series.measure_id: one for one in rows.select_related("series")}
