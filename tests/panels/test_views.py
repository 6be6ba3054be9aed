import re
from datetime import date

import pytest
from django.urls import reverse

from panels.choices import BodyKind
from tests.factories.panels import (
    AuthorityFactory,
    BodyFactory,
    ContactOfficerFactory,
    HeldOfficeFactory,
    HostFactory,
    LocalRuleFactory,
    MembershipFactory,
    PersonFactory,
    PoliceAreaFactory,
    RuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    return BodyFactory(area=PoliceAreaFactory(slug="avonshire", name="Avonshire"), slug="panel", name="Avonshire Panel")


def page(client, name, *more):
    return client.get(reverse(f"panels:{name}", args=["avonshire", *more]))


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def title_of(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1].strip()


def rows_of(response, name="table"):
    return [[str(cell["value"]) for cell in row] for row in response.context[name].rows]


def plain(cell):
    return re.sub(r"<[^>]+>", "", cell)


@pytest.mark.parametrize(
    ("name", "more", "title"),
    [
        pytest.param("panel-detail", [], "About the panel", id="panel"),
        pytest.param("member-detail", ["a-b"], "Cllr A B", id="member"),
        pytest.param("rule-list", [], "Rules", id="rules"),
        pytest.param("host-list", [], "Host authority", id="hosts"),
        pytest.param("body-list", [], "Bodies", id="bodies"),
        pytest.param("body-detail", ["panel"], "Avonshire Panel", id="body"),
    ],
)
def test_each_page_has_its_own_title_and_is_public(client, panel, name, more, title):
    PersonFactory(area=panel.area, slug="a-b", name="A B", style="Cllr")

    response = page(client, name, *more)

    assert response.status_code == 200
    assert title_of(response) == f"{title} – Avonshire – Panel Portal"


def test_panel_detail_shows_members_by_council_with_their_offices(client, panel):
    council = AuthorityFactory(area=panel.area, name="Oldtown Council")
    chair = MembershipFactory(body=panel, authority=council, person__name="A B")
    HeldOfficeFactory(membership=chair)
    HeldOfficeFactory(membership=chair, kind="vice-chair", started_on=date(2019, 1, 1), ended_on=date(2021, 6, 23))
    MembershipFactory(body=panel, authority=None, co_opted=True, person__name="C D")
    MembershipFactory(body=panel, person__name="Gone", ended_on=date(2022, 3, 9))
    MembershipFactory(body=panel, person__name="To come", started_on=date(2022, 3, 11))
    MembershipFactory(person__name="Elsewhere")

    rows = rows_of(page(client, "panel-detail"))

    assert [[plain(cell) for cell in row] for row in rows] == [
        ["A B", "Oldtown Council", "Chair"],
        ["C D", "Co-opted independent member", "Member"],
    ]


def test_panel_detail_names_host_and_contact_of_the_day(client, panel):
    HostFactory(body=panel, authority__name="Oldtown Council", ended_on=date(2022, 3, 9))
    HostFactory(body=panel, authority__name="Newtown Council", started_on=date(2022, 3, 10))
    ContactOfficerFactory(body=panel)

    response = page(client, "panel-detail")

    assert response.context["host"].authority.name == "Newtown Council"
    assert "Clerk to the panel clerk@panel.example" in text_of(response)


def test_panel_detail_says_so_when_nothing_is_recorded(client, panel):
    words = text_of(page(client, "panel-detail"))

    assert "No members are recorded for Thursday 10 March 2022." in words
    assert "No host authority is recorded for today." in words
    assert "No contact officer is recorded for today." in words


def test_member_detail_shows_seats_and_offices_with_their_dates(client, panel):
    seat = MembershipFactory(
        body=panel, authority__name="Oldtown Council", person__slug="a-b", started_on=date(2019, 5, 2), date_note="Day not known"
    )
    HeldOfficeFactory(membership=seat, started_on=date(2019, 5, 2), ended_on=date(2020, 5, 1))
    HeldOfficeFactory(membership=seat, kind="vice-chair")

    rows = rows_of(page(client, "member-detail", "a-b"))

    offices = "Chair from 2 May 2019 to 1 May 2020<br>Vice-Chair since 24 Jun 2021"
    assert rows == [["Avonshire Panel", "Oldtown Council", offices, "2 May 2019", "still a member", "not known", "Day not known"]]


@pytest.mark.parametrize(
    ("name", "slug"), [pytest.param("member-detail", "a-b", id="person"), pytest.param("body-detail", "board", id="body")]
)
def test_what_belongs_to_another_area_is_not_found(client, panel, name, slug):
    PersonFactory(slug="a-b")
    BodyFactory(slug="board")

    assert page(client, name, slug).status_code == 404


def test_host_list_shows_every_host_and_the_notice(client, panel):
    HostFactory(body=panel, authority__name="Oldtown Council", ended_on=date(2022, 3, 9), address="Town Hall")
    HostFactory(body=panel, authority__name="Newtown Council", started_on=date(2022, 3, 10))
    LocalRuleFactory(body=panel, key="host-notice-months", number=6, unit="months", provision="paragraph 4.3")

    response = page(client, "host-list")

    assert rows_of(response) == [
        ["Newtown Council", "10 Mar 2022", "not ended", "not known", "none"],
        ["Oldtown Council", "1 Jun 2017", "9 Mar 2022", "Town Hall", "none"],
    ]
    assert "gives 6 months of notice (paragraph 4.3)" in text_of(response)


def test_body_list_and_detail(client, panel):
    BodyFactory(area=panel.area, slug="complaints", name="Complaints sub-committee", kind=BodyKind.SUB_COMMITTEE, parent=panel)

    names = [plain(row[0]) for row in rows_of(page(client, "body-list"))]
    detail = text_of(page(client, "body-detail", "complaints"))

    assert names == ["Avonshire Panel", "Complaints sub-committee"]
    assert "Part of Avonshire Panel" in detail


def test_a_panel_that_is_not_there_yet_is_not_found(client):
    BodyFactory(area=PoliceAreaFactory(slug="avonshire"), started_on=date(2022, 3, 11))

    assert page(client, "panel-detail").status_code == 404
    assert page(client, "body-list").status_code == 200


def _members(panel, count):
    for seat in MembershipFactory.create_batch(count, body=panel):
        HeldOfficeFactory(membership=seat, kind="vice-chair")


def _seats_of_one(panel, count):
    person = PersonFactory(area=panel.area, slug="a-b")
    for _ in range(count):
        seat = MembershipFactory(body=BodyFactory(area=panel.area), person=person)
        HeldOfficeFactory(membership=seat)


@pytest.mark.parametrize(
    ("name", "more", "make", "queries"),
    [
        pytest.param("panel-detail", [], _members, 7, id="members"),
        pytest.param("body-detail", ["panel"], _members, 10, id="members of a body"),
        pytest.param("member-detail", ["a-b"], _seats_of_one, 10, id="seats"),
        pytest.param("host-list", [], lambda panel, count: HostFactory.create_batch(
            count, body=panel, ended_on=date(2020, 1, 1)), 9, id="hosts"),
        pytest.param("body-list", [], lambda panel, count: BodyFactory.create_batch(
            count, area=panel.area, kind=BodyKind.SCRUTINY_PANEL), 6, id="bodies"),
        pytest.param("rule-list", [], lambda panel, count: [RuleFactory(key=f"rule-{n}") for n in range(count)], 6, id="rules"),
        pytest.param("rule-list", [], lambda panel, count: [LocalRuleFactory(body=panel, key=f"rule-{n}") for n in range(count)],
                     5, id="local rules"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("count", [1, 3, 300])
def test_lists_ask_the_same_number_of_queries_however_long(
    client, panel, django_assert_num_queries, name, more, make, queries, count
):
    make(panel, count)

    with django_assert_num_queries(queries):
        assert page(client, name, *more).status_code == 200
