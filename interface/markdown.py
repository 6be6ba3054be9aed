"""Formatted text: what a person typed in Markdown, as safe HTML for a page or a PDF.

Raw HTML is never let in. Beyond plain Markdown: a line `Table: caption` before a table is its caption, the first
column of a table heads its rows, a line `Chart: key` stands for a chart, and paragraphs can be numbered 1.1, 1.2.
Straight quotation marks and apostrophes become typographic ones; dashes stay as they were typed.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from interface import charts as drawings

MANY_COLUMNS = 7
SHORT_HEADING = 24  # letters; where no row heading of a printed table has more, none is wrapped
LONG_TABLE = 1200  # letters; a printed table with more may run over a page, however few its rows are
CAPTION = re.compile(r"^Table:\s*(.+)$")
CHART = re.compile(r"^Chart:\s*([\w-]+)$")
TYPED_NUMBER = re.compile(r"^(\d+\.\d+)\.?\s+(?=[A-Z“‘\"(*_])")
SOME_NUMBER = re.compile(r"^\d{1,3}\.\d{1,3}\.?\s+(?=[^a-z\d\s]|$)")
TYPED_HEADING = re.compile(r"^(\d+)\.?\s+(?=\S)")

CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "blockquote_open": "govuk-inset-text",
    "table_open": "govuk-table app-dense app-stack",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "link_open": "govuk-link",
}
HEADING_SIZES = {1: "l", 2: "m"}
TAGS = {
    "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span", "div",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}, "td": {"data-label"}, "p": {"id"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_parser = (
    MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    .enable(["table", "smartquotes"])
    .disable("image")
)


def render(
    text: str,
    *,
    level: int = 2,
    numbered: bool = False,
    charts: Mapping[str, Mapping[str, Any]] | None = None,
    for_pdf: bool = False,
) -> SafeString:
    """Safe HTML of a text whose first heading stands at `level`.

    `charts` are specifications by key. With `for_pdf` the design system's classes are left out, charts are drawn
    once with yearly figures, and tables of more than seven columns turn the page.
    """
    tokens = _parser.parse(text)
    _level_headings(tokens, level)
    _tighten_lists(tokens)
    tokens = _dress_tables(tokens, for_pdf)
    if numbered:
        _number(tokens, level)
    places = _mark_charts(tokens)
    if not for_pdf:
        _add_classes(tokens)
    safe = nh3.clean(
        _parser.renderer.render(tokens, _parser.options, {}),
        tags=TAGS,
        attributes=_allowed(),
        url_schemes=SCHEMES,
        link_rel=None,
    )
    for place, key in places.items():
        safe = safe.replace(f"<p>{place}</p>", _chart(key, charts or {}, level, for_pdf))
    return mark_safe(safe)  # noqa: S308  cleaned by nh3 above


def number_paragraphs(text: str, section: int | None, last: int = 0) -> tuple[str, int]:
    """The same Markdown with its paragraphs numbered 3.1, 3.2 in the place of numbers that were typed, from the one after `last`
    on; and the last number given. Without a section their typed numbers go, and none are given."""
    lines = _lines(text)
    tokens = _parser.parse("\n".join(lines))
    for index, token in enumerate(tokens):
        if not token.map or not _is_paragraph(tokens, index) or CAPTION.match(tokens[index + 1].content.strip()):
            continue
        words = SOME_NUMBER.sub("", lines[token.map[0]].lstrip())
        last += section is not None
        lines[token.map[0]] = words if section is None else f"{section}.{last} {words}"
    return "\n".join(lines), last


def put_headings_below(text: str, level: int) -> str:
    """The same Markdown with its headings moved so that the highest of them stands at `level`, and none below the sixth."""
    lines = _lines(text)
    headings = [one for one in _parser.parse("\n".join(lines)) if one.type == "heading_open" and one.level == 0]
    found = [(token, int(token.tag[1])) for token in headings]
    highest = min((depth for _token, depth in found), default=level)
    for token, depth in reversed(found):
        first, past = token.map or (0, 0)
        words = " ".join(lines[first : past - 1] if token.markup in ("=", "-") else lines[first:past]).strip().strip("#").strip()
        lines[first:past] = [f"{'#' * min(depth - highest + level, 6)} {words}"]
    return "\n".join(lines)


def close_fences(text: str) -> str:
    """The same Markdown, in which no block of code is left open: one would swallow whatever is joined to it."""
    lines = _lines(text)
    last = next(iter(reversed([token for token in _parser.parse("\n".join(lines)) if token.level == 0])), None)
    if last is None or last.type != "fence" or not last.map:
        return text
    is_closed = last.map[1] - last.map[0] > 1 and lines[last.map[1] - 1].strip().startswith(last.markup)
    return text if is_closed else f"{text.rstrip()}\n{last.markup}"


def _lines(text: str) -> list[str]:
    """The lines as the parser counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def plain(text: str) -> str:
    """The words alone, for search and snippets."""
    return " ".join(nh3.clean(str(render(text, for_pdf=True)), tags=set()).split())


def _allowed() -> dict[str, set[str]]:
    return {tag: ATTRIBUTES.get(tag, set()) | {"class"} for tag in TAGS}


def _level_headings(tokens: Sequence[Token], first: int) -> None:
    """Begin at `first` and go down one level at a time, whatever was typed."""
    typed: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            depth = int(token.tag[1])
            while typed and typed[-1] >= depth:
                typed.pop()
            typed.append(depth)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(first + len(typed) - 1, 6)}"


def _tighten_lists(tokens: Sequence[Token]) -> None:
    """No paragraphs inside list items: tagged PDFs made from them fail. A later one begins on a new line."""
    inside, fresh = 0, True
    for index, token in enumerate(tokens):
        if token.type in ("list_item_open", "list_item_close"):
            inside += token.nesting
            fresh = True
        elif inside and token.type in ("paragraph_open", "paragraph_close"):
            token.hidden = True
            if token.nesting == 1 and not fresh:
                _children(tokens[index + 1]).insert(0, Token("hardbreak", "br", 0))
            fresh = fresh and token.nesting == 1


def _dress_tables(tokens: Sequence[Token], for_pdf: bool) -> list[Token]:
    """Captions, row and column headings, labels for stacked cells, and a turned page or a scroll box for wide ones."""
    dressed: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type != "table_open":
            dressed.append(tokens[index])
            index += 1
            continue
        end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
        caption = _take_caption(dressed)
        dressed += _table(list(tokens[index : end + 1]), caption, for_pdf)
        index = end + 1
    return dressed


def _take_caption(dressed: list[Token]) -> str:
    """The words after `Table:` in the paragraph just before, which then goes."""
    if len(dressed) < 3 or dressed[-1].type != "paragraph_close" or dressed[-1].hidden:
        return ""
    found = CAPTION.match(dressed[-2].content.strip())
    if not found:
        return ""
    del dressed[-3:]
    return found[1].strip()


def _table(tokens: list[Token], caption: str, for_pdf: bool) -> list[Token]:
    labels = _head_cells(tokens)
    _body_cells(tokens, labels)
    if for_pdf:
        _keep_short_headings_whole(tokens)
        _let_long_table_break(tokens)
    if caption:
        classes = "" if for_pdf else ' class="govuk-table__caption govuk-table__caption--s"'
        tokens.insert(1, _html(f"<caption{classes}>{_words(caption)}</caption>\n"))
    if len(labels) <= MANY_COLUMNS:
        return tokens
    box = "landscape" if for_pdf else "app-scroll"
    return [_html(f'<div class="{box}">\n'), *tokens, _html("</div>\n")]


def _head_cells(tokens: Sequence[Token]) -> list[str]:
    labels = []
    for index, token in enumerate(tokens):
        if token.type == "th_open":
            words = tokens[index + 1].content
            labels.append(_words(words))
            _align(token)
            token.attrSet("scope", "col")
            if not words.strip():  # an empty heading heads nothing
                token.tag = tokens[index + 2].tag = "td"
                del token.attrs["scope"]
    return labels


def _body_cells(tokens: Sequence[Token], labels: Sequence[str]) -> None:
    column = 0
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            _align(token)
            if column == 0:
                token.type, token.tag = "th_open", "th"
                tokens[index + 2].tag = "th"
                token.attrSet("scope", "row")
            else:
                token.attrSet("data-label", labels[column] if column < len(labels) else "")
            column += 1


def _keep_short_headings_whole(tokens: Sequence[Token]) -> None:
    """A column of long row headings that are not wrapped would push the others off the paper."""
    rows = [index for index, token in enumerate(tokens) if token.type == "th_open" and token.attrGet("scope") == "row"]
    if all(len(unescape(_words(tokens[index + 1].content))) <= SHORT_HEADING for index in rows):
        for index in rows:
            tokens[index].attrJoin("class", "nowrap")


def _let_long_table_break(tokens: Sequence[Token]) -> None:
    """Kept on one page, a table with much to read would leave half a page empty before it."""
    if sum(len(token.content) for token in tokens if token.type == "inline") > LONG_TABLE:
        tokens[0].attrJoin("class", "long")


def _words(text: str) -> str:
    """A line of text without its markup, safe as HTML."""
    return nh3.clean(_parser.renderInline(text), tags=set())


def _align(token: Token) -> None:
    """Alignment is a class: styles are not let through."""
    style = str(token.attrs.pop("style", ""))
    if "right" in style:
        token.attrJoin("class", "num")


def _number(tokens: Sequence[Token], level: int) -> None:
    """Number the sections and their paragraphs; a number that was typed is kept and counted on from."""
    section, paragraph = 0, 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == f"h{level}":
            typed = TYPED_HEADING.match(tokens[index + 1].content)
            section, paragraph = int(typed[1]) if typed else section + 1, 0
            if not typed:
                _put_before(tokens[index + 1], f"{section}. ")
        elif _is_paragraph(tokens, index):
            typed = TYPED_NUMBER.match(tokens[index + 1].content)
            paragraph = int(typed[1].split(".")[1]) if typed else paragraph + 1
            number = typed[1] if typed else f"{section}.{paragraph}" if section else str(paragraph)
            if typed:
                _drop_start(tokens[index + 1], len(typed[0]))
            token.attrSet("class", "app-numbered")
            token.attrSet("id", f"paragraph-{number.replace('.', '-')}")
            _children(tokens[index + 1]).insert(0, _html(f'<span class="app-numbered__number">{number}</span> ', "inline"))


def _is_paragraph(tokens: Sequence[Token], index: int) -> bool:
    """A paragraph of the text itself, not of a list or a quotation, and not a chart's line."""
    token = tokens[index]
    return token.type == "paragraph_open" and token.level == 0 and not CHART.match(tokens[index + 1].content.strip())


def _put_before(inline: Token, words: str) -> None:
    _children(inline).insert(0, Token("text", "", 0, content=words))


def _drop_start(inline: Token, length: int) -> None:
    first = _children(inline)[0]
    first.content = first.content[length:]


def _mark_charts(tokens: Sequence[Token]) -> dict[str, str]:
    """Put a mark nobody can type where each chart goes; charts join after the cleaning, which knows no drawings."""
    places: dict[str, str] = {}
    for index, token in enumerate(tokens):
        found = CHART.match(token.content.strip()) if token.type == "inline" else None
        if found and tokens[index - 1].type == "paragraph_open" and not tokens[index - 1].hidden:
            mark = f"chart-{secrets.token_hex(16)}"
            places[mark] = found[1]
            tokens[index - 1].meta["bare"] = True
            token.children = [Token("text", "", 0, content=mark)]
    return places


def _chart(key: str, charts: Mapping[str, Mapping[str, Any]], level: int, for_pdf: bool) -> str:
    if key not in charts:
        classes = "" if for_pdf else ' class="govuk-body"'
        return f"<p{classes}><strong>{escape(_('There is no chart named “%(key)s”') % {'key': key})}</strong></p>"
    return drawings.chart_figure(charts[key], level=min(level + 1, 6), key=key, for_pdf=for_pdf)


def _add_classes(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type == "heading_open":
            size = HEADING_SIZES.get(int(token.tag[1]), "s")
            token.attrJoin("class", f"govuk-heading-{size}")
        elif token.type in CLASSES and not token.meta.get("bare"):
            token.attrJoin("class", CLASSES[token.type])
            if "num" in str(token.attrs.get("class", "")).split():
                token.attrJoin("class", "govuk-table__header--numeric" if token.tag == "th" else "govuk-table__cell--numeric")
        _add_classes(token.children or ())


def _children(inline: Token) -> list[Token]:
    """The pieces of a paragraph, to be changed in place."""
    if inline.children is None:
        inline.children = []
    return inline.children


def _html(content: str, kind: str = "block") -> Token:
    return Token(f"html_{kind}", "", 0, content=content)
