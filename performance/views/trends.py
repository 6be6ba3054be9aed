"""What an analyst settles of a measure's figures: the trend at the end of a period, and a single figure put right."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from interface.templatetags.dates import long_date
from meetings.views.programme import sent
from performance.choices import FigureState
from performance.forms.measures import ReviseForm, TrendForm, plain
from performance.models import Measure, Observation, TrendWord
from performance.rules.analysis import Point
from performance.rules.words import figure_words, period_words, rule_words, trend_words
from performance.services import trends as services
from performance.services.figures_by_hand import revise_figure
from performance.services.standing import analysis_until
from performance.views.measure_keeping import around, keep_url, own
from performance.views.measure_rows import as_day
from performance.views.office import form_page


def trend_day(measure: Measure) -> date | None:
    """The end of the last complete period; None without one."""
    last = Observation.objects.filter(series__measure=measure, series__force__area=measure.area, is_partial=False)
    return last.order_by("-ended_on").values_list("ended_on", flat=True).first()


def word_in_force(request: Any, measure: Measure, ended_on: date) -> TrendWord | None:
    """What an analyst has settled for that period or a later day, as for the end of its quarter."""
    return measure.trend_words.visible_to(request.user).filter(ended_on__gte=ended_on).order_by("-ended_on").first()


@login_required
def trend_set(request: Any, area: str, slug: str) -> HttpResponse:
    """Accept the trend that the figures give, or set another word with a reason."""
    measure = own(request, slug)
    last = trend_day(measure)
    if last is None:
        raise Http404
    row = word_in_force(request, measure, last)
    ended_on = row.ended_on if row else last
    analysis = analysis_until(measure, ended_on)
    proposed = analysis.trend.proposed
    initial = {"word": row.word if row else proposed, "reason": row.reason if row else "", "version": row.version if row else 0}
    form = TrendForm(sent(request), initial=initial)

    def work() -> str:
        services.accept_trend(measure=measure, ended_on=ended_on, actor=request.user, **form.facts())
        return keep_url(measure)

    gives = {"word": trend_words(proposed), "day": long_date(ended_on)}
    words = [_("The figures until %(day)s give: %(word)s.") % gives, *rule_words(analysis)]
    return form_page(
        request, form, work, title=_("Accept the trend or set another word"), button=_("Save the trend"), done=_("Trend saved"),
        words=words, **around(request, measure),
    )  # fmt: skip


@login_required
def trend_clear(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a settled word back."""
    measure = own(request, slug)
    last = trend_day(measure)
    row = word_in_force(request, measure, last) if last else None
    if row is None:
        raise Http404
    form = ActForm(sent(request), row=row)

    def work() -> str:
        version = form.cleaned_data["version"]
        services.clear_trend(measure=measure, ended_on=row.ended_on, actor=request.user, version=version)
        return keep_url(measure)

    said = {"word": row.get_word_display(), "day": long_date(row.ended_on)}
    words = [
        _("You settled on “%(word)s” at the end of %(day)s.") % said,
        _("The word that the figures give stands then. Published reports keep what they said."),
    ]
    return form_page(
        request, form, work, title=_("Take the trend word back"), button=_("Take word back"), done=_("Trend word taken back"),
        words=words, **around(request, measure),
    )  # fmt: skip


# A figure ---------------------------------------------------------------------------------------------------------------


@login_required
def figure_update(request: Any, area: str, slug: str, force: str, day: str) -> HttpResponse:
    """Put one figure right: that of a force, of the period that begins on a day."""
    measure = own(request, slug)
    seen = Observation.objects.visible_to(request.user).select_related("series__force", "series__measure__area")
    row = get_object_or_404(seen, series__measure=measure, series__force__slug=force, started_on=as_day(day))
    form = ReviseForm(sent(request), observation=row)

    def work() -> str:
        revise_figure(observation=row, actor=request.user, **form.facts())
        return f"{keep_url(measure)}#figures"

    return form_page(
        request, form, work, title=_("Revise a figure"), button=_("Save the figure"), done=_("Figure revised"),
        words=_figure_lines(measure, row), **around(request, measure),
    )  # fmt: skip


def _figure_lines(measure: Measure, row: Observation) -> list[str]:
    period = period_words(Point(row.started_on, row.ended_on, None, is_partial=row.is_partial))
    value = plain(row.value) if measure.basis in ("share", "ratio") else figure_words(measure, float(row.value))
    now = {"figure": value, "state": FigureState(row.state).label.lower()}
    return [
        f"{row.series.force.name}, {period}",
        _("Now: %(figure)s, %(state)s.") % now,
        _("What it was is kept, with who replaced it, when and why."),
    ]
