"""Looks through what the public is to read of a complaint for what must not be in it: names, ways to reach somebody, ages, cars,
and letters that were pasted.

It finds too much rather than too little. What it marks can stay for a reason that is kept, but for words that nobody may publish:
the name of somebody in this complaint, words copied from its private texts, and words that address whoever complains.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.rules.checking_names import names_in
from complaints.rules.checking_spans import BLANK, Span, spans_of, without
from complaints.rules.checking_words import EVERYDAY, TERMS, TITLES
from documents.services.personal import TYPED

RUN = 8  # words in a row that two texts share before one is copied from the other


class FoundKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    ADDRESS = "address"
    BORN = "born"
    AGE = "age"
    VEHICLE = "vehicle"
    NUMBER = "number"
    NAME = "name"
    OWN_WORDS = "own-words"
    PARTY = "party"
    COPIED = "copied"
    ADDRESSED = "addressed"


NEVER = frozenset({FoundKind.PARTY, FoundKind.COPIED, FoundKind.ADDRESSED})
WORDS = {
    FoundKind.EMAIL: gettext_lazy("An email address or a name on the web (‘%(words)s’). Take it out"),
    FoundKind.PHONE: gettext_lazy("A telephone number (‘%(words)s’). Take it out"),
    FoundKind.POSTCODE: gettext_lazy("A postcode (‘%(words)s’). Take it out"),
    FoundKind.ADDRESS: gettext_lazy("It looks like where somebody lives (‘%(words)s’). Take it out"),
    FoundKind.BORN: gettext_lazy("It looks like a date of birth (‘%(words)s’). Take it out"),
    FoundKind.AGE: gettext_lazy("It looks like somebody’s age (‘%(words)s’). Take it out"),
    FoundKind.VEHICLE: gettext_lazy("It looks like a vehicle’s registration (‘%(words)s’). Take it out"),
    FoundKind.NUMBER: gettext_lazy("A number that may lead to a person (‘%(words)s’). Take it out"),
    FoundKind.NAME: gettext_lazy("It looks like a name (‘%(words)s’). Take it out"),
    FoundKind.OWN_WORDS: gettext_lazy("It seems to be in the words of a letter (‘%(words)s’). Rewrite it for the public"),
    FoundKind.PARTY: gettext_lazy("It names or describes somebody in this complaint (‘%(words)s’). Take it out"),
    FoundKind.COPIED: gettext_lazy("These words stand in the private papers too (‘%(words)s’). Write it in your own words"),
    FoundKind.ADDRESSED: gettext_lazy(
        "The summary seems to address the complainant (‘%(words)s’). Rewrite it for the public"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What was found: its kind, the line where it begins (from 1), and the words as they were typed."""

    kind: FoundKind
    line: int
    words: str

    @property
    def may_stay(self) -> bool:
        """Whether it can be published for a reason that is given."""
        return self.kind not in NEVER

    @property
    def sentence(self) -> str:
        """What is wrong, with the words, and what to do."""
        return str(WORDS[self.kind]) % {"words": self.words}


def findings(text: str, private: Sequence[str], known: Sequence[str], parties: Sequence[str] = ()) -> list[Found]:
    """What in a summary may not be published, or not without a reason, in the order of reading.

    `private` are the texts of the complaint from which nothing may be copied; `known` are words that name nobody privately:
    the area, its bodies, and who holds a public office; `parties` are the names of those in this complaint and the ways to reach
    them, one each. Of marks that overlap the graver is given.
    """
    plain = as_read(text)
    spans = [
        *(Span(FoundKind.PARTY, *span) for span in _of_parties(plain, parties, known)),
        *(Span(FoundKind.COPIED, *span) for span in copied(plain, private, known)),
        *_of_patterns(plain),
        *(Span(FoundKind.NAME, *span) for span in names_in(plain, known)),
    ]
    return [
        Found(FoundKind(one.kind), plain.count("\n", 0, one.start) + 1, _short(plain[one.start : one.end]))
        for one in spans_of(spans, sorted(NEVER), [kind for kind in FoundKind if kind not in NEVER])
    ]


def refusals(found: Iterable[Found]) -> list[str]:
    """What has to be taken out whatever the reason, in sentences."""
    return [one.sentence for one in found if not one.may_stay]


def reason_needed(found: Iterable[Found]) -> str:
    """Which words may stay only for a reason; empty where there are none."""
    words = [f"‘{one.words}’" for one in found if one.may_stay]
    return _("Say why these words may stay, or take them out: %(words)s") % {"words": ", ".join(words)} if words else ""


def as_read(text: str) -> str:
    """A text as it is read: one kind of line end, no signs that cannot be seen, wide letters as plain ones."""
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cn"))


# Patterns ------------------------------------------------------------------------------------------------------------

_ANY = re.IGNORECASE
_NUMBER_WORDS = (
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    "|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|two|three|four|five|six|seven|eight|nine"
)
_STREETS = (
    "street|road|avenue|lane|close|drive|crescent|terrace|gardens|grove|mews|row|walk|rise|villas|cottages?|parade|st|rd|ave|"
    "way|place|court|square|hill|view|green|house|farm|park|mansions|wharf"
)
_DATE = r"\d{1,2}(?:[/.\-]\d{1,2}[/.\-]|(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\s+)\d{2,4}"
_COUNT = rf"(?:\d{{1,3}}|{_NUMBER_WORDS})"
_AGED = rf"(?:aged?\s+(?:of\s+)?{_COUNT}\b|{_COUNT}[\s-]*(?:years?|months?|yrs?)[\s-]+old\b)"
PATTERNS: tuple[tuple[FoundKind, re.Pattern[str]], ...] = (
    (FoundKind.EMAIL, TYPED["email"]),
    (FoundKind.EMAIL, re.compile(
        r"\b[\w.+-]+\s*(?:\(at\)|\[at\]|\sat\s)\s*[\w-]+(?:(?:\.|\s*\(dot\)\s*|\s*\[dot\]\s*|\sdot\s)\w{2,})+", _ANY)),
    (FoundKind.EMAIL, re.compile(r"(?<![\w@.])@\w[\w.]{1,40}|\bhttps?://\S+|\bwww\.\S+", _ANY)),
    (FoundKind.PHONE, TYPED["phone"]),
    (FoundKind.PHONE, re.compile(r"(?<![\d/])(?:\+|0)(?:[\s.()-]{0,2}\d){8,14}(?![\d/])")),
    (FoundKind.POSTCODE, TYPED["postcode"]),
    (FoundKind.ADDRESS, re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+(?:[A-Z][\w’'-]*\s+){{1,3}}(?i:{_STREETS})\b")),
    (FoundKind.ADDRESS, re.compile(
        r"\b\d{1,4}[a-z]?\s+(?!(?:of|to|the|in|on|at|per|and|or|by|a|an|more|other|open|main|long|new|busy)\b)[a-z][\w’'-]+\s+"
        r"(?:street|road|avenue|lane|close|drive|crescent|terrace|gardens|grove|mews)\b", _ANY)),
    (FoundKind.ADDRESS, re.compile(r"\b(?:flat|apartment|apt)\s+(?:no\.?\s*)?\d{1,4}[a-z]?\b", _ANY)),
    (FoundKind.ADDRESS, re.compile(
        r"\b(?:who\s+)?(?:lives?|lived|living|resides?|residing|home(?:\s+address)?)\s+(?:is\s+)?(?:at|in|on|near)\s+"
        r"(?:the\s+)?(?:[A-Z0-9][\w’'-]*)(?:\s+[A-Z][\w’'-]*)*")),
    (FoundKind.BORN, re.compile(r"\b(?:was\s+)?born\b(?:\s+(?:on|in))?(?:\s+[\w/.]+){0,3}|\bdate\s+of\s+birth\b|\bd\.?o\.?b\b\.?"
                                r"|\b\w+(?:st|nd|rd|th)\s+birthday\b|\bbirthday\b", _ANY)),
    (FoundKind.BORN, re.compile(rf"{_DATE}\W{{1,4}}(?:who\s+is\s+|is\s+)?{_AGED}|{_AGED}\W{{1,4}}{_DATE}", _ANY)),
    (FoundKind.AGE, re.compile(rf"\b{_AGED}", _ANY)),
    (FoundKind.AGE, re.compile(
        r"\bin\s+(?:his|her|their)\s+(?:early\s+|mid[\s-]*|late\s+)?"
        r"(?:teens|\d0s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b", _ANY)),
    (FoundKind.AGE, re.compile(r"\b(?:an?\s+)?(?:\d{1,3}[\s-]*(?:yo|y/o)|(?:octo|septua|nona)genarian|teenager)\b", _ANY)),
    (FoundKind.AGE, re.compile(r"(?<=[a-z]),\s(?:1\d|[2-9]\d),(?=\s)")),
    (FoundKind.VEHICLE, re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", _ANY)),
    (FoundKind.VEHICLE, re.compile(r"\b[A-Z]\d{1,3}\s?[A-Z]{3}\b|\b[A-Z]{3}\s?\d{1,3}[A-Z]\b")),
    (FoundKind.NUMBER, re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", _ANY)),
    (FoundKind.NUMBER, re.compile(
        r"\b(?:crime|incident|log|case|police|custody|collar|shoulder|badge|account|passport|policy|hospital|nhs)\s+"
        r"(?:reference|ref|number|no)\b\.?\s*(?:number\s*|is\s*|was\s*)?:?\s*[\w/-]*\d[\w/-]*", _ANY)),
    (FoundKind.NUMBER, re.compile(r"(?<![\d/.,£])\d(?:[\d ]{5,})\d(?![\d/]|\.\d)")),
    (FoundKind.ADDRESSED, re.compile(
        r"\b(?:your(?:s|self|selves)?|you(?:[’'](?:re|ve|d|ll))?|thank\s+you|dear\s+\w+)\b(?:\s+[^\W\d_]+)?", _ANY)),
    (FoundKind.OWN_WORDS, re.compile(
        r"\b(?:I(?:[’'](?:m|ve|d|ll))?|[Mm]y(?:self)?|[Mm]e|[Ww]e(?:[’'](?:re|ve|d|ll))?|[Oo]ur(?:s|selves)?|us)\b"
        r"(?:\s+[^\W\d_]+)?")),
)  # fmt: skip
_NOT_I = re.compile(r"\b(?:Part|Class|Tier|Phase|Article|Schedule|paragraph)\s+I\b")


def _of_patterns(text: str) -> Iterator[Span]:
    numerals = [match.span() for match in _NOT_I.finditer(text)]
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            is_numeral = kind == FoundKind.OWN_WORDS and any(a <= match.start() < b for a, b in numerals)
            if not is_numeral:
                yield Span(kind, *match.span())


# Those in this complaint ----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")


def _of_parties(text: str, parties: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where somebody in this complaint is named: the whole of what is known of them, or one of the words of a name.

    A word that is also an everyday one counts with a capital inside a sentence only; one that stands in what is known publicly
    counts where it does not stand there.
    """
    open_text = without(text, known)
    for one in (as_read(party).strip() for party in parties):
        if len(one) > 1:
            whole = r"\W+".join(re.escape(part) for part in re.findall(r"\w+", one))
            yield from (match.span() for match in re.finditer(rf"\b{whole}\b", text, _ANY) if whole)
        if not re.search(r"[\d@]", one):
            for part in _WORD.findall(one):
                yield from _part_of_name(open_text, part)


def _part_of_name(text: str, part: str) -> Iterator[tuple[int, int]]:
    folded = part.casefold()
    if len(part) < 2 or folded in {title.casefold() for title in TITLES} or folded in SMALL:
        return
    is_everyday = folded in EVERYDAY
    for match in re.finditer(rf"\b{re.escape(part)}\b", text, _ANY):
        begins = not text[: match.start()].rstrip(" \t“‘\"'(") or text[: match.start()].rstrip(" \t“‘\"'(")[-1] in ".!?:\n•"
        if not is_everyday or (match.group()[0].isupper() and not begins):
            yield match.span()


SMALL = frozenset({"of", "the", "and", "de", "la", "le", "van", "der", "von", "di", "da", "du", "al", "el", "bin", "st"})


# Copied words ---------------------------------------------------------------------------------------------------------


def copied(text: str, private: Sequence[str], known: Sequence[str] = ()) -> Iterator[tuple[int, int]]:
    """Where RUN words or more stand in a row as they do in a private text, however they are written and pointed.

    A term of the field, and what is `known` publicly, such as the title of a law, counts as one word.
    """
    terms = [one for one in (*known, *TERMS) if len(one.split()) > 1]
    ours = _tokens(without(text, terms))
    theirs = {run for one in private for run in _runs([word for word, _a, _b in _tokens(without(as_read(one), terms))])}
    at = 0
    while at + RUN <= len(ours):
        end = at
        while tuple(word for word, _a, _b in ours[end : end + RUN]) in theirs:
            end += 1
        if end > at:
            yield ours[at][1], ours[end + RUN - 2][2]
            at = end + RUN - 1
        else:
            at += 1


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Each word folded, with where it stands; what was blanked is one word, the same everywhere."""
    return [
        (BLANK if match.group()[0] == BLANK else re.sub(r"\W", "", match.group().casefold()), *match.span())
        for match in re.finditer(rf"{BLANK}+|\w+(?:[’'\-]\w+)*", text)
    ]


def _short(words: str, limit: int = 80) -> str:
    """Words on one line, cut in the middle of nothing."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: line.rfind(" ", 0, limit)] + " …"
