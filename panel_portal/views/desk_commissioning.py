"""The part of a desk about commissioning: what is late or slips, what waits for a decision, what can be published."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.dateformat import format as in_words

from commissioning.choices import AwardStatus, ExerciseKind, ExerciseStatus, ExtensionStatus, ReturnStatus, UploadStatus
from commissioning.models import Award, Exercise, Extension, MonitoringReturn, Payment, Upload
from commissioning.rules.stages import slip_words
from commissioning.services.board import slipping, standings
from panels.models import PoliceArea
from panels.permissions import areas_commissioning

MOST_SHOWN = 6
AHEAD = timedelta(weeks=6)


def commissioning_desk(user: Any, area: PoliceArea, today: date) -> dict[str, Any]:
    """For who commissions in the Commissioner's office; empty for everybody else."""
    if area.pk not in areas_commissioning(user):
        return {}
    exercises = Exercise.objects.visible_to(user).filter(area=area, status=ExerciseStatus.IN_HAND)
    returns = MonitoringReturn.objects.visible_to(user).filter(award__area=area).select_related("award__area", "award__provider")
    awards = Award.objects.visible_to(user).filter(area=area).select_related("area", "decision")
    uploads = Upload.objects.visible_to(user).filter(area=area, status=UploadStatus.READ)
    found = slipping(standings(exercises, user=user, today=today))
    return {
        "commissions": True,
        "late_returns": list(_late(returns, today)[:MOST_SHOWN]),
        "returns_to_read": list(returns.filter(status=ReturnStatus.RECEIVED).order_by("received_on", "pk")[:MOST_SHOWN]),
        "slips": [(one.exercise, slip_words(one.slip)) for one in found[:MOST_SHOWN]],
        "options": list(_options(user, area, today)[:MOST_SHOWN]),
        "rounds": list(_to_decide(exercises, today)[:MOST_SHOWN]),
        "award_drafts": list(awards.filter(status=AwardStatus.DRAFT).order_by("created_at", "pk")[:MOST_SHOWN]),
        "awards_to_publish": list(awards.made().filter(published_at__isnull=True).order_by("awarded_on", "pk")[:MOST_SHOWN]),
        "months_to_publish": _months(user, area, today),
        "commissioning_uploads": list(uploads.select_related("area")[:MOST_SHOWN]),
    }


def _late(returns: Any, today: date) -> Any:
    waiting = returns.filter(status__in=[ReturnStatus.EXPECTED, ReturnStatus.QUERIED], due_on__lt=today)
    return waiting.order_by("due_on", "pk")


def _options(user: Any, area: PoliceArea, today: date) -> Any:
    """Options to extend that must be decided soon, or should have been."""
    rows = Extension.objects.visible_to(user).kept().filter(award__area=area, status=ExtensionStatus.OPEN)
    return rows.filter(decide_by__lte=today + AHEAD).select_related("award__area").order_by("decide_by", "pk")


def _to_decide(exercises: Any, today: date) -> Any:
    """Grant rounds that are closed and not decided."""
    rounds = exercises.filter(kind=ExerciseKind.GRANT_ROUND, closes_on__lt=today, decided_on__isnull=True)
    return rounds.select_related("area").order_by("closes_on", "pk")


def _months(user: Any, area: PoliceArea, today: date) -> list[str]:
    """Months that are over and whose payments are not all public, newest first."""
    rows = Payment.objects.visible_to(user).filter(Q(published_at__isnull=True), area=area, paid_on__lt=today.replace(day=1))
    return [in_words(day, "F Y") for day in rows.dates("paid_on", "month", order="DESC")[:MOST_SHOWN]]
