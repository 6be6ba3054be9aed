"""The lists of awards and of contracts, and the same as files. They hold what the reader reads in whole, and nothing else."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import AwardKind
from commissioning.filters.awards import AwardFilter, ContractFilter, for_list
from commissioning.models import Award
from commissioning.rules.totals import vat_words
from commissioning.views import award_words as words_of
from commissioning.views import cells
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from documents.choices import Access
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import money, short_date
from meetings.views import listing
from panels import rulebook
from panels.models import Rule


@require_safe
def award_list(request: Any, area: str) -> HttpResponse:
    """Who was awarded how much? Grants and contracts together; below them those of which only a neutral line is told."""
    narrowed = _awards(request)
    table = _table(request, narrowed.rows, _("Grants and contracts, the newest first"))
    table.empty = _empty(narrowed, _("No grant or contract is published yet. They appear here once they are."))
    words = ngettext("%(count)s award", "%(count)s awards", table.count) % {"count": f"{table.count:,}"}
    context = {
        "title": _("Grants and contracts"), "key_facts": _key_facts(narrowed.rows),
        "hidden": [] if narrowed.in_force() else _neutral_lines(request),
        **_shown(request, narrowed, table, words=words, export="awards:award-export"),
    }  # fmt: skip
    return render(request, "commissioning/award_list.html", context)


@require_safe
def contract_list(request: Any, area: str) -> HttpResponse:
    """Which contracts are there, and which of them are of a value that must be published?"""
    rule = _rule(request)
    narrowed = _contracts(request, rule)
    table = _table(request, narrowed.rows, _("Contracts, the newest first"))
    table.empty = _empty(narrowed, _("No contract is published yet. Contracts appear here once they are."))
    words = ngettext("%(count)s contract", "%(count)s contracts", table.count) % {"count": f"{table.count:,}"}
    context = {
        "title": _("Contracts"), "key_facts": _key_facts(narrowed.rows), "lede": _rule_words(rule),
        **_shown(request, narrowed, table, words=words, export="awards:contract-export"),
    }  # fmt: skip
    return render(request, "commissioning/award_list.html", context)


@require_safe
def award_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    return _file(request, _awards(request), fmt, f"{area}-awards")


@require_safe
def contract_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """The same of contracts."""
    return _file(request, _contracts(request, _rule(request)), fmt, f"{area}-contracts")


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("awards:award-list", args=[request.area.slug]), _("Grants and contracts")


# Rows -----------------------------------------------------------------------------------------------------------------


def _read(request: Any) -> QuerySet:
    return for_list(Award.objects.wholly_read(request.user).filter(area=request.area))


def _awards(request: Any) -> AwardFilter:
    return AwardFilter(request.GET, queryset=_read(request), works=_works(request))


def _contracts(request: Any, rule: Rule | None) -> ContractFilter:
    threshold = rule.number if rule else None
    words = _("Over %(pounds)s") % {"pounds": money(threshold)} if threshold is not None else ""
    rows = _read(request).filter(kind=AwardKind.CONTRACT)
    return ContractFilter(request.GET, queryset=rows, works=_works(request), threshold=threshold, words=words)


def _works(request: Any) -> bool:
    return permissions.can_commission(request.user, request.area)


def _neutral_lines(request: Any) -> list[dict[str, Any]]:
    """Published awards of which the reader is told the neutral title, the paragraph, the reason and the state."""
    seen = Award.objects.visible_to(request.user).filter(area=request.area).exclude(access=Access.PUBLIC)
    hidden = (
        seen.exclude(pk__in=Award.objects.wholly_read(request.user).values("pk")).select_related("area").order_by("reference")
    )
    return [{"row": one, "state": words_of.state_tag(one), "paragraph": words_of.paragraph_words(one)} for one in hidden]


# What is drawn --------------------------------------------------------------------------------------------------------


def _shown(request: Any, narrowed: AwardFilter, table: Table, *, words: str, export: str) -> dict[str, Any]:
    context = {
        "table": table, "works": _works(request), "breadcrumbs": crumbs(request), "parts": parts(request),
        **listing.shown(request, narrowed, words=words, export=export),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return context


def _table(request: Any, rows: QuerySet, caption: str) -> Table:
    columns = [
        Column("award", _("Award"), _award_cell, "title", heads_row=True),
        Column("provider", _("Provider"), lambda one: one.provider.name, "provider__name"),
        Column("amount", _("Amount"), words_of.amount_cell, "amount", numeric=True),
        Column("awarded", _("Awarded"), lambda one: short_date(one.awarded_on) or _("not yet"), "awarded_on"),
        Column("state", _("State"), words_of.state_tag, "status"),
    ]
    return Table(request, rows, columns=columns, caption=caption, empty="")


def _award_cell(one: Award) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', one.get_absolute_url(), one.title, words_of.reading_tag(one))
    return format_html(cells.QUIET, link, f"{one.get_kind_display()} {one.reference}")


def _key_facts(rows: QuerySet) -> list[dict[str, Any]]:
    """What was awarded by the rows that are shown, as their amounts stand to VAT."""
    made = rows.order_by().made()
    sums = list(made.values_list("vat").annotate(total=Sum("amount")).order_by("vat"))
    if not sums:
        return []
    total = sum((amount for _vat, amount in sums), Decimal(0))
    note = vat_words([vat for vat, _amount in sums])
    return [{"term": _("Awarded together"), "value": words_of.pounds(total), "note": note}]


def _empty(narrowed: AwardFilter, words: str) -> str:
    return _("No awards match. Remove a filter.") if narrowed.in_force() else words


def _rule(request: Any) -> Rule | None:
    """From which value on a contract must be published, where the rule book says so."""
    try:
        return rulebook.rule_for(request.area, rulebook.CONTRACTS, on=clock.today())
    except rulebook.RuleMissing:
        return None


def _rule_words(rule: Rule | None) -> str:
    if rule is None or rule.number is None:
        return _("The rule book holds no value from which on contracts must be published.")
    said = {"pounds": money(rule.number), "provision": rule.provision}
    words = _("Contracts of more than %(pounds)s must be published: %(provision)s.") % said
    return words if rule.is_verified else f"{words} {_('Not yet verified.')}"


# As a file ------------------------------------------------------------------------------------------------------------


def _file(request: Any, narrowed: AwardFilter, fmt: str, name: str) -> HttpResponse:
    rows = _table(request, narrowed.rows.select_related("area", "provider", "fund", "priority"), "").page.paginator.object_list
    heads = (
        _("Reference"), _("Kind"), _("Title"), _("Provider"), _("Charity number"), _("Company number"), _("Amount in pounds"),
        _("VAT"), _("Awarded on"), _("From"), _("Last day"), _("What it is for"), _("Conditions"), _("Why it was awarded"),
        _("Fund"), _("Priority"), _("State"), _("Address"),
    )  # fmt: skip
    works = _works(request)
    made = (_line(one, request.user, works=works) for one in rows)
    return listing.dataset_as_file(cells.dataset(heads, made), fmt=fmt, name=name)


def _line(one: Award, user: Any, *, works: bool) -> tuple[Any, ...]:
    is_told = one.fund is not None and (works or one.fund.published_at is not None)
    return (
        one.reference, one.get_kind_display(), one.title, one.provider.name, one.provider.charity_number,
        one.provider.company_number, f"{one.amount:.2f}", one.get_vat_display(), _day(one.awarded_on), _day(one.started_on),
        _day(one.ended_on), one.purpose, one.conditions, one.reasons, one.fund.title if one.fund and is_told else "",
        cells.priority_words(one, user), one.get_status_display(), one.get_absolute_url(),
    )  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
