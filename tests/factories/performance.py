"""Measures, figures, reports and evidence as plain rows in any state."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from dateutil.relativedelta import relativedelta
from django.db.models import Max
from factory.django import DjangoModelFactory

from interface import clock
from panels.choices import BodyKind
from performance import choices
from performance import models as m
from tests.factories.panels import BodyFactory, PoliceAreaFactory

NOW = factory.LazyFunction(clock.now)
OUT = factory.Trait(published_at=NOW)


def _next(model, parent):
    """One more than the highest number of the rows under the same parent."""

    def number(one):
        rows = model.objects.filter(**{parent: getattr(one, parent)})
        return (rows.aggregate(last=Max("number"))["last"] or 0) + 1

    return factory.LazyAttribute(number)


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = m.Plan

    class Params:
        published = OUT

    area = factory.SubFactory(PoliceAreaFactory)
    slug = "2021-25"
    title = "Police and Crime Plan 2021 to 2025"
    started_on = date(2021, 12, 9)
    ended_on = date(2025, 3, 31)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = m.Priority

    number = _next(m.Priority, "plan")
    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Priority {n}")


class FocusAreaFactory(DjangoModelFactory):
    class Meta:
        model = m.FocusArea

    number = _next(m.FocusArea, "plan")
    plan = factory.SubFactory(PlanFactory)
    title = factory.Sequence(lambda n: f"Area of focus {n}")


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = m.Objective

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"objective-{n}")
    title = factory.Sequence(lambda n: f"Objective {n}")
    published_at = NOW


class TermFactory(DjangoModelFactory):
    class Meta:
        model = m.Term

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"term-{n}")
    term = factory.Sequence(lambda n: f"Term {n}")
    text = "What it means."


class ForceFactory(DjangoModelFactory):
    """The force of an area; `area=None` for one of another area that the portal does not serve."""

    class Meta:
        model = m.Force
        django_get_or_create = ("slug",)

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.LazyAttributeSequence(lambda one, n: f"{one.area.slug}-police" if one.area else f"force-{n}")
    name = factory.LazyAttributeSequence(lambda one, n: f"{one.area.name} Police" if one.area else f"Force {n}")


class PopulationFactory(DjangoModelFactory):
    class Meta:
        model = m.Population

    force = factory.SubFactory(ForceFactory)
    kind = choices.Denominator.POPULATION
    on = date(2011, 6, 30)
    value = 1_000_000


class MeasureFactory(DjangoModelFactory):
    """A published count of offences, everything released until the end of 2021; `draft=True` for one nobody else knows of."""

    class Meta:
        model = m.Measure

    class Params:
        draft = factory.Trait(published_at=None, released_until=None)

    objective = factory.SubFactory(ObjectiveFactory)
    area = factory.SelfAttribute("objective.area")
    slug = factory.Sequence(lambda n: f"measure-{n}")
    title = factory.Sequence(lambda n: f"Measure {n}")
    counted = "offences"
    direction = choices.Direction.DOWN
    published_at = NOW
    released_until = date(2021, 12, 31)
    created_at = NOW


class SeriesFactory(DjangoModelFactory):
    """The measure's own series, in the force of its area."""

    class Meta:
        model = m.Series
        django_get_or_create = ("measure", "force")

    measure = factory.SubFactory(MeasureFactory)
    force = factory.LazyAttribute(lambda one: ForceFactory(area=one.measure.area))


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = m.Observation

    series = factory.SubFactory(SeriesFactory)
    started_on = date(2021, 12, 1)
    ended_on = factory.LazyAttribute(lambda one: one.started_on + relativedelta(months=1) - timedelta(days=1))
    value = Decimal(100)
    entered_at = NOW


def months(series, values, *, until=date(2021, 12, 1), **facts):
    """Monthly figures of a series, the last of them of the month that begins on `until`; None leaves a month out."""
    rows = []
    for back, value in enumerate(reversed(list(values))):
        if value is not None:
            started = until - relativedelta(months=back)
            rows.append(ObservationFactory.build(
                series=series, started_on=started, ended_on=started + relativedelta(months=1) - timedelta(days=1),
                value=Decimal(str(value)), entered_at=clock.now(), **facts,
            ))  # fmt: skip
    return m.Observation.objects.bulk_create(rows[::-1])


class SeriesBreakFactory(DjangoModelFactory):
    class Meta:
        model = m.SeriesBreak

    number = _next(m.SeriesBreak, "measure")
    measure = factory.SubFactory(MeasureFactory)
    on = date(2020, 3, 1)
    kind = choices.BreakKind.COVID
    title = "First Covid-19 restrictions"


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = m.Target

    number = _next(m.Target, "measure")
    measure = factory.SubFactory(MeasureFactory)
    by_on = date(2023, 3, 31)
    value = Decimal(3_291)


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = m.Benchmark

    measure = factory.SubFactory(MeasureFactory)
    ended_on = date(2021, 12, 31)
    rank, size = 4, 8
    position = choices.Position.BELOW


class TrendWordFactory(DjangoModelFactory):
    class Meta:
        model = m.TrendWord

    measure = factory.SubFactory(MeasureFactory)
    ended_on = date(2021, 12, 31)
    proposed = choices.TrendChoice.STABLE
    word = factory.SelfAttribute("proposed")
    set_at = NOW


class StatedFigureFactory(DjangoModelFactory):
    class Meta:
        model = m.StatedFigure
        skip_postgeneration_save = True

    number = _next(m.StatedFigure, "objective")
    objective = factory.SubFactory(ObjectiveFactory)
    title = factory.Sequence(lambda n: f"Stated {n}")
    kind = choices.StatedKind.SUM
    started_on = date(2022, 1, 1)
    ended_on = date(2022, 3, 6)
    value = Decimal(400)

    @factory.post_generation
    def measures(self, create, rows, **kwargs):
        if create and rows:
            self.measures.set(rows)


class ReportFactory(DjangoModelFactory):
    """A draft for the quarter that ended with 2021; `frozen=True` for a published one."""

    class Meta:
        model = m.QuarterlyReport

    class Params:
        frozen = factory.Trait(
            status=choices.ReportStatus.FROZEN,
            frozen_text="1.1 What it said.",
            frozen_on=factory.LazyFunction(clock.today),
            published_at=NOW,
        )

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    slug = "2021-12"
    started_on, ended_on = date(2021, 10, 1), date(2021, 12, 31)
    title = "Performance report, quarter ending December 2021"
    created_at = NOW


class PartFactory(DjangoModelFactory):
    class Meta:
        model = m.ReportPart

    report = factory.SubFactory(ReportFactory)
    objective = factory.SubFactory(ObjectiveFactory, area=factory.SelfAttribute("..report.area"))


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = m.ReportComment

    number = _next(m.ReportComment, "part")
    part = factory.SubFactory(PartFactory)
    text = "A comment."


class PlannedActionFactory(DjangoModelFactory):
    class Meta:
        model = m.PlannedAction

    number = _next(m.PlannedAction, "area")
    objective = factory.SubFactory(ObjectiveFactory)
    area = factory.SelfAttribute("objective.area")
    text = "Do what was planned."
    owner = "Constabulary"
    started_on = date(2021, 12, 31)


class ActionStandingFactory(DjangoModelFactory):
    class Meta:
        model = m.ActionStanding

    report = factory.SubFactory(ReportFactory)
    action = factory.SubFactory(PlannedActionFactory, objective__area=factory.SelfAttribute("...report.area"))


class InspectionFactory(DjangoModelFactory):
    """One whose report is out and waits for a response; `published=True` for one that everybody knows of."""

    class Meta:
        model = m.Inspection

    class Params:
        published = OUT
        responded = factory.Trait(
            status=choices.InspectionStatus.RESPONDED,
            responded_on=date(2022, 3, 1),
            response="What the Commissioner says.",
            published_at=NOW,
        )

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"inspection-{n}")
    title = factory.Sequence(lambda n: f"Inspection {n}")
    status = choices.InspectionStatus.PUBLISHED
    report_on = date(2022, 2, 25)
    created_at = NOW


class GradeFactory(DjangoModelFactory):
    class Meta:
        model = m.InspectionGrade

    number = _next(m.InspectionGrade, "inspection")
    inspection = factory.SubFactory(InspectionFactory)
    question = factory.Sequence(lambda n: f"Question {n}")
    grade = choices.GradeWord.GOOD


class AskFactory(DjangoModelFactory):
    class Meta:
        model = m.InspectionAsk

    number = _next(m.InspectionAsk, "inspection")
    inspection = factory.SubFactory(InspectionFactory)
    text = "Do better."


class SuperComplaintFactory(DjangoModelFactory):
    class Meta:
        model = m.SuperComplaint

    class Params:
        published = OUT

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"super-complaint-{n}")
    title = factory.Sequence(lambda n: f"Super-complaint {n}")
    created_at = NOW


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = m.ScrutinySession

    class Params:
        published = OUT

    body = factory.SubFactory(BodyFactory, kind=BodyKind.SCRUTINY_PANEL, slug="out-of-court", name="Out of Court Disposals Panel")
    area = factory.SelfAttribute("body.area")
    slug = factory.Sequence(lambda n: f"session-{n}")
    held_on = date(2022, 3, 2)
    theme = "Violence against women and girls"
    created_at = NOW


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = m.CaseFinding

    number = _next(m.CaseFinding, "session")
    session = factory.SubFactory(SessionFactory)
    words = factory.Sequence(lambda n: f"Finding {n}")
    count = 5


class AssuranceFactory(DjangoModelFactory):
    class Meta:
        model = m.Assurance

    class Params:
        published = OUT

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda n: f"assurance-{n}")
    topic = factory.Sequence(lambda n: f"Topic {n}")
    on = date(2022, 1, 20)
    created_at = NOW
