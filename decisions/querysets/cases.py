"""Which statutory cases, and what of them, a person may see. Each starts from nothing."""

from typing import Any

from django.db import models
from django.db.models import Q

from decisions.choices import CaseKind, ReportStatus
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
        return self.select_related("area", "body", "precept", "appointment", "decision__area")


class OfCaseQuerySet(models.QuerySet):
    """Rows of a case. `_entitled` says who reads them beyond the public."""

    def _entitled(self, user) -> Q:
        return Q(case__body__in=bodies_open_to(user)) | Q(case__shared_at__isnull=False, case__area__in=areas_deciding(user))

    def _of_seen_cases(self, user):
        related: Any = self.model._meta.get_field("case").related_model
        return self.filter(case__in=related._default_manager.visible_to(user))


class NoticeQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Notices that were made public, of cases that a person may see; all of them for the panel and the office.

        Why a Chief Constable is to go is said in the notice itself, and is for the panel and the office alone.
        """
        readable = Q(published_at__isnull=False) & ~Q(case__kind=CaseKind.REMOVAL)
        if user.is_authenticated:
            readable |= self._entitled(user)
        return self._of_seen_cases(user).filter(readable)

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class CaseMeetingQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """Where cases that a person may see are taken: at meetings that they may know of."""
        related: Any = self.model._meta.get_field("meeting").related_model
        return self._of_seen_cases(user).filter(meeting__in=related._default_manager.visible_to(user))

    def standing(self):
        """Those that were not taken out."""
        return self.filter(removed_at__isnull=True)


class VoteQuerySet(OfCaseQuerySet):
    def visible_to(self, user):
        """All of them for the panel's own people; for others those told in minutes or in a report that they may read.

        Starts from nothing: a vote taken in private is known to nobody else until a report tells of it.
        """
        readable = Q(pk__in=self._reported(user)) | Q(resolution__in=self._minuted(user))
        if user.is_authenticated:
            readable |= Q(case__body__in=bodies_open_to(user))
        return self._of_seen_cases(user).filter(readable)

    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def _reported(self, user):
        reports: Any = self.model._meta.get_field("reports").related_model
        seen = reports._default_manager.visible_to(user).exclude(status=ReportStatus.DRAFT)
        return seen.filter(vote__isnull=False).values("vote")

    def _minuted(self, user):
        resolutions: Any = self.model._meta.get_field("resolution").related_model
        entries = resolutions._meta.get_field("entry").related_model
        return resolutions._default_manager.filter(entry__in=entries._default_manager.visible_to(user)).values("pk")


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
