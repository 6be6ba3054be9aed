"""The pages of open data: what there is and how it is identified, every process, every month, and what is missing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateformat import format as in_words
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import UploadKind
from commissioning.services.spending import stated_threshold
from commissioning.views import office
from commissioning.views.parts import parts
from exchange.ocds import checks as ocds_checks
from exchange.ocds.reading import count_processes, open_contracts, open_procurements, processes_of
from exchange.publishing.identity import source_of
from exchange.publishing.missing import Missing
from exchange.spending import checks as spending_checks
from exchange.spending import facts as spending_facts
from exchange.threesixtygiving import checks as grant_checks
from exchange.threesixtygiving.facts import grants_of, open_grants
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import money


@require_safe
def index(request: Any, area: str) -> HttpResponse:
    """What open data is there, in which standard, under which licence, and its files."""
    source = source_of(request.area)
    works = permissions.can_commission(request.user, request.area)
    above = stated_threshold(request.area)
    months = spending_facts.months_of(request.area, above) if above is not None else []
    grants = open_grants(request.area).count()
    context = {
        "parts": parts(request), "breadcrumbs": office.crumbs(request), "source": source, "works": works, "grants": grants,
        "processes": count_processes(request.area), "months": months, "newest": _month_files(area, months[0]) if months else [],
        "newest_words": in_words(months[0].first, "F Y") if months else "", "above": money(above) if above is not None else "",
        "facts": _facts(source) if source else [], "import_url": _import_url(area),
    }  # fmt: skip
    return render(request, "exchange/index.html", context)


def _facts(source: Any) -> list[dict[str, Any]]:
    licence = format_html('<a class="govuk-link" href="{}">{}</a>', source.licence_url, source.licence_name)
    found = (
        (_("Publisher"), source.name), (_("Organisation identifier"), source.organisation), (_("Licence"), licence),
        (_("Grants begin with"), f"{source.grants_prefix}-"), (_("Processes begin with"), f"{source.contracts_prefix}-"),
        (_("Prefixes"), _("Registered") if source.is_registered else _("Not registered yet")),
        (_("Money"), _("Pounds sterling (GBP), to the penny")),
    )  # fmt: skip
    return [{"term": term, "value": value} for term, value in found]


def _import_url(area: str) -> str:
    """Where a file of another publisher is sent."""
    url = url_or_none("spending:upload-create", area)
    return f"{url}?kind={UploadKind.GRANTS_FILE.value}" if url else ""


# Processes ---------------------------------------------------------------------------------------------------------


@require_safe
def process_list(request: Any, area: str) -> HttpResponse:
    """Every procurement and contract that has a file of its own, by its identifier."""
    source = source_of(request.area)
    table = Table(
        request, _processes(request.area, source) if source else [], order="ocid", caption=_("Processes"),
        empty=_("No procurement or contract is published yet."),
        columns=[
            Column("ocid", _("Identifier"), _process_link(area), sort="ocid", heads_row=True),
            Column("title", _("What it is about"), sort="title"),
            Column("contracts", _("Contracts"), sort="contracts", numeric=True),
        ],
    )  # fmt: skip
    words = ngettext("%(count)s process", "%(count)s processes", table.count) % {"count": f"{table.count:,}"}
    return _list_page(request, _("Procurements and contracts, one file each"), table, words)


def _processes(area: Any, source: Any) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for reference, title in open_procurements(area).values_list("reference", "title"):
        found[reference] = {"title": title, "contracts": 0}
    for exercise, reference, title in open_contracts(area).values_list("exercise__reference", "reference", "title"):
        one = found.setdefault(exercise or reference, {"title": title, "contracts": 0})
        one["contracts"] += 1
    return [{"ocid": f"{source.contracts_prefix}-{reference}", **one} for reference, one in found.items()]


def _process_link(area: str) -> Any:
    def link(row: dict[str, Any]) -> SafeString:
        url = reverse("opendata:process", args=[area, row["ocid"]])
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, row["ocid"])

    return link


# Months ------------------------------------------------------------------------------------------------------------


@require_safe
def month_list(request: Any, area: str) -> HttpResponse:
    """Every month with spending above the threshold, and its files."""
    above = stated_threshold(request.area)
    rows = spending_facts.months_of(request.area, above) if above is not None and source_of(request.area) else []
    caption = (
        _("Spending over %(above)s, with VAT that cannot be recovered") % {"above": money(above)} if above else _("Spending")
    )
    table = Table(
        request, rows, order="-month", caption=caption, empty=_("No spending is published yet."),
        columns=[
            Column("month", _("Month"), lambda row: in_words(row.first, "F Y"), sort="first", heads_row=True),
            Column("count", _("Payments"), lambda row: f"{row.count:,}", sort="count", numeric=True),
            Column("total", _("Together"), lambda row: money(row.total, "pence"), sort="total", numeric=True),
            Column("files", _("Files"), lambda row: _links(_month_files(area, row))),
        ],
    )  # fmt: skip
    words = ngettext("%(count)s month", "%(count)s months", len(rows)) % {"count": f"{len(rows):,}"}
    return _list_page(request, _("Spending by month"), table, words)


def _month_files(area: str, month: spending_facts.Month) -> list[dict[str, str]]:
    named = in_words(month.first, "F Y")
    return [
        {"text": f"{fmt.upper()}", "more": named,
         "url": reverse("opendata:spending", args=[area, month.first.year, month.first.month, fmt])}
        for fmt in ("csv", "xlsx")
    ]  # fmt: skip


def _links(files: list[dict[str, str]]) -> SafeString:
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    return format_html_join(" ", link, ((one["url"], one["text"], one["more"]) for one in files))


# What is missing ---------------------------------------------------------------------------------------------------


@login_required
@require_safe
def missing_list(request: Any, area: str) -> HttpResponse:
    """What published grants, contracts and payments do not yet say of what the standards have a place for."""
    office.require_commissioning(request)
    source, above = source_of(request.area), stated_threshold(request.area)
    rows: list[dict[str, Any]] = []
    if source:
        rows += _told(_("Grant"), grant_checks.missing_of(grants_of(request.area, source)), area)
        rows += _told(_("Contract"), ocds_checks.missing_of(processes_of(request.area, source)), area)
        payments = spending_facts.all_spent(request.area, above) if above is not None else []
        rows += _told(_("Payment"), spending_checks.missing_of(payments), "")
    table = Table(
        request, rows, order="reference", caption=_("What is missing"), empty=_("Nothing is missing."),
        columns=[
            Column("reference", _("Reference"), lambda row: row["link"], sort="reference", heads_row=True),
            Column("kind", _("Kind"), sort="kind"), Column("title", _("Title"), sort="title"),
            Column("words", _("What is missing"), lambda row: format_html_join("", "{}<br>", ((one,) for one in row["words"]))),
        ],
    )  # fmt: skip
    words = ngettext("%(count)s row", "%(count)s rows", len(rows)) % {"count": f"{len(rows):,}"}
    lede = _("Every file meets its standard as it is. With what is listed here it would say more.")
    return _list_page(request, _("What open data does not say yet"), table, words, lede=lede)


def _told(kind: str, missing: list[Missing], area: str) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "reference": one.reference, "title": one.title, "words": one.words, "link": _reference_link(one, area)}
        for one in missing
    ]


def _reference_link(one: Missing, area: str) -> str:
    url = url_or_none("awards:award-detail", area, one.reference) if area else None
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, one.reference) if url else one.reference


def _list_page(request: Any, title: str, table: Table, words: str, lede: str = "") -> HttpResponse:
    step = (reverse("opendata:index", args=[request.area.slug]), _("Open data"))
    context = {
        "title": title, "table": table, "words": words, "lede": lede, "parts": parts(request),
        "breadcrumbs": office.crumbs(request, step),
    }  # fmt: skip
    return render(request, "exchange/list.html", context)
