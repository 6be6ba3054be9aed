"""Who handles complaints: one holder of a power a day, never the office for informal resolution, read by all, kept by few."""

from datetime import date

import pytest

from accounts.choices import Role
from complaints import permissions
from complaints.choices import Handler, Power
from complaints.models import HandlingPower
from complaints.services.powers import add_power, change_power, end_power
from interface import clock
from panels.rulebook import COMPLAINT_DELEGATION
from tests.factories.complaints import ComplaintFactory, HandlingPowerFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory, RuleFactory
from tests.panels.arranging import refused, rows_of, sent_of, statuses, words_of

TODAY = date(2022, 3, 17)
HELD = {
    "power": Power.RECORD, "handler": Handler.OFFICE, "to_title": " Chief Executive ", "decided_by": "The panel, 24 June 2021",
    "started_on": date(2021, 6, 24),
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def panel(db):
    return BodyFactory(area=PoliceAreaFactory(slug="avonshire", name="Avonshire"), slug="panel", name="Panel")


def url(rest=""):
    return f"/avonshire/complaints/handling/{rest}"


def enter(panel, **changes):
    return add_power(body=panel, actor=None, **{**HELD, **changes})


def appointed(panel, role):
    return AppointmentFactory(area=panel.area, role=role).user


def test_a_delegation_is_entered_changed_and_ended(panel):
    made = enter(panel, aliases=" COS\nCEO ")

    ended = end_power(held=made, version=1, ended_on=date(2022, 3, 16), actor=None)
    assert permissions.power_in_force(panel, Power.RECORD) is None
    change_power(held=ended, version=2, actor=None, ended_on=None, to_title="Chief of Staff")

    held = permissions.power_in_force(panel, Power.RECORD)
    assert (held.number, held.to_title, held.aliases, held.version) == (1, "Chief of Staff", "COS\nCEO", 3)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"started_on": date(2022, 1, 1)}, {"started_on": [
            "Chief Executive has this power since Thursday 24 June 2021. End that first, or choose other days"]}),
        ({"started_on": date(2021, 1, 1), "ended_on": date(2021, 6, 24)}, {"started_on": [
            "Chief Executive has this power since Thursday 24 June 2021. End that first, or choose other days"]}),
        ({"power": "refer", "ended_on": date(2021, 6, 23)}, {"ended_on": ["The last day must not be before the first"]}),
        ({"power": "refer", "handler": "sub-committee"}, {"sub_committee": ["Choose the sub-committee"]}),
        ({"power": "resolve"}, {"handler": [
            "Informal resolution is for the panel, not the office (SI 2012/62, regulation 7)"]}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_box(panel, changes, problems):
    enter(panel)

    assert refused(enter, panel=panel, **changes) == problems
    assert HandlingPower.objects.count() == 1


def test_the_refusal_says_what_nobody_has_verified(panel):
    RuleFactory(key=COMPLAINT_DELEGATION, provision="Regulation 7", is_verified=False)
    enter(panel, power="resolve", handler=Handler.LEAD_OFFICER)

    assert refused(change_power, held=HandlingPower.objects.get(), version=1, actor=None, handler=Handler.OFFICE) == {
        "handler": ["Informal resolution is for the panel, not the office (Regulation 7. Not yet verified)"]
    }


def test_days_beside_each_other_do_not_meet(panel):
    enter(panel, ended_on=date(2022, 3, 16))
    enter(panel, handler=Handler.LEAD_OFFICER, started_on=TODAY)
    enter(panel, power=Power.DISAPPLY)

    assert HandlingPower.objects.count() == 3


def test_who_takes_a_step_changes_at_once(panel):
    complaint = ComplaintFactory(body=panel, to_panel=True)
    staff, lead = appointed(panel, Role.OFFICE_COMPLAINTS), appointed(panel, Role.LEAD_OFFICER)
    assert not permissions.can_take(staff, complaint, Power.RECORD)
    assert permissions.can_take(lead, complaint, Power.RECORD)

    made = enter(panel)
    assert permissions.can_take(staff, complaint, Power.RECORD)
    assert not permissions.can_take(lead, complaint, Power.RECORD)

    end_power(held=made, version=1, ended_on=date(2022, 3, 16), actor=None)
    assert not permissions.can_take(staff, complaint, Power.RECORD)
    assert permissions.can_take(lead, complaint, Power.RECORD)


def test_everybody_reads_who_uses_each_power(client, panel):
    RuleFactory(key=COMPLAINT_DELEGATION, provision="Regulation 7", is_verified=False)
    sub = BodyFactory(area=panel.area, slug="sub", name="Complaints Sub-Committee", kind="sub-committee")
    enter(panel, aliases="COS", ended_on=date(2022, 3, 16))
    enter(panel, handler=Handler.LEAD_OFFICER, to_title="Monitoring Officer", started_on=TODAY)
    enter(panel, power=Power.RESOLVE, handler=Handler.SUB_COMMITTEE, sub_committee=sub, to_title="Sub-committee")
    HandlingPowerFactory(to_title="CANARY-ELSEWHERE")

    shown = client.get(url())
    rows = {row[0].split(" / ")[0]: row[1:] for row in rows_of(shown.context["table"])}

    assert rows["Receive, acknowledge, record or pass on"] == [
        "Monitoring Officer / The panel’s lead officer or monitoring officer", "17 Mar 2022", "The panel, 24 June 2021",
    ]  # fmt: skip
    assert rows["Informal resolution"][0] == "Sub-committee / Complaints Sub-Committee"
    assert rows["Refer to the IOPC"] == ["The panel itself", "not delegated", "none"]
    assert rows_of(shown.context["others"])[0][1:3] == [
        "Chief Executive, in papers also COS / The Commissioner’s chief executive or monitoring officer",
        "24 Jun 2021 to 16 Mar 2022",
    ]
    assert "Regulation 7 Not yet verified" in words_of(shown)
    assert "CANARY" not in words_of(shown)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEAD_OFFICER])
def test_the_clerk_enters_changes_and_ends(client, panel, role):
    client.force_login(appointed(panel, role))
    sent = sent_of(client.get(url("create/")), **HELD)
    for _ in range(2):
        assert client.post(url("create/"), sent)["Location"] == url()
    client.post(url("1/edit/"), sent_of(client.get(url("1/edit/")), to_title="Chief of Staff"))
    client.post(url("1/end/"), sent_of(client.get(url("1/end/"))))

    row = HandlingPower.objects.get()
    assert (row.to_title, row.ended_on, row.version) == ("Chief of Staff", TODAY, 3)


def test_resolution_for_the_office_comes_back_on_the_form(client, panel):
    client.force_login(appointed(panel, Role.CLERK))
    response = client.post(url("create/"), sent_of(client.get(url("create/")), **{**HELD, "power": "resolve"}))

    assert "Informal resolution is for the panel, not the office" in response.context["form"].errors["handler"][0]


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.CHAIR, Role.AUDITOR, Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS])
def test_others_read_only(client, panel, role):
    enter(panel)
    addresses = [url("create/"), url("1/edit/"), url("1/end/")]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert "Enter who uses a power" not in words_of(client.get(url()))


def test_the_list_asks_as_often_for_three_hundred_as_for_one(client, panel, django_assert_num_queries):
    sub = BodyFactory(area=panel.area, slug="sub", name="Sub", kind="sub-committee")
    for wanted in (1, 3, 300):
        start = HandlingPower.objects.count()
        HandlingPower.objects.bulk_create(
            HandlingPower(
                body=panel, number=n + 1, power="record", handler="sub-committee", sub_committee=sub, to_title=f"Title {n}",
                decided_by="x", started_on=date(2000, 1, 1), ended_on=date(2000, 1, 1),
            )
            for n in range(start, wanted)
        )  # fmt: skip
        with django_assert_num_queries(5):
            assert client.get(url()).context["others"].count == wanted
