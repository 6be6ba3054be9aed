"""The public register of decisions, and the same as a file."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.services import record
from decisions import permissions
from decisions.filters import DecisionFilter, for_register
from decisions.models import Decision, NilReturn
from decisions.resources import decision_dataset, register_json
from decisions.rules.decision_rows import cost_words, gap_words, gaps_of, nil_sentence
from decisions.views.decision_tags import private_tag, state_tag
from decisions.views.register_lines import Lines, RegisterTable
from documents.choices import ExemptParagraph
from interface import clock
from interface.links import url_or_none
from interface.tables import Column
from interface.templatetags.dates import short_date
from meetings.views import listing
from panels.models import Rule
from panels.rulebook import SIGNIFICANT_DECISIONS, jurisdictions_of

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'
BY_REFERENCE = {"": True, "-reference": True, "reference": False}  # whether the newest comes first


class Register:
    """What a reader asks of the register: decisions narrowed and in order, nil returns, and the numbers that it does not hold."""

    def __init__(self, request: Any) -> None:
        self.request, self.area, self.user = request, request.area, request.user
        seen = Decision.objects.visible_to(self.user).filter(area=self.area)
        nils = NilReturn.objects.visible_to(self.user).standing().filter(area=self.area)
        self.every_nil = list(nils.order_by("-ended_on"))
        years = {one.ended_on.year for one in self.every_nil}
        self.narrowed = DecisionFilter(request.GET, queryset=for_register(seen, self.user, self.area), nil_years=years)
        self.is_office = permissions.can_work_on_decisions(self.user, self.area)
        self.year = self._year()

    def _year(self) -> int | None:
        year = self.narrowed.form.cleaned_data.get("year") if self.narrowed.form.is_valid() else ""
        return int(year) if year else None

    @property
    def nils(self) -> list[NilReturn]:
        """Those of the year that is shown; none where something else narrows the list, which then speaks of decisions alone."""
        if not self.narrowed.only_year or not self.narrowed.form.is_valid():
            return []
        return [one for one in self.every_nil if self.year in (None, one.started_on.year, one.ended_on.year)]

    @property
    def missing(self) -> list[str]:
        """For each year that is shown, the numbers below the highest shown that no decision here has. One that the reader may not
        know of is held all the same."""
        if not self.narrowed.only_year or not self.narrowed.form.is_valid():
            return []
        highest: dict[int, int] = {}
        for year, number in self.narrowed.queryset.order_by().values_list("year", "number"):
            highest[year] = max(number, highest.get(year, 0))
        held: dict[int, set[int]] = {}
        for year, number in Decision.objects.filter(area=self.area, year__in=highest).values_list("year", "number"):
            held.setdefault(year, set()).add(number)
        years = [year for year in sorted(highest, reverse=True) if self.year in (None, year)]
        return [words for year in years if (words := gap_words(year, gaps_of(held[year], highest[year])))]

    @cached_property
    def table(self) -> RegisterTable:
        asked = self.request.GET.get("sort", "")
        asked = asked if asked.removeprefix("-") in ("signed", "cost") else ("reference" if asked == "reference" else "")
        rows: Any = self.narrowed.rows
        if asked in BY_REFERENCE:
            rows = Lines(rows, self.nils, down=BY_REFERENCE[asked])
        columns = [
            Column("reference", _("Reference"), _reference_cell, "place", heads_row=True),
            Column("title", _("What was decided"), _title_cell),
            Column("signed", _("Signed"), _signed_cell, "signed_on"),
            Column("cost", _("Cost or ceiling"), _cost_cell, "seen_cost"),
            Column("state", _("State"), lambda row: _state_cell(row, self.is_office)),
        ]
        caption = _("Decisions of %(year)s") % {"year": self.year} if self.year else _("Decisions of all years")
        return RegisterTable(self.request, rows, columns=columns, caption=caption, empty="", order="-reference")

    @property
    def decisions(self) -> Any:
        """The decisions of the list in its order, on every page of it."""
        rows = self.table.page.paginator.object_list
        return rows.decisions if isinstance(rows, Lines) else rows


@require_safe
def decision_list(request: Any, area: str) -> HttpResponse:
    """What did the Commissioner decide, and when was nothing decided?"""
    register = Register(request)
    table, nils = register.table, register.nils
    shown = listing.shown(request, register.narrowed, words=_words(table, nils), export="decisions:decision-export")
    table.empty = _empty(register)
    context = {
        **shown,
        "table": table,
        "years": _years(register),
        "missing": register.missing,
        "exports": [*shown["exports"], _json_link(request)] if table.count else [],
        "feed_url": reverse("decisions:decision-feed", args=[area]),
        "create_url": url_or_none("decisions:decision-create", area) if register.is_office else None,
        "other_links": _other_links(register),
        "rules": list(_rules(request.area)),
        "is_office": register.is_office,
    }
    return render(request, "decisions/decision_list.html", context)


@require_safe
def decision_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it; the office gets every text, so that the
    file can be brought in again. That it took them out stands in the audit trail."""
    if fmt not in (*listing.FORMATS, "json"):
        raise Http404
    register = Register(request)
    rows = list(register.decisions)
    if register.is_office:
        detail = {"rows": len(rows), "kind": fmt}
        record(actor=request.user, action="decisions.register_exported", area=request.area, detail=detail)
    if fmt != "json":
        dataset = decision_dataset(rows, is_office=register.is_office)
        return listing.dataset_as_file(dataset, fmt=fmt, name=f"{area}-decisions")
    absolute = request.build_absolute_uri
    made = register_json(rows, register.nils, is_office=register.is_office, absolute=absolute, missing=register.missing)
    response = JsonResponse({"area": request.area.name, "as_at": clock.today().isoformat(), **made})
    response["Content-Disposition"] = f'attachment; filename="{area}-decisions.json"'
    return response


# Words -----------------------------------------------------------------------------------------------------------


def _words(table: RegisterTable, nils: list[NilReturn]) -> str:
    """12 decisions and 1 nil return."""
    count = table.count - (len(nils) if isinstance(table._rows, Lines) else 0)
    words = ngettext("%(count)s decision", "%(count)s decisions", count) % {"count": f"{count:,}"}
    if not nils or not isinstance(table._rows, Lines):
        return words
    more = ngettext("%(count)s nil return", "%(count)s nil returns", len(nils)) % {"count": f"{len(nils):,}"}
    return _("%(decisions)s and %(nils)s") % {"decisions": words, "nils": more}


def _empty(register: Register) -> str:
    """Why nothing is shown, and what to do next."""
    if register.narrowed.in_force():
        return _("No decisions match. Remove a filter.")
    if register.is_office:
        return _("No decision is logged yet. Log the first, bring in an older register, or state a nil return.")
    return _("No decision is published yet. Decisions appear here once they are signed and published.")


# Cells -----------------------------------------------------------------------------------------------------------


def _reference_cell(row: Any) -> SafeString | str:
    if isinstance(row, NilReturn):
        return _("Nil return")
    name = format_html('<span class="app-nowrap">{}</span>', row.reference)
    if url := url_or_none("decisions:decision-detail", row.area.slug, row.slug):
        name = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', url, row.reference)
    if row.printed_label and row.is_read:
        return format_html(QUIET, name, _("also printed as %(number)s") % {"number": row.printed_label})
    return name


def _title_cell(row: Any) -> SafeString | str:
    """The title; of an exempt decision, for who may not read it, its neutral title, the paragraph and the reason alone."""
    if isinstance(row, NilReturn):
        return format_html(QUIET, nil_sentence(row), row.note) if row.note else nil_sentence(row)
    mark = private_tag(row)
    title = format_html("{} {}", row.seen_title, mark) if mark else row.seen_title
    if row.is_read:
        return title
    paragraph = ExemptParagraph(row.exempt_paragraph).label if row.exempt_paragraph else ""
    words = _("Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s. %(reason)s")
    return format_html(QUIET, title, words % {"paragraph": paragraph, "reason": row.public_interest_reason})


def _signed_cell(row: Any) -> SafeString | str:
    if isinstance(row, NilReturn):
        return ""
    return format_html('<span class="app-nowrap">{}</span>', short_date(row.signed_on)) if row.signed_on else _("not signed")


def _cost_cell(row: Any) -> SafeString | str:
    if isinstance(row, NilReturn):
        return ""
    if not row.is_read:
        return _("private")
    words = cost_words(row.cost_kind, row.cost)
    return format_html(QUIET, words, row.term) if row.term else words


def _state_cell(row: Any, is_office: bool) -> SafeString | str:
    if isinstance(row, NilReturn):
        return ""
    by = row.rescinded_by
    if by is None or not (by.is_out or is_office):
        return state_tag(row)
    url = url_or_none("decisions:decision-detail", by.area.slug, by.slug)
    name = format_html('<a class="govuk-link" href="{}">{}</a>', url, by.reference) if url else by.reference
    return format_html(QUIET, state_tag(row), format_html(_("by {}"), name))


# Links -----------------------------------------------------------------------------------------------------------


def _years(register: Register) -> list[dict[str, Any]]:
    """Every year of the register, the newest first, each with its address; the one that is shown is marked."""
    whole = register.request.GET.copy()
    for name in ("page", "year"):
        whole.pop(name, None)
    links = [{"text": _("All years"), "url": f"?{whole.urlencode()}", "current": register.year is None}]
    for year in register.narrowed.years:
        url = listing.address(register.request, year=str(year))
        links.append({"text": str(year), "url": url, "current": register.year == year})
    return links


def _json_link(request: Any) -> dict[str, str]:
    query = listing.address(request)
    url = reverse("decisions:decision-export", args=[request.area.slug, "json"])
    return {"text": _("Download as %(kind)s") % {"kind": "JSON"}, "url": url + (query if query != "?" else "")}


def _other_links(register: Register) -> list[dict[str, str]]:
    """What else there is about decisions, for who may open it."""
    area, is_office = register.area.slug, register.is_office
    wanted = [
        ("decisions:decision-pipeline", _("Where each decision stands"), is_office),
        ("decisions:register-import", _("Bring in a register"), is_office),
        ("decisions:nil-return-create", _("State a nil return"), is_office),
        ("decisions:nil-return-list", _("Nil returns"), bool(register.every_nil) or is_office),
        ("updates:update-list", _("The Commissioner’s update reports"), True),
        ("scheme:scheme-list", _("What the Commissioner must publish"), True),
    ]
    found = [(url_or_none(name, area), text) for name, text, is_open in wanted if is_open]
    return [{"url": url, "text": text} for url, text in found if url]


def _rules(area: Any) -> Any:
    """The duty to publish, as it holds today where the area lies."""
    places = jurisdictions_of(area)
    return (
        Rule.objects.in_force(clock.today()).filter(jurisdiction__in=places, key=SIGNIFICANT_DECISIONS).order_by("jurisdiction")
    )
