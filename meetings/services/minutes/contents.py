"""What an entry of each kind holds, by name: the values that services take, and the plain ones kept of every save."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from meetings.choices import EntryKind, InterestNature, Majority, OwnerKind, Result
from meetings.models import Attendance, MinuteEntry

Content = dict[str, Any]

TEXT: Mapping[str, Any] = {"text": ""}
COUNTS = ("votes_for", "votes_against", "abstained", "not_voting", "not_recorded")
RESOLUTION: Mapping[str, Any] = {
    **TEXT,
    "moved_by": None,
    "seconded_by": None,
    "result": Result.CARRIED,
    "majority": Majority.SIMPLE,
    **dict.fromkeys(COUNTS),
    "named": {},
    "is_unanimous": False,
    "unanimous_reason": "",
    "excludes_public": False,
    "exempt_paragraph": None,
}
FIELDS: Mapping[str, Mapping[str, Any]] = {
    EntryKind.NARRATIVE: TEXT,
    EntryKind.PROCEDURE: TEXT,
    EntryKind.TAKEN_AS_READ: TEXT,
    EntryKind.NONE_RECEIVED: TEXT,
    EntryKind.QUESTION: {**TEXT, "asked_by": None, "answered_by": "", "answer": ""},
    EntryKind.RESOLUTION: RESOLUTION,
    EntryKind.DECLARATION: {
        **TEXT,
        "attendance": None,
        "about": None,
        "nature": InterestNature.OTHER,
        "left_room": False,
        "interest": None,
    },
    EntryKind.ACTION: {
        **TEXT,
        "owner_kind": OwnerKind.OFFICE,
        "owner_person": None,
        "owner_name": "",
        "owner_user": None,
        "due_on": None,
        "due_next_meeting": False,
    },
    EntryKind.RECOMMENDATION: {**TEXT, "made_to": ""},
}
# Those that are a record of their own beside the entry, by the name of the relation
RECORDS = frozenset({EntryKind.QUESTION, EntryKind.RESOLUTION, EntryKind.DECLARATION, EntryKind.ACTION, EntryKind.RECOMMENDATION})


def content_of(entry: MinuteEntry) -> Content:
    """What an entry says now, by the names that `add_entry` and `save_entry` take."""
    content: Content = {"text": entry.text}
    if entry.kind not in RECORDS:
        return content
    row = getattr(entry, entry.kind)
    content |= {name: getattr(row, name) for name in FIELDS[entry.kind] if name not in ("text", "named")}
    if entry.kind == EntryKind.RESOLUTION:
        content["named"] = dict(row.named_votes.values_list("attendance_id", "vote"))
    return content


def merged(kind: str, present: Mapping[str, Any], given: Mapping[str, Any]) -> Content:
    """The whole content after a save: what is given in place of what is there, words without the space around them.

    Votes by name that come without counts are counted anew. Raises TypeError for a name that the kind does not know.
    """
    if unknown := set(given) - set(FIELDS[kind]):
        raise TypeError(f"An entry of kind {kind} has no {', '.join(sorted(unknown))}")
    content = {**FIELDS[kind], **present, **given}
    if "named" in given and not any(name in given for name in COUNTS):
        content |= dict.fromkeys(COUNTS)
    if "named" in content:
        content["named"] = dict(content["named"] or {})
    return {name: value.strip() if isinstance(value, str) else value for name, value in content.items()}


def plain(kind: str, content: Mapping[str, Any]) -> Content:
    """The content as JSON keeps it for ever: people and items by the words that name them, votes as pairs of name and vote."""
    return {"kind": str(kind), **{name: _plain(name, value) for name, value in content.items()}}


def _plain(name: str, value: Any) -> Any:
    if name == "named":
        return _named_words(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return getattr(value, "title", "") or str(value)
    return str(value) if isinstance(value, str) else value


def _named_words(named: Mapping[int, str]) -> list[list[str]]:
    rows = Attendance.objects.filter(pk__in=named).select_related("person").order_by("number") if named else []
    return [[str(row), str(named[row.pk])] for row in rows]
