"""What a file of the register may do to what the portal holds: compared column by column, and by the numbers of a year."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import SIGNED, CameFrom
from decisions.models import Decision
from decisions.rules.decision_reading import RegisterRow, as_read
from decisions.rules.decision_rows import OF_STEPS, cells_of
from decisions.services.register.logging import FACTS

Known = Mapping[tuple[int, int], Decision]


def differences(decision: Decision, row: RegisterRow, columns: set[str]) -> list[str]:
    """The columns in which a row says something else than the register. What may not change is noted on the row."""
    now, then = cells_of(decision), cells_of(as_read(row))
    changed = sorted(name for name in columns if now[name] != then[name])
    if decision.is_signed:
        for name in changed:
            words = _("%(reference)s is signed. Its words cannot change") % {"reference": row.reference}
            if name in ("status", "published_on", "implemented_on", "rescinded_by", "rescinded_on"):
                words = _("%(reference)s is in the portal. Its steps are taken on its own page") % {"reference": row.reference}
            row.wrong(name, words)
        return changed
    for name in changed:
        if name in OF_STEPS:
            words = _("%(reference)s is in the portal. Its steps are taken on its own page")
            row.wrong(name, words % {"reference": row.reference})
    return changed


def change_facts(row: RegisterRow, changed: Sequence[str]) -> dict[str, Any]:
    """What is set on an unsigned decision: what the changed columns say. A decider who is named takes the place of one who was
    chosen; access and amount come with what depends on them."""
    names = set(changed)
    if names & {"cost", "cost_kind"}:
        names |= {"cost", "cost_kind"}
    facts = {name: row.values[name] for name in sorted(names) if name in FACTS}
    return facts | ({"maker": None} if "maker_words" in facts else {})


def check_rescinded(rows: Sequence[RegisterRow], new: Sequence[RegisterRow], known: Known) -> None:
    """A new decision is rescinded by a later one that is signed, among the rows of the file or in the register."""
    signed: dict[tuple[int, int], date] = {key: one.signed_on for key, one in known.items() if one.signed_on}
    signed |= {row.key: row.values["signed_on"] for row in rows if not row.problems and row.values["status"] in SIGNED}
    for row in new:
        by = row.values.get("rescinded_by")
        if row.problems or not by:
            continue
        named = {"reference": f"{by[0]}/{by[1]:03d}"}
        if by not in signed:
            words = _("%(reference)s is not a signed decision of this file or of the register")
            row.wrong("rescinded_by", words % named)
        elif (signed[by], *by) <= (row.values["signed_on"], *row.key):
            row.wrong("rescinded_by", _("%(reference)s is not later than this decision") % named)


def check_gaps(new: Sequence[RegisterRow], known: Known, last: Mapping[int, int]) -> None:
    """In a year that the portal numbers itself, an older register leaves no gap behind the numbers that were given."""
    own = {key[0] for key, one in known.items() if one.came_from == CameFrom.PORTAL}
    for year in sorted(own):
        expected = last[year] + 1
        for row in sorted((row for row in new if row.key[0] == year), key=lambda row: row.key):
            if row.key[1] > expected:
                words = _("The portal numbers the decisions of %(year)s itself. The next number is %(next)s")
                row.wrong("reference", words % {"year": year, "next": f"{year}/{expected:03d}"})
            expected = max(expected, row.key[1] + 1)
