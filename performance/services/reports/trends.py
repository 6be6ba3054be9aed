"""The trends of a report's measures accepted at once, as the figures propose them."""

from django.db import transaction

from accounts.models import User
from performance.models import Objective, QuarterlyReport
from performance.services.reports.keeping import lock_report
from performance.services.reports.readiness import data_missing
from performance.services.reports.reading import hold_measures, measures_of
from performance.services.standing import analyses_until
from performance.services.trends import accept_trend


@transaction.atomic
def accept_proposed(*, report: QuarterlyReport, actor: User | None, objective: Objective | None = None) -> int:
    """Accept each trend that the figures propose and that nobody has accepted for the quarter, of one objective or of all; gives
    how many. A measure whose figures do not reach the quarter's end is left. Raises ValidationError "published"."""
    held = lock_report(report)
    rows = [one for one in measures_of(held) if objective is None or one.objective_id == objective.pk]
    hold_measures(rows)  # a word that somebody sets beside us is seen, or waits
    analyses = analyses_until(rows, held.ended_on)
    waiting = [
        one for one in rows
        if not analyses[one.pk].trend.is_accepted and not data_missing(held, one, analyses[one.pk])
    ]  # fmt: skip
    for one in sorted(waiting, key=lambda measure: measure.pk):
        accept_trend(measure=one, ended_on=held.ended_on, actor=actor)
    return len(waiting)
