"""What happens around an agenda of the file: reports asked for, the Chair's approval, papers taken down, supplements."""

from datetime import date, datetime, time
from typing import Any

from accounts.models import User
from documents.models import Paper
from documents.services.packs import Progress
from interface import clock
from meetings.models import AgendaItem, Meeting
from meetings.permissions import chairs_of
from meetings.services.approvals import agenda_hash, approval_state, ask_approval, decide_approval, save_chair_notes
from meetings.services.packs import build_packs, rebuild_packs, withdraw_from_packs
from meetings.services.papers import Upload
from meetings.services.requests import accept_report, ask_report, submit_report
from meetings.services.supplements import add_supplement_paper, publish_supplement, start_supplement

Row = dict[str, Any]


def ask_for_reports(meeting: Meeting, rows: list[Row], actor: User) -> None:
    """Ask for the reports that the file names; those that came before the agenda went out are sent in."""
    for row in rows:
        with _on(row["asked_on"]):
            request = ask_report(
                item=_item(meeting, row["item"]),
                asked_of=User.objects.get(email=row["asked_of"]),
                title=row["title"],
                asks=row["asks"],
                actor=actor,
            )
        if "sent" in row:
            with _on(row["sent"]["on"]):
                submit_report(request=request, actor=request.asked_of, **_content(row["sent"]))


def note_for_chair(meeting: Meeting, notes: dict[str, str], actor: User) -> None:
    """Keep the notes for the Chair, which the file gives by the title of the item."""
    if notes:
        meeting.refresh_from_db()
        by_slug = {_item(meeting, title).slug: note for title, note in notes.items()}
        save_chair_notes(meeting=meeting, notes=by_slug, actor=actor, version=meeting.version)


def have_approved(meeting: Meeting, actor: User) -> None:
    """Have the Chair approve the agenda, where the body's rules ask for it."""
    if not approval_state(meeting).needed:
        return
    approval = ask_approval(meeting=meeting, actor=actor)
    for chair in chairs_of(meeting)[:1]:
        decide_approval(approval=approval, approve=True, remarks="", seen=agenda_hash(meeting), actor=chair)


def take_down(meeting: Meeting, rows: list[Row], actor: User, progress: Progress | None) -> None:
    """Take papers down after the agenda went out, and make the packs again with sheets that say so."""
    for row in rows:
        with _on(row["on"]):
            paper = Paper.objects.get(area=meeting.area, collection=meeting.slug, title=row["paper"])
            withdraw_from_packs(meeting=meeting, paper=paper, reason=row["reason"], actor=actor)
            rebuild_packs(meeting=meeting, actor=actor, progress=progress)


def supplement(meeting: Meeting, rows: list[Row], actor: User, progress: Progress | None) -> None:
    """Publish the supplements that the file names, each with its papers and the late reports that came for it."""
    for row in rows:
        with _on(row["published_on"]):
            made = start_supplement(meeting=meeting, actor=actor, reason=row["reason"])
            for paper in row["papers"]:
                facts = {name: value for name, value in paper.items() if name not in ("item", "replaces", "charts")}
                replaced = Paper.objects.filter(area=meeting.area, collection=meeting.slug, title=paper.get("replaces", ""))
                add_supplement_paper(
                    supplement=made, item=_item(meeting, paper["item"]), actor=actor, replaces=replaced.first(), **facts
                )
            for late in row["late_reports"]:
                request = meeting.paper_requests.get(title=late["title"])
                request = submit_report(request=request, actor=request.asked_of, **_content(late))
                accept_report(request=request, actor=actor, version=request.version)
            build_packs(meeting=meeting, actor=actor, progress=progress, part=made.number)
            made.refresh_from_db()
            publish_supplement(supplement=made, actor=actor)


def _content(row: Row) -> Row:
    facts = {name: value for name, value in row.items() if name not in ("on", "upload", "charts")}
    return facts | ({"upload": Upload(*row["upload"])} if "upload" in row else {})


def _item(meeting: Meeting, title: str) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, title=title)


def _on(day: str) -> Any:
    return clock.stand_on(datetime.combine(date.fromisoformat(day), time(11, 0)))
