import re
from datetime import date

import pytest

from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory


@pytest.fixture
def panel():
    area = PoliceAreaFactory(slug="avonshire", name="Avonshire")
    return BodyFactory(area=area, slug="panel", name="Avonshire Police and Crime Panel")


@pytest.fixture
def sign_in(client, panel):
    """Sign somebody in who holds roles in the area."""

    def enter(*roles, area=panel.area, **fields):
        first = AppointmentFactory(role=roles[0], area=area, **fields)
        for role in roles[1:]:
            AppointmentFactory(user=first.user, role=role, area=area, started_on=date(2021, 6, 25))
        client.force_login(first.user)
        return first.user

    return enter


@pytest.fixture
def text():
    """What a page says, without its tags."""

    def read(response):
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()

    return read


@pytest.fixture
def title():
    def read(response):
        return re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1].strip()

    return read
