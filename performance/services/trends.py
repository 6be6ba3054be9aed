"""The trend word of a measure at the end of a quarter, as an analyst accepts it or sets another."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from performance.choices import TrendChoice
from performance.models import Measure, TrendWord
from performance.services.standing import analysis_until, keep_standings


@transaction.atomic
def accept_trend(
    *, measure: Measure, ended_on: date, actor: User | None, word: str = "", reason: str = "", version: int | None = None
) -> TrendWord:
    """Accept the word that the figures until a day propose, or set another and say why. One set before is replaced.

    `version` is that of the word which the writer saw, 0 where none was set. Raises ValidationError "stale", and by field:
    another word without a reason, a word that is not on the list.
    """
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    row = TrendWord.objects.select_for_update(of=("self",)).filter(measure=held, ended_on=ended_on).first()
    if version is not None:
        (row or TrendWord(version=0)).still_at(version)
    trend = analysis_until(held, ended_on).trend
    chosen = word or trend.proposed
    _refuse(chosen, trend.proposed, reason)
    if row is None:
        row = TrendWord(measure=held, ended_on=ended_on)
    else:
        row.bump()
    row.proposed, row.rule, row.word = trend.proposed, trend.rule, chosen
    row.reason = " ".join(reason.split()) if row.is_overridden else ""
    row.set_at, row.set_by = clock.now(), actor
    row.full_clean()
    row.save()
    keep_standings([held])
    act = "trend_overridden" if row.is_overridden else "trend_accepted"
    detail = {"ended_on": ended_on.isoformat(), "proposed": row.proposed, "word": row.word}
    record(actor=actor, action=f"performance.{act}", target=held, area=held.area, detail=detail)
    return row


def _refuse(word: str, proposed: str, reason: str) -> None:
    if word not in TrendChoice.values:
        raise ValidationError({"word": _("Choose a trend word")})
    if word != proposed and not reason.strip():
        raise ValidationError({"reason": _("Say why you set another word than the figures give")})


@transaction.atomic
def clear_trend(*, measure: Measure, ended_on: date, actor: User | None, version: int | None = None) -> None:
    """Take a word back, so that the one which the figures propose stands again. Raises ValidationError "stale", "unset"."""
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    row = TrendWord.objects.select_for_update(of=("self",)).filter(measure=held, ended_on=ended_on).first()
    if row is None:
        raise ValidationError(_("No trend word was set for this quarter"), code="unset")
    if version is not None:
        row.still_at(version)
    detail = {"ended_on": ended_on.isoformat(), "word": row.word}
    row.delete()
    keep_standings([held])
    record(actor=actor, action="performance.trend_cleared", target=held, area=held.area, detail=detail)
