"""One browser and one world for all journeys; the portal is served to it as a real site, policies and all."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase, override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.access.cast import PUBLIC
from tests.journeys.people import session_of
from tests.journeys.world import World, build_world

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 20_000  # milliseconds


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium; without it the journeys are skipped, and say why."""
    if not shutil.which(CHROMIUM):
        pytest.skip(f"{CHROMIUM} is not installed: apt-get install chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread; nothing of ours runs in it
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()
        connections.close_all()  # while Playwright's loop runs, Django keeps connections apart from those of other tests
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Rows that other connections see, so the web server does too; emptied out at the end."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("public", "restricted")}
    with django_db_blocker.unblock(), override_settings(STORES=folders):
        try:
            yield build_world()
        finally:
            TransactionTestCase("run")._fixture_teardown()


@pytest.fixture(scope="package")
def site(world) -> Iterator[str]:
    """The address of the portal. Not pytest-django's `live_server`, which would empty the database after each test."""
    with override_settings(ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "localhost"]):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def opened(browser, world, site) -> Iterator[Callable]:
    """Opens a page as somebody: `opened(CLERK)`, `opened(MEMBER, has_touch=True)`. Every page is closed at the end."""
    contexts = []

    def open_as(person: str = PUBLIC, **options):
        context = browser.new_context(**{"base_url": site, "viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        if person != PUBLIC:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": site}])
        contexts.append(context)
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()
