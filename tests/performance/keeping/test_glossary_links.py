"""Which words of a text lead to the glossary, and that nothing but text is ever touched."""

from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from performance.rules.glossary import link_terms


def term(slug, words, *aliases):
    return SimpleNamespace(slug=slug, term=words, aliases=list(aliases))


TERMS = [
    term("msg", "MSG", "most similar group"), term("group", "group"), term("search", "Stop & search", "stop and search"),
    term("peel", "PEEL"), term("force", "Commissioner’s force"),
]  # fmt: skip


def linked(html):
    return str(link_terms(mark_safe(html), TERMS, "/g/"))


def link(slug, words):
    return f'<a class="govuk-link" href="/g/#{slug}">{words}</a>'


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>PEEL, then PEEL.</p>", f"<p>{link('peel', 'PEEL')}, then PEEL.</p>"),
        ("<p>The most  similar\nGroup, or MSG</p>", f"<p>The {link('msg', 'most  similar' + chr(10) + 'Group')}, or MSG</p>"),
        (
            "<p>MSG; most similar group; a group</p>",
            f"<p>{link('msg', 'MSG')}; most similar group; a {link('group', 'group')}</p>",
        ),
        ("<p>stop &amp; search</p>", f"<p>{link('search', 'stop &amp; search')}</p>"),
        ("<p>Commissioner's Force</p>", f"<p>{link('force', 'Commissioner&#x27;s Force')}</p>"),
        ("<em>PEEL</em>", f"<em>{link('peel', 'PEEL')}</em>"),
        ("<p>PEEL’s</p>", f"<p>{link('peel', 'PEEL')}’s</p>"),
    ],
)
def test_first_use_of_a_term_is_linked(html, made):
    assert linked(html) == made


@pytest.mark.parametrize(
    "html",
    [
        "<p>peel PEELs regroup group_s subgroups</p>", '<a href="/x">PEEL</a>', "<h2>PEEL <i>x</i></h2>", "<code>PEEL</code>",
        "<pre>PEEL</pre>", "<script>PEEL</script>", "<style>PEEL</style>", '<p title="PEEL group">x</p>', "<!-- PEEL -->",
        "<![CDATA[ PEEL ]]>", "<?PEEL?>", "<!PEEL>", "<a>PEEL<b>group</b>", "<th>PEEL</th>", "<caption>PEEL</caption>",
        "<svg><title>PEEL</title></svg>", "<a/>PEEL", '<a title="PEEL', "<p PEEL", "1 < 2 PEEL", "<textarea>PEEL</textarea>",
        "<option>PEEL</option>",
    ],
)  # fmt: skip
def test_nothing_else_is_linked(html):
    assert linked(html) == html


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "kbd", "summary", "label", "button"])
def test_nothing_is_linked_inside_headings_links_and_code(tag):
    html = f"<{tag}>PEEL <em>group</em></{tag}>"
    assert linked(f"{html}<p>PEEL</p>") == f"{html}<p>{link('peel', 'PEEL')}</p>"


def test_of_two_terms_at_one_place_the_longer_is_linked():
    terms = [term("stop", "stop"), term("search", "stop and search"), term("and", "stop and")]
    made = link_terms(mark_safe("<p>stop and search, then stop</p>"), terms, "/g/")
    assert str(made) == f"<p>{link('search', 'stop and search')}, then {link('stop', 'stop')}</p>"


def test_what_stands_around_a_link_stays():
    html = '<ul class="x"><li>PEEL &amp; more<br/></li></ul><h3>PEEL</h3>'
    assert linked(html) == f'<ul class="x"><li>{link("peel", "PEEL")} &amp; more<br/></li></ul><h3>PEEL</h3>'


def test_text_that_is_not_marked_as_safe_is_escaped():
    assert str(link_terms("<script>PEEL</script>", TERMS, "/g/")) == f"&lt;script&gt;{link('peel', 'PEEL')}&lt;/script&gt;"


def test_address_and_name_cannot_break_out():
    made = link_terms(mark_safe("<p>PEEL</p>"), [term('"><script>', "PEEL")], '/g/"><b>')
    assert str(made) == '<p><a class="govuk-link" href="/g/&quot;&gt;&lt;b&gt;#&quot;&gt;&lt;script&gt;">PEEL</a></p>'


def test_term_without_words_links_nothing():
    assert str(link_terms(mark_safe("<p>a b</p>"), [term("none", " ", "")], "/g/")) == "<p>a b</p>"


class Seen(HTMLParser):
    """All that is in a text but our own links: tags with their attributes, and the text read."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.text, self.ours = [], "", 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if (tag, dict(attrs).get("href", "")[:4]) == ("a", "/g/#"):
            self.ours += 1
        else:
            self.found.append((tag, attrs))

    def handle_endtag(self, tag):
        if tag == "a" and self.ours:
            self.ours -= 1
        else:
            self.found.append(tag)

    def handle_data(self, data):
        self.text += data


PIECES = [
    "PEEL", "group", "most similar group", " ", "<p>", "</p>", "<b>", "</b>", '<a href="/x">', "</a>", "<h2>", "</h2>", "&amp;",
    "&", "&#60;", "<", ">", '"', "<!--", "-->", '<p title="', "<br>", "<code>", "</code>", "\n", "<script>", "</script>", "é",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_comes_only_links_are_added(html):
    before, after = Seen(html), Seen(linked(html))
    assert (after.found, after.text) == (before.found, before.text)


@given(st.lists(st.sampled_from(["PEEL", "group", " ", "<em>", "</em>", "<p>", "</p>"]), max_size=30).map("".join))
def test_each_term_is_linked_once(html):
    assert linked(html).count("#peel") <= 1
    assert linked(html).count("#group") <= 1
