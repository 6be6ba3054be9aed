"""What an imported action log may name: bodies, people and meetings of an area, and the actions that are there already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.choices import ActionStatus
from meetings.models import Action, Meeting
from meetings.rules.action_rows import one_by_name, same_action, same_name
from meetings.rules.actions import NOT_TAKING_PLACE
from panels.models import Body, Person

Twin = tuple[int, str, date]


@dataclass
class KnownNames:
    """Read once for a whole file."""

    bodies: dict[str, Body]
    people: dict[str, list[int]]
    persons: dict[int, Person]
    meetings: dict[tuple[int, date], list[Meeting]]
    twins: dict[Twin, str]

    def body(self, name: str) -> Body:
        """The body of a name or address; without one, the only body there is. Raises ValueError with the words of the error."""
        different = {body.pk: body for body in self.bodies.values()}
        if not name.strip() and len(different) == 1:
            return next(iter(different.values()))
        if not name.strip():
            raise ValueError(_("Write the body that agreed the action"))
        if found := self.bodies.get(same_name(name)):
            return found
        raise ValueError(_("You keep the actions of no body of that name. Check the spelling"))

    def person(self, name: str) -> Person:
        """The one person who goes by a name. Raises ValueError with the words of the error."""
        return self.persons[one_by_name(name, self.people)]

    def meeting(self, body: Body, day: date) -> Meeting | None:
        """The one meeting of a body on a day."""
        found = self.meetings.get((body.pk, day), [])
        return found[0] if len(found) == 1 else None

    def twin(self, body: Body, text: str, raised_on: date) -> str:
        """Why an action is not entered twice; empty when it is new."""
        return self.twins.get((body.pk, *same_action(text, raised_on)), "")

    def note(self, action: Action, row: int) -> None:
        """Remember an action that a row of the file entered."""
        words = _("This is the same action as in row %(row)d. Take one of them out") % {"row": row}
        self.twins[action.body_id, *same_action(action.text, action.raised_on)] = words


def known_names(bodies: Sequence[Body], *, hold: bool = False) -> KnownNames:
    """Everything that a file about some bodies of one area may name, in five queries.

    With `hold` whoever takes in a file for these bodies next waits for this transaction, and then sees what it entered.
    """
    if hold:
        list(Body.objects.select_for_update(no_key=True).filter(pk__in=[body.pk for body in bodies]).order_by("pk"))
    named = {same_name(words): body for body in bodies for words in (body.name, body.slug)}
    areas = {body.area_id for body in bodies}
    people: dict[str, list[int]] = {}
    persons = {person.pk: person for person in Person.objects.filter(area__in=areas).prefetch_related("aliases")}
    for person in persons.values():
        for name in {same_name(words) for words in (person.name, *(alias.name for alias in person.aliases.all()))}:
            people.setdefault(name, []).append(person.pk)
    meetings: dict[tuple[int, date], list[Meeting]] = {}
    for meeting in Meeting.objects.filter(body__in=bodies).exclude(status__in=NOT_TAKING_PLACE).order_by("starts_at", "slug"):
        meetings.setdefault((meeting.body_id, meeting.held_on), []).append(meeting)
    return KnownNames(named, people, persons, meetings, _twins(bodies))


def _twins(bodies: Sequence[Body]) -> dict[Twin, str]:
    words = _("This action is in the log already as %(reference)s. Take the row out")
    taken_back = Q(status=ActionStatus.SUPERSEDED, superseded_by__isnull=True)
    rows = Action.objects.filter(~taken_back, body__in=bodies).values_list("body", "text", "raised_on", "reference")
    return {(body, *same_action(text, day)): words % {"reference": reference} for body, text, day, reference in rows}
