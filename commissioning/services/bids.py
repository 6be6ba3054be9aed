"""Bids for somebody else's money: entered, changed, submitted, their outcome, known to everybody."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import BID_WON, BidStatus
from commissioning.models import FundingBid
from commissioning.rules import bids as rules
from commissioning.services.rows import free_slug, keep
from interface import clock
from panels.models import PoliceArea
from panels.services import keeping

CHANGEABLE = (
    "title", "fund", "funder", "lead", "about", "asked", "started_on", "ended_on", "term", "outcome_due_on", "priority",
)  # fmt: skip


@transaction.atomic
def create_bid(*, area: PoliceArea, title: str, fund: str, actor: User | None, **facts: Any) -> FundingBid:
    """Enter a bid that is being prepared; the office's own until it is published. Its address comes from the title and stays.
    `facts` are any of CHANGEABLE. Raises ValidationError by field."""
    keeping.hold_area(area)
    made = FundingBid(area=area, slug=free_slug(FundingBid, area, title, otherwise="bid"), created_at=clock.now())
    keeping.set_facts(made, {"title": title, "fund": fund, **facts}, CHANGEABLE)
    _refuse_wrong_time(made)
    return _keep(made, actor, "bid_created", is_new=True)


@transaction.atomic
def change_bid(*, bid: FundingBid, version: int, actor: User | None, **facts: Any) -> FundingBid:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = keeping.hold(bid, version)
    keeping.set_facts(held, facts, CHANGEABLE)
    _refuse_wrong_time(held)
    return _keep(held, actor, "bid_changed")


@transaction.atomic
def submit_bid(
    *, bid: FundingBid, version: int, actor: User | None, submitted_on: date, outcome_due_on: date | None = None
) -> FundingBid:
    """Say on which day a bid was submitted, and when its outcome is expected. Said again, it corrects both. Raises
    ValidationError "stale" and by field."""
    held = keeping.hold(bid, version)
    _refuse(rules.submit_problems(held.status, submitted_on, clock.today()))
    held.status, held.submitted_on, held.outcome_due_on = BidStatus.SUBMITTED, submitted_on, outcome_due_on
    return _keep(held, actor, "bid_submitted", on=keeping.day(submitted_on))


@transaction.atomic
def record_outcome(
    *, bid: FundingBid, version: int, actor: User | None, status: str, outcome_on: date, won: Decimal | None = None,
    outcome: str = "",
) -> FundingBid:  # fmt: skip
    """Say what came of a bid: successful, in part, or not, and how much was received. Said again, it corrects what was said.
    Raises ValidationError "stale" and by field."""
    held = keeping.hold(bid, version)
    _refuse(rules.outcome_problems(
        held.status, outcome=status, outcome_on=outcome_on, won=won, submitted_on=held.submitted_on, today=clock.today()
    ))  # fmt: skip
    held.status, held.outcome_on, held.outcome = status, outcome_on, outcome.strip()
    held.won = won if status in BID_WON else None
    return _keep(held, actor, "bid_outcome_recorded", status=str(status))


@transaction.atomic
def withdraw_bid(*, bid: FundingBid, version: int, actor: User | None) -> FundingBid:
    """Withdraw a bid before its outcome. Undone by `reopen_bid`. Raises ValidationError "stale", "over"."""
    held = keeping.hold(bid, version)
    if held.status not in rules.WITH_THE_FUNDER:
        raise ValidationError(_("Only a bid without an outcome is withdrawn"), code="over")
    held.status = BidStatus.WITHDRAWN
    return _keep(held, actor, "bid_withdrawn")


@transaction.atomic
def reopen_bid(*, bid: FundingBid, version: int, actor: User | None) -> FundingBid:
    """Take back an outcome that was entered in error, or a withdrawal: the bid stands where it stood before. Raises
    ValidationError "stale", "open"."""
    held = keeping.hold(bid, version)
    if held.status in rules.WITH_THE_FUNDER:
        raise ValidationError(_("This bid is open"), code="open")
    held.status = rules.standing_again(held.submitted_on)
    held.outcome_on, held.won, held.outcome = None, None, ""
    return _keep(held, actor, "bid_reopened")


@transaction.atomic
def publish_bid(*, bid: FundingBid, version: int, actor: User | None) -> FundingBid:
    """Let everybody read a bid with its partners and its outcome, those to come as well. Raises ValidationError "stale",
    "published"."""
    held = keeping.hold(bid, version)
    keeping.publish(held)
    return _keep(held, actor, "bid_published")


@transaction.atomic
def hide_bid(*, bid: FundingBid, version: int, actor: User | None) -> FundingBid:
    """Take a bid from the public. Undone by `publish_bid`. Raises ValidationError "stale", "unpublished"."""
    held = keeping.hold(bid, version)
    keeping.hide(held)
    return _keep(held, actor, "bid_hidden")


def _keep(bid: FundingBid, actor: User | None, act: str, *, is_new: bool = False, **detail: Any) -> FundingBid:
    keep(bid, area=bid.area, actor=actor, act=act, is_new=is_new, **detail)
    return bid


def _refuse(problems: dict[str, str]) -> None:
    """Raise ValidationError with what is wrong, by field; what stands under "" concerns no field."""
    if "" in problems:
        raise ValidationError(problems[""])
    if problems:
        raise ValidationError(problems)


def _refuse_wrong_time(bid: FundingBid) -> None:
    if bid.started_on and bid.ended_on and bid.ended_on < bid.started_on:
        raise ValidationError({"ended_on": _("Enter a day that is not before the first")})
    if bid.asked is not None and bid.asked < 0:
        raise ValidationError({"asked": _("Enter an amount that is not less than nothing")})
