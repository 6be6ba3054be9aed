"""Decisions on applications: awards made from them, refusals with a reason, the sum within the fund; all or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from commissioning.choices import ApplicationStatus, AwardKind, AwardStatus, DecidedBy
from commissioning.models import Award, Provider
from commissioning.rules.applications import MAY_BECOME, judge_problems
from commissioning.services import applications as services
from commissioning.services.deciding import decide, left_of
from tests.commissioning.funding import DAY, choice, office_of, round_of
from tests.factories.commissioning import ApplicationFactory, AwardFactory, ExerciseFactory, ProviderFactory

pytestmark = pytest.mark.django_db
REFUSED = ApplicationStatus.REFUSED


def decided(exercise, *choices, **facts):
    given = {"version": exercise.version, "decided_on": DAY, "actor": office_of(exercise.area), "decided_by": DecidedBy.PANEL}
    return decide(exercise=exercise, choices=choices, **{**given, **facts})


def test_a_round_is_decided_at_once():
    exercise = round_of("300.00", "200.00")
    first, second = exercise.applications.all()

    (award,) = decided(exercise, choice(first, conditions="Report by June."), choice(second, REFUSED, reason="Too far away"))

    facts = (award.kind, award.status, award.amount, award.awarded_on, award.fund, award.exercise, award.application)
    assert facts == (AwardKind.GRANT, AwardStatus.AWARDED, Decimal("300.00"), DAY, exercise.fund, exercise, first)
    assert (award.purpose, award.conditions, award.reasons) == (first.summary, "Report by June.", "It keeps young people safe.")
    assert (award.decided_by, award.published_at, award.provider.name) == (DecidedBy.PANEL, None, first.applicant)
    second.refresh_from_db()
    assert (second.status, second.reason, second.decided_on) == (REFUSED, "Too far away", DAY)
    exercise.refresh_from_db()
    assert (exercise.decided_on, exercise.decided_by) == (DAY, DecidedBy.PANEL)


def test_an_award_goes_to_the_provider_that_is_there_already():
    exercise = round_of("300.00")
    (row,) = exercise.applications.all()
    known = ProviderFactory(area=exercise.area, name=row.applicant.upper())

    (award,) = decided(exercise, choice(row))

    assert (award.provider, Provider.objects.count()) == (known, 1)


def test_awards_may_not_make_more_than_is_left_of_the_fund():
    exercise = round_of("600.00", "300.00")
    AwardFactory(area=exercise.area, fund=exercise.fund, amount=Decimal("200.00"), exempt=True, unpublished=True)

    with pytest.raises(ValidationError) as refused:
        decided(exercise, *(choice(one) for one in exercise.applications.all()))

    assert refused.value.messages == [
        "These awards make £900.00, £100.00 more than the £800.00 left of the fund. Lower an amount, or change the budget of the "
        "fund first"
    ]
    assert (Award.objects.count(), Provider.objects.filter(area=exercise.area).count()) == (1, 1)
    assert not AuditEntry.objects.exists()


def test_what_is_left_may_be_awarded_to_the_penny():
    exercise = round_of("333.33", "666.67")

    decided(exercise, *(choice(one) for one in exercise.applications.all()))

    assert left_of(exercise.fund) == Decimal("0.00")


def test_without_a_budget_nothing_is_said_of_what_is_left():
    exercise = round_of("90000.00", budget=None)

    assert left_of(exercise.fund) is None
    assert len(decided(exercise, *(choice(one) for one in exercise.applications.all()))) == 1


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"amount": None}, "amount_1", "Enter the amount that is awarded"),
        ({"reason": " "}, "reason_1", "Say why it is awarded"),
        ({"outcome": REFUSED, "reason": ""}, "reason_1", "Say why it is refused"),
    ],
)
def test_a_decision_needs_its_facts(facts, field, words):
    exercise = round_of("300.00")
    (row,) = exercise.applications.all()

    with pytest.raises(ValidationError) as refused:
        decided(exercise, choice(row, **facts))

    assert refused.value.message_dict == {field: [words]}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 1, 19), "Enter a day on or after 20 Jan 2022, when the application was received"),
        (date(2062, 1, 1), "Enter a day that has come"),
    ],
)
def test_a_decision_is_neither_early_nor_ahead(day, words):
    exercise = round_of("300.00")

    with pytest.raises(ValidationError) as refused:
        decided(exercise, choice(exercise.applications.get()), decided_on=day)

    assert refused.value.message_dict == {"decided_on": [words]}


def test_one_bad_decision_keeps_none():
    exercise = round_of("300.00", "200.00")
    first, second = exercise.applications.all()

    with pytest.raises(ValidationError):
        decided(exercise, choice(first), choice(second, amount=None))

    first.refresh_from_db()
    assert (first.status, Award.objects.exists(), AuditEntry.objects.exists()) == (ApplicationStatus.RECEIVED, False, False)


@pytest.mark.parametrize("stale", ["round", "application"])
def test_a_decision_on_what_changed_meanwhile_is_refused(stale):
    exercise = round_of("300.00")
    row = exercise.applications.get()
    version = exercise.version
    (exercise if stale == "round" else row).__class__.objects.update(version=9)

    with pytest.raises(ValidationError) as refused:
        decided(exercise, choice(row), version=version)

    assert refused.value.code == "stale"


def test_nothing_is_decided_twice():
    exercise = round_of("300.00")
    decided(exercise, choice(exercise.applications.get()))
    exercise.refresh_from_db()

    with pytest.raises(ValidationError) as refused:
        decided(exercise, choice(exercise.applications.get()))

    assert refused.value.messages == ["Application 1 is decided already, or taken out"]


def test_a_bid_becomes_a_contract_without_the_bidders_words():
    exercise = ExerciseFactory(title="Advocacy service")
    row = ApplicationFactory(exercise=exercise, amount=Decimal("120000.00"), applicant="Bright House", summary="A canary")

    (award,) = decided(exercise, choice(row, purpose=""))

    assert (award.kind, award.title, award.purpose) == (AwardKind.CONTRACT, "Advocacy service: Bright House", "")
    assert award.reference.startswith("C-2022-")


@pytest.mark.parametrize(
    ("facts", "code"), [({"kind": "expressions"}, "kind"), ({"status": "complete"}, "over")], ids=["expressions", "over"]
)
def test_what_is_not_awarded_is_refused(facts, code):
    exercise = ExerciseFactory(**facts)
    row = ApplicationFactory(exercise=exercise, amount=Decimal("1.00"))

    with pytest.raises(ValidationError) as refused:
        decided(exercise, choice(row))

    assert refused.value.code == code


def test_the_trail_names_no_applicant_and_no_amount():
    exercise = round_of("300.00", "200.00")
    first, second = exercise.applications.all()

    decided(exercise, choice(first), choice(second, REFUSED))

    acts = [one.action.removeprefix("commissioning.") for one in AuditEntry.objects.order_by("pk")]
    assert acts[-3:] == ["application_awarded", "application_refused", "applications_decided"]
    trail = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert not [word for word in (first.applicant, second.applicant, "300", "young people") if word in trail]


# Before the decision --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in MAY_BECOME for new in ApplicationStatus])
def test_what_an_application_may_become(old, new):
    possible = new in MAY_BECOME[old] and new not in (ApplicationStatus.AWARDED, REFUSED)

    assert (not judge_problems(old, new, "Because")) is possible


def test_not_eligible_says_why_and_can_be_looked_at_again():
    row = ApplicationFactory()
    actor = office_of(row.exercise.area)
    with pytest.raises(ValidationError) as refused:
        services.judge_application(application=row, version=1, status="not-eligible", actor=actor)
    assert refused.value.message_dict == {"reason": ["Say why it is not eligible"]}

    row = services.judge_application(application=row, version=1, status="not-eligible", reason="It is a person", actor=actor)
    row = services.judge_application(application=row, version=2, status="received", actor=actor)

    assert (row.status, row.reason) == (ApplicationStatus.RECEIVED, "")


def test_what_was_awarded_neither_changes_nor_goes():
    exercise = round_of("300.00")
    decided(exercise, choice(exercise.applications.get()))
    row, actor = exercise.applications.get(), office_of(exercise.area)

    for work in (
        lambda: services.change_application(application=row, version=row.version, actor=actor, score="9"),
        lambda: services.remove_application(application=row, version=row.version, actor=actor),
    ):
        with pytest.raises(ValidationError) as refused:
            work()
        assert refused.value.code == "awarded"


def test_an_application_goes_out_and_comes_back():
    row = ApplicationFactory()
    actor = office_of(row.exercise.area)

    row = services.remove_application(application=row, version=1, actor=actor)
    assert not row.exercise.applications.kept().exists()
    services.restore_application(application=row, version=2, actor=actor)

    assert row.exercise.applications.kept().exists()
