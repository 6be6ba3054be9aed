"""The page on which commissioning opens: where the money goes, what slips, what is new."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import AwardStatus, ReturnStatus
from commissioning.models import Award, Exercise, Extension, Fund, FundingBid, MonitoringReturn
from commissioning.papers.commissioning import ending_title
from commissioning.rules import stages as stages_of
from commissioning.rules.overview import (
    Ending,
    Slice,
    letter,
    spending_chart,
    together,
    vat_together,
)
from commissioning.rules.stages import slip_words
from commissioning.rules.standing import Standing
from commissioning.rules.totals import Check, add_up, figure, vat_words
from commissioning.services import overview as services
from commissioning.views.award_words import reading_tag
from commissioning.views.cells import QUIET, private_tag
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from decisions.papers.key_decisions import last_met
from interface import clock
from interface.charts import chart_figure
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money, short_date
from interface.templatetags.govuk import tag
from panels.models import Body
from panels.rules.hosts import years_words

MOST = 10  # rows of a part; the rest stands in its own list
MOST_ENDINGS = 100  # the rest stands in the calendar
LINK = '<a class="govuk-link" href="{}">{}</a>'


@require_safe
def overview(request: Any, area: str) -> HttpResponse:
    """Where does the money go, what slips, and what is new?"""
    today, here = clock.today(), request.area
    panel = Body.objects.panel_of(here, today)
    since = last_met(panel, today) if panel else None
    awards = services.new_awards(here, request.user, since=since, on=today)
    standings = services.standings(here, request.user, today)
    endings = services.endings(here, request.user, today)
    wrong = services.wrong_totals(here, request.user)
    works = permissions.can_commission(request.user, here)
    context = {
        "works": works, "since": since, "calls": services.open_calls(here, request.user, today),
        "parts": parts(request), "breadcrumbs": crumbs(request),
        "key_facts": _key_facts(awards, standings, endings, wrong), "private_words": services.private_words(here, request.user),
        "new": _new(request, awards, since), "more_awards": _more(request, "awards:award-list", awards),
        "stages": _stages(request, standings), "more_stages": _more(request, "commissioning:pipeline", standings),
        "endings": _endings(request, endings), "calendar_url": url_or_none("commissioning:calendar", area),
        "wrong": _wrong(request, wrong), "totals_url": url_or_none("grants:total-list", area), **_spending(request, today),
        "office": _office(request, today) if works else [], "priorities_url": url_or_none("commissioning:priority-list", area),
    }  # fmt: skip
    return render(request, "commissioning/overview.html", context)


def _key_facts(
    awards: list[Award], standings: list[Standing], endings: list[Ending], wrong: list[Any]
) -> list[dict[str, Any]]:  # fmt: skip
    slips, late = sum(one.slips for one in standings), sum(one.is_late for one in endings)
    total = money(add_up([one.amount for one in awards]), "pence")
    said = {"sum": total, "vat": vat_words([one.vat for one in awards])}
    return [
        {"term": _("New awards"), "value": _many(len(awards)), "note": _("%(sum)s. %(vat)s") % said if awards else ""},
        {"term": _("Procurements in hand"), "value": _many(len(standings)),
         "note": ngettext("%(count)d slips", "%(count)d slip", slips) % {"count": slips} if slips else ""},
        {"term": _("Ends or is due in 6 months"), "value": _many(len(endings) - late),
         "note": ngettext("%(count)d past its day", "%(count)d past their day", late) % {"count": late} if late else ""},
        {"term": _("Totals that do not add up"), "value": _many(len(wrong))},
    ]  # fmt: skip


def _many(count: int) -> str:
    return f"{count:,}" if count else _("none")


def _more(request: Any, route: str, rows: list[Any]) -> str | None:
    """Where the whole list is, when not all of it is shown."""
    return url_or_none(route, request.area.slug) if len(rows) > MOST else None


# What is new, and where it goes -----------------------------------------------------------------------------------------


def _new(request: Any, awards: list[Award], since: date | None) -> Table:
    caption = (
        _("Awards made or published since the panel met on %(day)s") % {"day": long_date(since)}
        if since
        else _("Awards of the last year")
    )
    if len(awards) > MOST:
        caption = _("%(caption)s: the newest %(count)d") % {"caption": caption, "count": MOST}
    columns = [
        Column("award", _("Award"), _award_cell, heads_row=True),
        Column("provider", _("Provider"), lambda one: one.provider.name),
        Column("amount", _("Amount"), _amount_cell, numeric=True),
        Column("on", _("Awarded"), lambda one: short_date(one.awarded_on)),
    ]
    empty = _("Nothing was awarded since then.") if since else _("Nothing was awarded in the last year.")
    return Table(request, awards[:MOST], columns=columns, caption=caption, caption_size="s", empty=empty)


def _amount_cell(one: Award) -> SafeString:
    return format_html(QUIET, money(one.amount, "pence"), one.get_vat_display())


def _award_cell(one: Award) -> SafeString:
    url = url_or_none("awards:award-detail", one.area.slug, one.reference)
    title = format_html("{}{}", format_html(LINK, url, one.title) if url else one.title, reading_tag(one))
    return format_html(QUIET, title, f"{one.get_kind_display()}, {one.reference}")


def _spending(request: Any, today: date) -> dict[str, Any]:
    """The awards of a financial year by priority: the year that is asked for, where anything was awarded in it, else this one."""
    known = services.years(request.area, request.user, today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in known} else known[0]
    slices = services.by_priority(request.area, request.user, year=year, on=today)
    return {
        "year": years_words(year), "spending": _by_priority(request, slices, year),
        "chart": chart_figure(spending_chart(slices, year), level=3, key="priority") if slices else "",
        "sum_words": _sum_words(slices, year),
        "years": [{"text": years_words(one), "url": f"?year={one}#spending", "current": one == year} for one in known],
    }  # fmt: skip


def _by_priority(request: Any, slices: list[Slice], year: int) -> Table:
    rows = [(letter(at), one) for at, one in enumerate(slices)]
    columns = [
        Column("priority", _("Priority"), lambda row: f"{row[0]}. {row[1].title}", heads_row=True),
        Column("count", _("Awards"), lambda row: f"{row[1].count:,}", numeric=True),
        Column("grants", _("Grants"), lambda row: money(row[1].grants, "pence"), numeric=True),
        Column("contracts", _("Contracts"), lambda row: money(row[1].contracts, "pence"), numeric=True),
        Column("total", _("Together"), lambda row: money(row[1].total, "pence"), numeric=True),
        Column("vat", _("VAT"), lambda row: row[1].vat),
    ]
    caption = _("Awards of %(year)s by priority, in pounds as they were made") % {"year": years_words(year)}
    empty = _("Nothing is awarded in %(year)s yet.") % {"year": years_words(year)}
    return Table(request, rows, columns=columns, caption=caption, caption_size="s", empty=empty, per_page=500)


def _sum_words(slices: list[Slice], year: int) -> str:
    if not slices:
        return ""
    said = {"year": years_words(year), "sum": money(together(slices), "pence"), "vat": vat_together(slices)}
    return _("Awards of %(year)s come to %(sum)s. %(vat)s.") % said


# What slips and what ends -------------------------------------------------------------------------------------------------


def _stages(request: Any, standings: list[Standing]) -> Table:
    columns = [
        Column("exercise", _("Procurement or round"), _exercise_cell, heads_row=True),
        Column("now", _("Reached"), lambda one: _stage_cell(one.current, actual=True)),
        Column("next", _("Next"), lambda one: _stage_cell(one.next, actual=False)),
        Column("slip", _("Slip"), _slip_cell),
    ]
    return Table(
        request, standings[:MOST], columns=columns, caption=_("In hand, what slips most first"), caption_size="s",
        empty=_("No procurement and no grant round is in hand."),
    )  # fmt: skip


def _exercise_cell(one: Standing) -> SafeString:
    exercise = one.exercise
    url = url_or_none("commissioning:exercise-detail", exercise.area.slug, exercise.reference)
    title = format_html("{}{}", format_html(LINK, url, exercise.title) if url else exercise.title, private_tag(exercise))
    return format_html(QUIET, title, f"{exercise.get_kind_display()}, {exercise.reference}")


def _stage_cell(stage: Any, *, actual: bool) -> str:
    if stage is None:
        return _("none yet") if actual else _("none planned")
    if actual:
        words = stages_of.date_words(stage.actual_on, stage.actual_as)
    else:
        day = stages_of.date_words(*stages_of.expected(stage))
        said = _("expected %(day)s") if stage.expected_on else _("planned for %(day)s")
        words = said % {"day": day} if day else _("date not known")
    return format_html(QUIET, stage.get_kind_display(), words)


def _slip_cell(one: Standing) -> str:
    words = slip_words(one.slip)
    return tag(words, "orange") if one.slips else words


def _endings(request: Any, endings: list[Ending]) -> Table:
    columns = [
        Column("what", _("What"), _ending_cell, heads_row=True),
        Column("how", _("Then"), _ending_words),
        Column("on", _("By"), lambda one: _day_cell(one)),
    ]
    return Table(
        request, endings[:MOST_ENDINGS], columns=columns, caption=_("Ends or is due in the next 6 months"), caption_size="s",
        per_page=MOST_ENDINGS,
        empty=_("Nothing ends, and nothing is to be decided or spent, in the next 6 months."),
    )  # fmt: skip


def _ending_cell(one: Ending) -> SafeString:
    row = one.row.award if isinstance(one.row, Extension) else one.row
    route = ("grants:fund-detail", row.slug) if isinstance(row, Fund) else ("awards:award-detail", row.reference)
    url = url_or_none(route[0], row.area.slug, route[1])
    title = ending_title(one.row)
    mark = private_tag(row) if isinstance(row, Fund) else reading_tag(row)
    return format_html("{}{}", format_html(LINK, url, title) if url else title, mark)


def _ending_words(one: Ending) -> str:
    if isinstance(one.row, Extension):
        return _("Extension to be decided")
    return _("To be spent") if isinstance(one.row, Fund) else _("Ends")


def _day_cell(one: Ending) -> SafeString:
    day = short_date(one.on)
    return format_html("{}<br>{}", day, tag(_("Late"), "orange")) if one.is_late else format_html("{}", day)


def _wrong(request: Any, wrong: list[tuple[Any, Check]]) -> Table:
    columns = [
        Column("title", _("Total"), lambda row: _total_cell(row[0]), heads_row=True),
        Column("stated", _("As stated"), lambda row: figure(row[1].stated, row[0].unit), numeric=True),
        Column("words", _("Reckoned"), lambda row: row[1].words),
    ]
    return Table(
        request, wrong, columns=columns, caption=_("Totals as stated, and as reckoned"), caption_size="s", per_page=500,
        empty=_("Every total that is stated adds up."),
    )  # fmt: skip


def _total_cell(total: Any) -> SafeString:
    title = format_html("{}{}", total.title, private_tag(total))
    return format_html(QUIET, title, total.source) if total.source else title


# For the office -----------------------------------------------------------------------------------------------------------


def _office(request: Any, today: date) -> list[dict[str, Any]]:
    """What waits for the office: returns that are late, and what is not published. Each leads to its list."""
    user, here, slug = request.user, request.area, request.area.slug
    waits = (ReturnStatus.EXPECTED, ReturnStatus.QUERIED)
    returns = MonitoringReturn.objects.visible_to(user).filter(award__area=here, status__in=waits, due_on__lt=today).count()
    awards = Award.objects.visible_to(user).filter(area=here, published_at__isnull=True).exclude(status=AwardStatus.CANCELLED)
    exercises = Exercise.objects.visible_to(user).filter(area=here, published_at__isnull=True).count()
    bids = FundingBid.objects.visible_to(user).filter(area=here, published_at__isnull=True).count()
    rows = (
        (_("Returns late"), returns, "services:late-returns"), (_("Awards not published"), awards.count(), "awards:award-list"),
        (_("Procurements and rounds not published"), exercises, "commissioning:pipeline"),
        (_("Bids not published"), bids, "bids:bid-list"),
    )  # fmt: skip
    return [{"term": words, "value": _counted(count, url_or_none(route, slug))} for words, count, route in rows]


def _counted(count: int, url: str | None) -> SafeString:
    return format_html(LINK, url, f"{count:,}") if count and url else format_html("{}", _many(count))
