"""Money that was paid, totals that papers state and what their lines add up to, and the files that come in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import new_reference
from commissioning.choices import Spender, TotalUnit, UploadKind, UploadStatus
from commissioning.models.awards import Award
from commissioning.models.organisations import Provider
from commissioning.models.pipeline import Exercise, Fund, money
from commissioning.querysets import OfTotalQuerySet, RegisterQuerySet, TotalQuerySet, UploadQuerySet
from documents.models import StoredFile
from interface.models import Versioned
from panels.models import PoliceArea


class Payment(Versioned):
    """One item of spending, as the accounts have it. Public from `published_at`.

    `amount` is in pounds and holds the VAT that cannot be recovered, which `irrecoverable_vat` tells; recoverable VAT is in
    neither. Where the recipient is a person, `is_withheld` keeps the name for the office: everybody else reads “Withheld:
    personal data”. `code` stands for it in addresses, since a number in the accounts may hold any character.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="payments")
    code = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    reference = models.CharField(_("Number in the accounts"), max_length=60)
    paid_on = models.DateField(_("Date"))
    recipient = models.CharField(_("Recipient"), max_length=200)
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="payments", verbose_name=_("Organisation")
    )
    department = models.CharField(_("Department"), max_length=120, blank=True)
    purpose = models.CharField(_("Purpose"), max_length=300)
    reason = models.CharField(_("Why it is good value"), max_length=300, blank=True)
    category = models.CharField(_("Category"), max_length=120, blank=True)
    amount = money(_("Amount in pounds"))
    irrecoverable_vat = money(_("VAT that cannot be recovered"), default=0)
    spender = models.CharField(_("Spent by"), max_length=16, choices=Spender.choices, default=Spender.COMMISSIONER)
    award = models.ForeignKey(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="payments", verbose_name=_("Award")
    )
    is_withheld = models.BooleanField(_("The recipient is a person"), default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-paid_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="commissioning_payment_one_reference"),
            models.CheckConstraint(
                name="commissioning_payment_vat_within_amount",
                condition=Q(irrecoverable_vat=0)
                | Q(amount__gte=0, irrecoverable_vat__gte=0, irrecoverable_vat__lte=models.F("amount"))
                | Q(amount__lt=0, irrecoverable_vat__lte=0, irrecoverable_vat__gte=models.F("amount")),
                violation_error_message=_("The VAT must not be more than the amount, which holds it"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, payment {self.reference}"


class StatedTotal(Versioned):
    """A total as a paper states it, against the lines that make it: awards of a fund or a round, or lines of its own."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="stated_totals")
    number = models.PositiveIntegerField()
    title = models.CharField(_("What it is the total of"), max_length=200)
    source = models.CharField(_("Where it is stated"), max_length=200, blank=True)
    unit = models.CharField(_("Unit"), max_length=8, choices=TotalUnit.choices, default=TotalUnit.POUNDS)
    stated = models.DecimalField(_("Total as stated"), max_digits=14, decimal_places=2)
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="stated_totals", verbose_name=_("Fund")
    )
    exercise = models.ForeignKey(
        Exercise, null=True, blank=True, on_delete=models.PROTECT, related_name="stated_totals", verbose_name=_("Round")
    )
    published_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TotalQuerySet.as_manager()

    class Meta:
        ordering = ["area", "number"]
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="commissioning_statedtotal_one_number")]

    def __str__(self) -> str:
        return f"{self.area}, stated total {self.number}"


class StatedLine(Versioned):
    """A line of a table whose total is stated."""

    total = models.ForeignKey(StatedTotal, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    label = models.CharField(_("Line"), max_length=200)
    value = models.DecimalField(_("Figure"), max_digits=14, decimal_places=2)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfTotalQuerySet.as_manager()

    class Meta:
        ordering = ["total", "number"]
        constraints = [models.UniqueConstraint(fields=["total", "number"], name="commissioning_statedline_one_number")]

    def __str__(self) -> str:
        return f"{self.total}, line {self.number}"


class Upload(Versioned):
    """A file of payments, awards or another publisher's grants, and what became of it. The office's own.

    Life: sent (a job reads it) → refused (`problems`: a list of {row, column, reason}) or read (somebody looks through what it
    would do: `made`, `changed`, `same`, `notices`, and `unmapped`: what the portal has no place for, by name with how often) →
    accepted (a job brings it in) → done, or refused after all; or dropped. `digest` is the file's, so that the same file is
    known again.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="commissioning_uploads")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    kind = models.CharField(_("What it holds"), max_length=12, choices=UploadKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Fund"))
    status = models.CharField(max_length=8, choices=UploadStatus.choices, default=UploadStatus.SENT)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    unmapped = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area}, file {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("spending:upload-detail", args=[self.area.slug, self.reference])
