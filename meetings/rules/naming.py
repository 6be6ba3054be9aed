"""What a sentence calls the body that met: minutes, prints and mails of a board never speak of “the panel”."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.choices import AttendanceGroup


def the_body(body: Any) -> str:
    """“the panel”; of a body that the Commissioner calls, its name: “the Police and Crime Board”."""
    if not body.is_of_commissioner:
        return _("the panel")
    name = str(body.name)
    return f"{name[:1].lower()}{name[1:]}" if name.startswith("The ") else _("the %(body)s") % {"body": name}


def body_begins(body: Any) -> str:
    """The same at the beginning of a sentence."""
    return str(capfirst(the_body(body)))


def draft_words(body: Any) -> str:
    """What weight draft minutes have."""
    return _("Draft. Not agreed until %(body)s confirms it.") % {"body": the_body(body)}


def exempt_foot(body: Any) -> str:
    """What stands across the foot of a file that holds more than the public reads."""
    if body.is_of_commissioner:
        return _("Private: for %(body)s and those who attend it. Not for publication") % {"body": the_body(body)}
    return _("Exempt: panel members and officers. Not for publication")


def group_label(group: str, body: Any) -> str:
    """The heading of a group of who attended."""
    if group == AttendanceGroup.MEMBERS and body.is_of_commissioner:
        return _("Members")
    return str(AttendanceGroup(group).label)
