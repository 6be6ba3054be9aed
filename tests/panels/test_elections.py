"""The polls of an area: what they say of the time for hearings, and who keeps them."""

from datetime import date

import pytest

from interface import clock
from panels.models import Election
from panels.rules.arrangements import election_problems, paused_days
from panels.services import arrangements
from panels.services.arrangements import add_election, change_election, remove_election
from tests.factories.arrangements import ElectionFactory
from tests.factories.panels import RuleFactory
from tests.panels.arranging import READERS, acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

TODAY = date(2022, 3, 17)
POLL, ACCEPTED = date(2021, 5, 6), date(2021, 5, 13)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.mark.parametrize(
    ("poll_on", "accepted_on", "days"),
    [
        pytest.param(POLL, ACCEPTED, 8, id="both ends count"),
        pytest.param(POLL, POLL, 1, id="on the day of the poll"),
        pytest.param(date(2024, 2, 28), date(2024, 3, 1), 3, id="over a leap day"),
        pytest.param(POLL, None, None, id="not accepted yet"),
    ],
)
def test_the_days_that_do_not_count(poll_on, accepted_on, days):
    assert paused_days(poll_on, accepted_on) == days


@pytest.mark.parametrize(
    ("poll_on", "accepted_on", "fields"),
    [
        pytest.param(POLL, ACCEPTED, [], id="over"),
        pytest.param(date(2024, 5, 2), None, [], id="to come"),
        pytest.param(POLL, date(2021, 5, 5), ["accepted_on"], id="before the poll"),
        pytest.param(date(2022, 3, 16), date(2022, 3, 18), ["accepted_on"], id="tomorrow"),
    ],
)
def test_the_days_of_an_election(poll_on, accepted_on, fields):
    assert list(election_problems(poll_on=poll_on, accepted_on=accepted_on, today=TODAY)) == fields


def test_every_act_reckons_the_areas_deadlines_anew(panel, monkeypatch):
    asked = []
    monkeypatch.setattr(arrangements, "refresh_duties", lambda **said: asked.append(said))

    election = add_election(area=panel.area, poll_on=POLL, actor=None)
    change_election(
        election=election, version=1, poll_on=POLL, accepted_on=ACCEPTED, is_by_election=True, note=" Not known ", actor=None
    )
    election.refresh_from_db()
    assert (election.accepted_on, election.is_by_election, election.note) == (ACCEPTED, True, "Not known")
    remove_election(election=election, version=2, actor=None)

    assert asked == [{"area": panel.area}] * 3
    assert not Election.objects.exists()
    assert acts_recorded() == ["panels.election_added", "panels.election_changed", "panels.election_removed"]


def test_an_election_refuses_what_cannot_be(panel):
    first, second = ElectionFactory(area=panel.area), ElectionFactory(area=panel.area, poll_on=date(2016, 5, 5), open=True)
    there = {"poll_on": ["A poll on this day is entered already. Change that one"]}
    facts = {"accepted_on": None, "is_by_election": False, "note": "", "actor": None}

    assert refused(add_election, area=panel.area, poll_on=POLL, actor=None) == there
    assert refused(change_election, election=second, version=1, poll_on=POLL, **facts) == there
    assert refused(change_election, election=first, version=1, poll_on=POLL, **{**facts, "accepted_on": date(2021, 5, 1)}) == {
        "accepted_on": ["The office cannot be accepted before the poll. Enter a later day"]
    }
    remove_election(election=first, version=1, actor=None)
    assert refused(remove_election, election=first, version=1, actor=None) == ["Somebody took this poll out meanwhile"]
    ElectionFactory(poll_on=date(2016, 5, 5))  # of another area: no clash
    assert Election.objects.filter(area=panel.area).count() == 1


def test_the_page_says_which_days_do_not_count(client, panel):
    RuleFactory(key="hearing-post-election-pause", number=None, unit="none", provision="Schedule 8 paragraph 4(9)-(10)")
    ElectionFactory(area=panel.area, note="Day of acceptance not known")
    ElectionFactory(area=panel.area, poll_on=date(2022, 3, 3), open=True, by_election=True)
    ElectionFactory(area=panel.area, poll_on=date(2024, 5, 2), open=True)

    response = page(client, "election-list")

    assert rows_of(response.context["table"]) == [
        ["Thursday 2 May 2024", "Ordinary election", "not held yet", "from 2 May 2024 until the office is accepted", "none"],
        ["Thursday 3 March 2022", "By-election", "not entered", "from 3 Mar 2022 until the office is accepted", "none"],
        ["Thursday 6 May 2021", "Ordinary election", "13 May 2021", "6 May 2021 to 13 May 2021, 8 days",
         "Day of acceptance not known"],
    ]  # fmt: skip
    assert "do not count in the time that the panel has for a hearing. Schedule 8 paragraph 4(9)-(10)" in words_of(response)


def test_an_area_without_elections_says_what_that_means(client, panel):
    words = words_of(page(client, "election-list"))

    assert "No election is recorded. The time for a hearing is then counted without a break." in words


def test_the_clerk_enters_changes_and_takes_out(client, panel):
    client.force_login(appointed(panel))
    sent = sent_of(client.get(url("election-create")), poll_on=POLL)
    for _ in range(2):
        assert client.post(url("election-create"), sent)["Location"] == url("election-list")

    change, remove = url("election-update", "2021-05-06"), url("election-remove", "2021-05-06")
    opened = client.get(change)
    client.post(change, sent_of(opened, accepted_on=ACCEPTED, is_by_election="on"))
    stale = client.post(change, sent_of(opened, accepted_on=date(2021, 5, 14)))

    assert [(one.accepted_on, one.is_by_election) for one in Election.objects.all()] == [(ACCEPTED, True)]
    assert [text.label for text in stale.context["form"].stale] == [
        "Day on which the office was accepted",
        "This is a by-election",
    ]
    client.post(remove, sent_of(client.get(remove)))
    assert not Election.objects.exists()
    assert client.get(remove).status_code == client.get(url("election-update", "soon")).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_elections_are_kept_by_the_clerks_office_alone(client, panel, role):
    ElectionFactory(area=panel.area)
    addresses = [url("election-create"), url("election-update", "2021-05-06"), url("election-remove", "2021-05-06")]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert "Enter an election" not in words_of(page(client, "election-list"))


def test_the_page_asks_as_often_for_three_hundred_elections_as_for_one(client, panel, django_assert_num_queries):
    for wanted in (1, 3, 300):
        start = Election.objects.count()
        Election.objects.bulk_create(
            Election(area=panel.area, poll_on=date.fromordinal(date(1990, 1, 1).toordinal() + n)) for n in range(start, wanted)
        )
        with django_assert_num_queries(4):
            assert page(client, "election-list").context["table"].count == wanted
