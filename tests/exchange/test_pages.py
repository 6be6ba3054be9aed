"""The pages of open data: what everybody sees, what only the office sees, and settings that stay."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from commissioning.models import Publisher
from tests.exchange.whole import whole_contract, whole_grant, whole_procurement
from tests.factories import commissioning as make
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

SETTINGS = {
    "name": "The Commissioner", "organisation": "GB-LAE-BST", "grants_prefix": "360G-office", "contracts_prefix": "ocds-b2c3d4",
    "licence_name": "OGL", "licence_url": "https://licence.example/", "address": "https://portal.example",
}  # fmt: skip


def url(area, name="index"):
    return reverse(f"opendata:{name}", args=[area.slug])


def save(client, area, **changes):
    page = client.get(url(area, "publisher-update"))
    hidden = {name: page.context["form"][name].value() for name in ("version", "token") if name in page.context["form"].fields}
    return client.post(url(area, "publisher-update"), {**hidden, **SETTINGS, **changes})


@pytest.mark.usefixtures("rule")
def test_everybody_sees_what_there_is(client, area):
    whole_grant(area)
    whole_contract(whole_procurement(area))

    page = client.get(url(area)).content.decode()

    assert "1 grant in the 360Giving Data Standard 1.4" in page
    assert "1 process in the Open Contracting Data Standard 1.1" in page
    assert "February 2022 (CSV)" in page
    assert "For the office" not in page
    assert "Not registered yet" in page
    assert "Open Government Licence 3.0" in page


def test_page_without_a_publisher_offers_nothing(client, db):
    area = PoliceAreaFactory()
    make.AwardFactory(area=area)

    page = client.get(url(area)).content.decode()

    assert "The Commissioner has not set as whom it is published" in page
    assert "Grants (JSON)" not in page
    assert client.get(reverse("opendata:grants", args=[area.slug, "json"])).status_code == 404


def test_counts_are_of_what_everybody_reads(client, area, officer):
    make.AwardFactory(area=area, exempt=True)
    client.force_login(officer)

    assert "0 grants in the 360Giving" in client.get(url(area)).content.decode()


@pytest.mark.usefixtures("rule")
@pytest.mark.parametrize("name", ["process-list", "month-list"])
def test_lists_link_to_files(client, area, name):
    whole_contract(whole_procurement(area))

    page = client.get(url(area, name)).content.decode()

    assert "1 process" in page or "1 month" in page
    assert ("ocds-a1b2c3-P-2021" in page) == (name == "process-list")


def test_office_sees_what_is_missing(client, area, officer):
    make.AwardFactory(area=area, purpose="", title="Bare grant")
    make.AwardFactory(area=area, contract=True, title="Bare contract")
    client.force_login(officer)

    page = client.get(url(area, "missing-list")).content.decode()

    assert "Its purpose: the title stands in its place" in page
    assert "The day on which it was signed" in page


@pytest.mark.parametrize("name", ["publisher-update", "missing-list"])
def test_pages_of_the_office_are_for_it_alone(client, area, name):
    assert client.get(url(area, name)).status_code == 302
    client.force_login(AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE).user)
    assert client.get(url(area, name)).status_code == 403
    client.force_login(AppointmentFactory(role=Role.OFFICE_COMMISSIONING).user)
    assert client.get(url(area, name)).status_code == 403


def test_office_sets_the_publisher_once(client, db):
    area = PoliceAreaFactory()
    client.force_login(AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user)

    assert save(client, area).status_code == 302

    assert Publisher.objects.get(area=area).grants_prefix == "360G-office"
    assert AuditEntry.objects.filter(action="commissioning.publisher_set").count() == 1


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("organisation", "BST"), ("grants_prefix", "office"), ("contracts_prefix", "a1b2c3"), ("contracts_prefix", "ocds-A B"),
        ("address", "portal"), ("licence_url", ""),
    ],
)  # fmt: skip
def test_wrong_settings_are_refused_with_words(client, area, officer, field, wrong):
    client.force_login(officer)

    response = save(client, area, **{field: wrong})

    assert response.status_code == 200
    assert response.context["form"].errors[field]


def test_registered_prefix_has_six_letters(client, area, officer):
    client.force_login(officer)

    response = save(client, area, contracts_prefix="ocds-portal7", is_registered="on")

    assert "has six letters or digits" in response.context["form"].errors["contracts_prefix"][0]


def test_prefixes_stay_once_something_is_published(client, area, officer):
    make.AwardFactory(area=area)
    client.force_login(officer)

    save(client, area)

    kept = Publisher.objects.get(area=area)
    assert (kept.name, kept.contracts_prefix) == ("The Commissioner", "ocds-b2c3d4")
    assert (kept.grants_prefix, kept.organisation) == (f"360G-{area.slug}", f"XI-PORTAL-{area.slug}")
    assert "It cannot change" in client.get(url(area, "publisher-update")).content.decode()


@pytest.mark.usefixtures("rule")
def test_pages_ask_the_same_however_much_there_is(client, area, django_assert_max_num_queries):
    def queries(name):
        with django_assert_max_num_queries(40) as asked:
            client.get(url(area, name))
        return len(asked)

    def fill(count):
        for _n in range(count):
            exercise = make.ExerciseFactory(area=area)
            award = make.AwardFactory(area=area, contract=True, exercise=exercise)
            make.AwardFactory(area=area)
            make.PaymentFactory(area=area, award=award, amount=Decimal("600"))

    names = ("index", "process-list", "month-list")
    fill(1)
    first = [queries(name) for name in names]
    fill(29)
    assert [queries(name) for name in names] == first
