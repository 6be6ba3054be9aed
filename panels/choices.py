"""Words that are values, not code: kinds of policing body, nation, authority, body, office and rule unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class HeldOfficeKind(TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice-chair", _("Vice-Chair")


class Jurisdiction(TextChoices):
    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")


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
