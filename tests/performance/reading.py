"""Measures with everything that stands around them, for tests of the pages that read them."""

from datetime import date

from django.urls import reverse

from accounts.choices import Role
from performance.services.standing import keep_standings
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory
from tests.factories.performance import ForceFactory, MeasureFactory, PopulationFactory, SeriesFactory, months

YEARS = [100 + (n * 7) % 11 for n in range(36)]  # three years to December 2021, without a signal


def analyst_of(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE).user


def measure_with(values=YEARS, *, until=date(2021, 12, 1), kept=True, **facts):
    """A measure with monthly figures of its own force, divided by residents, worked out."""
    if "area" not in facts and "objective" not in facts:
        facts["objective__area"] = PoliceAreaFactory()
    measure = MeasureFactory(**({"denominator": "population"} | facts))
    force = ForceFactory(area=measure.area)
    if not force.populations.exists():
        PopulationFactory(force=force)
    months(SeriesFactory(measure=measure, force=force), values, until=until)
    if kept:
        keep_standings([measure])
    return measure


def url_of(name, measure, *args):
    return reverse(f"performance:{name}", args=[measure.area.slug, measure.slug, *args])


def overview_url(area, query=""):
    return reverse("performance:overview", args=[area.slug]) + query
