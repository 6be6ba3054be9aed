"""What a reader may know of the returns of an award: the returns, the table of readings, and what charts draw."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from commissioning.models import Award, Indicator, MonitoringReturn, Reading
from commissioning.rules.return_tables import ReadingTable, Values, chart_of, reading_table


@dataclass(frozen=True)
class Returns:
    """Returns of an award in order of time, its indicators, and the readings by the keys of both."""

    award: Award
    returns: list[MonitoringReturn]
    indicators: list[Indicator]
    values: Values

    @cached_property
    def table(self) -> ReadingTable:
        """Indicators by period, the last periods."""
        return reading_table(self.indicators, self.returns, self.values)

    @cached_property
    def charts(self) -> list[tuple[str, dict[str, Any]]]:
        """The chart of each indicator that has two readings, with a key for its drawing."""
        found = ((one, chart_of(one, self.returns, self.values)) for one in self.indicators)
        return [(f"indicator-{one.number}", spec) for one, spec in found if spec]


def returns_of(award: Award, user: Any) -> Returns:
    """As far as `user` may read: three queries, whatever there is. Nothing of an award that they do not read in whole."""
    returns = MonitoringReturn.objects.visible_to(user).filter(award=award).order_by("ended_on", "number")
    indicators = list(Indicator.objects.visible_to(user).kept().filter(award=award).order_by("position", "number"))
    rows = list(returns)
    for one in rows:
        one.award = award
    readings = Reading.objects.filter(monitoring_return__in=rows, indicator__in=indicators)
    values = {(one.monitoring_return_id, one.indicator_id): one.value for one in readings}
    return Returns(award, rows, indicators, values)
