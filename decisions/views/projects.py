"""Major projects as the office keeps them: entered, changed, published, with milestones and how they stand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from decisions.forms.projects import (
    MilestoneCreateForm,
    MilestoneUpdateForm,
    ProjectCreateForm,
    ProjectUpdateForm,
    StandingCreateForm,
    StandingUpdateForm,
)
from decisions.models import Milestone, Project, ProjectUpdate
from decisions.services import projects as services
from decisions.views.office import form_page, require_office
from decisions.views.project_reading import find, list_step
from interface.templatetags.dates import long_date
from meetings.views.programme import sent


def _own(request: Any, slug: str) -> Project:
    project = find(request, slug)
    require_office(request)
    return project


def _page(request: Any, project: Project) -> dict[str, Any]:
    """What the pages below a project have around their form."""
    return {
        "caption": project.title,
        "back": (project.get_absolute_url(), _("Back to the project")),
        "steps": [list_step(request), (project.get_absolute_url(), project.title)],
    }


@login_required
def project_create(request: Any, area: str) -> HttpResponse:
    """Enter a project."""
    require_office(request)
    form = ProjectCreateForm(sent(request))

    def work() -> str:
        return services.create_project(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a project"), button=_("Enter the project"),
        done=_("Project entered. Add its milestones: slippage is reckoned from them"),
        words=[_("Only the office reads it until you publish it.")],
        back=(list_step(request)[0], _("Back to the list")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def project_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a project."""
    project = _own(request, slug)
    form = ProjectUpdateForm(sent(request), project=project)

    def work() -> str:
        return services.change_project(project=project, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the project"), button=_("Save the project"), done=_("Project saved"),
        **_page(request, project),
    )  # fmt: skip


@login_required
def project_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a project."""
    words = [_("Everybody can then read it with its milestones and updates, and those that you add later.")]
    return _act(
        request, slug, services.publish_project, title=_("Publish the project"), button=_("Publish project"),
        done=_("Project published"), words=words,
    )  # fmt: skip


@login_required
def project_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a project from the public."""
    words = [_("Only the office reads it then. It can be published again.")]
    return _act(
        request, slug, services.hide_project, title=_("Take the project from the public"), button=_("Take from the public"),
        done=_("The project is no longer public"), words=words,
    )  # fmt: skip


def _act(request: Any, slug: str, service: Any, **page: Any) -> HttpResponse:
    project = _own(request, slug)
    form = ActForm(sent(request), row=project)

    def work() -> str:
        service(project=project, version=form.cleaned_data["version"], actor=request.user)
        return project.get_absolute_url()

    return form_page(request, form, work, **page, **_page(request, project))


# Milestones and updates ---------------------------------------------------------------------------------------------


@login_required
def milestone_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add a milestone."""
    project = _own(request, slug)
    form = MilestoneCreateForm(sent(request))

    def work() -> str:
        services.add_milestone(project=project, actor=request.user, **form.facts())
        return f"{project.get_absolute_url()}#milestones"

    return form_page(
        request, form, work, title=_("Add a milestone"), button=_("Add the milestone"), done=_("Milestone added"),
        **_page(request, project),
    )  # fmt: skip


@login_required
def milestone_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a milestone."""
    project = _own(request, slug)
    milestone = _row(request, Milestone, project, number)
    form = MilestoneUpdateForm(sent(request), milestone=milestone)

    def work() -> str:
        services.change_milestone(milestone=milestone, actor=request.user, **form.facts())
        return f"{project.get_absolute_url()}#milestones"

    return form_page(
        request, form, work, title=_("Change the milestone"), button=_("Save the milestone"), done=_("Milestone saved"),
        **_page(request, project),
    )  # fmt: skip


@login_required
def update_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Say how the project stands."""
    project = _own(request, slug)
    form = StandingCreateForm(sent(request))

    def work() -> str:
        services.add_update(project=project, actor=request.user, **form.facts())
        return f"{project.get_absolute_url()}#updates"

    return form_page(
        request, form, work, title=_("Say how the project stands"), button=_("Add the update"), done=_("Update added"),
        **_page(request, project),
    )  # fmt: skip


@login_required
def update_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change an update."""
    project = _own(request, slug)
    update = _row(request, ProjectUpdate, project, number)
    form = StandingUpdateForm(sent(request), update=update)

    def work() -> str:
        services.change_update(update=update, actor=request.user, **form.facts())
        return f"{project.get_absolute_url()}#updates"

    return form_page(
        request, form, work, title=_("Change the update"), button=_("Save the update"), done=_("Update saved"),
        **_page(request, project),
    )  # fmt: skip


@login_required
def milestone_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a milestone out."""
    return _move(request, slug, Milestone, number, services.remove_row)


@login_required
def milestone_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a milestone back."""
    return _move(request, slug, Milestone, number, services.restore_row)


@login_required
def update_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take an update out."""
    return _move(request, slug, ProjectUpdate, number, services.remove_row)


@login_required
def update_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put an update back."""
    return _move(request, slug, ProjectUpdate, number, services.restore_row)


def _move(request: Any, slug: str, model: Any, number: int, service: Any) -> HttpResponse:
    """The page that asks before a milestone or an update is taken out or put back."""
    project = _own(request, slug)
    row = _row(request, model, project, number)
    form, is_milestone, comes_back = ActForm(sent(request), row=row), model is Milestone, service is services.restore_row

    def work() -> str:
        service(row=row, version=form.cleaned_data["version"], actor=request.user)
        return f"{project.get_absolute_url()}#{'milestones' if is_milestone else 'updates'}"

    what = row.title if is_milestone else _("As at %(day)s") % {"day": long_date(row.as_at)}
    stays = [] if comes_back else [_("It stays on record for the office, and can be put back.")]
    return form_page(
        request, form, work, done=_("Put back") if comes_back else _("Taken out. You can put it back on this page"),
        words=[what, *stays], **_asked(is_milestone=is_milestone, comes_back=comes_back), **_page(request, project),
    )  # fmt: skip


def _asked(*, is_milestone: bool, comes_back: bool) -> dict[str, str]:
    """The title and the button of such a page."""
    if is_milestone and comes_back:
        return {"title": _("Put the milestone back"), "button": _("Put milestone back")}
    if is_milestone:
        return {"title": _("Take the milestone out"), "button": _("Take milestone out")}
    if comes_back:
        return {"title": _("Put the update back"), "button": _("Put update back")}
    return {"title": _("Take the update out"), "button": _("Take update out")}


def _row(request: Any, model: Any, project: Project, number: int) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user), project=project, number=number)
    row.project = project
    return row
