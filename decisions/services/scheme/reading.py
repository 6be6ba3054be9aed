"""What the pages of the publication scheme show: every item of an area with how it stands, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from decisions.due.scheme import KIND, known_of
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.registry import SchemeFact, scheme_facts
from decisions.rules.scheme import Known, State, state_of
from interface import clock
from panels.choices import DECIDES
from panels.models import Appointment, Obligation, PoliceArea


@dataclass(frozen=True)
class Line:
    """An item as it stands in an area: who sees to it, what a register of the portal holds of it, and its state."""

    item: SchemeItem
    duty: SchemeDuty | None
    state: State
    fact: SchemeFact | None = None

    @property
    def newest(self) -> SchemePublication | None:
        """The newest publication that stands."""
        return self.state.newest

    @property
    def owner(self) -> str:
        """Who sees to it: the office's words, and the person where one is named."""
        if self.duty is None:
            return ""
        person = str(self.duty.owner_user) if self.duty.owner_user else ""
        return ", ".join(one for one in (self.duty.owner, person) if one)


def lines_of(area: PoliceArea, on: date | None = None) -> list[Line]:
    """Every item that is in force on a day (today unless given), in the Order's own sequence."""
    today = on or clock.today()
    return _lines(area, list(SchemeItem.objects.on(today).order_by("position", "key")), today)


def line_of(area: PoliceArea, item: SchemeItem) -> Line:
    """One item as it stands today."""
    return _lines(area, [item], clock.today())[0]


def _lines(area: PoliceArea, items: list[SchemeItem], today: date) -> list[Line]:
    duties = {one.item_id: one for one in SchemeDuty.objects.filter(area=area, item__in=items).select_related("owner_user")}
    made: dict[int, list[SchemePublication]] = defaultdict(list)
    for one in SchemePublication.objects.filter(area=area, item__in=items).select_related("file").order_by("pk"):
        made[one.item_id].append(one)
    owed: dict[str, list[Obligation]] = defaultdict(list)
    for row in Obligation.objects.filter(area=area, subject_kind=KIND, subject_key__in=[str(one.pk) for one in duties.values()]):
        owed[row.subject_key].append(row)
    facts = scheme_facts(area, {item.register for item in items if item.register})
    found = []
    for item in items:
        duty, fact = duties.get(item.pk), facts.get(item.register)
        known = known_of(owed[str(duty.pk)]) if duty else Known()
        state = state_of(item, duty, made[item.pk], today, area.nation, is_here=fact is not None, known=known)
        found.append(Line(item, duty, state, fact))
    return found


def current_item(key: str) -> SchemeItem | None:
    """The row of an item that is in force, else the newest one that was."""
    return SchemeItem.objects.filter(key=key, started_on__lte=clock.today()).order_by("-started_on").first()


def people_of_office(area: PoliceArea) -> QuerySet[User]:
    """Who works on decisions in the Commissioner's office of an area today: to whom an item can be given."""
    held = Appointment.objects.on(clock.today()).filter(area=area, role__in=DECIDES)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "email")
