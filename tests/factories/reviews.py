"""A panel's own reviews, and the business of every year, as plain rows in any state."""

from datetime import date
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings.choices import EvidenceKind, ReviewStatus
from meetings.models import CycleEntry, Review, ReviewEvidence, ReviewMeeting, ReviewWitness
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory

NOW = factory.LazyFunction(clock.now)
REPORTED = {"reported_on": date(2022, 3, 10), "findings": "Cameras work.", "conclusions": "There are too few of them."}


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _part_of(review: Review) -> int:
    """The next number among all parts of a review, which the review counts."""
    review.parts_made += 1
    Review.objects.filter(pk=review.pk).update(parts_made=review.parts_made)
    return review.parts_made


class ReviewFactory(DjangoModelFactory):
    """A published review that gathers evidence.

    Traits: `unpublished` (for the panel alone), `planned`, `reported`, `answered`, `closed`.
    """

    class Meta:
        model = Review

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    slug = factory.Sequence(lambda number: f"review-{number}")
    title = factory.Sequence(lambda number: f"Speeding in villages {number}")
    why = "Residents ask about it at every meeting."
    scope = "What is done where, and what it changes."
    status = ReviewStatus.GATHERING
    started_on = date(2021, 11, 1)
    published_at = NOW
    created_at = NOW

    class Params:
        unpublished = factory.Trait(published_at=None)
        planned = factory.Trait(status=ReviewStatus.PLANNED)
        reported = factory.Trait(status=ReviewStatus.REPORTED, response_due_on=date(2022, 4, 10), **REPORTED)
        answered = factory.Trait(status=ReviewStatus.ANSWERED, response_due_on=date(2022, 4, 10), **REPORTED)
        closed = factory.Trait(
            status=ReviewStatus.CLOSED, closed_on=date(2022, 3, 15), closed_note="It is done.", **REPORTED
        )  # fmt: skip


class ReviewMeetingFactory(DjangoModelFactory):
    """A meeting that took up a review: held on 1 February 2022 unless one is given."""

    class Meta:
        model = ReviewMeeting

    review = factory.SubFactory(ReviewFactory)
    number = factory.LazyAttribute(lambda one: _part_of(one.review))
    meeting = factory.SubFactory(HeldMeetingFactory, body=factory.SelfAttribute("..review.body"))
    what = "Scope agreed"


class ReviewEvidenceFactory(DjangoModelFactory):
    """What a parish council wrote, public; `private=True` is known to those entitled to private items."""

    class Meta:
        model = ReviewEvidence

    review = factory.SubFactory(ReviewFactory)
    number = factory.LazyAttribute(lambda one: _part_of(one.review))
    kind = EvidenceKind.WRITTEN
    title = factory.LazyAttribute(lambda one: f"Letter {one.number}")
    given_by = "A parish council"
    on = date(2021, 12, 1)
    text = "Cars are too fast past the school."

    class Params:
        private = factory.Trait(access=Access.EXEMPT, exempt_paragraph=ExemptParagraph.INDIVIDUAL)
        removed = factory.Trait(removed_at=NOW)


class ReviewWitnessFactory(DjangoModelFactory):
    """The head of roads policing, who is to be heard."""

    class Meta:
        model = ReviewWitness

    review = factory.SubFactory(ReviewFactory)
    number = factory.LazyAttribute(lambda one: _part_of(one.review))
    name = "Head of roads policing"
    organisation = "The police force"

    class Params:
        heard = factory.Trait(heard_on=date(2022, 2, 1), text="There are forty cameras.")
        removed = factory.Trait(removed_at=NOW)


class CycleEntryFactory(DjangoModelFactory):
    """Business of every February; `private=True` is not for a public meeting."""

    class Meta:
        model = CycleEntry

    body = factory.SubFactory(BodyFactory)
    number = factory.LazyAttribute(lambda one: _next(one.body.cycle))
    month = 2
    title = factory.LazyAttribute(lambda one: f"Business of every year {one.number}")

    class Params:
        private = factory.Trait(is_private=True)
        lawful = factory.Trait(provision="Police Reform and Social Responsibility Act 2011, Schedule 5")
        ended = factory.Trait(ended_on=date(2021, 12, 31))
