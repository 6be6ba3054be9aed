"""What is known of a complaint at one moment: its rows as far as somebody may read them, and the rules that hold for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.choices import AllegationDecision, CameTo, Handler, LetterStatus, Power, StepKind


@dataclass(frozen=True)
class ComplaintFacts:
    """The standing rows of a complaint, each kind in its own order.

    `rules` are the rows of the rule book by key, and the panel's own where it has one, on the day it was received; one that is
    missing is left out. `powers` says who holds each power today. `can_be_reached`: there is a postal or email address of a
    complainant or who speaks for them; `has_name_and_address`: the complainant has given both. Neither says which.
    """

    complaint: Any
    allegations: Sequence[Any]
    steps: Sequence[Any]
    letters: Sequence[Any]
    comments: Sequence[Any]
    rules: Mapping[str, Any]
    powers: Mapping[str, Any]
    can_be_reached: bool
    has_name_and_address: bool
    today: date

    @property
    def last_step(self) -> Any:
        """The newest standing step."""
        return self.steps[-1] if self.steps else None

    @property
    def is_open_to_office(self) -> bool:
        """Whether the Commissioner's office may read it today: it is not kept from it, and was made to it, or the panel's first
        handling is the office's."""
        if self.complaint.is_kept_from_office:
            return False
        first = self.powers.get(Power.RECORD)
        return self.complaint.came_to == CameTo.OFFICE or (first is not None and first.handler == Handler.OFFICE)

    @property
    def recorded(self) -> list[Any]:
        """The allegations that were recorded."""
        return [one for one in self.allegations if one.decision == AllegationDecision.RECORDED]

    @property
    def decided_parts(self) -> set[str]:
        """Which decisions on recording were made of allegations."""
        return {one.decision for one in self.allegations if one.decision}

    def step(self, *kinds: StepKind) -> Any:
        """The last standing step of one of the kinds; None where there is none."""
        return next((one for one in reversed(self.steps) if one.kind in kinds), None)

    def letters_of(self, step: Any) -> list[Any]:
        """The notices that a step asked for."""
        return [one for one in self.letters if one.step_id == step.pk]

    def unsent(self, step: Any) -> list[Any]:
        """Those of them that are neither issued nor not needed."""
        return [one for one in self.letters_of(step) if one.status == LetterStatus.DRAFT]
