"""Measures: entered, changed, published, taken from the public, no longer counted; and until when everybody reads figures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import day, hide, hold, hold_area, publish, set_facts
from performance.models import Measure, Objective
from performance.rules.measures import Made, Other, measure_problems, release_problem, take_back_problem
from performance.services.rows import free_slug, keep
from performance.services.standing import keep_standings

CHANGEABLE = (
    "objective", "position", "title", "definition", "source", "owner", "basis", "unit", "counted", "whole", "denominator",
    "group", "direction", "ranked_from", "frequency", "places", "is_illustrative", "is_in_reports",
)  # fmt: skip


@transaction.atomic
def create_measure(*, area: PoliceArea, actor: User | None, objective: Objective, title: str, **facts: Any) -> Measure:
    """Enter a measure; the office's own until it is published. Its address comes from the title and stays. Raises
    ValidationError by field."""
    held = hold_area(area)
    measure = Measure(area=held, slug=free_slug(Measure, held, title, otherwise="measure"), created_at=clock.now())
    set_facts(measure, {"objective": objective, "title": title, **facts}, CHANGEABLE)
    _refuse_wrong(measure)
    return keep(measure, area=held, actor=actor, act="measure_created", is_new=True)


@transaction.atomic
def change_measure(*, measure: Measure, version: int, actor: User | None, **facts: Any) -> Measure:
    """Change any of CHANGEABLE; everything worked out of its figures is worked out anew. Raises ValidationError "stale" and by
    field."""
    held = hold(measure, version)
    set_facts(held, facts, CHANGEABLE)
    _refuse_wrong(held)
    keep(held, area=held.area, actor=actor, act="measure_changed")
    keep_standings([held])
    return held


@transaction.atomic
def publish_measure(*, measure: Measure, version: int, actor: User | None) -> Measure:
    """Let everybody know of a measure, once its objective is public. Raises ValidationError "stale", "published"."""
    held = hold(measure, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="measure_published")


@transaction.atomic
def hide_measure(*, measure: Measure, version: int, actor: User | None) -> Measure:
    """Take a measure from the public. Undone by `publish_measure`. Raises ValidationError "stale", "unpublished"."""
    held = hold(measure, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="measure_hidden")


@transaction.atomic
def retire_measure(*, measure: Measure, version: int, ended_on: date, actor: User | None) -> Measure:
    """Count a measure no longer after a day; its figures stay. Undone by `revive_measure`. Raises ValidationError "stale",
    "retired"."""
    held = hold(measure, version)
    if held.ended_on is not None:
        raise ValidationError(_("It is not counted any longer already"), code="retired")
    held.ended_on = ended_on
    return keep(held, area=held.area, actor=actor, act="measure_retired", ended_on=day(ended_on))


@transaction.atomic
def revive_measure(*, measure: Measure, version: int, actor: User | None) -> Measure:
    """Count a measure again. Raises ValidationError "stale", "counted"."""
    held = hold(measure, version)
    if held.ended_on is None:
        raise ValidationError(_("It is counted already"), code="counted")
    held.ended_on = None
    return keep(held, area=held.area, actor=actor, act="measure_revived")


# What everybody reads of its figures ------------------------------------------------------------------------------------


@transaction.atomic
def release_figures(*, measure: Measure, version: int, until: date, actor: User | None) -> Measure:
    """Let everybody read the figures of periods that end by a day. Undone by `take_back_figures`. Raises ValidationError "stale"
    and by `until`."""
    held = hold(measure, version)
    if problem := release_problem(until, released_until=held.released_until, today=clock.today()):
        raise ValidationError({"until": problem})
    return _released(held, until, actor, "figures_released")


@transaction.atomic
def take_back_figures(*, measure: Measure, version: int, until: date | None, actor: User | None) -> Measure:
    """Take figures of later periods than a day from the public; without a day all of them. Published reports keep what they
    said. Raises ValidationError "stale" and by `until`."""
    held = hold(measure, version)
    if problem := take_back_problem(until, released_until=held.released_until):
        raise ValidationError({"until": problem})
    return _released(held, until, actor, "figures_taken_back")


@transaction.atomic
def release_many(*, measures: Iterable[Measure], until: date, actor: User | None) -> list[Measure]:
    """Release the figures of many measures until a day at once; those released until then or longer stay. Gives those that
    changed. Raises ValidationError by `until`."""
    if problem := release_problem(until, released_until=None, today=clock.today()):
        raise ValidationError({"until": problem})
    wanted = sorted(one.pk for one in measures)
    rows = Measure.objects.select_for_update(of=("self",)).select_related("area").filter(pk__in=wanted).order_by("pk")
    changed = [one for one in rows if one.released_until is None or one.released_until < until]
    for one in changed:
        one.released_until = until
        one.bump()
        record(actor=actor, action="performance.figures_released", target=one, area=one.area, detail={"until": day(until)})
    Measure.objects.bulk_update(changed, ["released_until", "version"])
    keep_standings(changed)
    return changed


def _released(held: Measure, until: date | None, actor: User | None, act: str) -> Measure:
    held.released_until = until
    keep(held, area=held.area, actor=actor, act=act, until=day(until))
    keep_standings([held])
    return held


def _refuse_wrong(measure: Measure) -> None:
    if measure.objective.area_id != measure.area_id:
        raise ValidationError({"objective": _("Choose an objective of this area")})
    whole = measure.whole
    other = Other(whole.pk, whole.area_id, whole.basis, whole.frequency) if whole else None
    made = Made(
        pk=measure.pk, area=measure.area_id, basis=measure.basis, unit=measure.unit, frequency=measure.frequency,
        denominator=measure.denominator, group=measure.group, places=measure.places, whole=other,
        has_parts=measure.pk is not None and measure.parts.exists(),
    )  # fmt: skip
    if problems := measure_problems(made):
        raise ValidationError(problems)
