"""Minutes of the file: who was there, what happened, how far they have come, and what answered their actions."""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.models import Paper
from interface import clock
from meetings.choices import AttendanceStatus, EntryKind
from meetings.models import Action, Attendance, Meeting, MinuteItem, Minutes, Recommendation
from meetings.permissions import chairs_of
from meetings.services.actions import say_of_action
from meetings.services.attendance import add_attendee, record_attendance, set_times
from meetings.services.minutes import add_entry, settle_item, start_minutes
from meetings.services.minutes.corrections import propose_correction
from meetings.services.minutes.decisions import publish_decisions
from meetings.services.minutes.life import check_minutes, publish_minutes, send_to_chair
from meetings.services.reader import find, reading
from meetings.services.recommendations import respond
from panels.models import Person, PoliceArea

Row = dict[str, Any]

PERSONS = ("moved_by", "seconded_by", "asked_by", "owner_person")
AGENDA_FACTS = ("title", "access", "neutral_title", "exempt_paragraph", "public_interest_reason")


def agenda_rows(doc: Row) -> list[Row]:
    """The items of an agenda that the portal did not publish, from the minutes of its meeting."""
    return [{name: item[name] for name in AGENDA_FACTS if name in item} for item in doc["items"]]


@transaction.atomic
def load_minutes(meeting: Meeting, doc: Row, actor: User) -> Minutes | None:
    """Write the minutes of a meeting of the file and bring them as far as it says; None where they are there already."""
    if Minutes.objects.filter(meeting=meeting).exists():
        return None
    with _on(doc["held_on"]):
        minutes = start_minutes(meeting=meeting, actor=actor)
        _attend(minutes, doc, actor)
        for item, row in zip(minutes.items.order_by("position"), doc["items"], strict=True):
            _write_item(item, row, actor)
    _bring_out(minutes, doc, actor)
    _after(minutes, doc)
    return minutes


def _attend(minutes: Minutes, doc: Row, actor: User) -> None:
    meeting, items = minutes.meeting, {item.title: item for item in minutes.items.all()}
    for row in doc["attendance"]:
        if "person" not in row:
            add_attendee(meeting=meeting, actor=actor, **{"status": AttendanceStatus.PRESENT, **row})
    seats = _seats(meeting)
    marked = []
    for row in (row for row in doc["attendance"] if "person" in row):
        seat = seats[row["person"]]
        facts: Row = {"attendance": seat, "version": seat.version, "status": row["status"]}
        if "arrived_at" in row:
            facts |= {"arrived_at": time.fromisoformat(row["arrived_at"]), "arrived_item": items[row["arrived_item"]]}
        marked.append(facts)
    record_attendance(meeting=meeting, actor=actor, rows=marked)
    minutes.refresh_from_db()
    set_times(
        minutes=minutes,
        version=minutes.version,
        actor=actor,
        started_at=_time(doc["started_at"]),
        ended_at=_time(doc["ended_at"]),
        chair=Person.objects.get(area=meeting.area, slug=doc["chair"]),
    )


def _seats(meeting: Meeting) -> dict[str, Attendance]:
    """The attendance of each member, by the slug of the person."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person")
    return {row.person.slug: row for row in rows if row.person}


def _write_item(item: MinuteItem, row: Row, actor: User) -> None:
    for entry in row["entries"]:
        add_entry(item=item, actor=actor, **_content(item, entry))
    item.refresh_from_db()
    settle_item(
        item=item, version=item.version, actor=actor, outcome=row["outcome"], public_summary=row.get("public_summary", "")
    )


def _content(item: MinuteItem, row: Row) -> Row:
    """An entry's facts with rows in the place of what the file calls them."""
    meeting = item.minutes.meeting
    facts = {**row, "text": "\n\n".join(row["text"])}
    if "answer" in row:
        facts["answer"] = "\n\n".join(row["answer"])
    for name in PERSONS:
        if name in row:
            facts[name] = Person.objects.get(area=meeting.area, slug=row[name])
    if row["kind"] == EntryKind.DECLARATION:
        facts["attendance"] = meeting.attendances.get(person__slug=facts.pop("person"))
        facts["about"] = item.minutes.items.get(title=row["about"])
    if "named" in row:
        seats = _seats(meeting)
        facts["named"] = {seats[slug].pk: vote for slug, vote in row["named"].items()}
    if "owner_user" in row:
        facts["owner_user"] = User.objects.get(email=row["owner_user"])
    if row.get("due_on"):
        facts["due_on"] = date.fromisoformat(row["due_on"])
    return facts


def _bring_out(minutes: Minutes, doc: Row, actor: User) -> None:
    """Each step on its day; a step without one was not taken."""
    chair = next(iter(chairs_of(minutes.meeting)), actor)
    if doc["decisions_on"]:
        with _on(doc["decisions_on"]):
            publish_decisions(minutes=_fresh(minutes), actor=actor)
    with _on(doc["sent_on"]):
        fresh = _fresh(minutes)
        send_to_chair(minutes=fresh, version=fresh.version, actor=actor)
    with _on(doc["checked_on"]):
        fresh = _fresh(minutes)
        check_minutes(minutes=fresh, version=fresh.version, actor=chair)
    with _on(doc["published_on"]):
        fresh = _fresh(minutes)
        publish_minutes(minutes=fresh, version=fresh.version, actor=actor)


def _after(minutes: Minutes, doc: Row) -> None:
    """What was said of actions and recommendations since, and the corrections that members proposed."""
    area = minutes.meeting.area
    for row in doc.get("updates", []):
        action = Action.objects.get(area=area, reference=row["action"])
        with _on(row["on"]):
            say_of_action(
                action=action, version=action.version, actor=action.owner_user, on=date.fromisoformat(row["on"]),
                text=row["text"], answers=row["answers"],
            )  # fmt: skip
    for row in doc.get("responses", []):
        made = Recommendation.objects.get(area=area, reference=row["recommendation"])
        with _on(row["on"]):
            respond(
                recommendation=made, version=made.version, responded_on=date.fromisoformat(row["on"]),
                position=row["position"], text=row["text"], actor=None,
            )  # fmt: skip
    for row in doc["corrections"]:
        item = minutes.items.get(title=row["item"])
        entry = next(one for one in item.entries.kept().for_page() if _says(one, row["quoted"]))
        with _on(row["on"]):
            propose_correction(
                minutes=_fresh(minutes), entry=entry, quoted=row["quoted"], proposed=row["proposed"], why=row["why"],
                actor=User.objects.get(email=row["by"]),
            )  # fmt: skip


def _says(entry: Any, words: str) -> bool:
    question = getattr(entry, "question", None)
    return words in entry.text or (question is not None and words in question.answer)


def load_answers(doc: Row, *, area: PoliceArea, actor: User) -> None:
    """Tie actions to the published papers that answer them, each by the first page of the pack that holds some words.

    Raises ValidationError, naming the action, where no page of the paper holds them.
    """
    for row in doc["answers"]:
        action = Action.objects.get(area=area, reference=row["action"])
        meeting = Meeting.objects.for_page().get(area=area, slug=row["meeting"])
        paper = Paper.objects.get(area=area, collection=meeting.slug, title=row["paper"])
        if action.updates.exists():
            continue
        hits = [hit for hit in find(reading(meeting, actor), row["find"]).hits if hit.place.piece["key"] == paper.slug]
        if not hits:
            raise ValidationError(_("%(action)s: no page of “%(paper)s” holds the words") % row)
        with _on(row["on"]):
            say_of_action(
                action=action, version=action.version, actor=actor, on=date.fromisoformat(row["on"]), text=row["text"],
                answers=True, evidence=[(("paper", paper.pk), hits[0].place.number, "")],
            )  # fmt: skip


def _fresh(minutes: Minutes) -> Minutes:
    return Minutes.objects.for_page().get(pk=minutes.pk)


def _time(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None


def _on(day: str) -> Any:
    return clock.stand_on(datetime.combine(date.fromisoformat(day), time(11, 0)))
