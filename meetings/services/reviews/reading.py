"""A review as one reader may see it, in a fixed number of queries, with what happened in it told by day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from documents.choices import PaperStatus
from documents.links import End, find_ends
from documents.models import Paper
from interface import clock
from meetings import permissions
from meetings.choices import RecommendationStatus
from meetings.links import short
from meetings.models import (
    AgendaItem,
    Meeting,
    Recommendation,
    RecommendationResponse,
    Review,
    ReviewEvidence,
    ReviewMeeting,
    ReviewWitness,
)
from meetings.permissions import Reader
from meetings.rules.actions import NOT_TAKING_PLACE
from panels.permissions import can_read_restricted


@dataclass(frozen=True)
class Told:
    """One thing that happened in a review."""

    on: date
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class ReadReview:
    """What a reader may see of a review. `removed` holds what can be put back, for those who keep it, and `drafts` the
    recommendations of a report that is still written."""

    review: Review
    meetings: list[Any]
    evidence: list[ReviewEvidence]
    witnesses: list[ReviewWitness]
    recommendations: list[Any]
    papers: dict[int, End]
    drafts: list[Recommendation] = field(default_factory=list)
    removed: list[ReviewEvidence | ReviewWitness] = field(default_factory=list)
    keeps: bool = False

    @property
    def answered(self) -> int:
        return sum(one.status != RecommendationStatus.MADE for one in self.recommendations if not one.withdrawn_at)

    @property
    def standing(self) -> int:
        return sum(not one.withdrawn_at for one in self.recommendations)


def for_review_list(rows: QuerySet, user: Reader) -> QuerySet:
    """Reviews with what their list shows: how many recommendations each made that the reader may see, and how many of these
    have a response. Those in hand first, then the latest."""
    seen = Recommendation.objects.visible_to(user).filter(review=OuterRef("pk"), withdrawn_at__isnull=True)
    out = seen.filter(published_at__isnull=False).order_by().values("review").annotate(count=Count("pk"))
    answered = out.exclude(status=RecommendationStatus.MADE)
    return rows.annotate(made=_count(out), answered=_count(answered), is_over=Q(closed_on__isnull=False)).order_by(
        "is_over", "-started_on", "slug", "pk"
    )


def _count(rows: Any) -> Any:
    return Coalesce(Subquery(rows.values("count")[:1]), Value(0), output_field=IntegerField())


def read_review(review: Review, user: Reader) -> ReadReview:
    """Everything of a review that a person may see. That they may see the review itself is for the caller to make sure."""
    keeps = permissions.can_keep_reviews(user, review.body)
    evidence = list(ReviewEvidence.objects.visible_to(user).filter(review=review).order_by("on", "number"))
    witnesses = list(_witnesses(review, user))
    made = list(_recommendations(review, user))
    keys = [("paper", one.paper_id) for one in evidence if one.paper_id]
    ends = find_ends(user, keys)
    return ReadReview(
        review=review,
        meetings=meetings_of(review, user),
        evidence=evidence,
        witnesses=[one for one in witnesses if not one.removed_at],
        recommendations=[one for one in made if one.published_at],
        papers={key: end for (_kind, key), end in ends.items()},
        drafts=[one for one in made if not one.published_at] if keeps else [],
        removed=_removed(review, witnesses) if keeps else [],
        keeps=keeps,
    )


def _witnesses(review: Review, user: Reader) -> QuerySet:
    rows = ReviewWitness.objects.filter(review=review).select_related("meeting__area")
    known = Exists(Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting")))
    return rows.annotate(knows_meeting=known).order_by("heard_on", "number")


def _recommendations(review: Review, user: Reader) -> QuerySet:
    responses = RecommendationResponse.objects.order_by("responded_on", "number")
    seen = Recommendation.objects.visible_to(user).filter(review=review).select_related("area", "body")
    return seen.prefetch_related(Prefetch("responses", queryset=responses, to_attr="said")).order_by("reference")


def _removed(review: Review, witnesses: Iterable[ReviewWitness]) -> list[ReviewEvidence | ReviewWitness]:
    gone = ReviewEvidence.objects.filter(review=review, removed_at__isnull=False).order_by("number")
    return [*gone, *(one for one in witnesses if one.removed_at)]


def meetings_of(review: Review, user: Reader) -> list[Any]:
    """The meetings that take a review up, as far as a person may know of them. `shown_item` is the item where its agenda is
    theirs to read: of a private one the public is told its neutral title."""
    rows = ReviewMeeting.objects.filter(review=review, meeting__in=Meeting.objects.visible_to(user))
    readable = Exists(Meeting.objects.agenda_read_by(user).filter(pk=OuterRef("meeting")))
    found: list[Any] = list(rows.select_related("meeting__area", "meeting__body", "item").annotate(reads=readable))
    reads_all = can_read_restricted(user, review.body)
    for row in found:
        item = row.item if row.reads or reads_all else None
        row.shown_item = item.title if item and (reads_all or not item.is_private) else str(item or "")
    return sorted(found, key=lambda row: (row.meeting.held_on, row.number))


# What happened -----------------------------------------------------------------------------------------------------


def story_of(read: ReadReview) -> list[Told]:
    """What happened in a review as its reader may know it, the newest first: from its dated rows, never from the trail."""
    review = read.review
    told = [Told(review.started_on, _("The review began"))]
    if review.published_at:
        told.append(Told(clock.as_local(review.published_at).date(), _("The review was published")))
    told += [_taken_up(row) for row in read.meetings if row.meeting.held_on <= clock.today()]
    told += [Told(one.on, _("Evidence: %(title)s") % {"title": one.title}, one.given_by) for one in read.evidence if one.on]
    heard = _("%(name)s was heard")
    told += [Told(one.heard_on, heard % {"name": one.name}, one.organisation) for one in read.witnesses if one.heard_on]
    if review.reported_on:
        told.append(Told(review.reported_on, _("The panel reported"), _reported_words(read)))
    told += [one for made in read.recommendations for one in _answers(made)]
    if review.closed_on:
        told.append(Told(review.closed_on, _("The review was closed"), review.closed_note))
    return sorted(told, key=lambda one: one.on, reverse=True)


def _taken_up(row: Any) -> Told:
    title = _("Taken up: %(meeting)s") % {"meeting": row.meeting.called}
    return Told(row.meeting.held_on, title, row.what or row.shown_item, row.meeting.get_absolute_url())


def _reported_words(read: ReadReview) -> str:
    return _("It made %(count)d recommendations.") % {"count": read.standing} if read.standing > 1 else ""


def _answers(made: Any) -> list[Told]:
    title = _("Response to %(reference)s: %(position)s")
    return [
        Told(
            one.responded_on,
            title % {"reference": made.reference, "position": one.get_position_display().lower()},
            short(one.text),
            made.get_absolute_url(),
        )
        for one in made.said
    ]


# What can be chosen ------------------------------------------------------------------------------------------------


def meetings_to_choose(review: Review, user: Reader) -> QuerySet:
    """The meetings of the body that may take a review up, the latest first."""
    seen = Meeting.objects.visible_to(user).filter(body=review.body_id)
    return seen.exclude(status__in=NOT_TAKING_PLACE[1:]).select_related("body", "area").order_by("-held_on", "slug")


def items_to_choose(meeting: Meeting) -> list[AgendaItem]:
    """The items of the agenda of a meeting, for who prepares it."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))


def papers_to_choose(review: Review, user: Reader) -> list[tuple[Paper, Meeting]]:
    """The papers that are out for the meetings that take a review up, the latest meeting first."""
    rows = meetings_of(review, user)
    meetings = {row.meeting.slug: row.meeting for row in rows}
    seen = Paper.objects.visible_to(user).filter(area=review.area_id, body=review.body_id, collection__in=meetings)
    papers = seen.filter(status=PaperStatus.PUBLISHED).order_by("title", "pk")
    return sorted(((one, meetings[one.collection]) for one in papers), key=lambda pair: pair[1].held_on, reverse=True)
