"""Lists as tables: sorted by links in the headings, fifty rows a page, stacked on a phone.

    table = Table(request, meetings, columns=[Column("date", _("Date"), "held_on", sort="held_on", heads_row=True), …],
                  caption=_("Meetings"), empty=_("No meetings match. Remove a filter."), order="-date")

and in the template `{% include "components/table.html" %}`. Filters in the query string are kept by every link.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

PAGE_SIZE = 50
BLANKS = " \u00a0\u3000\ufeff\u200b"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")


@dataclass(frozen=True)
class Column:
    """One column. `value` is a dotted path or a function of the row; `sort` the field (or key) to order by, if any."""

    name: str
    label: str
    value: str | Callable[[Any], Any] = ""
    sort: str = ""
    numeric: bool = False
    heads_row: bool = False
    stack_label: str | None = None

    def of(self, row: Any) -> Any:
        path = self.value or self.name
        return path(row) if callable(path) else _follow(row, path)


class Table:
    """Rows of a queryset or a list, with what a template needs to draw them."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet | Iterable[Any],
        *,
        columns: Sequence[Column],
        caption: str,
        empty: str,
        order: str = "",
        per_page: int = PAGE_SIZE,
        caption_size: str = "m",
    ) -> None:
        self.request = request
        self.columns = columns
        self.caption, self.caption_size = caption, caption_size
        self.empty = empty
        self.order = self._order(order)
        self._rows = rows
        self._per_page = per_page

    def _order(self, usual: str) -> str:
        """What the address asks for, when it names a column that sorts; otherwise the usual order."""
        asked = self.request.GET.get("sort", "")
        known = {column.name for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in known else usual

    @cached_property
    def page(self) -> Page:
        """The rows of this page."""
        return Paginator(self._sorted(), self._per_page).get_page(self.request.GET.get("page"))

    def _sorted(self) -> Any:
        name = self.order.removeprefix("-")
        column = next((c for c in self.columns if c.name == name and c.sort), None)
        if column is None:
            return self._rows
        down = self.order.startswith("-")
        if isinstance(self._rows, QuerySet):
            field = F(column.sort)
            return self._rows.order_by(field.desc(nulls_last=True) if down else field.asc(nulls_last=True), "pk")
        known = [row for row in self._rows if _follow(row, column.sort) is not None]
        unknown = [row for row in self._rows if _follow(row, column.sort) is None]
        return sorted(known, key=lambda row: _follow(row, column.sort), reverse=down) + unknown

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def count_words(self) -> str:
        """Showing 51 to 100 of 300."""
        if self.page.paginator.num_pages < 2:
            return ""
        return _("Showing %(first)s to %(last)s of %(count)s") % {
            "first": f"{self.page.start_index():,}",
            "last": f"{self.page.end_index():,}",
            "count": f"{self.count:,}",
        }

    @property
    def head(self) -> list[dict[str, Any]]:
        """The headings: text, link that sorts, and how the column is sorted now."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> dict[str, Any]:
        up = self.order == column.name
        down = self.order == f"-{column.name}"
        return {
            "label": column.label,
            "numeric": column.numeric,
            "url": self.address(sort=f"-{column.name}" if up else column.name) if column.sort else "",
            "sorted": ("ascending" if up else "descending" if down else "none") if column.sort else "",
        }

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """The cells of each row, in order."""
        return [[self._cell(column, row) for column in self.columns] for row in self.page]

    @staticmethod
    def _cell(column: Column, row: Any) -> dict[str, Any]:
        label = column.label if column.stack_label is None else column.stack_label
        return {"value": column.of(row), "label": label, "numeric": column.numeric, "heads_row": column.heads_row}

    def address(self, **changes: Any) -> str:
        """The present query string with changes; a new order begins at the first page again."""
        query = self.request.GET.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    @property
    def pagination(self) -> dict[str, Any]:
        """Parameters of the design system's pagination; empty when one page holds everything."""
        return pagination(self.page, lambda number: self.address(page=number))


def safe_cell(value: Any) -> str:
    """The text of an exported cell, behind an apostrophe when a spreadsheet could take it for a formula."""
    text = str(value)
    return f"'{text}" if text.lstrip(BLANKS).startswith(STARTS_A_FORMULA) else text


def pagination(page: Page, address: Callable[[int], str]) -> dict[str, Any]:
    """Previous, numbers and next for a page, for `{% include "components/pagination.html" %}`."""
    if page.paginator.num_pages < 2:
        return {}
    items = [_page_link(page, number, address) for number in page.paginator.get_elided_page_range(page.number)]
    links: dict[str, Any] = {"items": items, "landmarkLabel": capfirst(_("pages"))}
    if page.has_previous():
        links["previous"] = {"href": address(page.previous_page_number()), "text": _("Previous")}
    if page.has_next():
        links["next"] = {"href": address(page.next_page_number()), "text": _("Next")}
    return links


def _page_link(page: Page, number: int | str, address: Callable[[int], str]) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    return {"number": number, "href": address(number), "current": number == page.number}


def _follow(row: Any, path: str) -> Any:
    """`body.name` or `body__name` of an object or a mapping; methods are called, an absent link gives None."""
    value = row
    for step in path.replace("__", ".").split("."):
        value = value.get(step) if isinstance(value, dict) else getattr(value, step, None)
        value = value() if callable(value) else value
        if value is None:
            return None
    return value
