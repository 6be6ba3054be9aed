"""The words that the minutes add to what the clerk wrote: who moved, who declared, how the vote went, who came late.

Nothing here reads the database beyond the rows it is given, which `reading.read_minutes` fetched for all.
"""

from collections.abc import Iterable

from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.choices import ExemptParagraph
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import AttendanceStatus, ItemOutcome, Majority, MeetingStatus, Publication, Result
from meetings.choices import Vote as VoteChoice
from meetings.models import (
    Action,
    Attendance,
    Declaration,
    MinuteEntry,
    MinuteItem,
    Minutes,
    Recommendation,
    Resolution,
)
from meetings.rules.naming import body_begins
from panels.models import Body

COUNTS = (
    ("votes_for", gettext_lazy("%(count)d for")),
    ("votes_against", gettext_lazy("%(count)d against")),
    ("abstained", gettext_lazy("%(count)d abstained")),
    ("not_voting", gettext_lazy("%(count)d did not vote")),
    ("not_recorded", gettext_lazy("%(count)d not recorded")),
)
RESULTS = {
    Result.CARRIED: gettext_lazy("%(body)s resolved"),
    Result.LOST: gettext_lazy("%(body)s did not agree"),
    Result.FELL: gettext_lazy("Not put to the vote"),
}


def attendee_line(row: Attendance) -> str:
    """Somebody's name with council and office, and in whose place they sat."""
    name = str(row)
    line = ", ".join([name, *(part for part in (row.organisation, row.office) if part and part != name)])
    if row.substitute_for:
        line = _("%(line)s (in the place of %(name)s)") % {"line": line, "name": row.substitute_for.name}
    return line


def apologies_line(row: Attendance) -> str:
    """Who could not come, and who was to come instead."""
    line = attendee_line(row)
    if row.substitute_named:
        line = _("%(line)s (substitute: %(name)s)") % {"line": line, "name": row.substitute_named}
    return line


def exempt_actions_words(count: int) -> str:
    """What everybody reads of the actions that a board keeps in its exempt list."""
    return ngettext(
        "Actions: %(count)d is in the exempt actions list", "Actions: %(count)d are in the exempt actions list", count
    ) % {"count": count}


def times_lines(rows: Iterable[Attendance], called: dict[int, str]) -> list[str]:
    """Who arrived late and who left early, with the item; `called` names items as the reader may read them."""
    lines = []
    for row in rows:
        if row.status != AttendanceStatus.PRESENT:
            continue
        if row.arrived_at or row.arrived_item_id:
            lines.append(_arrived(row, called.get(row.arrived_item_id or 0, "")))
        if row.left_at or row.left_item_id:
            lines.append(_left(row, called.get(row.left_item_id or 0, "")))
    return lines


def _arrived(row: Attendance, item: str) -> str:
    said = {"name": str(row), "time": clock_time(row.arrived_at), "item": item}
    if row.arrived_at and item:
        return _("%(name)s arrived at %(time)s, in time for %(item)s") % said
    return (_("%(name)s arrived at %(time)s") if row.arrived_at else _("%(name)s arrived in time for %(item)s")) % said


def _left(row: Attendance, item: str) -> str:
    said = {"name": str(row), "time": clock_time(row.left_at), "item": item}
    if row.left_at and item:
        return _("%(name)s left at %(time)s, before %(item)s") % said
    return (_("%(name)s left at %(time)s") if row.left_at else _("%(name)s left before %(item)s")) % said


def item_called(item: MinuteItem, *, hidden: bool) -> str:
    """How a sentence names an item: by its number, or by the title that its reader may see."""
    if item.number:
        return _("item %(number)s") % {"number": item.number}
    return _("the item “%(title)s”") % {"title": seen_title(item, hidden=hidden)}


def seen_title(item: MinuteItem, *, hidden: bool) -> str:
    """The title, or the neutral one where the item is hidden from the reader."""
    return (item.neutral_title or _("Private item")) if hidden else item.title


def outcome_words(item: MinuteItem) -> str:
    """What became of an item that was not taken. Which meeting it is deferred to is said once that is announced."""
    if item.outcome != ItemOutcome.DEFERRED:
        return {
            ItemOutcome.WITHDRAWN: _("This item was withdrawn."),
            ItemOutcome.LAPSED: _("This item lapsed."),
        }.get(ItemOutcome(item.outcome or ItemOutcome.TAKEN), "")
    to = item.deferred_to
    if to is None or to.status == MeetingStatus.DRAFT or to.publication == Publication.MEMBERS:
        return _("This item was deferred to a later meeting.")
    return _("This item was deferred to the meeting of %(day)s.") % {"day": long_date(to.held_on)}


def room_words(names: list[str]) -> str:
    """Who was out of the room for an item."""
    if not names:
        return ""
    joined = joined_names(names)
    words = ngettext("%(names)s was not in the room for this item.", "%(names)s were not in the room for this item.", len(names))
    return words % {"names": joined}


def joined_names(names: list[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def resolution_lead(resolution: Resolution, body: Body) -> str:
    """“Moved by A and seconded by B. The panel unanimously resolved”."""
    said = str(RESULTS[Result(resolution.result)])
    if resolution.result == Result.CARRIED and resolution.is_unanimous:
        said = _("%(body)s unanimously resolved")
    said = said % {"body": body_begins(body)}
    return f"{moved} {said}" if (moved := _moved(resolution)) else said


def _moved(resolution: Resolution) -> str:
    said = {"mover": resolution.moved_by, "seconder": resolution.seconded_by}
    if resolution.moved_by and resolution.seconded_by:
        return _("Moved by %(mover)s and seconded by %(seconder)s.") % said
    return _("Moved by %(mover)s.") % said if resolution.moved_by else ""


def vote_words(resolution: Resolution) -> str:
    """“(12 for, 2 not recorded)”; what nobody did is left out. Empty without a vote."""
    counts = [(getattr(resolution, name), words) for name, words in COUNTS]
    if all(count is None for count, words in counts):
        return ""
    said = [words % {"count": count} for count, words in counts if count]
    if not said:
        return ""
    if resolution.majority == Majority.TWO_THIRDS and resolution.members_on_day:
        words = _("(%(counts)s; a veto needs two-thirds of all %(members)d members)")
        return words % {"counts": ", ".join(said), "members": resolution.members_on_day}
    return f"({', '.join(said)})"


def named_votes(resolution: Resolution) -> tuple[tuple[str, str], ...]:
    """Who voted how, where names were taken: (“For”, “A, B and C”), in the order of the choices."""
    voted: dict[str, list[str]] = {}
    for one in resolution.named_votes.all():
        voted.setdefault(one.vote, []).append(str(one.attendance))
    return tuple((str(label), joined_names(voted[value])) for value, label in VoteChoice.choices if value in voted)


def exclusion_words(resolution: Resolution) -> str:
    """Under which provision a resolution shuts the press and public out."""
    if not resolution.excludes_public or resolution.exempt_paragraph is None:
        return ""
    words = _("Local Government Act 1972, section 100A(4); Schedule 12A, paragraph %(paragraph)s")
    return words % {"paragraph": ExemptParagraph(resolution.exempt_paragraph).label}


def excluded_words(paragraph: int) -> str:
    """What everybody reads of a private item: that the panel resolved to exclude the public, and under which paragraph."""
    words = _(
        "The panel resolved to exclude the press and public for this item: Local Government Act 1972, section 100A(4) and "
        "Schedule 12A, paragraph %(paragraph)s."
    )
    return words % {"paragraph": ExemptParagraph(paragraph).label}


def declaration_lead(declaration: Declaration, called: str) -> str:
    """“A declared a disclosable pecuniary interest in item 8 and left the room for it”."""
    said = {"name": declaration.attendance, "item": called, "kind": declaration.get_nature_display().lower()}
    if declaration.left_room:
        return _("%(name)s declared an interest (%(kind)s) in %(item)s and left the room for it.") % said
    return _("%(name)s declared an interest (%(kind)s) in %(item)s.") % said


def asked_lead(entry: MinuteEntry) -> str:
    """“A asked”, or “Question” where nobody is named: it may have come from the public."""
    asker = entry.question.asked_by
    return _("%(name)s asked") % {"name": asker.name} if asker else _("Question")


def answered_lead(entry: MinuteEntry) -> str:
    """“B answered”."""
    by = entry.question.answered_by
    return _("%(name)s answered") % {"name": capfirst(by)} if by else _("Answer")


def recommendation_lead(recommendation: Recommendation, body: Body) -> str:
    """“The panel recommended to the Chief Constable”."""
    to = recommendation.made_to
    said = {"body": body_begins(body), "to": f"the {to[4:]}" if to.startswith("The ") else to}
    return _("%(body)s recommended to %(to)s") % said


def owner_words(action: Action, kept: dict) -> str:
    """Who is to do it; where the minutes kept it, as they have it."""
    return str(kept.get("owner_person") or kept.get("owner_name") or action.owner)


def due_words(action: Action, kept: dict) -> str:
    """By when somebody promised to do it, as the minutes kept it; empty where nobody said."""
    due_on, next_meeting = action.due_on, action.due_next_meeting
    if "due_next_meeting" in kept:
        due_on, next_meeting = parse_date(kept.get("due_on") or ""), kept["due_next_meeting"]
    if due_on:
        return _("by %(day)s") % {"day": long_date(due_on)}
    return _("by the next meeting") if next_meeting else ""


def end_words(minutes: Minutes) -> str:
    """“(The meeting ended at 1:50pm.)”"""
    if minutes.ended_at is None:
        return ""
    return _("(The meeting ended at %(time)s.)") % {"time": clock_time(minutes.ended_at)}
