"""Senior appointments, and calls for a Chief Constable to go: their stages, and what may lawfully come next."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, CaseStatus, NoticeKind, Post
from decisions.rules import common_steps, story
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts
from decisions.rules.hearing_warnings import warnings_of
from decisions.rules.hearings import (
    by_rule,
    hearing_rows,
    hearings_outside,
    is_heard,
    lapsed_clock,
    open_notices,
    why_no_veto,
    why_not_notice,
)
from decisions.rules.parts import Stage, Step, Told, Warning, stages_from, step_by
from interface.templatetags.dates import long_date
from panels import rulebook


def stages(facts: CaseFacts) -> list[Stage]:
    """Notified, heard, reported, a second round after a veto, decided."""
    is_removal = facts.case.kind == CaseKind.REMOVAL
    first, report = facts.first_notice, facts.issued_in(FIRST_ROUND)
    was_notified = first is not None or facts.case.status not in (CaseStatus.EXPECTED, CaseStatus.WITHDRAWN)
    held = [row.meeting.held_on for row in hearing_rows(facts) if row.meeting.held_on <= facts.today]
    rows = [
        (_("Notified"), was_notified, _day(first, "received_on")),
        (_("Heard in private") if is_removal else _("Heard in public"), bool(held), long_date(held[0]) if held else ""),
        (_("Reported"), report is not None, _day(report, "issued_on")),
        *_second_round(facts),
        (_("Decided"), facts.case.status == CaseStatus.CLOSED, _day(facts.case, "outcome_on")),
    ]
    return stages_from(rows)


def _second_round(facts: CaseFacts) -> list[tuple[str, bool, str]]:
    """The stages after a veto that stands."""
    if facts.veto_report is None and facts.round != AFTER_VETO:
        return []
    report = facts.issued_in(AFTER_VETO)
    return [
        (_("Reserve candidate"), facts.second_notice is not None, _day(facts.second_notice, "received_on")),
        (_("Reported again"), report is not None, _day(report, "issued_on")),
    ]


def steps(facts: CaseFacts) -> list[Step]:
    """Notice, hearing, vote, report, decision; and what every case has."""
    made = _removal_steps(facts) if facts.case.kind == CaseKind.REMOVAL else _appointment_steps(facts)
    return [*made, *common_steps.always(facts)]


def warnings(facts: CaseFacts) -> list[Warning]:
    """What is past its time, outside the rules or not known."""
    return warnings_of(facts)


def told(facts: CaseFacts) -> list[Told]:
    """What the story of the case has besides: the day on which the panel's time was over without a report."""
    clock = lapsed_clock(facts)
    if clock is None:
        return []
    return [Told(clock.last_on, _("The panel’s time ended"), _("It had sent no report."), _("the panel"), order=story.ENDED)]


def _appointment_steps(facts: CaseFacts) -> Iterator[Step]:
    rule = facts.rule
    is_chief = facts.appointment is not None and facts.appointment.post == Post.CHIEF_CONSTABLE
    waits = facts.running_notice is not None
    heard = is_heard(facts)
    yield from _notices(facts)
    yield common_steps.add_meeting(facts, rule(rulebook.HEARING_PUBLIC), is_main=waits and _lacks_hearing(facts))
    yield common_steps.record_vote(facts, rule(rulebook.CHIEF_CONSTABLE_VETO if is_chief else rulebook.APPOINTMENT_DECISION))
    yield common_steps.write_report(
        facts, rule(rulebook.HEARING_REPORT), is_main=heard and facts.current_report is None, effect=_report_words(facts)
    )
    yield from _after_report(facts)
    yield from _veto(facts)
    decision = rule(rulebook.APPOINTMENT_DECISION)
    yield _decide(facts, "cases:appointment-decide", decision, _("Record what the Commissioner decided"))


def _removal_steps(facts: CaseFacts) -> Iterator[Step]:
    rule = facts.rule(rulebook.RESIGNATION_CALL)
    waits, heard = facts.running_notice is not None, is_heard(facts)
    yield _act(
        facts, "notify", _("Enter the Commissioner’s notice"),
        _("That the Commissioner intends to call on the Chief Constable to go, and why. It starts the panel’s time."),
        rule, "cases:removal-notify", why_not=_("the panel has been notified") if waits else "", is_main=not waits,
        button=_("Enter notice"),
    )  # fmt: skip
    private = facts.rule(rulebook.REMOVAL_PRIVATE)
    yield common_steps.add_meeting(facts, private, is_main=waits and _lacks_hearing(facts))
    yield common_steps.record_vote(facts, rule)
    yield common_steps.write_report(facts, rule, is_main=heard and facts.current_report is None)
    yield from _after_report(facts)
    yield from _veto(facts)
    yield _decide(facts, "cases:removal-decide", rule, _("Record what the Commissioner did"))


def _notices(facts: CaseFacts) -> Iterator[Step]:
    """The notice that may be entered now, and why the others may not."""
    notice, again, reserve = NoticeKind.PROPOSAL, NoticeKind.RENOTIFICATION, NoticeKind.RESERVE
    rule = facts.rule(rulebook.HEARING_NOTICE)
    is_first = notice in open_notices(facts)
    if facts.running_notice is None:
        yield _act(
            facts, notice, _("Enter the Commissioner’s notice"),
            _("Who the candidate is, the criteria, why they are met, and the terms. It starts the panel’s time."),
            rule, "cases:candidate-notify", is_main=is_first, button=_("Enter notice"),
        )  # fmt: skip
    yield _act(
        facts, again, _("Enter a new notice of the candidate"),
        _("For a hearing that moved. The panel’s time starts anew on the day it receives it."),
        rule, "cases:candidate-notify", why_not=why_not_notice(facts, again),
        is_main=bool(hearings_outside(facts)) or lapsed_clock(facts) is not None, button=_("Enter new notice"),
    )  # fmt: skip
    if facts.appointment is not None and facts.appointment.post == Post.CHIEF_CONSTABLE:
        yield _act(
            facts, reserve, _("Enter the reserve candidate"),
            _("Whom the Commissioner proposes after the veto. The panel hears them, and cannot veto again."),
            facts.rule(rulebook.RESERVE_CANDIDATE), "cases:candidate-notify", why_not=why_not_notice(facts, reserve),
            is_main=True, button=_("Enter reserve candidate"),
        )  # fmt: skip


def _after_report(facts: CaseFacts) -> Iterator[Step]:
    """What is done with the report once it is written."""
    yield common_steps.issue_report(facts, is_main=facts.current_report is not None)
    yield common_steps.publish_report(facts, is_main=True)
    yield common_steps.enter_response(facts, facts.rule(rulebook.APPOINTMENT_DECISION))
    yield common_steps.publish_response(facts)


def _veto(facts: CaseFacts) -> Iterator[Step]:
    """Why the panel has no veto; where it has one, it comes with the vote and the report."""
    if refusal := why_no_veto(facts):
        words, rule = refusal
        yield step_by("veto", _("Veto"), "", rule, "cases:case-vote-create", is_open=False, why_not=words)


def _decide(facts: CaseFacts, route: str, rule: Any, title: str) -> Step:
    why_not = common_steps.over_words(facts)
    if not why_not and facts.running_notice is None:
        why_not = _("the panel was not notified")
    has_reported = facts.issued_in(facts.round) is not None
    is_main = (has_reported and (facts.round == AFTER_VETO or facts.veto_report is None)) or lapsed_clock(facts) is not None
    return step_by(
        "decide", title, _("Ends the case. What it amounts to follows from the panel’s report and its day."), rule, route,
        is_open=not why_not, why_not=why_not, is_main=is_main, needs="notify", button=_("Record decision"),
    )  # fmt: skip


def _act(facts: CaseFacts, key: str, title: str, effect: str, rule: Any, route: str, *, why_not: str = "", **more: Any) -> Step:
    """A step of the Commissioner's office; a case that has ended has none."""
    why_not = common_steps.over_words(facts) or why_not
    return step_by(key, title, effect, rule, route, is_open=not why_not, why_not=why_not, needs="notify", **more)


def _lacks_hearing(facts: CaseFacts) -> bool:
    """Whether the newest proposal has no meeting to be heard at, while the panel still has time."""
    start = facts.second_notice.received_on if facts.round == AFTER_VETO else date.min
    is_planned = any(row.meeting.held_on >= start for row in hearing_rows(facts))
    return not is_planned and lapsed_clock(facts) is None


def _report_words(facts: CaseFacts) -> str:
    words = _("The portal states the post, the hearing and the vote. You write the reasons.")
    if why_no_veto(facts):
        return words
    veto = _("The panel can veto if enough of all its members voted for that")
    return f"{words} {by_rule(veto, facts.rule(rulebook.CHIEF_CONSTABLE_VETO))}."


def _day(row: Any, name: str) -> str:
    day = getattr(row, name, None)
    return long_date(day) if day is not None else ""
