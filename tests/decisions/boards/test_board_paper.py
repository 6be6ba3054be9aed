"""The live paper of the decisions before a board."""

import pytest

from decisions.papers.board_decisions import BOARD_DECISIONS
from documents.sources import draw
from interface.markdown import render
from tests.factories.register import BoardDecisionFactory, DecisionFactory

pytestmark = pytest.mark.django_db
SECRETS = ("title", "summary", "reasons", "options", "legal_implications", "financial_implications", "equality_implications")


def text(meeting):
    return draw(BOARD_DECISIONS, area=meeting.area, body=meeting.body, on=meeting.held_on, collection=meeting.slug).text


def test_the_decisions_of_the_meeting_stand_by_number_with_what_they_propose(coming, area):
    for number, title in ((6, "Vans"), (5, "Kennels")):
        decision = DecisionFactory(area=area, number=number, title=title, summary="# First\n\nDogs need room.")
        BoardDecisionFactory(meeting=coming, decision=decision)

    found = text(coming)

    assert found.index("## 2022/005 – Kennels") < found.index("## 2022/006 – Vans")
    assert "### What is decided\n\n#### First\n\nDogs need room." in found
    assert "Cost: £20,000. Term: One year." in found


def test_a_private_decision_has_its_neutral_line_alone(coming, area):
    secret = dict.fromkeys(SECRETS, "CANARY")
    decision = DecisionFactory(area=area, number=5, exempt=True, exempt_text="CANARY", **secret)
    BoardDecisionFactory(meeting=coming, decision=decision)

    found = text(coming)

    assert "CANARY" not in found
    assert found.startswith("## 2022/005 – Decision on a contract\n\nThis decision is private.")
    assert "Bids for the contract are still open" in found


def test_the_private_part_of_a_decision_is_left_out(coming, area):
    BoardDecisionFactory(meeting=coming, decision=DecisionFactory(area=area, number=5, exempt_part=True))

    assert "£18,400" not in text(coming)
    assert "A part of this decision is private." in text(coming)


def test_decisions_taken_off_and_of_other_meetings_are_not_there(coming, held, area):
    BoardDecisionFactory(meeting=held, decision=DecisionFactory(area=area, number=5))
    BoardDecisionFactory(meeting=coming, decision=DecisionFactory(area=area, number=6), removed=True)

    assert text(coming) == "No decision is before this meeting.\n"


def test_words_of_a_title_are_no_marks(coming, area):
    BoardDecisionFactory(
        meeting=coming, decision=DecisionFactory(area=area, number=5, title="<b>*Vans*</b> [x](http://e.example)")
    )

    assert "<a" not in render(text(coming), level=2)
