"""The Police and Crime Plan: entered, changed, published; its priorities, areas of focus, and what contributes to which."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import CaseKind
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, next_of, publish, put_back, refuse_removed, set_facts, take_out
from performance.models import Crosswalk, FocusArea, Objective, Plan, Priority
from performance.rules.order import moved
from performance.services.rows import RESERVED, keep

CHANGEABLE = ("title", "started_on", "ended_on", "url", "case")
OF_PRIORITY = ("title", "about")
OF_FOCUS = ("title", "about", "priority")
NAMES: dict[type, str] = {Priority: "priority", FocusArea: "focus_area"}
Part = TypeVar("Part", Priority, FocusArea)


@transaction.atomic
def create_plan(*, area: PoliceArea, actor: User | None, title: str, started_on: date, **facts: Any) -> Plan:
    """Enter a plan; the office's own until it is published. Its address comes from its years and stays. Raises ValidationError by
    field."""
    held = hold_area(area)
    plan = Plan(area=held, slug=_free_slug(held, started_on, facts.get("ended_on")))
    set_facts(plan, {"title": title, "started_on": started_on, **facts}, CHANGEABLE)
    _refuse_wrong(plan)
    return keep(plan, area=held, actor=actor, act="plan_created", is_new=True)


@transaction.atomic
def change_plan(*, plan: Plan, version: int, actor: User | None, **facts: Any) -> Plan:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = hold(plan, version)
    set_facts(held, facts, CHANGEABLE)
    _refuse_wrong(held)
    return keep(held, area=held.area, actor=actor, act="plan_changed")


@transaction.atomic
def publish_plan(*, plan: Plan, version: int, actor: User | None) -> Plan:
    """Let everybody read a plan. Raises ValidationError "stale", "published"."""
    held = hold(plan, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="plan_published")


@transaction.atomic
def hide_plan(*, plan: Plan, version: int, actor: User | None) -> Plan:
    """Take a plan from the public. Undone by `publish_plan`. Raises ValidationError "stale", "unpublished"."""
    held = hold(plan, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="plan_hidden")


def _free_slug(area: PoliceArea, started_on: date, ended_on: date | None) -> str:
    """“2021-25”, with a letter where there is one for these years already."""
    wanted = f"{started_on.year}-{ended_on.year % 100:02}" if ended_on else str(started_on.year)
    taken = set(Plan.objects.filter(area=area, slug__startswith=wanted).values_list("slug", flat=True)) | RESERVED
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in names if one not in taken)


def _refuse_wrong(plan: Plan) -> None:
    problems = {}
    if plan.ended_on is not None and plan.ended_on < plan.started_on:
        problems["ended_on"] = _("Enter a day that is not before the plan begins")
    if plan.case is not None and (plan.case.area_id != plan.area_id or plan.case.kind != CaseKind.PLAN):
        problems["case"] = _("Choose a review of a plan of this area")
    if problems:
        raise ValidationError(problems)


# Priorities and areas of focus ----------------------------------------------------------------------------------------


@transaction.atomic
def add_priority(*, plan: Plan, actor: User | None, title: str, about: str = "") -> Priority:
    """Add a priority, the last in order. Raises ValidationError by field."""
    return _added(plan, Priority(title=title.strip(), about=about.strip()), actor)


@transaction.atomic
def change_priority(*, row: Priority, version: int, actor: User | None, **facts: Any) -> Priority:
    """Change any of OF_PRIORITY. Raises ValidationError "stale", "removed" and by field."""
    return _changed(row, version, actor, facts, OF_PRIORITY)


@transaction.atomic
def add_focus_area(*, plan: Plan, actor: User | None, title: str, about: str = "", priority: Priority | None = None) -> FocusArea:
    """Add an area of focus, the last in order. Raises ValidationError by field."""
    return _added(plan, FocusArea(title=title.strip(), about=about.strip(), priority=priority), actor)


@transaction.atomic
def change_focus_area(*, row: FocusArea, version: int, actor: User | None, **facts: Any) -> FocusArea:
    """Change any of OF_FOCUS. Raises ValidationError "stale", "removed" and by field."""
    return _changed(row, version, actor, facts, OF_FOCUS)


@transaction.atomic
def remove_part(*, row: Part, version: int, actor: User | None) -> Part:
    """Take a priority or an area of focus out that nothing hangs on; `restore_part` puts it back. Raises ValidationError "stale",
    "removed", "used"."""
    plan, held = _held(row, version)
    if isinstance(held, Priority) and held.focus_areas.kept().exists():
        raise ValidationError(_("Areas of focus stand under it. Put them under another priority first"), code="used")
    if isinstance(held, FocusArea) and held.crosswalk.exists():
        raise ValidationError(_("Objectives contribute to it. Say first to which other area they contribute"), code="used")
    take_out(held)
    return _kept(plan, held, actor, "removed")


@transaction.atomic
def restore_part(*, row: Part, version: int, actor: User | None) -> Part:
    """Put back what was taken out. Raises ValidationError "stale", "there", and for what stands under a priority that is out."""
    plan, held = _held(row, version)
    put_back(held)
    return _kept(plan, held, actor, "restored")


@transaction.atomic
def move_part(*, row: Part, direction: str, actor: User | None) -> Part:
    """Move a priority or an area of focus one place "up" or "down"; at either end it stays. Raises ValidationError "removed"."""
    plan = hold(row.plan)
    kind = type(row)
    rows = list(kind.objects.select_for_update(of=("self",)).filter(plan=plan).kept().order_by("position", "number"))
    if row.pk not in [one.pk for one in rows]:
        refuse_removed(hold(row))
    order = moved([one.pk for one in rows], row.pk, direction)
    if order is not None:
        for one in rows:
            one.position = order.index(one.pk) + 1
        kind.objects.bulk_update(rows, ["position"])
        detail = {"number": row.number, "direction": direction}
        record(actor=actor, action=f"performance.{NAMES[kind]}_moved", target=plan, area=plan.area, detail=detail)
    return row


def _added(plan: Plan, row: Part, actor: User | None) -> Part:
    held = hold(plan)
    rows = type(row).objects.filter(plan=held)
    row.plan, row.number, row.position = held, next_of(rows), next_of(rows, "position")
    return _kept(held, row, actor, "added", is_new=True)


def _changed(row: Part, version: int, actor: User | None, facts: dict[str, Any], known: tuple[str, ...]) -> Part:
    plan, held = _held(row, version)
    refuse_removed(held)
    set_facts(held, facts, known)
    return _kept(plan, held, actor, "changed")


def _held(row: Part, version: int) -> tuple[Plan, Part]:
    plan = hold(row.plan)
    held = hold(row, version)
    held.plan = plan
    return plan, held


def _kept(plan: Plan, row: Part, actor: User | None, done: str, *, is_new: bool = False) -> Part:
    priority = row.priority if isinstance(row, FocusArea) and row.removed_at is None else None
    if priority is not None and (priority.plan_id != plan.pk or priority.removed_at is not None):
        raise ValidationError({"priority": _("Choose a priority of this plan that was not taken out")})
    act = f"{NAMES[type(row)]}_{done}"
    return keep(row, area=plan.area, actor=actor, act=act, is_new=is_new, target=plan, number=row.number)


# The crosswalk --------------------------------------------------------------------------------------------------------


@transaction.atomic
def set_crosswalk(*, plan: Plan, version: int, focus_of: Mapping[Objective, FocusArea | None], actor: User | None) -> Plan:
    """Say to which area of focus each objective contributes; None for those that contribute to none. Objectives that are not
    named stay as they are. Raises ValidationError "stale", "crosswalk"."""
    held = hold(plan, version)
    for objective, focus in focus_of.items():
        wrong = focus is not None and (focus.plan_id != held.pk or focus.removed_at is not None)
        if wrong or objective.area_id != held.area_id:
            raise ValidationError(_("Choose areas of focus of this plan, for objectives of this area"), code="crosswalk")
        if focus is None:
            Crosswalk.objects.filter(plan=held, objective=objective).delete()
        else:
            Crosswalk.objects.update_or_create(plan=held, objective=objective, defaults={"focus": focus})
    return keep(held, area=held.area, actor=actor, act="crosswalk_set")
