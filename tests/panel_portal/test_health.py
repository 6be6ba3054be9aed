import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from panels.models import PoliceArea
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """A browser that is shown what a failing portal answers, instead of the error itself."""
    return Client(raise_request_exception=False)


@pytest.fixture
def away(monkeypatch):
    """Take the database away."""

    def leave(error=OperationalError):
        def refuse(*arguments, **options):
            raise error("canary: could not connect to server")

        monkeypatch.setattr(connection, "cursor", refuse)

    return leave


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_without_a_database_is_a_plain_503(visitor, panel, title, away, error):
    away(error)

    response = visitor.get("/avonshire/")

    assert response.status_code == 503
    assert title(response) == "Sorry, the service is unavailable – Panel Portal"
    assert (response["Retry-After"], response["Cache-Control"]) == ("30", "no-store")
    assert "canary" not in response.content.decode()
    assert "Content-Security-Policy" in response


def test_a_session_that_cannot_be_read_is_a_503_too(visitor, panel, away):
    visitor.force_login(AppointmentFactory(area=panel.area).user)
    away()

    for address in ("/", "/help/", "/avonshire/desk/"):
        assert visitor.get(address).status_code == 503


def test_health_says_503_to_a_machine_with_a_cookie(visitor, panel, away):
    visitor.force_login(AppointmentFactory(area=panel.area).user)
    away()

    response = visitor.get("/health/")

    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_health_says_503_to_a_machine_without_one(visitor, away, error):
    away(error)

    response = visitor.get("/health/")

    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


def test_any_other_error_is_still_a_500(visitor, panel, monkeypatch):
    def fail(*arguments):
        raise ValueError

    monkeypatch.setattr(PoliceArea.objects, "visible_to", fail)

    assert visitor.get("/avonshire/").status_code == 500


def test_the_portal_is_well_again_once_the_database_is(visitor, panel, away, monkeypatch):
    away()
    assert visitor.get("/avonshire/").status_code == 503
    monkeypatch.undo()

    assert visitor.get("/avonshire/").status_code == 200
