"""A drawing on its page: the finding above it, events and figures below."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interface.charts.drawing import draw_both
from interface.charts.plots import (
    FORCE,
    Spec,
    kind_of,
    known,
    limit_places,
    n,
    series_places,
    stretches,
    values_of,
    writer,
)
from interface.charts.words import lettered, marks_words, period_words, subtitle_of, table_caption, target_words

Columns = list[tuple[str, list[float | None], int]]
MOST_ROWS = 13  # of a table in a PDF
SPARK_WIDE, SPARK_HIGH = 96, 26


def chart_figure(
    spec: Spec, *, level: int = 2, key: str = "", for_pdf: bool = False, links: Sequence[tuple[str, str]] = ()
) -> SafeString:
    """The finding as a heading, the drawing, its events in words and its figures; `links` are pairs of words and address.

    A page has a wide and a narrow drawing and all figures behind a details element; a PDF has the wide one and a
    table of yearly figures, and large print shows the narrow one at full measure instead.
    """
    drawings, narrow = draw_both(spec, key=key)
    if for_pdf:
        drawings += format_html('<div class="app-chart__large" hidden>{}</div>', narrow)
        table = figures_table(spec, yearly=True, for_pdf=True)
    else:
        drawings += narrow
        table = _details(spec) + _links(links)
    size = "s" if level > 3 else "m"  # no larger than the heading that it stands under
    heading = format_html("" if for_pdf else ' class="govuk-heading-{} govuk-!-margin-bottom-1"', size)
    small = "small quiet" if for_pdf else "govuk-body app-small"
    whole = format_html(
        '<figure class="app-chart"><figcaption><h{0}{1}>{2}</h{0}><p class="{3}">{4}</p></figcaption>'
        "{5}</figure>{6}{7}",
        level, heading, spec["title"], small, subtitle_of(spec), drawings, _notes(spec, small), table,
    )  # fmt: skip
    return format_html('<div class="chart">{}</div>', whole) if for_pdf else whole


def figures_table(spec: Spec, *, yearly: bool = False, for_pdf: bool = False) -> SafeString:
    """The figures; `yearly` keeps those a year apart back from the last when there are more than thirteen."""
    columns = _columns(spec)
    indexes = _yearly(spec) if yearly else list(range(len(spec["periods"])))
    num = "num" if for_pdf else "govuk-table__header govuk-table__header--numeric"
    heads = format_html_join("", '<th scope="col" class="{}">{}</th>', ((num, name) for name, _values, _places in columns))
    table, caption, head, body, th, tr = _table_classes(for_pdf, len(columns))
    return format_html(
        '<table{}><caption{}>{}</caption><thead{}><tr{}><th scope="col"{}>{}</th>{}</tr></thead>'
        "<tbody{}>{}</tbody></table>",
        table, caption, table_caption(spec), head, tr, th, _("Period"), heads, body,
        _rows(spec, columns, indexes, for_pdf),
    )  # fmt: skip


def chart_rows(spec: Spec) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of all figures of a chart, as numbers, for a file. What is not known is None."""
    columns = _columns(spec)
    heads = [_("Period"), *(name for name, _values, _places in columns), _("Illustrative")]
    told = _("yes") if spec.get("illustrative") else _("no")
    rows: list[list[Any]] = []
    for index in range(len(spec["periods"])):
        values = (_rounded(values[index], places) for _name, values, places in columns)
        rows.append([period_words(spec, index), *values, told])
    return heads, rows


def small_line(values: Sequence[float | None], words: str) -> SafeString:
    """A line of values for a cell of a table, with the words that say the same. It has no scale: its lowest is at the foot."""
    points = known(values)
    if not points:
        return format_html('<span class="quiet">{}</span>', words)
    low, high = min(value for _index, value in points), max(value for _index, value in points)
    across = (SPARK_WIDE - 10) / max(len(values) - 1, 1)
    places = [
        (index, 4 + across * index, SPARK_HIGH / 2 if high == low else 4 + (SPARK_HIGH - 8) * (high - value) / (high - low))
        for index, value in points
    ]
    joined = {index + 1 for index, _value in points}
    path = "".join(f"{'L' if index in joined else 'M'}{n(x)} {n(y)}" for index, x, y in places)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-spark" viewBox="0 0 {SPARK_WIDE} {SPARK_HIGH}" '
        f'width="{SPARK_WIDE}" height="{SPARK_HIGH}" role="img" aria-label="{escape(words)}"><title>{escape(words)}</title>'
        f'<path fill="none" stroke="{FORCE}" stroke-width="2" d="{path}"/>'
        f'<circle fill="{FORCE}" cx="{n(places[-1][1])}" cy="{n(places[-1][2])}" r="3"/></svg>'
    )
    return mark_safe(drawn)  # noqa: S308  the words are escaped, the rest are numbers


def _columns(spec: Spec) -> Columns:
    """Each series, then the limits and the target of each period, with the places they are told with."""
    count, places = len(spec["periods"]), series_places(spec)
    columns: Columns = [(str(series["name"]), values_of(series, count), places) for series in spec["series"]]
    if spec.get("limits"):
        for name, words in (("average", _("Average")), ("lower", _("Lower limit")), ("upper", _("Upper limit"))):
            columns.append((words, _spread(spec, "limits", name), limit_places(spec)))
    if spec.get("targets"):
        columns.append((_("Target"), _spread(spec, "targets", "value"), places))
    return columns


def _spread(spec: Spec, name: str, value: str) -> list[float | None]:
    """What holds for each period, of what holds for stretches of them."""
    spread: list[float | None] = [None] * len(spec["periods"])
    for start, end, stretch in stretches(spec, name):
        spread[start : end + 1] = [stretch[value]] * (end + 1 - start)
    return spread


def _yearly(spec: Spec) -> list[int]:
    """A year apart back from the last period that was over, and one that was not; the last ones of bars."""
    count = len(spec["periods"])
    if count <= MOST_ROWS:
        return list(range(count))
    if kind_of(spec) != "line":
        return list(range(count - MOST_ROWS, count))
    last = count - (2 if spec.get("partial") else 1)
    year = int(spec.get("year", 12))
    return [*range(last % year, last + 1, year), *range(last + 1, count)]


def _rows(spec: Spec, columns: Columns, indexes: Sequence[int], for_pdf: bool) -> SafeString:
    """A page of forty charts has ten thousand cells: words are escaped once. Where no limit or target holds, a cell is empty."""
    _table, _caption, _head, _body, th, tr = _table_classes(for_pdf, len(columns))
    last = len(spec["periods"]) - 1
    if for_pdf:
        opened = ['<td class="num">'] * len(columns)
    else:
        cell = '<td class="govuk-table__cell govuk-table__cell--numeric" data-label="{}">'
        opened = [str(format_html(cell, name)) for name, _values, _places in columns]
    drawn, write = [], writer()
    unknown = [escape(_("not known")) if number < len(spec["series"]) else "" for number in range(len(columns))]
    for index in indexes:
        cells = "".join(
            f"{start}{nothing if values[index] is None else write(values[index] or 0, places)}</td>"
            for start, nothing, (_name, values, places) in zip(opened, unknown, columns, strict=True)
        )
        is_short = not (spec.get("partial") and index == last)
        head = (' class="nowrap"' if is_short else "") if for_pdf else th
        drawn.append(f'<tr{tr}><th scope="row"{head}>{escape(period_words(spec, index))}</th>{cells}</tr>')
    return mark_safe("".join(drawn))  # noqa: S308  the words are escaped, the rest are numbers


def _rounded(value: float | None, places: int) -> float | int | None:
    if value is None:
        return None
    return round(value, places) if places else round(value)


def _notes(spec: Spec, classes: str) -> SafeString:
    """Events by their letters, targets, and what the marks mean."""
    words = format_html_join(" ", "<strong>{}</strong> {}: {}.", ((a, b, c.rstrip(".")) for a, b, c in lettered(spec)))
    others = " ".join([*(f"{words}." for words in target_words(spec)), *marks_words(spec)])
    if not words and not others:
        return mark_safe("")
    return format_html('<p class="{}">{}{}{}</p>', classes, words, " " if words and others else "", others)


def _details(spec: Spec) -> SafeString:
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        _("The figures behind this chart"), figures_table(spec),
    )  # fmt: skip


def _links(links: Sequence[tuple[str, str]]) -> SafeString:
    if not links:
        return mark_safe("")
    items = format_html_join(" ", '<a class="govuk-link" href="{}">{}</a>', ((url, words) for words, url in links))
    return format_html('<p class="govuk-body app-small app-chart__links">{}</p>', items)


def _table_classes(for_pdf: bool, columns: int) -> list[SafeString]:
    """Class attributes of table, caption, head, body, heading cell and row; a PDF's stylesheet needs none."""
    classes = (
        f"govuk-table app-dense app-num{' app-stack' if columns > 3 else ''}", "govuk-table__caption govuk-table__caption--s",
        "govuk-table__head", "govuk-table__body", "govuk-table__header", "govuk-table__row",
    )  # fmt: skip
    return [mark_safe("") if for_pdf else format_html(' class="{}"', name) for name in classes]
