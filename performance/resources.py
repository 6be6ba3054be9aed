"""Figures as files: the long table that an import takes back, and the same with the periods that come next, to be filled."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from tablib import Dataset

from interface.tables import safe_cell
from performance.choices import Frequency
from performance.models import Measure, Observation
from performance.rules.periods import MONTHS_OF
from performance.services.figures_in.table import HEADS, ObservationResource

__all__ = ["ObservationResource", "csv_lines", "figures_for_export", "template_dataset"]

TEMPLATE_HEADS = ("measure", "key", "force", "started_on", "ended_on", "value", "state", "partial")
CHUNK = 2_000


def figures_for_export(user: Any, area: Any) -> QuerySet[Observation]:
    """The figures of an area that somebody may read, in the order of measures, forces and periods."""
    rows: Any = Observation.objects.all()
    seen = rows.visible_to(user).filter(series__measure__area=area).select_related("series__measure", "series__force")
    ordered: QuerySet[Observation] = seen.order_by("series__measure__slug", "series__force__name", "started_on")
    return ordered


class _Echo:
    """What the CSV writer writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: QuerySet[Observation]) -> Iterator[str]:
    """The long table as CSV, line by line: a history of years in every force does not fit into memory."""
    resource, writer = ObservationResource(), csv.writer(_Echo())
    yield writer.writerow([str(head) for head in HEADS.values()])
    for one in rows.iterator(chunk_size=CHUNK):
        yield writer.writerow(resource.export_resource(one))


def template_dataset(measures: Iterable[Measure], force: str, last: dict[int, Observation], *, is_filled: bool) -> Dataset:
    """A row for each measure: its next period without a figure, or the last one with its figure."""
    made = Dataset(headers=[str(HEADS[name]) for name in TEMPLATE_HEADS])
    for one in measures:
        found = last.get(one.pk)
        row: list[Any] = [safe_cell(one.title), one.slug, safe_cell(force)]
        if found is not None and is_filled:
            value = int(found.value) if found.value == found.value.to_integral_value() else float(found.value)
            row += [found.started_on.isoformat(), found.ended_on.isoformat(), value, "", ""]
        elif found is not None:
            row += [*_next_period(one, found), "", "", ""]
        else:
            row += ["", "", "", "", ""]
        made.append(row)
    return made


def _next_period(measure: Measure, last: Observation) -> tuple[str, str]:
    """The days of the period after the last one; of that one itself where it was not over."""
    months = MONTHS_OF[Frequency(measure.frequency)]
    begins = last.started_on if last.is_partial else last.started_on + relativedelta(months=months)
    return begins.isoformat(), (begins + relativedelta(months=months, days=-1)).isoformat()
