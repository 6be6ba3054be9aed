"""How tests of what is due ask for its pages and read them."""

import re

from django.urls import reverse

from accounts.choices import Role
from tests.factories.panels import AppointmentFactory

UNVERIFIED = "Not yet verified"
ACTS = ("obligation-meet", "obligation-set-aside", "obligation-reopen", "obligation-explain")


def appointed(panel, role=Role.CLERK, **changes):
    return AppointmentFactory(area=panel.area, role=role, **changes).user


def url(name, *words):
    return reverse(f"panels:{name}", args=["avonshire", *words])


def page_of(client, query=""):
    response = client.get(url("obligation-list") + query)
    assert response.status_code == 200
    return response


def shown(response) -> list[str]:
    """The references of the rows, from top to bottom."""
    return re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="/avonshire/due/([^/]+)/"', response.content.decode())


def groups(response) -> list[str]:
    return re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)</th>', response.content.decode())


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
