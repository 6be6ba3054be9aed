"""Whose power it is to decide, what the public reads, an older register that was brought in, and views that somebody saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import new_reference
from complaints.choices import Handler, Power, SummaryStatus
from complaints.models.complaints import Complaint
from complaints.querysets import PublicSummaryQuerySet, RegisterImportQuerySet, SavedViewQuerySet
from documents.models import StoredFile
from interface.models import Versioned
from panels.models import Body, PoliceArea
from panels.models.area import ends_after_start
from panels.querysets import PublicQuerySet


class HandlingPower(Versioned):
    """Who uses a power of the panel over complaints, between two dates (SI 2012/62, regulation 7).

    Public, as delegations are. Where none is in force, the panel decides itself and its lead officer enters what it decided.
    `to_title` is the office in the words of the panel, `aliases` other names that papers use for it, one on a line.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="handling_powers")
    number = models.PositiveIntegerField()
    power = models.CharField(_("Power"), max_length=12, choices=Power.choices)
    handler = models.CharField(_("Used by"), max_length=16, choices=Handler.choices)
    to_title = models.CharField(_("Title of who uses it"), max_length=160)
    aliases = models.TextField(_("Other names in papers, one on each line"), blank=True)
    sub_committee = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(_("Decided by"), max_length=200)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "power", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="complaints_handlingpower_one_number"),
            models.CheckConstraint(
                name="complaints_handlingpower_resolution_stays",
                condition=~Q(power=Power.RESOLVE, handler=Handler.OFFICE),
                violation_error_message=_("Informal resolution cannot be given to the Commissioner’s office (regulation 7)"),
            ),
            ends_after_start("complaints_handlingpower_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, power {self.number}"


class PublicSummary(Versioned):
    """What the public is told of a complaint: written for it, never copied, and approved by a second person.

    A change of one that is published is a new row. `outcome_text` is published only where the outcome is (regulation 28).
    `kept_words_why` says why words that the checker marked may stay.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="summaries")
    number = models.PositiveIntegerField()
    text = models.TextField(_("What the public reads"), max_length=1200)
    outcome_text = models.TextField(_("What the public reads of the outcome"), max_length=1200, blank=True)
    status = models.CharField(max_length=10, choices=SummaryStatus.choices, default=SummaryStatus.DRAFT)
    kept_words_why = models.CharField(_("Why the marked words may stay"), max_length=300, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(_("Why it is withdrawn"), max_length=300, blank=True)

    objects = PublicSummaryQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaints_publicsummary_one_number"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(status=SummaryStatus.PUBLISHED), name="complaints_publicsummary_one_published"
            ),
            models.CheckConstraint(
                name="complaints_publicsummary_two_people",
                condition=~Q(status=SummaryStatus.PUBLISHED)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=models.F("written_by"))),
                violation_error_message=_("A second person must approve what the public reads"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}, summary {self.number}"


class RegisterImport(Versioned):
    """An older register that was brought in: what was wrong with its numbers, kept with the file as it came.

    `headed_on` is the day in its heading, `report` what was noticed (`services.importing`). Undoing it removes its complaints
    as long as nobody has worked on them.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="register_imports")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    name = models.CharField(_("File or heading"), max_length=200, blank=True)
    headed_on = models.DateField(_("Date in its heading"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(default=list, blank=True)
    rows = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-imported_at"]

    def __str__(self) -> str:
        return f"register {self.reference}"


class SavedView(models.Model):
    """A way of looking at the register that somebody keeps for themselves: a name and the filters of its address."""

    area = models.ForeignKey(PoliceArea, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("Name"), max_length=60)
    query = models.CharField(max_length=500)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "user", "slug"], name="complaints_savedview_one_slug")]

    def __str__(self) -> str:
        return f"view {self.pk}"
