import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import AuditEntry, User
from panels.models import Appointment, Person, PoliceArea, Rule
from tests.factories.panels import AppointmentFactory

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
pytestmark = pytest.mark.django_db


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def refusal(*arguments) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    return str(refused.value)


def unchanged() -> bool:
    return not any(model.objects.exists() for model in (Appointment, AuditEntry, PoliceArea, Rule, User))


# load_rulebook


def test_load_rulebook_loads_ours_and_can_be_run_twice():
    rules = len(json.loads((FIXTURES / "rulebook.json").read_text()))

    assert run("load_rulebook") == f"Rule book loaded: {rules} rules written\n"
    assert run("load_rulebook") == "Rule book loaded: 0 rules written\n"
    assert (Rule.objects.count(), AuditEntry.objects.count()) == (rules, 1)


def test_load_rulebook_takes_another_file(tmp_path):
    row = json.loads((FIXTURES / "rulebook.json").read_text())[0]
    (tmp_path / "mine.json").write_text(json.dumps([row]))

    assert run("load_rulebook", tmp_path / "mine.json") == "Rule book loaded: 1 rules written\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(None, "cannot be read", id="no file"),
        pytest.param("{", "cannot be read", id="no JSON"),
        pytest.param('[{"key": "a"}]', "rule 1 (a): “jurisdiction” is missing", id="bad row"),
    ],
)
def test_load_rulebook_says_what_is_wrong_and_changes_nothing(tmp_path, text, words):
    file = tmp_path / "mine.json"
    if text is not None:
        file.write_text(text)

    assert words in refusal("load_rulebook", file)
    assert unchanged()


# load_panel


def test_load_panel_loads_a_folder_and_can_be_run_twice():
    said = [run("load_panel", FIXTURES / "northshire") for _ in range(2)]

    assert said == ["Northshire loaded: /northshire/\n"] * 2
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["panels.panel_loaded"]
    assert Person.objects.exists()


def test_load_panel_says_what_is_wrong_and_changes_nothing(tmp_path):
    assert "cannot be read" in refusal("load_panel", tmp_path)
    (tmp_path / "panel.json").write_text('{"area": {"slug": "x"}}')
    assert refusal("load_panel", tmp_path) == "area: “name” is missing"
    assert unchanged()


# appoint

FIRST = ("appoint", "Ada@Panel.example", "administrator", "--name", "Ada Admin", "--approved-by", "Head of Governance")


def test_appoint_makes_the_first_administrator_and_can_be_run_twice(client):
    assert run(*FIRST) == "ada@panel.example is appointed from 2022-03-10\n"
    assert run(*FIRST) == "ada@panel.example holds that role already\n"

    made = Appointment.objects.get()
    assert (made.user.name, made.role, made.area, made.approved_by) == ("Ada Admin", "administrator", None, "Head of Governance")
    acts = AuditEntry.objects.values_list("action", "actor", "target_reference")
    assert list(acts) == [
        ("accounts.account_opened", None, made.user.reference), ("panels.appointed", None, made.reference),
    ]  # fmt: skip
    client.force_login(made.user)
    assert client.get("/settings/people/").status_code == 200


def test_appoint_gives_a_role_in_a_body_to_somebody_who_has_an_account(panel):
    held = AppointmentFactory(area=panel.area, user__email="cleo@panel.example")

    where = ("--area", "avonshire", "--body", "panel", "--from", "2022-04-01")
    said = run("appoint", "cleo@panel.example", "chair", *where, "--approved-by", "Full council")

    made = held.user.appointments.get(role="chair")
    assert said == "cleo@panel.example is appointed from 2022-04-01\n"
    assert (made.area, made.body, made.started_on) == (panel.area, panel, date(2022, 4, 1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"name": ""}, "name: This field cannot be blank.", id="no name"),
        pytest.param({"email": "ada"}, "email: Enter a valid email address.", id="no address"),
        pytest.param({"role": "clerk"}, "area: Choose the police area", id="no area"),
        pytest.param({"approved_by": " "}, "approved_by: This field cannot be blank.", id="nobody approved it"),
        pytest.param({"area": "nowhere"}, "There is no police area nowhere", id="no such area"),
        pytest.param({"body": "panel"}, "--body needs --area", id="body without area"),
    ],
)
def test_appoint_says_what_is_wrong_and_changes_nothing(changes, words):
    whole = {"email": "ada@panel.example", "role": "administrator", "name": "Ada", "area": "", "body": "", "approved_by": "A"}
    asked = whole | changes
    options = [part for name in ("name", "area", "body", "approved_by") for part in (f"--{name.replace('_', '-')}", asked[name])]

    assert refusal("appoint", asked["email"], asked["role"], *options) == words
    assert unchanged()


def test_appoint_refuses_a_body_of_another_area(panel):
    words = refusal(*FIRST, "--area", "avonshire", "--body", "board")

    assert words == "There is no body board in Avonshire"
    assert not User.objects.exists()


def test_appoint_refuses_a_closed_account():
    held = AppointmentFactory(user__is_active=False)

    words = refusal("appoint", held.user.email, "administrator", "--approved-by", "A")

    assert words == "role: This account is closed. Nobody can be appointed to it"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("arguments", [FIRST[:5], ("appoint", "a@panel.example", "king", "--approved-by", "A")])
def test_appoint_needs_an_approver_and_a_known_role(arguments):
    refusal(*arguments)

    assert unchanged()


# The people of the demo


def test_who_signs_in_to_the_demo_sits_as_a_member_of_the_fictional_panel_alone():
    people = json.loads((FIXTURES / "people.json").read_text())["people"]
    members = {row["slug"] for row in json.loads((FIXTURES / "northshire" / "panel.json").read_text())["people"]}
    seats = {row["email"]: row["sits_as"] for row in people if "sits_as" in row}

    assert set(seats) == {"member@panel.example", "chair@panel.example"}
    assert all(set(seat) == {"northshire"} and seat["northshire"] in members for seat in seats.values())
