"""Views of the register that somebody keeps: their own alone, and with nothing typed in any address."""

import pytest

from accounts.models import AuditEntry
from complaints.models import SavedView
from tests.factories.complaints import ComplaintFactory, SavedViewFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
LIST = "/northshire/complaints/cases/"


def save(client, query, name, token="3f0b9a52-2d0a-4f8e-9d5c-0f6f7c7f1a11"):
    return client.post(f"{LIST}views/create/?{query}", {"name": name, "token": token})


def test_view_is_saved_once_and_stands_as_a_link(client, body, holder, member):
    ComplaintFactory(body=body, office_holder=holder)
    client.force_login(member)
    assert "Save this view" not in client.get(LIST).content.decode()
    assert f"{LIST}views/create/?life=live" in client.get(f"{LIST}?life=live").content.decode()
    assert "Live or over: Live" in client.get(f"{LIST}views/create/?life=live").content.decode()
    for _ in range(2):
        assert save(client, "life=live&sort=-received&page=3&secret=walrus", "Mine").url == f"{LIST}?life=live&sort=-received"
    view = SavedView.objects.get()
    assert (view.name, view.query, view.user) == ("Mine", "?life=live&sort=-received", member)
    said = client.get(LIST).content.decode()
    assert "?life=live&amp;sort=-received" in said
    assert "Mine" in said


def test_name_is_in_no_address_and_not_in_the_trail(client, member):
    client.force_login(member)
    save(client, "life=over", "Mrs Walrus of Hazel Row")
    view = SavedView.objects.get()
    assert "walrus" not in view.slug
    assert "alrus" not in str(list(AuditEntry.objects.values_list("action", "detail", "target_reference")))


def test_nothing_is_kept_without_a_filter_or_a_name(client, member):
    client.force_login(member)
    assert "No filter is in force" in save(client, "sort=reference", "All").content.decode()
    assert "Enter a name for the view" in save(client, "life=over", "").content.decode()
    assert not SavedView.objects.exists()


def test_another_persons_view_is_not_found(client, area, member, lead):
    theirs = SavedViewFactory(area=area, user=lead, name="Walrus")
    client.force_login(member)
    assert "Walrus" not in client.get(LIST).content.decode() + client.get(f"{LIST}views/").content.decode()
    assert client.post(f"{LIST}views/{theirs.slug}/remove/").status_code == 404
    assert SavedView.objects.filter(pk=theirs.pk).exists()


def test_own_view_is_removed_after_asking(client, area, member):
    view = SavedViewFactory(area=area, user=member, name="Walrus")
    client.force_login(member)
    assert "Walrus" in client.get(f"{LIST}views/{view.slug}/remove/").content.decode()
    assert SavedView.objects.exists()
    client.post(f"{LIST}views/{view.slug}/remove/")
    assert not SavedView.objects.exists()
    assert "You have no saved views" in client.get(f"{LIST}views/").content.decode()


def test_same_name_is_replaced_and_there_is_an_end(client, area, member):
    client.force_login(member)
    save(client, "life=over", "Mine")
    save(client, "life=live", "Mine", token="3f0b9a52-2d0a-4f8e-9d5c-0f6f7c7f1a12")
    assert SavedView.objects.get().query == "?life=live"
    for number in range(19):
        SavedViewFactory(area=area, user=member, name=f"View {number}")
    answer = save(client, "life=live", "One more", token="3f0b9a52-2d0a-4f8e-9d5c-0f6f7c7f1a13")
    assert "Remove one first" in answer.content.decode()
