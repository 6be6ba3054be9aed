"""The receipt that whoever sent something gets: one letter for what was sent at once, by a job, so that none is lost."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from jobs.services import enqueue
from meetings.emails.questions import question_received
from meetings.emails.sending import send
from meetings.models import PublicQuestion
from meetings.services.notices import MOST_ATTEMPTS

RECEIPT_JOB = "meetings.send_question_receipt"


def ask_for_receipt(questions: Sequence[PublicQuestion]) -> None:
    """Ask for the receipt, within the change that keeps what was sent; it leaves once that is done."""
    first = questions[0]
    enqueue(
        RECEIPT_JOB, key=first.reference, payload={"questions": [one.pk for one in questions]}, requested_by=None,
        area_slug=first.area.slug, max_attempts=MOST_ATTEMPTS,
    )  # fmt: skip


def send_receipt(*, keys: Sequence[int]) -> int:
    """Send it, in the portal's own language. Gives how many left; none when the sender is no longer known."""
    found = PublicQuestion.objects.for_page().filter(pk__in=keys).select_related("sender", "late_for", "meeting")
    questions = [one for one in found.order_by("reference") if getattr(one, "sender", None)]
    if not questions:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = question_received(questions)
    return send([questions[0].sender.email], subject, text)
