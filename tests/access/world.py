"""The world that the table is checked in: two police areas, meetings in every state, and the whole cast signed in."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from accounts.models import User
from documents import rendering
from documents.choices import Access, Edition, FindingKind
from documents.models import Finding, Pack, Paper
from documents.services.packs import Built, keep_pack
from documents.services.papers import revise_paper, take_in_paper, withdraw_paper
from interface import clock
from jobs.models import Job
from meetings import services
from meetings.choices import MeetingKind, RequestStatus
from meetings.models import Action, AgendaItem, Meeting, MinuteEntry, Minutes, PaperRequest, Recommendation, Venue
from meetings.services.approvals import ask_approval
from meetings.services.formats import ask_for_format
from meetings.services.packs import editions, pack_plan, request_packs
from meetings.services.papers import Upload
from meetings.services.requests import ask_report
from meetings.services.supplements import add_supplement_paper, publish_supplement, start_supplement
from panels.choices import BodyKind
from panels.models import Body, Person
from tests.access.cast import ADMINISTRATOR, CHAIR, CLERK, ENDED, MEMBER, OTHER_AREA, OTHER_BODY, PUBLIC, ROLES, SENDER
from tests.access.states import ACCESSES, word
from tests.access.world_arrangements import add_arrangements
from tests.access.world_boards import DAYS as BOARD_DAYS
from tests.access.world_boards import add_boards
from tests.access.world_cases import add_cases
from tests.access.world_commissioning import add_commissioning
from tests.access.world_complaints import add_complaints
from tests.access.world_minutes import add_minutes
from tests.access.world_performance import add_performance
from tests.access.world_register import add_register
from tests.access.world_year import add_year
from tests.complaints.confirming import confirm
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import (
    AppointmentFactory,
    BodyFactory,
    ContactOfficerFactory,
    HostFactory,
    LocalRuleFactory,
    MembershipFactory,
    PersonFactory,
    PoliceAreaFactory,
    RuleFactory,
)


class Browser(Client):
    """A client that keeps no copy of templates and their contexts: it asks many thousand times."""

    def request(self, **request: Any) -> Any:
        return self.handler(self._base_environ(**request))


AREA, OTHER = "northshire", "southshire"
A_DAY = 86_400  # seconds for which a confirmation that it is they lasts beyond its time, so that it outlasts the tests
YESTERDAY = date(2022, 3, 9)
EARLIER = datetime(2022, 1, 26, 9, tzinfo=clock.LONDON)  # when the agenda of the meeting that is over went out
DAYS = {
    "draft": date(2022, 5, 12),
    "announced": date(2022, 4, 21),
    "published": date(2022, 3, 24),
    "held": date(2022, 2, 10),
    "postponed": date(2022, 3, 31),
    "cancelled": date(2022, 4, 7),
    "briefing": date(2022, 4, 5),
    "briefing out": date(2022, 3, 29),
    "development": date(2022, 3, 30),
    "elsewhere": date(2022, 3, 24),
}
KINDS = {
    "briefing": MeetingKind.PRIVATE_BRIEFING,
    "briefing out": MeetingKind.PRIVATE_BRIEFING,
    "development": MeetingKind.DEVELOPMENT_DAY,
}


@dataclass
class World:
    """Where everything is: the meetings by state, the slugs of what is in them, and a client for each person."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    items: dict[tuple[str, str], str] = field(default_factory=dict)
    papers: dict[tuple[str, str], str] = field(default_factory=dict)
    builds: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    confirmed: dict[str, str] = field(default_factory=dict)
    person: str = ""
    portal_job: str = ""
    references: dict[str, str] = field(default_factory=dict)
    minutes: dict[str, Minutes] = field(default_factory=dict)
    entries: dict[tuple[str, str], MinuteEntry] = field(default_factory=dict)
    numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)
    actions: dict[tuple[str, str], Action] = field(default_factory=dict)
    recommendations: dict[tuple[str, str], Recommendation] = field(default_factory=dict)
    year: defaultdict[str, dict[tuple[str, str], Any]] = field(default_factory=lambda: defaultdict(dict))


@contextmanager
def built_world(stores: Any) -> Iterator[World]:
    """The world inside one transaction that is undone at the end, with stores of its own and a quick rendering of papers."""
    folders = {name: stores.mktemp(name) for name in ("public", "restricted")}
    quick = {"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}
    with override_settings(STORES=folders, **quick), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(rendering, "render_piece", _quick_piece)
        patch.setattr(rendering, "overflowing_pages", lambda pdf: [])  # its words all stand on one line
        yield _build()
        transaction.set_rollback(True)


def _quick_piece(html: str, *, stylesheets: Any) -> bytes:
    """Stands in for WeasyPrint, which takes a second a paper: one page with the document's words as plain bytes."""
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return plain_pdf(text=words.encode("ascii", "ignore").decode().replace("(", "").replace(")", ""))


def _build() -> World:
    world = World()
    RuleFactory()
    here, there = _panel(AREA), _panel(OTHER)
    LocalRuleFactory(body=here)
    _cast(world, here, there)
    for state in DAYS:
        _meeting(world, state, there if state == "elsewhere" else here)
    _last_steps(world)
    add_minutes(world, here, there)
    add_year(world, here, there)
    add_complaints(world, here, there)
    add_register(world, here, there)
    add_boards(world, here, _meeting)
    add_cases(world, here, there)
    add_arrangements(world, here, there)
    add_performance(world, here, there)
    add_commissioning(world, here, there)
    return world


def _panel(slug: str) -> Body:
    """An area with its panel: everything that publication asks for is there."""
    area = PoliceAreaFactory(slug=slug, name=slug.title())
    body = BodyFactory(slug="panel", area=area)
    for role in ("member", "chair"):
        MembershipFactory(body=body, person=PersonFactory(area=area, slug=f"{role}-of-{slug}"))
    ContactOfficerFactory(body=body)
    HostFactory(body=body)
    Venue.objects.create(area=area, name="Town hall", address="High Street")
    return body


def _cast(world: World, here: Body, there: Body) -> None:
    """Everybody is appointed to the whole area but the two from elsewhere, and an administrator, who has no area."""
    group = BodyFactory(slug="budget-group", area=here.area, kind=BodyKind.SUB_COMMITTEE, parent=here)
    for name, role in ROLES.items():
        facts: dict[str, Any] = {"area": there.area if name == OTHER_AREA else here.area, "role": role}
        if name == OTHER_BODY:
            facts["body"] = group
        if name == ENDED:
            facts["ended_on"] = YESTERDAY
        if name == ADMINISTRATOR:
            facts["area"] = None
        if name in (MEMBER, CHAIR):
            facts["person"] = Person.objects.get(area=here.area, slug=f"{name}-of-{AREA}")
        world.users[name] = UserFactory(name=name, email=f"{re.sub('[^a-z]+', '-', name)}@panel.example")
        AppointmentFactory(user=world.users[name], **facts)
        world.clients[name] = Browser()
        world.clients[name].force_login(world.users[name])
        world.cookies[name] = world.clients[name].cookies["sessionid"].value
        world.confirmed[name] = confirm(world.clients[name], world.users[name], ago=-A_DAY)
    world.clients[PUBLIC] = Browser()
    world.person = f"member-of-{AREA}"


def _meeting(world: World, state: str, body: Body) -> None:
    """One meeting with a public and an exempt item, a paper on each, brought into its state by the services."""
    clerk = world.users[CLERK]
    held_on = (DAYS | BOARD_DAYS)[state]
    with clock.stand_on(EARLIER if state == "held" or state in BOARD_DAYS else clock.now()):
        meeting = services.create_meeting(
            body=body, actor=clerk, held_on=held_on, starts_at=time(10), kind=KINDS.get(state, MeetingKind.ORDINARY),
            subject=word(state, "meeting", "subject"), venue=body.area.venues.get(),
        )  # fmt: skip
        for access in ACCESSES:
            item = _item(world, meeting, state, access)
            _paper(world, item, state, access)
        if state == "published":
            for thing, item in (("withdrawn", "public"), ("exempt withdrawn", "exempt")):
                _paper_to_withdraw(world, meeting, state, thing, item)
        if state not in ("draft", "announced", "cancelled", "briefing", "board draft"):
            _packs(meeting, state, clerk, current=True)
            services.publish_agenda(meeting=meeting, actor=clerk)
    world.meetings[state] = meeting


def _item(world: World, meeting: Meeting, state: str, access: str) -> AgendaItem:
    """An item whose address was made of other words than its title now has, as after an edit."""
    exempt: dict[str, Any] = {}
    if access == "exempt":
        exempt = {
            "access": Access.EXEMPT,
            "neutral_title": word(state, access, "address"),
            "exempt_paragraph": 3,
            "public_interest_reason": word(state, access, "reason"),
        }
    actor = world.users[CLERK]
    title = word(state, access, "title" if exempt else "address")
    item = services.add_item(meeting=meeting, actor=actor, title=title, purpose=word(state, access, "purpose"), **exempt)
    changes = {"title": word(state, access, "title"), "lead": word(state, access, "lead")}
    item = services.update_item(item=item, actor=actor, version=item.version, **changes)
    if exempt:
        AgendaItem.objects.filter(pk=item.pk).update(neutral_title=word(state, access, "neutral"))
    world.items[state, access] = item.slug
    return item


def _paper(world: World, item: AgendaItem, state: str, access: str) -> None:
    actor = world.users[CLERK]
    asks = word(state, access, "asks")
    if (state, access) == ("published", "exempt"):
        sent = Upload(f"{word(state, access, 'filename')}.pdf", plain_pdf(text=word(state, access, "text")))
        title = word(state, access, "papertitle")
        paper = services.add_paper(item=item, actor=actor, title=title, upload=sent, recommendation=asks)
    else:
        text = f"## Words\n\n{word(state, access, 'text')}"
        paper = services.add_paper(item=item, actor=actor, title=_typed(state, access), text=text, recommendation=asks)
        paper = revise_paper(paper=paper, actor=actor, version=paper.version, title=word(state, access, "papertitle"))
    world.papers[state, access] = paper.slug


def _typed(state: str, access: str) -> str:
    """The title under which a paper is first saved, of which a public one's address is made."""
    return word(state, access, "papertitle" if access == "exempt" else "paperaddress")


def _paper_to_withdraw(world: World, meeting: Meeting, state: str, thing: str, access: str) -> None:
    item = AgendaItem.objects.get(meeting=meeting, slug=world.items[state, access])
    actor = world.users[CLERK]
    paper = services.add_paper(
        item=item, actor=actor, title=word(state, thing, "address"), text=word(state, thing, "text"),
        recommendation=word(state, thing, "asks"),
    )  # fmt: skip
    paper = revise_paper(paper=paper, actor=actor, version=paper.version, title=word(state, thing, "title"))
    world.papers[state, thing] = paper.slug


def _packs(meeting: Meeting, state: str, actor: User, *, current: bool, part: int = 0) -> list[Pack]:
    """Packs that were planned as always, but put together by hand: building them takes seconds."""
    made = []
    for edition in editions(meeting, part):
        plan = pack_plan(meeting, edition, part)
        pdf = plain_pdf(text=word(state, "supplement" if part else "pack", Edition(edition).value))
        sections = [*plan.opening({}), *plan.papers]
        pieces = [
            {"key": one.key, "title": one.title, "kind": one.kind, "exempt": one.exempt, "sha256": one.digest,
             "pages": 1, "first": place, "last": place}
            for place, one in enumerate(sections, start=1)
        ]  # fmt: skip
        ranges = {one["key"]: [one["first"], one["last"]] for one in pieces if one["kind"] in ("report", "upload")}
        facts = {
            "sha256": hashlib.sha256(pdf).hexdigest(), "pages": 1, "first": 1, "last": 1, "pieces": pieces,
            "edition": edition, "title": plan.title, "ranges": ranges,
        }  # fmt: skip
        inputs = plan.inputs() if current else "0" * 64
        built = Built(pdf=pdf, manifest=facts, page_count=1, rendered=0)
        made.append(keep_pack(plan=plan, built=built, inputs=inputs, actor=actor))
    return made


def _sent_in(world: World, meeting: Meeting, state: str) -> None:
    """A draft that an officer sent in, in whose file hidden words were found; it is on no item yet."""
    paper = take_in_paper(
        area=meeting.area, body=meeting.body, collection=meeting.slug, title=word(state, "sent", "address"),
        data=plain_pdf(), filename=f"{word(state, 'sent', 'filename')}.pdf", actor=world.users[SENDER],
    )  # fmt: skip
    paper = revise_paper(paper=paper, actor=None, version=paper.version, title=word(state, "sent", "title"))
    Paper.objects.filter(pk=paper.pk).update(author=world.users[SENDER])
    quote, marks = word(state, "sent", "quote"), [[0.1, 0.1, 0.4, 0.2]]
    Finding.objects.create(version=paper.current, position=1, kind=FindingKind.BOX, page=1, quote=quote, marks=marks)
    world.papers[state, "sent"] = paper.slug


def _asked(world: World, meeting: Meeting, state: str, access: str) -> None:
    """A report that an officer was asked for; that of the draft has come in."""
    item = AgendaItem.objects.get(meeting=meeting, slug=world.items[state, access])
    asked = ask_report(
        item=item, asked_of=world.users[SENDER], title=word(state, "report", "title"), asks=word(state, "report", "asks"),
        actor=world.users[CLERK],
    )  # fmt: skip
    if slug := world.papers.get((state, "sent")):
        paper = Paper.objects.get(area=meeting.area, collection=meeting.slug, slug=slug)
        PaperRequest.objects.filter(pk=asked.pk).update(status=RequestStatus.SUBMITTED, paper=paper, submitted_at=clock.now())


def _annotated(meeting: Meeting, state: str) -> None:
    """A note for the Chair on the exempt item, which nobody else may meet."""
    AgendaItem.objects.filter(meeting=meeting, access=Access.EXEMPT).update(chair_note=word(state, "exempt", "note"))


def _supplement(world: World, state: str, *, out: bool) -> None:
    """A supplement with a public and an exempt paper: published, or a draft with previews."""
    meeting, clerk = world.meetings[state], world.users[CLERK]
    supplement = start_supplement(meeting=meeting, actor=clerk, reason="It came late", agreed_by="The Chair")
    for access in ACCESSES:
        item = AgendaItem.objects.get(meeting=meeting, slug=world.items[state, access])
        paper = add_supplement_paper(
            supplement=supplement, item=item, actor=clerk, title=word(state, f"late {access}", "title"),
            text=f"## Words\n\n{word(state, f'late {access}', 'text')}",
        )  # fmt: skip
        world.papers[state, f"late {access}"] = paper.slug
    _packs(meeting, state, clerk, current=out, part=supplement.number)
    if out:
        publish_supplement(supplement=supplement, actor=clerk)


def _last_steps(world: World) -> None:
    """What happens to meetings and papers once they are there."""
    clerk = world.users[CLERK]
    meetings = world.meetings
    _sent_in(world, meetings["draft"], "draft")
    _asked(world, meetings["draft"], "draft", "public")
    _asked(world, meetings["published"], "published", "exempt")
    for state, meeting in meetings.items():
        _annotated(meeting, state)
    _packs(meetings["draft"], "draft", clerk, current=False)
    ask_approval(meeting=meetings["draft"], actor=clerk)
    for state in ("announced", "cancelled", "briefing"):
        services.announce_meeting(meeting=meetings[state], actor=clerk)
    services.cancel_meeting(meeting=meetings["cancelled"], reason="Snow", actor=clerk)
    services.hold_meeting(meeting=meetings["held"], actor=clerk)
    services.postpone_meeting(
        meeting=meetings["postponed"], reason="Snow", held_on=DAYS["announced"], starts_at=time(10), actor=clerk
    )
    published = meetings["published"]
    for thing in ("withdrawn", "exempt withdrawn"):
        paper = published.area.papers.get(collection=published.slug, slug=world.papers["published", thing])
        withdraw_paper(paper=paper, reason=word("published", thing, "tombstone"), actor=clerk)
    for state in ("draft", "published"):
        asked = ask_for_format(
            meeting=meetings[state], paper=None, wanted="braille", words=word(state, "format", "words"),
            reply_to="reader@mail.example", actor=None,
        )  # fmt: skip
        world.formats[state] = asked.reference
    _supplement(world, "published", out=True)
    _supplement(world, "held", out=False)
    for state in ("draft", "announced"):
        world.builds[state] = request_packs(meeting=meetings[state], actor=clerk).reference
    member = world.users[MEMBER]
    world.references = {"person": member.reference, "appointment-end": member.appointments.get().reference}
    world.portal_job = Job.objects.create(
        name="portal.sweep", key="sweep", created_at=clock.now(), run_after=clock.now()
    ).reference
    for meeting in meetings.values():
        meeting.refresh_from_db()
