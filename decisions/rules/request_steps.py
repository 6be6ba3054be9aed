"""What the panel asks and does of its own accord: requests for information (2011 Act, s.13) and to attend (s.29), the
suspension of a Commissioner (s.30) and an acting Commissioner (s.62). Where each is, and what may come next."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import ASKED, CaseKind, CaseStatus, Outcome
from decisions.rules import common_steps
from decisions.rules.common_steps import over_words, power_of
from decisions.rules.facts import OFF, CaseFacts
from decisions.rules.parts import LATE, MISSING, UNSURE, Stage, Step, Told, Warning, stages_from, step_by, warning_by
from interface import clock
from interface.templatetags.dates import long_date
from panels import rulebook

AFTER_THE_VOTE = 4  # in the order of what happened on one day


def outcome_of(kind: str, *, was_met: bool) -> Outcome:
    """What the end of a request amounts to: answered or not, attended or not."""
    if kind == CaseKind.INFORMATION:
        return Outcome.ANSWERED if was_met else Outcome.NOT_ANSWERED
    return Outcome.DONE if was_met else Outcome.NOT_DONE


def is_request(facts: CaseFacts) -> bool:
    """Whether the panel asks for something, and does not act itself."""
    return facts.case.kind in ASKED


def sent_on(facts: CaseFacts) -> date | None:
    """The day in London on which a request was sent; None while it is a draft."""
    return clock.as_local(facts.case.shared_at).date() if facts.case.shared_at else None


def is_decided(facts: CaseFacts) -> bool:
    """Whether the panel decided on an act of its own: it is shared with the office when it goes ahead, and closed when not."""
    return facts.case.shared_at is not None or facts.case.status == CaseStatus.CLOSED


def decided_on(facts: CaseFacts) -> date | None:
    """The day of the decision: that of the meeting that voted. None before it, and where it is not among what was read."""
    if not is_decided(facts):
        return None
    if not facts.is_over and facts.case.outcome_on is not None:
        return facts.case.outcome_on
    return facts.latest_vote.meeting.held_on if facts.latest_vote else None


def meeting_of(facts: CaseFacts) -> Any:
    """The meeting to which somebody is asked: the last that takes place; None without one."""
    taking_place = [one for one in facts.meetings if one.meeting.status not in OFF]
    return taking_place[-1].meeting if taking_place else None


def last_day(facts: CaseFacts) -> date | None:
    """Until when a request is to be met: to attend, the day of the meeting; else the day that the panel set."""
    meeting = meeting_of(facts) if facts.case.kind == CaseKind.ATTENDANCE else None
    return meeting.held_on if meeting is not None else facts.case.due_on


def answer_of(facts: CaseFacts) -> Any:
    """The newest answer to a request; None before there is one."""
    answers = facts.responses_to(None)
    return answers[-1] if answers else None


# Where the case is ------------------------------------------------------------------------------------------------


def stages(facts: CaseFacts) -> list[Stage]:
    """Of a request: written, sent, answered, closed. Of an act: prepared, voted, decided, ended."""
    return stages_from(_request_stages(facts) if is_request(facts) else _act_stages(facts))


def _request_stages(facts: CaseFacts) -> list[tuple[str, bool, str]]:
    sent, answer = sent_on(facts), answer_of(facts)
    opened = long_date(facts.case.opened_on)
    middle = (_("Answered"), answer is not None, long_date(answer.responded_on) if answer else "")
    if facts.case.kind == CaseKind.ATTENDANCE:
        came = facts.case.outcome == Outcome.DONE
        middle = (_("Attended"), came, long_date(facts.case.outcome_on) if came else "")
    return [
        (_("Written"), True, opened),
        (_("Sent"), sent is not None, long_date(sent) if sent else ""),
        middle,
        (_("Closed"), facts.is_over, long_date(facts.case.outcome_on) if facts.is_over else ""),
    ]  # fmt: skip


def _act_stages(facts: CaseFacts) -> list[tuple[str, bool, str]]:
    vote, case = facts.latest_vote, facts.case
    is_ended = case.status == CaseStatus.CLOSED
    return [
        (_("Prepared"), True, long_date(case.opened_on)),
        (_("Voted"), vote is not None, long_date(vote.meeting.held_on) if vote else ""),
        (_("Decided"), is_decided(facts), long_date(decided_on(facts))),
        (_("Ended"), is_ended, long_date(case.outcome_on) if is_ended else ""),
    ]  # fmt: skip


# What comes next --------------------------------------------------------------------------------------------------


def steps(facts: CaseFacts) -> list[Step]:
    """Send, take the answer, close; or vote, decide, end."""
    own = _request_steps(facts) if is_request(facts) else _act_steps(facts)
    return [*own, *common_steps.always(facts)]


def _request_steps(facts: CaseFacts) -> list[Step]:
    is_sent, answer = facts.case.shared_at is not None, answer_of(facts)
    is_attendance = facts.case.kind == CaseKind.ATTENDANCE
    needs_meeting = is_attendance and not facts.meetings
    return [
        common_steps.add_meeting(facts, is_main=needs_meeting and not is_sent),
        send(facts, is_main=not is_sent and not needs_meeting),
        common_steps.enter_response(facts, power_of(facts), is_main=is_sent and answer is None and not is_attendance),
        common_steps.publish_response(facts),
        close(facts, is_main=is_sent and (answer is not None or is_attendance)),
    ]  # fmt: skip


def send(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Send the request: it is printed as a letter and the Commissioner's office reads it."""
    why_not = over_words(facts)
    if not why_not and facts.case.shared_at is not None:
        why_not = _("it was sent on %(day)s") % {"day": long_date(sent_on(facts))}
    return step_by(
        "send", _("Send the request"),
        _("It is printed as a letter. The Commissioner’s office sees it from then on, with the day you set."),
        power_of(facts), "cases:request-send",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, button=_("Send request"),
    )  # fmt: skip


def close(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Say whether the request was met."""
    why_not = over_words(facts)
    if not why_not and facts.case.shared_at is None:
        why_not = _("the request has not been sent")
    title = _("Record whether they attended") if facts.case.kind == CaseKind.ATTENDANCE else _("Close the request")
    return step_by(
        "close", title, _("Ends the case, and says whether the request was met."),
        power_of(facts), "cases:request-close",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, button=title,
    )  # fmt: skip


def _act_steps(facts: CaseFacts) -> list[Step]:
    vote = facts.latest_vote
    return [
        common_steps.add_meeting(facts, is_main=not facts.meetings),
        common_steps.record_vote(facts, is_main=bool(facts.held) and vote is None),
        decide(facts, is_main=vote is not None and not is_decided(facts)),
        end(facts, is_main=is_decided(facts)),
    ]  # fmt: skip


def decide(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Record what the panel decided, from the vote."""
    why_not = over_words(facts)
    if not why_not and is_decided(facts):
        why_not = _("the panel has decided")
    if not why_not and facts.latest_vote is None:
        why_not = _("no vote is recorded")
    is_suspension = facts.case.kind == CaseKind.SUSPENSION
    title = _("Record the decision to suspend or not") if is_suspension else _("Record who is appointed, or that nobody is")
    return step_by(
        "decide", title, _("Needs the vote. The Commissioner’s office sees the case from then on."),
        power_of(facts), "cases:act-decide",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, button=_("Record decision"),
    )  # fmt: skip


def end(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Record the day on which it ended."""
    why_not = over_words(facts)
    if not why_not and not is_decided(facts):
        why_not = _("the panel has not decided yet")
    is_suspension = facts.case.kind == CaseKind.SUSPENSION
    title = _("Record the end of the suspension") if is_suspension else _("Record the end of the appointment")
    return step_by(
        "end", title, _("Ends the case."), power_of(facts), "cases:act-end",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, button=_("Record end"),
    )  # fmt: skip


# What cannot be ---------------------------------------------------------------------------------------------------


def send_problems(facts: CaseFacts, *, sent_on: date, due_on: date | None) -> dict[str, str]:
    """Why a request cannot be sent so, by field."""
    case, problems = facts.case, {}
    if case.shared_at is not None:
        problems["__all__"] = _("The request was sent already")
    if not case.about.strip():
        problems["__all__"] = _("Say first what the panel asks for: edit the case")
    if case.kind == CaseKind.ATTENDANCE and not case.concerns.strip():
        problems["__all__"] = _("Say first who is asked to attend: edit the case")
    if sent_on > facts.today:
        problems["sent_on"] = _("The day it was sent must be today or earlier")
    elif due_on is not None and due_on < sent_on:
        problems["due_on"] = _("The answer cannot be asked for before the request is sent")
    if due_on is None and case.kind == CaseKind.INFORMATION:
        problems["due_on"] = _("Enter the day by which the panel asks for an answer")
    if case.kind == CaseKind.ATTENDANCE and meeting_of(facts) is None and due_on is None:
        problems["due_on"] = _("Name the meeting on the page of the case, or enter the day")
    return problems


def close_problems(facts: CaseFacts, *, was_met: bool, on: date) -> dict[str, str]:
    """Why a request cannot have ended so on a day, by field."""
    sent, last = sent_on(facts), last_day(facts)
    if sent is None:
        return {"__all__": _("The request has not been sent")}
    if on > facts.today:
        return {"outcome_on": _("The day must be today or earlier")}
    if on < sent:
        return {"outcome_on": _("The request was sent on %(day)s. Enter that day or a later one") % {"day": long_date(sent)}}
    if was_met and facts.case.kind == CaseKind.INFORMATION and answer_of(facts) is None:
        return {"was_met": _("No answer is entered. Enter it first")}
    if not was_met and last is not None and on <= last:
        words = _("The panel asked for it by %(day)s. Before that day is over nobody can say that it was not met")
        return {"outcome_on": words % {"day": long_date(last)}}
    return {}


def decide_problems(
    facts: CaseFacts, *, goes_ahead: bool, concerns: str, from_on: date | None, until_on: date | None
) -> dict[str, str]:
    """Why the panel cannot have decided so, by field. It goes ahead only where the vote that was recorded last was for it."""
    vote = facts.latest_vote
    if is_decided(facts):
        return {"__all__": _("The panel has decided already")}
    if vote is None:
        return {"__all__": _("Record the panel’s vote first")}
    if not goes_ahead:
        return {}
    problems = _when_problems(vote.meeting.held_on, from_on, until_on)
    if vote.votes_for <= vote.votes_against:
        said = {"for": vote.votes_for, "against": vote.votes_against}
        problems["goes_ahead"] = _("The vote was %(for)d for and %(against)d against, so it was not carried") % said
    if facts.case.kind == CaseKind.ACTING and not concerns.strip():
        problems["concerns"] = _("Say who is appointed: the office, or the name where that is public")
    return problems


def _when_problems(voted_on: date, from_on: date | None, until_on: date | None) -> dict[str, str]:
    if from_on is None:
        return {"from_on": _("Enter the day from which it holds")}
    if from_on < voted_on:
        words = _("The panel voted on %(day)s. Enter that day or a later one")
        return {"from_on": words % {"day": long_date(voted_on)}}
    if until_on is not None and until_on < from_on:
        return {"until_on": _("The last day must not be before the first")}
    return {}


def end_problems(facts: CaseFacts, on: date) -> dict[str, str]:
    """Why an act cannot have ended on a day, by field."""
    if not is_decided(facts) or facts.is_over:
        return {"__all__": _("There is nothing to end")}
    if on > facts.today:
        return {"ended_on": _("The day must be today or earlier")}
    first = facts.case.from_on
    if first is not None and on < first:
        return {"ended_on": _("It began on %(day)s. Enter that day or a later one") % {"day": long_date(first)}}
    return {}


# What it adds to the story ----------------------------------------------------------------------------------------


def told(facts: CaseFacts) -> list[Told]:
    """When the request was sent, or the panel decided."""
    case, sent = facts.case, sent_on(facts)
    if is_request(facts):
        due = _("Asked for by %(day)s.") % {"day": long_date(case.due_on)} if case.due_on else ""
        return (
            [Told(sent, _("Request sent to the Commissioner’s office"), due, _("the panel"), order=AFTER_THE_VOTE)]
            if sent
            else []
        )
    decided = decided_on(facts)
    if decided is None or case.outcome == Outcome.NOT_DONE:
        return []
    title = _("The panel suspended the Commissioner") if case.kind == CaseKind.SUSPENSION else _("Acting Commissioner appointed")
    since = _("From %(day)s.") % {"day": long_date(case.from_on)} if case.from_on else ""
    return [Told(decided, title, f"{since} {case.decided_note}".strip(), _("the panel"), order=AFTER_THE_VOTE)]


# What is out of order ---------------------------------------------------------------------------------------------


def warnings(facts: CaseFacts) -> list[Warning]:
    """Answers that did not come, a meeting that does not take place, and law that is not known for sure."""
    found = _request_warnings(facts) if is_request(facts) else _act_warnings(facts)
    return list(found)


def _request_warnings(facts: CaseFacts) -> Iterator[Warning]:
    last, is_attendance = last_day(facts), facts.case.kind == CaseKind.ATTENDANCE
    if facts.is_over:
        if facts.case.outcome in (Outcome.NOT_ANSWERED, Outcome.NOT_DONE):
            yield _not_met(facts)
        return
    if is_attendance and facts.meetings and meeting_of(facts) is None:
        words = _("The meeting does not take place. Name another, and tell the person who was asked.")
        yield warning_by(words, power_of(facts), MISSING)
    if sent_on(facts) is None or last is None or last >= facts.today:
        return
    said = {"day": long_date(last)}
    if is_attendance:
        yield warning_by(_("The meeting of %(day)s is over. Record whether they attended.") % said, power_of(facts), LATE)
    elif answer_of(facts) is None:
        words = _("The panel asked for an answer by %(day)s, a day of its own. None has come.")
        yield warning_by(words % said, power_of(facts), LATE)


def _not_met(facts: CaseFacts) -> Warning:
    words = _(
        "The request was not met. The rule book holds no penalty for that. The panel may report on it and publish the report."
    )
    return warning_by(words, facts.rule(rulebook.PUBLISH_REPORTS), MISSING)


def _act_warnings(facts: CaseFacts) -> Iterator[Warning]:
    case, rule = facts.case, power_of(facts)
    if case.kind == CaseKind.SUSPENSION and not facts.is_over:
        yield warning_by(_threshold_words(rule), rule, UNSURE)
    if case.kind == CaseKind.ACTING and not facts.is_over:
        words = _(
            "The person must be a member of the Commissioner’s staff when appointed. "
            "Look the section up before the panel decides."
        )
        yield warning_by(words, rule, UNSURE)
    if is_decided(facts) and not facts.is_over and case.until_on is not None and case.until_on < facts.today:
        words = _("It was to hold until %(day)s, which has passed. Record that it ended, or on which day it will.")
        yield warning_by(words % {"day": long_date(case.until_on)}, rule, LATE)


def _threshold_words(rule: Any) -> str:
    """What is not known for sure of the offence for which a panel may suspend: the number is the rule book's."""
    if rule is None or rule.number is None:
        return _(
            "The rule book does not say for which offences a panel may suspend. Look the section up before the panel decides."
        )
    words = _(
        "The Commissioner must be charged with an offence that carries imprisonment exceeding %(years)d years. The Bill and a "
        "committee of Parliament said %(years)d years or more. Look the section up before the panel decides."
    )
    return words % {"years": rule.number}
