"""Evidence of scrutiny: inspections, super-complaints, scrutiny panels, the assurance library."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.models import Body, PoliceArea
from performance.choices import (
    AskKind,
    AskStatus,
    AssuranceKind,
    GradeWord,
    InspectionKind,
    InspectionStatus,
    SuperComplaintStatus,
)
from performance.querysets import OfInspectionQuerySet, OfSessionQuerySet, PublishedQuerySet


class Inspection(Versioned):
    """An inspection of policing and what the Commissioner says to its report.

    Life: planned → under way → report published (from that day the Commissioner has 56 days, that day counted, to publish
    comments: Police Act 1996, s.55) → response published → closed. `needs_response` is whether the report asks for one. Known to
    everybody from `published_at`; the response only once it is published.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="inspections")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Title"), max_length=300)
    kind = models.CharField(_("Kind"), max_length=16, choices=InspectionKind.choices, default=InspectionKind.THEMATIC)
    inspectorate = models.CharField(_("By whom"), max_length=200, blank=True)
    is_of_force = models.BooleanField(_("The force itself was inspected"), default=False)
    planned_words = models.CharField(_("When it is planned"), max_length=120, blank=True)
    note = models.TextField(_("Note"), blank=True)
    status = models.CharField(_("State"), max_length=12, choices=InspectionStatus.choices, default=InspectionStatus.PLANNED)
    report_on = models.DateField(_("Report published on"), null=True, blank=True)
    report_url = models.URLField(_("Where the report is"), max_length=300, blank=True)
    needs_response = models.BooleanField(_("The Commissioner must respond"), default=True)
    force_comments = models.TextField(_("What the chief officer says"), blank=True)
    force_comments_on = models.DateField(_("Chief officer’s comments received on"), null=True, blank=True)
    response = models.TextField(_("The Commissioner’s response"), blank=True)
    responded_on = models.DateField(_("Response published on"), null=True, blank=True)
    response_url = models.URLField(_("Where the response is published too"), max_length=300, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["area", F("report_on").desc(nulls_first=True), "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="performance_inspection_one_slug"),
            models.CheckConstraint(
                name="performance_inspection_published_has_a_day",
                condition=Q(status__in=["planned", "under-way", "closed"]) | Q(report_on__isnull=False),
                violation_error_message=_("Say on which day the report was published"),
            ),
            models.CheckConstraint(
                name="performance_inspection_responded_has_a_day",
                condition=~Q(status="responded") | Q(responded_on__isnull=False),
                violation_error_message=_("Say on which day the response was published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, inspection {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection-detail", args=[self.area.slug, self.slug])


class InspectionGrade(Versioned):
    """The grade of one question. The same `question` in an earlier inspection is its history."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="grades")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    question = models.CharField(_("Question"), max_length=160)
    grade = models.CharField(_("Grade"), max_length=24, choices=GradeWord.choices)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="performance_inspectiongrade_one_number"),
            models.UniqueConstraint(
                fields=["inspection", "question"], condition=Q(removed_at__isnull=True),
                name="performance_inspectiongrade_question_once",
                violation_error_message=_("This inspection has a grade for the question already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection}, grade {self.number}"


class InspectionAsk(Versioned):
    """A recommendation, area for improvement or cause of concern of an inspection, tracked until it is complete."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="asks")
    number = models.PositiveIntegerField()
    label = models.CharField(_("Number in the report"), max_length=20, blank=True)
    kind = models.CharField(_("Kind"), max_length=16, choices=AskKind.choices, default=AskKind.RECOMMENDATION)
    text = models.TextField(_("What it asks"))
    addressed_to = models.CharField(_("To whom"), max_length=160, blank=True)
    due_on = models.DateField(_("By"), null=True, blank=True)
    status = models.CharField(_("State"), max_length=14, choices=AskStatus.choices, default=AskStatus.OPEN)
    answer = models.TextField(_("What is done about it, or why nothing is"), blank=True)
    completed_on = models.DateField(_("Completed on"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="performance_inspectionask_one_number"),
            models.CheckConstraint(
                name="performance_inspectionask_complete_has_a_day",
                condition=~Q(status="complete") | Q(completed_on__isnull=False),
                violation_error_message=_("Say on which day it was completed"),
            ),
            models.CheckConstraint(
                name="performance_inspectionask_not_taken_up_says_why",
                condition=~Q(status="not-taken-up") | ~Q(answer=""),
                violation_error_message=_("Say why nothing is done about it"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection}, recommendation {self.number}"


class AskNote(models.Model):
    """How a recommendation stood on a day. Never edited."""

    ask = models.ForeignKey(InspectionAsk, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveIntegerField()
    on = models.DateField(_("As at"))
    status = models.CharField(_("State"), max_length=14, choices=AskStatus.choices)
    text = models.TextField(_("How it stands"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ["ask", "on", "number"]
        constraints = [models.UniqueConstraint(fields=["ask", "number"], name="performance_asknote_one_number")]

    def __str__(self) -> str:
        return f"{self.ask}, note {self.number}"


class SuperComplaint(Versioned):
    """A police super-complaint and what the Commissioner responded. Known to everybody from `published_at`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="super_complaints")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Title"), max_length=300)
    made_by = models.CharField(_("Made by"), max_length=200, blank=True)
    status = models.CharField(
        _("State"), max_length=12, choices=SuperComplaintStatus.choices, default=SuperComplaintStatus.RECEIVED
    )
    report_on = models.DateField(_("Report published on"), null=True, blank=True)
    url = models.URLField(_("Where it is"), max_length=300, blank=True)
    response = models.TextField(_("The Commissioner’s response"), blank=True)
    responded_on = models.DateField(_("Response submitted on"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["area", "title"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="performance_supercomplaint_one_slug")]

    def __str__(self) -> str:
        return f"{self.area}, super-complaint {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:complaint-detail", args=[self.area.slug, self.slug])


class ScrutinySession(Versioned):
    """A meeting of a scrutiny panel, or a time on which custody visitors report: theme, cases by finding, the force's answer.

    `cases` is how many the report says were looked at; the findings must add up to it before it is published. Known to everybody
    from `published_at`.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="scrutiny_sessions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="scrutiny_sessions", verbose_name=_("Panel"))
    slug = models.SlugField(max_length=80)
    held_on = models.DateField(_("Held on, or from"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    theme = models.CharField(_("Theme"), max_length=300, blank=True)
    about = models.TextField(_("What was looked at"), blank=True)
    cases = models.PositiveIntegerField(_("Cases looked at"), null=True, blank=True)
    report_on = models.DateField(_("Report published on"), null=True, blank=True)
    report_url = models.URLField(_("Where the report is"), max_length=300, blank=True)
    asked_on = models.DateField(_("Force asked on"), null=True, blank=True)
    learning = models.TextField(_("Organisational learning, as the force sees it"), blank=True)
    force_action = models.TextField(_("What the force does about it"), blank=True)
    answered_on = models.DateField(_("Force answered on"), null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-held_on", "body"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="performance_scrutinysession_one_slug"),
            models.CheckConstraint(
                name="performance_scrutinysession_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("held_on")),
                violation_error_message=_("The end date must not be before the start date"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, scrutiny session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("scrutiny:session-detail", args=[self.area.slug, self.slug])


class CaseFinding(Versioned):
    """How many cases of a session came to one finding."""

    session = models.ForeignKey(ScrutinySession, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(_("Finding"), max_length=120)
    count = models.PositiveIntegerField(_("Cases"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfSessionQuerySet.as_manager()

    class Meta:
        ordering = ["session", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="performance_casefinding_one_number")]

    def __str__(self) -> str:
        return f"{self.session}, finding {self.number}"


class Assurance(Versioned):
    """An assurance report, audit or enquiry day. Known to everybody from `published_at`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="assurance")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(_("Kind"), max_length=12, choices=AssuranceKind.choices, default=AssuranceKind.REPORT)
    topic = models.CharField(_("Topic"), max_length=200)
    on = models.DateField(_("Date"))
    about = models.TextField(_("What it found"), blank=True)
    url = models.URLField(_("Where it is published"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-on", "topic"]
        verbose_name_plural = "assurance"
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="performance_assurance_one_slug")]

    def __str__(self) -> str:
        return f"{self.area}, assurance {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("scrutiny:assurance-detail", args=[self.area.slug, self.slug])
