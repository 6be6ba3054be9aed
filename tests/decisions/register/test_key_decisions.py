"""The live paper of key decisions: what was decided since the body last met, for everybody."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import CostKind
from documents.sources import draw, sources
from interface import clock
from interface.markdown import render
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory, PoliceAreaFactory
from tests.factories.register import DecisionFactory, NilReturnFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db

ON = date(2022, 3, 17)


@pytest.fixture(autouse=True)
def in_march():
    with clock.stand_on(ON):
        yield


def told(area, body, on=ON, collection="2022-03-17-panel"):
    return draw("key-decisions", area=area, body=body, on=on, collection=collection).text


def published(area, number, signed, out=None, **facts):
    return PublishedDecisionFactory(
        area=area, maker=None, year=2022, number=number, signed_on=signed, published_on=out or signed, **facts
    )


def test_key_decisions_can_be_chosen_for_a_paper():
    assert "key-decisions" in [entry.key for entry in sources()]


def test_decisions_since_the_last_meeting_are_told_in_their_order(area, body):
    HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
    published(area, 1, date(2022, 1, 20))
    published(area, 2, date(2022, 1, 28), date(2022, 2, 3), title="Signed before, published after | the meeting")
    published(area, 3, date(2022, 3, 4), cost_kind=CostKind.CEILING, cost=Decimal(550_000), title="Wardens")
    published(area, 4, date(2022, 3, 18), date(2022, 3, 18))
    DecisionFactory(area=area, maker=None, year=2022, number=5, signed=True, title="Not out")
    published(PoliceAreaFactory(), 6, date(2022, 3, 4))

    text = told(area, body)
    assert text.startswith(
        "The Commissioner’s formal decisions signed or published after the meeting of Tuesday 1 February 2022, as at "
        "Thursday 17 March 2022."
    )
    rows = [line for line in text.splitlines() if line.startswith("| 2022/")]
    assert [row[2:10] for row in rows] == ["2022/002", "2022/003"]
    assert rows[1] == "| 2022/003 | Wardens | 4 Mar 2022 | at most £550,000 |"
    assert "Signed before, published after | the meeting" in render(text).replace("&#124;", "|")


def test_of_an_exempt_decision_the_public_line_is_told(area, body):
    published(area, 3, date(2022, 3, 4), exempt=True, title="CANARY", summary="CANARY", term="CANARY", cost=Decimal(777_777))
    text = told(area, body)
    assert "CANARY" not in text
    assert "777" not in text
    assert "Decision on a contract (private: Local Government Act 1972, Schedule 12A, paragraph 3" in text


def test_without_a_decision_the_nil_return_is_told(area, body):
    HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
    NilReturnFactory(area=area)
    NilReturnFactory(area=area, taken_back=True, started_on=date(2022, 3, 9), ended_on=date(2022, 3, 10))
    NilReturnFactory(area=area, started_on=date(2021, 3, 9), ended_on=date(2021, 3, 10))
    assert told(area, body) == (
        "No formal decision was published between the meeting of Tuesday 1 February 2022 and Thursday 17 March 2022.\n\n"
        "No formal decisions between 2 February and 8 March 2022.\n"
    )


def test_a_body_that_has_not_met_is_told_of_all(area, body):
    HeldMeetingFactory(body=BodyFactory(area=area, slug="other"), held_on=date(2022, 2, 1))
    assert told(area, body) == "No formal decision is published as at Thursday 17 March 2022.\n"
    published(area, 1, date(2022, 1, 20))
    assert "| 2022/001 |" in told(area, body)


def test_words_of_a_decision_are_no_markdown(area, body):
    published(area, 1, date(2022, 1, 20), title="**Bold** [link](javascript:alert(1)) <b>x</b>\n# head")
    html = render(told(area, body))
    assert "**Bold** [link](javascript:alert(1))" in html
    assert not [mark for mark in ("<strong>", "href=", "<h1", "<b>") if mark in html]
