"""From the cells of a file to figures of measures: every one with its row and column, and everything that is wrong or odd."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.spreadsheets import Cells
from interface.spreadsheets.marks import Marks, column_letter, exactly
from interface.spreadsheets.remarks import Remark
from performance.choices import FigureState, Layout
from performance.rules.found_figures import FigureRow, Found, refuse_twins, tell_other_sheets
from performance.rules.layouts import Heads, Reading, find_heads
from performance.rules.numbers import Figure, Kind, NotAFigure, read_figure
from performance.rules.periods import NotAPeriod, Period, between, fit, read_period

Read = TypeVar("Read")
MOST_FIGURES = 50_000
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", ""})
SAVED_VALUE = gettext_lazy("Cells with formulas: the value that was saved with them is taken")
NO_FIGURE_IN_ROW = gettext_lazy("Rows without a figure are left out")
LEFT_OUT = gettext_lazy("Rows about what the layout leaves out are not read")
NOT_KNOWN = gettext_lazy("Rows about measures or forces that the portal does not know are left out, as the layout says")


@dataclass(frozen=True)
class KnownMeasure:
    slug: str
    title: str
    kind: Kind
    frequency: str


@dataclass(frozen=True)
class Known:
    """What words of a file may mean: the area's measures by slug, forces by slug with their names, and the area's own force."""

    measures: Mapping[str, KnownMeasure]
    forces: Mapping[str, str]
    own_force: str


class _Skipped(Exception):
    """A row that is not read, with a notice."""


class _Wrong(Exception):
    """Something about a cell that keeps the file out."""

    def __init__(self, place: int, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = place, reason


def read_figures(cells: Cells, marks: Marks, reading: Reading, known: Known) -> Found:
    """Every figure of a table, in order, with problems and notices by row."""
    found = Found()
    rows = exactly(cells.rows, marks)
    heads = find_heads(rows, reading)
    found.problems += [Remark(*one) for one in heads.problems]
    if not heads.row:
        tell_other_sheets(found, cells)
        return found
    table = _Table(rows, marks, reading, known, heads, found)
    read = {*heads.places.values(), *heads.periods}
    found.check_marks(marks, heads_row=heads.row, last_row=rows[-1][0], read=read)
    found.tell_of_file(cells, row=heads.row, unread=heads.others)
    for number, row in rows:
        if number > heads.row:
            table.read_row(number, row)
    refuse_twins(found)
    if not found.figures and not found.problems:
        found.wrong(0, "", _("The file has no figure under its headings"))
    if len(found.figures) > MOST_FIGURES:
        found.wrong(0, "", _("The file holds more than %(most)s figures. Split it") % {"most": f"{MOST_FIGURES:,}"})
    found.tidy()
    return found


@dataclass
class _Table:
    """A table being read."""

    rows: list[tuple[int, list[str]]]
    marks: Marks
    reading: Reading
    known: Known
    heads: Heads
    found: Found
    periods: dict[tuple[str, str, str, bool], Period | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        titles: dict[str, list[str]] = {}
        for one in self.known.measures.values():
            titles.setdefault(_key(one.title), []).append(one.slug)
        self.titles = titles
        self.names = {_key(name): slug for slug, name in self.known.forces.items()}
        self.said_measures = {_key(word): slug for word, slug in self.reading.measures.items()}
        self.said_forces = {_key(word): slug for word, slug in self.reading.forces.items()}
        self.left_out = {_key(word) for word in self.reading.left_out}

    # A row

    def read_row(self, number: int, row: list[str]) -> None:
        """Take in the figures of a row, or say what is wrong with it."""
        whole = [*row, *[""] * (max([*self.heads.places.values(), *self.heads.periods]) - len(row))]
        try:
            self._refuse_empty(number, whole)
            measure, force = self._about(number, whole)
            for place, cell, text, year in self._cells_of(whole):
                self._take(number, place, cell, text, year, whole, measure, force)
        except _Skipped as skipped:
            self.found.odd(number, "", str(skipped))
        except _Wrong as wrong:
            self.found.wrong(number, column_letter(wrong.place) if wrong.place else "", wrong.reason)

    def _refuse_empty(self, number: int, row: list[str]) -> None:
        """Leave out a row without a figure and a period: a note under the table, or a heading between its parts."""
        names = ("period", "started_on", "ended_on", "value")
        places = [self.heads.places[name] for name in names if name in self.heads.places] + list(self.heads.periods)
        if not any(row[place - 1] or (number, place) in self.marks.formulas for place in places):
            raise _Skipped(str(NO_FIGURE_IN_ROW))

    def _cells_of(self, row: list[str]) -> Iterator[tuple[int, str, str, str]]:
        """Of each figure of a row: its column, its text, and the period and year as they stand in the file."""
        if self.reading.layout == Layout.WIDE:
            yield from ((place, row[place - 1], text, "") for place, text in self.heads.periods.items())
        else:
            place = self.heads.places["value"]
            yield place, row[place - 1], self._cell(row, "period"), self._cell(row, "year")

    def _cell(self, row: list[str], meaning: str) -> str:
        place = self.heads.places.get(meaning)
        return row[place - 1].strip() if place else ""

    def _take(
        self, number: int, place: int, cell: str, text: str, year: str, row: list[str], measure: KnownMeasure, force: str
    ) -> None:
        """Take in a figure, or say all that is wrong with it and with its period."""
        figure = self._or_wrong(number, lambda: self._figure(number, place, cell, measure))
        if figure is not None and figure.value is None:
            return
        period = self._or_wrong(number, lambda: self._period(number, place, text, year, row, measure))
        if figure is None or figure.value is None or period is None:
            return
        state = self._state(row) or figure.state or period.state
        self.found.figures.append(FigureRow(
            number, column_letter(place), measure.slug, force, period.started_on, period.ended_on, figure.value, state,
            period.is_partial,
        ))  # fmt: skip

    def _or_wrong(self, number: int, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except _Wrong as wrong:
            self.found.wrong(number, column_letter(wrong.place) if wrong.place else "", wrong.reason)
            return None

    def _figure(self, number: int, place: int, cell: str, measure: KnownMeasure) -> Figure:
        where = (number, place)
        if where in self.marks.unsaved:
            raise _Wrong(place, _("The formula has no saved value. Open the file in your spreadsheet, save it and send it"))
        if where in self.marks.formulas:
            self.found.odd(number, column_letter(place), SAVED_VALUE)
        try:
            figure = read_figure(
                cell, measure.kind, is_text=where in self.marks.texts, is_typed=self.marks.is_typed,
                is_percent=where in self.marks.percents,
            )  # fmt: skip
        except NotAFigure as refusal:
            raise _Wrong(place, refusal.words) from None
        for notice in figure.notices:
            self.found.odd(number, column_letter(place), notice)
        return figure

    def _period(self, number: int, place: int, text: str, year: str, row: list[str], measure: KnownMeasure) -> Period:
        if self.reading.layout == Layout.LONG and "started_on" in self.heads.places and self._cell(row, "started_on"):
            where = self.heads.places["started_on"]
            key = (self._cell(row, "started_on"), self._cell(row, "ended_on"), measure.frequency, True)
        else:
            where = place if self.reading.layout == Layout.WIDE else self.heads.places.get("period", 0)
            key = (text, year, measure.frequency, False)
        if key not in self.periods:
            self.periods[key] = self._read(*key)
        known = self.periods[key]
        if isinstance(known, str):
            raise _Wrong(where, known)
        if known.notice:
            self.found.odd(number, column_letter(where), known.notice)
        return replace(known, is_partial=known.is_partial or self._is_partial(row))

    def _read(self, first: str, second: str, frequency: str, are_days: bool) -> Period | str:
        """The period of two days, or of a text and a year beside it; or why it is none."""
        try:
            if are_days:
                return fit(between(first, second), frequency)
            return fit(read_period(first, year=second, frequency=frequency, short_years=self.reading.short_years), frequency)
        except NotAPeriod as refusal:
            return refusal.words

    # What its words mean

    def _about(self, number: int, row: list[str]) -> tuple[KnownMeasure, str]:
        return self._measure(number, row), self._force(row)

    def _measure(self, number: int, row: list[str]) -> KnownMeasure:
        if self.reading.measure:
            if self.reading.measure not in self.known.measures:
                raise _Wrong(0, _("The measure that the layout names is no longer there. Change the layout"))
            return self.known.measures[self.reading.measure]
        key, title = self._cell(row, "key"), self._cell(row, "measure")
        place = self.heads.places["key" if key else "measure"] if (key or "measure" in self.heads.places) else 0
        slug = self._known_measure(key or title, place)
        return self.known.measures[slug]

    def _known_measure(self, word: str, place: int) -> str:
        key = _key(word)
        if not key:
            raise _Wrong(place, _("Enter which measure the figure is of"))
        slug = self.said_measures.get(key, key)
        if slug in self.known.measures:
            return slug
        slugs = self.titles.get(key, [])
        if len(slugs) == 1:
            return slugs[0]
        if slugs:
            words = _("There are several measures “%(word)s”. Write the key of the one that you mean: %(slugs)s")
            raise _Wrong(place, words % {"word": word, "slugs": ", ".join(sorted(slugs))})
        self._leave_out(key)
        names = [one.title for one in self.known.measures.values()]
        raise _Wrong(place, _unknown(_("“%(word)s” is not a measure of this area."), word, names))

    def _force(self, row: list[str]) -> str:
        word, place = self._cell(row, "force"), self.heads.places.get("force", 0)
        if self.reading.force or not place:
            return self.reading.force or self.known.own_force
        key = _key(word)
        if not key:
            raise _Wrong(place, _("Enter which force the figure is of"))
        slug = self.said_forces.get(key) or self.names.get(key) or slugify(key.replace("&", " and "))
        if slug in self.known.forces:
            return slug
        self._leave_out(key)
        raise _Wrong(place, _unknown(_("“%(word)s” is not a force that the portal knows."), word, self.known.forces.values()))

    def _leave_out(self, key: str) -> None:
        if key in self.left_out:
            raise _Skipped(str(LEFT_OUT))
        if self.reading.only_known:
            raise _Skipped(str(NOT_KNOWN))

    def _state(self, row: list[str]) -> str:
        word = _key(self._cell(row, "state"))
        if not word:
            return ""
        known = {name: value for value, label in FigureState.choices for name in (value, _key(str(label)))}
        if word not in known:
            labels = ", ".join(str(label) for label in FigureState.labels)
            words = _("“%(word)s” is not a state. Write one of: %(labels)s, or leave it empty")
            raise _Wrong(self.heads.places["state"], words % {"word": self._cell(row, "state"), "labels": labels})
        return str(known[word])

    def _is_partial(self, row: list[str]) -> bool:
        word = _key(self._cell(row, "partial"))
        if word not in YES | NO:
            words = _("“%(word)s” is neither Yes nor No")
            raise _Wrong(self.heads.places["partial"], words % {"word": self._cell(row, "partial")})
        return word in YES


def _unknown(words: str, word: str, names: Iterable[str]) -> str:
    """That a word is not known, with the nearest that is."""
    spelled = {_key(name): name for name in names}
    near = difflib.get_close_matches(_key(word), list(spelled), n=1, cutoff=0.6)
    said = words % {"word": word[:80]}
    if not near:
        return said
    return said + " " + _("The nearest is “%(name)s”. Correct it, or name it in the layout") % {"name": spelled[near[0]]}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
