"""The kinds, states and outcomes of statutory cases, and the words that a panel's report may come to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseKind(TextChoices):
    """What a panel examines under a power of its own. The value is the word of its address."""

    PRECEPT = "precept", _("Precept")
    APPOINTMENT = "hearings", _("Senior appointment")
    REMOVAL = "removals", _("Call for the Chief Constable to go")
    PLAN = "plans", _("Police and crime plan")
    ANNUAL_REPORT = "annual-reports", _("Commissioner’s annual report")
    INFORMATION = "information", _("Request for information")
    ATTENDANCE = "attendance", _("Request to attend")
    SUSPENSION = "suspensions", _("Suspension of the Commissioner")
    ACTING = "acting-commissioners", _("Acting Commissioner")


# Those in which the Commissioner proposes and the panel answers, and those in which the panel asks or acts
PROPOSED = frozenset({CaseKind.PRECEPT, CaseKind.APPOINTMENT, CaseKind.REMOVAL, CaseKind.PLAN, CaseKind.ANNUAL_REPORT})
ASKED = frozenset({CaseKind.INFORMATION, CaseKind.ATTENDANCE})
OWN_ACTS = frozenset({CaseKind.SUSPENSION, CaseKind.ACTING})


class CaseStatus(TextChoices):
    EXPECTED = "expected", _("Expected")
    NOTIFIED = "notified", _("With the panel")
    REPORTED = "reported", _("Reported")
    ANSWERED = "answered", _("Answered")
    REVISED = "revised", _("Second proposal with the panel")
    REPORTED_AGAIN = "reported-again", _("Reported again")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(TextChoices):
    """How a case ended."""

    AS_PROPOSED = "as-proposed", _("Went ahead as proposed")
    CHANGED = "changed", _("Went ahead with changes")
    AGAINST_ADVICE = "against-advice", _("Went ahead against the panel’s recommendation")
    WITHOUT_REPORT = "without-report", _("Went ahead without a report of the panel")
    NOT_PROCEEDED = "not-proceeded", _("Did not go ahead")
    ANSWERED = "answered", _("Answered")
    NOT_ANSWERED = "not-answered", _("Not answered")
    DONE = "done", _("Done")
    NOT_DONE = "not-done", _("Not done")
    NOT_KNOWN = "not-known", _("Not known from the papers")


class NoticeKind(TextChoices):
    """What the Commissioner sends the panel."""

    PROPOSAL = "proposal", _("Notice of what is proposed")
    RENOTIFICATION = "renotification", _("Notice given again")
    REVISED = "revised", _("Revised precept")
    RESERVE = "reserve", _("Reserve candidate")
    FINAL = "final", _("Final text")


# Those that begin a second round, after a veto
SECOND_ROUND = frozenset({NoticeKind.REVISED, NoticeKind.RESERVE})


class MeetingPart(TextChoices):
    """What a meeting is for in a case."""

    BRIEFING = "briefing", _("Briefing")
    REVIEW = "review", _("Review")
    HEARING = "hearing", _("Public hearing")
    DELIBERATION = "deliberation", _("Private deliberation")
    PRESENTATION = "presentation", _("Presentation")
    SECOND_REVIEW = "second-review", _("Review of the second proposal")


class Position(TextChoices):
    """What a panel's report comes to."""

    SUPPORT = "support", _("Supports it")
    RECOMMEND = "recommend", _("Makes recommendations")
    NOT_SUPPORT = "not-support", _("Does not support it")
    VETO_HIGH = "veto-high", _("Vetoes the precept as too high")
    VETO_LOW = "veto-low", _("Vetoes the precept as too low")
    APPOINT = "appoint", _("Recommends the appointment")
    NOT_APPOINT = "not-appoint", _("Recommends that the candidate is not appointed")
    VETO = "veto", _("Vetoes the appointment")
    GO = "go", _("Recommends that the Chief Constable is called on to go")
    STAY = "stay", _("Recommends that the Chief Constable is not called on to go")


VETOES = frozenset({Position.VETO_HIGH, Position.VETO_LOW, Position.VETO})


class ReportStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Sent to the Commissioner")
    PUBLISHED = "published", _("Published")


class Post(TextChoices):
    """Senior posts for which a panel holds a confirmatory hearing."""

    CHIEF_CONSTABLE = "chief-constable", _("Chief Constable")
    DEPUTY = "deputy-commissioner", _("Deputy Police and Crime Commissioner")
    CHIEF_EXECUTIVE = "chief-executive", _("Chief Executive")
    FINANCE_OFFICER = "chief-finance-officer", _("Chief Finance Officer")


class PreceptService(TextChoices):
    """Where a Commissioner governs fire as well, the two precepts are apart."""

    POLICE = "police", _("Police")
    FIRE = "fire", _("Fire and rescue")


class Band(TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"
    H = "H", "H"


class FigureSection(TextChoices):
    BUDGET = "budget", _("Budget")
    RESERVES = "reserves", _("Reserves")
    CAPITAL = "capital", _("Capital")
    CONSULTATION = "consultation", _("Consultation")
    OTHER = "other", _("Other figures")


class FigureUnit(TextChoices):
    POUNDS = "pounds", _("£")
    THOUSANDS = "thousands", _("£ thousand")
    MILLIONS = "millions", _("£ million")
    PERCENT = "percent", _("%")
    NUMBER = "number", _("number")


class AnnualStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
