"""The entries of a work programme: added, changed, removed when entered in error, and brought back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.models import Meeting, ProgrammeEntry, WorkProgramme
from meetings.rules.programme import place_problems
from meetings.services.programme.locking import lock_entry, lock_programme, new_entry, note, save_entry

WORDS = ("title", "notes", "lead", "minutes_planned", "is_private")


@transaction.atomic
def add_entry(
    *,
    programme: WorkProgramme,
    title: str,
    actor: User | None,
    meeting: Meeting | None = None,
    planned_for: date | None = None,
    **facts: Any,
) -> ProgrammeEntry:
    """Put a piece of business into a programme: at a meeting of its body, on a day, or on neither yet.

    With both, the day is the one that was written down, and pages say so where it is not the meeting's.

    `facts` are notes, lead, minutes_planned (minutes) and is_private. Raises ValidationError by field.
    """
    locked = lock_programme(programme)
    if problems := place_problems(meeting, locked.body_id):
        raise ValidationError(problems)
    entry = new_entry(locked, title=title.strip(), meeting=meeting, planned_for=planned_for, **facts)
    note(entry, actor, "programme_entry_added", meeting=meeting.slug if meeting else "")
    return entry


@transaction.atomic
def change_entry(*, entry: ProgrammeEntry, version: int, actor: User | None, **changes: Any) -> ProgrammeEntry:
    """Change what an entry says. Where it stands is `move_entry`. Raises ValidationError by field."""
    locked = lock_entry(entry, version)
    refuse_removed(locked)
    changed = [name for name in WORDS if name in changes and getattr(locked, name) != changes[name]]
    for name in changed:
        setattr(locked, name, changes[name])
    return save_entry(locked, actor, "programme_entry_changed", fields=changed) if changed else locked


@transaction.atomic
def remove_entry(*, entry: ProgrammeEntry, version: int, actor: User | None) -> ProgrammeEntry:
    """Take out an entry that was entered in error. Refuses one that was deferred, or that another was deferred to."""
    locked = lock_entry(entry, version)
    refuse_removed(locked)
    if locked.follows_id or ProgrammeEntry.objects.filter(follows=locked).exists():
        raise ValidationError(_("It was deferred. Undo that on the page of the entry that was deferred"), code="deferred")
    locked.removed_at = clock.now()
    return save_entry(locked, actor, "programme_entry_removed")


@transaction.atomic
def restore_entry(*, entry: ProgrammeEntry, version: int, actor: User | None) -> ProgrammeEntry:
    """Bring back an entry that was removed."""
    locked = lock_entry(entry, version)
    if locked.removed_at is None:
        return locked
    locked.removed_at = None
    return save_entry(locked, actor, "programme_entry_restored")


def refuse_removed(entry: ProgrammeEntry) -> None:
    if entry.removed_at:
        raise ValidationError(_("The entry was removed. Bring it back first"), code="removed")
