"""What a measure's figures come to: its periods, limits, trend, place in its group, as plain values that pages and charts read.

`services.standing` makes an `Analysis` from the rows of the database and keeps it as JSON; nothing else works figures out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Point:
    """One period, both days included.

    `value` is the figure itself (of a SHARE or RATIO: of this period alone). `rolling` is what the 12 months that end with it
    come to: the total of a COUNT that nothing divides, else its rate, and the share or ratio of the sums; None where a month is
    missing or partial, and for a LEVEL. `total` is the 12 months' count itself. `group` is the average of the group's `rolling`.
    """

    started_on: date
    ended_on: date
    value: float | None
    rolling: float | None = None
    total: float | None = None
    group: float | None = None
    state: str = "final"
    is_partial: bool = False


@dataclass(frozen=True)
class Limits:
    """Natural process limits of a stretch of periods without a break: from the first day to the last, both included."""

    started_on: date
    ended_on: date
    average: float
    lower: float
    upper: float
    count: int  # periods


@dataclass(frozen=True)
class Signal:
    """Something in the figures that chance hardly gives: `rule` is a key of `rules.trends`, the days those of its last period."""

    rule: str
    started_on: date
    ended_on: date
    is_up: bool


@dataclass(frozen=True)
class Trend:
    """The word that the rules propose for the last complete period, and the one in force, which an analyst may have set."""

    proposed: str = "unknown"  # a value of TrendChoice
    rule: str = ""  # which rule gave it, a key of `rules.trends`
    word: str = "unknown"
    reason: str = ""
    is_accepted: bool = False  # an analyst has looked at it for this period

    @property
    def is_overridden(self) -> bool:
        return self.word != self.proposed


@dataclass(frozen=True)
class Place:
    """Where the force stands in its most similar group at the end of the last complete period.

    `rank` counts from the end of the list that the measure names; `position` is a value of Position. `is_reckoned` when the
    figures of the whole group are held; then `stated` is what a source said, where it said something else.
    """

    rank: int | None = None
    size: int | None = None
    position: str = "unknown"
    own: float | None = None
    average: float | None = None
    is_reckoned: bool = False
    words: str = ""  # a comparison in words alone
    source: str = ""
    stated: str = ""  # “4 of 8, below”, where a source says other than the figures


@dataclass(frozen=True)
class Break:
    on: date
    kind: str
    title: str
    splits: bool = True


@dataclass(frozen=True)
class Analysis:
    """A measure as one audience reads it. Without figures `points` is empty and everything else says “not known”."""

    points: tuple[Point, ...] = ()
    limits: tuple[Limits, ...] = ()
    signals: tuple[Signal, ...] = ()
    breaks: tuple[Break, ...] = ()
    targets: tuple[tuple[date, float], ...] = ()
    trend: Trend = field(default_factory=Trend)
    place: Place = field(default_factory=Place)
    is_illustrative: bool = False

    @property
    def complete(self) -> tuple[Point, ...]:
        """The periods that were over when they were counted."""
        return tuple(point for point in self.points if not point.is_partial)

    @property
    def last(self) -> Point | None:
        """The last complete period."""
        return self.complete[-1] if self.complete else None

    @property
    def partial(self) -> Point | None:
        """The last period where it was not over: shown, compared with nothing."""
        return self.points[-1] if self.points and self.points[-1].is_partial else None

    @property
    def before(self) -> Point | None:
        """The complete period that ended a year before the last one."""
        last = self.last
        if last is None:
            return None
        ends = (last.ended_on.year - 1, last.ended_on.month)
        return next((one for one in reversed(self.complete) if (one.ended_on.year, one.ended_on.month) == ends), None)

    def lately(self, periods: int = 36) -> "Analysis":
        """Only the last periods, with the limits, signals and breaks that fall in them: what a page of many measures draws."""
        points = self.points[-periods:]
        if len(points) == len(self.points):
            return self
        first = points[0].started_on
        limits = (replace(one, started_on=max(one.started_on, first)) for one in self.limits if one.ended_on >= first)
        return replace(
            self, points=points, limits=tuple(limits),
            signals=tuple(one for one in self.signals if one.ended_on >= first),
            breaks=tuple(one for one in self.breaks if one.on >= first),
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """Plain values, days as 2021-12-31."""
        return {
            "points": [_plain(one) for one in self.points], "limits": [_plain(one) for one in self.limits],
            "signals": [_plain(one) for one in self.signals], "breaks": [_plain(one) for one in self.breaks],
            "targets": [[on.isoformat(), value] for on, value in self.targets],
            "trend": _plain(self.trend), "place": _plain(self.place), "is_illustrative": self.is_illustrative,
        }  # fmt: skip

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "Analysis":
        """What `as_json` gave, whole again. An empty mapping is an analysis of nothing."""
        if not data:
            return cls()
        return cls(
            points=tuple(Point(**_days(one)) for one in data["points"]),
            limits=tuple(Limits(**_days(one)) for one in data["limits"]),
            signals=tuple(Signal(**_days(one)) for one in data["signals"]),
            breaks=tuple(Break(**_days(one)) for one in data["breaks"]),
            targets=tuple((date.fromisoformat(on), value) for on, value in data["targets"]),
            trend=Trend(**data["trend"]), place=Place(**data["place"]), is_illustrative=data["is_illustrative"],
        )  # fmt: skip


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a row; `dataclasses.asdict` copies each of them deeply, which takes longer than working them out."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(row).items()}


def _days(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **{name: date.fromisoformat(row[name]) for name in ("on", "started_on", "ended_on") if name in row}}
