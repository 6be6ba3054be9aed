"""Totals that papers state, as everybody reads them: whether their lines add up, and the same as files."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import TotalUnit, Vat
from commissioning.filters.grants import TotalFilter
from commissioning.models import Award, StatedLine, StatedTotal
from commissioning.rules.totals import Check, figure
from commissioning.services.totals import check_of, checks_of
from commissioning.views import grant_words as words_of
from commissioning.views.cells import dataset, facts_of, private_tag
from commissioning.views.funds import Step, grants_step
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from interface.tables import Column, Table
from meetings.views import listing


@dataclass(frozen=True)
class Line:
    """A stated total with its check, as a row of the list."""

    total: StatedTotal
    check: Check | None


def list_steps(request: Any) -> list[Step]:
    """The way to a page below the list of totals."""
    return [grants_step(request), (reverse("grants:total-list", args=[request.area.slug]), _("Stated totals"))]


def total_url(total: StatedTotal) -> str:
    """The page of one total."""
    return reverse("grants:total-detail", args=[total.area.slug, total.number])


def seen_totals(request: Any) -> Any:
    """The totals that the reader may see: what was taken out is the office's."""
    rows = StatedTotal.objects.visible_to(request.user).filter(area=request.area).select_related("area", "fund", "exercise")
    return rows if permissions.can_commission(request.user, request.area) else rows.kept()


def find(request: Any, number: int) -> StatedTotal:
    """A total that the reader may see."""
    return get_object_or_404(seen_totals(request), number=number)


@require_safe
def total_list(request: Any, area: str) -> HttpResponse:
    """Which totals in papers do not add up, and by how much?"""
    narrowed, works = _narrowed(request), permissions.can_commission(request.user, request.area)
    lines = _lines(request, narrowed)
    table = _table(request, lines)
    words = ngettext("%(count)s stated total", "%(count)s stated totals", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request, grants_step(request)),
        "wrong": sum(one.check is not None and not one.check.agrees for one in lines),
        "removed": _removed(request) if works else [],
        **listing.shown(request, narrowed, words=words, export="grants:total-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/total_list.html", context)


@require_safe
def total_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    works = permissions.can_commission(request.user, request.area)
    heads = (
        _("Total"), _("Where it is stated"), _("Unit"), _("VAT"), _("As stated"), _("Lines add up to"), _("Difference"),
        _("In words"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (
        (one.total.title, one.total.source, one.total.get_unit_display(), vat_of(one.total, works=works), one.total.stated,
         one.check.reckoned if one.check else "", one.check.difference if one.check else "", words_of.check_words(one.check),
         _("Yes") if one.total.published_at else _("No"), total_url(one.total))
        for one in _table(request, _lines(request, _narrowed(request))).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-stated-totals")


def _narrowed(request: Any) -> TotalFilter:
    return TotalFilter(request.GET, queryset=seen_totals(request).kept().order_by("-number"))


def _lines(request: Any, narrowed: TotalFilter) -> list[Line]:
    rows = list(narrowed.rows)
    found = checks_of(rows, request.user)
    lines = [Line(one, found[one.pk]) for one in rows]
    if narrowed.agrees is None:
        return lines
    return [one for one in lines if (one.check is not None and one.check.agrees) is narrowed.agrees]


def _table(request: Any, lines: list[Line]) -> Table:
    works = permissions.can_commission(request.user, request.area)

    def stated(one: Line) -> SafeString:
        return words_of.quietly(figure(one.total.stated, one.total.unit), vat_of(one.total, works=works))

    columns = [
        Column("title", _("Total"), _title_cell, "total.title", heads_row=True),
        Column("stated", _("As stated"), stated, "total.stated", numeric=True),
        Column("sum", _("Lines add up to"), _sum_cell, "check.reckoned", numeric=True),
        Column("gap", _("Difference"), _gap_cell, "check.difference", numeric=True),
        Column("result", _("Result"), lambda one: words_of.check_tag(one.check), "check.agrees"),
    ]
    return Table(request, lines, columns=columns, caption=_("Stated totals, beside what their lines add up to"), empty="")


def vat_of(total: StatedTotal, *, works: bool) -> str:
    """How a total in pounds stands to VAT: as its fund does, where the reader may know of that; papers seldom say."""
    if total.unit != TotalUnit.POUNDS:
        return ""
    is_told = total.fund is not None and (works or total.fund.published_at is not None)
    return total.fund.get_vat_display() if total.fund is not None and is_told else str(Vat.NOT_STATED.label)


def _title_cell(line: Line) -> SafeString:
    total = line.total
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', total_url(total), total.title, private_tag(total))
    return words_of.quietly(link, total.source)


def _sum_cell(line: Line) -> str:
    return figure(line.check.reckoned, line.total.unit) if line.check else _("not known")


def _gap_cell(line: Line) -> str:
    return words_of.difference_words(line.check, line.total.unit)


def _empty(narrowed: TotalFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No totals match. Remove a filter.")
    if works:
        return _("No total is entered yet. Enter one as a paper states it, and its lines.")
    return _("No total is published yet. Totals of papers appear here beside what their lines add up to.")


def _removed(request: Any) -> list[dict[str, str]]:
    rows = seen_totals(request).filter(removed_at__isnull=False).order_by("-number")
    return [{"words": one.title, "url": reverse("grants:total-restore", args=[one.area.slug, one.number])} for one in rows]


# One total ------------------------------------------------------------------------------------------------------------


@require_safe
def total_detail(request: Any, area: str, number: int) -> HttpResponse:
    """Do the lines add up to what is stated?"""
    total, works = find(request, number), permissions.can_commission(request.user, request.area)
    check = check_of(total, request.user)
    lines = list(StatedLine.objects.visible_to(request.user).filter(total=total).order_by("number"))
    standing = [one for one in lines if one.removed_at is None]
    context = {
        "total": total, "works": works, "check": check, "state": words_of.check_tag(check),
        "words": words_of.check_words(check), "key_facts": _key_facts(total, check, works=works),
        "facts": _facts(request, total, works=works),
        "lines": [_line_cells(total, one, works=works) for one in standing],
        "awards": [] if standing else _awards(request, total, works=works), "acts": _acts(total) if works else [],
        "unit_words": _unit_words(total, works=works),
        "removed": _removed_lines(total, lines) if works else [], "parts": parts(request),
        "breadcrumbs": crumbs(request, *list_steps(request)),
    }  # fmt: skip
    return render(request, "commissioning/total_detail.html", context)


def _unit_words(total: StatedTotal, *, works: bool) -> str:
    vat = vat_of(total, works=works)
    return _("in pounds: %(vat)s") % {"vat": vat} if vat else _("as numbers")


def _key_facts(total: StatedTotal, check: Check | None, *, works: bool) -> list[dict[str, Any]]:
    reckoned = figure(check.reckoned, total.unit) if check else _("not known")
    return words_of.fact_list(
        (_("As stated"), figure(total.stated, total.unit), vat_of(total, works=works)),
        (_("Lines add up to"), reckoned, ""),
        (_("Difference"), words_of.difference_words(check, total.unit), ""),
    )


def _facts(request: Any, total: StatedTotal, *, works: bool) -> list[dict[str, Any]]:
    fund, exercise = total.fund, total.exercise
    shows_fund = fund is not None and (works or fund.published_at)
    shows_exercise = exercise is not None and (works or exercise.published_at)
    fund_url = reverse("grants:fund-detail", args=[request.area.slug, fund.slug]) if fund else ""
    return facts_of(
        (_("Where it is stated"), total.source),
        (_("Fund"), words_of.linked_to(fund_url, fund.title) if fund and shows_fund else ""),
        (_("Round"), words_of.exercise_link(exercise, request.area) if shows_exercise else ""),
    )


def _line_cells(total: StatedTotal, line: StatedLine, *, works: bool) -> dict[str, Any]:
    args = [total.area.slug, total.number, line.number]
    acts = [(_("Change"), "line-update"), (_("Take out"), "line-remove")] if works and total.removed_at is None else []
    return {
        "label": line.label, "value": figure(line.value, total.unit),
        "acts": [{"text": words, "url": reverse(f"grants:{name}", args=args)} for words, name in acts],
    }  # fmt: skip


def _awards(request: Any, total: StatedTotal, *, works: bool) -> list[dict[str, Any]]:
    """The awards that are added up where a total has no lines of its own."""
    named = {name: getattr(total, name) for name in ("fund", "exercise") if getattr(total, name) is not None}
    if not named:
        return []
    rows = Award.objects.wholly_read(request.user).made().filter(**named).select_related("provider")
    return [
        {
            "recipient": words_of.provider_link(one.provider, request.area, works=works),
            "award": words_of.award_link(one, request.area),
            "amount": words_of.with_vat(one.amount, one.get_vat_display()),
        }
        for one in rows.order_by("provider__name", "pk")
    ]  # fmt: skip


def _acts(total: StatedTotal) -> list[dict[str, str]]:
    args = [total.area.slug, total.number]
    line, change = (_("Add a line"), "line-create"), (_("Change the total"), "total-update")
    hide, publish = (_("Take it from the public"), "total-hide"), (_("Publish the total"), "total-publish")
    named = [line, change, hide] if total.published_at else [line, publish, change]
    named = [*named, (_("Take the total out"), "total-remove")]
    if total.removed_at is not None:
        named = [(_("Put the total back"), "total-restore")]
    return [{"text": words, "url": reverse(f"grants:{name}", args=args)} for words, name in named]


def _removed_lines(total: StatedTotal, lines: list[StatedLine]) -> list[dict[str, str]]:
    args = [total.area.slug, total.number]
    return [
        {"words": one.label, "url": reverse("grants:line-restore", args=[*args, one.number])} for one in lines if one.removed_at
    ]
