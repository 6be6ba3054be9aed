"""What was awarded of funds and in rounds, as far as somebody may be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum

from commissioning.models import Application, Award, Exercise, Fund
from commissioning.rules.applications import OPEN
from commissioning.rules.totals import vat_words
from panels.permissions import areas_commissioning


@dataclass(frozen=True)
class Standing:
    """What is awarded of a fund and in how many grants, how that stands to VAT, and what is left of the budget; None where that
    is not known."""

    awarded: Decimal = Decimal("0.00")
    count: int = 0
    vat: str = ""
    left: Decimal | None = None


@dataclass(frozen=True)
class Told:
    """How many applied in a round and how many of them were given an award."""

    received: int
    awarded: int


def standings(funds: Iterable[Fund], user: Any) -> dict[int, Standing]:
    """How funds stand by the awards made of them that a person reads in whole, by pk: one query."""
    rows = list(funds)
    awards = Award.objects.wholly_read(user).made().filter(fund__in=[one.pk for one in rows]) if rows else Award.objects.none()
    sums = awards.order_by().values("fund").annotate(total=Sum("amount"), count=Count("pk"), vats=ArrayAgg("vat", distinct=True))
    found: dict[int, Any] = {one["fund"]: one for one in sums}
    return {one.pk: _standing(one, found.get(one.pk)) for one in rows}


def _standing(fund: Fund, sums: Any) -> Standing:
    if sums is None:
        return Standing(left=fund.budget)
    left = None if fund.budget is None else fund.budget - sums["total"]
    return Standing(sums["total"], sums["count"], vat_words(sums["vats"]), left)


def told_of(exercises: Iterable[Exercise], user: Any) -> dict[int, Told | None]:
    """How many applied in each and how many succeeded, by pk; three queries at most.

    The office is told always. Others once a published round is decided on every application, and only where each award of it is
    open to all: the number would tell of a private one. None where it is not told.
    """
    rows = list(exercises)
    keys, own = [one.pk for one in rows], areas_commissioning(user)
    if not keys:
        return {}
    applied = _counts(Application.objects.kept().filter(exercise__in=keys), open=Count("pk", filter=Q(status__in=OPEN)))
    awarded = _counts(Award.objects.wholly_read(user).made().filter(exercise__in=keys, application__isnull=False))
    hidden = _hidden(keys) if any(one.area_id not in own for one in rows) else set()
    made: dict[int, Told | None] = {}
    for one in rows:
        counts = applied.get(one.pk, {"count": 0, "open": 0})
        is_decided = one.published_at and one.decided_on and counts["count"] and not counts["open"] and one.pk not in hidden
        tells = one.area_id in own or is_decided
        made[one.pk] = Told(counts["count"], awarded.get(one.pk, {"count": 0})["count"]) if tells else None
    return made


def _counts(rows: Any, **more: Any) -> dict[int, dict[str, int]]:
    grouped = rows.order_by().values("exercise").annotate(count=Count("pk"), **more)
    return {one["exercise"]: one for one in grouped}


def _hidden(exercises: list[int]) -> set[int]:
    """Exercises with an award that not everybody may know of."""
    return set(Award.objects.not_open_to_all().filter(exercise__in=exercises).values_list("exercise", flat=True))
