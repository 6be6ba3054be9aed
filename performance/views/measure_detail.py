"""The page of a measure: is it better or worse than expected? The same address for the public, the panel and the office."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock, markdown
from interface.charts import chart_figure
from interface.links import url_or_none
from performance import permissions
from performance.models import Measure
from performance.rules import words
from performance.rules.analysis import Analysis
from performance.rules.charts import charts_of
from performance.rules.facts import key_facts
from performance.rules.glossary import link_terms
from performance.rules.marks import chart_events, letters_of
from performance.services import links as kept
from performance.services import measure_reading as reading
from performance.services.events import BREAK, Event, events_of, marked
from performance.services.glossary import terms_of
from performance.services.overview import focus_of, plan_now, promises_of
from performance.services.said import results_of
from performance.services.standing import analysis_of
from performance.views.measure_acts import acts
from performance.views.measure_cells import is_public
from performance.views.measure_figures import figures_shown
from performance.views.measures import find, steps
from performance.views.office import crumbs
from performance.views.parts import MEASURES, parts


@require_safe
def measure_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """The finding, four facts, charts with lettered events, figures, the rule of the trend, what was promised and said."""
    measure, user = find(request, slug), request.user
    analysis = analysis_of(measure, user)
    events = events_of([measure], user)[measure.pk]
    reports = permissions.can_report(user, measure.area)
    charts = charts_of(measure, analysis, chart_events(marked(events)), named=False)
    context = {
        "measure": measure,
        "analysis": analysis,
        "is_public": is_public(measure),
        "parts": parts(request, MEASURES),
        "breadcrumbs": crumbs(request, *steps(request, measure)[:-1]),
        "finding": words.finding(measure, analysis),
        "key_facts": key_facts(measure, analysis),
        "charts": [chart_figure(spec, key=key, links=_files(measure, key)) for key, spec in charts],
        "figures": figures_shown(measure, analysis, reading.revisions_of(measure, user)),
        "rule": words.rule_words(analysis) if analysis.points else [],
        "promises": promises_of([measure.objective_id], user).get(measure.objective_id, []),
        "said": _said(events, letters_of([spec for _key, spec in charts]), request),
        "reports": reports,
        "acts": acts(measure) if reports else [],
        "kept_links": kept.links_kept(measure, user) if reports else [],
        **_aside(request, measure, analysis, reports=reports),
    }
    return render(request, "performance/measure_detail.html", context)


def _files(measure: Measure, key: str) -> list[tuple[str, str]]:
    """A chart as an image and as its figures: words and address."""
    named = ((_("Chart as an image (SVG)"), "performance:chart-svg"), (_("Its figures (CSV)"), "performance:chart-csv"))
    return [(words, reverse(name, args=[measure.area.slug, measure.slug, key])) for words, name in named]


def _said(events: Sequence[Event], letters: Mapping[str, str], request: Any) -> list[dict[str, Any]]:
    """What the panel said and saw, the newest first, each with its letter on the charts and what came of it."""
    told = [one for one in reversed(events) if one.kind != BREAK]
    results = results_of(told, request.user)
    return [{"event": one, "letter": letters.get(one.words, ""), "result": results.get((one.kind, one.key), "")} for one in told]


def _aside(request: Any, measure: Measure, analysis: Analysis, *, reports: bool) -> dict[str, Any]:
    """Beside the charts: what is counted, similar forces, the plan."""
    user, on = request.user, analysis.last.ended_on if analysis.last else clock.today()
    force = reading.own_force(measure)
    group, forces = reading.similar_forces(force, on)
    glossary = url_or_none("performance:term-list", request.area.slug) or ""
    definition = markdown.render(measure.definition, level=3)
    focus = focus_of(plan_now(measure.area, user), user).get(measure.objective_id)
    return {
        "definition": link_terms(definition, terms_of(measure.area), glossary) if glossary else definition,
        "facts": _facts(measure, reading.people_of(measure, force, on), reports=reports),
        "group": group,
        "forces": forces,
        "end_words": words.end_words(measure, analysis.place),
        "stated": words.stated_words(analysis.place),
        "focus": focus,
        "plan_url": url_or_none("performance:plan-detail", request.area.slug, focus.plan.slug) if focus else None,
        "forces_url": url_or_none("performance:force-list", request.area.slug),
        "neighbours": reading.neighbours_of(measure, user),
    }


def _facts(measure: Measure, people: Any, *, reports: bool) -> list[dict[str, Any]]:
    """Source, what it is divided by, when a change is good, how often, by whom."""
    divided = measure.get_denominator_display()
    if people is not None:
        mark = _(" (illustrative)") if people.is_illustrative else ""
        divided = f"{divided}, {people.value:,}{mark}"
    rows = [
        (_("Source"), measure.source or _("not known")),
        (_("How it is worked out"), measure.get_basis_display()),
        (_("Set beside"), measure.whole.title if measure.whole and (reports or is_public(measure.whole)) else ""),
        (_("Divided by"), divided),
        (_("Better when"), {"up": _("Higher"), "down": _("Lower")}.get(measure.direction, _("Neither: it gives context"))),
        (_("Reported"), measure.get_frequency_display()),
        (_("Owner"), measure.owner or _("not known")),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]
