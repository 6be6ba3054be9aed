"""The quarterly performance report: its parts by objective, comments, planned actions carried from quarter to quarter."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from meetings.models import Meeting
from panels.models import Body, PoliceArea
from performance.choices import PlannedStatus, ReportStatus
from performance.models.plan import Objective
from performance.querysets import ActionStandingQuerySet, OfReportQuerySet, PlannedActionQuerySet, ReportQuerySet


class QuarterlyReport(Versioned):
    """What the Commissioner's office reports of a quarter to a panel.

    Life: draft (worked out anew whenever it is read; the office's own) → published: `frozen_text` and `frozen_charts` are what it
    said at that moment, and the database refuses every change. The slug is the month in which the quarter ends: `2021-12`. It is
    published into the agenda of `meeting` as the live paper “Performance report”.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="quarterly_reports")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="quarterly_reports", verbose_name=_("Reported to"))
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="quarterly_reports", verbose_name=_("Meeting")
    )
    slug = models.SlugField(max_length=20)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Quarter ending"))
    title = models.CharField(_("Title"), max_length=200)
    introduction = models.TextField(_("Introduction"), blank=True)
    contact_name = models.CharField(_("Contact officer"), max_length=120, blank=True)
    contact_office = models.CharField(_("Office of the contact officer"), max_length=160, blank=True)
    status = models.CharField(max_length=8, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    frozen_text = models.TextField(blank=True)
    frozen_charts = models.JSONField(default=dict, blank=True)
    frozen_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-ended_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "slug"], name="performance_quarterlyreport_one_slug",
                violation_error_message=_("There is a report of this quarter already"),
            ),
            models.CheckConstraint(
                name="performance_quarterlyreport_ends_after_start",
                condition=Q(ended_on__gt=F("started_on")),
                violation_error_message=_("The quarter ends before it begins"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.area}, performance report {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("quarterly:report-detail", args=[self.area.slug, self.slug])

    @property
    def is_out(self) -> bool:
        return self.status == ReportStatus.FROZEN


class ReportPart(Versioned):
    """An objective in a report: words of its own before the measures, or why it is left out of this quarter."""

    report = models.ForeignKey(QuarterlyReport, on_delete=models.CASCADE, related_name="parts")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="report_parts")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("What the objective is about"), blank=True)
    has_no_comment = models.BooleanField(_("Nothing to comment on"), default=False)
    left_out_why = models.CharField(_("Why it is left out"), max_length=300, blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "objective"], name="performance_reportpart_once")]

    def __str__(self) -> str:
        return f"{self.report}, part {self.position}"


class ReportComment(Versioned):
    """A numbered comment on an objective. The number printed is its place among those that stand."""

    part = models.ForeignKey(ReportPart, on_delete=models.CASCADE, related_name="comments")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("Comment"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        ordering = ["part", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="performance_reportcomment_one_number")]

    def __str__(self) -> str:
        return f"{self.part}, comment {self.number}"


class PlannedAction(Versioned):
    """What was promised to drive an objective: carried from report to report until it is done or dropped.

    `number` is its own in the area, for ever; a report prints its place in the list. Public once a published report tells of it.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="planned_actions")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="planned_actions")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("Planned action"))
    owner = models.CharField(_("Owner"), max_length=160, blank=True)
    due_on = models.DateField(_("By"), null=True, blank=True)
    due_words = models.CharField(_("By, in words, where no day is set"), max_length=80, blank=True)
    started_on = models.DateField(_("First reported for the quarter ending"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PlannedActionQuerySet.as_manager()

    class Meta:
        ordering = ["area", "objective", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="performance_plannedaction_one_number")]

    def __str__(self) -> str:
        return f"{self.area}, planned action {self.number}"


class ActionStanding(Versioned):
    """How a planned action stands in a report. Carried over it reads “No update” until somebody says how it stands."""

    report = models.ForeignKey(QuarterlyReport, on_delete=models.CASCADE, related_name="standings")
    action = models.ForeignKey(PlannedAction, on_delete=models.PROTECT, related_name="standings")
    status = models.CharField(_("State"), max_length=12, choices=PlannedStatus.choices, default=PlannedStatus.NO_UPDATE)
    note = models.TextField(_("How it stands"), blank=True)

    objects = ActionStandingQuerySet.as_manager()

    class Meta:
        ordering = ["report", "action"]
        constraints = [models.UniqueConstraint(fields=["report", "action"], name="performance_actionstanding_once")]

    def __str__(self) -> str:
        return f"{self.report}, {self.action}"
