"""A report published, or its trends accepted, while somebody beside works on the same measures."""

from decimal import Decimal

import pytest
from django.db import transaction

from performance.models import TrendWord
from performance.services import reports
from performance.services.figures_by_hand import revise_figure
from performance.services.standing import analysis_until
from performance.services.trends import accept_trend
from tests.beside import Beside
from tests.performance.quarterly.conftest import END

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(area, body, measure, office):
    return reports.create_report(area=area, body=body, ended_on=END, actor=office)


def test_a_figure_that_is_revised_meanwhile_is_in_the_report_that_releases_it(report, meeting, measure, office):
    reports.accept_proposed(report=report, actor=office)
    reports.add_comment(part=report.parts.get(), text="Robbery is stable.", actor=office)
    report.refresh_from_db()
    last = measure.series.get().observations.get(ended_on=END)
    freeze = Beside(lambda: reports.freeze_report(report=report, meeting=meeting, version=report.version, actor=office))

    with transaction.atomic():
        revise_figure(observation=last, was=last.value, value=Decimal(777), why="Counted anew.", actor=office)
        freeze.begin()
    frozen = freeze.end()

    year = analysis_until(measure, END).points[-1].rolling
    assert frozen.frozen_charts[measure.slug]["series"][0]["values"][-1] == year == 1_877


def test_a_word_that_is_set_meanwhile_is_not_replaced_by_the_one_proposed(report, measure, office):
    accept = Beside(lambda: reports.accept_proposed(report=report, actor=office))

    with transaction.atomic():
        accept_trend(measure=measure, ended_on=END, word="increasing", reason="A new way of counting.", actor=office)
        accept.begin()

    assert accept.end() == 0
    assert TrendWord.objects.get().word == "increasing"
