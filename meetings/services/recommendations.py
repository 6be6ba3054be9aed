"""Every write about recommendations to the local policing body: made, changed, made known, responded to."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from interface import clock
from meetings.choices import RecommendationStatus
from meetings.due.recommendations import KIND
from meetings.models import Meeting, MinuteEntry, Minutes, Recommendation, RecommendationResponse, Review
from meetings.rules.actions import PRIVATE_RECOMMENDATIONS, RECOMMENDATIONS, response_problems, series_of
from meetings.rules.reviews import asked_by_problem
from meetings.services.reviews.following import follow_answers
from panels.counters import next_reference
from panels.models import Body
from panels.services.due import keep_duties

WORDS = ("text", "made_to")
CHANGEABLE = (*WORDS, "access")


@transaction.atomic
def make_recommendation(
    *,
    body: Body,
    text: str,
    made_to: str,
    access: str,
    made_on: date,
    actor: User | None,
    raised_meeting: Meeting | None = None,
    entry: MinuteEntry | None = None,
    review: Review | None = None,
    response_due_on: date | None = None,
    is_out: bool = False,
) -> Recommendation:
    """Enter what a body recommended on a day, under the next reference of its series and year.

    One that `is_out` is known at once; otherwise it waits for the minutes, or for the report of its review.
    `response_due_on` is the day by which the panel asks for a response. Raises ValidationError by field.
    """
    made = Recommendation(
        area=body.area, body=body, text=text.strip(), made_to=made_to.strip(), access=access, made_on=made_on, entry=entry,
        review=review, raised_meeting=raised_meeting, response_due_on=response_due_on, created_at=clock.now(), created_by=actor,
        published_at=clock.now() if is_out else None,
    )  # fmt: skip
    _refuse_wrong(made)
    series = series_of(made.is_private, RECOMMENDATIONS, PRIVATE_RECOMMENDATIONS)
    made.reference = next_reference(body.area, series, made_on.year)
    made.full_clean()
    made.save()
    record(actor=actor, action="meetings.recommendation_made", target=made, area=made.area, detail={"out": is_out})
    if response_due_on:
        _keep(made, actor)
    return made


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, actor: User | None, version: int | None = None, **changes: Any
) -> Recommendation:
    """Change what is recommended and to whom; the reference stays.

    Refuses the words of one in confirmed minutes and making private what is known. Raises ValidationError by field.
    """
    locked = _lock(recommendation, version)
    changed = [name for name in CHANGEABLE if name in changes and getattr(locked, name) != changes[name]]
    words = [name for name in changed if name in WORDS]
    if words and locked.entry and locked.entry.minutes.is_confirmed:
        said = _("The minutes are confirmed. An error is met by a corrigendum")
        raise ValidationError({name: ValidationError(said, code="confirmed") for name in words})
    if "access" in changed and changes["access"] != Access.PUBLIC and locked.access == Access.PUBLIC and locked.published_at:
        raise ValidationError({"access": _("This recommendation is known to the public. It cannot be made private")})
    for name in changed:
        setattr(locked, name, changes[name])
    _refuse_wrong(locked)
    return _saved(locked, actor, "recommendation_changed", fields=changed) if changed else locked


@transaction.atomic
def take_back_recommendation(*, recommendation: Recommendation, actor: User | None, reason: str = "") -> Recommendation:
    """Say that a recommendation was entered in error; it stays under its reference. `reason` is for the caller's page."""
    locked = _lock(recommendation)
    if locked.withdrawn_at:
        return locked
    locked.withdrawn_at = clock.now()
    return _followed(_saved(locked, actor, "recommendation_taken_back", with_reason=bool(reason.strip())), actor)


@transaction.atomic
def restore_recommendation(*, recommendation: Recommendation, actor: User | None) -> Recommendation:
    """Undo taking a recommendation back."""
    locked = _lock(recommendation)
    if not locked.withdrawn_at:
        return locked
    locked.withdrawn_at = None
    return _followed(_saved(locked, actor, "recommendation_restored", again=True), actor)


@transaction.atomic
def publish_recommendations(*, minutes: Minutes, actor: User | None) -> list[Recommendation]:
    """Make the recommendations of minutes known, as far as they stand and were not yet."""
    waiting = Recommendation.objects.filter(entry__minutes=minutes, entry__removed_at__isnull=True)
    return _put_out(waiting, minutes, actor)


@transaction.atomic
def publish_review_recommendations(
    *, review: Review, made_on: date, response_due_on: date | None, actor: User | None
) -> list[Recommendation]:
    """Make those of a review known with its report: made on the day of the report, with the day asked for a response."""
    waiting = Recommendation.objects.filter(review=review)
    return _put_out(waiting, review, actor, made_on=made_on, response_due_on=response_due_on)


@transaction.atomic
def publish_made(*, made: Collection[Recommendation], source: Model, actor: User | None) -> list[Recommendation]:
    """Make some recommendations known, as far as they stand and were not yet: those of a `source` that this app does not know,
    such as the report of a statutory case."""
    return _put_out(Recommendation.objects.filter(pk__in=[one.pk for one in made]), source, actor)


def _put_out(waiting: Any, source: Model, actor: User | None, **facts: Any) -> list[Recommendation]:
    """Those of a source that stand and are not out yet, made known; `facts` are written with it."""
    standing = waiting.filter(published_at__isnull=True, withdrawn_at__isnull=True).select_related("area", "body")
    made = list(standing.select_for_update(of=("self",)).order_by("pk"))
    for one in made:
        one.published_at = clock.now()
        for name, value in facts.items():
            setattr(one, name, value)
        one.bump()
        one.save(update_fields=["published_at", "version", *facts])
    if made:
        detail = {"references": [one.reference for one in made]}
        record(actor=actor, action="meetings.recommendations_published", target=source, area=made[0].area, detail=detail)
    for one in (one for one in made if one.response_due_on):
        _keep(one, actor)
    return made


@transaction.atomic
def ask_response_by(*, recommendation: Recommendation, version: int, due_on: date | None, actor: User | None) -> Recommendation:
    """Set, change or drop the day by which the panel asks for a response: the law names none (2011 Act, s.12(5)).

    Raises ValidationError `response_due_on` for a day before it was made, and for one that is answered or was taken back.
    """
    locked = _lock(recommendation, version)
    _refuse_closed(locked)
    if locked.status != RecommendationStatus.MADE:
        raise ValidationError(_("This recommendation has its response"), code="answered")
    if problem := asked_by_problem(due_on, locked.made_on):
        raise ValidationError({"response_due_on": problem})
    locked.response_due_on = due_on
    return _saved(locked, actor, "recommendation_response_asked", due=due_on.isoformat() if due_on else "")


@transaction.atomic
def respond(
    *, recommendation: Recommendation, version: int, responded_on: date, position: str, text: str, actor: User | None
) -> RecommendationResponse:
    """Record what the policing body said to a recommendation (Police Reform and Social Responsibility Act 2011, s.12(5)).

    The recommendation takes the position of its newest response, by the day it was given. Raises ValidationError by field,
    and for one that is not out or was taken back.
    """
    locked = _lock(recommendation, version)
    _refuse_closed(locked)
    facts: dict[str, Any] = {"responded_on": responded_on, "position": position, "text": text.strip()}
    if problems := response_problems(made_on=locked.made_on, today=clock.today(), **facts):
        raise ValidationError(dict(problems))
    last = locked.responses.aggregate(last=Max("number"))["last"] or 0
    response = RecommendationResponse(recommendation=locked, number=last + 1, made_at=clock.now(), made_by=actor, **facts)
    response.full_clean()
    response.save()
    locked.status = locked.responses.order_by("-responded_on", "-number")[0].position
    _followed(_saved(locked, actor, "recommendation_responded", response=response.number, position=position), actor)
    return response


def _refuse_closed(made: Recommendation) -> None:
    if not made.published_at:
        raise ValidationError(_("This recommendation is not published yet"), code="closed")
    if made.withdrawn_at:
        raise ValidationError(_("This recommendation was taken back"), code="closed")


def _lock(recommendation: Recommendation, version: int | None = None) -> Recommendation:
    """The recommendation, held; before it the review that follows it, as whoever works on the review holds that first."""
    if recommendation.review_id:
        Review.objects.select_for_update(of=("self",)).get(pk=recommendation.review_id)
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("area", "body", "entry__minutes", "review")
    locked = rows.get(pk=recommendation.pk)
    if version is not None:
        locked.still_at(version)
    return locked


def _saved(made: Recommendation, actor: User | None, act: str, *, again: bool = False, **detail: Any) -> Recommendation:
    made.bump()
    made.full_clean()
    made.save()
    record(actor=actor, action=f"meetings.{act}", target=made, area=made.area, detail=detail)
    _keep(made, actor, again=again)
    return made


def _followed(made: Recommendation, actor: User | None) -> Recommendation:
    """Where it belongs to a review, that follows: answered once all of it is."""
    if made.review_id:
        follow_answers(made.review_id, actor)
    return made


def _keep(made: Recommendation, actor: User | None, *, again: bool = False) -> None:
    """What is due of the Commissioner, once it is out. Nothing is asked of anybody without a day."""
    if made.published_at:
        keep_duties(KIND, made, actor=actor, again=again)


def _refuse_wrong(made: Recommendation) -> None:
    problems = {} if made.text.strip() else {"text": _("Enter what is recommended")}
    if not made.made_to.strip():
        problems["made_to"] = _("Enter to whom it is recommended")
    if made.made_on > clock.today():
        problems["made_on"] = _("A recommendation cannot be made on a day that has not come yet")
    if problem := asked_by_problem(made.response_due_on, made.made_on):
        problems["response_due_on"] = problem
    if made.raised_meeting and made.raised_meeting.body_id != made.body_id:
        problems["raised_meeting"] = _("Choose a meeting of the body that made the recommendation")
    if problems:
        raise ValidationError(dict(problems))
