"""What a review is: opened, changed, put before the public, closed, and each of these undone."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interface import clock
from meetings.choices import ReviewStatus
from meetings.models import Review
from meetings.rules.reviews import day_problem, review_problems, status_of
from meetings.services.reviews.following import progress_of
from meetings.services.reviews.locking import free_address, lock_review, save_review
from panels.models import Body, Person

FACTS = ("title", "why", "scope", "lead", "started_on")


@transaction.atomic
def open_review(
    *, body: Body, title: str, why: str, scope: str, lead: Person | None, started_on: date, actor: User | None
) -> Review:
    """Begin a review (2011 Act, s.28(2), (6)). The panel's members and officers know of it; the public once it is published.

    Raises ValidationError by field.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)  # two with one title do not get one address
    review = Review(
        area=body.area, body=body, title=title.strip(), why=why.strip(), scope=scope.strip(), lead=lead, started_on=started_on,
        created_at=clock.now(), created_by=actor,
    )  # fmt: skip
    _refuse_wrong(review)
    review.slug = free_address(review)
    return save_review(review, actor, "opened")


@transaction.atomic
def change_review(*, review: Review, version: int, actor: User | None, **changes: Any) -> Review:
    """Change what a review says of itself: any of `FACTS`. Its address stays. Once it is reported its words stand."""
    held = lock_review(review, version)
    if held.is_reported:
        raise ValidationError(_("The report is out. What it says of the review stands"), code="reported")
    changed = [name for name in FACTS if name in changes and getattr(held, name) != changes[name]]
    for name in changed:
        setattr(held, name, changes[name])
    _refuse_wrong(held)
    return save_review(held, actor, "changed", fields=changed)


@transaction.atomic
def publish_review(*, review: Review, version: int, actor: User | None) -> Review:
    """Let the public know of a review: its topic, scope, meetings, public evidence and witnesses."""
    held = lock_review(review, version)
    if held.published_at:
        raise ValidationError(_("The public sees this review already"), code="published")
    held.published_at = clock.now()
    return save_review(held, actor, "published")


@transaction.atomic
def hide_review(*, review: Review, version: int, actor: User | None) -> Review:
    """Undo that: only members and officers see it again. Refused once the report is out, which the law has published."""
    held = lock_review(review, version)
    if held.is_reported:
        raise ValidationError(_("The report of this review is published. It stays public"), code="reported")
    if not held.published_at:
        raise ValidationError(_("The public does not see this review"), code="hidden")
    held.published_at = None
    return save_review(held, actor, "hidden")


@transaction.atomic
def close_review(*, review: Review, version: int, closed_on: date, note: str, actor: User | None) -> Review:
    """Say that a review is over and how it ended: after its answer, or without a report where the panel stopped.

    Raises ValidationError `closed_on`, `note`.
    """
    held = lock_review(review, version)
    problems = {}
    if problem := day_problem(closed_on, clock.today()):
        problems["closed_on"] = problem
    if not note.strip():
        problems["note"] = _("Say how it ended")
    if problems:
        raise ValidationError(problems)
    held.status, held.closed_on, held.closed_note = ReviewStatus.CLOSED, closed_on, note.strip()
    return save_review(held, actor, "closed", reported=held.is_reported)


@transaction.atomic
def reopen_review(*, review: Review, version: int, actor: User | None) -> Review:
    """Undo closing: the review stands where its report and the responses to it have brought it."""
    held = lock_review(review, version, is_open=False)
    if held.status != ReviewStatus.CLOSED:
        raise ValidationError(_("This review is open"), code="open")
    held.closed_on, held.closed_note = None, ""
    held.status = status_of(progress_of(held))
    return save_review(held, actor, "reopened")


def _refuse_wrong(review: Review) -> None:
    if problems := review_problems(title=review.title, scope=review.scope):
        raise ValidationError(dict(problems))
