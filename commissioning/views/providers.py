"""Providers: who receives money for services, under which numbers, and how much."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import ProviderKind
from commissioning.filters.directory import ProviderFilter
from commissioning.models import Award, Provider
from commissioning.rules.returns import period_words
from commissioning.services import provider_reading as reading
from commissioning.views import award_words
from commissioning.views.cells import dataset, facts_of, linked, outer_link
from commissioning.views.directory import directory_parts, list_step
from commissioning.views.office import crumbs
from decisions.rules.decision_rows import amount_cell, yes_or_no
from interface import markdown
from interface.tables import Column, Table
from interface.templatetags.dates import money, short_date
from meetings.views import listing

# The kinds of providers that stand in neither register, and those that stand in one of them alone
UNREGISTERED = {ProviderKind.COUNCIL, ProviderKind.PUBLIC_BODY, ProviderKind.GROUP}
WITHOUT = {
    "charity": {*UNREGISTERED, ProviderKind.COMPANY, ProviderKind.CIC},
    "company": {*UNREGISTERED, ProviderKind.CHARITY},
}


def find(request: Any, slug: str) -> Provider:
    """A provider that the reader may see."""
    seen = Provider.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def number_words(provider: Provider, register: str) -> str:
    """A number in a register; “none” for a kind that does not stand there, else “not known” where none is entered."""
    if number := getattr(provider, f"{register}_number"):
        return str(number)
    return _("none") if ProviderKind(provider.kind) in WITHOUT[register] else _("not known")


def steps(request: Any) -> list[tuple[str, str]]:
    """The way to a page below the list of providers."""
    return [list_step(request), (reverse("services:provider-list", args=[request.area.slug]), _("Providers"))]


# The list -----------------------------------------------------------------------------------------------------------


@require_safe
def provider_list(request: Any, area: str) -> HttpResponse:
    """Who receives the money?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_commission(request.user, request.area)
    words = ngettext("%(count)s provider", "%(count)s providers", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "parts": directory_parts(request), "breadcrumbs": crumbs(request, list_step(request)),
        **listing.shown(request, narrowed, words=words, export="services:provider-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/provider_list.html", context)


@require_safe
def provider_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order."""
    heads = (
        _("Provider"), _("Kind"), _("Charity number"), _("Company number"), _("Identifier in another register"), _("Website"),
        _("Postcode"), _("Awards"), _("Awarded in pounds, VAT as each award states it"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (
        (one.name, one.get_kind_display(), one.charity_number, one.company_number, one.identifier, one.url, one.postcode,
         one.award_count, amount_cell(one.award_sum), yes_or_no(one.published_at is not None), one.get_absolute_url())
        for one in _table(request, _narrowed(request)).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-providers")


def _narrowed(request: Any) -> ProviderFilter:
    seen = Provider.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return ProviderFilter(request.GET, queryset=reading.with_awarded(seen, request.user).order_by("name", "pk"))


def _table(request: Any, narrowed: ProviderFilter) -> Table:
    columns = [
        Column("name", _("Provider"), lambda one: linked(one, one.name), "name", heads_row=True),
        Column("kind", _("Kind"), "get_kind_display", "kind"),
        Column("charity", _("Charity number"), lambda one: number_words(one, "charity")),
        Column("company", _("Company number"), lambda one: number_words(one, "company")),
        Column("awards", _("Awards"), "award_count", "award_count", numeric=True),
        Column("awarded", _("Awarded"), lambda one: money(one.award_sum, "pence"), "award_sum", numeric=True),
    ]
    caption = _("Providers. Amounts as awarded, with VAT as each award states it")
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _empty(narrowed: ProviderFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No providers match. Remove a filter.")
    if works:
        return _("No provider is entered yet. Enter one.")
    return _("No provider is published yet. Organisations that receive grants or contracts appear here.")


# One provider -------------------------------------------------------------------------------------------------------


@require_safe
def provider_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What does it provide, and what does it receive?"""
    provider = find(request, slug)
    works = permissions.can_commission(request.user, request.area)
    awards = reading.awards_of(provider, request.user)
    context = {
        "provider": provider,
        "about": markdown.render(provider.about, level=2),
        "facts": _facts(provider),
        "table": _award_table(request, awards),
        "sums": [_sum_words(one) for one in reading.awarded(awards)],
        "party_rows": reading.parts_of(provider, request.user),
        "services": reading.services_of(provider, request.user),
        "returns": _returns(provider, request.user),
        "acts": _acts(provider) if works else [],
        "note": provider.note if works else "",
        "parts": directory_parts(request),
        "breadcrumbs": crumbs(request, *steps(request)),
    }
    return render(request, "commissioning/provider_detail.html", context)


def _facts(provider: Provider) -> list[dict[str, Any]]:
    return facts_of(
        (_("Kind"), provider.get_kind_display()),
        (_("Charity number"), number_words(provider, "charity")),
        (_("Company number"), number_words(provider, "company")),
        (_("Identifier in another register"), provider.identifier),
        (_("Postcode"), provider.postcode),
        (_("Website"), outer_link(provider.url, provider.url)),
    )


def _award_table(request: Any, awards: QuerySet) -> Table:
    columns = [
        Column("award", _("Award"), _award_cell, "reference", heads_row=True),
        Column("kind", _("Kind"), "get_kind_display", "kind"),
        Column("awarded", _("Awarded on"), lambda one: short_date(one.awarded_on) or _("not yet"), "awarded_on"),
        Column("state", _("State"), award_words.state_tag, "status"),
        Column("vat", _("VAT"), "get_vat_display", "vat"),
        Column("amount", _("Amount"), lambda one: money(one.amount, "pence"), "amount", numeric=True),
    ]
    caption = _("Awards to this provider, the newest first. Amounts as awarded")
    return Table(request, awards, columns=columns, caption=caption, empty=_("No award to it is published."))


def _award_cell(one: Award) -> SafeString:
    return linked(one, one.title, one.reference)


def _sum_words(one: reading.Awarded) -> str:
    """“3 awards come to £30,797.00. Outside the scope of VAT”."""
    words = ngettext("%(count)s award comes to %(sum)s. %(vat)s", "%(count)s awards come to %(sum)s. %(vat)s", one.count)
    return words % {"count": f"{one.count:,}", "sum": money(one.amount, "pence"), "vat": one.vat}


def _returns(provider: Provider, user: Any) -> list[SafeString]:
    found = reading.newest_returns(provider, user)
    words = _("%(period)s, %(award)s")
    said = ((one, words % {"period": period_words(one.started_on, one.ended_on), "award": one.award.reference}) for one in found)
    return [format_html("{}", linked(one, text)) for one, text in said]


def _acts(provider: Provider) -> list[dict[str, str]]:
    change = (_("Change the provider"), "provider-update")
    hide, publish = (_("Take it from the public"), "provider-hide"), (_("Publish the provider"), "provider-publish")
    ordered = [change, hide] if provider.published_at else [publish, change]
    args = [provider.area.slug, provider.slug]
    return [{"text": words, "url": reverse(f"services:{name}", args=args)} for words, name in ordered]
