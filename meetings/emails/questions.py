"""What whoever sent a question, a statement or a petition is mailed. Subjects hold a reference and no words."""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from meetings.choices import QuestionKind
from meetings.models import PublicQuestion

KEY_PURPOSE = "meetings.question_sender"


def follow_key(question: PublicQuestion) -> str:
    """The key in the link of whoever sent it: 32 bytes that only the portal can make, so that every mail can hold the link
    and no table holds the key."""
    made_of = f"{question.area_id}/{question.reference}/{question.received_at.timestamp()}"
    return urlsafe_base64_encode(salted_hmac(KEY_PURPOSE, made_of, algorithm="sha256").digest())


def hash_of_key(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def follow_address(question: PublicQuestion) -> str:
    """The whole address at which its sender follows it; empty when there is nobody to follow it any more, or the portal's
    own secret was changed since (the link that was mailed then still holds)."""
    sender = getattr(question, "sender", None)
    key = follow_key(question)
    if sender is None or not constant_time_compare(sender.key_hash, hash_of_key(key)):
        return ""
    path = reverse("questions:question-follow", args=[question.area.slug, question.reference, key])
    return f"{settings.SITE_ADDRESS}{path}"


def question_received(questions: Sequence[PublicQuestion]) -> tuple[str, str]:
    """Subject and text of the receipt for what one person sent at once. It holds none of what they wrote."""
    first = questions[0]
    references = ", ".join(one.reference for one in questions)
    subject = _("%(reference)s: we have what you sent")
    context = {
        "first": first,
        "sent": [{"reference": one.reference, "address": follow_address(one)} for one in questions],
        "is_question": first.kind == QuestionKind.QUESTION,
    }
    return subject % {"reference": references}, render_to_string("meetings/email/question_received.txt", context)


def question_news(question: PublicQuestion, word: str) -> tuple[str, str]:
    """Subject and text that tell a sender what has become of a submission; `word` is one of `SenderWord`."""
    subject = _("%(body)s: %(reference)s") % {"body": question.body.name, "reference": question.reference}
    context = {
        "question": question,
        "word": word,
        "kind": question.get_kind_display().lower(),
        "meeting": question.meeting,
        "follow_at": follow_address(question),
        "shown_at": f"{settings.SITE_ADDRESS}{question.get_absolute_url()}" if question.is_published else "",
    }
    return subject, render_to_string("meetings/email/question_news.txt", context)
