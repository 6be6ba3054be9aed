"""The forces that figures are compared with: named, put into groups with dates, and how many people live there."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from panels.models import PoliceArea
from panels.services.keeping import day, hold_area
from performance.choices import Denominator
from performance.models import Force, Measure, Population, SimilarGroup
from performance.rules.groups import group_problems, population_problems
from performance.services.standing import keep_standings


@transaction.atomic
def create_force(*, area: PoliceArea, name: str, actor: User | None, is_own: bool = False) -> Force:
    """Name a force, so that figures of it can be held; with `is_own` the force of the area itself. Raises ValidationError by
    field."""
    held = hold_area(area)
    name = " ".join(name.split())
    force = Force(slug=slugify(name)[:60].strip("-") or "force", name=name, area=held if is_own else None)
    if Force.objects.filter(Q(slug=force.slug) | Q(name__iexact=name)).exists():
        raise ValidationError({"name": _("There is a force of this name already")})
    if is_own and Force.objects.filter(area=held).exists():
        raise ValidationError({"name": _("The force of this area is named already")})
    force.full_clean()
    force.save()
    record(actor=actor, action="performance.force_created", target=held, area=held, detail={"force": force.slug})
    return force


# Groups ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_group(
    *, area: PoliceArea, force: Force, forces: Sequence[Force], started_on: date, actor: User | None,
    ended_on: date | None = None, source: str = "",
) -> SimilarGroup:  # fmt: skip
    """Say which forces are most similar to the area's own from a day on; the group in force until then ends the day before. The
    force itself is always one of its group. Raises ValidationError by field."""
    held = _held_force(area, force)
    before = held.groups.filter(started_on__lt=started_on, ended_on__isnull=True)
    before.update(ended_on=started_on - timedelta(days=1))
    group = SimilarGroup(force=held)
    return _kept_group(group, forces, started_on, ended_on, source, actor, "group_added")


@transaction.atomic
def change_group(
    *, group: SimilarGroup, forces: Sequence[Force], started_on: date, actor: User | None, ended_on: date | None = None,
    source: str = "",
) -> SimilarGroup:  # fmt: skip
    """Change a group. Raises ValidationError by field."""
    _held_force(_area_of(group.force), group.force)
    held = SimilarGroup.objects.select_for_update(of=("self",)).select_related("force__area").get(pk=group.pk)
    return _kept_group(held, forces, started_on, ended_on, source, actor, "group_changed")


@transaction.atomic
def delete_group(*, group: SimilarGroup, actor: User | None) -> None:
    """Take a group out for good; nothing is compared within its dates then."""
    area = _area_of(group.force)
    _held_force(area, group.force)
    detail = {"force": group.force.slug, "started_on": day(group.started_on)}
    group.delete()
    record(actor=actor, action="performance.group_deleted", target=area, area=area, detail=detail)
    keep_standings(Measure.objects.filter(area=area))


def _kept_group(
    group: SimilarGroup,
    forces: Sequence[Force],
    started_on: date,
    ended_on: date | None,
    source: str,
    actor: User | None,
    act: str,
) -> SimilarGroup:
    group.started_on, group.ended_on, group.source = started_on, ended_on, source.strip()
    others = [(one.started_on, one.ended_on) for one in group.force.groups.exclude(pk=group.pk)]
    members = {one.pk for one in forces} | {group.force.pk}
    problems = group_problems(started_on=started_on, ended_on=ended_on, others=others, size=len(members))
    if problems:
        raise ValidationError(problems)
    group.full_clean()
    group.save()
    group.forces.set(members)
    area = _area_of(group.force)
    detail = {"force": group.force.slug, "started_on": day(started_on), "forces": len(members)}
    record(actor=actor, action=f"performance.{act}", target=area, area=area, detail=detail)
    keep_standings(Measure.objects.filter(area=area))
    return group


def _held_force(area: PoliceArea, force: Force) -> Force:
    """The area's own force, held. Raises ValidationError "other" for another."""
    held = Force.objects.select_for_update(of=("self",)).get(pk=force.pk)
    if held.area_id != area.pk:
        raise ValidationError(_("Only the office of its own area says which forces are similar to it"), code="other")
    return held


def _area_of(force: Force) -> PoliceArea:
    if force.area is None:
        raise ValidationError(_("The force has no area on this portal"), code="other")
    return force.area


# Populations ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_population(
    *, area: PoliceArea, force: Force, kind: str, on: date, value: int, actor: User | None, group: str = "", source: str = "",
    is_illustrative: bool = False,
) -> Population:  # fmt: skip
    """Say how many residents, households or residents of a group a force's area has on a day. The force is the area's own, or one
    that has no area on the portal. Raises ValidationError "other" and by field."""
    held = hold_area(area)
    _refuse_others(held, force)
    row = Population(
        force=force, kind=kind, group=group.strip(), on=on, value=value, source=source.strip(), is_illustrative=is_illustrative
    )
    if problems := population_problems(kind=row.kind, group=row.group):
        raise ValidationError(problems)
    if Population.objects.filter(force=force, kind=kind, group=row.group, on=on).exists():
        raise ValidationError({"on": _("There is a number of that day already. Take that one out first")})
    row.full_clean()
    row.save()
    _tell_population(held, row, actor, "population_added")
    return row


@transaction.atomic
def delete_population(*, area: PoliceArea, population: Population, actor: User | None) -> None:
    """Take a number of people out for good; rates then use another day's, or are not known. Raises ValidationError "other"."""
    held = hold_area(area)
    _refuse_others(held, population.force)
    gone = Population(force=population.force, kind=population.kind, group=population.group, on=population.on)
    population.delete()
    _tell_population(held, gone, actor, "population_deleted")


def _refuse_others(area: PoliceArea, force: Force) -> None:
    if force.area_id not in (None, area.pk):
        raise ValidationError(_("The office of its own area keeps the numbers of this force"), code="other")


def _tell_population(area: PoliceArea, row: Population, actor: User | None, act: str) -> None:
    detail = {"force": row.force.slug, "kind": row.kind, "group": row.group, "on": day(row.on)}
    record(actor=actor, action=f"performance.{act}", target=area, area=area, detail=detail)
    divided = Q(denominator=row.kind, group=row.group) if row.kind == Denominator.GROUP else Q(denominator=row.kind)
    keep_standings(Measure.objects.filter(divided, series__force=row.force).distinct())
