"""What lists and pages of commissioning share: cells of files, links out, the mark of what only the office reads."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from tablib import Dataset

from commissioning.permissions import can_commission
from interface.tables import safe_cell
from interface.templatetags.govuk import tag

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


def dataset(heads: tuple[Any, ...], rows: Any) -> Dataset:
    """A table with no cell that a spreadsheet could take for a formula."""
    made = Dataset(headers=[str(one) for one in heads])
    for cells in rows:
        made.append([safe_cell(cell) for cell in cells])
    return made


def outer_link(url: str, words: str) -> str:
    """A link to another site; empty without one."""
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words) if url else ""


def private_tag(row: Any) -> str:
    """That only the office reads it; empty for what is public."""
    is_open = row.published_at and not getattr(row, "is_private", False)
    return "" if is_open else format_html(" {}", tag(_("Private"), "purple"))


def linked(row: Any, words: str, quiet: str = "") -> SafeString:
    """Words that lead to the page of a row, whether it is private, and a quiet line below."""
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', row.get_absolute_url(), words, private_tag(row))
    return format_html(QUIET, link, quiet) if quiet else link


def row_acts(change: str, remove: str, name: str) -> SafeString:
    """Links that change a row and take it out, each with its name for who hears it read."""
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'
    links = (format_html(link, change, _("Change"), name), format_html(link, remove, _("Take out"), name))
    return format_html('<p class="govuk-body app-actions app-tight">{} {}</p>', *links)


def facts_of(*pairs: tuple[str, Any]) -> list[dict[str, Any]]:
    """Terms with their values for `components/facts.html`; what has no value is left out."""
    return [{"term": term, "value": value} for term, value in pairs if value]


def priority_words(row: Any, user: Any) -> str:
    """The priority that it serves, where that stands or the reader commissions; empty otherwise."""
    if row.priority is None or (row.priority.removed_at and not can_commission(user, row.area)):
        return ""
    return str(row.priority.title)
