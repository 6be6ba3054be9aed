"""Which word the figures propose for a trend, by which rule. A word says where figures go, never whether that is good.

Only a signal of the XmR chart (`rules.spc`) in the last twelve complete periods moves the word from “stable”, and only where the
average of the latest periods goes the same way as the signal. Less than a tenth of change is moderate.
"""

from collections.abc import Sequence

from performance.choices import TrendChoice
from performance.rules.analysis import Limits, Point, Signal
from performance.rules.spc import FEWEST, IN_A_ROW, OUTSIDE

LATEST = 12  # complete periods in which a signal counts
MODERATE_UNDER = 0.1  # of the average before: the portal's own threshold
NONE, FEW, AGAINST = "none", "few", "against"
TOO_FEW = (TrendChoice.UNKNOWN.value, FEW)
RULES = (NONE, FEW, AGAINST, OUTSIDE, IN_A_ROW)
WORDS = {
    (True, False): TrendChoice.INCREASING, (True, True): TrendChoice.MODERATE_INCREASE,
    (False, False): TrendChoice.REDUCING, (False, True): TrendChoice.MODERATE_REDUCTION,
}  # fmt: skip


def proposed(stretch: Sequence[Point], limits: Limits | None, signals: Sequence[Signal]) -> tuple[str, str]:
    """The word and the rule that gave it, of the last stretch of complete periods without a break and the signals in it."""
    if limits is None or len(stretch) < FEWEST:
        return TOO_FEW
    since = stretch[-LATEST:][0].ended_on
    latest = [one for one in signals if since <= one.ended_on <= stretch[-1].ended_on]
    if not latest:
        return TrendChoice.STABLE.value, NONE
    before, now = averages(stretch)
    agreeing = [one for one in latest if now != before and one.is_up == (now > before)]
    if not agreeing:
        return TrendChoice.STABLE.value, AGAINST
    return WORDS[now > before, is_moderate(before, now)].value, agreeing[-1].rule


def averages(stretch: Sequence[Point]) -> tuple[float, float]:
    """The average of the periods before, and of the last twelve, or of the last half where there are fewer than 24."""
    values = [point.value or 0 for point in stretch]
    latest = min(LATEST, len(values) // 2)
    return _mean(values[:-latest]), _mean(values[-latest:])


def is_moderate(before: float, now: float) -> bool:
    """Whether a change is small beside what was before. From nothing to something is never small."""
    return before != 0 and abs(now - before) < MODERATE_UNDER * abs(before)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
