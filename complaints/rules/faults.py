"""What is odd in an older register and hinders nothing: numbers twice, missing or lost, the order of days, an old heading."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.rules.table_words import came_to, ended, is_live, outcome_of, was_recorded
from complaints.rules.tables import Register, RegisterRow, as_at, by_group, name_of, newest
from interface.templatetags.dates import long_date

MOST_NAMED = 20  # of one kind: a longer list helps nobody


@dataclass(frozen=True)
class Fault:
    """What was noticed: of which kind, and in words that name numbers, days and rows, never what a complaint says."""

    kind: str
    words: str


def faults_of(register: Register) -> list[Fault]:
    """All that is odd in a register that can be brought in, the numbers first."""
    rows = register.rows
    return [
        *_duplicates(rows), *_lost(rows), *_gaps(rows), *_unnumbered(rows), *_order(rows), *_styles(rows), *_heading(register),
        *_not_said(rows), *_closed_days(register), *_outcomes(rows),
    ]  # fmt: skip


def _number(row: RegisterRow) -> int | None:
    found = re.match(r"\d+", row.label)
    return int(found.group()) if found else None


def _duplicates(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    by_label: dict[str, list[RegisterRow]] = {}
    for row in rows:
        if row.label:
            by_label.setdefault(row.label.casefold(), []).append(row)
    for same in list(by_label.values()):
        if len(same) > 1:
            said = {"label": same[0].label, "times": len(same), "days": _list([long_date(row.day.day) for row in same])}
            yield Fault("duplicate", _("No. %(label)s is given %(times)s times: to the complaints of %(days)s") % said)


def _inferred(rows: Sequence[RegisterRow]) -> dict[int, int]:
    """The number that each lost one must have been, by the place of its row: where exactly so many are missing about it."""
    found: dict[int, int] = {}
    before: int | None = None
    waiting: list[RegisterRow] = []
    for row in rows:
        if row.is_lost:
            waiting.append(row)
        elif (number := _number(row)) is not None:
            if before is not None and waiting and number - before - 1 == len(waiting):
                found |= {one.place: before + step for step, one in enumerate(waiting, start=1)}
            before, waiting = number, []
    return found


def _lost(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    known = _inferred(rows)
    for row in rows:
        if row.is_lost and row.place in known:
            said = {"day": long_date(row.day.day), "number": known[row.place], "row": row.place}
            words = _("Row %(row)s, of %(day)s: the number is lost to the mark of a page. By its place it was %(number)s")
            yield Fault("lost", words % said)
        elif row.is_lost:
            words = _("Row %(row)s, of %(day)s: the number is lost to the mark of a page")
            yield Fault("lost", words % {"day": long_date(row.day.day), "row": row.place})


def _gaps(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    there = {number for row in rows if (number := _number(row)) is not None} | set(_inferred(rows).values())
    runs = sorted(there)
    missing = [(a + 1, b - 1) for a, b in itertools.pairwise(runs) if b - a > 1]
    if missing:
        names = [_run(first, last) for first, last in missing]
        yield Fault("gap", _("Numbers that no row has: %(names)s") % {"names": _list(names)})


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return _list([str(number) for number in range(first, last + 1)])
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _unnumbered(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    bare = [row for row in rows if not row.label and not row.is_lost]
    if bare:
        places = _list([str(row.place) for row in bare])
        words = ngettext("A row has no number: row %(rows)s", "%(count)s rows have no number: rows %(rows)s", len(bare))
        yield Fault("unnumbered", words % {"count": f"{len(bare):,}", "rows": places})


def _order(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    """Rows that are dated before one that stands above them, among those about one person."""
    known = _inferred(rows)
    for group in by_group(rows):
        for place, row in enumerate(group):
            later = [one for one in group[:place][-MOST_NAMED:] if one.day.day > row.day.day]
            if later:
                names = [one.label or str(known.get(one.place, _("one without a number"))) for one in later]
                said = {"row": name_of(row), "above": _list(names)}
                yield Fault("order", _("%(row)s is dated before %(above)s above it") % said)


def _styles(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    used = Counter(row.day.style for row in rows)
    if len(used) > 1:
        names = _list([f"{style} ({count:,})" for style, count in used.most_common()])
        words = _("The days are written in %(count)s ways: %(names)s. Each is read with the day before the month")
        yield Fault("styles", words % {"count": len(used), "names": names})


def _heading(register: Register) -> Iterator[Fault]:
    last = newest(register.rows)
    if register.headed_on and register.headed_on < last.day.day:
        said = {"day": long_date(register.headed_on), "row": name_of(last), "stood": long_date(as_at(register))}
        words = _("The heading says %(day)s, but the register holds %(row)s. It is taken to stand as at %(stood)s")
        yield Fault("heading", words % said)


def _not_said(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    unsaid = sum(came_to(row.came_to, row.text) is None for row in rows)
    if unsaid:
        words = ngettext(
            "%(count)s row does not say to whom the complaint was made. It is taken as made to the panel",
            "%(count)s rows do not say to whom the complaint was made. They are taken as made to the panel", unsaid,
        )  # fmt: skip
        yield Fault("made-to", words % {"count": f"{unsaid:,}"})
    unclear = [row for row in rows if not is_live(row.state) and ended(row.state) is None]
    if unclear:
        words = _("It is not clear whether these are closed. They are taken as live: rows %(rows)s")
        yield Fault("state", words % {"rows": _list([str(row.place) for row in unclear])})
    unknown = [row for row in rows if was_recorded(row.recorded) is None]
    if unknown:
        words = _("It is not clear whether these were recorded. They are taken as received only: rows %(rows)s")
        yield Fault("recorded", words % {"rows": _list([str(row.place) for row in unknown])})


def _closed_days(register: Register) -> Iterator[Fault]:
    over = sum(ended(row.state) is not None for row in register.rows)
    if over:
        words = ngettext(
            "The register does not say when its closed complaint ended. The day of the register is taken: %(day)s",
            "The register does not say when its %(count)s closed complaints ended. The day of the register is taken: %(day)s",
            over,
        )
        yield Fault("closed-day", words % {"count": f"{over:,}", "day": long_date(as_at(register))})


def _outcomes(rows: Sequence[RegisterRow]) -> Iterator[Fault]:
    found = Counter(
        (row.outcome, outcome_of(row.outcome)) for row in rows
        if row.outcome and ended(row.state) and "local resolution" in row.outcome.casefold()
    )  # fmt: skip
    for (_printed, kind), count in found.items():
        words = ngettext(
            "An outcome speaks of local resolution, a term of police complaints. It is kept as printed and counted as “%(kind)s”",
            "%(count)s outcomes speak of local resolution, a term of police complaints. They are kept as printed and counted as "
            "“%(kind)s”",
            count,
        )
        yield Fault("outcome", words % {"count": f"{count:,}", "kind": kind.label})


def _list(names: Sequence[str]) -> str:
    """70, 71 and 72; after so many, how many more."""
    if len(names) > MOST_NAMED:
        more = _("and %(count)s more") % {"count": f"{len(names) - MOST_NAMED:,}"}
        return f"{', '.join(names[:MOST_NAMED])} {more}"
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
