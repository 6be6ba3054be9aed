"""What a visitor has answered so far of a complaint. It stands in their own session and nowhere in the pages."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from complaints.choices import PartyKind
from complaints.forms.making import Who
from complaints.services.complaints import AllegationFacts, PartyFacts
from interface import clock
from meetings.views.session_drafts import keep_draft, read_draft, settle_draft, told_of

DRAFTS = "making"
SENT = "made"
ORDER = ("whom", "what", "who", "you")
YOU = ("other_name", "name", "email", "phone", "address", "contact_note")


@dataclass
class Draft:
    """One complaint being written. `whom` is the number of an office holder; days are ISO dates, empty where not known.

    `token` is a new one whenever an answer changes, so that a page opened earlier cannot send what it does not show.
    """

    whom: str = ""
    from_on: str = ""
    until_on: str = ""
    words: list[str] = field(default_factory=list)
    who: str = ""
    other_name: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    contact_note: str = ""
    started_at: str = ""
    token: str = ""

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.started_at)

    @property
    def once(self) -> UUID:
        return UUID(self.token)

    @property
    def is_anonymous(self) -> bool:
        return self.who == Who.ANONYMOUS

    @property
    def for_other(self) -> bool:
        return self.who == Who.OTHER

    @property
    def days(self) -> AllegationFacts:
        """The days of the events, of an allegation without words."""
        return AllegationFacts("", _day(self.from_on), _day(self.until_on), is_confirmed=False)

    @property
    def parties(self) -> list[PartyFacts]:
        """Who complains: the visitor, or whom they speak for and they."""
        if self.is_anonymous:
            return []
        kind = PartyKind.REPRESENTATIVE if self.for_other else PartyKind.COMPLAINANT
        own = PartyFacts(kind, self.name, self.email, self.phone, self.address, self.contact_note)
        return [PartyFacts(PartyKind.COMPLAINANT, self.other_name), own] if self.for_other else [own]

    def missing_step(self) -> str:
        """The first page that is not answered; empty when all are."""
        reached = bool(self.name and (self.email or self.address) and (self.other_name or not self.for_other))
        answered = {
            "whom": bool(self.whom),
            "what": bool(self.words),
            "who": self.who in Who.values,
            "you": self.is_anonymous or reached,
        }
        return next((step for step in ORDER if not answered[step]), "")


def draft_of(request: Any) -> Draft | None:
    """The draft of this visitor in this area; None when there is none."""
    return read_draft(request, DRAFTS, Draft)


def begin(request: Any) -> Draft:
    """A draft; what was answered before stays."""
    draft = draft_of(request) or fresh()
    keep(request, draft)
    return draft


def fresh() -> Draft:
    """A draft without an answer."""
    return Draft(started_at=clock.now().isoformat())


def keep(request: Any, draft: Draft) -> None:
    """Put the draft into the session, with a new token. Who stays anonymous leaves no name in it."""
    if draft.is_anonymous:
        for name in YOU:
            setattr(draft, name, "")
    keep_draft(request, DRAFTS, draft)


def forget(request: Any) -> None:
    """Drop the draft of this visitor in this area."""
    request.session[DRAFTS] = {slug: one for slug, one in request.session.get(DRAFTS, {}).items() if slug != request.area.slug}


def settle(request: Any, draft: Draft, reference: str) -> None:
    """Note what was sent in place of its draft, in the transaction that keeps it."""
    told = {"token": draft.token, "reference": reference, "mailed": bool(draft.email and not draft.is_anonymous)}
    settle_draft(request, DRAFTS, SENT, told | {"anonymous": draft.is_anonymous, "on": clock.today().isoformat()})


def sent_by(request: Any) -> dict[str, Any] | None:
    """What this visitor sent last in this area; None when nothing."""
    return told_of(request, SENT)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
