"""Rows of schemes and bids that are entered, changed, taken out and put back: partners, advocates, their meetings, priorities."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.models import Advocate, AdvocateMeeting, BidPartner, FundingBid, Priority
from commissioning.rules.advocates import beside
from commissioning.services.rows import free_slug, keep
from interface.templatetags.dates import short_date
from panels.models import PoliceArea
from panels.services import keeping

Row = TypeVar("Row", BidPartner, Advocate, AdvocateMeeting, Priority)


@dataclass(frozen=True)
class Kind:
    """What a row is called in the trail, what it belongs to, and what of it may be changed."""

    name: str
    parent: str
    changeable: tuple[str, ...]


KINDS: dict[type, Kind] = {
    BidPartner: Kind("bid_partner", "bid", ("name", "role")),
    Advocate: Kind(
        "advocate", "area", ("authority", "council", "councillor", "policing_area", "started_on", "ended_on")
    ),
    AdvocateMeeting: Kind("advocate_meeting", "area", ("held_on", "place", "subjects")),
    Priority: Kind("priority", "area", ("position", "title", "plan_words")),
}  # fmt: skip


@transaction.atomic
def add_row(*, model: type[Row], parent: PoliceArea | FundingBid, actor: User | None, **facts: Any) -> Row:
    """Add a row to the area, or a partner to a bid; `facts` are what its Kind has as changeable. Raises ValidationError by
    field."""
    kind = KINDS[model]
    row: Row = model(**{kind.parent: _hold(parent)})
    keeping.set_facts(row, facts, kind.changeable)
    if isinstance(row, Priority):
        row.slug = free_slug(Priority, row.area, row.title, otherwise="priority")
    else:
        row.number = keeping.next_of(model._default_manager.filter(**{kind.parent: parent}))
    return _kept(row, actor, "added", is_new=True)


@transaction.atomic
def change_row(*, row: Row, version: int, actor: User | None, **facts: Any) -> Row:
    """Change any of what its Kind has as changeable. Raises ValidationError "stale", "removed" and by field."""
    held = _held(row, version)
    keeping.refuse_removed(held)
    keeping.set_facts(held, facts, KINDS[type(held)].changeable)
    return _kept(held, actor, "changed")


@transaction.atomic
def remove_row(*, row: Row, version: int, actor: User | None) -> Row:
    """Take a row out; `restore_row` puts it back. Raises ValidationError "stale", "removed"."""
    held = _held(row, version)
    keeping.take_out(held)
    return _kept(held, actor, "removed")


@transaction.atomic
def restore_row(*, row: Row, version: int, actor: User | None) -> Row:
    """Put back what was taken out. Raises ValidationError "stale", "there", and where another stands in its place by now."""
    held = _held(row, version)
    keeping.put_back(held)
    return _kept(held, actor, "restored")


def _hold(parent: Any) -> Any:
    return keeping.hold_area(parent) if isinstance(parent, PoliceArea) else keeping.hold(parent)


def _held(row: Row, version: int) -> Row:
    """What it belongs to first, as every change of a row holds it."""
    kind = KINDS[type(row)]
    parent = _hold(getattr(row, kind.parent))
    held = keeping.hold(row, version)
    setattr(held, kind.parent, parent)
    return held


def _kept(row: Row, actor: User | None, done: str, *, is_new: bool = False) -> Row:
    kind = KINDS[type(row)]
    if isinstance(row, Advocate) and row.removed_at is None:
        _refuse_two(row)
    parent = getattr(row, kind.parent)
    area = parent if isinstance(parent, PoliceArea) else parent.area
    detail = {"slug": row.slug} if isinstance(row, Priority) else {"number": row.number}
    keep(row, area=area, actor=actor, act=f"{kind.name}_{done}", is_new=is_new, **detail)
    return row


def _refuse_two(row: Advocate) -> None:
    """Raise ValidationError where somebody else speaks for the council in that time."""
    others = Advocate.objects.kept().filter(area=row.area).select_related("authority")
    if not (row.authority_id or row.council) or row.started_on is None or (other := beside(row, others)) is None:
        return
    if other.ended_on is None:
        words = _("Somebody else speaks for this council since %(day)s. Say on which day that ends first")
        raise ValidationError({"started_on": words % {"day": short_date(other.started_on)}})
    words = _("Somebody else speaks for this council until %(day)s. Choose other days")
    raise ValidationError({"started_on": words % {"day": short_date(other.ended_on)}})
