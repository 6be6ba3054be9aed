"""The sender's own page: opened by the link that they were mailed, and by nothing else."""

import re
from datetime import date, datetime

import pytest
from django.core import mail
from django.urls import reverse

from interface import clock
from interface.clock import LONDON
from jobs.services import run_all
from meetings.choices import QuestionStatus
from meetings.models import PublicQuestion, QuestionSender
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.panels import ContactOfficerFactory
from tests.meetings.asking import ASKED, ask, rules_for, words_of


@pytest.fixture
def meeting(body):
    rules_for(body)
    ContactOfficerFactory(body=body)
    return AnnouncedMeetingFactory(body=body)


@pytest.fixture(autouse=True)
def in_time():
    with clock.stand_on(datetime(2022, 3, 9, 10, tzinfo=LONDON)):
        yield


def _follow(client, number=0):
    run_all()
    links = re.findall(r"http://[^/]+(/\S+)", mail.outbox[-1].body)
    return links[number]


def test_the_sender_follows_what_they_sent_and_takes_it_back(client, meeting):
    ask(client)
    link = _follow(client)

    page = client.get(link)
    asked = client.post(link)
    still = PublicQuestion.objects.get().status
    taken = client.post(link, {"sure": "True"}, follow=True)

    assert ASKED in words_of(page)
    assert ("Take Q-2022-001 back?" in words_of(asked), still) == (True, QuestionStatus.RECEIVED)
    assert asked["Cache-Control"] == "private, no-store"
    assert "Questions for Thursday 17 March 2022 close" in words_of(page)
    assert page["Cache-Control"] == "private, no-store"
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "You have taken Q-2022-001 back" in words_of(taken)
    assert PublicQuestion.objects.get().status == QuestionStatus.WITHDRAWN


def test_the_sender_reads_the_answer_and_why_something_is_not_accepted(client, meeting):
    ask(client, words={"words_1": "First question?", "words_2": "Second question?"})
    first, second = _follow(client, 0), _follow(client, 1)
    PublicQuestion.objects.filter(reference="Q-2022-001").update(
        status=QuestionStatus.ANSWERED, published_words="First?", answer="A warden starts in May.",
        answered_by="The Commissioner", answered_on=date(2022, 3, 17),
    )  # fmt: skip
    PublicQuestion.objects.filter(reference="Q-2022-002").update(
        status=QuestionStatus.REJECTED, rejection_ground="operational", rejection_words="Ask the Chief Constable."
    )

    assert "A warden starts in May." in words_of(client.get(first))
    assert "Ask the Chief Constable." in words_of(client.get(second))


def test_a_wrong_key_is_the_same_as_nothing_there(client, meeting):
    ask(client)
    link = _follow(client)
    other = reverse("questions:question-follow", args=["avon", "Q-2022-001", "x" * 43])
    absent = reverse("questions:question-follow", args=["avon", "Q-2022-999", link.split("/")[-2]])

    answers = [client.get(other), client.get(absent), client.post(other)]

    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


def test_the_key_is_kept_only_as_its_hash(client, meeting):
    ask(client)
    key = _follow(client).split("/")[-2]

    sender = QuestionSender.objects.get()
    assert len(key) >= 43
    assert key not in str(vars(sender))
