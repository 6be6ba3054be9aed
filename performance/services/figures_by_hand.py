"""One figure put right by hand, with what it was before kept beside it."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.services.keeping import hold
from performance.choices import FigureState
from performance.models import Measure, Observation, Revision
from performance.rules.measures import counted_until_problem, figure_problem, period_end
from performance.services.standing import keep_standings


@transaction.atomic
def revise_figure(
    *, observation: Observation, was: Decimal, value: Decimal, why: str, actor: User | None, counted_until: date | None = None,
    is_provisional: bool = False,
) -> Observation:  # fmt: skip
    """Put one figure right. `was` is what it was when the writer read it. With `counted_until` the period was not over when it
    was counted. The old figure stays with who replaced it, when and why. Raises ValidationError "stale", "same" and by field."""
    measure = hold(observation.series.measure)
    held = Observation.objects.select_for_update(of=("self",)).select_related("series__force").get(pk=observation.pk)
    if held.value != was:
        words = _("Someone else revised this figure while you were writing. Open this page again to see it")
        raise ValidationError(words, code="stale")
    ended_on = _end(held, measure, counted_until)
    _refuse_wrong(measure, value, why)
    state = _state(held, value, is_provisional=is_provisional)
    if (held.value, held.ended_on, held.state) == (value, ended_on, state):
        raise ValidationError(_("Nothing is changed. Enter another figure, or leave this page"), code="same")
    _keep_old(held, why, actor)
    held.value, held.ended_on, held.is_partial, held.state = value, ended_on, counted_until is not None, state
    held.upload, held.entered_at, held.entered_by = None, clock.now(), actor
    held.full_clean()
    held.save()
    detail = {"force": held.series.force.slug, "started_on": held.started_on.isoformat()}
    record(actor=actor, action="performance.figure_revised", target=measure, area=measure.area, detail=detail)
    keep_standings([measure])
    return held


def _end(held: Observation, measure: Measure, counted_until: date | None) -> date:
    """The last day that is counted, which the next period must not begin before."""
    ends_on = period_end(held.started_on, measure.frequency)
    if counted_until is not None:
        if problem := counted_until_problem(counted_until, started_on=held.started_on, ends_on=ends_on):
            raise ValidationError({"counted_until": problem})
        ends_on = counted_until
    elif not held.is_partial:
        ends_on = held.ended_on  # whatever period it came with
    later = Observation.objects.filter(series=held.series, started_on__gt=held.started_on, started_on__lte=ends_on)
    if later.exists():
        raise ValidationError({"counted_until": _("The next period begins before that. Put that one right first")})
    return ends_on


def _refuse_wrong(measure: Measure, value: Decimal, why: str) -> None:
    problems = {}
    if problem := figure_problem(value, basis=measure.basis, unit=measure.unit):
        problems["value"] = problem
    if not why.strip():
        problems["why"] = _("Say why the figure is revised")
    if problems:
        raise ValidationError(problems)


def _state(held: Observation, value: Decimal, *, is_provisional: bool) -> str:
    """A period that was not over is not revised by being counted to its end."""
    if is_provisional:
        return FigureState.PROVISIONAL
    if value != held.value and not held.is_partial:
        return FigureState.REVISED
    return FigureState.REVISED if held.state == FigureState.REVISED else FigureState.FINAL


def _keep_old(held: Observation, why: str, actor: User | None) -> None:
    old = Revision(
        observation=held, value=held.value, ended_on=held.ended_on, state=held.state, is_partial=held.is_partial,
        entered_at=held.entered_at, entered_by=held.entered_by, replaced_at=clock.now(), replaced_by=actor, why=why.strip(),
    )  # fmt: skip
    old.full_clean()
    old.save()
