"""What an award's provider counts: entered, changed, taken out and put back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import Unit
from commissioning.models import Award, Indicator, Reading
from commissioning.rules.returns import value_problem
from commissioning.services.rows import keep
from panels.services.keeping import hold, hold_part, next_of, put_back, refuse_removed, set_facts, take_out

CHANGEABLE = ("position", "title", "unit", "target", "lower_is_better", "is_public")


@transaction.atomic
def add_indicator(*, award: Award, actor: User | None, title: str, **facts: Any) -> Indicator:
    """Enter an indicator with any of CHANGEABLE; without a position it stands last. Raises ValidationError by field."""
    held = hold(award)
    rows = Indicator.objects.filter(award=held)
    row = Indicator(award=held, number=next_of(rows), position=next_of(rows, "position"))
    set_facts(row, {"title": title, **facts}, CHANGEABLE)
    return _kept(held, row, actor, "added", is_new=True)


@transaction.atomic
def change_indicator(*, row: Indicator, version: int, actor: User | None, **facts: Any) -> Indicator:
    """Change any of CHANGEABLE. Raises ValidationError "stale", "removed" and by field; "unit" while readings could not be of the
    new one."""
    award, held = hold_part(row, "award", version)
    refuse_removed(held)
    before = held.unit
    set_facts(held, facts, CHANGEABLE)
    if held.unit != before:
        _refuse_unlike_readings(held)
    return _kept(award, held, actor, "changed")


@transaction.atomic
def remove_indicator(*, row: Indicator, version: int, actor: User | None) -> Indicator:
    """Take an indicator out with its readings; `restore_indicator` puts both back. Raises ValidationError "stale", "removed"."""
    award, held = hold_part(row, "award", version)
    take_out(held)
    return _kept(award, held, actor, "removed")


@transaction.atomic
def restore_indicator(*, row: Indicator, version: int, actor: User | None) -> Indicator:
    """Put back what was taken out. Raises ValidationError "stale", "there"."""
    award, held = hold_part(row, "award", version)
    put_back(held)
    return _kept(award, held, actor, "restored")


def _refuse_unlike_readings(row: Indicator) -> None:
    for value in Reading.objects.filter(indicator=row).values_list("value", flat=True):
        if value_problem(value, row.unit):
            words = _("Readings are entered that are not of this unit, such as %(value)s. Correct them first")
            raise ValidationError({"unit": ValidationError(words % {"value": value}, code="unit")})


def _kept(award: Award, row: Indicator, actor: User | None, done: str, *, is_new: bool = False) -> Indicator:
    if row.target is not None and (problem := value_problem(row.target, Unit(row.unit))):
        raise ValidationError({"target": problem})
    keep(row, area=award.area, actor=actor, act=f"indicator_{done}", is_new=is_new, target=award, number=row.number)
    return row
