"""The world that the journeys walk through: one police area with meetings in every state, one with none, and who signs in."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from accounts.choices import Role
from accounts.models import User
from documents.choices import Access, FindingKind
from documents.models import Finding, FormatRequest, PaperVersion
from documents.services.papers import withdraw_paper
from documents.services.second_looks import JOBS, LOOK
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from meetings import services
from meetings.choices import ItemKind, MeetingKind, StandingContent
from meetings.models import AgendaItem, Meeting, PaperRequest, Venue
from meetings.services.approvals import ask_approval, save_chair_notes
from meetings.services.formats import ask_for_format
from meetings.services.packs import BUILD_JOB, build_packs
from meetings.services.papers import Upload
from meetings.services.requests import ask_report, return_report, submit_report
from meetings.services.supplements import add_supplement_paper, start_supplement
from panels.models import Body
from tests.access.cast import AUDITOR, CHAIR, CLERK
from tests.documents.samples import plain_pdf
from tests.factories.meetings import TemplateItemFactory
from tests.factories.panels import (
    AppointmentFactory,
    AuthorityFactory,
    BodyFactory,
    ContactOfficerFactory,
    HeldOfficeFactory,
    HostFactory,
    InformationSheetFactory,
    LocalRuleFactory,
    MembershipFactory,
    PersonFactory,
    PoliceAreaFactory,
    RuleFactory,
)
from tests.journeys.people import make_people
from tests.journeys.world_cases import add_cases
from tests.journeys.world_commissioning import add_commissioning
from tests.journeys.world_complaints import add_complaints
from tests.journeys.world_minutes import add_minutes
from tests.journeys.world_performance import add_performance
from tests.journeys.world_register import add_register
from tests.journeys.world_register_states import add_register_states
from tests.journeys.world_year import add_year

PRIVATE_TITLE = "Grievance against Chief Officer Quince"
PRIVATE = {
    "access": Access.EXEMPT,
    "neutral_title": "Staffing matter",
    "exempt_paragraph": 1,
    "public_interest_reason": "One person’s employment is discussed.",
}
IN_TIME, BEFORE = datetime(2022, 3, 9, 9, 30, tzinfo=UTC), datetime(2022, 1, 26, 9, 30, tzinfo=UTC)
STANDING = ("Apologies for absence", "Declarations of interest")
HIDDEN = b"BT /F1 14 Tf 100 700 Td (Quince earns more) Tj ET 0 g 90 690 280 34 re f"
BUILT = [{"edition": "public", "pages": 12}, {"edition": "members", "pages": 16}]
BUILDS = {
    "b-waiting": {"state": JobState.WAITING},
    "b-running": {"state": JobState.RUNNING, "stage": "Laying out papers", "done_count": 2, "total_count": 5},
    "b-done": {"state": JobState.DONE, "result": {"packs": BUILT}},
    "b-failed": {"state": JobState.FAILED, "error": "Item 4 could not be laid out: a table is wider than the page."},
    "b-cancelled": {"state": JobState.CANCELLED},
}  # fmt: skip
REPORT = """## 1. Why this report

1.1 The panel asked in February for the figures of each district.

1.2 They are set out below, with what has changed since.

Table: Recorded offences by district, October to December 2021

| District | 2020 | 2021 | Change | Share of the force |
| --- | ---: | ---: | ---: | ---: |
| Northmouth and the coast | 1,255 | 1,310 | 4.4% | 31.0% |
| Eastmoor | 902 | 877 | −2.8% | 20.8% |
| Westhampton-under-Scarsdale | 2,011 | 2,036 | 1.2% | 48.2% |

## 2. What follows

2.1 Read [the rules on notice](https://www.legislation.gov.uk/ukpga/1972/70/section/100B) before the meeting.

- The first thing is done.
- The second is in hand.
"""


@dataclass
class World:
    """Who signs in, and the meetings by state."""

    body: Body
    users: dict[str, User]
    meetings: dict[str, Meeting] = field(default_factory=dict)


def build_world() -> World:
    """Everything is made by the services, on the days on which clerks would have done it."""
    RuleFactory()
    body = _panel()
    world = World(body, make_people(body.area))
    _out(world)
    _draft(world)
    _others(world)
    _formats(world)
    add_minutes(world)
    add_year(world)
    add_cases(world)
    add_complaints(world)
    add_register(world)
    add_register_states(world)
    add_performance(world)
    add_commissioning(world)
    _jobs(world)
    return world


def _panel() -> Body:
    """Northshire with its panel; Southshire has a panel that never met."""
    far = PoliceAreaFactory(slug="southshire", name="Southshire")
    BodyFactory(slug="panel", area=far)
    area = PoliceAreaFactory(slug="northshire", name="Northshire")
    body = BodyFactory(slug="panel", area=area)
    council = AuthorityFactory(area=area, slug="westhampton", name="Westhampton-under-Scarsdale Borough Council")
    chair = MembershipFactory(
        body=body, authority=council, person=PersonFactory(area=area, slug="ash", name="Anna Ash"), party="Green"
    )
    HeldOfficeFactory(membership=chair)
    MembershipFactory(body=body, authority=council, person=PersonFactory(area=area, slug="birch", name="Bela Birch"), seat=2)
    MembershipFactory(body=body, authority=None, co_opted=True, person=PersonFactory(area=area, slug="cedar", name="Cara Cedar"))
    HostFactory(body=body, authority=council)
    ContactOfficerFactory(body=body)
    InformationSheetFactory(body=body)
    LocalRuleFactory(body=body)
    Venue.objects.create(
        area=area, name="County hall", address="1 High Street, Northmouth", access="Step-free from the car park."
    )
    for title in STANDING:
        TemplateItemFactory(body=body, title=title)
    TemplateItemFactory(body=body, title="Date of the next meeting", content=StandingContent.NEXT_MEETING)
    return body


def _call(world: World, state: str, held_on: date, **facts: object) -> Meeting:
    meeting = services.create_meeting(
        body=world.body, actor=world.users[CLERK], held_on=held_on, starts_at=time(10, 45),
        venue=Venue.objects.get(area=world.body.area), **facts,
    )  # fmt: skip
    world.meetings[state] = meeting
    return meeting


def _item(world: World, meeting: Meeting, title: str, **facts: object) -> AgendaItem:
    return services.add_item(meeting=meeting, actor=world.users[CLERK], title=title, **facts)


def _paper(world: World, item: AgendaItem, title: str, **content: object):
    facts = {"report_of": "Monitoring Officer, Westhampton", "recommendation": "note the figures\nask for the next ones"}
    return services.add_paper(item=item, actor=world.users[CLERK], title=title, **facts | content)


def _out(world: World) -> None:
    """The agenda of 17 March, published in time: written, uploaded, private and withdrawn papers."""
    clerk = world.users[CLERK]
    with clock.stand_on(IN_TIME):
        meeting = _call(world, "out", date(2022, 3, 17), webcast_url="https://webcast.example/northshire")
        figures = _item(
            world, meeting, "District figures", purpose="To scrutinise the figures of the quarter", lead="Chief Constable"
        )
        _paper(world, figures, "Figures of the quarter", text=REPORT, background_papers="Minutes of 1 February 2022")
        _paper(world, figures, "Map of the districts", upload=Upload("map.pdf", plain_pdf(pages=2, text="Map of the districts")))
        _item(world, meeting, "Questions from the public", parent=AgendaItem.objects.get(pk=figures.pk))
        late = _item(world, meeting, "Budget monitoring")
        gone = _paper(world, late, "Budget to January", text="## Budget\n\n1.1 Spending is as planned.")
        staff = _item(world, meeting, PRIVATE_TITLE, **PRIVATE)
        _paper(world, staff, "The grievance in full", text="## Facts\n\n1.1 The grievance was made in January.")
        build_packs(meeting=meeting, actor=clerk)
        services.publish_agenda(meeting=meeting, actor=clerk)
    gone.refresh_from_db()
    withdraw_paper(paper=gone, reason="It held the figures of another year", actor=clerk)


def _draft(world: World) -> None:
    """An agenda in the making: every kind of line, a missing paper, one on no item, and something to undo."""
    meeting = _call(world, "draft", date(2022, 4, 21))
    _item(world, meeting, "Reports", kind=ItemKind.HEADING)
    plan = _item(world, meeting, "Police and crime plan", purpose="To scrutinise the draft plan", needs_paper=True)
    _item(world, meeting, "Targets", parent=plan)
    work = _item(world, meeting, "Work programme", lead="Clerk to the panel", needs_paper=True)
    _paper(world, work, "Work programme", text=REPORT)
    files = _item(world, meeting, "Estates")
    _paper(world, files, "Estates strategy", upload=Upload("estates.pdf", plain_pdf(text="Estates strategy")))
    dates = _item(world, meeting, "Members and dates")
    _paper(world, dates, "Membership and meeting dates", source="membership-and-dates")
    staff = _item(world, meeting, PRIVATE_TITLE, **PRIVATE)
    _paper(world, staff, "Draft of the grievance", text="## Facts\n\n1.1 Not for the public.")
    spare = _item(world, meeting, "Something else")
    _paper(world, spare, "A paper on no item", text="1.1 Spare.")
    services.delete_item(item=spare, actor=world.users[CLERK])


def _others(world: World) -> None:
    """Meetings in the other states."""
    clerk = world.users[CLERK]
    with clock.stand_on(BEFORE):
        held = _call(world, "held", date(2022, 2, 3))
        build_packs(meeting=held, actor=clerk)
        services.publish_agenda(meeting=held, actor=clerk)
    services.hold_meeting(meeting=held, actor=clerk)
    _supplement(world, held)
    for state, day in (("announced", date(2022, 5, 19)), ("cancelled", date(2022, 4, 7)), ("postponed", date(2022, 3, 31))):
        services.announce_meeting(meeting=_call(world, state, day), actor=clerk)
    services.cancel_meeting(meeting=world.meetings["cancelled"], reason="Too few members can come", actor=clerk)
    services.postpone_meeting(
        meeting=world.meetings["postponed"], reason="Snow", held_on=date(2022, 5, 26), starts_at=time(10), actor=clerk
    )
    _call(world, "empty", date(2022, 6, 16), kind=MeetingKind.ANNUAL)
    _found(world)
    _asked(world)
    development = _call(world, "development", date(2022, 6, 23), kind=MeetingKind.DEVELOPMENT_DAY)
    services.announce_meeting(meeting=development, actor=clerk)


def _supplement(world: World, meeting: Meeting) -> None:
    """A supplement in preparation, with one paper."""
    clerk = world.users[CLERK]
    supplement = start_supplement(meeting=meeting, actor=clerk, reason="The figures came after the agenda")
    item = AgendaItem.objects.filter(meeting=meeting).in_order().first()
    add_supplement_paper(supplement=supplement, item=item, actor=clerk, title="Late figures", text="## Figures\n\n1.1 They came.")


def _found(world: World) -> None:
    """A draft with a file that hides words under a box, and one that hides nothing."""
    meeting = _call(world, "found", date(2022, 7, 21))
    for title, content in (("Pay of officers", HIDDEN), ("Leave of officers", b"")):
        upload = Upload("pay.pdf", plain_pdf(text=title, content=content))
        _paper(world, _item(world, meeting, f"About: {title}"), title, upload=upload)
    _half_seen(world, meeting)


def _half_seen(world: World, meeting: Meeting) -> None:
    """A file of which a page was not looked at and another is a picture; the first is being done."""
    upload = Upload("hours.pdf", plain_pdf(pages=3, text="Hours"))
    paper = _paper(world, _item(world, meeting, "About: Hours of officers"), "Hours of officers", upload=upload)
    version = paper.current
    for position, (kind, page) in enumerate(((FindingKind.UNSEEN, 2), (FindingKind.NO_TEXT, 3)), start=8):
        Finding.objects.create(version=version, position=position, kind=kind, page=page)
    PaperVersion.objects.filter(pk=version.pk).update(page_texts=["Hours", "", ""])
    facts = {"payload": {"version": version.pk}, "state": JobState.RUNNING, "stage": "Looking at the pages", "total_count": 1}
    moments = {name: clock.now() for name in ("created_at", "run_after", "started_at", "lease_until")}
    Job.objects.create(name=JOBS[LOOK], key=f"version {version.pk}", area_slug="northshire", **facts, **moments)


def _asked(world: World) -> None:
    """A draft with three reports asked for: one that is late, one sent in, one returned. The Chair has its agenda."""
    clerk, author = world.users[CLERK], world.users[AUDITOR]
    meeting = _call(world, "asked", date(2022, 9, 22))
    item = _item(world, meeting, "Performance of the quarter")
    chair = AppointmentFactory(user=world.users[CHAIR], role=Role.CHAIR, area=world.body.area, body=world.body)
    for title in ("Figures of the quarter", "Complaints of the quarter", "Response times"):
        ask_report(item=item, asked_of=author, title=title, asks="What has changed, and why?", actor=clerk)
    late, sent, back = PaperRequest.objects.filter(meeting=meeting).order_by("number")
    PaperRequest.objects.filter(pk=late.pk).update(due_on=date(2022, 3, 1))
    for one in (sent, back):
        submit_report(request=one, actor=author, upload=Upload("report.pdf", plain_pdf(text=one.title, content=HIDDEN)))
    back.refresh_from_db()
    return_report(request=back, reason="Take out the hidden words", actor=clerk, version=back.version)
    notes = {item.slug: "Ask **why** it rose."}
    meeting.refresh_from_db()
    save_chair_notes(meeting=meeting, notes=notes, actor=clerk, version=meeting.version)
    ask_approval(meeting=meeting, actor=chair.user)


def _formats(world: World) -> None:
    """Somebody asked for braille."""
    asked = ask_for_format(
        meeting=world.meetings["out"], paper=None, wanted="braille", words="Grade 2", reply_to="reader@mail.example", actor=None
    )
    FormatRequest.objects.filter(pk=asked.pk).update(reference="F-7K2P9Q")


def _jobs(world: World) -> None:
    """Builds of the draft's pack in every state; one dead letter of the portal's own."""
    payload = {"area": "northshire", "meeting": world.meetings["draft"].slug}
    common = {"created_at": clock.now(), "run_after": clock.now(), "started_at": clock.now(), "area_slug": "northshire"}
    for reference, facts in BUILDS.items():
        Job.objects.create(name=BUILD_JOB, key=reference, reference=reference, payload=payload, **common | facts)
    # No worker may take these up while others are at work
    Job.objects.alive().update(run_after=clock.now().replace(year=2990), lease_until=clock.now().replace(year=2990))
    Job.objects.create(name="portal.sweep", key="sweep", state=JobState.DEAD, error="OSError, jobs/services.py line 1", **common)
