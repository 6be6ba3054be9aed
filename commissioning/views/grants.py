"""The list of grants, by month, as the Specified Information Order has it published, and the same as files."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import AwardKind
from commissioning.filters.grants import CRIME, GrantFilter, month_key, month_words
from commissioning.models import Award, Fund
from commissioning.rules.totals import vat_words
from commissioning.views import grant_words as words_of
from commissioning.views.cells import dataset
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from meetings.views import listing

MONTHS_SHOWN = 12
TOLD_IN_ALL = {"total": Sum("amount"), "count": Count("pk"), "vats": ArrayAgg("vat", distinct=True)}


@require_safe
def grant_list(request: Any, area: str) -> HttpResponse:
    """Who was given a grant in which month, how much, what for, on which conditions, and why?"""
    by_month = _by_month(request)
    narrowed = _narrowed(request, by_month)
    works = permissions.can_commission(request.user, request.area)
    together = narrowed.rows.order_by().aggregate(**TOLD_IN_ALL)
    table = _table(request, narrowed, together["vats"] or [], works=works)
    words = ngettext("%(count)s grant", "%(count)s grants", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed)
    context = {
        "table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request), "total": _total(together),
        "months": [_month_line(request, day, by_month) for day in _months(by_month)[:MONTHS_SHOWN]], "crime": CRIME,
        **listing.shown(request, narrowed, words=words, export="grants:grant-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/grant_list.html", context)


@require_safe
def grant_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    works = permissions.can_commission(request.user, request.area)
    rows = _table(request, _narrowed(request, _by_month(request)), [], works=works).page.paginator.object_list
    heads = (
        _("Reference"), _("Recipient"), _("Grant"), _("Amount in pounds"), _("VAT"), _("What it is for"), _("Conditions"),
        _("Reasons"), _("Awarded on"), _("Month"), _("Crime and disorder reduction grant"), _("Fund"), _("State"), _("Public"),
        _("Address"),
    )  # fmt: skip
    made = (_line(one, works=works) for one in rows)
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-grants")


def _line(one: Award, *, works: bool) -> tuple[Any, ...]:
    return (
        one.reference, one.provider.name, one.title, one.amount, one.get_vat_display(), one.purpose,
        one.conditions or _("none"), one.reasons, one.awarded_on.isoformat() if one.awarded_on else "",
        month_key(one.awarded_on) if one.awarded_on else "", _("Yes") if one.is_crime_and_disorder else _("No"),
        _fund_words(one, works=works), one.get_status_display(), _("Yes") if one.published_at and not one.is_private else _("No"),
        one.get_absolute_url(),
    )  # fmt: skip


def _seen(request: Any) -> QuerySet:
    """Grants that were made and that the reader reads in whole."""
    return Award.objects.wholly_read(request.user).made().filter(area=request.area, kind=AwardKind.GRANT)


def _narrowed(request: Any, by_month: dict[date, Any]) -> GrantFilter:
    funds = Fund.objects.visible_to(request.user).filter(area=request.area).order_by("-year", "title")
    rows = _seen(request).select_related("area", "provider", "fund").order_by("-awarded_on", "provider__name", "pk")
    return GrantFilter(request.GET, queryset=rows, months=_months(by_month), funds=funds)


def _table(request: Any, narrowed: GrantFilter, vats: Sequence[str], *, works: bool) -> Table:
    """`vats` are the treatments of all amounts that are shown: one stands in the caption, several in each row."""
    columns = [
        Column(
            "recipient", _("Recipient"), lambda one: words_of.provider_link(one.provider, request.area, works=works),
            "provider__name", heads_row=True,
        ),
        Column("grant", _("Grant"), partial(_grant_cell, request, works=works), "title"),
        Column("amount", _("Amount"), partial(_amount_cell, is_mixed=len(vats) > 1), "amount", numeric=True),
        Column("purpose", _("What it is for"), lambda one: one.purpose or _("not known")),
        Column("conditions", _("Conditions"), lambda one: one.conditions or _("none")),
        Column("reasons", _("Reasons"), lambda one: one.reasons or _("not known")),
        Column("awarded", _("Awarded on"), lambda one: short_date(one.awarded_on), "awarded_on"),
    ]  # fmt: skip
    month = narrowed.month_shown
    caption = _("Grants of %(month)s") % {"month": month} if month else _("Grants, the newest first")
    caption = f"{caption}: {vat_words(vats)}" if vats else caption
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _grant_cell(request: Any, one: Award, *, works: bool) -> SafeString:
    link = words_of.award_link(one, request.area)
    fund = _fund_words(one, works=works)
    return words_of.quietly(link, fund)


def _amount_cell(one: Award, *, is_mixed: bool) -> SafeString:
    return words_of.with_vat(one.amount, one.get_vat_display() if is_mixed else "")


def _fund_words(one: Award, *, works: bool) -> str:
    """The fund of a grant, where the reader may know of that."""
    return one.fund.title if one.fund is not None and (works or one.fund.published_at) else ""


def _total(found: dict[str, Any]) -> str:
    """What the grants shown add up to, on every page of the list."""
    if not found["count"]:
        return ""
    words = ngettext("The %(count)s grant makes %(sum)s", "The %(count)s grants make %(sum)s", found["count"])
    return words % {"count": f"{found['count']:,}", "sum": words_of.pounds(found["total"])}


# By month -----------------------------------------------------------------------------------------------------------


def _by_month(request: Any) -> dict[date, dict[str, Any]]:
    """How many grants each month has, and what they add up to: one query."""
    grouped = _seen(request).order_by().annotate(month=TruncMonth("awarded_on")).values("month").annotate(**TOLD_IN_ALL)
    return {one["month"]: one for one in grouped}


def _months(by_month: dict[date, Any]) -> list[date]:
    """Every month from that of the first grant to this one, the newest first: those without a grant too."""
    today = clock.today()
    month, first = today.replace(day=1), min(by_month, default=today.replace(day=1))
    found = []
    while month >= first:
        found.append(month)
        month = month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)
    return found


def _month_line(request: Any, month: date, by_month: dict[date, Any]) -> dict[str, Any]:
    found = by_month.get(month, {"count": 0, "total": Decimal("0.00"), "vats": []})
    return {
        "words": month_words(month), "url": f"?month={month_key(month)}", "count": f"{found['count']:,}",
        "total": words_of.pounds(found["total"]), "vat": vat_words(found["vats"]),
    }  # fmt: skip


def _empty(narrowed: GrantFilter) -> str:
    """Why no row is shown; of a whole month it is said that there is none."""
    if narrowed.is_by_month_alone:
        names = {"month": narrowed.month_shown}
        if narrowed.data.get("purpose") == CRIME:
            return _("No crime and disorder reduction grant is published for %(month)s.") % names
        return _("No grant is published for %(month)s.") % names
    if narrowed.in_force():
        return _("No grants match. Remove a filter.")
    return _("No grant is published yet. Grants appear here with their recipients, purposes, conditions and reasons.")
