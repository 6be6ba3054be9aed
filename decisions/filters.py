"""Narrowing the list of statutory cases and the office's registers; the rows come from `visible_to`."""

from collections.abc import Collection
from datetime import date
from typing import Any

import django_filters
from django.db.models import BooleanField, CharField, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from decisions import permissions
from decisions.choices import CaseKind, CaseStatus, ConsultationStatus, CostKind, DecisionStatus, DiaryKind, ProjectStatus
from decisions.due.cases import KIND
from decisions.models import Case, Consultation, Decision, DiaryEntry, Project
from decisions.rules.decision_reading import read_reference
from decisions.rules.status import WAITS_FOR, states_waiting_for
from documents.choices import Access
from interface.fields import MoneyField
from panels.choices import DutyStatus
from panels.filters import FilterForm, ShownMixin
from panels.models import Body, Obligation

LIVE = "live"


class CaseFilter(ShownMixin, django_filters.FilterSet):
    """Body, kind, year opened, state, and for whom a case waits."""

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CaseKind.choices, empty_label=_("Every kind"))
    year = django_filters.ChoiceFilter(field_name="opened_on__year", label=_("Year opened"), empty_label=_("Every year"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=[(LIVE, _("Not ended")), *CaseStatus.choices],
        empty_label=_("Every state"),
    )
    waits = django_filters.ChoiceFilter(
        label=_("Waits for"), method="by_waits", choices=list(WAITS_FOR.items()), empty_label=_("Anybody or nobody")
    )

    class Meta:
        model = Case
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, user: Any, area: Any) -> None:
        super().__init__(data, queryset=queryset)
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        if len(self.filters["body"].extra["choices"]) < 2:
            del self.filters["body"]
        years = sorted({day.year for day in queryset.order_by().dates("opened_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == LIVE:
            return rows.exclude(status__in=[CaseStatus.CLOSED, CaseStatus.WITHDRAWN])
        return rows.filter(status=value)

    def by_waits(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        wanted = Q(pk__in=[])
        for kind, state in states_waiting_for(value):
            wanted |= Q(kind=kind, status=state)
        return rows.filter(wanted)


def for_list(rows: QuerySet, user: Any) -> QuerySet:
    """Cases of `visible_to` with the day that is due next (`next_on`) and its row (`next_key`): those that have not ended first,
    then by that day. Whoever reads a case that is not public reads what is due in it, as on its page (`due.cases.due_for`)."""
    of_case = Q(subject_kind=KIND, subject_key=Cast(OuterRef("pk"), CharField()), status=DutyStatus.OPEN)
    every = Obligation.objects.filter(of_case).order_by("due_on", "due_at", "reference")
    known = Obligation.objects.visible_to(user).filter(of_case).order_by("due_on", "due_at", "reference")

    def first(name: str) -> Choose:
        private = When(published_at__isnull=True, then=Subquery(every.values(name)[:1]))
        return Choose(private, default=Subquery(known.values(name)[:1]))

    ended = Choose(
        When(status__in=[CaseStatus.CLOSED, CaseStatus.WITHDRAWN], then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    marked = rows.annotate(has_ended=ended, next_on=first("due_on"), next_key=first("pk"))
    return marked.order_by("has_ended", "next_on", "-opened_on", "kind", "slug")


# The register of decisions ---------------------------------------------------------------------------------------

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
# What is searched in a decision: in one that is wholly read, in the public part of others, and in what the public reads of an
# exempt one
PUBLIC_WORDS = (
    "title", "summary", "reasons", "options", "legal_implications", "financial_implications", "equality_implications", "term",
    "maker_words", "maker__name", "officer", "background_papers", "printed_label", "public_interest_reason",
)  # fmt: skip
EVERY_WORD = (*PUBLIC_WORDS, "neutral_title", "exempt_text")
NEUTRAL_WORDS = ("neutral_title", "public_interest_reason")
NUMBERS_A_YEAR = 100_000


def for_register(rows: QuerySet, user: Any, area: Any) -> QuerySet:
    """Decisions of `visible_to` of one area with what the reader may read of each: `is_read` wholly or at least all that is
    public of it, `seen_title`, and `seen_cost`, which is none where the page hides it. `place` orders them by reference.

    Searches, filters and orders use these alone, so that a list never tells what a page does not.
    """
    wholly = permissions.wholly_read(user, area)
    read = Q(access=Access.PUBLIC) | wholly
    marked = rows.annotate(
        reads_all=Choose(When(wholly, then=Value(True)), default=Value(False), output_field=BooleanField()),
        is_read=Choose(When(read, then=Value(True)), default=Value(False), output_field=BooleanField()),
        seen_title=Choose(When(read, then=F("title")), default=F("neutral_title"), output_field=CharField()),
        seen_cost=Choose(When(read, then=F("cost")), default=None, output_field=DecimalField(max_digits=14, decimal_places=2)),
        place=F("year") * NUMBERS_A_YEAR + F("number"),
    )
    return marked.select_related("area", "maker", "rescinded_by__area").order_by("-year", "-number")


class MoneyFilter(django_filters.Filter):
    """An amount in pounds."""

    field_class = MoneyField


class DecisionFilter(ShownMixin, django_filters.FilterSet):
    """Words, year, state, whether significant or private, and a cost or ceiling; over rows of `for_register`."""

    q = django_filters.CharFilter(label=_("Words or reference"), method="by_words", max_length=200)
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="year", empty_label=_("Every year"))
    state = django_filters.ChoiceFilter(label=_("State"), field_name="status", empty_label=_("Every state"))
    significant = django_filters.ChoiceFilter(
        label=_("Of significant public interest"), method="by_significance", choices=YES_NO, empty_label=_("Yes or no")
    )
    private = django_filters.ChoiceFilter(
        label=_("Private, or with a private part"), method="by_privacy", choices=YES_NO, empty_label=_("Yes or no")
    )
    over = MoneyFilter(label=_("Cost or ceiling over"), method="by_cost")

    class Meta:
        model = Decision
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, nil_years: Collection[int] = ()) -> None:
        """`nil_years` are those of nil returns, which have a page of the register even where nothing was decided."""
        super().__init__(data, queryset=queryset)
        held = list(queryset.order_by().values_list("year", "status").distinct())
        self.years = sorted({*nil_years, *(year for year, _status in held)}, reverse=True)
        states = {status for _year, status in held}
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in self.years]
        self.filters["state"].extra["choices"] = [(one.value, one.label) for one in DecisionStatus if one.value in states]

    @property
    def only_year(self) -> bool:
        """Whether nothing but a year narrows the list, so that it tells the whole register of that time."""
        return {name for name, _words in self.in_force()} <= {"year"}

    def by_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Every word stands somewhere in what the reader may read of a decision; a reference finds its decision."""
        for word in value.split():
            if key := read_reference(word):
                rows = rows.filter(Q(year=key[0], number=key[1]) | _holds(word))
            else:
                rows = rows.filter(_holds(word))
        return rows

    def by_significance(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_read=True, is_significant=value == "yes")

    def by_privacy(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        is_public = Q(access=Access.PUBLIC, exempt_text="")
        return rows.exclude(is_public) if value == "yes" else rows.filter(is_public)

    def by_cost(self, rows: QuerySet, name: str, value: Any) -> QuerySet:
        return rows.filter(seen_cost__gt=value, cost_kind__in=[CostKind.EXACT, CostKind.CEILING])


def _holds(word: str) -> Q:
    """That a word stands in what the reader may read; no more of an exempt decision than its public line."""
    in_public = Q(access=Access.PUBLIC) & _among(PUBLIC_WORDS, word)
    return in_public | (Q(reads_all=True) & _among(EVERY_WORD, word)) | (~Q(access=Access.PUBLIC) & _among(NEUTRAL_WORDS, word))


def _among(names: tuple[str, ...], word: str) -> Q:
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{name}__icontains": word})
    return found


# The office's other registers ------------------------------------------------------------------------------------


class ConsultationFilter(ShownMixin, django_filters.FilterSet):
    """State, who asks, and the year of the reference."""

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=ConsultationStatus.choices, empty_label=_("Every state")
    )
    asked_by = django_filters.ChoiceFilter(label=_("Who asks"), empty_label=_("Anybody"))
    year = django_filters.ChoiceFilter(label=_("Year entered"), method="by_year", empty_label=_("Every year"))

    class Meta:
        model = Consultation
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet) -> None:
        super().__init__(data, queryset=queryset)
        held = list(queryset.order_by().values_list("asked_by", "reference"))
        years = sorted({reference.split("-")[1] for _who, reference in held}, reverse=True)
        self.filters["year"].extra["choices"] = [(year, year) for year in years]
        self.filters["asked_by"].extra["choices"] = [(who, who) for who in sorted({who for who, _reference in held})]

    def by_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(reference__contains=f"-{value}-")


class ProjectFilter(ShownMixin, django_filters.FilterSet):
    """The state of a project."""

    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="status", choices=ProjectStatus.choices, empty_label=_("Every state")
    )

    class Meta:
        model = Project
        fields: list[str] = []
        form = FilterForm


UPCOMING, PAST = "upcoming", "past"


class DiaryFilter(ShownMixin, django_filters.FilterSet):
    """What is to come or was, of which kind, in which year. What has no day yet is to come."""

    when = django_filters.ChoiceFilter(
        label=_("When"), method="by_when", choices=[(UPCOMING, _("To come")), (PAST, _("Past"))], empty_label=_("Any time")
    )
    kind = django_filters.ChoiceFilter(label=_("With whom"), choices=DiaryKind.choices, empty_label=_("Everybody"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="on__year", empty_label=_("Every year"))

    class Meta:
        model = DiaryEntry
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, today: date) -> None:
        super().__init__(data, queryset=queryset)
        self.today = today
        years = sorted({day.year for day in queryset.order_by().dates("on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_when(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What is to come begins with the nearest; what has no day yet, and is not called off, comes last."""
        if value == PAST:
            return rows.filter(on__lt=self.today).order_by("-on", "-number")
        coming = rows.filter(Q(on__gte=self.today) | Q(on__isnull=True, cancelled_why=""))
        return coming.order_by(F("on").asc(nulls_last=True), "number")
