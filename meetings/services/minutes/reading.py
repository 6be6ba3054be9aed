"""The minutes as somebody may read them: the text of the web page and of the print, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.choices import Access, ExemptParagraph
from interface.markdown import render
from meetings.choices import (
    AttendanceStatus,
    CorrectionStatus,
    EntryKind,
    Publication,
    Result,
)
from meetings.models import (
    Absence,
    Correction,
    Corrigendum,
    EntryText,
    MinuteEntry,
    MinuteItem,
    Minutes,
    Resolution,
)
from meetings.rules.naming import draft_words
from meetings.services.lateness import late_lines
from meetings.services.minutes import words
from meetings.services.minutes.exempt import exempt_actions_told
from meetings.services.minutes.present import attendances, groups

NUMBERED = (EntryKind.RESOLUTION, EntryKind.ACTION, EntryKind.RECOMMENDATION)
OWN_WORDS = (EntryKind.TAKEN_AS_READ, EntryKind.NONE_RECEIVED)
NOTHING = SafeString("")
ENTRY_LEVEL = 4


@dataclass(frozen=True)
class ReadEntry:
    """One paragraph of the minutes as it is read.

    `html` is safe; `lead` the generated words before it (“The panel unanimously resolved”), `vote_words` those after it.
    `anchor` is its address on the page: `resolution-8-1` is the first resolution of item 8. `corrections` are those that
    were accepted (for writers and members also those proposed), `corrigenda` the errors found after confirmation.
    """

    entry: MinuteEntry
    kind: str
    label: str
    anchor: str
    html: SafeString
    lead: str = ""
    vote_words: str = ""
    answer_html: SafeString = NOTHING
    reference: str = ""
    owner_words: str = ""
    due_words: str = ""
    corrections: tuple[Correction, ...] = ()
    corrigenda: tuple[Corrigendum, ...] = ()
    answer_lead: str = ""
    named_votes: tuple[tuple[str, str], ...] = ()
    provision: str = ""


@dataclass(frozen=True)
class ReadItem:
    """One item as it is read: of a private one the public has the neutral title and the summary written for it alone.

    `exclusion` says of such a one, in words that nobody typed, that the panel resolved in public to exclude the public.
    """

    item: MinuteItem
    number: str
    title: str
    is_private: bool
    paragraph: str
    summary_html: SafeString
    entries: tuple[ReadEntry, ...]
    outcome_words: str
    room_words: str
    is_hidden: bool = False
    corrections: tuple[Correction, ...] = ()
    exclusion: str = ""

    @property
    def anchor(self) -> str:
        """Its address on the page, which a new number does not change."""
        return f"item-{self.item.slug}"


@dataclass(frozen=True)
class MinutesText:
    """The minutes whole: who was there by group, the items in order, and what was decided and promised.

    `exempt_actions` says of a board's how many stand in the exempt actions list, whose words this reader has not.
    """

    minutes: Minutes
    items: tuple[ReadItem, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    apologies: tuple[str, ...]
    times: tuple[str, ...]
    absent: tuple[str, ...]
    resolutions: tuple[ReadEntry, ...]
    actions: tuple[ReadEntry, ...]
    recommendations: tuple[ReadEntry, ...]
    end_words: str
    declarations: tuple[ReadEntry, ...] = ()
    corrigenda: tuple[Corrigendum, ...] = ()
    corrections: tuple[Correction, ...] = ()
    late_lines: tuple[str, ...] = ()
    exempt_actions: str = ""

    @property
    def draft_words(self) -> str:
        """What weight the words have while they are a draft."""
        return draft_words(self.minutes.meeting.body)


@dataclass(frozen=True)
class _Rows:
    """All that was fetched for one reading, by what it belongs to."""

    entries: dict[int, list[MinuteEntry]]
    absences: dict[int, list[str]]
    corrections: dict[tuple[int | None, int | None], list[Correction]]
    promises: dict[int, dict]
    corrigenda: dict[int | None, list[Corrigendum]]
    hidden: frozenset[int]
    excluded: dict[int, int]
    for_pdf: bool


def read_minutes(
    minutes: Minutes, *, private: bool, for_writers: bool = False, for_pdf: bool = False, as_released: bool = False
) -> MinutesText:
    """The text of the minutes. `minutes` comes with its meeting, which comes with area and body.

    `private=False` gives the public face: of a private item, and of every item of a meeting that is not open to the public,
    its neutral title, that the public was excluded, and the summary for the public, nothing else. `as_released` gives it as
    it will be once the body has approved the minutes for release. `for_writers` adds corrections that are still open, for
    members and those who write. `for_pdf` renders Markdown without the design system's classes. Who may read is asked by
    whoever calls. The details of a sensitive interest are left out of either face (Localism Act 2011, s.32).
    """
    items = list(minutes.items.select_related("deferred_to"))
    is_closed = minutes.meeting.minutes_publication != Publication.PUBLIC and not as_released
    rows = _rows(minutes, items, private=private, is_closed=is_closed, for_writers=for_writers, for_pdf=for_pdf)
    read = tuple(_item(item, rows) for item in items)
    entries = [entry for item in read for entry in item.entries]
    called = {item.pk: words.item_called(item, hidden=item.pk in rows.hidden) for item in items}
    people = attendances(minutes)
    return MinutesText(
        minutes=minutes,
        items=read,
        groups=groups(people, minutes.meeting.body),
        apologies=tuple(words.apologies_line(row) for row in people if row.status == AttendanceStatus.APOLOGIES),
        times=tuple(words.times_lines(people, called)),
        absent=tuple(words.attendee_line(row) for row in people if row.status == AttendanceStatus.ABSENT),
        resolutions=_of_kind(entries, EntryKind.RESOLUTION),
        actions=_of_kind(entries, EntryKind.ACTION),
        recommendations=_of_kind(entries, EntryKind.RECOMMENDATION),
        end_words=words.end_words(minutes),
        declarations=_of_kind(entries, EntryKind.DECLARATION),
        corrigenda=tuple(rows.corrigenda.get(None, ())),
        corrections=tuple(rows.corrections.get((None, None), ())),
        late_lines=late_lines(minutes.meeting) if private or not is_closed else (),
        exempt_actions="" if private or is_closed else exempt_actions_told(minutes),
    )


def _rows(
    minutes: Minutes, items: list[MinuteItem], *, private: bool, is_closed: bool, for_writers: bool, for_pdf: bool
) -> _Rows:
    hidden = frozenset(item.pk for item in items if not private and (is_closed or item.is_private))
    kept = minutes.entries.kept().for_page().select_related("action__raised_meeting", "declaration__interest")
    if not private:  # what stands in the exempt actions list of a board is told as a number
        kept = kept.filter(Q(action__isnull=True) | Q(action__access=Access.PUBLIC))
    entries: dict[int, list[MinuteEntry]] = defaultdict(list)
    by_key = {item.pk: item for item in items}
    for entry in kept.exclude(item__in=hidden):
        entry.item, entry.minutes = by_key[entry.item_id], minutes
        if _is_withheld(entry):  # of this reading alone: whoever is given the entry has no other words of it
            entry.text = _("The details of the interest are withheld (Localism Act 2011, section 32).")
        entries[entry.item_id].append(entry)
    return _Rows(
        entries=entries,
        absences=_absences(minutes),
        corrections=_corrections(minutes, for_writers),
        promises=_promises(minutes) if minutes.is_out else {},
        corrigenda=_corrigenda(minutes),
        hidden=hidden,
        excluded=_excluded(hidden) if hidden and not is_closed else {},
        for_pdf=for_pdf,
    )


def _excluded(items: Iterable[int]) -> dict[int, int]:
    """For which private items the panel resolved to exclude the press and public, and under which paragraph.

    That is resolved in public (Local Government Act 1972, s.100A(4)). No word of the entry is fetched.
    """
    carried = Resolution.objects.filter(excludes_public=True, result=Result.CARRIED, entry__removed_at__isnull=True)
    found = carried.filter(entry__item__in=items, exempt_paragraph__isnull=False).order_by("entry__position", "entry__number")
    return {item: paragraph for item, paragraph in found.values_list("entry__item", "exempt_paragraph") if paragraph}


def _corrections(minutes: Minutes, for_writers: bool) -> dict[tuple[int | None, int | None], list[Correction]]:
    """Corrections by item and entry; those of an item as a whole have no entry, those of the whole neither."""
    shown = [CorrectionStatus.ACCEPTED, CorrectionStatus.PROPOSED] if for_writers else [CorrectionStatus.ACCEPTED]
    found: dict[tuple[int | None, int | None], list[Correction]] = defaultdict(list)
    for one in minutes.corrections.filter(status__in=shown).select_related("entry").order_by("number"):
        found[(one.entry.item_id if one.entry else one.item_id, one.entry_id)].append(one)
    return found


def _promises(minutes: Minutes) -> dict[int, dict]:
    """Actions as the minutes have them, by entry: what the action log changes later does not change minutes that are out."""
    kept = EntryText.objects.filter(entry__minutes=minutes, entry__kind=EntryKind.ACTION, number=F("entry__version"))
    return dict(kept.values_list("entry", "content"))


def _corrigenda(minutes: Minutes) -> dict[int | None, list[Corrigendum]]:
    found: dict[int | None, list[Corrigendum]] = defaultdict(list)
    for one in minutes.corrigenda.order_by("number"):
        found[one.entry_id].append(one)
    return found


def _absences(minutes: Minutes) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Absence.objects.filter(item__minutes=minutes).select_related("attendance__person")
    for one in rows.order_by("item", "attendance__number"):
        found[one.item_id].append(str(one.attendance))
    return found


def _item(item: MinuteItem, rows: _Rows) -> ReadItem:
    is_hidden = item.pk in rows.hidden
    entries = () if is_hidden else tuple(_entries(item, rows))
    return ReadItem(
        item=item,
        number=item.number,
        title=words.seen_title(item, hidden=is_hidden),
        is_private=item.is_private or is_hidden,
        paragraph=str(ExemptParagraph(item.exempt_paragraph).label) if item.exempt_paragraph else "",
        summary_html=_html(item.public_summary, rows) if item.is_private or is_hidden else NOTHING,
        entries=entries,
        outcome_words="" if is_hidden else words.outcome_words(item),
        room_words="" if is_hidden else words.room_words(rows.absences.get(item.pk, [])),
        is_hidden=is_hidden,
        corrections=() if is_hidden else tuple(rows.corrections.get((item.pk, None), ())),
        exclusion=words.excluded_words(rows.excluded[item.pk]) if item.pk in rows.excluded else "",
    )


def _entries(item: MinuteItem, rows: _Rows) -> Iterable[ReadEntry]:
    counted: Counter[str] = Counter()
    for entry in rows.entries.get(item.pk, []):
        counted[entry.kind] += 1
        yield _entry(entry, _anchor(entry, item, counted[entry.kind]), rows)


def _anchor(entry: MinuteEntry, item: MinuteItem, place: int) -> str:
    if entry.kind not in NUMBERED:
        return entry.anchor
    return f"{entry.kind}-{slugify(item.number.replace('.', '-')) or item.slug}-{place}"


def _entry(entry: MinuteEntry, anchor: str, rows: _Rows) -> ReadEntry:
    return ReadEntry(
        entry=entry,
        kind=entry.kind,
        label=str(EntryKind(entry.kind).label),
        anchor=anchor,
        corrections=() if _is_withheld(entry) else tuple(rows.corrections.get((entry.item_id, entry.pk), ())),
        corrigenda=tuple(rows.corrigenda.get(entry.pk, ())),
        **_of_its_kind(entry, rows),
    )


def _of_its_kind(entry: MinuteEntry, rows: _Rows) -> dict:
    """What an entry says beyond its text, by the record that it is. An entry without its record reads as a note."""
    reader = _READERS.get(entry.kind)
    if reader is None or not hasattr(entry, entry.kind):
        if entry.kind in OWN_WORDS:
            return {"html": _html(entry.text, rows), "lead": _own_words(entry.kind)}
        return {"html": _html(entry.text, rows)}
    return reader(entry, rows)


def _own_words(kind: str) -> str:
    return _("Taken as read.") if kind == EntryKind.TAKEN_AS_READ else _("None were received.")


def _resolution(entry: MinuteEntry, rows: _Rows) -> dict:
    resolution = entry.resolution
    return {
        "html": _html(entry.text, rows),
        "lead": words.resolution_lead(resolution, entry.minutes.meeting.body),
        "vote_words": words.vote_words(resolution),
        "named_votes": words.named_votes(resolution),
        "provision": words.exclusion_words(resolution),
    }


def _question(entry: MinuteEntry, rows: _Rows) -> dict:
    answer = entry.question.answer
    return {
        "html": _html(entry.text, rows),
        "lead": words.asked_lead(entry),
        "answer_html": _html(answer, rows),
        "answer_lead": words.answered_lead(entry) if answer else "",
    }


def _declaration(entry: MinuteEntry, rows: _Rows) -> dict:
    declaration = entry.declaration
    called = words.item_called(declaration.about, hidden=declaration.about_id in rows.hidden)
    return {"html": _html(entry.text, rows), "lead": words.declaration_lead(declaration, called)}


def _is_withheld(entry: MinuteEntry) -> bool:
    """Whether an entry declares an interest that the register holds as sensitive."""
    interest = entry.declaration.interest if hasattr(entry, "declaration") else None
    return interest is not None and interest.is_sensitive


def _action(entry: MinuteEntry, rows: _Rows) -> dict:
    action = entry.action
    return {
        "html": _html(entry.text or action.text, rows),
        "lead": "",
        "reference": action.reference,
        "owner_words": words.owner_words(action, rows.promises.get(entry.pk, {})),
        "due_words": words.due_words(action, rows.promises.get(entry.pk, {})),
    }


def _recommendation(entry: MinuteEntry, rows: _Rows) -> dict:
    recommendation = entry.recommendation
    return {
        "html": _html(entry.text or recommendation.text, rows),
        "lead": words.recommendation_lead(recommendation, entry.minutes.meeting.body),
        "reference": recommendation.reference,
    }


_READERS: dict[str, Callable[[MinuteEntry, _Rows], dict]] = {
    EntryKind.RESOLUTION: _resolution,
    EntryKind.QUESTION: _question,
    EntryKind.DECLARATION: _declaration,
    EntryKind.ACTION: _action,
    EntryKind.RECOMMENDATION: _recommendation,
}


def _html(text: str, rows: _Rows) -> SafeString:
    return render(text, level=ENTRY_LEVEL, for_pdf=rows.for_pdf) if text else NOTHING


def _of_kind(entries: list[ReadEntry], kind: str) -> tuple[ReadEntry, ...]:
    return tuple(entry for entry in entries if entry.kind == kind)
