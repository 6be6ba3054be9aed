"""The states of a complaint under SI 2012/62 and the steps between them: the one place that says what may follow what.

`step_of(kind)` is a step with its states, its power, its provision (a key of the rule book) and its notices.
`refusal(facts, kind)` says why a step may not be taken now, naming the regulation; None where it may. Pages offer what is not
refused, and `services.steps.take_step` refuses the rest. The Elected Local Policing Bodies (Complaints and Misconduct)
Regulations 2012.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from complaints.choices import (
    AllegationDecision,
    CommentPurpose,
    ComplaintStatus,
    LetterKind,
    LetterStatus,
    Power,
    Recipient,
    Side,
    StepKind,
)
from complaints.choices import ComplaintStatus as State
from complaints.rules.facts import ComplaintFacts
from complaints.rules.register import inside
from panels import rulebook

TO_COMPLAINANT = (Recipient.COMPLAINANT,)
TO_BOTH = (Recipient.COMPLAINANT, Recipient.OFFICE_HOLDER)
ALIVE = frozenset(ComplaintStatus) - {State.CLOSED, State.WITHDRAWN}


@dataclass(frozen=True)
class StepRule:
    """A step: from which states it leads to which, under whose power and which provision, and which notices it asks for."""

    kind: StepKind
    starts: frozenset[ComplaintStatus]
    ends: ComplaintStatus
    power: Power
    provision: str
    notices: tuple[tuple[LetterKind, Recipient], ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a step may not be taken, and the rule behind it by its key."""

    words: str
    provision: str
    code: str = "not-open"


def _rule(
    kind: StepKind, starts: set[State] | frozenset[State], ends: State, power: Power, provision: str, *letters: LetterKind,
    to: tuple[Recipient, ...] = TO_COMPLAINANT,
) -> StepRule:  # fmt: skip
    notices = tuple((letter, recipient) for letter in letters for recipient in to)
    return StepRule(kind, frozenset(starts), ends, power, provision, notices)


_OPEN = {State.RECORDED, State.REFERRED_BACK}
STEPS: dict[StepKind, StepRule] = {
    one.kind: one
    for one in (
        _rule(StepKind.TRANSFER, {State.RECEIVED}, State.TRANSFERRED, Power.RECORD, rulebook.COMPLAINT_RECORD,
              LetterKind.TRANSFERRED),
        _rule(StepKind.RECORD, {State.RECEIVED}, State.RECORDED, Power.RECORD, rulebook.COMPLAINT_RECORD,
              LetterKind.RECORDED, to=TO_BOTH),
        _rule(StepKind.NOT_RECORD, {State.RECEIVED}, State.NOT_RECORDED, Power.RECORD, rulebook.COMPLAINT_NOT_RECORDED,
              LetterKind.NOT_RECORDED),
        _rule(StepKind.REFER, _OPEN | {State.IN_RESOLUTION}, State.WITH_IOPC, Power.REFER, rulebook.COMPLAINT_SERIOUS,
              LetterKind.REFERRED, to=(Recipient.IOPC, Recipient.COMPLAINANT)),
        _rule(StepKind.REFER_BACK, {State.WITH_IOPC}, State.REFERRED_BACK, Power.REFER, rulebook.COMPLAINT_REFERRED_BACK,
              LetterKind.REFERRED_BACK),
        _rule(StepKind.IOPC_END, {State.WITH_IOPC}, State.CONCLUDED, Power.REFER, rulebook.COMPLAINT_IOPC,
              LetterKind.OUTCOME, to=TO_BOTH),
        _rule(StepKind.DISAPPLY, _OPEN, State.DISAPPLIED, Power.DISAPPLY, rulebook.COMPLAINT_DISAPPLY, LetterKind.DISAPPLIED),
        _rule(StepKind.RESOLVE, _OPEN, State.IN_RESOLUTION, Power.RESOLVE, rulebook.COMPLAINT_RESOLUTION,
              LetterKind.INVITATION, to=TO_BOTH),
        _rule(StepKind.CONCLUDE, {State.IN_RESOLUTION}, State.CONCLUDED, Power.RESOLVE, rulebook.COMPLAINT_OUTCOME,
              LetterKind.OUTCOME, to=TO_BOTH),
        _rule(StepKind.COPY, {State.CONCLUDED}, State.COPIED, Power.PUBLISH, rulebook.COMPLAINT_OUTCOME),
        _rule(StepKind.INVITE, {State.COPIED}, State.REPRESENTATIONS, Power.PUBLISH, rulebook.COMPLAINT_PUBLICATION,
              LetterKind.REPRESENTATIONS, to=TO_BOTH),
        _rule(StepKind.DECIDE, {State.COPIED, State.REPRESENTATIONS}, State.DECIDED, Power.PUBLISH,
              rulebook.COMPLAINT_PUBLICATION, LetterKind.CLOSURE),
        _rule(StepKind.CLOSE, {State.TRANSFERRED, State.NOT_RECORDED, State.DISAPPLIED, State.DECIDED}, State.CLOSED,
              Power.PUBLISH, rulebook.COMPLAINT_RECORDS),
        _rule(StepKind.WITHDRAW, ALIVE, State.WITHDRAWN, Power.WITHDRAW, rulebook.COMPLAINT_WITHDRAWN, LetterKind.WITHDRAWN),
    )
}  # fmt: skip
FIRST_NOTICES = ((LetterKind.ACKNOWLEDGEMENT, Recipient.COMPLAINANT),)  # of the receipt, which is no step of a person


def step_of(kind: str) -> StepRule:
    """The step of a kind. Raises KeyError for the receipt, which nobody takes."""
    return STEPS[StepKind(kind)]


def notices_of(facts: ComplaintFacts, kind: str) -> tuple[tuple[LetterKind, Recipient], ...]:
    """The notices that a step asks for in a complaint: the parts that are not recorded are told of as well (regulation 10)."""
    if kind == StepKind.RECEIVE:
        return FIRST_NOTICES
    notices = step_of(kind).notices
    if kind == StepKind.RECORD and AllegationDecision.NOT_RECORDED in facts.decided_parts:
        notices += ((LetterKind.NOT_RECORDED, Recipient.COMPLAINANT),)
    return notices


def is_told(facts: ComplaintFacts, step: Any) -> bool:
    """Whether somebody was told of a step by letter: by one of its notices, or by one of their kinds that was begun by hand and
    sent after it."""
    kinds = {letter for letter, _recipient in notices_of(facts, step.kind)}
    sent = [one for one in facts.letters if one.status == LetterStatus.ISSUED]
    by_hand = [one for one in sent if one.step_id is None and one.kind in kinds]
    return any(one.step_id == step.pk for one in sent) or any(one.issued_at >= step.taken_at for one in by_hand)


def refusal(facts: ComplaintFacts, kind: str) -> Refusal | None:
    """Why a step may not be taken now; None where it may. What depends on what is typed (a ground, an outcome) is checked by
    `rules.grounds` and `services.steps`."""
    step = step_of(kind)
    if facts.complaint.status not in step.starts:
        return _wrong_state(facts, step)
    check = _CHECKS.get(step.kind)
    return check(facts) if check else None


def open_steps(facts: ComplaintFacts) -> list[StepRule]:
    """The steps that may be taken now, whoever takes them, in their order."""
    return [step for kind, step in STEPS.items() if refusal(facts, kind) is None]


# Why not ---------------------------------------------------------------------------------------------------------


def _wrong_state(facts: ComplaintFacts, step: StepRule) -> Refusal:
    status = State(facts.complaint.status)
    if facts.complaint.is_over:
        return Refusal(_("The complaint is over: it is %(state)s") % {"state": status.label.lower()}, rulebook.COMPLAINT_RECORDS)
    if status == State.WITH_IOPC and step.kind == StepKind.DISAPPLY:
        return Refusal(_("You cannot disapply this: it is with the IOPC"), step.provision)
    if status == State.WITH_IOPC and step.kind == StepKind.RESOLVE:
        return Refusal(_("It cannot be resolved informally: it is with the IOPC"), step.provision)
    wanted = [State(one).label for one in State if one in step.starts]
    words = _("It is at “%(state)s”. This step is taken from “%(wanted)s”")
    return Refusal(words % {"state": status.label, "wanted": "”, “".join(str(one) for one in wanted)}, step.provision)


def _of_record(facts: ComplaintFacts) -> Refusal | None:
    if facts.complaint.office_holder_id is None:
        return Refusal(_("Say about which office holder it is"), rulebook.COMPLAINT_RECORD)
    if not facts.allegations:
        return Refusal(_("Enter what is alleged first, or mark it “still to be confirmed”"), rulebook.COMPLAINT_RECORD)
    return None


def _not_serious(facts: ComplaintFacts) -> Refusal | None:
    """What keeps a recorded complaint from any way but the IOPC's."""
    if any(one.is_serious is None for one in facts.recorded):
        return Refusal(_("Say of each allegation whether it is serious first"), rulebook.COMPLAINT_SERIOUS)
    back = facts.step(StepKind.REFER_BACK)
    seen_by_iopc = back.number if back is not None else 0  # rows and steps share one count: what came later it has not seen
    if any(one.is_serious and one.number > seen_by_iopc for one in facts.recorded):
        return Refusal(_("It is serious: it must be referred to the IOPC first"), rulebook.COMPLAINT_SERIOUS)
    return None


def _of_conclude(facts: ComplaintFacts) -> Refusal | None:
    if serious := _not_serious(facts):  # it may become clear while it is resolved
        return serious
    missing = _not_heard(facts, CommentPurpose.RESOLUTION)
    if missing:
        words = _("Both sides may comment first. Not invited, or still in time: %(who)s")
        return Refusal(words % {"who": ", ".join(missing)}, rulebook.COMPLAINT_OUTCOME)
    return None


def _not_heard(facts: ComplaintFacts, purpose: CommentPurpose) -> list[str]:
    """Who has by `facts.today` neither answered nor let the time pass since the invitation was sent, but for who cannot be
    reached."""
    said = {one.side: one for one in facts.comments if one.purpose == purpose}
    invited = facts.step(_INVITES[purpose])
    not_sent = {one.recipient for one in facts.unsent(invited)} if invited else set()  # a side has the word of its recipient
    missing = []
    for side in Side:
        if side == Side.COMPLAINANT and not facts.can_be_reached:
            continue
        one = said.get(side)
        is_over = one is not None and one.until_on and one.until_on < facts.today and side not in not_sent
        has_answered = one is not None and (one.received_on <= facts.today if one.received_on else one.declined)
        if not (has_answered or is_over):
            missing.append(str(side.label))
    return missing


_INVITES = {CommentPurpose.RESOLUTION: StepKind.RESOLVE, CommentPurpose.PUBLICATION: StepKind.INVITE}


def _of_copy(facts: ComplaintFacts) -> Refusal | None:
    return _notices_first(facts, facts.step(StepKind.CONCLUDE, StepKind.IOPC_END), rulebook.COMPLAINT_OUTCOME)


def _of_close(facts: ComplaintFacts) -> Refusal | None:
    return _notices_first(facts, facts.last_step, rulebook.COMPLAINT_NOTIFY)


def _notices_first(facts: ComplaintFacts, step: object, provision: str) -> Refusal | None:
    from_step = next((one for one in facts.steps if one is step), None)
    if from_step is not None and (unsent := facts.unsent(from_step)):
        names = ", ".join(f"{LetterKind(one.kind).label} ({inside(Recipient(one.recipient).label)})" for one in unsent)
        return Refusal(_("Send these letters first, or say why they are not needed: %(names)s") % {"names": names}, provision)
    return None


_CHECKS: dict[StepKind, Callable[[ComplaintFacts], Refusal | None]] = {
    StepKind.RECORD: _of_record,
    StepKind.DISAPPLY: _not_serious,
    StepKind.RESOLVE: _not_serious,
    StepKind.CONCLUDE: _of_conclude,
    StepKind.COPY: _of_copy,
    StepKind.CLOSE: _of_close,
}


def may_publish(facts: ComplaintFacts) -> Refusal | None:
    """Why an outcome may not be published (yet): representations were not invited, or are still in time (regulation 28)."""
    if facts.step(StepKind.INVITE) is None:
        return Refusal(_("Invite both sides to make representations first"), rulebook.COMPLAINT_PUBLICATION)
    if missing := _not_heard(facts, CommentPurpose.PUBLICATION):
        words = _("Both sides may make representations first. Still in time: %(who)s")
        return Refusal(words % {"who": ", ".join(missing)}, rulebook.COMPLAINT_PUBLICATION)
    return None


def replay(acts: list[tuple[str, str, str]]) -> str:
    """The state to which a row of acts leads: (kind, from, to) of steps as the trail keeps them, a step taken back included as
    ("take-back", from, to). Raises ValueError where one does not begin where the one before ended."""
    state = ""
    for kind, before, after in acts:
        if before != state:
            raise ValueError(f"{kind} begins at {before!r}, but the one before ended at {state!r}")
        if kind not in ("take-back", StepKind.RECEIVE) and (before not in step_of(kind).starts or after != step_of(kind).ends):
            raise ValueError(f"{kind} does not lead from {before!r} to {after!r}")
        state = after
    return state
