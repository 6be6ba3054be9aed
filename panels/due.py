"""The register of what must be done by a day: each app says of its things what is due, under which rule, and what met it.

    @duties("meeting", fetch=lambda rows: …)
    def of_meeting(meeting):
        yield due_by_rule(…)

`panels` knows no meeting and no case. `services.due.keep_duties` writes the rows; whoever changes a thing calls it in the same
transaction, and the night's work calls it for all that lives.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from panels.choices import DutyAccess, DutyOwner, Reckoning
from panels.models import Body, LocalRule, PoliceArea, Rule
from panels.working_days import reckon


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

    `met_at` is when the portal saw it happen; `not_applicable` says why it does not apply (any more).
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
    owner_user: Any = None
    access: DutyAccess = DutyAccess.STAFF
    is_closing: bool = False
    met_at: datetime | None = None
    met_how: str = ""
    not_applicable: str = ""


Maker = Callable[[Any], Iterable[Duty]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that has deadlines: how to tell what it is, what is due for it, and which of them still live."""

    kind: str
    subject: Callable[[Any], Subject]
    make: Maker
    living: Callable[[], Iterable[Any]]


_register: dict[str, Source] = {}


def duties(kind: str, *, subject: Callable[[Any], Subject], living: Callable[[], Iterable[Any]]) -> Callable[[Maker], Maker]:
    """Enter a function that says what is due for a thing of a kind. `living` gives those for which that can still change."""

    def enter(make: Maker) -> Maker:
        known = _register.get(kind)
        if known and (known.make.__module__, known.make.__qualname__) != (make.__module__, make.__qualname__):
            raise ValueError(f"Two sources say what is due for {kind!r}")
        _register[kind] = Source(kind, subject, make, living)
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
    **facts: Any,
) -> Duty:
    """What is due under a rule of the rule book or of the body's own, counted from a day. A body's own rule is its word, so
    it counts as verified."""
    number = rule.number or 0
    return Duty(
        key=key,
        title=title,
        owner=owner,
        due_on=reckon(reckoning, start, number, nation),
        due_at=getattr(rule, "closes_at", None),
        rule_title=rule.title,
        provision=rule.provision,
        is_verified=getattr(rule, "is_verified", True),
        counted_from=start,
        reckoning=reckoning,
        number=number,
        **facts,
    )
