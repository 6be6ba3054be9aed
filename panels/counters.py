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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("next_number() needs transaction.atomic(): the number must go back with the work")
    counters = apps.get_model("panels", "Counter")._default_manager
    key = {"area": area, "series": series, "year": year}
    counters.bulk_create([counters.model(**key)], ignore_conflicts=True)
    counter = counters.select_for_update().get(**key)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return first
