"""Random legal and illegal steps over the services: what is taken is what the regulations allow and nothing else, and every
state that is reached has its notices, its clocks and a trail that leads to it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from complaints.choices import ComplaintStatus as S
from complaints.choices import StepKind as K
from complaints.rules import machine
from tests.complaints.complaining import Complaining, try_everything

pytestmark = pytest.mark.django_db
# Far ends that so few runs may not meet; each is reached by hand in test_steps
MAY_BE_MISSED = {S.TRANSFERRED, S.NOT_RECORDED, S.DISAPPLIED, S.WITHDRAWN}


def quick_print(**_facts) -> None:
    """The print of a letter takes long and is tested elsewhere."""


QUICK = settings(
    max_examples=12, stateful_step_count=20, deadline=None, derandomize=True, print_blob=False, report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
)  # fmt: skip


@pytest.fixture
def printed_quickly(monkeypatch, rulebook):
    monkeypatch.setattr("complaints.services.letters.print_sheet", quick_print)


def test_no_illegal_state_is_ever_reached(printed_quickly):
    Complaining.visited.clear()
    run_state_machine_as_test(Complaining, settings=QUICK)
    assert set(S) - Complaining.visited <= MAY_BE_MISSED


def test_every_step_is_tried_in_every_state_that_is_reached(printed_quickly):
    assert try_everything() >= set(S) - {S.DISAPPLIED}  # which rests on what is typed: see test_steps


def _slip(kind, **change):
    return lambda monkeypatch: monkeypatch.setitem(machine.STEPS, kind, replace(machine.STEPS[kind], **change))


SLIPS = {
    "a step from a wrong state": _slip(K.WITHDRAW, starts=frozenset({S.RECORDED, S.RECEIVED})),
    "a step to a wrong state": _slip(K.RESOLVE, ends=S.CONCLUDED),
    "a notice forgotten": _slip(K.CONCLUDE, notices=()),
    "a notice to one side alone": _slip(K.RECORD, notices=machine.STEPS[K.RECORD].notices[:1]),
    "seriousness not asked": lambda monkeypatch: monkeypatch.delitem(machine._CHECKS, K.RESOLVE),
    "sides not heard": lambda monkeypatch: monkeypatch.delitem(machine._CHECKS, K.CONCLUDE),
    "state kept when taken back": lambda monkeypatch: monkeypatch.setattr("complaints.services.steps._undo", lambda *_: None),
}


@pytest.mark.parametrize("slip", list(SLIPS))
def test_a_planted_slip_is_found(slip, printed_quickly, monkeypatch):
    SLIPS[slip](monkeypatch)
    with pytest.raises((AssertionError, ValueError)):
        try_everything()
