"""What the world holds of public questions, of what is due, of work programmes, events and calendars, as plain rows."""

from datetime import date
from typing import Any

from interface import clock
from meetings.choices import QuestionKind, QuestionStatus
from panels.choices import DutyAccess, DutyOwner
from panels.counters import next_reference
from panels.models import Body
from tests.access.cast import CLERK, MEMBER, SENDER
from tests.access.states import word
from tests.access.states_year import SEEN_OF_EVENTS, SEEN_OF_OBLIGATIONS, SEEN_OF_QUESTIONS, TAKEN
from tests.factories.due import CalendarAddressFactory, ObligationFactory, ReminderFactory
from tests.factories.programme import (
    EventFactory,
    ProgrammeEntryFactory,
    ProgrammeMoveFactory,
    StandingReportFactory,
    WorkProgrammeFactory,
)
from tests.factories.questions import PublicQuestionFactory, QuestionMoveFactory, QuestionSenderFactory

STATUSES = {
    "accepted": QuestionStatus.ACCEPTED,
    "ahead": QuestionStatus.ACCEPTED,
    "withheld": QuestionStatus.ACCEPTED,
    "answered": QuestionStatus.ANSWERED,
    "rejected": QuestionStatus.REJECTED,
    "withdrawn": QuestionStatus.WITHDRAWN,
}
ASKED_AT = {"ahead": "draft", "answered": "held", "late": ""}
LIFE: dict[str, dict[str, Any]] = {
    "answered": {"answered_on": date(2022, 2, 10), "answer_recorded_at": clock.now},
    "rejected": {"rejection_ground": "operational"},
    "withdrawn": {"withdrawn_at": clock.now},
}
KEYS = {"live": "live-key-of-the-member-that-is-long-enough-0001", "revoked": "revoked-key-of-the-member-that-is-long-0002"}


def add_year(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose people and meetings are there."""
    bodies = {"here": here, "elsewhere": there}
    for state, thing in SEEN_OF_QUESTIONS:
        world.year["question"][state, thing] = _question(world, bodies[state], state, thing)
    for state, thing in SEEN_OF_OBLIGATIONS:
        world.year["due"][state, thing] = _obligation(world, bodies[state], state, thing)
    for state, thing in SEEN_OF_EVENTS:
        world.year["event"][state, thing] = _event(bodies[state], state, thing)
    for state, body in bodies.items():
        _programme(world, body, state)
    _calendars(world)


def _question(world: Any, body: Body, state: str, thing: str) -> Any:
    """One submission, its sender's row and that it was carried over once."""
    said = f"question {thing}"
    place = "elsewhere" if state == "elsewhere" else ASKED_AT.get(thing, "published")
    facts = {name: value() if callable(value) else value for name, value in LIFE.get(thing, {}).items()}
    if thing in TAKEN:
        facts |= {"published_words": word(state, said, "published"), "published_name": word(state, said, "called")}
        facts |= {"decided_at": clock.now(), "decided_by": world.users[CLERK], "is_published": thing != "withheld"}
        facts |= {"personal_data_reason": word(state, said, "why")}
    if thing == "answered":
        facts |= {"answer": word(state, said, "answer"), "answered_by": word(state, said, "by")}
    if thing == "rejected":
        facts |= {"rejection_words": word(state, said, "told"), "decided_at": clock.now(), "decided_by": world.users[CLERK]}
    if thing == "late":
        facts["late_for"] = world.meetings["published"]
    kind = QuestionKind.STATEMENT if thing == "withheld" else QuestionKind.QUESTION
    made = PublicQuestionFactory(
        body=body, kind=kind, reference=next_reference(body.area, "Q", 2022), meeting=world.meetings.get(place),
        words=word(state, said, "words"), name=word(state, said, "name"), status=STATUSES.get(thing, QuestionStatus.RECEIVED),
        **facts,
    )  # fmt: skip
    key, email = word(state, said, "key"), f"{word(state, said, 'email')}@mail.example"
    QuestionSenderFactory(question=made, key=key, email=email, phone=word(state, thing, "phone"))
    QuestionMoveFactory(
        question=made, from_meeting=world.meetings["draft"] if state == "here" else None, to_meeting=made.meeting,
        reason=word(state, said, "move"), moved_by=world.users[CLERK],
    )  # fmt: skip
    return made


def _obligation(world: Any, body: Body, state: str, thing: str) -> Any:
    said = f"due {thing}"
    facts: dict[str, Any] = {
        "public": {"access": DutyAccess.PUBLIC},
        "unverified": {"access": DutyAccess.PUBLIC, "is_verified": False},
        "closing": {"closing": True},
        "owned": {"owner": DutyOwner.COMMISSIONER, "owner_user": world.users[SENDER]},
        "office": {"owner": DutyOwner.COMMISSIONER},
        "group": {"body": body.children.first()},
        "late": {"late": True, "met_how": word(state, said, "met"), "explanation": word(state, said, "explained")},
        "aside": {"set_aside": True, "explanation": word(state, said, "explained")},
    }.get(thing, {})
    facts = {"body": body, "title": word(state, said, "title"), "provision": word(state, said, "provision")} | facts
    made = ObligationFactory(reference=next_reference(body.area, "D", 2022), **facts)
    if thing in ("staff", "owned"):
        ReminderFactory(obligation=made, user=world.users[SENDER if thing == "owned" else CLERK])
    return made


def _event(body: Body, state: str, thing: str) -> Any:
    said = f"event {thing}"
    facts: dict[str, Any] = {
        "dateless": {"dateless": True},
        "cancelled": {"cancelled": True, "status_reason": word(state, said, "reason")},
        "private": {"private": True},
        "private past": {"private": True, "held_on": date(2022, 2, 23)},
    }.get(thing, {})
    parts = {"title": word(state, said, "title"), "about": word(state, said, "about"), "place": word(state, said, "place")}
    slug = f"event-{'later' if thing == 'dateless' else '2022-04-28'}-{thing.replace(' ', '-')}"
    return EventFactory(body=body, slug=slug, **parts | facts)


def _programme(world: Any, body: Body, state: str) -> None:
    """The year that is on, published, and here the next one, in draft; at home every kind of entry."""
    current = _year(world, body, state, "published", date(2021, 6, 24))
    for thing in ("public", "private"):
        _entry(world, current, state, thing, meeting=world.meetings["published" if state == "here" else "elsewhere"])
    if state == "elsewhere":
        return
    places = {"ahead": "draft", "hidden": "briefing out", "deferred": "held", "deferred private": "held", "done": "held"}
    for thing in ("undated", "ahead", "hidden", "deferred", "deferred private", "cancelled", "done", "removed"):
        _entry(world, current, state, thing, meeting=world.meetings.get(places.get(thing, "")))
    following = _year(world, body, state, "draft", date(2022, 6, 24))
    _entry(world, following, state, "drafted")


def _year(world: Any, body: Body, state: str, thing: str, started_on: date) -> Any:
    said = f"programme {thing}"
    made = WorkProgrammeFactory(
        body=body, started_on=started_on, draft=thing == "draft", introduction=word(state, said, "introduction")
    )
    StandingReportFactory(programme=made, title=word(state, said, "standing"))
    world.year["programme"][state, thing] = made
    return made


def _entry(world: Any, programme: Any, state: str, thing: str, meeting: Any = None) -> None:
    """A deferred one stands as planned again at a meeting that the public does not know of."""
    said = f"entry {thing}"
    kind = thing.partition(" ")[0]
    facts: dict[str, Any] = {kind: True} if kind in ("private", "deferred", "cancelled", "done", "removed") else {}
    if kind in ("deferred", "cancelled"):
        facts["state_reason"] = word(state, said, "reason")
    if thing == "deferred private":
        facts["is_private"] = True
    texts = {part: word(state, said, part) for part in ("title", "notes", "lead")}
    made = ProgrammeEntryFactory(programme=programme, meeting=meeting, **texts, **facts)
    world.year["entry"][state, thing] = made
    if kind == "deferred":
        target = world.meetings["draft"]
        ProgrammeMoveFactory(entry=made, from_meeting=meeting, to_meeting=target, reason=word(state, said, "reason"))
        ProgrammeEntryFactory(programme=programme, meeting=target, follows=made, is_private=made.is_private, **texts)


def _calendars(world: Any) -> None:
    """A member's calendar that can be fetched, and one that was revoked."""
    member = world.users[MEMBER]
    for thing, key in KEYS.items():
        made = CalendarAddressFactory(user=member, key=key, label=thing, revoked=thing == "revoked")
        world.year["calendar"]["portal", thing] = made
