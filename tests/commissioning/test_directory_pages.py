"""The directory of services and the providers: what everybody reads, what the office keeps, and what stays with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from commissioning.models import Provider, Service
from interface import clock
from tests.factories.commissioning import (
    AwardFactory,
    PartyFactory,
    PriorityFactory,
    ProviderFactory,
    ReturnFactory,
    ServiceFactory,
)
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
SECRET = "SECRET-CANARY"


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def url(name, *args):
    return reverse(f"services:{name}", args=["northshire", *args])


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        text_of(client, address)
    return len(found)


# The directory ------------------------------------------------------------------------------------------------------


def test_somebody_who_needs_help_finds_whom_to_call(client, area):
    ServiceFactory(area=area, title="Lighthouse", phone="0117 496 0000", where="Across the area", email="help@example.org")
    page = text_of(client, url("service-list"))
    for words in ("Lighthouse", 'href="tel:01174960000"', 'href="mailto:help@example.org"', "Across the area", "call 999"):
        assert words in page


def test_the_directory_is_narrowed_by_whom_it_helps_and_by_words(client, area):
    ServiceFactory(area=area, title="Lighthouse", helps="victims", where="Bristol")
    ServiceFactory(area=area, title="Catch-up", helps="offenders", where="Bath")
    assert "Catch-up" not in text_of(client, url("service-list") + "?helps=victims")
    page = text_of(client, url("service-list") + "?words=bath")
    assert "Lighthouse" not in page
    assert "Remove filter" in page
    assert "No services match" in text_of(client, url("service-list") + "?helps=nobody")


def test_a_service_that_ended_is_left_out_until_it_is_asked_for(client, area):
    ServiceFactory(area=area, title="Gone", ended_on=date(2022, 3, 9))
    ServiceFactory(area=area, title="Lasts", ended_on=date(2022, 3, 10))
    page = text_of(client, url("service-list"))
    assert "Gone" not in page
    assert "Lasts" in page
    assert "It ended on" in text_of(client, url("service-list") + "?state=ended")


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_the_files_have_what_the_list_shows(client, area, fmt):
    ServiceFactory(area=area, title="Lighthouse", helps="victims")
    ServiceFactory(area=area, title="=1+1", helps="offenders")
    ServiceFactory(area=area, title="Draft", draft=True)
    response = client.get(url("service-export", fmt) + "?helps=offenders")
    assert response.status_code == 200
    if fmt == "csv":
        told = response.content.decode()
        assert "'=1+1" in told
        assert "Lighthouse" not in told
        assert "Draft" not in told


def test_drafts_are_the_offices(client, area, office):
    service, provider = ServiceFactory(area=area, draft=True), ProviderFactory(area=area, draft=True)
    pages = [service.get_absolute_url(), provider.get_absolute_url()]
    assert [client.get(one).status_code for one in pages] == [404, 404]
    client.force_login(office)
    assert [client.get(one).status_code for one in pages] == [200, 200]


@pytest.mark.parametrize("name", ["service-list", "provider-list", "service-export", "provider-export"])
def test_lists_ask_as_often_for_many_as_for_one(client, area, name):
    address = url(name, "csv") if name.endswith("export") else url(name)
    counts = []
    for more in (1, 2, 27):
        for _number in range(more):
            provider = ProviderFactory(area=area)
            ServiceFactory(area=area).providers.add(provider)
            AwardFactory(area=area, provider=provider)
        counts.append(queries(client, address))
    assert counts[0] == counts[1] == counts[2], counts


# Providers ----------------------------------------------------------------------------------------------------------


def test_a_provider_shows_its_numbers_and_awards_with_a_sum_for_each_vat_treatment(client, area):
    provider = ProviderFactory(area=area, charity_number="1118907", company_number="05892114")
    AwardFactory(area=area, provider=provider, amount=Decimal("20000.10"))
    AwardFactory(area=area, provider=provider, amount=Decimal("10797.00"))
    AwardFactory(area=area, provider=provider, contract=True, amount=Decimal("5000.00"))
    page = text_of(client, provider.get_absolute_url())
    for words in ("1118907", "05892114", "2 awards come to £30,797.10. Outside the scope of VAT",
                  "1 award comes to £5,000.00. Without VAT"):  # fmt: skip
        assert words in page


def test_nothing_of_a_private_award_or_of_a_draft_is_told_or_counted(client, area):
    provider = ProviderFactory(area=area, note=SECRET)
    AwardFactory(area=area, provider=provider, exempt=True, title=SECRET, amount=Decimal("77777.00"))
    AwardFactory(area=area, provider=provider, draft=True, title=SECRET, amount=Decimal("77777.00"))
    AwardFactory(area=area, provider=provider, unpublished=True, title=SECRET, amount=Decimal("77777.00"))
    other = AwardFactory(area=area, exempt=True, title=SECRET)
    PartyFactory(award=other, provider=provider)
    ReturnFactory(award=AwardFactory(area=area, provider=provider, exempt=True), accepted=True, narrative=SECRET)
    for address in (provider.get_absolute_url(), url("provider-list"), url("provider-export", "csv")):
        page = text_of(client, address)
        assert SECRET not in page
        assert "77,777" not in page
        assert "77777" not in page
    assert "£0.00" in text_of(client, url("provider-list"))
    assert "October to December 2021" not in text_of(client, provider.get_absolute_url())


def test_providers_are_sorted_by_what_the_reader_may_know_of(client, area):
    small, hidden = ProviderFactory(area=area, name="Small"), ProviderFactory(area=area, name="Hidden")
    AwardFactory(area=area, provider=small, amount=Decimal("10.00"))
    AwardFactory(area=area, provider=hidden, exempt=True, amount=Decimal("99999.00"))
    page = text_of(client, url("provider-list") + "?sort=-awarded")
    assert page.index("Small") < page.index("Hidden")


def test_a_service_names_only_what_the_reader_may_know_of(client, area):
    service = ServiceFactory(area=area)
    service.providers.add(ProviderFactory(area=area, draft=True, name=SECRET))
    AwardFactory(area=area, exempt=True, title=SECRET).services.add(service)
    for address in (service.get_absolute_url(), url("service-list"), url("service-export", "csv")):
        assert SECRET not in text_of(client, address)


def test_a_provider_of_another_area_is_not_found_here(client, area):
    assert client.get(url("provider-detail", ProviderFactory().slug)).status_code == 404


# Kept by the office -------------------------------------------------------------------------------------------------


def test_the_office_enters_publishes_and_hides_a_service(client, area, office):
    client.force_login(office)
    provider, priority = ProviderFactory(area=area), PriorityFactory(area=area)
    form = client.get(url("service-create")).context["form"]
    sent = {"title": "Lighthouse", "helps": "victims", "phone": "0117 496 0000", "providers": [provider.slug],
            "priority": priority.slug, "token": str(form["token"].value())}  # fmt: skip
    for _time in range(2):  # a form sent twice makes one service
        assert client.post(url("service-create"), sent).status_code == 302
    service = Service.objects.get()
    assert list(service.providers.all()) == [provider]
    assert client.post(url("service-publish", service.slug), {"version": service.version}).status_code == 302
    assert "Lighthouse" in text_of(client, url("service-list"))
    service.refresh_from_db()
    client.post(url("service-hide", service.slug), {"version": service.version})
    client.logout()
    assert "Lighthouse" not in text_of(client, url("service-list"))


def test_a_service_that_nobody_can_reach_is_not_published(client, area, office):
    client.force_login(office)
    service = ServiceFactory(area=area, draft=True)
    page = client.post(url("service-publish", service.slug), {"version": service.version}).content.decode()
    assert "Enter how to get help" in page


def test_a_stale_change_of_a_service_shows_both_texts(client, area, office):
    client.force_login(office)
    service = ServiceFactory(area=area, where="Bath", phone="1")
    ProviderFactory(area=area)
    Service.objects.filter(pk=service.pk).update(version=service.version + 1, where="Bristol")
    sent = {"title": service.title, "helps": "victims", "where": "Wells", "phone": "1", "version": service.version}
    page = client.post(url("service-update", service.slug), sent).content.decode()
    assert "Saved by someone else" in page
    assert "Bristol" in page


def test_the_office_corrects_a_number_by_its_form(client, area, office):
    client.force_login(office)
    provider = ProviderFactory(area=area)
    sent = {"name": "Harbour", "kind": "charity", "charity_number": "12", "version": provider.version}
    assert "Enter a charity number like" in client.post(url("provider-update", provider.slug), sent).content.decode()
    assert client.post(url("provider-update", provider.slug), sent | {"charity_number": "111 8907"}).status_code == 302
    assert Provider.objects.get(pk=provider.pk).charity_number == "1118907"


@pytest.mark.parametrize("role", [Role.OFFICE_PERFORMANCE, Role.PANEL_MEMBER, Role.CLERK])
def test_nobody_else_writes(client, area, role):
    service, provider = ServiceFactory(area=area), ProviderFactory(area=area)
    addresses = [url("service-create"), url("provider-create"), url("late-returns"), url("late-return-export", "csv")]
    for name in ("update", "publish", "hide"):
        addresses += [url(f"service-{name}", service.slug), url(f"provider-{name}", provider.slug)]
    assert {client.get(one).status_code for one in addresses} == {302}
    client.force_login(AppointmentFactory(area=area, role=role).user)
    assert {client.get(one).status_code for one in addresses} == {403}
    assert {client.post(one).status_code for one in addresses if "late" not in one} == {403}
