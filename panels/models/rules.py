"""The rule book: what the law and the panel itself lay down, with dates, provision and source."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.choices import Jurisdiction, RuleUnit
from panels.models.area import Body
from panels.querysets import PublicQuerySet, RuleQuerySet


class Rule(models.Model):
    """A number that the law lays down in a jurisdiction from a date on, with its provision and whether it was verified.

    A day of the year ("1 February") is its number and `month`. A rule without a number (unit `none`) permits something, or
    tells of a change that is announced.
    """

    key = models.SlugField(max_length=60)
    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction.choices)
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)])
    unit = models.CharField(max_length=12, choices=RuleUnit.choices)
    provision = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "jurisdiction", "in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "jurisdiction", "in_force_from"], name="panels_rule_one_from_a_day"),
            models.CheckConstraint(
                name="panels_rule_number_with_unit",
                condition=models.Q(unit=RuleUnit.NONE, number__isnull=True)
                | (~models.Q(unit=RuleUnit.NONE) & models.Q(number__isnull=False)),
                violation_error_message=_("Only a rule without a number has the unit “no number”"),
            ),
            models.CheckConstraint(
                name="panels_rule_date_has_month",
                condition=models.Q(unit=RuleUnit.DATE, month__isnull=False)
                | (~models.Q(unit=RuleUnit.DATE) & models.Q(month__isnull=True)),
                violation_error_message=_("A day of the month needs its month, and only that does"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_jurisdiction_display()})"


class LocalRule(Versioned):
    """A rule that a panel has made for itself, such as when public questions close. Its clerk keeps it: a change begins on a
    day, and what held before that day stays (`services.local_rules`)."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="local_rules")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=RuleUnit.choices)
    closes_at = models.TimeField(null=True, blank=True)
    provision = models.CharField(max_length=200)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["key", "in_force_from"]
        constraints = [models.UniqueConstraint(fields=["body", "key", "in_force_from"], name="panels_localrule_one_from_a_day")]

    def __str__(self) -> str:
        return self.title


class InformationSheet(Versioned):
    """The public information sheet that a panel puts behind its agenda, in versions: a new one never changes an old pack."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="information_sheets")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("Text"))
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "number"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="panels_informationsheet_one_number")]

    def __str__(self) -> str:
        return f"{self.body}: information sheet {self.number}"
