"""What the councils give towards the cost of the panel in a year: read by everybody, kept in one form, and as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import money, short_date
from interface.templatetags.govuk import tag
from panels.choices import ContributionStatus
from panels.forms.hosts import ContributionsForm, YearForm, chosen_year
from panels.models import Authority, Body, Contribution
from panels.resources import list_of_contributions
from panels.rulebook import PANEL_COSTS
from panels.rules.hosts import Sum, financial_year, first_day, shares_of, years_words
from panels.services import hosts as services
from panels.services.hosts import Share
from panels.views.keeping import ActPage, act, exported, exports, kept_panel, panel_here, posted, trail
from panels.views.ruled import rule_here

COLOURS: dict[str, str] = {
    ContributionStatus.PENDING: "yellow",
    ContributionStatus.AGREED: "green",
    ContributionStatus.PAID: "green",
    ContributionStatus.DECLINED: "red",
}


def contributions_of(request: Any, panel: Body, *, keeps: bool) -> dict[str, Any]:
    """The part of the host's page that tells of a year's contributions."""
    years = _years(request, panel)
    year = chosen_year(request.GET.get("year", ""), _usual_year(years))
    rows = list(_rows(request, panel, year))
    sums = shares_of(rows)
    here = [request.area.slug]
    return {
        "years_words": years_words(year),
        "years": [{"url": f"?year={one}", "text": years_words(one), "current": one == year} for one in years],
        "table": _table(request, rows, year),
        "key_facts": _sums(sums.promised, sums.pending, sums.declined, sums.in_all) if rows else [],
        "rule": rule_here(request.area, PANEL_COSTS, clock.today()),
        "exports": exports("contribution-export", request, f"?year={year}") if rows else [],
        "url": f"{reverse('panels:contribution-update', args=here)}?year={year}" if keeps else "",
    }


def _years(request: Any, panel: Body) -> list[int]:
    rows = Contribution.objects.visible_to(request.user).filter(body=panel)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _usual_year(years: list[int]) -> int:
    """The newest year that is written down; else the one that it is."""
    return years[0] if years else financial_year(clock.today())


def _rows(request: Any, panel: Body, year: int) -> Any:
    rows = Contribution.objects.visible_to(request.user).filter(body=panel, year=year)
    return rows.select_related("authority").order_by("authority__name", "pk")


def _table(request: Any, rows: list[Contribution], year: int) -> Table:
    columns = [
        Column("council", _("Council"), "authority.name", heads_row=True),
        Column("amount", _("Amount"), lambda row: money(row.amount), numeric=True),
        Column("state", _("State"), _state),
        Column("agreed", _("Agreed on"), lambda row: short_date(row.agreed_on) or _agreed_unknown(row)),
        Column("note", _("Note"), lambda row: row.note or _("none")),
    ]
    caption = _("Contributions of the councils, %(years)s") % {"years": years_words(year)}
    empty = _("No council has been asked for a contribution in %(years)s.") % {"years": years_words(year)}
    return Table(request, rows, columns=columns, caption=caption, empty=empty)


def _state(row: Contribution) -> SafeString | str:
    short = {
        ContributionStatus.PENDING: _("Not agreed yet"),
        ContributionStatus.AGREED: _("Agreed"),
        ContributionStatus.PAID: _("Paid"),
        ContributionStatus.DECLINED: _("Declined"),
    }
    return tag(short[ContributionStatus(row.status)], COLOURS[row.status])


def _agreed_unknown(row: Contribution) -> str:
    return _("day not known") if row.status in (ContributionStatus.AGREED, ContributionStatus.PAID) else _("not agreed")


def _sums(promised: Sum, pending: Sum, declined: Sum, in_all: Sum) -> list[dict[str, str]]:
    found = [
        {"term": _("Agreed or paid"), "value": money(promised.pounds), "note": _councils(promised.count)},
        {"term": _("Asked for, not agreed yet"), "value": money(pending.pounds), "note": _councils(pending.count)},
    ]
    in_all_words = _("In all, without what was declined") if declined.count else _("In all")
    if declined.count:
        found.append({"term": _("Declined"), "value": money(declined.pounds), "note": _councils(declined.count)})
    return [
        *found,
        {"term": in_all_words, "value": money(in_all.pounds), "note": _councils(in_all.count)},
    ]


def _councils(count: int) -> str:
    return ngettext("%(count)s council", "%(count)s councils", count) % {"count": count}


@require_safe
def contribution_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the page shows of a year."""
    panel = panel_here(request)
    year = chosen_year(request.GET.get("year", ""), _usual_year(_years(request, panel)))
    return exported(list_of_contributions(_rows(request, panel, year)), f"{area}-contributions-{year}", fmt)


@login_required
def contribution_update(request: Any, area: str) -> HttpResponse:
    """What every council gives in a year, in one form; without a year in the address it asks for one."""
    panel = kept_panel(request)
    asked = YearForm(request.GET if "year" in request.GET else None)
    if not asked.is_valid():
        page = ActPage(_("Contributions: choose the year"), _("Go on"), _trail(request))
        return act(request, asked, page, lambda: "", "panels/contribution_year.html")
    year = asked.cleaned_data["year"]
    kept = {row.authority_id: row for row in _rows(request, panel, year)}
    form = ContributionsForm(
        posted(request), authorities=_asked_authorities(request, year, kept), rows=kept, year=year,
        sheet=services.sheet_version(panel, year),
    )  # fmt: skip
    title = _("Contributions of the councils, %(years)s") % {"years": years_words(year)}
    words = [_("Leave the amount empty for a council that is not asked. The totals are worked out.")]
    page = ActPage(title, _("Save the contributions"), _trail(request), words=words)

    def work() -> str:
        shares = [Share(**answer) for answer in form.answers()]
        version = form.cleaned_data["version"]
        changed = services.keep_contributions(body=panel, year=year, version=version, shares=shares, actor=request.user)
        words = ngettext("%(count)s contribution is saved", "%(count)s contributions are saved", len(changed))
        messages.success(request, words % {"count": len(changed)} if changed else _("Nothing has changed"))
        return f"{reverse('panels:host-list', args=[request.area.slug])}?year={year}"

    return act(request, form, page, work, "panels/contribution_form.html")


def _asked_authorities(request: Any, year: int, kept: dict[int, Contribution]) -> list[Authority]:
    """The councils that are there in some part of a financial year, and those with a row."""
    there = Q(started_on__lt=first_day(year + 1)) & (Q(ended_on__isnull=True) | Q(ended_on__gte=first_day(year)))
    rows = Authority.objects.visible_to(request.user).filter(area=request.area).filter(there | Q(pk__in=kept))
    return list(rows.order_by("name", "pk"))


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("host-list", _("Host authority")))
