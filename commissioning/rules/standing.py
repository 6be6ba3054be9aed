"""Where an exercise stands among its stages, as one person may be told of it, as at a day."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.choices import ExerciseStatus
from commissioning.rules.stages import ORDER, current, expected, in_order, next_stage, slip

UNKNOWN = "unknown"  # the place of what is over and of which no stage is known to be reached


@dataclass(frozen=True)
class Value:
    """What an exercise is worth, as far as a person may be told: estimated, or what was awarded in it."""

    amount: Decimal
    vat: str
    is_estimate: bool


@dataclass(frozen=True)
class Standing:
    """An exercise with the stage that it reached, the one that comes next and when, and by how many days that one slips."""

    exercise: Any
    stages: Sequence[Any]
    current: Any | None
    next: Any | None
    slip: int | None
    value: Value | None

    @property
    def place(self) -> str:
        """The kind of stage under which it stands; empty before the first, and `UNKNOWN` for what is over without any."""
        if self.current:
            return str(self.current.kind)
        return "" if self.exercise.status == ExerciseStatus.IN_HAND else UNKNOWN

    @property
    def order(self) -> int:
        """Its place by stages; before the first of them 0."""
        return 1 + ORDER[self.place] if self.current else 0

    @property
    def next_on(self) -> date | None:
        return expected(self.next)[0] if self.next else None

    @property
    def slips(self) -> bool:
        return bool(self.slip and self.slip > 0)

    @property
    def amount(self) -> Decimal | None:
        return self.value.amount if self.value else None


def standing_of(exercise: Any, stages: Iterable[Any], value: Value | None, on: date) -> Standing:
    """How an exercise stood on a day. Of one that is over nothing comes next."""
    known = in_order([_as_at(one, on) for one in stages])
    comes = next_stage(known) if exercise.status == ExerciseStatus.IN_HAND else None
    return Standing(exercise, known, current(known), comes, slip(comes, on) if comes else None, value)


def _as_at(stage: Any, on: date) -> Any:
    """A stage as it stood on a day: one that was reached later was not reached."""
    if stage.actual_on is None or stage.actual_on <= on:
        return stage
    before = copy.copy(stage)
    before.actual_on = None
    return before
