"""Deciding on what the public sends: every act, what it refuses, and whom it tells."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from documents.choices import PaperStatus
from documents.models import Paper, PaperVersion
from interface import clock
from jobs.services import run_all
from meetings.models import AgendaItem, PublicQuestion, QuestionMove, QuestionSender
from meetings.services.papers import add_paper
from meetings.services.questions import answering, deciding
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory, PrivateItemFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.questions import PublicQuestionFactory, QuestionSenderFactory

TODAY = date(2022, 3, 10)
PHONE = "Why?\nAsk me on 0117 496 0123"


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meeting(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))


@pytest.fixture
def later(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 6, 23))


@pytest.fixture
def question(meeting):
    return QuestionSenderFactory(question__body=meeting.body, question__meeting=meeting, email="robin@mail.example").question


def accept(question, **facts):
    said = {"published_words": "Why?", "published_name": "Robin", "item": None, "is_published": True, "actor": None}
    return deciding.accept_question(question=question, **({"version": question.version} | said | facts))


def reject(question, **facts):
    said = {"ground": "operational", "words": "The police answer for single cases.", "actor": None}
    return deciding.reject_question(question=question, **({"version": question.version} | said | facts))


def carry(question, to, **facts):
    said = {"version": question.version, "reason": "It came too late", "actor": None}
    return deciding.carry_question(question=question, to=to, **(said | facts))


def answer(question, **facts):
    said = {"answer": "A warden starts in May.", "answered_by": "The Commissioner", "answered_on": TODAY, "actor": None}
    return answering.answer_question(question=question, **({"version": question.version} | said | facts))


def refusals(call, *args, **facts):
    with pytest.raises(ValidationError) as refused:
        call(*args, **facts)
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


# Accepting --------------------------------------------------------------------------------------------------------


def test_accepted_words_stand_beside_those_as_sent(question, clerk):
    item = AgendaItemFactory(meeting=question.meeting, title="Public Question Time")
    before = question.words

    accept(question, item=item, actor=clerk)

    question.refresh_from_db()
    assert (question.status, question.published_words, question.published_name) == ("accepted", "Why?", "Robin")
    assert (question.words, question.item, question.is_published, question.decided_by) == (before, item, True, clerk)


def test_personal_data_is_refused_until_it_is_out_or_somebody_says_why(question):
    assert refusals(accept, question, published_words=PHONE) == {
        "published_words": ["Take out the phone number on line 2, or say why it may stay"]
    }
    accept(question, published_words=PHONE, personal_data_reason="It is the number of the hall")

    question.refresh_from_db()
    assert question.personal_data_reason == "It is the number of the hall"
    assert AuditEntry.objects.get(action="meetings.question_accepted").detail["personal_data_kept"] is True


def test_it_is_accepted_for_an_open_item_of_its_own_meeting(question, later):
    other = AgendaItemFactory(meeting=later)
    private = PrivateItemFactory(meeting=question.meeting)

    assert refusals(accept, question, item=other) == {"item": ["Choose an item of the meeting"]}
    assert refusals(accept, question, item=private) == {"item": ["Choose an item that is open to the public"]}
    PublicQuestion.objects.update(meeting=None)
    assert refusals(accept, question) == {"item": ["Carry it to a meeting first"]}


def test_a_stale_decision_is_refused(question):
    accept(question)

    said = refusals(reject, question, version=1)

    assert "Someone else saved this" in said[0]
    assert PublicQuestion.objects.get().status == "accepted"


@pytest.mark.parametrize("facts", [{"rejected": True}, {"withdrawn": True}, {"answered": True}])
def test_what_is_settled_is_decided_again_only_after_undoing(meeting, facts):
    settled = PublicQuestionFactory(body=meeting.body, meeting=meeting, **facts)

    assert [len(refusals(act, settled)) for act in (accept, reject)] == [1, 1]
    settled.refresh_from_db()
    assert settled.version == 1


# The rest of its life ---------------------------------------------------------------------------------------------


def test_a_refusal_needs_its_ground_and_words(question):
    assert set(refusals(reject, question, ground="", words=" ")) == {"ground", "words"}
    reject(question)

    question.refresh_from_db()
    assert (question.status, question.rejection_ground, question.is_published) == ("rejected", "operational", False)


def test_it_is_carried_to_a_coming_open_meeting_of_the_body_and_the_move_is_kept(question, later, meeting, clerk):
    elsewhere = AnnouncedMeetingFactory(body=BodyFactory(area=meeting.area), held_on=date(2022, 5, 5))
    drafted = MeetingFactory(body=meeting.body, held_on=date(2022, 5, 6))
    past = HeldMeetingFactory(body=meeting.body)
    private = HeldMeetingFactory(body=meeting.body, publication="members", status="announced", held_on=date(2022, 5, 7))

    wrong = [refusals(carry, question, to)["to"] for to in (elsewhere, drafted, past, private)]
    carry(question, later, actor=clerk)

    assert wrong == [["Choose a coming meeting of the body that is open to the public"]] * 4
    move = QuestionMove.objects.get()
    assert (move.from_meeting, move.to_meeting, move.reason, move.moved_by) == (meeting, later, "It came too late", clerk)
    assert list(deciding.coming_meetings(question)) == [later]


def test_an_accepted_one_keeps_its_words_and_finds_its_item_there(question, later):
    item = AgendaItemFactory(meeting=question.meeting, title="Public Question Time")
    there = AgendaItemFactory(meeting=later, title="Public Question Time")
    accept(question, item=item)
    question.refresh_from_db()

    carry(question, later)

    question.refresh_from_db()
    assert (question.status, question.item, question.meeting) == ("accepted", there, later)


def test_an_answer_is_for_what_was_accepted_and_can_be_mended(question):
    assert refusals(answer, question) == ["Accept it first. Only what was accepted can be answered"]
    question = answer(accept(question))
    answer(question, answer="A warden started in May.")

    question.refresh_from_db()
    assert (question.status, question.answer) == ("answered", "A warden started in May.")


def test_an_answer_has_words_a_person_and_a_day_that_has_come(question):
    question = accept(question)

    assert set(refusals(answer, question, answer="", answered_by="", answered_on=date(2022, 3, 11))) == {
        "answer", "answered_by", "answered_on",
    }  # fmt: skip
    assert refusals(answer, question, answered_on=date(2022, 3, 9)) == {
        "answered_on": ["The day of the answer cannot be before it was received"]
    }


def test_undoing_goes_back_one_step_at_a_time(question):
    question = answer(accept(question))
    states = []
    for _step in range(2):
        question = deciding.reopen_question(question=question, version=question.version, actor=None)
        states.append((question.status, question.is_published, question.published_words))

    assert states == [("accepted", True, "Why?"), ("received", False, "Why?")]
    question = deciding.reopen_question(question=reject(question), version=question.version + 1, actor=None)
    assert (question.status, question.rejection_words) == ("received", "")


def test_it_is_shown_and_hidden(question):
    question = accept(question, is_published=False)

    question = deciding.show_question(question=question, version=question.version, shown=True, actor=None)
    assert question.is_published
    assert not deciding.show_question(question=question, version=question.version, shown=False, actor=None).is_published


def test_its_sender_takes_it_back_until_it_is_settled(question):
    taken = deciding.withdraw_question(question=accept(question))

    assert (taken.status, taken.is_published, taken.withdrawn_at) == ("withdrawn", False, clock.now())
    assert len(refusals(deciding.withdraw_question, question=taken)) == 1


def test_what_stands_in_a_published_paper_is_not_undone(question, clerk):
    item = AgendaItemFactory(meeting=question.meeting, title="Public Question Time")
    question = accept(question, item=item)
    paper = add_paper(item=AgendaItem.objects.get(pk=item.pk), actor=clerk, title="Questions", source="public-questions")
    Paper.objects.update(status=PaperStatus.PUBLISHED, published_at=clock.now())
    PaperVersion.objects.update(frozen_at=clock.now())

    for act in (accept, reject, lambda one: deciding.withdraw_question(question=one)):
        assert refusals(act, question) == [
            "The papers of Tuesday 26 April 2022 hold it and are published. Withdraw the paper first"
        ]
    assert [one.pk for one in deciding.papers_that_hold(question)] == [paper.pk]
    Paper.objects.update(status=PaperStatus.WITHDRAWN, withdrawn_at=clock.now(), withdrawn_reason="A name was in it")
    assert reject(question).status == "rejected"


# Whom it tells ----------------------------------------------------------------------------------------------------


def letters():
    mail.outbox.clear()
    run_all()
    return [(message.to, message.subject, message.body) for message in mail.outbox]


def test_every_act_tells_its_sender_and_nobody_else(question, later):
    said = []
    acts = [
        lambda one: accept(one), lambda one: answer(one),
        lambda one: deciding.show_question(question=one, version=one.version, shown=False, actor=None),
        lambda one: deciding.show_question(question=one, version=one.version, shown=True, actor=None),
        lambda one: deciding.reopen_question(question=one, version=one.version, actor=None),
        lambda one: carry(one, later), lambda one: reject(one),
    ]  # fmt: skip
    for act in acts:
        question = act(question)
        said += letters()

    assert len(said) == len(acts)
    assert {tuple(to) for to, _subject, _body in said} == {("robin@mail.example",)}
    assert {subject for _to, subject, _body in said} == {f"Avon Police and Crime Panel: {question.reference}"}
    for _to, _subject, body in said:
        assert question.reference in body
        assert question.words not in body
    assert "The police answer for single cases." in said[-1][2]
    assert "Thursday 23 June 2022" in said[-2][2]


def test_a_letter_that_is_no_longer_true_is_not_sent(question):
    question = accept(question)
    deciding.reopen_question(question=question, version=question.version, actor=None)

    assert len(letters()) == 1  # that it is looked at again; not that it was accepted


def test_whoever_left_no_address_is_told_nothing(meeting):
    unreachable = PublicQuestionFactory(body=meeting.body, meeting=meeting)
    QuestionSenderFactory(question=unreachable, email="", phone="01632 960 001")
    accept(unreachable)
    accept(PublicQuestionFactory(body=meeting.body, meeting=meeting))

    assert letters() == []


def test_the_trail_holds_no_word_of_it(question, later):
    PublicQuestion.objects.update(words="CANARY", name="CANARY")
    QuestionSender.objects.update(email="canary@mail.example")
    question = accept(question, published_words="CANARY", published_name="CANARY")
    question = answer(question, answer="CANARY", answered_by="CANARY")
    question = deciding.reopen_question(question=question, version=question.version, actor=None)
    question = carry(question, later, reason="CANARY")
    reject(question, words="CANARY")

    trail = list(AuditEntry.objects.filter(action__startswith="meetings.question_"))

    assert len(trail) == 5
    assert not [entry for entry in trail if "canary" in f"{entry.detail}{entry.target_reference}".lower()]
