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
    DECISION = "decision-reviews", _("Review of a decision")


# Those in which the Commissioner proposes and the panel answers, those in which the panel asks or acts, and those in which it
# looks at what the Commissioner has decided
PROPOSED = frozenset({CaseKind.PRECEPT, CaseKind.APPOINTMENT, CaseKind.REMOVAL, CaseKind.PLAN, CaseKind.ANNUAL_REPORT})
ASKED = frozenset({CaseKind.INFORMATION, CaseKind.ATTENDANCE})
OWN_ACTS = frozenset({CaseKind.SUSPENSION, CaseKind.ACTING})
REVIEWED = frozenset({CaseKind.DECISION})


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
    NO_REPORT = "no-report", _("Ended without a report")
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


class DecisionStatus(TextChoices):
    """How far a formal decision of the Commissioner has come."""

    PROPOSED = "proposed", _("Proposed")
    ON_BOARD = "on-board", _("On a board agenda")
    AGREED = "agreed", _("Agreed")
    DEFERRED = "deferred", _("Deferred")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SIGNED = "signed", _("Signed")
    PUBLISHED = "published", _("Published")
    IMPLEMENTED = "implemented", _("Implemented")
    RESCINDED = "rescinded", _("Rescinded")


# Before anybody signs its text may change; from the signature on it stays; these three are known to the public
UNSIGNED = frozenset({DecisionStatus.PROPOSED, DecisionStatus.ON_BOARD, DecisionStatus.AGREED, DecisionStatus.DEFERRED})
SIGNED = frozenset({DecisionStatus.SIGNED, DecisionStatus.PUBLISHED, DecisionStatus.IMPLEMENTED, DecisionStatus.RESCINDED})
NEVER_SIGNED = frozenset({DecisionStatus.REJECTED, DecisionStatus.WITHDRAWN})


class DecisionStepKind(TextChoices):
    """What moves a decision on. A step is never taken out: what is taken back is said by another."""

    PROPOSE = "propose", _("Proposed")
    PUT_ON_BOARD = "put-on-board", _("Put on a board agenda")
    TAKE_OFF_BOARD = "take-off-board", _("Taken off a board agenda")
    AGREE = "agree", _("Agreed")
    DEFER = "defer", _("Deferred")
    REJECT = "reject", _("Rejected")
    WITHDRAW = "withdraw", _("Withdrawn")
    REOPEN = "reopen", _("Proposed again")
    SIGN = "sign", _("Signed")
    SHARE = "share", _("Shared with the panel")
    PUBLISH = "publish", _("Published")
    IMPLEMENT = "implement", _("Implemented")
    RESCIND = "rescind", _("Rescinded by a later decision")
    TAKE_BACK = "take-back", _("Taken back")


class CostKind(TextChoices):
    """What the figure beside a decision means."""

    NONE = "none", _("No cost")
    EXACT = "exact", _("Costs")
    CEILING = "ceiling", _("Costs at most")
    INCOME = "income", _("Brings in")
    NOT_KNOWN = "not-known", _("Not known")


class CameFrom(TextChoices):
    """Whether a decision was logged here, or stood in a register before."""

    PORTAL = "portal", _("Logged in the portal")
    REGISTER = "register", _("From an older register")


class BoardOutcome(TextChoices):
    """What a board did with a decision on its agenda; empty while its minutes do not say."""

    AGREED = "agreed", _("Agreed")
    DEFERRED = "deferred", _("Deferred")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_TAKEN = "not-taken", _("Not taken")


class BoardSide(TextChoices):
    """Where a board speaks of a decision."""

    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")
    REGISTER = "register", _("Register")


class Agreement(TextChoices):
    """How agenda, minutes and register agree on one decision."""

    MATCHED = "matched", _("Matched")
    RENUMBERED = "renumbered", _("Renumbered")
    SWAPPED = "swapped", _("Swapped")
    MISSING = "missing", _("Missing")
    NEW = "new", _("New")
    CORRECTED = "corrected", _("Corrected")


class UpdateStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class SectionKind(TextChoices):
    """What a section of the update report is made of."""

    PART = "part", _("Heading of a part")
    WRITTEN = "written", _("Written")
    LIVE = "live", _("Taken from a register")


class ConsultationStatus(TextChoices):
    OPEN = "open", _("Being answered")
    SENT = "sent", _("Response sent")
    PUBLISHED = "published", _("Response published")


class Agree(TextChoices):
    """An answer on the scale that consultations use; empty where the question has none."""

    STRONGLY_AGREE = "strongly-agree", _("Strongly agree")
    AGREE = "agree", _("Agree")
    NEITHER = "neither", _("Neither agree nor disagree")
    DISAGREE = "disagree", _("Disagree")
    STRONGLY_DISAGREE = "strongly-disagree", _("Strongly disagree")
    NOT_KNOWN = "not-known", _("Do not know")


class ProjectStatus(TextChoices):
    ACTIVE = "active", _("In progress")
    PAUSED = "paused", _("Paused")
    DONE = "done", _("Finished")
    STOPPED = "stopped", _("Stopped")


class DiaryKind(TextChoices):
    """With whom the Commissioner meets."""

    MINISTER = "minister", _("Minister or Member of Parliament")
    NATIONAL = "national", _("National body")
    COMMUNITY = "community", _("Community")
    PARTNER = "partner", _("Partner or council")
    VISIT = "visit", _("Visit")
    MEDIA = "media", _("Media")
    OTHER = "other", _("Other")


class SchemePeriod(TextChoices):
    """How often an item of the publication scheme is published."""

    CURRENT = "current", _("Kept up to date")
    MONTH = "month", _("Each month")
    QUARTER = "quarter", _("Each quarter")
    YEAR = "year", _("Each financial year")
    EVENT = "event", _("Whenever there is one")


class SchemeHeading(TextChoices):
    """The headings of the scheme, in the Order's own sequence."""

    HOLDERS = "holders", _("Who holds office")
    STAFF = "staff", _("Staff")
    MONEY = "money", _("Income and spending")
    PROPERTY = "property", _("Property, rights and contracts")
    DECISIONS = "decisions", _("Decisions")
    POLICIES = "policies", _("Policies")
    PREVENTION = "prevention", _("Preventing crime")
    PRIORITIES = "priorities", _("National priorities")
    INSPECTIONS = "inspections", _("Inspections")
    COMPLAINTS = "complaints", _("Complaints about the police")
    CUSTODY = "custody", _("Custody visitors")


class TableKind(TextChoices):
    """A file of rows that is checked before it is published."""

    SPENDING = "spending", _("Spending over £500")
    CONTRACTS = "contracts", _("Contracts over £10,000")
