"""Minutes in print: tagged PDFs of the whole, of the decisions and of one item, and the record of what went out.

The text is `reading.read_minutes`, so that print and web page say the same. Nothing in a print depends on when or by whom
it is made: the same minutes give the same bytes.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents import rendering
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import store_bytes
from documents.services.packs import STYLESHEETS, piece_cache
from documents.services.readings import RESTRICTED_READ
from interface import clock
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import EntryKind, MinutesEdition, MinutesStatus, Publication
from meetings.models import MinuteItem, Minutes, MinutesPrint
from meetings.rules.naming import draft_words, exempt_foot
from meetings.services.minutes.naming import due, entry_name, item_name, lead_in, made_to, whose
from meetings.services.minutes.reading import MinutesText, ReadEntry, ReadItem, read_minutes
from meetings.services.packs import running_head

STYLES = (*STYLESHEETS, rendering.STATIC / "css" / "minutes.css")
PDF = "application/pdf"
ON_THE_SHEET = (EntryKind.DECLARATION, EntryKind.RESOLUTION, EntryKind.RECOMMENDATION, EntryKind.ACTION)
PROMISES = (EntryKind.RECOMMENDATION, EntryKind.ACTION)
UNPUBLISHED = ""  # the edition of a preview


@dataclass(frozen=True)
class PrintedEntry:
    """An entry as it is printed: its words with their lead and vote, then lines of who owns it and how they voted."""

    read: ReadEntry
    body: SafeString
    lines: tuple[str, ...]
    kind_class: str


@dataclass(frozen=True)
class PrintedItem:
    """An item as it is printed, and its entries."""

    read: ReadItem
    entries: tuple[PrintedEntry, ...]


@dataclass(frozen=True)
class Row:
    """A line of the table of actions, or of recommendations."""

    reference: str
    item: str
    text: SafeString
    whose: str
    due: str


# What went out ---------------------------------------------------------------------------------------------------


@transaction.atomic
def print_minutes(*, minutes: Minutes, edition: str, actor: User | None) -> MinutesPrint:
    """Set down the minutes, or the sheet of decisions, as they stand now, and keep the files for ever.

    The public file holds the public face alone and lies in the public store, unless the meeting was not open to the public.
    Members have a file of their own where an item is private. Printing what is printed already gives the print that there
    is. Raises ValidationError where a table is wider than the page.
    """
    minutes = Minutes.objects.select_for_update(of=("self",)).for_page().get(pk=minutes.pk)
    is_open = minutes.meeting.minutes_publication == Publication.PUBLIC
    public_html = minutes_html(minutes, edition=edition, private=False)
    public = _stored(_page(minutes, public_html, edition, private=False), StoreName.PUBLIC if is_open else StoreName.RESTRICTED)
    members_html, members = "", None
    if has_private_face(minutes):
        members_html = minutes_html(minutes, edition=edition, private=True)
        members = _stored(_page(minutes, members_html, edition, private=True), StoreName.RESTRICTED)
    newest = minutes.prints.select_related("public", "members").first()
    if newest and (newest.edition, newest.public, newest.members) == (edition, public, members):
        return newest
    made = MinutesPrint(
        minutes=minutes,
        number=(minutes.prints.aggregate(last=Max("number"))["last"] or 0) + 1,
        edition=edition,
        public_html=public_html,
        members_html=members_html,
        public=public,
        members=members,
        sha256=public.sha256,
        made_at=clock.now(),
        made_by=actor,
    )
    made.full_clean()
    made.save()
    detail = {"edition": edition, "number": made.number, "sha256": made.sha256}
    record(actor=actor, action="meetings.minutes_printed", target=minutes, area=minutes.meeting.area, detail=detail)
    return made


def _stored(html: str, store: str) -> StoredFile:
    pdf = rendering.render_piece(html, stylesheets=STYLES)
    if pages := rendering.overflowing_pages(pdf):
        words = _("Page %(number)d: a table is wider than the page. Shorten the table")
        raise ValidationError(words % {"number": pages[0]}, code="too-wide")
    return store_bytes(store=store, data=pdf, media_type=PDF)


def prints_out(minutes: Minutes, user: User | AnonymousUser, *, is_sheet: bool | None = None) -> QuerySet[MinutesPrint]:
    """What of these minutes went out and a person may read, the newest first: the sheet of decisions, the minutes, or both.

    The minutes are found through `decisions_visible_to`; those that are not out themselves give their sheet alone.
    """
    kept = minutes.prints.select_related("public", "members").order_by("-number")
    if minutes.decisions_published_at is None:
        kept = kept.exclude(edition=MinutesEdition.DECISIONS)
    if not (minutes.is_out and Minutes.objects.visible_to(user).filter(pk=minutes.pk).exists()):
        kept = kept.filter(edition=MinutesEdition.DECISIONS)
    if is_sheet is None:
        return kept
    return kept.filter(edition=MinutesEdition.DECISIONS) if is_sheet else kept.exclude(edition=MinutesEdition.DECISIONS)


@transaction.atomic
def note_reading_of_minutes(*, minutes: Minutes, reader: User | AnonymousUser, what: str) -> None:
    """Keep in the trail that somebody signed in was given private minutes, or a preview; not what they say."""
    if isinstance(reader, User):
        detail = {"of": minutes.meeting.slug, "minutes": what}
        record(actor=reader, action=RESTRICTED_READ, target=minutes, area=minutes.meeting.area, detail=detail)


def has_private_face(minutes: Minutes) -> bool:
    """Whether members read more than the public does."""
    if minutes.meeting.publication != Publication.PUBLIC:
        return True
    return any(item.is_private for item in minutes.items.all())


# Files that are not kept -----------------------------------------------------------------------------------------


def draft_pdf(minutes: Minutes, private: bool) -> bytes:
    """The minutes as they would be printed now, for the clerk and the Chair. Never kept."""
    edition = edition_of(minutes)
    html = _page(minutes, minutes_html(minutes, edition=edition, private=private), edition, private=private)
    return rendering.render_piece(html, stylesheets=STYLES)


def excerpt_pdf(minutes: Minutes, item: MinuteItem, private: bool) -> bytes:
    """One item of the minutes on a sheet of its own. What everybody may read is kept with the other pieces."""
    html = _page(minutes, excerpt_html(minutes, item, private=private), edition_of(minutes), private=private)
    if private or not minutes.is_out:
        return rendering.render_piece(html, stylesheets=STYLES)
    return piece_cache().get_or_render(html, stylesheets=STYLES)


def edition_of(minutes: Minutes) -> str:
    """What minutes in their present state are printed as."""
    if minutes.status == MinutesStatus.CONFIRMED:
        return MinutesEdition.CORRIGENDUM if minutes.corrigenda.exists() else MinutesEdition.CONFIRMED
    return MinutesEdition.DRAFT if minutes.status == MinutesStatus.PUBLISHED else UNPUBLISHED


# The text --------------------------------------------------------------------------------------------------------


@translation.override(settings.LANGUAGE_CODE)
def minutes_html(minutes: Minutes, *, edition: str, private: bool) -> str:
    """The text of the minutes, or of the sheet of decisions, as clean HTML in the portal's language.

    `minutes` was fetched with `for_page`.
    """
    text = read_minutes(minutes, private=private, for_pdf=True)
    if edition == MinutesEdition.DECISIONS:
        return render_to_string("meetings/pdf/_decisions.html", _context(_decided(text), edition))
    return render_to_string("meetings/pdf/_minutes.html", _context(text, edition))


@translation.override(settings.LANGUAGE_CODE)
def excerpt_html(minutes: Minutes, item: MinuteItem, *, private: bool) -> str:
    """The text of one item with the front matter of its minutes: of what is out, as it went out and not a word else."""
    if minutes.is_out and (printed := _cut(_newest_html(minutes, private), item)):
        return printed
    text = read_minutes(minutes, private=private, for_pdf=True)
    alone = replace(text, items=tuple(read for read in text.items if read.item.pk == item.pk))
    return render_to_string("meetings/pdf/_excerpt.html", _context(alone, edition_of(minutes)))


def _newest_html(minutes: Minutes, private: bool) -> str:
    """The text of the print on offer; empty where there is none that holds what is private."""
    kept = minutes.prints.exclude(edition=MinutesEdition.DECISIONS).first()
    if kept is None:
        return ""
    return kept.members_html if private else kept.public_html


def _cut(html: str, item: MinuteItem) -> str:
    """Front matter and one item, cut out of printed HTML; empty where the item is not in it."""
    front, section = html.find("<h2"), html.find(f'<section id="item-{item.slug}"')
    if front < 0 or section < front:
        return ""
    end = html.index("</section>", section) + len("</section>")  # no section stands within another
    parts = {"front": mark_safe(html[:front]), "section": mark_safe(html[section:end])}  # noqa: S308  printed by us
    return render_to_string("meetings/pdf/_extract.html", parts)


def _decided(text: MinutesText) -> MinutesText:
    """The items at which something was declared, resolved, recommended or promised, and nothing else of them."""
    items = (replace(item, entries=tuple(entry for entry in item.entries if entry.kind in ON_THE_SHEET)) for item in text.items)
    return replace(text, items=tuple(item for item in items if item.entries or item.summary_html or item.exclusion))


def _context(text: MinutesText, edition: str) -> dict[str, Any]:
    minutes = text.minutes
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "text": text,
        "items": [PrintedItem(item, tuple(_printed(entry, item) for entry in item.entries)) for item in text.items],
        "kind_words": _kind_words(edition),
        "standing": _standing(minutes, edition),
        "facts": _facts(minutes, edition),
        "actions": _rows(text, EntryKind.ACTION),
        "recommendations": _rows(text, EntryKind.RECOMMENDATION),
        "is_confirmed": edition in (MinutesEdition.CONFIRMED, MinutesEdition.CORRIGENDUM),
    }


def _kind_words(edition: str) -> str:
    return {
        UNPUBLISHED: _("Minutes being written"),
        MinutesEdition.DECISIONS: _("Decisions and actions"),
        MinutesEdition.DRAFT: _("Draft minutes"),
        MinutesEdition.CONFIRMED: _("Minutes"),
        MinutesEdition.CORRIGENDUM: _("Minutes, with corrigenda"),
    }[edition]


def _standing(minutes: Minutes, edition: str) -> str:
    """What weight the words have."""
    if edition == UNPUBLISHED:
        return _("Not published. For the clerk and the Chair.")
    if edition == MinutesEdition.DECISIONS:
        return _("A short record of what was decided. The minutes follow.")
    if edition == MinutesEdition.DRAFT or minutes.confirmed_meeting is None:
        return draft_words(minutes.meeting.body)
    return _("Confirmed at the meeting of %(day)s.") % {"day": long_date(minutes.confirmed_meeting.held_on)}


def _facts(minutes: Minutes, edition: str) -> list[tuple[str, str]]:
    """Who took the chair, from when to when, and when the text went out."""
    is_sheet = edition == MinutesEdition.DECISIONS
    published = (
        (_("Published"), minutes.decisions_published_at) if is_sheet else (_("Published as a draft"), minutes.published_at)
    )
    found = (
        (_("In the chair"), minutes.chair.name if minutes.chair else ""),
        (_("Started"), clock_time(minutes.started_at)),
        (_("Ended"), clock_time(minutes.ended_at)),
        (published[0], long_date(published[1])),
    )
    return [(term, value) for term, value in found if value]


def _printed(entry: ReadEntry, item: ReadItem) -> PrintedEntry:
    body = _ended(_begun(entry.html, lead_in(entry), is_strong=entry.kind == EntryKind.QUESTION), entry.vote_words)
    if entry.kind in (EntryKind.RESOLUTION, *PROMISES):
        body = _begun(body, entry_name(entry, item), is_strong=True)
    if entry.answer_html:
        body = SafeString(body + _begun(entry.answer_html, f"{entry.answer_lead}:", is_strong=True))
    kind_class = "promise" if entry.kind in PROMISES else entry.kind
    return PrintedEntry(read=entry, body=body, lines=tuple(_lines(entry)), kind_class=kind_class)


def _lines(entry: ReadEntry) -> list[str]:
    """What is said under an entry in smaller letters."""
    lines = [entry.provision] if entry.provision else []
    lines += [f"{label}: {names}" for label, names in entry.named_votes]
    if entry.owner_words:
        lines.append(_("Owner: %(whose)s") % {"whose": whose(entry)})
    return lines


def _begun(html: SafeString, lead: str, *, is_strong: bool) -> SafeString:
    """The text with a lead at the start of its first paragraph, or before what begins with a list or a table."""
    if not lead:
        return html
    words = format_html("<strong>{}</strong>", lead) if is_strong else format_html("{}", lead)
    if html.startswith("<p>"):
        return mark_safe(f"<p>{words} {html[3:]}")  # noqa: S308  cleaned text, and words that are escaped
    return mark_safe(f'<p class="lead">{words}</p>\n{html}')  # noqa: S308  the same


def _ended(html: SafeString, words: str) -> SafeString:
    """The text with words at the end of its last paragraph, or after it."""
    if not words:
        return html
    end = html.rstrip()
    if end.endswith("</p>"):
        return mark_safe(f"{end[:-4]} {format_html('{}', words)}</p>")  # noqa: S308  cleaned text, and words that are escaped
    return mark_safe(f"{html}{format_html('<p>{}</p>', words)}")  # noqa: S308  the same


def _rows(text: MinutesText, kind: str) -> list[Row]:
    """The actions, or the recommendations, of all items in order."""
    return [
        Row(entry.reference, item_name(item), entry.html, entry.owner_words or made_to(entry), due(entry))
        for item in text.items
        for entry in item.entries
        if entry.kind == kind
    ]


# The page --------------------------------------------------------------------------------------------------------


@translation.override(settings.LANGUAGE_CODE)
def _page(minutes: Minutes, content: str, edition: str, *, private: bool) -> str:
    """A whole HTML document for `documents.rendering` around a text."""
    before, between, after = (_("Page %(number)s of %(count)s") % {"number": "\0", "count": "\0"}).split("\0")
    context = {
        "content": mark_safe(content),  # noqa: S308  made by the templates above, which escape
        "meeting": minutes.meeting,
        "area": minutes.meeting.area,
        "running": running_head(minutes.meeting),
        "kind_words": _kind_words(edition),
        "exempt_line": _exempt_line(minutes) if private else "",
        "before": before,
        "between": between,
        "after": after,
    }
    return render_to_string("meetings/pdf/minutes.html", context)


def _exempt_line(minutes: Minutes) -> str:
    """What stands across the foot of a file that holds more than the public reads."""
    if not has_private_face(minutes):
        return ""
    return exempt_foot(minutes.meeting.body)
