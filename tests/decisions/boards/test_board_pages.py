"""The pages of a board's decisions: who opens them, what they show, and what they do."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.choices import Role
from decisions.choices import DecisionStatus
from decisions.models import BoardDecision
from decisions.services.boards.agenda import put_on_board
from decisions.services.boards.outcomes import record_outcome
from meetings.services import delete_item
from tests.decisions.boards.papers import titles
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.django_db


def url(meeting, name="board-decision-list", *more):
    return reverse(f"boards:{name}", args=[meeting.area.slug, meeting.slug, *more])


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def greens(response):
    return [one for one in re.findall(r'class="([^"]*govuk-button[ "][^"]*|govuk-button)"', response.content.decode())
            if "secondary" not in one and "inverse" not in one]  # fmt: skip


@pytest.fixture
def waiting(area):
    return DecisionFactory(area=area, number=5, title="Kennels")


@pytest.fixture
def row(held, waiting, office):
    return put_on_board(decision=waiting, version=waiting.version, meeting=held, actor=office)


@pytest.mark.parametrize("name", ["board-decision-list", "reconciliation"])
def test_the_panel_s_people_do_not_open_the_pages_of_a_board(client, held, clerk, member, area, name):
    lead = AppointmentFactory(area=area, role=Role.LEAD_OFFICER, user__email="lead@panel.example").user
    complaints = AppointmentFactory(area=area, role=Role.OFFICE_COMPLAINTS, user__email="c@opcc.example").user
    seen = []
    for user in (clerk, member, lead, complaints):
        client.force_login(user)
        seen.append(client.get(url(held, name)).status_code)
    client.logout()

    assert set(seen) <= {403, 404}
    assert client.get(url(held, name)).status_code == 302


@pytest.mark.parametrize("name", ["board-decision-list", "reconciliation"])
def test_a_meeting_of_the_panel_has_no_such_page(client, body, office, clerk, name):
    meeting = HeldMeetingFactory(body=body)
    for user in (office, clerk):
        client.force_login(user)
        assert client.get(url(meeting, name)).status_code == 404


def test_the_office_puts_on_what_waits(client, coming, office, waiting):
    client.force_login(office)
    page = client.get(url(coming))

    assert "2022/005 – Kennels" in words(page)
    assert len(greens(page)) == 1
    answer = client.post(url(coming), {"decisions": [waiting.pk], "item": "", "token": uuid4()}, follow=True)

    assert "1 decision put on the agenda" in words(answer)
    assert titles(coming) == [("1", "Decisions"), ("1a", "2022/005 – Kennels")]


def test_a_form_sent_twice_puts_on_once(client, coming, office, waiting):
    client.force_login(office)
    sent = {"decisions": [waiting.pk], "item": "", "token": uuid4()}

    for _time in range(2):
        assert client.post(url(coming), sent).status_code == 302
    again = client.post(url(coming), {**sent, "token": uuid4()})
    assert "Put on a board agenda is not open" in words(again)

    assert BoardDecision.objects.count() == 1


def test_ticking_nothing_is_told_beside_the_boxes(client, coming, office, waiting):
    client.force_login(office)

    page = client.post(url(coming), {"item": "", "token": uuid4()})

    assert "Tick at least one decision" in words(page)
    assert "<title>Error: " in page.content.decode()


def test_an_empty_page_says_the_next_act(client, coming, office):
    client.force_login(office)

    page = client.get(url(coming))

    assert "No decision waits for a board." in words(page)
    assert reverse("decisions:decision-create", args=["avon"]) in page.content.decode()


def test_an_outcome_is_recorded_from_the_list(client, office, row):
    client.force_login(office)
    assert url(row.meeting, "board-outcome", "2022-005") in client.get(url(row.meeting)).content.decode()

    form = {"version": row.version, "outcome": "deferred", "condition": "The lease is agreed"}
    answer = client.post(url(row.meeting, "board-outcome", "2022-005"), form, follow=True)

    assert "Until: The lease is agreed" in words(answer)
    row.decision.refresh_from_db()
    assert row.decision.status == DecisionStatus.DEFERRED


def test_what_the_service_refuses_stands_beside_its_field(client, office, row):
    client.force_login(office)

    page = client.post(url(row.meeting, "board-outcome", "2022-005"), {"version": row.version, "outcome": "deferred"})

    assert "condition" in page.context["form"].errors


def test_an_old_page_is_told_that_somebody_was_quicker(client, office, row):
    old = row.version
    row.bump()
    row.save()
    client.force_login(office)

    page = client.post(url(row.meeting, "board-outcome", "2022-005"), {"version": old, "outcome": "agreed"})

    assert page.status_code == 200
    assert BoardDecision.objects.get().outcome == ""


def test_what_was_recorded_is_taken_back_with_why(client, office, row):
    row.refresh_from_db()
    said = record_outcome(row=row, version=row.version, outcome="agreed", actor=office)
    client.force_login(office)
    page = client.get(url(row.meeting, "board-take-back", "2022-005"))
    assert "Recorded: Agreed." in words(page)

    client.post(url(row.meeting, "board-take-back", "2022-005"), {"version": said.version, "reason": "Another was meant"})

    row.refresh_from_db()
    assert row.outcome == ""


def test_taking_off_asks_once_more(client, coming, office, waiting):
    row = put_on_board(decision=waiting, version=waiting.version, meeting=coming, actor=office)
    client.force_login(office)
    page = client.get(url(coming, "board-take-off", "2022-005"))
    assert "You can put it on again." in words(page)

    client.post(url(coming, "board-take-off", "2022-005"), {"version": row.version})

    assert titles(coming) == [("1", "Decisions")]
    assert client.get(url(coming, "board-take-off", "2022-005")).status_code == 404


def test_a_line_that_went_is_put_back(client, coming, office, waiting):
    row = put_on_board(decision=waiting, version=waiting.version, meeting=coming, actor=office)
    delete_item(item=row.agenda_item, actor=office)
    client.force_login(office)
    assert "Its line was taken off the agenda" in words(client.get(url(coming)))

    client.post(url(coming, "board-restore", "2022-005"), {"version": row.version})

    assert titles(coming) == [("1", "Decisions"), ("1a", "2022/005 – Kennels")]


@pytest.mark.parametrize("reference", ["2022-999", "kennels", "2022-5", "9999999999-1"])
def test_what_is_no_decision_of_the_board_is_not_found(client, office, row, reference):
    client.force_login(office)

    assert client.get(url(row.meeting, "board-outcome", reference)).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_list_asks_as_often_for_many_decisions_as_for_one(client, office, coming, area, count, django_assert_num_queries):
    for number in range(1, count + 1):
        decision = DecisionFactory(area=area, number=number, on_board=True)
        BoardDecision.objects.create(meeting=coming, decision=decision, number=number, put_at=decision.created_at)
        DecisionFactory(area=area, number=number + 100)
    client.force_login(office)
    client.get(url(coming))

    with django_assert_num_queries(11):
        client.get(url(coming))


def test_who_keeps_the_board_alone_reads_no_decision_that_is_not_theirs(client, board, coming, area, waiting, office):
    keeper = AppointmentFactory(area=area, body=board, role=Role.CLERK, user__email="keeper@opcc.example").user
    secret = DecisionFactory(area=area, number=9, title="CANARY", exempt=True, shared=True)
    for decision in (waiting, secret):
        put_on_board(decision=decision, version=decision.version, meeting=coming, actor=office)
    client.force_login(keeper)

    page = client.get(url(coming))

    assert page.status_code == 200
    assert "Record what the board did" not in words(page)
    assert "Kennels" not in words(page)
    assert client.post(url(coming), {"decisions": [waiting.pk], "token": uuid4()}).status_code == 403
    assert client.get(url(coming, "board-take-off", "2022-005")).status_code == 403
