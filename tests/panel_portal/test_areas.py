from datetime import UTC, date, datetime, time

import pytest

from documents.choices import Edition, PackStatus, PaperKind, PaperStatus
from documents.models import Paper
from interface import clock
from interface.clock import LONDON
from meetings.choices import MeetingStatus, Publication
from panels.models import AuthorityAlias
from tests.factories.panels import (
    AuthorityFactory,
    ContactOfficerFactory,
    HeldOfficeFactory,
    HostFactory,
    LocalRuleFactory,
    MembershipFactory,
    PoliceAreaFactory,
)
from tests.panel_portal.makers import make_meeting, make_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas():
    avon = PoliceAreaFactory(slug="avon", name="Avon and Somerset")
    council = AuthorityFactory(area=avon, name="Somerset West and Taunton Council")
    AuthorityAlias.objects.create(authority=council, name="Taunton Dene")
    AuthorityFactory(area=avon, name="Bath and North East Somerset Council")
    PoliceAreaFactory(slug="gwent", name="Gwent", nation="wales")
    PoliceAreaFactory(slug="gone", name="Gone", ended_on=date(2022, 3, 9))


def test_the_chooser_lists_areas_by_nation(client, areas, text):
    words = text(client.get("/"))

    assert words.index("England Avon and Somerset") < words.index("Wales Gwent")
    assert "Gone" not in words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("avon", ["avon"], id="the area"),
        pytest.param("  SOMERSET west ", ["avon"], id="a council, untidily"),
        pytest.param("taunton dene", ["avon"], id="another name of a council"),
        pytest.param("Bath & North East", ["avon"], id="ampersand"),
        pytest.param("n", ["avon", "gwent"], id="several"),
    ],
)
def test_the_chooser_finds_by_place_or_council(client, areas, typed, found):
    response = client.get("/", {"q": typed})

    assert [area.slug for area in response.context["found"]] == found


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        pytest.param("", "Enter a place or the name of a council", id="nothing"),
        pytest.param("Atlantis", "We do not know that place. Choose your police area from the list", id="unknown"),
        pytest.param("%", "We do not know that place. Choose your police area from the list", id="a sign of the database"),
        pytest.param("x" * 81, "Town, county or council must be 80 characters or fewer", id="too long"),
    ],
)
def test_the_chooser_says_what_to_do_and_keeps_the_list(client, areas, title, text, typed, error):
    response = client.get("/", {"q": typed})

    assert response.context["form"].errors == {"q": [error]}
    assert title(response) == "Error: Choose your police area – Panel Portal"
    assert "Gwent" in text(response)


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(("query", "queries"), [({}, 2), ({"q": "area"}, 2)], ids=["list", "search"])
def test_the_chooser_asks_the_same_however_many_areas(client, django_assert_num_queries, count, query, queries):
    for area in PoliceAreaFactory.create_batch(count):
        AuthorityFactory(area=area)

    with django_assert_num_queries(queries):
        assert client.get("/", query).status_code == 200


def test_the_home_page_leads_with_the_next_meeting_and_its_pack(client, panel, text, title):
    make_pack(make_meeting(panel, published=True))

    response = client.get("/avonshire/")

    assert title(response) == "Panel home – Avonshire – Panel Portal"
    assert "Next meeting Agenda published" in text(response)
    assert "10:45am, Thursday 17 March 2022" in text(response)
    assert "Read the pack, 76 pages" in text(response)
    assert 'href="/avonshire/meetings/2022-03-17-panel/pack/public.pdf"' in response.content.decode()


def test_of_two_meetings_on_a_day_the_one_with_an_agenda_stands_first(client, panel):
    hearing = make_meeting(panel, slug="hearing", kind="confirmatory-hearing", starts_at=time(9))
    main = make_meeting(panel, published=True)

    context = client.get("/avonshire/").context

    assert (context["next_meeting"], context["later"]) == (main, [hearing])


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"status": MeetingStatus.DRAFT}, id="draft"),
        pytest.param({"status": MeetingStatus.CANCELLED, "status_reason": "Storm"}, id="cancelled"),
        pytest.param({"publication": Publication.MEMBERS}, id="for members only"),
        pytest.param({"held_on": date(2022, 2, 1)}, id="over"),
    ],
)
def test_the_home_page_promises_no_other_meeting(client, panel, fields):
    make_meeting(panel, **fields)

    assert client.get("/avonshire/").context["next_meeting"] is None


def test_the_home_page_says_when_the_panel_last_met(client, panel, text):
    make_meeting(panel, date(2022, 2, 1), status=MeetingStatus.HELD)

    assert "No meeting is announced. The last one was on Tuesday 1 February 2022 ." in text(client.get("/avonshire/"))


def test_the_public_never_sees_a_preview_or_the_members_pack(client, panel, sign_in):
    meeting = make_meeting(panel, published=True)
    make_pack(meeting, Edition.MEMBERS, pages=80)
    make_pack(meeting, Edition.PUBLIC, PackStatus.PREVIEW, pages=75)

    assert client.get("/avonshire/").context["pack"] is None
    sign_in("panel-member")
    assert client.get("/avonshire/").context["pack"].page_count == 80


@pytest.mark.parametrize(
    ("moment", "sentences"),
    [
        pytest.param(
            datetime(2022, 3, 11, 16, 59, tzinfo=LONDON), ["Send a question by 5pm on Friday 11 March 2022"], id="the last day"
        ),
        pytest.param(datetime(2022, 3, 11, 17, 0, tzinfo=LONDON), [], id="the hour"),
        pytest.param(datetime(2022, 3, 12, 9, 0, tzinfo=LONDON), [], id="the day after"),
    ],
)
def test_the_home_page_says_until_when_to_take_part(client, panel, moment, sentences):
    LocalRuleFactory(body=panel)
    make_meeting(panel)

    with clock.stand_on(moment):
        assert [one.sentence for one in client.get("/avonshire/").context["deadlines"]] == sentences


def _withdrawn_paper(panel, **fields):
    Paper.objects.create(
        area=panel.area, body=panel, collection="2022-03-17-panel", slug=fields["title"].lower(), kind=PaperKind.WRITTEN,
        status=PaperStatus.WITHDRAWN, withdrawn_at=datetime(2022, 3, 10, 9, tzinfo=UTC), withdrawn_reason="Wrong", **fields,
    )  # fmt: skip


def test_what_is_new_tells_only_what_the_reader_may_see(client, panel, sign_in):
    make_meeting(panel, published=True)
    make_meeting(panel, date(2022, 4, 26))
    make_meeting(panel, date(2022, 3, 30), publication=Publication.NOTICE, published=True)
    make_meeting(panel, date(2022, 3, 29), publication=Publication.MEMBERS, published=True)
    make_meeting(panel, date(2022, 6, 1), status=MeetingStatus.DRAFT)
    _withdrawn_paper(panel, title="Mistake")
    _withdrawn_paper(panel, title="Secret", access="members")

    def news():
        return [f"{line['what']}: {line['title']}" for line in client.get("/avonshire/").context["news"]]

    assert news() == [
        "Paper withdrawn: Mistake",
        "Agenda published: Ordinary meeting, Thursday 17 March 2022",
        "Meeting announced: Ordinary meeting, Tuesday 26 April 2022",
    ]
    sign_in("panel-member")
    assert len(news()) == 5


def test_the_home_page_names_members_by_council_host_and_contact(client, panel, text):
    council = AuthorityFactory(area=panel.area, name="Oldtown Council")
    HeldOfficeFactory(membership=MembershipFactory(body=panel, authority=council, person__name="A B"))
    MembershipFactory(body=panel, authority=council, seat=2, person__name="C D")
    MembershipFactory(body=panel, authority=None, co_opted=True, person__name="E F")
    HostFactory(body=panel, authority=council)
    ContactOfficerFactory(body=panel)

    words = text(client.get("/avonshire/"))

    assert "Oldtown Council A B (Chair), C D Independent members E F" in words
    assert "Clerk to the panel clerk@panel.example Hosted by Oldtown Council." in words


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_home_page_asks_the_same_however_much_there_is(client, panel, django_assert_num_queries, count):
    for number in range(count):
        HeldOfficeFactory(membership=MembershipFactory(body=panel))
        make_meeting(panel, slug=f"meeting-{number}", published=True)

    with django_assert_num_queries(20):
        assert client.get("/avonshire/").status_code == 200


def test_an_area_without_a_panel_still_has_a_home(client, text):
    PoliceAreaFactory(slug="empty", name="Empty")

    words = text(client.get("/empty/"))

    assert "No meeting is announced." in words
    assert "Nothing has been published here yet." in words
    assert "No members are recorded for today." in words
