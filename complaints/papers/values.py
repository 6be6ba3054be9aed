"""What the fields of a letter stand for in one complaint, as Markdown; who complains is left to `identity_values`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from complaints.choices import (
    AllegationDecision,
    DisapplicationGround,
    Handling,
    LetterKind,
    OutcomeKind,
    RecordingGround,
    Resolver,
    StepKind,
)
from complaints.papers.dates import finish_day
from complaints.papers.merging import escaped, lines, listed, paragraphs
from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import STEPS
from complaints.rules.register import long_day
from complaints.rules.typed import short_provision
from interface.templatetags.dates import long_date
from panels import rulebook
from panels.choices import Nation

GROUND_PLACE = "(3)"  # regulation 15(3): the grounds (a) to (f) stand in its paragraph 3


@dataclass(frozen=True)
class Head:
    """Who writes: the panel with its host's address, and whom to ask there; each as lines."""

    panel: tuple[str, ...]
    contact: tuple[str, ...]


def values_of(letter: Any, facts: ComplaintFacts, head: Head) -> dict[str, str]:
    """What every field but those of identity stands for in a letter; what is not known is empty."""
    complaint, step = facts.complaint, step_behind(letter, facts)
    plain = {
        "panel": complaint.body.name,
        "office_holder": holder_of(complaint),
        "reference": complaint.reference,
        "received_on": long_date(complaint.received_on),
        "made_on": long_date(complaint.made_on),
        "decision_on": long_date(step.taken_on) if step else "",
        "decided_by": step.decided_by if step else "",
        "handling": Handling(step.handling).label if step and step.handling else "",
        "answer_by": long_date(letter.answer_by),
        "finish_by": long_date(finish_day(facts)),
        "publication": _publication(complaint),
        "resolver": _resolver(complaint),
        "iopc_reference": complaint.iopc_reference,
        "no_appeal": _("There is no appeal against the outcome of informal resolution."),
        "ombudsman": _ombudsman(complaint.area.nation),
    }
    return {name: escaped(words) if words else "" for name, words in plain.items()} | {
        "allegations": listed([alleged_words(one) for one in alleged(letter, facts)], numbered=True),
        "grounds": listed(_grounds(letter, facts, step)),
        "outcome": paragraphs(_outcome(complaint)),
        "contact": lines(head.contact),
    }


def identity_values(party: Any) -> dict[str, str]:
    """The fields that say to whom it goes, as they stand in print and in the mail; for those who may read who complains."""
    if party is None:
        return {"name": "", "address": ""}
    return {"name": escaped(party.name or _("complainant")), "address": lines(party.address.splitlines())}


def holder_of(complaint: Any) -> str:
    """The office holder in a sentence: “Robin Example (Commissioner)”; of one who left, with the days."""
    holder = complaint.office_holder
    if holder is None:
        return ""
    said = {"name": holder.name, "office": holder.get_kind_display()}
    if holder.ended_on is None:
        return _("%(name)s (%(office)s)") % said
    days = {"first": long_day(holder.started_on), "last": long_day(holder.ended_on)}
    return _("%(name)s (%(office)s from %(first)s to %(last)s)") % (said | days)


def step_behind(letter: Any, facts: ComplaintFacts) -> Any:
    """The step of which a letter tells: its own; of one begun by hand, the newest that asks for such a letter."""
    if letter.step_id:
        return next((one for one in facts.steps if one.pk == letter.step_id), None) or letter.step
    kinds = [kind for kind, rule in STEPS.items() if letter.kind in {notice for notice, _recipient in rule.notices}]
    if letter.kind == LetterKind.NOT_RECORDED:
        kinds.append(StepKind.RECORD)
    return facts.step(*kinds) if kinds else None


def alleged(letter: Any, facts: ComplaintFacts) -> Sequence[Any]:
    """The allegations that a letter is about: before the decision on recording all; after it the recorded ones, but in the letter
    on what is not recorded (regulation 10) the others."""
    if not facts.decided_parts or letter.kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.CONFIRM):
        return facts.allegations
    wanted = AllegationDecision.NOT_RECORDED if letter.kind == LetterKind.NOT_RECORDED else AllegationDecision.RECORDED
    return [one for one in facts.allegations if one.decision == wanted]


def alleged_words(one: Any) -> str:
    """What is alleged; of an allegation that nobody has worded yet, that it is still to be confirmed."""
    return one.text.strip() or _("Still to be confirmed")


def _grounds(letter: Any, facts: ComplaintFacts, step: Any) -> list[str]:
    if letter.kind == LetterKind.NOT_RECORDED:
        return _recording_grounds(facts, step)
    if letter.kind == LetterKind.DISAPPLIED and step:
        provision = _provision(facts, rulebook.COMPLAINT_DISAPPLY)
        found = [DisapplicationGround(ground) for ground in step.grounds]
        return [_under(str(one.label), f"{provision}{GROUND_PLACE}({one.value})" if provision else "") for one in found]
    return []


def _recording_grounds(facts: ComplaintFacts, step: Any) -> list[str]:
    """Each ground once; where some is recorded and some is not, with the allegation to which it belongs."""
    provision = _provision(facts, rulebook.COMPLAINT_NOT_RECORDED)
    out = [one for one in facts.allegations if one.decision == AllegationDecision.NOT_RECORDED]
    typed = [one.ground for one in out] or (step.grounds if step else [])
    labels = {ground: str(RecordingGround(ground).label) for ground in typed}
    if len(labels) <= 1:
        return [_under(label, provision) for label in labels.values()]
    return [
        _("%(what)s %(ground)s") % {"what": alleged_words(one), "ground": _under(labels[one.ground], provision)} for one in out
    ]


def _under(label: str, provision: str) -> str:
    return _("%(ground)s (%(provision)s)") % {"ground": label, "provision": provision} if provision else label


def _provision(facts: ComplaintFacts, key: str) -> str:
    rule = facts.rules.get(key)
    return short_provision(rule) if rule else ""


def _outcome(complaint: Any) -> str:
    if complaint.outcome_text:
        return complaint.outcome_text
    return str(OutcomeKind(complaint.outcome).label) if complaint.outcome else ""


def _publication(complaint: Any) -> str:
    if complaint.publishes_outcome is None:
        return ""
    return _("The outcome is published.") if complaint.publishes_outcome else _("The outcome is not published.")


def _resolver(complaint: Any) -> str:
    """Who resolves, in the middle of a sentence; a person who was appointed is not named."""
    if not complaint.resolver:
        return ""
    if complaint.resolver == Resolver.PERSON:
        return _("a person whom the panel has appointed")
    body = complaint.resolving_body or complaint.body
    return _("the %(body)s") % {"body": body.name}


def _ombudsman(nation: str) -> str:
    """Who looks at how complaints are handled, by nation (lgo.org.uk, ombudsman.wales)."""
    if nation == Nation.WALES:
        return _("The Public Services Ombudsman for Wales looks at how a complaint was handled: www.ombudsman.wales")
    return _("The Local Government and Social Care Ombudsman looks at how a complaint was handled: www.lgo.org.uk")
