"""Submissions of the public as plain rows in any state: how they come about is for the tests of the services."""

import hashlib
from datetime import date

import factory
from factory.django import DjangoModelFactory

from interface import clock
from meetings.choices import QuestionKind, QuestionStatus, RejectionGround, Residence
from meetings.models import PublicQuestion, QuestionMove, QuestionSender
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory

NOW = factory.LazyFunction(clock.now)
WORDS = "What is done about speeding past the school?"


def hash_of(key: str) -> str:
    """What is kept of the key of a sender's link."""
    return hashlib.sha256(key.encode()).hexdigest()


class PublicQuestionFactory(DjangoModelFactory):
    """A question that nobody has decided on, for no meeting yet; its sender is a row of its own (`QuestionSenderFactory`).

    References are made up: `Q-2022-901` and on, so that they meet none of the counter's.
    """

    class Meta:
        model = PublicQuestion

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    reference = factory.Sequence(lambda number: f"Q-2022-{901 + number}")
    kind = QuestionKind.QUESTION
    words = WORDS
    name = "Robin Reed"
    residence = Residence.LIVES
    consented_at = NOW
    received_at = NOW
    status = QuestionStatus.RECEIVED

    class Params:
        at_meeting = factory.Trait(
            meeting=factory.SubFactory(HeldMeetingFactory, body=factory.SelfAttribute("..body"), status="published")
        )
        statement = factory.Trait(kind=QuestionKind.STATEMENT, words="The crossing by the school needs a warden.")
        petition = factory.Trait(kind=QuestionKind.PETITION, words="We ask for a warden.", signatures=250)
        accepted = factory.Trait(
            status=QuestionStatus.ACCEPTED, decided_at=NOW, published_words=factory.SelfAttribute("words"),
            published_name=factory.SelfAttribute("name"), is_published=True,
        )  # fmt: skip
        withheld = factory.Trait(
            status=QuestionStatus.ACCEPTED, decided_at=NOW, published_words=factory.SelfAttribute("words"),
            published_name=factory.SelfAttribute("name"), is_published=False,
        )  # fmt: skip
        answered = factory.Trait(
            status=QuestionStatus.ANSWERED, decided_at=NOW, published_words=factory.SelfAttribute("words"),
            published_name=factory.SelfAttribute("name"), is_published=True, answer="A warden starts in May.",
            answered_by="The Commissioner", answered_on=date(2022, 3, 3), answer_recorded_at=NOW,
        )  # fmt: skip
        rejected = factory.Trait(
            status=QuestionStatus.REJECTED, decided_at=NOW, rejection_ground=RejectionGround.OPERATIONAL,
            rejection_words="The police answer for single cases.",
        )  # fmt: skip
        withdrawn = factory.Trait(status=QuestionStatus.WITHDRAWN, withdrawn_at=NOW)


class QuestionSenderFactory(DjangoModelFactory):
    """How the sender can be reached. `key` is the word in their link, of which only the hash is kept."""

    class Meta:
        model = QuestionSender

    class Params:
        key = factory.Sequence(lambda number: f"key-of-the-sender-{number}")

    question = factory.SubFactory(PublicQuestionFactory)
    email = factory.Sequence(lambda number: f"sender-{number}@mail.example")
    key_hash = factory.LazyAttribute(lambda one: hash_of(one.key))


class QuestionMoveFactory(DjangoModelFactory):
    """A submission that came too late for a meeting, and waits for the next one."""

    class Meta:
        model = QuestionMove

    question = factory.SubFactory(PublicQuestionFactory, at_meeting=True)
    from_meeting = factory.SelfAttribute("question.meeting")
    reason = "It came after questions had closed."
    moved_at = NOW
