"""The chain of accountability: from an action to what raised it and what answered it, and back from each of these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from accounts.models import User
from accounts.services import record
from documents.choices import Relation
from documents.links import End, SeenLink, find_ends, is_offered, links_around
from documents.models import Link, Paper
from documents.services.readings import RESTRICTED_READ
from interface import clock
from meetings.choices import ActionStatus, EntryKind
from meetings.links import Said, Since, said_of, short, since_asked
from meetings.models import Action, Meeting, MinuteEntry
from meetings.permissions import Reader
from meetings.services.reader import packs_offered, ranges_of

ASKED = ("action", "recommendation")  # kinds of things that somebody owes an answer to


@dataclass(frozen=True)
class RaisedPaper:
    """A paper that lay before the meeting at the item, with its pages in the pack that the reader may have."""

    title: str
    url: str
    pages: tuple[int, int] | None = None
    pages_url: str = ""


@dataclass(frozen=True)
class Raised:
    """Where an action was asked, as far as the reader may know it."""

    on: date
    meeting: End | None = None
    minute: End | None = None
    papers: list[RaisedPaper] = field(default_factory=list)


@dataclass(frozen=True)
class Closing:
    """On whose authority an action was settled: a meeting, the Chair, or another action that took its place."""

    on: date | None
    reason: str
    meeting: End | None = None
    replaced_by: End | None = None
    is_hidden: bool = False  # what took its place is not the reader's to know of


@dataclass(frozen=True)
class Chain:
    """An action from asking to closing: `steps` run by day; `since` is set while it has no answer."""

    action: Action
    raised: Raised
    steps: list[Said]
    since: Since | None = None
    closing: Closing | None = None

    @property
    def has_answer(self) -> bool:
        """Whether a step that the reader sees is the answer; an import may say so without telling by what."""
        return any(step.is_answer for step in self.steps)


def chain_of(action: Action, user: Reader) -> Chain:
    """Everything that a person may see of an action. That they may see the action itself is for the caller to make sure.

    The number of queries does not depend on how much was said.
    """
    said = said_of(user, [action])
    is_open = action.status == ActionStatus.OPEN
    since = since_asked(user, [action], said, clock.today())[action.pk] if is_open else None
    return Chain(action, _raised(action, user), said[action.pk], since, _closing(action, user))


def note_reading_of_action(action: Action, reader: Reader) -> None:
    """Keep in the trail that somebody signed in was given a private action; not what it says."""
    if action.is_private and isinstance(reader, User):
        record(actor=reader, action=RESTRICTED_READ, target=action, area=action.area)


def _raised(action: Action, user: Reader) -> Raised:
    keys = [("meeting", action.raised_meeting_id), ("minute", action.entry_id)]
    ends = find_ends(user, [(kind, key) for kind, key in keys if key])
    meeting = ends.get(("meeting", action.raised_meeting_id or 0))
    minute = ends.get(("minute", action.entry_id or 0))
    papers = _papers_before(action, user) if minute and meeting else []
    return Raised(action.raised_on, meeting, minute, papers)


def _papers_before(action: Action, user: Reader) -> list[RaisedPaper]:
    """The papers of the item at which the action was raised."""
    meeting, entry = action.raised_meeting, action.entry
    if meeting is None or entry is None or entry.item.agenda_item_id is None:
        return []
    seen = Paper.objects.visible_to(user).filter(item_paper__item=entry.item.agenda_item_id).select_related("area")
    found = list(seen.order_by("item_paper__position"))
    ranges = ranges_of(packs_offered(meeting, user)) if found else {}
    ends = find_ends(user, [("paper", paper.pk) for paper in found])
    return [_raised_paper(paper, ends[end], ranges) for paper in found if (end := ("paper", paper.pk)) in ends]


def _raised_paper(paper: Paper, end: End, ranges: dict[str, list[int]]) -> RaisedPaper:
    pages = None if paper.withdrawn_at else ranges.get(paper.slug)
    if not pages or end.page_url is None:
        return RaisedPaper(paper.title, end.url)
    return RaisedPaper(paper.title, end.url, (pages[0], pages[1]), end.page_url(pages[0]))


def _closing(action: Action, user: Reader) -> Closing | None:
    if action.is_unsettled:
        return None
    keys = [("meeting", action.closed_meeting_id), ("action", action.superseded_by_id)]
    ends = find_ends(user, [(kind, key) for kind, key in keys if key])
    replaced = ends.get(("action", action.superseded_by_id or 0))
    return Closing(
        on=action.closed_on,
        reason=action.closed_reason,
        meeting=ends.get(("meeting", action.closed_meeting_id or 0)),
        replaced_by=replaced,
        is_hidden=bool(action.superseded_by_id and replaced is None),
    )


# And back ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """An action with its first words, for a line of a list."""

    action: Action
    words: str


@dataclass(frozen=True)
class Outcome:
    """What came of a thing, as far as the reader may see it: actions `raised` and `closed` there, what is `said` there of
    others, what was `heard` from others of it, and what else it is `about`, such as a measure."""

    raised: list[Named] = field(default_factory=list)
    closed: list[Named] = field(default_factory=list)
    said: list[SeenLink] = field(default_factory=list)
    heard: list[SeenLink] = field(default_factory=list)
    about: list[SeenLink] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.raised or self.closed or self.said or self.heard or self.about)

    @property
    def only_says(self) -> bool:
        """Whether nothing came of it, and all there is speaks of others."""
        return bool(self.said or self.about) and not (self.raised or self.closed or self.heard)


def links_of(kind: str, keys: Sequence[int], user: Reader) -> dict[int, Outcome]:
    """The links at each of some things of one kind, for `meetings/_links.html`: minutes pass the keys of their entries."""
    around = links_around(user, kind, keys)
    return {key: _outcome(links) for key, links in around.items()}


def outcome_at(user: Reader, kind: str, key: int) -> Outcome:
    """The links at one thing, such as a recommendation."""
    return links_of(kind, [key], user)[key]


def _outcome(links: Sequence[SeenLink], raised: Sequence[Action] = ()) -> Outcome:
    out = [link for link in links if not link.is_source]
    said = [link for link in out if not is_offered(link.other.kind)]
    about = [link for link in out if is_offered(link.other.kind)]
    return Outcome(_named(raised), said=said, heard=[link for link in links if link.is_source], about=about)


def _named(actions: Iterable[Action]) -> list[Named]:
    return [Named(action, short(action.text)) for action in actions]


def outcome_of_paper(paper: Paper, user: Reader) -> Outcome:
    """What a paper answers, what is said of it, and the actions raised at its item."""
    links = links_around(user, "paper", [paper.pk])[paper.pk]
    entries = MinuteEntry.objects.visible_to(user).filter(kind=EntryKind.ACTION, item__agenda_item__item_papers__paper=paper)
    return _outcome(links, _actions(user, Q(entry__in=entries)))


def outcome_of_meeting(meeting: Meeting, user: Reader) -> Outcome:
    """What a meeting asked for and closed, and which actions and recommendations it, its papers and its minutes speak of."""
    settled = _actions(user, Q(raised_meeting=meeting) | Q(closed_meeting=meeting))
    return Outcome(
        raised=_named(one for one in settled if one.raised_meeting_id == meeting.pk),
        closed=_named(one for one in settled if one.closed_meeting_id == meeting.pk),
        said=_said_at(meeting, user),
    )


def _said_at(meeting: Meeting, user: Reader) -> list[SeenLink]:
    """The links from a meeting, its papers and its minutes, as far as both ends are the reader's to see."""
    papers = Paper.objects.visible_to(user).filter(area=meeting.area_id, collection=meeting.slug)
    entries = MinuteEntry.objects.visible_to(user).filter(minutes__meeting=meeting)
    here = (
        Q(source_kind="meeting", source_key=meeting.pk)
        | Q(source_kind="paper", source_key__in=papers.values("pk"))
        | Q(source_kind="minute", source_key__in=entries.values("pk"))
    )
    links = list(Link.objects.filter(here, target_kind__in=ASKED, removed_at__isnull=True).order_by("on", "number"))
    ends = find_ends(user, {(link.target_kind, link.target_key) for link in links})
    seen = [(link, ends.get((link.target_kind, link.target_key))) for link in links]
    found = [SeenLink(link, Relation(link.relation), False, end) for link, end in seen if end]
    return sorted(found, key=lambda one: (one.other.words, one.link.number))


def _actions(user: Reader, which: Q) -> list[Action]:
    """Actions that are out: what is still in minutes being written has come of nothing yet."""
    seen = Action.objects.visible_to(user).filter(which, published_at__isnull=False)
    return list(seen.select_related("area", "owner_person").order_by("raised_on", "reference"))
