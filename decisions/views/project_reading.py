"""Major projects as they are read: the list, one of them, and the list as a file."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import ProjectStatus
from decisions.filters import ProjectFilter
from decisions.models import Milestone, Project, ProjectUpdate
from decisions.resources import project_dataset
from decisions.rules import projects as rules
from decisions.rules.projects import ProjectLine
from decisions.views.office import crumbs
from interface import clock, markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


def find(request: Any, slug: str) -> Project:
    """A project that the reader may see."""
    seen = Project.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("projects:project-list", args=[request.area.slug]), _("Major projects")


def state_tag(project: Project) -> str:
    """The state of a project, as a tag."""
    colours = {ProjectStatus.ACTIVE: "blue", ProjectStatus.PAUSED: "grey", ProjectStatus.DONE: "green"}
    return tag(project.get_status_display(), colours.get(ProjectStatus(project.status), "magenta"))


@require_safe
def project_list(request: Any, area: str) -> HttpResponse:
    """Where does each project stand, and which slips?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_work_on_decisions(request.user, request.area)
    words = ngettext("%(count)s project", "%(count)s projects", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "breadcrumbs": crumbs(request),
        **listing.shown(request, narrowed, words=words, export="projects:project-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "decisions/project_list.html", context)


@require_safe
def project_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filter and its order, on every page of it."""
    lines = _table(request, _narrowed(request)).page.paginator.object_list
    return listing.dataset_as_file(project_dataset(lines), fmt=fmt, name=f"{area}-projects")


def _narrowed(request: Any) -> ProjectFilter:
    kept = [
        Prefetch("milestones", Milestone.objects.visible_to(request.user).kept()),
        Prefetch("updates", ProjectUpdate.objects.visible_to(request.user).kept()),
    ]
    seen = Project.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return ProjectFilter(request.GET, queryset=seen.prefetch_related(*kept).order_by("title", "slug"))


def _table(request: Any, narrowed: ProjectFilter) -> Table:
    today = clock.today()
    lines = [rules.line_of(one, one.milestones.all(), one.updates.all(), today) for one in narrowed.rows]
    columns = [
        Column("project", _("Project"), _title_cell, "project.title", heads_row=True),
        Column("next", _("Next milestone"), _next_cell, "planned_on"),
        Column("slip", _("Slip"), _slip_cell, "slip_days"),
        Column("risk", _("Risk"), lambda line: line.risk_words, "risk"),
        Column("state", _("State"), lambda line: state_tag(line.project), "project.status"),
    ]
    return Table(request, lines, columns=columns, caption=_("Major projects, by name"), empty="")


def _title_cell(line: ProjectLine) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', line.project.get_absolute_url(), line.project.title)
    return link if line.project.published_at else format_html("{} {}", link, tag(_("Private")))


def _next_cell(line: ProjectLine) -> SafeString:
    if not line.next_title:
        return format_html("{}", _("none"))
    return format_html(QUIET, line.next_title, _days(line.planned_on, line.expected_on))


def _days(planned_on: Any, expected_on: Any) -> str:
    if expected_on is None or expected_on == planned_on:
        return _("planned for %(planned)s") % {"planned": short_date(planned_on)}
    said = {"planned": short_date(planned_on), "expected": short_date(expected_on)}
    return _("planned for %(planned)s, expected on %(expected)s") % said


def _slip_cell(line: ProjectLine) -> SafeString:
    """What is reckoned and what is stated, each named."""
    reckoned = _("Reckoned: %(words)s") % {"words": line.slip_words}
    if not line.stated_words:
        return format_html("{}", reckoned)
    stated = _("Stated: %(words)s") % {"words": line.stated_words}
    return format_html("{}<br>{}", reckoned, stated)


def _empty(narrowed: ProjectFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No projects match. Remove a filter.")
    if works:
        return _("No project is entered yet. Enter one with its milestones: the portal reckons how far it is behind.")
    return _("No project is published yet. Projects that the Commissioner oversees appear here once they are published.")


# One of them ----------------------------------------------------------------------------------------------------------


@require_safe
def project_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """Is the project where it was to be, and how risky is it?"""
    project, today = find(request, slug), clock.today()
    works = permissions.can_work_on_decisions(request.user, request.area)
    milestones = list(project.milestones.visible_to(request.user).order_by("planned_on", "number"))
    updates = list(project.updates.visible_to(request.user).order_by("-as_at", "-number"))
    standing = [one for one in milestones if one.removed_at is None]
    said = [one for one in updates if one.removed_at is None]
    line = rules.line_of(project, standing, said, today)
    context = {
        "project": project,
        "state": state_tag(project),
        "line": line,
        "key_facts": _key_facts(line, said),
        "facts": _facts(project),
        "about": markdown.render(project.about, level=3),
        "milestones": [
            {"row": one, "slip": rules.slip_words(rules.slip_of(one, today)), "state": _milestone_tag(one, today)}
            for one in standing
        ],
        "updates": [_update(one) for one in said],
        "removed": _removed([*milestones, *updates]) if works else [],
        "works": works,
        "breadcrumbs": crumbs(request, list_step(request)),
    }
    return render(request, "decisions/project_detail.html", context)


def _key_facts(line: ProjectLine, said: list[Any]) -> list[dict[str, str]]:
    """Reckoned slip, stated slip and risk, each with what it comes from."""
    scored, stated = rules.newest_risk(said), rules.newest_stated(said)
    found = [{"term": _("Reckoned"), "value": line.slip_words, "note": _reckoned_note(line)}]
    if stated is not None:
        found.append({"term": _("Stated"), "value": line.stated_words, "note": _stated_note(stated)})
    note = _("as at %(day)s") % {"day": long_date(scored.as_at)} if scored is not None else ""
    return [*found, {"term": _("Risk"), "value": line.risk_words, "note": note}]


def _reckoned_note(line: ProjectLine) -> str:
    if line.slip is None:
        return _("it has no milestone")
    return _("from the milestone “%(title)s”") % {"title": line.slip.milestone.title}


def _stated_note(update: Any) -> str:
    if update.source:
        return _("by its own report, %(source)s") % {"source": update.source}
    return _("by its own report, as at %(day)s") % {"day": long_date(update.as_at)}


def _facts(project: Project) -> list[dict[str, Any]]:
    rows = [
        (_("Who leads it"), project.lead),
        (_("Since"), long_date(project.started_on)),
        (_("Finished on") if project.status == ProjectStatus.DONE else _("Stopped on"), long_date(project.ended_on)),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _milestone_tag(one: Milestone, today: Any) -> str:
    if one.reached_on is not None:
        late = one.reached_on > one.planned_on
        return tag(_("Reached late"), "orange") if late else tag(_("Reached"), "green")
    if (one.expected_on or one.planned_on) < today:
        return tag(_("Missed"))
    return tag(_("Late")) if rules.slip_of(one, today).days > 0 else format_html("{}", _("To come"))


def _update(one: ProjectUpdate) -> dict[str, Any]:
    return {
        "row": one,
        "html": markdown.render(one.text, level=4),
        "stated": rules.stated_words(one),
        "risk": rules.risk_words(one.risk) if one.risk is not None else "",
    }


def _removed(rows: list[Any]) -> list[dict[str, str]]:
    """What was taken out, for who may put it back."""
    found = []
    for one in rows:
        if one.removed_at is None:
            continue
        is_milestone = isinstance(one, Milestone)
        name = "milestone-restore" if is_milestone else "update-restore"
        words = one.title if is_milestone else _("Update as at %(day)s") % {"day": long_date(one.as_at)}
        url = reverse(f"projects:{name}", args=[one.project.area.slug, one.project.slug, one.number])
        found.append({"words": words, "url": url})
    return found
