"""Where the pages of the pack begin in the text of a paper's web page: quiet marks, and anchors such as #page-43.

A page begins at the first block whose beginning is one of the page's first lines and of no other block's. Where nothing
is sure there is no mark: a wrong one would be worse.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "caption", "figcaption", "section"})
INSIDE = frozenset({"li", "td", "th", "caption", "figcaption"})  # where a mark stands within, since nothing may stand before
LETTERS = re.compile(r"[\W_]+")
ENOUGH = 12  # letters that make a line telling; a shorter one counts only as a whole block
COMPARED = 40
LINES_TRIED = 12


@dataclass
class _Block:
    """A block of the text: where its tag begins and ends, and what it says in bare letters."""

    tag: str
    before: int
    inside: int
    words: list[str] = field(default_factory=list)

    @property
    def bare(self) -> str:
        return bare("".join(self.words))


class _Reader(HTMLParser):
    """Finds the blocks of clean HTML, those of a table's repeated heading left out."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.open: list[_Block] = []
        self.in_heading = 0
        self.starts = [0]
        for line in html.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_heading += tag == "thead"
        if tag in BLOCKS and not self.in_heading:
            line, column = self.getpos()
            before = self.starts[line - 1] + column
            block = _Block(tag, before, before + len(self.get_starttag_text() or ""))
            self.blocks.append(block)
            self.open.append(block)

    def handle_endtag(self, tag: str) -> None:
        self.in_heading -= tag == "thead"
        if self.open and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for block in self.open:
            block.words.append(data)


def bare(text: str) -> str:
    """Letters and digits alone: what print and web page agree on."""
    return LETTERS.sub("", text).casefold()


def marked(html: str, *, pages: Sequence[str], first: int) -> SafeString:
    """The text with a mark before the block that begins each page after the first, which begins above the text.

    `pages` is what is printed on them, from number `first`.
    """
    blocks = [block for block in _Reader(html).blocks if block.tag != "section"]
    said = [block.bare for block in blocks]
    places = []
    after = 0
    for number, page in enumerate(pages[1:], start=first + 1):
        found = _begins(page, said, after)
        if found is not None:
            block = blocks[found]
            within = block.tag in INSIDE
            places.append((block.inside if within else block.before, number, within))
            after = found + 1
    return _with_marks(html, places)


def marked_by_section(html: str, *, first: int) -> SafeString:
    """The text of an upload, of which every page is a section already, with the pack's own numbers."""
    sections = [block.before for block in _Reader(html).blocks if block.tag == "section"]
    return _with_marks(html, [(before, number, False) for number, before in enumerate(sections, start=first)][1:])


def _begins(page: str, said: Sequence[str], after: int) -> int | None:
    """The block at which a page begins, of those after the last that was found."""
    for line in page.splitlines()[:LINES_TRIED]:
        letters = bare(line)
        wanted = letters[:COMPARED]
        whole = len(letters) < ENOUGH
        hits = [place for place, words in enumerate(said) if (words == wanted if whole else words.startswith(wanted))]
        if letters and len(hits) == 1 and hits[0] >= after:
            return hits[0]
    return None


def _with_marks(html: str, places: Sequence[tuple[int, int, bool]]) -> SafeString:
    """Marks put in from the end, so that the places before stay where they are."""
    for place, number, within in sorted(places, reverse=True):
        tag = "span" if within else "div"
        words = _("Page %(number)d") % {"number": number}
        mark = format_html('<{0} class="app-page-mark" id="page-{1}">{2}</{0}>', tag, number, words)
        html = html[:place] + mark + html[place:]
    return mark_safe(html)  # noqa: S308  it was safe before, and the marks are escaped
