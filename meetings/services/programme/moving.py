"""What becomes of an entry of a work programme: moved, deferred, cancelled, done, opened again. Every step is kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.choices import EntryState, ItemState
from meetings.models import AgendaItem, Meeting, ProgrammeEntry, WorkProgramme
from meetings.rules.programme import deferral_problems, done_problem, place_problems, shifted
from meetings.services.programme.entries import refuse_removed
from meetings.services.programme.locking import keep_move, lock_entry, lock_programmes, note, save_entry
from meetings.services.programme.years import follow


@transaction.atomic
def move_entry(
    *,
    entry: ProgrammeEntry,
    version: int,
    reason: str,
    actor: User | None,
    meeting: Meeting | None = None,
    planned_for: date | None = None,
) -> ProgrammeEntry:
    """Plan an entry for another meeting, another day, or for none yet, and keep why. Raises ValidationError by field."""
    locked = _lock_planned(entry, version)
    problems = place_problems(meeting, locked.programme.body_id)
    same = (locked.meeting_id, locked.planned_for) == (meeting.pk if meeting else None, planned_for)
    if not problems and same:
        problems["meeting"] = _("Choose another meeting or day than the present one")
    _refuse(problems, reason, _("Say why it is moved"))
    before = locked.meeting
    locked.meeting, locked.planned_for = meeting, planned_for
    save_entry(locked, actor, "programme_entry_moved", to=meeting.slug if meeting else "")
    keep_move(locked, actor, before=before, reason=reason)
    return locked


@transaction.atomic
def shift_entry(*, entry: ProgrammeEntry, version: int, step: int, actor: User | None) -> ProgrammeEntry:
    """Move an entry one place up (-1) or down (+1) among those of its meeting or day."""
    locked = lock_entry(entry, version)
    refuse_removed(locked)
    own = ProgrammeEntry.objects.filter(programme=locked.programme, removed_at__isnull=True)
    beside = own.filter(meeting=locked.meeting, planned_for=locked.planned_for).order_by("position", "number")
    places = dict(beside.values_list("pk", "position"))
    order = shifted(list(places), locked.pk, step)
    if order == list(places):
        return locked
    free = sorted(places.values())
    if len(set(free)) < len(free):  # entries that share a place are given places of their own, within the same span
        free = list(range(free[0], free[0] + len(free)))
    for key, position in zip(order, free, strict=True):
        if places[key] != position:
            ProgrammeEntry.objects.filter(pk=key).update(position=position)
    locked.refresh_from_db(fields=["position"])
    return save_entry(locked, actor, "programme_entry_shifted", step=step)


@transaction.atomic
def defer_entry(*, entry: ProgrammeEntry, version: int, meeting: Meeting, reason: str, actor: User | None) -> ProgrammeEntry:
    """Put an entry off to a later meeting, with a reason, and give the entry that stands there now.

    That one is in the programme of the meeting's day where the body has one, else in the same. Raises ValidationError by
    field.
    """
    home = programme_of(meeting) or entry.programme
    held = lock_programmes(entry.programme, home)
    locked = _lock_planned(entry, version)
    _refuse(deferral_problems(locked, meeting), reason, _("Say why it is deferred"))
    target = locked.programme if home.pk == locked.programme_id else held[home.pk]
    following = follow(locked, target, actor, reason=reason, meeting=meeting)
    note(following, actor, "programme_entry_added", meeting=meeting.slug)
    return following


@transaction.atomic
def cancel_entry(*, entry: ProgrammeEntry, version: int, reason: str, actor: User | None) -> ProgrammeEntry:
    """Say that the panel will not come to it, and why; it stays where it stands."""
    locked = _lock_planned(entry, version)
    _refuse({}, reason, _("Say why it is cancelled"))
    return _become(locked, EntryState.CANCELLED, actor, "programme_entry_cancelled", reason)


@transaction.atomic
def mark_done(*, entry: ProgrammeEntry, version: int, actor: User | None, item: AgendaItem | None = None) -> ProgrammeEntry:
    """Say that the panel came to it, and under which item of its meeting. Refuses before its day."""
    locked = _lock_planned(entry, version)
    if problem := done_problem(locked, clock.today()):
        raise ValidationError(problem, code="too-soon")
    if item is not None and (item.meeting_id != locked.meeting_id or item.state == ItemState.WITHDRAWN):
        raise ValidationError({"item": _("Choose an item of the meeting it stands at")})
    locked.item = item
    return _become(locked, EntryState.DONE, actor, "programme_entry_done", "")


@transaction.atomic
def reopen_entry(*, entry: ProgrammeEntry, version: int, reason: str, actor: User | None) -> ProgrammeEntry:
    """Undo what became of an entry: it is planned again. Of one that was deferred, the entry at the later meeting goes.

    Refuses when something has become of that one meanwhile.
    """
    following = ProgrammeEntry.objects.select_related("programme").filter(follows=entry).first()
    lock_programmes(*(one.programme for one in (entry, following) if one))
    locked = lock_entry(entry, version)
    refuse_removed(locked)
    if locked.state == EntryState.PLANNED:
        raise ValidationError(_("This entry is planned. There is nothing to undo"), code="planned")
    _refuse({}, reason, _("Say why it is planned again"))
    if following:
        _take_back(following, actor)
    locked.item = None
    return _become(locked, EntryState.PLANNED, actor, "programme_entry_reopened", reason)


def programme_of(meeting: Meeting) -> WorkProgramme | None:
    """The programme of a meeting's body for the day on which it is held."""
    there = WorkProgramme.objects.filter(body=meeting.body_id, started_on__lte=meeting.held_on, ended_on__gte=meeting.held_on)
    return there.select_related("area", "body").order_by("-started_on").first()


def _take_back(following: ProgrammeEntry, actor: User | None) -> None:
    """Remove the entry that a deferral made, once nothing has become of it. It no longer follows, so that another can."""
    fresh = ProgrammeEntry.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=following.pk)
    if fresh.state != EntryState.PLANNED:
        words = _("Something has become of it at the later meeting. Undo that first")
        raise ValidationError(words, code="followed")
    fresh.programme = following.programme
    fresh.follows, fresh.removed_at = None, clock.now()
    save_entry(fresh, actor, "programme_entry_removed")


def _lock_planned(entry: ProgrammeEntry, version: int) -> ProgrammeEntry:
    locked = lock_entry(entry, version)
    refuse_removed(locked)
    if locked.state != EntryState.PLANNED:
        words = _("This entry is %(state)s. Undo that first") % {"state": locked.get_state_display().lower()}
        raise ValidationError(words, code="settled")
    return locked


def _become(entry: ProgrammeEntry, state: str, actor: User | None, act: str, reason: str) -> ProgrammeEntry:
    before = entry.state
    entry.state = state
    entry.state_reason = "" if state == EntryState.PLANNED else reason.strip()
    save_entry(entry, actor, act)
    keep_move(entry, actor, before=entry.meeting, state=before, reason=reason)
    return entry


def _refuse(problems: dict[str, str], reason: str, why: str) -> None:
    if not reason.strip():
        problems["reason"] = why
    if problems:
        raise ValidationError(problems)
