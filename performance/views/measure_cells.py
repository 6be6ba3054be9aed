"""How a measure stands in a table: its name, trend and position in words, a small line, the last mention."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from interface.charts import small_line
from interface.tables import Column
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from performance.rules import words
from performance.services.overview import Line

SMALL = 37  # periods of the small line: three years of months and the one they are set beside


def title_cell(line: Line) -> SafeString:
    """The measure as a link, marked where the public does not read it."""
    measure = line.measure
    link = format_html('<a class="govuk-link" href="{}">{}</a>', measure.get_absolute_url(), measure.title)
    return link if is_public(measure) else format_html("{} {}", link, tag(_("Private")))


def is_public(measure: Any) -> bool:
    return measure.published_at is not None and measure.objective.published_at is not None


def trend_cell(line: Line) -> SafeString:
    """The word, whether that is better or worse, and the period: text, never a tag."""
    said = words.verdict_words(line.measure.direction, line.trend).lower()
    word = format_html("{} ({})", line.trend.label, said) if said else format_html("{}", line.trend.label)
    last = line.analysis.last
    return format_html('{}<br><span class="app-quiet">{}</span>', word, words.period_words(last)) if last else word


def position_cell(line: Line) -> str:
    """Rank and position in words; neither says good or bad."""
    return str(words.benchmark_words(line.analysis.place))


def line_cell(line: Line) -> SafeString:
    """The last three years as a small line with its words, or that there are no figures."""
    known = line.analysis.complete[-SMALL:]
    is_rolling = any(one.rolling is not None for one in known)
    values = [one.rolling if is_rolling else one.value for one in known]
    if not any(value is not None for value in values):
        return format_html("{}", _("No figures yet"))
    say = words.rolling_words if is_rolling else words.figure_words
    return small_line(values, _line_words(line, [say(line.measure, value) for value in values if value is not None]))


def _line_words(line: Line, known: list[str]) -> str:
    said = {"title": line.measure.title, "first": known[0], "last": known[-1]}
    return _("%(title)s: from %(first)s to %(last)s") % said


def mention_cell(line: Line) -> SafeString:
    """Where the panel last spoke of it."""
    said = line.mention
    if said is None:
        return format_html("{}", _("not yet"))
    template = '<a class="govuk-link app-nowrap" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'
    return format_html(template, said.url, short_date(said.on), said.words)


def changes_cell(line: Line) -> SafeString:
    """What is not as it was."""
    return format_html_join(mark_safe("<br>"), "{}", ((one.words,) for one in line.changes))


def columns(*, changes: bool = False, sorts: bool = False) -> list[Column]:
    """The columns of a table of measures, with what changed where that is asked for."""
    found = [
        Column("measure", _("Measure"), title_cell, "measure.title" if sorts else "", heads_row=True),
        Column("trend", _("Trend"), trend_cell, "trend.label" if sorts else ""),
        Column("position", _("Among similar forces"), position_cell),
    ]
    if changes:
        found.append(Column("changes", _("What changed"), changes_cell))
    found.append(Column("line", _("Three years"), line_cell))
    return [*found, Column("mention", _("Before the panel"), mention_cell, "mention.on" if sorts else "")]
