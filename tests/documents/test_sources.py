from datetime import date

import pytest
from django.core.exceptions import ValidationError

from documents import sources
from tests.factories.panels import BodyFactory


@pytest.fixture(autouse=True)
def register(monkeypatch):
    monkeypatch.setattr(sources, "_register", {})


def test_draw_asks_the_register_for_a_body_on_a_day():
    @sources.source("members", "Members")
    def members(area, body, on):
        return f"{area.name}, {body.name}, {on}", {"line": {"title": "A"}}

    body = BodyFactory.build()
    drawn = sources.draw("members", area=body.area, body=body, on=date(2022, 3, 10))

    assert drawn.text == f"{body.area.name}, {body.name}, 2022-03-10"
    assert drawn.charts == {"line": {"title": "A"}}


def test_draw_refuses_an_unknown_register_in_plain_words():
    body = BodyFactory.build()

    with pytest.raises(ValidationError) as refused:
        sources.draw("nothing", area=body.area, body=body, on=date(2022, 3, 10))

    assert refused.value.message_dict == {"source": ["There is no register named “nothing”. Choose one from the list"]}


def test_sources_are_listed_by_title():
    for key, title in (("b", "Work programme"), ("a", "Minutes")):
        sources.source(key, title)(lambda area, body, on: ("", {}))

    assert [(entry.key, entry.title) for entry in sources.sources()] == [("a", "Minutes"), ("b", "Work programme")]
    assert sources.title_of("b") == "Work programme"
    assert sources.title_of("gone") == "gone"


def test_a_key_names_one_register():
    def one(area, body, on):
        return "", {}

    def other(area, body, on):
        return "", {}

    sources.source("key", "One")(one)
    sources.source("key", "One")(one)

    with pytest.raises(ValueError, match="'key'"):
        sources.source("key", "Other")(other)
