"""What a bid for money may become, and when: by field, what is wrong."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from commissioning.choices import BID_WON, BidStatus

OUTCOMES = frozenset({BidStatus.WON, BidStatus.PART, BidStatus.LOST})
WITH_THE_FUNDER = frozenset({BidStatus.PREPARING, BidStatus.SUBMITTED})


def submit_problems(status: str, submitted_on: date, today: date) -> dict[str, str]:
    """What is wrong with saying that a bid was submitted on a day; said again, it corrects the day."""
    if status not in WITH_THE_FUNDER:
        return {"": _("Only a bid that is being prepared or waits for its outcome is submitted. Open it again first")}
    return {"submitted_on": _("Enter a day that is not in the future")} if submitted_on > today else {}


def outcome_problems(
    status: str, *, outcome: str, outcome_on: date, won: Decimal | None, submitted_on: date | None, today: date
) -> dict[str, str]:
    """What is wrong with an outcome of a bid that has the state `status`; said again, it corrects the one before."""
    found: dict[str, str] = {}
    if status == BidStatus.WITHDRAWN:
        return {"": _("This bid was withdrawn. Open it again first")}
    if outcome not in OUTCOMES:
        found["status"] = _("Choose what came of the bid")
    if outcome_on > today:
        found["outcome_on"] = _("Enter a day that is not in the future")
    elif submitted_on and outcome_on < submitted_on:
        found["outcome_on"] = _("Enter a day that is not before the bid was submitted")
    if outcome in BID_WON and won is None:
        found["won"] = _("Enter how much was received")
    elif won is not None and won < 0:
        found["won"] = _("Enter an amount that is not less than nothing")
    return found


def standing_again(submitted_on: date | None) -> BidStatus:
    """Where a bid stands once its outcome or its withdrawal is taken back."""
    return BidStatus.SUBMITTED if submitted_on else BidStatus.PREPARING


def is_late(status: str, outcome_due_on: date | None, today: date) -> bool:
    """Whether the day on which its outcome was expected has passed without one."""
    return status == BidStatus.SUBMITTED and outcome_due_on is not None and outcome_due_on < today
