"""Finds what looks like the name of a person in a text: a title and a name, first names, and words with a capital in a row.

It goes by capitals, by lists of first names and of what is no person, and by where a sentence begins: no list holds every name,
so that what nobody can explain is marked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from complaints.rules.checking_spans import without
from complaints.rules.checking_words import (
    ALSO_WORDS,
    BODIES,
    CAPITALISED,
    COURTESY,
    FIRST_NAMES,
    STARTERS,
    TERMS,
    TITLES,
)

GENITIVE = re.compile(r"[’']s$", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
BEGINS = ".!?:;•"
IN_A_PLACE = frozenset({"in", "at", "near", "across", "around", "outside", "throughout", "within", "between"})
OPERATIONS = frozenset({"operation", "op", "project"})
ACRONYM = 5  # letters; a longer word in capitals throughout is not taken for one
SAYS = re.compile(
    r"\s+(?:said|says|complained|complains|alleged|alleges|wrote|writes|told|believes|felt|feels|contacted|emailed|phoned|lives|"
    r"lived|suffers|died|asked)\b"
)
_NAME = r"(?:[A-Z]\.?\s*){0,3}[A-Z][^\W\d_]*(?:[’'\-][^\W\d_]+)*(?:\s+[A-Z][^\W\d_]+(?:[’'\-][^\W\d_]+)*)*"
TITLED = re.compile(rf"(?<!\w)(?:{'|'.join(TITLES)})\.?\s+({_NAME})")
COURTEOUS = re.compile(rf"(?<!\w)(?:{'|'.join(COURTESY)})\.?\s+([^\W\d_][\w’'-]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A word with a capital, where it stands, and whether a sentence begins with it."""

    text: str
    start: int
    end: int
    begins: bool

    @property
    def folded(self) -> str:
        """As lists have it: in small letters, without what marks a genitive."""
        return GENITIVE.sub("", self.text).casefold()


def names_in(text: str, known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a text seems to name a person; not where it says what is `known` or a term of the field."""
    open_text = without(text, [*known, *TERMS])
    yield from _titled(open_text)
    yield from _small(open_text)
    for run in _runs(open_text):
        if (left := _what_is_left(run)) and _is_name(left, open_text):
            yield left[0].start, left[-1].end


def _titled(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (TITLED, COURTEOUS):
        for match in pattern.finditer(text):
            first = WORD.search(match[1])
            if first is None or first.group().casefold() not in CAPITALISED | BODIES:
                yield match.span()


def _small(text: str) -> Iterator[tuple[int, int]]:
    """First names in small letters, which are no words."""
    for match in WORD.finditer(text):
        word = match.group()
        if word.islower() and GENITIVE.sub("", word) in FIRST_NAMES - ALSO_WORDS:
            yield match.span()


def _runs(text: str) -> Iterator[list[Word]]:
    """Words with a capital that stand in a row, with nothing but room, or the full stop of an initial, between them."""
    run: list[Word] = []
    for match in WORD.finditer(text):
        word = Word(match.group(), *match.span(), begins=_begins(text, match.start()))
        follows = bool(run) and _joined(text[run[-1].end : word.start], run[-1])
        if not _has_capital(word, run if follows else []):
            follows, taken = False, False
        else:
            taken = True
        if run and not follows:
            yield run
            run = []
        if taken:
            run.append(word)
    if run:
        yield run


def _joined(between: str, before: Word) -> bool:
    if len(before.text) == 1 and re.fullmatch(r"\.?\s*", between):
        return True
    return bool(re.fullmatch(r"[ \t]+", between)) and not before.text.endswith(("’s", "'s"))


def _has_capital(word: Word, run: Sequence[Word]) -> bool:
    """Whether a word is written as names are. One in capitals throughout is an acronym, unless it is long, a first name, or
    follows one."""
    if not word.text[0].isupper():
        return False
    if len(word.text) == 1:
        return word.text != "A" or not word.begins
    bare = GENITIVE.sub("", word.text)
    if bare.isupper():
        follows = bool(run) and run[-1].text.isupper() and len(run[-1].text) > 1
        return word.folded in FIRST_NAMES or follows or (len(bare) > ACRONYM and word.folded not in CAPITALISED)
    return True


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t“‘\"'(")
    return not before or before[-1] == "\n" or (before[-1] in BEGINS and not re.search(r"\b[A-Z]\.$", before))


def _what_is_left(run: Sequence[Word]) -> list[Word]:
    """Without the word that only begins a sentence, and without those that are known to be no name."""
    left = list(run)
    if left[0].folded in OPERATIONS or left[-1].folded in BODIES:
        return []
    if left[0].begins and left[0].folded in STARTERS:
        left = left[1:]
    while left and left[0].folded in CAPITALISED:
        left = left[1:]
    while left and left[-1].folded in CAPITALISED:
        left = left[:-1]
    return left


def _is_name(words: Sequence[Word], text: str) -> bool:
    if len(words) > 1:
        return any(len(one.text) > 1 for one in words)
    word = words[0]
    if len(word.text) == 1:
        return False
    if word.begins:
        says = SAYS.match(text, word.end) is not None and not word.text.endswith("s") and word.folded not in STARTERS
        return says or word.folded in FIRST_NAMES - ALSO_WORDS
    if word.folded in FIRST_NAMES:
        return True
    before = WORD.findall(text[: word.start])
    return not (before and before[-1].casefold() in IN_A_PLACE)
