"""What the panel has asked of the Commissioner, of whatever kind, as one row: when, by when under which provision, and how
it stands. No queries, no clock."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AskedKind(TextChoices):
    """What was asked. The value is the word of the filter."""

    RECOMMENDATION = "recommendation", _("Recommendation")
    REPORT = "report", _("Report")
    INFORMATION = "information", _("Request for information")
    ATTENDANCE = "attendance", _("Request to attend")
    ACTION = "action", _("Action")


class AskedState(TextChoices):
    """How what was asked stands."""

    LATE = "late", _("Late")
    WAITING = "waiting", _("No answer yet")
    ANSWERED = "answered", _("Answered")
    OVER = "over", _("Closed unanswered")


RANKS = {state: rank for rank, state in enumerate(AskedState)}
# Words by which a log names the Commissioner or the office, where nobody who signs in answers for an action
NAMES_OFFICE = r"\y(o?pcc|d?pcc|opfcc|pfcc|commissioner)\y"


@dataclass(frozen=True)
class Asked:
    """One thing that was asked. `about` are its first words, `under` the provision or the minutes it is due under, `respond`
    the address at which the reader may answer it; empty where they may not."""

    kind: AskedKind
    reference: str
    about: str
    url: str
    asked_on: date
    due_on: date | None
    under: str
    is_verified: bool
    received_on: date | None
    state: AskedState
    body: str = ""
    is_private: bool = False
    respond: str = ""

    @property
    def was_late(self) -> bool:
        """Whether the answer came after the day it was asked for by."""
        return bool(self.received_on and self.due_on and self.received_on > self.due_on)

    @property
    def rank(self) -> int:
        """Its place by urgency: late, waiting, answered, over."""
        return RANKS[self.state]


def state_of(*, received_on: date | None, due_on: date | None, is_over: bool, today: date) -> AskedState:
    """How something stands: what is due today is not late yet."""
    if received_on is not None:
        return AskedState.ANSWERED
    if is_over:
        return AskedState.OVER
    return AskedState.LATE if due_on and due_on < today else AskedState.WAITING


def in_order(rows: list[Asked]) -> list[Asked]:
    """The late ones first and the longest overdue on top, then what waits by its day, those without one last; then what is
    answered or over, the latest on top."""
    waiting = [one for one in rows if one.received_on is None and one.state != AskedState.OVER]
    settled = [one for one in rows if one.received_on is not None or one.state == AskedState.OVER]
    waiting.sort(key=lambda one: (one.rank, one.due_on or date.max, one.asked_on, one.reference))
    settled.sort(key=lambda one: (one.received_on or one.asked_on, one.reference), reverse=True)
    return waiting + settled


def narrowed(rows: list[Asked], *, kind: str = "", state: str = "") -> list[Asked]:
    """Those of a kind and in a state; what is late has no answer yet either."""
    wanted = {AskedState.WAITING, AskedState.LATE} if state == AskedState.WAITING else {state}
    return [one for one in rows if (not kind or one.kind == kind) and (not state or one.state in wanted)]
