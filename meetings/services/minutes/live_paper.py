"""The live paper of the last meeting's minutes, for the next meeting to confirm: their public face in Markdown.

It stands with the services and not in `meetings.papers`, because it says what `read_minutes` says.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sources import source
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import EntryKind, MinutesStatus
from meetings.models import Minutes
from meetings.papers.tables import table
from meetings.querysets.minutes import minutes_are_open
from meetings.rules.naming import draft_words
from meetings.services.minutes.naming import due, entry_name, item_name, lead_in, made_to, whose
from meetings.services.minutes.reading import MinutesText, ReadEntry, ReadItem, read_minutes
from panels.models import Body, PoliceArea

OUT = (MinutesStatus.PUBLISHED, MinutesStatus.CONFIRMED)
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)
UNDERLINED = re.compile(r"^(?=\S)(.+)\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)


@source("minutes-of-last-meeting", gettext_lazy("Minutes of the last meeting"))
def minutes_of_last_meeting(area: PoliceArea, body: Body, on: date) -> tuple[str, dict[str, Any]]:
    """The newest minutes of a body that are out, of a meeting before a day, as the public reads them.

    A board that approves its papers for release reads them before it has: as the public will, if it approves them.
    """
    out = Minutes.objects.filter(status__in=OUT, meeting__body=body)
    if not body.approves_release:
        out = out.filter(minutes_are_open("meeting__"))
    minutes = out.filter(meeting__held_on__lt=on).for_page().order_by("-meeting__held_on", "-pk").first()
    if minutes is None:
        return _("No minutes of an earlier meeting are published yet.") + "\n", {}
    return minutes_markdown(read_minutes(minutes, private=False, as_released=body.approves_release)), {}


def minutes_markdown(text: MinutesText) -> str:
    """The minutes as a paper. Headings that stand in an entry are put below the item's own."""
    parts = [*_front(text), *_attendance(text), *(part for item in text.items for part in _item(item))]
    if text.end_words:
        parts.append(_bold(text.end_words))
    parts += [*_promises(text), *_of_the_whole(text)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _front(text: MinutesText) -> Iterable[str]:
    minutes, meeting = text.minutes, text.minutes.meeting
    said = {"body": _literal(meeting.body.name), "day": long_date(meeting.held_on), "place": _literal(str(meeting.venue or ""))}
    held = _("Minutes of the meeting of the %(body)s held on %(day)s at %(place)s.") if meeting.venue else ""
    yield (held or _("Minutes of the meeting of the %(body)s held on %(day)s.")) % said
    if minutes.confirmed_meeting:
        yield _("Confirmed at the meeting of %(day)s.") % {"day": long_date(minutes.confirmed_meeting.held_on)}
    else:
        yield _bold(draft_words(meeting.body))
    if minutes.started_at:
        yield _("The meeting started at %(time)s.") % {"time": clock_time(minutes.started_at)}


def _attendance(text: MinutesText) -> Iterable[str]:
    yield f"## {_('Attendance')}"
    named = (*text.groups, (_("Apologies for absence"), text.apologies), (_("Absent without apologies"), text.absent))
    for label, lines in named:
        if lines:
            yield f"### {_literal(label)}"
            yield _list(lines)
    yield "\n\n".join(_literal(line) for line in text.late_lines)
    yield "\n\n".join(f"{_literal(line)}." for line in text.times)


def _item(item: ReadItem) -> Iterable[str]:
    yield f"## {_literal(item_name(item))}"
    if item.is_private and item.paragraph:
        words = _("Private: Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s.")
        yield words % {"paragraph": _literal(item.paragraph)}
    yield _literal(item.exclusion)
    if item.is_hidden:
        yield _below(item.item.public_summary)
    yield _literal(item.room_words)
    for entry in item.entries:
        yield from _entry(entry, item)
    yield from (_correction(one) for one in item.corrections)
    yield _literal(item.outcome_words)


def _entry(entry: ReadEntry, item: ReadItem) -> Iterable[str]:
    yield _WRITERS.get(entry.kind, _note)(entry, item)
    if entry.provision:
        yield _literal(entry.provision)
    yield from (_literal(f"{label}: {names}") for label, names in entry.named_votes)
    yield from (_correction(one) for one in entry.corrections)
    yield from (_corrigendum(one) for one in entry.corrigenda)


def _note(entry: ReadEntry, item: ReadItem) -> str:
    return _after(_literal(entry.lead), _below(entry.entry.text))


def _question(entry: ReadEntry, item: ReadItem) -> str:
    asked = _after(_bold(f"{entry.lead}:"), _below(entry.entry.text))
    question = getattr(entry.entry, "question", None)
    answer = _below(question.answer) if question else ""
    return f"{asked}\n\n{_after(_bold(f'{entry.answer_lead}:'), answer)}" if answer else asked


def _resolution(entry: ReadEntry, item: ReadItem) -> str:
    """In bold where it is one paragraph without bold words of its own; else its lead and its vote are."""
    lead = " ".join(part for part in (entry_name(entry, item), lead_in(entry)) if part)
    words = " ".join(entry.entry.text.split())
    is_plain = "\n\n" not in entry.entry.text.strip() and not re.search(r"[*_`|]|^\s*(?:#|>|\d+[.)]|[-+])", entry.entry.text)
    if is_plain:
        return _bold(" ".join(part for part in (_literal(lead), words, _literal(entry.vote_words)) if part), is_literal=False)
    return "\n\n".join(part for part in (_bold(lead), _below(entry.entry.text), _bold(entry.vote_words)) if part)


def _action(entry: ReadEntry, item: ReadItem) -> str:
    owner = _("Owner: %(whose)s.") % {"whose": _literal(whose(entry))} if entry.owner_words else ""
    return f"{_after(_bold(entry_name(entry, item)), _words_of(entry))}\n\n{owner}"


def _recommendation(entry: ReadEntry, item: ReadItem) -> str:
    lead = f"{_bold(entry_name(entry, item))} {_literal(entry.lead)}:"
    return _after(lead, _words_of(entry))


def _declaration(entry: ReadEntry, item: ReadItem) -> str:
    """From the text that was read, in which the details of a sensitive interest are withheld."""
    return _after(_literal(entry.lead), _literal(_plain(entry)))


_WRITERS: dict[str, Callable[[ReadEntry, ReadItem], str]] = {
    EntryKind.QUESTION: _question,
    EntryKind.RESOLUTION: _resolution,
    EntryKind.ACTION: _action,
    EntryKind.RECOMMENDATION: _recommendation,
    EntryKind.DECLARATION: _declaration,
}


def _correction(one: Any) -> str:
    said = {
        "number": one.number, "day": long_date(one.decided_at), "quoted": _literal(one.quoted), "proposed": _literal(one.proposed)
    }  # fmt: skip
    return _("Correction %(number)s, accepted on %(day)s: “%(quoted)s” became “%(proposed)s”.") % said


def _corrigendum(one: Any) -> str:
    said = {"number": one.number, "day": long_date(one.made_at), "text": _literal(one.text)}
    return _("Corrigendum %(number)s, %(day)s: %(text)s") % said


def _promises(text: MinutesText) -> Iterable[str]:
    """The tables at the end."""
    entries = [(item_name(item), entry) for item in text.items for entry in item.entries]
    advised = [
        (entry.reference, _literal(item), _literal(_plain(entry)), _literal(made_to(entry)))
        for item, entry in entries
        if entry.kind == EntryKind.RECOMMENDATION
    ]
    promised = [
        (
            entry.reference,
            _literal(item),
            _literal(_plain(entry)),
            _literal(entry.owner_words),
            due(entry),
        )
        for item, entry in entries
        if entry.kind == EntryKind.ACTION
    ]
    day = {"day": long_date(text.minutes.meeting.held_on)}
    if advised:
        yield f"## {_('Recommendations')}"
        heads = (_("Reference"), _("Item"), _("Recommendation"), _("To whom"))
        yield _table(_("Recommendations made on %(day)s") % day, heads, advised)
    yield f"## {_('Actions')}"
    columns = (_("Reference"), _("Item"), _("Action"), _("Owner"), _("By when"))
    if promised:
        yield _table(_("Actions agreed on %(day)s") % day, columns, promised)
    elif not text.exempt_actions:
        yield _("No actions were agreed at this meeting.")
    if text.exempt_actions:
        yield f"{text.exempt_actions}."


def _of_the_whole(text: MinutesText) -> Iterable[str]:
    """What was put right in no one item: a time, or who was there."""
    if text.corrections:
        yield f"## {_('Corrections')}"
        yield from (_correction(one) for one in text.corrections)
    if text.corrigenda:
        yield f"## {_('Corrigenda')}"
        yield from (_corrigendum(one) for one in text.corrigenda)


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Cells come with their bars escaped already, which `table` escapes as well."""
    return table(caption, heads, [tuple(cell.replace("\\|", "|") for cell in row) for row in rows])


def _words_of(entry: ReadEntry) -> str:
    """The text of an action or recommendation: the entry's own, else the record's."""
    record = getattr(entry.entry, entry.kind, None)
    return _below(entry.entry.text or (record.text if record else ""))


def _plain(entry: ReadEntry) -> str:
    """The words of an entry without its markup."""
    return " ".join(unescape(strip_tags(entry.html)).split())


def _literal(words: str) -> str:
    """Plain words on one line that mean nothing in Markdown."""
    return SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _bold(words: str, *, is_literal: bool = True) -> str:
    return f"**{_literal(words) if is_literal else words}**" if words else ""


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {_literal(line)}" for line in lines)


def _after(lead: str, text: str) -> str:
    """A lead before the first words of a text; before a list, a table or a heading it stands alone."""
    is_prose = not re.match(r"\s*(?:[-*+]\s|[>#|]|\d+[.)]\s|Table:|Chart:)", text)
    return f"{lead} {text}".strip() if is_prose else f"{lead}\n\n{text}".strip()


def _below(text: str) -> str:
    """A text whose headings, however they were typed, stand below an item's."""
    flat = text.replace("\r\n", "\n").strip()
    return HEADING.sub("### ", UNDERLINED.sub(r"### \1", flat))
