"""The live paper of estates and other major projects: how each stands, what comes next, and how far it is behind its plan.

It is for everybody, so that it tells of published projects alone, as they stood on its day.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import Milestone, Project, ProjectUpdate
from decisions.papers.key_decisions import last_met, safe
from decisions.rules.projects import ENDED, newest, next_milestone, slip_of_project, slip_words
from documents.sources import source
from interface.templatetags.dates import long_date, short_date
from meetings.papers.tables import table
from panels.models import Body, PoliceArea

ESTATES = "estates"
PUBLIC = AnonymousUser()


@source(ESTATES, gettext_lazy("Estates and major projects"), of_collection=True)
def estates(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The projects that are under way, and those that ended after the body last met, by title."""
    since = last_met(body, on, collection)
    projects = [one for one in _projects(area, on) if _is_told(one, since, on)]
    if not projects:
        return _("No project is published as at %(on)s.") % {"on": long_date(on)} + "\n", {}
    heads = (_("Project"), _("State"), _("Next milestone"), _("Beside its plan"))
    parts = [table(_("Projects as at %(on)s") % {"on": long_date(on)}, heads, [_cells(one, on) for one in projects])]
    parts += [_stands(one) for one in projects if one.told]
    return "\n\n".join(parts) + "\n", {}


def _projects(area: PoliceArea, on: date) -> list[Any]:
    """The published projects of an area, each with its milestones, and with what was told of it until a day."""
    told = ProjectUpdate.objects.visible_to(PUBLIC).kept().filter(as_at__lte=on)
    planned = Milestone.objects.visible_to(PUBLIC).kept()
    rows = Project.objects.visible_to(PUBLIC).filter(area=area).order_by("title", "pk")
    return list(rows.prefetch_related(
        Prefetch("updates", told, to_attr="told"), Prefetch("milestones", planned, to_attr="planned")
    ))  # fmt: skip


def _is_told(project: Project, since: date | None, on: date) -> bool:
    """Whether it had begun by the day and had not ended before the body last met."""
    if project.started_on and project.started_on > on:
        return False
    if project.status not in ENDED or project.ended_on is None:
        return project.status not in ENDED
    return since is None or project.ended_on > since


def _cells(project: Any, on: date) -> tuple[str, ...]:
    coming = next_milestone(project.planned)
    awaited = short_date(coming.expected_on or coming.planned_on) if coming else ""
    following = f"{safe(coming.title)}, {awaited}" if coming else _("none")
    return safe(project.title), project.get_status_display(), following, slip_words(slip_of_project(project.planned, on))


def _stands(project: Any) -> str:
    """The newest words on how it stands."""
    update = newest(project.told)
    said = {"title": safe(project.title), "day": long_date(update.as_at), "text": safe(update.text)}
    return _("**%(title)s**, as at %(day)s: %(text)s") % said
