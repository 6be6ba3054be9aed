"""References without gap or repeat: `A-2022-014` is the fourteenth of series A in an area in 2022."""

from typing import Any

from django.apps import apps
from django.db import transaction


def next_reference(area: Any, series: str, year: int) -> str:
    """The next reference of a series of an area in a year. See `next_number`."""
    return f"{series}-{year}-{next_number(area, series, year):03d}"


def next_references(area: Any, series: str, year: int, count: int) -> list[str]:
    """The next so many references at once, in their order."""
    first = next_number(area, series, year, count)
    return [f"{series}-{year}-{number:03d}" for number in range(first, first + count)]


def next_number(area: Any, series: str, year: int = 0, count: int = 1) -> int:
    """The next number of a series of an area, beginning at 1; of one year where the series begins anew each year.

    Of `count` numbers, all taken, it is the first.

    The counter row is locked until the caller's transaction ends: a second writer waits, and a number whose transaction is
    rolled back is given again. Raises RuntimeError outside a transaction, where a gap could not be ruled out.
    """
    counter = _held(area, series, year, "next_number()")
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return first


def raise_to(area: Any, series: str, year: int, number: int) -> int:
    """Let a series go on after `number`, which an older register gave: the last number afterwards, never a lower one than before.

    The counter row is locked until the caller's transaction ends, so that nobody takes a number meanwhile. Raises RuntimeError
    outside a transaction.
    """
    counter = _held(area, series, year, "raise_to()")
    if number > counter.last:
        counter.last = number
        counter.save(update_fields=["last"])
    return counter.last


def _held(area: Any, series: str, year: int, asker: str) -> Any:
    """The counter row of a series, made if it is not there, and locked."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{asker} needs transaction.atomic(): the number must go back with the work")
    counters = apps.get_model("panels", "Counter")._default_manager
    key = {"area": area, "series": series, "year": year}
    counters.bulk_create([counters.model(**key)], ignore_conflicts=True)
    return counters.select_for_update().get(**key)
