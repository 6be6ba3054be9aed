"""The overview, the live papers and the publication scheme: what is new, what slips, where money goes; as at a day; no secret."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from commissioning.choices import AwardStatus, CameFrom, StageKind, TotalUnit, Vat
from commissioning.services import at_scheme, live_papers
from commissioning.services.overview import new_awards
from decisions.registry import scheme_facts
from documents.sources import draw
from interface import clock
from interface.clock import LONDON
from meetings.choices import MeetingStatus
from tests.factories.commissioning import (
    AwardFactory,
    BidFactory,
    ExerciseFactory,
    ExtensionFactory,
    FundFactory,
    LineFactory,
    PaymentFactory,
    PriorityFactory,
    ProviderFactory,
    ReturnFactory,
    StageFactory,
    TotalFactory,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 10)
MET = date(2022, 2, 1)
assert live_papers
assert at_scheme


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def panel(area):
    body = BodyFactory(area=area, slug="panel")
    MeetingFactory(body=body, held_on=MET, status=MeetingStatus.HELD)
    return body


@pytest.fixture
def page(client, area):
    def read(query=""):
        return client.get(reverse("commissioning:overview", args=[area.slug]) + query)

    return read


@pytest.fixture
def paper(area, panel):
    def read(key="commissioning", on=TODAY):
        return draw(key, area=area, body=panel, on=on, collection="")

    return read


def moment(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


def slipping(area, **facts):
    """A procurement whose notice was planned for 10 January 2022 and did not come."""
    one = ExerciseFactory(area=area, title="Victims services", **facts)
    StageFactory(exercise=one, kind=StageKind.SPECIFICATION, planned_on=date(2021, 11, 1), actual_on=date(2021, 11, 2))
    StageFactory(exercise=one, kind=StageKind.NOTICE, planned_on=date(2022, 1, 10))
    return one


def secrets(area, priority=None):
    """One of each thing that nobody outside the office reads."""
    common = {"area": area, "priority": priority, "awarded_on": date(2022, 2, 20), "ended_on": date(2022, 6, 1)}
    AwardFactory(**common, exempt=True, title="CANARY exempt", amount=Decimal("666.66"), provider__name="CANARY provider")
    AwardFactory(**common, unpublished=True, title="CANARY unpublished", amount=Decimal("555.55"))
    AwardFactory(**common, status=AwardStatus.CANCELLED, cancelled_why="x", title="CANARY cancelled", amount=Decimal("444.44"))
    AwardFactory(area=area, draft=True, title="CANARY draft", amount=Decimal("333.33"))
    ExerciseFactory(area=area, draft=True, title="CANARY exercise")
    FundFactory(area=area, draft=True, title="CANARY fund", spend_by=date(2022, 5, 1))
    TotalFactory(area=area, title="CANARY total", published_at=None)
    BidFactory(area=area, draft=True, title="CANARY bid")
    ExtensionFactory(award=AwardFactory(area=area, exempt=True, title="CANARY contract"), decide_by=date(2022, 4, 1))


LEAKS = ("CANARY", "666", "555.55", "444.44", "333.33")


# The overview -----------------------------------------------------------------------------------------------------------


def test_the_overview_says_what_is_new_since_the_panel_met(area, panel, page):
    AwardFactory(area=area, title="New one", awarded_on=date(2022, 2, 20), amount=Decimal("30797.00"))
    AwardFactory(area=area, title="Told before", awarded_on=date(2022, 1, 20), published_at=moment(date(2022, 1, 21)))
    AwardFactory(area=area, title="Came out late", awarded_on=date(2022, 1, 20), published_at=moment(date(2022, 2, 20)))
    AwardFactory(area=area, title="History", awarded_on=date(2018, 1, 20), published_at=moment(date(2022, 2, 20)))

    new = page().context["new"]

    assert new.caption == "Awards made or published since the panel met on Tuesday 1 February 2022"
    assert [one.title for one in new.page] == ["New one", "Came out late"]


def test_the_overview_says_what_slips_first(area, page):
    ExerciseFactory(area=area, title="On time")
    slipping(area)

    stages = page().context["stages"]

    assert [one.exercise.title for one in stages.page] == ["Victims services", "On time"]
    assert "59 days late" in page().content.decode()


def test_money_is_told_by_priority_to_the_penny(area, page):
    victims = PriorityFactory(area=area, title="Victims")
    for amount in ("30797.00", "0.10", "0.20"):
        AwardFactory(area=area, priority=victims, amount=Decimal(amount))
    AwardFactory(area=area, contract=True, amount=Decimal("99999999999.99"))

    response = page()

    shown = response.content.decode()
    assert [(row[1].title, row[1].total) for row in response.context["spending"].page] == [
        ("Victims", Decimal("30797.30")), ("No priority named", Decimal("99999999999.99")),
    ]  # fmt: skip
    assert "Awards of 2021/22 come to £100,000,030,797.29. VAT differs from line to line." in shown
    assert "<svg" in shown


def test_another_year_can_be_asked_for(area, page):
    AwardFactory(area=area, amount=Decimal("70000.00"), awarded_on=date(2017, 9, 1), title="Old")

    assert "£70,000.00" not in str(page().context["sum_words"])
    assert page("?year=2017").context["sum_words"] == "Awards of 2017/18 come to £70,000.00. Outside the scope of VAT."
    assert page("?year=nonsense").context["year"] == "2021/22"


def test_what_ends_is_told_with_what_is_past_its_day(area, page):
    AwardFactory(area=area, title="Ends soon", ended_on=date(2022, 5, 1))
    AwardFactory(area=area, title="Past its day", ended_on=date(2022, 3, 9), status=AwardStatus.LIVE)
    AwardFactory(area=area, title="Far off", ended_on=date(2022, 9, 11))
    AwardFactory(area=area, title="Over", ended_on=date(2022, 3, 1), status=AwardStatus.ENDED)
    ExtensionFactory(award=AwardFactory(area=area, contract=True, title="Option"), decide_by=date(2022, 4, 1))
    FundFactory(area=area, title="Fund", spend_by=date(2022, 3, 31))

    found = [(one.on, one.is_late) for one in page().context["endings"].page]

    assert found == [(date(2022, 3, 9), True), (date(2022, 3, 31), False), (date(2022, 4, 1), False), (date(2022, 5, 1), False)]


def test_totals_that_do_not_add_up_are_told_and_no_others(area, page):
    LineFactory(total=TotalFactory(area=area, title="Adds up", stated=Decimal("30797.00")), value=Decimal("30797.00"))
    LineFactory(total=TotalFactory(area=area, title="Answers", stated=50, unit=TotalUnit.NUMBER), value=51)

    wrong = page().context["wrong"]

    assert [(total.title, check.words) for total, check in wrong.page] == [
        ("Answers", "Lines add up to 51, 1 more than the 50 typed")
    ]


@pytest.mark.parametrize(
    "role", [None, Role.OFFICE_PERFORMANCE, Role.ADMINISTRATOR], ids=["public", "other office", "administrator"]
)
def test_the_overview_tells_no_secret(client, area, page, role):
    priority = PriorityFactory(area=area)
    AwardFactory(area=area, priority=priority, amount=Decimal("1.00"), title="Told")
    secrets(area, priority)
    if role:
        client.force_login(AppointmentFactory(area=area, role=role).user)

    response = page()

    shown = response.content.decode()
    assert not [one for one in LEAKS if one in shown]
    assert "£1.00" in shown
    assert "Some awards are private" in shown
    assert not response.context["office"]


def test_who_reads_private_awards_is_told_that_they_are_in_the_sums(client, area, panel, page):
    AwardFactory(area=area, exempt=True, title="Exempt one", awarded_on=date(2022, 2, 20), amount=Decimal("666.66"))
    client.force_login(AppointmentFactory(area=area, body=panel, role=Role.PANEL_MEMBER).user)

    shown = page().content.decode()

    assert "Exempt one</a> <strong" in shown
    assert "£666.66" in shown
    assert "You read awards that are not public" in shown
    assert "666" not in page("?as=public").content.decode()


def test_the_office_is_told_what_waits(client, area, page):
    secrets(area)
    ReturnFactory(award=AwardFactory(area=area), due_on=date(2022, 3, 9))
    ReturnFactory(award=AwardFactory(area=area), due_on=date(2022, 3, 10))
    client.force_login(AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user)

    office = {one["term"]: one["value"] for one in page().context["office"]}

    assert "1" in office["Returns late"]
    assert "2" not in office["Returns late"].split(">")[-2]
    assert ">2<" in office["Awards not published"]
    assert ">1<" in office["Bids not published"]


def test_the_overview_asks_as_often_for_30_rows_as_for_1(client, area, panel, page):
    counts = []
    for more in (1, 2, 27):
        for _one in range(more):
            fund, exercise = FundFactory(area=area, spend_by=date(2022, 4, 1)), slipping(area)
            AwardFactory(area=area, fund=fund, exercise=exercise, priority=PriorityFactory(area=area), ended_on=date(2022, 4, 1))
            ExtensionFactory(award=AwardFactory(area=area, contract=True), decide_by=date(2022, 4, 1))
            LineFactory(total=TotalFactory(area=area, fund=fund))
            LineFactory(total=TotalFactory(area=area), value=1)
        page()
        with CaptureQueriesContext(connection) as asked:
            page()
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


# The live papers --------------------------------------------------------------------------------------------------------


def test_the_paper_tells_awards_stages_funds_priorities_and_exceptions(area, paper):
    fund = FundFactory(area=area, title="Critical support", budget=Decimal("40000.00"), spend_by=date(2022, 3, 31))
    provider = ProviderFactory(area=area, name="Safe | Sound")
    AwardFactory(
        area=area, fund=fund, title="Helpline [new]", amount=Decimal("30797.00"), awarded_on=date(2022, 2, 20), provider=provider,
        priority=PriorityFactory(area=area, title="Victims"),
    )  # fmt: skip
    TotalFactory(area=area, fund=fund, stated=Decimal("30797.00"))
    TotalFactory(area=area, fund=fund, title="Stated otherwise", stated=Decimal("30800.00"))
    slipping(area)

    drawn = paper()

    for words in (
        "1 award made or published since the meeting of Tuesday 1 February 2022, together £30,797.00 (outside the scope of VAT).",
        r"Helpline \[new\]", r"Safe \\| Sound",
        "Specification, 2 Nov 2021 | Notice | 10 Jan 2022 | no new date | 59 days late",
        "£40,000.00 (outside the scope of VAT) | 1 | £30,797.00",
        "Lines add up to £30,797.00, as typed; Lines add up to £30,797.00, £3.00 less than the £30,800.00 typed",
        "Awards of 2021/22 come to £30,797.00 (outside the scope of VAT). Most of it serves “Victims”.",
        "Chart: spending-by-priority", "- Victims services: Notice is 59 days late",
        "- Stated otherwise: Lines add up to £30,797.00, £3.00 less", "- Critical support: to be spent by Thursday 31 March 2022",
    ):  # fmt: skip
        assert words in drawn.text, words
    assert drawn.charts["spending-by-priority"]["series"][0]["values"] == [30797]


def test_the_section_is_short_and_draws_nothing(area, paper):
    AwardFactory.create_batch(12, area=area, awarded_on=date(2022, 2, 20))
    slipping(area)

    drawn = paper("commissioning-section")

    assert drawn.text.count("G-2022-") == 10
    assert "12 awards made or published since the meeting" in drawn.text
    assert "The others are in the register of awards." in drawn.text
    assert "1 procurement or grant round is in hand; 1 of them slips." in drawn.text
    assert drawn.charts == {}


@pytest.mark.parametrize("key", ["commissioning", "commissioning-section"])
def test_the_papers_tell_no_secret(area, paper, key):
    secrets(area, PriorityFactory(area=area))

    drawn = paper(key)

    assert not [one for one in LEAKS if one in drawn.text + str(drawn.charts)]
    assert "Nothing was awarded after the meeting of Tuesday 1 February 2022." in drawn.text


def test_the_papers_are_as_at_a_day(area, paper):
    AwardFactory(area=area, title="Later", awarded_on=date(2022, 3, 9))
    StageFactory(exercise=slipping(area), kind=StageKind.AWARD, planned_on=date(2022, 3, 1), actual_on=date(2022, 3, 9))

    before, after = paper(on=date(2022, 3, 8)).text, paper().text

    assert "Later" not in before
    assert "Later" in after
    assert "Award, 9 Mar 2022" not in before
    assert "Award, 9 Mar 2022" in after


def test_the_paper_of_nothing_says_so(paper):
    text = paper().text

    for words in ("Nothing was awarded after", "No procurement and no grant round is in hand.", "No fund is published.",
                  "Nothing is awarded in 2021/22.", "Nothing slips, nothing is late, and all totals add up."):  # fmt: skip
        assert words in text


# The publication scheme -------------------------------------------------------------------------------------------------


def test_the_scheme_counts_what_everybody_reads(area):
    AwardFactory(area=area, awarded_on=date(2022, 2, 20))
    AwardFactory(area=area, is_crime_and_disorder=False)
    AwardFactory(area=area, contract=True, amount=Decimal("10000.01"))
    ExerciseFactory(area=area)
    PaymentFactory(area=area, paid_on=date(2022, 2, 17))
    PaymentFactory(area=area, unpublished=True)
    secrets(area)

    facts = scheme_facts(area, {"grants", "contracts", "tenders", "spending"})

    assert facts["grants"].words == "1 crime and disorder reduction grant, the newest of Sunday 20 February 2022"
    assert facts["contracts"].words.startswith("1 contract, ")
    assert facts["tenders"].words == "1 procurement"
    assert facts["spending"].words == "1 payment, the newest of Thursday 17 February 2022"


def test_the_scheme_says_nothing_of_nothing(area):
    secrets(area)

    assert scheme_facts(area, {"grants", "contracts", "tenders", "spending"}) == {}


def test_a_vat_that_is_not_stated_is_said(area, paper):
    AwardFactory(area=area, awarded_on=date(2022, 2, 20), vat=Vat.NOT_STATED)

    assert "together £1,000.00 (VAT not stated)." in paper().text


def test_what_another_publisher_gave_is_not_told_as_the_commissioners(area):
    AwardFactory(area=area, amount=Decimal("100.00"))
    AwardFactory(area=area, amount=Decimal("3500.10"), came_from=CameFrom.GRANTS_FILE, their_identifier="360G-other-1")

    found = new_awards(area, AnonymousUser(), since=None, on=clock.today())

    assert [one.amount for one in found] == [Decimal("100.00")]
