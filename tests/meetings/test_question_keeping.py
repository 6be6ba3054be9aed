"""The queue as it is kept: what came by post, what goes along with a meeting that moves, and whom it forgets in time."""

from datetime import date, datetime, time

import pytest
from django.contrib.auth.models import AnonymousUser

from interface import clock
from meetings import services
from meetings.choices import QuestionStatus
from meetings.models import PublicQuestion, QuestionMove, QuestionSender
from meetings.services.questions import keeping
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory, LocalRuleFactory
from tests.factories.questions import PublicQuestionFactory, QuestionSenderFactory
from tests.meetings.test_question_queue import TODAY, accept, letters, refusals


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meeting(body):
    return AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))


@pytest.fixture
def question(meeting):
    return QuestionSenderFactory(question__body=meeting.body, question__meeting=meeting, email="robin@mail.example").question


# What came by post ------------------------------------------------------------------------------------------------


def enter(meeting, **facts):
    said = {
        "body": meeting.body, "meeting": meeting, "kind": "question", "words": "Why?\r\nAnd when?", "name": " Pat  Post ",
        "residence": "lives", "received_at": datetime.combine(TODAY, time(9), clock.LONDON), "actor": None,
    }  # fmt: skip
    return keeping.enter_question(**(said | facts))


def test_what_came_by_post_joins_the_queue(meeting, clerk):
    question = enter(meeting, actor=clerk, phone="01632 960 001")

    assert (question.reference, question.words, question.name, question.entered_by) == (
        "Q-2022-001", "Why?\nAnd when?", "Pat Post", clerk,
    )  # fmt: skip
    assert (question.status, question.late_for, question.sender.phone) == ("received", None, "01632 960 001")
    assert letters() == []


def test_with_an_address_the_sender_gets_the_receipt(meeting):
    enter(meeting, email="pat@mail.example")

    assert [to for to, _subject, _body in letters()] == [["pat@mail.example"]]


@pytest.mark.parametrize(("hour", "is_late"), [(16, False), (17, True)])
def test_what_came_after_the_closing_time_is_marked_late(body, hour, is_late):
    LocalRuleFactory(body=body)
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    moment = datetime(2022, 3, 11, hour, tzinfo=clock.LONDON)
    with clock.stand_on(date(2022, 3, 14)):
        question = enter(meeting, received_at=moment)

    assert (question.late_for == meeting) is is_late


def test_what_is_logged_is_looked_at(body):
    drafted = MeetingFactory(body=body, held_on=date(2022, 5, 6))
    facts = {"words": " ", "name": "", "kind": "petition"}
    tomorrow = datetime(2022, 3, 11, 9, tzinfo=clock.LONDON)

    assert set(refusals(enter, drafted, **facts, received_at=tomorrow)) == {
        "words",
        "name",
        "signatures",
        "meeting",
        "received_on",
    }
    assert not PublicQuestion.objects.exists()


# Meetings that do not take place, and the next one ----------------------------------------------------------------


def test_what_is_open_goes_along_with_a_postponed_meeting(question, meeting, clerk):
    taken = accept(QuestionSenderFactory(question__body=meeting.body, question__meeting=meeting).question)
    done = PublicQuestionFactory(body=meeting.body, meeting=meeting, answered=True)

    target = services.postpone_meeting(meeting=meeting, reason="Storm", held_on=date(2022, 5, 3), starts_at=time(10), actor=clerk)

    moved = {one.pk: one.meeting_id for one in PublicQuestion.objects.all()}
    assert moved == {question.pk: target.pk, taken.pk: target.pk, done.pk: meeting.pk}
    assert {move.reason for move in QuestionMove.objects.all()} == {"The meeting is postponed"}
    assert len([body for to, _subject, body in letters() if "Tuesday 3 May 2022" in body and "carried over" in body]) == 2


def test_what_is_open_waits_when_a_meeting_is_cancelled_and_joins_the_next(question, meeting, clerk):
    services.cancel_meeting(meeting=meeting, reason="Storm", actor=clerk)
    question.refresh_from_db()
    assert question.meeting is None

    coming = AnnouncedMeetingFactory(body=meeting.body, held_on=date(2022, 6, 23))

    question.refresh_from_db()
    assert question.meeting == coming
    assert QuestionMove.objects.count() == 2


def test_what_waits_joins_no_meeting_of_another_body_and_no_private_one(meeting):
    waiting = PublicQuestionFactory(body=meeting.body)
    AnnouncedMeetingFactory(body=BodyFactory(area=meeting.area), held_on=date(2022, 6, 23))
    AnnouncedMeetingFactory(body=meeting.body, held_on=date(2022, 6, 24), kind="private-briefing")

    waiting.refresh_from_db()

    assert waiting.meeting is None


# Forgetting -------------------------------------------------------------------------------------------------------


def test_senders_are_forgotten_a_year_after_it_is_settled_and_the_submission_stays(body, meeting):
    old = HeldMeetingFactory(body=body, held_on=date(2021, 2, 1))
    long_ago = datetime(2021, 2, 1, tzinfo=clock.LONDON)
    for facts in (
        {"rejected": True, "decided_at": long_ago}, {"withdrawn": True, "withdrawn_at": long_ago},
        {"answered": True, "answer_recorded_at": long_ago}, {"accepted": True, "meeting": old}, {"meeting": old},
    ):  # fmt: skip
        QuestionSenderFactory(question=PublicQuestionFactory(body=body, **facts))
    for facts in ({"rejected": True}, {"withdrawn": True}, {"answered": True}, {"accepted": True, "meeting": meeting}, {}):
        QuestionSenderFactory(question=PublicQuestionFactory(body=body, received_at=long_ago, **facts))

    dropped = keeping.forget_senders(datetime(2021, 3, 10, tzinfo=clock.LONDON))

    assert (dropped, QuestionSender.objects.count(), PublicQuestion.objects.count()) == (5, 5, 10)


def test_questions_of_a_meeting_are_those_that_the_reader_may_read(meeting, member, clerk):
    shown = PublicQuestionFactory(body=meeting.body, meeting=meeting, accepted=True)
    withheld = PublicQuestionFactory(body=meeting.body, meeting=meeting, withheld=True, statement=True)
    PublicQuestionFactory(body=meeting.body, meeting=meeting)

    seen = {name: list(keeping.questions_of(meeting, user)) for name, user in (("public", AnonymousUser()), ("member", member))}

    assert seen == {"public": [shown], "member": [shown, withheld]}
    assert QuestionStatus.RECEIVED not in {one.status for one in keeping.questions_of(meeting, clerk)}
