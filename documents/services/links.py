"""Tying one thing to another, and untying them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents import links
from documents.choices import Relation
from documents.models import Link
from interface import clock
from panels.counters import next_number
from panels.models import PoliceArea

LINKS = "LINK"


@transaction.atomic
def add_link(
    *,
    area: PoliceArea,
    source: links.Key,
    relation: Relation,
    target: links.Key,
    actor: User | None,
    on: date | None = None,
    page: int | None = None,
    note: str = "",
) -> Link:
    """Say that one thing answers, bears on, closes, follows or replaces another; the same link twice is one.

    `source` and `target` are a kind entered in `documents.links` and a row's key; `page` is a page of a pack, from 1.
    Raises ValidationError for a kind that is not entered and for a thing tied to itself.
    """
    if source == target or not (links.is_known(source[0]) and links.is_known(target[0])):
        raise ValidationError(_("Choose what to link to"), code="unknown")
    facts = {
        "source_kind": source[0], "source_key": source[1], "relation": relation, "target_kind": target[0],
        "target_key": target[1], "page": page,
    }  # fmt: skip
    if known := Link.objects.filter(area=area, removed_at__isnull=True, **facts).first():
        return known
    link = Link(
        area=area, number=next_number(area, LINKS), note=note, on=on or clock.today(), made_at=clock.now(), made_by=actor, **facts
    )
    link.full_clean()
    link.save()
    record(actor=actor, action="documents.link_added", target=link, area=area, detail=_named(link))
    return link


@transaction.atomic
def remove_link(*, link: Link, actor: User | None) -> Link:
    """Untie two things. The row stays, so that `restore_link` can undo it."""
    return _mark(link, actor, removed=True)


@transaction.atomic
def restore_link(*, link: Link, actor: User | None) -> Link:
    """Undo the removal of a link."""
    return _mark(link, actor, removed=False)


def _mark(link: Link, actor: User | None, *, removed: bool) -> Link:
    locked = Link.objects.select_for_update(of=("self",)).select_related("area").get(pk=link.pk)
    locked.removed_at = clock.now() if removed else None
    locked.removed_by = actor if removed else None
    locked.save(update_fields=["removed_at", "removed_by"])
    act = "documents.link_removed" if removed else "documents.link_restored"
    record(actor=actor, action=act, target=locked, area=locked.area, detail=_named(locked))
    return locked


def _named(link: Link) -> dict[str, str]:
    """Both ends by kind and row: a title may be private, a row is not."""
    return {
        "source": f"{link.source_kind}-{link.source_key}",
        "relation": link.relation,
        "target": f"{link.target_kind}-{link.target_key}",
    }
