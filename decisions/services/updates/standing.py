"""What every update report tells of: standing items opened, renamed, moved, closed with a reason, and opened again."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.models import StandingItem, UpdateReport
from decisions.rules.updates import clean_heading, moved
from interface import clock
from panels.models import PoliceArea


@transaction.atomic
def open_item(
    *, area: PoliceArea, title: str, actor: User | None, part: str = "", started_on: date | None = None
) -> StandingItem:
    """Have every update report tell of something from a day (today) on, under the heading of a part.

    Raises ValidationError by field: `title` where an open item has that name, `started_on` in the future.
    """
    _lock_area(area)
    rows = StandingItem.objects.filter(area=area)
    item = StandingItem(
        area=area, slug=_slug(title, rows), title=clean_heading(title, is_standing=True), part=clean_heading(part),
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1, started_on=started_on or clock.today(),
    )  # fmt: skip
    return _saved(item, actor, "opened")


@transaction.atomic
def change_item(*, item: StandingItem, version: int, actor: User | None, title: str, part: str, started_on: date) -> StandingItem:
    """Name an item otherwise, or put it into another part of the reports to come. Raises ValidationError "stale"; by field."""
    held = _lock(item, version)
    held.title, held.part = clean_heading(title, is_standing=True), clean_heading(part)
    held.started_on = started_on
    held.bump()
    return _saved(held, actor, "changed")


@transaction.atomic
def close_item(*, item: StandingItem, version: int, why: str, actor: User | None, closed_on: date | None = None) -> StandingItem:
    """End an item: no report that is begun from that day (today) on tells of it. Undone by `reopen_item`.

    Raises ValidationError "stale", "closed"; by field: `closed_why`, `closed_on`.
    """
    held = _lock(item, version)
    if held.closed_on:
        raise ValidationError(_("This item is closed already"), code="closed")
    day = closed_on or clock.today()
    problems = {}
    if not why.strip():
        problems["closed_why"] = _("Enter why the item is closed")
    if not held.started_on <= day <= clock.today():
        problems["closed_on"] = _("Enter a day between the day the item began and today")
    if problems:
        raise ValidationError(problems)
    held.closed_on, held.closed_why = day, why.strip()
    held.bump()
    return _saved(held, actor, "closed")


@transaction.atomic
def reopen_item(*, item: StandingItem, version: int, actor: User | None) -> StandingItem:
    """Have reports tell of a closed item again. Raises ValidationError "stale", "open"; "title" where another has its name."""
    held = _lock(item, version)
    if held.closed_on is None:
        raise ValidationError(_("This item is open already"), code="open")
    held.closed_on, held.closed_why = None, ""
    held.bump()
    return _saved(held, actor, "reopened")


@transaction.atomic
def move_item(*, item: StandingItem, direction: str, actor: User | None) -> StandingItem:
    """Move an open item one place "up" or "down" among the open ones: the order in which new reports tell of them."""
    held = _lock(item)
    rows = list(StandingItem.objects.filter(area=held.area, closed_on__isnull=True).order_by("position", "title"))
    order = moved([row.pk for row in rows], held.pk, direction) if held.closed_on is None else None
    if order:
        for row in rows:
            row.position = order.index(row.pk) + 1
        StandingItem.objects.bulk_update(rows, ["position"])
        _told(held, actor, "moved")
    return held


def unfinished_reports(item: StandingItem) -> Any:
    """Drafts that tell of an item: closing it takes nothing out of them."""
    drafts = UpdateReport.objects.filter(area=item.area, sections__standing=item, sections__removed_at__isnull=True)
    return drafts.exclude(published_at__isnull=False).order_by("meeting_on").distinct()


def _lock_area(area: PoliceArea) -> None:
    """Items of an area are opened one after another, so that two never take one name or place."""
    PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)


def _lock(item: StandingItem, version: int | None = None) -> StandingItem:
    _lock_area(item.area)
    held = StandingItem.objects.select_for_update(of=("self",)).select_related("area").get(pk=item.pk)
    if version is not None:
        held.still_at(version)
    return held


def _saved(item: StandingItem, actor: User | None, act: str) -> StandingItem:
    others = StandingItem.objects.filter(area=item.area, title__iexact=item.title, closed_on__isnull=True).exclude(pk=item.pk)
    if item.closed_on is None and others.exists():
        raise ValidationError({"title": _("There is an open standing item of that name")})
    if item.started_on > clock.today():
        raise ValidationError({"started_on": _("Enter today or a day before")})
    item.full_clean()
    item.save()
    return _told(item, actor, act)


def _told(item: StandingItem, actor: User | None, act: str) -> StandingItem:
    record(actor=actor, action=f"decisions.standing_item_{act}", target=item, area=item.area, detail={"item": item.slug})
    return item


def _slug(title: str, rows: Any) -> str:
    """An address from a title; with the next number where an item had that one."""
    base = slugify(title)[:50] or "item"
    taken = set(rows.values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
