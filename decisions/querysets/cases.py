"""Which statutory cases, and what of them, a person may see. Each starts from nothing."""

from typing import Any

from django.db import models
from django.db.models import Q

from decisions.choices import ReportStatus
from panels.permissions import CHAIRS, WRITES_AGENDAS, areas_deciding, bodies_open_to


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones; all of the bodies whose private business a person reads; those that were shared with the
        Commissioner's office, for who decides there."""
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        office = Q(shared_at__isnull=False, area__in=areas_deciding(user))
        return self.filter(public | Q(body__in=bodies_open_to(user)) | office)

    def for_page(self):
        return self.select_related("area", "body", "precept", "appointment")


class OfCaseQuerySet(models.QuerySet):
    """Rows of a case. `_entitled` says who reads them beyond the public."""

    def _entitled(self, user) -> Q:
        return Q(case__body__in=bodies_open_to(user)) | Q(case__shared_at__isnull=False, case__area__in=areas_deciding(user))

    def _of_seen_cases(self, user):
        related: Any = self.model._meta.get_field("case").related_model
        return self.filter(case__in=related._default_manager.visible_to(user))


class NoticeQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Notices that were made public, of cases that a person may see; all of them for the panel and the office."""
        readable = Q(published_at__isnull=False)
        if user.is_authenticated:
            readable |= self._entitled(user)
        return self._of_seen_cases(user).filter(readable)

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class ReportQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Published reports; sent ones for the panel and the office; drafts for those who write them and the Chair.

        What a panel deliberates is its own: the office reads no draft.
        """
        readable = Q(status=ReportStatus.PUBLISHED)
        if user.is_authenticated:
            readable |= Q(status=ReportStatus.ISSUED) & self._entitled(user)
            readable |= Q(case__body__in=bodies_open_to(user, WRITES_AGENDAS | CHAIRS))
        return self._of_seen_cases(user).filter(readable)


class ResponseQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Published responses; all of them for the panel and the office. One that was taken back is gone."""
        readable = Q(published_at__isnull=False)
        if user.is_authenticated:
            readable |= self._entitled(user)
        return self._of_seen_cases(user).filter(readable, taken_back_at__isnull=True)


class AnnualQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published annual reports of a panel; drafts for who prepares its business, and for the Chair."""
        public = Q(published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        return self.filter(public | Q(body__in=bodies_open_to(user, WRITES_AGENDAS | CHAIRS)))
