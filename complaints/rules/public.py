"""What everybody may read of a complaint beside its summary: whether it was recorded, who handled it, how it ended, if it lives.

Nothing here is taken from what somebody typed about a complaint: only from its states, its steps and the panel's public powers.
The outcome of informal resolution is published only where the panel decided so: the Elected Local Policing Bodies (Complaints and
Misconduct) Regulations 2012 (SI 2012/62), regulation 28.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from complaints.choices import AllegationDecision, CameTo, Handler, OutcomeKind, Power, Resolver, StepKind
from complaints.choices import ComplaintStatus as State
from complaints.rules.register import holder_words, inside


@dataclass(frozen=True)
class PublicRow:
    """A complaint as the public register has it. `summary` is empty where nothing is written for the public yet; `outcome_text`
    where the outcome is not published. `is_erased`: only its reference, days and states are left."""

    reference: str
    printed_label: str
    kind: str
    received_on: date
    holder: Any
    summary: str
    outcome_text: str
    recorded: str
    handled_by: str
    outcome: str
    is_live: bool
    is_erased: bool
    state: str
    is_through_iopc: bool
    is_not_recorded: bool
    logged_at: Any
    is_imported: bool
    ended_on: date | None

    @property
    def holder_line(self) -> str:
        """The office holder with office and dates."""
        return holder_words(self.holder)


def public_row(
    complaint: Any, *, summary: Any, steps: Sequence[Any], decisions: Iterable[str], powers: Sequence[Any]
) -> PublicRow:  # fmt: skip
    """A complaint for the public: its published `summary` (None without), its standing `steps` in order, what was decided of its
    allegations, and all `powers` of its panel, past ones too."""
    kinds, judged = {one.kind for one in steps}, set(decisions)
    is_told = bool(complaint.publishes_outcome) and summary is not None
    return PublicRow(
        reference=complaint.reference,
        printed_label=complaint.printed_label,
        kind=complaint.get_kind_display(),
        received_on=complaint.received_on,
        holder=complaint.office_holder,
        summary=summary.text if summary else "",
        outcome_text=summary.outcome_text if summary and is_told else "",
        recorded=recorded_words(complaint, kinds, judged),
        handled_by=handled_words(complaint, steps, powers),
        outcome=outcome_words(complaint, steps),
        is_live=not complaint.is_over,
        is_erased=complaint.erased_at is not None,
        state=state_words(complaint),
        is_through_iopc=complaint.came_to == CameTo.IOPC,
        is_not_recorded=StepKind.NOT_RECORD in kinds or AllegationDecision.NOT_RECORDED in judged,
        logged_at=complaint.logged_at,
        is_imported=complaint.imported_id is not None,
        ended_on=complaint.ended_on,
    )


def state_words(complaint: Any) -> str:
    """Whether a complaint lives."""
    if not complaint.is_over:
        return _("Live")
    return _("Withdrawn") if complaint.status == State.WITHDRAWN else _("Closed")


def recorded_words(complaint: Any, kinds: set[str], decisions: set[str]) -> str:
    """Whether a complaint was recorded (regulations 9 and 10)."""
    if StepKind.RECORD in kinds:
        return _("In part") if AllegationDecision.NOT_RECORDED in decisions else _("Yes")
    if StepKind.NOT_RECORD in kinds:
        return _("No")
    if StepKind.TRANSFER in kinds:
        return _("No, passed on")
    if complaint.status == State.WITHDRAWN:
        return _("No, withdrawn first")
    return _("Not known") if complaint.is_over else _("Not decided yet")


def outcome_words(complaint: Any, steps: Sequence[Any]) -> str:
    """How a complaint ended, as far as that is public."""
    last = {one.kind: one for one in steps}
    if complaint.status == State.WITHDRAWN:
        return _("Withdrawn")
    if StepKind.TRANSFER in last:
        return _("Passed on to the body that deals with it")
    if StepKind.NOT_RECORD in last:
        return _("Not recorded")
    if StepKind.DISAPPLY in last:
        handling = last[StepKind.DISAPPLY].get_handling_display()
        words = _("The regulations were disapplied")
        return _("%(words)s: %(handling)s") % {"words": words, "handling": inside(handling)} if handling else words
    return _end_words(complaint)


def _end_words(complaint: Any) -> str:
    """The outcome in one word, where it is public: where the panel decided so, where an older register that was brought in gives
    it and nobody decided otherwise, and where it is the IOPC's."""
    if not complaint.outcome:
        return _("None yet") if not complaint.is_over else _("Not known")
    is_public = complaint.publishes_outcome is None and (complaint.imported_id or complaint.outcome == OutcomeKind.IOPC)
    if complaint.publishes_outcome or is_public:
        return complaint.get_outcome_display()
    is_settled = complaint.publishes_outcome is False or complaint.is_over
    return _("Not published") if is_settled else _("Recorded; publication not decided yet")


def handled_words(complaint: Any, steps: Sequence[Any], powers: Sequence[Any]) -> str:
    """Who handles a complaint, or handled it last: by office, never by name."""
    last = {one.kind: one for one in steps}
    if complaint.status == State.WITH_IOPC or complaint.outcome == OutcomeKind.IOPC:
        return _("Independent Office for Police Conduct")
    if StepKind.RESOLVE in last:
        return _resolver_words(complaint)
    if complaint.raw_handler and (known := printed_handler(complaint.raw_handler, powers)):
        return known
    return _holder_of(complaint, powers, _on(complaint, last))


def _resolver_words(complaint: Any) -> str:
    if complaint.resolver == Resolver.PERSON:
        return _("A person appointed by the panel")
    if complaint.resolver == Resolver.SUB_COMMITTEE:
        return complaint.resolving_body.name if complaint.resolving_body else _("A sub-committee of the panel")
    return _("The panel")


def printed_handler(raw: str, powers: Sequence[Any]) -> str:
    """The office behind a handler as an older register printed it ("CEO"), by the other names of those to whom the panel has
    delegated; empty for one that nobody knows, which may be anything."""
    folded = raw.strip().rstrip(".").casefold()
    if folded in ("panel", "the panel", "pcp", "police and crime panel"):
        return _("The panel")
    for one in powers:
        if folded in {name.strip().rstrip(".").casefold() for name in (one.to_title, *one.aliases.splitlines())}:
            return one.to_title
    return ""


def _on(complaint: Any, last: dict[str, Any]) -> date:
    first = next((last[kind] for kind in (StepKind.RECORD, StepKind.NOT_RECORD, StepKind.TRANSFER) if kind in last), None)
    return first.taken_on if first else complaint.received_on


def _holder_of(complaint: Any, powers: Sequence[Any], day: date) -> str:
    """Who used the power of first handling on a day; the lead officer where a complaint is kept from the office."""
    held = [
        one for one in powers if one.power == Power.RECORD and one.started_on <= day and (not one.ended_on or day <= one.ended_on)
    ]
    if not held or held[-1].handler == Handler.PANEL:
        return _("The panel")
    if held[-1].handler == Handler.OFFICE and complaint.is_kept_from_office:
        return _("The panel’s lead officer")
    return held[-1].to_title
