"""What is wrong with a figure that a source states, before it can be checked against what is counted."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from performance.choices import Basis, StatedKind

MOST_PLACES = 4


def stated_problems(row: Any, parts: Sequence[Any], wholes: Sequence[Any]) -> dict[str, str]:
    """What is wrong, by field. `parts` are the measures that are added up, `wholes` those that a share is one of."""
    found = _of_measures(row, parts, wholes)
    if row.started_on and row.ended_on and row.ended_on < row.started_on:
        found["ended_on"] = _("The last day must not be before the first")
    if row.value is not None and (problem := _of_value(row)):
        found["value"] = problem
    return found


def _of_measures(row: Any, parts: Sequence[Any], wholes: Sequence[Any]) -> dict[str, str]:
    found = {}
    if not parts:
        found["measures"] = _("Choose at least one measure")
    if row.kind == StatedKind.SHARE and not wholes:
        found["of_measures"] = _("Choose what it is a share of")
    if row.kind != StatedKind.SHARE and wholes:
        found["of_measures"] = _("Only a share is set beside other measures. Take them out")
    for name, measures in (("measures", parts), ("of_measures", wholes)):
        if any(one.area_id != row.objective.area_id for one in measures):
            found[name] = _("Choose measures of this area")
        elif any(one.basis == Basis.LEVEL for one in measures):
            found[name] = _("A level does not add up. Choose measures that are counted")
    return found


def _of_value(row: Any) -> str:
    if row.kind != StatedKind.CHANGE and row.value < 0:
        return _("Enter a number that is not negative")
    if row.kind == StatedKind.SHARE and row.value > 100:
        return _("Enter a percentage from 0 to 100")
    step = Decimal(1).scaleb(-row.places)
    if Decimal(row.value) % step:
        return _("Enter it with as many decimal places as you say below")
    return ""
