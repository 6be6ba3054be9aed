"""What a row of an imported action log says: headings, owners, days and states in the words that clerks write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.choices import Access
from interface.fields import parse_date
from meetings.choices import ActionStatus, OwnerKind
from meetings.rules.actions import without_authority

# The columns by the field they fill; the file has them under these headings, in any order
COLUMNS: dict[str, Promise] = {
    "body": gettext_lazy("Body"),
    "text": gettext_lazy("Action"),
    "owner_kind": gettext_lazy("Kind of owner"),
    "owner_name": gettext_lazy("Who is to do it"),
    "due_on": gettext_lazy("Due"),
    "raised_on": gettext_lazy("Agreed on"),
    "access": gettext_lazy("Private"),
    "status": gettext_lazy("State"),
}
NEEDED = ("text", "owner_kind", "owner_name", "raised_on")
# Columns of our own export that an import reads past, and says so
PASSED_OVER: tuple[Promise, ...] = (
    gettext_lazy("Reference"), gettext_lazy("Overdue"), gettext_lazy("Last evidence"), gettext_lazy("Last update"),
    gettext_lazy("Closed on"), gettext_lazy("Closed by"), gettext_lazy("Address"),
)  # fmt: skip
NEXT_MEETING = ("next meeting", "the next meeting", "by the next meeting", "by next meeting")
YES = ("yes", "y", "true", "1", "private", "exempt")
NO = ("", "no", "n", "false", "0", "public")
LONGEST_NAME = 160


@dataclass
class Headings:
    """How the headings of a file are understood: the field of each column, those passed over, and what is wrong."""

    fields: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_headings(headings: Sequence[str]) -> Headings:
    """Match headings, whatever their capitals and spaces, with the columns of an import."""
    known = {_same(str(words)): name for name, words in COLUMNS.items()}
    passed = {_same(str(words)) for words in PASSED_OVER}
    read = Headings()
    for words in headings:
        name = known.get(_same(words), "")
        if name and name in read.fields:
            read.problems.append(_("The column “%(name)s” is there twice. Take one out") % {"name": words})
        if not name and _same(words) in passed:
            read.passed_over.append(words)
        elif not name and words:
            read.problems.append(_("We do not know the column “%(name)s”. Take it out, or correct its heading") % {"name": words})
        elif not name:
            read.problems.append(_("A column has no heading. Write one, or take the column out"))
        read.fields.append(name)
    missing = [str(COLUMNS[name]) for name in NEEDED if name not in read.fields]
    read.problems += [_("Add the column “%(name)s”") % {"name": name} for name in missing]
    return read


def read_owner_kind(text: str) -> OwnerKind:
    """Person, office or organisation, with or without the article. Raises ValueError with the words of the error."""
    word = _same(text).removeprefix("an ").removeprefix("a ")
    if word not in OwnerKind.values:
        raise ValueError(_("Write person, office or organisation"))
    return OwnerKind(word)


def read_due(text: str) -> date | str | None:
    """A day, `"next"` for the next meeting, None where nothing is said. Raises ValueError with the words of the error."""
    if not text.strip():
        return None
    if re.sub(r"\s*\(.*\)$", "", _same(text)) in NEXT_MEETING:  # our export adds the day of that meeting in brackets
        return "next"
    return _day(text, _("Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17, or “next meeting”"))


def read_raised_on(text: str) -> date:
    """The day on which it was agreed. Raises ValueError with the words of the error."""
    if not text.strip():
        raise ValueError(_("Write the day on which the action was agreed"))
    return _day(text, _("Write a day like 17/3/22, 17 Mar 2022 or 2022-03-17"))


def read_access(text: str) -> Access:
    """Private or public; nothing means public. Raises ValueError with the words of the error."""
    word = _same(text)
    if word in YES:
        return Access.EXEMPT
    if word in NO:
        return Access.PUBLIC
    raise ValueError(_("Write yes or no"))


def read_status(text: str) -> ActionStatus:
    """Open alone: whatever settled or answered an action is recorded in the log, with its authority. Raises ValueError."""
    word = _same(text)
    if word in ("", _same(str(ActionStatus.OPEN.label)), ActionStatus.OPEN.value):
        return ActionStatus.OPEN
    if word in (_same(str(ActionStatus.CLOSED.label)), ActionStatus.CLOSED.value):
        raise ValueError(_("%(rule)s. Leave closed actions out") % {"rule": without_authority()})
    raise ValueError(_("Only open actions can be taken in. Take them in as open, then record in the log what answered them"))


def read_text(text: str) -> str:
    """What is to be done. Raises ValueError with the words of the error."""
    if not text.strip():
        raise ValueError(_("Write what is to be done"))
    return text.strip()


def read_owner_name(text: str) -> str:
    """Who is to do it. Raises ValueError with the words of the error."""
    if not text.strip():
        raise ValueError(_("Write who is to do it"))
    if len(text.strip()) > LONGEST_NAME:
        raise ValueError(_("Shorten this to %(most)d letters") % {"most": LONGEST_NAME})
    return text.strip()


def same_action(text: str, raised_on: date) -> tuple[str, date]:
    """What two entries of one action have in common, whatever their capitals, spaces and full stop."""
    return _same(text).rstrip("."), raised_on


def one_by_name(name: str, people: Mapping[str, Sequence[int]]) -> int:
    """The key of the one person who goes by a name. Raises ValueError where there is none, or more than one."""
    found = people.get(_same(name), ())
    if not found:
        raise ValueError(_("Nobody of that name is known here. Check the spelling, or write an office"))
    if len(found) > 1:
        raise ValueError(_("Several people have that name. Enter this action in the log itself"))
    return found[0]


def same_name(name: str) -> str:
    """A name as `one_by_name` looks it up."""
    return _same(name)


def _day(text: str, words: str) -> date:
    day = parse_date(text)
    if day is None:
        raise ValueError(words)
    return day


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
