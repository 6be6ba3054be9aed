"""A member's declaration of an interest: who declares it, in which item, and that they left the room for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.choices import AttendanceGroup, AttendanceStatus, InterestNature
from meetings.models import Absence, Declaration, MinuteEntry, MinuteItem
from meetings.services.minutes.contents import Content
from meetings.services.minutes.roll import presence_problem


def checked_declaration(item: MinuteItem, content: Content) -> Content:
    """The content as it stands. Raises ValidationError by field: attendance, about, nature, interest, text.

    Its words are wanted unless the interest is in the register: a sensitive one is never put in words (Localism Act
    2011, s.32).
    """
    problems = _who_problems(item, content) | _what_problems(item, content)
    if problems:
        raise ValidationError(problems)
    return content


def keep_declaration(entry: MinuteEntry, content: Content) -> Declaration:
    """Write the declaration of an entry; who left the room for the item is out of it."""
    row = getattr(entry, "declaration", None) or Declaration(entry=entry)
    if row.pk:
        let_back_in(row)
    for name, value in content.items():
        if name != "text":
            setattr(row, name, value)
    row.full_clean()
    row.save()
    send_out(row)
    return row


def send_out(declaration: Declaration) -> None:
    """A member who left the room for an item is out of it."""
    if declaration.left_room:
        Absence.objects.get_or_create(item=declaration.about, attendance=declaration.attendance)


def let_back_in(declaration: Declaration) -> None:
    """Undo that, unless another declaration of the member says the same."""
    if not declaration.left_room:
        return
    here = {"about": declaration.about_id, "attendance": declaration.attendance_id}
    others = Declaration.objects.filter(**here, left_room=True, entry__removed_at__isnull=True)
    if not others.exclude(pk=declaration.pk).exists():
        Absence.objects.filter(item=declaration.about_id, attendance=declaration.attendance_id).delete()


def _who_problems(item: MinuteItem, content: Content) -> dict[str, Any]:
    row, interest = content["attendance"], content["interest"]
    if row is None or row.meeting_id != item.minutes.meeting_id or row.group != AttendanceGroup.MEMBERS:
        return {"attendance": _("Choose a member of this meeting")}
    row.refresh_from_db(fields=["status"])
    if row.status != AttendanceStatus.PRESENT:
        return {"attendance": presence_problem(row)}
    body = item.minutes.meeting.body_id
    if interest and (interest.person_id != row.person_id or interest.body_id != body or interest.removed_at):
        return {"interest": _("Choose an interest that %(name)s has registered") % {"name": row}}
    return {}


def _what_problems(item: MinuteItem, content: Content) -> dict[str, Any]:
    found: dict[str, Any] = {}
    about = content["about"]
    if about is None or about.minutes_id != item.minutes_id:
        found["about"] = _("Choose the item that the interest is in")
    if content["nature"] not in InterestNature.values:
        found["nature"] = _("Choose the kind of interest")
    if not content["text"] and content["interest"] is None:
        found["text"] = _("Say what the interest is, or choose it from the register")
    return found
