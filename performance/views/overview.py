"""What changed, does it matter, what was promised? All measures by objective, what changed since last quarter on top."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.links import url_or_none
from interface.tables import Table
from meetings.views import listing
from performance import permissions
from performance.choices import ObjectiveKind
from performance.filters.measures import MeasureFilter
from performance.models import Measure, Objective
from performance.rules.drawn import charts_of_many
from performance.services import overview as services
from performance.services.overview import Block, Line
from performance.views.measure_cells import columns
from performance.views.office import crumbs
from performance.views.parts import OVERVIEW, parts

EVERY = 500  # rows: an objective is never cut in pages
HEADINGS = {
    ObjectiveKind.NATIONAL: gettext_lazy("National objectives"),
    ObjectiveKind.LOCAL: gettext_lazy("Objectives of the local plan"),
    ObjectiveKind.OVERSIGHT: gettext_lazy("Contacts, conduct and workforce"),
}


@dataclass(frozen=True)
class Shown:
    """An objective as the page draws it."""

    block: Block
    table: Table
    charts: list[SafeString] = field(default_factory=list)


@require_safe
def overview(request: Any, area: str) -> HttpResponse:
    """By objective: measure, trend word, position in words, small line, last panel mention; with charts where asked for."""
    narrowed = MeasureFilter(request.GET, objectives=objectives(request))
    every = services.lines_of(counted(request), request.user)
    lines = narrowed.of(every)
    changed = [one for one in lines if one.changes]
    with_charts = request.GET.get("charts") == "1"
    words = ngettext("%(count)s measure", "%(count)s measures", len(lines)) % {"count": f"{len(lines):,}"}
    reports = permissions.can_report(request.user, request.area)
    plan = services.plan_now(request.area, request.user)
    blocks = services.blocks_of(request.area, lines, request.user, plan=plan)
    context = {
        "parts": parts(request, OVERVIEW),
        "breadcrumbs": crumbs(request),
        "reports": reports,
        "changed": _changed_table(request, changed),
        "sections": _sections(request, blocks, with_charts=with_charts),
        "crosswalk": [one for one in blocks if one.focus and one.objective.kind == ObjectiveKind.NATIONAL],
        "plan": plan,
        "plan_url": url_or_none("performance:plan-detail", request.area.slug, plan.slug) if plan else None,
        "report": services.newest_report(request.area, request.user),
        "with_charts": with_charts,
        "charts_url": listing.address(request, charts="0" if with_charts else "1"),
        "has_lines": bool(lines),
        "empty": _empty(narrowed, reports=reports),
        **listing.shown(request, narrowed, words=words, export="performance:measure-export"),
    }
    return render(request, "performance/overview.html", context)


def counted(request: Any) -> Any:
    """The measures that are counted today, with their objectives."""
    today = clock.today()
    seen = Measure.objects.visible_to(request.user).on(today).filter(area=request.area)
    seen = seen.filter(objective__in=Objective.objects.on(today))
    return seen.select_related("area", "objective").order_by("objective__position", "objective__title", "position", "title")


def objectives(request: Any) -> list[Objective]:
    """The objectives of the area, for its filters."""
    seen = Objective.objects.visible_to(request.user).on(clock.today()).filter(area=request.area)
    return list(seen.order_by("position", "title"))


def _changed_table(request: Any, lines: Sequence[Line]) -> Table:
    return Table(
        request, lines, columns=columns(changes=True), caption=_("Changed since last quarter"), per_page=EVERY,
        empty=_("No trend word and no place in the group is other than a quarter before."),
    )  # fmt: skip


def _sections(request: Any, blocks: Sequence[Block], *, with_charts: bool) -> list[dict[str, Any]]:
    """The objectives of each kind that has any."""
    found = []
    for kind, heading in HEADINGS.items():
        own = [_shown(request, one, with_charts=with_charts) for one in blocks if one.objective.kind == kind]
        if own:
            found.append({"kind": kind, "heading": heading, "shown": own})
    return found


def _shown(request: Any, block: Block, *, with_charts: bool) -> Shown:
    table = Table(
        request, block.lines, columns=columns(), caption=block.objective.title, caption_size="s", per_page=EVERY, empty=""
    )
    charts = [one for line in block.lines for one in charts_of_many(line.measure, line.analysis, level=3)] if with_charts else []
    return Shown(block, table, charts)


def _empty(narrowed: MeasureFilter, *, reports: bool) -> str:
    if narrowed.in_force():
        return _("No measures match. Remove a filter.")
    if reports:
        return _("No measure is entered yet. Enter the objectives and their measures, then bring in their figures.")
    return _("No measure is published yet. What the force is measured by appears here once it is.")
