"""An objective in a quarterly report: what its figures give, kept apart from what the office writes, and its trends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from documents.papers import text_html
from meetings.views.programme import sent
from performance.forms.quarterly import PartCreateForm, PartForm, TrendForm
from performance.models import Objective, QuarterlyReport, ReportPart, TrendWord
from performance.papers.report import Counted, due_words, measures_lines, state_words
from performance.rules import words
from performance.services import reports as services
from performance.services.reports.readiness import data_missing, readiness
from performance.services.reports.trends import accept_proposed
from performance.services.trends import accept_trend
from performance.views.office import crumbs, form_page
from performance.views.quarterly import back_to_writing, own_report, report_url, stays, steps

DIRECTIONS = ("up", "down")
LEVEL = 3  # of the headings of what the figures give, under the page's own


# What its pages share --------------------------------------------------------------------------------------------------------


def own_part(request: Any, slug: str, objective: str) -> ReportPart:
    """A part of a report of the reader's own office."""
    report = own_report(request, slug)
    rows = ReportPart.objects.visible_to(request.user).select_related(
        "objective", "report__area", "report__body", "report__meeting"
    )
    return get_object_or_404(rows, report=report, objective__slug=objective)


def part_url(part: ReportPart, name: str = "part-detail", *more: Any) -> str:
    """The address of a page of a part."""
    return report_url(part.report, name, part.objective.slug, *more)


def part_steps(request: Any, part: ReportPart) -> list[tuple[str, str]]:
    """The way to a page below a part."""
    return [*steps(request, part.report, edits=True), (part_url(part), part.objective.title)]


def part_form(
    request: Any, part: ReportPart, form: Any, work: Callable[[], Any], *, title: str, button: str, done: str, anchor: str = "",
    words: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form about a part, that leads back to it."""
    if back := stays(request, part.report):
        return back

    def led() -> str:
        work()
        return f"{part_url(part)}{anchor}"

    return form_page(
        request, form, led, title=title, button=button, done=done, caption=part.objective.title, words=words,
        back=(part_url(part), _("Back to the objective")), steps=part_steps(request, part),
    )  # fmt: skip


def act(request: Any, part: ReportPart, work: Callable[[], Any], *, done: str = "", anchor: str = "") -> HttpResponse:
    """Do something in a part and go back to it, with what was refused on top."""
    try:
        work()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if done:
            messages.success(request, done)
    return redirect(part.report if part.report.is_out else f"{part_url(part)}{anchor}")


def direction_of(request: Any) -> str:
    """Where a row is to be moved, as it was posted."""
    direction = request.POST.get("direction", "")
    if direction not in DIRECTIONS:
        raise Http404
    return str(direction)


# The page of an objective ----------------------------------------------------------------------------------------------------


@login_required
def part_detail(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """What is missing of an objective, what its figures give, and what the office says of it."""
    part = own_part(request, slug, objective)
    if back := stays(request, part.report):
        return back
    (ready,) = readiness(part.report, request.user, part)
    charts: dict[str, Any] = {}
    figures = "\n\n".join(measures_lines(part.report, ready.told, charts)[1:])
    comments = list(part.comments.order_by("position", "number"))
    context = {
        "report": part.report, "part": part, "ready": ready,
        "about": text_html(part.text or part.objective.about, {}, first_level=LEVEL),
        "trends": [_trend(part.report, one) for one in ready.told.measures],
        "waiting": sum(1 for one in ready.told.measures if not one.analysis.trend.is_accepted),
        "figures": text_html(figures, charts, first_level=LEVEL - 1),  # no heading of its own, so charts stand a level below
        "comments": [(row, text_html(row.text, {}, first_level=LEVEL)) for row in comments if row.removed_at is None],
        "comments_out": [row for row in comments if row.removed_at is not None],
        "promised": [
            (one.action, one.standing, due_words(one.action), state_words(one.standing)) for one in ready.told.promised
        ],
        "actions_out": _actions_out(part),
        "breadcrumbs": crumbs(request, *steps(request, part.report, edits=True)),
    }  # fmt: skip
    return render(request, "performance/part_detail.html", context)


def _trend(report: QuarterlyReport, one: Counted) -> dict[str, Any]:
    """A measure as the table of trends has it."""
    trend = one.analysis.trend
    return {
        "measure": one.measure, "is_accepted": trend.is_accepted, "missing": data_missing(report, one.measure, one.analysis),
        "word": words.trend_words(trend.word), "proposed": words.trend_words(trend.proposed), "reason": trend.reason,
        "is_overridden": trend.is_accepted and trend.is_overridden, "rule": words.rule_words(one.analysis),
        "benchmark": words.benchmark_words(one.analysis.place),
    }  # fmt: skip


def _actions_out(part: ReportPart) -> list[Any]:
    """Planned actions of the objective that this draft told of and that were taken out."""
    rows = part.objective.planned_actions.filter(removed_at__isnull=False, standings__report=part.report)
    return list(rows.order_by("position", "number"))


@login_required
def part_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Put an objective into the report that it lacks."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    rows = Objective.objects.visible_to(request.user).filter(area=request.area).on(report.ended_on)
    if request.method != "POST":
        rows = rows.exclude(report_parts__report=report)
    form = PartCreateForm(sent(request), objectives=list(rows.order_by("position", "title")))

    def work() -> str:
        return part_url(services.put_part(report=report, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Add an objective"), button=_("Add the objective"), done=_("Objective added"),
        back=back_to_writing(report), steps=steps(request, report, edits=True), caption=report.title,
        words=[] if form.objectives else [_("The report has every objective that is pursued.")],
    )  # fmt: skip


@login_required
def part_update(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """Write what the objective is about, or why it is left out."""
    part = own_part(request, slug, objective)
    form = PartForm(sent(request), part=part)
    return part_form(
        request, part, form, lambda: services.write_part(part=part, actor=request.user, **form.facts()),
        title=_("What the objective is about"), button=_("Save"), done=_("Objective saved"),
    )  # fmt: skip


@login_required
@require_POST
def part_move(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """One place up or down in the report."""
    part = own_part(request, slug, objective)
    direction = direction_of(request)
    try:
        services.move_part(part=part, direction=direction, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(part.report)
    return redirect(f"{report_url(part.report, 'report-edit')}#part-{part.objective.slug}")


@login_required
@require_POST
def part_no_comment(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """Say that there is nothing to comment on, or take that back."""
    part = own_part(request, slug, objective)
    is_so = request.POST.get("is_so") == "yes"

    def work() -> None:
        services.say_nothing_to_comment(part=part, version=part.version, is_so=is_so, actor=request.user)

    return act(request, part, work, anchor="#comments")


# Trends ----------------------------------------------------------------------------------------------------------------------


@login_required
@require_POST
def part_trends(request: Any, area: str, slug: str, objective: str) -> HttpResponse:
    """Accept every trend that the figures of the objective propose and that nobody has accepted yet."""
    part = own_part(request, slug, objective)
    if back := stays(request, part.report):
        return back
    count = accept_proposed(report=part.report, objective=part.objective, actor=request.user)
    done = ngettext("%(count)d trend accepted", "%(count)d trends accepted", count) % {"count": count}
    return act(request, part, lambda: None, done=done, anchor="#trends")


@login_required
def trend_set(request: Any, area: str, slug: str, objective: str, measure: str) -> HttpResponse:
    """Accept the trend that the figures of a measure propose, or set another word and say why."""
    part = own_part(request, slug, objective)
    (ready,) = readiness(part.report, request.user, part)
    one = next((one for one in ready.told.measures if one.measure.slug == measure), None)
    if one is None:
        raise Http404
    trend = one.analysis.trend
    seen = TrendWord.objects.visible_to(request.user).filter(measure=one.measure, ended_on=part.report.ended_on).first()
    version = seen.version if seen else 0
    form = TrendForm(sent(request), word=trend.word, reason=trend.reason, proposed=trend.proposed, version=version)

    def work() -> None:
        accept_trend(measure=one.measure, ended_on=part.report.ended_on, actor=request.user, **form.facts())

    proposed = _("The figures give “%(word)s”.") % {"word": words.trend_words(trend.proposed)}
    return part_form(
        request, part, form, work, title=_("Trend: %(measure)s") % {"measure": one.measure.title}, button=_("Save the trend"),
        done=_("Trend saved"), anchor="#trends", words=[proposed, *words.rule_words(one.analysis)],
    )  # fmt: skip
