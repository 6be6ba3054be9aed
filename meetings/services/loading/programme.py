"""The work programme, the events and who must attend, from `programme.json`. Loading twice changes nothing."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from accounts.models import User
from interface import clock
from meetings.models import Event, Meeting, ProgrammeEntry, WorkProgramme
from meetings.services.events import create_event
from meetings.services.programme import (
    add_entry,
    cancel_entry,
    create_programme,
    defer_entry,
    mark_done,
    publish_programme,
    set_standing_reports,
)
from meetings.services.required import list_version, set_required
from panels.models import Body, PoliceArea

Row = dict[str, Any]
FILE = "programme.json"


def read_programme(folder: Path) -> Row:
    """What the folder's file tells of the year; nothing where there is no file."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def load_programme(data: Row, *, area: PoliceArea, actor: User) -> None:
    """Load what is not there yet. Raises ValidationError where the file asks for what may not be."""
    for row in data.get("programmes", []):
        body = Body.objects.get(area=area, slug=row["body"])
        if not WorkProgramme.objects.filter(body=body, started_on=date.fromisoformat(row["started_on"])).exists():
            _load(row, body, actor)
    for row in data.get("events", []):
        if not Event.objects.filter(area=area, title=row["title"]).exists():
            _event(row, area, actor)
    for row in data.get("must_attend", []):
        meeting = _meeting(row, area)
        if not meeting.attendances.filter(must_attend=True).exists():
            with _on(meeting.announced_at.date() if meeting.announced_at else meeting.held_on):
                set_required(meeting=meeting, version=list_version(meeting), people=None, actor=actor)


def _load(row: Row, body: Body, actor: User) -> None:
    days: Row = {name: date.fromisoformat(row[name]) for name in ("started_on", "ended_on")}
    with _on(date.fromisoformat(row["published_on"])):
        programme = create_programme(body=body, actor=actor, introduction=row["introduction"], **days)
        reports = [(one["title"], one["note"]) for one in row["standing"]]
        programme = set_standing_reports(programme=programme, version=programme.version, reports=reports, actor=actor)
        programme = publish_programme(programme=programme, version=programme.version, actor=actor)
        entries = [(one, _entry(programme, one, actor)) for one in row["entries"]]
    for one, entry in entries:
        _settle(entry, one, actor)


def _entry(programme: WorkProgramme, row: Row, actor: User) -> ProgrammeEntry:
    day = row.get("planned_for")
    return add_entry(
        programme=programme,
        title=row["title"],
        actor=actor,
        meeting=_meeting(row, programme.area) if "held_on" in row else None,
        planned_for=date.fromisoformat(day) if day else None,
        notes=row.get("notes", ""),
        minutes_planned=row.get("minutes"),
        is_private=row.get("is_private", False),
    )


def _settle(entry: ProgrammeEntry, row: Row, actor: User) -> None:
    """What became of an entry, on the day that the file names or that of its meeting."""
    if row["state"] == "planned":
        return
    day = row.get("on") or row["held_on"]
    facts: Row = {"entry": entry, "version": entry.version, "actor": actor}
    with _on(date.fromisoformat(day)):
        if row["state"] == "done":
            mark_done(**facts)
        elif row["state"] == "cancelled":
            cancel_entry(reason=row["reason"], **facts)
        else:
            defer_entry(meeting=_meeting(row["deferred_to"], entry.programme.area), reason=row["reason"], **facts)


def _event(row: Row, area: PoliceArea, actor: User) -> None:
    facts = {name: value for name, value in row.items() if name not in ("held_on", "starts_at", "ends_at")}
    facts["held_on"] = date.fromisoformat(row["held_on"]) if "held_on" in row else None
    facts |= {name: time.fromisoformat(row[name]) for name in ("starts_at", "ends_at") if name in row}
    create_event(body=Body.objects.panel_of(area, clock.today()), actor=actor, **facts)


def _meeting(row: Row, area: PoliceArea) -> Meeting:
    return Meeting.objects.for_page().get(area=area, held_on=date.fromisoformat(row["held_on"]), kind=row["kind"])


def _on(day: date) -> Any:
    return clock.stand_on(datetime.combine(day, time(11, 0)))
