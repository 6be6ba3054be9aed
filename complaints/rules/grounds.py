"""The grounds on which a complaint is not recorded (regulations 9 and 10) or the regulations are disapplied (regulation 15), and
the two tests that can be computed: more than twelve months, and no name and address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _

from complaints.choices import AllegationDecision, DisapplicationGround, Handling, RecordingGround, StepKind
from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import Refusal
from complaints.rules.typed import Problems, StepFacts, short_provision
from panels import rulebook
from panels.working_days import add_months


@dataclass(frozen=True)
class Test:
    """A test of a ground: whether it holds (None while a fact is missing), why, and under which provision."""

    __test__ = False  # no test of pytest

    name: str
    words: str
    holds: bool | None
    provision: str
    is_verified: bool


def one_year_test(facts: ComplaintFacts) -> Test:
    """Whether more than twelve months lie between the latest event that is alleged and the making of the complaint.

    The events are those of every recorded allegation (of every one, while none is recorded); where the day on which it was made
    is not known, it is the day on which it was received. Whether there was a good reason for the delay, or injustice is likely,
    is for people to say. SI 2012/62, regulation 15(3)(b); legislation.gov.uk/uksi/2012/62/regulation/15/made.
    """
    rule = facts.rules.get(rulebook.COMPLAINT_DISAPPLICATION)
    alleged = facts.recorded or list(facts.allegations)
    days = [one.last_event for one in alleged]
    name = _("More than %(count)s months") % {"count": rule.number} if rule else _("One-year test")
    if rule is None:
        words, holds = _("The rule book has no rule for this"), None
    elif not days:
        words, holds = _("Needs what is alleged, with the days of the events"), None
    elif not all(days):
        words, holds = _("Needs the days of the events of every allegation"), None
    else:
        words, holds = _year_words(facts, max(filter(None, days)), rule.number)
    return Test(name, words, holds, *_law(rule, part="(3)(b)"))


def _year_words(facts: ComplaintFacts, latest: date, months: int) -> tuple[str, bool]:
    made = facts.complaint.made_on or facts.complaint.received_on
    limit = add_months(latest, months)
    told = {"latest": _day(latest), "limit": _day(limit), "made": _day(made), "months": months}
    which = _("It was made on %(made)s") if facts.complaint.made_on else _("It was received on %(made)s")
    since = _("The last events were on %(latest)s. %(months)s months after that is %(limit)s")
    end = _("that is later") if made > limit else _("that is not later")
    whole = _("%(since)s. %(which)s: %(end)s")
    return whole % {"since": since % told, "which": which % told, "end": end}, made > limit


def no_name_test(facts: ComplaintFacts) -> Test:
    """Whether the complaint gives neither a name nor an address. Whether they can reasonably be found out is for people to say.

    SI 2012/62, regulation 15(3)(d); legislation.gov.uk/uksi/2012/62/regulation/15/made.
    """
    if facts.has_name_and_address:
        words, holds = _("A name and an address are known"), False
    elif facts.can_be_reached:
        words, holds = _("The complainant’s name and address are not both known, but somebody can be written to: ask first"), True
    else:
        words, holds = _("It gives no name and address. Whether they can reasonably be found out must be said"), True
    return Test(_("No name and address"), words, holds, *_law(facts.rules.get(rulebook.COMPLAINT_DISAPPLY), part="(3)(d)"))


def _law(rule: Any, *, part: str) -> tuple[str, bool]:
    if rule is None:
        return "", False
    provision = short_provision(rule)
    return (provision if provision.endswith(part) else f"{provision}{part}"), bool(rule.is_verified)


# Not recorded ----------------------------------------------------------------------------------------------------


def recording_decisions(facts: ComplaintFacts, kind: str, typed: StepFacts) -> dict[int, tuple[str, str]]:
    """What is decided of each allegation, by its number: what was typed of it; else that it is recorded, or where nothing is to
    be recorded, that it is not, on the first ground."""
    ground = typed.grounds[0] if typed.grounds else ""
    rest = (AllegationDecision.RECORDED.value, "") if kind == StepKind.RECORD else (AllegationDecision.NOT_RECORDED.value, ground)
    return {one.number: typed.decisions.get(one.number, rest) for one in facts.allegations}


def recording_problems(facts: ComplaintFacts, kind: str, typed: StepFacts) -> Problems:
    """What keeps a complaint from being recorded, or from not being recorded, as it is typed."""
    decisions = recording_decisions(facts, kind, typed)
    left_out = [ground for decision, ground in decisions.values() if decision == AllegationDecision.NOT_RECORDED]
    problems: Problems = {}
    if set(typed.decisions) - set(decisions):
        problems["decisions"] = _not_recorded(_("One of the allegations was taken out. Open this page again"))
    if kind == StepKind.RECORD and len(left_out) == len(decisions):
        problems["decisions"] = _not_recorded(_("Nothing would be recorded. Take the step “Not recorded” instead"))
    if kind == StepKind.NOT_RECORD and len(left_out) != len(decisions):
        problems["decisions"] = _not_recorded(_("An allegation would be recorded. Take the step “Recorded” instead"))
    grounds = [*left_out, *(typed.grounds if kind == StepKind.NOT_RECORD else ())]
    if any(ground not in RecordingGround.values for ground in grounds) or (kind == StepKind.NOT_RECORD and not grounds):
        where = "grounds" if kind == StepKind.NOT_RECORD else "decisions"
        problems[where] = _not_recorded(_("Say on which ground it is not recorded: the complainant is told"))
    return problems


def _not_recorded(words: str) -> Refusal:
    return Refusal(words, rulebook.COMPLAINT_NOT_RECORDED, "incomplete")


# Disapplied ------------------------------------------------------------------------------------------------------


def disapplication_problems(facts: ComplaintFacts, typed: StepFacts, reason: str) -> Problems:
    """What keeps the regulations from being disapplied on the grounds that are typed, with the reason that is given."""
    problems: Problems = {}
    if not typed.grounds or any(ground not in DisapplicationGround.values for ground in typed.grounds):
        problems["grounds"] = _not_disapplied(_("Choose at least one of the grounds (a) to (f)"))
    elif DisapplicationGround.OLD in typed.grounds and (test := one_year_test(facts)).holds is not True:
        problems["grounds"] = Refusal(_("Ground (b) does not apply. %(why)s") % {"why": test.words},
                                      rulebook.COMPLAINT_DISAPPLICATION, "ground")  # fmt: skip
    elif DisapplicationGround.NAMELESS in typed.grounds and no_name_test(facts).holds is not True:
        problems["grounds"] = _not_disapplied(_("Ground (d) does not apply. %(why)s") % {"why": no_name_test(facts).words})
    if typed.handling not in Handling.values:
        problems["handling"] = _not_disapplied(_("Say whether it is handled in another way, or no action is taken"))
    if not reason.strip():
        problems["reason"] = _not_disapplied(_reason_wanted(typed.grounds))
    return problems


def _reason_wanted(grounds: tuple[str, ...]) -> str:
    """What the reason must say on the first of the grounds."""
    wanted = {
        DisapplicationGround.STAFF: _("Say whose conduct it is about instead"),
        DisapplicationGround.OLD: _("Say that there was no good reason for the delay, or what injustice is likely"),
        DisapplicationGround.SAME: _("Give the reference of the other complaint, or say where it is dealt with"),
        DisapplicationGround.NAMELESS: _("Say what was done to find out the name and address"),
        DisapplicationGround.VEXATIOUS: _("Say why it is vexatious, oppressive or an abuse of the procedures"),
        DisapplicationGround.REPETITIOUS: _("Give the reference of the earlier complaint, or say why it is repetitious"),
    }
    return next((words for ground, words in wanted.items() if ground in grounds), _("Say why"))


def _not_disapplied(words: str) -> Refusal:
    return Refusal(words, rulebook.COMPLAINT_DISAPPLY, "ground")


def _day(day: date) -> str:
    return in_words(day, "j F Y")
