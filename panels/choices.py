"""Words that are values, not code: kinds of policing body, nation, authority, body, office and rule unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role

# Who prepares a body's business, and who works in the Commissioner's office
WRITES_AGENDAS = frozenset({Role.CLERK, Role.LEAD_OFFICER})
SERVES_COMMISSIONER = frozenset(
    {Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS, Role.OFFICE_PERFORMANCE, Role.OFFICE_COMMISSIONING}
)
# Who in that office reads and answers what the panel examines before the public knows of it
DECIDES = frozenset({Role.OFFICE_DECISIONS})
# Who in that office receives and handles complaints about the Commissioner
HANDLES_COMPLAINTS = frozenset({Role.OFFICE_COMPLAINTS})
# Who in that office reports on performance
REPORTS_PERFORMANCE = frozenset({Role.OFFICE_PERFORMANCE})
# Who commissions for the Commissioner: grants, contracts, services
COMMISSIONS = frozenset({Role.OFFICE_COMMISSIONING})


class Nation(TextChoices):
    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")


class PolicingBodyKind(TextChoices):
    COMMISSIONER = "pcc", _("Police and Crime Commissioner")
    FIRE_COMMISSIONER = "pfcc", _("Police, Fire and Crime Commissioner")
    MAYOR = "mayor", _("Mayor")
    BOARD = "board", _("Policing and Crime Board")


class AuthorityKind(TextChoices):
    COUNTY = "county", _("County council")
    DISTRICT = "district", _("District council")
    UNITARY = "unitary", _("Unitary authority")
    LONDON_BOROUGH = "london-borough", _("London borough")
    WELSH = "welsh", _("County or county borough council in Wales")


class BodyKind(TextChoices):
    PANEL = "panel", _("Police and Crime Panel")
    SUB_COMMITTEE = "sub-committee", _("Sub-committee")
    BOARD = "board", _("Police and Crime Board")
    AUDIT_COMMITTEE = "audit-committee", _("Audit committee")
    SCRUTINY_PANEL = "scrutiny-panel", _("Scrutiny panel")
    ESTATES = "estates-board", _("Estates board")
    OTHER = "other", _("Other board or group")


# Those that the Commissioner's office calls and keeps, where the others are the panel's and its host's
OF_COMMISSIONER = frozenset({BodyKind.BOARD, BodyKind.AUDIT_COMMITTEE, BodyKind.SCRUTINY_PANEL, BodyKind.ESTATES, BodyKind.OTHER})


class HeldOfficeKind(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice-chair", _("Vice-Chair")


class Jurisdiction(TextChoices):
    """Where a rule holds: in a nation, or wherever a kind of policing body governs, which goes before the nation's rule."""

    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    FIRE_COMMISSIONER = "pfcc", _("Areas with a Police, Fire and Crime Commissioner")
    MAYOR = "mayor", _("Areas with a mayor")
    BOARD = "board", _("Areas with a Policing and Crime Board")


class RuleUnit(TextChoices):
    CLEAR_DAYS = "clear-days", _("clear days")
    WORKING_DAYS = "working-days", _("working days")
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    MEMBERS = "members", _("members")
    QUESTIONS = "questions", _("questions")
    THIRDS = "thirds", _("thirds of the members")
    QUARTERS = "quarters", _("quarters of the members")
    MINUTES = "minutes", _("minutes")
    SIDES = "sides", _("sides of A4")
    SIGNATURES = "signatures", _("signatures")
    POUNDS = "pounds", _("pounds")
    DATE = "date", _("day of the month")
    YES_NO = "yes-no", _("yes or no")
    NONE = "none", _("no number")


class Reckoning(TextChoices):
    """How a deadline is counted from the day that it hangs on."""

    CLEAR_BEFORE = "clear-before", _("clear working days before; neither end counts")
    WORKING_BEFORE = "working-before", _("working days before")
    WORKING_AFTER = "working-after", _("working days after")
    DAYS_AFTER = "days-after", _("days after")
    DAYS_BEGINNING = "days-beginning", _("days, the first of them counted")
    WEEKS_BEGINNING = "weeks-beginning", _("weeks, the first day counted")
    MONTHS_AFTER = "months-after", _("months after")
    YEARS_AFTER = "years-after", _("years after")
    ON_DAY = "on-day", _("a fixed day")


class DutyOwner(TextChoices):
    """Who owes what is due."""

    CLERK = "clerk", _("Clerk")
    LEAD_OFFICER = "lead-officer", _("Lead officer")
    CHAIR = "chair", _("Chair")
    PANEL = "panel", _("The panel")
    MEMBERS = "members", _("Members")
    COMMISSIONER = "commissioner", _("Commissioner’s office")
    HOST = "host", _("Host authority")
    PUBLIC = "public", _("The public")


class DutyAccess(TextChoices):
    """Who sees that something is due."""

    PUBLIC = "public", _("Everybody")
    STAFF = "staff", _("Those who prepare the body’s business, and who owes it")
    DECISIONS = "decisions", _("Those who prepare the body’s business, and decisions staff of the Commissioner’s office")
    COMPLAINTS = "complaints", _("Those who prepare the body’s business, and complaints staff of the Commissioner’s office")
    PERFORMANCE = "reporting", _("Those who prepare the body’s business, and performance staff of the Commissioner’s office")
    COMMISSIONING = "contracts", _("Those who prepare the body’s business, and commissioning staff of the Commissioner’s office")


class DutyStatus(TextChoices):
    OPEN = "open", _("Open")
    MET = "met", _("Met")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")


class ReminderKind(TextChoices):
    SOON = "soon", _("Due soon")
    TODAY = "today", _("Due today")
    MISSED = "missed", _("Missed")


class ContributionStatus(TextChoices):
    """Where an authority stands on its share of what hosting the panel costs in a year."""

    PENDING = "pending", _("Asked for, not agreed yet")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    PAID = "paid", _("Paid")


class OfficeKind(TextChoices):
    """The offices to which complaints and decisions belong (a “relevant office holder” of SI 2012/62, regulation 2)."""

    COMMISSIONER = "commissioner", _("Commissioner")
    DEPUTY = "deputy", _("Deputy Commissioner")


class Delegator(TextChoices):
    """Whose power somebody else uses."""

    COMMISSIONER = "commissioner", _("The Commissioner")
    PANEL = "panel", _("The panel")


class RepresentativeKind(TextChoices):
    LINK_MEMBER = "link-member", _("Link member for a subject")
    REPRESENTATIVE = "representative", _("Representative on another body")
    OBSERVER = "observer", _("Observer")


class InterestCategory(TextChoices):
    """Headings of the register, after the Relevant Authorities (Disclosable Pecuniary Interests) Regulations 2012."""

    EMPLOYMENT = "employment", _("Employment, office, trade or profession")
    SPONSORSHIP = "sponsorship", _("Sponsorship")
    CONTRACTS = "contracts", _("Contracts")
    LAND = "land", _("Land, licences and tenancies")
    SECURITIES = "securities", _("Securities")
    MEMBERSHIP = "membership", _("Membership of other bodies")
    GIFTS = "gifts", _("Gifts and hospitality")
    OTHER = "other", _("Other interests")
