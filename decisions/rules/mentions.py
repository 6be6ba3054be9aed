"""Which decisions a text speaks of: their numbers as they are printed, and the words that name them.

Boards print `2018/005 – Out of Court Disposals` on an agenda and `2018/009 (Out of Court Disposals) – Decision to …` in
minutes; addresses have `2018-005`, letters “Decision 5 of 2018”.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

DASHES = r"\u2010-\u2015\u2212\-"  # every dash that is typed or printed, inside a class
LONGEST_TITLE, LONGEST_QUOTE = 200, 240

# Three digits where a number stands alone, since 2018/19 is a year
_BARE = rf"(?<![\w/{DASHES}])(?P<year>20\d\d)[/{DASHES}](?P<number>\d{{3}}|(?!19|20)[1-9]\d{{3}})(?![\w/]|[{DASHES}]\d)"
_OF_YEAR = r"\bdecision(?:\s+notice)?(?:\s+n(?:o|umber)\.?)?\s+(?P<of_number>\d{1,4})\s+of\s+(?P<of_year>20\d\d)\b"
_SHORT = (
    r"\bdecision(?:\s+notice)?(?:\s+(?:n(?:o|umber)|ref(?:erence)?)\.?:?)?\s+"
    rf"(?P<short_year>20\d\d)[/{DASHES}](?P<short_number>\d{{1,2}})(?![\w/]|[{DASHES}]\d)"
)
NUMBER = re.compile(rf"{_BARE}|{_OF_YEAR}|{_SHORT}", re.IGNORECASE)
# What may stand before the number of a paragraph that is about it
BEGINS = re.compile(
    r"^(?:(?:[a-z]{1,2}|\d{1,2}[a-z]{0,2})[.)])?\s*(?:decision(?:\s+notice)?(?:\s+n(?:o|umber)\.?)?:?\s*)?\(?$", re.IGNORECASE
)
# Words before a number that only points elsewhere
POINTS = re.compile(
    r"\b(?:see|cf|under|per|supersed\w*|rescind\w*|replac\w*|amend\w*|revok\w*|vari(?:es|ed)|follow\w*|after|since|like)"
    r"(?:\s+(?:also|from|on|the|earlier|previous|decision|notice))*\s*\(?$",
    re.IGNORECASE,
)
MARKS = re.compile(r"\]\([^)]*\)|[*_`#>\[\]]+")
BULLET = re.compile(rf"^\s*(?:[+•·]|[{DASHES}](?=\s))\s*")
BRACKETED = re.compile(r"^\s*\(((?:[^()]|\([^()]*\))*)\)")
AFTER = re.compile(rf"^[\s{DASHES}:,.)]*")
TITLE_ENDS = re.compile(rf"\s[{DASHES}]\s|[.;:](?:\s|$)|\n")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Mention:
    """A decision as one of a board's papers names it: `printed` is its number as `2018/009`, `title` what it is called there.

    `literal` is the number as the text has it, `quote` the words around it; `place` is whatever the caller knows of where.
    """

    printed: str
    title: str = ""
    quote: str = ""
    literal: str = ""
    place: Any = None


def read_mentions(text: str, *, place: Any = None) -> list[Mention]:
    """The decisions that a text is about, in order, each once. Markdown and plain text alike.

    A paragraph that begins with a number is about that one; whatever other number stands in it only points elsewhere. In any
    other paragraph each number counts, but for one after words such as “supersedes”. `2018/19` is a year, `2018-04-04` a day.
    """
    found: dict[tuple[str, frozenset[str]], Mention] = {}
    for line in _paragraphs(text):
        for mention in _in_paragraph(line):
            found.setdefault((mention.printed, title_words(mention.title)), mention)
    named = {printed for printed, words in found if words}
    kept = [one for (printed, words), one in found.items() if words or printed not in named]
    return [replace(one, place=place) for one in kept]


def _paragraphs(text: str) -> Iterator[str]:
    for raw in text.splitlines():
        line = SPACE.sub(" ", MARKS.sub("", BULLET.sub("", raw))).strip()
        if line:
            yield line


def _in_paragraph(line: str) -> Iterator[Mention]:
    hits = [hit for hit in NUMBER.finditer(line) if not _is_year(hit)]
    if hits and BEGINS.match(line[: hits[0].start()]):
        yield _mention(line, hits[0])
        return
    for hit in hits:
        if not POINTS.search(line[: hit.start()]):
            yield _mention(line, hit)


def _is_year(hit: re.Match[str]) -> bool:
    """Whether “decision 2018/19” means a financial year."""
    return bool(hit["short_year"]) and int(hit["short_number"]) == (int(hit["short_year"]) + 1) % 100


def _mention(line: str, hit: re.Match[str]) -> Mention:
    groups = hit.groupdict()
    year = groups["year"] or groups["of_year"] or groups["short_year"]
    number = groups["number"] or groups["of_number"] or groups["short_number"]
    return Mention(f"{year}/{int(number):03d}", _title(line[hit.end() :]), _shortened(line, LONGEST_QUOTE), _literal(hit))


def _literal(hit: re.Match[str]) -> str:
    """The number itself, without the word “decision” before it: “5 of 2018” is put right whole."""
    for year, number in (("year", "number"), ("short_year", "short_number")):
        if hit[year]:
            return hit.string[hit.start(year) : hit.end(number)]
    return hit.string[hit.start("of_number") : hit.end("of_year")]


def _title(rest: str) -> str:
    """The words that name a decision after its number: in brackets, or up to the next dash, colon or full stop."""
    if bracketed := BRACKETED.match(rest):
        return _shortened(bracketed[1].strip(), LONGEST_TITLE)
    after = AFTER.match(rest)
    words = rest[after.end() :] if after else rest
    if end := TITLE_ENDS.search(words):
        words = words[: end.start()]
    return _shortened(words.strip(" ()"), LONGEST_TITLE)


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


# What a title says, whatever its form ---------------------------------------------------------------------------------

WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to", "with", "police", "force"}
    | {"decision", "decisions", "notice", "y", "yr", "ar", "am", "ac", "o", "i"}
)
SHORTEST_PLURAL = 4  # letters of a word from which on a last “s” says nothing


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell matters apart: small letters, no accents, no small words, no plural; “police” is none."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    return frozenset(_stem(word) for word in words if word not in SMALL and word != "s")


def initials(title: str) -> frozenset[str]:
    """What a title is called for short: the first letters of all its words, and of those that are not small."""
    words = WORD.findall(title.casefold())
    told = [word for word in words if word not in SMALL]
    found = ("".join(word[0] for word in chosen) for chosen in (words, told))
    return frozenset(one for one in found if len(one) > 1)


def _stem(word: str) -> str:
    return word[:-1] if len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss") else word
