"""The decisions under way: each in its state, what it waits for and since when, at the same cost however many there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.choices import DecisionStepKind
from tests.decisions.register.making import EXEMPT, again, agreed, logged, moved, published, signed
from tests.factories.meetings import MeetingFactory
from tests.factories.register import BoardDecisionFactory, BoardFactory, DecisionFactory, DecisionStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


def seen(client, area):
    response = client.get(reverse("decisions:decision-pipeline", args=[area.slug]))
    return {
        column.status.value: [(card.decision.reference, card.waits_for, card.days) for card in column.cards]
        for column in response.context["columns"]
    }


def test_each_stands_in_its_state_with_what_it_waits_for(client, area, office):
    board = BoardFactory(area=area)
    logged(area, proposed_on=date(2022, 1, 31))
    for day in (date(2022, 3, 1), date(2022, 2, 1)):
        decision = logged(area)
        meeting = MeetingFactory(body=board, held_on=day)
        BoardDecisionFactory(decision=moved(decision, DecisionStepKind.PUT_ON_BOARD, meeting=meeting), meeting=meeting)
    moved(logged(area), DecisionStepKind.DEFER, condition="the audit is done")
    agreed(area)
    signed(area, **EXEMPT)
    published(area)
    moved(logged(area), DecisionStepKind.REJECT, reason="x")
    client.force_login(office)

    assert seen(client, area) == {
        "proposed": [("2022/001", "a board", 3)],
        "deferred": [("2022/004", "its condition: the audit is done", 0)],
        "on-board": [
            ("2022/002", "the board of 1 March 2022", 0),
            ("2022/003", "the outcome of the board of 1 February 2022 to be recorded", 0),
        ],
        "agreed": [("2022/005", "the signature", 0)],
        "signed": [("2022/006", "publication", 0)],
        "published": [("2022/007", "its implementation", 0)],
    }  # fmt: skip
    text = client.get(reverse("decisions:decision-pipeline", args=[area.slug])).content.decode()
    assert "Schedule paragraph 5" in text
    assert "Not yet verified" in text
    assert "Rejected</a>: 1" in text or "Rejected: 1" in text


def test_without_a_decision_it_says_the_next_act(client, area, office):
    client.force_login(office)
    text = client.get(reverse("decisions:decision-pipeline", args=[area.slug])).content.decode()
    assert "No decision is under way. Log the next one when it is proposed." in text
    assert reverse("decisions:decision-create", args=[area.slug]) in text


def test_it_costs_the_same_for_1_3_and_300_decisions(client, area, office):
    client.force_login(office)
    url, maker = reverse("decisions:decision-pipeline", args=[area.slug]), logged(area).maker
    costs = []
    for more in (0, 2, 297):
        for one in DecisionFactory.create_batch(more, area=area, maker=maker):
            DecisionStepFactory(decision=one)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        costs.append(len(queries))
    (column,) = [one for one in response.context["columns"] if one.status == "proposed"]
    assert (column.count, len(column.cards), column.more) == (300, 25, 275)
    assert costs[0] == costs[1] == costs[2] <= 16


def test_the_page_of_a_decision_costs_the_same_with_many_steps(client, area, office):
    decision = logged(area)
    client.force_login(office)
    client.get(decision.get_absolute_url())
    costs = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(decision.get_absolute_url())
        costs.append(len(queries))
        for _step in range(20):
            decision = moved(again(decision), DecisionStepKind.DEFER, condition="x")
    assert costs[0] == costs[1]
