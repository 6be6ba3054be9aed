"""What came and went since an action was asked: the meetings that passed, and the papers in which an answer was looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.choices import PaperStatus
from documents.links import Reader
from documents.models import Paper
from meetings import rules
from meetings.links.ends import plain_day
from meetings.links.said import Said
from meetings.models import Action, Meeting
from meetings.rules.actions import BUSINESS_MEETINGS, NOT_TAKING_PLACE

NAMED = 3  # meetings whose papers are told one by one, the latest; the earlier ones are told in sum
Home = tuple[int, str]  # a meeting by its area and its address, as papers name it


@dataclass(frozen=True)
class Search:
    """A meeting after the action was asked: its papers that the reader may read, and those of them that speak of it."""

    meeting: Meeting
    papers: int
    linked: int

    @property
    def words(self) -> str:
        """No link in the 7 papers of 17 March 2022."""
        facts = {"count": self.papers, "linked": self.linked, "day": plain_day(self.meeting.held_on)}
        if self.linked:
            words = ngettext(
                "%(linked)d of the %(count)d papers of %(day)s speaks of it and does not answer it",
                "%(linked)d of the %(count)d papers of %(day)s speak of it and do not answer it",
                self.linked,
            )
            return words % facts
        return ngettext("no link in the one paper of %(day)s", "no link in the %(count)d papers of %(day)s", self.papers) % facts


@dataclass(frozen=True)
class Since:
    """How long ago an action was asked, and what passed without an answer. Meetings and searches run from old to new."""

    days: int
    passed: list[Meeting]
    searches: list[Search]

    @property
    def latest_passed(self) -> list[Meeting]:
        """The meetings that are named, the latest first."""
        return self.passed[: -NAMED - 1 : -1]

    @property
    def earlier_passed(self) -> int:
        """How many meetings passed before those that are named."""
        return max(len(self.passed) - NAMED, 0)

    @property
    def searched(self) -> list[str]:
        """Where an answer was looked for, the latest meeting first; what lies further back in one sentence."""
        latest = [search.words for search in reversed(self.searches[-NAMED:])]
        earlier = self.searches[:-NAMED]
        if earlier:
            count, meetings = sum(search.papers for search in earlier), len(earlier)
            linked = sum(search.linked for search in earlier)
            facts = {"count": count, "linked": linked, "meetings": meetings}
            words = _("no answer in the %(count)d papers of %(meetings)d earlier meetings, of which %(linked)d speak of it")
            none = ngettext(
                "no link in the %(count)d papers of %(meetings)d earlier meeting",
                "no link in the %(count)d papers of %(meetings)d earlier meetings",
                meetings,
            )
            latest.append((words if linked else none) % facts)
        return latest


def since_asked(user: Reader, actions: Sequence[Action], said: dict[int, list[Said]], today: date) -> dict[int, Since]:
    """What passed since each action was asked, as a person may know it, in a fixed number of queries.

    A meeting has passed once it was held or its day has gone by; papers are those that are out, of meetings with an agenda
    that the person may read, the coming one included. `said` is what `said_of` found for the same person.
    """
    if not actions:
        return {}
    first = min(action.raised_on for action in actions)
    bodies = {action.body_id for action in actions}
    later = _later_meetings(user, bodies, first)
    papers = _papers_out(user, later)
    homes = _homes_of_linked(said)
    return {one.pk: _since(one, later, papers, homes.get(one.pk, {}), today) for one in actions}


def _later_meetings(user: Reader, bodies: set[int], first: date) -> list[Meeting]:
    known = Meeting.objects.visible_to(user).filter(body__in=bodies, held_on__gt=first, kind__in=BUSINESS_MEETINGS)
    return list(known.exclude(status__in=NOT_TAKING_PLACE).select_related("area").order_by("held_on", "starts_at", "slug"))


def _papers_out(user: Reader, meetings: Sequence[Meeting]) -> dict[Home, int]:
    """How many papers of each meeting a person may read."""
    homes = {"area__in": {one.area_id for one in meetings}, "collection__in": {one.slug for one in meetings}}
    out = Paper.objects.visible_to(user).filter(status=PaperStatus.PUBLISHED, **homes)
    rows = out.order_by().values_list("area", "collection").annotate(count=Count("pk"))
    return {(area, collection): count for area, collection, count in rows}


def _homes_of_linked(said: dict[int, list[Said]]) -> dict[int, dict[Home, set[int]]]:
    """By action: the papers that speak of it, by their meeting."""
    linked = {key: _papers_in(days) for key, days in said.items()}
    rows = Paper.objects.filter(pk__in=set().union(*linked.values())).values_list("pk", "area", "collection")
    homes = {key: (area, collection) for key, area, collection in rows}
    found: dict[int, dict[Home, set[int]]] = {}
    for key, papers in linked.items():
        for paper in papers & homes.keys():
            found.setdefault(key, {}).setdefault(homes[paper], set()).add(paper)
    return found


def _papers_in(days: Sequence[Said]) -> set[int]:
    ends = (link.other for one in days for link in one.links)
    return {end.key for end in ends if end.kind == "paper"}


def _since(action: Action, later: Sequence[Meeting], papers: dict[Home, int], linked: dict[Home, set[int]], today: date) -> Since:
    after = [one for one in later if one.body_id == action.body_id and one.held_on > action.raised_on]
    passed = [one for one in after if rules.is_over(one.status, one.held_on, today)]
    searches = [
        Search(one, papers[home], min(len(linked.get(home, ())), papers[home]))
        for one in after
        if (home := (one.area_id, one.slug)) in papers
    ]
    return Since((today - action.raised_on).days, passed, searches)
