"""Arrangements taken in from a panel's file: polls, notice, contributions, consents, delegations, representatives."""

import json
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from interface import clock
from panels.models import (
    Contribution,
    CoOptionConsent,
    Delegation,
    Election,
    HostNotice,
    Membership,
    Obligation,
    Representative,
)
from panels.services import load_panel, read_panel

FIXTURES = Path(__file__).parents[2] / "fixtures"
SINCE = "2012-11-22"
DATA = {
    "area": {"slug": "avonshire", "name": "Avonshire", "nation": "england", "policing_body": "pcc", "started_on": SINCE},
    "authorities": [{"slug": "county", "name": "County", "kind": "county", "seats": 1, "started_on": SINCE}],
    "bodies": [
        {"slug": "panel", "name": "Panel", "kind": "panel", "started_on": SINCE},
        {"slug": "board", "name": "Board", "kind": "board", "started_on": SINCE},
    ],
    "people": [{"slug": "ann-ash", "name": "Ann Ash"}],
    "memberships": [{"body": "panel", "person": "ann-ash", "started_on": "2021-06-24", "is_councillor": True}],
    "hosts": [{"body": "panel", "authority": "county", "started_on": "2017-06-01"}],
    "local_rules": [
        {"body": "panel", "key": "host-notice-months", "title": "Notice", "number": 6, "unit": "months",
         "provision": "Paragraph 4.3", "in_force_from": "2021-06-24"},
    ],
    "elections": [{"poll_on": "2021-05-06", "accepted_on": "2021-05-13", "date_note": "Not sure", "note": "For the keepers"}],
    "notices": [
        {"body": "panel", "authority": "county", "given_on": "2022-03-17", "transfer_on": "2022-10-01", "reason": "Officers"}
    ],
    "contributions": [
        {"body": "panel", "authority": "county", "year": 2022, "amount": "5000.00", "status": "agreed", "remark": "Letter"}
    ],
    "consents": [{"body": "panel", "number": 7, "started_on": "2021-06-24", "source": "Letter"}],
    "delegations": [
        {"number": 1, "delegator": "commissioner", "power": "Sign", "to_whom": "Chief executive", "decided_by": "Scheme",
         "started_on": "2021-06-24"},
    ],
    "representatives": [
        {"body": "panel", "number": 1, "person": "ann-ash", "kind": "representative", "on_body": "board",
         "started_on": "2021-06-24", "remark": "Yearly"},
    ],
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        yield


def load(**changes):
    """The file with other sections."""
    return load_panel({**deepcopy(DATA), **json.loads(json.dumps(changes))})


def one(section, **changes):
    return {section: [{**DATA[section][0], **changes}]}


def test_every_section_becomes_rows():
    load()

    assert Election.objects.values_list("poll_on", "accepted_on", "is_by_election", "note").get() == (
        date(2021, 5, 6), date(2021, 5, 13), False, "Not sure",
    )  # fmt: skip
    assert HostNotice.objects.values_list("host__authority__slug", "given_on", "transfer_on", "reason").get() == (
        "county", date(2022, 3, 17), date(2022, 10, 1), "Officers",
    )  # fmt: skip
    assert Contribution.objects.values_list("authority__slug", "year", "amount", "status", "note").get() == (
        "county", 2022, Decimal(5000), "agreed", "Letter",
    )  # fmt: skip
    assert CoOptionConsent.objects.values_list("number", "source").get() == (7, "Letter")
    assert Delegation.objects.values_list("number", "power", "provision").get() == (1, "Sign", "")
    row = Representative.objects.get()
    assert (row.number, row.person.slug, row.where, row.note) == (1, "ann-ash", "Board", "Yearly")
    assert Membership.objects.get().is_councillor


def test_what_is_due_by_a_notice_comes_with_it():
    load()

    assert list(Obligation.objects.order_by("due_on").values_list("key", "due_on")) == [
        ("host-notice-ends", date(2022, 9, 17)), ("host-transfer", date(2022, 10, 1)),
    ]  # fmt: skip


def test_a_second_run_changes_nothing_and_a_changed_row_is_brought_up_to_date():
    load()
    load()
    assert {
        model.objects.get().version
        for model in (Election, HostNotice, Contribution, CoOptionConsent, Delegation, Representative, Membership)
    } == {1}

    load(**one("contributions", amount=4000, status="pending"), **one("notices", transfer_on="2022-11-01"))

    assert (Contribution.objects.get().amount, Contribution.objects.get().version) == (Decimal(4000), 2)
    assert Obligation.objects.get(key="host-transfer").due_on == date(2022, 11, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param(
            one("notices", given_on="2017-05-31"), "notices 1: County does not host the panel on that day", id="no host"
        ),
        pytest.param(one("notices", transfer_on="2022-03-17"), "Another host cannot take over before notice", id="too early"),
        pytest.param(one("contributions", amount="lots"), "contributions 1: “amount” holds 'lots'", id="no amount"),
        pytest.param(one("contributions", amount=True), "contributions 1: “amount” holds True", id="yes is no amount"),
        pytest.param(one("contributions", amount="-1"), "contributions 1: ", id="less than nothing"),
        pytest.param(one("contributions", authority="city"), "names city, which this file does not hold", id="no council"),
        pytest.param(one("elections", accepted_on="2021-05-05"), "The office cannot be accepted before the poll", id="accepted"),
        pytest.param(one("consents", ended_on="2021-06-23"), "The end date must not be before the start date", id="ends first"),
        pytest.param(one("delegations", delegator="king"), "delegations 1: ", id="nobody's power"),
        pytest.param(one("delegations", powers=1), "it holds unknown fields: powers", id="a misspelt field"),
        pytest.param(one("representatives", on_body=""), "Enter the subject, or the body", id="represents nothing"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(changes, words):
    with pytest.raises(ValidationError) as found:
        load(**changes)

    assert words in " ".join(found.value.messages)
    assert not Election.objects.exists()
    assert not Obligation.objects.exists()


def test_the_real_host_and_its_contributions_are_those_of_the_published_report(client):
    load_panel(read_panel(FIXTURES / "avon-and-somerset"))

    response = client.get("/avon-and-somerset/panel/hosts/")

    facts = {fact["term"]: str(fact["value"]) for fact in response.context["standing"]["facts"]}
    assert facts["Notice runs out"] == "Saturday 17 September 2022"
    assert facts["Long enough?"] == "Yes: 6 months are over by then (Panel Operating Arrangements, paragraph 4.3)"
    assert [(fact["value"], fact["note"]) for fact in response.context["shares"]["key_facts"]] == [
        ("£40,000", "8 councils"), ("£5,000", "1 council"), ("£45,000", "9 councils"),
    ]  # fmt: skip
    gone = client.get("/avon-and-somerset/panel/authorities/?on=2023-04-01").context["gone"]
    assert [row[2]["value"].name for row in gone.rows] == ["Somerset Council"] * 5
