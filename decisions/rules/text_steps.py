"""Plans and annual reports of the Commissioner: where the case is, what comes next, and what is out of order.

The panel reviews a draft plan or a draft variation and reports on it (2011 Act, s.28(3)); on the annual report it holds a
public meeting as soon as practicable, asks questions, reviews and reports (s.28(4)). Neither has a number of days.
"""

from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, CaseStatus, NoticeKind, Outcome, Position
from decisions.rules import common_steps
from decisions.rules.common_steps import over_words, power_of
from decisions.rules.facts import OFF, CaseFacts
from decisions.rules.parts import LATE, MISSING, OUTSIDE, Stage, Step, Warning, stages_from, step_by, warning_by
from interface.templatetags.dates import long_date
from meetings.choices import MeetingKind, Publication
from panels import rulebook
from panels.choices import BodyKind


def is_plan(facts: CaseFacts) -> bool:
    """Whether it is a plan or a variation of one, and not an annual report."""
    return facts.case.kind == CaseKind.PLAN


def draft_of(facts: CaseFacts) -> Any:
    """What the panel was sent to review: the newest notice but a final text; None while it is expected."""
    return facts.running_notice


def final_of(facts: CaseFacts) -> Any:
    """The final text as the panel received it; None before it came."""
    return next((one for one in reversed(facts.notices) if one.kind == NoticeKind.FINAL), None)


def public_meetings(facts: CaseFacts) -> list[Any]:
    """Meetings of the case that the public can attend and that take place, by day."""
    return [one for one in facts.meetings if one.meeting.publication == Publication.PUBLIC and one.meeting.status not in OFF]


def is_of_sub_committee(row: Any) -> bool:
    """Whether a meeting of the case is one of a sub-committee."""
    return row.meeting.body.kind == BodyKind.SUB_COMMITTEE or row.meeting.kind == MeetingKind.SUB_COMMITTEE


def thing_words(facts: CaseFacts) -> str:
    """What a sentence calls it: the plan, the variation, the annual report."""
    if not is_plan(facts):
        return _("the annual report")
    return _("the variation") if facts.case.is_variation else _("the plan")


# Where the case is ------------------------------------------------------------------------------------------------


def stages(facts: CaseFacts) -> list[Stage]:
    """Received, reviewed, reported, answered, issued."""
    draft, report, answer = draft_of(facts), facts.issued_in(facts.round), facts.current_response
    met = _met(facts)
    is_issued = facts.case.status == CaseStatus.CLOSED and facts.case.outcome != Outcome.NOT_PROCEEDED
    return stages_from([
        (_("Draft received") if is_plan(facts) else _("Received"), draft is not None, _day(draft, "received_on")),
        (_("Reviewed") if is_plan(facts) else _("Public meeting"), bool(met), _day(met[0].meeting, "held_on") if met else ""),
        (_("Reported"), report is not None, _day(report, "issued_on")),
        (_("Answered"), answer is not None, _day(answer, "responded_on")),
        (_("Issued") if is_plan(facts) else _("Published"), is_issued, _day(facts.case, "outcome_on")),
    ])  # fmt: skip


def _met(facts: CaseFacts) -> list[Any]:
    """The meetings that count as the review: of an annual report those that the public could attend."""
    if is_plan(facts):
        return facts.held
    return [one for one in facts.held if one.meeting.publication == Publication.PUBLIC]


def _day(row: Any, name: str) -> str:
    day = getattr(row, name, None)
    return long_date(day) if day is not None else ""


# What comes next --------------------------------------------------------------------------------------------------


def steps(facts: CaseFacts) -> list[Step]:
    """Receive it, review it, report, take the answer, note what was issued."""
    report, answer = facts.issued_in(facts.round), facts.current_response
    reviewed = bool(_met(facts))
    return [
        receive(facts),
        common_steps.add_meeting(facts, is_main=draft_of(facts) is not None and not facts.meetings),
        common_steps.record_vote(facts),
        common_steps.write_report(facts, is_main=reviewed and facts.current_report is None),
        common_steps.issue_report(facts, is_main=facts.current_report is not None and report is None),
        common_steps.publish_report(facts),
        common_steps.enter_response(facts, is_main=report is not None and answer is None),
        common_steps.publish_response(facts),
        issue(facts, is_main=answer is not None),
        *common_steps.always(facts),
    ]  # fmt: skip


def receive(facts: CaseFacts) -> Step:
    """Enter the draft, or the final text once there is one."""
    is_first = draft_of(facts) is None
    title = _("Enter the draft that was received") if is_plan(facts) else _("Enter the annual report that was received")
    return step_by(
        "receive",
        title if is_first else _("Enter a new draft or the final text"),
        _("Say on which day the panel received it. The review begins then."),
        power_of(facts), "cases:text-receive",
        is_open=not facts.is_over, why_not=over_words(facts), is_main=is_first, needs="notify", button=_("Enter text"),
    )  # fmt: skip


def issue(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Note that the final text was issued, which ends the case."""
    why_not = over_words(facts)
    if not why_not and not facts.notices:
        why_not = _("nothing has been received from the Commissioner")
    title = _("Record that it was issued") if is_plan(facts) else _("Record that it was published")
    return step_by(
        "text-issue", title, _("Ends the case. The page says how it went ahead."),
        facts.rule(rulebook.REPORT_RESPONSE), "cases:text-issue",
        is_open=not why_not, why_not=why_not, is_main=is_main and not why_not, needs="notify", button=title,
    )  # fmt: skip


# How it ended -----------------------------------------------------------------------------------------------------


def outcome_of(facts: CaseFacts, *, issued_on: Any, was_changed: bool) -> Outcome:
    """What issuing amounts to, from the panel's report by that day and whether the text was changed after it."""
    report = facts.issued_in(facts.round)
    if report is None or report.issued_on > issued_on:
        return Outcome.WITHOUT_REPORT
    if was_changed:
        return Outcome.CHANGED
    return Outcome.AGAINST_ADVICE if report.position == Position.NOT_SUPPORT else Outcome.AS_PROPOSED


def issue_problems(facts: CaseFacts, issued_on: Any) -> dict[str, str]:
    """Why it cannot have been issued on a day, by field."""
    first = facts.first_notice
    if first is None:
        return {"issued_on": _("Enter first what the Commissioner sent the panel")}
    if issued_on > facts.today:
        return {"issued_on": _("The day it was issued must be today or earlier")}
    if issued_on < first.received_on:
        words = _("The panel received it on %(day)s. Enter that day or a later one")
        return {"issued_on": words % {"day": long_date(first.received_on)}}
    return {}


def receive_problems(facts: CaseFacts, kind: str, received_on: Any) -> dict[str, str]:
    """Why a text cannot have been received so, by field."""
    if received_on > facts.today:
        return {"received_on": _("The day it was received must be today or earlier")}
    first = facts.first_notice
    if first is not None and received_on < first.received_on:
        words = _("The first text came on %(day)s. Enter that day or a later one")
        return {"received_on": words % {"day": long_date(first.received_on)}}
    if kind == NoticeKind.PROPOSAL and final_of(facts) is not None:
        return {"kind": _("The final text is here already. Take it back first if it was none")}
    return {}


# What is out of order ---------------------------------------------------------------------------------------------


def warnings(facts: CaseFacts) -> list[Warning]:
    """Sub-committees, a meeting behind closed doors, no meeting yet, no report or answer before it was issued."""
    return [*_wrong_places(facts), *_no_public_meeting(facts), *_late_answer(facts), *_issued_too_soon(facts)]


def _wrong_places(facts: CaseFacts) -> list[Warning]:
    found = []
    for row in facts.meetings:
        if is_of_sub_committee(row):
            words = _(
                "The meeting of %(day)s is one of a sub-committee. The whole panel takes plans and annual reports: "
                "what a sub-committee does with %(what)s is preparation."
            )
            said = {"day": long_date(row.meeting.held_on), "what": thing_words(facts)}
            found.append(warning_by(words % said, facts.rule(rulebook.SPECIAL_FUNCTIONS), OUTSIDE))
    return found


def _no_public_meeting(facts: CaseFacts) -> list[Warning]:
    if is_plan(facts) or facts.first_notice is None or facts.is_over or public_meetings(facts):
        return []
    if facts.meetings:
        words = _("No meeting of this case is open to the public. The law asks for a public meeting on the annual report.")
        return [warning_by(words, power_of(facts), OUTSIDE)]
    words = _(
        "No public meeting is named yet. The law asks for one as soon as practicable after the report is sent, "
        "and names no number of days. It came on %(day)s."
    )
    return [warning_by(words % {"day": long_date(facts.first_notice.received_on)}, power_of(facts), MISSING)]


def _late_answer(facts: CaseFacts) -> list[Warning]:
    report = facts.issued_in(facts.round)
    if report is None or report.response_due_on is None or facts.is_over:
        return []
    if facts.current_response is not None or report.response_due_on >= facts.today:
        return []
    words = _("The panel asked for a response by %(day)s, a day of its own. None has come. The Commissioner still owes one.")
    return [warning_by(words % {"day": long_date(report.response_due_on)}, facts.rule(rulebook.REPORT_RESPONSE), LATE)]


def _issued_too_soon(facts: CaseFacts) -> list[Warning]:
    case = facts.case
    if case.status != CaseStatus.CLOSED or case.outcome in (Outcome.NOT_PROCEEDED, Outcome.NOT_KNOWN):
        return []
    said = {"day": long_date(case.outcome_on)}
    if case.outcome == Outcome.WITHOUT_REPORT:
        words = _("It was issued on %(day)s without a report of the panel, which the law asks for.")
        return [warning_by(words % said, power_of(facts), MISSING)]
    answer = facts.current_response
    if answer is None or answer.responded_on > case.outcome_on:
        words = _("It was issued on %(day)s before the Commissioner had responded to the panel’s report.")
        return [warning_by(words % said, facts.rule(rulebook.REPORT_RESPONSE), MISSING)]
    return []
