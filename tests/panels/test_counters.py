"""References under load: sixteen writers at once, some of whom give up, leave no gap and no repeat."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from documents.choices import Access
from interface import clock
from meetings.choices import OwnerKind
from meetings.models import Action
from meetings.services.actions import raise_action
from panels.counters import next_number, next_reference, raise_to
from panels.models import Counter
from tests.factories.panels import BodyFactory

WRITERS = 16
EACH = 4
RAISED_ON = date(2022, 2, 1)


class GivenUp(Exception):
    """A writer's transaction ends without its action."""


def _raise_one(body, access=Access.PUBLIC):
    return raise_action(
        body=body,
        text="Say what serious violence means",
        access=access,
        owner_kind=OwnerKind.OFFICE,
        owner_name="Office of the Commissioner",
        raised_on=RAISED_ON,
        actor=None,
        is_out=True,
    )


def _at_once(work):
    """Sixteen threads doing the same work from the same moment; gives what each of them said."""
    start = Barrier(WRITERS)

    def run(writer):
        try:
            start.wait()
            with clock.stand_on(date(2022, 3, 10)):
                return work(writer)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        return list(threads.map(run, range(WRITERS)))


def _numbers(prefix):
    rows = Action.objects.filter(reference__startswith=f"{prefix}-2022-").values_list("reference", flat=True)
    return sorted(int(reference.rpartition("-")[2]) for reference in rows)


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_some_rolled_back_leave_no_gap_and_no_repeat():
    body = BodyFactory()

    def work(writer):
        kept = []
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    action = _raise_one(body)
                    if (writer + turn) % 4 == 0:
                        raise GivenUp
                kept.append(action.reference)
            except GivenUp:
                continue
        return kept

    given = [reference for kept in _at_once(work) for reference in kept]

    assert len(given) == len(set(given)) == 48
    assert _numbers("A") == list(range(1, 49))
    assert Counter.objects.get(area=body.area, series="A", year=2022).last == 48


@pytest.mark.django_db(transaction=True)
def test_the_private_series_counts_apart_while_both_are_written():
    body = BodyFactory()

    _at_once(lambda writer: [_raise_one(body, Access.EXEMPT if writer % 2 else Access.PUBLIC) for _turn in range(EACH)])

    assert (_numbers("A"), _numbers("AX")) == (list(range(1, 33)), list(range(1, 33)))


@pytest.mark.django_db(transaction=True)
def test_counting_the_rows_instead_would_repeat_numbers(monkeypatch):
    """The same run with the highest number plus one: it shows that the run would notice."""
    body = BodyFactory()
    together = Barrier(WRITERS)

    def highest_plus_one(area, series, year):
        taken = Action.objects.filter(area=area, reference__startswith=f"{series}-{year}-").count()
        together.wait()  # every writer has counted before any of them writes
        return f"{series}-{year}-{taken + 1:03d}"

    monkeypatch.setattr("meetings.services.actions.raising.next_reference", highest_plus_one)

    def work(_writer):
        try:
            return _raise_one(body).reference
        except (IntegrityError, ValidationError):
            return "repeated"

    said = _at_once(work)

    assert said.count("repeated") == WRITERS - 1
    assert _numbers("A") == [1]


@pytest.mark.django_db
def test_refused_action_takes_no_number():
    body = BodyFactory()
    with clock.stand_on(date(2022, 3, 10)):
        _raise_one(body)
        with pytest.raises(ValidationError), transaction.atomic():
            raise_action(
                body=body, text="", access=Access.PUBLIC, owner_kind=OwnerKind.OFFICE, raised_on=RAISED_ON, actor=None,
                owner_name="Office",
            )  # fmt: skip
        assert _raise_one(body).reference == "A-2022-002"


@pytest.mark.django_db
def test_years_and_areas_count_apart():
    here, there = BodyFactory(), BodyFactory()

    given = [next_reference(body.area, "A", year) for body, year in ((here, 2022), (here, 2022), (here, 2023), (there, 2022))]

    assert given == ["A-2022-001", "A-2022-002", "A-2023-001", "A-2022-001"]


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    body = BodyFactory()
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        next_number(body.area, "A", 2022)
    assert not Counter.objects.exists()


def test_a_series_goes_on_after_the_number_of_an_older_register_and_never_back(db):
    area = BodyFactory().area
    assert [raise_to(area, "DN", 2018, number) for number in (0, 12, 5)] == [0, 12, 12]
    assert (next_number(area, "DN", 2018), next_number(area, "DN", 2019)) == (13, 1)


@pytest.mark.django_db(transaction=True)
def test_a_series_is_raised_in_a_transaction_alone():
    area = BodyFactory().area
    with pytest.raises(RuntimeError, match="raise_to"):
        raise_to(area, "DN", 2018, 5)
