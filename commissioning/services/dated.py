"""What of commissioning has a date to come, as one person may read it: ends, extensions to be decided, money to be spent, returns
due, and stages expected. A fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from commissioning.choices import RUNNING, ExerciseStatus, ExtensionStatus, NeedStatus, Precision, StageKind
from commissioning.models import Award, Exercise, Extension, Fund, MonitoringReturn, Need, Stage
from commissioning.permissions import Reader
from commissioning.rules.returns import WAITED_FOR
from commissioning.rules.stages import date_words, expected, in_order, next_stage
from interface import clock
from panels.models import PoliceArea

Between = tuple[date, date]
ENDS, EXTENSIONS, SPEND_BY, RETURNS, STAGES = "ends", "extensions", "spend-by", "returns", "stages"


@dataclass(frozen=True)
class Dated:
    """One line of the calendar. `key` names it for good; `day` is the first of its period where only that is known."""

    key: str
    kind: str
    day: date
    when: str
    what: str
    about: str
    address: str
    precision: str
    is_private: bool
    stamped: datetime
    sequence: int


def dated(area: PoliceArea, user: Reader, *, first: date, last: date) -> list[Dated]:
    """Everything between two days, both counted, in order."""
    found = [one for source in SOURCES for one in source(area, user, (first, last)) if first <= one.day <= last]
    return sorted(found, key=lambda one: (one.day, one.kind, one.key))


def _awards(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    """Last days, and days by which an award is to be spent where they are others."""
    rows = Award.objects.wholly_read(user).filter(area=area, status__in=RUNNING)
    rows = rows.filter(Q(ended_on__range=between) | Q(spend_by__range=between))
    for one in rows.select_related("area"):
        if one.ended_on:
            words = _("Grant ends") if one.is_grant else _("Contract ends")
            yield _line(f"end-{one.reference}", ENDS, one.ended_on, words, one, one.title)
        if one.spend_by and one.spend_by != one.ended_on:
            yield _line(f"spend-{one.reference}", SPEND_BY, one.spend_by, _("To be spent"), one, one.title)


def _extensions(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    rows = Extension.objects.visible_to(user).kept().filter(award__area=area, award__status__in=RUNNING)
    rows = rows.filter(status=ExtensionStatus.OPEN, decide_by__range=between).select_related("award__area")
    for one in rows:
        key = f"extension-{one.award.reference}-{one.number}"
        yield _line(key, EXTENSIONS, one.decide_by, _("Extension to be decided"), one.award, one.award.title)


def _funds(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    rows = Fund.objects.visible_to(user).filter(area=area, spend_by__range=between).select_related("area")
    for one in rows:
        yield _line(f"fund-{one.slug}", SPEND_BY, one.spend_by, _("Fund to be spent"), one, one.title)


def _returns(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    """Returns that are waited for: none of them is public."""
    rows = MonitoringReturn.objects.visible_to(user).filter(award__area=area, status__in=WAITED_FOR)
    for one in rows.filter(due_on__range=between).select_related("award__area"):
        key = f"return-{one.award.reference}-{one.number}"
        yield _line(key, RETURNS, one.due_on, _("Monitoring return due"), one, one.award.title)


def _closings(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    """The last days for bids and applications, where no stage says the same."""
    rows = Exercise.objects.visible_to(user).filter(area=area, status=ExerciseStatus.IN_HAND, closes_on__range=between)
    staged = Stage.objects.kept().filter(kind=StageKind.CLOSED).values("exercise")
    for one in rows.exclude(pk__in=staged).select_related("area"):
        yield _line(f"closes-{one.reference}", STAGES, one.closes_on, _("Last day to apply or bid"), one, one.title)


def _needs(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    rows = Need.objects.visible_to(user).filter(area=area, planned_on__range=between).exclude(status=NeedStatus.COMPLETE)
    for one in rows.select_related("area"):
        words = _("Needs assessment due")
        yield _line(f"need-{one.slug}", STAGES, one.planned_on, words, one, one.title, precision=one.planned_as)


def _stages(area: PoliceArea, user: Reader, between: Between) -> Iterator[Dated]:
    """The stages that are expected, of what is in hand; those that were passed over are waited for no more."""
    exercises = Exercise.objects.visible_to(user).filter(area=area, status=ExerciseStatus.IN_HAND).select_related("area")
    by_exercise: dict[int, list[Stage]] = {one.pk: [] for one in exercises}
    for stage in Stage.objects.kept().filter(exercise__in=list(by_exercise)).order_by("exercise", "number"):
        by_exercise[stage.exercise_id].append(stage)
    for exercise in exercises:
        standing = in_order(by_exercise[exercise.pk])
        comes = next_stage(standing)
        for stage in standing[standing.index(comes) :] if comes else ():
            day, precision = expected(stage)
            if day and stage.actual_on is None:
                key = f"stage-{exercise.reference}-{stage.number}"
                words = _("Stage: %(stage)s") % {"stage": stage.get_kind_display()}
                yield _line(key, STAGES, day, words, exercise, exercise.title, precision=precision)


SOURCES = (_awards, _extensions, _funds, _returns, _closings, _needs, _stages)


def _line(
    key: str, kind: str, day: Any, what: str, row: Any, about: str, *, precision: str = Precision.DAY
) -> Dated:  # fmt: skip
    """A line about a row; private unless everybody may read that."""
    hidden = row.published_at is None or getattr(row, "is_private", False)
    stamped = getattr(row, "changed_at", None) or row.published_at or getattr(row, "created_at", None) or clock.now()
    return Dated(
        key, kind, day, date_words(day, precision), what, about, row.get_absolute_url(), precision, hidden, stamped, row.version
    )  # fmt: skip
