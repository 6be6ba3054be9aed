"""What providers report: indicators of an award, returns by quarter with their readings, and how late ones were chased."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ReturnStatus, Unit
from commissioning.models.awards import Award
from commissioning.models.pipeline import money
from commissioning.querysets import ChaseQuerySet, OfReturnQuerySet, OpenOfAwardQuerySet, ReturnQuerySet
from interface.models import Versioned


class Indicator(Versioned):
    """A thing that a provider counts: a key performance indicator where it has a target. Public where `is_public`."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(_("Order"), default=1)
    title = models.CharField(_("What is counted"), max_length=200)
    unit = models.CharField(_("Unit"), max_length=8, choices=Unit.choices, default=Unit.COUNT)
    target = models.DecimalField(_("Target"), max_digits=14, decimal_places=2, null=True, blank=True)
    lower_is_better = models.BooleanField(_("Less is better"), default=False)
    is_public = models.BooleanField(_("Everybody may read it"), default=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OpenOfAwardQuerySet.as_manager()

    class Meta:
        ordering = ["award", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["award", "number"], name="commissioning_indicator_one_number")]

    def __str__(self) -> str:
        return f"{self.award}, indicator {self.number}"


class MonitoringReturn(Versioned):
    """What a provider reports for one period. Public from `published_at`, the narrative too; `private_note` is the office's.

    Life: expected → received → accepted, or queried and received again; or not needed. Late while expected or queried after
    `due_on`.
    """

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="returns")
    number = models.PositiveIntegerField()
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"))
    due_on = models.DateField(_("Due on"), null=True, blank=True)
    received_on = models.DateField(_("Received on"), null=True, blank=True)
    status = models.CharField(_("State"), max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.EXPECTED)
    spent = money(_("Spent in the period, in pounds"), null=True, blank=True)
    narrative = models.TextField(_("What was done"), blank=True)
    private_note = models.TextField(_("Note for the office"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["award", "ended_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="commissioning_return_one_number"),
            models.UniqueConstraint(
                fields=["award", "started_on", "ended_on"], name="commissioning_return_period_once",
                violation_error_message=_("There is a return for that period already"),
            ),
            models.CheckConstraint(
                name="commissioning_return_ends_after_start",
                condition=Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
            models.CheckConstraint(
                name="commissioning_return_received_has_a_day",
                condition=~Q(status__in=["received", "accepted"]) | Q(received_on__isnull=False),
                violation_error_message=_("Say on which day it was received"),
            ),
            models.CheckConstraint(
                name="commissioning_return_public_when_accepted",
                condition=Q(published_at__isnull=True) | Q(status="accepted"),
                violation_error_message=_("Accept the return before it is published"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.award}, return {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("returns:return-detail", args=[self.award.area.slug, self.award.reference, self.number])


class Reading(Versioned):
    """The value of an indicator in a return."""

    monitoring_return = models.ForeignKey(MonitoringReturn, on_delete=models.CASCADE, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    objects = OfReturnQuerySet.as_manager()

    class Meta:
        ordering = ["monitoring_return", "indicator__position", "indicator__number"]
        constraints = [
            models.UniqueConstraint(fields=["monitoring_return", "indicator"], name="commissioning_reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.monitoring_return}, reading of {self.indicator_id}"


class Chase(models.Model):
    """How a late return was asked for. Never edited; the office's own."""

    monitoring_return = models.ForeignKey(MonitoringReturn, on_delete=models.CASCADE, related_name="chases")
    number = models.PositiveIntegerField()
    on = models.DateField(_("Date"))
    words = models.CharField(_("How, and what was said"), max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ChaseQuerySet.as_manager()

    class Meta:
        ordering = ["monitoring_return", "on", "number"]
        constraints = [models.UniqueConstraint(fields=["monitoring_return", "number"], name="commissioning_chase_one_number")]

    def __str__(self) -> str:
        return f"{self.monitoring_return}, reminder {self.number}"
