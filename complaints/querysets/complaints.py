"""Who may open a complaint, who reads its line in the register, and who reads who complains."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from complaints.choices import OVER, CameTo, ComplaintStatus, Handler, Power, SummaryStatus
from interface import clock
from panels.permissions import (
    CHAIRS,
    LEADS,
    WRITES_AGENDAS,
    areas_handling_complaints,
    areas_served,
    bodies_open_to,
    bodies_sat_on,
)
from panels.querysets import in_force

RESOLVED_BY_PANEL = (
    ComplaintStatus.IN_RESOLUTION, ComplaintStatus.CONCLUDED, ComplaintStatus.COPIED, ComplaintStatus.REPRESENTATIONS,
    ComplaintStatus.DECIDED, ComplaintStatus.CLOSED, ComplaintStatus.WITHDRAWN,
)  # fmt: skip


def _appointed(user: Any) -> Q:
    """Those that a person was appointed to resolve, for as long as the person belongs to the panel, and not to the office."""
    offices = areas_served(user)
    return Q(appointed=user, area__in=bodies_open_to(user).values("area")) & ~Q(area__in=offices)


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose page a person may open: of the bodies whose business they prepare or chair; once informal resolution has
        begun, those that the body they sit on, or they themselves, resolve; for complaints staff of the Commissioner's office,
        those made to the office, and all while the panel's first handling is the office's, but what was kept from it."""
        if not user.is_authenticated:
            return self.none()
        keeps = Q(body__in=bodies_open_to(user, WRITES_AGENDAS | CHAIRS))
        resolves = Q(resolving_body__in=bodies_sat_on(user)) | _appointed(user)
        return self.filter(keeps | (resolves & Q(status__in=RESOLVED_BY_PANEL)) | self._office(user))

    def identified_to(self, user):
        """Of those, the ones of which a person may read who complains: the lead officer, who resolves them by appointment, and
        the office where it handles them."""
        if not user.is_authenticated:
            return self.none()
        leads = Q(body__in=bodies_open_to(user, LEADS))
        resolves = _appointed(user) & Q(status__in=RESOLVED_BY_PANEL)
        return self.filter(leads | resolves | self._office(user))

    def listed_for(self, user):
        """Those whose line in the register a person may read, without what is alleged: all whose page they may open, and those
        of the panels on which they sit, which oversee how complaints are handled."""
        if not user.is_authenticated:
            return self.none()
        every: Any = self.model._default_manager
        seen = every.visible_to(user)
        return self.filter(Q(body__in=bodies_open_to(user)) | Q(pk__in=seen.values("pk")))

    def with_public_summary(self):
        """Those of which the public is told."""
        summaries: Any = self.model._meta.get_field("summaries").related_model
        told = summaries._default_manager.filter(complaint=OuterRef("pk"), status=SummaryStatus.PUBLISHED)
        return self.filter(Exists(told), erased_at__isnull=True)

    def living(self):
        return self.exclude(status__in=OVER)

    def for_page(self):
        return self.select_related("area", "body", "office_holder", "resolving_body", "appointed")

    def _office(self, user) -> Q:
        powers = self.model._meta.apps.get_model("complaints", "HandlingPower")._default_manager
        held = powers.filter(in_force(clock.today()), body=OuterRef("body"), handler=Handler.OFFICE, power=Power.RECORD)
        handles = Q(came_to=CameTo.OFFICE) | Q(Exists(held))
        return Q(area__in=areas_handling_complaints(user), is_kept_from_office=False) & handles


class OfComplaintQuerySet(models.QuerySet):
    """Rows of a complaint."""

    def visible_to(self, user):
        """Rows of complaints whose page a person may open."""
        return self.filter(complaint__in=self._complaints().visible_to(user))

    def standing(self):
        """Those that were not taken out."""
        return self.filter(removed_at__isnull=True)

    def _complaints(self):
        related: Any = self.model._meta.get_field("complaint").related_model
        return related._default_manager


class StepQuerySet(OfComplaintQuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class RestrictedQuerySet(OfComplaintQuerySet):
    """Rows that say who complains, or what to fear of them."""

    def visible_to(self, user):
        """Rows of complaints of which a person may read who complains."""
        return self.filter(complaint__in=self._complaints().identified_to(user))


class ComplaintFileQuerySet(OfComplaintQuerySet):
    def visible_to(self, user):
        """Files of complaints of which a person may read who complains; those that were shared, for all who open the page."""
        complaints = self._complaints()
        identified = Q(complaint__in=complaints.identified_to(user))
        return self.filter(identified | Q(is_shared=True, complaint__in=complaints.visible_to(user)))
