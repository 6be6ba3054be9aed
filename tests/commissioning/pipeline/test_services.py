"""Exercises, their stages and lots, and needs assessments: kept whole, told to the trail without private words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from commissioning.choices import AwardStatus, ExerciseKind, ExerciseStatus, NeedStatus, Precision, StageKind
from commissioning.models import Exercise, Lot, Need, Stage
from commissioning.services import needs, pipeline, pipeline_rows
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(area):
    return pipeline.open_exercise(area=area, kind=ExerciseKind.PROCUREMENT, title="Refuge", actor=None, year=2022)


def refused(do, **call):
    with pytest.raises(ValidationError) as caught:
        do(**call)
    return caught.value


def test_references_are_given_by_year_and_stay(area):
    made = [
        pipeline.open_exercise(area=area, kind=ExerciseKind.PROCUREMENT, title=f"Exercise {year}", actor=None, year=year)
        for year in (2022, 2022, 2018)
    ]

    assert [one.reference for one in made] == ["P-2022-001", "P-2022-002", "P-2018-001"]
    assert {one.published_at for one in made} == {None}


def test_a_round_needs_a_fund_of_its_area(area):
    call = {"area": area, "kind": ExerciseKind.GRANT_ROUND, "title": "Round", "actor": None}
    fund, other = make.FundFactory(area=area), make.FundFactory()

    assert "fund" in refused(pipeline.open_exercise, **call).message_dict
    assert "fund" in refused(pipeline.open_exercise, **call, fund=other).message_dict
    assert pipeline.open_exercise(**call, fund=fund).fund == fund


@pytest.mark.parametrize("name", ["need", "priority", "services"])
def test_nothing_of_another_area_is_named(area, name):
    factory = {"need": make.NeedFactory, "priority": make.PriorityFactory, "services": make.ServiceFactory}[name]
    value = [factory()] if name == "services" else factory()

    error = refused(
        pipeline.open_exercise, area=area, kind=ExerciseKind.PROCUREMENT, title="One", actor=None, **{name: value}
    )  # fmt: skip

    assert name in error.message_dict
    assert not Exercise.objects.exists()


def test_it_is_published_hidden_completed_and_opened_again(opened, office):
    for act in (pipeline.publish_exercise, pipeline.hide_exercise, pipeline.complete_exercise, pipeline.reopen_exercise):
        opened = act(exercise=opened, version=opened.version, actor=office)

    assert (opened.status, opened.published_at, opened.version) == (ExerciseStatus.IN_HAND, None, 5)
    acts = list(AuditEntry.objects.filter(action__startswith="commissioning.").order_by("pk").values_list("action", flat=True))
    assert acts == [
        "commissioning.exercise_opened", "commissioning.exercise_published", "commissioning.exercise_hidden",
        "commissioning.exercise_completed", "commissioning.exercise_reopened",
    ]  # fmt: skip


def test_a_stale_version_and_an_act_out_of_turn_are_refused(opened):
    assert refused(pipeline.publish_exercise, exercise=opened, version=9, actor=None).code == "stale"
    assert refused(pipeline.hide_exercise, exercise=opened, version=1, actor=None).code == "unpublished"
    assert refused(pipeline.reopen_exercise, exercise=opened, version=1, actor=None).code == "open"
    done = pipeline.complete_exercise(exercise=opened, version=1, actor=None)
    assert refused(pipeline.cancel_exercise, exercise=done, version=2, actor=None, why="Late").code == "over"


def test_it_is_cancelled_with_a_reason_and_only_before_an_award(opened, area):
    assert "why" in refused(pipeline.cancel_exercise, exercise=opened, version=1, actor=None, why=" ").message_dict
    award = make.AwardFactory(area=area, exercise=opened)
    assert refused(pipeline.cancel_exercise, exercise=opened, version=1, actor=None, why="No bids").code == "awarded"
    type(award).objects.update(status=AwardStatus.CANCELLED, cancelled_why="Withdrawn")

    assert pipeline.cancel_exercise(exercise=opened, version=1, actor=None, why="No bids").cancelled_why == "No bids"


def test_the_trail_holds_no_private_word_and_no_amount(opened, office):
    pipeline.change_exercise(
        exercise=opened, version=1, actor=office, private_note="CANARY bid of 98765", estimate=Decimal("98765.00")
    )
    pipeline_rows.add_row(model=Lot, exercise=opened, actor=office, title="CANARY", estimate=Decimal("98765.00"))

    said = str(list(AuditEntry.objects.values_list("action", "detail")))
    assert "CANARY" not in said
    assert "98765" not in said


# Stages and lots ----------------------------------------------------------------------------------------------------


def test_a_stage_is_planned_expected_and_reached_and_the_plan_stays(opened):
    pipeline.set_stage(exercise=opened, kind=StageKind.AWARD, actor=None, planned_on=date(2022, 2, 1))
    pipeline.set_stage(exercise=opened, kind=StageKind.AWARD, actor=None, expected_on=date(2022, 3, 1))
    row = Stage.objects.get()
    row = pipeline_rows.reach_stage(row=row, version=row.version, actor=None, actual_on=date(2022, 3, 4))

    assert (row.planned_on, row.expected_on, row.actual_on) == (date(2022, 2, 1), date(2022, 3, 1), date(2022, 3, 4))


def test_a_date_known_by_its_month_is_kept_as_its_first_day(opened):
    row = pipeline.set_stage(
        exercise=opened, kind=StageKind.LIVE, actor=None, planned_on=date(2022, 4, 20), planned_as=Precision.MONTH
    )

    assert (row.planned_on, row.planned_as) == (date(2022, 4, 1), Precision.MONTH)


def test_a_stage_stands_once_but_extensions_may_follow_each_other(opened):
    day = {"actor": None, "exercise": opened, "planned_on": date(2022, 5, 1)}
    pipeline_rows.add_row(model=Stage, kind=StageKind.NOTICE, **day)

    assert "kind" in refused(pipeline_rows.add_row, model=Stage, kind=StageKind.NOTICE, **day).message_dict
    for _each in range(2):
        pipeline.set_stage(kind=StageKind.EXTENSION, **day)
    assert Stage.objects.filter(kind=StageKind.EXTENSION).count() == 2


def test_a_stage_reached_in_the_future_or_without_any_date_is_refused(opened):
    call = {"exercise": opened, "kind": StageKind.NOTICE, "actor": None}

    assert "actual_on" in refused(pipeline.set_stage, **call, actual_on=date(2022, 3, 11)).message_dict
    assert "planned_on" in refused(pipeline.set_stage, **call).message_dict


def test_a_row_is_taken_out_and_put_back_unless_another_stands_there(opened):
    day = {"actor": None, "exercise": opened, "kind": StageKind.NOTICE, "planned_on": date(2022, 5, 1)}
    row = pipeline_rows.remove_row(row=pipeline_rows.add_row(model=Stage, **day), version=1, actor=None)
    other = pipeline_rows.add_row(model=Stage, **day)

    assert "kind" in refused(pipeline_rows.restore_row, row=row, version=2, actor=None).message_dict
    pipeline_rows.remove_row(row=other, version=1, actor=None)
    assert pipeline_rows.restore_row(row=row, version=2, actor=None).removed_at is None
    assert [row.number, other.number] == [1, 2]


def test_a_lot_with_an_application_stays(opened):
    lot = pipeline_rows.add_row(model=Lot, exercise=opened, actor=None, title="North")
    make.ApplicationFactory(exercise=opened, lot=lot)

    assert refused(pipeline_rows.remove_row, row=lot, version=1, actor=None).code == "used"
    assert "estimate" in refused(
        pipeline_rows.change_row, row=lot, version=1, actor=None, estimate=Decimal("-0.01")
    ).message_dict  # fmt: skip


# Needs assessments --------------------------------------------------------------------------------------------------


def test_a_need_is_entered_completed_and_opened_again(area):
    need = needs.create_need(area=area, title="Victims", actor=None, planned_on=date(2021, 5, 9), planned_as=Precision.MONTH)
    need = needs.complete_need(need=need, version=1, actor=None, completed_on=date(2021, 6, 30), findings="More refuge places")

    assert (need.slug, need.planned_on, need.status, need.findings) == (
        "victims", date(2021, 5, 1), NeedStatus.COMPLETE, "More refuge places",
    )  # fmt: skip
    need = needs.reopen_need(need=need, version=2, actor=None)
    assert (need.status, need.completed_on, need.findings) == (NeedStatus.UNDER_WAY, None, "More refuge places")


def test_a_need_is_not_completed_by_changing_its_state_nor_ahead_of_time(area):
    need = needs.create_need(area=area, title="Victims", actor=None)

    assert "status" in refused(needs.change_need, need=need, version=1, actor=None, status=NeedStatus.COMPLETE).message_dict
    ahead = refused(needs.complete_need, need=need, version=1, actor=None, completed_on=date(2022, 3, 11))
    assert "completed_on" in ahead.message_dict
    assert Need.objects.get().status == NeedStatus.PLANNED
