"""Natural process limits and signals of a series, as the XmR chart (individuals and moving range) has them.

The average of the figures is the centre line; the limits lie three standard deviations from it, the deviation being the average
moving range divided by d2 = 1.128, what the range of two values comes to on average: 3 / 1.128 = 2.66.

Sources: D. J. Wheeler, Understanding Variation: the key to managing chaos (the XmR chart and 2.66); NIST/SEMATECH e-Handbook of
Statistical Methods, 6.3.2.2 Individuals Control Charts (d2 and a worked example); Western Electric, Statistical Quality Control
Handbook (1956) for eight in a row on one side.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

from performance.choices import Basis, Unit
from performance.rules.analysis import Break, Limits, Point, Signal

D2 = 1.128  # of two values: the average of their range in standard deviations
FACTOR = 3 / D2  # 2.66, as the books round it
RUN = 8  # in a row on one side of the average
FEWEST = 8  # complete periods without a break; fewer give no limits: not one run of eight could be told in them
LONGEST = 36  # complete periods: older ones say little of what to expect now, and would make an old change news for ever
OUTSIDE, IN_A_ROW = "outside", "run"
SLACK = 1e-9  # of the figure: a figure that lies on a limit or on the average is not beyond it because of a rounding
DAY = timedelta(days=1)


def stretches(points: Iterable[Point], breaks: Iterable[Break]) -> list[list[Point]]:
    """The complete periods that have a figure, cut at breaks that split; of each stretch the last 36. The period in which a break
    falls begins the next."""
    days = sorted(one.on for one in breaks if one.splits)
    found: list[list[Point]] = [[] for _ in range(len(days) + 1)]
    for point in points:
        if point.value is not None and not point.is_partial:
            found[sum(day <= point.ended_on for day in days)].append(point)
    return [stretch[-LONGEST:] for stretch in found if stretch]


def floor_of(basis: str, unit: str) -> float | None:
    """The least that a figure can be: nothing counted is 0. A level such as a balance may lie below it."""
    return None if basis == Basis.LEVEL and unit in (Unit.NUMBER, Unit.POUNDS) else 0.0


def limits_of(stretch: Sequence[Point], floor: float | None = None) -> Limits | None:
    """Centre line and limits of a stretch; None for fewer periods than FEWEST, or where no two follow one another.

    A change over a gap is not a change from one period to the next and is left out of the moving ranges.
    """
    values = [point.value for point in stretch if point.value is not None]
    ranges = [abs((one.value or 0) - (two.value or 0)) for one, two in pairwise(stretch) if one.ended_on + DAY == two.started_on]
    if len(values) < FEWEST or not ranges:
        return None
    average, width = mean(values), FACTOR * mean(ranges)
    lower = average - width if floor is None else max(average - width, floor)
    return Limits(stretch[0].started_on, stretch[-1].ended_on, average, lower, average + width, len(values))


def signals_of(stretch: Sequence[Point], limits: Limits) -> list[Signal]:
    """Each period outside the limits, and each run of eight or more on one side of the average, by its last period."""
    outside = [
        Signal(OUTSIDE, point.started_on, point.ended_on, is_up)
        for point in stretch
        if (is_up := beyond(point.value or 0, limits.lower, limits.upper)) is not None
    ]
    return sorted([*outside, *(_told(run) for run in runs_of(stretch, limits.average) if len(run) >= RUN)], key=_order)


def beyond(value: float, lower: float, upper: float) -> bool | None:
    """True above the upper value, False below the lower one, None between them."""
    slack = SLACK * max(abs(value), abs(lower), abs(upper))
    if value > upper + slack:
        return True
    return False if value < lower - slack else None


def runs_of(stretch: Sequence[Point], average: float) -> list[list[tuple[Point, bool]]]:
    """Periods in a row on one side of the average, with the side. One on the average itself ends a run."""
    runs: list[list[tuple[Point, bool]]] = []
    last: bool | None = None
    for point in stretch:
        side = beyond(point.value or 0, average, average)
        if side is None:
            last = None
            continue
        if side is not last:
            runs.append([])
        runs[-1].append((point, side))
        last = side
    return runs


def _told(run: Sequence[tuple[Point, bool]]) -> Signal:
    point, is_up = run[-1]
    return Signal(IN_A_ROW, point.started_on, point.ended_on, is_up)


def _order(signal: Signal) -> tuple[date, str]:
    return signal.ended_on, signal.rule
