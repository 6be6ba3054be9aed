"""What a visitor has answered so far at question time. It stands in their own session and nowhere in the pages."""

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted

from interface import clock
from meetings.choices import QuestionKind

DRAFTS = "asking"
SENT = "asked"
ORDER = ("kind", "eligible", "words", "you")


@dataclass
class Draft:
    """One submission being written. An empty `meeting` means the next that is announced, which only `late_for` leads to.

    `words_kind` is the kind as which the words were typed: for another they are looked at again.
    `token` is a new one whenever an answer changes, so that a page opened earlier cannot send what it does not show.
    """

    meeting: str = ""
    late_for: str = ""
    kind: str = ""
    residence: str = ""
    words: list[str] = field(default_factory=list)
    words_kind: str = ""
    signatures: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    will_attend: bool = False
    consented: bool = False
    started_at: str = ""
    token: str = ""

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.started_at)

    @property
    def once(self) -> UUID:
        return UUID(self.token)

    def missing_step(self) -> str:
        """The first page that is not answered; empty when all are."""
        answered = {
            "kind": self.kind in QuestionKind.values,
            "eligible": bool(self.residence),
            "words": bool(self.words) and self.words_kind == self.kind,
            "you": bool(self.name and self.email and self.consented),
        }
        return next((step for step in ORDER if not answered[step]), "")


def draft_of(request: Any) -> Draft | None:
    """The draft of this visitor in this area; None when there is none."""
    kept = request.session.get(DRAFTS, {}).get(request.area.slug)
    if not isinstance(kept, dict):
        return None
    known = {one.name for one in fields(Draft)}
    return Draft(**{name: value for name, value in kept.items() if name in known})


def begin(request: Any, *, meeting: str, late_for: str = "") -> Draft:
    """A draft for a meeting; what was answered before stays."""
    draft = draft_of(request) or Draft(started_at=clock.now().isoformat())
    draft.meeting, draft.late_for = meeting, late_for
    keep(request, draft)
    return draft


def keep(request: Any, draft: Draft) -> None:
    """Put the draft into the session, with a new token."""
    draft.token = str(uuid4())
    drafts = request.session.get(DRAFTS, {})
    request.session[DRAFTS] = {**drafts, request.area.slug: asdict(draft)}


def settle(request: Any, draft: Draft, references: list[str]) -> None:
    """Note what was sent in place of its draft, in the transaction that keeps it: neither can be without the other."""
    drafts = {slug: one for slug, one in request.session.get(DRAFTS, {}).items() if slug != request.area.slug}
    request.session[DRAFTS] = drafts
    told = {"token": draft.token, "references": references, "kind": draft.kind, "meeting": draft.meeting}
    request.session[SENT] = {**request.session.get(SENT, {}), request.area.slug: told}
    try:
        request.session.save()
    except UpdateError as gone:  # signed out in another window meanwhile: the transaction falls with it, and nothing is sent
        raise SessionInterrupted from gone


def sent_by(request: Any) -> dict[str, Any] | None:
    """What this visitor sent last in this area; None when nothing."""
    return request.session.get(SENT, {}).get(request.area.slug)
