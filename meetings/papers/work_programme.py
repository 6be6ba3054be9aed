"""The live paper of the work programme: what everybody may read of it, as at a day."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sources import source
from interface.templatetags.dates import short_date
from meetings.models import Meeting, ProgrammeEntry, StandingReport, WorkProgramme
from meetings.papers.tables import table
from meetings.rules.programme import Group, Row, body_words, lay_out
from panels.models import Body, PoliceArea

WORK_PROGRAMME = "work-programme"
PUBLIC = AnonymousUser()  # the paper is for everybody: it says what everybody may see, and nothing else
MARKS = re.compile(r"([\\`*_\[\]<>#~!&])")
AT_THE_START = re.compile(r"^(\d+(?=[.)])|[A-Z][a-z]+(?=:)|)([-+=.):])")  # of a line: a list, a rule, a chart, a caption


@source(WORK_PROGRAMME, gettext_lazy("Work programme"))
def work_programme(area: PoliceArea, body: Body, on: date) -> tuple[str, dict[str, Any]]:
    """The published programme of a body's year on a day: date, business and notes, then what comes to every meeting."""
    programme = programme_on(body, on)
    if programme is None:
        return _("No work programme is published.") + "\n", {}
    groups = _groups(programme)
    parts = [_safe(programme.introduction)] if programme.introduction.strip() else []
    rows = [_cells(group, row) for group in groups for row in group.rows]
    if rows:
        caption = _("Work programme %(years)s") % {"years": programme.years}
        parts.append(table(caption, (_("Date"), _("Business"), _("Notes")), rows))
    else:
        parts.append(_("Nothing is planned yet."))
    if standing := list(programme.standing_reports.all()):
        parts += [f"## {_('Reports to every meeting')}", _standing(standing)]
    return "\n\n".join(parts) + "\n", {}


def programme_on(body: Body, on: date) -> WorkProgramme | None:
    """The published programme of the year in which a day falls; between two years, the one that ended last."""
    out = WorkProgramme.objects.visible_to(PUBLIC).filter(body=body, started_on__lte=on)
    return out.order_by("-started_on").first()


def _groups(programme: WorkProgramme) -> list[Group]:
    seen = ProgrammeEntry.objects.visible_to(PUBLIC).filter(programme=programme)
    entries = list(seen.for_page().select_related("followed_by__programme"))
    meetings = list(Meeting.objects.visible_to(PUBLIC).filter(body=programme.body_id).order_by("held_on", "starts_at", "slug"))
    return lay_out(entries, meetings, named=body_words(programme.body))


def _cells(group: Group, row: Row) -> tuple[str, str, str]:
    """A row of the table. What became of the business stands before the notes, in words, then what its meeting is."""
    notes = [f"**{row.words}.**" if row.words else f"{row.entry.get_state_display()}."]
    if kept := _not_open(group):
        notes.append(kept)
    if row.mismatch:
        notes.append(row.mismatch)
    if row.entry.notes.strip():
        notes.append(_safe(row.entry.notes))
    lead = _(" (lead: %(name)s)") % {"name": _safe(row.entry.lead)} if row.entry.lead.strip() else ""
    return _when(group), _safe(row.entry.title) + lead, " ".join(notes)


def _when(group: Group) -> str:
    """The day of the meeting, on one line of a narrow column; or that no day is agreed."""
    return short_date(group.day) if group.day else _("No meeting yet")


def _not_open(group: Group) -> str:
    """That the meeting does not take place, or is not one that the public can attend; empty of any other."""
    if group.is_off:
        return _("The meeting is %(state)s.") % {"state": group.meeting.get_status_display().lower()}
    return _("Not a public meeting.") if group.is_not_public else ""


def _standing(reports: Sequence[StandingReport]) -> str:
    lines = [f"- **{_safe(one.title)}**" + (f": {_safe(one.note)}" if one.note.strip() else "") for one in reports]
    return "\n".join(lines)


def _safe(text: str) -> str:
    """Words that stand as they are in Markdown, on one line."""
    return AT_THE_START.sub(r"\1\\\2", MARKS.sub(r"\\\1", " ".join(text.split())))
