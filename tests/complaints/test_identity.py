"""Who complains is shown only to those who have confirmed shortly before that it is they."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from complaints.models import Party
from tests.complaints.confirming import confirmed
from tests.factories.accounts import PASSWORD
from tests.factories.complaints import PartyFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(log, rulebook, today):
    return log(words="I wrote three times. Marian Wren")


def page(complaint, name="people-list", *more):
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *more])


def test_the_page_asks_to_confirm_and_comes_back(client, lead, complaint):
    client.force_login(lead)
    asked = client.get(page(complaint))
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert "Marian" not in asked.content.decode()

    lead.set_password(PASSWORD)
    lead.save()
    client.force_login(lead)
    back = client.post(asked["Location"], {"password": PASSWORD})

    assert back["Location"] == page(complaint)
    assert "Marian Wren" in client.get(page(complaint)).content.decode()


@pytest.mark.parametrize(("ago", "status"), [(0, 200), (899, 200), (901, 302), (90000, 302)])
def test_a_confirmation_lasts_a_quarter_of_an_hour(lead, complaint, ago, status):
    assert confirmed(lead, ago=ago).get(page(complaint)).status_code == status


def test_a_confirmation_of_somebody_else_in_the_same_session_is_none(lead, office, complaint):
    client = confirmed(lead)
    session = dict(client.session.items())
    client.force_login(office)
    store = client.session
    store["account_authentication_methods"] = session["account_authentication_methods"]
    store["account_authentication_methods_user"] = str(lead.pk)
    store.save()

    assert client.get(page(complaint)).status_code == 302


def test_what_was_sent_without_a_confirmation_is_never_sent_again(client, lead, complaint):
    lead.set_password(PASSWORD)
    lead.save()
    client.force_login(lead)
    form = {"kind": "interested", "name": "Jonas Pike", "token": "5b1f4c9e-0d3a-4e2b-9a53-0c8f0f7a6d11"}
    asked = client.post(page(complaint, "person-create"), form)
    assert asked.status_code == 302

    back = client.post(asked["Location"], {"password": PASSWORD})
    client.get(back["Location"])

    assert not Party.objects.filter(name="Jonas Pike").exists()


def test_a_form_may_take_longer_to_write_than_a_page_to_read(lead, complaint):
    form = {"kind": "interested", "name": "Jonas Pike", "token": "5b1f4c9e-0d3a-4e2b-9a53-0c8f0f7a6d11"}
    assert confirmed(lead, ago=4000).post(page(complaint, "person-create"), form)["Location"].startswith("/account/confirm/")
    confirmed(lead, ago=1800).post(page(complaint, "person-create"), form)

    assert Party.objects.filter(name="Jonas Pike").count() == 1


def test_who_may_not_know_is_not_asked_and_finds_nothing(clerk, member, client, complaint):
    assert confirmed(clerk).get(page(complaint)).status_code == 403
    client.force_login(clerk)
    assert client.get(page(complaint)).status_code == 403
    client.force_login(member)
    assert client.get(page(complaint)).status_code == 404
    client.logout()
    assert client.get(page(complaint))["Location"].startswith(reverse("account_login"))


def test_the_reading_of_who_complains_stands_in_the_trail_without_a_name(lead, complaint):
    confirmed(lead).get(page(complaint))

    read = AuditEntry.objects.filter(action="complaints.identity_read")
    assert read.count() == 1
    assert "Wren" not in str(list(AuditEntry.objects.values()))


def test_the_page_of_people_is_kept_by_nobody(lead, complaint):
    assert confirmed(lead).get(page(complaint))["Cache-Control"] == "private, no-store"


def test_the_number_of_queries_does_not_grow_with_the_people(lead, complaint, django_assert_max_num_queries):
    client = confirmed(lead)

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(page(complaint)).status_code == 200
        return len(found)

    one = queries()
    PartyFactory.create_batch(2, complaint=complaint, interested=True)
    three = queries()
    PartyFactory.create_batch(297, complaint=complaint, interested=True)
    assert one == three == queries()
    assert SubmissionFactory._meta.model.objects.count() == 1
