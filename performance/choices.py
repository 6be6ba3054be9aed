"""What is measured, how it is counted, compared and judged; what stands in reports; what inspections and panels find."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Measures ----------------------------------------------------------------------------------------------------------


class ObjectiveKind(TextChoices):
    """Where an objective comes from: the national police and crime measures, the local plan, or what the office watches."""

    NATIONAL = "national", _("National police and crime measure")
    LOCAL = "local", _("Local police and crime plan")
    OVERSIGHT = "oversight", _("Contacts, conduct and workforce")


class Basis(TextChoices):
    """How a measure's figures come about, which decides what may be added up."""

    COUNT = "count", _("A count in each period, which adds up over 12 months")
    SHARE = "share", _("A share, in per cent: this count of another measure’s")
    RATIO = "ratio", _("A ratio: this group’s rate to another group’s")
    LEVEL = "level", _("A level at each period, which does not add up")


COMPUTED_OF_TWO = frozenset({Basis.SHARE, Basis.RATIO})


class Unit(TextChoices):
    NUMBER = "number", _("number")
    PERCENT = "percent", _("per cent")
    RATIO = "ratio", _("times")
    DAYS = "days", _("days")
    POUNDS = "pounds", _("pounds")


class Denominator(TextChoices):
    NONE = "none", _("Nothing")
    POPULATION = "population", _("Residents")
    HOUSEHOLDS = "households", _("Households")
    GROUP = "group", _("Residents of a group")


class Direction(TextChoices):
    """When a change is good. Only this makes a trend better or worse; a rank never does."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
    CONTEXT = "context", _("Neither: it gives context")


class RankedFrom(TextChoices):
    """Which force stands first in the list of the group."""

    LOWEST = "lowest", _("The lowest stands first")
    HIGHEST = "highest", _("The highest stands first")


class Frequency(TextChoices):
    MONTH = "month", _("Each month")
    QUARTER = "quarter", _("Each quarter")
    YEAR = "year", _("Each year")


class FigureState(TextChoices):
    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")
    REVISED = "revised", _("Revised")


class BreakKind(TextChoices):
    RECORDING = "recording", _("Change in recording")
    COVID = "covid", _("Covid-19")
    BOUNDARY = "boundary", _("Change of boundary")
    OTHER = "other", _("Other")


class TrendChoice(TextChoices):
    """Words for a direction. They are neither good nor bad."""

    STABLE = "stable", _("Stable")
    REDUCING = "reducing", _("Reducing")
    MODERATE_REDUCTION = "moderate-reduction", _("Moderate reduction")
    INCREASING = "increasing", _("Increasing")
    MODERATE_INCREASE = "moderate-increase", _("Moderate increase")
    UNKNOWN = "unknown", _("Too few figures")


class Position(TextChoices):
    """Where a force stands beside the average of its most similar group."""

    BELOW = "below", _("Below the average of the group")
    SIMILAR = "similar", _("Similar to the average of the group")
    ABOVE = "above", _("Above the average of the group")
    UNKNOWN = "unknown", _("Not available")


class Audience(TextChoices):
    """For whom a measure was worked out: everybody, from released figures, or the office, from all of them."""

    PUBLIC = "public", _("Everybody")
    OFFICE = "office", _("The office")


class StatedKind(TextChoices):
    """What a stated figure says of counts, so that it can be checked."""

    SUM = "sum", _("A total")
    SHARE = "share", _("A share of a total, in per cent")
    CHANGE = "change", _("A change on the same days a year before, in per cent")


# Data in -----------------------------------------------------------------------------------------------------------


class Layout(TextChoices):
    LONG = "long", _("Long: a row for each measure and period")
    WIDE = "wide", _("Wide: measures down, periods across")


class UploadStatus(TextChoices):
    """A file of figures: read by a job, looked through by the analyst, then brought in whole or not at all."""

    SENT = "sent", _("Being read")
    READ = "read", _("To look through")
    REFUSED = "refused", _("Refused")
    ACCEPTED = "accepted", _("Being brought in")
    DONE = "done", _("Brought in")
    DROPPED = "dropped", _("Left out")


# Reports -----------------------------------------------------------------------------------------------------------


class ReportStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Published")


class PlannedStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in-progress", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
    NO_UPDATE = "no-update", _("No update")


# Scrutiny evidence -------------------------------------------------------------------------------------------------


class InspectionKind(TextChoices):
    PEEL = "peel", _("PEEL")
    THEMATIC = "thematic", _("Thematic")
    JOINT = "joint-thematic", _("Joint thematic")
    CUSTODY = "custody", _("Custody")
    OTHER = "other", _("Other")


class InspectionStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    PUBLISHED = "published", _("Report published")
    RESPONDED = "responded", _("Response published")
    CLOSED = "closed", _("Closed")


class GradeWord(TextChoices):
    """The inspectorate's own words. Before 2021 it had four."""

    OUTSTANDING = "outstanding", _("Outstanding")
    GOOD = "good", _("Good")
    ADEQUATE = "adequate", _("Adequate")
    REQUIRES_IMPROVEMENT = "requires-improvement", _("Requires improvement")
    INADEQUATE = "inadequate", _("Inadequate")
    NOT_GRADED = "not-graded", _("Not graded")


class AskKind(TextChoices):
    RECOMMENDATION = "recommendation", _("Recommendation")
    IMPROVEMENT = "improvement", _("Area for improvement")
    CONCERN = "concern", _("Cause of concern")


class AskStatus(TextChoices):
    OPEN = "open", _("Open")
    IN_PROGRESS = "in-progress", _("In progress")
    COMPLETE = "complete", _("Complete")
    NOT_TAKEN_UP = "not-taken-up", _("Not taken up")


class SuperComplaintStatus(TextChoices):
    RECEIVED = "received", _("Received")
    ELIGIBLE = "eligible", _("Eligible for investigation")
    NOT_ELIGIBLE = "not-eligible", _("Not eligible")
    INVESTIGATED = "investigated", _("Report published")
    RESPONDED = "responded", _("Response submitted")


class AssuranceKind(TextChoices):
    REPORT = "report", _("Assurance report")
    AUDIT = "audit", _("Audit")
    ENQUIRY_DAY = "enquiry-day", _("Enquiry day")
