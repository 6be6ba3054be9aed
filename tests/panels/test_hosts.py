"""Notice of a host, the host that comes next, and what is due by them: rules, services, deadlines."""

from datetime import date

import pytest

from interface import clock
from panels.choices import DutyStatus
from panels.models import Host, HostNotice, Obligation
from panels.rules.hosts import NoticeTest, notice_problems, notice_test
from panels.services import set_local_rule
from panels.services.due import refresh_duties
from panels.services.hosts import (
    begin_host,
    change_host,
    change_notice,
    give_notice,
    put_back_notice,
    take_back_notice,
    withdraw_host,
)
from tests.factories.panels import AuthorityFactory, HostFactory, LocalRuleFactory
from tests.panels.arranging import acts_recorded, refused

GIVEN, TRANSFER = date(2022, 3, 17), date(2022, 10, 1)
TODAY = date(2022, 3, 17)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def host(panel):
    return HostFactory(body=panel, authority=AuthorityFactory(area=panel.area, name="County", slug="county"))


@pytest.fixture
def six_months(panel):
    return LocalRuleFactory(body=panel, key="host-notice-months", number=6, unit="months", closes_at=None,
                            title="Notice of the host", provision="Operating Arrangements, paragraph 4.3")  # fmt: skip


def due(key):
    return Obligation.objects.get(key=key)


def given(host, **changes):
    return give_notice(host=host, actor=None, **{"given_on": GIVEN, "transfer_on": TRANSFER, **changes})


# How long notice is


@pytest.mark.parametrize(
    ("given_on", "transfer_on", "months", "earliest", "enough"),
    [
        pytest.param(GIVEN, TRANSFER, 6, date(2022, 9, 17), True, id="the real notice: 17 March and 1 October"),
        pytest.param(GIVEN, date(2022, 9, 17), 6, date(2022, 9, 17), True, id="to the day"),
        pytest.param(GIVEN, date(2022, 9, 16), 6, date(2022, 9, 17), False, id="a day too early"),
        pytest.param(date(2021, 8, 31), date(2022, 2, 28), 6, date(2022, 2, 28), True, id="the month is shorter"),
        pytest.param(date(2023, 8, 31), date(2024, 2, 28), 6, date(2024, 2, 29), False, id="a leap year"),
        pytest.param(date(2022, 6, 25), None, 6, date(2022, 12, 25), None, id="Christmas Day counts; no day agreed"),
        pytest.param(GIVEN, TRANSFER, None, None, None, id="no rule"),
    ],
)
def test_a_notice_against_the_panels_own_rule(given_on, transfer_on, months, earliest, enough):
    assert notice_test(given_on, transfer_on, months, "england") == NoticeTest(earliest, enough)


@pytest.mark.parametrize(
    ("given_on", "transfer_on", "fields"),
    [
        pytest.param(date(2017, 6, 1), None, [], id="on its first day as host"),
        pytest.param(date(2017, 5, 31), None, ["given_on"], id="before it was host"),
        pytest.param(date(2022, 10, 1), None, ["given_on"], id="after it was host"),
        pytest.param(GIVEN, GIVEN, ["transfer_on"], id="transfer on the same day"),
    ],
)
def test_the_days_of_a_notice(given_on, transfer_on, fields):
    found = notice_problems(
        given_on=given_on, transfer_on=transfer_on, started=date(2017, 6, 1), ended=date(2022, 9, 30)
    )  # fmt: skip

    assert list(found) == fields


# Notice and what is due


@pytest.mark.django_db
def test_notice_is_due_by_the_panels_own_rule_and_by_the_day_agreed(host, six_months):
    given(host)

    ends, transfer = due("host-notice-ends"), due("host-transfer")
    assert (ends.due_on, ends.owner, ends.access, ends.is_closing) == (date(2022, 9, 17), "host", "public", True)
    assert (ends.provision, ends.is_verified, ends.reckoning, ends.number) == (
        "Operating Arrangements, paragraph 4.3", True, "months-after", 6,
    )  # fmt: skip
    assert (transfer.due_on, transfer.owner, transfer.access, transfer.provision) == (
        TRANSFER, "panel", "public", "Operating Arrangements, paragraph 4.3",
    )  # fmt: skip
    assert {one.address for one in (ends, transfer)} == {"/avonshire/panel/hosts/"}
    assert acts_recorded() == ["panels.host_notice_given"]


@pytest.mark.django_db
def test_without_a_rule_only_the_agreed_day_is_due_and_its_source_is_said(host):
    given(host)

    assert list(Obligation.objects.values_list("key", "provision")) == [
        ("host-transfer", "The notice of Thursday 17 March 2022; the panel has laid down no rule about it")
    ]
    given_again = change_notice(
        notice=HostNotice.objects.get(), version=1, given_on=GIVEN, transfer_on=None, reason="", actor=None
    )
    assert given_again.version == 2
    assert due("host-transfer").status == DutyStatus.NOT_APPLICABLE


@pytest.mark.django_db
def test_a_changed_rule_moves_the_end_of_the_notice(host, six_months, panel):
    given(host)

    set_local_rule(
        body=panel, key="host-notice-months", number=9, unit="months", provision="Paragraph 4.4", in_force_from=TODAY, version=1,
        actor=None,
    )  # fmt: skip

    assert (due("host-notice-ends").due_on, due("host-notice-ends").provision) == (date(2022, 12, 17), "Paragraph 4.4")


@pytest.mark.django_db
def test_the_transfer_is_met_once_the_next_host_has_begun(host, six_months, panel):
    given(host)
    city = AuthorityFactory(area=panel.area, name="City")
    begin_host(body=panel, authority=city, started_on=TRANSFER, actor=None)
    assert due("host-transfer").status == DutyStatus.OPEN

    with clock.stand_on(TRANSFER):
        refresh_duties()

    row = due("host-transfer")
    assert (row.status, row.was_late, clock.as_local(row.met_at).date()) == (DutyStatus.MET, False, TRANSFER)
    assert row.met_how == "Another council hosts the panel"


@pytest.mark.django_db
def test_a_late_transfer_is_late(host, six_months, panel):
    given(host)
    with clock.stand_on(date(2022, 10, 10)):
        begin_host(
            body=panel, authority=AuthorityFactory(area=panel.area), started_on=date(2022, 10, 10), actor=None
        )  # fmt: skip

    assert (due("host-transfer").status, due("host-transfer").was_late) == (DutyStatus.MET, True)


@pytest.mark.django_db
def test_a_notice_taken_back_is_due_no_more_and_can_be_put_back(host, six_months):
    notice = given(host)

    gone = take_back_notice(notice=notice, version=1, taken_back_on=TODAY, actor=None)

    assert {one.status for one in Obligation.objects.all()} == {DutyStatus.NOT_APPLICABLE}
    assert due("host-transfer").explanation == "The notice was taken back on Thursday 17 March 2022"
    put_back_notice(notice=gone, version=2, actor=None)
    assert {one.status for one in Obligation.objects.all()} == {DutyStatus.OPEN}
    assert acts_recorded() == [
        "panels.host_notice_given", "panels.host_notice_taken_back", "panels.host_notice_put_back",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_notice_refuses_what_cannot_be(host):
    notice = given(host, given_on=date(2022, 3, 10))
    change = {"notice": notice, "actor": None}

    assert refused(given, host=host) == ["This host has given notice already. Change that notice"]
    assert refused(change_notice, version=1, given_on=date(2017, 1, 1), transfer_on=None, reason="", **change) == {
        "given_on": ["The council does not host the panel on that day"]
    }
    assert refused(take_back_notice, version=1, taken_back_on=date(2022, 3, 18), **change) == {
        "taken_back_on": ["The day must be today or earlier"]
    }
    assert refused(take_back_notice, version=1, taken_back_on=date(2022, 3, 9), **change) == {
        "taken_back_on": ["It was given on Thursday 10 March 2022. Enter a later day"]
    }
    assert refused(put_back_notice, version=1, **change) == ["This notice stands already"]
    take_back_notice(version=1, taken_back_on=TODAY, **change)
    assert refused(take_back_notice, version=2, taken_back_on=TODAY, **change) == ["This notice was taken back already"]
    assert refused(change_notice, version=2, given_on=GIVEN, transfer_on=None, reason="", **change) == [
        "This notice was taken back. Put it back first"
    ]
    assert refused(given, host=host, given_on=date(2022, 3, 10)) == {
        "given_on": ["A notice of this day was taken back. Put it back instead"]
    }
    given(host)
    assert refused(put_back_notice, version=2, **change) == ["This host has given another notice. Take that back first"]
    assert HostNotice.objects.filter(taken_back_on=None).count() == 1


# The next host


@pytest.mark.django_db
def test_the_next_host_ends_the_one_before_it(host, panel):
    city = AuthorityFactory(area=panel.area, name="City")

    begin_host(body=panel, authority=city, started_on=TRANSFER, address=" City Hall ", actor=None)

    assert [(str(one.authority), one.started_on, one.ended_on, one.address) for one in Host.objects.filter(body=panel)] == [
        ("City", TRANSFER, None, "City Hall"), ("County", date(2017, 6, 1), date(2022, 9, 30), ""),
    ]  # fmt: skip
    assert acts_recorded() == ["panels.host_began"]


@pytest.mark.django_db
def test_the_next_host_refuses_what_cannot_be(host, panel):
    gone = AuthorityFactory(area=panel.area, ended_on=date(2022, 9, 30))
    young = AuthorityFactory(area=panel.area, started_on=date(2022, 10, 2))
    begin = {"body": panel, "actor": None}

    for council in (gone, young):
        assert refused(begin_host, authority=council, started_on=TRANSFER, **begin) == {
            "authority": ["There is no such council on Saturday 1 October 2022. Choose another"]
        }
    assert refused(begin_host, authority=host.authority, started_on=TRANSFER, **begin) == {
        "authority": ["This council is the host already. Choose another"]
    }
    assert refused(begin_host, authority=AuthorityFactory(area=panel.area), started_on=date(2017, 6, 1), **begin) == {
        "started_on": ["The host before began on Thursday 1 June 2017. Enter a later day"]
    }
    assert (Host.objects.get().ended_on, acts_recorded()) == (None, [])


@pytest.mark.django_db
def test_correcting_the_next_host_moves_the_end_of_the_one_before(host, panel):
    made = begin_host(body=panel, authority=AuthorityFactory(area=panel.area), started_on=TRANSFER, actor=None)

    change_host(host=made, version=1, started_on=date(2022, 11, 1), address="", date_note="", actor=None)

    host.refresh_from_db()
    assert host.ended_on == date(2022, 10, 31)
    assert refused(change_host, host=host, version=3, started_on=TRANSFER, address="", date_note="", actor=None) == [
        "Another host has come after this one. Its days stay as they are"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("notified", "ended_on"),
    [pytest.param(False, None, id="it goes on"), pytest.param(True, date(2022, 9, 30), id="its notice still says when it stops")],
)
def test_a_host_that_has_not_begun_is_taken_back(host, panel, notified, ended_on):
    if notified:
        given(host)
    made = begin_host(body=panel, authority=AuthorityFactory(area=panel.area), started_on=TRANSFER, actor=None)

    withdraw_host(host=made, version=1, actor=None)

    assert [one.ended_on for one in Host.objects.filter(body=panel)] == [ended_on]
    assert acts_recorded()[-1] == "panels.host_withdrawn"
    assert refused(withdraw_host, host=made, version=1, actor=None) == ["Somebody took this host back meanwhile"]
    host.refresh_from_db()
    assert refused(withdraw_host, host=host, version=host.version, actor=None) == [
        "This council hosts the panel already. Enter the host that comes next instead"
    ]
