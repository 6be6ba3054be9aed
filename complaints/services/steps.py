"""Steps of a complaint under SI 2012/62: taken where the machine lets them, each with its notices, and the last taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import (
    CommentPurpose,
    ComplaintStatus,
    Handler,
    OutcomeKind,
    Resolver,
    StepKind,
)
from complaints.due.clocks import last_day
from complaints.due.facts import facts_of, powers_for
from complaints.models import Allegation, Complaint, ComplaintStep, Letter, SideComment
from complaints.rules.endings import typed_problems
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import recording_decisions
from complaints.rules.machine import Refusal, is_told, may_publish, refusal, step_of
from complaints.rules.register import power_words
from complaints.rules.typed import Problems, StepFacts, said
from complaints.services.comments import drop_invitations, invite_sides
from complaints.services.letters import draft_notices
from complaints.services.locking import lock_complaint, next_row, save_complaint
from complaints.services.naming import refuse_named
from interface import clock
from interface.templatetags.dates import long_date
from meetings.models import Meeting
from panels import rulebook
from panels.permissions import areas_served

__all__ = ["StepFacts", "capacity_words", "decides_itself", "take_back_step", "take_step"]
# What nobody decides, or somebody else does: it is entered without a meeting of the panel
ENTERED = frozenset({
    StepKind.COPY, StepKind.INVITE, StepKind.CLOSE, StepKind.WITHDRAW, StepKind.REFER_BACK, StepKind.IOPC_END,
})  # fmt: skip
BY_IOPC = frozenset({StepKind.REFER_BACK, StepKind.IOPC_END})
# What a step changes of the complaint besides its state and end; taking it back puts back what was there
CHANGES: dict[StepKind, tuple[str, ...]] = {
    StepKind.REFER: ("iopc_reference",),
    StepKind.REFER_BACK: ("iopc_reference",),
    StepKind.IOPC_END: ("iopc_reference", "outcome", "apology_agreed"),
    StepKind.RESOLVE: ("resolver", "resolving_body_id", "appointed_id"),
    StepKind.CONCLUDE: ("outcome", "apology_agreed"),
    StepKind.DECIDE: ("publishes_outcome",),
}
INVITES = {StepKind.RESOLVE: CommentPurpose.RESOLUTION, StepKind.INVITE: CommentPurpose.PUBLICATION}
ENDS = frozenset({StepKind.CLOSE, StepKind.WITHDRAW})


def capacity_words(facts: ComplaintFacts, kind: str) -> str:
    """Whose decision a step is under the powers in `facts` (SI 2012/62, regulation 7): "Chief Executive of the office, under the
    delegation of 24 June 2021"."""
    if kind in BY_IOPC:
        return _("The Independent Office for Police Conduct")
    if kind == StepKind.CONCLUDE and facts.complaint.resolver == Resolver.PERSON:
        return _("The person whom the panel appointed")
    return power_words(facts, step_of(kind).power)


def decides_itself(facts: ComplaintFacts, kind: str) -> bool:
    """Whether the panel or a sub-committee decides on a step, so that its meeting or the words of who decided must be given."""
    if kind in ENTERED or (kind == StepKind.CONCLUDE and facts.complaint.resolver == Resolver.PERSON):
        return False
    held = facts.powers.get(step_of(kind).power)
    return held is None or held.handler in (Handler.PANEL, Handler.SUB_COMMITTEE)


@transaction.atomic
def take_step(
    *, complaint: Complaint, version: int, kind: str, taken_on: date, actor: User | None, decided_by: str = "", reason: str = "",
    meeting: Meeting | None = None, typed: StepFacts = StepFacts(),  # noqa: B008  frozen
) -> ComplaintStep:  # fmt: skip
    """Take a step of the machine (`rules.machine.STEPS`): the state changes, both sides are invited where the step asks for it,
    and its notices are drafted. What goes wrong keeps nothing.

    `taken_on` is the day of the decision; `decided_by` is by default who holds the power on it. Raises ValidationError naming the
    regulation: "not-open" for a step that the rules do not allow; by field (`taken_on`, `decided_by`, `meeting`, `reason` and the
    fields of `StepFacts`); "stale", "erased".
    """
    held = lock_complaint(complaint, version, open_only=False)
    today = facts_of(held)
    facts = replace(today, powers=powers_for(held, on=taken_on)) if taken_on != today.today else today
    _refuse(facts, kind, taken_on, typed, reason)
    refuse_named(held, {"reason": reason, "outcome_text": typed.outcome_text, "decided_by": decided_by})
    decided_by = _decided_by(facts, kind, decided_by.strip(), meeting)
    step = ComplaintStep(
        complaint=held, number=next_row(held), kind=kind, from_status=held.status, to_status=step_of(kind).ends,
        taken_on=taken_on, taken_at=clock.now(), taken_by=actor, decided_by=decided_by, meeting=meeting,
        grounds=_grounds(facts, kind, typed), handling=typed.handling, reason=reason.strip(),
        before={name: getattr(held, name) for name in CHANGES.get(StepKind(kind), ())},
    )  # fmt: skip
    step.full_clean()
    step.save()
    held.status = step.to_status
    _apply(facts, held, step, typed)
    draft_notices(complaint=held, step=step, actor=actor)
    detail: dict[str, Any] = {"step": step.kind, "from": step.from_status, "to": step.to_status, "number": step.number}
    save_complaint(held, actor, "step_taken", **detail)
    return step


# Refused ---------------------------------------------------------------------------------------------------------


def _refuse(facts: ComplaintFacts, kind: str, taken_on: date, typed: StepFacts, reason: str) -> None:
    if refused := refusal(facts, kind):
        raise ValidationError(said(facts, refused), code=refused.code)
    problems = typed_problems(facts, kind, typed, reason)
    problems |= _day_problems(facts, kind, taken_on, typed)
    problems |= _appointed_problems(facts, kind, typed)
    problems |= _unheard_problems(facts, kind, taken_on, typed)
    if problems:
        raise ValidationError({name: ValidationError(said(facts, one), code=one.code) for name, one in problems.items()})


def _day_problems(facts: ComplaintFacts, kind: str, taken_on: date, typed: StepFacts) -> Problems:
    provision = step_of(kind).provision
    last = facts.last_step
    problems: dict[str, str] = {}
    if taken_on > facts.today:
        problems["taken_on"] = _("The day of the decision must be today or earlier")
    elif last is not None and taken_on < last.taken_on:
        problems["taken_on"] = _("The last step was taken on %(day)s. Enter that day or a later one") % {
            "day": long_date(last.taken_on)
        }
    if kind in INVITES:
        until = typed.until_on or last_day(facts, rulebook.COMPLAINT_COMMENT, taken_on)
        if until is None:
            problems["until_on"] = _("Enter the last day for comments")
        elif until <= taken_on:
            problems["until_on"] = _("The last day for comments must be after the invitation")
    return {name: Refusal(words, provision, "incomplete") for name, words in problems.items()}


def _unheard_problems(facts: ComplaintFacts, kind: str, taken_on: date, typed: StepFacts) -> Problems:
    """Nor may the day of the decision lie before both sides had been heard (regulation 28)."""
    if taken_on >= facts.today:
        return {}
    then = replace(facts, today=taken_on)
    refused = refusal(then, kind) if kind == StepKind.CONCLUDE else None
    if kind == StepKind.DECIDE and typed.publishes:
        refused = may_publish(then)
    if refused is None:
        return {}
    return {"taken_on": Refusal(_("On that day both sides could still comment. Enter a later day"), refused.provision, "unheard")}


def _appointed_problems(facts: ComplaintFacts, kind: str, typed: StepFacts) -> Problems:
    """Nobody of the Commissioner's office resolves a complaint (regulation 7)."""
    if kind != StepKind.RESOLVE or typed.resolver != Resolver.PERSON or typed.appointed is None:
        return {}
    if facts.complaint.area_id in areas_served(typed.appointed):
        words = _("Informal resolution is for the panel, not the office. Choose somebody else")
        return {"appointed": Refusal(words, rulebook.COMPLAINT_DELEGATION, "office")}
    return {}


def _decided_by(facts: ComplaintFacts, kind: str, typed: str, meeting: Meeting | None) -> str:
    """Who decided, in words: what was typed, the meeting, or who holds the power. Raises ValidationError by field."""
    if meeting is not None:
        if meeting.body_id != facts.complaint.body_id and meeting.body.parent_id != facts.complaint.body_id:
            raise ValidationError({"meeting": _("Choose a meeting of this panel or of a sub-committee of it")})
        if meeting.held_on > facts.today:
            raise ValidationError({"meeting": _("The meeting has not been held yet")})
        named = {"body": meeting.body.name, "day": in_words(meeting.held_on, "j F Y")}
        return (typed or _("%(body)s at its meeting of %(day)s") % named)[:200]
    if not typed and decides_itself(facts, kind):
        words = _("The panel decides on this itself. Choose its meeting, or say who decided and how")
        power = Refusal(words, rulebook.COMPLAINT_DELEGATION, "incomplete")
        raise ValidationError({"decided_by": said(facts, power)})
    return (typed or capacity_words(facts, kind))[:200]


# Applied ---------------------------------------------------------------------------------------------------------


def _grounds(facts: ComplaintFacts, kind: str, typed: StepFacts) -> list[str]:
    """The grounds of a step, each once, in the order in which they came."""
    found = list(typed.grounds) if kind in (StepKind.NOT_RECORD, StepKind.DISAPPLY) else []
    if kind in (StepKind.RECORD, StepKind.NOT_RECORD):
        found += [ground for _decision, ground in recording_decisions(facts, kind, typed).values() if ground]
    return list(dict.fromkeys(found))


def _apply(facts: ComplaintFacts, held: Complaint, step: ComplaintStep, typed: StepFacts) -> None:
    """What a step changes besides the state."""
    match step.kind:
        case StepKind.RECORD | StepKind.NOT_RECORD:
            _decide_parts(facts, recording_decisions(facts, step.kind, typed))
        case StepKind.RESOLVE:
            _resolve_by(held, typed)
        case StepKind.CONCLUDE | StepKind.IOPC_END:
            _conclude(held, step, typed)
        case StepKind.DECIDE:
            held.publishes_outcome = typed.publishes
    if "iopc_reference" in step.before:
        held.iopc_reference = typed.iopc_reference.strip() or held.iopc_reference
    if step.kind in ENDS:
        held.ended_on = step.taken_on
    if purpose := INVITES.get(StepKind(step.kind)):
        until = typed.until_on or last_day(facts, rulebook.COMPLAINT_COMMENT, step.taken_on)
        invite_sides(held, purpose, invited_on=step.taken_on, until_on=until)


def _conclude(held: Complaint, step: ComplaintStep, typed: StepFacts) -> None:
    held.outcome = OutcomeKind.IOPC if step.kind == StepKind.IOPC_END else OutcomeKind(typed.outcome)
    held.outcome_text = typed.outcome_text.strip()
    held.apology_agreed = typed.apology_agreed and held.outcome == OutcomeKind.APOLOGY


def _decide_parts(facts: ComplaintFacts, decisions: dict[int, tuple[str, str]]) -> None:
    for row in facts.allegations:
        row.decision, row.ground = decisions[row.number]
        _save_row(row)


def _resolve_by(held: Complaint, typed: StepFacts) -> None:
    bodies: dict[str, Any] = {Resolver.PANEL: held.body, Resolver.SUB_COMMITTEE: typed.resolving_body}
    held.resolver, held.resolving_body = typed.resolver, bodies.get(typed.resolver)
    held.appointed = typed.appointed if typed.resolver == Resolver.PERSON else None


# Taken back ------------------------------------------------------------------------------------------------------


@transaction.atomic
def take_back_step(*, complaint: Complaint, version: int, why: str, actor: User | None) -> ComplaintStep:
    """Undo the last standing step: its drafts are dropped, and the state and what the step had changed are as they were before.
    The step stays, with who took it back and why. The words of an outcome stay too, for the next time it is entered.

    Raises ValidationError by field (`why`), "first" for the receipt, "sent" once somebody was told of it by letter, "stale" and
    "erased".
    """
    held = lock_complaint(complaint, version, open_only=False)
    step = ComplaintStep.objects.standing().filter(complaint=held).order_by("number").last()
    if step is None or step.kind == StepKind.RECEIVE:
        raise ValidationError(_("There is no step that could be taken back"), code="first")
    if is_told(facts_of(held), step):
        raise ValidationError(_("A letter of this step was sent. It can no longer be taken back"), code="sent")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is taken back")})
    refuse_named(held, {"why": why})
    Letter.objects.filter(step=step).delete()
    _undo(held, step)
    step.taken_back_at, step.taken_back_by, step.taken_back_why = clock.now(), actor, why.strip()
    step.full_clean()
    step.save()
    detail: dict[str, Any] = {"step": step.kind, "from": step.to_status, "to": step.from_status, "number": step.number}
    save_complaint(held, actor, "step_taken_back", undoes=True, **detail)
    return step


def _undo(held: Complaint, step: ComplaintStep) -> None:
    held.status = ComplaintStatus(step.from_status)
    held.ended_on = None
    for name, value in step.before.items():
        setattr(held, name, value)
    if step.kind in (StepKind.RECORD, StepKind.NOT_RECORD):
        for row in Allegation.objects.filter(complaint=held).exclude(decision=""):
            row.decision = row.ground = ""
            _save_row(row)
    if purpose := INVITES.get(StepKind(step.kind)):
        drop_invitations(held, purpose)


def _save_row(row: Allegation | SideComment) -> None:
    row.bump()
    row.full_clean()
    row.save()
