"""The things of meetings that links join: actions, recommendations, minutes, papers and meetings.

Each finder starts from the thing's own `visible_to`, so a link tells nobody of a thing that is not theirs to see.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as in_words
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.links import End, Reader, end
from documents.models import Paper
from interface import markdown
from interface.templatetags.dates import short_date
from meetings.choices import EntryKind
from meetings.models import Action, Meeting, MinuteEntry, Recommendation

SHORT = 90  # letters of a text that stand for it in a list
ANCHORED = (EntryKind.RESOLUTION, EntryKind.ACTION, EntryKind.RECOMMENDATION)  # cited by the item they stand in


def plain_day(day: date) -> str:
    """17 March 2022: a day inside a sentence about meetings."""
    return in_words(day, "j F Y")


def short(text: str, length: int = SHORT) -> str:
    """The first words of a Markdown text, without its marks: plain text, which a page escapes."""
    words = unescape(markdown.plain(text))
    if len(words) <= length:
        return words
    return words[:length].rpartition(" ")[0].rstrip(" ,;:.") + "…"


@end("action", gettext_lazy("Action"))
def actions(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """Actions by their reference and first words."""
    found = Action.objects.visible_to(user).filter(pk__in=keys).select_related("area")
    return {one.pk: _record_end("action", one, one.raised_on) for one in found}


@end("recommendation", gettext_lazy("Recommendation"))
def recommendations(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """Recommendations by their reference and first words."""
    found = Recommendation.objects.visible_to(user).filter(pk__in=keys).select_related("area")
    return {one.pk: _record_end("recommendation", one, one.made_on) for one in found}


def _record_end(kind: str, one: Any, on: Any) -> End:
    words = _("%(reference)s: %(words)s") % {"reference": one.reference, "words": short(one.text).rstrip(".")}
    return End(kind, one.pk, words, one.get_absolute_url(), on, one.is_private)


@end("minute", gettext_lazy("Minute"))
def minutes(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """Paragraphs of minutes by the item in which they stand; the address leads to the very paragraph."""
    seen = MinuteEntry.objects.visible_to(user).filter(pk__in=keys)
    entries = list(seen.select_related("item", "minutes__meeting__area"))
    anchors = anchors_of(entries)
    return {entry.pk: _minute_end(entry, anchors[entry.pk]) for entry in entries}


def _minute_end(entry: MinuteEntry, anchor: str) -> End:
    meeting = entry.minutes.meeting
    label = f"{entry.item.number} {entry.item.title}".strip()
    words = _("Minutes of %(day)s, item %(label)s") if entry.item.number else _("Minutes of %(day)s, %(label)s")
    said = words % {"day": short_date(meeting.held_on), "label": label}
    is_private = entry.item.is_private
    return End("minute", entry.pk, said, f"{entry.minutes.get_absolute_url()}#{anchor}", meeting.held_on, is_private)


def anchors_of(entries: Iterable[MinuteEntry]) -> dict[int, str]:
    """Where entries stand on the page of their minutes: a resolution, action or recommendation under its item and place.

    `services.minutes.reading` puts the same anchors on the page.
    """
    wanted = list(entries)
    kept = MinuteEntry.objects.kept().filter(item__in={entry.item_id for entry in wanted}, kind__in=ANCHORED)
    cited: dict[int, str] = {}
    if any(entry.kind in ANCHORED for entry in wanted):
        seen: Counter[tuple[int, str]] = Counter()
        rows = kept.order_by("item", "position", "number").values_list("pk", "kind", "item", "item__number", "item__slug")
        for key, kind, item, number, slug in rows:
            seen[item, kind] += 1
            cited[key] = f"{kind}-{slugify(number.replace('.', '-')) or slug}-{seen[item, kind]}"
    return {entry.pk: cited.get(entry.pk, entry.anchor) for entry in wanted}


@end("paper", gettext_lazy("Paper"))
def papers(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """Papers of meetings that the person may know of, with the addresses of the pack's pages."""
    rows = list(Paper.objects.visible_to(user).filter(pk__in=keys).select_related("area"))
    homes = {"area__in": {paper.area_id for paper in rows}, "slug__in": {paper.collection for paper in rows}}
    known = Meeting.objects.visible_to(user).filter(**homes).select_related("area")
    by_home = {(meeting.area_id, meeting.slug): meeting for meeting in known}
    found = ((paper, by_home.get((paper.area_id, paper.collection))) for paper in rows)
    return {paper.pk: _paper_end(paper, meeting) for paper, meeting in found if meeting}


def _paper_end(paper: Paper, meeting: Meeting) -> End:
    words = _("%(title)s, %(day)s") % {"title": paper.title, "day": short_date(meeting.held_on)}
    if paper.withdrawn_at:
        words = _("%(words)s (taken down)") % {"words": words}
    url = paper.get_absolute_url()
    return End("paper", paper.pk, words, url, meeting.held_on, paper.is_private, page_url=_pages(meeting))


def _pages(meeting: Meeting) -> Callable[[int], str]:
    """The addresses of the pages of a meeting's pack in the reader."""
    return lambda page: reverse("meetings:pack-page", args=[meeting.area.slug, meeting.slug, page])


@end("meeting", gettext_lazy("Meeting"))
def meetings(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """Meetings by their type and day."""
    known = Meeting.objects.visible_to(user).filter(pk__in=keys).select_related("area")
    words = _("%(called)s of %(day)s")
    return {
        one.pk: End(
            "meeting", one.pk, words % {"called": one.called, "day": short_date(one.held_on)}, one.get_absolute_url(),
            one.held_on,
        )
        for one in known
    }  # fmt: skip
