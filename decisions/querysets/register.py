"""Which of the Commissioner's decisions, and what of them, a person may see. Each starts from nothing."""

from typing import Any

from django.db import models
from django.db.models import Q

from decisions.choices import SIGNED
from panels.permissions import areas_deciding, bodies_open_to


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones; those shared with the panel, for its members and officers; all of them for who decides in the office.

        Of an exempt one the public still reads nothing but its neutral line: `permissions.can_read_decision`.
        """
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        shared = Q(shared_at__isnull=False, area__in=bodies_open_to(user).values("area"))
        return self.filter(public | shared | Q(area__in=areas_deciding(user)))

    def signed(self):
        return self.filter(status__in=SIGNED)

    def for_page(self):
        return self.select_related("area", "maker", "rescinded_by__area")


class OfDecisionQuerySet(models.QuerySet):
    def _of_seen(self, user):
        related: Any = self.model._meta.get_field("decision").related_model
        return self.filter(decision__in=related._default_manager.visible_to(user))


class DecisionStepQuerySet(OfDecisionQuerySet):
    def visible_to(self, user):
        """Steps of decisions that a person may see. Their reasons are the office's: `permissions.can_work_on_decisions`."""
        return self._of_seen(user)


class BoardDecisionQuerySet(OfDecisionQuerySet):
    def visible_to(self, user):
        """Where decisions that a person may see were taken: at meetings that they may know of."""
        related: Any = self.model._meta.get_field("meeting").related_model
        return self._of_seen(user).filter(meeting__in=related._default_manager.visible_to(user))

    def standing(self):
        """Those that were not taken off."""
        return self.filter(removed_at__isnull=True)


class NilReturnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nil returns are public."""
        return self.all()

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)
