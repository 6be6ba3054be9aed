"""Requests for a meeting's papers in another format, and the mail that tells the contact officer of one."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import FormatRequestStatus
from documents.models import FormatRequest, Paper
from documents.services.formats import answer_format_request
from documents.services.formats import ask_for_format as keep_request
from interface import clock
from jobs.services import enqueue
from meetings import emails
from meetings.models import Meeting
from panels.models import ContactOfficer

FORMAT_JOB = "meetings.tell_of_format_request"
MOST_ATTEMPTS = 8
MOST_AN_HOUR = 30

__all__ = ["answer_format_request", "ask_for_format", "format_requests", "open_requests", "tell_contact"]


@transaction.atomic
def ask_for_format(
    *, meeting: Meeting, paper: Paper | None, wanted: str, words: str, reply_to: str, actor: User | None
) -> FormatRequest:
    """Keep a request and ask for the mail to the contact officer. The caller has fetched the paper through `visible_to`.

    Anybody may ask, without an account: so one meeting takes only so many an hour.
    """
    if format_requests(meeting).filter(asked_at__gt=clock.now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise ValidationError(_("Too many requests came in the last hour. Write to the contact officer, or try again later"))
    request = keep_request(
        body=meeting.body, collection=meeting.slug, paper=paper, wanted=wanted, words=words, reply_to=reply_to, actor=actor
    )
    payload = {"meeting": meeting.pk, "request": request.pk}
    enqueue(
        FORMAT_JOB, key=request.reference, payload=payload, requested_by=actor, area_slug=meeting.area.slug,
        max_attempts=MOST_ATTEMPTS,
    )  # fmt: skip
    return request


def format_requests(meeting: Meeting):
    """What was asked of a meeting's papers, what is open first."""
    asked = FormatRequest.objects.filter(area=meeting.area_id, body=meeting.body_id, collection=meeting.slug)
    return asked.select_related("paper").order_by("answered_at", "-asked_at", "-pk")


def open_requests(meeting: Meeting) -> int:
    """How many wait for an answer."""
    return format_requests(meeting).filter(status=FormatRequestStatus.OPEN).count()


def tell_contact(*, meeting: Meeting, request: FormatRequest) -> int:
    """Send the body's contact officer of today one mail about a request. Gives how many left."""
    contact = ContactOfficer.objects.on(clock.today()).filter(body=meeting.body_id).first()
    if contact is None or request.status == FormatRequestStatus.ANSWERED:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = emails.format_asked(meeting, request)
    return emails.send([contact.email], subject, text)
