"""The register of delegated powers: who reads it, who keeps whose, and what becomes of what was changed."""

from datetime import date

import pytest

from accounts.choices import Role
from interface import clock
from panels.choices import Delegator
from panels.models import Delegation
from panels.rules.arrangements import change_problems
from panels.services.arrangements import add_delegation, change_delegation, end_delegation
from tests.factories.arrangements import DelegationFactory
from tests.factories.panels import RuleFactory
from tests.panels.arranging import acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of

TODAY = date(2022, 3, 17)
FACTS = {
    "delegator": Delegator.PANEL, "power": "Take in complaints", "to_whom": "Chief executive", "limits": "", "provision": "",
    "decided_by": "The panel, 24 June 2021",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


def held(area):
    return list(Delegation.objects.filter(area=area).order_by("number").values_list("number", "limits", "started_on", "ended_on"))


@pytest.mark.parametrize(
    ("changed_on", "ended_on", "fields"),
    [
        pytest.param(date(2022, 1, 2), None, [], id="the day after the first"),
        pytest.param(date(2022, 1, 1), None, ["changed_on"], id="the first day"),
        pytest.param(date(2022, 2, 1), date(2022, 1, 31), ["changed_on"], id="after its end"),
        pytest.param(date(2022, 1, 31), date(2022, 1, 31), [], id="on its last day"),
    ],
)
def test_the_day_from_which_a_change_holds(changed_on, ended_on, fields):
    assert list(change_problems(started_on=date(2022, 1, 1), changed_on=changed_on, ended_on=ended_on)) == fields


def test_what_is_changed_from_a_day_is_kept_with_its_last_day(panel):
    row = add_delegation(area=panel.area, started_on=date(2021, 6, 24), actor=None, **FACTS)

    changed = change_delegation(
        delegation=row, version=1, changed_on=date(2022, 4, 1), started_on=row.started_on, ended_on=None, actor=None,
        **{**FACTS, "limits": "Not informal resolution"},
    )  # fmt: skip

    assert changed.number == 2
    assert held(panel.area) == [
        (1, "", date(2021, 6, 24), date(2022, 3, 31)), (2, "Not informal resolution", date(2022, 4, 1), None),
    ]  # fmt: skip
    assert acts_recorded() == ["panels.delegation_added", "panels.delegation_ended", "panels.delegation_added"]


def test_a_slip_is_corrected_where_it_stands_and_an_end_can_be_undone(panel):
    row = add_delegation(area=panel.area, started_on=date(2021, 6, 24), actor=None, **FACTS)
    end_delegation(delegation=row, version=1, ended_on=date(2022, 3, 1), actor=None)

    change_delegation(
        delegation=row, version=2, changed_on=None, started_on=row.started_on, ended_on=None, actor=None,
        **{**FACTS, "limits": "All"},
    )  # fmt: skip

    assert held(panel.area) == [(1, "All", date(2021, 6, 24), None)]


def test_a_delegation_refuses_days_that_cannot_be_and_changes_nothing(panel):
    row = add_delegation(area=panel.area, started_on=date(2021, 6, 24), actor=None, **FACTS)
    change = {"delegation": row, "actor": None, "started_on": row.started_on, "ended_on": None, **FACTS}

    assert refused(end_delegation, delegation=row, version=1, ended_on=date(2021, 6, 23), actor=None) == {
        "ended_on": ["The last day must not be before the first"]
    }
    assert refused(change_delegation, version=1, changed_on=date(2021, 6, 24), **change) == {
        "changed_on": ["It holds from Thursday 24 June 2021. Enter a later day, or leave this empty to correct a slip"]
    }
    assert list(refused(add_delegation, area=panel.area, started_on=TODAY, actor=None, **{**FACTS, "delegator": "king"})) == [
        "delegator"
    ]
    assert held(panel.area) == [(1, "", date(2021, 6, 24), None)]


# The page


def test_the_register_is_read_on_a_day_and_by_whose_power(client, panel):
    RuleFactory(key="delegation-by-commissioner", number=None, unit="none", title="The Commissioner may delegate",
                provision="s.18", is_verified=False)  # fmt: skip
    DelegationFactory(area=panel.area, power="Sign", provision="s.18", limits="Up to £5,000")
    DelegationFactory(area=panel.area, power="Old", ended=True)
    DelegationFactory(area=panel.area, power="Record", of_panel=True)
    DelegationFactory(power="CANARY-ELSEWHERE")

    everything, panels = page(client, "delegation-list"), page(client, "delegation-list", whose="panel")
    before = page(client, "delegation-list", on="31 12 2021", whose="commissioner")

    decided = "The Commissioner, decision 4 of 2021"
    sign = ["Sign / s.18", "The Commissioner", "Chief Executive", "Up to £5,000", decided, "since 24 Jun 2021"]
    assert rows_of(everything.context["table"]) == [
        sign,
        ["Record / provision not known", "The panel", "Lead officer", "Up to £50,000", "The panel, 24 June 2021",
         "since 24 Jun 2021"],
    ]  # fmt: skip
    assert [row[0] for row in rows_of(panels.context["table"])] == ["Record / provision not known"]
    assert [row[0] for row in rows_of(before.context["table"])] == ["Old / provision not known", "Sign / s.18"]
    assert [(one["text"], one["url"]) for one in before.context["filters"]] == [
        ("On 31 Dec 2021", "/avonshire/panel/delegations/?whose=commissioner"),
        ("The Commissioner", "/avonshire/panel/delegations/?on=2021-12-31"),
    ]
    assert "The Commissioner may delegate (s.18 Not yet verified)." in words_of(everything).replace(" )", ")")
    assert "2 delegations on Thursday 17 March 2022" in words_of(everything)


def test_an_empty_register_says_the_next_act(client, panel):
    words = words_of(page(client, "delegation-list"))

    assert "No delegation is recorded for Thursday 17 March 2022. Choose another day, or everybody’s." in words


def test_the_file_holds_what_the_list_shows(client, panel):
    DelegationFactory(area=panel.area, power="+Sign", provision="s.18")
    DelegationFactory(area=panel.area, of_panel=True)

    lines = client.get(url("delegation-export", "csv"), {"whose": "commissioner"}).content.decode().splitlines()

    assert lines[1:] == [
        '1,The Commissioner,\'+Sign,Chief Executive,"Up to £50,000",s.18,"The Commissioner, decision 4 of 2021",2021-06-24,'
    ]
    assert client.get(url("delegation-export", "exe")).status_code == 404


def test_the_register_asks_as_often_for_three_hundred_rows_as_for_one(client, panel, django_assert_num_queries):
    client.force_login(appointed(panel))
    page(client, "delegation-list")
    for wanted in (1, 3, 300):
        start = Delegation.objects.count()
        Delegation.objects.bulk_create(
            Delegation(area=panel.area, number=n + 1, started_on=date(2021, 6, 24), **FACTS) for n in range(start, wanted)
        )
        with django_assert_num_queries(7):
            assert page(client, "delegation-list").context["table"].count == wanted


# Keeping it


def test_the_clerk_enters_changes_and_ends_any(client, panel):
    client.force_login(appointed(panel))
    opened = client.get(url("delegation-create"))
    sent = sent_of(opened, delegator="panel", power="Record", to_whom="Lead officer", decided_by="The panel")

    for _ in range(2):
        assert client.post(url("delegation-create"), sent)["Location"] == url("delegation-list")
    change = client.get(url("delegation-update", 1))
    client.post(url("delegation-update", 1), sent_of(change, limits="All", changed_on=date(2022, 4, 1)))
    stale = client.post(url("delegation-update", 1), sent_of(change, limits="Some"))
    client.post(url("delegation-end", 2), sent_of(client.get(url("delegation-end", 2)), ended_on=date(2022, 5, 1)))

    assert held(panel.area) == [(1, "", TODAY, date(2022, 3, 31)), (2, "All", date(2022, 4, 1), date(2022, 5, 1))]
    assert [text.label for text in stale.context["form"].stale] == ["Limits and conditions", "Last day"]


def test_the_office_keeps_the_commissioners_own_alone(client, panel):
    DelegationFactory(area=panel.area)
    DelegationFactory(area=panel.area, of_panel=True)
    client.force_login(appointed(panel, Role.OFFICE_DECISIONS))
    opened = client.get(url("delegation-create"))
    assert [key for key, _words in opened.context["form"].fields["delegator"].choices] == ["commissioner"]

    sent = sent_of(opened, power="Sign", to_whom="Deputy", decided_by="Decision 5")
    refusal = client.post(url("delegation-create"), {**sent, "delegator": "panel"})
    client.post(url("delegation-create"), sent)

    assert list(refusal.context["form"].errors) == ["delegator"]
    assert Delegation.objects.filter(area=panel.area, delegator=Delegator.COMMISSIONER).count() == 2
    assert statuses(client, [url("delegation-update", 1), url("delegation-end", 1)]) == {200}
    assert statuses(client, [url("delegation-update", 2), url("delegation-end", 2)]) == {403}
    cells = [row[-1] for row in rows_of(page(client, "delegation-list").context["table"])]
    assert [bool(cell) for cell in cells] == [True, True, False]


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.CHAIR, Role.AUDITOR, Role.OFFICE_COMPLAINTS])
def test_nobody_else_keeps_the_register(client, panel, role):
    DelegationFactory(area=panel.area)
    addresses = [url("delegation-create"), url("delegation-update", 1), url("delegation-end", 1)]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert statuses(client, [url("delegation-update", 9)]) == {404}
