"""What waits on the desk for each role: the task list of an agenda, the box, and reports that are asked for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import FormatRequest
from jobs.models import Job
from meetings.choices import MeetingStatus
from meetings.models import AgendaApproval, AgendaItem, PaperRequest, Supplement, Venue
from meetings.services.packs import BUILD_JOB
from panels.choices import RuleUnit
from tests.factories.panels import (
    AppointmentFactory,
    BodyFactory,
    ContactOfficerFactory,
    LocalRuleFactory,
    MembershipFactory,
    RuleFactory,
)
from tests.panel_portal.coming import meeting_with_papers
from tests.panel_portal.makers import ON_9_MARCH, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(panel):
    return meeting_with_papers(panel)


@pytest.fixture
def drafts_rule(panel):
    RuleFactory(is_verified=False)
    return LocalRuleFactory(
        body=panel, key="paper-draft-working-days", number=2, unit=RuleUnit.WORKING_DAYS, provision="Rules of procedure"
    )


@pytest.fixture
def office(panel):
    return AppointmentFactory(area=panel.area, role="office-performance", user__name="Olive Office").user


def make_request(meeting, person, due_on=date(2022, 3, 14), **fields):
    """A report asked of a person for an item of its own."""
    number = meeting.agenda_items.count() + 1
    item = AgendaItem.objects.create(
        meeting=meeting, slug=f"figures-{number}", position=number, number=str(number), title=f"Figures {number}"
    )
    return PaperRequest.objects.create(
        meeting=meeting, item=item, number=number, asked_of=person, title=f"Report {number}", due_on=due_on, asked_at=ON_9_MARCH,
        **fields,
    )  # fmt: skip


def steps_of(response, place=0):
    return {line.step.key: line for line in response.context["coming"][place].lines}


def test_each_open_agenda_has_its_task_list_with_deadlines_and_provisions(client, panel, sign_in, office, drafts_rule, text):
    held = make_meeting(panel, date(2022, 3, 24))
    make_request(held, office, date(2022, 3, 9))
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    lines = steps_of(response)
    assert [(key, line.step.state) for key, line in lines.items()] == [
        ("agenda", "Complete"), ("papers", "1 late"), ("findings", "Complete"), ("front", "3 to decide"),
        ("pack", "Not started"), ("publish", "Cannot start yet"),
    ]  # fmt: skip
    law = "Local Government Act 1972, s.100A(6) and s.100B(3)-(4)"
    assert lines["papers"].by == f"By Mon 14 Mar. Rules of procedure, counted from the last day to publish: {law}"
    assert lines["publish"].by == f"By Wed 16 Mar. {law}: 5 clear days"
    assert (lines["papers"].url, lines["publish"].url) == (
        f"/avonshire/meetings/{held.slug}/requests/", f"/avonshire/meetings/{held.slug}/agenda/publish/",
    )  # fmt: skip
    words = text(response)
    assert "You have completed 2 of 6 parts." in words
    assert f"{law}: 5 clear days Not yet verified" in words


@pytest.mark.parametrize(
    ("today", "heading"),
    [
        pytest.param("2022-03-11", "Get the reports for Thursday 24 March 2022", id="reports are due before the agenda"),
        pytest.param("2022-03-15", "Get the reports for Thursday 24 March 2022", id="reports are late"),
        pytest.param("2022-03-16", "Publish the agenda for Thursday 24 March 2022", id="the agenda is due today"),
    ],
)
def test_the_box_holds_what_can_go_wrong_first(client, panel, sign_in, office, drafts_rule, settings, today, heading):
    venue = Venue.objects.create(area=panel.area, name="Town Hall", address="Oldtown")
    make_request(make_meeting(panel, date(2022, 3, 24), venue=venue), office)
    MembershipFactory(body=panel)
    ContactOfficerFactory(body=panel)
    settings.PORTAL_TODAY = today
    sign_in("clerk")

    first = client.get("/avonshire/desk/").context["first"]

    assert first.title == heading
    assert "Olive Office" in first.problems[0].words


def test_a_missed_day_stands_before_one_that_is_due_today(client, panel, sign_in):
    RuleFactory()
    make_meeting(panel, date(2022, 3, 18), slug="due-today")
    make_meeting(panel, date(2022, 3, 17), slug="missed")
    sign_in("clerk")

    assert client.get("/avonshire/desk/").context["first"].meeting.slug == "missed"


def test_nothing_is_in_the_box_when_nothing_is_due_in_six_weeks(client, panel, sign_in, text):
    RuleFactory()
    make_meeting(panel, date(2022, 6, 23))
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    assert response.context["first"] is None
    assert "No agenda is due in the next six weeks. The next meeting is Thursday 23 June 2022." in text(response)


def test_without_meetings_the_desk_says_the_next_act(client, panel, sign_in, text):
    sign_in("clerk")

    assert "No meeting is coming. Start one with New meeting." in text(client.get("/avonshire/desk/"))


def test_after_publication_the_desk_shows_what_waits(client, meeting, sign_in, office):
    make_request(meeting, office, status="submitted", submitted_at=ON_9_MARCH)
    supplement = Supplement.objects.create(meeting=meeting, number=1, created_at=ON_9_MARCH)
    FormatRequest.objects.create(
        area=meeting.area, body=meeting.body, collection=meeting.slug, reference="F-1", format="braille", asked_at=ON_9_MARCH
    )
    payload = {"area": meeting.area.slug, "meeting": meeting.slug, "again": True}
    common = {"name": BUILD_JOB, "area_slug": meeting.area.slug, "payload": payload, "created_at": ON_9_MARCH}
    job = Job.objects.create(key="rebuild", state="dead", run_after=ON_9_MARCH, **common)
    sign_in("clerk")

    here = f"/avonshire/meetings/{meeting.slug}"
    assert [(line.step.title, line.step.state, line.url) for line in steps_of(client.get("/avonshire/desk/")).values()] == [
        ("Item 3: report asked of Olive Office", "1 to decide", f"{here}/requests/3/"),
        ("Supplement 1", "Draft", f"{here}/supplements/{supplement.number}/"),
        ("Requests for another format", "1 to answer", f"{here}/formats/"),
        ("Packs were not made again", "Missing", f"{here}/pack/builds/{job.reference}/"),
    ]


@pytest.mark.parametrize("role", ["office-performance", "panel-member"])
def test_an_author_finds_what_is_asked_of_them(client, panel, sign_in, text, role):
    user = sign_in(role)
    held = make_meeting(panel, date(2022, 3, 24), status=MeetingStatus.DRAFT)
    asked = make_request(held, user)
    make_request(held, AppointmentFactory(area=panel.area, role="office-performance").user)

    response = client.get("/avonshire/desk/")

    words = text(response)
    assert "Reports asked of you Report 1 For Avonshire Police and Crime Panel, Thursday 24 March 2022." in words
    assert "Send it by the end of Monday 14 March 2022." in words
    assert "Report 2" not in words
    assert f'href="{asked.get_absolute_url()}"' in response.content.decode()


def test_an_overseer_who_is_asked_has_a_desk_too(client, panel, sign_in):
    user = sign_in("auditor")
    make_request(make_meeting(panel), user)

    assert client.get("/signed-in/")["Location"] == "/avonshire/desk/"
    assert ("Desk", "/avonshire/desk/") in [(one["text"], one["url"]) for one in client.get("/avonshire/").context["navigation"]]
    assert [one["report"].number for one in client.get("/avonshire/desk/").context["asked"]] == [1]


def test_the_chair_finds_the_agendas_that_wait_for_an_answer(client, panel, sign_in, text):
    held = make_meeting(panel, date(2022, 3, 24), status=MeetingStatus.DRAFT)
    other = make_meeting(panel, date(2022, 4, 28), status=MeetingStatus.DRAFT)
    for meeting, number, status in ((held, 1, "returned"), (held, 2, "asked"), (other, 1, "asked"), (other, 2, "returned")):
        decided = {"decided_at": ON_9_MARCH} if status != "asked" else {}
        AgendaApproval.objects.create(
            meeting=meeting, number=number, status=status, sha256="0" * 64, asked_at=ON_9_MARCH, **decided
        )
    sign_in("chair")

    response = client.get("/avonshire/desk/")

    assert response.context["approvals"] == [held]
    assert "Agendas for you to approve Ordinary meeting, Thursday 24 March 2022" in text(response)
    page = response.content.decode()
    assert f'href="/avonshire/meetings/{held.slug}/approval/"' in page
    assert f'href="/avonshire/meetings/{held.slug}/pack/chair.pdf"' in page


def test_another_bodys_chair_finds_no_agenda_to_approve(client, panel, sign_in):
    held = make_meeting(panel, date(2022, 3, 24), status=MeetingStatus.DRAFT)
    AgendaApproval.objects.create(meeting=held, number=1, sha256="0" * 64, asked_at=ON_9_MARCH)
    sign_in("chair", body=BodyFactory(area=panel.area, slug="board", kind="board"))

    response = client.get("/avonshire/desk/")

    assert response.context["approvals"] == []
    assert held.slug not in response.content.decode()


def test_the_desk_asks_as_much_of_many_items_and_reports_as_of_one(client, panel, sign_in, office, drafts_rule):
    def ask():
        with CaptureQueriesContext(connection) as counted:
            client.get("/avonshire/desk/")
        return len(counted)

    meetings = [make_meeting(panel, date(2022, 3, 24)), make_meeting(panel, date(2022, 3, 17), published=True)]
    user = sign_in("clerk")
    for meeting in meetings:
        make_request(meeting, office)
        make_request(meeting, user)
    ask()
    few = ask()
    for _number in range(9):
        for meeting in meetings:
            make_request(meeting, office)
            make_request(meeting, user)

    assert ask() == few


@pytest.mark.parametrize("count", [6, 300])
def test_the_desk_looks_at_the_six_nearest_meetings(client, panel, sign_in, django_assert_max_num_queries, count):
    RuleFactory()
    for number in range(count):
        make_meeting(panel, date(2022, 3, 24), slug=f"meeting-{number}")
    sign_in("clerk")

    with django_assert_max_num_queries(83):
        response = client.get("/avonshire/desk/")

    assert len(response.context["coming"]) == 6


def test_what_came_in_stands_in_the_box_when_no_day_is_near(client, panel, sign_in, office, text):
    RuleFactory()
    held = make_meeting(panel, date(2022, 6, 23))
    asked = make_request(held, office, status="submitted", submitted_at=ON_9_MARCH)
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    (came,) = response.context["came"]
    assert (came.step.title, came.step.state, came.url) == (asked.title, "1 to decide", asked.get_absolute_url())
    words = text(response)
    assert "1 thing has come in and waits for you Report 1 Item 1, from Olive Office. Ordinary meeting" in words
    assert "No agenda falls due in the next six weeks. The next meeting is Thursday 23 June 2022." in words


def test_an_authors_desk_says_how_the_day_is_worked_out(client, panel, sign_in, drafts_rule, text):
    user = sign_in("office-performance")
    make_request(make_meeting(panel, date(2022, 3, 24)), user)

    words = text(client.get("/avonshire/desk/"))

    assert "Send it by the end of Monday 14 March 2022. In" not in words
    assert "How this date is worked out The days, one by one" in words
    assert "Rules of procedure, counted from the last day to publish" in words
