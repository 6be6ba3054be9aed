"""Keeping machines out without a puzzle and without anybody else's script: a box that people do not see, the time that
writing takes, and how much one line or one address may send in a day. What is refused is said; nothing typed is lost."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from meetings.rules.questions import same_sender

DAY_SECONDS = 24 * 3600
PURPOSE = "meetings.question_allowance"


def hurry_problem(started_at: datetime, now: datetime) -> str:
    """What to say to whoever filled in every page faster than anybody types; empty for everybody else."""
    if now - started_at >= timedelta(seconds=settings.ASKING_SECONDS):
        return ""
    return _("That was faster than anybody types. Wait a few seconds, then send it again")


def check_allowance(*, line: str, email: str, now: datetime) -> None:
    """Refuse when a line (the address of a computer) or an email address, where one is given, has sent its share of a day.

    Raises ValidationError.
    """
    if cache.get(_key("line", line, now), 0) >= settings.ASKING_MOST_A_DAY_FROM_A_LINE:
        raise ValidationError(
            _("Too much was sent from your internet connection today. Send this tomorrow, or write to the contact officer"),
            code="allowance",
        )
    if email and cache.get(_key("email", same_sender(email), now), 0) >= settings.ASKING_MOST_A_DAY_FROM_AN_EMAIL:
        raise ValidationError(
            _("Too much was sent with your email address today. Send this tomorrow, or write to the contact officer"),
            code="allowance",
        )


def count_sending(*, line: str, email: str, now: datetime) -> None:
    """Note one sending. What is kept for a day is a hash that changes every day, of neither more than the count."""
    keys = [_key("line", line, now), *([_key("email", same_sender(email), now)] if email else [])]
    for key in keys:
        if not cache.add(key, 1, DAY_SECONDS):
            cache.incr(key)


def _key(what: str, value: str, now: datetime) -> str:
    """The name under which a day's count is kept: from it nobody can tell whose it is, nor join two days."""
    mark = salted_hmac(f"{PURPOSE}/{now.date().isoformat()}", value, algorithm="sha256").hexdigest()
    return f"asking/{what}/{mark}"
