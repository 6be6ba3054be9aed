"""The panel's own annual report: what it did in a year, from its records, and what it says of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.choices import AnnualStatus
from decisions.querysets import AnnualQuerySet
from interface.models import Versioned
from panels.models import Body, PoliceArea


class PanelAnnualReport(Versioned):
    """A body's report on its year, from `started_on` to `ended_on`. Draft → published: then printed, and its figures are kept in
    `figures` as they stood. The texts are Markdown."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="panel_annual_reports")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="annual_reports")
    slug = models.SlugField(max_length=60)
    started_on = models.DateField(_("First day of the year"))
    ended_on = models.DateField(_("Last day of the year"))
    foreword = models.TextField(_("Foreword by the Chair"), blank=True)
    looking_back = models.TextField(_("What the panel did"), blank=True)
    looking_ahead = models.TextField(_("What comes next"), blank=True)
    status = models.CharField(max_length=10, choices=AnnualStatus.choices, default=AnnualStatus.DRAFT)
    figures = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AnnualQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="decisions_panelannualreport_one_slug"),
            models.CheckConstraint(
                name="decisions_panelannualreport_ends_after_start",
                condition=models.Q(ended_on__gt=models.F("started_on")),
                violation_error_message=_("The year must end after it starts"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, annual report {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("annual:annual-detail", args=[self.area.slug, self.slug])
