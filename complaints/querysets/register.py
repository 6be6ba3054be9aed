"""Who reads public summaries, older registers, saved views and the wording of letters."""

from typing import Any

from django.db import models
from django.db.models import Q

from complaints.choices import SummaryStatus
from panels.permissions import WRITES_AGENDAS, areas_handling_complaints, bodies_open_to


class PublicSummaryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones of complaints that are not erased; all of complaints whose page a person may open."""
        public = Q(status=SummaryStatus.PUBLISHED, complaint__erased_at__isnull=True)
        if not user.is_authenticated:
            return self.filter(public)
        complaints: Any = self.model._meta.get_field("complaint").related_model
        return self.filter(public | Q(complaint__in=complaints._default_manager.visible_to(user)))


class RegisterImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the bodies whose business a person prepares, and what the person brought in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(body__in=bodies_open_to(user, WRITES_AGENDAS)) | Q(imported_by=user, area__in=areas_handling_complaints(user))
        )


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class TemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the bodies whose business a person prepares, and of the areas in whose office they handle complaints."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(body__in=bodies_open_to(user, WRITES_AGENDAS)) | Q(body__area__in=areas_handling_complaints(user)))
