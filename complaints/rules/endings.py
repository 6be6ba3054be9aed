"""How a complaint ends: who resolves it, with which outcome, whether that is published; and what each step asks to be typed."""

from django.utils.translation import gettext as _

from complaints.choices import OutcomeKind, Resolver, StepKind
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import disapplication_problems, recording_problems
from complaints.rules.machine import Refusal, may_publish, step_of
from complaints.rules.typed import Problems, StepFacts
from panels import rulebook

# Steps of which nobody reads why but from the reason; a referral says it in the allegations where one is serious
REASONED = frozenset({StepKind.TRANSFER, StepKind.NOT_RECORD, StepKind.DISAPPLY, StepKind.DECIDE, StepKind.WITHDRAW})
# What each asks for besides the day, who decided and the reason: fields of `StepFacts`
ASKED: dict[StepKind, tuple[str, ...]] = {
    StepKind.RECORD: ("decisions",),
    StepKind.NOT_RECORD: ("decisions", "grounds"),
    StepKind.REFER: ("iopc_reference",),
    StepKind.REFER_BACK: ("iopc_reference",),
    StepKind.IOPC_END: ("outcome_text", "iopc_reference"),
    StepKind.DISAPPLY: ("grounds", "handling"),
    StepKind.RESOLVE: ("resolver", "resolving_body", "appointed", "until_on"),
    StepKind.CONCLUDE: ("outcome", "outcome_text", "apology_agreed"),
    StepKind.INVITE: ("until_on",),
    StepKind.DECIDE: ("publishes",),
}
# The outcomes of informal resolution; what the IOPC ends has its own
RESOLVED = tuple(one for one in OutcomeKind if one != OutcomeKind.IOPC)


def typed_problems(facts: ComplaintFacts, kind: str, typed: StepFacts, reason: str) -> Problems:
    """What is wrong with what was typed for a step, by field, each with the provision behind it."""
    match kind:
        case StepKind.RECORD | StepKind.NOT_RECORD:
            problems = recording_problems(facts, kind, typed)
        case StepKind.DISAPPLY:
            problems = disapplication_problems(facts, typed, reason)
        case StepKind.RESOLVE:
            problems = _resolver_problems(facts, typed)
        case StepKind.CONCLUDE | StepKind.IOPC_END:
            problems = _outcome_problems(kind, typed)
        case StepKind.DECIDE:
            problems = _publication_problems(facts, typed)
        case _:
            problems = {}
    if not reason.strip() and "reason" not in problems and needs_reason(facts, kind):
        problems["reason"] = Refusal(_("Say why"), step_of(kind).provision, "incomplete")
    return problems


def needs_reason(facts: ComplaintFacts, kind: str) -> bool:
    """Whether a step must say why: where somebody decides; a referral only where no allegation is judged to be serious."""
    if kind == StepKind.REFER:
        return not any(one.is_serious for one in facts.recorded)
    return kind in REASONED


def _resolver_problems(facts: ComplaintFacts, typed: StepFacts) -> Problems:
    if typed.resolver not in Resolver.values:
        return {
            "resolver": _resolution(_("Say who resolves it: the panel, a sub-committee, or a person whom the panel appoints"))
        }
    if typed.resolver == Resolver.PERSON and typed.appointed is None:
        return {"appointed": _resolution(_("Say whom the panel appoints"))}
    if typed.resolver == Resolver.SUB_COMMITTEE and not is_sub_committee(facts, typed.resolving_body):
        return {"resolving_body": _resolution(_("Choose a sub-committee of this panel"))}
    return {}


def is_sub_committee(facts: ComplaintFacts, body: object) -> bool:
    """Whether a body is a sub-committee of the panel whose complaint it is."""
    return getattr(body, "parent_id", None) == facts.complaint.body_id


def _resolution(words: str) -> Refusal:
    return Refusal(words, rulebook.COMPLAINT_RESOLUTION, "incomplete")


def _outcome_problems(kind: str, typed: StepFacts) -> Problems:
    problems: Problems = {}
    if kind == StepKind.CONCLUDE and typed.outcome not in RESOLVED:
        problems["outcome"] = _outcome(_("Choose the outcome"))
    if typed.outcome == OutcomeKind.APOLOGY and not typed.apology_agreed:
        words = _("No apology is offered for the office holder without their agreement")
        problems["apology_agreed"] = _outcome(words)
    if not typed.outcome_text.strip():
        problems["outcome_text"] = _outcome(_("Enter the outcome as both sides are told"))
    return problems


def _outcome(words: str) -> Refusal:
    return Refusal(words, rulebook.COMPLAINT_OUTCOME, "incomplete")


def _publication_problems(facts: ComplaintFacts, typed: StepFacts) -> Problems:
    if typed.publishes is None:
        return {"publishes": Refusal(_("Say whether the outcome is published"), rulebook.COMPLAINT_PUBLICATION, "incomplete")}
    refused = may_publish(facts) if typed.publishes else None
    return {"publishes": refused} if refused else {}
