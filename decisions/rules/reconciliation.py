"""Agenda, minutes and register of a board laid side by side, decision by decision: what agrees, and what does not.

Between one real agenda and its minutes 005 became 009, 006 and 007 changed places, 008 vanished and 012 appeared.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext as _

from decisions.choices import Agreement, BoardSide
from decisions.rules.matters import AGENDA, MINUTES, REGISTER, Correction, Matter, RegisterLine, matters_of, numbers_of, only_once
from decisions.rules.mentions import Mention, read_mentions

__all__ = ["Correction", "Mention", "RegisterLine", "Row", "agreed", "only_once", "read_mentions", "reading_words", "reconcile"]

SETTLED = frozenset({Agreement.MATCHED, Agreement.CORRECTED})


@dataclass(frozen=True)
class Row:
    """One decision: how each side has it, None where it has not; how they agree, and that in words."""

    key: str
    title: str
    agenda: Mention | None
    minutes: Mention | None
    register: RegisterLine | None
    agreement: Agreement
    words: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.agreement in SETTLED

    def numbers(self) -> dict[str, str]:
        """The number that each side prints, by side."""
        return numbers_of(Matter(self.agenda, self.minutes, self.register))


def reconcile(
    agenda: Sequence[Mention] | None,
    minutes: Sequence[Mention] | None,
    register: Sequence[RegisterLine],
    corrections: Sequence[Correction] = (),
) -> list[Row]:
    """Every decision of a board with how its agenda, its minutes and the register agree, in the order of the agenda.

    A side that is not there yet is None, and nothing is missing from it. `register` may hold decisions of other boards: such a
    line counts only where a paper has its very number or its very title.
    """
    matters = matters_of(only_once(agenda or ()), only_once(minutes or ()), register, corrections)
    there = {str(side) for side, lines in ((AGENDA, agenda), (MINUTES, minutes)) if lines is not None}
    swapped = _swapped(matters)
    rows = [_row(matter, there, swapped.get(index)) for index, matter in enumerate(matters)]
    return _keyed(rows)


def agreed(rows: Sequence[Row]) -> tuple[int, int]:
    """How many agree, of how many."""
    return sum(row.agrees for row in rows), len(rows)


def reading_words(side: str, printed: str, reference: str) -> str:
    """What a correction says: “In the minutes 2018/009 stands for 2018/005.” Numbers alone, so that anybody may read it."""
    on_agenda = side == AGENDA
    if not printed:
        words = _("The agenda leaves out %(reference)s.") if on_agenda else _("The minutes leave out %(reference)s.")
    elif on_agenda:
        words = _("On the agenda %(printed)s stands for %(reference)s.")
    else:
        words = _("In the minutes %(printed)s stands for %(reference)s.")
    return words % {"printed": printed, "reference": reference}


# How they agree ------------------------------------------------------------------------------------------------------


def _swapped(matters: Sequence[Matter]) -> dict[int, tuple[Matter, str]]:
    """The matters that have exchanged numbers between two sides: with which other, and on which of the sides."""
    found: dict[int, tuple[Matter, str]] = {}
    for one, other in combinations(range(len(matters)), 2):
        mine, theirs = numbers_of(matters[one]), numbers_of(matters[other])
        for side, against in ((MINUTES, AGENDA), (MINUTES, REGISTER), (AGENDA, REGISTER)):
            if not {side, against} <= mine.keys() & theirs.keys() or mine[side] == mine[against]:
                continue
            if mine[side] == theirs[against] and theirs[side] == mine[against]:
                found.setdefault(one, (matters[other], side))
                found.setdefault(other, (matters[one], side))
    return found


def _row(matter: Matter, there: set[str], exchanged: tuple[Matter, str] | None) -> Row:
    found, words = _agreement(matter, there, exchanged)
    used = tuple(one for one in matter.corrections if _bears(one, matter, there))
    if used and found not in SETTLED and not _differences(_as_corrected(matter, used), there, used):
        found = Agreement.CORRECTED
    return Row("", _title(matter), matter.agenda, matter.minutes, matter.register, found, tuple(words), used)


def _agreement(matter: Matter, there: set[str], exchanged: tuple[Matter, str] | None) -> tuple[Agreement, list[str]]:
    numbers = numbers_of(matter)
    words = _left_out(matter, there)
    if len(set(numbers.values())) > 1:
        if exchanged is not None:
            return Agreement.SWAPPED, [_exchanged_words(matter, *exchanged), *words]
        return Agreement.RENUMBERED, [_renumbered_words(numbers), *words]
    if MINUTES in numbers and AGENDA not in numbers and AGENDA in there:
        return Agreement.NEW, words
    return (Agreement.MISSING, words) if words else (Agreement.MATCHED, [])


def _left_out(matter: Matter, there: set[str]) -> list[str]:
    """Each side that is there and does not have it, in words."""
    sides = matter.sides()
    told = {AGENDA: _("It is not on the agenda."), MINUTES: _("It is not in the minutes.")}
    words = [said for side, said in told.items() if side in there and side not in sides]
    return words if REGISTER in sides else [*words, _("It is not in the register.")]


def _renumbered_words(numbers: dict[str, str]) -> str:
    """Which side says what: “The minutes have 2018/009, agenda and register 2018/005.”"""
    if MINUTES not in numbers:
        said = _("The agenda has %(agenda)s, the register %(register)s.")
    elif AGENDA not in numbers:
        said = _("The minutes have %(minutes)s, the register %(register)s.")
    elif REGISTER not in numbers:
        said = _("The agenda has %(agenda)s, the minutes %(minutes)s.")
    elif numbers[AGENDA] == numbers[REGISTER]:
        said = _("The minutes have %(minutes)s, agenda and register %(agenda)s.")
    elif numbers[MINUTES] == numbers[REGISTER]:
        said = _("The agenda has %(agenda)s, minutes and register %(minutes)s.")
    elif numbers[AGENDA] == numbers[MINUTES]:
        said = _("Agenda and minutes have %(agenda)s, the register %(register)s.")
    else:
        said = _("The agenda has %(agenda)s, the minutes %(minutes)s, the register %(register)s.")
    return said % {str(side): number for side, number in numbers.items()}


def _exchanged_words(matter: Matter, other: Matter, side: str) -> str:
    where = {AGENDA: _("on the agenda"), MINUTES: _("in the minutes")}[BoardSide(side)]
    said = _("It has exchanged numbers with “%(title)s” %(where)s: %(number)s there.")
    return said % {"title": _title(other), "where": where, "number": numbers_of(matter)[side]}


def _bears(correction: Correction, matter: Matter, there: set[str]) -> bool:
    """Whether a correction still tells of what is printed: the number stands there, or the side still leaves the decision out."""
    line = matter.sides().get(correction.side)
    if line is None:
        return not correction.printed and correction.side in there
    return isinstance(line, Mention) and line.printed == correction.printed


def _as_corrected(matter: Matter, corrections: Iterable[Correction]) -> dict[str, str]:
    return numbers_of(matter) | {one.side: one.reference for one in corrections}


def _differences(numbers: dict[str, str], there: set[str], corrections: Iterable[Correction]) -> bool:
    """Whether the sides still differ, once each number is read as it was corrected."""
    return len(set(numbers.values())) > 1 or not (there | {str(REGISTER)}) <= numbers.keys()


def _title(matter: Matter) -> str:
    """What the decision is called: in the register, or in the paper that has a title for it."""
    named = (matter.register, matter.agenda, matter.minutes)
    return next((one.title for one in named if one is not None and one.title), "")


def _keyed(rows: Sequence[Row]) -> list[Row]:
    """The rows with an address each, which no other row has: the decision's own, or that of the paper which has it."""
    counted: Counter[str] = Counter()
    keyed = []
    for row in rows:
        key = _key(row)
        counted[key] += 1
        keyed.append(replace(row, key=key if counted[key] == 1 else f"{key}-{counted[key]}"))
    return keyed


def _key(row: Row) -> str:
    if row.register is not None:
        return row.register.reference.replace("/", "-")
    side, number = next(iter(row.numbers().items()))
    return f"{side}-{number.replace('/', '-')}"
