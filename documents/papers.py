"""What a paper looks like: its facts, what it asks, its text and its background, as parts of a page or as a PDF piece.

Web page and PDF are made from the same text. Whatever a stranger wrote is cleaned here once more, after the confined
process, before it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import Any

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents import rules, sources
from documents.choices import Access, Orientation, PaperKind, PaperStatus
from documents.models import Paper, PaperVersion
from interface import markdown
from interface.templatetags.dates import long_date

MANY_COLUMNS = 7
TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "strong", "em", "a", "br", "sup", "sub", "blockquote",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"https", "http", "mailto"}
CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "blockquote": "govuk-inset-text",
    "table": "govuk-table app-dense",
    "caption": "govuk-table__caption govuk-table__caption--s",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "a": "govuk-link",
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SIZES = {1: "l", 2: "m"}


@dataclass(frozen=True)
class Fact:
    """One line of the facts block."""

    term: str
    value: str


@dataclass(frozen=True)
class Part:
    """A headed part that follows the text, such as the legal implications."""

    heading: str
    html: SafeString


@dataclass(frozen=True)
class PaperPage:
    """All that a paper's page or piece shows, ready for a template. Of a withdrawn paper nothing but its tombstone."""

    paper: Paper
    version: PaperVersion
    is_withdrawn: bool
    facts: list[Fact]
    asks: list[str]
    body: SafeString
    implications: list[Part]
    background: list[str]


def as_at(day: date) -> str:
    """The line that a live paper begins with."""
    return _("As at %(day)s.") % {"day": long_date(day)}


def clean_html(html: str) -> str:
    """What may stand in a paper's text, and nothing else: no script, style, picture, form, class or id."""
    sound = html.encode("utf-8", "replace").decode().replace("\0", "")
    return nh3.clean(sound, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def paper_page(paper: Paper, version: PaperVersion | None = None, *, first_level: int = 2) -> PaperPage:
    """A paper as its web page shows it; the current version unless another is given."""
    version = version or paper.current
    if version is None:
        raise ValueError("The paper has no version yet")
    return _page(paper, version, [*facts(paper), _version_fact(paper, version)], first_level, for_pdf=False)


def body_html(version: PaperVersion, *, first_level: int = 2, for_pdf: bool = False) -> SafeString:
    """The text of a version, its first heading at `first_level`; of an uploaded PDF, the text of its pages.

    A withdrawn paper has no text any more.
    """
    paper = version.paper
    if paper.status == PaperStatus.WITHDRAWN:
        return SafeString("")
    if version.pdf_id or version.page_texts:
        return _pages_html(version, first_level)
    if version.html:
        return _dressed(clean_html(version.html), first_level=first_level, with_classes=not for_pdf, for_pdf=for_pdf)
    return text_html(version.text, version.charts, first_level=first_level, for_pdf=for_pdf)


def text_html(text: str, charts: Mapping[str, Any], *, first_level: int = 2, for_pdf: bool = False) -> SafeString:
    """Written text as papers show it, with the numbers that its paragraphs were given hanging before them."""
    return _dressed(markdown.render(text, level=first_level, charts=charts, for_pdf=for_pdf), for_pdf=for_pdf)


def piece_html(
    paper: Paper,
    version: PaperVersion,
    *,
    running: str,
    item_label: str,
    sheets: int = 1,
    replaced: str = "",
    large_print: bool = False,
    pages_line: str = "",
) -> str:
    """A whole HTML document of a paper for `documents.rendering`: the same text gives the same piece on any day.

    It is written in the portal's language, whoever asks for it. An uploaded PDF is a piece already; a withdrawn paper
    makes as many `sheets` as it had, which say so and where it is `replaced`, since a published pack is never renumbered.
    In `large_print` a line on the first page says which pages of the pack these are.
    """
    if version.pdf_id and paper.status != PaperStatus.WITHDRAWN:
        raise ValueError("An uploaded PDF goes in as it is")
    with override(settings.LANGUAGE_CODE):
        page = _page(paper, version, facts(paper), 2, for_pdf=True)
        context = {
            "page": page,
            "area": paper.area,
            "body_name": paper.body.name,
            "running": running,
            "item_label": item_label,
            "is_landscape": paper.orientation == Orientation.LANDSCAPE,
            "exempt_line": exempt_line(paper),
            "further_sheets": range(2, sheets + 1),
            "replaced": replaced,
            "large_print": large_print,
            "pages_line": pages_line,
        }
        return render_to_string("documents/pdf/paper.html", context)


def facts(paper: Paper) -> list[Fact]:
    """Who reports, whether it is open, and which register it comes from."""
    found = [Fact(_("Report of"), paper.report_of)] if paper.report_of else []
    found.append(Fact(_("Open or private"), openness(paper)))
    if paper.kind == PaperKind.LIVE:
        found.append(Fact(_("Taken from"), sources.title_of(paper.source)))
    return found


def openness(paper: Paper) -> str:
    """Open, or private and why, in words."""
    if paper.access == Access.EXEMPT:
        reason = paper.get_exempt_paragraph_display()
        return _("Private: Local Government Act 1972, Schedule 12A, paragraph %(reason)s") % {"reason": reason}
    return _("Open") if paper.access == Access.PUBLIC else _("Private: for members of the panel only")


def exempt_line(paper: Paper) -> str:
    """What stands across the foot of a private paper's pages; nothing for a public one."""
    if paper.access == Access.PUBLIC:
        return ""
    said = {"number": paper.exempt_paragraph, "body": paper.body.name}
    if paper.body.is_of_commissioner:
        if paper.access == Access.EXEMPT:
            return _("Exempt: for those who attend the %(body)s. Not for publication: paragraph %(number)s") % said
        return _("Private: for those who attend the %(body)s. Not for publication") % said
    if paper.access == Access.EXEMPT:
        return _("Exempt: panel members and officers. Not for publication: paragraph %(number)s") % said
    return _("Private: panel members and officers. Not for publication")


def asks(paper: Paper) -> list[str]:
    """What the panel is asked to do, one act each; numbers and dots that were typed before them are dropped."""
    lines = [line.strip().lstrip("-*• ").strip() for line in paper.recommendation.splitlines()]
    return [line for line in lines if line]


def _page(paper: Paper, version: PaperVersion, known: list[Fact], level: int, *, for_pdf: bool) -> PaperPage:
    if paper.status == PaperStatus.WITHDRAWN:
        return PaperPage(paper, version, True, [], [], SafeString(""), [], [])
    version.paper = paper
    body = body_html(version, first_level=level, for_pdf=for_pdf)
    return PaperPage(
        paper, version, False, known, asks(paper), body, _implications(paper, level + 1, for_pdf), paper.background_list
    )


def _version_fact(paper: Paper, version: PaperVersion) -> Fact:
    if paper.published_at and version.frozen_at:
        words = _("%(number)s, published on %(day)s") % {
            "number": version.number,
            "day": long_date(paper.published_at),
        }
    else:
        words = _("%(number)s, draft") % {"number": version.number}
    return Fact(_("Version"), words)


def _implications(paper: Paper, level: int, for_pdf: bool) -> list[Part]:
    """The parts that are not empty; headings typed in one stand below the part's own."""
    parts = (
        (_("Financial implications"), paper.financial_implications),
        (_("Legal implications"), paper.legal_implications),
        (_("Equality implications"), paper.equality_implications),
    )
    return [
        Part(str(title), markdown.render(text, level=min(level + 1, 6), for_pdf=for_pdf)) for title, text in parts if text.strip()
    ]


def _pages_html(version: PaperVersion, level: int) -> SafeString:
    """The text of an uploaded PDF, one section a page, so that "page 3" can be found without the file."""
    sections = []
    for number, text in enumerate(version.page_texts, start=1):
        paragraphs = [" ".join(part.split()) for part in text.replace("\r", "").split("\n\n")]
        words = format_html_join("\n", '<p class="govuk-body">{}</p>', ((part,) for part in paragraphs if part))
        nothing = format_html(
            '<p class="govuk-body">{}</p>',
            _("This page holds no text that can be read out. Ask us for it in another format."),
        )
        heading = _("Page %(number)s of the file") % {"number": number}
        sections.append(
            format_html(
                '<section aria-labelledby="file-page-{0}">'
                '<h{1} class="govuk-heading-m" id="file-page-{0}">{2}</h{1}>{3}</section>',
                number, level, heading, words or nothing,
            )
        )  # fmt: skip
    return mark_safe("\n".join(sections))  # noqa: S308  each section is escaped


# Dressing clean HTML ---------------------------------------------------------------------------------------------


def _dressed(html: str, *, first_level: int | None = None, with_classes: bool = False, for_pdf: bool = False) -> SafeString:
    """Clean HTML with headings at the right level, the design system's classes, and hanging paragraph numbers."""
    dresser = _Dresser(first_level, with_classes, for_pdf)
    dresser.feed(html)
    dresser.close()
    return mark_safe("".join(dresser.out))  # noqa: S308  cleaned before, and rebuilt from its own parts


class _Dresser(HTMLParser):
    """Copies clean HTML as it stands, but for the start tags that it dresses.

    It reads attributes with a parser, since in clean HTML a quoted attribute may still hold what looks like a tag.
    """

    def __init__(self, first_level: int | None, with_classes: bool, for_pdf: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.first, self.with_classes, self.for_pdf = first_level, with_classes, for_pdf
        self.out: list[str] = []
        self.typed: list[int] = []  # levels of the headings that the next one stands under
        self.tables: list[list[int]] = []  # for each open table: where it starts in `out`, columns so far
        self.quotes = self.boxes = 0
        self.paragraph: dict[str, str] | None = None  # a paragraph that has only just begun
        self.numbers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin_paragraph()
        found = {name: value or "" for name, value in attrs}
        if tag == "p" and not (self.quotes or self.tables):
            self.paragraph = self._dress(tag, found)
            return
        if tag in HEADINGS and self.first:
            tag = self._level(HEADINGS[tag])
        self._open(tag)
        if tag == "div" and found.get("class") == "app-scroll":
            self.out.append(self._scroll_box())
            return
        dressed = self._dress(tag, found)
        self.out.append(self.get_starttag_text() or "" if dressed == found and not self.first else _start(tag, dressed))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin_paragraph()
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._begin_paragraph()
        if tag in HEADINGS and self.first:
            tag = f"h{self._current_level()}"
        self.out.append(f"</{tag}>")
        if tag == "blockquote":
            self.quotes -= 1
        if tag == "table" and self.tables:
            self._close_table(*self.tables.pop())

    def handle_data(self, data: str) -> None:
        if self.paragraph is not None and (typed := rules.TYPED_NUMBER.match(data)):
            self._number(typed[1])
            data = data[typed.end() :]
        self._begin_paragraph()
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self._begin_paragraph()
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._begin_paragraph()
        self.out.append(f"&#{name};")

    def _begin_paragraph(self) -> None:
        if self.paragraph is not None:
            self.out.append(_start("p", self.paragraph))
            self.paragraph = None

    def _number(self, number: str) -> None:
        """Hang a paragraph number; a number that is there twice is an anchor once."""
        attributes = dict(self.paragraph or {})
        attributes["class"] = f"{attributes.get('class', '')} app-numbered".strip()
        if number not in self.numbers:
            attributes["id"] = f"paragraph-{number.replace('.', '-')}"
        self.numbers.add(number)
        self.paragraph = None
        self.out.append(f'{_start("p", attributes)}<span class="app-numbered__number">{number}</span> ')

    def _dress(self, tag: str, attributes: dict[str, str]) -> dict[str, str]:
        if not self.with_classes:
            return attributes
        own = f"govuk-heading-{SIZES.get(int(tag[1]), 's')}" if tag in HEADINGS else CLASSES.get(tag, "")
        return attributes | {"class": own} if own else attributes

    def _level(self, typed: int) -> str:
        while self.typed and self.typed[-1] >= typed:
            self.typed.pop()
        self.typed.append(typed)
        return f"h{self._current_level()}"

    def _current_level(self) -> int:
        return min((self.first or 1) + len(self.typed) - 1, 6)

    def _open(self, tag: str) -> None:
        if tag == "blockquote":
            self.quotes += 1
        elif tag == "table":
            self.tables.append([len(self.out), 0, 0])
        elif tag == "tr" and self.tables:
            self.tables[-1][2] = 0
        elif tag in ("td", "th") and self.tables:
            self.tables[-1][2] += 1
            self.tables[-1][1] = max(self.tables[-1][1:])

    def _close_table(self, start: int, columns: int, _row: int) -> None:
        """A table of an upload that is too wide turns the page, or scrolls in a box of its own."""
        if self.first and columns > MANY_COLUMNS:
            self.out.insert(start, '<div class="landscape">' if self.for_pdf else self._scroll_box())
            self.out.append("</div>")

    def _scroll_box(self) -> str:
        """A box that a keyboard can reach and scroll, with a name of its own."""
        self.boxes += 1
        label = _("Wide table %(number)s") % {"number": self.boxes}
        return _start("div", {"class": "app-scroll", "tabindex": "0", "role": "region", "aria-label": label})


def _start(tag: str, attributes: Mapping[str, Any]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>"
