"""What went out, as it stood: shown on a page again, and compared with what went out before it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

BLOCKS = re.compile(r"</(?:p|li|h\d|tr|caption|dt|dd|table)>|<br\s*/?>")
CELLS = re.compile(r"</t[hd]>")
SPACE = re.compile(r"\s+")
# The design system's class for each tag of printed HTML
DRESS = {
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "h4": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "table": "govuk-table app-dense app-stack",
    "caption": "govuk-table__caption govuk-table__caption--s",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
}
TAG = re.compile(rf"<({'|'.join(DRESS)})((?:\s[^>]*)?)>")
CLASS = re.compile(r'\sclass="[^"]*"')
NUMBER = re.compile(r'<span class="no">([^<]*)</span>\s*')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
HEADING = re.compile(r'<th\b[^>]*scope="col"[^>]*>(.*?)</th>', re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<td\b")


@dataclass(frozen=True)
class Change:
    """Lines of a text as they were and as they are; either may be empty."""

    before: str
    after: str


def as_page(html: str) -> SafeString:
    """Printed HTML with the design system's classes, from its first part on: the page has a heading of its own.

    `html` is what `printing.print_minutes` kept: made by our templates, which escape.
    """
    start = html.find("<h2")
    body = html[start:] if start >= 0 else html
    body = TABLE.sub(_labelled, NUMBER.sub(r"\1. ", body))
    return mark_safe(TAG.sub(_dressed, body))  # noqa: S308  see above; classes of ours are put in place of others


def _labelled(found: re.Match) -> str:
    """A table whose cells carry the heading of their column, for a phone; the first column heads its row."""
    labels = [strip_tags(label).strip() for label in HEADING.findall(found[0])][1:]

    def label_row(row: re.Match) -> str:
        left = iter(labels)
        return CELL.sub(lambda cell: f'<td data-label="{next(left, "")}"', row[0])

    return ROW.sub(label_row, found[0])


def _dressed(found: re.Match) -> str:
    rest = CLASS.sub("", found[2])
    return f'<{found[1]} class="{DRESS[found[1]]}"{rest}>'


def changes_between(older: str, newer: str) -> list[Change]:
    """What differs between two printed texts, paragraph by paragraph, in the order of the newer one."""
    before, after = _lines(older), _lines(newer)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [Change("\n".join(before[a:b]), "\n".join(after[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _lines(html: str) -> list[str]:
    """The words of each paragraph, list item, heading and row."""
    marked = BLOCKS.sub("\0", CELLS.sub(" | ", SPACE.sub(" ", html)))
    lines = (unescape(strip_tags(part)).strip().removesuffix("|").strip() for part in marked.split("\0"))
    return [line for line in lines if line]
