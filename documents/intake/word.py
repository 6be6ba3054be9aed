"""Uploaded DOCX and ODT files as clean HTML. Runs in the confined process and nowhere else.

Only what a report needs comes through: headings, paragraphs, lists, tables, emphasis and links. Comments, deleted
text of tracked changes, and pictures stay behind; the original is kept elsewhere, for staff.
"""

import re
import zipfile
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from typing import Any, BinaryIO

import mammoth
import nh3
import odfdo
from lxml import html as lxml_html

from documents.intake.refusals import Refusal

MAX_UNPACKED = 200 * 1024 * 1024  # bytes, all parts together
MAX_PART = 50 * 1024 * 1024  # bytes of one XML part
MAX_PARTS = 5000
TOP_HEADING = 2  # the paper's title is the page's h1
TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "strong", "em", "a", "br", "sup", "sub", "blockquote",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"https", "mailto"}
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
STYLES = "\n".join(("p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"))


@dataclass
class Written:
    """A document as clean HTML, its text, and codes of what was left out."""

    html: str
    text: str
    notices: list[str] = field(default_factory=list)


def from_docx(stream: BinaryIO) -> Written:
    """Clean HTML from a DOCX. Raises Refusal with the reason's code."""
    names = _refuse_unsafe(stream)
    try:
        result = mammoth.convert_to_html(
            stream, style_map=STYLES, convert_image=mammoth.images.img_element(lambda image: {"src": ""})
        )
    except Exception as error:  # mammoth lets every error of XML and ZIP through
        raise Refusal("damaged_document") from error
    left_out = {"pictures": any(name.startswith("word/media/") for name in names)}
    left_out["comments"] = "word/comments.xml" in names
    return _written(result.value, left_out)


def from_odt(stream: BinaryIO) -> Written:
    """Clean HTML from an ODT. Raises Refusal with the reason's code."""
    names = _refuse_unsafe(stream)
    try:
        document = odfdo.Document(BytesIO(stream.read()))
        converted = "".join(_Odt(document).blocks(document.body))
    except Exception as error:  # odfdo lets every error of XML and ZIP through
        raise Refusal("damaged_document") from error
    return _written(converted, {"pictures": any(name.startswith("Pictures/") for name in names)})


# Before anything is parsed ---------------------------------------------------------------------------------------


def _refuse_unsafe(stream: BinaryIO) -> set[str]:
    """Names of the parts. Refuses macros, bombs, passwords, and XML that declares things of its own."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            _refuse_sizes(parts)
            names = {part.filename for part in parts}
            _refuse_macros(archive, names)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_declarations(archive, part)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Refusal("damaged_document") from error
    stream.seek(0)
    return names


def _refuse_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refusal("expands")
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("password_document")


def _refuse_macros(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("Basic/") for name in names):
        raise Refusal("macros")
    if "[Content_Types].xml" in names and b"macroEnabled" in archive.open("[Content_Types].xml").read(MAX_PART):
        raise Refusal("macros")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.open("META-INF/manifest.xml").read(MAX_PART):
        raise Refusal("password_document")


def _refuse_declarations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as content:
        data = content.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Refusal("expands")
    if DECLARATION.search(data) or b"<\x00!\x00" in data:
        raise Refusal("damaged_document")


# ODT -------------------------------------------------------------------------------------------------------------


class _Odt:
    """Turns the body of an ODT into HTML. What it does not know is passed over with all that is in it."""

    BREAKS = {"text:line-break": "<br>", "text:tab": " ", "text:s": " "}
    INLINE = {"text:span", "text:a", "text:meta", "text:bookmark-ref", "text:reference-mark-ref"}

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles: dict[str, tuple[bool, bool]] = {}

    def blocks(self, parent: Any) -> list[str]:
        return [self._block(child) for child in parent.children]

    def _block(self, element: Any) -> str:
        tag = element.tag
        if tag == "text:h":
            level = min(max(int(element.get_attribute("text:outline-level") or 1), 1), 6)
            return f"<h{level}>{self._inline(element)}</h{level}>"
        if tag == "text:p":
            words = self._inline(element)
            return f"<p>{words}</p>" if words.strip() else ""
        if tag == "text:list":
            return "<ul>" + "".join(self._item(child) for child in element.children) + "</ul>"
        if tag == "table:table":
            return self._table(element)
        if tag in ("text:section", "text:list-item", "text:list-header", "text:index-body"):
            return "".join(self.blocks(element))
        return ""

    def _item(self, element: Any) -> str:
        """Paragraphs of an item are joined by breaks: a block within a list item breaks the tags of the PDF."""
        if element.tag not in ("text:list-item", "text:list-header"):
            return ""
        words = [self._inline(child) for child in element.children if child.tag in ("text:p", "text:h")]
        nested = [self._block(child) for child in element.children if child.tag == "text:list"]
        return f"<li>{'<br>'.join(word for word in words if word.strip())}{''.join(nested)}</li>"

    def _table(self, table: Any) -> str:
        rows = []
        for child in table.children:
            if child.tag in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
                rows += [self._row(row, header=child.tag == "table:table-header-rows") for row in child.children]
            elif child.tag == "table:table-row":
                rows.append(self._row(child, header=False))
        return f"<table>{''.join(rows)}</table>"

    def _row(self, row: Any, *, header: bool) -> str:
        cells = []
        for cell in row.children:
            if cell.tag != "table:table-cell":
                continue
            name = "th" if header else "td"
            spans = "".join(
                f' {side}span="{int(value)}"'
                for side, key in (("col", "columns"), ("row", "rows"))
                if (value := cell.get_attribute(f"table:number-{key}-spanned")) and 1 < int(value) < 100
            )
            words = "<br>".join(self._inline(child) for child in cell.children if child.tag in ("text:p", "text:h"))
            cells.append(f"<{name}{spans}>{words}</{name}>")
        return f"<tr>{''.join(cells)}</tr>" if cells else ""

    def _inline(self, element: Any) -> str:
        pieces = [escape(element.text or "")]
        for child in element.children:
            if child.tag in self.BREAKS:
                pieces.append(self.BREAKS[child.tag])
            elif child.tag in self.INLINE:
                pieces.append(self._marked(child))
            pieces.append(escape(child.tail or ""))
        return "".join(pieces)

    def _marked(self, element: Any) -> str:
        words = self._inline(element)
        if element.tag == "text:a":
            return f'<a href="{escape(element.get_attribute("xlink:href") or "")}">{words}</a>'
        bold, italic = self._style(element.get_attribute("text:style-name") or "")
        words = f"<em>{words}</em>" if italic else words
        return f"<strong>{words}</strong>" if bold else words

    def _style(self, name: str) -> tuple[bool, bool]:
        if name not in self.styles:
            style = self.document.get_style("text", name) if name else None
            held = (style.get_properties(area="text") or {}) if style is not None else {}
            self.styles[name] = (held.get("fo:font-weight") == "bold", held.get("fo:font-style") == "italic")
        return self.styles[name]


# Cleaning --------------------------------------------------------------------------------------------------------


def _written(html: str, left_out: dict[str, bool]) -> Written:
    tree = lxml_html.fragment_fromstring(html or "<p></p>", create_parent="div")
    relevel(tree)
    for table in tree.iter("table"):
        _give_headings(table)
    inner = lxml_html.tostring(tree, encoding="unicode")
    clean = nh3.clean(inner, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    clean = re.sub(r"<p>\s*</p>", "", clean).strip()
    text = re.sub(r"[ \t]+", " ", " ".join(tree.itertext())).strip()
    if not text:
        raise Refusal("no_words")
    return Written(clean, text, sorted(code for code, is_so in left_out.items() if is_so))


def relevel(tree: Any) -> None:
    """Make headings begin at `TOP_HEADING` and never skip a level on the way down, as PDF/UA and readers need."""
    above: list[int] = []  # original levels of the headings that the next one stands under
    for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(TOP_HEADING + len(above) - 1, 6)}"


def _give_headings(table: Any) -> None:
    """Say which cells are headings: those of the document, or else the first row."""
    rows = list(table.iter("tr"))
    if rows and not list(table.iter("th")):
        for cell in rows[0].iter("td"):
            cell.tag = "th"
    for cell in table.iter("th"):
        cell.set("scope", cell.get("scope") or "col")
        for block in list(cell.iter("p")):
            block.drop_tag()
