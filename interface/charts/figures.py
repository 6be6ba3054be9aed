"""A drawing on its page: the finding above it, events and figures below."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interface.charts.drawing import NARROW, WIDE, Spec, figure, lettered, line_chart, places_of, plot_of, series_places


def chart_figure(spec: Spec, *, level: int = 2, key: str = "", for_pdf: bool = False) -> SafeString:
    """The finding as a heading, the drawing, its events in words and its figures.

    A page has a wide and a narrow drawing and all figures behind a details element; a PDF has the wide one and a
    table of yearly figures.
    """
    drawings = line_chart(spec, WIDE, key=key)
    if for_pdf:
        table = figures_table(spec, yearly=True, for_pdf=True)
    else:
        drawings += line_chart(spec, NARROW, key=key)
        table = _details(spec)
    heading = mark_safe("" if for_pdf else ' class="govuk-heading-m govuk-!-margin-bottom-1"')  # noqa: S308  constant
    small = "small quiet" if for_pdf else "govuk-body app-small"
    whole = format_html(
        '<figure class="app-chart"><figcaption><h{0}{1}>{2}</h{0}><p class="{3}">{4}</p></figcaption>'
        "{5}</figure>{6}{7}",
        level, heading, spec["title"], small, _subtitle(spec), drawings, _event_words(spec, small), table,
    )  # fmt: skip
    return format_html('<div class="chart">{}</div>', whole) if for_pdf else whole


def figures_table(spec: Spec, *, yearly: bool = False, for_pdf: bool = False) -> SafeString:
    """The figures; `yearly` keeps every twelfth period back from the last when there are more than thirteen."""
    indexes = range(len(spec["periods"]))
    if yearly and len(indexes) > 13:
        indexes = range((len(indexes) - 1) % 12, len(indexes), 12)
    num = "num" if for_pdf else "govuk-table__header govuk-table__header--numeric"
    heads = format_html_join("", '<th scope="col" class="{}">{}</th>', ((num, s["name"]) for s in spec["series"]))
    rows = format_html_join("", "{}", ((_figures_row(spec, index, for_pdf),) for index in indexes))
    table, caption, head, body, th, tr = _table_classes(for_pdf)
    return format_html(
        '<table{}><caption{}>{}</caption><thead{}><tr{}><th scope="col"{}>{}</th>{}</tr></thead>'
        "<tbody{}>{}</tbody></table>",
        table, caption, _table_caption(spec), head, tr, th, _("Period"), heads, body, rows,
    )  # fmt: skip


def _subtitle(spec: Spec) -> str:
    plot = plot_of(spec, WIDE)
    words = str(spec.get("subtitle", "")).strip()
    if plot.low > 0:
        start = _("The scale starts at %(low)s.") % {"low": figure(plot.low, places_of(plot.step))}
        words = f"{words}{'' if words.endswith('.') or not words else '.'} {start}".strip()
    return words


def _event_words(spec: Spec, classes: str) -> str:
    events = lettered(spec)
    if not events:
        return ""
    words = format_html_join(" ", "<strong>{}</strong> {}: {}.", ((a, b, c.rstrip(".")) for a, b, c in events))
    return format_html('<p class="{}">{}</p>', classes, words)


def _details(spec: Spec) -> SafeString:
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        _("The figures behind this chart"), figures_table(spec),
    )  # fmt: skip


def _figures_row(spec: Spec, index: int, for_pdf: bool) -> str:
    cell = "num" if for_pdf else "govuk-table__cell govuk-table__cell--numeric"
    places = series_places(spec)
    cells = format_html_join(
        "", '<td class="{}">{}</td>', ((cell, _figure_at(series["values"], index, places)) for series in spec["series"])
    )
    *_rest, th, tr = _table_classes(for_pdf)
    head = mark_safe(' class="nowrap"') if for_pdf else th
    return format_html('<tr{}><th scope="row"{}>{}</th>{}</tr>', tr, head, spec["periods"][index], cells)


def _figure_at(values: Sequence[float | None], index: int, places: int) -> str:
    value = values[index] if index < len(values) else None
    return _("not known") if value is None else figure(value, places)


def _table_classes(for_pdf: bool) -> list[SafeString]:
    """Class attributes of table, caption, head, body, heading cell and row; a PDF's stylesheet needs none."""
    classes = (
        "govuk-table app-dense app-num", "govuk-table__caption govuk-table__caption--s", "govuk-table__head",
        "govuk-table__body", "govuk-table__header", "govuk-table__row",
    )  # fmt: skip
    return [mark_safe("") if for_pdf else format_html(' class="{}"', name) for name in classes]


def _table_caption(spec: Spec) -> str:
    unit = str(spec.get("unit", ""))
    return _("Figures, %(unit)s") % {"unit": unit} if unit else _("Figures")
