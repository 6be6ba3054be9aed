"""Every kind of page: axe finds nothing at 1280 and 320 pixels, nothing is lost at 400%, and the HTML checker agrees."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.access.cast import PUBLIC
from tests.access.routes import ROUTES
from tests.journeys.checks import AXE, accessibility_faults, lost, offered
from tests.journeys.conftest import DESKTOP, PATIENCE
from tests.journeys.pages import NO_PAGES, PAGES, Page, routes_shown
from tests.journeys.people import browser_of, session_of

AT_400_PERCENT = {"width": 320, "height": 256}  # of a window of 1280 by 1024
CHECKER = settings.BASE_DIR / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_route_has_its_page_in_the_table():
    assert set(ROUTES) - set(routes_shown()) == set(NO_PAGES)


@pytest.fixture(scope="module")
def window(browser, site) -> Iterator[Callable]:
    """One window for each person, kept open: what these tests look at is the page, not the way to it."""
    windows, complaints = {}, []

    def of(person: str):
        if person not in windows:
            context = browser.new_context(base_url=site, viewport=DESKTOP)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(AXE)
            if person != PUBLIC:
                context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": site}])
            windows[person] = context.new_page()
            windows[person].on(
                "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
            )
            windows[person].on("pageerror", lambda error: complaints.append(str(error)))
        complaints.clear()
        return windows[person]

    of.complaints = complaints
    yield of
    for page in windows.values():
        page.context.close()


def show(window: Callable, page: Page):
    """The page in the window of its person; what was sent is answered at its address, without the form before it."""
    view = window(page.person)
    view.set_viewport_size(DESKTOP)
    if page.send is None and not page.template:
        status = view.goto(page.address).status
        assert view.url.endswith(page.address), f"led on to {view.url}"
    else:
        answer = page.answer()
        status = answer.status_code
        view.route("**/answer/", lambda route: route.fulfill(status=status, body=answer.content, content_type="text/html"))
        view.goto("/answer/")
    assert status == page.status
    return view


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.what)
def test_page_is_accessible_and_whole(window, page):
    view = show(window, page)
    faults, before = accessibility_faults(view), offered(view)

    view.set_viewport_size(AT_400_PERCENT)

    assert faults == []
    assert [said for said in window.complaints if "Failed to load resource" not in said] == []
    assert accessibility_faults(view) == []
    assert offered(view) == before
    assert lost(view) == []


def test_html_checker_finds_no_error(world, tmp_path):
    if not shutil.which("java") or not CHECKER.exists():
        pytest.skip("Needs java and node_modules/vnu-jar: run npm ci")
    clients = {person: browser_of(person) for person in {page.person for page in PAGES}}
    for number, page in enumerate(PAGES):
        answer = page.answer(clients[page.person])
        assert answer.status_code == page.status, page.what
        (tmp_path / f"{number:03} {page.what.replace('/', ' ')}.html").write_bytes(answer.content)

    assert _checked(tmp_path) == []


def _checked(folder: Path) -> list[str]:
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout", *sorted(map(str, folder.iterdir()))]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(answer.stdout)["messages"]
    return [f"{Path(one['url']).stem.replace('%20', ' ')}: {one['message']} {one.get('extract', '')}" for one in found]
