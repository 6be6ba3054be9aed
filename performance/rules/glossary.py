"""Links from a text to the glossary: the first use of each term in it, found by reading the HTML, never by guessing at its tags.

Where the HTML is broken nothing more is linked: what stands there may not be text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Protocol

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

# Nothing is linked inside these: links and headings, what is not prose, and what a browser does not read as text
LEFT_ALONE = frozenset({
    "a", "button", "caption", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd", "label", "legend",
    "math", "noembed", "noframes", "noscript", "option", "plaintext", "pre", "samp", "script", "select", "style", "summary",
    "svg", "template", "textarea", "th", "title", "xmp",
})  # fmt: skip
LINK = '<a class="govuk-link" href="{}#{}">{}</a>'


class Named(Protocol):
    """A term as the glossary has it."""

    slug: str
    term: str
    aliases: Sequence[str]


def link_terms(html: str, terms: Iterable[Named], url: str) -> SafeString:
    """The same HTML, with the first use of each term linked to its place on the page at `url`. A text that is not marked as safe
    is escaped first. Whole words; of two terms at one place the longer; a term in capitals only in capitals."""
    source = str(conditional_escape(html))
    forms = tuple(sorted({(form, one.slug) for one in terms for form in forms_of(one)}))
    if not forms:
        return mark_safe(source)  # noqa: S308  escaped above, or safe when it came
    reader = _Reader(source)
    linker = _Linker(_pattern(forms), dict(_keyed(forms)), url)
    made, past = [], 0
    for start, end in reader.texts:
        made += [source[past:start], linker.linked(source[start:end])]
        past = end
    return mark_safe("".join([*made, source[past:]]))  # noqa: S308  as it came, and links of our own made of escaped text


def forms_of(term: Named) -> list[str]:
    """How a term may be written, as it would be found in a text."""
    return [squeezed for one in (term.term, *term.aliases) if (squeezed := " ".join(one.split()))]


def key_of(form: str) -> str:
    """What two ways to write the same have in common: small letters unless all are capitals, and straight apostrophes."""
    squeezed = " ".join(form.split()).replace("’", "'")
    return squeezed if squeezed.isupper() else squeezed.lower()


def _keyed(forms: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((key_of(form), slug) for form, slug in forms)


@lru_cache(maxsize=64)
def _pattern(forms: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """All ways to write all terms, the longest first."""
    longest = sorted({form for form, _slug in forms}, key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(_written(form) for form in longest) + r")(?!\w)")


def _written(form: str) -> str:
    """One way to write a term, with any white space between its words and either apostrophe."""
    words = [re.escape(word).replace("’", "'").replace("'", "['’]") for word in form.split()]
    joined = r"\s+".join(words)
    return joined if form.isupper() else f"(?i:{joined})"


@dataclass
class _Linker:
    """Links terms in one text after another, each once."""

    pattern: re.Pattern[str]
    slugs: dict[str, str]
    url: str
    linked_already: set[str] = field(default_factory=set)

    def linked(self, raw: str) -> str:
        """A run of text as HTML with its links; where it has none, letter for letter as it came."""
        text, made, past = unescape(raw), [], 0
        for found in self.pattern.finditer(text):
            slug = self._slug_of(found[0])
            if slug is None or slug in self.linked_already:
                continue
            self.linked_already.add(slug)
            made += [escape(text[past : found.start()]), LINK.format(escape(self.url), escape(slug), escape(found[0]))]
            past = found.end()
        return "".join([*made, escape(text[past:])]) if made else raw

    def _slug_of(self, words: str) -> str | None:
        squeezed = " ".join(words.split()).replace("’", "'")
        return self.slugs.get(squeezed) or self.slugs.get(squeezed.lower())


class _Reader(HTMLParser):
    """Finds where in the source the runs of text stand in which links may be put."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[tuple[int, int]] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", source))]
        self._source, self._begun, self._broken = source, -1, False
        self._inside: list[str] = []
        self.feed(source)
        self._end(self._here())
        self._broken = True  # what is left over is an unfinished tag
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _text(self) -> None:
        if self._begun < 0 and not self._inside and not self._broken:
            self._begun = self._here()

    def _end(self, at: int) -> None:
        if self._begun >= 0 and at > self._begun:
            self.texts.append((self._begun, at))
        self._begun = -1

    def handle_data(self, data: str) -> None:
        if "<" in data and self.cdata_elem is None:
            self._end(self._here())
            self._broken = True
        self._text()

    def handle_entityref(self, name: str) -> None:
        self._text()

    def handle_charref(self, name: str) -> None:
        self._text()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end(self._here())
        if tag in LEFT_ALONE:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end(self._here())
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A stroke at its end does not close an element of HTML."""
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self._end(self._here())

    def handle_decl(self, decl: str) -> None:
        self._end(self._here())

    def handle_pi(self, data: str) -> None:
        self._end(self._here())

    def unknown_decl(self, data: str) -> None:
        self._end(self._here())
