"""The desk of who commissions in the Commissioner's office: what is late or slips, and what waits to be decided or published."""

from datetime import date

import pytest

from commissioning.choices import ReturnStatus
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db
DESK = "/avonshire/desk/"


def plant(area, count=1):
    """One of everything that a desk tells, `count` times."""
    for number in range(count):
        award = make.AwardFactory(area=area, contract=True, title=f"Contract {number}")
        make.ReturnFactory(award=award, due_on=date(2022, 1, 31))
        make.ReturnFactory(
            award=award, started_on=date(2021, 7, 1), ended_on=date(2021, 9, 30), status=ReturnStatus.RECEIVED,
            received_on=date(2022, 3, 1),
        )  # fmt: skip
        make.ExtensionFactory(award=award, words=f"Option {number}", decide_by=date(2022, 3, 31))
        make.AwardFactory(area=area, draft=True, title=f"Draft {number}")
        make.AwardFactory(area=area, unpublished=True, title=f"Unpublished {number}")
        make.ExerciseFactory(area=area, of_grants=True, title=f"Round {number}", closes_on=date(2022, 3, 1))
        slow = make.ExerciseFactory(area=area, title=f"Procurement {number}")
        make.StageFactory(exercise=slow, planned_on=date(2022, 3, 1))
        make.PaymentFactory(area=area, unpublished=True, paid_on=date(2022, 2, 17))


@pytest.mark.parametrize("count", [1, 3, 30])
def test_desk_asks_the_same_however_much_waits(client, panel, sign_in, django_assert_num_queries, count):
    sign_in("office-commissioning")
    plant(panel.area, count)
    client.get(DESK)

    with django_assert_num_queries(18):
        response = client.get(DESK)

    assert len(response.context["late_returns"]) == min(count, 6)


def test_all_that_waits_is_named(client, panel, sign_in, text):
    sign_in("office-commissioning")
    plant(panel.area)

    words = text(client.get(DESK))

    for said in ("Option 0", "due 31 Jan 2022", "received 1 Mar 2022", "Procurement 0", "Round 0", "Draft 0", "Unpublished 0",
                 "Spending of February 2022"):  # fmt: skip
        assert said in words


def test_a_desk_without_work_says_so(client, panel, sign_in, text):
    sign_in("office-commissioning")

    assert "Nothing is late, slips or waits for you." in text(client.get(DESK))


@pytest.mark.parametrize("role", ["office-decisions", "office-performance", "clerk", "auditor"])
def test_others_see_nothing_of_it(client, panel, sign_in, text, role):
    sign_in(role)
    plant(panel.area)

    words = text(client.get(DESK))

    assert "Option 0" not in words
    assert "Draft 0" not in words
