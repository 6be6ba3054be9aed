"""The desk's table of what is due, its card of what the public sent in, and where a member must be."""

from datetime import date, datetime, time, timedelta

import pytest

from interface import clock
from panel_portal.views.desk_due import MOST_ROWS
from panels.choices import DutyOwner
from tests.factories.due import ObligationFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.panels import RuleFactory
from tests.factories.questions import PublicQuestionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def standing_on_the_day():
    with clock.stand_on(datetime.combine(TODAY, time(9, 30))):
        yield


def due(response):
    return [(line.obligation.title, line.state.key) for line in response.context["due"]]


def test_desk_puts_what_was_missed_first_and_leaves_out_what_is_far_or_explained(client, panel, sign_in):
    sign_in("clerk")
    for title, days, explained in (
        ("soon", 3, ""), ("missed", -2, ""), ("told why", -5, "Snow"), ("far", 60, ""), ("today", 0, ""),
    ):  # fmt: skip
        ObligationFactory(body=panel, title=title, due_on=TODAY + timedelta(days=days), explanation=explained)

    response = client.get("/avonshire/desk/")

    assert due(response) == [("missed", "missed"), ("today", "today"), ("soon", "upcoming")]


def test_desk_names_each_provision_and_says_what_is_not_verified(client, panel, sign_in):
    sign_in("clerk")
    ObligationFactory(body=panel, due_on=TODAY, provision="The Act, s.9", is_verified=False)

    page = client.get("/avonshire/desk/").content.decode()

    assert 'The Act, s.9</span> <strong class="govuk-tag govuk-tag--grey">Not yet verified' in " ".join(page.split())


def test_desk_of_the_office_shows_what_the_office_owes(client, panel, sign_in):
    sign_in("office-decisions")
    ObligationFactory(body=panel, title="theirs", due_on=TODAY, owner=DutyOwner.COMMISSIONER)
    ObligationFactory(body=panel, title="the clerk's", due_on=TODAY, owner=DutyOwner.CLERK)

    assert due(client.get("/avonshire/desk/")) == [("theirs", "today")]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_asks_the_same_however_much_is_due(client, panel, sign_in, django_assert_num_queries, count):
    sign_in("office-decisions")
    for _number in range(count):
        ObligationFactory(body=panel, due_on=TODAY, owner=DutyOwner.COMMISSIONER)
    client.get("/avonshire/desk/")

    with django_assert_num_queries(12):
        response = client.get("/avonshire/desk/")

    shown = min(count, MOST_ROWS)
    assert (len(response.context["due"]), response.context["due_more"]) == (shown, count - shown)


def test_desk_counts_what_the_public_sent_in(client, panel, sign_in):
    sign_in("clerk")
    PublicQuestionFactory(body=panel, words="canary")
    PublicQuestionFactory.create_batch(2, body=panel)

    response = client.get("/avonshire/desk/")

    assert response.context["questions"]["count"] == 3
    assert "canary" not in response.content.decode()


def test_desk_of_a_member_says_nothing_of_what_is_due_or_sent_in(client, panel, sign_in):
    sign_in("panel-member")
    ObligationFactory(body=panel, due_on=TODAY)

    response = client.get("/avonshire/desk/")

    assert ("due" in response.context, response.context["questions"]) == (False, None)


def test_desk_unfolds_the_work_of_the_nearest_meeting_that_has_any(client, panel, sign_in):
    sign_in("clerk")
    RuleFactory()
    for day in (17, 24, 31):
        MeetingFactory(body=panel, held_on=date(2022, 3, day))

    page = client.get("/avonshire/desk/").content.decode()

    assert page.count("What is to be done") == 2
    assert page.index("2022-03-17-panel-agenda-hint") < page.index("What is to be done")
