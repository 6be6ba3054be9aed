from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.choices import Access, Edition, PaperKind, PaperStatus
from documents.models import FormatRequest, Paper
from jobs.models import Job
from meetings.choices import MeetingStatus, Publication
from meetings.models import AgendaApproval, AgendaItem, ItemPaper, PaperRequest, Supplement, Venue
from meetings.services.packs import BUILD_JOB
from panels.choices import RuleUnit
from tests.factories.accounts import UserFactory
from tests.factories.panels import (
    AppointmentFactory,
    BodyFactory,
    ContactOfficerFactory,
    LocalRuleFactory,
    MembershipFactory,
    RuleFactory,
)
from tests.panel_portal.makers import ON_9_MARCH, make_meeting, make_pack

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "everywhere", "address"),
    [
        pytest.param("clerk", False, "/avonshire/desk/", id="clerk"),
        pytest.param("panel-member", False, "/avonshire/desk/", id="member"),
        pytest.param("office-decisions", False, "/avonshire/desk/", id="office"),
        pytest.param("auditor", False, "/avonshire/audit/", id="auditor"),
        pytest.param("administrator", False, "/avonshire/audit/", id="administrator of one area"),
        pytest.param("administrator", True, "/settings/jobs/", id="administrator"),
    ],
)
def test_signing_in_leads_to_the_page_of_the_role(client, panel, sign_in, role, everywhere, address):
    sign_in(role, area=None if everywhere else panel.area)

    response = client.get("/signed-in/")

    assert (response.status_code, response["Location"]) == (302, address)


def test_signing_in_without_an_appointment_leads_to_the_chooser(client):
    client.force_login(UserFactory())

    assert client.get("/signed-in/")["Location"] == "/"


@pytest.mark.parametrize("address", ["/signed-in/", "/avonshire/desk/"])
def test_the_public_is_asked_to_sign_in(client, panel, address):
    assert client.get(address)["Location"] == f"/account/sign-in/?next={address}"


@pytest.mark.parametrize(
    "who", [pytest.param(UserFactory, id="nobody"), pytest.param(lambda: AppointmentFactory().user, id="another area's clerk")]
)
def test_the_desk_is_for_those_appointed_here(client, panel, who):
    client.force_login(who())

    assert client.get("/avonshire/desk/").status_code == 403


def test_the_clerk_sees_the_nearest_deadline_and_what_is_in_the_way(client, panel, sign_in, text, title):
    RuleFactory()
    make_meeting(panel, date(2022, 4, 26), slug="later")
    make_meeting(panel, date(2022, 3, 24), slug="nearest", status=MeetingStatus.DRAFT)
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    first = response.context["first"]
    assert title(response) == "What you need to do next – Avonshire – Panel Portal"
    assert (first.meeting.slug, first.title, first.step, first.url) == (
        "nearest",
        "Publish the agenda for Thursday 24 March 2022",
        "Edit the meeting",
        "/avonshire/meetings/nearest/edit/",
    )
    assert [problem.words for problem in first.problems] == [
        "Say where the meeting is held",
        "Add at least one agenda item",
        "Nobody is a member of the body on the date of the meeting. Add its members",
        "Name a contact officer for the day of publication",
        "The public edition is not built",
    ]
    assert "Publish the agenda by the end of Wednesday 16 March 2022. In 6 days" in text(response)
    assert [str(one.last_day) for one in response.context["coming"]] == ["2022-03-16", "2022-04-14"]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        pytest.param("2022-03-14", "In 2 days", id="two days before"),
        pytest.param("2022-03-15", "Due tomorrow", id="the day before"),
        pytest.param("2022-03-16", "Due today", id="the last day"),
        pytest.param("2022-03-17", "Missed", id="the day after"),
    ],
)
def test_a_deadline_says_how_near_it_is(client, panel, sign_in, settings, today, state):
    settings.PORTAL_TODAY = today
    RuleFactory()
    make_meeting(panel, date(2022, 3, 24))
    sign_in("clerk")

    deadline = client.get("/avonshire/desk/").context["first"].deadline

    assert deadline["state"] == state
    assert [(day["day"], day["counts"]) for day in deadline["counted"]] == [
        ("Wed 16 Mar", "No, day of publication"), ("Thu 17 Mar", "1"), ("Fri 18 Mar", "2"), ("Sat 19 Mar", "No, weekend"),
        ("Sun 20 Mar", "No, weekend"), ("Mon 21 Mar", "3"), ("Tue 22 Mar", "4"), ("Wed 23 Mar", "5"),
        ("Thu 24 Mar", "No, day of the meeting"),
    ]  # fmt: skip


def test_a_published_agenda_waits_for_nothing(client, panel, sign_in, text):
    make_meeting(panel, published=True)
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    assert response.context["first"] is None
    assert "No agenda is due in the next six weeks. The next meeting is Thursday 17 March 2022." in text(response)
    assert [one.lines for one in response.context["coming"]] == [[]]
    assert "Published 9 Mar" in text(response)
    assert "Nothing waits. A late paper goes into a supplement." in text(response)


def test_a_private_day_has_no_last_day(client, panel, sign_in, text):
    make_meeting(panel, publication=Publication.MEMBERS)
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    assert [one.last_day for one in response.context["coming"]] == [None]
    assert response.context["first"] is None
    assert "Check and publish , 17 Mar 2022 1 thing is in the way" not in text(response)
    assert "Not a meeting open to the public: no notice is laid down" in text(response)


def test_a_missed_day_is_not_said_to_be_a_day_to_publish_by(client, panel, sign_in, text):
    RuleFactory()
    make_meeting(panel, date(2022, 3, 14))
    sign_in("clerk")

    words = text(client.get("/avonshire/desk/"))

    assert "The last day to publish the agenda in time was Friday 4 March 2022. Missed" in words
    assert "by the end of" not in words
    assert "The last day that leaves 5 clear days was Friday 4 March 2022." in words


def test_without_a_rule_the_desk_says_so_instead_of_guessing(client, panel, sign_in):
    make_meeting(panel)
    sign_in("clerk")

    coming = client.get("/avonshire/desk/").context["coming"]

    assert [one.missing_rule for one in coming] == [
        "The rule book has no rule “agenda-clear-days” for England on Thursday 17 March 2022"
    ]


def test_a_clerk_of_one_body_sees_its_meetings_alone(client, panel, sign_in):
    RuleFactory()
    board = BodyFactory(area=panel.area, slug="board", kind="board")
    make_meeting(panel)
    mine = make_meeting(board)
    sign_in("clerk", body=board)

    assert [one.meeting for one in client.get("/avonshire/desk/").context["coming"]] == [mine]


@pytest.fixture
def meeting(panel):
    """A published agenda with a public and a private paper."""
    venue = Venue.objects.create(area=panel.area, name="Town Hall", address="Oldtown")
    held = make_meeting(panel, published=True, venue=venue)
    for number, access in enumerate((Access.PUBLIC, Access.EXEMPT), start=1):
        exempt = access == Access.EXEMPT
        item = AgendaItem.objects.create(
            meeting=held, slug=f"item-{number}", position=number, number=str(number), title=f"Item {access}", access=access,
            neutral_title="Staffing" if exempt else "", exempt_paragraph=1 if exempt else None,
            public_interest_reason="One person’s terms" if exempt else "",
        )  # fmt: skip
        paper = Paper.objects.create(
            area=panel.area, body=panel, collection=held.slug, slug=f"paper-{number}", title=f"Paper {access}", access=access,
            kind=PaperKind.WRITTEN, status=PaperStatus.PUBLISHED, exempt_paragraph=1 if exempt else None,
        )  # fmt: skip
        ItemPaper.objects.create(item=item, paper=paper)
    return held


@pytest.mark.parametrize("role", ["panel-member", "chair"])
def test_a_member_finds_the_pack_and_every_paper_with_private_ones_marked(client, meeting, sign_in, text, title, role):
    make_pack(meeting, Edition.MEMBERS, pages=80)
    sign_in(role)

    response = client.get("/avonshire/desk/")

    assert title(response) == "My papers – Avonshire – Panel Portal"
    assert "Read the pack, 80 pages , Ordinary meeting, Thursday 17 March 2022 Members’ edition, PDF, 2.1 MB" in text(response)
    (found,) = response.context["papers"]
    assert [(line.item.title, line.item.is_private) for line in found.lines] == [("Item public", False), ("Item exempt", True)]
    assert "2 Item exempt Private PDF of Paper exempt Do not share these papers" in text(response)


def test_a_member_finds_every_coming_agenda_those_with_papers_first(client, panel, meeting, sign_in, text):
    soon = make_meeting(panel, date(2022, 3, 15), published=True)
    make_meeting(panel, date(2022, 3, 16))
    pack = make_pack(meeting, Edition.MEMBERS, pages=80)
    pack.manifest = {"ranges": {"paper-1": [7, 22]}}
    pack.save()
    make_pack(soon, pages=4)
    sign_in("panel-member")

    response = client.get("/avonshire/desk/")

    words, page = text(response), response.content.decode()
    assert [one.meeting for one in response.context["papers"]] == [meeting, soon]
    assert "This meeting has no papers." in words
    assert ("Read the pack, 80 pages" in words, "Read the pack, 4 pages" in words) == (True, True)
    assert f'href="/avonshire/meetings/{meeting.slug}/papers/paper-1/">Item public</a>' in page
    assert f'href="/avonshire/meetings/{meeting.slug}/pack/7/">Pages 7 to 22' in page
    assert f'href="/avonshire/meetings/{meeting.slug}/pack/1/"' in page


def test_a_member_of_another_body_finds_nothing_private(client, panel, meeting, sign_in):
    board = BodyFactory(area=panel.area, slug="board", kind="board")
    sign_in("panel-member", body=board)

    response = client.get("/avonshire/desk/")

    assert response.context["papers"] == []
    assert b"exempt" not in response.content


def test_a_member_without_an_agenda_is_told_so(client, panel, sign_in, text):
    make_meeting(panel)
    sign_in("panel-member")

    assert "No agenda of a coming meeting is published yet." in text(client.get("/avonshire/desk/"))


def test_two_roles_share_one_desk(client, meeting, sign_in, text):
    sign_in("clerk", "panel-member")

    words = text(client.get("/avonshire/desk/"))

    assert "Nothing waits." in words
    assert "2 Item exempt Private" in words


@pytest.mark.parametrize("role", ["office-decisions", "office-complaints", "office-performance", "office-commissioning"])
def test_other_roles_read_what_is_public_and_are_told_so(client, meeting, sign_in, text, role):
    sign_in(role)

    response = client.get("/avonshire/desk/")

    assert "Nobody has asked you for a report." in text(response)
    assert b"exempt" not in response.content


def test_the_desk_leads_to_the_other_areas_of_the_same_person(client, panel, sign_in):
    user = sign_in("clerk")
    other = AppointmentFactory(user=user).area

    assert client.get("/avonshire/desk/").context["other_areas"] == [other]


# What waits for each role ----------------------------------------------------------------------------------------


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

    with django_assert_max_num_queries(81):
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
