"""The Police and Crime Plan: priorities, areas of focus, and the objectives that measures serve."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.models import Case
from interface.models import Versioned
from panels.models import PoliceArea
from performance.choices import ObjectiveKind
from performance.querysets import ObjectiveQuerySet, OfPlanQuerySet, PublishedQuerySet, TermQuerySet


class Plan(Versioned):
    """A Commissioner's Police and Crime Plan. The panel's review of it is a case of `decisions`. Slug: `2021-25`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=20)
    title = models.CharField(_("Title"), max_length=200)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    url = models.URLField(_("Where it is published"), max_length=300, blank=True)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="plans", verbose_name=_("Review")
    )
    published_at = models.DateTimeField(null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="performance_plan_one_slug"),
            models.CheckConstraint(
                name="performance_plan_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The end date must not be before the start date"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, plan {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("performance:plan-detail", args=[self.area.slug, self.slug])


class Priority(Versioned):
    """A priority of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("Priority"), max_length=200)
    about = models.TextField(_("What it means"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "number"]
        verbose_name_plural = "priorities"
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="performance_priority_one_number")]

    def __str__(self) -> str:
        return f"{self.plan}, priority {self.number}"


class FocusArea(Versioned):
    """An area of focus of a plan, under a priority."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="focus_areas")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="focus_areas")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("Area of focus"), max_length=200)
    about = models.TextField(_("What it means"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="performance_focusarea_one_number")]

    def __str__(self) -> str:
        return f"{self.plan}, area of focus {self.number}"


class Objective(Versioned):
    """What measures are gathered under: a national police and crime measure, a part of the local plan, or what it watches.

    `benchmark_words` is a comparison that a source gives for all its measures together. Public from `published_at`.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="objectives")
    slug = models.SlugField(max_length=80)
    kind = models.CharField(_("Kind"), max_length=10, choices=ObjectiveKind.choices, default=ObjectiveKind.NATIONAL)
    position = models.PositiveSmallIntegerField(_("Order"), default=1)
    title = models.CharField(_("Title"), max_length=200)
    about = models.TextField(_("What it is about"), blank=True)
    benchmark_words = models.TextField(_("Comparison for all its measures"), blank=True)
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["area", "position", "title"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="performance_objective_one_slug")]

    def __str__(self) -> str:
        return f"{self.area}, objective {self.slug}"


class Crosswalk(models.Model):
    """To which area of focus of a plan an objective contributes: many objectives to one, never one to many."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="crosswalk")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="crosswalk")
    focus = models.ForeignKey(FocusArea, on_delete=models.CASCADE, related_name="crosswalk")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "focus", "objective"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "objective"], name="performance_crosswalk_one_focus",
                violation_error_message=_("The objective is under an area of focus of this plan already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.objective} in {self.plan}"


class Term(Versioned):
    """A term of the glossary, explained once; texts that use it link to it. `aliases` are other ways to write it."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="terms")
    slug = models.SlugField(max_length=80)
    term = models.CharField(_("Term"), max_length=120)
    aliases = models.JSONField(_("Also written"), default=list, blank=True)
    text = models.TextField(_("What it means"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["area", "term"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="performance_term_one_slug"),
            models.UniqueConstraint(
                fields=["area", "term"], condition=Q(removed_at__isnull=True), name="performance_term_once",
                violation_error_message=_("The glossary has this term already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.area}, term {self.slug}"

    def get_absolute_url(self) -> str:
        return f"{reverse('performance:term-list', args=[self.area.slug])}#{self.slug}"
