"""Steps that several kinds of case share. Each says whether it is open and why not; the kinds choose and order them.

def steps(facts):
    return [add_meeting(facts, is_main=True), record_vote(facts, facts.rule(VETO)), write_report(facts, …), *always(facts)]
"""

from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import PROPOSED, REVIEWED, CaseKind, CaseStatus, ReportStatus
from decisions.rules.facts import CaseFacts
from decisions.rules.parts import Step, step_by
from interface.templatetags.dates import long_date
from panels import rulebook

# Under which rule of the rule book the panel takes each kind of case at all
POWERS = {
    CaseKind.PRECEPT: rulebook.PRECEPT_REVIEW,
    CaseKind.APPOINTMENT: rulebook.HEARING_PUBLIC,
    CaseKind.REMOVAL: rulebook.RESIGNATION_CALL,
    CaseKind.PLAN: rulebook.PLAN_REVIEW,
    CaseKind.ANNUAL_REPORT: rulebook.ANNUAL_MEETING,
    CaseKind.INFORMATION: rulebook.INFORMATION_DUTY,
    CaseKind.ATTENDANCE: rulebook.ATTENDANCE_POWER,
    CaseKind.SUSPENSION: rulebook.SUSPENSION,
    CaseKind.ACTING: rulebook.ACTING,
    CaseKind.DECISION: rulebook.DECISION_REVIEW,
}


def power_of(facts: CaseFacts) -> Any:
    """The rule under which the panel takes the case; None where the rule book does not hold it."""
    return facts.rule(POWERS[CaseKind(facts.case.kind)])


def add_meeting(facts: CaseFacts, rule: Any = None, *, is_main: bool = False) -> Step:
    """Say at which meeting and under which item the panel takes it. `rule` where another than the power itself asks for it."""
    return step_by(
        "meeting",
        _("Say where the panel takes it"),
        _("Choose the meeting and the item of its agenda. The page then shows the papers."),
        rule or power_of(facts), "cases:case-meeting-create",
        is_open=not facts.is_over, why_not=over_words(facts), is_main=is_main, button=_("Add meeting"),
    )  # fmt: skip


def record_vote(facts: CaseFacts, rule: Any = None, *, is_main: bool = False, effect: str = "") -> Step:
    """Record how the panel voted, at a meeting of the case that has been."""
    why_not = over_words(facts)
    if not why_not and not facts.held:
        why_not = _("no meeting of this case has been held yet")
    return step_by(
        "vote",
        _("Record the vote"),
        effect or _("Taken from a resolution in the minutes, or typed. The page works out what the law asks of it."),
        rule or power_of(facts), "cases:case-vote-create",
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Record vote"),
    )  # fmt: skip


def write_report(facts: CaseFacts, rule: Any = None, *, is_main: bool = False, effect: str = "") -> Step:
    """Write the panel's report of this round, or go on with its draft."""
    report, why_not = facts.current_report, over_words(facts)
    if not why_not and facts.running_notice is None and facts.case.kind in PROPOSED:
        why_not = _("nothing has been received from the Commissioner")
    if not why_not and report is not None and report.status != ReportStatus.DRAFT:
        why_not = _("the report has been sent, and stays as it is")
    return step_by(
        "report",
        _("Go on with the report") if report is not None and not why_not else _("Write the report"),
        effect or _("The portal states what was proposed, where it was reviewed and the vote. You write the reasons."),
        rule or power_of(facts), "cases:report-update", args=(facts.round,),
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Write report"),
    )  # fmt: skip


def issue_report(facts: CaseFacts, rule: Any = None, *, is_main: bool = False) -> Step:
    """Send the draft of this round to the Commissioner: it is frozen and printed."""
    report, why_not = facts.current_report, over_words(facts)
    if not why_not and report is None:
        why_not = _("the report is not written yet")
    elif not why_not and report.status != ReportStatus.DRAFT:
        why_not = _("it was sent on %(day)s") % {"day": long_date(report.issued_on)}
    return step_by(
        "issue",
        _("Send the report to the Commissioner"),
        _("Freezes and prints it. What is not in order is listed first."),
        rule or power_of(facts), "cases:report-issue", args=(facts.round,),
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Send report"),
    )  # fmt: skip


def publish_report(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Publish the report that was sent, in the manner that the panel decided."""
    sent = [one for one in facts.issued_reports if one.status != ReportStatus.PUBLISHED]
    why_not = "" if sent else _("no report waits to be published")
    number = sent[-1].number if sent else facts.round
    return step_by(
        "publish-report",
        _("Publish the report"),
        _("Everybody can read it then, as a page and as a PDF."),
        facts.rule(rulebook.PUBLISH_REPORTS), "cases:report-publish", args=(number,),
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Publish report"),
    )  # fmt: skip


def enter_response(facts: CaseFacts, rule: Any = None, *, is_main: bool = False) -> Step:
    """Enter what the Commissioner says to the report of this round, or to the panel's request."""
    why_not = over_words(facts)
    answers_report = facts.case.kind in PROPOSED | REVIEWED
    if not why_not and answers_report and not facts.issued_reports:
        why_not = _("the panel has not sent its report")
    elif not why_not and not answers_report and facts.case.shared_at is None:
        why_not = _("the request has not been sent")
    return step_by(
        "response",
        _("Enter the Commissioner’s response"),
        _("The office or the clerk enters it. It is printed as a letter."),
        rule or facts.rule(rulebook.REPORT_RESPONSE), "cases:response-create",
        is_open=not why_not, why_not=why_not, is_main=is_main, needs="notify", button=_("Enter response"),
    )  # fmt: skip


def publish_response(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Publish a response that is not public yet, in the manner that the panel decided."""
    waiting = [one for one in facts.responses if one.published_at is None]
    why_not = "" if waiting else _("no response waits to be published")
    return step_by(
        "publish-response",
        _("Publish the response"),
        _("In the manner that the panel decides."),
        facts.rule(rulebook.PUBLICATION_MANNER), "cases:response-publish", args=(waiting[-1].number,) if waiting else (0,),
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Publish response"),
    )  # fmt: skip


def publish_case(facts: CaseFacts, *, is_main: bool = False) -> Step:
    """Let everybody know of the case. What is private in it stays private."""
    why_not = _("it is public already") if facts.case.published_at is not None else ""
    if not why_not and facts.case.status == CaseStatus.WITHDRAWN:
        why_not = over_words(facts)
    return Step(
        "publish",
        _("Publish this case"),
        _("Everybody can follow it then. What is private in it stays private."),
        route="cases:case-publish",
        is_open=not why_not, why_not=why_not, is_main=is_main, button=_("Publish case"),
    )  # fmt: skip


def withdraw(facts: CaseFacts) -> Step:
    """End the case without a result, with a reason. It can be opened again."""
    began = _("The Commissioner") if facts.case.kind in PROPOSED else _("The panel")
    return Step(
        "withdraw",
        _("Record a withdrawal"),
        _("%(who)s took it back. The case stays with the reason, and can be opened again.") % {"who": began},
        route="cases:case-withdraw",
        is_open=not facts.is_over, why_not=over_words(facts), button=_("Withdraw case"),
    )  # fmt: skip


def reopen(facts: CaseFacts) -> Step:
    """Open a case again that was closed or withdrawn in error."""
    return Step(
        "reopen",
        _("Open the case again"),
        _("If it was closed or withdrawn in error. It goes back to where it was."),
        route="cases:case-reopen",
        is_open=facts.is_over, why_not="" if facts.is_over else _("it has not ended"), button=_("Reopen case"),
    )  # fmt: skip


def always(facts: CaseFacts) -> list[Step]:
    """What every kind of case ends its steps with: publish it, withdraw it, open it again."""
    return [publish_case(facts), withdraw(facts), reopen(facts)]


def over_words(facts: CaseFacts) -> str:
    """Why nothing more is done in a case that has ended; empty while it lives."""
    return _("the case has ended") if facts.is_over else ""
