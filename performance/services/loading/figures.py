"""Figures from a folder's `figures.csv`: a row for each measure, force and period, brought in as they stand."""

from collections.abc import Iterable
from decimal import Decimal

from accounts.models import User
from accounts.services import record
from decisions.services.loading.acts import Row, day
from interface import clock
from panels.models import PoliceArea
from performance.models import Force, Measure, Observation, Series
from performance.services.figures_by_hand import revise_figure
from performance.services.standing import keep_standings


def of_title(rows: Iterable[Row], area: PoliceArea) -> dict[str, Measure]:
    """The measures of an area by their keys in the file."""
    by_title = {one.title: one for one in Measure.objects.filter(area=area).select_related("area", "objective")}
    return {row["slug"]: by_title[row["title"]] for row in rows}


def load_figures(rows: Iterable[Row], *, data: Row, area: PoliceArea, actor: User) -> int:
    """Keep figures of measures of the file and work everything out of them; give how many there are."""
    measures = of_title(data["measures"], area)
    forces, series, made = {one.slug: one for one in Force.objects.all()}, {}, []
    for row in rows:
        key = (row["measure"], row["force"])
        if key not in series:
            series[key], _new = Series.objects.get_or_create(measure=measures[key[0]], force=forces[key[1]])
        made.append(Observation(
            series=series[key], started_on=day(row["from"]), ended_on=day(row["until"]), value=Decimal(row["value"]),
            state=row["state"], is_partial=bool(row["partial"]), entered_at=clock.now(), entered_by=actor,
        ))  # fmt: skip
    Observation.objects.bulk_create(made, batch_size=2_000)
    keep_standings(measures[slug] for slug in {slug for slug, _force in series})
    record(actor=actor, action="performance.figures_loaded", target=area, area=area, detail={"made": len(made)})
    return len(made)


def revise(row: Row, data: Row, area: PoliceArea, actor: User) -> None:
    """Take in a figure that came to be another."""
    series = Series.objects.get(measure=of_title(data["measures"], area)[row["measure"]], force__area=area)
    one = Observation.objects.select_related("series__measure__area").get(series=series, started_on=day(row["from"]))
    revise_figure(observation=one, was=one.value, value=Decimal(row["value"]), why=row["why"], actor=actor)
