"""Mails about minutes. They name the body and the day and lead to the page: nothing that stands in the minutes is in them."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.choices import CorrectionStatus
from meetings.emails.words import named
from meetings.models import Correction, Minutes

DECIDED = {
    CorrectionStatus.ACCEPTED: gettext_lazy("%(body)s: your correction to the minutes of %(day)s is accepted"),
    CorrectionStatus.DECLINED: gettext_lazy("%(body)s: your correction to the minutes of %(day)s is declined"),
}


def minutes_sent(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that ask the Chair to check minutes before they are published."""
    return _("%(body)s: the minutes of %(day)s wait for your check") % named(minutes.meeting), _text(minutes, "minutes_sent")


def minutes_checked(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell the clerk that the Chair agrees to the publication."""
    return _("%(body)s: the Chair has checked the minutes of %(day)s") % named(minutes.meeting), _text(minutes, "minutes_checked")


def minutes_returned(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell the clerk that the Chair asks for changes; what they are stands in the portal."""
    subject = _("%(body)s: the Chair has returned the minutes of %(day)s") % named(minutes.meeting)
    return subject, _text(minutes, "minutes_returned")


def decisions_published(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell of a decisions sheet."""
    subject = _("%(body)s: decisions of the meeting on %(day)s") % named(minutes.meeting)
    return subject, _text(minutes, "decisions_published", "meetings:decisions-detail")


def minutes_published(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell members of draft minutes, and how to correct them."""
    subject = _("%(body)s: draft minutes of the meeting on %(day)s") % named(minutes.meeting)
    return subject, _text(minutes, "minutes_published")


def minutes_confirmed(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell members that the minutes are confirmed."""
    return _("%(body)s: the minutes of %(day)s are confirmed") % named(minutes.meeting), _text(minutes, "minutes_confirmed")


def corrigendum_added(minutes: Minutes) -> tuple[str, str]:
    """Subject and text that tell members of an error found in confirmed minutes."""
    subject = _("%(body)s: a corrigendum to the minutes of %(day)s") % named(minutes.meeting)
    return subject, _text(minutes, "corrigendum_added")


def correction_proposed(correction: Correction) -> tuple[str, str]:
    """Subject and text that tell the clerk of a correction; its words stand in the portal."""
    minutes = correction.minutes
    subject = _("%(body)s: a correction to the minutes of %(day)s is proposed") % named(minutes.meeting)
    return subject, _text(minutes, "correction_proposed", "meetings:correction-list", correction=correction)


def correction_decided(correction: Correction) -> tuple[str, str]:
    """Subject and text that tell a member what became of their correction; the reason stands in the portal."""
    minutes = correction.minutes
    words = str(DECIDED[CorrectionStatus(correction.status)])
    return words % named(minutes.meeting), _text(minutes, "correction_decided", "meetings:correction-list", correction=correction)


def _text(minutes: Minutes, name: str, page: str = "meetings:minutes-detail", **more: Correction) -> str:
    meeting = minutes.meeting
    address = f"{settings.SITE_ADDRESS}{reverse(page, args=[meeting.area.slug, meeting.slug])}"
    context = {"minutes": minutes, "meeting": meeting, "address": address, **more}
    return render_to_string(f"meetings/email/{name}.txt", context)
