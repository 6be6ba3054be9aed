"""How a review follows what came of it: its state is that of its parts and of the responses to its recommendations."""

from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from accounts.services import record
from meetings.choices import RecommendationStatus, ReviewStatus
from meetings.models import Recommendation, Review, ReviewEvidence, ReviewWitness
from meetings.rules.reviews import Progress, status_of


def progress_of(review: Review) -> Progress:
    """What the state of a review follows from. At most three short queries."""
    standing = Recommendation.objects.filter(review=review, published_at__isnull=False, withdrawn_at__isnull=True)
    answered = Count("pk", filter=~Q(status=RecommendationStatus.MADE))
    counts = standing.aggregate(recommended=Count("pk"), answered=answered)
    return Progress(review.is_reported, not review.is_reported and _has_parts(review), **counts)


def follow_answers(key: int, actor: User | None) -> None:
    """Bring the state of a reported review in line once a response came, or a recommendation was taken back or put back.

    Called in the change of the recommendation. A closed review stays closed.
    """
    review = Review.objects.select_for_update(of=("self",)).select_related("area").get(pk=key)
    if review.status == ReviewStatus.CLOSED or not review.is_reported:
        return
    before, review.status = review.status, status_of(progress_of(review))
    if review.status != before:
        review.bump()
        review.save(update_fields=["status", "version"])
        detail: dict[str, Any] = {"review": review.slug, "state": review.status}
        record(actor=actor, action="meetings.review_followed", target=review, area=review.area, detail=detail)


def _has_parts(review: Review) -> bool:
    """Whether anything was gathered: evidence, or a witness who was heard. That a meeting is to come is only a plan."""
    kept = Q(review=review, removed_at__isnull=True)
    heard = ReviewWitness.objects.filter(kept, heard_on__isnull=False)
    return ReviewEvidence.objects.filter(kept).exists() or heard.exists()
