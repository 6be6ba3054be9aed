"""Holding a work programme and its entries still while they change, and keeping what became of them."""

from typing import Any

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import EntryState
from meetings.models import Meeting, ProgrammeEntry, ProgrammeMove, WorkProgramme


def lock_programme(programme: WorkProgramme, version: int | None = None) -> WorkProgramme:
    """The programme's row, held until the transaction ends; refuses a version that it has moved past."""
    rows = WorkProgramme.objects.select_for_update(of=("self",), no_key=True).select_related("area", "body")
    locked = rows.get(pk=programme.pk)
    if version is not None:
        locked.still_at(version)
    return locked


def lock_programmes(*programmes: WorkProgramme) -> dict[int, WorkProgramme]:
    """Several programmes by their keys, held in one order, so that nobody waits for ever."""
    return {one.pk: lock_programme(one) for one in sorted(programmes, key=lambda one: one.pk)}


def lock_entry(entry: ProgrammeEntry, version: int) -> ProgrammeEntry:
    """An entry's row, after its programme's: everyone locks in that order. Refuses a version that it has moved past."""
    programme = lock_programme(entry.programme)
    rows = ProgrammeEntry.objects.select_for_update(of=("self",)).select_related("meeting")
    locked = rows.get(pk=entry.pk)
    locked.programme = programme
    locked.still_at(version)
    return locked


def new_entry(programme: WorkProgramme, **facts: Any) -> ProgrammeEntry:
    """The next entry of a locked programme, at its end."""
    programme.entries_made += 1
    programme.save(update_fields=["entries_made"])
    last = programme.entries.order_by("position").last()
    position = last.position + 1 if last else 1
    entry = ProgrammeEntry(programme=programme, number=programme.entries_made, position=position, created_at=clock.now(), **facts)
    entry.full_clean()
    entry.save()
    return entry


def save_entry(entry: ProgrammeEntry, actor: User | None, act: str, **detail: Any) -> ProgrammeEntry:
    """Count, check, save and record a change. The detail never holds a title or a reason, which may be private."""
    entry.bump()
    entry.full_clean()
    entry.save()
    note(entry, actor, act, **detail)
    return entry


def note(entry: ProgrammeEntry, actor: User | None, act: str, **detail: Any) -> None:
    """Put an act on an entry into the audit trail, by the number of the entry."""
    programme = entry.programme
    said = {"entry": entry.number, **detail}
    record(actor=actor, action=f"meetings.{act}", target=programme, area=programme.area, detail=said)


def keep_move(
    entry: ProgrammeEntry, actor: User | None, *, before: Meeting | None, state: str = EntryState.PLANNED, reason: str = "",
    to: Meeting | None = None,
) -> ProgrammeMove:  # fmt: skip
    """Keep what became of an entry: from the meeting and state `before`, to those it has now (or the meeting `to`)."""
    return ProgrammeMove.objects.create(
        entry=entry, from_meeting=before, to_meeting=to or entry.meeting, from_state=state, to_state=entry.state,
        reason=reason.strip(), moved_at=clock.now(), moved_by=actor,
    )  # fmt: skip
