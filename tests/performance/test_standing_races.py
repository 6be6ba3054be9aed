"""Two who change what a measure stands on at the same time: neither loses what the other wrote."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.services import record
from performance.models import Observation
from performance.services.standing import analysis_of, keep_standings
from tests.beside import Beside
from tests.factories.performance import ObservationFactory, SeriesBreakFactory
from tests.performance.reading import measure_with

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = AnonymousUser()


def break_series(measure):
    """What somebody does beside us: another break, told to the trail, kept."""
    with transaction.atomic():
        SeriesBreakFactory(measure=measure, on=date(2020, 3, 1))
        keep_standings([measure])
        record(actor=None, action="performance.break_added", target=measure, area=measure.area)


def test_a_break_made_while_a_figure_is_revised_finds_the_new_figure():
    measure = measure_with([100] * 36)
    beside = Beside(lambda: break_series(measure))

    with transaction.atomic():
        Observation.objects.filter(ended_on=date(2021, 12, 31)).update(value=Decimal(7))
        keep_standings([measure])
        beside.begin()
    beside.end()

    found = analysis_of(measure, PUBLIC)
    assert (found.last.value, len(found.breaks), len(found.limits)) == (7, 1, 2)


def test_who_tells_the_trail_first_and_who_keeps_first_do_not_wait_for_each_other():
    measure = measure_with([100] * 36)
    beside = Beside(lambda: break_series(measure))

    with transaction.atomic():
        record(actor=None, action="performance.figures_brought_in", target=measure, area=measure.area)
        beside.begin()
        ObservationFactory(series=measure.series.get(), started_on=date(2018, 12, 1))
        keep_standings([measure])
    assert beside.end() is None

    found = analysis_of(measure, PUBLIC)
    assert (len(found.points), len(found.breaks)) == (37, 1)
