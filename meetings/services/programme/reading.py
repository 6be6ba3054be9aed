"""A work programme as somebody may read it: its business by meeting, what each meeting has room for, and what to mend."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.services import record
from documents.services.readings import RESTRICTED_READ
from interface import clock
from meetings import permissions
from meetings.choices import EntryState, ItemKind, ItemOutcome, ItemState, MeetingStatus, Publication
from meetings.models import AgendaItem, Meeting, ProgrammeEntry, ProgrammeMove, StandingReport, WorkProgramme
from meetings.rules.meeting import OFF, is_over
from meetings.rules.programme import Group, Row, body_words, day_of, is_undone, lay_out, load_of, move_words, row_of, time_of
from panels.models import Body, LocalRule, PoliceArea
from panels.permissions import can_read_restricted
from panels.rulebook import MEETING_TIME

Reader = permissions.Reader
NOT_TAKEN = (ItemOutcome.DEFERRED, ItemOutcome.WITHDRAWN, ItemOutcome.LAPSED)


@dataclass(frozen=True)
class Offer:
    """An entry that can be marked as done: its meeting was held, and an item of the same title was on the agenda."""

    entry: ProgrammeEntry
    item: AgendaItem


@dataclass(frozen=True)
class Year:
    """A programme as a reader sees it on a day. What is to mend is only there for those who keep it."""

    programme: WorkProgramme
    as_at: date
    groups: list[Group]
    standing: list[StandingReport]
    shows_load: bool
    keeps: bool
    offers: list[Offer] = field(default_factory=list)
    undone: list[ProgrammeEntry] = field(default_factory=list)
    removed: list[ProgrammeEntry] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def overloaded(self) -> list[Group]:
        return [group for group in self.groups if group.load and group.load.is_over]


@dataclass(frozen=True)
class Step:
    """One step of an entry's history, in words."""

    words: str
    move: ProgrammeMove


def list_programmes(user: Reader, area: PoliceArea) -> QuerySet[WorkProgramme]:
    """The programmes of an area that a person may see, the newest first, each with how much business it holds for them."""
    seen = ProgrammeEntry.objects.visible_to(user).values("pk")
    rows = WorkProgramme.objects.visible_to(user).for_page().filter(area=area)
    count = Count("entries", filter=Q(entries__in=seen))
    return rows.annotate(entry_count=count).order_by("-started_on", "body__name", "pk")


def read_year(programme: WorkProgramme, user: Reader) -> Year:
    """A programme as somebody may see it today. Seven queries at most, however long it is."""
    today = clock.today()
    body = programme.body
    reads_all, keeps = can_read_restricted(user, body), permissions.can_keep_programme(user, body)
    seen = ProgrammeEntry.objects.visible_to(user).filter(programme=programme)
    entries = list(seen.for_page().select_related("followed_by__programme"))
    groups = lay_out(
        entries, meetings_known(user, body), named=body_words(body), within=(programme.started_on, programme.ended_on),
        reads_all=reads_all,
    )  # fmt: skip
    if reads_all:
        _weigh(groups, body)
    return Year(
        programme,
        today,
        groups,
        list(programme.standing_reports.all()),
        shows_load=reads_all,
        keeps=keeps,
        offers=_offers(entries, today) if keeps else [],
        undone=[one for one in entries if is_undone(one, today) and day_of(one)] if keeps else [],
        removed=list(programme.entries.filter(removed_at__isnull=False).order_by("-removed_at")) if keeps else [],
    )


def meetings_known(user: Reader, body: Body) -> list[Meeting]:
    """The meetings of a body that somebody may know of, in the order of days."""
    seen = Meeting.objects.visible_to(user).filter(body=body).select_related("area", "body", "moved_to__area")
    return list(seen.order_by("held_on", "starts_at", "slug"))


def meetings_to_choose(user: Reader, programme: WorkProgramme) -> QuerySet[Meeting]:
    """The meetings at which business of a programme can be planned: those from its first day on that take place."""
    seen = Meeting.objects.visible_to(user).filter(body=programme.body, held_on__gte=programme.started_on)
    return seen.exclude(status__in=OFF).select_related("body").order_by("held_on", "starts_at", "slug")


def meetings_after(user: Reader, entry: ProgrammeEntry) -> QuerySet[Meeting]:
    """The meetings to which an entry can be deferred: after its own day, and of one without a day from today on."""
    later = meetings_to_choose(user, entry.programme).exclude(pk=entry.meeting_id or 0)
    return later.filter(held_on__gte=day_of(entry) or clock.today())


def read_row(entry: ProgrammeEntry, user: Reader, known: Sequence[Meeting]) -> Row:
    """An entry with the words of its state."""
    return row_of(entry, {one.pk: one for one in known}, reads_all=can_read_restricted(user, entry.programme.body))


def history_of(entry: ProgrammeEntry, known: Sequence[Meeting]) -> list[Step]:
    """What became of an entry, the newest first; `known` are the meetings that the reader may know of."""
    by_key = {one.pk: one for one in known}
    moves = entry.moves.select_related("moved_by").order_by("-moved_at", "-pk")
    return [Step(move_words(move, by_key), move) for move in moves]


def note_reading_of_entry(entry: ProgrammeEntry, reader: Reader) -> None:
    """Keep in the trail that somebody signed in was given a private entry; not what it says."""
    is_private = entry.is_private or (entry.meeting is not None and entry.meeting.publication == Publication.MEMBERS)
    if is_private and isinstance(reader, User):
        programme = entry.programme
        detail = {"entry": entry.number}
        record(actor=reader, action=RESTRICTED_READ, target=programme, area=programme.area, detail=detail)


def items_of(entry: ProgrammeEntry) -> list[AgendaItem]:
    """The items of an entry's meeting under which the panel may have come to it; those of the same title first."""
    if entry.meeting_id is None:
        return []
    rows = AgendaItem.objects.in_order().filter(meeting=entry.meeting_id, kind=ItemKind.ITEM)
    taken = rows.exclude(state=ItemState.WITHDRAWN)
    return sorted(taken, key=lambda item: not is_titled(item, entry))


def is_titled(item: AgendaItem, entry: ProgrammeEntry) -> bool:
    """Whether an item of an agenda bears the title of an entry."""
    return _same(item.title) == _same(entry.title)


def _same(title: str) -> str:
    return " ".join(title.casefold().split())


def _weigh(groups: Sequence[Group], body: Body) -> None:
    """Put the load of each meeting on its group, with one query for the body's own rule on how long a meeting is."""
    rules = list(LocalRule.objects.filter(body=body, key=MEETING_TIME).order_by("-in_force_from"))
    for group in groups:
        if group.meeting is None or group.is_off or not any(row.entry.minutes_planned for row in group.rows):
            continue
        own = next((one.number for one in rules if _in_force(one, group.meeting.held_on)), None)
        group.load = load_of([row.entry for row in group.rows], time_of(group.meeting, own))


def _in_force(rule: LocalRule, day: date) -> bool:
    return rule.in_force_from <= day and (rule.in_force_until is None or day <= rule.in_force_until)


def _offers(entries: Sequence[ProgrammeEntry], today: date) -> list[Offer]:
    """Entries whose business was taken, as far as agendas and minutes tell. Nothing is marked without a person."""
    waiting = [
        one for one in entries
        if one.state == EntryState.PLANNED and one.meeting and one.meeting.status not in OFF
        and one.meeting.status != MeetingStatus.DRAFT and is_over(one.meeting.status, one.meeting.held_on, today)
    ]  # fmt: skip
    if not waiting:
        return []
    items = AgendaItem.objects.filter(meeting__in={one.meeting_id for one in waiting}, kind=ItemKind.ITEM)
    taken = items.exclude(state=ItemState.WITHDRAWN).exclude(minute_items__outcome__in=NOT_TAKEN)
    titled = {(item.meeting_id, _same(item.title)): item for item in taken}
    found = ((one, titled.get((one.meeting_id or 0, _same(one.title)))) for one in waiting)
    return [Offer(one, item) for one, item in found if item]
