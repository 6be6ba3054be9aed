"""Totals as papers state them, and the lines under them: entered, changed, published, taken out."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import StatedLine, StatedTotal
from commissioning.services.rows import keep
from panels.models import PoliceArea
from panels.services.keeping import (
    hide,
    hold,
    hold_area,
    hold_part,
    next_of,
    publish,
    put_back,
    refuse_removed,
    set_facts,
    take_out,
)

OF_TOTAL = ("title", "source", "unit", "stated", "fund", "exercise")
OF_LINE = ("label", "value")


@transaction.atomic
def create_total(*, area: PoliceArea, title: str, stated: Decimal, actor: User | None, **facts: Any) -> StatedTotal:
    """Enter a total as a paper states it, with any of OF_TOTAL; the office's own until it is published. Raises ValidationError by
    field."""
    held = hold_area(area)
    row = StatedTotal(area=held, number=next_of(StatedTotal.objects.filter(area=held)))
    _set(row, {"title": title, "stated": stated, **facts})
    return keep(row, area=held, actor=actor, act="total_created", is_new=True)


@transaction.atomic
def change_total(*, total: StatedTotal, version: int, actor: User | None, **facts: Any) -> StatedTotal:
    """Change any of OF_TOTAL. Raises ValidationError "stale", "removed" and by field."""
    held = hold(total, version)
    refuse_removed(held)
    _set(held, facts)
    return keep(held, area=held.area, actor=actor, act="total_changed")


@transaction.atomic
def publish_total(*, total: StatedTotal, version: int, actor: User | None) -> StatedTotal:
    """Let everybody read it with its lines, and whether they add up. Raises ValidationError "stale", "removed", "published",
    "empty"."""
    held = hold(total, version)
    refuse_removed(held)
    if not (held.fund_id or held.exercise_id or held.lines.kept().exists()):
        words = _("Nothing stands under it. Add its lines, or name the fund or the round whose awards it adds up")
        raise ValidationError(words, code="empty")
    publish(held)
    return keep(held, area=held.area, actor=actor, act="total_published")


@transaction.atomic
def hide_total(*, total: StatedTotal, version: int, actor: User | None) -> StatedTotal:
    """Take it from the public. Raises ValidationError "stale", "unpublished"."""
    held = hold(total, version)
    hide(held)
    return keep(held, area=held.area, actor=actor, act="total_hidden")


@transaction.atomic
def remove_total(*, total: StatedTotal, version: int, actor: User | None) -> StatedTotal:
    """Take it out, from the public too; `restore_total` puts it back. Raises ValidationError "stale", "removed"."""
    held = hold(total, version)
    take_out(held)
    held.published_at = None
    return keep(held, area=held.area, actor=actor, act="total_removed")


@transaction.atomic
def restore_total(*, total: StatedTotal, version: int, actor: User | None) -> StatedTotal:
    """Put it back, for the office alone until it is published again. Raises ValidationError "stale", "there"."""
    held = hold(total, version)
    put_back(held)
    return keep(held, area=held.area, actor=actor, act="total_restored")


# Lines --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_line(*, total: StatedTotal, label: str, value: Decimal, actor: User | None) -> StatedLine:
    """Add a line under a total. Raises ValidationError "removed" and by field."""
    held = hold(total)
    refuse_removed(held)
    row = StatedLine(total=held, number=next_of(StatedLine.objects.filter(total=held)))
    set_facts(row, {"label": label, "value": value}, OF_LINE)
    return _kept(held, row, actor, "added", is_new=True)


@transaction.atomic
def change_line(*, line: StatedLine, version: int, actor: User | None, **facts: Any) -> StatedLine:
    """Change any of OF_LINE. Raises ValidationError "stale", "removed" and by field."""
    total, held = hold_part(line, "total", version)
    refuse_removed(held)
    set_facts(held, facts, OF_LINE)
    return _kept(total, held, actor, "changed")


@transaction.atomic
def remove_line(*, line: StatedLine, version: int, actor: User | None) -> StatedLine:
    """Take a line out; `restore_line` puts it back. Raises ValidationError "stale", "removed", and "last" where nothing would
    stand under a total that everybody reads."""
    total, held = hold_part(line, "total", version)
    take_out(held)
    rests = total.lines.kept().exclude(pk=held.pk).exists()
    if total.published_at and not (rests or total.fund_id or total.exercise_id):
        raise ValidationError(
            _("It is the last line of a total that is public. Take the total from the public first"), code="last"
        )
    return _kept(total, held, actor, "removed")


@transaction.atomic
def restore_line(*, line: StatedLine, version: int, actor: User | None) -> StatedLine:
    """Put a line back. Raises ValidationError "stale", "there"."""
    total, held = hold_part(line, "total", version)
    put_back(held)
    return _kept(total, held, actor, "restored")


def _kept(total: StatedTotal, row: StatedLine, actor: User | None, done: str, *, is_new: bool = False) -> StatedLine:
    act = f"total_line_{done}"
    return keep(row, area=total.area, actor=actor, act=act, is_new=is_new, target=total, number=row.number)


def _set(row: StatedTotal, facts: dict[str, Any]) -> None:
    set_facts(row, facts, OF_TOTAL)
    for name in ("fund", "exercise"):
        named = getattr(row, name)
        if named is not None and named.area_id != row.area_id:
            raise ValidationError({name: _("Choose one of this area")})
