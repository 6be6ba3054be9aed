"""Providers: entered once, found again by number or name, published and hidden."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from commissioning.models import Provider
from commissioning.services import providers as services
from tests.factories.commissioning import AwardFactory, ProviderFactory, ServiceFactory
from tests.factories.panels import PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire")


def find(area, name="Harbour", **numbers):
    return services.find_or_create_provider(area=area, name=name, actor=None, **numbers)


def test_a_provider_is_entered_with_tidy_numbers_as_a_draft(area):
    made = services.create_provider(
        area=area, name=" Harbour Trust ", actor=None, charity_number=" 111 8907", company_number="5892114"
    )
    assert (made.name, made.slug) == ("Harbour Trust", "harbour-trust")
    assert (made.charity_number, made.company_number, made.published_at) == ("1118907", "05892114", None)
    assert AuditEntry.objects.filter(action="commissioning.provider_created").count() == 1


def test_wrong_numbers_are_refused_beside_their_fields_at_once(area):
    with pytest.raises(ValidationError) as refused:
        services.create_provider(area=area, name="X", actor=None, charity_number="1", company_number="2222222222")
    assert set(refused.value.message_dict) == {"charity_number", "company_number"}


def test_a_number_belongs_to_one_provider(area):
    ProviderFactory(area=area, name="Harbour", charity_number="1118907")
    with pytest.raises(ValidationError, match="Harbour has this number already"):
        services.create_provider(area=area, name="Other", actor=None, charity_number="1118907")
    services.create_provider(area=PoliceAreaFactory(), name="Other", actor=None, charity_number="1118907")


def test_a_provider_is_found_by_its_number_before_its_name(area):
    by_number = ProviderFactory(area=area, name="Harbour Trust", charity_number="1118907")
    ProviderFactory(area=area, name="Harbour", charity_number="")
    assert find(area, charity_number="111 8907") == (by_number, False)


@pytest.mark.parametrize("name", ["HARBOUR  TRUST", "HarbourTrust", " harbour trust "])
def test_a_provider_is_found_by_its_name_without_case_and_spaces(area, name):
    there = ProviderFactory(area=area, name="Harbour Trust", charity_number="")
    assert find(area, name, charity_number="1118907") == (there, False)


def test_one_of_the_same_name_with_another_number_is_another(area):
    there = ProviderFactory(area=area, name="Harbour", charity_number="1000001")
    made, is_new = find(area, charity_number="1118907")
    assert is_new
    assert made != there
    assert made.slug == "harbour"
    assert find(area, charity_number="1118907") == (made, False)


def test_what_is_not_there_is_made_with_the_kind_that_its_numbers_tell(area):
    made, is_new = find(area, charity_number="1118907", company_number="05892114")
    assert (is_new, made.kind) == (True, "charitable-company")
    assert find(area, "Council", kind="council")[0].kind == "council"


def test_a_provider_of_another_area_is_not_found(area):
    ProviderFactory(name="Harbour", charity_number="1118907")
    assert find(area, charity_number="1118907")[1] is True


def test_publish_and_hide(area):
    row = ProviderFactory(area=area, draft=True)
    row = services.publish_provider(provider=row, version=row.version, actor=None)
    assert row.published_at
    row = services.hide_provider(provider=row, version=row.version, actor=None)
    assert row.published_at is None


@pytest.mark.parametrize("named_by", ["award", "service"])
def test_a_provider_that_something_public_names_stays_public(area, named_by):
    row = ProviderFactory(area=area)
    if named_by == "award":
        AwardFactory(area=area, provider=row)
    else:
        ServiceFactory(area=area).providers.add(row)
    with pytest.raises(ValidationError, match="named by an award or a service"):
        services.hide_provider(provider=row, version=row.version, actor=None)
    assert Provider.objects.get(pk=row.pk).published_at


def test_a_stale_save_is_refused(area):
    row = ProviderFactory(area=area)
    services.change_provider(provider=row, version=row.version, actor=None, name="New")
    with pytest.raises(ValidationError):
        services.change_provider(provider=row, version=row.version, actor=None, name="Newer")
