"""What somebody is typing and has not saved: kept by the server as they type, for them alone."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.choices import EntryKind
from meetings.models import EntryDraft, MinuteEntry, MinuteItem, Minutes
from meetings.rules.minutes import WRITABLE

MOST_FIELDS = 120  # a vote by name of a large panel among them
LONGEST_VALUE = 40_000
LONGEST_DRAFT = 100_000


@transaction.atomic
def keep_draft(
    *,
    user: User,
    item: MinuteItem,
    entry: MinuteEntry | None,
    kind: str,
    content: Mapping[str, str],
    base_version: int = 0,
) -> EntryDraft:
    """Keep what a person is typing into an entry, or into a new one of a kind, in place of what was kept before.

    `content` is the form as it stands, `base_version` that of the entry when it was opened. Nothing of it is recorded or
    shown to anybody else. Raises ValidationError for what cannot be taken up again: minutes that are out, another item's
    entry, a kind that is none, and more than a form holds.
    """
    if problem := _draft_problem(item, entry, kind, content):
        raise ValidationError(problem)
    draft = EntryDraft(
        user=user,
        item=item,
        entry=entry,
        kind=kind,
        content={str(name): str(value) for name, value in content.items()},
        base_version=max(base_version, 0),
        saved_at=clock.now(),
    )
    # One statement: two windows of one person that save at the same time both succeed, and the later one stands
    EntryDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "item", "entry", "kind"],
        update_fields=["content", "base_version", "saved_at"],
    )
    return EntryDraft.objects.get(user=user, item=item, entry=entry, kind=kind)


def drafts_of(user: User, minutes: Minutes) -> list[EntryDraft]:
    """What a person was typing in some minutes, the newest first; also into entries that somebody removed meanwhile."""
    mine = EntryDraft.objects.filter(user=user, item__minutes=minutes).select_related("item", "entry")
    return list(mine.order_by("-saved_at", "pk"))


def draft_of(*, user: User, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> EntryDraft | None:
    """What a person was typing into one entry, or into a new one of a kind."""
    return EntryDraft.objects.select_related("item", "entry").filter(user=user, item=item, entry=entry, kind=kind).first()


def drop_draft(*, user: User | None, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> None:
    """Let go of what a person was typing: it is saved, or they do not want it."""
    if user is not None:
        EntryDraft.objects.filter(user=user, item=item, entry=entry, kind=kind).delete()


def drop_drafts(minutes: Minutes) -> None:
    """Let go of everything that anybody was typing in some minutes, once they are out."""
    EntryDraft.objects.filter(item__minutes=minutes).delete()


def _draft_problem(item: MinuteItem, entry: MinuteEntry | None, kind: str, content: Mapping[str, str]) -> str:
    if kind not in EntryKind.values or (entry is not None and (entry.item_id != item.pk or entry.kind != kind)):
        return _("This entry is not under that item. Open the page again")
    sizes = [len(str(value)) for value in content.values()]
    if len(sizes) > MOST_FIELDS or sum(sizes) > LONGEST_DRAFT or max(sizes, default=0) > LONGEST_VALUE:
        return _("What you typed is too long to be kept. Save the entry, or make it shorter")
    status = Minutes.objects.filter(pk=item.minutes_id).values_list("status", flat=True).first()
    return "" if status in WRITABLE else _("The minutes are published. What you type here is not kept")
