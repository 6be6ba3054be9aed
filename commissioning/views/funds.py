"""Funds as everybody reads them: the list, one fund with its grants and what its totals come to, and the list as a file."""

from functools import cached_property
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
from commissioning.filters.grants import FundFilter
from commissioning.models import Award, Exercise, Fund, StatedTotal
from commissioning.services.fund_reading import Standing, standings, told_of
from commissioning.services.totals import checks_of
from commissioning.views import award_words
from commissioning.views import grant_words as words_of
from commissioning.views.cells import dataset, facts_of, linked, outer_link, priority_words
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from interface import markdown
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from meetings.views import listing
from panels.rules.hosts import years_words

Step = tuple[str, str]


class FundTable(Table):
    """Funds, with what is awarded of those of the page, fetched once."""

    @cached_property
    def standings(self) -> dict[int, Standing]:
        return standings(self.page, self.request.user)


def grants_step(request: Any) -> Step:
    """The way to the list of grants."""
    return reverse("grants:grant-list", args=[request.area.slug]), _("Grants")


def list_steps(request: Any) -> list[Step]:
    """The way to a page below the list of funds."""
    return [grants_step(request), (reverse("grants:fund-list", args=[request.area.slug]), _("Funds"))]


def find(request: Any, slug: str) -> Fund:
    """A fund that the reader may see."""
    seen = Fund.objects.visible_to(request.user).select_related("area", "priority")
    return get_object_or_404(seen, area=request.area, slug=slug)


@require_safe
def fund_list(request: Any, area: str) -> HttpResponse:
    """Which money is given out as grants, how much of it is left, and by when must it be spent?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_commission(request.user, request.area)
    words = ngettext("%(count)s fund", "%(count)s funds", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request, grants_step(request)),
        **listing.shown(request, narrowed, words=words, export="grants:fund-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/fund_list.html", context)


@require_safe
def fund_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    stand = standings(rows, request.user)
    heads = (
        _("Fund"), _("Kind"), _("Financial year"), _("Whose money it is"), _("Budget in pounds"), _("VAT of the budget"),
        _("Awarded in pounds"), _("VAT of what is awarded"), _("Grants"), _("Left in pounds"), _("To be spent by"),
        _("Who decides"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (_line(one, stand[one.pk]) for one in rows)
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-funds")


def _line(one: Fund, stand: Standing) -> tuple[Any, ...]:
    budget, left = ("" if value is None else value for value in (one.budget, stand.left))
    return (
        one.title, one.get_kind_display(), years_words(one.year), one.funder, budget, one.get_vat_display(), stand.awarded,
        stand.vat, stand.count, left, one.spend_by.isoformat() if one.spend_by else "", words_of.decider_words(one),
        _("Yes") if one.published_at else _("No"), one.get_absolute_url(),
    )  # fmt: skip


def _narrowed(request: Any) -> FundFilter:
    seen = Fund.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return FundFilter(request.GET, queryset=seen.order_by("-year", "title", "pk"))


def _table(request: Any, narrowed: FundFilter) -> FundTable:
    works = permissions.can_commission(request.user, request.area)

    def awarded(one: Fund) -> SafeString:
        stand = table.standings[one.pk]
        told = words_of.with_vat(stand.awarded, stand.vat)
        return told if stand.count else format_html("{}", _awarded_words(stand, works=works))

    def budget(one: Fund) -> SafeString | str:
        return _("not known") if one.budget is None else words_of.with_vat(one.budget, one.get_vat_display())

    columns = [
        Column("title", _("Fund"), lambda one: linked(one, one.title, one.funder), "title", heads_row=True),
        Column("year", _("Year"), lambda one: years_words(one.year), "year"),
        Column("budget", _("Budget"), budget, "budget", numeric=True),
        Column("awarded", _("Awarded"), awarded, numeric=True),
        Column("left", _("Left"), lambda one: words_of.pounds(table.standings[one.pk].left), numeric=True),
        Column("spend", _("To be spent by"), lambda one: short_date(one.spend_by) or _("not known"), "spend_by"),
    ]
    caption = _("Funds, the newest year first. Awarded and left as far as grants are published")
    table = FundTable(request, narrowed.rows, columns=columns, caption=caption, empty="")
    return table


def _empty(narrowed: FundFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No funds match. Remove a filter.")
    if works:
        return _("No fund is entered yet. Enter one with its budget and the day by which it must be spent.")
    return _("No fund is published yet. Funds and their grants appear here once they are.")


# One fund -------------------------------------------------------------------------------------------------------------


@require_safe
def fund_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What was given to whom out of this fund, what is left, and do the totals add up?"""
    fund = find(request, slug)
    works = permissions.can_commission(request.user, request.area)
    stand = standings([fund], request.user)[fund.pk]
    context = {
        "fund": fund,
        "works": works,
        "key_facts": _key_facts(fund, stand, works=works),
        "about": markdown.render(fund.about, level=3),
        "facts": _facts(request, fund),
        "table": _awards(request, fund, stand, works=works),
        "total": _total_words(stand),
        "checks": _checks(request, fund),
        "rounds": _rounds(request, fund),
        "acts": _acts(fund) if works else [],
        "parts": parts(request),
        "breadcrumbs": crumbs(request, *list_steps(request)),
    }
    return render(request, "commissioning/fund_detail.html", context)


def _key_facts(fund: Fund, stand: Standing, *, works: bool) -> list[dict[str, Any]]:
    grants = ngettext("%(count)s grant", "%(count)s grants", stand.count) % {"count": f"{stand.count:,}"}
    told = "" if works else _("as far as grants are published")
    return words_of.fact_list(
        (_("Budget"), words_of.pounds(fund.budget), fund.get_vat_display() if fund.budget is not None else ""),
        (_("Awarded"), _awarded_words(stand, works=works), words_of.dashed([grants, stand.vat]) if stand.count else ""),
        (_("Left"), words_of.pounds(stand.left), words_of.dashed([_left_words(stand), told]) if stand.left is not None else ""),
        (_("To be spent by"), short_date(fund.spend_by) or _("not known"), ""),
    )


def _awarded_words(stand: Standing, *, works: bool) -> str:
    """What is awarded of a fund. Without a grant that a person reads nobody but the office knows that nothing is awarded."""
    if stand.count:
        return words_of.pounds(stand.awarded)
    return _("none") if works else _("none published")


def _left_words(stand: Standing) -> str:
    is_over = stand.left is not None and stand.left < 0
    return _("more is awarded than the budget") if is_over else _("of the budget")


def _facts(request: Any, fund: Fund) -> list[dict[str, Any]]:
    crime = _("its grants are published with recipient, purpose, conditions and reasons")
    return facts_of(
        (_("Kind"), fund.get_kind_display()),
        (_("Financial year"), years_words(fund.year)),
        (_("Whose money it is"), fund.funder),
        (_("Who decides"), words_of.decider_words(fund)),
        (_("Priority"), priority_words(fund, request.user)),
        (_("Crime and disorder reduction"), crime if fund.is_crime_and_disorder else ""),
        (_("How to apply"), outer_link(fund.url, _("Read how to apply"))),
    )


def _awards(request: Any, fund: Fund, stand: Standing, *, works: bool) -> Table:
    seen = Award.objects.wholly_read(request.user).made().filter(fund=fund).select_related("provider")
    columns = [
        Column(
            "recipient", _("Recipient"), lambda one: words_of.provider_link(one.provider, fund.area, works=works),
            "provider__name", heads_row=True,
        ),
        Column("grant", _("Grant"), lambda one: words_of.award_link(one, fund.area), "title"),
        Column("purpose", _("What it is for"), lambda one: one.purpose or _("not known")),
        Column("awarded", _("Awarded on"), lambda one: short_date(one.awarded_on), "awarded_on"),
        Column("state", _("State"), award_words.state_tag, "status"),
        Column("amount", _("Amount"), lambda one: words_of.pounds(one.amount), "amount", numeric=True),
    ]  # fmt: skip
    if stand.count and len(set(seen.order_by().values_list("vat", flat=True).distinct())) > 1:
        columns[-1] = Column(
            "amount", _("Amount"), lambda one: words_of.with_vat(one.amount, one.get_vat_display()), "amount", numeric=True
        )
    caption = _("Grants of this fund: %(vat)s") % {"vat": stand.vat} if stand.vat else _("Grants of this fund")
    empty = _("No grant of this fund is published yet.")
    return Table(request, seen.order_by("-awarded_on", "provider__name", "pk"), columns=columns, caption=caption, empty=empty)


def _total_words(stand: Standing) -> str:
    if not stand.count:
        return ""
    words = ngettext("The %(count)s grant makes %(sum)s", "The %(count)s grants make %(sum)s", stand.count)
    return words % {"count": f"{stand.count:,}", "sum": words_of.pounds(stand.awarded)}


def _checks(request: Any, fund: Fund) -> list[dict[str, Any]]:
    """The totals that papers state of this fund, each with what the lines come to."""
    rows = list(StatedTotal.objects.visible_to(request.user).kept().filter(fund=fund).select_related("area"))
    found = checks_of(rows, request.user)
    return [
        {
            "title": one.title, "source": one.source, "words": words_of.check_words(found[one.pk]),
            "tag": words_of.check_tag(found[one.pk]), "url": reverse("grants:total-detail", args=[fund.area.slug, one.number]),
        }
        for one in rows
    ]  # fmt: skip


def _rounds(request: Any, fund: Fund) -> list[dict[str, Any]]:
    rows = list(Exercise.objects.visible_to(request.user).filter(fund=fund).order_by("-created_at"))
    told = told_of(rows, request.user)
    return [
        {
            "link": words_of.exercise_link(one, fund.area), "state": one.get_status_display(),
            "told": words_of.told_words(told[one.pk], one), "closes": short_date(one.closes_on) or _("not known"),
            "decided": words_of.decided_words(one),
        }
        for one in rows
    ]  # fmt: skip


def _acts(fund: Fund) -> list[dict[str, str]]:
    change, publish = (_("Change the fund"), "fund-update"), (_("Publish the fund"), "fund-publish")
    hide = (_("Take it from the public"), "fund-hide")
    args = [fund.area.slug, fund.slug]
    named = [change, hide] if fund.published_at else [publish, change]
    made = [{"text": words, "url": reverse(f"grants:{name}", args=args)} for words, name in named]
    total = reverse("grants:total-create", args=args[:1])
    return [*made, {"text": _("Enter a total that a paper states of it"), "url": f"{total}?fund={fund.slug}"}]
