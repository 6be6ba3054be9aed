"""A letter as the plain text of a mail: the same words as in print, without marks of formatting."""

from html.parser import HTMLParser

from interface import markdown

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre"}


def plain_text(text: str) -> str:
    """Markdown as lines of plain text: paragraphs apart, lists with their marks, a link's address after its words."""
    reader = _Reader()
    reader.feed(str(markdown.render(text, for_pdf=True)))
    reader.close()
    blocks = [block.strip("\n") for block in "".join(reader.parts).split("\0")]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


class _Reader(HTMLParser):
    """Reads our own clean HTML: what the Markdown of a letter becomes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int | None] = []  # the number that comes next in each list that is open; None for bullets
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in BLOCKS and not self.lists:
            self.parts.append("\0")
        if tag in ("ul", "ol"):
            self.lists.append(int(found.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._mark()
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag == "tr":
            self.parts.append("\n")
        elif tag == "a":
            self.href = found.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.pop()
        if tag in BLOCKS and not self.lists:
            self.parts.append("\0")
        if tag == "a" and self.href and not "".join(self.parts).endswith(self.href):
            self.parts.append(f" ({self.href})")

    def handle_data(self, data: str) -> None:
        if not data.strip() and "\n" in data:  # between blocks
            return
        words = data.replace("\n", " ")
        self.parts.append(words.lstrip() if self.parts and self.parts[-1].endswith("\n") else words)

    def _mark(self) -> None:
        depth, number = len(self.lists) - 1, self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self.parts.append(f"\n{'  ' * depth}{f'{number}.' if number is not None else '-'} ")
