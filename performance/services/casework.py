"""Contacts, conduct and workforce as they are read: each objective that the office watches, with its figures and checks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from panels.models import PoliceArea
from performance.choices import ObjectiveKind
from performance.models import Measure, Objective
from performance.rules.casework import Aim, Counted, Outcomes, YearTable, aims_of, outcomes_of, year_table
from performance.rules.stated import Check
from performance.services.standing import analyses_of
from performance.services.stated import checks_of


@dataclass(frozen=True)
class Casework:
    """One objective as somebody reads it."""

    objective: Objective
    counted: Sequence[Counted] = field(default_factory=list)
    checks: Sequence[Check] = field(default_factory=list)

    @property
    def tables(self) -> list[YearTable]:
        """Each measure of several periods, month by month."""
        return [table for table in map(year_table, self.counted) if table is not None]

    @property
    def aims(self) -> list[Aim]:
        """Each target that is still to be reached, beside the last figure."""
        return [aim for one in self.counted for aim in aims_of(one)]

    def until(self, day: date) -> "Casework":
        """What was known at the end of a day."""
        return replace(self, counted=[one.until(day) for one in self.counted])

    @property
    def outcomes(self) -> Outcomes | None:
        """What some counts make together, if anything."""
        return outcomes_of(self.counted)


def casework_of(area: PoliceArea, user: Any) -> list[Casework]:
    """Every objective that the office watches, in order, as a person may read it. Constant in queries."""
    seen = Objective.objects.visible_to(user).filter(area=area, kind=ObjectiveKind.OVERSIGHT).select_related("area")
    return read(seen.order_by("position", "title"), user)


def read(objectives: Iterable[Objective], user: Any) -> list[Casework]:
    """These objectives with the measures, figures and checks that a person may read."""
    held = list(objectives)
    rows = Measure.objects.visible_to(user).filter(objective__in=held).select_related("area", "objective", "whole")
    measures = list(rows.order_by("position", "title"))
    analyses = analyses_of(measures, user)
    counted: dict[int, list[Counted]] = defaultdict(list)
    for one in measures:
        counted[one.objective_id].append(Counted(one, analyses[one.pk]))
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in checks_of(held, user):
        checks[check.stated.objective_id].append(check)
    return [Casework(one, counted[one.pk], checks[one.pk]) for one in held]
