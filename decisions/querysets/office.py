"""Which reports, consultations, projects and engagements of the Commissioner’s office a person may see, from nothing on."""

from typing import Any

from django.db import models
from django.db.models import Q

from decisions.choices import ConsultationStatus, UpdateStatus
from panels.permissions import areas_deciding, bodies_open_to


class PublishedQuerySet(models.QuerySet):
    """Rows of an area, public from `published_at` on; before that the office's own."""

    def visible_to(self, user):
        public = Q(published_at__isnull=False)
        return self.filter(public | Q(area__in=areas_deciding(user))) if user.is_authenticated else self.filter(public)


class UpdateReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published reports; drafts for who writes them in the office."""
        out = Q(status=UpdateStatus.PUBLISHED)
        return self.filter(out | Q(area__in=areas_deciding(user))) if user.is_authenticated else self.filter(out)

    def for_page(self):
        return self.select_related("area", "body", "meeting__area")


class OfUpdateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to reports that a person may see."""
        related: Any = self.model._meta.get_field("report").related_model
        return self.filter(report__in=related._default_manager.visible_to(user))

    def standing(self):
        """Sections that were not removed."""
        return self.filter(removed_at__isnull=True)


class StandingItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Standing items of which a published report tells; all of them for the office."""
        told = Q(sections__report__status=UpdateStatus.PUBLISHED)
        if user.is_authenticated:
            told |= Q(area__in=areas_deciding(user))
        return self.filter(pk__in=self.model._default_manager.filter(told).values("pk"))

    def open_on(self, day):
        return self.filter(started_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published responses; sent ones for the panel's members and officers; all of them for the office."""
        out = Q(status=ConsultationStatus.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(out)
        sent = Q(status=ConsultationStatus.SENT, area__in=bodies_open_to(user).values("area"))
        return self.filter(out | sent | Q(area__in=areas_deciding(user)))


class OfConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to responses that a person may see."""
        related: Any = self.model._meta.get_field("consultation").related_model
        return self.filter(consultation__in=related._default_manager.visible_to(user))

    def kept(self):
        """Files that were not removed."""
        return self.filter(removed_at__isnull=True)


class ProjectQuerySet(PublishedQuerySet):
    """Major projects."""


class OfProjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to projects that a person may see."""
        related: Any = self.model._meta.get_field("project").related_model
        return self.filter(project__in=related._default_manager.visible_to(user))

    def kept(self):
        """Those that were not removed."""
        return self.filter(removed_at__isnull=True)


class DiaryQuerySet(PublishedQuerySet):
    """Whom the Commissioner met."""


class SchemeItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the law says is public."""
        return self.all()

    def on(self, day):
        """Items in force on a day."""
        return self.filter(started_on__lte=day).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))


class OfSchemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who sees to an item, and what was published under it, is public."""
        return self.all()

    def standing(self):
        """Publications that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)
