"""The public register: who reads what of which decision, nil returns in their place, missing numbers, and no oracle."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from accounts.choices import Role
from decisions.choices import CostKind
from interface import clock
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.register import DecisionFactory, NilReturnFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_april():
    with clock.stand_on(date(2022, 4, 1)):
        yield


def address(area, query=""):
    return reverse("decisions:decision-list", args=[area.slug]) + query


def listed(client, area, query=""):
    """The heads of the rows that a reader sees, in order."""
    table = client.get(address(area, query)).context["table"]
    return [re.sub(r"<[^>]+>", "", str(row[0]["value"])).replace("also", " also") for row in table.rows]


def text(client, area, query=""):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address(area, query)).content.decode())).split())


@pytest.fixture
def register(area):
    """Two published decisions, one of them exempt, one that is shared with the panel, and one that only the office knows."""
    common = {"area": area, "maker": None}
    PublishedDecisionFactory(**common, year=2021, number=3, title="Wardens", signed_on=date(2021, 6, 1), cost=Decimal(30_000))
    PublishedDecisionFactory(
        **common, year=2021, number=4, exempt=True, title="CANARY-TITLE", summary="CANARY-SUMMARY", term="CANARY-TERM",
        officer="CANARY-OFFICER", cost=Decimal("777777"), signed_on=date(2021, 7, 1), printed_label="CANARY-LABEL",
    )  # fmt: skip
    DecisionFactory(**common, year=2021, number=5, title="Shared with the panel", shared=True, exempt=True)
    DecisionFactory(**common, year=2021, number=6, title="Of the office alone")
    return area


def test_each_reader_sees_the_decisions_that_are_theirs(client, register, office, clerk, member):
    seen = {}
    for name, user in (("public", None), ("clerk", clerk), ("member", member), ("office", office)):
        if user:
            client.force_login(user)
        seen[name] = listed(client, register)
    assert seen["public"] == ["2021/004", "2021/003"]
    assert seen["clerk"] == seen["member"] == ["2021/005", "2021/004", "2021/003"]
    assert [head.split(" ")[0] for head in seen["office"]] == ["2021/006", "2021/005", ["2021/004", "also"][0], "2021/003"]


def test_of_an_exempt_decision_the_public_reads_its_line_alone(client, register, clerk, office):
    for user in (None, clerk):
        if user:
            client.force_login(user)
        page = client.get(address(register)).content.decode()
        assert not [token for token in ("CANARY", "777,777", "777777") if token in page]
        assert "Decision on a contract" in page
        assert "Schedule 12A, paragraph 3: financial or business affairs of any person. Bids for the contract" in page
    client.force_login(office)
    assert "CANARY-TITLE" in text(client, register)
    assert "CANARY" not in text(client, register, "?as=public")


def test_panel_readers_of_a_shared_exempt_decision_read_its_title(client, register, body, clerk):
    performance = AppointmentFactory(area=register, role=Role.OFFICE_PERFORMANCE, user__email="p@opcc.example").user
    client.force_login(clerk)
    assert "Shared with the panel" in text(client, register)
    client.force_login(performance)
    assert listed(client, register) == ["2021/004", "2021/003"]


ORACLES = [
    "?q=CANARY-TITLE", "?q=CANARY-SUMMARY", "?q=CANARY-TERM", "?q=CANARY-OFFICER", "?q=CANARY-LABEL", "?over=700000",
    "?significant=yes&q=contract", "?significant=no&q=contract",
]  # fmt: skip


@pytest.mark.parametrize("query", ORACLES)
def test_searches_and_filters_tell_nothing_of_what_is_exempt(client, register, clerk, query):
    assert listed(client, register, query) == []
    client.force_login(clerk)
    assert listed(client, register, query) == []


def test_sorting_by_cost_does_not_place_what_is_exempt(client, register, office):
    PublishedDecisionFactory(area=register, maker=None, year=2021, number=9, cost=Decimal(900_000))
    assert listed(client, register, "?sort=-cost") == ["2021/009", "2021/003", "2021/004"]
    assert listed(client, register, "?sort=cost") == ["2021/003", "2021/009", "2021/004"]
    client.force_login(office)
    assert listed(client, register, "?sort=-cost")[1].startswith("2021/004")


def test_public_words_of_a_private_part_are_found_and_private_ones_are_not(client, area):
    PublishedDecisionFactory(area=area, maker=None, year=2021, number=1, exempt_part=True, exempt_text="SECRETBID")
    assert listed(client, area, "?q=reserve") == ["2021/001"]
    assert listed(client, area, "?q=SECRETBID") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=2021/003", ["2021/003"]), ("?q=2021-003", ["2021/003"]), ("?q=wardens+saturdays", ["2021/003"]),
        ("?q=contract", ["2021/004"]), ("?private=yes", ["2021/004"]), ("?private=no", ["2021/003"]),
        ("?over=20,000", ["2021/003"]), ("?over=30000", []), ("?year=2021", ["2021/004", "2021/003"]), ("?year=1999", []),
        ("?state=published", ["2021/004", "2021/003"]), ("?state=proposed", []), ("?over=x", []),
        ("?sort=reference", ["2021/003", "2021/004"]), ("?sort=signed", ["2021/003", "2021/004"]),
        ("?sort=title", ["2021/004", "2021/003"]),
    ],
)  # fmt: skip
def test_filters_and_orders_of_the_public(client, register, query, expected):
    assert listed(client, register, query) == expected


def test_filters_in_force_can_be_removed(client, register):
    filters = client.get(address(register, "?q=wardens&over=1000&sort=cost")).context["filters"]
    assert [(one["text"], one["url"]) for one in filters] == [
        ("Words or reference: wardens", "?over=1000&sort=cost"), ("Cost or ceiling over: 1000", "?q=wardens&sort=cost"),
    ]  # fmt: skip


def nils(area):
    for number, signed in ((1, date(2021, 2, 1)), (2, date(2021, 6, 1)), (3, date(2022, 2, 1))):
        PublishedDecisionFactory(area=area, maker=None, year=signed.year, number=number, signed_on=signed)
    NilReturnFactory(area=area)
    NilReturnFactory(area=area, started_on=date(2021, 3, 1), ended_on=date(2021, 4, 30))
    NilReturnFactory(area=area, started_on=date(2021, 12, 20), ended_on=date(2022, 1, 9), note="Closed over Christmas")
    NilReturnFactory(area=area, started_on=date(2020, 1, 1), ended_on=date(2020, 1, 1))
    NilReturnFactory(area=area, taken_back=True, started_on=date(2021, 5, 1), ended_on=date(2021, 5, 9))


def test_nil_returns_stand_in_their_place(client, area):
    nils(area)
    nil = "Nil return"
    assert listed(client, area) == [nil, "2022/003", nil, "2021/002", nil, "2021/001", nil]
    assert listed(client, area, "?sort=reference") == [nil, "2021/001", nil, "2021/002", nil, "2022/003", nil]
    assert listed(client, area, "?year=2021") == [nil, "2021/002", nil, "2021/001"]
    assert listed(client, area, "?year=2020") == [nil]
    assert listed(client, area, "?sort=cost") == ["2021/001", "2021/002", "2022/003"]
    words = text(client, area)
    assert "3 decisions and 4 nil returns" in words
    assert "No formal decisions between 2 February and 8 March 2022." in words
    assert "No formal decisions between 20 December 2021 and 9 January 2022. Closed over Christmas" in words
    assert "No formal decisions on 1 January 2020." in words
    assert "2 decisions and 2 nil returns" in text(client, area, "?year=2021")


def test_nil_returns_keep_their_place_over_pages(client, area):
    for number in range(1, 100):
        PublishedDecisionFactory(area=area, maker=None, year=2021, number=number, signed_on=date(2021, 1 + number // 10, 10))
    for month in range(1, 11):
        NilReturnFactory(area=area, started_on=date(2021, month, 12), ended_on=date(2021, month, 20))
    first, second, third = (listed(client, area, f"?page={page}") for page in (1, 2, 3))
    whole = [*first, *second, *third]

    assert (len(first), len(second), len(third)) == (50, 50, 9)
    assert [one for one in whole if one != "Nil return"] == [f"2021/{number:03d}" for number in range(99, 0, -1)]
    assert [place for place, one in enumerate(whole) if one == "Nil return"][:3] == [0, 11, 22]


def test_numbers_that_the_register_does_not_hold_are_told(client, area, office):
    for number in (5, 6, 9):
        PublishedDecisionFactory(area=area, maker=None, year=2018, number=number)
    DecisionFactory(area=area, maker=None, year=2018, number=7)  # held, and known to the office alone
    DecisionFactory(area=area, maker=None, year=2018, number=20)

    told = client.get(address(area)).context["missing"]
    assert told == ["2018/001 to 2018/004 and 2018/008 are not in this register."]
    client.force_login(office)
    assert client.get(address(area)).context["missing"] == [
        "2018/001 to 2018/004, 2018/008 and 2018/010 to 2018/019 are not in this register."
    ]
    assert client.get(address(area, "?q=x")).context["missing"] == []


def test_a_rescinded_decision_names_the_later_one_once_it_is_out(client, area):
    PublishedDecisionFactory(area=area, maker=None, year=2021, number=1)
    later = PublishedDecisionFactory(area=area, maker=None, year=2021, number=2)
    DecisionFactory(area=area, maker=None, year=2020, number=1, rescinded=True, rescinded_by=later)
    hidden = DecisionFactory(area=area, maker=None, year=2021, number=3, signed=True)
    DecisionFactory(area=area, maker=None, year=2020, number=2, rescinded=True, rescinded_by=hidden)
    words = text(client, area)
    assert ("Rescinded by 2021/002" in words, "2021/003" in words) == (True, False)


def test_an_empty_register_says_what_comes_next(client, area, office):
    assert "No decision is published yet. Decisions appear here once they are signed and published." in text(client, area)
    assert "No decisions match. Remove a filter." in text(client, area, "?q=x")
    client.force_login(office)
    assert "No decision is logged yet. Log the first, bring in an older register, or state a nil return." in text(client, area)


def test_other_areas_are_other_registers(client, area):
    PublishedDecisionFactory(area=PoliceAreaFactory(), maker=None, year=2021, number=1)
    NilReturnFactory()
    assert listed(client, area) == []


def test_the_list_asks_as_much_for_1_as_for_300(client, area, office, django_assert_num_queries):
    BodyFactory(area=area)
    counts = {}
    for reader in (None, office):
        if reader:
            client.force_login(reader)
        for count in (1, 3, 300):
            have = area.decisions.count()
            DecisionFactory.create_batch(max(0, count - have), area=area, maker=None, published=True, exempt_part=True)
            NilReturnFactory.create_batch(max(0, min(count, 30) - area.nil_returns.count()), area=area)
            client.get(address(area))
            with django_assert_num_queries(100, exact=False) as captured:
                client.get(address(area))
            counts.setdefault(reader is not None, set()).add(len(captured))
    assert [len(found) for found in counts.values()] == [1, 1]


def test_amounts_are_told_in_words(client, area):
    kinds = [
        (CostKind.EXACT, Decimal("20000"), "£20,000"), (CostKind.CEILING, Decimal("550000.50"), "at most £550,000.50"),
        (CostKind.INCOME, Decimal("1"), "brings in £1"), (CostKind.NONE, None, "no cost"),
        (CostKind.NOT_KNOWN, None, "not known"),
    ]  # fmt: skip
    for kind, cost, _words in kinds:
        PublishedDecisionFactory(area=area, maker=None, cost_kind=kind, cost=cost, term="", year=2021)
    cells = [str(row[3]["value"]) for row in client.get(address(area, "?sort=reference")).context["table"].rows]
    assert cells == [words for _kind, _cost, words in kinds]
