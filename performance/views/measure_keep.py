"""Where the office keeps a measure: what is to be settled of it, its breaks, targets, benchmarks and single figures."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from performance.choices import FigureState
from performance.forms.measures import plain
from performance.models import Measure, Observation
from performance.rules import words
from performance.rules.analysis import Place, Point
from performance.services.standing import analysis_of
from performance.views.measure_keeping import own
from performance.views.measures import steps
from performance.views.office import crumbs
from performance.views.parts import MEASURES, parts
from performance.views.trends import trend_day, word_in_force

CHANGE = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'


@login_required
@require_safe
def measure_keep(request: Any, area: str, slug: str) -> HttpResponse:
    """What is settled of a measure, and what is not?"""
    measure = own(request, slug)
    breaks = list(measure.breaks.visible_to(request.user).order_by("on", "number"))
    targets = list(measure.targets.visible_to(request.user).order_by("by_on", "number"))
    context = {
        "measure": measure,
        "states": _states(request, measure),
        "breaks": [one for one in breaks if one.removed_at is None],
        "breaks_removed": [one for one in breaks if one.removed_at is not None],
        "targets": [(one, words.figure_words(measure, float(one.value))) for one in targets if one.removed_at is None],
        "targets_removed": [one for one in targets if one.removed_at is not None],
        "benchmarks": [_benchmark(one) for one in measure.benchmarks.visible_to(request.user).order_by("-ended_on")],
        "figures": _figures(request, measure),
        "parts": parts(request, MEASURES),
        "breadcrumbs": crumbs(request, *steps(request, measure)),
    }
    return render(request, "performance/measure_keep.html", context)


def _states(request: Any, measure: Measure) -> list[dict[str, Any]]:
    """The four things that are settled of a measure, each with its acts: words and address."""
    return [_known(measure), _released(measure), _trend(request, measure), _counted(measure)]


def _state(term: str, value: Any, *acts: tuple[str, str]) -> dict[str, Any]:
    return {"term": term, "value": value, "acts": [{"url": url, "words": said} for url, said in acts]}


def _url(measure: Measure, name: str) -> str:
    return reverse(f"performance:{name}", args=[measure.area.slug, measure.slug])


def _known(measure: Measure) -> dict[str, Any]:
    if measure.published_at is None:
        return _state(_("Who knows of it"), _("Only the office"), (_url(measure, "measure-publish"), _("Publish the measure")))
    hide = (_url(measure, "measure-hide"), _("Take the measure from the public"))
    if measure.objective.published_at is None:
        return _state(_("Who knows of it"), _("Only the office, until its objective is public"), hide)
    return _state(_("Who knows of it"), _("Everybody"), hide)


def _released(measure: Measure) -> dict[str, Any]:
    release = (_url(measure, "measure-release"), _("Release figures"))
    if measure.released_until is None:
        return _state(_("Figures released"), _("none"), release)
    until = _("until %(day)s") % {"day": short_date(measure.released_until)}
    return _state(_("Figures released"), until, release, (_url(measure, "measure-take-back"), _("Take figures from the public")))


def _trend(request: Any, measure: Measure) -> dict[str, Any]:
    last = trend_day(measure)
    if last is None:
        return _state(_("Trend"), _("not known: it has no figures"))
    row, url = word_in_force(request, measure, last), _url(measure, "trend-set")
    if row is None:
        said = {"word": words.trend_words(analysis_of(measure, request.user).trend.proposed), "day": short_date(last)}
        return _state(_("Trend"), _("%(word)s, as the figures until %(day)s give; not accepted yet") % said,
                      (url, _("Accept the trend or set another word")))  # fmt: skip
    said = {"word": row.get_word_display(), "day": short_date(row.ended_on)}
    settled = _("%(word)s, accepted for %(day)s") % said
    if row.is_overridden:
        settled = _("%(word)s, set for %(day)s instead of what the figures give") % said
    clear = (_url(measure, "trend-clear"), _("Take the word back"))
    return _state(_("Trend"), settled, (url, _("Set another word")), clear)


def _counted(measure: Measure) -> dict[str, Any]:
    if measure.ended_on is None:
        return _state(_("Counted"), _("Yes"), (_url(measure, "measure-retire"), _("Stop counting the measure")))
    until = _("until %(day)s") % {"day": short_date(measure.ended_on)}
    return _state(_("Counted"), until, (_url(measure, "measure-revive"), _("Count the measure again")))


def _benchmark(row: Any) -> dict[str, Any]:
    place = Place(rank=row.rank, size=row.size, position=row.position, words=row.words, source=row.source)
    return {"row": row, "words": words.benchmark_words(place), "day": row.ended_on.isoformat()}


# Figures --------------------------------------------------------------------------------------------------------------


def _figures(request: Any, measure: Measure) -> Table:
    """The force's own figures and those of the group, the latest first, each of which can be revised."""
    seen = Observation.objects.visible_to(request.user).filter(series__measure=measure).select_related("series__force")

    def link(row: Observation) -> SafeString:
        key = [measure.area.slug, measure.slug, row.series.force.slug, row.started_on.isoformat()]
        named = f"{row.series.force.name}, {_period(row)}"
        return format_html(CHANGE, reverse("performance:figure-update", args=key), _("Revise"), named)

    columns = [
        Column("period", _("Period"), _period, heads_row=True),
        Column("force", _("Force"), "series.force.name"),
        Column("value", _("Figure"), lambda row: _figure(measure, row), numeric=True),
        Column("state", _("State"), _state_words),
        Column("revise", _("Revise"), link),
    ]
    empty = _("No figures are in yet. Bring them in from a file.")
    rows = seen.order_by("-started_on", "series__force__name")
    return Table(request, rows, columns=columns, caption=_("Figures, the latest first"), empty=empty)


def _period(row: Observation) -> str:
    return words.period_words(Point(row.started_on, row.ended_on, None, is_partial=row.is_partial))


def _figure(measure: Measure, row: Observation) -> str:
    """Of a share and a ratio the count that was brought in."""
    return plain(row.value) if measure.basis in ("share", "ratio") else words.figure_words(measure, float(row.value))


def _state_words(row: Observation) -> str:
    said = FigureState(row.state).label
    return _("%(state)s, the period was not over") % {"state": said} if row.is_partial else str(said)
