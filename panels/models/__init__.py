"""Who meets, who sits, who serves, and the rules they follow."""

from panels.models.area import Authority, AuthorityAlias, Body, PoliceArea
from panels.models.arrangements import (
    Contribution,
    CoOptionConsent,
    Delegation,
    Election,
    HostNotice,
    Representative,
)
from panels.models.counters import Counter
from panels.models.due import Obligation, Reminder
from panels.models.interests import Interest
from panels.models.people import Appointment, HeldOffice, Membership, OfficeHolder, Person, PersonAlias
from panels.models.rules import InformationSheet, LocalRule, Rule
from panels.models.service import ContactOfficer, Host

__all__ = [
    "Appointment", "Authority", "AuthorityAlias", "Body", "CoOptionConsent", "ContactOfficer", "Contribution", "Counter",
    "Delegation", "Election", "HeldOffice", "Host", "HostNotice", "InformationSheet", "Interest", "LocalRule", "Membership",
    "Obligation", "OfficeHolder", "Person", "PersonAlias", "PoliceArea", "Reminder", "Representative", "Rule",
]  # fmt: skip
