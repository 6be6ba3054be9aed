"""The desk: where signing in leads, the nearest deadline, and what each role finds of coming meetings."""

from datetime import date

import pytest

from documents.choices import Edition
from meetings.choices import MeetingStatus, Publication
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, RuleFactory
from tests.panel_portal.coming import meeting_with_papers
from tests.panel_portal.makers import make_meeting, make_pack

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
    return meeting_with_papers(panel)


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


@pytest.mark.parametrize("role", ["office-complaints"])
def test_other_roles_read_what_is_public_and_are_told_so(client, meeting, sign_in, text, role):
    sign_in(role)

    response = client.get("/avonshire/desk/")

    assert "Nobody has asked you for a report." in text(response)
    assert b"exempt" not in response.content


def test_the_desk_leads_to_the_other_areas_of_the_same_person(client, panel, sign_in):
    user = sign_in("clerk")
    other = AppointmentFactory(user=user).area

    assert client.get("/avonshire/desk/").context["other_areas"] == [other]


def test_the_nearest_meeting_with_work_left_stands_before_what_is_due_and_others_after_it(client, panel, sign_in):
    RuleFactory()
    make_meeting(panel, published=True)
    make_meeting(panel, date(2022, 4, 26), slug="second")
    make_meeting(panel, date(2022, 6, 23), slug="third")
    sign_in("clerk")

    response = client.get("/avonshire/desk/")

    assert [one.meeting.slug for one in response.context["near"]] == ["2022-03-17-panel", "second"]
    assert [one.meeting.slug for one in response.context["later"]] == ["third"]
    html = response.content.decode()
    assert html.index('id="meeting-second"') < html.index('id="due-heading"') < html.index('id="meeting-third"')
