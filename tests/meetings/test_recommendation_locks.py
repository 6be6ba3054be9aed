"""A review is held before what it recommends, and both before the audit trail, so that no two acts wait for each other."""

from datetime import date

from django.db import transaction

from accounts.services import record
from interface import clock
from meetings.choices import RecommendationStatus, ReviewStatus
from meetings.models import RecommendationResponse
from meetings.services.recommendations import respond
from meetings.services.reviews.locking import lock_review
from tests.beside import Beside
from tests.factories.minutes import RecommendationFactory
from tests.factories.reviews import ReviewFactory


def test_responding_waits_for_the_review_before_it_holds_the_trail(transactional_db):
    review = ReviewFactory(status=ReviewStatus.REPORTED, reported_on=date(2022, 2, 1))
    made = RecommendationFactory(body=review.body, review=review, made_on=date(2022, 2, 1), published_at=clock.now())
    said = {"responded_on": date(2022, 2, 3), "position": RecommendationStatus.ACCEPTED, "text": "Yes."}

    def work():
        with clock.stand_on(date(2022, 2, 3)):
            return respond(recommendation=made, version=made.version, actor=None, **said)

    other = Beside(work)
    with transaction.atomic():
        lock_review(review)  # somebody closes the review …
        other.begin()
        record(actor=None, action="meetings.review_changed", area=review.area)  # … and that is told
    assert isinstance(other.end(), RecommendationResponse)
