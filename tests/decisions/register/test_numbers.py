"""Sixteen writers log decisions over New Year, some of whom give up: no number twice, and none left out, in either year."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from decisions.models import Decision
from decisions.services.register import logging
from interface import clock
from panels.counters import raise_to
from panels.models import Counter
from tests.factories.panels import PoliceAreaFactory

WRITERS, EACH, LAST_OLD = 16, 25, 12
# A tenth of a second before midnight in London, and midnight itself
BEFORE = datetime(2021, 12, 31, 23, 59, 59, 900_000, tzinfo=clock.LONDON)
AFTER = datetime(2022, 1, 1, 0, 0, 0, tzinfo=clock.LONDON)


class GivenUp(Exception):
    """A writer's transaction ends without its decision."""


def at_once(work):
    """Sixteen threads doing the same work from the same moment."""
    start = Barrier(WRITERS)

    def run(writer):
        try:
            start.wait()
            return [one for turn in range(EACH) if (one := work(writer, turn))]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return [one for kept in threads.map(run, range(WRITERS)) for one in kept]


def moment(writer, turn):
    """The year ends for each writer at another turn."""
    return BEFORE if turn < LAST_OLD + writer % 2 else AFTER


def over_new_year(area):
    def work(writer, turn):
        try:
            with clock.stand_on(moment(writer, turn)), transaction.atomic():
                decision = logging.log_decision(area=area, title="A grant", actor=None)
                if (writer + turn) % 5 == 0:
                    raise GivenUp
            return decision.reference
        except GivenUp:
            return None

    return at_once(work)


def numbers(area, year):
    return sorted(Decision.objects.filter(area=area, year=year).values_list("number", flat=True))


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_over_new_year_leave_no_gap_and_no_repeat():
    area = PoliceAreaFactory()
    given = over_new_year(area)

    old, new = numbers(area, 2021), numbers(area, 2022)
    assert len(given) == len(set(given)) == len(old) + len(new) == WRITERS * EACH - 80
    assert (old, new) == (list(range(1, len(old) + 1)), list(range(1, len(new) + 1)))
    lasts = dict(Counter.objects.filter(area=area, series=logging.SERIES).values_list("year", "last"))
    assert lasts == {2021: len(old), 2022: len(new)}
    for decision in Decision.objects.filter(area=area):
        assert clock.as_local(decision.created_at).year == decision.year


@pytest.mark.django_db(transaction=True)
def test_counting_the_rows_instead_would_repeat_numbers(monkeypatch):
    """The same run with the highest number plus one: it shows that the run would notice."""
    area = PoliceAreaFactory()
    monkeypatch.setattr(logging, "next_number", lambda area, series, year: max(numbers(area, year), default=0) + 1)
    with pytest.raises(IntegrityError, match="one_reference"):
        over_new_year(area)


@pytest.mark.django_db
def test_each_area_and_year_begins_at_one_and_goes_on_after_an_older_register(today):
    one, other = PoliceAreaFactory(), PoliceAreaFactory()
    assert logging.log_decision(area=one, title="x", actor=None).reference == "2022/001"
    assert logging.log_decision(area=other, title="x", actor=None).reference == "2022/001"
    assert logging.log_decision(area=one, title="x", actor=None, year=2018).reference == "2018/001"
    raise_to(one, logging.SERIES, 2022, 1234)
    assert logging.log_decision(area=one, title="x", actor=None).slug == "2022-1235"
