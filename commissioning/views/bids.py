"""Bids for money as the office keeps them: entered, changed, submitted, their outcome, known to everybody."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commissioning.forms.bids import BidCreateForm, BidUpdateForm, OutcomeForm, SubmitForm
from commissioning.models import FundingBid, Priority
from commissioning.services import bids as services
from commissioning.views.bid_reading import find, list_step
from commissioning.views.office import form_page, require_commissioning
from decisions.forms.cases import ActForm
from meetings.views.programme import sent


def own(request: Any, slug: str) -> FundingBid:
    """A bid that the reader keeps."""
    bid = find(request, slug)
    require_commissioning(request)
    return bid


def page_of(request: Any, bid: FundingBid) -> dict[str, Any]:
    """What the pages below a bid have around their form."""
    return {
        "caption": bid.title,
        "back": (bid.get_absolute_url(), _("Back to the bid")),
        "steps": [list_step(request), (bid.get_absolute_url(), bid.title)],
    }


def _priorities(request: Any) -> Any:
    return Priority.objects.kept().filter(area=request.area)


@login_required
def bid_create(request: Any, area: str) -> HttpResponse:
    """Enter a bid."""
    require_commissioning(request)
    form = BidCreateForm(sent(request), priorities=_priorities(request))

    def work() -> str:
        return services.create_bid(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a bid"), button=_("Enter the bid"), done=_("Bid entered. Add its partners"),
        words=[_("Only the office reads it until you publish it.")],
        back=(list_step(request)[0], _("Back to the list")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def bid_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a bid."""
    bid = own(request, slug)
    form = BidUpdateForm(sent(request), row=bid, priorities=_priorities(request))
    return _page(
        request, bid, form, services.change_bid, title=_("Change the bid"), button=_("Save the bid"), done=_("Bid saved")
    )


@login_required
def bid_submit(request: Any, area: str, slug: str) -> HttpResponse:
    """Say when a bid was submitted."""
    bid = own(request, slug)
    form = SubmitForm(sent(request), row=bid)
    title = _("Correct when it was submitted") if bid.submitted_on else _("Say that the bid was submitted")
    return _page(
        request, bid, form, services.submit_bid, title=title, button=_("Save the day"), done=_("Day of submission saved")
    )


@login_required
def bid_outcome(request: Any, area: str, slug: str) -> HttpResponse:
    """Say what came of a bid."""
    bid = own(request, slug)
    form = OutcomeForm(sent(request), row=bid)
    title = _("Correct the outcome") if bid.outcome_on else _("Enter the outcome")
    words = [_("Everybody can read it with the bid.")] if bid.published_at else []
    return _page(
        request, bid, form, services.record_outcome, title=title, button=_("Save the outcome"), done=_("Outcome saved"),
        words=words,
    )  # fmt: skip


@login_required
def bid_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a bid."""
    return _act(
        request, slug, services.publish_bid, title=_("Publish the bid"), button=_("Publish bid"), done=_("Bid published"),
        words=[_("Everybody can then read it with its partners and its outcome, and what you add later.")],
    )  # fmt: skip


@login_required
def bid_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a bid from the public."""
    return _act(
        request, slug, services.hide_bid, title=_("Take the bid from the public"), button=_("Take from the public"),
        done=_("The bid is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


@login_required
def bid_withdraw(request: Any, area: str, slug: str) -> HttpResponse:
    """Withdraw a bid."""
    return _act(
        request, slug, services.withdraw_bid, title=_("Withdraw the bid"), button=_("Withdraw bid"),
        done=_("Bid withdrawn. You can open it again"), words=[_("It stays in the list as withdrawn.")],
    )  # fmt: skip


@login_required
def bid_reopen(request: Any, area: str, slug: str) -> HttpResponse:
    """Open a bid again."""
    return _act(
        request, slug, services.reopen_bid, title=_("Open the bid again"), button=_("Open again"), done=_("Bid opened again"),
        words=[_("Its outcome, if it has one, is deleted. Enter the right one afterwards.")],
    )  # fmt: skip


def _act(request: Any, slug: str, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    bid = own(request, slug)
    return _page(request, bid, ActForm(sent(request), row=bid), service, **page)


def _page(request: Any, bid: FundingBid, form: Any, service: Callable[..., Any], **page: Any) -> HttpResponse:
    def work() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        service(bid=bid, actor=request.user, **facts)
        return bid.get_absolute_url()

    return form_page(request, form, work, **page, **page_of(request, bid))
