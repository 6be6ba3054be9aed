"""What stands in the way of publishing minutes, each with the page on which it is mended."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.choices import ItemKind, ItemOutcome, MinutesStatus, Publication
from meetings.models import MinuteItem, Minutes
from meetings.services.attendance import OutOfStep, out_of_step, unaccounted
from meetings.services.minutes.exclusion import refused_among
from meetings.services.minutes.words import joined_names

WRITE = "meetings:minute-item"
ATTENDANCE = "meetings:attendance-update"
TIMES = "meetings:attendance-times"
CHECK = "meetings:minutes-check"
OPEN = "meetings:minute-item-open"
SHOWN_NAMES = 3


@dataclass(frozen=True)
class MinutesProblem:
    """Something to mend: what, and the route of the page for it, with the item where it is one of the items."""

    key: str
    words: str
    route: str
    item: str = ""


def content_problems(minutes: Minutes) -> list[MinutesProblem]:
    """What is missing before anybody can read the minutes as whole: outcomes, summaries, attendance, times, votes."""
    items = list(minutes.items.select_related("agenda_item"))
    return [
        *_outcomes(items),
        *_summaries(minutes, items),
        *_refused(minutes, items),
        *_attendance(minutes),
        *_times(minutes),
        *_votes(minutes),
    ]


def publish_problems(minutes: Minutes) -> list[MinutesProblem]:
    """The same, and that the Chair has not checked them. `minutes` comes with its meeting."""
    found = content_problems(minutes)
    if minutes.status == MinutesStatus.DRAFTING:
        found.append(MinutesProblem("check", _("The Chair has not checked the minutes"), CHECK))
    return found


def decisions_problems(minutes: Minutes) -> list[MinutesProblem]:
    """What is missing before the sheet of decisions can go out: it says who was there and how the panel voted."""
    return [*_attendance(minutes), *_votes(minutes)]


def _outcomes(items: list[MinuteItem]) -> list[MinutesProblem]:
    words = _("%(item)s: say what became of it")
    return [MinutesProblem("outcome", words % {"item": item_name(item)}, WRITE, item.slug) for item in items if not item.outcome]


def _summaries(minutes: Minutes, items: list[MinuteItem]) -> list[MinutesProblem]:
    """Of a meeting that is not open to the public nobody reads a summary, unless its body approves its minutes for release."""
    if minutes.meeting.publication != Publication.PUBLIC and not minutes.meeting.body.approves_release:
        return []
    words = _("%(item)s is private: write a summary for the public")
    return [
        MinutesProblem("summary", words % {"item": item_name(item)}, WRITE, item.slug)
        for item in items
        if item.is_private and not item.public_summary.strip() and not _is_heading(item)
    ]


def _refused(minutes: Minutes, items: list[MinuteItem]) -> list[MinutesProblem]:
    """What was taken in public, because the panel did not exclude it (Local Government Act 1972, s.100A), is minuted so."""
    if minutes.meeting.publication != Publication.PUBLIC:
        return []
    taken = [item for item in items if item.is_private and item.outcome == ItemOutcome.TAKEN]
    refused = refused_among(taken) if taken else set()
    words = _("%(item)s is private, but the panel did not agree to exclude the public. Make it public, or change the result")
    return [MinutesProblem("refused", words % {"item": item_name(item)}, OPEN, item.slug) for item in taken if item.pk in refused]


def _attendance(minutes: Minutes) -> list[MinutesProblem]:
    names = unaccounted(minutes.meeting)
    if not names:
        return []
    shown = names if len(names) <= SHOWN_NAMES else [*names[:SHOWN_NAMES], _("others")]
    words = ngettext(
        "%(names)s is neither marked present nor apologised",
        "%(names)s are neither marked present nor apologised",
        len(names),
    )
    return [MinutesProblem("attendance", words % {"names": joined_names(shown)}, ATTENDANCE)]


def _times(minutes: Minutes) -> list[MinutesProblem]:
    if minutes.ended_at is None:
        return [MinutesProblem("times", _("Enter when the meeting ended"), TIMES)]
    return []


def _votes(minutes: Minutes) -> list[MinutesProblem]:
    return [
        MinutesProblem("votes", _vote_words(one) % {"item": item_name(one.item), **_counts(one)}, WRITE, one.item.slug)
        for one in out_of_step(minutes)
    ]


def _vote_words(one: OutOfStep) -> str:
    if one.voted == one.in_room:
        return _("%(item)s: %(names)s voted, but was not in the room")
    return _("%(item)s: the votes are those of %(voted)d members, but %(now)d were in the room")


def _counts(one: OutOfStep) -> dict[str, Any]:
    return {"voted": one.voted, "now": one.in_room, "names": joined_names(list(one.names))}


def _is_heading(item: MinuteItem) -> bool:
    """Whether an item only heads others on the agenda: there is nothing to sum up."""
    return item.agenda_item is not None and item.agenda_item.kind == ItemKind.HEADING


def item_name(item: MinuteItem) -> str:
    """“Item 8”, or the neutral title of one without a number."""
    return _("Item %(number)s") % {"number": item.number} if item.number else str(item)
