"""Expressions of interest as they are read: how many answered, by kind of applicant, and what was invested."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import ExerciseStatus, TotalUnit
from commissioning.rules.totals import figure
from commissioning.services.expressions import Answers, Call, calls_of
from commissioning.services.overview import private_words
from commissioning.views.award_words import reading_tag
from commissioning.views.bid_reading import list_step
from commissioning.views.cells import QUIET, dataset, facts_of, priority_words
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.schemes import schemes
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

EVERY = 500  # rows under one call: never cut in pages
COLOURS = {ExerciseStatus.IN_HAND: "blue", ExerciseStatus.COMPLETE: "", ExerciseStatus.CANCELLED: "magenta"}


@require_safe
def expression_list(request: Any, area: str) -> HttpResponse:
    """Who answered a call, do the numbers add up, and what was invested?"""
    works = permissions.can_commission(request.user, request.area)
    calls = calls_of(request.area, request.user)
    count = ngettext("%(count)s call", "%(count)s calls", len(calls)) % {"count": f"{len(calls):,}"}
    context = {
        "calls": [_shown(request, one, works=works) for one in calls], "works": works, "words": count,
        "wrong": [one for call in calls for one in call.answers if one.check and not one.check.agrees],
        "empty": _empty(works=works), "private_words": private_words(request.area, request.user), "parts": parts(request),
        "schemes": schemes(request), "breadcrumbs": crumbs(request, list_step(request)),
        "exports": _exports(request) if calls else [],
        "acts": _acts(request) if works else [],
    }  # fmt: skip
    return render(request, "commissioning/expression_list.html", context)


@require_safe
def expression_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """The answers of every call as they are stated, with what their lines add up to."""
    heads = (
        _("Call"), _("Reference"), _("Total"), _("Where it is stated"), _("Line"), _("Figure"), _("Unit"), _("Total as stated"),
        _("Lines add up to"), _("Difference"),
    )  # fmt: skip
    rows = [_line(call, one, line) for call in calls_of(request.area, request.user) for one in call.answers for line in one.lines]
    return listing.dataset_as_file(dataset(heads, rows), fmt=fmt, name=f"{area}-expressions-of-interest")


def _line(call: Call, one: Answers, line: Any) -> tuple[Any, ...]:
    check = one.check
    return (
        call.exercise.title, call.exercise.reference, one.total.title, one.total.source, line.label, _plain(line.value),
        one.total.get_unit_display(), _plain(one.total.stated), _plain(check.reckoned) if check else "",
        _plain(check.difference) if check else "",
    )  # fmt: skip


def _plain(value: Any) -> str:
    return f"{value.normalize():f}"


def _exports(request: Any) -> list[dict[str, str]]:
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("bids:expression-export", args=[request.area.slug, fmt])}
        for fmt in listing.FORMATS
    ]  # fmt: skip


# What is drawn ----------------------------------------------------------------------------------------------------------


def _shown(request: Any, call: Call, *, works: bool) -> dict[str, Any]:
    exercise = call.exercise
    colour = COLOURS[ExerciseStatus(exercise.status)]
    state = exercise.get_status_display()
    return {
        "exercise": exercise, "state": tag(state, colour) if colour else state, "url": exercise.get_absolute_url(),
        "facts": _facts(call, request.user), "answers": [_answers(request, one) for one in call.answers],
        "investments": _investments(request, call), "sum_words": _sum_words(call),
        "received": _received(request, call) if works and call.received else None,
        "anchor": f"call-{exercise.reference.lower()}",
    }  # fmt: skip


def _facts(call: Call, user: Any) -> list[dict[str, Any]]:
    one = call.exercise
    return facts_of(
        (_("Opened on"), long_date(one.opens_on)), (_("Closed on"), long_date(one.closes_on)),
        (_("Decided on"), long_date(one.decided_on)), (_("Fund"), one.fund.title if one.fund and one.fund.published_at else ""),
        (_("Priority"), priority_words(one, user)),
    )  # fmt: skip


def _answers(request: Any, one: Answers) -> dict[str, Any]:
    total = one.total
    columns = [
        Column("label", _("Who answered") if total.unit == TotalUnit.NUMBER else _("Line"), heads_row=True),
        Column("value", _("Figure"), lambda line: figure(line.value, total.unit), numeric=True),
    ]
    empty = _("The answers are not told by kind of applicant.")
    return {
        "total": total, "check": one.check, "stated": figure(total.stated, total.unit),
        "table": Table(request, one.lines, columns=columns, caption=total.title, caption_size="s", empty=empty, per_page=EVERY),
    }  # fmt: skip


def _received(request: Any, call: Call) -> Table:
    columns = [
        Column("kind", _("Kind of applicant"), lambda one: one[0] or _("not known"), heads_row=True),
        Column("count", _("Answers"), lambda one: f"{one[1]:,}", numeric=True),
    ]
    caption = _("Received by the office: %(count)s") % {"count": f"{call.received_count:,}"}
    return Table(request, call.received, columns=columns, caption=caption, caption_size="s", empty="", per_page=EVERY)


def _investments(request: Any, call: Call) -> Table:
    columns = [
        Column("award", _("Award"), _award_cell, heads_row=True),
        Column("provider", _("Provider"), lambda one: one.provider.name),
        Column("amount", _("Amount"), lambda one: money(one.amount, "pence"), numeric=True),
        Column("vat", _("VAT"), lambda one: one.get_vat_display()),
        Column("on", _("Awarded"), lambda one: short_date(one.awarded_on)),
    ]
    return Table(
        request, call.awards, columns=columns, caption=_("Investments"), caption_size="s", per_page=EVERY,
        empty=_("Nothing is awarded yet."),
    )  # fmt: skip


def _award_cell(one: Any) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', one.get_absolute_url(), one.title, reading_tag(one))
    return format_html(QUIET, link, one.reference)


def _sum_words(call: Call) -> str:
    if not call.awards:
        return ""
    said = {"sum": money(call.invested, "pence"), "vat": call.vat}
    return _("Together %(sum)s. %(vat)s.") % said


def _acts(request: Any) -> list[dict[str, str]]:
    """Where the office goes on: a call is an exercise, its numbers are a stated total."""
    slug = request.area.slug
    known = (
        (_("Open a call for expressions of interest"), url_or_none("commissioning:exercise-create", slug)),
        (_("Enter a stated total"), url_or_none("grants:total-create", slug)),
    )
    return [{"text": words, "url": url} for words, url in known if url]


def _empty(*, works: bool) -> str:
    if works:
        return _("No call is entered yet. A call is an exercise of the pipeline; enter the numbers of answers as a stated total.")
    return _("No call for expressions of interest is published yet.")
