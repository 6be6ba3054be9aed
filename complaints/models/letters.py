"""The wording of a panel's letters, and the letters themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import LetterKind, LetterStatus, Recipient
from complaints.models.complaints import Complaint, ComplaintStep
from complaints.models.people import Party
from complaints.querysets import OfComplaintQuerySet, TemplateQuerySet
from interface.models import Versioned
from panels.models import Body


class LetterTemplate(models.Model):
    """What a panel writes in a kind of letter to a recipient, with merge fields such as `{{reference}}`. A change is a new row;
    the last counts.

    Where a panel has none, the portal's own words are used (`papers.templates`).
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=16, choices=LetterKind.choices)
    recipient = models.CharField(max_length=14, choices=Recipient.choices, default=Recipient.COMPLAINANT)
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["body", "kind", "recipient", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "recipient", "number"], name="complaints_lettertemplate_one_number")
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.kind} to {self.recipient} {self.number}"


class Letter(Versioned):
    """A letter in a complaint. Its text names the complainant by merge field only; the names are in the print that was issued.

    Life: draft (made by hand, or because a `step` asks for it) → issued, when it is set down in print and kept as it went out;
    or not needed, with the reason (nobody can be reached). The print's owner kind is `services.letters.OWNER`.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Which letter"), max_length=16, choices=LetterKind.choices)
    recipient = models.CharField(_("To whom"), max_length=14, choices=Recipient.choices, default=Recipient.COMPLAINANT)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    step = models.ForeignKey(ComplaintStep, null=True, blank=True, on_delete=models.PROTECT, related_name="letters")
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"))
    answer_by = models.DateField(_("Answer asked for by"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=LetterStatus.choices, default=LetterStatus.DRAFT)
    by_email = models.BooleanField(_("It went by email"), default=False)
    issued_on = models.DateField(_("Sent on"), null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    not_needed_why = models.CharField(_("Why it is not needed"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaints_letter_one_number"),
            models.CheckConstraint(
                name="complaints_letter_issued_has_a_day",
                condition=~Q(status=LetterStatus.ISSUED) | Q(issued_on__isnull=False),
                violation_error_message=_("Enter the day on which it was sent"),
            ),
            models.CheckConstraint(
                name="complaints_letter_not_needed_says_why",
                condition=~Q(status=LetterStatus.NOT_NEEDED) | ~Q(not_needed_why=""),
                violation_error_message=_("Say why it is not needed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}, letter {self.number}"
