"""Groups of similar forces, and numbers of people: what is wrong with them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from performance.choices import Denominator

FEWEST = 2  # forces, the one itself among them


def group_problems(
    *, started_on: date, ended_on: date | None, others: Iterable[tuple[date, date | None]], size: int
) -> dict[str, str]:
    """What is wrong with a group, by field. `others` are the days of the other groups of the force."""
    problems = {}
    if ended_on is not None and ended_on < started_on:
        problems["ended_on"] = _("Enter a day that is not before the group begins")
    if size < FEWEST:
        problems["forces"] = _("Choose at least one other force")
    last = ended_on or date.max
    if "ended_on" not in problems and any(begins <= last and (ends or date.max) >= started_on for begins, ends in others):
        problems["started_on"] = _("Another group is in force within these days. Change its days first")
    return problems


def population_problems(*, kind: str, group: str) -> dict[str, str]:
    """What is wrong with a number of people, by field."""
    if kind == Denominator.NONE:
        return {"kind": _("Choose residents, households or residents of a group")}
    if kind == Denominator.GROUP and not group:
        return {"group": _("Name the group of residents")}
    if kind != Denominator.GROUP and group:
        return {"group": _("Take the group out, or choose residents of a group")}
    return {}
