"""The life of an award: made, published, begun, ended, cancelled."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardStatus
from commissioning.models import Award
from commissioning.rules.awards import act_problem, day_problem, missing_to_publish, state_before
from commissioning.services.awards.openness import hold_award, open_parts
from commissioning.services.rows import keep
from commissioning.services.shares import refuse_wrong_shares
from interface import clock
from panels.services.keeping import day, hide, publish


@transaction.atomic
def make_award(*, award: Award, version: int, awarded_on: date, actor: User | None) -> Award:
    """Say that it was awarded, and on which day. Raises ValidationError "stale", "state"; by field `awarded_on`."""
    held = _open(award, version, "make")
    _refuse_day("awarded_on", awarded_on)
    held.status, held.awarded_on = AwardStatus.AWARDED, awarded_on
    return _kept(held, actor, "award_made", on=day(awarded_on))


@transaction.atomic
def take_step_back(*, award: Award, version: int, actor: User | None) -> Award:
    """Take back the last step: that it was awarded, began, ended or was cancelled. That it was awarded goes back only before
    anybody but the office knows. Raises ValidationError "stale", "state" and "published"."""
    held = hold_award(award, version)
    if held.status == AwardStatus.DRAFT:
        raise ValidationError(_("It is not awarded yet. There is no step to take back"), code="state")
    held.status, held.cancelled_why = state_before(held, clock.today()), ""
    if held.status != AwardStatus.DRAFT:
        return _kept(held, actor, "award_step_taken_back")
    if held.is_out:
        raise ValidationError(_("It is public. Take it from the public first"), code="published")
    held.awarded_on = None
    return _kept(held, actor, "award_taken_back")


@transaction.atomic
def publish_award(*, award: Award, version: int, actor: User | None) -> Award:
    """Let everybody read it, or of a private one its neutral line; with a public one its provider has a public page.

    Raises ValidationError "stale", "published", "state", by field where something is missing, and "shares" where these do not
    make the whole.
    """
    held = hold_award(award, version)
    if held.status == AwardStatus.CANCELLED:
        raise ValidationError(_("This award is cancelled. It cannot be published"), code="state")
    if problems := missing_to_publish(held):
        raise ValidationError(problems)
    refuse_wrong_shares(held)
    publish(held)
    return _kept(held, actor, "award_published")


@transaction.atomic
def hide_award(*, award: Award, version: int, actor: User | None) -> Award:
    """Take it from the public. Undone by `publish_award`. Raises ValidationError "stale", "unpublished"."""
    held = hold_award(award, version)
    hide(held)
    return _kept(held, actor, "award_hidden")


@transaction.atomic
def begin_award(*, award: Award, version: int, started_on: date, actor: User | None) -> Award:
    """Say that it is live, from its first day on. Raises ValidationError "stale", "state"; by field `started_on`."""
    held = _open(award, version, "begin")
    _refuse_day("started_on", started_on)
    if held.ended_on and held.ended_on < started_on:
        raise ValidationError({"started_on": _("The first day must not be after the last")})
    held.status, held.started_on = AwardStatus.LIVE, started_on
    return _kept(held, actor, "award_begun", on=day(started_on))


@transaction.atomic
def end_award(*, award: Award, version: int, ended_on: date, actor: User | None) -> Award:
    """Say that it is over, and which was its last day. Raises ValidationError "stale", "state"; by field `ended_on`."""
    held = _open(award, version, "end")
    _refuse_day("ended_on", ended_on)
    if held.started_on and ended_on < held.started_on:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    held.status, held.ended_on = AwardStatus.ENDED, ended_on
    return _kept(held, actor, "award_ended", on=day(ended_on))


@transaction.atomic
def cancel_award(*, award: Award, version: int, why: str, actor: User | None) -> Award:
    """Say that it comes to nothing, and why; whoever may read the award reads it. Raises ValidationError "stale", "state"; by
    field `why`."""
    held = _open(award, version, "cancel")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is cancelled")})
    held.status, held.cancelled_why = AwardStatus.CANCELLED, why.strip()
    return _kept(held, actor, "award_cancelled")


def _open(award: Award, version: int, act: str) -> Award:
    """The award, held, where its state allows an act."""
    held = hold_award(award, version)
    if problem := act_problem(held, act):
        raise ValidationError(problem, code="state")
    return held


def _refuse_day(name: str, value: date) -> None:
    if problem := day_problem(value, clock.today()):
        raise ValidationError({name: problem})


def _kept(award: Award, actor: User | None, act: str, **detail: Any) -> Award:
    award.changed_at = clock.now()
    keep(award, area=award.area, actor=actor, act=act, **detail)
    open_parts(award, actor)
    return award
