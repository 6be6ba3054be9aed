"""Figures as rows of the long table: what an export writes is what an import takes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, instance_loaders, resources, widgets
from tablib import Dataset

from accounts.models import User
from interface.tables import safe_cell
from performance.choices import FigureState
from performance.models import FiguresUpload, Observation, Revision
from performance.rules.found_figures import FigureRow

TOLD_EVERY = 500  # rows
BATCH = 2_000
KEPT = ("ended_on", "value", "state", "is_partial")  # what a later file may change of a figure

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Bringing:
    """Who brings which file in, when, and why figures that are held already change. `series` gives row ids by the keys of
    measure and force; `state` is that of figures of which the file says none."""

    series: Mapping[tuple[str, str], int]
    upload: FiguresUpload
    actor: User | None
    at: datetime
    why: str
    state: str
    progress: Progress
    stage: str


class _Number(widgets.DecimalWidget):
    """A number that a spreadsheet takes for one."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if value is None:
            return ""
        return int(value) if value == value.to_integral_value() else float(value)


class _YesNo(widgets.BooleanWidget):
    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return _("yes") if value else _("no")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        return value == _("yes")


class _Held(instance_loaders.BaseInstanceLoader):
    """The figures that the portal holds of the series of a file, read once and held."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        ids, begins = set(resource.bringing.series.values()), resource.heads["started_on"]
        days = sorted(dataset[begins]) or [date.max.isoformat()]
        wanted = Observation.objects.filter(series__in=ids, started_on__range=(days[0], days[-1]))
        rows = wanted.select_for_update(of=("self",)).order_by("pk")
        self.held = {(one.series_id, one.started_on): one for one in rows}

    def get_instance(self, row: Mapping[str, Any]) -> Observation | None:
        return self.held.get((self.resource.series_id(row), date.fromisoformat(row[self.resource.heads["started_on"]])))


HEADS = {
    "measure": gettext_lazy("Measure"), "key": gettext_lazy("Key"), "force": gettext_lazy("Force"),
    "started_on": gettext_lazy("From"), "ended_on": gettext_lazy("Until"), "value": gettext_lazy("Figure"),
    "state": gettext_lazy("State"), "partial": gettext_lazy("Partial"), "illustrative": gettext_lazy("Illustrative"),
}  # fmt: skip


class ObservationResource(resources.ModelResource):
    """A row a figure. An import takes all rows or none, leaves what does not change, and keeps what a figure was before."""

    measure = fields.Field(attribute="series__measure__title", column_name=HEADS["measure"], readonly=True)
    key = fields.Field(attribute="series__measure__slug", column_name=HEADS["key"], readonly=True)
    force = fields.Field(attribute="series__force__name", column_name=HEADS["force"], readonly=True)
    started_on = fields.Field(attribute="started_on", column_name=HEADS["started_on"], widget=widgets.DateWidget("%Y-%m-%d"))
    ended_on = fields.Field(attribute="ended_on", column_name=HEADS["ended_on"], widget=widgets.DateWidget("%Y-%m-%d"))
    value = fields.Field(attribute="value", column_name=HEADS["value"], widget=_Number())
    state = fields.Field(attribute="state", column_name=HEADS["state"])
    partial = fields.Field(attribute="is_partial", column_name=HEADS["partial"], widget=_YesNo())
    illustrative = fields.Field(
        attribute="series__measure__is_illustrative", column_name=HEADS["illustrative"], widget=_YesNo(), readonly=True
    )

    class Meta:
        model = Observation
        fields = tuple(HEADS)
        export_order = fields
        import_id_fields = ("key", "force", "started_on")
        instance_loader_class = _Held
        use_transactions = True
        use_bulk = True
        batch_size = BATCH
        skip_unchanged = True
        report_skipped = False
        skip_diff = True  # a file has thousands of rows; what changes is told in numbers
        chunk_size = BATCH

    def __init__(self, *, bringing: Bringing | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self.fields.values():  # translated once, not in each cell
            field.column_name = str(field.column_name)
        self.heads = {name: field.column_name for name, field in self.fields.items()}
        self._bringing = bringing
        self.revisions: list[Revision] = []

    @property
    def bringing(self) -> Bringing:
        if self._bringing is None:
            raise RuntimeError("an import says who brings what in")
        return self._bringing

    # Out

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return safe_cell(value) if isinstance(value, str) else value

    def dehydrate_state(self, figure: Observation) -> str:
        return str(FigureState(figure.state).label)

    # In

    def series_id(self, row: Mapping[str, Any]) -> int:
        return self.bringing.series[row[self.heads["key"]], row[self.heads["force"]]]

    def get_bulk_update_fields(self) -> list[str]:
        return [*KEPT, "upload", "entered_at", "entered_by"]

    def init_instance(self, row: Any = None) -> Observation:
        return Observation(series_id=self.series_id(row))

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        number, total = kwargs["row_number"], kwargs["total"]
        if number % TOLD_EVERY == 0 or number == total:
            self.bringing.progress(self.bringing.stage, number, total)
        return super().import_row(row, instance_loader, **kwargs)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        instance.was = None if new else {name: getattr(instance, name) for name in KEPT}

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """The row as a figure. Where the file gives no state, a figure that changes is revised, one that stays keeps its own."""
        super().import_instance(instance, row, **kwargs)
        if not row[self.heads["state"]]:
            instance.state = self._state(instance)

    def _state(self, instance: Any) -> str:
        was = instance.was
        if was is None or was["is_partial"] != instance.is_partial:
            return self.bringing.state
        return was["state"] if was["value"] == instance.value else str(FigureState.REVISED)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the portal holds the figure as it stands in the file."""
        if import_validation_errors or instance.was is None:
            return False
        return all(getattr(instance, name) == value for name, value in instance.was.items())

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        bringing = self.bringing
        if instance.was is not None:
            self.revisions.append(Revision(
                observation=instance, **instance.was, entered_at=instance.entered_at, entered_by_id=instance.entered_by_id,
                replaced_at=bringing.at, replaced_by=bringing.actor, why=bringing.why, upload=bringing.upload,
            ))  # fmt: skip
        instance.upload, instance.entered_at, instance.entered_by = bringing.upload, bringing.at, bringing.actor

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        Revision.objects.bulk_create(self.revisions, batch_size=BATCH)


def as_dataset(figures: Iterable[FigureRow]) -> Dataset:
    """The figures of a file as rows that the resource takes in, whatever layout they came in."""
    names = ("key", "force", "started_on", "ended_on", "value", "state", "partial")
    made = Dataset(headers=[str(HEADS[name]) for name in names])
    for one in figures:
        partial = _("yes") if one.is_partial else _("no")
        days = (one.started_on.isoformat(), one.ended_on.isoformat())
        made.append((one.measure, one.force, *days, Decimal(one.value), one.state, partial))
    return made
