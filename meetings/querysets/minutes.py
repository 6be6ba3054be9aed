"""Which minutes, entries, actions and recommendations a person may see."""

from typing import Any

from django.db import models
from django.db.models import Q

from documents.choices import Access
from meetings.choices import ActionStatus, MinutesStatus, Publication
from panels.permissions import CHAIRS, WRITES_AGENDAS, areas_of, bodies_open_to

OUT = (MinutesStatus.PUBLISHED, MinutesStatus.CONFIRMED)


def minutes_are_open(prefix: str = "") -> Q:
    """Of meetings open to the public, and those that a board has approved for release."""
    return Q(**{f"{prefix}publication": Publication.PUBLIC}) | Q(**{f"{prefix}minutes_released_at__isnull": False})


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones of public meetings; of private meetings for those entitled; drafts for those who write them,
        and for the Chair once they were sent.

        Starts from nothing: minutes being written are never public by default. A public reader of these rows still reads
        only the summary of a private item.
        """
        out = Q(status__in=OUT)
        public = out & minutes_are_open("meeting__")
        if not user.is_authenticated:
            return self.filter(public)
        restricted = out & Q(meeting__body__in=bodies_open_to(user))
        drafts = Q(meeting__body__in=bodies_open_to(user, WRITES_AGENDAS))
        sent = Q(sent_to_chair_at__isnull=False, meeting__body__in=bodies_open_to(user, CHAIRS))
        return self.filter(public | restricted | drafts | sent)

    def decisions_visible_to(self, user):
        """Those whose sheet of decisions a person may read: it goes out before the minutes do."""
        sheet = Q(decisions_published_at__isnull=False)
        readable = minutes_are_open("meeting__")
        if user.is_authenticated:
            readable |= Q(meeting__body__in=bodies_open_to(user))
        return self.filter(sheet & readable) | self.visible_to(user)

    def for_page(self):
        return self.select_related("meeting__area", "meeting__body", "meeting__venue", "chair", "confirmed_meeting__area")


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries of minutes that a person may read: of a private item, and on the exempt actions list, only those entitled.

        Starts from nothing. What was removed is nobody's to read here.
        """
        related: Any = self.model._meta.get_field("minutes").related_model
        minutes = related._default_manager.visible_to(user)
        listed = Q(action__access__isnull=False) & ~Q(action__access=Access.PUBLIC)
        readable = Q(item__access=Access.PUBLIC) & minutes_are_open("minutes__meeting__") & ~listed
        if user.is_authenticated:
            readable |= Q(minutes__meeting__body__in=bodies_open_to(user))
        return self.filter(readable, minutes__in=minutes, removed_at__isnull=True)

    def kept(self):
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def for_page(self):
        """In order, each with the record it is."""
        records = (
            "question__asked_by", "resolution__moved_by", "resolution__seconded_by", "declaration__attendance__person",
            "declaration__about", "action__area", "action__owner_person", "recommendation__area",
        )  # fmt: skip
        rows = self.select_related("item", "minutes__meeting__area", "minutes__meeting__body", *records)
        return rows.prefetch_related("resolution__named_votes__attendance__person").order_by(
            "item__position", "position", "number"
        )


class RecordQuerySet(models.QuerySet):
    """Records that came of a meeting: known to others once they are out, the private ones to those entitled."""

    def visible_to(self, user):
        """Public ones that are out; private ones for those entitled; all of what a person prepares.

        Starts from nothing: what is still in unpublished minutes is known to those who write them alone.
        """
        out = Q(published_at__isnull=False)
        public = out & Q(access=Access.PUBLIC)
        if not user.is_authenticated:
            return self.filter(public)
        restricted = out & Q(body__in=bodies_open_to(user))
        drafts = Q(body__in=bodies_open_to(user, WRITES_AGENDAS))
        return self.filter(public | restricted | drafts | self._own(user))

    def out(self):
        """Those known beyond the people who write the minutes."""
        return self.filter(published_at__isnull=False)

    def _own(self, user) -> Q:
        return Q(pk__in=[])


class ActionQuerySet(RecordQuerySet):
    def _own(self, user) -> Q:
        """Who answers for an action sees it, private or not, once it is out and while they hold an appointment in the area."""
        return Q(owner_user=user, published_at__isnull=False, area__in=areas_of(user))

    def unsettled(self):
        return self.filter(status__in=[ActionStatus.OPEN, ActionStatus.ANSWERED])

    def unanswered(self):
        return self.filter(status=ActionStatus.OPEN)

    def for_page(self):
        return self.select_related("area", "body", "owner_person", "owner_user", "raised_meeting__area", "entry__item")


class RecommendationQuerySet(RecordQuerySet):
    def for_page(self):
        return self.select_related("area", "body", "raised_meeting__area", "entry__item")
