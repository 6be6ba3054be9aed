"""What may happen to a paper, and small decisions about papers: no queries, no request, no clock."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Protocol, TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.choices import Access, PaperKind, PaperStatus

LONGEST_SLUG = 100
# Words that stand at a paper's place in addresses, and the names of a pack's own pieces
RESERVED_SLUGS = frozenset({"create", "front-sheet", "agenda", "information-sheet"})
PRIVATE_SLUG = "private-paper"
TYPED_NUMBER = re.compile(r"(\d{1,3}\.\d{1,3})\.?\s+(?=[^a-z\d\s]|$)")
NAMED_ITEM = re.compile(r"\bitem (?:no )?0*(\d+[a-z]?)\b")
FIRST_NUMBER = re.compile(r"0*(\d{1,2}[a-z]?)\b(?! (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))")
SMALL_WORDS = frozenset({
    "a", "an", "and", "at", "by", "draft", "final", "for", "from", "in", "of", "on", "paper", "report", "the", "to",
})  # fmt: skip
ENOUGH_IN_COMMON = 0.5


class ItemLike(Protocol):
    """What a file's name is compared with: an agenda item, which this app does not know."""

    number: str
    title: str


Item = TypeVar("Item", bound=ItemLike)


def revision_problems(*, status: str, kind: str, text: str | None, data: bytes | None) -> dict[str, list[str]]:
    """All that stands in the way of changing a paper, by field ("" is the paper as a whole)."""
    problems: dict[str, list[str]] = {}
    if status != PaperStatus.DRAFT:
        problems[""] = [_("A published paper is never edited. Withdraw it, or publish a new paper")]
    if text is not None and data is not None:
        problems["file"] = [_("Send a file or a text, not both")]
    elif text is not None and kind == PaperKind.LIVE:
        problems["text"] = [_("The text comes from a register. Take it again, or write a paper of its own")]
    elif text is not None and not text.strip():
        problems["text"] = [_("Enter the text of the paper")]
    return problems


def publication_problems(papers: Iterable[tuple[str, str, bool]]) -> list[str]:
    """Why papers cannot be published, from the title, status and having-a-text of each."""
    problems = []
    for title, status, has_text in papers:
        if status in (PaperStatus.WITHDRAWN, PaperStatus.SUPERSEDED):
            problems.append(_("“%(title)s” was withdrawn or replaced and cannot be published again") % {"title": title})
        elif not has_text:
            problems.append(_("“%(title)s” has no text or file yet") % {"title": title})
    return problems


def withdrawal_problems(*, status: str, reason: str, longest: int) -> dict[str, list[str]]:
    """Why a paper cannot be withdrawn, by field."""
    if status == PaperStatus.WITHDRAWN:
        return {"": [_("The paper is withdrawn already")]}
    if status != PaperStatus.PUBLISHED:
        return {"": [_("Only a published paper can be withdrawn. Delete the draft instead")]}
    if not reason.strip():
        return {"reason": [_("Say why the paper is withdrawn. The public will read it")]}
    if len(reason.strip()) > longest:
        return {"reason": [_("The reason must be %(limit)s characters or fewer") % {"limit": longest}]}
    return {}


def paper_slug(title: str, access: str, taken: Iterable[str]) -> str:
    """The address of a paper, from its title; a private paper's says nothing of what it is about."""
    taken = {*taken, *RESERVED_SLUGS}
    if access != Access.PUBLIC:
        return _first_free(PRIVATE_SLUG, taken, start=1)
    stem = slugify(title)[:LONGEST_SLUG].strip("-") or "paper"
    return stem if stem not in taken else _first_free(stem, taken, start=2)


def is_private_slug(slug: str) -> bool:
    """Whether an address says nothing of its paper."""
    return re.fullmatch(rf"{PRIVATE_SLUG}-\d+", slug) is not None


def guess_item(filename: str, items: Sequence[Item]) -> Item | None:
    """The item that a file is for, as its name says: "Item 7 - host report.pdf", "07 Host.docx", or words in common.

    None where the name says nothing, or suits two items equally.
    """
    words = _words(PurePath(filename.replace("\\", "/")).stem)
    name = " ".join(words)
    by_number = {item.number.lower().rstrip("."): item for item in items if item.number}
    found = NAMED_ITEM.search(name) or FIRST_NUMBER.match(name)
    if found and found[1] in by_number:
        return by_number[found[1]]
    scores = sorted(((_in_common(words, item.title), place) for place, item in enumerate(items)), reverse=True)
    if not scores or scores[0][0] < ENOUGH_IN_COMMON or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return items[scores[0][1]]


def _first_free(stem: str, taken: set[str], *, start: int) -> str:
    number = start
    while (slug := f"{stem[: LONGEST_SLUG - len(str(number)) - 1]}-{number}") in taken:
        number += 1
    return slug


def _words(text: str) -> list[str]:
    return slugify(text.replace("_", " ").replace(".", " ").replace("'", "").replace("’", "")).split("-")


def _in_common(words: Sequence[str], title: str) -> float:
    """The share of a title's telling words that a name holds."""
    telling = set(_words(title)) - SMALL_WORDS - {""}
    return len(telling & set(words)) / len(telling) if telling else 0.0
