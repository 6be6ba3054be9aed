"""The desk of who decides in the Commissioner's office: what each decision waits for, the next board, the update report."""

from datetime import date

import pytest

from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.register import BoardFactory, DecisionFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_asks_the_same_however_many_decisions_are_under_way(client, panel, sign_in, django_assert_num_queries, count):
    sign_in("office-decisions")
    DecisionFactory.create_batch(count, area=panel.area)
    client.get("/avonshire/desk/")

    with django_assert_num_queries(13):
        response = client.get("/avonshire/desk/")

    assert len(response.context["decisions"]) == min(count, 8)
    assert response.context["decisions_more"] == max(0, count - 8)


def test_what_is_ready_for_a_signature_stands_first_and_what_is_over_not_at_all(client, panel, sign_in, text):
    sign_in("office-decisions")
    proposed = DecisionFactory(area=panel.area, title="Fleet")
    agreed = DecisionFactory(area=panel.area, title="Grants", status="agreed")
    PublishedDecisionFactory(area=panel.area, title="Insurance")

    response = client.get("/avonshire/desk/")

    assert [line.decision for line in response.context["decisions"]] == [agreed, proposed]
    assert [line.waits for line in response.context["decisions"]] == ["the signature", "a board"]
    assert "Insurance" not in text(response)


def test_next_board_and_the_report_that_is_not_begun_are_named(client, panel, sign_in, text):
    sign_in("office-decisions")
    board = AnnouncedMeetingFactory(body=BoardFactory(area=panel.area), held_on=date(2022, 3, 20))
    AnnouncedMeetingFactory(body=panel, held_on=date(2022, 4, 7))

    response = client.get("/avonshire/desk/")

    assert response.context["next_board"] == board
    assert "None is begun for the panel’s meeting of Thursday 7 April 2022." in text(response)


@pytest.mark.parametrize("role", ["clerk", "lead-officer", "panel-member", "office-complaints"])
def test_others_have_no_decisions_under_way(client, panel, sign_in, role):
    sign_in(role)
    DecisionFactory(area=panel.area, title="Fleet")

    response = client.get("/avonshire/desk/")

    assert "decisions" not in response.context
    assert b"Fleet" not in response.content
