"""What a contracting process is, as plain facts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from exchange.publishing.identity import Organisation
from exchange.publishing.papers import Paper


@dataclass(frozen=True)
class Money:
    """An amount in pounds and how it stands to VAT."""

    amount: Decimal
    vat: str
    vat_words: str


@dataclass(frozen=True)
class Step:
    """A stage of a procurement. Only days that are known as days are dates; all else is told in `words`."""

    id: str
    kind: str
    title: str
    words: str
    due_on: date | None
    met_on: date | None
    is_met: bool
    is_awaited: bool = True


@dataclass(frozen=True)
class Part:
    """A lot."""

    id: str
    title: str
    about: str
    estimate: Money | None


@dataclass(frozen=True)
class Assessment:
    """The needs assessment that a procurement rests on."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Share:
    """A funder of a joint procurement and what of it is theirs, in words."""

    funder: Organisation
    words: str


@dataclass(frozen=True)
class Tender:
    """A procurement."""

    reference: str
    title: str
    about: str
    specification: str
    status: str
    route: str
    route_words: str
    framework: str
    estimate: Money | None
    opens_on: date | None
    closes_on: date | None
    steps: tuple[Step, ...]
    lots: tuple[Part, ...]
    shares: tuple[Share, ...]
    assessment: Assessment | None
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Change:
    """What was changed of a contract after it was made."""

    id: str
    on: date
    words: str


@dataclass(frozen=True)
class Paid:
    """A payment under a contract. Whom it went to is told where that is the supplier."""

    id: str
    on: date
    amount: Decimal
    is_own: bool
    is_to_supplier: bool


@dataclass(frozen=True)
class Contract:
    """A contract; `amount` as it was awarded, `value_now` with what was changed since."""

    reference: str
    title: str
    purpose: str
    conditions: str
    reasons: str
    status: str
    framework: str
    amount: Money
    value_now: Money
    awarded_on: date
    signed_on: date | None
    started_on: date | None
    ended_on: date | None
    may_last_until: date | None
    lot: str
    suppliers: tuple[Organisation, ...]
    subcontractors: tuple[Organisation, ...]
    funders: tuple[Organisation, ...]
    changes: tuple[Change, ...]
    paid: tuple[Paid, ...]
    papers: tuple[Paper, ...]
    url: str


@dataclass(frozen=True)
class Process:
    """A procurement with the contracts that came of it, or a contract that came of none; `told_at` is when the newest of it
    became known."""

    reference: str
    tender: Tender | None
    contracts: tuple[Contract, ...]
    told_at: datetime
