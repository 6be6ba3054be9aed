"""A reserve candidate answers a veto: on its day or later, and under the rule that says so."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from decisions.choices import NoticeKind, Position, Post
from decisions.services.appointments import change_candidate
from interface import clock
from tests.decisions.hearings import SAID, notify, opened, reported

pytestmark = pytest.mark.usefixtures("rulebook")
VETOED = date(2022, 2, 18)
WORDS = "The panel sent its veto on Friday 18 February 2022. The reserve candidate answers it, so enter that day or a later one"


@pytest.fixture
def case(body):
    case = opened(body, Post.CHIEF_CONSTABLE)
    notify(case)
    reported(case, VETOED, Position.VETO)
    return case


def test_a_reserve_candidate_before_the_veto_is_refused(case):
    with pytest.raises(ValidationError) as refusal:
        notify(case, on=date(2022, 2, 17), kind=NoticeKind.RESERVE)
    (words,) = refusal.value.message_dict["received_on"]
    assert words.startswith(WORDS)
    assert "not yet verified" in words
    assert case.notices.count() == 1


def test_a_reserve_candidate_is_not_moved_before_the_veto(case):
    notice = notify(case, on=VETOED, kind=NoticeKind.RESERVE)
    said = {**SAID, "name_access": "exempt", "particulars_access": "exempt", "actor": None, "version": notice.version}
    with clock.stand_on(date(2022, 2, 20)), pytest.raises(ValidationError) as refusal:
        change_candidate(notice=notice, received_on=date(2022, 2, 17), **said)
    assert refusal.value.message_dict["received_on"][0].startswith(WORDS)
