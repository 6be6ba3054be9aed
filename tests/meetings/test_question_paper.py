"""The live paper of public questions: what it says, what it leaves out, and that words of the public stay words."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.models import Paper
from documents.papers import body_html
from documents.sources import draw
from interface import clock
from interface.markdown import render
from meetings.models import AgendaItem, PublicQuestion
from meetings.papers.questions import quoted
from meetings.services.papers import add_paper
from meetings.services.questions import deciding
from meetings.services.questions.papers import questions_offer
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.questions import PublicQuestionFactory

TODAY = date(2022, 3, 10)
HOSTILE = (
    "# A heading\n\n## Another\n===\n\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n"
    "[link](https://evil.example) ![picture](https://evil.example/x.png) <https://evil.example> &lt;b&gt;\n"
    "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nTable: caption\n\nChart: key\n\n- list\n* list\n+ list\n1. one\n2) two\n\n"
    "    code\n```\ncode\n```\n> quote\n***\n**bold** _slant_ ~~gone~~ `code`\n\n1.1 Paragraph\n\\*\\\\\n\x07\u202eevil\u2028next"
)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meeting(body):
    return HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="published")


def written(meeting):
    return draw("public-questions", area=meeting.area, body=meeting.body, on=TODAY, collection=meeting.slug).text


def accepted(meeting, number, **facts):
    facts = {"accepted": True} | facts
    return PublicQuestionFactory(body=meeting.body, meeting=meeting, reference=f"Q-2022-{number:03}", **facts)


def test_it_says_what_was_accepted_by_kind_and_reference_with_answers(meeting):
    accepted(meeting, 10, words="Second?")
    accepted(meeting, 9, accepted=False, answered=True, words="First?\n\nAnd why?", answered_on=date(2022, 3, 8))
    accepted(meeting, 3, petition=True)

    assert written(meeting) == (
        "## Questions\n\n"
        "### Q-2022-009\n\n**From:** Robin Reed\n\n> First?\n>\n> And why?\n\n"
        "**Answered** by The Commissioner on Tuesday 8 March 2022:\n\n> A warden starts in May\\.\n\n"
        "### Q-2022-010\n\n**From:** Robin Reed\n\n> Second?\n\n"
        "## Petitions\n\n"
        "### Q-2022-003\n\n**From:** Robin Reed. **Signatures:** 250\n\n> We ask for a warden\\.\n"
    )


def test_what_members_alone_are_given_is_counted_and_not_told(meeting):
    for number in (1, 2):
        accepted(meeting, number, accepted=False, withheld=True, statement=True, words="CANARY", name="CANARY")

    assert written(meeting) == (
        "No questions, statements or petitions were accepted for this meeting.\n\n"
        "Members are also given 2 statements that are not printed here.\n"
    )


def test_nothing_that_was_not_accepted_is_in_it(meeting, body):
    other = HeldMeetingFactory(body=body, held_on=date(2022, 4, 26), status="published")
    for facts in ({"rejected": True}, {"withdrawn": True}, {}):
        PublicQuestionFactory(body=body, meeting=meeting, words="CANARY", name="CANARY", **facts)
    PublicQuestionFactory(body=body, meeting=other, accepted=True, words="CANARY")
    taken = accepted(meeting, 1)
    PublicQuestion.objects.filter(pk=taken.pk).update(words="CANARY as sent", name="CANARY name")

    text = written(meeting)

    assert "CANARY" not in text
    assert text.count("### ") == 1


def test_it_is_the_same_however_often_it_is_drawn_and_asks_as_much(meeting, django_assert_num_queries):
    for count in (1, 2, 300):
        PublicQuestionFactory.create_batch(count, body=meeting.body, meeting=meeting, accepted=True)
        with django_assert_num_queries(2):
            first = written(meeting)
        assert first == written(meeting)


def test_words_of_the_public_stay_words():
    html = str(render(quoted(HOSTILE)))

    for tag in ("<script", "<img", "<a ", "<table", "<ul", "<ol", "<code", "<pre", "<strong", "<em", "<hr", "<h1", "<h2", "<h3"):
        assert tag not in html
    assert html.count("<blockquote") == 1
    assert "app-numbered" not in html
    for words in ("# A heading", "&lt;script&gt;", "[link](https://evil.example)", "| --- | --- |", "Chart: key", "**bold**"):
        assert words in html


@given(st.text(alphabet=st.sampled_from("ab #*_`[](){}<>|\\!-+=~:.1&;\n\t\"'>/"), max_size=80))
@settings(max_examples=300)
def test_no_words_make_marks(words):
    html = str(render(quoted(words)))
    for harmless in ('<blockquote class="govuk-inset-text">', "</blockquote>", '<p class="govuk-body">', "</p>", "<br>", "\n"):
        html = html.replace(harmless, " ")

    assert "<" not in html
    assert ">" not in html


# In the papers of a meeting ---------------------------------------------------------------------------------------


@pytest.fixture
def draft(body):
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    for title in ("Apologies", "Public Question Time", "Update"):
        AgendaItemFactory(meeting=meeting, title=title)
    meeting.refresh_from_db()
    return meeting


def add(draft, clerk):
    item = AgendaItem.objects.select_related("meeting__area").get(meeting=draft, title="Public Question Time")
    return add_paper(item=item, actor=clerk, title="Public questions", source="public-questions")


def test_the_builder_offers_it_until_a_paper_holds_every_accepted_one(client, clerk, draft):
    client.force_login(clerk)
    url = reverse("meetings:agenda-detail", args=[draft.area.slug, draft.slug])
    assert "in no paper" not in client.get(url).content.decode()
    PublicQuestionFactory.create_batch(2, body=draft.body, meeting=draft, accepted=True)

    html = client.get(url).content.decode()
    add(draft, clerk)

    assert "2 accepted questions are in no paper." in html
    assert "/agenda/items/public-question-time/papers/register/?source=public-questions" in html
    assert "in no paper" not in client.get(url).content.decode()


def test_the_link_opens_the_form_with_its_register_chosen(client, clerk, draft):
    client.force_login(clerk)
    url = reverse("meetings:paper-add", args=[draft.area.slug, draft.slug, "public-question-time", "register"])

    named = client.get(f"{url}?source=public-questions").context["form"]
    wrong = client.get(f"{url}?source=nothing").context["form"]

    assert (named["source"].value(), str(named["title"].value())) == ("public-questions", "Public questions and statements")
    assert not wrong["source"].value()


def test_an_offer_asks_little_however_many(draft, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert questions_offer(draft) is None
    for count in (1, 2, 297):
        PublicQuestionFactory.create_batch(count, body=draft.body, meeting=draft, accepted=True)
        with django_assert_num_queries(3):
            assert questions_offer(draft)


def test_a_draft_paper_follows_every_decision(draft, clerk):
    """What is taken out, refused or taken off the website leaves the draft at once; a pack cannot be built from old words."""
    question = PublicQuestionFactory(body=draft.body, meeting=draft, accepted=True, words="Ring CANARY now")
    paper = add(draft, clerk)
    assert "CANARY" in paper.current.text

    deciding.accept_question(
        question=question, version=question.version, published_words="Ring now", published_name="Robin", item=None,
        is_published=True, actor=clerk,
    )  # fmt: skip

    paper = Paper.objects.get(pk=paper.pk)
    assert "CANARY" not in paper.current.text
    assert "Ring now" in paper.current.text
    deciding.show_question(question=question, version=question.version + 1, shown=False, actor=clerk)
    assert "Ring now" not in Paper.objects.get(pk=paper.pk).current.text


def test_what_its_sender_takes_back_leaves_the_draft(draft, clerk):
    question = PublicQuestionFactory(body=draft.body, meeting=draft, accepted=True, words="CANARY")
    paper = add(draft, clerk)

    deciding.withdraw_question(question=question)

    assert "CANARY" not in Paper.objects.get(pk=paper.pk).current.text


def test_a_draft_paper_that_says_the_same_is_not_made_anew(draft, clerk):
    question = PublicQuestionFactory(body=draft.body, meeting=draft)
    paper = add(draft, clerk)

    deciding.reject_question(question=question, version=1, ground="operational", words="Ask the police", actor=clerk)

    assert Paper.objects.get(pk=paper.pk).version == paper.version


def test_its_page_shows_hostile_words_as_words(draft, clerk):
    PublicQuestionFactory(body=draft.body, meeting=draft, accepted=True, words="w", published_words=HOSTILE, published_name="<b>")
    paper = add(draft, clerk)

    html = str(body_html(paper.current, for_pdf=True))

    assert "<script" not in html
    assert "<img" not in html
    assert "evil.example" in html
    assert "<a " not in html
    assert 'id="paragraph-1-1"' not in html
