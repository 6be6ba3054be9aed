"""What the lines of stated totals add up to, for whom: own lines, or the awards of a fund or a round."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from commissioning.choices import TotalUnit
from commissioning.models import Award, StatedLine, StatedTotal
from commissioning.rules.totals import Check, check_total

__all__ = ["Check", "check_of", "checks_of"]

Pairs = Sequence[tuple[int | None, int | None, Decimal]]


def check_of(total: StatedTotal, user: Any) -> Check | None:
    """A stated total against its lines; None where a person may not see it, or nothing stands under it to be added up."""
    return checks_of([total], user)[total.pk]


def checks_of(totals: Iterable[StatedTotal], user: Any) -> dict[int, Check | None]:
    """The check of each total by its pk, as `check_of` tells it. Three queries at most.

    A total that was taken out is checked for nobody. Lines of its own come before the awards of its fund or round; awards count
    as they were made, drafts and cancelled ones not.
    """
    rows = list(totals)
    names = [one.pk for one in rows]
    seen = set(StatedTotal.objects.visible_to(user).kept().filter(pk__in=names).values_list("pk", flat=True)) if rows else set()
    lines = _lines(seen)
    awards = _awards([one for one in rows if one.pk in seen and one.pk not in lines and (one.fund_id or one.exercise_id)], user)
    return {one.pk: _check(one, lines, awards) if one.pk in seen else None for one in rows}


def _lines(totals: set[int]) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    rows = StatedLine.objects.kept().filter(total__in=totals).order_by("total_id", "number")
    for total, value in rows.values_list("total_id", "value") if totals else ():
        found[total].append(value)
    return dict(found)


def _awards(totals: Sequence[StatedTotal], user: Any) -> Pairs:
    """(fund, exercise, amount) of the awards made that could stand under these totals and that a person reads in whole."""
    funds = {one.fund_id for one in totals if one.fund_id}
    exercises = {one.exercise_id for one in totals if one.exercise_id}
    if not totals:
        return []
    rows = Award.objects.wholly_read(user).made().filter(Q(fund__in=funds) | Q(exercise__in=exercises))
    return list(rows.values_list("fund_id", "exercise_id", "amount"))


def _check(total: StatedTotal, lines: Mapping[int, Sequence[Decimal]], awards: Pairs) -> Check | None:
    if own := lines.get(total.pk):
        return check_total(total.stated, own, total.unit)
    if not (total.fund_id or total.exercise_id):
        return None
    under = [amount for fund, exercise, amount in awards if _stands_under(total, fund, exercise)]
    return check_total(total.stated, under if total.unit == TotalUnit.POUNDS else [Decimal(1)] * len(under), total.unit)


def _stands_under(total: StatedTotal, fund: int | None, exercise: int | None) -> bool:
    """Whether an award of that fund and round counts: of both, where the total names both."""
    return total.fund_id in (None, fund) and total.exercise_id in (None, exercise)
