"""Objectives: entered, changed, put in order, published and taken from the public."""

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.services import record
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, next_of, publish, set_facts
from performance.models import Objective
from performance.rules.order import moved
from performance.services.rows import free_slug, keep

CHANGEABLE = ("kind", "title", "about", "benchmark_words", "ended_on")


@transaction.atomic
def create_objective(*, area: PoliceArea, actor: User | None, title: str, **facts: Any) -> Objective:
    """Enter an objective, the last in order; the office's own until it is published. Raises ValidationError by field."""
    held = hold_area(area)
    position = next_of(Objective.objects.filter(area=held), "position")
    one = Objective(area=held, slug=free_slug(Objective, held, title, otherwise="objective"), position=position)
    set_facts(one, {"title": title, **facts}, CHANGEABLE)
    return keep(one, area=held, actor=actor, act="objective_created", is_new=True)


@transaction.atomic
def change_objective(*, objective: Objective, version: int, actor: User | None, **facts: Any) -> Objective:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = hold(objective, version)
    set_facts(held, facts, CHANGEABLE)
    return keep(held, area=held.area, actor=actor, act="objective_changed")


@transaction.atomic
def publish_objective(*, objective: Objective, version: int, actor: User | None) -> Objective:
    """Let everybody read an objective, with its measures that are public. Raises ValidationError "stale", "published"."""
    held = hold(objective, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="objective_published")


@transaction.atomic
def hide_objective(*, objective: Objective, version: int, actor: User | None) -> Objective:
    """Take an objective from the public, and its measures with it. Undone by `publish_objective`. Raises ValidationError "stale",
    "unpublished"."""
    held = hold(objective, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="objective_hidden")


@transaction.atomic
def move_objective(*, objective: Objective, direction: str, actor: User | None) -> Objective:
    """Move an objective one place "up" or "down" in the area; at either end it stays."""
    area = hold_area(objective.area)
    rows = list(Objective.objects.select_for_update(of=("self",)).filter(area=area).order_by("position", "title", "pk"))
    order = moved([one.pk for one in rows], objective.pk, direction)
    if order is not None:
        _put_in_order(rows, order)
        record(actor=actor, action="performance.objective_moved", target=objective, area=area, detail={"direction": direction})
    return objective


def _put_in_order(rows: list[Objective], order: list[int]) -> None:
    """A place is not a change of what anybody wrote, so versions stay."""
    for one in rows:
        one.position = order.index(one.pk) + 1
    Objective.objects.bulk_update(rows, ["position"])
