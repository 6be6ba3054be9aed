"""Where a case is, what may lawfully come next, and what is out of order: each kind says it in a module of its own.

A kind's module has `stages(facts)`, `steps(facts)`, `warnings(facts)` and, where it adds to the story, `told(facts)`. What
several kinds share is in `common_steps`, the parts they are made of in `parts`.
"""

from typing import Any

from decisions.choices import CaseKind
from decisions.rules import appointment_steps, precept_steps, request_steps, review_steps, text_steps
from decisions.rules.facts import CaseFacts
from decisions.rules.parts import Stage, Step, Told, Warning

__all__ = ["Stage", "Step", "Warning", "stages_of", "steps_of", "told_by_kind", "warnings_of"]

_KINDS: dict[CaseKind, Any] = {
    CaseKind.PRECEPT: precept_steps,
    CaseKind.APPOINTMENT: appointment_steps,
    CaseKind.REMOVAL: appointment_steps,
    CaseKind.PLAN: text_steps,
    CaseKind.ANNUAL_REPORT: text_steps,
    CaseKind.INFORMATION: request_steps,
    CaseKind.ATTENDANCE: request_steps,
    CaseKind.SUSPENSION: request_steps,
    CaseKind.ACTING: request_steps,
    CaseKind.DECISION: review_steps,
}


def steps_of(facts: CaseFacts) -> list[Step]:
    """What may be done next, the main one first; those that are not open say why."""
    found = list(_of(facts).steps(facts))
    return sorted(found, key=lambda one: (not one.is_open, not one.is_main))


def stages_of(facts: CaseFacts) -> list[Stage]:
    """The stages of the case in their order."""
    return list(_of(facts).stages(facts))


def warnings_of(facts: CaseFacts) -> list[Warning]:
    """What is past its time, goes the wrong way or is not known, with what the law then does."""
    return list(_of(facts).warnings(facts))


def told_by_kind(facts: CaseFacts) -> list[Told]:
    """What the kind of case adds to its story (`told(facts)` of its module); nothing where it adds nothing."""
    found = getattr(_of(facts), "told", None)
    return list(found(facts)) if found else []


def _of(facts: CaseFacts) -> Any:
    """The module of the case's kind."""
    return _KINDS[CaseKind(facts.case.kind)]
