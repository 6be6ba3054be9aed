"""The councils of the area on a day, and what came after those that were abolished."""

from datetime import date

import pytest

from interface import clock
from panels.models import Authority, Membership, Person
from tests.factories.panels import AuthorityFactory, BodyFactory, MembershipFactory
from tests.panels.arranging import page, rows_of, words_of

TODAY = date(2022, 3, 17)
LAST = date(2023, 3, 31)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def reorganised(panel):
    """Two councils that become one on 1 April 2023, beside one that stays."""
    one = AuthorityFactory(area=panel.area, name="Somerset Council", started_on=date(2023, 4, 1), seats=2)
    AuthorityFactory(area=panel.area, name="Mendip", kind="district", ended_on=LAST, successor=one)
    AuthorityFactory(area=panel.area, name="Sedgemoor", kind="district", ended_on=LAST, successor=one)
    AuthorityFactory(area=panel.area, name="Bristol", seats=2)
    return panel


def test_before_the_reorganisation(client, reorganised):
    mendip = Authority.objects.get(name="Mendip")
    MembershipFactory(body=reorganised, authority=mendip)
    MembershipFactory(body=reorganised, authority=mendip, ended_on=date(2022, 3, 16))
    MembershipFactory(body=BodyFactory(area=reorganised.area, kind="board"), authority=mendip)

    response = page(client, "authority-list")

    assert rows_of(response.context["table"]) == [
        ["Bristol / Unitary authority", "2", "0", "2 vacant", "22 Nov 2012", "not ended"],
        ["Mendip / District council", "1", "1", "Filled", "22 Nov 2012", "31 Mar 2023 / then Somerset Council"],
        ["Sedgemoor / District council", "1", "0", "1 vacant", "22 Nov 2012", "31 Mar 2023 / then Somerset Council"],
    ]
    assert rows_of(response.context["to_come"]) == [["Somerset Council / Unitary authority", "1 Apr 2023", "2"]]
    assert response.context["gone"].count == 0
    assert "3 councils on Thursday 17 March 2022" in words_of(response)


def test_after_the_reorganisation(client, reorganised):
    response = page(client, "authority-list", on="2023-04-01")

    assert [row[0] for row in rows_of(response.context["table"])] == [
        "Bristol / Unitary authority", "Somerset Council / Unitary authority",
    ]  # fmt: skip
    assert rows_of(response.context["gone"]) == [
        ["Mendip / District council", "31 Mar 2023", "Somerset Council"],
        ["Sedgemoor / District council", "31 Mar 2023", "Somerset Council"],
    ]
    assert [one["text"] for one in response.context["filters"]] == ["On 1 Apr 2023"]
    assert "/avonshire/panel/composition/?on=2023-04-01" in response.content.decode()


def test_too_many_seats_and_a_successor_that_is_not_recorded(client, panel):
    council = AuthorityFactory(area=panel.area, name="Bristol", ended_on=LAST)
    MembershipFactory.create_batch(3, body=panel, authority=council)

    row = rows_of(page(client, "authority-list").context["table"])[0]
    gone = rows_of(page(client, "authority-list", on="1/4/2023").context["gone"])

    assert row[3:] == ["2 too many", "22 Nov 2012", "31 Mar 2023 / what comes after it is not recorded"]
    assert gone == [["Bristol / Unitary authority", "31 Mar 2023", "not recorded"]]


def test_a_day_that_cannot_be_shows_today(client, reorganised):
    response = page(client, "authority-list", on="32 3 2022")

    assert response.context["form" if "form" in response.context else "filter_form"].errors
    assert "3 councils on Thursday 17 March 2022" in words_of(response)


def test_an_area_without_councils_says_so(client, panel):
    assert "No council of this area is recorded for Thursday 17 March 2022." in words_of(page(client, "authority-list"))


def test_the_list_asks_as_often_for_three_hundred_rows_as_for_one(client, panel, django_assert_num_queries):
    for wanted in (1, 3, 300):
        start = Authority.objects.count()
        made = Authority.objects.bulk_create(
            Authority(area=panel.area, slug=f"c-{n}", name=f"C {n}", kind="unitary", started_on=date(2012, 11, 22))
            for n in range(start, wanted)
        )
        people = Person.objects.bulk_create(Person(area=panel.area, slug=f"p-{n}", name=f"P {n}") for n in range(start, wanted))
        Membership.objects.bulk_create(
            Membership(body=panel, person=person, authority=one, started_on=date(2021, 6, 24))
            for person, one in zip(people, made, strict=True)
        )
        with django_assert_num_queries(6):
            assert page(client, "authority-list").context["table"].count == wanted
