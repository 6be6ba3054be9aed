"""Monitoring returns as they are read: what an award's provider counted against its targets, period by period."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import ReturnStatus
from commissioning.models import Award, Chase, Indicator, MonitoringReturn, Reading
from commissioning.rules.returns import days_late, meets, period_words, target_words, value_words
from commissioning.services.awards import note_reading_of_award
from commissioning.services.returns import returns_of
from commissioning.services.returns.reading import Returns
from commissioning.views.cells import dataset, facts_of, linked
from commissioning.views.grant_words import provider_link
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from decisions.rules.decision_rows import day_cell
from interface import clock, markdown
from interface.charts import chart_figure
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

STATE_COLOURS = {
    ReturnStatus.EXPECTED: "", ReturnStatus.RECEIVED: "blue", ReturnStatus.QUERIED: "yellow", ReturnStatus.ACCEPTED: "green",
    ReturnStatus.NOT_NEEDED: "grey",
}  # fmt: skip


def find_award(request: Any, ref: str) -> Award:
    """An award that the reader reads in whole: what its returns say would tell what a private one is."""
    seen = Award.objects.wholly_read(request.user).select_related("area", "provider__area")
    award = get_object_or_404(seen, area=request.area, reference=ref)
    note_reading_of_award(award, request.user)
    return award


def find(request: Any, ref: str, number: int) -> MonitoringReturn:
    """A return that the reader may see."""
    award = find_award(request, ref)
    row = get_object_or_404(MonitoringReturn.objects.visible_to(request.user), award=award, number=number)
    row.award = award
    return row


def list_url(award: Award) -> str:
    """Where the returns of an award are."""
    return reverse("returns:return-list", args=[award.area.slug, award.reference])


def steps(award: Award) -> list[tuple[str, str]]:
    """The way from the overview to the returns of an award."""
    is_grant, area = award.is_grant, award.area.slug
    every = url_or_none("grants:grant-list" if is_grant else "awards:contract-list", area)
    above = [(every, _("Grants") if is_grant else _("Contracts"))] if every else []
    page = url_or_none("awards:award-detail", area, award.reference)
    return [*above, *([(page, award.title)] if page else []), (list_url(award), _("Monitoring returns"))]


def state_tag(row: MonitoringReturn) -> str:
    """The state of a return, or that it is late."""
    late = days_late(row, clock.today())
    if late:
        return tag(_("Late"), "orange")
    colour = STATE_COLOURS[ReturnStatus(row.status)]
    return tag(row.get_status_display(), colour) if colour else row.get_status_display()


# Returns of an award ------------------------------------------------------------------------------------------------


@require_safe
def return_list(request: Any, area: str, ref: str) -> HttpResponse:
    """What was achieved with the money, against what was agreed?"""
    award = find_award(request, ref)
    works = permissions.can_commission(request.user, request.area)
    found = returns_of(award, request.user)
    context = {
        "award": award, "works": works, "returns": found, "table": _table(request, found),
        "charts": [chart_figure(spec, level=3, key=key) for key, spec in found.charts],
        "exports": _exports(award) if found.values else [], "award_url": url_or_none("awards:award-detail", area, ref),
        "acts": _acts(award) if works else [], "parts": parts(request), "breadcrumbs": crumbs(request, *steps(award)[:-1]),
        "indicators_removed": _removed(award) if works else [],
    }  # fmt: skip
    return render(request, "commissioning/return_list.html", context)


def _table(request: Any, found: Returns) -> Table:
    columns = [
        Column("period", _("Period"), lambda one: linked(one, period_words(one.started_on, one.ended_on)), "ended_on",
               heads_row=True),
        Column("due", _("Due"), lambda one: short_date(one.due_on) or _("not known"), "due_on"),
        Column("received", _("Received"), lambda one: short_date(one.received_on) or _("not yet"), "received_on"),
        Column("state", _("State"), state_tag),
        Column("spent", _("Spent"), lambda one: money(one.spent, "pence") or _("not known"), "spent", numeric=True),
    ]  # fmt: skip
    vat = {"vat": found.award.get_vat_display()}
    return Table(
        request, found.returns, columns=columns, caption=_("Returns. Amounts as the award is stated: %(vat)s") % vat,
        empty=_("No return is published. What the provider reports appears here."), order="period",
    )  # fmt: skip


def _exports(award: Award) -> list[dict[str, str]]:
    args, words = [award.area.slug, award.reference], _("Download readings as %(kind)s")
    return [
        {"text": words % {"kind": fmt.upper()}, "url": reverse("returns:reading-export", args=[*args, fmt])}
        for fmt in listing.FORMATS
    ]


def _acts(award: Award) -> list[dict[str, str]]:
    args = [award.area.slug, award.reference]
    ordered = (
        (_("Plan the returns"), "return-plan"),
        (_("Add an indicator"), "indicator-create"),
        (_("Add one return"), "return-create"),
    )
    return [{"text": words, "url": reverse(f"returns:{name}", args=args)} for words, name in ordered]


def _removed(award: Award) -> list[Indicator]:
    return list(Indicator.objects.filter(award=award, removed_at__isnull=False).order_by("number"))


@require_safe
def reading_export(request: Any, area: str, ref: str, fmt: str) -> HttpResponse:
    """Every reading that the reader may know of, a row each."""
    award = find_award(request, ref)
    heads = (
        _("Award"), _("Provider"), _("From"), _("Until"), _("Indicator"), _("Unit"), _("Value"), _("Target"),
        _("Less is better"), _("Meets the target"), _("Note"),
    )  # fmt: skip
    rows = Reading.objects.visible_to(request.user).filter(monitoring_return__award=award, indicator__removed_at__isnull=True)
    rows = rows.select_related("monitoring_return", "indicator")
    rows = rows.order_by("monitoring_return__ended_on", "indicator__position", "indicator__number")
    made = (_reading_line(award, one) for one in rows)
    name = f"{area}-{award.reference.lower()}-readings"
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=name)


def _reading_line(award: Award, one: Reading) -> tuple[Any, ...]:
    indicator, period = one.indicator, one.monitoring_return
    target = "" if indicator.target is None else indicator.target
    return (
        award.reference, award.provider.name, day_cell(period.started_on), day_cell(period.ended_on), indicator.title,
        indicator.get_unit_display(), one.value, target, _("Yes") if indicator.lower_is_better else _("No"),
        _met_words(one.value, indicator), one.note,
    )  # fmt: skip


def _met_words(value: Any, indicator: Indicator) -> str:
    met = meets(value, indicator.target, indicator.lower_is_better)
    return _("no target") if met is None else _("Yes") if met else _("No")


# One return ---------------------------------------------------------------------------------------------------------


@require_safe
def return_detail(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """What was reported of this period?"""
    row = find(request, ref, number)
    works = permissions.can_commission(request.user, request.area)
    context = {
        "row": row, "award": row.award, "period": period_words(row.started_on, row.ended_on), "state": state_tag(row),
        "late_words": _late_words(row) if works else "", "table": _reading_table(request, row),
        "narrative": markdown.render(row.narrative, level=2), "facts": _facts(row, works=works),
        "acts": acts_of(row) if works else [], "note": row.private_note if works else "",
        "chases": Chase.objects.visible_to(request.user).filter(monitoring_return=row).order_by("-on", "-number"),
        "works": works, "parts": parts(request), "breadcrumbs": crumbs(request, *steps(row.award)),
    }  # fmt: skip
    return render(request, "commissioning/return_detail.html", context)


def _late_words(row: MonitoringReturn) -> str:
    late = days_late(row, clock.today())
    words = ngettext("It is %(days)d day late.", "It is %(days)d days late.", late)
    return words % {"days": late} if late else ""


def _reading_table(request: Any, row: MonitoringReturn) -> Table:
    seen = Reading.objects.visible_to(request.user).filter(monitoring_return=row, indicator__removed_at__isnull=True)
    columns = [
        Column("indicator", _("Indicator"), "indicator.title", heads_row=True),
        Column("value", _("Value"), lambda one: value_words(one.value, one.indicator.unit), numeric=True),
        Column("target", _("Target"), lambda one: target_words(one.indicator)),
        Column("met", _("Meets the target"), lambda one: _met_words(one.value, one.indicator)),
        Column("note", _("Note"), lambda one: one.note or _("none")),
    ]
    return Table(
        request, list(seen.select_related("indicator")), columns=columns, caption=_("Readings"),
        empty=_("No reading is entered."),
    )  # fmt: skip


def _facts(row: MonitoringReturn, *, works: bool) -> list[dict[str, Any]]:
    vat = row.award.get_vat_display()
    spent = _("%(sum)s. %(vat)s") % {"sum": money(row.spent, "pence"), "vat": vat} if row.spent is not None else _("not known")
    return facts_of(
        (_("Provider"), provider_link(row.award.provider, row.award.area, works=works)),
        (_("Due on"), long_date(row.due_on) or _("not known")),
        (_("Received on"), long_date(row.received_on) or _("not yet")),
        (_("Spent in the period"), spent),
    )


# What may be done next in each state, the first of them the button
NEXT: dict[str, tuple[str, ...]] = {
    ReturnStatus.EXPECTED: ("receive", "chase", "not-needed"),
    ReturnStatus.RECEIVED: ("accept", "query", "receive", "reopen"),
    ReturnStatus.QUERIED: ("receive", "chase", "accept"),
    ReturnStatus.ACCEPTED: ("publish", "reopen"),
    ReturnStatus.NOT_NEEDED: ("reopen",),
}


def acts_of(row: MonitoringReturn) -> list[dict[str, str]]:
    """What the office may do with a return, in order."""
    words = {
        "receive": _("Correct what was received") if row.status == ReturnStatus.RECEIVED else _("Enter what was received"),
        "chase": _("Note a reminder"), "not-needed": _("It is not needed"), "accept": _("Accept it"),
        "query": _("Ask the provider about it"), "reopen": _("Take the last step back"), "publish": _("Publish it"),
        "hide": _("Take it from the public"), "edit": _("Change its period, due day or note"),
    }  # fmt: skip
    names = ("hide",) if row.published_at else NEXT[row.status]
    args = [row.award.area.slug, row.award.reference, row.number]
    return [{"text": words[name], "url": reverse(f"returns:return-{name}", args=args)} for name in (*names, "edit")]
