"""Calls for expressions of interest with the answers that are stated, by kind of applicant, and what was invested since."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from commissioning.choices import ExerciseKind
from commissioning.models import Application, Award, Exercise, StatedLine, StatedTotal
from commissioning.rules.totals import Check, add_up, vat_words
from commissioning.services.totals import checks_of
from panels.models import PoliceArea


@dataclass(frozen=True)
class Answers:
    """A total of answers as it is stated, its lines by kind of applicant, and whether they add up to it."""

    total: StatedTotal
    lines: list[StatedLine]
    check: Check | None


@dataclass(frozen=True)
class Call:
    """A call with what a person may read of its answers, and the awards that followed. `received` is the office's own count by
    kind of applicant, from the answers themselves."""

    exercise: Exercise
    answers: list[Answers] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    received: list[tuple[str, int]] = field(default_factory=list)

    @property
    def invested(self) -> Decimal:
        return add_up([one.amount for one in self.awards])

    @property
    def vat(self) -> str:
        return vat_words([one.vat for one in self.awards])

    @property
    def received_count(self) -> int:
        return sum(count for _kind, count in self.received)


def calls_of(area: PoliceArea, user: Any) -> list[Call]:
    """The calls that a person may see, the newest first: the counts are those of published totals, never of the answers, which
    are the office's. A fixed number of queries."""
    seen = Exercise.objects.visible_to(user).filter(area=area, kind=ExerciseKind.EXPRESSIONS)
    rows = list(seen.select_related("area", "fund__area", "priority").order_by("-created_at", "reference"))
    keys = [one.pk for one in rows]
    answers, received = _answers(keys, user), _received(keys, user)
    awards = _awards(rows, user)
    return [
        Call(one, answers.get(one.pk, []), [award for award in awards if _follows(award, one)], received.get(one.pk, []))
        for one in rows
    ]


def _answers(exercises: list[int], user: Any) -> dict[int, list[Answers]]:
    totals = list(StatedTotal.objects.visible_to(user).kept().filter(exercise__in=exercises).order_by("number"))
    checks, lines, found = checks_of(totals, user), defaultdict(list), defaultdict(list)
    for line in StatedLine.objects.visible_to(user).kept().filter(total__in=totals).order_by("total", "number"):
        lines[line.total_id].append(line)
    for one in totals:
        if one.exercise_id:
            found[one.exercise_id].append(Answers(one, lines[one.pk], checks[one.pk]))
    return dict(found)


def _received(exercises: list[int], user: Any) -> dict[int, list[tuple[str, int]]]:
    """How many answers of each kind came in: rows that only the office sees, so that others get none."""
    rows = Application.objects.visible_to(user).kept().filter(exercise__in=exercises)
    found = defaultdict(list)
    counted = rows.order_by("exercise", "applicant_kind").values("exercise", "applicant_kind").annotate(count=Count("pk"))
    for one in counted:
        found[one["exercise"]].append((one["applicant_kind"], one["count"]))
    return dict(found)


def _awards(rows: list[Exercise], user: Any) -> list[Award]:
    funds = [one.fund_id for one in rows if one.fund_id]
    seen = Award.objects.wholly_read(user).made().filter(Q(exercise__in=[one.pk for one in rows]) | Q(fund__in=funds))
    return list(seen.select_related("area", "provider").order_by("-awarded_on", "reference"))


def _follows(award: Award, exercise: Exercise) -> bool:
    return award.exercise_id == exercise.pk or (exercise.fund_id is not None and award.fund_id == exercise.fund_id)
