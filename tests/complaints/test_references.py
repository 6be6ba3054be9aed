"""Sixteen writers log complaints over New Year, some of whom give up: no reference twice, and none left out, in either year."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from complaints.models import Complaint
from interface import clock
from panels.models import Counter

WRITERS = 16
EACH = 4
# A tenth of a second before midnight in London, and midnight itself
BEFORE = datetime(2021, 12, 31, 23, 59, 59, 900_000, tzinfo=clock.LONDON)
AFTER = datetime(2022, 1, 1, 0, 0, 0, tzinfo=clock.LONDON)


class GivenUp(Exception):
    """A writer's transaction ends without its complaint."""


def _at_once(work):
    """Sixteen threads doing the same work from the same moment, while the year ends for each at another turn."""
    start = Barrier(WRITERS)

    def run(writer):
        try:
            start.wait()
            return [one for turn in range(EACH) if (one := work(writer, turn))]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return [one for kept in threads.map(run, range(WRITERS)) for one in kept]


def _moment(writer, turn):
    """The first turns stand before midnight; the third does for every other writer."""
    return BEFORE if turn < 2 or (turn == 2 and writer % 2) else AFTER


def _numbers(year):
    rows = Complaint.objects.filter(reference__startswith=f"CC-{year}-").values_list("reference", flat=True)
    return sorted(int(reference.rpartition("-")[2]) for reference in rows)


def _log_over_new_year(log):
    def work(writer, turn):
        try:
            with clock.stand_on(_moment(writer, turn)), transaction.atomic():
                reference = log(allegations=[]).reference
                if (writer + turn) % 4 == 0:
                    raise GivenUp
            return reference
        except GivenUp:
            return None

    return _at_once(work)


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_over_new_year_leave_no_gap_and_no_repeat(log, area):
    given = _log_over_new_year(log)

    assert len(given) == len(set(given)) == 48
    assert (_numbers(2021), _numbers(2022)) == (list(range(1, 33)), list(range(1, 17)))
    lasts = dict(Counter.objects.filter(area=area, series="CC").values_list("year", "last"))
    assert lasts == {2021: 32, 2022: 16}
    for complaint in Complaint.objects.all():
        assert clock.as_local(complaint.logged_at).year == int(complaint.reference.split("-")[1])


@pytest.mark.django_db(transaction=True)
def test_counting_the_rows_instead_would_repeat_numbers(log, monkeypatch):
    """The same run with the highest number plus one: it shows that the run would notice."""

    def highest_plus_one(area, series, year):
        taken = Complaint.objects.filter(area=area, reference__startswith=f"{series}-{year}-").count()
        return f"{series}-{year}-{taken + 1:03d}"

    monkeypatch.setattr("complaints.services.complaints.next_reference", highest_plus_one)
    together = Barrier(WRITERS)

    def work(_writer, turn):
        if turn:
            return None
        together.wait()
        try:
            with clock.stand_on(BEFORE):
                return log(allegations=[]).reference
        except (IntegrityError, ValidationError):  # the database refuses the repeat
            return None

    assert len(_at_once(work)) < WRITERS
