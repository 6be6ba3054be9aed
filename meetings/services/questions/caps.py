"""How many questions somebody has sent for a meeting, across everything that still stands."""

from meetings.choices import QuestionKind, QuestionStatus
from meetings.models import Meeting, QuestionSender
from meetings.rules.questions import sent_by
from panels.models import Body

COUNTED = (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)


def questions_had(*, body: Body, meeting: Meeting | None, email: str) -> int:
    """How many questions one email address has with a meeting, or with the next that is announced when none is given.

    What was taken back or not accepted does not count.
    """
    of_meeting = QuestionSender.objects.filter(
        question__body=body, question__meeting=meeting, question__kind=QuestionKind.QUESTION, question__status__in=COUNTED
    )
    return sent_by(email, of_meeting.values_list("email", flat=True))
