"""What is commissioned and from whom: the states of pipelines, grants, contracts, returns and bids, and how money is stated."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Every amount in this app is in pounds sterling; open standards ask for its code
CURRENCY = "GBP"


class Vat(TextChoices):
    """How an amount stands to value added tax."""

    OUTSIDE = "outside", _("Outside the scope of VAT")
    EXCLUDING = "excluding", _("Without VAT")
    INCLUDING = "including", _("With VAT")
    EXEMPT = "exempt", _("Exempt from VAT")
    NOT_STATED = "not-stated", _("VAT not stated")


# Organisations -----------------------------------------------------------------------------------------------------


class ProviderKind(TextChoices):
    CHARITY = "charity", _("Charity")
    COMPANY = "company", _("Company")
    CHARITABLE_COMPANY = "charitable-company", _("Charitable company")
    CIC = "cic", _("Community interest company")
    COUNCIL = "council", _("Council")
    PUBLIC_BODY = "public-body", _("Other public body")
    GROUP = "group", _("Group without a registered number")
    OTHER = "other", _("Other")


class ServiceFor(TextChoices):
    """Whom a service helps, as the public looks for it."""

    VICTIMS = "victims", _("Victims of crime")
    SEXUAL_VIOLENCE = "sexual-violence", _("People hurt by rape or sexual abuse")
    DOMESTIC_ABUSE = "domestic-abuse", _("People hurt by domestic abuse")
    YOUNG_PEOPLE = "young-people", _("Children and young people")
    OFFENDERS = "offenders", _("People who have offended")
    IN_CUSTODY = "in-custody", _("People in custody or at court")
    COMMUNITIES = "communities", _("Communities")


# The pipeline ------------------------------------------------------------------------------------------------------


class NeedStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    COMPLETE = "complete", _("Complete")


class ExerciseKind(TextChoices):
    PROCUREMENT = "procurement", _("Procurement")
    GRANT_ROUND = "grant-round", _("Grant round")
    EXPRESSIONS = "expressions", _("Expressions of interest")


class Route(TextChoices):
    """How bids are asked for."""

    OPEN = "open", _("Open to everybody")
    SELECTIVE = "selective", _("Bidders chosen first")
    FRAMEWORK = "framework", _("Under a framework agreement")
    DIRECT = "direct", _("Direct award")
    NOT_STATED = "not-stated", _("Not stated")


class StageKind(TextChoices):
    """The stages from need to end, in their usual order."""

    NEEDS = "needs", _("Needs assessment")
    SPECIFICATION = "specification", _("Specification")
    MARKET = "market", _("Market engagement")
    NOTICE = "notice", _("Notice")
    CLOSED = "closed", _("Bids closed")
    EVALUATION = "evaluation", _("Evaluation")
    MODERATION = "moderation", _("Moderation")
    AWARD = "award", _("Award")
    STANDSTILL = "standstill", _("Standstill")
    MOBILISATION = "mobilisation", _("Mobilisation")
    LIVE = "live", _("Live")
    EXTENSION = "extension", _("Extension invoked")
    RETENDER = "retender", _("Retender")
    END = "end", _("End")


class Precision(TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("That day")
    MONTH = "month", _("Some day of that month")
    QUARTER = "quarter", _("Some day of that quarter")
    YEAR = "year", _("Some day of that year")


class ExerciseStatus(TextChoices):
    IN_HAND = "in-hand", _("In hand")
    COMPLETE = "complete", _("Complete")
    CANCELLED = "cancelled", _("Cancelled")


class DecidedBy(TextChoices):
    """Who decides on grants or an award."""

    COMMISSIONER = "commissioner", _("The Commissioner")
    OFFICE = "office", _("The Commissioner’s office")
    PANEL = "panel", _("A grants panel")
    TRUST = "trust", _("A trust")
    PARTNERS = "partners", _("The partners together")
    NOT_STATED = "not-stated", _("Not stated")


class ApplicationStatus(TextChoices):
    RECEIVED = "received", _("Received")
    NOT_ELIGIBLE = "not-eligible", _("Not eligible")
    RECOMMENDED = "recommended", _("Recommended")
    AWARDED = "awarded", _("Awarded")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Grants and contracts ----------------------------------------------------------------------------------------------


class FundKind(TextChoices):
    COMMUNITY_ACTION = "community-action", _("Community action fund")
    COMMUNITY_SAFETY = "community-safety", _("Community safety grant")
    CRITICAL_SUPPORT = "critical-support", _("Critical support")
    RECOVERY = "recovery", _("Recovery uplift")
    HOME_OFFICE = "home-office", _("Home Office interventions")
    VICTIMS = "victims", _("Victims’ services grant")
    OTHER = "other", _("Other fund")


class AwardKind(TextChoices):
    GRANT = "grant", _("Grant")
    CONTRACT = "contract", _("Contract")


class AwardStatus(TextChoices):
    DRAFT = "draft", _("Being prepared")
    AWARDED = "awarded", _("Awarded")
    LIVE = "live", _("Live")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


# States in which an award was made
MADE = frozenset({AwardStatus.AWARDED, AwardStatus.LIVE, AwardStatus.ENDED})
RUNNING = MADE - {AwardStatus.ENDED}  # and not over


class CameFrom(TextChoices):
    PORTAL = "portal", _("Entered in the portal")
    TABLE = "table", _("From a table of awards")
    GRANTS_FILE = "grants-file", _("From another publisher’s 360Giving file")


class PartyRole(TextChoices):
    """What an organisation is in an award beside the one that receives it."""

    PARTNER = "partner", _("Consortium partner")
    SUBCONTRACTOR = "subcontractor", _("Subcontractor")


class ExtensionStatus(TextChoices):
    OPEN = "open", _("To be decided")
    INVOKED = "invoked", _("Invoked")
    NOT_TAKEN = "not-taken", _("Not taken")


class DocumentKind(TextChoices):
    SPECIFICATION = "specification", _("Specification")
    NOTICE = "notice", _("Notice")
    CONTRACT = "contract", _("Contract")
    AGREEMENT = "agreement", _("Grant agreement")
    VARIATION = "variation", _("Variation")
    GUIDANCE = "guidance", _("Guidance for applicants")
    REPORT = "report", _("Report")
    OTHER = "other", _("Other")


class ReviewOutcome(TextChoices):
    CONTINUE = "continue", _("Go on")
    EXTEND = "extend", _("Extend")
    VARY = "vary", _("Vary")
    RETENDER = "retender", _("Retender")
    END = "end", _("End")


# Results and money -------------------------------------------------------------------------------------------------


class ReturnStatus(TextChoices):
    EXPECTED = "expected", _("Expected")
    RECEIVED = "received", _("Received")
    QUERIED = "queried", _("Queried")
    ACCEPTED = "accepted", _("Accepted")
    NOT_NEEDED = "not-needed", _("Not needed")


class Unit(TextChoices):
    COUNT = "count", _("A number")
    PERCENT = "percent", _("%")
    POUNDS = "pounds", _("£")
    DAYS = "days", _("Days")


class TotalUnit(TextChoices):
    POUNDS = "pounds", _("£")
    NUMBER = "number", _("A number")


class Spender(TextChoices):
    COMMISSIONER = "commissioner", _("Commissioner")
    CHIEF_CONSTABLE = "chief-constable", _("Chief Constable")


class UploadKind(TextChoices):
    PAYMENTS = "payments", _("Payments")
    AWARDS = "awards", _("Awards")
    GRANTS_FILE = "grants-file", _("360Giving grants of another publisher")


class UploadStatus(TextChoices):
    SENT = "sent", _("Being read")
    REFUSED = "refused", _("Refused")
    READ = "read", _("To be looked through")
    ACCEPTED = "accepted", _("Being brought in")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


# Bids and schemes --------------------------------------------------------------------------------------------------


class BidStatus(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    SUBMITTED = "submitted", _("Submitted")
    WON = "won", _("Successful")
    PART = "part", _("Successful in part")
    LOST = "lost", _("Not successful")
    WITHDRAWN = "withdrawn", _("Withdrawn")


BID_WON = frozenset({BidStatus.WON, BidStatus.PART})
