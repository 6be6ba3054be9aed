"""A board of the Commissioner from a folder's `board.json`: its decisions, meetings, minutes and what it released, act by act on
the days that the file names, through the services that pages use."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from decisions.choices import DecisionStepKind
from decisions.models import BoardDecision, Decision
from decisions.services.boards.agenda import put_on_board
from decisions.services.boards.outcomes import record_outcome
from decisions.services.loading.acts import Act, Row, clock_time, day, do_all
from decisions.services.register.logging import SERIES, log_decision
from decisions.services.register.nil_returns import state_nil_return
from decisions.services.register.signing import sign_decision
from decisions.services.register.steps import take_step
from meetings.models import Meeting, Minutes, StandingAttendee, Venue
from meetings.services.agenda import add_item, delete_item
from meetings.services.attendance import Named, add_attendee, name_attendees, record_attendance, set_times
from meetings.services.meetings import announce_meeting, create_meeting, hold_meeting
from meetings.services.minutes import add_entry, settle_item, start_minutes
from meetings.services.minutes.life import check_minutes, publish_minutes, send_to_chair
from meetings.services.packs import build_packs
from meetings.services.publishing import publish_agenda
from meetings.services.releases import Document, approve_releases, ask_release
from panels.counters import raise_to
from panels.models import Body, OfficeHolder, PoliceArea

FILE = "board.json"
OF_LIFE = ("number", "year", "logged_on", "life")
# What comes first on one day
LOG, ANNOUNCE, PUT, PUBLISH, HOLD, OUTCOMES, RELEASE, MOVE, STATE = range(9)


def read_board(folder: Path) -> Row:
    """What the folder's file holds; nothing where there is no file."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@transaction.atomic
def load_board(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load a board's file into an area whose register holds no decision yet, and give how many acts were done.

    All of it or nothing. Raises ValidationError, naming the day and the act, where the file asks for what may not be.
    """
    if not data or Decision.objects.filter(area=area).exists():
        return 0
    return do_all(_Board(data, area, actor).acts())


class _Board:
    """One run over one file: the acts that its rows ask for."""

    def __init__(self, data: Row, area: PoliceArea, actor: User) -> None:
        self.data, self.area, self.actor = data, area, actor
        self.body = Body.objects.get(area=area, slug=data["body"])
        self.maker = OfficeHolder.objects.get(area=area, number=data["maker"])
        self.venue, _made = Venue.objects.update_or_create(area=area, name=data["venue"]["name"], defaults=data["venue"])
        for number, row in enumerate(data["attendees"], start=1):
            said = {**row, "position": number, "started_on": day(data["attending_since"])}
            StandingAttendee.objects.update_or_create(body=self.body, number=number, defaults=said)

    def acts(self) -> Iterator[Act]:
        for row in self.data["numbers_before"]:
            yield Act(day(row["on"]), LOG - 1, "numbers", partial(self.number_from, row))
        for row in self.data["decisions"]:
            yield Act(day(row["logged_on"]), LOG, row["title"], partial(self.log, row))
            for step in row["life"]:
                if step["step"] != "board":
                    yield Act(day(step["on"]), MOVE, f"{row['title']}, {step['step']}", partial(self.move, row, step))
        for row in self.data["meetings"]:
            yield from self.of_meeting(row)
        for row in self.data.get("released", []):
            yield Act(day(row["at"]), RELEASE, "release", partial(self.release, row))
        for row in self.data["nil_returns"]:
            yield Act(day(row["stated_on"]), STATE, "nil return", partial(self.state, row))

    def of_meeting(self, row: Row) -> Iterator[Act]:
        held_on = day(row["held_on"])
        yield Act(day(row["announced_on"]), ANNOUNCE, "announce", partial(self.announce, row))
        if row.get("decisions"):
            put_on = max([day(row["announced_on"]), *(self.logged_on(words) for words in row["decisions"])])
            yield Act(put_on, PUT, "put on the board", partial(self.put, row))
        if "published_on" in row:
            yield Act(day(row["published_on"]), PUBLISH, "publish the agenda", partial(self.publish, row))
        yield Act(held_on, HOLD, "hold", partial(self.hold, row))
        if minutes := row.get("minutes"):
            yield Act(held_on, OUTCOMES, "outcomes", partial(self.record_outcomes, row))
            for name, step in self.life_of_minutes(minutes):
                yield Act(day(minutes[name]), MOVE, name, partial(step, row))

    def life_of_minutes(self, minutes: Row) -> Iterator[tuple[str, Callable[[Row], Any]]]:
        yield "sent_on", lambda row: send_to_chair(**self.versioned(row), actor=self.actor)
        yield "checked_on", lambda row: check_minutes(**self.versioned(row), actor=self.actor, note=minutes["checked_note"])
        yield "published_on", lambda row: publish_minutes(**self.versioned(row), actor=self.actor)

    # Decisions

    def number_from(self, row: Row) -> None:
        raise_to(self.area, SERIES, row["year"], row["number"])

    def log(self, row: Row) -> None:
        facts = {name: value for name, value in row.items() if name not in OF_LIFE}
        if "cost" in facts:
            facts["cost"] = Decimal(facts["cost"])
        made = log_decision(area=self.area, actor=self.actor, maker=self.maker, year=row["year"], **facts)
        if made.number != row["number"]:
            raise ValueError(f"{row['title']} is {made.reference} here, and number {row['number']} in the file")

    def move(self, row: Row, step: Row) -> None:
        decision = self.decision(f"{row['year']}/{row['number']:03d}")
        kind, on = step["step"], day(step["on"])
        if kind == "sign":
            sign_decision(
                decision=decision, version=decision.version, signed_on=on, actor=self.actor, signatory_holder=self.maker
            )  # fmt: skip
        elif kind == "rescinds":
            gone = self.decision(step["of"])
            self.step(gone, DecisionStepKind.RESCIND, taken_on=on, rescinded_by=decision)
        else:
            self.step(decision, kind, taken_on=on, reason=step.get("reason", ""))

    def step(self, decision: Decision, kind: str, **facts: Any) -> None:
        take_step(decision=decision, version=decision.version, kind=kind, actor=self.actor, **facts)

    def decision(self, words: str) -> Decision:
        year, number = words.split("/")
        return Decision.objects.for_page().get(area=self.area, year=year, number=number)

    def logged_on(self, words: str) -> Any:
        rows = self.data["decisions"]
        return next(day(row["logged_on"]) for row in rows if f"{row['year']}/{row['number']:03d}" == words)

    def state(self, row: Row) -> None:
        state_nil_return(area=self.area, started_on=day(row["from"]), ended_on=day(row["until"]), actor=self.actor)

    # Meetings

    def meeting(self, held_on: str) -> Meeting:
        return Meeting.objects.for_page().get(body=self.body, held_on=day(held_on))

    def announce(self, row: Row) -> None:
        meeting = create_meeting(
            body=self.body, actor=self.actor, held_on=day(row["held_on"]), starts_at=clock_time(row["starts_at"]),
            ends_at=clock_time(row["ends_at"]), venue=self.venue,
        )  # fmt: skip
        for item in meeting.agenda_items.filter(parent=None):
            delete_item(item=item, actor=self.actor)
        for facts in row.get("items", []):
            subs = facts.get("sub_items", [])
            item = add_item(
                meeting=meeting, actor=self.actor, **{key: value for key, value in facts.items() if key != "sub_items"}
            )  # fmt: skip
            for sub in subs:
                said = sub if isinstance(sub, dict) else {"title": sub}
                add_item(meeting=meeting, actor=self.actor, parent=item, **said)
        announce_meeting(meeting=meeting, actor=self.actor)

    def put(self, row: Row) -> None:
        for words in row["decisions"]:
            decision = self.decision(words)
            put_on_board(
                decision=decision, version=decision.version, meeting=self.meeting(row["held_on"]), actor=self.actor
            )  # fmt: skip

    def publish(self, row: Row) -> None:
        meeting = self.meeting(row["held_on"])
        build_packs(meeting=meeting, actor=self.actor)
        publish_agenda(meeting=meeting, actor=self.actor)

    def hold(self, row: Row) -> None:
        meeting = self.meeting(row["held_on"])
        if "minutes" not in row:
            hold_meeting(meeting=meeting, actor=self.actor)
            return
        for words in row.get("raised", []):
            decision = self.decision(words)
            put_on_board(decision=decision, version=decision.version, meeting=meeting, actor=self.actor)
        self.write(start_minutes(meeting=meeting, actor=self.actor), row)

    def write(self, minutes: Minutes, row: Row) -> None:
        """Who was there, and what was written under each item: named by its title, a decision's line by its number."""
        said = row["minutes"]
        self.attend(minutes.meeting, said["attendance"])
        minutes.refresh_from_db()
        set_times(
            minutes=minutes, version=minutes.version, actor=self.actor, started_at=clock_time(row["starts_at"]),
            ended_at=clock_time(row["ends_at"]), chair=None,
        )  # fmt: skip
        for item in minutes.items.order_by("position"):
            entries = said["items"].get(item.title) or said["items"].get(item.title.partition(" ")[0], [])
            for entry in entries:
                add_entry(item=item, actor=self.actor, **{**entry, **_typed(entry)})
            item.refresh_from_db()
            is_line = item.agenda_item is not None and item.agenda_item.parent_id is not None
            outcome = "lapsed" if is_line and not entries and self.was_left(row, item.title) else "taken"
            settle_item(
                item=item, version=item.version, actor=self.actor, outcome=outcome,
                public_summary=said.get("summaries", {}).get(item.title, ""),
            )  # fmt: skip

    def was_left(self, row: Row, title: str) -> bool:
        """Whether the board did not take the decision of a line."""
        steps = [(one, step) for one in self.data["decisions"] for step in one["life"] if step["step"] == "board"]
        left = [f"{one['year']}/{one['number']:03d}" for one, step in steps if step.get("outcome") == "not-taken"]
        return title.partition(" ")[0] in left

    def attend(self, meeting: Meeting, rows: list[Row]) -> None:
        """Who came for each office, as the minutes write it; an office of which the file says nothing stays unaccounted for."""
        came, named = [], []
        for row in rows:
            if row.get("new"):
                add_attendee(meeting=meeting, actor=self.actor, group=row["group"], office=row["office"], status=row["status"])
                continue
            held = meeting.attendances.get(office=row["office"])
            came.append({"attendance": held, "version": held.version, "status": row["status"]})
            if "name" in row or "written" in row:
                named.append((held, row))
        record_attendance(meeting=meeting, actor=self.actor, rows=came)
        for held, _row in named:
            held.refresh_from_db()
        said = [Named(held, held.version, row.get("name", ""), row.get("written", held.office)) for held, row in named]
        name_attendees(meeting=meeting, rows=said, actor=self.actor)

    def versioned(self, row: Row) -> Row:
        minutes = Minutes.objects.for_page().get(meeting=self.meeting(row["held_on"]))
        return {"minutes": minutes, "version": minutes.version}

    def record_outcomes(self, row: Row) -> None:
        meeting = self.meeting(row["held_on"])
        for decision in self.data["decisions"]:
            step = next((one for one in decision["life"] if one["step"] == "board" and one["on"] == row["held_on"]), None)
            if step is None or "outcome" not in step:
                continue
            line = BoardDecision.objects.standing().get(
                meeting=meeting, decision__year=decision["year"], decision__number=decision["number"]
            )  # fmt: skip
            record_outcome(
                row=line, version=line.version, outcome=step["outcome"], actor=self.actor, condition=step.get("condition", "")
            )  # fmt: skip

    def release(self, row: Row) -> None:
        meeting, of = self.meeting(row["at"]), self.meeting(row["of"])
        asked = ask_release(meeting=meeting, documents=[Document(kind, of) for kind in row["kinds"]], actor=self.actor)
        approve_releases(meeting=meeting, chosen=[(one.number, one.version) for one in asked], actor=self.actor)


def _typed(entry: Row) -> Row:
    """What an entry holds other than words: its text in paragraphs, and a day."""
    facts: Row = {"text": "\n\n".join(entry["text"])}
    return facts | ({"due_on": day(entry["due_on"])} if entry.get("due_on") else {})
