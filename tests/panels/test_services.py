import copy
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import AuditEntry
from panels import services
from panels.models import Appointment, Authority, ContactOfficer, Host, InformationSheet, Membership, Person, PoliceArea, Rule
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PersonFactory, PoliceAreaFactory

FIXTURES = Path(__file__).parents[2] / "fixtures"
START = "2021-06-24"
pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    """The smallest panel that has one of everything."""
    return {
        "area": {
            "slug": "avonshire", "name": "Avonshire", "nation": "england", "policing_body": "pcc", "started_on": "2012-11-22",
        },
        "authorities": [
            {"slug": "newtown", "name": "Newtown Council", "kind": "unitary", "seats": 1, "started_on": START},
            {
                "slug": "oldtown", "name": "Oldtown Council", "kind": "district", "seats": 2, "aliases": ["Old Town"],
                "started_on": START, "ended_on": "2023-03-31", "successor": "newtown",
            },
        ],
        "bodies": [{"slug": "panel", "name": "Avonshire Panel", "kind": "panel", "started_on": START}],
        "people": [{"slug": "a-b", "name": "A B", "aliases": ["Cllr B"]}, {"slug": "c-d", "name": "C D"}],
        "memberships": [
            {
                "body": "panel", "person": "a-b", "authority": "oldtown", "seat": 1, "started_on": START,
                "offices": [{"kind": "chair", "started_on": START}],
            },
            {"body": "panel", "person": "c-d", "started_on": START, "note": "independent"},
        ],
        "hosts": [{"body": "panel", "authority": "oldtown", "started_on": START}],
        "contact_officers": [{"body": "panel", "title": "Clerk", "email": "clerk@panel.example", "started_on": START}],
        "information_sheets": [{"body": "panel", "number": 1, "text": "Come in.", "started_on": START}],
        "local_rules": [
            {
                "body": "panel", "key": "question-clear-days", "title": "Questions", "number": 3, "unit": "clear-days",
                "closes_at": "17:00", "provision": "Sheet", "in_force_from": START,
            },
        ],
    }  # fmt: skip


def count_rows():
    return [model.objects.count() for model in (PoliceArea, Authority, Person, Membership, Host, ContactOfficer)]


def test_load_panel_makes_everything(panel):
    area = services.load_panel(panel)

    assert count_rows() == [1, 2, 2, 2, 1, 1]
    oldtown = area.authorities.get(slug="oldtown")
    assert (oldtown.successor.slug, oldtown.ended_on) == ("newtown", date(2023, 3, 31))
    assert [alias.name for alias in oldtown.aliases.all()] == ["Old Town"]
    chair = Membership.objects.get(person__slug="a-b")
    assert [office.kind for office in chair.offices.all()] == ["chair"]
    assert Membership.objects.get(person__slug="c-d").co_opted is True
    assert list(AuditEntry.objects.values_list("chain", "action", "target_reference")) == [
        ("avonshire", "panels.panel_loaded", "avonshire")
    ]


def test_load_panel_a_second_time_changes_nothing(panel):
    services.load_panel(copy.deepcopy(panel))
    versions = list(Person.objects.values_list("slug", "version"))

    services.load_panel(panel)

    assert count_rows() == [1, 2, 2, 2, 1, 1]
    assert list(Person.objects.values_list("slug", "version")) == versions
    assert AuditEntry.objects.count() == 1


def test_load_panel_brings_a_changed_row_up_to_date(panel):
    services.load_panel(copy.deepcopy(panel))
    panel["people"][0]["name"] = "A Bee"

    services.load_panel(panel)

    assert list(Person.objects.values_list("name", "version")) == [("A Bee", 2), ("C D", 1)]
    assert AuditEntry.objects.last().detail == {"rows_written": 1}


def _spoil(path, value=...):
    def spoil(panel):
        *way, last = path
        place = panel
        for step in way:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(_spoil(["area", "nation"], "scotland"), "area: Value 'scotland' is not a valid choice.", id="choice"),
        pytest.param(_spoil(["area", "slug"], "account"), "area: Choose another address: the portal uses this word itself",
                     id="reserved word"),
        pytest.param(_spoil(["area"]), "area: it is not a row", id="no area"),
        pytest.param(_spoil(["people", 1, "name"]), "people 2: “name” is missing", id="missing field"),
        pytest.param(_spoil(["people", 1, "nmae"], "C D"), "people 2 (C D): it holds unknown fields: nmae", id="misspelt field"),
        pytest.param(_spoil(["peopel"], []), "panel.json: it holds unknown fields: peopel", id="misspelt section"),
        pytest.param(_spoil(["people", 0], "A B"), "people 1: it is not a row", id="not a row"),
        pytest.param(_spoil(["authorities", 1, "seats"], "two"),
                     "authorities 2 (Oldtown Council): “seats” holds 'two'", id="number"),
        pytest.param(_spoil(["authorities", 1, "started_on"], "24/6/2021"),
                     "authorities 2 (Oldtown Council): “started_on” holds '24/6/2021'", id="date"),
        pytest.param(_spoil(["authorities", 1, "ended_on"], "2020-01-01"),
                     "authorities 2 (Oldtown Council): The end date must not be before the start date", id="ends too early"),
        pytest.param(_spoil(["authorities", 1, "successor"], "nowhere"),
                     "authorities 2 (Oldtown Council): “successor” names nowhere, which this file does not hold",
                     id="unknown name"),
        pytest.param(_spoil(["memberships", 0, "seat"], 3), "memberships 1 (a-b): Oldtown Council has 2 seats",
                     id="no such seat"),
        pytest.param(_spoil(["memberships", 0, "offices", 0, "kind"], "king"),
                     "memberships 1 (a-b), offices 1: Value 'king' is not a valid choice.", id="office"),
        pytest.param(_spoil(["memberships", 1, "authority"], "oldtown"),
                     "Two at the same time: A B in a seat and C D in a seat", id="two in one seat"),
        pytest.param(_spoil(["memberships", 1, "offices"], [{"kind": "chair", "started_on": START}]),
                     "Two at the same time: A B, Chair and C D, Chair", id="two chairs"),
        pytest.param(_spoil(["hosts"], [{"body": "panel", "authority": "oldtown", "started_on": START, "ended_on": "2022-01-01"},
                                        {"body": "panel", "authority": "newtown", "started_on": "2022-01-01"}]),
                     "Two at the same time: Newtown Council hosts Avonshire Panel and Oldtown Council hosts Avonshire Panel",
                     id="two hosts on one day"),
        pytest.param(_spoil(["contact_officers", 0, "email"], "clerk"),
                     "contact_officers 1 (Clerk): Enter a valid email address.", id="email"),
        pytest.param(_spoil(["local_rules", 0, "closes_at"], "5pm"),
                     "local_rules 1 (question-clear-days): “closes_at” holds '5pm'", id="time"),
    ],
)  # fmt: skip
def test_load_panel_names_the_bad_row_and_changes_nothing(panel, spoil, message):
    spoil(panel)

    with pytest.raises(ValidationError) as refusal:
        services.load_panel(panel)

    assert refusal.value.messages == [message]
    assert count_rows() == [0, 0, 0, 0, 0, 0]
    assert not AuditEntry.objects.exists()


def test_load_panel_refuses_a_new_text_under_an_old_number(panel):
    services.load_panel(copy.deepcopy(panel))
    panel["information_sheets"][0]["text"] = "Stay out."

    with pytest.raises(ValidationError, match="Give the new text a new number"):
        services.load_panel(panel)

    assert InformationSheet.objects.get().text == "Come in."


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        pytest.param("avon-and-somerset", [1, 10, 17, 17, 2, 2], id="Avon and Somerset"),
        pytest.param("northshire", [1, 6, 12, 15, 1, 2], id="Northshire"),
    ],
)
def test_the_demo_panels_load_twice(name, rows):
    for _time in range(2):
        services.load_panel(services.read_panel(FIXTURES / name))

    assert count_rows() == rows
    assert Membership.objects.filter(body__kind="panel", offices__kind="chair").count() == 1
    assert InformationSheet.objects.get().text.startswith("## ")


def test_avon_and_somerset_has_fourteen_councillors_of_nine_councils_on_the_demo_day():
    services.load_panel(services.read_panel(FIXTURES / "avon-and-somerset"))
    seats = Membership.objects.on(date(2022, 3, 10))

    assert seats.filter(co_opted=False).count() == 14
    assert seats.filter(co_opted=True).count() == 3
    assert Authority.objects.on(date(2022, 3, 10)).count() == 9
    assert list(Authority.objects.on(date(2023, 4, 1)).values_list("slug", flat=True)) == [
        "bath-and-north-east-somerset", "bristol", "north-somerset", "somerset", "south-gloucestershire",
    ]  # fmt: skip


@pytest.fixture
def rules():
    return json.loads((FIXTURES / "rulebook.json").read_text())


def test_load_rulebook_twice_writes_once(rules):
    assert services.load_rulebook(rules) == len(rules)
    assert services.load_rulebook(rules) == 0

    assert Rule.objects.count() == len(rules)
    assert AuditEntry.objects.count() == 1


def test_load_rulebook_refuses_a_bad_row_and_changes_nothing(rules):
    rules[3]["unit"] = "fortnights"

    with pytest.raises(ValidationError) as refusal:
        services.load_rulebook(rules)

    assert refusal.value.messages == ["rule 4 (inspection-years): Value 'fortnights' is not a valid choice."]
    assert not Rule.objects.exists()


def test_load_rulebook_names_the_first_bad_row_whatever_is_wrong_with_a_later_one(rules):
    rules[3] |= {"number": None, "unit": "years"}
    rules[5]["unit"] = "fortnights"

    with pytest.raises(ValidationError) as refusal:
        services.load_rulebook(rules)

    assert refusal.value.messages == ["rule 4 (inspection-years): Only a rule without a number has the unit “no number”"]
    assert not Rule.objects.exists()


def test_load_rulebook_names_a_row_that_the_database_alone_refuses(rules):
    rules[3] |= {"number": None, "unit": "years"}

    with pytest.raises(ValidationError) as refusal:
        services.load_rulebook(rules)

    assert refusal.value.messages == ["rule 4 (inspection-years): Only a rule without a number has the unit “no number”"]
    assert not Rule.objects.exists()


def test_load_rulebook_corrects_what_it_finds(rules):
    services.load_rulebook(rules)
    rules[3] |= {"title": "Another title", "is_verified": not rules[3]["is_verified"]}

    assert services.load_rulebook(rules) == 1

    corrected = Rule.objects.get(key=rules[3]["key"], jurisdiction=rules[3]["jurisdiction"])
    assert (corrected.title, corrected.is_verified) == ("Another title", rules[3]["is_verified"])
    assert Rule.objects.count() == len(rules)


def test_load_rulebook_asks_the_database_once_and_not_for_each_rule(rules, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        services.load_rulebook(rules)


def test_load_rulebook_refuses_two_rules_of_a_key_at_once(rules):
    rules.append({**rules[0], "number": 3, "in_force_from": "2020-01-01"})

    with pytest.raises(ValidationError, match="Two rules are in force at once: agenda-clear-days"):
        services.load_rulebook(rules)

    assert not Rule.objects.exists()


def appoint(**changes):
    area = changes.pop("area", None) or PoliceAreaFactory()
    wanted = {
        "user": UserFactory(), "role": Role.CLERK, "area": area, "started_on": date(2022, 3, 1), "approved_by": "The Chair",
        "actor": None,
    } | changes  # fmt: skip
    return services.appoint(**wanted)


def test_appoint_gives_the_role_and_says_so_in_the_audit_trail():
    actor = UserFactory()
    body = BodyFactory()

    appointment = appoint(area=body.area, body=body, actor=actor)

    entry = AuditEntry.objects.get()
    assert (entry.chain, entry.action, entry.actor) == (body.area.slug, "panels.appointed", actor)
    assert entry.detail == {"role": "clerk", "body": body.slug, "from": "2022-03-01", "until": ""}
    assert list(Appointment.objects.all()) == [appointment]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(lambda: {"approved_by": " "}, "This field cannot be blank.", id="approved by nobody"),
        pytest.param(lambda: {"body": BodyFactory()}, "Choose a body of the same police area", id="another area's body"),
        pytest.param(lambda: {"person": PersonFactory()}, "Choose a person of the same police area", id="another's person"),
        pytest.param(lambda: {"ended_on": date(2022, 2, 1)}, "The end date must not be before the start date", id="early"),
        pytest.param(lambda: {"role": "king"}, "Value 'king' is not a valid choice.", id="no such role"),
    ],
)
def test_appoint_refuses(changes, message):
    with pytest.raises(ValidationError) as refusal:
        appoint(**changes())

    assert message in refusal.value.messages
    assert not Appointment.objects.exists()
    assert not AuditEntry.objects.exists()


def test_appoint_refuses_the_whole_portal_to_anybody_but_an_administrator():
    user = UserFactory()
    with pytest.raises(ValidationError, match="Choose the police area"):
        services.appoint(user=user, role=Role.CLERK, started_on=date(2022, 3, 1), approved_by="The Chair", actor=None)

    services.appoint(user=user, role=Role.ADMINISTRATOR, started_on=date(2022, 3, 1), approved_by="The Chair", actor=None)

    assert [entry.chain for entry in AuditEntry.objects.all()] == ["portal"]


def test_appoint_refuses_a_role_that_is_held_already():
    held = AppointmentFactory(ended_on=date(2022, 3, 31))

    with pytest.raises(ValidationError, match="End the earlier appointment first"):
        appoint(user=held.user, area=held.area, started_on=date(2022, 3, 31))
    appoint(user=held.user, area=held.area, started_on=date(2022, 4, 1))


def test_end_appointment_names_the_last_day():
    held = AppointmentFactory()

    services.end_appointment(appointment=held, ended_on=date(2022, 3, 9), actor=None)

    held.refresh_from_db()
    assert (held.ended_on, held.version) == (date(2022, 3, 9), 2)
    assert AuditEntry.objects.get().action == "panels.appointment_ended"
