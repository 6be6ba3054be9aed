"""Who complains, kept apart from all else: identity, contact details, the words and files that came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import PartyKind
from complaints.models.complaints import Complaint
from complaints.querysets import ComplaintFileQuerySet, RestrictedQuerySet
from documents.choices import IntakeOutcome
from documents.models import StoredFile
from interface.models import Versioned


class Party(Versioned):
    """A complainant, who speaks for them, or an interested person: the only place where they are named.

    `number` is how everything else names them ("interested person 2"). Read only after signing in again.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="parties")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Who this is"), max_length=16, choices=PartyKind.choices, default=PartyKind.COMPLAINANT)
    name = models.CharField(_("Full name"), max_length=160, blank=True)
    email = models.EmailField(_("Email address"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    address = models.TextField(_("Postal address"), max_length=500, blank=True)
    contact_note = models.CharField(_("How they ask to be reached"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaints_party_one_number"),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(kind=PartyKind.COMPLAINANT, removed_at__isnull=True),
                name="complaints_party_one_complainant",
            ),
        ]

    def __str__(self) -> str:
        """Names them by number, never by name: for logs, the trail and every page but their own."""
        return f"{self.complaint}, person {self.number}"


class Submission(models.Model):
    """The words of a complaint as they came. They may name anybody, so they are read as identity is."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="submission")
    text = models.TextField(_("As it came"))

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        ordering = ["complaint"]

    def __str__(self) -> str:
        return f"{self.complaint}, as it came"


class ComplaintFile(Versioned):
    """A file that came with a complaint, taken in as hostile until shown otherwise; in the restricted store for good.

    `pdf` is its rebuilt copy, where there is one. `is_shared`: somebody has looked and says that it names nobody, so that
    those who resolve the complaint may read it too.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(_("File name as it came"), max_length=200)
    note = models.CharField(_("What it is"), max_length=200, blank=True)
    original = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    html = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=IntakeOutcome.choices, default=IntakeOutcome.ACCEPTED)
    notices = models.JSONField(default=list, blank=True)
    findings = models.JSONField(default=list, blank=True)
    is_shared = models.BooleanField(_("May be read by those who resolve the complaint"), default=False)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ComplaintFileQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="complaints_complaintfile_one_number")]

    def __str__(self) -> str:
        return f"{self.complaint}, file {self.number}"
