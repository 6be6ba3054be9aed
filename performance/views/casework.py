"""Contacts, conduct and workforce: what came in, what became of it, and whether stated totals agree with the figures."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import markdown
from meetings.views import listing
from performance import permissions
from performance.choices import ObjectiveKind
from performance.models import Objective, StatedFigure
from performance.rules.casework_facts import fact_of
from performance.services.casework import Casework, casework_of, read
from performance.views.casework_words import (
    aims_shown,
    charts_shown,
    check_shown,
    file_heads,
    file_rows,
    outcomes_shown,
    table_shown,
)
from performance.views.inspection_lists import dataset
from performance.views.measures import steps
from performance.views.office import crumbs
from performance.views.parts import CASEWORK, parts


def casework_url(objective: Objective) -> str:
    """The page of one objective that the office watches."""
    return reverse("scrutiny:casework-detail", args=[objective.area.slug, objective.slug])


def find(request: Any, slug: str) -> Objective:
    """An objective that the office watches and the reader may see."""
    seen = Objective.objects.visible_to(request.user).filter(area=request.area, kind=ObjectiveKind.OVERSIGHT, slug=slug)
    objective = seen.select_related("area").first()
    if objective is None:
        raise Http404
    return objective


def casework_steps(request: Any) -> list[tuple[str, str]]:
    """The way to a page below this one."""
    return [*steps(request), (reverse("scrutiny:casework", args=[request.area.slug]), _("Contacts and workforce"))]


@require_safe
def casework(request: Any, area: str) -> HttpResponse:
    """How many contacts, complaint reviews and officers are there, and how many were there a year ago?"""
    rows = casework_of(request.area, request.user)
    context = {
        "groups": [
            {
                "objective": one.objective, "url": casework_url(one.objective), "facts": [fact_of(each) for each in one.counted],
                "disagree": sum(check.agrees is False for check in one.checks),
            }
            for one in rows
        ],
        "reports": permissions.can_report(request.user, request.area),
        "parts": parts(request, CASEWORK),
        "breadcrumbs": crumbs(request, *steps(request)),
    }  # fmt: skip
    return render(request, "performance/casework.html", context)


@require_safe
def casework_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """Month by month beside the year before, outcomes with their shares, and stated figures checked."""
    objective = find(request, slug)
    (found,) = read([objective], request.user)
    tables = [table_shown(one) for one in found.tables]
    reports, outcomes = permissions.can_report(request.user, request.area), found.outcomes
    context = {
        "objective": objective,
        "about": markdown.render(objective.about, level=2),
        "key_facts": [fact_of(one) for one in found.counted],
        "tables": tables,
        "has_partial": any(one["has_partial"] for one in tables),
        "outcomes": outcomes_shown(outcomes) if outcomes else None,
        "aims": aims_shown(found),
        "checks": [check_shown(one) for one in found.checks],
        "charts": charts_shown(found),
        "measures": [one.measure for one in found.counted],
        "exports": _exports(found),
        "reports": reports,
        "acts": _acts(objective) if reports else [],
        "removed": _removed(objective, request.user) if reports else [],
        "parts": parts(request, CASEWORK),
        "breadcrumbs": crumbs(request, *casework_steps(request)),
    }
    return render(request, "performance/casework_detail.html", context)


def _exports(found: Casework) -> list[dict[str, str]]:
    if not any(one.analysis.points for one in found.counted):
        return []
    slugs = [found.objective.area.slug, found.objective.slug]
    addresses = ((fmt, reverse("scrutiny:casework-export", args=[*slugs, fmt])) for fmt in listing.FORMATS)
    return [{"text": _("Download as %(kind)s") % {"kind": fmt.upper()}, "url": url} for fmt, url in addresses]


def _acts(objective: Objective) -> list[dict[str, str]]:
    slugs = [objective.area.slug, objective.slug]
    bring = reverse("figures:upload-list", args=slugs[:1])
    return [
        {"text": _("Enter a stated figure"), "url": reverse("scrutiny:stated-create", args=slugs)},
        {"text": _("Bring in figures"), "url": bring},
    ]


def _removed(objective: Objective, user: Any) -> list[dict[str, str]]:
    """Stated figures that were taken out, for who may put them back."""
    rows = StatedFigure.objects.visible_to(user).filter(objective=objective, removed_at__isnull=False).order_by("number")
    slugs = [objective.area.slug, objective.slug]
    return [{"words": one.title, "url": reverse("scrutiny:stated-restore", args=[*slugs, one.number])} for one in rows]


@require_safe
def casework_export(request: Any, area: str, slug: str, fmt: str) -> HttpResponse:
    """The figures of the page, each with that of a year before."""
    objective = find(request, slug)
    (found,) = read([objective], request.user)
    return listing.dataset_as_file(dataset(tuple(file_heads()), file_rows(found)), fmt=fmt, name=f"{area}-{slug}")
