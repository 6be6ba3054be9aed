"""Which procurements and contracts everybody may read and re-use, read from the registers.

A process is known by the reference of its procurement, published or not, so that its identifier stays when the procurement is
published after the contract; of one that is not published nothing else is told.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from commissioning.choices import AwardKind, ExerciseKind
from commissioning.models import Award, Exercise
from exchange.ocds.facts import Contract, Process, Tender
from exchange.ocds.rows import contract_of, contract_told_at, tender_of, tender_told_at
from exchange.publishing.identity import Source
from exchange.publishing.opened import parts_of_contracts, parts_of_procurements
from panels.models import PoliceArea


def open_contracts(area: PoliceArea) -> QuerySet[Award]:
    """The contracts that an area publishes."""
    rows: Any = Award.objects.all()
    found: QuerySet[Award] = rows.open_to_all().filter(area=area, kind=AwardKind.CONTRACT)
    return found


def open_procurements(area: PoliceArea) -> QuerySet[Exercise]:
    """The procurements that an area publishes, whether or not a contract came of them."""
    rows: Any = Exercise.objects.all()
    found: QuerySet[Exercise] = rows.published().filter(area=area, kind=ExerciseKind.PROCUREMENT)
    return found


def count_processes(area: PoliceArea) -> int:
    """How many processes an area publishes."""
    procurements = set(open_procurements(area).values_list("reference", flat=True))
    awarded = open_contracts(area).values_list("exercise__reference", "reference")
    return len(procurements | {exercise or own for exercise, own in awarded})


def processes_of(area: PoliceArea, source: Source, reference: str = "") -> list[Process]:
    """The processes that an area publishes, by their references; only the one of a reference where it is given."""
    procurements, contracts = open_procurements(area), open_contracts(area)
    if reference:
        procurements = procurements.filter(reference=reference)
        contracts = contracts.filter(Q(exercise__reference=reference) | Q(exercise=None, reference=reference))
    tenders: dict[str, Tender] = {}
    told: dict[str, list[datetime]] = defaultdict(list)
    for row in procurements.select_related("need", "area").prefetch_related(*parts_of_procurements()):
        tenders[row.reference] = tender_of(row, source)
        told[row.reference].append(tender_told_at(row))
    made: dict[str, list[Contract]] = defaultdict(list)
    awarded: Any = contracts.select_related("area", "provider", "exercise", "lot", "decision__area").order_by("reference")
    for one in awarded.prefetch_related(*parts_of_contracts()):
        process = one.exercise.reference if one.exercise else one.reference
        made[process].append(contract_of(one, source))
        told[process].append(contract_told_at(one))
    return [Process(one, tenders.get(one), tuple(made[one]), max(told[one])) for one in sorted(told)]
