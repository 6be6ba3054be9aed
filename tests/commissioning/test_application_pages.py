"""The office's pages of applications: entered, judged, decided with the sum beside the budget; nobody else has them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commissioning.choices import ApplicationStatus
from commissioning.models import Application, Award
from tests.commissioning.funding import office_of, round_of, token, url
from tests.factories.commissioning import ApplicationFactory, LotFactory

pytestmark = pytest.mark.django_db
PAGES = ("application-list", "application-create", "application-decide")
OF_ONE = tuple(f"application-{name}" for name in ("detail", "update", "judge", "decide-one", "remove", "restore"))


@pytest.fixture
def exercise(client):
    """A round with two applications, and the office signed in."""
    made = round_of("600.00", "500.00")
    client.force_login(office_of(made.area))
    return made


def address(name, exercise, *args):
    return url(name, exercise.area, exercise.reference, *args)


def decision(exercise, *outcomes, **more):
    """What the decision's form sends: an outcome for each application."""
    data = {
        "version": exercise.version, "decided_on-day": "28", "decided_on-month": "2", "decided_on-year": "2022",
        "decided_by": "panel", "vat": "outside", **token(),
    }  # fmt: skip
    for row, outcome in zip(exercise.applications.all(), outcomes, strict=True):
        data |= {f"outcome_{row.number}": outcome, f"amount_{row.number}": row.amount, f"version_{row.number}": row.version,
                 f"reason_{row.number}": "It helps.", f"purpose_{row.number}": "Youth work"}  # fmt: skip
    return data | more


@pytest.mark.parametrize("name", [*PAGES, *OF_ONE])
def test_nobody_else_has_a_page_of_applications(client, name):
    exercise = round_of("600.00")
    args = (1,) if name in OF_ONE else ()

    assert client.get(address(name, exercise, *args)).status_code in (302, 403)
    client.force_login(office_of(round_of().area))
    assert client.get(address(name, exercise, *args)).status_code == 403
    assert client.post(address(name, exercise, *args)).status_code in (403, 405)


@pytest.mark.parametrize("name", [*PAGES, *OF_ONE])
def test_the_office_opens_every_page(client, exercise, name):
    args = (1,) if name in OF_ONE else ()

    assert client.get(address(name, exercise, *args)).status_code == 200


def test_an_application_is_entered_changed_and_judged(client, exercise):
    lot = LotFactory(exercise=exercise)
    data = {"applicant": "Bright House", "amount": "1,204.50", "lot": lot.number, **token(),
            "received_on-day": "1", "received_on-month": "2", "received_on-year": "2022"}  # fmt: skip

    client.post(address("application-create", exercise), data)
    client.post(address("application-update", exercise, 3), {**data, "score": "71", "version": 1})
    client.post(address("application-judge", exercise, 3), {"status": "recommended", "version": 2})

    row = Application.objects.get(number=3)
    facts = (row.applicant, row.amount, row.lot, row.score, row.status)
    assert facts == ("Bright House", Decimal("1204.50"), lot, "71", ApplicationStatus.RECOMMENDED)


def test_the_sum_is_shown_before_anything_is_decided(client, exercise):
    response = client.post(address("application-decide", exercise), decision(exercise, "awarded", "open", check="1"))

    assert response.context["sum"] == "1 award makes £600.00. £400.00 is left of the fund after that"
    assert (response.context["over"], Award.objects.count()) == ("", 0)


def test_a_sum_that_is_too_much_says_by_how_much(client, exercise):
    checked = client.post(address("application-decide", exercise), decision(exercise, "awarded", "awarded", check="1"))
    sent = client.post(address("application-decide", exercise), decision(exercise, "awarded", "awarded"))

    assert "£100.00 more than the £1,000.00 left" in checked.context["over"]
    assert "£100.00 more than the £1,000.00 left" in sent.context["form"].non_field_errors()[0]
    assert not Award.objects.exists()


def test_a_round_is_decided_on_one_page(client, exercise):
    response = client.post(address("application-decide", exercise), decision(exercise, "awarded", "refused"))

    assert response.status_code == 302
    award = Award.objects.get()
    assert (award.amount, award.vat, award.decided_by, award.published_at) == (Decimal("600.00"), "outside", "panel", None)
    assert {one.status for one in Application.objects.all()} == {"awarded", "refused"}
    assert "No application waits" in client.get(address("application-decide", exercise)).content.decode()


def test_a_decision_sent_twice_makes_one_award(client, exercise):
    data = decision(exercise, "awarded", "")

    places = [client.post(address("application-decide", exercise), data).status_code for _time in range(2)]

    assert places[0] == 302
    assert Award.objects.count() == 1


def test_what_is_wrong_stands_beside_its_box(client, exercise):
    data = decision(exercise, "awarded", "refused", amount_1="", reason_2="")

    form = client.post(address("application-decide", exercise), data).context["form"]

    assert form.errors == {"amount_1": ["Enter the amount that is awarded"], "reason_2": ["Say why it is refused"]}


def test_nothing_chosen_is_refused(client, exercise):
    form = client.post(address("application-decide", exercise), decision(exercise, "", "")).context["form"]

    assert form.non_field_errors() == ["Choose what is decided on at least one application"]


def test_one_application_is_decided_on_its_own_page(client, exercise):
    data = decision(exercise, "awarded", "")

    response = client.post(address("application-decide-one", exercise, 1), data)

    assert response.url == address("application-detail", exercise, 1)
    assert Award.objects.get().application.number == 1


@pytest.mark.parametrize("word", ["Canary applicant", "Canary offer", "Canary score", "Canary reason"])
def test_what_was_offered_leaves_by_no_public_page(client, word):
    exercise = round_of()
    ApplicationFactory(exercise=exercise, applicant="Canary applicant", summary="Canary offer", score="Canary score",
                       reason="Canary reason", amount=Decimal("777.77"))  # fmt: skip
    pages = [
        url("fund-list", exercise.area), url("fund-detail", exercise.area, exercise.fund.slug), url("grant-list", exercise.area),
        url("total-list", exercise.area), url("fund-export", exercise.area, "csv"), address("application-list", exercise),
        address("application-export", exercise, "csv"), address("application-detail", exercise, 1),
    ]  # fmt: skip

    bodies = [client.get(one).content.decode() for one in pages]

    assert not [one for one in bodies if word in one or "777.77" in one]


def test_the_list_takes_the_same_queries_for_any_number(client):
    counts = []
    for number in (1, 3, 30):
        exercise = round_of(*["10.00"] * number)
        client.force_login(office_of(exercise.area))
        client.get(address("application-list", exercise))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("application-list", exercise))
        counts.append(len(asked))

    assert counts == [counts[0]] * 3


def test_the_list_is_exported_as_it_is_narrowed(client, exercise):
    Application.objects.filter(number=2).update(status="withdrawn")

    csv = client.get(address("application-export", exercise, "csv"), {"state": "withdrawn"}).content.decode()

    assert "500.00" in csv
    assert "600.00" not in csv
