"""The clocks of a complaint: acknowledge, tell the sides, refer, hear what is asked for, and finish.

What the office holds is due from the office, while it may read the complaint; all else from the panel's lead officer. Titles name
nobody. A rule that the rule book does not hold starts no clock: nothing is assumed in its place.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from complaints.choices import CommentPurpose, Handler, LetterKind, LetterStatus, Power, Recipient, Side, StepKind
from complaints.due.facts import facts_of
from complaints.models import Complaint
from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import step_of
from complaints.rules.register import inside
from interface import clock
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner, Reckoning
from panels.due import Duty
from panels.working_days import reckon

NOON = time(12)
WEEK = 7  # days, in which the target to finish is counted
MEETS_FINISH = (StepKind.CLOSE, StepKind.WITHDRAW)


def duties_of(complaint: Complaint) -> Iterator[Duty]:
    """What is due in a complaint. In one of an older register only what follows from steps that were taken here."""
    if complaint.erased_at is not None:
        return
    facts = facts_of(complaint)
    if not complaint.imported_id:
        yield from _acknowledge(facts)
        yield from _finish(facts)
    yield from _notices(facts)
    yield from _referral(facts)
    yield from _answers(facts)
    yield from _comments(facts)


def last_day(facts: ComplaintFacts, key: str, start: date) -> date | None:
    """The last day of a time that a rule lays down, counted from a day; None where there is no such rule."""
    rule = facts.rules.get(key)
    if rule is None or rule.number is None:
        return None
    return reckon(_reckoning(key), start, _number(key, rule), facts.complaint.area.nation)


def _reckoning(key: str) -> Reckoning:
    return rulebook.RECKONINGS.get(key, Reckoning.DAYS_AFTER)  # to finish: weeks, counted as days


def _number(key: str, rule: Any) -> int:
    return rule.number * WEEK if key == rulebook.COMPLAINT_FINISH else rule.number


def _due(facts: ComplaintFacts, rule_key: str, start: date, *, key: str, title: str, power: Power, **more: Any) -> Iterator[Duty]:
    """A duty under a rule, counted from a day; nothing where the rule book has no such rule."""
    due_on = last_day(facts, rule_key, start)
    if due_on is None:
        return
    rule = facts.rules[rule_key]
    facts_of_it = {
        "due_on": due_on, "rule_title": rule.title, "provision": rule.provision, "counted_from": start,
        "is_verified": getattr(rule, "is_verified", True), "reckoning": _reckoning(rule_key), "number": _number(rule_key, rule),
        "owner": _owner(facts, power), "access": DutyAccess.COMPLAINTS,
    }  # fmt: skip
    yield Duty(key=key, title=title, **(facts_of_it | more))


def _owner(facts: ComplaintFacts, power: Power) -> DutyOwner:
    """The office, where it uses the power and may read the complaint; else the lead officer."""
    held = facts.powers.get(power)
    is_offices = held is not None and held.handler == Handler.OFFICE
    return DutyOwner.COMMISSIONER if is_offices and facts.is_open_to_office else DutyOwner.LEAD_OFFICER


def _at_noon(day: date | None) -> datetime | None:
    """A day that is known without its hour, as a moment: noon of it in London."""
    return datetime.combine(day, NOON, clock.LONDON) if day is not None else None


def _acknowledge(facts: ComplaintFacts) -> Iterator[Duty]:
    letters = [one for one in facts.letters if one.kind == LetterKind.ACKNOWLEDGEMENT]
    issued = min((one.issued_on for one in letters if one.status == LetterStatus.ISSUED), default=None)
    reason = ""
    if issued is None and letters and all(one.status == LetterStatus.NOT_NEEDED for one in letters):
        reason = _("No acknowledgement is needed")
    elif issued is None and not facts.can_be_reached:
        reason = _("Nobody can be reached")
    elif issued is None and facts.complaint.is_over:
        reason = _("The complaint is over")
    received = facts.complaint.received_on
    yield from _due(
        facts, rulebook.COMPLAINT_ACKNOWLEDGE, received, key="acknowledge", title=_("Acknowledge the complaint"),
        power=Power.RECORD, met_at=_at_noon(issued), met_how=_("The acknowledgement was sent"), not_applicable=reason,
    )  # fmt: skip


def _notices(facts: ComplaintFacts) -> Iterator[Duty]:
    """Each notice of a step of which the sides are told, by the day of the decision."""
    steps = {one.pk: one for one in facts.steps if one.kind != StepKind.RECEIVE}
    for letter in facts.letters:
        step = steps.get(letter.step_id)
        if step is None:
            continue
        words = {"letter": LetterKind(letter.kind).label, "to": inside(Recipient(letter.recipient).label)}
        yield from _due(
            facts, rulebook.COMPLAINT_NOTICE, step.taken_on, key=f"notice-{letter.number}",
            title=_("Send the letter “%(letter)s” to %(to)s") % words, power=step_of(step.kind).power,
            met_at=_at_noon(letter.issued_on) if letter.status == LetterStatus.ISSUED else None,
            met_how=_("The letter was sent"), not_applicable=_no_letter(facts, letter, step),
        )  # fmt: skip


def _no_letter(facts: ComplaintFacts, letter: Any, step: Any) -> str:
    if letter.status == LetterStatus.NOT_NEEDED:
        return _("The letter is not needed")
    if letter.status == LetterStatus.DRAFT and facts.complaint.is_over and step is not facts.last_step:
        return _("The complaint is over")
    return ""


def _referral(facts: ComplaintFacts) -> Iterator[Duty]:
    if facts.complaint.serious_on is None:
        return
    referred = facts.step(StepKind.REFER)
    is_over = facts.complaint.is_over and referred is None
    yield from _due(
        facts, rulebook.COMPLAINT_REFERRAL, facts.complaint.serious_on, key="refer", title=_("Refer to the IOPC"),
        power=Power.REFER, met_at=_at_noon(referred.taken_on if referred else None), met_how=_("It was referred to the IOPC"),
        not_applicable=_("The complaint is over") if is_over else "",
    )  # fmt: skip


def _answers(facts: ComplaintFacts) -> Iterator[Duty]:
    """Until when the complainant is asked to confirm what is alleged. Nobody owes it."""
    is_confirmed = all(one.is_confirmed for one in facts.allegations)
    for letter in facts.letters:
        if letter.kind == LetterKind.CONFIRM and letter.status == LetterStatus.ISSUED and letter.answer_by:
            yield from _closing(
                facts, rulebook.COMPLAINT_CONFIRM, letter.issued_on, letter.answer_by, key=f"answer-{letter.number}",
                title=_("Complainant confirms what is alleged"), power=Power.RECORD, owner=DutyOwner.PUBLIC,
                not_applicable=_("What is alleged is confirmed") if facts.allegations and is_confirmed else _over(facts),
            )  # fmt: skip


def _comments(facts: ComplaintFacts) -> Iterator[Duty]:
    """Until when each side may comment on the complaint, or on publication. Nobody owes it."""
    for one in facts.comments:
        if one.until_on is None:
            continue
        titles = {
            CommentPurpose.RESOLUTION: _("%(side)s comments on the complaint"),
            CommentPurpose.PUBLICATION: _("%(side)s makes representations on publication"),
        }
        came = one.received_on or (one.invited_on if one.declined else None)
        rule = rulebook.COMPLAINT_COMMENT
        yield from _closing(
            facts, rule, one.invited_on, one.until_on, key=f"comment-{one.number}", power=Power.RESOLVE,
            title=titles[CommentPurpose(one.purpose)] % {"side": Side(one.side).label}, met_at=_at_noon(came),
            met_how=_("They do not want to comment") if one.declined else _("It came"),
            owner=DutyOwner.PUBLIC if one.side == Side.COMPLAINANT else _owner_of_holder(facts),
            not_applicable="" if came else _over(facts),
        )  # fmt: skip


def _owner_of_holder(facts: ComplaintFacts) -> DutyOwner:
    return DutyOwner.COMMISSIONER if facts.is_open_to_office else DutyOwner.LEAD_OFFICER


def _closing(facts: ComplaintFacts, rule_key: str, start: date, until: date, **more: Any) -> Iterator[Duty]:
    """A day until which an answer counts. Where it is not the one that the rule gives, it says that the day was set by hand."""
    if last_day(facts, rule_key, start) != until:
        rule = facts.rules.get(rule_key)
        words = _("%(provision)s; the day was set by hand") % {"provision": rule.provision if rule else _("No rule")}
        more |= {"due_on": until, "provision": words, "reckoning": Reckoning.ON_DAY, "number": 0, "counted_from": until}
    yield from _due(facts, rule_key, start, is_closing=True, **more)


def _finish(facts: ComplaintFacts) -> Iterator[Duty]:
    ended = facts.step(*MEETS_FINISH)
    yield from _due(
        facts, rulebook.COMPLAINT_FINISH, facts.complaint.received_on, key="finish", title=_("Finish the complaint"),
        power=Power.PUBLISH, met_at=_at_noon(ended.taken_on if ended else None), met_how=_("The complaint ended"),
    )  # fmt: skip


def _over(facts: ComplaintFacts) -> str:
    return _("The complaint is over") if facts.complaint.is_over else ""
