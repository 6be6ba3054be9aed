"""What may become of an application, and what is wrong with a decision on some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from commissioning.choices import ApplicationStatus
from commissioning.rules.totals import add_up
from interface.templatetags.dates import money, short_date

RECEIVED, RECOMMENDED = ApplicationStatus.RECEIVED, ApplicationStatus.RECOMMENDED
NOT_ELIGIBLE, WITHDRAWN = ApplicationStatus.NOT_ELIGIBLE, ApplicationStatus.WITHDRAWN
AWARDED, REFUSED = ApplicationStatus.AWARDED, ApplicationStatus.REFUSED
OPEN = frozenset({RECEIVED, RECOMMENDED})  # still to be decided
JUDGED = frozenset({RECEIVED, RECOMMENDED, NOT_ELIGIBLE, WITHDRAWN})  # what the office says of one before it is decided
MAY_BECOME: dict[str, frozenset[str]] = {
    RECEIVED: frozenset({RECOMMENDED, NOT_ELIGIBLE, WITHDRAWN, AWARDED, REFUSED}),
    RECOMMENDED: frozenset({RECEIVED, NOT_ELIGIBLE, WITHDRAWN, AWARDED, REFUSED}),
    NOT_ELIGIBLE: frozenset({RECEIVED}),
    WITHDRAWN: frozenset({RECEIVED}),
    REFUSED: frozenset({RECEIVED}),
    AWARDED: frozenset(),
}


@dataclass(frozen=True)
class Choice:
    """What is decided on one application: awarded with an amount, or refused; `reason` is that of either. `conditions` and
    `purpose` are an award's, as everybody will read them."""

    number: int
    version: int
    outcome: str
    amount: Decimal | None = None
    reason: str = ""
    purpose: str = ""
    conditions: str = ""

    @property
    def is_award(self) -> bool:
        return self.outcome == AWARDED


def judge_problems(old: str, new: str, reason: str) -> dict[str, str]:
    """What is wrong with saying of an application that stands at `old` that it is `new`, by field."""
    if new not in JUDGED or new not in MAY_BECOME[ApplicationStatus(old)]:
        return {"status": _("Choose another state. This one cannot follow on the present one")}
    if new == NOT_ELIGIBLE and not reason.strip():
        return {"reason": _("Say why it is not eligible")}
    return {}


def choice_problems(choice: Choice, application: Any, decided_on: date) -> dict[str, str]:
    """What is wrong with a decision on one application, by field; what stands under "" concerns no field."""
    if application.removed_at is not None or choice.outcome not in MAY_BECOME[ApplicationStatus(application.status)]:
        return {"": _("Application %(number)s is decided already, or taken out") % {"number": application.number}}
    found = {}
    if decided_on < application.received_on:
        words = _("Enter a day on or after %(day)s, when the application was received")
        found["decided_on"] = words % {"day": short_date(application.received_on)}
    if choice.is_award and not choice.amount:
        found["amount"] = _("Enter the amount that is awarded")
    if not choice.reason.strip():
        found["reason"] = _("Say why it is awarded") if choice.is_award else _("Say why it is refused")
    return found


def awarded_by(choices: Sequence[Choice]) -> Decimal:
    """What the awards among some choices add up to."""
    return add_up([one.amount for one in choices if one.is_award and one.amount])


def budget_problem(asked: Decimal, left: Decimal | None) -> str:
    """What is wrong with awarding so much of what is left of a fund; nothing where its budget is not known."""
    if left is None or asked <= left:
        return ""
    names = {"asked": money(asked, "pence"), "over": money(asked - left, "pence"), "left": money(left, "pence")}
    return _(
        "These awards make %(asked)s, %(over)s more than the %(left)s left of the fund. Lower an amount, or change the budget of "
        "the fund first"
    ) % names  # fmt: skip


def by_number(problems: Mapping[int, Mapping[str, str]]) -> dict[str, list[str]]:
    """Problems of several applications under the names that the fields of one form have: amount_3, reason_3. What is said of
    all of them, or of no field, keeps its name."""
    made: dict[str, list[str]] = {}
    for number, found in problems.items():
        for name, words in found.items():
            key = f"{name}_{number}" if name in ("amount", "reason") else name
            if words not in made.setdefault(key, []):
                made[key].append(words)
    return made
