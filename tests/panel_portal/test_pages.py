import pytest
from django.db import DatabaseError
from django.test import Client

from interface import clock
from panel_portal.views import health as health_views

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("/", "Choose your police area", id="area chooser"),
        pytest.param("/accessibility/", "Accessibility statement", id="accessibility"),
        pytest.param("/privacy/", "Privacy", id="privacy"),
        pytest.param("/cookies/", "Cookies", id="cookies"),
        pytest.param("/help/", "Help", id="help"),
    ],
)
def test_each_page_has_its_own_title(client, title, address, name):
    response = client.get(address)

    assert response.status_code == 200
    assert title(response) == f"{name} – Panel Portal"


@pytest.mark.parametrize("address", ["/accessibility/", "/privacy/", "/cookies/", "/help/", "/health/"])
def test_pages_of_the_portal_itself_ask_hardly_anything(client, django_assert_num_queries, address):
    with django_assert_num_queries(1 if address == "/health/" else 0):
        client.get(address)


def test_reading_sets_no_cookie_as_the_cookies_page_says(client, panel, text):
    for address in ("/", "/avonshire/", "/avonshire/panel/", "/help/"):
        client.get(address)

    assert dict(client.cookies) == {}
    assert "If you only read, it sets none." in text(client.get("/cookies/"))


def test_health_says_ok_and_is_not_kept(client):
    response = client.get("/health/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_health_says_503_without_a_database(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health_views, "connection", Gone())

    response = client.get("/health/")

    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/nowhere/", id="an unknown area"),
        pytest.param("/nowhere/panel/", id="a page of an unknown area"),
        pytest.param("/nowhere/meetings/2022-03-17-panel/", id="a meeting of an unknown area"),
        pytest.param("/nowhere/desk/", id="the desk of an unknown area"),
        pytest.param("/nowhere/no/such/page/", id="no page of an unknown area"),
        pytest.param("/avonshire/no-such-page/", id="no page of a known area"),
        pytest.param("/settings/", id="a word that is never an area"),
    ],
)
def test_what_is_not_there_is_one_page(client, panel, title, address):
    response = client.get(address)

    assert response.status_code == 404
    assert title(response).startswith("Page not found")


def test_403_is_in_the_look_of_the_portal(client, panel, sign_in, title):
    sign_in("clerk", area=panel.area, ended_on=clock.today(), started_on=clock.today())
    with clock.stand_on(clock.today().replace(day=11)):
        response = client.get("/avonshire/desk/")

    assert response.status_code == 403
    assert title(response) == "You cannot do this – Avonshire – Panel Portal"


def test_400_is_in_the_look_of_the_portal(client, title):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert title(response) == "We cannot read this request – Panel Portal"


def test_500_needs_nothing_and_says_nothing_of_the_fault(panel, monkeypatch, title):
    monkeypatch.setattr("panel_portal.views.pages.HelpView.template_name", "no/such/template.html")

    response = Client(raise_request_exception=False).get("/help/")

    assert response.status_code == 500
    assert title(response) == "Something went wrong – Panel Portal"
    assert b"no/such/template" not in response.content
