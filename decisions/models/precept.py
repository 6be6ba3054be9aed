"""What a precept case adds: the proposed figures, the bands as they were typed, and the budget behind them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import Band, FigureSection, FigureUnit, PreceptService
from decisions.models.cases import Case, Notice


class Precept(models.Model):
    """The precept of a financial year, which is the case's `year`. Amounts are pounds.

    `band_d_before` is the band D figure of the year before; `band_d_issued` and `total_issued` what was issued in the end.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="precept")
    service = models.CharField(_("Service"), max_length=8, choices=PreceptService.choices, default=PreceptService.POLICE)
    band_d_before = models.DecimalField(
        _("Band D this year"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    tax_base = models.DecimalField(
        _("Council tax base: band D equivalents"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    band_d_issued = models.DecimalField(_("Band D issued"), max_digits=8, decimal_places=2, null=True, blank=True)
    total_issued = models.DecimalField(_("Precept issued"), max_digits=14, decimal_places=2, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.case}, precept"


class PreceptProposal(models.Model):
    """The figures of a notice: the first proposal, or the revised one after a veto. Pounds."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="precept")
    band_d = models.DecimalField(_("Band D proposed"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    total = models.DecimalField(_("Precept proposed"), max_digits=14, decimal_places=2, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.notice}, precept"


class BandFigure(models.Model):
    """An amount for a band as the Commissioner's papers state it, for checking: the charge, the increase, or both."""

    proposal = models.ForeignKey(PreceptProposal, on_delete=models.CASCADE, related_name="bands")
    band = models.CharField(max_length=1, choices=Band.choices)
    amount = models.DecimalField(_("Charge stated"), max_digits=8, decimal_places=2, null=True, blank=True)
    increase = models.DecimalField(_("Increase stated"), max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["proposal", "band"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "band"], name="decisions_bandfigure_once"),
            models.CheckConstraint(
                name="decisions_bandfigure_states_something",
                condition=Q(amount__isnull=False) | Q(increase__isnull=False),
                violation_error_message=_("Enter the charge or the increase"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, band {self.band}"


class Figure(models.Model):
    """A figure behind a precept. One marked as a total is checked against the lines above it since the last total.

    `value` is in `unit`; `where` says where it was read, such as a page of the pack.
    """

    precept = models.ForeignKey(Precept, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    section = models.CharField(_("Part"), max_length=14, choices=FigureSection.choices, default=FigureSection.BUDGET)
    label = models.CharField(_("What it is"), max_length=200)
    value = models.DecimalField(_("Figure"), max_digits=16, decimal_places=3)
    unit = models.CharField(_("Unit"), max_length=10, choices=FigureUnit.choices, default=FigureUnit.MILLIONS)
    is_total = models.BooleanField(_("It is the total of the lines above"), default=False)
    is_rough = models.BooleanField(_("“More than” or “about”"), default=False)
    where = models.CharField(_("Where it was read"), max_length=200, blank=True)

    class Meta:
        ordering = ["precept", "section", "number"]
        constraints = [models.UniqueConstraint(fields=["precept", "number"], name="decisions_figure_one_number")]

    def __str__(self) -> str:
        return f"{self.precept}, figure {self.number}"
