"""Indicators and monitoring returns: planned, late, received, asked about, accepted, published."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from commissioning.choices import ReturnStatus
from commissioning.models import Chase, MonitoringReturn, Reading
from commissioning.rules import returns as rules
from commissioning.rules.return_tables import chart_of
from commissioning.services import returns as services
from commissioning.services.returns.receiving import Said
from interface import clock
from panels.models import Obligation
from tests.factories.commissioning import AwardFactory, IndicatorFactory, ReadingFactory, ReturnFactory

pytestmark = pytest.mark.django_db
SECRET = "SECRET-CANARY"


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def award():
    return AwardFactory()


def receive(row, readings, **facts):
    said = {number: Said(Decimal(value)) for number, value in readings.items()}
    facts = {"received_on": date(2022, 1, 20)} | facts
    return services.receive_return(row=row, version=row.version, actor=None, readings=said, **facts)


# Periods and words --------------------------------------------------------------------------------------------------


def test_quarters_are_those_of_the_financial_year_and_end_with_the_award():
    found = rules.periods(date(2021, 10, 1), date(2022, 5, 15), 3)
    assert found == [
        (date(2021, 10, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 5, 15)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "ends"),
    [(1, ["2021-05-31", "2021-06-30"]), (6, ["2021-09-30", "2022-03-31"]), (12, ["2022-03-31", "2023-03-31"])],
)
def test_other_periods_are_counted_from_april(months, ends):
    found = rules.periods(date(2021, 5, 20), date(2023, 3, 31), months)
    assert [ended.isoformat() for _started, ended in found[:2]] == ends


@pytest.mark.parametrize(
    ("started", "ended", "words"),
    [(date(2021, 10, 1), date(2021, 12, 31), "October to December 2021"), (date(2022, 1, 1), date(2022, 1, 31), "January 2022"),
     (date(2021, 4, 1), date(2022, 3, 31), "April 2021 to March 2022"),
     (date(2021, 10, 15), date(2021, 12, 31), "15 October to 31 December 2021")],
)  # fmt: skip
def test_a_period_in_words(started, ended, words):
    assert rules.period_words(started, ended) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [("224.00", "count", "224"), ("1200.00", "count", "1,200"), ("67.50", "percent", "67.5%"), ("1204.50", "pounds", "£1,204.50"),
     ("1.00", "days", "1 day"), ("12.00", "days", "12 days"), (None, "count", "not known")],
)  # fmt: skip
def test_a_reading_in_words(value, unit, words):
    assert rules.value_words(Decimal(value) if value else None, unit) == words


# Indicators ---------------------------------------------------------------------------------------------------------


def test_indicators_stand_in_the_order_they_are_added(award):
    rows = [services.add_indicator(award=award, actor=None, title=title) for title in ("Referrals", "Sessions")]
    assert [(one.number, one.position) for one in rows] == [(1, 1), (2, 2)]


def test_an_indicator_is_taken_out_and_put_back(award):
    row = services.add_indicator(award=award, actor=None, title="Referrals", target=Decimal(200))
    row = services.remove_indicator(row=row, version=row.version, actor=None)
    with pytest.raises(ValidationError):
        services.change_indicator(row=row, version=row.version, actor=None, title="X")
    row = services.restore_indicator(row=row, version=row.version, actor=None)
    assert row.removed_at is None


def test_a_unit_that_readings_do_not_fit_is_refused(award):
    reading = ReadingFactory(monitoring_return__award=award, value=Decimal("67.50"), indicator__unit="percent")
    row = reading.indicator
    with pytest.raises(ValidationError, match=r"67\.50"):
        services.change_indicator(row=row, version=row.version, actor=None, unit="count")


# Planning -----------------------------------------------------------------------------------------------------------


def plan(award, **more):
    return services.plan_returns(award=award, actor=None, started_on=date(2021, 4, 1), ended_on=date(2022, 3, 31), **more)


def test_one_act_expects_the_returns_of_the_whole_time(award):
    made = plan(award, due_after=31)
    assert [(one.number, one.due_on.isoformat()) for one in made] == [
        (1, "2021-07-31"), (2, "2021-10-31"), (3, "2022-01-31"), (4, "2022-05-01"),
    ]  # fmt: skip
    assert AuditEntry.objects.get(action="commissioning.returns_planned").detail["returns"] == 4


def test_planning_again_leaves_what_is_there_and_says_when_nothing_is_new(award):
    ReturnFactory(award=award)  # October to December 2021
    assert [one.ended_on.month for one in plan(award)] == [6, 9, 3]
    with pytest.raises(ValidationError, match="has a return already"):
        plan(award)
    assert MonitoringReturn.objects.filter(award=award).count() == 4


def test_what_is_planned_is_due_and_met_once_it_is_received(award):
    row = plan(award)[0]
    due = Obligation.objects.get(subject_kind="monitoring-return", due_on=row.due_on)
    assert Obligation.objects.filter(subject_kind="monitoring-return", status="open").count() == 4
    receive(row, {})
    due.refresh_from_db()
    assert due.status == "met"


def test_a_schedule_has_an_end(award):
    with pytest.raises(ValidationError, match="within 20 years"):
        services.plan_returns(award=award, actor=None, started_on=date(2021, 1, 1), ended_on=date(3021, 1, 1), months=1)
    with pytest.raises(ValidationError, match="must not be before"):
        services.plan_returns(award=award, actor=None, started_on=date(2021, 1, 2), ended_on=date(2021, 1, 1))


# Receiving ----------------------------------------------------------------------------------------------------------


def test_a_return_is_received_with_its_readings_and_corrected(award):
    first, second = IndicatorFactory(award=award), IndicatorFactory(award=award)
    row = receive(ReturnFactory(award=award), {first.number: "224", second.number: "154"}, spent=Decimal("1204.50"))
    assert (row.status, row.spent) == ("received", Decimal("1204.50"))
    row = receive(row, {first.number: "225"})
    assert [one.value for one in row.readings.all()] == [Decimal(225), Decimal(154)]


def test_a_value_taken_out_again_is_not_known(award):
    one = IndicatorFactory(award=award)
    row = receive(ReturnFactory(award=award), {one.number: "224"})
    services.receive_return(
        row=row, version=row.version, actor=None, received_on=date(2022, 1, 20), readings={one.number: Said(None)}
    )
    assert not Reading.objects.exists()


@pytest.mark.parametrize(("value", "unit"), [("2.5", "count"), ("-1", "percent")])
def test_a_value_that_cannot_be_is_refused_beside_its_box(award, value, unit):
    one = IndicatorFactory(award=award, unit=unit)
    with pytest.raises(ValidationError) as refused:
        receive(ReturnFactory(award=award), {one.number: value})
    assert set(refused.value.message_dict) == {f"value_{one.number}"}
    assert not Reading.objects.exists()


def test_a_reading_belongs_to_an_indicator_of_the_award(award):
    IndicatorFactory(award=award)
    with pytest.raises(ValidationError, match="Indicator 7"):
        receive(ReturnFactory(award=award), {7: "1"})


def test_the_life_of_a_return(award):
    row = receive(ReturnFactory(award=award), {})
    row = services.query_return(row=row, version=row.version, actor=None, on=date(2022, 3, 1), words="How many of them?")
    assert row.status == ReturnStatus.QUERIED
    assert rules.is_late(row, clock.today())
    row = receive(row, {})
    row = services.accept_return(row=row, version=row.version, actor=None)
    row = services.publish_return(row=row, version=row.version, actor=None)
    with pytest.raises(ValidationError, match="It is public"):
        services.reopen_return(row=row, version=row.version, actor=None)
    row = services.hide_return(row=row, version=row.version, actor=None)
    assert services.reopen_return(row=row, version=row.version, actor=None).status == ReturnStatus.RECEIVED


@pytest.mark.parametrize("act", ["accept_return", "publish_return", "query_return"])
def test_what_was_not_received_goes_no_further(award, act):
    row, more = ReturnFactory(award=award), {"on": date(2022, 3, 1), "words": "x"} if act == "query_return" else {}
    with pytest.raises(ValidationError):
        getattr(services, act)(row=row, version=row.version, actor=None, **more)


def test_a_return_that_is_not_needed_is_expected_again(award):
    row = ReturnFactory(award=award)
    row = services.need_no_return(row=row, version=row.version, actor=None)
    assert not rules.is_late(row, clock.today())
    assert services.reopen_return(row=row, version=row.version, actor=None).status == ReturnStatus.EXPECTED


def test_the_database_refuses_a_public_return_that_is_not_accepted(award):
    row = ReturnFactory(award=award)
    row.published_at = clock.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_reminders_are_numbered_and_only_of_what_is_waited_for(award):
    row = ReturnFactory(award=award)
    for day in (1, 8):
        services.chase_return(row=row, actor=None, on=date(2022, 3, day), words="By email")
    assert list(Chase.objects.values_list("number", flat=True)) == [1, 2]
    done = ReturnFactory(award=award, accepted=True, started_on=date(2021, 7, 1), ended_on=date(2021, 9, 30))
    with pytest.raises(ValidationError, match="Nothing is waited for"):
        services.chase_return(row=done, actor=None, on=date(2022, 3, 1), words="x")


def test_the_trail_keeps_no_words_of_the_office(award):
    row = ReturnFactory(award=award)
    services.chase_return(row=row, actor=None, on=date(2022, 3, 1), words=SECRET)
    row = services.change_return(row=row, version=row.version, actor=None, private_note=SECRET)
    receive(row, {}, narrative=SECRET, spent=Decimal("77.77"))
    told = "".join(str(one.detail) for one in AuditEntry.objects.all())
    assert SECRET not in told
    assert "77.77" not in told


# What a table and a chart show --------------------------------------------------------------------------------------


def three_quarters(award, values=("224", "154", "161"), **facts):
    indicator = IndicatorFactory(award=award, title="Referrals", **facts)
    ends = [(date(2021, 4, 1), date(2021, 6, 30)), (date(2021, 7, 1), date(2021, 9, 30)), (date(2021, 10, 1), date(2021, 12, 31))]
    for (started, ended), value in zip(ends, values, strict=True):
        row = ReturnFactory(award=award, accepted=True, started_on=started, ended_on=ended)
        ReadingFactory(monitoring_return=row, indicator=indicator, value=Decimal(value))
    return indicator


def test_the_small_table_of_readings(award):
    three_quarters(award, target=Decimal(160))
    table = services.returns_of(award, AnonymousUser()).table
    assert table.heads == ["Apr to Jun 2021", "Jul to Sep 2021", "Oct to Dec 2021"]
    assert [(one.words, one.misses) for one in table.rows[0].cells] == [("224", False), ("154", True), ("161", False)]
    assert table.rows[0].target == "at least 160"


def test_the_chart_states_its_finding_and_its_target(award):
    indicator = three_quarters(award, target=Decimal(200))
    found = services.returns_of(award, AnonymousUser())
    spec = chart_of(indicator, found.returns, found.values)
    assert spec["title"] == "Referrals: 161 in October to December 2021, which misses the target of at least 200"
    assert spec["series"][0]["values"] == [224, 154, 161]
    assert spec["targets"][0]["value"] == 200


def test_one_reading_makes_no_chart(award):
    ReadingFactory(monitoring_return__award=award)
    assert services.returns_of(award, AnonymousUser()).charts == []
