"""Which meetings and agenda items a person may see."""

from django.db import models
from django.db.models import Count, Q

from meetings.choices import ItemState, MeetingStatus, Publication
from panels.permissions import WRITES_AGENDAS, bodies_open_to


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Announced public meetings and notices; private ones for those entitled; drafts for those who prepare them.

        Starts from nothing: a draft or a private briefing is never public by default.
        """
        announced = ~Q(status=MeetingStatus.DRAFT)
        public = announced & Q(publication__in=[Publication.PUBLIC, Publication.NOTICE])
        if not user.is_authenticated:
            return self.filter(public)
        restricted = announced & Q(body__in=bodies_open_to(user))
        drafts = Q(body__in=bodies_open_to(user, WRITES_AGENDAS))
        return self.filter(public | restricted | drafts)

    def upcoming(self, today):
        return self.filter(held_on__gte=today).order_by("held_on", "starts_at", "slug")

    def past(self, today):
        return self.filter(held_on__lt=today).order_by("-held_on", "-starts_at", "slug")

    def with_item_counts(self):
        items = ~Q(agenda_items__state=ItemState.WITHDRAWN)
        return self.annotate(item_count=Count("agenda_items", filter=items, distinct=True))

    def for_page(self):
        return self.select_related("area", "body", "venue", "moved_to")


class AgendaItemQuerySet(models.QuerySet):
    def in_order(self):
        """Top items by position, each followed by its sub-items."""
        return self.select_related("parent").order_by("position", "pk")

    def for_page(self):
        return self.in_order().prefetch_related("item_papers__paper__current")
