"""Holding minutes still while they change. Everyone locks in one order: the meeting, its minutes, the item, the entry.

Rows are held without their key: what only points at them, as a draft kept while somebody types does, waits for nobody.
"""

from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from meetings.choices import MinutesStatus
from meetings.models import Meeting, MinuteEntry, MinuteItem, Minutes
from meetings.rules.minutes import WRITABLE
from meetings.services.locks import lock


def lock_minutes(minutes: Minutes) -> Minutes:
    """The row of the minutes, held with that of their meeting until the transaction ends."""
    meeting = lock(_meeting_of(minutes))
    locked = Minutes.objects.select_for_update(of=("self",), no_key=True).select_related("chair").get(pk=minutes.pk)
    locked.meeting = meeting
    return locked


def lock_writing(minutes: Minutes) -> Minutes:
    """The same, refusing minutes that are out: a draft that members read is corrected, confirmed minutes stand."""
    locked = lock_minutes(minutes)
    if locked.status not in WRITABLE:
        _refuse(locked)
    return locked


def lock_published(minutes: Minutes) -> Minutes:
    """The same, refusing all but minutes that are published as a draft."""
    locked = lock_minutes(minutes)
    if locked.status == MinutesStatus.PUBLISHED:
        return locked
    if locked.is_confirmed:
        _refuse(locked)
    raise ValidationError(_("The minutes are not published yet. Change them where they are written"), code="writing")


def lock_item(item: MinuteItem, minutes: Minutes) -> MinuteItem:
    """An item's row, held with its minutes, which the caller has locked."""
    fresh = (
        MinuteItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agenda_item")
        .get(pk=item.pk, minutes=minutes)
    )
    fresh.minutes = minutes
    return fresh


def lock_entry(entry: MinuteEntry, item: MinuteItem) -> MinuteEntry:
    """An entry's row, held with its item, which the caller has locked."""
    fresh = MinuteEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk, item=item)
    fresh.item, fresh.minutes = item, item.minutes
    return fresh


def note_change(minutes: Minutes, actor: User | None) -> None:
    """Count a change that the Chair has not read, once they have the minutes; called within the change.

    What the Chair agreed to is then no longer what stands there: the minutes are being written again.
    """
    if minutes.sent_to_chair_at is None and minutes.status == MinutesStatus.DRAFTING:
        return
    fields = ["version"]
    if minutes.status == MinutesStatus.CHECKED:
        minutes.status, minutes.checked_at, minutes.checked_by, minutes.checked_note = MinutesStatus.DRAFTING, None, None, ""
        fields += ["status", "checked_at", "checked_by", "checked_note"]
        record(actor=actor, action="meetings.minutes_check_undone", target=minutes, area=minutes.meeting.area)
    minutes.bump()
    minutes.save(update_fields=fields)


def _refuse(minutes: Minutes) -> NoReturn:
    if minutes.is_confirmed:
        raise ValidationError(_("The minutes are confirmed. An error is met by a corrigendum"), code="confirmed")
    raise ValidationError(_("The minutes are published as a draft. To change them, propose a correction"), code="published")


def _meeting_of(minutes: Minutes) -> Meeting:
    return Meeting(pk=minutes.meeting_id)
