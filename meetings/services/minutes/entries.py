"""Entries of the minutes: added, saved, moved, removed, brought back, amended. What was saved is never lost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import EntryKind
from meetings.models import EntryText, MinuteEntry, MinuteItem, Minutes
from meetings.rules.minutes import moved_to
from meetings.services.minutes.contents import FIELDS, Content, content_of, merged, plain
from meetings.services.minutes.drafts import drop_draft
from meetings.services.minutes.locks import lock_entry, lock_item, lock_published, lock_writing, note_change
from meetings.services.minutes.records import WORDS, check_words, checked, keep_record, restore_record, take_back_record


@transaction.atomic
def add_entry(*, item: MinuteItem, kind: str, actor: User | None, **content: Any) -> MinuteEntry:
    """Put an entry last under an item, with the record that its kind is. `content` is named as in `contents.FIELDS`.

    An action or a recommendation takes its reference here, and waits for the minutes to come out. Raises ValidationError
    by field and keeps nothing then; code "published" or "confirmed" where the minutes are out.
    """
    locked = lock_writing(item.minutes)
    fresh = lock_item(item, locked)
    if kind not in FIELDS:
        raise ValidationError({"kind": _("Choose what kind of entry it is")})
    whole = checked(fresh, kind, merged(kind, {}, content))
    entry = MinuteEntry(
        minutes=locked,
        item=fresh,
        number=_next_number(locked),
        position=_end(fresh),
        kind=kind,
        text=whole["text"],
        created_at=clock.now(),
        created_by=actor,
    )
    entry.full_clean()
    entry.save()
    _keep(entry, whole, actor)
    drop_draft(user=actor, item=fresh, entry=None, kind=kind)
    note_change(locked, actor)
    _record(entry, actor, "meetings.entry_added", version=entry.version)
    return entry


@transaction.atomic
def save_entry(*, entry: MinuteEntry, version: int, actor: User | None, **content: Any) -> MinuteEntry:
    """Change what an entry says; what is not given stays. Its earlier text is kept.

    Refuses with code "stale" when somebody saved it since `version`, with "removed" when it was taken out meanwhile.
    Raises ValidationError by field and changes nothing then.
    """
    locked = lock_writing(entry.minutes)
    fresh = _lock_kept(entry, locked)
    fresh.still_at(version)
    whole = checked(fresh.item, fresh.kind, merged(fresh.kind, content_of(fresh), content))
    _change(fresh, whole, actor)
    drop_draft(user=actor, item=fresh.item, entry=fresh, kind=fresh.kind)
    note_change(locked, actor)
    _record(fresh, actor, "meetings.entry_saved", version=fresh.version)
    return fresh


@transaction.atomic
def amend_entry(*, entry: MinuteEntry, actor: User | None, **content: Any) -> MinuteEntry:
    """Change an entry of minutes that are published as a draft, because a correction was accepted.

    Where only words change, who was in the room is not asked again. Raises ValidationError by field; code "confirmed" once
    the minutes are.
    """
    locked = lock_published(entry.minutes)
    fresh = _lock_kept(entry, locked)
    whole = merged(fresh.kind, content_of(fresh), content)
    if set(content) <= WORDS:
        check_words(fresh.kind, whole)
    else:
        whole = checked(fresh.item, fresh.kind, whole)
    _change(fresh, whole, actor)
    _record(fresh, actor, "meetings.entry_amended", version=fresh.version)
    return fresh


@transaction.atomic
def move_entry(*, entry: MinuteEntry, position: int, actor: User | None) -> MinuteEntry:
    """Put an entry at a place counted from 1 among those of its item; beyond either end is that end."""
    locked = lock_writing(entry.minutes)
    fresh = _lock_kept(entry, locked)
    rows = {row.pk: row for row in fresh.item.entries.kept().order_by("position", "number")}
    order = moved_to(list(rows), fresh.pk, position)
    if order == list(rows):
        return fresh
    for place, key in enumerate(order, start=1):
        rows[key].position = place
    MinuteEntry.objects.bulk_update(rows.values(), ["position"])
    fresh.position = rows[fresh.pk].position
    note_change(locked, actor)
    _record(fresh, actor, "meetings.entry_moved")
    return fresh


@transaction.atomic
def remove_entry(*, entry: MinuteEntry, actor: User | None) -> MinuteEntry:
    """Take an entry out of the minutes. It stays, so that it can be brought back; its action is taken back with it."""
    locked = lock_writing(entry.minutes)
    fresh = lock_entry(entry, lock_item(entry.item, locked))
    if fresh.removed_at:
        return fresh
    fresh.removed_at, fresh.removed_by = clock.now(), actor
    fresh.save(update_fields=["removed_at", "removed_by"])
    take_back_record(fresh, actor)
    note_change(locked, actor)
    _record(fresh, actor, "meetings.entry_removed")
    return fresh


@transaction.atomic
def restore_entry(*, entry: MinuteEntry, actor: User | None) -> MinuteEntry:
    """Bring back an entry that was removed, in its place, with the record beside it."""
    locked = lock_writing(entry.minutes)
    fresh = lock_entry(entry, lock_item(entry.item, locked))
    if fresh.removed_at is None:
        return fresh
    fresh.removed_at, fresh.removed_by = None, None
    fresh.save(update_fields=["removed_at", "removed_by"])
    restore_record(fresh, actor)
    note_change(locked, actor)
    _record(fresh, actor, "meetings.entry_restored")
    return fresh


def _lock_kept(entry: MinuteEntry, minutes: Minutes) -> MinuteEntry:
    fresh = lock_entry(entry, lock_item(entry.item, minutes))
    if fresh.removed_at:
        raise ValidationError(_("This entry was removed. Bring it back, then save again"), code="removed")
    return fresh


def _next_number(minutes: Minutes) -> int:
    minutes.entries_made += 1
    minutes.save(update_fields=["entries_made"])
    return minutes.entries_made


def _end(item: MinuteItem) -> int:
    return (item.entries.aggregate(last=Max("position"))["last"] or 0) + 1


def _change(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    entry.text = content["text"]
    entry.bump()
    entry.full_clean()
    entry.save()
    _keep(entry, content, actor)


def _keep(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    """Write the record beside an entry, and the text as it is saved now under the entry's version."""
    keep_record(entry, content, actor)
    text = EntryText(entry=entry, number=entry.version, content=plain(entry.kind, content), saved_at=clock.now(), saved_by=actor)
    text.full_clean()
    text.save()


def _record(entry: MinuteEntry, actor: User | None, action: str, **detail: Any) -> None:
    said = {"entry": entry.number, "item": entry.item.reference, "kind": str(EntryKind(entry.kind)), **detail}
    record(actor=actor, action=action, target=entry.minutes, area=entry.minutes.meeting.area, detail=said)
