"""The lists of inspections and of what they ask for, the grades side by side, and the same as files."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from tablib import Dataset

from interface import clock
from interface.tables import Column, Table, safe_cell
from interface.templatetags.dates import short_date
from meetings.views import listing
from panels.due import MISSED, state_of
from panels.models import Obligation
from performance import permissions
from performance.filters.inspections import LIVE, WAITING, WAITS, AskFilter, InspectionFilter, for_list
from performance.models import Inspection, InspectionAsk, InspectionGrade
from performance.rules.inspections import DONE_WITH, same_question
from performance.views import inspection_words as words_of
from performance.views.office import crumbs
from performance.views.parts import INSPECTIONS, parts

WORDS_OF_ASK = 40


class InspectionTable(Table):
    """Inspections, with what is due for those of the page, fetched once."""

    @cached_property
    def due(self) -> dict[str, Obligation]:
        return words_of.due_of(self.page, self.request.user)


@require_safe
def inspection_list(request: Any, area: str) -> HttpResponse:
    """Which reports wait for the Commissioner's response, and what else was or is inspected?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_report(request.user, request.area)
    words = ngettext("%(count)s inspection", "%(count)s inspections", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "key_facts": _key_facts(request), "breadcrumbs": crumbs(request),
        "parts": parts(request, INSPECTIONS),
        **listing.shown(request, narrowed, words=words, export="inspections:inspection-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/inspection_list.html", context)


@require_safe
def inspection_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    due, now = words_of.due_of(rows, request.user), clock.now()
    heads = (
        _("Inspection"), _("Kind"), _("By whom"), _("Of the force itself"), _("State"), _("Report published on"),
        _("Response due on"), _("Response"), _("Recommendations"), _("Not done with"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (_line(one, due.get(str(one.pk)), now) for one in rows)
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-inspections")


def _line(one: Any, due: Obligation | None, now: Any) -> tuple[Any, ...]:
    return (
        one.title, one.get_kind_display(), one.inspectorate, yes_or_no(one.is_of_force), one.get_status_display(),
        day_cell(one.report_on), day_cell(due.due_on if due else None), words_of.response_words(one, due, now)[0], one.ask_count,
        one.open_count, yes_or_no(one.published_at is not None), one.get_absolute_url(),
    )  # fmt: skip


def dataset(heads: tuple[str, ...], rows: Any) -> Dataset:
    """A table with no cell that a spreadsheet could take for a formula."""
    made = Dataset(headers=[str(one) for one in heads])
    for cells in rows:
        made.append([safe_cell(cell) for cell in cells])
    return made


def day_cell(day: Any) -> str:
    """A day as 2022-03-17; empty without one."""
    return day.isoformat() if day else ""


def yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def _narrowed(request: Any) -> InspectionFilter:
    seen = Inspection.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return InspectionFilter(request.GET, queryset=for_list(seen))


def _table(request: Any, narrowed: InspectionFilter) -> InspectionTable:
    now = clock.now()

    def response(one: Any) -> SafeString:
        return words_of.response_cell(one, table.due.get(str(one.pk)), now)

    columns = [
        Column("title", _("Inspection"), _title_cell, "title", heads_row=True),
        Column("state", _("State"), words_of.state_tag, "status"),
        Column("report", _("Report"), lambda one: short_date(one.report_on) or _("not published"), "report_on"),
        Column("response", _("Response"), response),
        Column("asks", _("Recommendations"), lambda one: words_of.asks_words(one.ask_count, one.open_count), "open_count"),
    ]
    caption = _("Inspections, those that wait for a response first")
    table = InspectionTable(request, narrowed.rows, columns=columns, caption=caption, empty="")
    return table


def _title_cell(one: Inspection) -> SafeString:
    known = [one.get_kind_display(), one.inspectorate, _("of the force itself") if one.is_of_force else "", one.planned_words]
    return words_of.linked(one, ", ".join(part for part in known if part))


def _key_facts(request: Any) -> list[dict[str, Any]]:
    """How many responses are waited for, how many of them are late, and how many recommendations are not done with."""
    seen = Inspection.objects.visible_to(request.user).filter(area=request.area)
    waiting, now = list(seen.filter(WAITS)), clock.now()
    missed = sum(state_of(one, now).key == MISSED for one in words_of.due_of(waiting, request.user).values())
    asks = InspectionAsk.objects.visible_to(request.user).kept().filter(inspection__area=request.area)
    counts = asks.aggregate(every=Count("pk"), left=Count("pk", filter=~Q(status__in=DONE_WITH)))
    ask_url = f"{reverse('inspections:ask-list', args=[request.area.slug])}?state={LIVE}"
    here = reverse("inspections:inspection-list", args=[request.area.slug])
    late = ngettext("%(count)d of them past its day", "%(count)d of them past their day", missed) % {"count": missed}
    waits_url = f"{here}?response={WAITING}"
    return [
        {"term": _("Responses waited for"), "value": _link(waits_url, len(waiting)), "note": late if missed else ""},
        {"term": _("Recommendations still open"), "value": _link(ask_url, counts["left"]), "note": _of(counts["every"])},
    ]


def _link(url: str, count: int) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, f"{count:,}") if count else format_html("{}", _("none"))


def _of(count: int) -> str:
    return _("of %(count)s") % {"count": f"{count:,}"} if count else ""


def _empty(narrowed: InspectionFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No inspections match. Remove a filter.")
    if works:
        return _("No inspection is entered yet. Enter one that is planned, under way, or has a report that waits for a response.")
    return _("No inspection is published yet. Inspections and the Commissioner’s responses appear here once they are.")


# What they ask for --------------------------------------------------------------------------------------------------


@require_safe
def ask_list(request: Any, area: str) -> HttpResponse:
    """Which recommendations are not done with, and by when are they due?"""
    narrowed = _asks(request)
    table = _ask_table(request, narrowed)
    words = ngettext("%(count)s recommendation", "%(count)s recommendations", table.count) % {"count": f"{table.count:,}"}
    table.empty = _("No recommendations match. Remove a filter.") if narrowed.in_force() else _(
        "No recommendation of an inspection is entered yet. They are entered on the page of their inspection."
    )  # fmt: skip
    context = {
        "table": table, "breadcrumbs": crumbs(request, list_step(request)), "parts": parts(request, INSPECTIONS),
        **listing.shown(request, narrowed, words=words, export="inspections:ask-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/ask_list.html", context)


@require_safe
def ask_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, with the whole texts."""
    rows = _ask_table(request, _asks(request)).page.paginator.object_list
    heads = (
        _("Inspection"), _("Kind"), _("Number in the report"), _("What it asks"), _("To whom"), _("By"), _("State"),
        _("Completed on"), _("What is done about it"), _("Address"),
    )  # fmt: skip
    made = (
        (one.inspection.title, one.get_kind_display(), one.label, one.text, one.addressed_to, day_cell(one.due_on),
         one.get_status_display(), day_cell(one.completed_on), one.answer, ask_url(one))
        for one in rows
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-inspection-recommendations")


def ask_url(ask: InspectionAsk) -> str:
    """Where a recommendation stands on the page of its inspection."""
    return f"{ask.inspection.get_absolute_url()}#ask-{ask.number}"


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("inspections:inspection-list", args=[request.area.slug]), _("Inspections")


def _asks(request: Any) -> AskFilter:
    seen = InspectionAsk.objects.visible_to(request.user).kept().filter(inspection__area=request.area)
    rows = seen.select_related("inspection__area").order_by("due_on", "-inspection__report_on", "inspection", "number")
    return AskFilter(request.GET, queryset=rows)


def _ask_table(request: Any, narrowed: AskFilter) -> Table:
    today = clock.today()
    columns = [
        Column("ask", _("What it asks"), _ask_cell, heads_row=True),
        Column("inspection", _("Inspection"), _of_inspection, "inspection__title"),
        Column("to", _("To whom"), lambda one: one.addressed_to or _("not known"), "addressed_to"),
        Column("due", _("By"), lambda one: short_date(one.due_on) or _("no day"), "due_on"),
        Column("state", _("State"), lambda one: words_of.ask_tag(one, today), "status"),
    ]
    caption = _("Recommendations, the first due on top")
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _ask_cell(ask: InspectionAsk) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', ask_url(ask), words_of.ask_title(ask))
    return format_html(words_of.QUIET, link, Truncator(ask.text).words(WORDS_OF_ASK))


def _of_inspection(ask: InspectionAsk) -> str:
    return format_html("{}{}", ask.inspection.title, words_of.private_tag(ask.inspection))


# Grades -------------------------------------------------------------------------------------------------------------


@require_safe
def grade_list(request: Any, area: str) -> HttpResponse:
    """How is each question graded, and how was it before? Questions down, inspections across, the newest first."""
    seen = InspectionGrade.objects.visible_to(request.user).kept().filter(inspection__area=request.area)
    grades = list(seen.select_related("inspection__area").order_by("position", "number"))
    context = {"grids": grade_grids(grades), "breadcrumbs": crumbs(request, list_step(request))}
    return render(request, "performance/grade_list.html", {**context, "parts": parts(request, INSPECTIONS)})


def grade_grids(grades: list[InspectionGrade]) -> list[dict[str, Any]]:
    """A table for each kind of inspection: the inspections across, and each question with its grade in every one of them."""
    by_kind: dict[str, list[InspectionGrade]] = {}
    for one in grades:
        by_kind.setdefault(one.inspection.get_kind_display(), []).append(one)
    return [_grid(kind, rows) for kind, rows in sorted(by_kind.items())]


def _grid(kind: str, grades: list[InspectionGrade]) -> dict[str, Any]:
    inspections = {one.inspection_id: one.inspection for one in grades}
    across = sorted(inspections.values(), key=lambda one: (one.report_on or date.max, one.pk), reverse=True)
    newest = {one.pk: place for place, one in enumerate(across)}
    questions: dict[str, dict[int, InspectionGrade]] = {}
    for one in sorted(grades, key=lambda grade: newest[grade.inspection_id]):
        questions.setdefault(same_question(one.question), {})[one.inspection_id] = one
    lines = [
        {"question": next(iter(found.values())).question,
         "cells": [{"inspection": one, "grade": found.get(one.pk)} for one in across]}
        for found in questions.values()
    ]  # fmt: skip
    return {"kind": kind, "inspections": across, "lines": lines}
