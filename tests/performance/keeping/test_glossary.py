"""Terms as they are kept, and read by everybody."""

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from accounts.models import AuditEntry
from performance.models import Term
from performance.services import glossary as services
from tests.factories.performance import TermFactory
from tests.performance.keeping.pages import fresh, send, url, words


def term(area, **facts):
    return services.create_term(area=area, actor=None, **{"term": "PEEL", "text": "An inspection."} | facts)


def test_office_explains_a_term_that_everybody_reads(client, area, analyst):
    client.force_login(analyst)
    typed = {"term": "MSG", "text": "Forces like **ours**.", "aliases": "most similar group\n\n most similar  forces "}
    assert send(client, url("term-create"), **typed)["Location"] == "/northshire/performance/glossary/#msg"
    client.logout()
    html = words(client.get(url("term-list")))
    assert '<h2 class="govuk-heading-s govuk-!-margin-bottom-1" id="msg">MSG</h2>' in html
    assert "Also written: most similar group, most similar forces" in html
    assert "<strong>ours</strong>" in html
    assert AuditEntry.objects.get().action == "performance.term_created"


def test_form_opens_with_one_alias_on_each_line(client, area, analyst):
    one = term(area, aliases=["a b", "c"])
    client.force_login(analyst)
    assert "a b\nc</textarea>" in client.get(url("term-update", one.slug)).content.decode()
    send(client, url("term-update", one.slug), aliases="a b")
    assert fresh(one).aliases == ["a b"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"term": "PEEL"}, "term"), ({"term": "Inspections"}, "term"), ({"term": "X", "aliases": ["INSPECTIONS", "peel"]}, None),
     ({"term": "X", "aliases": ["y", "inspections "]}, "aliases"), ({"term": "X", "text": ""}, "text")],
)  # fmt: skip
def test_two_terms_are_not_written_alike(area, facts, field):
    term(area, aliases=["inspections"])
    if field is None:
        assert term(area, **facts).aliases == ["INSPECTIONS", "peel"]
        return
    with pytest.raises(ValidationError) as refusal:
        term(area, **facts)
    assert list(refusal.value.message_dict) == [field]
    assert Term.objects.count() == 1


def test_taken_out_is_the_offices_and_comes_back_unless_its_name_is_taken(client, area, analyst):
    one = term(area)
    client.force_login(analyst)
    send(client, url("term-remove", one.slug))
    assert url("term-restore", one.slug) in words(client.get(url("term-list")))
    client.logout()
    assert "PEEL" not in words(client.get(url("term-list")))
    term(area)
    with pytest.raises(ValidationError) as refusal:
        services.restore_term(term_row=one, version=fresh(one).version, actor=None)
    assert list(refusal.value.message_dict) == ["term"]


def test_terms_link_to_one_another_but_not_to_themselves(client, area):
    term(area, text="PEEL is of the MSG.")
    term(area, term="MSG", text="Ours. MSG.")
    html = words(client.get(url("term-list")))
    assert (
        '<p class="govuk-body">PEEL is of the <a class="govuk-link" href="/northshire/performance/glossary/#msg">MSG</a>' in html
    )
    assert "Ours. MSG." in html


def test_filter_links_a_text_of_a_page(area):
    term(area)
    made = Template("{% load performance %}{{ text|with_terms:terms }}")
    terms = services.terms_of(area)
    link = '<a class="govuk-link" href="/northshire/performance/glossary/#peel">PEEL</a>'
    assert made.render(Context({"text": "<i>PEEL", "terms": terms})) == f"&lt;i&gt;{link}"
    assert made.render(Context({"text": "<i>PEEL", "terms": []})) == "&lt;i&gt;PEEL"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_asks_as_much_for_many_terms_as_for_one(client, area, count, django_assert_num_queries):
    TermFactory.create_batch(count, area=area)
    client.get(url("term-list"))
    with django_assert_num_queries(2):
        client.get(url("term-list"))
    with django_assert_num_queries(1):
        services.terms_of(area)
