import pytest
from tests.journeys.pages_commissioning import COMMISSIONING_PAGES
from tests.journeys import test_pages as t
from tests.journeys.test_pages import window
@pytest.mark.parametrize("page", COMMISSIONING_PAGES, ids=lambda page: page.what)
def test_one(window, page):
    t.test_page_is_accessible_and_whole(window, page)
def test_html(world, tmp_path, monkeypatch):
    monkeypatch.setattr(t, "PAGES", COMMISSIONING_PAGES)
    t.test_html_checker_finds_no_error(world, tmp_path)
