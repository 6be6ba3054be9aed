import pytest
from django.template import Context, Template
from django.utils.translation import gettext_lazy

from interface.templatetags.govuk import COLOURS, tag, tag_colour


@pytest.mark.parametrize(
    ("word", "colour"),
    [
        pytest.param(word, colour, id=word) for colour, words in COLOURS.items() for word in words
    ] + [
        pytest.param("Met 14 Feb", "green", id="met-on"),
        pytest.param("1 late", "orange", id="counted-late"),
        pytest.param("3 to review", "yellow", id="counted-to-review"),
        pytest.param("Complete", "", id="plain-complete"),
        pytest.param("Upcoming", "", id="plain-upcoming"),
        pytest.param("Not started", "", id="plain-not-started"),
        pytest.param("Cannot start yet", "", id="plain-cannot-start"),
        pytest.param("Stable", "", id="trend-word"),
        pytest.param(gettext_lazy("Draft"), "grey", id="lazy"),
    ],
)  # fmt: skip
def test_state_has_its_colour(word, colour):
    assert tag_colour(word) == colour


def test_tag_escapes_and_leaves_plain_states_plain():
    assert tag("Complete") == "Complete"
    assert tag("Open") == '<strong class="govuk-tag">Open</strong>'
    assert tag("<b>", "red") == '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;</strong>'


def test_component_escapes_text_and_takes_nested_names():
    html = Template('{% load govuk %}{% govuk "button" text=words href="/a/" attributes__aria_describedby="why" %}').render(
        Context({"words": "<Save>"})
    )

    assert "&lt;Save&gt;" in html
    assert 'aria-describedby="why"' in html
    assert 'href="/a/"' in html
