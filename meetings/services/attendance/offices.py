"""The names of those who attend a board: the agenda names an office, the minutes the person, and what they call the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.choices import AttendanceGroup, AttendanceStatus
from meetings.models import Absence, Attendance, Meeting, Minutes
from meetings.rules.attendance import in_order
from meetings.services.attendance.keeping import lock_attendance, note, save_row
from meetings.services.attendance.named import named_words

WORDS = ("name", "office", "organisation")


@dataclass(frozen=True)
class Named:
    """What somebody saving the names says of one row, read at `version`: who it is, and the office as the minutes have it.

    `stands_for` is the row of an office of the agenda that this person came for, where another row was made for them.
    """

    attendance: Attendance
    version: int
    name: str
    office: str
    organisation: str = ""
    stands_for: Attendance | None = None

    @property
    def number(self) -> int:
        return self.attendance.number


def rows_to_name(meeting: Meeting) -> list[Attendance]:
    """Everybody in the list who is no member, in order: members are known by their seats."""
    rows = Attendance.objects.filter(meeting=meeting, person__isnull=True).exclude(group=AttendanceGroup.MEMBERS)
    return in_order(rows.select_related("standing", "person"))


@transaction.atomic
def name_attendees(*, meeting: Meeting, rows: Sequence[Named], actor: User | None) -> list[Attendance]:
    """Save who came for each office and how the minutes write it, all of it or nothing. Returns the rows that changed.

    A row that stands for an office of the agenda takes the place of the one that was expected for it: “OCC CFO” came for the
    “Constabulary CFO”. Raises ValidationError with problems by field, named `name-3` for the third row: somebody else saved
    it meanwhile, neither name nor office, a name that is there twice, an office that somebody else came for.
    """
    locked, minutes = lock_attendance(meeting)
    held = {row.number: row for row in _held(locked)}
    if any(one.number not in held for one in rows):
        raise ValidationError(_("Somebody was taken off the list meanwhile. Open this page again"), code="gone")
    changed = [one for one in rows if _differs(held[one.number], one)]
    _refuse(held, changed)
    for one in changed:
        _put(held, one, minutes)
    if changed:
        note(locked, minutes, actor, "meetings.attendees_named", rows=[one.number for one in changed])
    return [held[one.number] for one in changed]


def _held(meeting: Meeting) -> Any:
    rows = Attendance.objects.select_for_update(of=("self",)).filter(meeting=meeting).order_by("number")
    return rows.select_related("person", "standing")


def _differs(row: Attendance, one: Named) -> bool:
    return one.stands_for is not None or any(getattr(row, field) != getattr(one, field).strip() for field in WORDS)


def _refuse(held: Mapping[int, Attendance], changed: Sequence[Named]) -> None:
    problems: dict[str, Any] = {}
    names = {row.number: str(row).casefold() for row in held.values() if row.name or row.person}
    for one in changed:
        names.pop(one.number, None)
    for one in changed:
        if problem := _problem(held, one, names):
            problems[f"{problem[0]}-{one.number}"] = problem[1]
        elif one.name.strip():
            names[one.number] = one.name.strip().casefold()
    if problems:
        raise ValidationError(problems)


def _problem(held: Mapping[int, Attendance], one: Named, names: Mapping[int, str]) -> tuple[str, Any] | None:
    """What speaks against what is said of one row: the field, and the words."""
    row = held[one.number]
    try:
        row.still_at(one.version)
    except ValidationError as stale:
        return "name", stale
    if not one.name.strip() and not one.office.strip():
        return "name", _("Enter a name or an office")
    if one.name.strip().casefold() in names.values():
        return "name", _("%(name)s is in the list already") % {"name": one.name.strip()}
    return _standing_problem(held, one)


def _standing_problem(held: Mapping[int, Attendance], one: Named) -> tuple[str, Any] | None:
    if one.stands_for is None:
        return None
    there = held.get(one.stands_for.number)
    if there is None or there.standing is None or there.number == one.number:
        return "stands", _("Choose an office of the agenda")
    if held[one.number].standing is not None:
        return "stands", _("This row stands for an office of the agenda already")
    if there.name or there.status != AttendanceStatus.EXPECTED:
        return "stands", _("It is said already who came for %(office)s") % {"office": there.standing}
    return None


def _put(held: dict[int, Attendance], one: Named, minutes: Minutes | None) -> None:
    row = held[one.number]
    for field in WORDS:
        setattr(row, field, getattr(one, field).strip())
    if one.stands_for is not None:
        gone = held.pop(one.stands_for.number)
        if minutes and (words := named_words(minutes, gone)):
            raise ValidationError({f"stands-{one.number}": words})
        row.standing = gone.standing
        Absence.objects.filter(attendance=gone).delete()
        gone.delete()
    save_row(row)
