"""Which lines of a board's agenda, minutes and register are one and the same decision.

They are told by their titles first and by their numbers then, since it is the numbers that go wrong.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from decisions.choices import BoardSide
from decisions.rules.mentions import Mention, initials, title_words

AGENDA, MINUTES, REGISTER = BoardSide.AGENDA, BoardSide.MINUTES, BoardSide.REGISTER
PAPERS = (AGENDA, MINUTES)
SAME_MATTER = 0.6  # of the words of the shorter title, by weight, from which on two titles name the same matter
SAME_NUMBER = 0.25  # the same, where the numbers are the same
NUMBER_COUNTS = 0.15  # what the same number adds where titles are alike but not the same
BY_INITIALS = 0.9
LONG = 8  # words, from which on what follows a number is a sentence and no title


@dataclass(frozen=True)
class RegisterLine:
    """A decision of the register: `is_expected` where the register has it on this board."""

    reference: str
    title: str
    is_expected: bool = False
    key: Any = None


@dataclass(frozen=True)
class Correction:
    """What a number printed on a side stands for, as somebody put it right: the decision `reference`. `printed` is empty where
    the side leaves the decision out."""

    side: str
    printed: str
    title: str
    reference: str
    key: Any = None


@dataclass
class Matter:
    """What was found to be one and the same decision."""

    agenda: Mention | None = None
    minutes: Mention | None = None
    register: RegisterLine | None = None
    corrections: list[Correction] = field(default_factory=list)

    def sides(self) -> dict[str, Mention | RegisterLine]:
        found = {AGENDA: self.agenda, MINUTES: self.minutes, REGISTER: self.register}
        return {str(side): one for side, one in found.items() if one is not None}


def only_once(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions of a side without those that repeat one: the same number with the same title, a shorter one, or none."""
    kept: list[Mention] = []
    for mention in mentions:
        words = title_words(mention.title)
        same = next((at for at, one in enumerate(kept) if one.printed == mention.printed and _repeats(one, words)), None)
        if same is None:
            kept.append(mention)
        elif not kept[same].title and mention.title:
            kept[same] = mention
    return kept


def _repeats(earlier: Mention, words: frozenset[str]) -> bool:
    known = title_words(earlier.title)
    return not words or not known or words <= known or known <= words


# Which lines are one matter ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Line:
    """A line of one side while it is matched."""

    side: str
    order: int
    number: str
    words: frozenset[str]
    initials: frozenset[str]
    source: Mention | RegisterLine

    @property
    def is_bound(self) -> bool:
        """A decision that the register has elsewhere: it needs the very number or the very title."""
        return isinstance(self.source, RegisterLine) and not self.source.is_expected


def matters_of(
    agenda: Sequence[Mention],
    minutes: Sequence[Mention],
    register: Sequence[RegisterLine],
    corrections: Sequence[Correction],
) -> list[Matter]:
    lines = [_line(AGENDA, at, one.printed, one) for at, one in enumerate(agenda)]
    lines += [_line(MINUTES, at, one.printed, one) for at, one in enumerate(minutes)]
    lines += [_line(REGISTER, at, one.reference, one) for at, one in enumerate(_of_this_board(lines, register, corrections))]
    groups = _Groups(lines)
    told = _pin(groups, lines, corrections)
    for one, other in _alike(lines):
        groups.join(one, other)
    for one, other in _same_number(lines):
        groups.join(one, other)
    matters = [_matter(group, lines, told) for group in groups.all()]
    return sorted((one for one in matters if _counts(one)), key=_place(agenda, minutes))


def _of_this_board(
    papers: Sequence[_Line], register: Iterable[RegisterLine], corrections: Iterable[Correction]
) -> list[RegisterLine]:
    """The decisions that may be meant: those that the register has on this board or that somebody said are meant, and of all
    others those of which a paper has the very number or the very title."""
    numbers = {line.number for line in papers} | {one.reference for one in corrections}
    titles = {line.words for line in papers if line.words}
    return [one for one in register if one.is_expected or one.reference in numbers or title_words(one.title) in titles]


def _line(side: str, order: int, number: str, source: Any) -> _Line:
    return _Line(side, order, number, title_words(source.title), initials(source.title), source)


class _Groups:
    """Lines in groups of at most one of each side."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._sides = {at: {lines[at].side: at} for at in range(len(lines))}
        self._of = {at: at for at in range(len(lines))}
        self._lines = lines

    def join(self, one: int, other: int) -> None:
        """Put two lines into one group, unless both groups have a line of the same side."""
        first, second = self._of[one], self._of[other]
        if first == second or self._sides[first].keys() & self._sides[second].keys():
            return
        self._sides[first] |= self._sides.pop(second)
        for at in self._sides[first].values():
            self._of[at] = first

    def all(self) -> list[dict[str, int]]:
        return list(self._sides.values())


def _pin(groups: _Groups, lines: Sequence[_Line], corrections: Sequence[Correction]) -> dict[int, list[Correction]]:
    """Put what was corrected together with the decision that it stands for; which corrections tell of which register line."""
    told: dict[int, list[Correction]] = {}
    at_reference = {line.number: at for at, line in enumerate(lines) if line.side == REGISTER}
    for one in corrections:
        target = at_reference.get(one.reference)
        if target is None:
            continue
        told.setdefault(target, []).append(one)
        meant = (at for at, line in enumerate(lines) if one.printed and line.side == one.side and line.number == one.printed)
        words = title_words(one.title)
        if (found := next((at for at in meant if not words or lines[at].words == words), None)) is not None:
            groups.join(target, found)
    return told


def _alike(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Pairs of lines of two sides whose titles name the same matter, the most alike first."""
    weights = _weights(lines)
    found = []
    for one, other in combinations(range(len(lines)), 2):
        first, second = lines[one], lines[other]
        if first.side == second.side:
            continue
        likeness = _likeness(first, second, weights)
        if likeness < SAME_MATTER or (likeness < 1 and _is_elsewhere(first, second)):
            continue
        score = _score(first, second, likeness, weights)
        found.append((-score, first.number != second.number, abs(first.order - second.order), one, other))
    return [(one, other) for *_order, one, other in sorted(found)]


def _same_number(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Pairs of lines of two sides with the same number, whose titles do not say that they are two matters."""
    weights = _weights(lines)
    pairs = combinations(range(len(lines)), 2)
    same = ((one, other) for one, other in pairs if lines[one].number == lines[other].number)
    return [(one, other) for one, other in same if _may_be_one(lines[one], lines[other], weights)]


def _may_be_one(first: _Line, second: _Line, weights: dict[str, float]) -> bool:
    shorter, longer = sorted((len(first.words), len(second.words)))
    return not shorter or longer > LONG or _likeness(first, second, weights) >= SAME_NUMBER


def _is_elsewhere(first: _Line, second: _Line) -> bool:
    return (first.is_bound or second.is_bound) and first.number != second.number


def _weights(lines: Iterable[_Line]) -> dict[str, float]:
    """What a word weighs: the less, the more matters have it, as “station”."""
    counted = Counter(word for words in {line.words for line in lines} for word in words)
    return {word: 1 / times for word, times in counted.items()}


def _likeness(first: _Line, second: _Line, weights: dict[str, float]) -> float:
    """How much of the shorter title the other one has, from 0 to 1."""
    if not first.words or not second.words:
        return 0
    if (len(first.words) == 1 and first.words <= second.initials) or (len(second.words) == 1 and second.words <= first.initials):
        return BY_INITIALS
    shared = _weight(first.words & second.words, weights)
    return shared / min(_weight(first.words, weights), _weight(second.words, weights))


def _score(first: _Line, second: _Line, likeness: float, weights: dict[str, float]) -> float:
    """What makes one pair likelier than another: the same words, then much in common, then the same number."""
    if first.words == second.words:
        return 1
    overlap = _weight(first.words & second.words, weights) / _weight(first.words | second.words, weights)
    return min((likeness + overlap) / 2 + NUMBER_COUNTS * (first.number == second.number), 0.99)


def _weight(words: Iterable[str], weights: dict[str, float]) -> float:
    return sum(sorted(weights[word] for word in words))


def _matter(group: dict[str, int], lines: Sequence[_Line], told: dict[int, list[Correction]]) -> Matter:
    sources: dict[str, Any] = {str(side): lines[at].source for side, at in group.items()}
    return Matter(**sources, corrections=told.get(group.get(REGISTER, -1), []))


def numbers_of(matter: Matter) -> dict[str, str]:
    """The number that each side has, by side."""
    sides = matter.sides().items()
    return {side: one.reference if isinstance(one, RegisterLine) else one.printed for side, one in sides}


def _counts(matter: Matter) -> bool:
    """Whether a matter belongs to this board: a paper has it, or the register says so."""
    if matter.agenda or matter.minutes or matter.corrections:
        return True
    return matter.register is not None and matter.register.is_expected


def _place(agenda: Sequence[Mention], minutes: Sequence[Mention]) -> Any:
    def order(matter: Matter) -> tuple:
        for rank, (lines, one) in enumerate(((agenda, matter.agenda), (minutes, matter.minutes))):
            if one is not None:
                return rank, next(at for at, line in enumerate(lines) if line is one), ""
        return len(PAPERS), 0, matter.register.reference if matter.register else ""

    return order
