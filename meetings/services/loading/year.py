"""A body's year from files: venues, standing items, meetings, agendas, papers, minutes. Loading twice changes nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Access, PaperKind
from documents.services.packs import Progress
from documents.services.papers import redraw_paper
from interface import clock
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import AgendaItem, ItemPaper, Meeting, TemplateItem, Venue
from meetings.services.agenda import add_item, delete_item
from meetings.services.loading import after, programme, questions
from meetings.services.loading import minutes as past
from meetings.services.meetings import (
    announce_meeting,
    cancel_meeting,
    create_meeting,
    hold_meeting,
    postpone_meeting,
)
from meetings.services.packs import build_packs
from meetings.services.papers import add_paper
from meetings.services.publishing import publish_agenda
from panels.models import Body, PoliceArea

PUBLISHED_AT = time(16, 0)
Tell = Callable[[str], None]


def read_year(folder: Path) -> dict[str, Any]:
    """The year that a folder holds: `meetings.json`, `minutes/*.json`, `programme.json` and `questions.json`, with the texts
    and charts that they name put in."""
    year = json.loads((folder / "meetings.json").read_text())
    _put_minutes(year["meetings"], folder)
    _put_questions(year["meetings"], folder)
    year["programme"] = programme.read_programme(folder)
    for meeting in year["meetings"]:
        _read_papers(meeting, folder)
    return year


def _read_papers(meeting: dict[str, Any], folder: Path) -> None:
    for item in meeting.get("items", []):
        for paper in item.get("papers", []):
            _read(paper, folder)
    for row in meeting.get("requests", []):
        if "sent" in row:
            _read(row["sent"], folder)
    for row in meeting.get("supplements", []):
        for paper in [*row["papers"], *row["late_reports"]]:
            _read(paper, folder)


def _put_questions(rows: list[dict[str, Any]], folder: Path) -> None:
    """Give each meeting what the public sent for it."""
    for question in questions.read_questions(folder):
        asked = next(row for row in rows if (row["held_on"], row["kind"]) == (question["for"], MeetingKind.ORDINARY))
        asked.setdefault("questions", []).append(question)


def _put_minutes(rows: list[dict[str, Any]], folder: Path) -> None:
    """Give each meeting that has minutes in the folder those, and an agenda of their items."""
    for path in sorted((folder / "minutes").glob("*.json")):
        doc = json.loads(path.read_text())
        held = next(row for row in rows if (row["held_on"], row["kind"]) == (doc["held_on"], doc["kind"]))
        held |= {"items": past.agenda_rows(doc), "minutes": doc}


def _read(paper: dict[str, Any], folder: Path) -> None:
    """Put the text or the file that a paper names in its place; one from a register names neither."""
    if "source" in paper:
        return
    if "upload" in paper:
        path = folder / paper["upload"]
        paper["upload"] = (path.name, path.read_bytes())
        return
    paper["text"] = (folder / paper.pop("file")).read_text()
    paper["charts"] = json.loads((folder / paper["charts"]).read_text()) if "charts" in paper else {}


def load_year(
    year: dict[str, Any], *, area: PoliceArea, actor: User, tell: Tell, progress: Progress | None = None,
    before_publishing: Callable[[], Any] | None = None,
) -> int:  # fmt: skip
    """Load what is not there yet and give how many meetings were made.

    What the agendas take from apps above is loaded by `before_publishing`, once all meetings are there. Each meeting
    is whole or absent, and an agenda that an earlier load was stopped before goes out now. Raises
    ValidationError, naming the meeting, where the file asks for what may not be.
    """
    for venue in year["venues"]:
        Venue.objects.update_or_create(area=area, name=venue["name"], defaults=venue)
    _load_template(year["template"], area)
    made = [meeting for row in year["meetings"] if (meeting := _load_meeting(row, area, actor))]
    programme.load_programme(year.get("programme", {}), area=area, actor=actor)
    answered = [doc for row in year["meetings"] for doc in [row.get("minutes")] if doc and doc["answers"]]
    if before_publishing:
        before_publishing()
    for row in year["meetings"]:  # an agenda names the meetings to come, so it goes out when all are known
        if meeting := _waiting(row, area):
            said = {"kind": meeting.get_kind_display(), "meeting": meeting}
            tell(_("Building the pack: %(kind)s, %(meeting)s") % said)
            _publish(row, meeting, actor, progress)
    for doc in answered:
        past.load_answers(doc, area=area, actor=actor)
    return len(made)


def _load_template(template: dict[str, Any], area: PoliceArea) -> None:
    body = Body.objects.get(area=area, slug=template["body"])
    for position, item in enumerate(template["items"], start=1):
        TemplateItem.objects.update_or_create(
            body=body, kind=template["kind"], position=position, defaults={**item, "body": body}
        )


def _waiting(row: dict[str, Any], area: PoliceArea) -> Meeting | None:
    """The meeting whose agenda the file has out and that has none out yet; None where somebody has moved it on since."""
    if row["status"] != MeetingStatus.PUBLISHED:
        return None
    day = date.fromisoformat(row["held_on"])
    known = Meeting.objects.filter(area=area, body__slug=row["body"], held_on=day, kind=row["kind"])
    return known.filter(status=MeetingStatus.ANNOUNCED).first()


def _load_meeting(row: dict[str, Any], area: PoliceArea, actor: User) -> Meeting | None:
    """Make one meeting and bring it as far as it goes without a pack; None where it is there already."""
    body = Body.objects.get(area=area, slug=row["body"])
    day = date.fromisoformat(row["held_on"])
    if Meeting.objects.filter(body=body, held_on=day, kind=row["kind"]).exists():
        return None
    with transaction.atomic(), _naming(row):
        meeting = _make(row, body, actor)
        if "items" in row:
            _fill(meeting, row["items"], actor)
        if row["status"] != MeetingStatus.DRAFT:
            _bring_to(meeting, row, actor)
        after.ask_for_reports(meeting, row.get("requests", []), actor)
        after.note_for_chair(meeting, row.get("chair_notes", {}), actor)
        if "minutes" in row:
            past.load_minutes(meeting, row["minutes"], actor)
    return meeting


def _publish(row: dict[str, Any], meeting: Meeting, actor: User, progress: Progress | None) -> None:
    with _naming(row), clock.stand_on(datetime.combine(date.fromisoformat(row["published_on"]), PUBLISHED_AT)):
        _draw_again(meeting, actor)
        build_packs(meeting=meeting, actor=actor, progress=progress)
        after.have_approved(meeting, actor)
        publish_agenda(meeting=meeting, actor=actor)
    with _naming(row):
        after.take_down(meeting, row.get("withdrawals", []), actor, progress)
        after.supplement(meeting, row.get("supplements", []), actor, progress)


def _draw_again(meeting: Meeting, actor: User) -> None:
    """The papers that come from registers say what those say on the day of publication: by then the whole year is loaded."""
    for link in ItemPaper.objects.filter(item__meeting=meeting, paper__kind=PaperKind.LIVE).select_related("paper"):
        redraw_paper(paper=link.paper, actor=actor, version=link.paper.version)


@contextmanager
def _naming(row: dict[str, Any]) -> Iterator[None]:
    """Says which meeting of the file a refusal is about."""
    try:
        yield
    except ValidationError as error:
        said = {"day": row["held_on"], "kind": row["kind"], "problems": "; ".join(error.messages)}
        raise ValidationError(_("%(day)s, %(kind)s: %(problems)s") % said) from error


def _make(row: dict[str, Any], body: Body, actor: User) -> Meeting:
    """The meeting as a draft, without the standing items where the file brings its own or the agenda is not known."""
    meeting = create_meeting(
        body=body,
        actor=actor,
        held_on=date.fromisoformat(row["held_on"]),
        starts_at=_time(row["starts_at"]),
        ends_at=_time(row["ends_at"]),
        kind=row["kind"],
        subject=row["subject"],
        venue=Venue.objects.get(area=body.area, name=row["venue"]) if row["venue"] else None,
    )
    if row["status"] != MeetingStatus.DRAFT or "items" in row:
        for item in meeting.agenda_items.filter(parent=None):
            delete_item(item=item, actor=actor)
    return meeting


def _time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None


def _fill(meeting: Meeting, rows: list[dict[str, Any]], actor: User) -> None:
    for row in rows:
        papers, subs = row.pop("papers", []), row.pop("sub_items", [])
        item = add_item(meeting=meeting, actor=actor, **{"access": Access.PUBLIC, **row})
        for title in subs:
            add_item(meeting=meeting, actor=actor, title=title, parent=item)
        for paper in papers:
            add_paper(item=AgendaItem.objects.get(pk=item.pk), actor=actor, **paper)


def _bring_to(meeting: Meeting, row: dict[str, Any], actor: User) -> None:
    """Announce on the day that the file names, then hold, cancel or postpone on the meeting's own; publication waits."""
    with clock.stand_on(date.fromisoformat(row["announced_on"])):
        announced = announce_meeting(meeting=meeting, actor=actor)
    questions.load_questions(announced, row.get("questions", []), actor)
    with clock.stand_on(min(meeting.held_on, clock.today())):
        _end(meeting, row, actor)


def _end(meeting: Meeting, row: dict[str, Any], actor: User) -> None:
    if row["status"] == MeetingStatus.HELD:
        hold_meeting(meeting=meeting, actor=actor)
    elif row["status"] == MeetingStatus.CANCELLED:
        cancel_meeting(meeting=meeting, reason=row["status_reason"], actor=actor)
    elif row["status"] == MeetingStatus.POSTPONED:
        target = Meeting.objects.get(area=meeting.area, slug=row["moved_to"])
        postpone_meeting(
            meeting=meeting,
            reason=row["status_reason"],
            held_on=target.held_on,
            starts_at=target.starts_at,
            actor=actor,
        )
