"""Councillor advocates with their meetings, expressions of interest, and priorities: who keeps and who reads which."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from commissioning.choices import ExerciseKind, TotalUnit
from commissioning.models import Advocate, AdvocateMeeting, Priority
from commissioning.services import scheme_rows as services
from interface import clock
from tests.commissioning.test_bids import day, sent
from tests.factories.commissioning import (
    AdvocateFactory,
    AdvocateMeetingFactory,
    ApplicationFactory,
    AwardFactory,
    ExerciseFactory,
    FundFactory,
    LineFactory,
    PriorityFactory,
    TotalFactory,
)
from tests.factories.panels import AppointmentFactory, AuthorityFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def url(name, area, *args):
    return reverse(name, args=[area.slug, *args])


def text(client, address):
    return client.get(address).content.decode()


# Advocates ------------------------------------------------------------------------------------------------------------


def test_an_advocate_is_entered_for_a_council(client, area, office):
    council = AuthorityFactory(area=area, name="Blackwater Borough Council")
    client.force_login(office)

    sent(
        client, url("bids:advocate-create", area), authority=council.slug, councillor="Cllr Mary Price",
        policing_area="Blackwater", **day("started_on", date(2021, 5, 20)),
    )  # fmt: skip
    client.logout()

    shown = text(client, url("bids:advocate-list", area))
    assert all(words in shown for words in ("Blackwater Borough Council", "Cllr Mary Price", "20 May 2021"))
    told = AuditEntry.objects.get()
    assert told.action == "commissioning.advocate_added"
    assert "Price" not in str(told.detail)


@pytest.mark.parametrize(("name", "council"), [("", ""), ("x", "Little Easton Parish Council")], ids=["none", "both"])
def test_an_advocate_needs_one_council(client, area, office, name, council):
    chosen = AuthorityFactory(area=area)
    client.force_login(office)

    page = sent(
        client, url("bids:advocate-create", area), authority=chosen.slug if name else "", council=council, councillor="Cllr A",
        **day("started_on", TODAY),
    )  # fmt: skip

    assert page.context["form"].errors
    assert not Advocate.objects.exists()


def test_a_council_has_one_advocate_at_a_time(area):
    AdvocateFactory(area=area, council="Easton Town Council", started_on=date(2021, 5, 20))
    facts = {"council": "EASTON TOWN COUNCIL ", "councillor": "Cllr B", "started_on": date(2022, 1, 1)}

    with pytest.raises(ValidationError) as refused:
        services.add_row(model=Advocate, parent=area, actor=None, **facts)

    assert list(refused.value.message_dict) == ["started_on"]
    first = Advocate.objects.get()
    services.change_row(row=first, version=first.version, actor=None, ended_on=date(2021, 12, 31))
    services.add_row(model=Advocate, parent=area, actor=None, **facts)
    first.refresh_from_db()
    with pytest.raises(ValidationError):
        services.change_row(row=first, version=first.version, actor=None, ended_on=None)


def test_an_advocate_is_not_put_back_beside_another(area):
    first = AdvocateFactory(area=area, council="Easton")
    first = services.remove_row(row=first, version=first.version, actor=None)
    AdvocateFactory(area=area, council="Easton")

    with pytest.raises(ValidationError):
        services.restore_row(row=first, version=first.version, actor=None)


def test_meetings_are_told_with_the_next(client, area, office):
    AdvocateMeetingFactory(area=area, held_on=date(2022, 1, 20))
    client.force_login(office)

    sent(client, url("bids:meeting-create", area), subjects="Fraud", **day("held_on", date(2022, 4, 21)))
    client.logout()

    facts = {one["term"]: one["value"] for one in client.get(url("bids:advocate-list", area)).context["key_facts"]}
    assert (facts["Last met"], facts["Meet next"]) == ("20 Jan 2022", "21 Apr 2022")
    assert AdvocateMeeting.objects.count() == 2


def test_what_is_taken_out_is_the_offices(client, area, office):
    one = AdvocateFactory(area=area, councillor="Cllr Gone")
    client.force_login(office)
    sent(client, url("bids:advocate-remove", area, one.number))
    assert "Put back" in text(client, url("bids:advocate-list", area))

    client.logout()
    assert "Cllr Gone" not in text(client, url("bids:advocate-list", area))
    assert "Cllr Gone" not in text(client, url("bids:advocate-export", area, "csv"))


@pytest.mark.parametrize("name", ["bids:advocate-update", "bids:advocate-remove", "bids:meeting-update", "bids:meeting-restore"])
def test_nobody_else_writes(client, area, name):
    AdvocateFactory(area=area)
    AdvocateMeetingFactory(area=area)
    client.force_login(AppointmentFactory(area=area, role=Role.CLERK).user)

    assert client.get(url(name, area, 1)).status_code == 403


def test_the_advocates_ask_as_often_for_30_as_for_1(client, area):
    counts = []
    for more in (1, 2, 27):
        for _one in range(more):
            AdvocateFactory(area=area, council="", authority=AuthorityFactory(area=area))
            AdvocateMeetingFactory(area=area)
        client.get(url("bids:advocate-list", area))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("bids:advocate-list", area))
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


# Expressions of interest ----------------------------------------------------------------------------------------------


@pytest.fixture
def call(area):
    """A call with 50 answers stated, whose lines make 51."""
    one = ExerciseFactory(area=area, title="CCTV", kind=ExerciseKind.EXPRESSIONS, fund=FundFactory(area=area))
    total = TotalFactory(area=area, exercise=one, title="Expressions of interest", stated=50, unit=TotalUnit.NUMBER)
    for label, value in (("Unitary councils", 3), ("Town councils", 24), ("Parish councils", 24)):
        LineFactory(total=total, label=label, value=value)
    return one


def test_a_total_of_50_whose_lines_make_51_is_flagged(client, area, call):
    page = client.get(url("bids:expression-list", area))

    words = "Lines add up to 51, 1 more than the 50 typed"
    assert [one.check.words for one in page.context["wrong"]] == [words]
    shown = page.content.decode()
    assert all(one in shown for one in (words, "Unitary councils", "Town councils", "Parish councils"))
    assert words not in text(client, url("bids:bid-list", area))


def test_counts_of_answers_are_told_once_public_and_never_from_the_answers(client, area, office, call):
    call.stated_totals.update(published_at=None)
    ApplicationFactory.create_batch(7, exercise=call, applicant="CANARY council", applicant_kind="CANARY kind")

    for address in (url("bids:expression-list", area), url("bids:expression-export", area, "csv")):
        shown = text(client, address)
        assert not any(words in shown for words in ("CANARY", "Unitary", ">51<", "to 51", ">7<"))
    client.force_login(office)
    shown = text(client, url("bids:expression-list", area))
    assert "CANARY kind" in shown
    assert "CANARY council" not in shown
    assert "Received by the office: 7" in shown


def test_investments_are_the_awards_of_the_fund_that_one_reads(client, area, call):
    AwardFactory(area=area, fund=call.fund, title="Cameras", amount=Decimal("1200.10"))
    AwardFactory(area=area, exercise=call, title="Poles", amount=Decimal("0.20"))
    AwardFactory(area=area, fund=call.fund, exempt=True, title="CANARY", amount=Decimal("666.66"))
    AwardFactory(area=area, fund=call.fund, unpublished=True, title="CANARY", amount=Decimal("555.55"))

    shown = text(client, url("bids:expression-list", area))

    assert all(words in shown for words in ("Cameras", "Poles", "Together £1,200.30", "Outside the scope of VAT"))
    assert not any(words in shown for words in ("CANARY", "666", "555", "1,866"))
    assert "Some awards are private" in shown


def test_the_calls_ask_as_often_for_30_as_for_1(client, area):
    counts = []
    for more in (1, 2, 27):
        for _one in range(more):
            call = ExerciseFactory(area=area, kind=ExerciseKind.EXPRESSIONS, fund=FundFactory(area=area))
            LineFactory(total=TotalFactory(area=area, exercise=call))
            AwardFactory(area=area, fund=call.fund)
        client.get(url("bids:expression-list", area))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("bids:expression-list", area))
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]


# Priorities -----------------------------------------------------------------------------------------------------------


def test_a_priority_is_kept_by_the_office_and_its_awards_are_told(client, area, office):
    client.force_login(office)
    sent(client, url("commissioning:priority-create", area), title="Victims", plan_words="Plan, priority 1", position=1)
    one = Priority.objects.get()
    AwardFactory(area=area, priority=one, amount=Decimal("30797.00"))
    AwardFactory(area=area, priority=one, amount=Decimal("666.66"), exempt=True)
    sent(client, url("commissioning:priority-update", area, one.slug), title="Victims first", position=1)
    client.logout()

    shown = text(client, url("commissioning:priority-list", area))
    assert all(words in shown for words in ("Victims first", "£30,797.00", "Outside the scope of VAT"))
    assert "666" not in shown


def test_a_priority_is_taken_out_and_put_back(client, area, office):
    one = PriorityFactory(area=area, title="Victims")
    client.force_login(office)
    page = sent(client, url("commissioning:priority-remove", area, one.slug))
    assert "Taken out. You can put it back on this page" in page.content.decode()

    client.logout()
    assert "Victims" not in text(client, url("commissioning:priority-list", area))
    assert client.get(url("commissioning:priority-restore", area, one.slug)).status_code == 302
    client.force_login(office)
    sent(client, url("commissioning:priority-restore", area, one.slug))
    assert Priority.objects.kept().get() == one
