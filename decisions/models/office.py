"""What else the Commissioner's office keeps: responses to consultations, major projects, whom the Commissioner met."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.choices import Agree, ConsultationStatus, DiaryKind, ProjectStatus
from decisions.querysets import ConsultationQuerySet, DiaryQuerySet, OfConsultationQuerySet, OfProjectQuerySet, ProjectQuerySet
from documents.choices import IntakeOutcome
from documents.models import StoredFile
from interface.models import Versioned
from meetings.choices import PartOfDay
from panels.models import PoliceArea


class Consultation(Versioned):
    """Something on which the Commissioner was asked for a view, and the response.

    Life: open → sent (`responded_on`; its words do not change any more) → published. The panel's members read it once it is
    sent. `reference` is `CR-2022-001`.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="consultations")
    reference = models.CharField(max_length=20)
    title = models.CharField(_("Title"), max_length=200)
    asked_by = models.CharField(_("Who asks"), max_length=160)
    url = models.URLField(_("Where it is published"), max_length=300, blank=True)
    closes_on = models.DateField(_("Closes on"), null=True, blank=True)
    text = models.TextField(_("What the Commissioner says"), blank=True)
    status = models.CharField(max_length=10, choices=ConsultationStatus.choices, default=ConsultationStatus.OPEN)
    responded_on = models.DateField(_("Response sent on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="decisions_consultation_one_reference"),
            models.CheckConstraint(
                name="decisions_consultation_sent_has_a_day",
                condition=Q(status="open") | Q(responded_on__isnull=False),
                violation_error_message=_("Say when the response was sent"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("consultations:consultation-detail", args=[self.area.slug, self.reference])


class ConsultationAnswer(Versioned):
    """An answer to one question of a consultation: `question` is its number there (“C1”), which the portal does not change."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    question = models.CharField(_("Number of the question"), max_length=20)
    asked = models.TextField(_("What is asked"), blank=True)
    agrees = models.CharField(_("Answer"), max_length=20, choices=Agree.choices, blank=True, default="")
    text = models.TextField(_("In words"), blank=True)

    objects = OfConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="decisions_consultationanswer_one_number"),
            models.UniqueConstraint(fields=["consultation", "question"], name="decisions_consultationanswer_one_question"),
            models.CheckConstraint(
                name="decisions_consultationanswer_says_something",
                condition=~Q(agrees="") | ~Q(text=""),
                violation_error_message=_("Choose an answer, or write one"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}, answer {self.number}"


class ConsultationFile(Versioned):
    """A file of a response, taken in as hostile: its rebuilt copy is in the public store only once the response is published."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(_("File name as it came"), max_length=200)
    title = models.CharField(_("What it is"), max_length=200)
    original = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    html = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=IntakeOutcome.choices, default=IntakeOutcome.ACCEPTED)
    notices = models.JSONField(default=list, blank=True)
    findings = models.JSONField(default=list, blank=True)
    kept_why = models.CharField(_("Why it may go out with what was found"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="decisions_consultationfile_one_number")]

    def __str__(self) -> str:
        return f"{self.consultation}, file {self.number}"


class Project(Versioned):
    """A major project that the Commissioner oversees. Public from `published_at`; before that the office's own."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="projects")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Project"), max_length=160)
    about = models.TextField(_("What it is for"), blank=True)
    lead = models.CharField(_("Who leads it"), max_length=160, blank=True)
    status = models.CharField(_("State"), max_length=8, choices=ProjectStatus.choices, default=ProjectStatus.ACTIVE)
    started_on = models.DateField(_("Since"), null=True, blank=True)
    ended_on = models.DateField(_("Ended on"), null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["area", "title"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="decisions_project_one_slug")]

    def __str__(self) -> str:
        """Names it in logs and the trail without its slug, which is made from a title that may not be public."""
        return f"{self.area}, project {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("projects:project-detail", args=[self.area.slug, self.slug])


class Milestone(Versioned):
    """What a project reaches by when: as planned first, as expected now, as it happened. Slippage is reckoned, never typed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Milestone"), max_length=200)
    planned_on = models.DateField(_("Planned for"))
    expected_on = models.DateField(_("Expected on"), null=True, blank=True)
    reached_on = models.DateField(_("Reached on"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "planned_on", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="decisions_milestone_one_number")]

    def __str__(self) -> str:
        return f"{self.project}, milestone {self.number}"


class ProjectUpdate(Versioned):
    """How a project stood on a day: in words, its risk score (1 to 25), and the weeks behind that its own report states."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="updates")
    number = models.PositiveIntegerField()
    as_at = models.DateField(_("As at"))
    text = models.TextField(_("How it stands"))
    risk = models.PositiveSmallIntegerField(
        _("Risk score"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(25)]
    )
    weeks_behind_least = models.PositiveSmallIntegerField(_("Weeks behind, at least"), null=True, blank=True)
    weeks_behind_most = models.PositiveSmallIntegerField(_("Weeks behind, at most"), null=True, blank=True)
    source = models.CharField(_("Where it was read"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-as_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="decisions_projectupdate_one_number"),
            models.CheckConstraint(
                name="decisions_projectupdate_weeks_in_order",
                condition=Q(weeks_behind_most__isnull=True) | Q(weeks_behind_least__lte=F("weeks_behind_most")),
                violation_error_message=_("The most must not be less than the least"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, update {self.number}"


class DiaryEntry(Versioned):
    """Whom the Commissioner met or will meet. A day not agreed yet is empty, or said in `date_words` (“early May”).

    Public from `published_at`; one that was called off stays with its reason.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="diary_entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=10, choices=DiaryKind.choices, default=DiaryKind.COMMUNITY)
    on = models.DateField(_("Date"), null=True, blank=True)
    date_words = models.CharField(_("Date in words, where it is not agreed"), max_length=80, blank=True)
    part_of_day = models.CharField(_("Time of day"), max_length=10, choices=PartOfDay.choices, blank=True, default="")
    with_whom = models.CharField(_("With whom"), max_length=200)
    subject = models.CharField(_("About what"), max_length=300)
    place = models.CharField(_("Where"), max_length=200, blank=True)
    cancelled_why = models.CharField(_("Why it was called off"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DiaryQuerySet.as_manager()

    class Meta:
        ordering = ["area", F("on").desc(nulls_first=True), "-number"]
        verbose_name_plural = "diary entries"
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="decisions_diaryentry_one_number")]

    def __str__(self) -> str:
        return f"{self.area}, diary {self.number}"
