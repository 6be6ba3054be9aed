"""Which submissions of the public, which entries of a work programme and which events a person may see."""

from typing import Any

from django.db import models
from django.db.models import Q

from meetings.choices import EntryState, MeetingStatus, Publication, QuestionStatus
from panels.permissions import WRITES_AGENDAS, bodies_open_to

TAKEN = (QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was accepted and is shown on the website; all that was accepted, for members; everything, for those who
        prepare the meeting.

        Starts from nothing: what was sent in is nobody's to read until it is accepted, nor while its meeting is a draft.
        Readers of these rows are shown `published_words` and `published_name`, never `words` and `name` (see
        `permissions.can_keep_questions`).
        """
        known = Q(status__in=TAKEN) & (Q(meeting__isnull=True) | ~Q(meeting__status=MeetingStatus.DRAFT))
        public = known & Q(is_published=True)
        if not user.is_authenticated:
            return self.filter(public)
        members = known & Q(body__in=bodies_open_to(user))
        return self.filter(public | members | Q(body__in=bodies_open_to(user, WRITES_AGENDAS)))

    def kept_by(self, user):
        """Those of the bodies whose business a person prepares: the queue."""
        return self.filter(body__in=bodies_open_to(user, WRITES_AGENDAS)) if user.is_authenticated else self.none()

    def waiting(self):
        """Those that nobody has decided on."""
        return self.filter(status=QuestionStatus.RECEIVED)

    def taken(self):
        return self.filter(status__in=TAKEN)

    def for_page(self):
        return self.select_related("area", "body", "meeting__area", "meeting__body", "item", "late_for", "decided_by")


class WorkProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones; drafts for those who write them."""
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(body__in=bodies_open_to(user, WRITES_AGENDAS)))

    def for_page(self):
        return self.select_related("area", "body")


class ProgrammeEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries of programmes that a person may see; private ones only for members and those who prepare.

        Starts from nothing. What was removed is nobody's to read here. An entry at a meeting that only members know of is
        private whatever its own mark. Views name its meeting from `Meeting.objects.visible_to` alone: it may be a draft.
        """
        related: Any = self.model._meta.get_field("programme").related_model
        programmes = related._default_manager.visible_to(user)
        known = Q(meeting__isnull=True) | ~Q(meeting__publication=Publication.MEMBERS)
        readable = Q(is_private=False) & known
        if user.is_authenticated:
            readable |= Q(programme__body__in=bodies_open_to(user))
        return self.filter(readable, programme__in=programmes, removed_at__isnull=True)

    def planned(self):
        return self.filter(state=EntryState.PLANNED)

    def for_page(self):
        there = ("programme__area", "programme__body", "meeting__area", "meeting__body", "item", "follows__meeting")
        return self.select_related(*there, "followed_by__meeting").order_by("position", "number")


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public ones for everybody; the others for those entitled to what is restricted in the body.

        Starts from nothing.
        """
        public = Q(is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(body__in=bodies_open_to(user)))

    def for_page(self):
        return self.select_related("area", "body", "venue")
