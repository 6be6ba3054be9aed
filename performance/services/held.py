"""What the database holds of measures, read at once for many of them: figures, people, groups, and what was said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast

from performance.models import (
    Benchmark,
    Force,
    Measure,
    Observation,
    Population,
    SeriesBreak,
    SimilarGroup,
    Target,
    TrendWord,
)
from performance.rules.figures import ONE, Counted, Figure, Held, People

Kinds = tuple[int, str, str]  # force, kind of people, group


@dataclass(frozen=True)
class Group:
    """The forces of a similar group between two days; without an end until further notice."""

    started_on: date
    ended_on: date | None
    forces: frozenset[int]


@dataclass
class Facts:
    """Of many measures, by their row ids; forces by their areas."""

    forces: Mapping[int, int] = field(default_factory=dict)  # area → force
    groups: Mapping[int, Sequence[Group]] = field(default_factory=dict)  # force → groups, the latest first
    figures: Mapping[tuple[int, int], Sequence[Figure]] = field(default_factory=dict)  # measure and force
    people: Mapping[Kinds, Sequence[People]] = field(default_factory=dict)
    doubtful: Collection[Kinds] = frozenset()  # populations that are illustrative
    breaks: Mapping[int, Sequence[SeriesBreak]] = field(default_factory=dict)
    targets: Mapping[int, Sequence[Target]] = field(default_factory=dict)
    words: Mapping[int, Sequence[TrendWord]] = field(default_factory=dict)
    benchmarks: Mapping[int, Sequence[Benchmark]] = field(default_factory=dict)

    def force_of(self, measure: Measure) -> int | None:
        """The force whose own series the measure's is."""
        return self.forces.get(measure.area_id)

    def members(self, force: int, day: date) -> frozenset[int]:
        """The similar group of a force on a day, itself included; nobody where no group is in force."""
        for group in self.groups.get(force, ()):
            if group.started_on <= day and (group.ended_on is None or group.ended_on >= day):
                return group.forces | {force}
        return frozenset()

    def held(self, measure: Measure) -> Held:
        """The figures of one measure, and of the one it is set beside, in every force that counts for it."""
        force = self.force_of(measure)
        forces = {force} | {one for group in self.groups.get(force or 0, ()) for one in group.forces}
        whole = measure.whole
        return Held(
            basis=measure.basis,
            counted=Counted(measure.denominator, measure.group),
            beside=Counted(whole.denominator, whole.group) if whole else Counted(),
            figures=self._of(measure.pk, forces),
            wholes=self._of(whole.pk, forces) if whole else {},
            people=self.people,
        )

    def _of(self, measure: int, forces: Iterable[int | None]) -> dict[int, Sequence[Figure]]:
        return {force: self.figures[measure, force] for force in forces if force and (measure, force) in self.figures}


def read_facts(measures: Collection[Measure], *, until: date | None = None) -> Facts:
    """Everything that the standings of some measures are made from, in the same number of queries for one and for many.

    `until` leaves out periods that end later.
    """
    wanted = {one.pk for one in measures} | {one.whole_id for one in measures if one.whole_id}
    forces = dict(Force.objects.filter(area__in={one.area_id for one in measures}).values_list("area_id", "pk"))
    groups = _groups(forces.values())
    counted = set(forces.values()) | {one for rows in groups.values() for group in rows for one in group.forces}
    people, doubtful = _people(counted)
    ids = [one.pk for one in measures]
    return Facts(
        forces=forces, groups=groups, figures=_figures(wanted, counted, until), people=people, doubtful=doubtful,
        breaks=_by_measure(SeriesBreak.objects.kept().filter(measure__in=ids).order_by("on")),
        targets=_by_measure(Target.objects.kept().filter(measure__in=ids).order_by("by_on", "number")),
        words=_by_measure(TrendWord.objects.filter(measure__in=ids).order_by("-ended_on")),
        benchmarks=_by_measure(Benchmark.objects.filter(measure__in=ids).order_by("-ended_on")),
    )  # fmt: skip


def _by_measure(rows: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[row.measure_id].append(row)
    return found


def _groups(forces: Collection[int]) -> dict[int, list[Group]]:
    found: dict[int, list[Group]] = defaultdict(list)
    links = SimilarGroup.forces.through.objects.filter(similargroup__force__in=forces)
    by_group: dict[int, set[int]] = defaultdict(set)
    for group, force in links.values_list("similargroup_id", "force_id"):
        by_group[group].add(force)
    for row in SimilarGroup.objects.filter(force__in=forces).order_by("-started_on"):
        found[row.force_id].append(Group(row.started_on, row.ended_on, frozenset(by_group[row.pk])))
    return found


def _figures(measures: Collection[int], forces: Collection[int], until: date | None) -> dict[tuple[int, int], list[Figure]]:
    rows = Observation.objects.filter(series__measure__in=measures, series__force__in=forces)
    if until is not None:
        rows = rows.filter(ended_on__lte=until)
    amount = Cast(F("value") * ONE, BigIntegerField())
    found: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    columns = ("series__measure_id", "series__force_id", "started_on", "ended_on", amount, "state", "is_partial")
    for measure, force, *one in rows.order_by("series_id", "started_on").values_list(*columns).iterator(chunk_size=20_000):
        found[measure, force].append(Figure(*one))
    return found


def _people(forces: Collection[int]) -> tuple[dict[Kinds, list[People]], frozenset[Kinds]]:
    found: dict[Kinds, list[People]] = defaultdict(list)
    doubtful = set()
    rows = Population.objects.filter(force__in=forces).order_by("on")
    for force, kind, group, on, number, is_illustrative in rows.values_list(
        "force_id", "kind", "group", "on", "value", "is_illustrative"
    ):
        found[force, kind, group].append(People(on, number))
        if is_illustrative:
            doubtful.add((force, kind, group))
    return found, frozenset(doubtful)
