"""Which monitoring returns are late, and when was somebody last asked for them: the office's list."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning.choices import MADE
from commissioning.filters.returns import LateReturnFilter
from commissioning.models import MonitoringReturn
from commissioning.rules.returns import days_late, period_words
from commissioning.views.cells import QUIET, dataset
from commissioning.views.directory import directory_parts, list_step
from commissioning.views.office import crumbs, require_commissioning
from commissioning.views.returns import state_tag
from decisions.rules.decision_rows import day_cell
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from meetings.views import listing


@login_required
@require_safe
def late_returns(request: Any, area: str) -> HttpResponse:
    """Who is to be reminded?"""
    require_commissioning(request)
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    words = ngettext("%(count)s return", "%(count)s returns", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table, "parts": directory_parts(request), "breadcrumbs": crumbs(request, list_step(request)),
        **listing.shown(request, narrowed, words=words, export="services:late-return-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/late_return_list.html", context)


@login_required
@require_safe
def late_return_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order."""
    require_commissioning(request)
    heads = (
        _("Award"), _("Title"), _("Provider"), _("From"), _("Until"), _("Due on"), _("Days late"), _("State"), _("Reminders"),
        _("Last reminded on"), _("Address"),
    )  # fmt: skip
    today = clock.today()
    made = (
        (one.award.reference, one.award.title, one.award.provider.name, day_cell(one.started_on), day_cell(one.ended_on),
         day_cell(one.due_on), days_late(one, today), one.get_status_display(), one.chase_count, day_cell(one.chased_on),
         one.get_absolute_url())
        for one in _table(request, _narrowed(request)).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-late-returns")


def _narrowed(request: Any) -> LateReturnFilter:
    """Of awards that were made: nobody waits for a return of one that was cancelled."""
    seen = MonitoringReturn.objects.visible_to(request.user).filter(award__area=request.area, award__status__in=MADE)
    rows = seen.annotate(chase_count=Count("chases", distinct=True), chased_on=Max("chases__on"))
    rows = rows.select_related("award__area", "award__provider").order_by("due_on", "award__reference", "number")
    return LateReturnFilter(request.GET, queryset=rows)


def _table(request: Any, narrowed: LateReturnFilter) -> Table:
    today = clock.today()
    columns = [
        Column("award", _("Award"), _award_cell, "award__reference", heads_row=True),
        Column("provider", _("Provider"), "award.provider.name", "award__provider__name"),
        Column("period", _("Period"), lambda one: period_words(one.started_on, one.ended_on), "ended_on"),
        Column("due", _("Due"), lambda one: short_date(one.due_on) or _("not known"), "due_on"),
        Column("late", _("Days late"), lambda one: days_late(one, today) or _("none"), "due_on", numeric=True),
        Column("reminded", _("Reminded"), _reminded_words, "chased_on"),
        Column("state", _("State"), state_tag, "status"),
    ]
    empty = _("No returns match. Remove a filter.") if narrowed.in_force() else _("No return is late.")
    return Table(request, narrowed.rows, columns=columns, caption=_("Returns, those due first on top"), empty=empty)


def _award_cell(one: MonitoringReturn) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', one.get_absolute_url(), one.award.title)
    return format_html(QUIET, link, one.award.reference)


def _reminded_words(one: Any) -> str:
    """“twice, last on 10 Feb 2022”."""
    if not one.chase_count:
        return _("not yet")
    words = ngettext("once, on %(day)s", "%(count)d times, last on %(day)s", one.chase_count)
    return words % {"count": one.chase_count, "day": short_date(one.chased_on)}
