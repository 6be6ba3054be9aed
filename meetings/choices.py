"""The kinds and states of meetings and agenda items."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    ORDINARY = "ordinary", _("Ordinary meeting")
    ANNUAL = "annual", _("Annual meeting")
    HEARING = "confirmatory-hearing", _("Confirmatory hearing")
    SUB_COMMITTEE = "sub-committee", _("Sub-committee meeting")
    PRIVATE_BRIEFING = "private-briefing", _("Private briefing")
    DEVELOPMENT_DAY = "development-day", _("Development day")
    TRAINING = "training", _("Training")


class Publication(TextChoices):
    """What of a meeting is ever public."""

    PUBLIC = "public", _("Open to the public: date, agenda and papers")
    NOTICE = "notice", _("Not open to the public: only the date is announced")
    MEMBERS = "members", _("Private: only members know of it")


class MeetingStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    PUBLISHED = "published", _("Agenda published")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class ItemKind(TextChoices):
    ITEM = "item", _("Item")
    HEADING = "heading", _("Heading without a number")


class ItemType(TextChoices):
    NOTE = "note", _("To note")
    DECIDE = "decide", _("To decide")
    SCRUTINISE = "scrutinise", _("To scrutinise")
    HEARING = "hearing", _("Hearing")


class ItemState(TextChoices):
    EXPECTED = "expected", _("Expected")
    TO_FOLLOW = "to-follow", _("To follow")
    TABLED = "tabled", _("Tabled at the meeting")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StandingContent(TextChoices):
    """Items whose text the portal writes itself."""

    NONE = "", _("Nothing")
    NEXT_MEETING = "next-meeting", _("Date of the next meeting, from the calendar")


class SupplementStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class RequestStatus(TextChoices):
    """How far a report that somebody was asked for has come."""

    ASKED = "asked", _("Asked for")
    SUBMITTED = "submitted", _("Sent in")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("On the agenda")
    CANCELLED = "cancelled", _("No longer wanted")


class ApprovalStatus(TextChoices):
    ASKED = "asked", _("With the Chair")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
