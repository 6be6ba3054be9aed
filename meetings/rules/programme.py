"""A year's work programme as it is read: business by meeting in the order of days, and what does not fit.

No queries and no clock: entries and meetings come as rows, already narrowed to what a reader may know of.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import day_date, long_date
from meetings.choices import EntryState, MeetingStatus, Publication
from meetings.rules.meeting import OFF
from panels.choices import BodyKind

COUNTS = (EntryState.PLANNED, EntryState.DONE)  # the states in which an entry takes time at its meeting
SETTLED = (EntryState.DONE, EntryState.DEFERRED, EntryState.CANCELLED)
HOUR = 60


@dataclass(frozen=True)
class Load:
    """How many minutes are planned at a meeting against those that it has. `unknown` entries name no minutes."""

    planned: int
    available: int | None
    unknown: int

    @property
    def is_over(self) -> bool:
        return self.available is not None and self.planned > self.available

    @property
    def words(self) -> str:
        """“150 of 120 minutes planned”, with how many entries name none."""
        said: dict[str, Any] = {"planned": self.planned, "available": self.available, "unknown": self.unknown}
        words = _("%(planned)s of %(available)s minutes planned") % said
        if self.available is None:
            words = ngettext("%(planned)s minute planned", "%(planned)s minutes planned", self.planned) % said
        if not self.unknown:
            return words
        more = ngettext("%(unknown)s entry says no time", "%(unknown)s entries say no time", self.unknown)
        return f"{words}; {more % said}"


@dataclass(frozen=True)
class Row:
    """An entry as a reader sees it: where it was deferred to, as far as they may know, and the words of its state."""

    entry: Any
    words: str
    deferred_to: Any = None
    mismatch: str = ""


@dataclass
class Group:
    """The business of one meeting, of a day on which none is held, or of no day yet (neither)."""

    meeting: Any = None
    day: date | None = None
    rows: list[Row] = field(default_factory=list)
    load: Load | None = None

    @property
    def mismatches(self) -> list[str]:
        """What to say of days that were written down and are none of the body's meetings, each once."""
        return list(dict.fromkeys(row.mismatch for row in self.rows if row.mismatch))

    @property
    def shows_minutes(self) -> bool:
        """Whether anybody said how long one of its entries takes."""
        return any(row.entry.minutes_planned is not None for row in self.rows)

    @property
    def is_off(self) -> bool:
        return self.meeting is not None and self.meeting.status in OFF

    @property
    def is_not_public(self) -> bool:
        """Whether a meeting is announced that the public cannot attend."""
        return self.meeting is not None and self.meeting.publication != Publication.PUBLIC


def lay_out(
    entries: Iterable[Any],
    meetings: Iterable[Any],
    *,
    named: str,
    within: tuple[date, date] | None = None,
    reads_all: bool = False,
) -> list[Group]:
    """The business by meeting, in the order of days, that of no day last.

    `meetings` are those of the body that the reader may know of; an entry at any other stands under its own day.
    `named` is what a sentence calls the body (`body_words`). Meetings that take place `within` two days stand there
    without business too. Who `reads_all` learns where private business went.
    """
    known = {one.pk: one for one in meetings}
    taking_place = [one for one in known.values() if one.status not in OFF]
    by_day: dict[date, list[Any]] = {}
    for one in taking_place:
        by_day.setdefault(one.held_on, []).append(one)
    groups: dict[Any, Group] = {}
    if within:
        groups = {one.pk: Group(one, one.held_on) for one in taking_place if within[0] <= one.held_on <= within[1]}
    for entry in sorted(entries, key=lambda one: (one.position, one.number)):
        meeting = _place(entry, known, by_day)
        day = meeting.held_on if meeting else entry.planned_for
        key = meeting.pk if meeting else ("day", day)
        group = groups.setdefault(key, Group(meeting, day))
        said = mismatch(entry.planned_for, by_day, named) if entry.state in COUNTS else ""
        group.rows.append(replace(row_of(entry, known, reads_all=reads_all), mismatch=said))
    return sorted(groups.values(), key=_in_order)


def _place(entry: Any, known: Mapping[int, Any], by_day: Mapping[date, list[Any]]) -> Any:
    """The meeting under which an entry stands: its own, else the only one of the day that was written down."""
    if entry.meeting_id in known:
        return known[entry.meeting_id]
    there = by_day.get(entry.planned_for, []) if entry.planned_for and not entry.meeting_id else []
    return there[0] if len(there) == 1 else None


def _in_order(group: Group) -> tuple[Any, ...]:
    start = group.meeting.starts_at if group.meeting else None
    return (
        group.day is None,
        group.day or date.max,
        start is None,
        str(start or ""),
        group.meeting.slug if group.meeting else "",
    )


def row_of(entry: Any, known: Mapping[int, Any], *, reads_all: bool = False) -> Row:
    """An entry with the words of its state; it names a meeting or a programme only where the reader may know of it."""
    following = getattr(entry, "followed_by", None) if entry.state == EntryState.DEFERRED else None
    if following is None or (not reads_all and _is_private(following)):
        return Row(entry, state_words(entry))
    target = known.get(following.meeting_id)
    programme = following.programme
    is_elsewhere = programme.pk != entry.programme_id and (reads_all or programme.published_at is not None)
    return Row(entry, state_words(entry, target, programme.years if is_elsewhere else ""), target)


def _is_private(entry: Any) -> bool:
    """Whether an entry is for members alone: by its own mark, or because it stands at a meeting that only they know of."""
    return entry.is_private or (entry.meeting is not None and entry.meeting.publication == Publication.MEMBERS)


def state_words(entry: Any, target: Any = None, years: str = "") -> str:
    """What became of an entry: “Deferred to Thursday 17 March 2022”, “Cancelled”. Of one that is planned nothing."""
    if entry.state == EntryState.PLANNED:
        return ""
    if entry.state == EntryState.DEFERRED and target is not None:
        return _("Deferred to %(day)s") % {"day": long_date(target.held_on)}
    if entry.state == EntryState.DEFERRED and years:
        return _("Deferred to the work programme %(years)s") % {"years": years}
    return str(EntryState(entry.state).label)


def move_words(move: Any, known: Mapping[int, Any]) -> str:
    """What became of an entry at one step of its history; meetings are named where the reader may know of them."""
    there, before = known.get(move.to_meeting_id), known.get(move.from_meeting_id)
    said = {"to": long_date(there.held_on) if there else "", "before": long_date(before.held_on) if before else ""}
    if move.to_state != move.from_state:
        if move.to_state == EntryState.PLANNED:
            return _("Planned again")
        if move.to_state == EntryState.DEFERRED and there:
            return _("Deferred to %(to)s") % said
        return str(EntryState(move.to_state).label)
    if there and before and there.pk != before.pk:
        return _("Moved from %(before)s to %(to)s") % said
    if there and not before:
        return _("Moved to %(to)s") % said
    return _("Taken off the meeting of %(before)s") % said if before and not there else _("Moved to another day")


def mismatch(day: date | None, days: Collection[date], named: str) -> str:
    """What to say of a day that was written down on which the body does not meet; empty when it does."""
    if day is None or day in days:
        return ""
    said = {"day": _plain(day), "body": named}
    words = _("%(day)s is not a meeting of %(body)s.") % said
    near = nearest(day, days)
    return f"{words} {_('The nearest is %(near)s.') % {'near': _beside(near, day)}}" if near else words


def nearest(day: date, days: Iterable[date]) -> date | None:
    """The day of a meeting that lies nearest; of two as near, the earlier."""
    return min(days, key=lambda one: (abs((one - day).days), one), default=None)


def _plain(day: date) -> str:
    """“3 February 2022”."""
    return long_date(day).split(" ", 1)[1]


def _beside(day: date, other: date) -> str:
    """“1 February” beside a day of the same year, with its year beside another."""
    words = _plain(day)
    return words.rsplit(" ", 1)[0] if day.year == other.year else words


def body_words(body: Any) -> str:
    """What a sentence calls a body: “the panel”, or its name."""
    return _("the panel") if body.kind == BodyKind.PANEL else str(body.name)


def load_of(entries: Iterable[Any], available: int | None) -> Load:
    """The time that entries take at their meeting; those deferred or cancelled take none."""
    taking = [one for one in entries if one.state in COUNTS]
    minutes = [one.minutes_planned for one in taking]
    return Load(sum(one for one in minutes if one), available, sum(one is None for one in minutes))


def time_of(meeting: Any, own_rule: int | None) -> int | None:
    """The minutes a meeting has: from its start to its end, else what the body's own rule gives every meeting."""
    if meeting.starts_at and meeting.ends_at:
        start, end = meeting.starts_at, meeting.ends_at
        return (end.hour - start.hour) * HOUR + end.minute - start.minute
    return own_rule


def years_slug(first: date, last: date, body_slug: str, *, is_panel: bool) -> str:
    """The address of a programme: `2021-22`, with the body's where it is not the panel."""
    years = f"{first.year}-{last.year % 100:02d}"
    return years if is_panel else f"{years}-{body_slug}"


def day_of(entry: Any) -> date | None:
    """When an entry comes: on the day of its meeting, else on the day that was written down."""
    return entry.meeting.held_on if entry.meeting else entry.planned_for


def is_undone(entry: Any, today: date) -> bool:
    """Whether an entry is still planned though its day is gone, its meeting does not take place, or it has no day."""
    if entry.state != EntryState.PLANNED:
        return False
    day = day_of(entry)
    return day is None or day < today or (entry.meeting is not None and entry.meeting.status in OFF)


def done_problem(entry: Any, today: date) -> str:
    """Why an entry cannot be said to be done yet; empty when it can."""
    if entry.meeting and entry.meeting.status in OFF:
        state = MeetingStatus(entry.meeting.status).label.lower()
        return _("Its meeting is %(state)s. Move it to another meeting first") % {"state": state}
    day = day_of(entry)
    if day and day > today:
        return _("Its day, %(day)s, has not come yet") % {"day": day_date(day)}
    return ""


def place_problems(meeting: Any, body_id: int) -> dict[str, str]:
    """What is wrong with the meeting at which an entry is put, by field."""
    if meeting is None:
        return {}
    if meeting.body_id != body_id:
        return {"meeting": _("Choose a meeting of the body whose programme it is")}
    if meeting.status in OFF:
        state = MeetingStatus(meeting.status).label.lower()
        return {"meeting": _("That meeting is %(state)s. Choose another") % {"state": state}}
    return {}


def deferral_problems(entry: Any, target: Any) -> dict[str, str]:
    """What is wrong with deferring an entry to a meeting, by field."""
    problems = place_problems(target, entry.programme.body_id)
    before = day_of(entry)
    if not problems and (target.pk == entry.meeting_id or (before and target.held_on < before)):
        problems["meeting"] = _("Choose a later meeting than the one it is planned for")
    return problems


def shifted(keys: Sequence[int], key: int, step: int) -> list[int]:
    """The order after one moves a place up (-1) or down (+1); at the end it stays."""
    place = keys.index(key)
    other = min(max(place + step, 0), len(keys) - 1)
    order = list(keys)
    order.insert(other, order.pop(place))
    return order
