"""Which reviews, and what of them, a person may see."""

from typing import Any

from django.db import models
from django.db.models import Q

from documents.choices import Access
from panels.permissions import WRITES_AGENDAS, bodies_open_to


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones; those in preparation for who prepares the body's business, its members and its Chair.

        Starts from nothing: the findings of one that is not reported are for those who prepare it alone.
        """
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(body__in=bodies_open_to(user)))

    def for_page(self):
        return self.select_related("area", "body", "lead")


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is public of a review that a person may see; what is private, for those entitled to private items.

        Starts from nothing. What was removed is shown to those who prepare the body's business, through `kept` elsewhere.
        """
        related: Any = self.model._meta.get_field("review").related_model
        readable = Q(access=Access.PUBLIC)
        if user.is_authenticated:
            readable |= Q(review__body__in=bodies_open_to(user))
        return self.filter(readable, review__in=related._default_manager.visible_to(user), removed_at__isnull=True)


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What comes round every year is known to all; what is not for a public meeting, to those entitled."""
        public = Q(is_private=False)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(body__in=bodies_open_to(user)))

    def of_keeper(self, user):
        """Those of the bodies whose business a person prepares."""
        return self.filter(body__in=bodies_open_to(user, WRITES_AGENDAS))

    def on(self, day):
        """Those still done on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
