"""Two rounds of one fund decided at the same time: together they give out no more than its budget."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.models import Award
from commissioning.services.deciding import decide
from tests.beside import Beside
from tests.commissioning.funding import DAY, choice, round_of
from tests.factories.commissioning import ApplicationFactory, ExerciseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def decided(exercise):
    (row,) = exercise.applications.all()
    return decide(exercise=exercise, version=1, choices=[choice(row)], decided_on=DAY, actor=None)


def test_two_rounds_together_stay_within_the_budget():
    first = round_of("600.00", budget="1000.00")
    second = ExerciseFactory(area=first.area, fund=first.fund, of_grants=True)
    ApplicationFactory(exercise=second, amount=first.applications.get().amount)
    beside = Beside(lambda: decided(second))

    with transaction.atomic():
        decided(first)
        beside.begin()
    refused = beside.end()

    assert isinstance(refused, ValidationError)
    assert refused.code == "budget"
    assert Award.objects.count() == 1


def test_the_same_round_is_decided_once():
    exercise = round_of("600.00")
    beside = Beside(lambda: decided(exercise))

    with transaction.atomic():
        decided(exercise)
        beside.begin()

    assert beside.end().code == "stale"
    assert Award.objects.count() == 1
