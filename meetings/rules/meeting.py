"""Which states follow which, what of each kind of meeting is ever public, and what a meeting's address is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interface.templatetags.dates import clock_time, long_date
from meetings.choices import MeetingKind, MeetingStatus, Publication

TRANSITIONS: Mapping[str, frozenset[str]] = {
    MeetingStatus.DRAFT: frozenset({MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED, MeetingStatus.CANCELLED}),
    MeetingStatus.ANNOUNCED: frozenset(
        {MeetingStatus.PUBLISHED, MeetingStatus.HELD, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED}
    ),
    MeetingStatus.PUBLISHED: frozenset({MeetingStatus.HELD, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset(),
    MeetingStatus.POSTPONED: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}
# The states in which a meeting and its agenda are still being prepared
CHANGEABLE = frozenset({MeetingStatus.DRAFT, MeetingStatus.ANNOUNCED})
# Those that do not take place on their day
OFF = frozenset({MeetingStatus.POSTPONED, MeetingStatus.CANCELLED})

# Those at which the public speaks: a hearing, or a sub-committee on one case, is about a person
WITH_QUESTION_TIME = frozenset({MeetingKind.ORDINARY, MeetingKind.ANNUAL})

# A panel meets in public (Local Government Act 1972, s.100A); its private days are not meetings under that section.
PUBLICATION: Mapping[str, Publication] = {
    MeetingKind.ORDINARY: Publication.PUBLIC,
    MeetingKind.ANNUAL: Publication.PUBLIC,
    MeetingKind.HEARING: Publication.PUBLIC,
    MeetingKind.SUB_COMMITTEE: Publication.PUBLIC,
    MeetingKind.DEVELOPMENT_DAY: Publication.NOTICE,
    MeetingKind.PRIVATE_BRIEFING: Publication.MEMBERS,
    MeetingKind.TRAINING: Publication.MEMBERS,
}


def may_become(status: str, wanted: str) -> bool:
    """Whether a meeting in one state may move on to another."""
    return wanted in TRANSITIONS[status]


def has_question_time(kind: str, publication: str, *, of_commissioner: bool = False) -> bool:
    """Whether the public may bring questions, statements and petitions to a meeting: not to one of the Commissioner's."""
    return publication == Publication.PUBLIC and kind in WITH_QUESTION_TIME and not of_commissioner


def is_over(status: str, held_on: date, today: date) -> bool:
    """Whether a meeting is behind us: recorded as held, or its day has gone by."""
    return status == MeetingStatus.HELD or held_on < today


def publication_for(kind: str, *, approves_release: bool = False) -> Publication:
    """What of a kind of meeting is ever public; an unknown kind is for members only.

    Of a body that approves its papers for release it is the date alone, until it has approved more.
    """
    found = PUBLICATION.get(kind, Publication.MEMBERS)
    return Publication.NOTICE if approves_release and found == Publication.PUBLIC else found


def slug_for(held_on: date, body_slug: str, kind: str) -> str:
    """A meeting's address: `2022-03-17-panel`, with the kind when it is not ordinary: `2022-03-17-panel-training`."""
    address = f"{held_on.isoformat()}-{body_slug}"
    return address if kind == MeetingKind.ORDINARY else f"{address}-{kind}"


def agenda_is_read_by(publication: str, *, is_out: bool, reads_restricted: bool) -> bool:
    """Whether a reader may read the agenda at all: it must be out, and open to the public unless they are entitled.

    A notice tells the date alone.
    """
    return is_out and (publication == Publication.PUBLIC or reads_restricted)


def date_problems(held_on: date, *, today: date, holiday: str, is_working_day: bool) -> list[str]:
    """What speaks against a date, to be confirmed or changed: past, a bank holiday, a weekend."""
    said = {"day": long_date(held_on), "holiday": holiday}
    if held_on < today:
        return [_("%(day)s has passed. Choose another day or confirm") % said]
    if holiday:
        return [_("%(day)s is a bank holiday. Choose another day or confirm") % said]
    if not is_working_day:
        return [_("%(day)s is at a weekend. Choose another day or confirm") % said]
    return []


def next_meeting_text(following: Iterable[Any], *, longest: int) -> str:
    """The words of “Date of next meeting”: the next one open to the public, and the announced private days before it.

    Meetings that only members know of are never named, whoever reads: the agenda has one face. Where it would be longer
    than `longest`, the later private days are left to the calendar.
    """
    said: list[str] = []
    for meeting in following:
        day, time = long_date(meeting.held_on), clock_time(meeting.starts_at)
        words = {"kind": meeting.get_kind_display(), "day": f"{day}, {time}" if time else day}
        if meeting.publication == Publication.PUBLIC:
            return _within(longest, _("%(kind)s, %(day)s.") % words, said)
        if meeting.publication == Publication.NOTICE:
            said.append(_("%(kind)s, %(day)s: not open to the public.") % {**words, "day": day})
    return _within(longest, "", said, _("No other meeting open to the public is announced."))


def _within(longest: int, first: str, said: list[str], last: str = "") -> str:
    """The sentences as one text; where it is too long, as many whole ones as fit, and a word that there are others."""
    kept, others = list(said), ""
    while len(text := " ".join(filter(None, [first, *kept, others, last]))) > longest and kept:
        kept.pop()
        others = _("And others in the calendar.")
    return text
