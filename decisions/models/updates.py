"""The Commissioner's update report to the panel: its sections, what is carried from one report to the next, late addenda."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.choices import SectionKind, UpdateStatus
from decisions.querysets import OfUpdateQuerySet, StandingItemQuerySet, UpdateReportQuerySet
from interface.models import Versioned
from meetings.models import Meeting
from panels.models import Body, PoliceArea


class UpdateReport(Versioned):
    """What the Commissioner tells a panel of the time since its last meeting.

    Life: draft (the office writes it; live sections are drawn anew whenever it is read) → published: every live section is
    frozen as at that moment, the whole is printed, and no word changes; what comes later is an `Addendum`. It tells of the
    days from `started_on` (the last meeting) to `as_at`. The slug is the day of the meeting, as `2022-03-17`. Its paper on the
    agenda is the live paper “Commissioner’s update report”, which says the same. Without an `introduction` the report opens with
    a sentence of the portal's own. The database refuses every later change of a published report and its sections.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="update_reports")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="update_reports")
    slug = models.SlugField(max_length=60)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="update_reports")
    meeting_on = models.DateField(_("Day of the meeting"))
    title = models.CharField(_("Title"), max_length=200)
    started_on = models.DateField(_("Since the meeting of"), null=True, blank=True)
    as_at = models.DateField(_("As at"))
    introduction = models.TextField(_("Introduction"), blank=True)
    summary = models.TextField(_("Executive summary"), blank=True)
    contact_name = models.CharField(_("Contact officer"), max_length=120, blank=True)
    contact_office = models.CharField(_("Office of the contact officer"), max_length=160, blank=True)
    status = models.CharField(max_length=10, choices=UpdateStatus.choices, default=UpdateStatus.DRAFT)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = UpdateReportQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-meeting_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="decisions_updatereport_one_slug"),
            models.CheckConstraint(
                name="decisions_updatereport_as_at_after_start",
                condition=Q(started_on__isnull=True) | Q(as_at__gte=F("started_on")),
                violation_error_message=_("The report cannot stand as at a day before the last meeting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, update report {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("updates:update-detail", args=[self.area.slug, self.slug])

    @property
    def is_out(self) -> bool:
        return self.status == UpdateStatus.PUBLISHED


class StandingItem(Versioned):
    """What every update report tells of until it is closed: Uplift, Estates, Fire Governance. Public once a report is."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="standing_items")
    slug = models.SlugField(max_length=60)
    title = models.CharField(_("Title"), max_length=120)
    part = models.CharField(_("Part of the report"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    started_on = models.DateField(_("Since"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    closed_why = models.CharField(_("Why it is closed"), max_length=300, blank=True)

    objects = StandingItemQuerySet.as_manager()

    class Meta:
        ordering = ["area", "position", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="decisions_standingitem_one_slug"),
            models.CheckConstraint(
                name="decisions_standingitem_closed_with_reason",
                condition=Q(closed_on__isnull=True) | ~Q(closed_why=""),
                violation_error_message=_("Say why the item is closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, standing item {self.slug}"


class UpdateSection(Versioned):
    """A section of an update report: a part's heading, written text, or a register as it stands.

    `number` is its address in the report. One of a standing item begins with the text of the report before (`carried_from`)
    until somebody writes it anew (`is_updated`). Of a live one `source` names the register in `documents.sources`, and
    `frozen` is what it said when the report was published. A section that was removed stays, so that this can be undone.
    """

    report = models.ForeignKey(UpdateReport, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=SectionKind.choices, default=SectionKind.WRITTEN)
    heading = models.CharField(_("Heading"), max_length=200)
    text = models.TextField(_("Text"), blank=True)
    source = models.CharField(_("Register"), max_length=60, blank=True)
    standing = models.ForeignKey(StandingItem, null=True, blank=True, on_delete=models.PROTECT, related_name="sections")
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_updated = models.BooleanField(default=True)
    frozen = models.TextField(blank=True)
    frozen_charts = models.JSONField(default=dict, blank=True)
    frozen_on = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="decisions_updatesection_one_number"),
            models.UniqueConstraint(
                fields=["report", "standing"], condition=Q(removed_at__isnull=True), name="decisions_updatesection_standing_once"
            ),
            models.CheckConstraint(
                name="decisions_updatesection_live_names_register",
                condition=~Q(kind="live") | ~Q(source=""),
                violation_error_message=_("Choose the register that the section is taken from"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, section {self.number}"


class Addendum(models.Model):
    """What happened after a report was published, added to it with its day. Never edited."""

    report = models.ForeignKey(UpdateReport, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveIntegerField()
    heading = models.CharField(_("Heading"), max_length=200)
    text = models.TextField(_("Text"))
    why = models.CharField(_("Why it comes late"), max_length=300)
    added_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name_plural = "addenda"
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="decisions_addendum_one_number")]

    def __str__(self) -> str:
        return f"{self.report}, addendum {self.number}"
