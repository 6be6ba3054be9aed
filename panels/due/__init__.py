"""The register of what must be done by a day: each app says of its things what is due, under which rule, and what met it.

    @duties("meeting", subject=…, living=lambda: Meeting.objects.filter(…), body="body")
    def of_meeting(meeting):
        yield due_by_rule(…)

`panels` knows no meeting and no case. `services.due.keep_duties` writes the rows; whoever changes a thing calls it in the same
transaction, and the night's work (`refresh_duties`) calls it for all that lives.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning
from panels.models import Body, LocalRule, Obligation, PoliceArea, Rule
from panels.working_days import Pause, reckon


@dataclass(frozen=True)
class Subject:
    """The thing for which something is due. `about` and `address` hold no private words."""

    kind: str
    key: str
    area: PoliceArea
    body: Body | None
    about: str
    address: str


@dataclass(frozen=True)
class Duty:
    """One thing that is due: by when, under which rule, how it is counted, and what met it if anything did.

    `met_at` is when the portal saw it happen; `not_applicable` says why it does not apply (any more); `explanation` says why
    it was late, where the thing itself says so and anybody who sees the duty may read it. The days of `pause` do not count.
    """

    key: str
    title: str
    owner: DutyOwner
    due_on: date
    provision: str
    is_verified: bool
    counted_from: date
    due_at: time | None = None
    rule_title: str = ""
    reckoning: Reckoning = Reckoning.ON_DAY
    number: int = 0
    pause: Pause | None = None
    owner_user: Any = None
    access: DutyAccess = DutyAccess.STAFF
    is_closing: bool = False
    met_at: datetime | None = None
    met_how: str = ""
    not_applicable: str = ""
    explanation: str = ""


Maker = Callable[[Any], Iterable[Duty]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that has deadlines: how to tell what it is, what is due for it, and which of them still live.

    `body` and `area` are the names under which the rows of `living` know these, such as `meeting__body`.
    """

    kind: str
    subject: Callable[[Any], Subject]
    make: Maker
    living: Callable[[], QuerySet]
    body: str
    area: str

    def living_of(self, *, body: Body | None = None, area: PoliceArea | None = None) -> QuerySet:
        """Those of one body or area; all where neither is given."""
        rows = self.living()
        if body is not None:
            rows = rows.filter(**{self.body: body.pk})
        return rows if area is None else rows.filter(**{self.area: area.pk})


_register: dict[str, Source] = {}


def duties(
    kind: str, *, subject: Callable[[Any], Subject], living: Callable[[], QuerySet], body: str = "body", area: str = "area"
) -> Callable[[Maker], Maker]:
    """Enter a function that says what is due for a thing of a kind. `living` gives those for which that can still change."""

    def enter(make: Maker) -> Maker:
        known = _register.get(kind)
        if known and (known.make.__module__, known.make.__qualname__) != (make.__module__, make.__qualname__):
            raise ValueError(f"Two sources say what is due for {kind!r}")
        _register[kind] = Source(kind, subject, make, living, body, area)
        return make

    return enter


def source_of(kind: str) -> Source:
    """The source of a kind. Raises KeyError where no app has entered one."""
    return _register[kind]


def sources() -> list[Source]:
    """All of them, by kind."""
    return [_register[kind] for kind in sorted(_register)]


def due_by_rule(
    key: str,
    title: str,
    owner: DutyOwner,
    rule: Rule | LocalRule,
    *,
    start: date,
    reckoning: Reckoning,
    nation: str,
    pause: Pause | None = None,
    **facts: Any,
) -> Duty:
    """What is due under a rule of the rule book or of the body's own, counted from a day. A body's own rule is its word, so
    it counts as verified."""
    number = rule.number or 0
    return Duty(
        key=key,
        title=title,
        owner=owner,
        due_on=reckon(reckoning, start, number, nation, pause),
        due_at=getattr(rule, "closes_at", None),
        rule_title=rule.title,
        provision=rule.provision,
        is_verified=getattr(rule, "is_verified", True),
        counted_from=start,
        reckoning=reckoning,
        number=number,
        pause=pause,
        **facts,
    )


# How far it is ---------------------------------------------------------------------------------------------------

MISSED, TODAY, UPCOMING, MET, MET_LATE, CLOSED, NOT_APPLICABLE = (
    "missed", "today", "upcoming", "met", "met-late", "closed", "not-applicable",
)  # fmt: skip
RANKS = (MISSED, TODAY, UPCOMING, CLOSED, MET_LATE, MET, NOT_APPLICABLE)


@dataclass(frozen=True)
class DueState:
    """How far something due is: a key for filters and tags, the words of the tag, and its place in an order by urgency."""

    key: str
    words: str
    rank: int


def due_state(
    status: str,
    due_on: date,
    due_at: time | None,
    is_closing: bool,
    met_at: datetime | None,
    was_late: bool,
    now: datetime,
) -> DueState:
    """How something due stands at a moment. What merely closes is never missed; an hour that has come is over.

    `now` is a moment in London (`interface.clock.now`).
    """
    if status == DutyStatus.NOT_APPLICABLE:
        return _state(NOT_APPLICABLE, _("Not applicable"))
    if status == DutyStatus.MET:
        said = {"day": _short(clock.as_local(met_at).date() if met_at else due_on, now.date())}
        return _state(MET_LATE, _("Met late %(day)s") % said) if was_late else _state(MET, _("Met %(day)s") % said)
    if is_over(due_on, due_at, now):
        return _state(CLOSED, _("Closed")) if is_closing else _state(MISSED, _("Missed"))
    return _to_come((due_on - now.date()).days, is_closing)


def state_of(row: Obligation, now: datetime) -> DueState:
    """How a row stands at a moment in London."""
    return due_state(row.status, row.due_on, row.due_at, row.is_closing, row.met_at, row.was_late, now)


def is_over(due_on: date, due_at: time | None, moment: datetime) -> bool:
    """Whether a moment lies after a deadline: after its day, or on the day from its hour on."""
    local = clock.as_local(moment)
    return local.date() > due_on or (local.date() == due_on and due_at is not None and local.time() >= due_at)


def _to_come(days: int, is_closing: bool) -> DueState:
    if days == 0:
        return _state(TODAY, _("Closes today") if is_closing else _("Due today"))
    if days == 1:
        return _state(UPCOMING, _("Closes tomorrow") if is_closing else _("Due tomorrow"))
    return _state(UPCOMING, _("In %(days)d days") % {"days": days})


def _state(key: str, words: str) -> DueState:
    return DueState(key, words, RANKS.index(key))


def _short(day: date, today: date) -> str:
    """“14 Feb”; with its year where that is another than today's."""
    return in_words(day, "j M" if day.year == today.year else "j M Y")
