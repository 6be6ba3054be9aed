"""A decision is signed: who and when, the text frozen by the database, the notice in print with its checksum."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from decisions.choices import DecisionStatus, DecisionStepKind
from decisions.models import Decision
from decisions.rules.decision_facts import missing_facts, signatory_problem
from decisions.rules.decision_steps import day_problem, refusal
from decisions.services.register.locking import add_step, lock_decision, save_decision
from decisions.services.register.nil_returns import take_back_contradicted
from decisions.services.register.printing import print_notice
from decisions.services.register.steps import last_day
from interface import clock
from panels.models import OfficeHolder


@transaction.atomic
def sign_decision(
    *, decision: Decision, version: int, signed_on: date, actor: User | None, signatory_holder: OfficeHolder | None = None,
    signatory: str = "",
) -> Decision:  # fmt: skip
    """Record who signed an agreed decision and on which day, which freezes every word of it, and print its notice.

    The signatory is an office holder in whose time the day lies, or is named in words (“Sam Ash, Chief Executive, under the
    scheme of consent”). Nil returns that the signature proves wrong are taken back. Raises ValidationError "stale"; "not-open"
    for one that is not agreed; "too-wide" for a table that no page holds; by field: `signed_on`, `signatory_holder`,
    `signatory`, and each fact that is missing (`missing_facts`).
    """
    held = lock_decision(decision, version)
    if words := refusal(held.status, DecisionStepKind.SIGN):
        raise ValidationError(words, code="not-open")
    _refuse(held, signed_on, signatory_holder, signatory)
    held.signatory = signed_by_words(signatory_holder) if signatory_holder else signatory.strip()
    held.signed_on, held.signed_at, held.signed_by = signed_on, clock.now(), actor
    held.condition = ""
    step = add_step(held, DecisionStepKind.SIGN, after=DecisionStatus.SIGNED, taken_on=signed_on, actor=actor)
    kept = print_notice(held, actor)
    held.notice_sha256 = kept.file.sha256
    saved = save_decision(
        held, actor, "decision_signed", number=step.number, on=signed_on.isoformat(), sha256=held.notice_sha256
    )  # fmt: skip
    take_back_contradicted(decision=saved, actor=actor)
    return saved


def signed_by_words(holder: OfficeHolder) -> str:
    """Who signs, with the office: "Sue Mountstevens, Commissioner"."""
    return f"{holder.name}, {holder.get_kind_display()}"


def _refuse(held: Decision, signed_on: date, holder: OfficeHolder | None, signatory: str) -> None:
    problems = missing_facts(held, signed_on)
    if words := day_problem(signed_on, today=clock.today(), last_on=last_day(held)):
        problems["signed_on"] = words
    if words := signatory_problem(holder, signatory, held.area_id, signed_on):
        problems["signatory_holder" if holder else "signatory"] = words
    if problems:
        raise ValidationError(problems)
