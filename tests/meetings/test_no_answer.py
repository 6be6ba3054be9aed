"""No answer yet: what nobody is answering, by owner, and what was searched."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from documents.choices import Relation
from documents.services.links import add_link
from interface import clock
from meetings.choices import ActionStatus
from meetings.models import Action
from meetings.services.no_answer import by_owner, no_answer_yet, unanswered_actions
from tests.factories.minutes import ActionFactory, ActionUpdateFactory, HeldMeetingFactory
from tests.factories.panels import BodyFactory, PersonFactory
from tests.meetings.chains import paper_row

PUBLIC = AnonymousUser()
DEMO_DAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(DEMO_DAY):
        yield


@pytest.fixture
def asked(body):
    return HeldMeetingFactory(body=body)


@pytest.fixture
def coming(body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="published")
    for number in range(7):
        paper_row(meeting, f"Report {number}")
    return meeting


def asked_for(body, meeting, number, **facts):
    reference = f"A-2022-{number:03}"
    return ActionFactory(body=body, raised_meeting=meeting, raised_on=meeting.held_on, reference=reference, **facts)


@pytest.fixture
def five(body, asked, coming):
    """The five actions of 1 February 2022; the second and fourth are answered in the pack of 17 March."""
    found = [asked_for(body, asked, number) for number in range(1, 6)]
    for action in (found[1], found[3]):
        Action.objects.filter(pk=action.pk).update(status=ActionStatus.ANSWERED)
    return found


def references(rows):
    return [row.action.reference for row in rows]


def test_only_what_has_no_answer_is_listed(five, area, coming):
    rows = no_answer_yet(PUBLIC, area, DEMO_DAY)

    assert references(rows) == ["A-2022-001", "A-2022-003", "A-2022-005"]
    assert [(row.days, row.meetings_passed, row.searched, row.meeting.words) for row in rows] == [
        (37, [], "no link in the 7 papers of 17 March 2022", "Ordinary meeting of 1 Feb 2022")
    ] * 3


def test_who_owes_the_oldest_stands_first(body, asked, area):
    older = HeldMeetingFactory(body=body, held_on=date(2021, 12, 9))
    person = PersonFactory(area=area, name="Mark Shelford")
    asked_for(body, asked, 1, owner_name="Chief Constable")
    asked_for(body, asked, 2, owner_kind="person", owner_person=person, owner_name="")
    asked_for(body, older, 3, owner_kind="person", owner_person=person, owner_name="")
    asked_for(body, asked, 4, owner_name="Chair")

    rows = by_owner(no_answer_yet(PUBLIC, area, DEMO_DAY))

    assert [(owner, references(found)) for owner, found in rows] == [
        ("Mark Shelford", ["A-2022-003", "A-2022-002"]),
        ("Chair", ["A-2022-004"]),
        ("Chief Constable", ["A-2022-001"]),
    ]


def test_meetings_that_passed_are_of_the_same_body(body, area, asked):
    asked_for(body, asked, 1)
    HeldMeetingFactory(body=body, held_on=date(2022, 3, 3))
    HeldMeetingFactory(body=BodyFactory(area=area, slug="board"), held_on=date(2022, 3, 4))

    (row,) = no_answer_yet(PUBLIC, area, DEMO_DAY)

    assert [str(meeting.held_on) for meeting in row.meetings_passed] == ["2022-03-03"]


def test_a_meeting_that_nobody_else_knows_of_is_not_told(body, area, asked, member):
    asked_for(body, asked, 1)
    secret = HeldMeetingFactory(body=body, held_on=date(2022, 3, 3), publication="members")
    paper_row(secret, "Report")

    public, entitled = no_answer_yet(PUBLIC, area, DEMO_DAY)[0], no_answer_yet(member, area, DEMO_DAY)[0]

    assert [len(one.meetings_passed) for one in (public, entitled)] == [0, 1]


def test_private_and_unpublished_actions_are_not_listed_to_the_public(body, asked, area, member, clerk):
    ActionFactory(body=body, exempt=True, text="CANARY")
    ActionFactory(body=body, unpublished=True)

    assert [unanswered_actions(user, area).count() for user in (PUBLIC, member, clerk)] == [0, 1, 1]


def test_what_was_said_without_answering_leaves_it_here(body, asked, coming, area):
    action = asked_for(body, asked, 1)
    ActionUpdateFactory(action=action)
    add_link(
        area=area, source=("meeting", coming.pk), relation=Relation.BEARS_ON, target=("action", action.pk), actor=None
    )  # fmt: skip

    (row,) = no_answer_yet(PUBLIC, area, DEMO_DAY)

    assert (row.spoken_of, row.searched) == (2, "no link in the 7 papers of 17 March 2022")


# The page ---------------------------------------------------------------------------------------------------------


def url(area, **asked):
    return reverse("actions:no-answer-list", args=[area.slug]) + "".join(f"?{k}={v}" for k, v in asked.items())


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_same_questions_however_many(client, body, area, asked, coming, count, django_assert_num_queries):
    Action.objects.bulk_create(
        Action(
            area=area, body=body, reference=f"A-2022-{number:03}", text="To report.", owner_name=f"Office {number % 7}",
            raised_on=asked.held_on, raised_meeting=asked, created_at=clock.now(), published_at=clock.now(),
        )
        for number in range(count)
    )  # fmt: skip
    client.get(url(area))

    with django_assert_num_queries(8):
        response = client.get(url(area))

    assert sum(len(rows) for _owner, rows in response.context["owners"]) == min(count, 50)


def test_the_page_names_what_was_searched(client, five, area):
    html = client.get(url(area)).content.decode()

    assert "3 actions were asked for and have had no answer." in html
    assert html.count("No link in the 7 papers of 17 March 2022") == 3
    assert [reference for reference in ("A-2022-002", "A-2022-004") if reference in html] == []


def test_the_pages_follow_one_another(client, body, asked, area):
    for number in range(1, 53):
        asked_for(body, asked, number)

    response = client.get(url(area, page=2))

    assert [len(rows) for _owner, rows in response.context["owners"]] == [2]
    assert "These are 51 to 52." in response.content.decode()


def test_the_page_is_empty_when_everything_has_an_answer(client, area):
    assert "Every open action has had an answer since the last meeting." in client.get(url(area)).content.decode()


def test_a_clerk_is_offered_the_next_agenda(client, five, body, area, clerk, member):
    HeldMeetingFactory(body=body, held_on=date(2022, 4, 26), status="announced", published_at=None)
    HeldMeetingFactory(body=body, held_on=date(2022, 4, 7), status="announced", published_at=None, kind="private-briefing")
    HeldMeetingFactory(body=BodyFactory(area=area, slug="board"), held_on=date(2022, 4, 1), status="draft", published_at=None)
    address = "/avon/meetings/2022-04-26-panel/agenda/matters-arising/"

    assert address not in client.get(url(area)).content.decode()
    client.force_login(member)
    assert address not in client.get(url(area)).content.decode()
    client.force_login(clerk)
    assert address in client.get(url(area)).content.decode()
