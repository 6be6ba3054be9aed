"""How a change of a register's row begins and ends: held at the version that was read, changed, checked, saved, told."""

from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from interface.models import Versioned
from panels.models import PoliceArea

Row = TypeVar("Row", bound=Versioned)


def hold(row: Row, version: int | None = None) -> Row:
    """The row, held until the change is done. Raises ValidationError "stale" past the version that was read."""
    # The type of a row that may be any knows no manager
    held = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)  # type: ignore[attr-defined]
    if version is not None:
        held.still_at(version)
    return held


def hold_part(row: Row, of: str, version: int | None = None) -> tuple[Any, Row]:
    """What a row belongs to by its field `of`, and then the row, held until the change is done: every change of such a row holds
    them in this order. Raises ValidationError "stale"."""
    whole = hold(getattr(row, of))
    held = hold(row, version)
    setattr(held, of, whole)
    return whole, held


def hold_area(area: PoliceArea) -> PoliceArea:
    """The area, held so that two new rows get neither one name nor one number."""
    return PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)


def free_slug(
    model: type[Model], area: PoliceArea, title: str, *, otherwise: str, reserved: Collection[str], longest: int = 70
) -> str:  # fmt: skip
    """The name in addresses that a title gives, with a number where it is taken, or is a word that stands in addresses."""
    wanted = slugify(title)[:longest].strip("-") or otherwise
    rows = model._default_manager.filter(area=area, slug__startswith=wanted)
    taken = set(rows.values_list("slug", flat=True)) | set(reserved)
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def next_of(rows: Any, name: str = "number") -> int:
    """One more than the highest number of the rows; rows are taken out, never deleted, so no number is used again."""
    return (rows.aggregate(last=Max(name))["last"] or 0) + 1


def set_facts(row: Model, facts: dict[str, Any], known: tuple[str, ...]) -> None:
    """Change what may be changed, with the blanks around it taken off."""
    if unknown := set(facts) - set(known):
        raise TypeError(f"{type(row).__name__} has no {', '.join(sorted(unknown))} to change")
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def keep(
    row: Any, *, area: PoliceArea, actor: User | None, action: str, is_new: bool = False, target: Any = None, **detail: Any
) -> Any:
    """Check and save a row and tell the trail: of itself, or of the `target` that it is a part of."""
    if not is_new:
        row.bump()
    row.full_clean()
    row.save()
    record(actor=actor, action=action, target=target or row, area=area, detail=detail)
    return row


def take_out(row: Any) -> None:
    """Raises ValidationError "removed" where it is out already."""
    refuse_removed(row)
    row.removed_at = clock.now()


def put_back(row: Any) -> None:
    """Raises ValidationError "there" where it is there already."""
    if row.removed_at is None:
        raise ValidationError(_("It is there already"), code="there")
    row.removed_at = None


def refuse_removed(row: Any) -> None:
    if row.removed_at is not None:
        raise ValidationError(_("It was taken out. Put it back first"), code="removed")


def publish(row: Any) -> None:
    """Raises ValidationError "published" where everybody reads it already."""
    if row.published_at is not None:
        raise ValidationError(_("It is public already"), code="published")
    row.published_at = clock.now()


def hide(row: Any) -> None:
    """Raises ValidationError "unpublished" where it is not public."""
    if row.published_at is None:
        raise ValidationError(_("It is not public"), code="unpublished")
    row.published_at = None


def day(value: date | None) -> str | None:
    """A day as the trail has it."""
    return value.isoformat() if value else None
