import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OURS = sorted(p.relative_to(TEMPLATES) for place in ("layouts", "components") for p in (TEMPLATES / place).glob("*.html"))
STATIC = Path(settings.BASE_DIR) / "static"


@pytest.mark.parametrize("name", OURS, ids=str)
def test_template_has_no_inline_style_or_script(name):
    text = (TEMPLATES / name).read_text()

    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert len(text.splitlines()) <= 150


def test_title_says_error_page_area_and_portal():
    page = Template('{% extends "layouts/base.html" %}{% block title %}Publish agenda{% endblock %}')
    form = type("Form", (), {"errors": {"title": ["Enter a title"]}, "non_field_errors": lambda self: [],
                             "__iter__": lambda self: iter(())})()  # fmt: skip
    area = {"name": "Avon and Somerset", "slug": "avon-and-somerset"}

    html = page.render(Context({"area": area, "portal_name": "Panel Portal", "form": form}))

    assert "<title>Error: Publish agenda – Avon and Somerset – Panel Portal</title>" in html


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_error_page_needs_no_context(name):
    html = render_to_string(name)

    assert html.count("<h1") == 1
    assert 'id="main-content"' in html


def test_vendored_styles_are_free_of_crown_and_typeface():
    css = (STATIC / "vendor" / "govuk.css").read_text()

    assert "GDS Transport" not in css
    assert "url(" not in css


def test_stylesheets_name_only_files_that_exist():
    for sheet in (STATIC / "css").glob("*.css"):
        for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
            assert (sheet.parent / address).resolve().is_file()
