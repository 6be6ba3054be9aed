"""The list of statutory cases, and the same as a file."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import CaseKind, CaseStatus
from decisions.filters import CaseFilter, for_list
from decisions.models import Case
from decisions.resources import CaseResource
from decisions.rules.common_steps import POWERS
from decisions.rules.naming import MEANINGS
from decisions.rules.status import WAITS_FOR, state_words, waits_for
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.views import listing
from panels.due import state_of
from panels.models import Obligation, Rule
from panels.rulebook import jurisdictions_of

OVER = (CaseStatus.CLOSED, CaseStatus.WITHDRAWN)


class CaseTable(Table):
    """Cases, with what is due next in those of the page, fetched once."""

    @cached_property
    def due(self) -> dict[int, Obligation]:
        return coming_in(self.page, self.request.user)


@require_safe
def case_list(request: Any, area: str) -> HttpResponse:
    """What the panel examines under its powers: where each is, for whom it waits, and what is due next."""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    opens = permissions.can_open_case(request.user, request.area)
    words = ngettext("%(count)s case", "%(count)s cases", table.count) % {"count": f"{table.count:,}"}
    context = {
        "table": table,
        "can_open": opens,
        "powers": _powers(request),
        **listing.shown(request, narrowed, words=words, export="cases:case-export"),
    }
    table.empty = _empty(narrowed, opens=opens)
    context["exports"] = context["exports"] if table.count else []
    return render(request, "decisions/case_list.html", context)


@require_safe
def case_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    return listing.as_file(CaseResource(due=coming_in(rows, request.user)), rows, fmt=fmt, name=f"{area}-cases")


def coming_in(rows: Any, user: Any) -> dict[int, Obligation]:
    """What is due next in the cases of `for_list`, by its key; `has_page` says whether its own page is the reader's to read."""
    keys = [row.next_key for row in rows if row.next_key and row.status not in OVER]
    if not keys:
        return {}
    own_page = Obligation.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = Obligation.objects.filter(pk__in=keys).annotate(has_page=Exists(own_page)).select_related("area")
    return {one.pk: one for one in rows}


def _narrowed(request: Any) -> CaseFilter:
    seen = Case.objects.visible_to(request.user).for_page().filter(area=request.area)
    return CaseFilter(request.GET, queryset=for_list(seen, request.user), user=request.user, area=request.area)


def _table(request: Any, narrowed: CaseFilter) -> CaseTable:
    now = clock.now()

    def coming(case: Any) -> Any:
        return _due_cell(table.due.get(case.next_key), now)

    columns = [
        Column("title", _("Case"), _title_cell, "title", heads_row=True),
        Column("state", _("State"), lambda case: tag(state_words(case.kind, case.status)), "status"),
        Column("waits", _("Waits for, or how it ended"), _waits_cell),
        Column("due", _("Next due"), coming, "next_on"),
        Column("opened", _("Opened"), lambda case: short_date(case.opened_on), "opened_on"),
    ]
    table = CaseTable(request, narrowed.rows, columns=columns, caption=_("Cases, those that have not ended first"), empty="")
    return table


def _title_cell(case: Case) -> str:
    private = "" if case.published_at else format_html(" {}", tag(_("Private")))
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">, {}</span></a>'
    words = link + '{}<br><span class="app-quiet">{}</span>'
    opened = _("opened %(day)s") % {"day": short_date(case.opened_on)}  # two appointments to one post have one title
    return format_html(words, case.get_absolute_url(), case.title, opened, private, case.get_kind_display())


def _waits_cell(case: Case) -> str:
    if case.status in OVER:
        return case.get_outcome_display() or _("Nobody")
    return str(WAITS_FOR[waits_for(case.kind, case.status)])


def _due_cell(one: Obligation | None, now: Any) -> str:
    """What is due next, by when and under which provision."""
    if one is None:
        return _("none")
    mark = "" if one.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    what = format_html("{}", one.title)
    if one.has_page:
        what = format_html('<a class="govuk-link" href="{}">{}</a>', one.get_absolute_url(), one.title)
    words = '{}<br><span class="app-nowrap">{}</span> {}<br><span class="app-quiet">{}</span>{}'
    return format_html(words, what, short_date(one.due_on), tag(state_of(one, now).words), one.provision, mark)


def _powers(request: Any) -> list[dict[str, Any]]:
    """What each kind of case is, by the rule behind it as it holds today."""
    places = jurisdictions_of(request.area)
    rows = Rule.objects.in_force(clock.today()).filter(jurisdiction__in=places, key__in=set(POWERS.values()))
    found: dict[str, Rule] = {}
    for rule in sorted(rows, key=lambda one: -places.index(one.jurisdiction)):
        found[rule.key] = rule
    return [{"kind": kind.label, "words": MEANINGS[kind], "rule": found.get(POWERS[kind])} for kind in CaseKind]


def _empty(narrowed: CaseFilter, *, opens: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No cases match. Remove a filter.")
    if opens:
        return _("No case is open yet. Open one when the Commissioner’s notice comes, or when the panel asks for something.")
    return _("No case is published yet. Precepts, senior appointments and plans appear here when the panel examines them.")
