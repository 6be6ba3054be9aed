"""Items of the minutes: raised at the meeting, settled with an outcome, ticked off by the clerk."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from meetings.choices import ItemOutcome, Publication
from meetings.models import Meeting, MinuteItem, Minutes
from meetings.services.minutes.locks import lock_item, lock_writing, note_change

RESERVED = {"create"}  # what stands in the place of an item's address
LONGEST_SLUG = 90


@transaction.atomic
def raise_item(
    *,
    minutes: Minutes,
    title: str,
    actor: User | None,
    after: MinuteItem | None = None,
    access: str = Access.PUBLIC,
    neutral_title: str = "",
    exempt_paragraph: int | None = None,
) -> MinuteItem:
    """Put an item that was raised at the meeting, outside the agenda, at the end or `after` another. It takes no number.

    A private one needs the title that the public sees, and its paragraph of Schedule 12A where it is exempt.
    """
    locked = lock_writing(minutes)
    item = MinuteItem(
        minutes=locked,
        title=title.strip(),
        access=access,
        neutral_title=neutral_title.strip() if access != Access.PUBLIC else "",
        exempt_paragraph=exempt_paragraph if access == Access.EXEMPT else None,
    )
    _refuse_unnamed(item)
    item.position = _place_after(locked, after)
    item.slug = _free_slug(item)
    item.full_clean()
    item.save()
    note_change(locked, actor)
    _record(item, actor, "meetings.minute_item_raised")
    return item


@transaction.atomic
def settle_item(
    *,
    item: MinuteItem,
    version: int,
    actor: User | None,
    outcome: str,
    deferred_to: Meeting | None = None,
    public_summary: str = "",
    is_done: bool = True,
) -> MinuteItem:
    """Say what became of an item and tick it off. Of a private one, the summary for the public is kept as well.

    A deferred item names an announced later meeting of the body. Raises ValidationError by field: outcome, deferred_to;
    "stale" when somebody saved the item since `version`.
    """
    locked = lock_writing(item.minutes)
    fresh = lock_item(item, locked)
    fresh.still_at(version)
    if problems := _outcome_problems(locked, outcome, deferred_to):
        raise ValidationError(problems)
    before = (fresh.outcome, fresh.deferred_to_id, fresh.public_summary)
    fresh.outcome, fresh.is_done = outcome, is_done
    fresh.deferred_to = deferred_to if outcome == ItemOutcome.DEFERRED else None
    if fresh.is_private:
        fresh.public_summary = public_summary.strip()
    _save(fresh)
    if before != (fresh.outcome, fresh.deferred_to_id, fresh.public_summary):
        note_change(locked, actor)
    _record(fresh, actor, "meetings.minute_item_settled", outcome=outcome, done=is_done)
    return fresh


@transaction.atomic
def tick_item(*, item: MinuteItem, actor: User | None, is_done: bool = True) -> MinuteItem:
    """Tick an item off as done, or take the tick away; what it says stays as it is."""
    locked = lock_writing(item.minutes)
    fresh = lock_item(item, locked)
    if fresh.is_done != is_done:
        fresh.is_done = is_done
        _save(fresh)
        _record(fresh, actor, "meetings.minute_item_ticked", done=is_done)
    return fresh


def meetings_to_defer_to(minutes: Minutes) -> QuerySet[Meeting]:
    """The meetings to which an item may be deferred: announced later ones of the body, the nearest first.

    The minutes of a meeting in public never name one that only members know of.
    """
    later = Meeting.objects.following(minutes.meeting)
    if minutes.meeting.publication == Publication.PUBLIC:
        later = later.exclude(publication=Publication.MEMBERS)
    return later.select_related("area", "body")


def _outcome_problems(minutes: Minutes, outcome: str, deferred_to: Meeting | None) -> dict[str, str]:
    if outcome not in ItemOutcome.values:
        return {"outcome": _("Choose what became of the item")}
    if outcome != ItemOutcome.DEFERRED:
        return {}
    if deferred_to is None:
        return {"deferred_to": _("Choose the meeting to which the item is deferred")}
    if not meetings_to_defer_to(minutes).filter(pk=deferred_to.pk).exists():
        return {"deferred_to": _("Choose a later meeting of the body that is announced")}
    return {}


def _refuse_unnamed(item: MinuteItem) -> None:
    problems: dict[str, Any] = {}
    if not item.title:
        problems["title"] = _("Enter the title of the item")
    if item.is_private and not item.neutral_title:
        problems["neutral_title"] = _("Enter the title that the public sees")
    if item.access == Access.EXEMPT and not item.exempt_paragraph:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if problems:
        raise ValidationError(problems)


def _place_after(minutes: Minutes, after: MinuteItem | None) -> int:
    """The place behind another item, with the later ones moved on; or behind all."""
    if after is None:
        return (minutes.items.aggregate(last=Max("position"))["last"] or 0) + 1
    fresh = minutes.items.filter(pk=after.pk).first()
    if fresh is None:
        raise ValidationError({"after": _("Choose an item of these minutes")})
    minutes.items.filter(position__gt=fresh.position).update(position=F("position") + 1)
    return fresh.position + 1


def _free_slug(item: MinuteItem) -> str:
    """An address that no other item has. A private item's comes from the title that the public sees."""
    taken = set(item.minutes.items.values_list("slug", flat=True)) | RESERVED
    wanted = slugify(item.neutral_title if item.is_private else item.title)[:LONGEST_SLUG] or "item"
    slug, again = wanted, 2
    while slug in taken:
        slug, again = f"{wanted}-{again}", again + 1
    return slug


def _save(item: MinuteItem) -> None:
    item.bump()
    item.full_clean()
    item.save()


def _record(item: MinuteItem, actor: User | None, action: str, **detail: Any) -> None:
    minutes = item.minutes
    detail = {"item": item.reference, **detail}
    record(actor=actor, action=action, target=minutes, area=minutes.meeting.area, detail=detail)
