"""What may lawfully happen next in a complaint, for whom, and what may not and why: the side column of its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import permissions
from complaints.choices import ComplaintStatus as State
from complaints.choices import LetterStatus, Power, StepKind
from complaints.rules import machine, stages
from complaints.rules.facts import ComplaintFacts
from complaints.rules.register import power_words
from complaints.rules.typed import short_provision
from complaints.views.links import case_url
from panels import rulebook

BUTTONS = 4  # more of them would hide which one presses


@dataclass(frozen=True)
class Law:
    """A provision in short words, and whether it was verified. One that the rule book does not hold counts as not verified."""

    provision: str
    is_verified: bool


@dataclass(frozen=True)
class NextStep:
    """A thing to do next: what it does, under which law, the address of its page for whoever may do it, and else who does."""

    title: str
    effect: str
    law: Law
    button: str = ""
    url: str | None = None
    who: str = ""


@dataclass(frozen=True)
class ClosedStep:
    title: str
    why: str
    law: Law


def law_of(rules: Any, key: str) -> Law:
    """A rule of the rule book as a page names it."""
    rule = rules.get(key)
    if rule is None:
        return Law("", False)
    return Law(short_provision(rule), getattr(rule, "is_verified", True))  # what the panel lays down for itself is its word


def next_steps(request: Any, facts: ComplaintFacts) -> dict[str, Any]:
    """The steps for a page: `primary`, the one that presses, where the reader may do it; `steps` with it, those that have a
    button; `more_steps`, `closed_steps`, and where the last step is taken back."""
    if facts.complaint.erased_at is not None:
        return {}
    may = _Powers(request.user, facts.complaint)
    opened = _open(facts, may)
    late = _answers(facts, may) if _had_their_time(facts) else ()
    found = [*_to_do(facts, may), *opened[:1], *late, *opened[1:]]
    mine = [one for one in found if one.url]
    return {
        "acts": bool(mine) or may.works,
        "primary": found[0] if found and found[0].url else None,
        "steps": found[:BUTTONS],
        "more_steps": found[BUTTONS:],
        "closed_steps": list(_closed(facts)),
        "take_back_url": _take_back(facts, may),
    }


class _Powers:
    """What a reader may do in a complaint, each asked once."""

    def __init__(self, user: Any, complaint: Any) -> None:
        self.user, self.complaint = user, complaint
        self.works = permissions.can_work_on(user, complaint)
        self._known: dict[str, bool] = {}

    def take(self, power: str) -> bool:
        if power not in self._known:
            self._known[power] = permissions.can_take(self.user, self.complaint, power)
        return self._known[power]


# What has to be entered before anything can rest on it -------------------------------------------------------------


def _to_do(facts: ComplaintFacts, may: _Powers) -> Iterator[NextStep]:
    complaint = facts.complaint
    if complaint.is_over or stages.main_step(facts) == StepKind.REFER:
        return  # over, or so serious that the referral comes before all else
    if stages.needs_allegations(facts):
        page, title, button = "allegation-create", _("Record what is alleged"), _("Add allegations")
        if facts.allegations:
            page, title, button = "allegation-list", _("Confirm what is alleged"), _("Confirm allegations")
        words = _("Enter each allegation on its own row, with the days of the events. This starts the test of seriousness.")
        yield _task(facts, may, page, title, button, rulebook.COMPLAINT_RECORD, words)
    if waiting := stages.to_judge(facts):
        count = len(waiting)
        words = ngettext("%(count)s allegation waits for this.", "%(count)s allegations wait for this.", count)
        yield _task(
            facts, may, "allegation-list", _("Say whether it is serious"), _("Look at allegations"), rulebook.COMPLAINT_SERIOUS,
            words % {"count": count},
        )  # fmt: skip
    yield from _letters(facts, may)
    if not _had_their_time(facts):
        yield from _answers(facts, may)


def _had_their_time(facts: ComplaintFacts) -> bool:
    """Whether each side that was asked has answered or let its time pass: then the next step presses, and no answer is due."""
    if facts.complaint.status == State.IN_RESOLUTION:
        return machine.refusal(facts, StepKind.CONCLUDE) is None
    return facts.complaint.status == State.REPRESENTATIONS and machine.may_publish(facts) is None


def _answers(facts: ComplaintFacts, may: _Powers) -> Iterator[NextStep]:
    """Enter what the sides say, while something is awaited of them."""
    keys = {State.IN_RESOLUTION: rulebook.COMPLAINT_OUTCOME, State.REPRESENTATIONS: rulebook.COMPLAINT_PUBLICATION}
    key = keys.get(State(facts.complaint.status))
    awaited = [one for one in facts.comments if one.received_on is None and not one.declined]
    if key and awaited:
        sides = ", ".join(sorted({str(one.get_side_display()) for one in awaited}))
        title, words = _("Enter what both sides say"), _("Not heard yet: %(sides)s.")
        if _had_their_time(facts):
            title, words = _("Enter comments that came late"), _("The time to answer is over. Not heard: %(sides)s.")
        yield _task(facts, may, "comment-list", title, _("Enter comments"), key, words % {"sides": sides})


def _letters(facts: ComplaintFacts, may: _Powers) -> Iterator[NextStep]:
    drafts = [one for one in facts.letters if one.status == LetterStatus.DRAFT]
    if drafts:
        names = ", ".join(dict.fromkeys(str(one.get_kind_display()) for one in drafts))
        words = _("Drafted, and not sent yet: %(names)s.") % {"names": names}
        yield _task(facts, may, "letter-list", _("Send the letters"), _("Look at letters"), rulebook.COMPLAINT_NOTIFY, words)


def _task(facts: ComplaintFacts, may: _Powers, page: str, title: str, button: str, key: str, effect: str) -> NextStep:
    url = case_url(facts.complaint, page) if may.works else None
    return NextStep(title, effect, law_of(facts.rules, key), button, url, _("For whoever works on the complaint."))


# The steps of the machine ------------------------------------------------------------------------------------------


def _open(facts: ComplaintFacts, may: _Powers) -> list[NextStep]:
    """The steps that may be taken now, the one that presses first; the withdrawal, which waits for the complainant, last."""
    main = stages.main_step(facts)
    rows = sorted(machine.open_steps(facts), key=lambda one: (one.kind != main, one.kind == StepKind.WITHDRAW))
    return [_offer(facts, may, one) for one in rows]


def _offer(facts: ComplaintFacts, may: _Powers, step: machine.StepRule) -> NextStep:
    words = stages.wording(step.kind)
    url = case_url(facts.complaint, "step-take", step.kind) if may.take(step.power) else None
    who = _("For: %(who)s.") % {"who": who_decides(facts, step.power)}
    return NextStep(str(words.title), str(words.effect), law_of(facts.rules, step.provision), str(words.button), url, who)


def who_decides(facts: ComplaintFacts, power: str) -> str:
    """Whose decision a step of a power is: in informal resolution that of who resolves it, otherwise whoever holds the power."""
    complaint = facts.complaint
    if power in (Power.RESOLVE, Power.PUBLISH) and complaint.resolving_body_id:
        return complaint.resolving_body.name
    if power in (Power.RESOLVE, Power.PUBLISH) and complaint.appointed_id:
        return _("The person whom the panel appointed")
    return power_words(facts, power)


def _closed(facts: ComplaintFacts) -> Iterable[ClosedStep]:
    """The steps that are not open, and why not; those that lie behind are left out."""
    if facts.complaint.is_over:
        return
    for kind, step in machine.STEPS.items():
        refused = machine.refusal(facts, kind)
        if refused is not None and not _is_behind(facts, step):
            yield ClosedStep(str(stages.wording(kind).title), refused.words, law_of(facts.rules, refused.provision))


def _is_behind(facts: ComplaintFacts, step: machine.StepRule) -> bool:
    if facts.complaint.status in step.starts:
        return False
    return facts.step(step.kind) is not None or step.starts == {State.RECEIVED}


def _take_back(facts: ComplaintFacts, may: _Powers) -> str | None:
    last = facts.last_step
    if last is None or last.kind == StepKind.RECEIVE or not may.take(machine.step_of(last.kind).power):
        return None
    if any(one.step_id == last.pk and one.status == LetterStatus.ISSUED for one in facts.letters):
        return None  # it was told
    return case_url(facts.complaint, "step-take-back")
