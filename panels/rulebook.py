"""What the law and a panel's own rules say on a day. The numbers are rows (`fixtures/rulebook.json`), never code."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.templatetags.dates import long_date
from panels.choices import Jurisdiction, Reckoning, RuleUnit
from panels.models import Body, LocalRule, PoliceArea, Rule

# Meetings and their papers
AGENDA_NOTICE = "agenda-clear-days"
LATE_SHORT_NOTICE = "late-short-notice"
LATE_ITEM_ADDED = "late-item-added"
LATE_URGENT = "late-urgent"
DECISIONS_NOTE = "decision-note-working-days"
INSPECTION = "inspection-years"
BACKGROUND_PAPERS = "background-papers-years"
FILMING = "filming"
REMOTE_MEETINGS = "remote-meetings"

# The panel
PANEL_SET_UP = "panel-set-up"
POLICING_BODY = "policing-body"
APPOINTED_LEAST = "appointed-members-least"
APPOINTED_EACH = "appointed-members-each-authority"
CO_OPTED_LEAST = "co-opted-members-least"
CO_OPTED_OUTSIDE_LEAST = "co-opted-members-not-councillors"
MEMBERS_MOST = "members-most"

# The precept
PRECEPT_PROPOSED = "precept-proposed-date"
PRECEPT_REPORT = "precept-report-date"
PRECEPT_RESPONSE = "precept-response-date"
PRECEPT_SECOND_REPORT = "precept-second-report-date"
PRECEPT_ISSUED = "precept-issued-date"
PRECEPT_REVIEW = "precept-review"
PRECEPT_DIRECTION = "precept-revised-direction"
PRECEPT_VETO_LATE = "precept-veto-late"
PRECEPT_VETO_ONCE = "precept-veto-once"
PRECEPT_NO_VETO = "precept-no-veto"
PRECEPT_VETO_WORDS = "precept-veto-statement"
REFERENDUM_CAP = "referendum-cap-pounds"
BAND_NINTHS = "band-ninths"
PRECEPTS_APART = "precepts-apart"
VETO = "veto-majority"

# Appointments, removal and suspension
HEARING_REPORT = "hearing-report-weeks"
CHIEF_CONSTABLE_VETO = "chief-constable-veto-majority"
RESIGNATION_CALL = "resignation-call-weeks"
HEARING_PUBLIC = "hearing-in-public"
HEARING_NOTICE = "hearing-notice"
HEARING_PAUSE = "hearing-post-election-pause"
HEARING_LAPSE = "hearing-time-over"
HEARING_PRIVATE = "hearing-private-deliberation"
APPOINTMENT_DECISION = "appointment-decision"
RESERVE_CANDIDATE = "reserve-candidate"
REMOVAL_PRIVATE = "removal-private-hearing"
ACTING = "acting-commissioner"

# Reports and what is said to them
PLAN_REVIEW = "plan-review"
DECISION_REVIEW = "decision-review"
ANNUAL_MEETING = "annual-report-meeting"
PUBLISH_REPORTS = "panel-publishes-reports"
REPORT_RESPONSE = "report-response"
PUBLICATION_MANNER = "report-publication-manner"
INFORMATION_DUTY = "information-duty"
ATTENDANCE_POWER = "attendance-power"
PANEL_COSTS = "panel-costs"
PANEL_IN_DEFAULT = "panel-in-default"
SPECIAL_FUNCTIONS = "special-functions"
CO_OPTION_BARS = "co-option-bars"
CO_OPTION_CONSENT = "co-option-consent"
BALANCE = "balanced-appointment"
DELEGATION = "delegation-by-commissioner"
SUSPENSION = "suspension-offence-years"

# Complaints
COMPLAINT_REFERRAL = "complaint-referral-days"
COMPLAINT_DISAPPLICATION = "complaint-disapplication-months"
COMPLAINT_DELEGATION = "complaint-delegation"
COMPLAINT_EVIDENCE = "complaint-evidence"
COMPLAINT_RECORD = "complaint-record"
COMPLAINT_NOT_RECORDED = "complaint-not-recorded"
COMPLAINT_CONDUCT = "complaint-conduct-matters"
COMPLAINT_SERIOUS = "complaint-serious"
COMPLAINT_REFERRED_BACK = "complaint-referred-back"
COMPLAINT_DISAPPLY = "complaint-disapply"
COMPLAINT_WITHDRAWN = "complaint-withdrawn"
COMPLAINT_IOPC = "complaint-iopc"
COMPLAINT_RESOLUTION = "complaint-resolution"
COMPLAINT_OUTCOME = "complaint-outcome"
COMPLAINT_PUBLICATION = "complaint-publication"
COMPLAINT_COPIES = "complaint-copies"
COMPLAINT_RECORDS = "complaint-records"
COMPLAINT_NOTIFY = "complaint-notify"
COMPLAINT_NO_APPEAL = "complaint-no-appeal"

# What the Commissioner publishes
INSPECTION_RESPONSE = "inspection-response-days"
INFORMATION_REQUEST = "information-request-working-days"
SPENDING = "spending-pounds"
SPENDING_EVERY = "spending-every-months"
CONTRACTS = "contract-pounds"
CRIME_GRANTS = "crime-grants"
SIGNIFICANT_DECISIONS = "significant-decisions"

# What is announced
BODY_CHANGE = "policing-body-change"

# What a panel lays down for itself
QUESTIONS_CLOSE = "question-clear-days"
STATEMENTS_CLOSE = "statement-clear-days"
PETITIONS_CLOSE = "petition-clear-days"
QUESTIONS_EACH = "questions-each"
STATEMENT_SIDES = "statement-sides"
PETITION_SIGNATURES = "petition-signatures"
PUBLISH_QUESTIONS = "publish-questions"
PUBLISH_STATEMENTS = "publish-statements"
PUBLISH_PETITIONS = "publish-petitions"
REPEAT_MONTHS = "repeat-months"
QUESTION_TIME = "question-time-minutes"
SPEAKING_TIME = "speaking-minutes"
SUBSTITUTE_NOTICE = "substitute-notice-working-days"
QUORUM = "quorum"
HOST_NOTICE = "host-notice-months"
PAPER_DRAFTS = "paper-draft-working-days"
CHAIR_APPROVES = "chair-approves-agenda"
REMINDERS = "reminder-working-days"
MEETING_TIME = "meeting-minutes"
COMPLAINT_ACKNOWLEDGE = "complaint-acknowledge-working-days"
COMPLAINT_NOTICE = "complaint-notice-working-days"
COMPLAINT_CONFIRM = "complaint-confirm-working-days"
COMPLAINT_COMMENT = "complaint-comment-working-days"
COMPLAINT_FINISH = "complaint-finish-weeks"
COMPLAINT_RETENTION = "complaint-retention-years"


@dataclass(frozen=True)
class LocalKey:
    """What a panel may lay down under a key: in which units, whether with a time of day, and a hint for who writes it."""

    title: str | Promise
    units: tuple[RuleUnit, ...]
    has_hour: bool = False
    hint: str | Promise = ""


_CLEAR = (RuleUnit.CLEAR_DAYS,)
_WORKING = (RuleUnit.WORKING_DAYS,)
_MINUTES = (RuleUnit.MINUTES,)
_YES_NO = (RuleUnit.YES_NO,)
_CLOSES = gettext_lazy("Neither the last day nor the day of the meeting counts. 0 means the working day before the meeting")

LOCAL: dict[str, LocalKey] = {
    QUESTIONS_CLOSE: LocalKey(gettext_lazy("Public questions must arrive before the meeting"), _CLEAR, True, _CLOSES),
    STATEMENTS_CLOSE: LocalKey(gettext_lazy("Public statements must arrive before the meeting"), _CLEAR, True, _CLOSES),
    PETITIONS_CLOSE: LocalKey(gettext_lazy("Petitions must arrive before the meeting"), _CLEAR, True, _CLOSES),
    QUESTIONS_EACH: LocalKey(gettext_lazy("Questions that one person may ask at a meeting"), (RuleUnit.QUESTIONS,)),
    STATEMENT_SIDES: LocalKey(gettext_lazy("Longest public statement"), (RuleUnit.SIDES,)),
    PETITION_SIGNATURES: LocalKey(gettext_lazy("Signatures that a petition needs"), (RuleUnit.SIGNATURES,)),
    PUBLISH_QUESTIONS: LocalKey(gettext_lazy("Public questions are shown on the website"), _YES_NO),
    PUBLISH_STATEMENTS: LocalKey(gettext_lazy("Public statements are shown on the website"), _YES_NO),
    PUBLISH_PETITIONS: LocalKey(gettext_lazy("Petitions are shown on the website"), _YES_NO),
    REPEAT_MONTHS: LocalKey(
        gettext_lazy("The same question may not be asked again within"), (RuleUnit.MONTHS,), False,
        gettext_lazy("Counted from the meeting at which it was asked"),
    ),
    QUESTION_TIME: LocalKey(gettext_lazy("Time for public questions at a meeting"), _MINUTES),
    SPEAKING_TIME: LocalKey(gettext_lazy("Time for each person to speak"), _MINUTES),
    SUBSTITUTE_NOTICE: LocalKey(
        gettext_lazy("Notice of a substitute before the meeting"), _WORKING, True,
        gettext_lazy("Counted back from the day of the meeting, which does not count"),
    ),
    QUORUM: LocalKey(
        gettext_lazy("Members who must be in the room"), (RuleUnit.MEMBERS, RuleUnit.THIRDS, RuleUnit.QUARTERS), False,
        gettext_lazy("A share of the members is rounded up to whole persons"),
    ),
    HOST_NOTICE: LocalKey(gettext_lazy("Notice that the host authority gives before it resigns"), (RuleUnit.MONTHS,)),
    PAPER_DRAFTS: LocalKey(
        gettext_lazy("Reports reach the clerk before the last day to publish"), _WORKING, False,
        gettext_lazy("Counted back from the last day to publish, which does not count"),
    ),
    CHAIR_APPROVES: LocalKey(gettext_lazy("The Chair approves the agenda before it is published"), _YES_NO),
    REMINDERS: LocalKey(
        gettext_lazy("First reminder before something is due"), _WORKING, False,
        gettext_lazy("Counted back from the last day, which does not count"),
    ),
    MEETING_TIME: LocalKey(
        gettext_lazy("Time that a meeting has"), _MINUTES, False,
        gettext_lazy("The work programme warns when the business planned for a meeting takes longer"),
    ),
    COMPLAINT_ACKNOWLEDGE: LocalKey(
        gettext_lazy("A complaint is acknowledged within"), _WORKING, False,
        gettext_lazy("Counted from the day it was received, which does not count. Without a rule it is 5 working days"),
    ),
    COMPLAINT_NOTICE: LocalKey(
        gettext_lazy("Notice of a decision on a complaint is sent within"), _WORKING, False,
        gettext_lazy("Counted from the day of the decision, which does not count"),
    ),
    COMPLAINT_CONFIRM: LocalKey(
        gettext_lazy("A complainant who is asked to confirm what is alleged answers within"), _WORKING, False,
        gettext_lazy("Counted from the day of the letter, which does not count"),
    ),
    COMPLAINT_COMMENT: LocalKey(
        gettext_lazy("Both sides comment within"), _WORKING, False,
        gettext_lazy("Counted from the day of the invitation, which does not count"),
    ),
    COMPLAINT_FINISH: LocalKey(
        gettext_lazy("A complaint is finished within"), (RuleUnit.WEEKS,), False,
        gettext_lazy("Counted from the day it was received. Without a rule it is 8 weeks"),
    ),
    COMPLAINT_RETENTION: LocalKey(
        gettext_lazy("Complaints are kept after they end"), (RuleUnit.YEARS,), False,
        gettext_lazy("The record retention policy. Without a rule it is 6 years"),
    ),
}  # fmt: skip


# Keys of `LOCAL` under which the rule book says what is taken where a panel has laid down nothing
DEFAULTED = frozenset({
    COMPLAINT_ACKNOWLEDGE, COMPLAINT_NOTICE, COMPLAINT_CONFIRM, COMPLAINT_COMMENT, COMPLAINT_FINISH, COMPLAINT_RETENTION,
})  # fmt: skip


# How what a rule lays down is counted from a day, for the rules that are counted
RECKONINGS: dict[str, Reckoning] = {
    AGENDA_NOTICE: Reckoning.CLEAR_BEFORE,
    QUESTIONS_CLOSE: Reckoning.CLEAR_BEFORE,
    STATEMENTS_CLOSE: Reckoning.CLEAR_BEFORE,
    PETITIONS_CLOSE: Reckoning.CLEAR_BEFORE,
    SUBSTITUTE_NOTICE: Reckoning.WORKING_BEFORE,
    PAPER_DRAFTS: Reckoning.WORKING_BEFORE,
    DECISIONS_NOTE: Reckoning.WORKING_AFTER,
    INFORMATION_REQUEST: Reckoning.WORKING_AFTER,
    COMPLAINT_REFERRAL: Reckoning.DAYS_AFTER,
    INSPECTION_RESPONSE: Reckoning.DAYS_BEGINNING,
    HEARING_REPORT: Reckoning.WEEKS_BEGINNING,
    RESIGNATION_CALL: Reckoning.WEEKS_BEGINNING,
    COMPLAINT_DISAPPLICATION: Reckoning.MONTHS_AFTER,
    COMPLAINT_ACKNOWLEDGE: Reckoning.WORKING_AFTER,
    COMPLAINT_NOTICE: Reckoning.WORKING_AFTER,
    COMPLAINT_CONFIRM: Reckoning.WORKING_AFTER,
    COMPLAINT_COMMENT: Reckoning.WORKING_AFTER,
    COMPLAINT_RETENTION: Reckoning.YEARS_AFTER,
    REPEAT_MONTHS: Reckoning.MONTHS_AFTER,
    HOST_NOTICE: Reckoning.MONTHS_AFTER,
    INSPECTION: Reckoning.YEARS_AFTER,
    BACKGROUND_PAPERS: Reckoning.YEARS_AFTER,
}


class RuleMissing(LookupError):
    """The rule book holds no such rule for a place on a day. Nothing is assumed in its place."""


def jurisdictions_of(area: PoliceArea) -> list[str]:
    """Whose rules hold in an area, the nearest first: those of its kind of policing body, then those of its nation."""
    return [name for name in (area.policing_body, area.nation) if name in Jurisdiction.values]


def rule_for(area: PoliceArea, key: str, *, on: date) -> Rule:
    """The rule that holds in an area on a day: that of its kind of policing body, else its nation's.

    Raises RuleMissing when the rule book holds neither.
    """
    return _nearest(key, jurisdictions_of(area), on)


def rule(key: str, *, nation: str, on: date) -> Rule:
    """The rule of one jurisdiction in force on a day. Raises RuleMissing when the rule book holds none."""
    return _nearest(key, [nation], on)


def _nearest(key: str, jurisdictions: list[str], on: date) -> Rule:
    found = Rule.objects.in_force(on).filter(key=key, jurisdiction__in=jurisdictions).order_by("-in_force_from")
    nearest = min(found, key=lambda one: jurisdictions.index(one.jurisdiction), default=None)
    if nearest is None:
        missing = _("The rule book has no rule “%(key)s” for %(nation)s on %(day)s")
        where = Jurisdiction(jurisdictions[-1]).label
        raise RuleMissing(missing % {"key": key, "nation": where, "day": long_date(on)})
    return nearest


def local_rule(body: Body, key: str, *, on: date) -> LocalRule | None:
    """What a body has laid down for itself on a day; None when it has no such rule."""
    return LocalRule.objects.in_force(on).filter(body=body, key=key).order_by("-in_force_from").first()
