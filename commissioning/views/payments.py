"""Payments as everybody reads them: the list with its sum and its files, one payment, and the months."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.filters.grants import month_key, month_words
from commissioning.filters.payments import OVER, PaymentFilter
from commissioning.models import Payment
from commissioning.resources import PaymentResource
from commissioning.services import spending
from commissioning.services.payments import IS_PRIVATE, of_month
from commissioning.views.cells import QUIET, facts_of, private_tag
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money, short_date
from meetings.views import listing


@require_safe
def payment_list(request: Any, area: str) -> HttpResponse:
    """Who was paid, when, how much and what for?"""
    narrowed = _narrowed(request)
    works = permissions.can_commission(request.user, request.area)
    table = _table(request, narrowed)
    words = ngettext("%(count)s payment", "%(count)s payments", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed)
    context = {
        "table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request),
        "total": total_words(spending.sum_of(narrowed.rows), table.count), "month": month_link(request, narrowed.month_asked),
        "above": money(narrowed.above), **listing.shown(request, narrowed, words=words, export="spending:payment-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/payment_list.html", context)


@require_safe
def payment_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = _table(request, _narrowed(request)).page.paginator.object_list
    return listing.as_file(PaymentResource(), rows, fmt=fmt, name=f"{area}-spending")


def _narrowed(request: Any) -> PaymentFilter:
    rows = spending.payments_for(request.user, request.area)
    works = permissions.can_commission(request.user, request.area)
    return PaymentFilter(request.GET, queryset=rows, above=spending.threshold(request.area), works=works)


def _table(request: Any, narrowed: PaymentFilter) -> Table:
    def amount(one: Payment) -> SafeString:
        return _amount(one, narrowed.above)

    columns = [
        Column("recipient", _("Recipient"), _recipient, "recipient_told", heads_row=True),
        Column("date", _("Date"), lambda one: short_date(one.paid_on), "paid_on"),
        Column("purpose", _("Purpose"), _purpose, "purpose"),
        Column("category", _("Category"), lambda one: one.category or _("none"), "category"),
        Column("award", _("Award"), award_link, "award_told"),
        Column("amount", _("Amount"), amount, "amount", numeric=True),
    ]
    caption = _("Payments in pounds, with the VAT that cannot be recovered and no other VAT")
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _recipient(one: Any) -> SafeString:
    url = reverse("spending:payment-detail", args=[one.area.slug, one.code])
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', url, one.recipient_told, private_tag(one))
    is_hidden = one.is_withheld and one.recipient_told == one.recipient
    quiet = _("%(number)s, name withheld from the public") if is_hidden else "%(number)s"
    return format_html(QUIET, link, quiet % {"number": one.reference})


def _purpose(one: Payment) -> SafeString:
    quiet = [one.department, one.get_spender_display(), one.reason]
    return format_html(QUIET, one.purpose, ", ".join(part for part in quiet if part))


def _amount(one: Payment, above: Decimal) -> SafeString:
    shown = money(one.amount, "pence")
    if abs(one.amount) <= above:
        return format_html("{}", shown)
    return format_html(QUIET, shown, _("over %(above)s") % {"above": money(above)})


def award_link(one: Any) -> SafeString:
    """The award that a payment was made under, where the reader may know of it."""
    url = url_or_none("awards:award-detail", one.area.slug, one.award_told) if one.award_told else None
    return (
        format_html('<a class="govuk-link" href="{}">{}</a>', url, one.award_told)
        if url
        else format_html("{}", one.award_told or _("none"))
    )


def total_words(total: Decimal, count: int) -> str:
    """What the payments shown make together, on every page of the list."""
    words = ngettext(
        "The %(count)s payment makes %(sum)s, with the VAT that cannot be recovered and no other VAT.",
        "The %(count)s payments make %(sum)s, with the VAT that cannot be recovered and no other VAT.", count,
    )  # fmt: skip
    return words % {"count": f"{count:,}", "sum": money(total, "pence")} if count else ""


def month_link(request: Any, month: date | None) -> dict[str, str]:
    """A month, as a link to its page; empty where none is meant."""
    if month is None:
        return {}
    url = reverse("spending:month-detail", args=[request.area.slug, month_key(month)])
    return {"url": url, "text": _("All of %(month)s, by category") % {"month": month_words(month)}}


def _empty(narrowed: PaymentFilter) -> str:
    if narrowed.month_asked and len(narrowed.in_force()) == 1:
        return _("No payment of %(month)s is published.") % {"month": month_words(narrowed.month_asked)}
    if narrowed.in_force():
        return _("No payments match. Remove a filter.")
    return _("No payment is published yet. Payments appear here once their month is published.")


# One payment --------------------------------------------------------------------------------------------------------


def own_payment(request: Any, code: str) -> Any:
    """A payment that somebody may read of, with what they may know of it."""
    return get_object_or_404(spending.payments_for(request.user, request.area), code=code)


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("spending:payment-list", args=[request.area.slug]), _("Spending")


@require_safe
def payment_detail(request: Any, area: str, code: str) -> HttpResponse:
    """What was this payment for?"""
    found = own_payment(request, code)
    provider = url_or_none("services:provider-detail", area, found.provider_told) if found.provider_told else None
    recipient = format_html('<a class="govuk-link" href="{}">{}</a>', provider, found.recipient_told) if provider else None
    vat = money(found.irrecoverable_vat, "pence") if found.irrecoverable_vat else _("none")
    amount = _("%(amount)s, with the VAT that cannot be recovered and no other VAT") % {"amount": money(found.amount, "pence")}
    context = {
        "payment": found, "works": permissions.can_commission(request.user, request.area), "parts": parts(request),
        "is_private": found.award_id is not None and Payment.objects.filter(IS_PRIVATE, pk=found.pk).exists(),
        "breadcrumbs": crumbs(request, list_step(request)), "facts": facts_of(
            (_("Recipient"), recipient or found.recipient_told), (_("Amount"), amount),
            (_("VAT in it that cannot be recovered"), vat), (_("Paid on"), long_date(found.paid_on)),
            (_("Purpose"), found.purpose), (_("Why it is good value"), found.reason), (_("Category"), found.category),
            (_("Department"), found.department), (_("Spent by"), found.get_spender_display()),
            (_("Award"), award_link(found)), (_("Number in the accounts"), found.reference),
        ),
    }  # fmt: skip
    return render(request, "commissioning/payment_detail.html", context)


# Months -------------------------------------------------------------------------------------------------------------


def as_month(text: str) -> date:
    """A month in an address, like 2022-02; anything else is not found."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


@require_safe
def month_list(request: Any, area: str) -> HttpResponse:
    """How much was spent in which month?"""
    works = permissions.can_commission(request.user, request.area)
    rows = spending.months_of(spending.payments_for(request.user, request.area))
    columns = [
        Column("month", _("Month"), lambda one: _month_cell(area, one), heads_row=True),
        Column("count", _("Payments"), lambda one: f"{one.count:,}" if one.count else _("none"), "count", numeric=True),
        Column("total", _("Amount"), lambda one: money(one.total, "pence"), "total", numeric=True),
    ]
    if works:
        columns.append(Column("waiting", _("Not published"), lambda one: f"{one.waiting:,}" if one.waiting else _("none")))
    table = Table(
        request, rows, columns=columns, caption=_("Spending by month, with the VAT that cannot be recovered and no other VAT"),
        empty=_("No payment is published yet."),
    )  # fmt: skip
    context = {"table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request, list_step(request))}
    return render(request, "commissioning/month_list.html", context)


def _month_cell(area: str, one: spending.Month) -> SafeString:
    url = reverse("spending:month-detail", args=[area, month_key(one.first)])
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, month_words(one.first))


@require_safe
def month_detail(request: Any, area: str, month: str) -> HttpResponse:
    """What was spent in this month, by category?"""
    first = as_month(month)
    rows = of_month(spending.payments_for(request.user, request.area), first)
    above, total, count = spending.threshold(request.area), spending.sum_of(rows), rows.count()
    works = permissions.can_commission(request.user, request.area)
    large = rows.filter(spending.over(above)).count()
    url = f"{list_step(request)[0]}?month={month_key(first)}"
    context = {
        "title": _("Spending in %(month)s") % {"month": month_words(first)}, "total": total_words(total, count),
        "month": month_key(first), "month_words": month_words(first), "works": works, "list_url": url, "count": count,
        "waiting": rows.filter(published_at__isnull=True).count() if works else 0, "parts": parts(request),
        "key_facts": [
            {"term": _("Spent"), "value": money(total, "pence")},
            {"term": _("Payments"), "value": f"{count:,}" if count else _("none")},
            {"term": _("Over %(above)s") % {"above": money(above)}, "value": _large(url, large)},
        ],
        "table": _categories(request, rows, month_words(first)), "breadcrumbs": crumbs(request, list_step(request)),
    }  # fmt: skip
    return render(request, "commissioning/month_detail.html", context)


def _large(url: str, count: int) -> SafeString:
    link = f"{url}&size={OVER}"
    return format_html('<a class="govuk-link" href="{}">{}</a>', link, f"{count:,}") if count else format_html("{}", _("none"))


def _categories(request: Any, rows: Any, month: str) -> Table:
    found = [{"category": name, "count": count, "total": total} for name, count, total in spending.by_category(rows)]
    columns = [
        Column("category", _("Category"), lambda one: one["category"] or _("none"), "category", heads_row=True),
        Column("count", _("Payments"), lambda one: f"{one['count']:,}", "count", numeric=True),
        Column("total", _("Amount"), lambda one: money(one["total"], "pence"), "total", numeric=True),
    ]
    caption = _("By category, with the VAT that cannot be recovered and no other VAT")
    empty = _("No payment of %(month)s is published.") % {"month": month}
    return Table(request, found, columns=columns, caption=caption, empty=empty)
