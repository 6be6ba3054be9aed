"""Every write about recommendations to the local policing body: made, changed, made known, responded to."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from interface import clock
from meetings.models import Meeting, MinuteEntry, Minutes, Recommendation, RecommendationResponse
from meetings.rules.actions import PRIVATE_RECOMMENDATIONS, RECOMMENDATIONS, response_problems, series_of
from panels.counters import next_reference
from panels.models import Body

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
    is_out: bool = False,
) -> Recommendation:
    """Enter what a body recommended on a day, under the next reference of its series and year.

    One that `is_out` is known at once; otherwise it waits for the minutes. Raises ValidationError by field.
    """
    made = Recommendation(
        area=body.area, body=body, text=text.strip(), made_to=made_to.strip(), access=access, made_on=made_on, entry=entry,
        raised_meeting=raised_meeting, created_at=clock.now(), created_by=actor, published_at=clock.now() if is_out else None,
    )  # fmt: skip
    _refuse_wrong(made)
    series = series_of(made.is_private, RECOMMENDATIONS, PRIVATE_RECOMMENDATIONS)
    made.reference = next_reference(body.area, series, made_on.year)
    made.full_clean()
    made.save()
    record(actor=actor, action="meetings.recommendation_made", target=made, area=made.area, detail={"out": is_out})
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
    return _saved(locked, actor, "recommendation_taken_back", with_reason=bool(reason.strip()))


@transaction.atomic
def restore_recommendation(*, recommendation: Recommendation, actor: User | None) -> Recommendation:
    """Undo taking a recommendation back."""
    locked = _lock(recommendation)
    if not locked.withdrawn_at:
        return locked
    locked.withdrawn_at = None
    return _saved(locked, actor, "recommendation_restored")


@transaction.atomic
def publish_recommendations(*, minutes: Minutes, actor: User | None) -> list[Recommendation]:
    """Make the recommendations of minutes known, as far as they stand and were not yet."""
    waiting = Recommendation.objects.filter(entry__minutes=minutes, entry__removed_at__isnull=True)
    standing = waiting.filter(published_at__isnull=True, withdrawn_at__isnull=True).select_related("area")
    made = list(standing.select_for_update(of=("self",)).order_by("pk"))
    for one in made:
        one.published_at = clock.now()
        one.bump()
        one.save(update_fields=["published_at", "version"])
    if made:
        detail = {"references": [one.reference for one in made]}
        record(actor=actor, action="meetings.recommendations_published", target=minutes, area=made[0].area, detail=detail)
    return made


@transaction.atomic
def respond(
    *, recommendation: Recommendation, version: int, responded_on: date, position: str, text: str, actor: User | None
) -> RecommendationResponse:
    """Record what the policing body said to a recommendation (Police Reform and Social Responsibility Act 2011, s.12(5)).

    The recommendation takes the position of its newest response, by the day it was given. Raises ValidationError by field,
    and for one that is not out or was taken back.
    """
    locked = _lock(recommendation, version)
    if not locked.published_at:
        raise ValidationError(_("This recommendation is not published yet"), code="closed")
    if locked.withdrawn_at:
        raise ValidationError(_("This recommendation was taken back"), code="closed")
    facts: dict[str, Any] = {"responded_on": responded_on, "position": position, "text": text.strip()}
    if problems := response_problems(made_on=locked.made_on, today=clock.today(), **facts):
        raise ValidationError(dict(problems))
    last = locked.responses.aggregate(last=Max("number"))["last"] or 0
    response = RecommendationResponse(recommendation=locked, number=last + 1, made_at=clock.now(), made_by=actor, **facts)
    response.full_clean()
    response.save()
    locked.status = locked.responses.order_by("-responded_on", "-number")[0].position
    _saved(locked, actor, "recommendation_responded", response=response.number, position=position)
    return response


def _lock(recommendation: Recommendation, version: int | None = None) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("area", "body", "entry__minutes")
    locked = rows.get(pk=recommendation.pk)
    if version is not None:
        locked.still_at(version)
    return locked


def _saved(made: Recommendation, actor: User | None, act: str, **detail: Any) -> Recommendation:
    made.bump()
    made.full_clean()
    made.save()
    record(actor=actor, action=f"meetings.{act}", target=made, area=made.area, detail=detail)
    return made


def _refuse_wrong(made: Recommendation) -> None:
    problems = {} if made.text.strip() else {"text": _("Enter what is recommended")}
    if not made.made_to.strip():
        problems["made_to"] = _("Enter to whom it is recommended")
    if made.made_on > clock.today():
        problems["made_on"] = _("A recommendation cannot be made on a day that has not come yet")
    if made.raised_meeting and made.raised_meeting.body_id != made.body_id:
        problems["raised_meeting"] = _("Choose a meeting of the body that made the recommendation")
    if problems:
        raise ValidationError(dict(problems))
