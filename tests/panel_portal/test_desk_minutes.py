from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import Role
from interface import clock
from meetings.choices import ActionStatus
from tests.factories.minutes import ActionFactory, CorrectionFactory, HeldMeetingFactory, MinutesFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def on_10_march():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def desk(client, panel):
    return lambda: client.get(reverse("desk", args=[panel.area.slug]))


def afterwork(response):
    return [(one.state, one.act, one.url.rsplit("/meetings/", 1)[-1]) for one in response.context["afterwork"]]


def held(panel, **facts):
    return HeldMeetingFactory(body=panel, **{"held_on": date(2022, 2, 10), **facts})


def test_desk_of_a_clerk_begins_the_minutes_of_a_meeting_that_is_over(sign_in, panel, desk):
    sign_in(Role.CLERK)
    held(panel)
    held(panel, held_on=date(2021, 12, 9))  # longer ago than the desk looks back
    held(panel, held_on=date(2022, 3, 3), kind="training", slug="training")

    assert afterwork(desk()) == [("Not started", "Begin the minutes", "2022-02-10-panel/minutes/start/")]


@pytest.mark.parametrize(
    ("how_far", "state", "act", "page"),
    [
        ({}, "Being written", "Go on writing the minutes", "write/"),
        ({"sent": True}, "With the Chair", "Read the draft minutes", ""),
        ({"checked": True}, "Checked", "Publish the draft minutes", "publish/"),
        ({"published": True}, "Draft published", "Read the draft minutes", ""),
    ],
)
def test_desk_of_a_clerk_says_how_far_minutes_are(sign_in, panel, desk, how_far, state, act, page):
    sign_in(Role.CLERK)
    MinutesFactory(meeting=held(panel), **how_far)

    assert afterwork(desk()) == [(state, act, f"2022-02-10-panel/minutes/{page}")]


def test_desk_of_a_clerk_puts_corrections_before_confirmation(sign_in, panel, desk):
    sign_in(Role.CLERK)
    minutes = MinutesFactory(meeting=held(panel), published=True)
    held(panel, held_on=TODAY, status="published")
    CorrectionFactory(minutes=minutes)

    first = afterwork(desk())
    minutes.corrections.update(status="declined")
    then = afterwork(desk())

    assert first[1] == ("1 to decide", "Decide on the corrections", "2022-02-10-panel/minutes/corrections/")
    assert then[1] == ("Draft published", "Confirm the minutes", "2022-02-10-panel/minutes/confirm/")


def test_desk_of_the_chair_holds_minutes_that_were_sent_until_they_are_checked(sign_in, panel, desk):
    sign_in(Role.CHAIR)
    MinutesFactory(meeting=held(panel), sent=True)
    MinutesFactory(meeting=held(panel, held_on=date(2022, 2, 17)))  # not sent
    MinutesFactory(meeting=held(panel, held_on=date(2022, 2, 24)), checked=True)

    response = desk()

    assert [one.meeting.slug for one in response.context["checks"]] == ["2022-02-10-panel"]
    assert "Check the minutes of Thursday 10 February 2022" in response.content.decode()


def test_desk_of_a_member_holds_drafts_that_may_be_corrected(sign_in, panel, desk):
    sign_in(Role.PANEL_MEMBER)
    MinutesFactory(meeting=held(panel), published=True)
    MinutesFactory(meeting=held(panel, held_on=date(2022, 2, 17)), checked=True)
    MinutesFactory(meeting=held(panel, held_on=date(2022, 2, 24)), confirmed=True)

    response = desk()

    assert [one.meeting.slug for one in response.context["drafts"]] == ["2022-02-10-panel"]
    assert response.context["afterwork"] == []


def test_desk_holds_the_open_actions_that_somebody_answers_for(sign_in, panel, desk):
    user = sign_in(Role.OFFICE_DECISIONS)
    out = {"body": panel, "owner_user": user, "published_at": clock.now()}
    late = ActionFactory(due_on=date(2022, 3, 1), **out)
    ActionFactory(status=ActionStatus.ANSWERED, **out)
    ActionFactory(**{**out, "published_at": None})
    ActionFactory(**{**out, "owner_user": None})

    response = desk()

    assert [one.pk for one in response.context["actions"]] == [late.pk]
    assert "Overdue" in response.content.decode()


def test_desk_asks_as_many_queries_for_one_set_of_minutes_as_for_many(sign_in, panel, desk, django_assert_max_num_queries):
    user = sign_in(Role.CLERK)
    counts = []
    for days in ([1], [2, 3], range(4, 29)):
        for day in days:
            minutes = MinutesFactory(meeting=held(panel, held_on=date(2022, 2, day)), published=True)
            CorrectionFactory(minutes=minutes)
            ActionFactory(body=panel, owner_user=user, published_at=clock.now())
        with django_assert_max_num_queries(60) as counted:
            desk()
        counts.append(len(counted))

    assert counts == [counts[0]] * 3
