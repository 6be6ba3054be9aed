"""Major projects: entered, changed, published and taken from the public; their milestones and how they stand."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import ProjectStatus
from decisions.models import Milestone, Project, ProjectUpdate
from decisions.rules.projects import milestone_problems, project_problems, update_problems
from interface import clock
from panels.models import PoliceArea

LONGEST_SLUG = 70
CHANGEABLE = ("title", "about", "lead", "status", "started_on", "ended_on")
OF_MILESTONE = ("title", "planned_on", "expected_on", "reached_on", "note")
OF_UPDATE = ("as_at", "text", "risk", "weeks_behind_least", "weeks_behind_most", "source")


@transaction.atomic
def create_project(
    *, area: PoliceArea, actor: User | None, title: str, about: str = "", lead: str = "", status: str = ProjectStatus.ACTIVE,
    started_on: date | None = None, ended_on: date | None = None,
) -> Project:  # fmt: skip
    """Enter a project; the office's own until it is published. Its address comes from the title and stays. Raises
    ValidationError by field."""
    PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
    project = Project(
        area=area, slug=_free_slug(area, title), title=title.strip(), about=about.strip(), lead=lead.strip(), status=status,
        started_on=started_on, ended_on=ended_on, created_at=clock.now(),
    )  # fmt: skip
    _refuse_wrong_days(project)
    project.full_clean()
    project.save()
    _tell(project, actor, "project_created")
    return project


def _free_slug(area: PoliceArea, title: str) -> str:
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "project"
    taken = set(Project.objects.filter(area=area, slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken or slug == "create":
        number += 1
        slug = f"{wanted}-{number}"
    return slug


@transaction.atomic
def change_project(*, project: Project, version: int, actor: User | None, **facts: Any) -> Project:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = lock_project(project, version)
    _set(held, facts, CHANGEABLE)
    _refuse_wrong_days(held)
    return _save(held, actor, "project_changed")


@transaction.atomic
def publish_project(*, project: Project, version: int, actor: User | None) -> Project:
    """Let everybody read a project with its milestones and updates, those to come as well. Raises ValidationError "stale",
    "published"."""
    held = lock_project(project, version)
    if held.published_at is not None:
        raise ValidationError(_("This project is public already"), code="published")
    held.published_at = clock.now()
    return _save(held, actor, "project_published")


@transaction.atomic
def hide_project(*, project: Project, version: int, actor: User | None) -> Project:
    """Take a project from the public. Undone by `publish_project`. Raises ValidationError "stale", "unpublished"."""
    held = lock_project(project, version)
    if held.published_at is None:
        raise ValidationError(_("This project is not public"), code="unpublished")
    held.published_at = None
    return _save(held, actor, "project_hidden")


# Milestones ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_milestone(
    *, project: Project, actor: User | None, title: str, planned_on: date, expected_on: date | None = None,
    reached_on: date | None = None, note: str = "",
) -> Milestone:  # fmt: skip
    """Add what the project is to reach by when. Raises ValidationError by field."""
    held = lock_project(project)
    row = Milestone(
        project=held, number=_next_row(held), title=title.strip(), planned_on=planned_on, expected_on=expected_on,
        reached_on=reached_on, note=note.strip(),
    )  # fmt: skip
    return _keep_milestone(held, row, actor, "milestone_added")


@transaction.atomic
def change_milestone(*, milestone: Milestone, version: int, actor: User | None, **facts: Any) -> Milestone:
    """Change any of OF_MILESTONE. Raises ValidationError "stale", "removed" and by field."""
    held, row = _lock_row(milestone, version)
    _refuse_removed(row)
    _set(row, facts, OF_MILESTONE)
    row.bump()
    return _keep_milestone(held, row, actor, "milestone_changed")


def _keep_milestone(project: Project, row: Milestone, actor: User | None, act: str) -> Milestone:
    if problems := milestone_problems(reached_on=row.reached_on, today=clock.today()):
        raise ValidationError(problems)
    row.full_clean(exclude=["project"])
    row.save()
    _save(project, actor, act, milestone=row.number)
    return row


# How it stands ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_update(
    *, project: Project, actor: User | None, as_at: date, text: str, risk: int | None = None,
    weeks_behind_least: int | None = None, weeks_behind_most: int | None = None, source: str = "",
) -> ProjectUpdate:  # fmt: skip
    """Say how the project stands on a day: its risk score from 1 to 25, and the weeks behind that its own report states. One
    number of weeks is the least and the most. Raises ValidationError by field."""
    held = lock_project(project)
    row = ProjectUpdate(
        project=held, number=_next_row(held), as_at=as_at, text=text.strip(), risk=risk, weeks_behind_least=weeks_behind_least,
        weeks_behind_most=weeks_behind_most, source=source.strip(), made_at=clock.now(), made_by=actor,
    )  # fmt: skip
    return _keep_update(held, row, actor, "project_update_added")


@transaction.atomic
def change_update(*, update: ProjectUpdate, version: int, actor: User | None, **facts: Any) -> ProjectUpdate:
    """Change any of OF_UPDATE. Raises ValidationError "stale", "removed" and by field."""
    held, row = _lock_row(update, version)
    _refuse_removed(row)
    _set(row, facts, OF_UPDATE)
    row.bump()
    return _keep_update(held, row, actor, "project_update_changed")


def _keep_update(project: Project, row: ProjectUpdate, actor: User | None, act: str) -> ProjectUpdate:
    problems = update_problems(
        as_at=row.as_at, least=row.weeks_behind_least, most=row.weeks_behind_most, today=clock.today()
    )  # fmt: skip
    if problems:
        raise ValidationError(problems)
    row.full_clean(exclude=["project"])
    row.save()
    _save(project, actor, act, update=row.number)
    return row


# Taking out and putting back ------------------------------------------------------------------------------------------


@transaction.atomic
def remove_row(*, row: Milestone | ProjectUpdate, version: int, actor: User | None) -> Any:
    """Take a milestone or an update out; it stays for the office, and `restore_row` puts it back. Raises ValidationError "stale",
    "removed"."""
    project, held = _lock_row(row, version)
    _refuse_removed(held)
    held.removed_at = clock.now()
    return _moved(project, held, actor, "removed")


@transaction.atomic
def restore_row(*, row: Milestone | ProjectUpdate, version: int, actor: User | None) -> Any:
    """Put back what was taken out. Raises ValidationError "stale", "there"."""
    project, held = _lock_row(row, version)
    if held.removed_at is None:
        raise ValidationError(_("It is there already"), code="there")
    held.removed_at = None
    return _moved(project, held, actor, "restored")


def _moved(project: Project, row: Any, actor: User | None, act: str) -> Any:
    kind = "milestone" if isinstance(row, Milestone) else "project_update"
    row.bump()
    row.save()
    _save(project, actor, f"{kind}_{act}", number=row.number)
    return row


# Shared ---------------------------------------------------------------------------------------------------------------


def lock_project(project: Project, version: int | None = None) -> Project:
    """The project, held until the change is done. Raises ValidationError "stale" past the version that was read."""
    held = Project.objects.select_for_update(of=("self",)).select_related("area").get(pk=project.pk)
    if version is not None:
        held.still_at(version)
    return held


def _lock_row(row: Any, version: int) -> tuple[Project, Any]:
    project = lock_project(row.project)
    held = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    held.still_at(version)
    held.project = project
    return project, held


def _refuse_removed(row: Any) -> None:
    if row.removed_at is not None:
        raise ValidationError(_("It was taken out. Put it back first"), code="removed")


def _set(row: Any, facts: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := set(facts) - set(known):
        raise TypeError(f"{type(row).__name__} has no {', '.join(sorted(unknown))} to change")
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _refuse_wrong_days(project: Project) -> None:
    problems = project_problems(
        status=project.status, started_on=project.started_on, ended_on=project.ended_on, today=clock.today()
    )  # fmt: skip
    if problems:
        raise ValidationError(problems)


def _next_row(project: Project) -> int:
    project.rows_made += 1
    return project.rows_made


def _save(project: Project, actor: User | None, act: str, **detail: Any) -> Project:
    project.bump()
    project.full_clean()
    project.save()
    _tell(project, actor, act, **detail)
    return project


def _tell(project: Project, actor: User | None, act: str, **detail: Any) -> None:
    """Into the trail by its slug, as addresses name it."""
    record(actor=actor, action=f"decisions.{act}", target=project, area=project.area, detail=detail)
