"""What a visitor has answered so far at question time. It stands in their own session and nowhere in the pages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from interface import clock
from meetings.choices import QuestionKind
from meetings.views.session_drafts import keep_draft, read_draft, settle_draft, told_of

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
    return read_draft(request, DRAFTS, Draft)


def begin(request: Any, *, meeting: str, late_for: str = "") -> Draft:
    """A draft for a meeting; what was answered before stays."""
    draft = draft_of(request) or Draft(started_at=clock.now().isoformat())
    draft.meeting, draft.late_for = meeting, late_for
    keep(request, draft)
    return draft


def keep(request: Any, draft: Draft) -> None:
    """Put the draft into the session, with a new token."""
    keep_draft(request, DRAFTS, draft)


def settle(request: Any, draft: Draft, references: list[str]) -> None:
    """Note what was sent in place of its draft, in the transaction that keeps it."""
    told = {"token": draft.token, "references": references, "kind": draft.kind, "meeting": draft.meeting}
    settle_draft(request, DRAFTS, SENT, told)


def sent_by(request: Any) -> dict[str, Any] | None:
    """What this visitor sent last in this area; None when nothing."""
    return told_of(request, SENT)
