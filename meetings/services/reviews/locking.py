"""How every change of a review begins and ends: held, numbered, recorded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from meetings.choices import ReviewStatus
from meetings.models import Review
from meetings.rules.reviews import RESERVED, status_of
from meetings.services.reviews.following import progress_of

LONGEST_ADDRESS = Review._meta.get_field("slug").max_length or 0
ROOM_FOR_NUMBER = 4


def lock_review(review: Review, version: int | None = None, *, is_open: bool = True) -> Review:
    """The review, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read, and "closed" for one that is closed.
    """
    held = Review.objects.select_for_update(of=("self",)).select_related("area", "body", "lead").get(pk=review.pk)
    if version is not None:
        held.still_at(version)
    if is_open and held.status == ReviewStatus.CLOSED:
        raise ValidationError(_("This review is closed. Open it again first"), code="closed")
    return held


def lock_unreported(review: Review, version: int | None = None) -> Review:
    """The same of one whose report is still to come. Raises "reported" where it went out: it stands as it was sent."""
    held = lock_review(review, version)
    if held.is_reported:
        raise ValidationError(_("The report is out. It stands as it went out"), code="reported")
    return held


def next_part(review: Review) -> int:
    """The next number for a part of a held review. Numbers are never used again; `save_parts` saves the count."""
    review.parts_made += 1
    return review.parts_made


def save_review(review: Review, actor: User | None, act: str, **detail: Any) -> Review:
    """Save what a held review says of itself, with its state in line, and tell the trail. `detail` holds no words of it."""
    if review.pk and review.status != ReviewStatus.CLOSED:
        review.status = status_of(progress_of(review))
    review.bump()
    review.full_clean()
    review.save()
    return _told(review, actor, act, **detail)


def save_parts(review: Review, actor: User | None, act: str, **detail: Any) -> Review:
    """Save the count of parts of a held review and its state. What it says of itself stays, and so does its version."""
    review.status = status_of(progress_of(review))
    review.save(update_fields=["parts_made", "status"])
    return _told(review, actor, act, **detail)


def _told(review: Review, actor: User | None, act: str, **detail: Any) -> Review:
    said = {"review": review.slug, **detail}
    record(actor=actor, action=f"meetings.review_{act}", target=review, area=review.area, detail=said)
    return review


def free_address(review: Review) -> str:
    """An address by the title that no other review of the area has."""
    wanted = slugify(review.title)[: LONGEST_ADDRESS - ROOM_FOR_NUMBER].rstrip("-") or "review"
    others = Review.objects.filter(area=review.area_id, slug__startswith=wanted)
    taken, number, slug = set(others.values_list("slug", flat=True)) | RESERVED, 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
