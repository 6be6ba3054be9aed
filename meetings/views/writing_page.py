"""What stands on the page on which a meeting is minuted: the item, its entries, the open form, who is in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.choices import ExemptParagraph
from interface import clock
from interface.markdown import render as as_html
from meetings import permissions
from meetings.choices import AttendanceGroup, AttendanceStatus, EntryKind, ItemKind, Publication
from meetings.forms.minute_items import OutcomeForm
from meetings.forms.minutes import COUNTS, Company, EntryForm, ResolutionForm
from meetings.models import Absence, Attendance, EntryDraft, EntryText, MinuteEntry, MinuteItem, Minutes
from meetings.rules.attendance import in_order
from meetings.rules.minutes import Votes, unanimity_warning, working_words
from meetings.services.attendance import Room, rooms
from meetings.services.minutes import words
from meetings.services.minutes.drafts import drafts_of
from meetings.services.minutes.exclusion import may_open, offer_exclusion
from meetings.services.minutes.items import meetings_to_defer_to
from meetings.services.minutes.voting import veto_of
from meetings.views.acts import find_meeting
from panels.models import Interest

ADDED = (
    EntryKind.NARRATIVE, EntryKind.QUESTION, EntryKind.RESOLUTION, EntryKind.RECOMMENDATION, EntryKind.ACTION,
    EntryKind.DECLARATION, EntryKind.PROCEDURE, EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED,
)  # fmt: skip
AT_ONCE = (EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED)
ENTRY_LEVEL = 4
NOTHING = SafeString("")


@dataclass(frozen=True)
class EntryRow:
    """An entry as its writer sees it: the words that the minutes add, its own, and what it came to.

    `voted` is how many a vote counts where that is not how many are in the room now.
    """

    entry: MinuteEntry
    place: int
    label: str
    lead: str
    html: SafeString
    after: str = ""
    answer_lead: str = ""
    answer_html: SafeString = NOTHING
    named: tuple[tuple[str, str], ...] = ()
    voted: int | None = None


@dataclass(frozen=True)
class TocLine:
    """An item in the list beside the page; a heading is no item and leads nowhere."""

    item: MinuteItem
    url: str
    is_heading: bool
    is_now: bool


@dataclass(frozen=True)
class DraftLine:
    """Something that its writer has not saved, and where they take it up or drop it."""

    draft: EntryDraft
    is_here: bool

    @property
    def take_url(self) -> str:
        if self.draft.entry is not None:
            return address("entry-update", self.draft.item, self.draft.entry.number)
        return address("entry-create", self.draft.item, self.draft.kind)

    @property
    def drop_url(self) -> str:
        return address("entry-draft", self.draft.item)


@dataclass
class Opened:
    """The form that stands open in its place on the page, where it is sent, and who is in the room.

    `offered` is a draft not taken up.
    """

    form: EntryForm
    kind: str
    url: str
    room: Room
    entry: MinuteEntry | None = None
    offered: EntryDraft | None = None
    is_unsaved: bool = False
    is_merged: bool = False

    @property
    def label(self) -> str:
        return str(EntryKind(self.kind).label)

    @property
    def key(self) -> str:
        """What a draft kept in the browser is called, within the minutes of a person."""
        return f"{self.entry.number if self.entry else 'new'}/{self.kind}"


def own_minutes(request: Any, meeting: str) -> Minutes:
    """The minutes of a meeting, for those who write them."""
    found = find_meeting(request, meeting)
    if not permissions.can_write_minutes(request.user, found):
        raise PermissionDenied
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).for_page(), meeting=found)
    minutes.meeting = found
    return minutes


def own_minute_item(request: Any, meeting: str, slug: str) -> MinuteItem:
    """An item of the minutes, for those who write them."""
    minutes = own_minutes(request, meeting)
    item = get_object_or_404(minutes.items.select_related("agenda_item", "deferred_to__area"), slug=slug)
    item.minutes = minutes
    return item


def item_url(item: MinuteItem, anchor: str = "") -> str:
    """The page of an item, at one of its places."""
    url = address("minute-item", item)
    return f"{url}#{anchor}" if anchor else url


def address(name: str, item: MinuteItem, *more: Any) -> str:
    """An address below an item's page."""
    meeting = item.minutes.meeting
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, item.slug, *more])


def is_heading(item: MinuteItem) -> bool:
    return item.agenda_item is not None and item.agenda_item.kind == ItemKind.HEADING


def items_of(minutes: Minutes) -> list[MinuteItem]:
    """All lines of the minutes in order, headings too."""
    found = list(minutes.items.select_related("agenda_item").order_by("position", "pk"))
    for item in found:
        item.minutes = minutes
    return found


def steps(items: Sequence[MinuteItem], item: MinuteItem) -> tuple[MinuteItem | None, MinuteItem | None]:
    """The items before and after one, headings skipped."""
    business = [one for one in items if not is_heading(one) or one.pk == item.pk]
    place = next(index for index, one in enumerate(business) if one.pk == item.pk)
    return (business[place - 1] if place else None), (business[place + 1] if place + 1 < len(business) else None)


def company_for(item: MinuteItem, user: Any, kind: str, *, room: Room, items: Sequence[MinuteItem]) -> Company:
    """Whom and what an entry of a kind may name; what that kind does not name is not fetched."""
    meeting = item.minutes.meeting
    rows = Attendance.objects.filter(meeting=meeting, group=AttendanceGroup.MEMBERS).select_related("person").order_by("number")
    members = sorted(rows, key=lambda one: one.status != AttendanceStatus.PRESENT)
    if kind == EntryKind.DECLARATION:
        known = Interest.objects.visible_to(user).filter(body=meeting.body).for_page()
        about = tuple(one for one in items if not is_heading(one))
        return Company(tuple(members), tuple(room.members), about, tuple(known.in_force(meeting.held_on)))
    if kind == EntryKind.ACTION:
        others = Attendance.objects.filter(meeting=meeting, person__isnull=False).exclude(group=AttendanceGroup.MEMBERS)
        people = tuple(one.person for one in others.select_related("person").order_by("group", "number"))
        return Company(tuple(members), users=tuple(permissions.people_to_ask(meeting.area)), people=people)
    return Company(tuple(members), tuple(room.members))


def outcome_form(item: MinuteItem, data: Any = None) -> OutcomeForm:
    """What became of the item."""
    return OutcomeForm(data, item=item, meetings=meetings_to_defer_to(item.minutes))


def item_page(
    request: Any, item: MinuteItem, *, opened: Opened | None = None, outcome: OutcomeForm | None = None
) -> HttpResponse:  # fmt: skip
    """The page of an item, with a form open in its place or none."""
    minutes = item.minutes
    items = items_of(minutes)
    room = opened.room if opened else rooms(minutes)[item.pk]
    entries = list(item.entries.for_page())
    kept = [entry for entry in entries if entry.removed_at is None]
    outcome = outcome or outcome_form(item)
    before, after = steps(items, item)
    is_open = not minutes.is_out
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "item": item,
        "label": _("Item %(number)s") % {"number": item.number} if item.number else "",
        "lines": [TocLine(one, item_url(one), is_heading(one), one.pk == item.pk) for one in items],
        "done": sum(one.is_done for one in items if not is_heading(one)),
        "total": sum(not is_heading(one) for one in items),
        "before": before,
        "after": after,
        "room": room,
        "seats": seats_of(item, room),
        "rows": [entry_row(entry, place, room.count) for place, entry in enumerate(kept, start=1)],
        "removed": [entry for entry in entries if entry.removed_at],
        "just_removed": request.session.pop("minutes_removed", None),
        "just_saved": request.session.pop("minutes_saved", ""),
        "kinds": add_kinds(item),
        "opened": opened,
        "outcome": outcome,
        "form": opened.form if opened else outcome,
        "is_open": is_open,
        "saved_at": (saved_at := EntryText.objects.filter(entry__minutes=minutes).aggregate(last=Max("saved_at"))["last"]),
        "is_today": saved_at is not None and clock.as_local(saved_at).date() == clock.today(),
        "keeps_off_device": _keeps_off_device(item, opened),
        "browser_key": f"{browser_name(request.user)}/{minutes.meeting.slug}",
        **_drafts(request, item, opened),
        "ballot": _ballot(item, room, opened),
        **_exclusion(item),
    }
    return render(request, "meetings/minute_item.html", context)


def _keeps_off_device(item: MinuteItem, opened: Opened | None) -> bool:
    """Whether the browser keeps no draft of what is typed: at a private item, of a meeting that is not open to the public,
    and of a declaration, whose words may be withheld."""
    is_open = item.minutes.meeting.publication == Publication.PUBLIC
    return item.is_private or not is_open or bool(opened and opened.kind == EntryKind.DECLARATION)


def browser_name(user: Any) -> str:
    """What somebody's drafts are kept under in a browser: the same for each of their visits, and no name."""
    return salted_hmac("meetings.minutes", str(user.pk)).hexdigest()[:12]


def _drafts(request: Any, item: MinuteItem, opened: Opened | None) -> dict[str, Any]:
    """What the writer has not saved, here and at other items; the one that belongs to the open form stands in it."""
    drafts = [one for one in drafts_of(request.user, item.minutes) if not (opened and _belongs(one, opened, item))]
    for one in drafts:
        one.item.minutes = item.minutes
    return {"drafts": [DraftLine(one, one.item_id == item.pk) for one in drafts]}


def _belongs(draft: EntryDraft, opened: Opened, item: MinuteItem) -> bool:
    entry = opened.entry.pk if opened.entry else None
    return draft.item_id == item.pk and draft.entry_id == entry and draft.kind == opened.kind


def _exclusion(item: MinuteItem) -> dict[str, Any]:
    """Whether the resolution to exclude the public is still to be put, and whether it fell."""
    if not item.is_private:
        return {}
    paragraph = offer_exclusion(item)
    return {"offer": str(ExemptParagraph(paragraph).label) if paragraph else "", "fell": may_open(item)}


def _ballot(item: MinuteItem, room: Room, opened: Opened | None) -> dict[str, Any]:
    """The votes in the open form worked out: their sum, the warning at “unanimously”, and what a veto would need."""
    if opened is None or not isinstance(opened.form, ResolutionForm):
        return {}
    form = opened.form
    votes = Votes.counted(dict(zip(COUNTS, form.counts, strict=True)))
    doubtful = form["is_unanimous"].value() and not form["unanimous_reason"].errors
    return {
        "working": working_words(votes, room.count),
        "warning": unanimity_warning(votes, room.count) if doubtful else "",
        "veto": veto_of(item.minutes, votes.votes_for),
    }


def seats_of(item: MinuteItem, room: Room) -> list[tuple[Attendance, bool, str]]:
    """Members by seat: the row, whether they are in the room, and why they cannot be, where they cannot."""
    rows = Attendance.objects.filter(meeting=item.minutes.meeting, group=AttendanceGroup.MEMBERS)
    inside = {one.pk for one in room.members}
    out = set(Absence.objects.filter(item=item).values_list("attendance", flat=True))
    found = in_order(rows.select_related("person"))
    return [(one, one.pk in inside, "" if one.pk in inside | out else _kept_out(one)) for one in found]


def _kept_out(row: Attendance) -> str:
    """Why a member is not in the room at an item, in words; the attendance page changes it."""
    if row.status == AttendanceStatus.EXPECTED:
        return _("not said yet")
    if row.status != AttendanceStatus.PRESENT:
        return row.get_status_display().lower()
    return _("had left or not yet come")


def add_kinds(item: MinuteItem) -> list[dict[str, Any]]:
    """The kinds of entry that can be added, in order; one that needs no form carries a token."""
    return [
        {
            "value": kind.value,
            "label": kind.label,
            "url": address("entry-create", item, kind.value),
            "token": uuid4() if kind in AT_ONCE else "",
        }
        for kind in ADDED
    ]


def entry_row(entry: MinuteEntry, place: int, in_room: int) -> EntryRow:
    """An entry with the words that the minutes will add to it."""
    said: dict[str, Any] = {"lead": "", "html": as_html(entry.text, level=ENTRY_LEVEL)}
    if hasattr(entry, entry.kind) and entry.kind in _SAYS:
        said |= _SAYS[entry.kind](entry)
    elif entry.kind in AT_ONCE:
        said["lead"] = _("Taken as read.") if entry.kind == EntryKind.TAKEN_AS_READ else _("None were received.")
    voted = said.pop("voted", None)
    out_of_step = voted is not None and voted != in_room
    return EntryRow(entry=entry, place=place, label=str(entry.get_kind_display()), voted=voted if out_of_step else None, **said)


def _question(entry: MinuteEntry) -> dict[str, Any]:
    answer = entry.question.answer
    return {
        "lead": words.asked_lead(entry),
        "answer_lead": words.answered_lead(entry) if answer else "",
        "answer_html": as_html(answer, level=ENTRY_LEVEL),
    }


def _resolution(entry: MinuteEntry) -> dict[str, Any]:
    record = entry.resolution
    after = " ".join(part for part in (words.vote_words(record), words.exclusion_words(record)) if part)
    lead = words.resolution_lead(record, entry.minutes.meeting.body)
    return {"lead": lead, "after": after, "named": words.named_votes(record), "voted": record.in_room}


def _action(entry: MinuteEntry) -> dict[str, Any]:
    record = entry.action
    parts = (record.reference, words.owner_words(record, {}), words.due_words(record, {}))
    return {"after": ", ".join(part for part in parts if part)}


def _recommendation(entry: MinuteEntry) -> dict[str, Any]:
    return {
        "lead": words.recommendation_lead(entry.recommendation, entry.minutes.meeting.body),
        "after": entry.recommendation.reference,
    }


def _declaration(entry: MinuteEntry) -> dict[str, Any]:
    called = words.item_called(entry.declaration.about, hidden=False)
    return {"lead": words.declaration_lead(entry.declaration, called)}


_SAYS: dict[str, Any] = {
    EntryKind.QUESTION: _question,
    EntryKind.RESOLUTION: _resolution,
    EntryKind.ACTION: _action,
    EntryKind.RECOMMENDATION: _recommendation,
    EntryKind.DECLARATION: _declaration,
}
