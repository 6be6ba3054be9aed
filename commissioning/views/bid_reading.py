"""Bids for money as they are read: the list, one of them, and the list as a file."""

from typing import Any

from django.db.models import Prefetch, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import BID_WON, BidStatus, Vat
from commissioning.filters.bids import GOT, BidFilter, for_list
from commissioning.models import BidPartner, FundingBid, Priority
from commissioning.rules import bids as rules
from commissioning.views.cells import dataset, facts_of, linked, priority_words, row_acts
from commissioning.views.grant_words import pounds
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.schemes import schemes
from interface import clock, markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, money, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

COLOURS = {
    BidStatus.PREPARING: "blue", BidStatus.SUBMITTED: "teal", BidStatus.WON: "green", BidStatus.PART: "green",
    BidStatus.LOST: "grey", BidStatus.WITHDRAWN: "magenta",
}  # fmt: skip


def find(request: Any, slug: str) -> FundingBid:
    """A bid that the reader may see."""
    seen = FundingBid.objects.visible_to(request.user).select_related("area", "priority")
    return get_object_or_404(seen, area=request.area, slug=slug)


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("bids:bid-list", args=[request.area.slug]), _("Bids and schemes")


def state_tag(bid: FundingBid) -> str:
    """The state of a bid, and that its outcome is late."""
    state = tag(bid.get_status_display(), COLOURS[BidStatus(bid.status)])
    if rules.is_late(bid.status, bid.outcome_due_on, clock.today()):
        return format_html("{}<br>{}", state, tag(_("Outcome late"), "orange"))
    return state


@require_safe
def bid_list(request: Any, area: str) -> HttpResponse:
    """Whose money does the Commissioner bid for, and what came of it?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_commission(request.user, request.area)
    words = ngettext("%(count)s bid", "%(count)s bids", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "key_facts": _key_facts(request), "breadcrumbs": crumbs(request),
        "parts": parts(request), "schemes": schemes(request),
        **listing.shown(request, narrowed, words=words, export="bids:bid-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/bid_list.html", context)


@require_safe
def bid_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    kept = Prefetch("partners", BidPartner.objects.visible_to(request.user).kept())
    rows = _table(request, _narrowed(request)).page.paginator.object_list.prefetch_related(kept)
    heads = (
        _("Bid"), _("Fund"), _("Funder"), _("Led by"), _("Partners"), _("State"), _("Asked for, in pounds"),
        _("Received, in pounds"), _("VAT"), _("For how long"), _("Submitted on"), _("Outcome known on"), _("Priority"),
        _("Public"), _("Address"),
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, (_line(one, request.user) for one in rows)), fmt=fmt, name=f"{area}-bids")


def _line(one: FundingBid, user: Any) -> tuple[Any, ...]:
    partners = "; ".join(partner.name for partner in one.partners.all())
    return (
        one.title, one.fund, one.funder, one.lead, partners, one.get_status_display(), _figure(one.asked), _figure(one.won),
        Vat.NOT_STATED.label, one.term, _day(one.submitted_on), _day(one.outcome_on), priority_words(one, user),
        _("Yes") if one.published_at else _("No"), one.get_absolute_url(),
    )  # fmt: skip


def _figure(amount: Any) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _narrowed(request: Any) -> BidFilter:
    seen = FundingBid.objects.visible_to(request.user).filter(area=request.area).select_related("area", "priority")
    known = Priority.objects.kept().filter(area=request.area).values_list("slug", "title")
    return BidFilter(request.GET, queryset=for_list(seen), priorities=list(known))


def _table(request: Any, narrowed: BidFilter) -> Table:
    columns = [
        Column("title", _("Bid"), lambda one: linked(one, one.title, _fund_words(one)), "title", heads_row=True),
        Column("submitted", _("Submitted"), _submitted_cell, "submitted_on"),
        Column("asked", _("Asked for"), lambda one: pounds(one.asked), "asked", numeric=True),
        Column("won", _("Received"), _won_cell, "won", numeric=True),
        Column("state", _("State"), state_tag, "status"),
    ]
    caption = _("Bids, the newest first. Amounts in pounds; VAT is not stated")
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _fund_words(bid: FundingBid) -> str:
    return _("%(fund)s, %(funder)s") % {"fund": bid.fund, "funder": bid.funder} if bid.funder else bid.fund


def _submitted_cell(bid: FundingBid) -> str:
    return short_date(bid.submitted_on) or (_("not yet") if bid.status == BidStatus.PREPARING else _("not known"))


def _won_cell(bid: FundingBid) -> str:
    if bid.status in BID_WON:
        return pounds(bid.won)
    return _("not yet") if bid.status in (BidStatus.PREPARING, BidStatus.SUBMITTED) else _("none")


def _key_facts(request: Any) -> list[dict[str, Any]]:
    """How much was received by how many bids, and how many wait for their outcome."""
    seen = FundingBid.objects.visible_to(request.user).filter(area=request.area).order_by()
    won = seen.filter(status__in=BID_WON)
    count, total = won.count(), won.aggregate(total=Sum("won"))["total"]
    waiting = seen.filter(status=BidStatus.SUBMITTED).count()
    here = list_step(request)[0]
    bids = ngettext("from %(count)d bid; VAT not stated", "from %(count)d bids; VAT not stated", count) % {"count": count}
    received = _link(f"{here}?state={GOT}", money(total, "pence")) if count else _("none")
    waited = _link(f"{here}?state={BidStatus.SUBMITTED}", str(waiting)) if waiting else _("none")
    return [
        {"term": _("Received"), "value": received, "note": bids if count else ""},
        {"term": _("Waiting for an outcome"), "value": waited},
    ]


def _link(url: str, words: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words)


def _empty(narrowed: BidFilter, *, works: bool) -> str:
    if narrowed.in_force():
        return _("No bids match. Remove a filter.")
    if works:
        return _("No bid is entered yet. Enter one with the fund and what is asked for; its partners and outcome come later.")
    return _("No bid is published yet. Bids for money from other bodies appear here with what came of them.")


# One of them ----------------------------------------------------------------------------------------------------------


@require_safe
def bid_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What was asked for, with whom, and what came of it?"""
    bid = find(request, slug)
    works = permissions.can_commission(request.user, request.area)
    partners = list(BidPartner.objects.visible_to(request.user).filter(bid=bid).order_by("number"))
    standing = [one for one in partners if one.removed_at is None]
    context = {
        "bid": bid, "works": works, "state": state_tag(bid), "key_facts": _own_facts(bid), "facts": _facts(bid, request.user),
        "about": markdown.render(bid.about, level=3), "outcome": markdown.render(bid.outcome, level=3),
        "partners": _partners(request, bid, standing, works=works), "acts": _acts(bid) if works else [],
        "removed": [{"words": one.name, "url": _partner_url(bid, one, "restore")} for one in partners if one.removed_at],
        "parts": parts(request), "breadcrumbs": crumbs(request, list_step(request)),
    }  # fmt: skip
    context["removed"] = context["removed"] if works else []
    return render(request, "commissioning/bid_detail.html", context)


def _own_facts(bid: FundingBid) -> list[dict[str, Any]]:
    note = _("VAT not stated") if bid.asked is not None else ""
    found = [{"term": _("Asked for"), "value": pounds(bid.asked), "note": note}]
    if bid.status in BID_WON:
        return [*found, {"term": _("Received"), "value": pounds(bid.won), "note": _("VAT not stated")}]
    if bid.status == BidStatus.SUBMITTED:
        return [*found, {"term": _("Outcome expected"), "value": short_date(bid.outcome_due_on) or _("not known")}]
    return found


def _facts(bid: FundingBid, user: Any) -> list[dict[str, Any]]:
    return facts_of(
        (_("Fund"), bid.fund), (_("Funder"), bid.funder), (_("Led by"), bid.lead), (_("For how long"), bid.term),
        (_("From"), long_date(bid.started_on)), (_("Until"), long_date(bid.ended_on)),
        (_("Submitted on"), long_date(bid.submitted_on)), (_("Outcome expected on"), long_date(bid.outcome_due_on)),
        (_("Outcome known on"), long_date(bid.outcome_on)), (_("Priority"), priority_words(bid, user)),
    )  # fmt: skip


def _partners(request: Any, bid: FundingBid, rows: list[BidPartner], *, works: bool) -> Table:
    columns = [
        Column("name", _("Partner"), "name", heads_row=True),
        Column("role", _("What it does"), lambda one: one.role or _("not known")),
    ]
    if works:
        columns.append(Column("acts", _("For the office"), lambda one: _partner_acts(bid, one)))
    empty = _("No partner is named.")
    return Table(request, rows, columns=columns, caption=_("Partners"), empty=empty, per_page=500)


def _partner_url(bid: FundingBid, row: BidPartner, act: str) -> str:
    return reverse(f"bids:partner-{act}", args=[bid.area.slug, bid.slug, row.number])


def _partner_acts(bid: FundingBid, row: BidPartner) -> SafeString:
    return row_acts(_partner_url(bid, row, "update"), _partner_url(bid, row, "remove"), row.name)


def _acts(bid: FundingBid) -> list[dict[str, str]]:
    """What the office can do next; the first is the button."""
    publish = [(_("Publish the bid"), "bid-publish")] if not bid.published_at else []
    hide = [(_("Take it from the public"), "bid-hide")] if bid.published_at else []
    named = [*_steps(bid, publish), (_("Add a partner"), "partner-create"), (_("Change the bid"), "bid-update"), *hide]
    return [{"text": words, "url": reverse(f"bids:{name}", args=[bid.area.slug, bid.slug])} for words, name in named]


def _steps(bid: FundingBid, publish: list[tuple[str, str]]) -> list[tuple[str, str]]:
    submit, outcome = (_("Say that it was submitted"), "bid-submit"), (_("Enter the outcome"), "bid-outcome")
    withdraw = (_("Withdraw the bid"), "bid-withdraw")
    if bid.status == BidStatus.PREPARING:
        return [submit, *publish, outcome, withdraw]
    if bid.status == BidStatus.SUBMITTED:
        return [outcome, *publish, (_("Correct when it was submitted"), "bid-submit"), withdraw]
    if bid.status == BidStatus.WITHDRAWN:
        return [*publish, (_("Open it again"), "bid-reopen")]
    return [*publish, (_("Correct the outcome"), "bid-outcome"), (_("Take the outcome back"), "bid-reopen")]
