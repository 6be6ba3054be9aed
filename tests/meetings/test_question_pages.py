"""Pages of what the public asked: the list that everybody reads, and the queue and its acts."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from interface import clock
from meetings.models import PublicQuestion
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory, LocalRuleFactory
from tests.factories.questions import PublicQuestionFactory, QuestionMoveFactory, QuestionSenderFactory

TODAY = date(2022, 3, 10)
SENT = "Why is nobody there?\nThe hall is at BS3 4AB.\nRing me on 0117 496 0123."
LIST_QUERIES, EXPORT_QUERIES, QUEUE_QUERIES = 4, 3, 7
ACTS = ("decide", "reject", "carry", "answer", "publish", "reopen")


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meeting(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))


@pytest.fixture
def question(meeting):
    facts = {"question__body": meeting.body, "question__meeting": meeting, "question__words": SENT}
    return QuestionSenderFactory(email="robin@mail.example", **facts).question


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def url(name, question=None):
    args = ["avon", question.reference] if question else ["avon"]
    return reverse(f"questions:question-{name}", args=args)


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]))


def posted(client, question, act, **facts):
    page = client.get(url(act, question))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "answered_on"} | facts
    return client.post(url(act, question), {name: value for name, value in sent.items() if value not in (False, None)})


# The list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(body, meeting):
    """One of each: shown, answered, for members alone, and what nobody reads."""
    held = HeldMeetingFactory(body=body)
    PublicQuestionFactory(body=body, meeting=meeting, accepted=True, published_words="SHOWN words")
    PublicQuestionFactory(body=body, meeting=held, answered=True, published_words="ANSWERED words", answer="The ANSWER")
    PublicQuestionFactory(body=body, meeting=held, withheld=True, statement=True, published_words="WITHHELD words")
    for facts in ({}, {"rejected": True}, {"withdrawn": True}):
        PublicQuestionFactory(body=body, meeting=held, words="CANARY", name="CANARY", **facts)
    PublicQuestion.objects.exclude(published_words="").update(words="CANARY", name="CANARY")
    return held


def test_everybody_reads_what_was_accepted_and_shown(client, asked):
    page = words_of(client.get(url("list")).content.decode())

    assert [word in page for word in ("SHOWN words", "ANSWERED words", "The ANSWER", "WITHHELD", "CANARY")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert page.index("Tuesday 26 April 2022") < page.index("Tuesday 1 February 2022")
    assert "Answer The Commissioner, Thursday 3 March 2022" in page


def test_members_read_what_is_kept_off_the_website(client, member, asked):
    client.force_login(member)

    page = words_of(client.get(url("list")).content.decode())

    assert "WITHHELD words" in page
    assert "Members only" in page
    assert "CANARY" not in page


def test_those_who_keep_the_queue_read_the_same_list(desk, asked):
    page = words_of(desk.get(url("list")).content.decode())

    assert "CANARY" not in page
    assert "The queue" in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("meeting=2022-04-26-panel", ["SHOWN"]),
        ("answered=yes", ["ANSWERED"]),
        ("answered=no", ["SHOWN"]),
        ("kind=statement", []),
        ("kind=nothing", []),
    ],
)
def test_it_is_narrowed_and_exported_alike(client, asked, query, seen):
    page = words_of(client.get(f"{url('list')}?{query}").content.decode())
    export = client.get(f"{reverse('questions:question-export', args=['avon', 'csv'])}?{query}").content.decode()
    rows = list(csv.DictReader(io.StringIO(export)))

    assert [word for word in ("SHOWN", "ANSWERED") if f"{word} words" in page] == seen
    assert sorted(row["Words"].split()[0] for row in rows) == sorted(seen)
    assert "CANARY" not in export


def test_a_formula_is_no_formula_in_the_export(client, meeting):
    PublicQuestionFactory(body=meeting.body, meeting=meeting, accepted=True, words="=1+1", name="@SUM(A1)")

    row = next(
        csv.DictReader(io.StringIO(client.get(reverse("questions:question-export", args=["avon", "csv"])).content.decode()))
    )

    assert (row["Words"], row["Name"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize("fmt", ["xlsx", "ods"])
def test_it_comes_in_the_other_formats(client, asked, fmt):
    assert client.get(reverse("questions:question-export", args=["avon", fmt])).content[:2] == b"PK"


def test_an_empty_list_says_why_and_what_to_do(client, meeting, body):
    held = HeldMeetingFactory(body=body)

    none = words_of(client.get(url("list")).content.decode())
    over = words_of(client.get(f"{url('list')}?meeting={held.slug}").content.decode())
    coming = words_of(client.get(f"{url('list')}?meeting={meeting.slug}").content.decode())
    other = words_of(client.get(f"{url('list')}?kind=petition").content.decode())

    assert "No question, statement or petition has been published yet." in none
    assert "No questions were asked at the meeting of Tuesday 1 February 2022, or none is published." in over
    assert "No questions are accepted yet for Tuesday 26 April 2022." in coming
    assert "No submissions match. Remove a filter." in other
    assert url("ask") in client.get(url("list")).content.decode()


def test_a_draft_meeting_is_not_told_by_the_filter(client, body):
    HeldMeetingFactory(body=body, held_on=date(2022, 5, 6), status="draft", slug="2022-05-06-panel")

    page = client.get(f"{url('list')}?meeting=2022-05-06-panel")

    assert "No submissions match" in words_of(page.content.decode())


@pytest.mark.parametrize("value", ["%00", "%ff", "x" * 5000, "'"])
def test_an_odd_filter_is_no_error(client, asked, value):
    assert client.get(f"{url('list')}?meeting={value}").status_code == 200


def test_the_list_asks_the_same_of_the_database_however_long(client, meeting, django_assert_num_queries):
    for count in (1, 2, 297):
        PublicQuestionFactory.create_batch(count, body=meeting.body, meeting=meeting, accepted=True)
        with django_assert_num_queries(LIST_QUERIES):
            response = client.get(url("list"))
    assert "Showing" in response.content.decode() or 'rel="next"' in response.content.decode()


def test_the_export_asks_the_same_however_long(client, meeting, django_assert_num_queries):
    for count in (1, 2, 297):
        PublicQuestionFactory.create_batch(count, body=meeting.body, meeting=meeting, accepted=True)
        with django_assert_num_queries(EXPORT_QUERIES):
            client.get(reverse("questions:question-export", args=["avon", "csv"]))


def test_a_meetings_own_pages_lead_to_its_questions(client, meeting):
    assert f"{url('list')}?meeting={meeting.slug}" in client.get(meeting.get_absolute_url()).content.decode()


# One page ---------------------------------------------------------------------------------------------------------


def test_the_public_reads_the_accepted_face_alone(client, meeting):
    question = PublicQuestionFactory(
        body=meeting.body, meeting=meeting, accepted=True, published_words="<b>Why?</b>", personal_data_reason="CANARY",
    )  # fmt: skip
    PublicQuestion.objects.update(words="CANARY", name="CANARY")
    QuestionSenderFactory(question=question, email="canary@mail.example", phone="CANARY")
    QuestionMoveFactory(question=question, reason="CANARY")

    page = client.get(question.get_absolute_url()).content.decode()

    assert "&lt;b&gt;Why?&lt;/b&gt;" in page
    assert "canary" not in page.lower()


@pytest.mark.parametrize("facts", [{}, {"rejected": True}, {"withdrawn": True}, {"withheld": True}])
def test_what_is_not_shown_is_not_there_for_the_public(client, meeting, facts):
    question = PublicQuestionFactory(body=meeting.body, meeting=meeting, **facts)

    assert client.get(question.get_absolute_url()).status_code == 404


def test_the_keeper_reads_all_there_is_of_it(desk, question):
    page = words_of(desk.get(question.get_absolute_url()).content.decode())

    for words in ("BS3 4AB", "robin@mail.example", "Robin Reed", "Lives in the area", "Only those who prepare the meeting"):
        assert words in page
    assert desk.get(question.get_absolute_url(), {"as": "public"}).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_for_those_who_keep_the_queue(client, member, meeting, act):
    hidden = PublicQuestionFactory(body=meeting.body, meeting=meeting)
    shown = PublicQuestionFactory(body=meeting.body, meeting=meeting, accepted=True)
    signed_out = client.get(url(act, shown))
    client.force_login(member)

    assert signed_out.status_code == 302
    assert client.get(url(act, hidden)).status_code == 404
    assert client.post(url(act, shown), {"version": 1}).status_code == 403


# The queue --------------------------------------------------------------------------------------------------------


def test_the_queue_holds_what_is_to_be_decided_or_answered_the_oldest_first(desk, body, question, meeting):
    with clock.stand_on(date(2022, 3, 1)):
        older = PublicQuestionFactory(body=body, meeting=meeting, accepted=True, late_for=meeting, words="Plain")
    PublicQuestionFactory(body=body, meeting=meeting, answered=True)

    table = desk.get(url("queue")).context["table"]
    cells = words_of(desk.get(url("queue")).content.decode())

    assert [one.reference for one in table.page] == [older.reference, question.reference]
    assert "Take out phone number, postcode" in cells
    assert "Late for Tue 26 Apr" in cells


@pytest.mark.parametrize(
    ("query", "count"),
    [("state=every", 4), ("state=rejected", 1), ("late=yes", 1), ("late=no", 1), ("personal=yes", 1), ("personal=no", 1),
     ("kind=petition", 1), ("meeting=2022-04-26-panel", 2), ("state=nothing", 0)],
)  # fmt: skip
def test_the_queue_is_narrowed(desk, body, question, meeting, query, count):
    PublicQuestionFactory(body=body, meeting=meeting, petition=True, late_for=meeting)
    for facts in ({"rejected": True}, {"answered": True}):
        PublicQuestionFactory(body=body, meeting=meeting, **facts)

    assert desk.get(f"{url('queue')}?{query}").context["table"].count == count


def test_the_queue_asks_the_same_of_the_database_however_long(desk, meeting, django_assert_num_queries):
    item = AgendaItemFactory(meeting=meeting)
    for count in (1, 2, 297):
        PublicQuestionFactory.create_batch(count, body=meeting.body, meeting=meeting, item=item, late_for=meeting, words=SENT)
        with django_assert_num_queries(QUEUE_QUERIES):
            desk.get(url("queue"))


def test_the_queue_is_for_those_who_keep_one_and_holds_only_theirs(client, member, desk, clerk):
    PublicQuestionFactory(body=BodyFactory(), words="CANARY")

    assert desk.get(url("queue")).context["table"].count == 0
    client.force_login(member)
    assert client.get(url("queue")).status_code == 403
    assert client.get(url("create")).status_code == 403


# Acts -------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_decision_shows_both_words_with_marks(desk, question):
    AgendaItemFactory(meeting=question.meeting, title="Public Question Time")

    response = desk.get(url("decide", question))
    html, form = response.content.decode(), response.context["form"]

    assert html.count("<mark>") == 2  # two finds in the words as sent, with which the form begins
    assert "<mark>0117 496 0123<span" in html
    assert (form["item"].value(), form["published_words"].value(), form["is_published"].value()) == (
        "public-question-time", SENT, False,
    )  # fmt: skip


@pytest.mark.parametrize(("key", "number", "shown"), [("publish-questions", 1, True), ("publish-questions", 0, False)])
def test_whether_it_is_shown_begins_as_the_bodys_rule_says(desk, body, question, key, number, shown):
    LocalRuleFactory(body=body, key=key, number=number, unit="yes-no", closes_at=None)

    assert desk.get(url("decide", question)).context["form"]["is_published"].value() is shown


def test_it_is_accepted_once_the_personal_data_is_out(desk, question):
    refused = posted(desk, question, "decide")
    taken = posted(desk, question, "decide", published_words="Why is nobody there?", is_published="on")

    assert refused.context["form"].errors["published_words"] == [
        "Take out the postcode on line 2 and the phone number on line 3, or say why they may stay"
    ]
    question.refresh_from_db()
    assert taken.url == question.get_absolute_url()
    assert (question.status, question.published_words, question.is_published) == ("accepted", "Why is nobody there?", True)


def test_a_second_clerk_is_shown_both_texts(desk, question):
    opened = desk.get(url("decide", question)).context["form"]["version"].value()
    posted(desk, question, "decide", published_words="Theirs")

    page = desk.post(url("decide", question), {"published_words": "Mine", "published_name": "Robin", "version": opened})

    assert [(one.theirs, one.yours) for one in page.context["form"].stale if one.label == "Words for the papers"] == [
        ("Theirs", "Mine")
    ]


def test_it_is_answered_shown_undone_carried_and_refused(desk, question, body):
    later = AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 23))
    states = []
    day = {"answered_on-day": "10", "answered_on-month": "3", "answered_on-year": "2022"}
    for act, facts in (
        ("decide", {"published_words": "Why?"}), ("answer", {"answer": "Because", "answered_by": "The Commissioner"} | day),
        ("publish", {}), ("reopen", {}), ("carry", {"to": later.slug, "reason": "Time"}),
        ("reject", {"ground": "outside", "words": "Ask the council"}), ("reopen", {}),
    ):  # fmt: skip
        assert posted(desk, question, act, **facts).status_code == 302, act
        question.refresh_from_db()
        states.append((question.status, question.is_published))

    assert states == [
        ("accepted", False), ("answered", False), ("answered", True), ("accepted", True), ("accepted", True),
        ("rejected", False), ("received", False),
    ]  # fmt: skip
    assert question.meeting == later


@pytest.mark.parametrize(
    ("act", "facts", "wrong"),
    [
        ("reject", {}, {"ground", "words"}),
        ("carry", {}, {"to", "reason"}),
        ("carry", {"to": "2022-01-01-nothing", "reason": "Time"}, {"to"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(desk, question, body, act, facts, wrong):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 23))

    page = posted(desk, question, act, **facts)

    assert set(page.context["form"].errors) == wrong


@pytest.mark.parametrize("act", ACTS)
def test_what_cannot_be_done_now_says_so(desk, meeting, act):
    question = PublicQuestionFactory(body=meeting.body, meeting=meeting, withdrawn=True)

    page = words_of(desk.get(url(act, question)).content.decode())
    desk.post(url(act, question), {"version": 1})

    assert "This is taken back, so nothing can be done here." in page
    question.refresh_from_db()
    assert question.version == 1


def test_without_a_coming_meeting_there_is_none_to_carry_it_to(desk, question):
    assert "No other meeting that is open to the public is announced." in words_of(
        desk.get(url("carry", question)).content.decode()
    )


def test_what_came_by_post_is_logged_once(desk, meeting):
    form = desk.get(url("create")).context["form"]
    sent = {
        "body": "panel", "kind": "question", "meeting": meeting.slug, "received_on-day": "9", "received_on-month": "3",
        "received_on-year": "2022", "words": "Why?", "name": "Pat Post", "residence": "works", "consented": "on",
        "token": form["token"].value(),
    }  # fmt: skip

    first, again = desk.post(url("create"), sent), desk.post(url("create"), sent)
    unsaid = desk.post(url("create"), {"token": form["token"].value()})

    question = PublicQuestion.objects.get()
    assert form.initial["meeting"] == meeting
    assert first.url == again.url == question.get_absolute_url()
    assert "so tell them yourself" in words_of(desk.get(url("reject", question)).content.decode())
    assert clock.as_local(question.received_at).isoformat() == "2022-03-09T00:00:00+00:00"
    assert {"kind", "received_on", "words", "name", "residence", "consented"} <= set(unsaid.context["form"].errors)
