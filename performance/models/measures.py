"""Measures, the forces they are counted in, their figures, and what was said of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.models import PoliceArea
from performance.choices import (
    Audience,
    Basis,
    BreakKind,
    Denominator,
    Direction,
    FigureState,
    Frequency,
    Position,
    RankedFrom,
    StatedKind,
    TrendChoice,
    Unit,
)
from performance.models.plan import Objective
from performance.querysets import MeasureQuerySet, ObservationQuerySet, OfMeasureQuerySet, OpenQuerySet, StatedQuerySet


class Force(models.Model):
    """A police force, with the area of the portal where it has one. Reference data; public."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120, unique=True)
    area = models.OneToOneField(PoliceArea, null=True, blank=True, on_delete=models.PROTECT, related_name="force")
    is_fictional = models.BooleanField(default=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SimilarGroup(models.Model):
    """The forces that the inspectorate names as most similar to one, between two days. The force itself is one of the group."""

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="groups")
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    forces = models.ManyToManyField(Force, related_name="similar_to")

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["force", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["force", "started_on"], name="performance_similargroup_one_start"),
            models.CheckConstraint(
                name="performance_similargroup_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The end date must not be before the start date"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}, from {self.started_on}"


class Population(models.Model):
    """How many residents or households a force's area has on a day, or residents of a `group` (“asian”)."""

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="populations")
    kind = models.CharField(max_length=10, choices=Denominator.choices)
    group = models.SlugField(max_length=40, blank=True)
    on = models.DateField(_("As at"))
    value = models.PositiveIntegerField(_("Number"))
    source = models.CharField(_("Source"), max_length=200, blank=True)
    is_illustrative = models.BooleanField(default=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["force", "kind", "group", "on"]
        constraints = [
            models.UniqueConstraint(fields=["force", "kind", "group", "on"], name="performance_population_once"),
            models.CheckConstraint(name="performance_population_not_zero", condition=Q(value__gt=0)),
            models.CheckConstraint(name="performance_population_of_people", condition=~Q(kind="none")),
            models.CheckConstraint(
                name="performance_population_group_named",
                condition=(Q(kind="group") & ~Q(group="")) | (~Q(kind="group") & Q(group="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}, {self.kind} {self.group} {self.on}"


class Measure(Versioned):
    """Something that is counted: what, from where, divided by what, and when a change is good.

    Known to everybody from `published_at`; of its figures everybody reads those of periods that end by `released_until`, the
    office reads all. A SHARE divides its own counts by those of `whole`; a RATIO sets its own rate beside that of `whole`, each
    by the people of its own `group`. Totals of 12 months, rates, ranks and trends are worked out, never typed.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="measures")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="measures", verbose_name=_("Objective"))
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(_("Order"), default=1)
    title = models.CharField(_("Measure"), max_length=160)
    definition = models.TextField(_("What is counted"), blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)
    owner = models.CharField(_("Owner"), max_length=160, blank=True)
    basis = models.CharField(_("How its figures come about"), max_length=10, choices=Basis.choices, default=Basis.COUNT)
    unit = models.CharField(_("Unit"), max_length=10, choices=Unit.choices, default=Unit.NUMBER)
    counted = models.CharField(_("What one is called, as “offences”"), max_length=60, blank=True)
    whole = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts", verbose_name=_("Set beside")
    )
    denominator = models.CharField(_("Divided by"), max_length=10, choices=Denominator.choices, default=Denominator.NONE)
    group = models.SlugField(_("Group of residents"), max_length=40, blank=True)
    direction = models.CharField(_("Good when"), max_length=10, choices=Direction.choices, default=Direction.CONTEXT)
    ranked_from = models.CharField(_("Rank"), max_length=10, choices=RankedFrom.choices, default=RankedFrom.LOWEST)
    frequency = models.CharField(_("Reported"), max_length=10, choices=Frequency.choices, default=Frequency.MONTH)
    places = models.PositiveSmallIntegerField(_("Decimal places"), default=0)
    is_illustrative = models.BooleanField(_("Illustrative figures"), default=False)
    is_in_reports = models.BooleanField(_("In the quarterly report"), default=True)
    ended_on = models.DateField(_("Counted until"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    released_until = models.DateField(_("Figures released until"), null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["area", "objective__position", "position", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="performance_measure_one_slug"),
            models.CheckConstraint(
                name="performance_measure_of_two_names_the_other",
                condition=Q(basis__in=["share", "ratio"], whole__isnull=False)
                | Q(basis__in=["count", "level"], whole__isnull=True),
                violation_error_message=_("Say beside which measure it is set; only a share and a ratio have one"),
            ),
            models.CheckConstraint(
                name="performance_measure_group_named",
                condition=(Q(denominator="group") & ~Q(group="")) | (~Q(denominator="group") & Q(group="")),
                violation_error_message=_("Name the group of residents that the count is divided by"),
            ),
            models.CheckConstraint(
                name="performance_measure_level_undivided",
                condition=~Q(basis="level") | Q(denominator="none"),
                violation_error_message=_("A level is not divided by anything"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the trail without its title, which may not be public."""
        return f"{self.area}, measure {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("performance:measure-detail", args=[self.area.slug, self.slug])


class Series(models.Model):
    """The figures of a measure in one force: its own, or one of those it is compared with."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="series")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="series")

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "force"]
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["measure", "force"], name="performance_series_once")]

    def __str__(self) -> str:
        return f"{self.measure}, {self.force}"


class Observation(models.Model):
    """A figure of one period, both days included. What it was before stays in its `Revision` rows.

    `is_partial`: the period was not over when it was counted, and is compared with nothing.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="observations")
    started_on = models.DateField()
    ended_on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=4)
    state = models.CharField(max_length=12, choices=FigureState.choices, default=FigureState.FINAL)
    is_partial = models.BooleanField(default=False)
    upload = models.ForeignKey("FiguresUpload", null=True, blank=True, on_delete=models.PROTECT, related_name="observations")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["series", "started_on"]
        constraints = [
            models.UniqueConstraint(fields=["series", "started_on"], name="performance_observation_one_start"),
            models.CheckConstraint(
                name="performance_observation_ends_after_start",
                condition=Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The period ends before it begins"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}, {self.started_on} to {self.ended_on}"


class Revision(models.Model):
    """What a figure was until it was revised: by whom, when and why. Never edited."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="revisions")
    value = models.DecimalField(max_digits=16, decimal_places=4)
    ended_on = models.DateField()
    state = models.CharField(max_length=12, choices=FigureState.choices)
    is_partial = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("Why"), max_length=300, blank=True)
    upload = models.ForeignKey("FiguresUpload", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["observation", "replaced_at"]

    def __str__(self) -> str:
        return f"{self.observation}, until {self.replaced_at:%Y-%m-%d}"


class SeriesBreak(Versioned):
    """From this day a measure's figures mean something else, or came about under other conditions: the limits are split there."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breaks")
    number = models.PositiveIntegerField()
    on = models.DateField(_("First day"))
    kind = models.CharField(_("Kind"), max_length=10, choices=BreakKind.choices, default=BreakKind.RECORDING)
    title = models.CharField(_("What changed"), max_length=160)
    splits = models.BooleanField(_("Splits the limits"), default=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="performance_seriesbreak_one_number"),
            models.UniqueConstraint(
                fields=["measure", "on"], condition=Q(removed_at__isnull=True), name="performance_seriesbreak_one_day",
                violation_error_message=_("There is a break on that day already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure}, break {self.number}"


class Target(Versioned):
    """What a measure is to reach by a day, as the uplift of officers has it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    number = models.PositiveIntegerField()
    by_on = models.DateField(_("By"))
    value = models.DecimalField(_("Figure"), max_digits=16, decimal_places=4)
    source = models.CharField(_("Who set it"), max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "by_on"]
        constraints = [models.UniqueConstraint(fields=["measure", "number"], name="performance_target_one_number")]

    def __str__(self) -> str:
        return f"{self.measure}, target {self.number}"


class Benchmark(Versioned):
    """How a source says that the force stands in its group at the end of a period: rank, size, and position by the average.

    Beside it stands what the figures of the group give, where the portal holds them. Neither says good or bad.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="benchmarks")
    ended_on = models.DateField(_("At the end of"))
    rank = models.PositiveSmallIntegerField(_("Rank"), null=True, blank=True)
    size = models.PositiveSmallIntegerField(_("Of how many"), null=True, blank=True)
    position = models.CharField(_("Beside the average"), max_length=10, choices=Position.choices, default=Position.UNKNOWN)
    words = models.CharField(_("In words"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "-ended_on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "ended_on"], name="performance_benchmark_one_period"),
            models.CheckConstraint(
                name="performance_benchmark_rank_in_group",
                condition=Q(rank__isnull=True, size__isnull=True) | Q(rank__gte=1, size__gte=F("rank")),
                violation_error_message=_("The rank must be between 1 and the size of the group"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, benchmark {self.ended_on}"


class TrendWord(Versioned):
    """The trend of a measure at the end of a quarter, as an analyst accepted it: the word that the rule gave, or another."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="trend_words")
    ended_on = models.DateField(_("At the end of"))
    proposed = models.CharField(max_length=20, choices=TrendChoice.choices)
    rule = models.CharField(max_length=40, blank=True)
    word = models.CharField(_("Trend"), max_length=20, choices=TrendChoice.choices)
    reason = models.CharField(_("Why another word"), max_length=300, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "-ended_on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "ended_on"], name="performance_trendword_one_period"),
            models.CheckConstraint(
                name="performance_trendword_other_word_with_reason",
                condition=Q(word=F("proposed")) | ~Q(reason=""),
                violation_error_message=_("Say why you set another word than the figures give"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, trend {self.ended_on}"

    @property
    def is_overridden(self) -> bool:
        return self.word != self.proposed


class Standing(models.Model):
    """A measure worked out from its figures, kept so that a page of forty need not read a million: `services.standing` makes it
    anew whenever figures, breaks, populations or groups change. `data` is what `rules.analysis` gives, as JSON."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="standings")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    objects = OfMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "audience"]
        constraints = [models.UniqueConstraint(fields=["measure", "audience"], name="performance_standing_once")]

    def __str__(self) -> str:
        return f"{self.measure}, for {self.audience}"


class StatedFigure(Versioned):
    """A total, share or change that a source states of counts that the portal holds, so that it can be checked against them.

    SUM adds `measures` over the days; SHARE sets that beside the same sum of `of_measures`; CHANGE sets it beside the same days a
    year before. Percentages are stated as whole or decimal numbers: 27 is 27%.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="stated_figures")
    number = models.PositiveIntegerField()
    title = models.CharField(_("What is stated"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=10, choices=StatedKind.choices)
    measures = models.ManyToManyField(Measure, related_name="stated_in")
    of_measures = models.ManyToManyField(Measure, related_name="stated_of", blank=True)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"))
    value = models.DecimalField(_("Stated figure"), max_digits=16, decimal_places=4)
    places = models.PositiveSmallIntegerField(_("Decimal places it is stated with"), default=0)
    source = models.CharField(_("Where it is stated"), max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StatedQuerySet.as_manager()

    class Meta:
        ordering = ["objective", "-ended_on", "number"]
        constraints = [models.UniqueConstraint(fields=["objective", "number"], name="performance_statedfigure_one_number")]

    def __str__(self) -> str:
        return f"{self.objective}, stated figure {self.number}"
