"""What the office says of a measure beside its figures: breaks, targets and benchmarks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from interface.templatetags.dates import long_date
from meetings.views.programme import sent
from performance.forms.measure_rows import (
    BenchmarkCreateForm,
    BenchmarkUpdateForm,
    BreakCreateForm,
    BreakUpdateForm,
    TargetCreateForm,
    TargetUpdateForm,
)
from performance.models import Benchmark, Measure, SeriesBreak, Target
from performance.services import measure_rows as services
from performance.views.measure_keeping import around, keep_url, own
from performance.views.office import form_page


def as_day(text: str) -> date:
    """A day in an address, like 2021-12-31; anything else is not found."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _page(request: Any, measure: Measure, form: Any, do: Callable[[], Any], anchor: str, **page: Any) -> HttpResponse:
    def work() -> str:
        do()
        return f"{keep_url(measure)}#{anchor}"

    return form_page(request, form, work, **page, **around(request, measure))


def _row(request: Any, model: Any, measure: Measure, **named: Any) -> Any:
    row = get_object_or_404(model.objects.visible_to(request.user), measure=measure, **named)
    row.measure = measure
    return row


# Breaks and targets ---------------------------------------------------------------------------------------------------


@login_required
def break_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Mark a break."""
    measure, form = own(request, slug), BreakCreateForm(sent(request))
    return _page(
        request, measure, form, lambda: services.add_break(measure=measure, actor=request.user, **form.facts()), "breaks",
        title=_("Mark a break in the figures"), button=_("Mark the break"), done=_("Break marked"),
        words=[_("From its first day on the limits are worked out anew, so that unlike is not compared with unlike.")],
    )  # fmt: skip


@login_required
def break_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a break."""
    measure = own(request, slug)
    row = _row(request, SeriesBreak, measure, number=number)
    form = BreakUpdateForm(sent(request), row=row)
    return _page(
        request, measure, form, lambda: services.change_break(row=row, actor=request.user, **form.facts()), "breaks",
        title=_("Change the break"), button=_("Save the break"), done=_("Break saved"),
    )  # fmt: skip


@login_required
def target_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add a target."""
    measure, form = own(request, slug), TargetCreateForm(sent(request))
    return _page(
        request, measure, form, lambda: services.add_target(measure=measure, actor=request.user, **form.facts()), "targets",
        title=_("Add a target"), button=_("Add the target"), done=_("Target added"),
    )  # fmt: skip


@login_required
def target_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Change a target."""
    measure = own(request, slug)
    row = _row(request, Target, measure, number=number)
    form = TargetUpdateForm(sent(request), row=row)
    return _page(
        request, measure, form, lambda: services.change_target(row=row, actor=request.user, **form.facts()), "targets",
        title=_("Change the target"), button=_("Save the target"), done=_("Target saved"),
    )  # fmt: skip


@login_required
def break_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a break out."""
    return _move(
        request, slug, SeriesBreak, number, services.remove_row, "breaks", title=_("Take the break out"),
        button=_("Take break out"), done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def break_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a break back."""
    return _move(
        request, slug, SeriesBreak, number, services.restore_row, "breaks", title=_("Put the break back"),
        button=_("Put break back"), done=_("Put back"),
    )  # fmt: skip


@login_required
def target_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a target out."""
    return _move(
        request, slug, Target, number, services.remove_row, "targets", title=_("Take the target out"),
        button=_("Take target out"), done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def target_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a target back."""
    return _move(
        request, slug, Target, number, services.restore_row, "targets", title=_("Put the target back"),
        button=_("Put target back"), done=_("Put back"),
    )  # fmt: skip


def _move(request: Any, slug: str, model: Any, number: int, service: Any, anchor: str, **page: Any) -> HttpResponse:
    """The page that asks before a row is taken out or put back."""
    measure = own(request, slug)
    row = _row(request, model, measure, number=number)
    form = ActForm(sent(request), row=row)
    what = row.title if model is SeriesBreak else _("By %(day)s") % {"day": long_date(row.by_on)}
    return _page(
        request, measure, form, lambda: service(row=row, version=form.cleaned_data["version"], actor=request.user), anchor,
        words=[what], **page,
    )  # fmt: skip


# Benchmarks -----------------------------------------------------------------------------------------------------------


@login_required
def benchmark_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Enter what a source says of the force in its group."""
    measure, form = own(request, slug), BenchmarkCreateForm(sent(request))
    words = [_("Where the figures of the whole group are held, the rank is worked out. Enter here what a source states.")]
    return _page(
        request, measure, form, lambda: services.add_benchmark(measure=measure, actor=request.user, **form.facts()), "benchmarks",
        title=_("Enter a benchmark"), button=_("Enter the benchmark"), done=_("Benchmark entered"), words=words,
    )  # fmt: skip


@login_required
def benchmark_update(request: Any, area: str, slug: str, day: str) -> HttpResponse:
    """Change a benchmark."""
    measure = own(request, slug)
    row = _row(request, Benchmark, measure, ended_on=as_day(day))
    form = BenchmarkUpdateForm(sent(request), row=row)
    return _page(
        request, measure, form, lambda: services.change_benchmark(benchmark=row, actor=request.user, **form.facts()),
        "benchmarks", title=_("Change the benchmark"), button=_("Save the benchmark"), done=_("Benchmark saved"),
    )  # fmt: skip


@login_required
def benchmark_delete(request: Any, area: str, slug: str, day: str) -> HttpResponse:
    """Take a benchmark out for good."""
    measure = own(request, slug)
    row = _row(request, Benchmark, measure, ended_on=as_day(day))
    form = ActForm(sent(request), row=row)

    def do() -> None:
        services.delete_benchmark(benchmark=row, version=form.cleaned_data["version"], actor=request.user)

    return _page(
        request, measure, form, do, "benchmarks", title=_("Take the benchmark out"), button=_("Take benchmark out"),
        done=_("Benchmark taken out"), words=[
            _("At the end of %(day)s") % {"day": long_date(row.ended_on)},
            _("It is gone for good. It can be entered again from its source."),
        ],
    )  # fmt: skip
