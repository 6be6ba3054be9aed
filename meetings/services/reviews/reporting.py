"""The report of a review: written, its recommendations drafted, printed and published, and printed anew."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Access
from documents.models import Print
from documents.services.prints import newest_print, preview_sheet, print_sheet, withdraw_print
from interface import clock
from meetings.models import Recommendation, Review
from meetings.papers.reviews import report_sheet
from meetings.rules.reviews import report_problems
from meetings.services import recommendations as records
from meetings.services.reviews.locking import lock_unreported, save_review

OWNER = "review"


@transaction.atomic
def write_report(
    *, review: Review, version: int, findings: str, conclusions: str, response_due_on: date | None, actor: User | None
) -> Review:
    """Keep what was found so far: for those who keep the review alone, until the report goes out."""
    held = lock_unreported(review, version)
    held.findings, held.conclusions, held.response_due_on = findings.strip(), conclusions.strip(), response_due_on
    return save_review(held, actor, "report_written")


@transaction.atomic
def draft_recommendation(*, review: Review, text: str, made_to: str, actor: User | None) -> Recommendation:
    """Put a recommendation into the draft of the report. It has its reference, and nobody else knows of it yet."""
    held = lock_unreported(review)
    made: dict[str, Any] = {"text": text, "made_to": made_to, "made_on": clock.today(), "access": Access.PUBLIC}
    return records.make_recommendation(body=held.body, review=held, actor=actor, **made)


@transaction.atomic
def change_draft(*, recommendation: Recommendation, version: int, text: str, made_to: str, actor: User | None) -> Recommendation:
    """Change a recommendation of a report that is still written."""
    _hold(recommendation)
    changes = {"text": text.strip(), "made_to": made_to.strip()}
    return records.change_recommendation(recommendation=recommendation, version=version, actor=actor, **changes)


@transaction.atomic
def take_out(*, recommendation: Recommendation, actor: User | None) -> Recommendation:
    """Take a recommendation out of the draft. Its reference is never used again; `put_back` undoes it."""
    _hold(recommendation)
    return records.take_back_recommendation(recommendation=recommendation, actor=actor)


@transaction.atomic
def put_back(*, recommendation: Recommendation, actor: User | None) -> Recommendation:
    """Put a recommendation back into the draft."""
    _hold(recommendation)
    return records.restore_recommendation(recommendation=recommendation, actor=actor)


def _hold(recommendation: Recommendation) -> Review:
    if recommendation.review is None:
        raise ValidationError(_("This recommendation belongs to no review"), code="review")
    return lock_unreported(recommendation.review)


@transaction.atomic
def issue_report(*, review: Review, version: int, issued_on: date, actor: User | None) -> Review:
    """Send and publish the report: it is printed, its recommendations are made, and everybody reads both (2011 Act, s.28(7)).

    From then on its words stand. Raises ValidationError by field with all that is missing; "too-wide" for a table that the
    page cannot hold.
    """
    held = lock_unreported(review, version)
    if problems := problems_of(held, issued_on):
        raise ValidationError(dict(problems))
    held.reported_on = issued_on
    held.published_at = held.published_at or clock.now()
    made = records.publish_review_recommendations(
        review=held, made_on=issued_on, response_due_on=held.response_due_on, actor=actor
    )
    _print(held, actor)
    return save_review(held, actor, "reported", recommendations=[one.reference for one in made])


def problems_of(review: Review, issued_on: date) -> dict[str, str]:
    """What keeps the report from going out on a day, by field."""
    return report_problems(
        findings=review.findings,
        conclusions=review.conclusions,
        recommended=review.recommendations.filter(withdrawn_at__isnull=True).count(),
        response_due_on=review.response_due_on,
        issued_on=issued_on,
        started_on=review.started_on,
        today=clock.today(),
    )


def preview_report(review: Review) -> bytes:
    """The PDF of the report as it would go out today. Never kept."""
    return preview_sheet(report_sheet(review, on=clock.today(), response_due_on=review.response_due_on, is_draft=True))


def printed_report(review: Review) -> Print | None:
    """The report as it went out; None before that, and of reviews that were loaded without one."""
    return newest_print(OWNER, review.pk) if review.is_reported else None


def print_anew(review: Review, actor: User | None) -> None:
    """Print the report of a held review again where what everybody may read of it changed, and take the earlier print back."""
    before = newest_print(OWNER, review.pk)
    now = _print(review, actor)
    if before and before != now:
        withdraw_print(kept=before, reason=_("What everybody may read of the review changed"), actor=actor)


def _print(review: Review, actor: User | None) -> Print:
    on = review.reported_on or clock.today()
    sheet = report_sheet(review, on=on, response_due_on=review.response_due_on)
    return print_sheet(area=review.area, owner_kind=OWNER, owner_key=review.pk, sheet=sheet, access=Access.PUBLIC, actor=actor)
