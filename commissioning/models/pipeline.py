"""From need to award: needs assessments, funds, procurements and grant rounds with their stages, and who applied."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissioning.choices import (
    ApplicationStatus,
    DecidedBy,
    ExerciseKind,
    ExerciseStatus,
    FundKind,
    NeedStatus,
    Precision,
    Route,
    StageKind,
    Vat,
)
from commissioning.models.organisations import Priority, Provider, Service
from commissioning.querysets import ApplicationQuerySet, OfExerciseQuerySet, RegisterQuerySet
from documents.choices import ExemptParagraph
from interface.models import Versioned
from panels.models import PoliceArea


def money(label, **options):
    """An amount in pounds, exact to the penny."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


class Need(Versioned):
    """A needs assessment: what people need, found before anything is bought. Public from `published_at`.

    Life: planned → under way → complete.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="needs")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Title"), max_length=200)
    about = models.TextField(_("What it looks at"), blank=True)
    findings = models.TextField(_("What it found"), blank=True)
    planned_on = models.DateField(_("Due"), null=True, blank=True)
    planned_as = models.CharField(_("How exactly that is known"), max_length=8, choices=Precision.choices, default=Precision.DAY)
    completed_on = models.DateField(_("Completed on"), null=True, blank=True)
    completed_as = models.CharField(
        _("How exactly that is known"), max_length=8, choices=Precision.choices, default=Precision.DAY
    )
    url = models.URLField(_("Where it is published"), max_length=300, blank=True)
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="needs", verbose_name=_("Priority")
    )
    status = models.CharField(_("State"), max_length=10, choices=NeedStatus.choices, default=NeedStatus.PLANNED)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="commissioning_need_one_slug"),
            models.CheckConstraint(
                name="commissioning_need_complete_has_a_day",
                condition=~Q(status="complete") | Q(completed_on__isnull=False),
                violation_error_message=_("Say on which day it was completed"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, needs assessment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("commissioning:need-detail", args=[self.area.slug, self.slug])


class Fund(Versioned):
    """Money that is given out as grants, with its budget and the day by which it must be spent. Public from `published_at`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="funds")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Fund"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=FundKind.choices, default=FundKind.OTHER)
    about = models.TextField(_("What it is for"), blank=True)
    funder = models.CharField(_("Whose money it is"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Financial year starting in"))
    budget = money(_("Budget in pounds"), null=True, blank=True)
    vat = models.CharField(_("VAT"), max_length=10, choices=Vat.choices, default=Vat.OUTSIDE)
    spend_by = models.DateField(_("To be spent by"), null=True, blank=True)
    decided_by = models.CharField(_("Who decides"), max_length=12, choices=DecidedBy.choices, default=DecidedBy.NOT_STATED)
    decided_words = models.CharField(_("Name of who decides"), max_length=160, blank=True)
    is_crime_and_disorder = models.BooleanField(_("Its grants are crime and disorder reduction grants"), default=True)
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="funds", verbose_name=_("Priority")
    )
    url = models.URLField(_("How to apply"), max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-year", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="commissioning_fund_one_slug"),
            models.CheckConstraint(
                name="commissioning_fund_budget_not_negative",
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                violation_error_message=_("The budget must not be less than nothing"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, fund {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("grants:fund-detail", args=[self.area.slug, self.slug])


class Exercise(Versioned):
    """A procurement, a grant round, or a call for expressions of interest. Public from `published_at`.

    Life: in hand → complete, or cancelled with a reason. Where it stands between is told by its stages. `reference` is given
    from a counter and stays. What bidders offered, and `private_note`, are the office's for ever (Local Government Act 1972,
    Schedule 12A, paragraph 3); the estimate too, unless `is_estimate_public`.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="exercises")
    reference = models.CharField(max_length=16)
    kind = models.CharField(_("Kind"), max_length=12, choices=ExerciseKind.choices, default=ExerciseKind.PROCUREMENT)
    title = models.CharField(_("Title"), max_length=200)
    about = models.TextField(_("What is sought"), blank=True)
    specification = models.TextField(_("Specification in brief"), blank=True)
    route = models.CharField(_("How bids are asked for"), max_length=10, choices=Route.choices, default=Route.NOT_STATED)
    framework = models.CharField(_("Framework agreement"), max_length=200, blank=True)
    led_by = models.CharField(_("Led by"), max_length=160, blank=True)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="exercises", verbose_name=_("Needs assessment")
    )
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("Fund"))
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="exercises", verbose_name=_("Priority")
    )
    services = models.ManyToManyField(Service, blank=True, related_name="exercises", verbose_name=_("Services"))
    estimate = money(_("Estimated value in pounds"), null=True, blank=True)
    vat = models.CharField(_("VAT"), max_length=10, choices=Vat.choices, default=Vat.NOT_STATED)
    is_estimate_public = models.BooleanField(_("Everybody may read the estimate"), default=False)
    term = models.CharField(_("For how long"), max_length=160, blank=True)
    opens_on = models.DateField(_("Opens on"), null=True, blank=True)
    closes_on = models.DateField(_("Closes on"), null=True, blank=True)
    decided_by = models.CharField(_("Who decides"), max_length=12, choices=DecidedBy.choices, default=DecidedBy.NOT_STATED)
    decided_words = models.CharField(_("Name of who decides"), max_length=160, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    status = models.CharField(_("State"), max_length=10, choices=ExerciseStatus.choices, default=ExerciseStatus.IN_HAND)
    cancelled_why = models.CharField(_("Why it is cancelled"), max_length=300, blank=True)
    private_note = models.TextField(_("Commercial terms and scores"), blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        _("Paragraph of Schedule 12A"), choices=ExemptParagraph.choices, default=ExemptParagraph.AFFAIRS
    )
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="commissioning_exercise_one_reference"),
            models.CheckConstraint(
                name="commissioning_exercise_cancelled_says_why",
                condition=~Q(status="cancelled") | ~Q(cancelled_why=""),
                violation_error_message=_("Say why it is cancelled"),
            ),
            models.CheckConstraint(
                name="commissioning_exercise_closes_after_opening",
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
                violation_error_message=_("It must not close before it opens"),
            ),
            models.CheckConstraint(
                name="commissioning_exercise_estimate_not_negative",
                condition=Q(estimate__isnull=True) | Q(estimate__gte=0),
                violation_error_message=_("The estimate must not be less than nothing"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("commissioning:exercise-detail", args=[self.area.slug, self.reference])


class Lot(Versioned):
    """A part of a procurement that is awarded on its own."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Lot"), max_length=200)
    about = models.TextField(_("What it covers"), blank=True)
    estimate = money(_("Estimated value in pounds"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="commissioning_lot_one_number")]

    def __str__(self) -> str:
        return f"{self.exercise}, lot {self.number}"


class Stage(Versioned):
    """A stage of an exercise: when it was planned, when it is expected now, when it was reached.

    `planned_on` stays once the stage is reached: the slip is told from it. A date known by month, quarter or year is that
    period's first day, with how exactly it is known beside it.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Stage"), max_length=16, choices=StageKind.choices)
    planned_on = models.DateField(_("Planned"), null=True, blank=True)
    planned_as = models.CharField(_("How exactly that is known"), max_length=8, choices=Precision.choices, default=Precision.DAY)
    expected_on = models.DateField(_("Now expected"), null=True, blank=True)
    expected_as = models.CharField(_("How exactly that is known"), max_length=8, choices=Precision.choices, default=Precision.DAY)
    actual_on = models.DateField(_("Reached"), null=True, blank=True)
    actual_as = models.CharField(_("How exactly that is known"), max_length=8, choices=Precision.choices, default=Precision.DAY)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="commissioning_stage_one_number"),
            models.UniqueConstraint(
                fields=["exercise", "kind"], condition=Q(removed_at__isnull=True) & ~Q(kind="extension"),
                name="commissioning_stage_once",
                violation_error_message=_("This exercise has that stage already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.exercise}, {self.kind}"


class Application(Versioned):
    """A bid, an application for a grant or an expression of interest. The office's for ever: names of those who were refused,
    what they offered and how they scored leave it nowhere. `award` tells what became of one that succeeded."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField()
    applicant = models.CharField(_("Who applies"), max_length=200)
    applicant_kind = models.CharField(_("Kind of applicant"), max_length=80, blank=True)
    provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="applications", verbose_name=_("Organisation")
    )
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="applications", verbose_name=_("Lot")
    )
    summary = models.TextField(_("What for"), blank=True)
    amount = money(_("Amount in pounds"), null=True, blank=True)
    score = models.CharField(_("Score"), max_length=80, blank=True)
    received_on = models.DateField(_("Received on"))
    status = models.CharField(_("State"), max_length=12, choices=ApplicationStatus.choices, default=ApplicationStatus.RECEIVED)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="commissioning_application_one_number"),
            models.CheckConstraint(
                name="commissioning_application_decided_has_a_day",
                condition=~Q(status__in=["awarded", "refused"]) | Q(decided_on__isnull=False),
                violation_error_message=_("Say on which day it was decided"),
            ),
            models.CheckConstraint(
                name="commissioning_application_refused_says_why",
                condition=~Q(status__in=["refused", "not-eligible"]) | ~Q(reason=""),
                violation_error_message=_("Say why it was refused"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise}, application {self.number}"
