"""What is due: written from what a source says, following it while it is open, settled by hand or by what happened."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from interface import clock
from panels import due
from panels.choices import DutyAccess, DutyOwner, DutyStatus
from panels.due import Duty, Subject
from panels.models import Body, Obligation
from panels.services.due import explain, keep_duties, meet, refresh_duties, reopen, set_aside
from tests.factories.accounts import UserFactory
from tests.factories.due import ObligationFactory
from tests.factories.panels import BodyFactory

TODAY = date(2022, 3, 15)
NOON = datetime(2022, 3, 15, 12, tzinfo=clock.LONDON)
DUE = date(2022, 3, 18)


def duty(key="first", **facts):
    usual = {"title": "Do it", "owner": DutyOwner.CLERK, "due_on": DUE, "provision": "An Act, s.1", "counted_from": DUE}
    return Duty(key=key, is_verified=True, **{**usual, **facts})


@pytest.fixture
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def source(monkeypatch):
    """A kind of thing that says whatever the test puts into this list. Its things are bodies."""
    said: list[Duty] = []
    monkeypatch.setattr(due, "_register", {})

    @due.duties(
        "sample",
        subject=lambda body: Subject("sample", str(body.pk), body.area, body, "The thing", "/there/"),
        living=lambda: Body.objects.select_related("area").order_by("pk"),
        body="pk",
    )
    def of_sample(body):
        yield from said

    return said


@pytest.fixture
def body(db, today):
    return BodyFactory()


@pytest.fixture
def clerk(db):
    return UserFactory()


def the_row(key="first"):
    return Obligation.objects.get(key=key)


# Following -------------------------------------------------------------------------------------------------------


def test_a_duty_becomes_a_row_with_the_next_reference(source, body):
    source += [duty(), duty("second", due_on=date(2023, 1, 4)), duty("third")]

    keep_duties("sample", body)

    rows = Obligation.objects.order_by("key")
    assert [(row.key, row.reference) for row in rows] == [
        ("first", "D-2022-001"), ("second", "D-2023-001"), ("third", "D-2022-002"),
    ]  # fmt: skip
    assert (rows[0].about, rows[0].address, rows[0].area, rows[0].body) == ("The thing", "/there/", body.area, body)


def test_keeping_twice_changes_nothing(source, body):
    source.append(duty())
    keep_duties("sample", body)

    keep_duties("sample", body)

    assert (Obligation.objects.count(), the_row().version) == (1, 1)


def test_an_open_row_follows_and_keeps_its_reference(source, body):
    source.append(duty())
    keep_duties("sample", body)
    source[:] = [duty(due_on=date(2022, 3, 21), title="Do it now", access=DutyAccess.PUBLIC, due_at=time(17))]

    keep_duties("sample", body)

    row = the_row()
    assert (row.due_on, row.due_at, row.title, row.access) == (date(2022, 3, 21), time(17), "Do it now", "public")
    assert (row.reference, row.version) == ("D-2022-001", 2)


@pytest.mark.parametrize(
    ("met_at", "due_at", "late"),
    [
        (datetime(2022, 3, 18, 23, 59, tzinfo=clock.LONDON), None, False),
        (datetime(2022, 3, 19, 0, 0, tzinfo=clock.LONDON), None, True),
        (datetime(2022, 3, 18, 16, 59, tzinfo=clock.LONDON), time(17), False),
        (datetime(2022, 3, 18, 17, 0, tzinfo=clock.LONDON), time(17), True),
    ],
)
def test_what_happened_meets_it_late_or_not(source, body, met_at, due_at, late):
    source.append(duty(due_at=due_at))
    keep_duties("sample", body)
    source[:] = [duty(due_at=due_at, met_at=met_at, met_how="It was done", explanation="Snow")]

    keep_duties("sample", body)

    row = the_row()
    assert (row.status, row.met_at, row.was_late) == (DutyStatus.MET, met_at, late)
    assert row.explanation == ("Snow" if late else "")


def test_what_was_met_late_stays_on_record_when_the_rule_changes(source, body):
    source.append(duty(met_at=datetime(2022, 3, 19, 9, tzinfo=clock.LONDON)))
    keep_duties("sample", body)
    source[:] = [duty(due_on=date(2022, 3, 25), met_at=datetime(2022, 3, 19, 9, tzinfo=clock.LONDON))]

    keep_duties("sample", body)
    source.clear()
    keep_duties("sample", body)

    row = the_row()
    assert (row.status, row.due_on, row.was_late) == (DutyStatus.MET, DUE, True)


def test_a_duty_that_is_no_longer_said_does_not_apply_and_comes_back_when_it_is(source, body):
    source.append(duty())
    keep_duties("sample", body)
    source.clear()
    keep_duties("sample", body)
    gone = the_row()
    source.append(duty(due_on=date(2022, 3, 22)))

    keep_duties("sample", body)

    assert (gone.status, gone.explanation) == (DutyStatus.NOT_APPLICABLE, "It no longer follows from the rules")
    assert (the_row().status, the_row().explanation, the_row().due_on) == (DutyStatus.OPEN, "", date(2022, 3, 22))


@pytest.mark.parametrize("closing", [False, True])
def test_a_day_that_is_over_is_not_reckoned_anew_from_other_rules(source, body, closing):
    start = date(2022, 3, 24)
    source.append(duty(due_on=date(2022, 3, 14), counted_from=start, is_closing=closing))
    keep_duties("sample", body)
    source[:] = [duty(due_on=date(2022, 3, 18), counted_from=start, is_closing=closing, provision="New", title="New")]

    keep_duties("sample", body)

    assert (the_row().due_on, the_row().provision, the_row().title) == (date(2022, 3, 14), "An Act, s.1", "New")


def test_a_day_that_is_over_moves_with_its_thing(source, body):
    source.append(duty(due_on=date(2022, 3, 14), counted_from=date(2022, 3, 24)))
    keep_duties("sample", body)
    source[:] = [duty(due_on=date(2022, 3, 21), counted_from=date(2022, 3, 31))]

    keep_duties("sample", body)

    assert the_row().due_on == date(2022, 3, 21)


def test_what_has_closed_stays_closed_when_its_rule_ends(source, body):
    source.append(duty(due_on=date(2022, 3, 14), is_closing=True))
    keep_duties("sample", body)
    source.clear()

    keep_duties("sample", body)

    assert the_row().status == DutyStatus.OPEN


def test_what_never_applied_is_not_written(source, body):
    source.append(duty(not_applicable="The meeting is cancelled"))

    keep_duties("sample", body)

    assert not Obligation.objects.exists()


def test_who_may_know_of_a_settled_one_follows_its_thing(source, body):
    source.append(duty(met_at=NOON))
    keep_duties("sample", body)
    for access in (DutyAccess.PUBLIC, DutyAccess.STAFF):
        source[:] = [duty(access=access, met_at=NOON)]
        keep_duties("sample", body)
        row = Obligation.objects.get()
        assert (row.access, row.status) == (access, DutyStatus.MET)


def test_a_thing_that_is_taken_up_again_is_due_again(source, body):
    source.append(duty(met_at=NOON))
    keep_duties("sample", body)
    source[:] = [duty()]
    keep_duties("sample", body)
    still = the_row().status

    keep_duties("sample", body, again=True)

    assert (still, the_row().status, the_row().met_at) == (DutyStatus.MET, DutyStatus.OPEN, None)


def test_long_words_are_cut_to_what_a_row_holds(source, body):
    source.append(duty(title="t" * 300, provision="p" * 500))

    keep_duties("sample", body)

    assert (len(the_row().title), len(the_row().provision)) == (200, 300)


def test_keeping_costs_few_questions(source, body, django_assert_num_queries):
    with django_assert_num_queries(1):
        keep_duties("sample", body)
    source += [duty(), duty("second"), duty("third")]
    with django_assert_num_queries(5):  # the rows, the counter thrice, the new rows
        keep_duties("sample", body)
    with django_assert_num_queries(1):
        keep_duties("sample", body)
    source[:] = [duty(title="New"), duty("second", title="New"), duty("third", title="New")]
    with django_assert_num_queries(2):
        keep_duties("sample", body)


def test_refreshing_writes_what_is_out_of_line_and_nothing_else(source, body):
    other = BodyFactory()
    source.append(duty())
    keep_duties("sample", body)

    first, second = refresh_duties(), refresh_duties()

    assert (first, second) == (1, 0)
    assert set(Obligation.objects.values_list("body", flat=True)) == {body.pk, other.pk}
    assert AuditEntry.objects.filter(action="panels.duties_refreshed").count() == 1


def test_refreshing_one_body_leaves_the_others(source, body):
    BodyFactory()
    source.append(duty())

    assert refresh_duties(body=body) == 1
    assert Obligation.objects.get().body == body


@pytest.mark.parametrize("count", [1, 3, 300])
def test_looking_through_what_lives_asks_the_same_of_any_number(source, db, today, count, django_assert_num_queries):
    area = BodyFactory().area
    BodyFactory.create_batch(count - 1, area=area)
    source.append(duty())
    refresh_duties()

    with django_assert_num_queries(2):  # the things, their rows; what each thing asks comes on top
        refresh_duties()


def test_two_sources_of_one_kind_are_refused(source):
    with pytest.raises(ValueError, match="sample"):
        due.duties("sample", subject=lambda thing: None, living=lambda: Body.objects.none())(lambda thing: [])


# By hand ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def row(body):
    return ObligationFactory(body=body, due_on=date(2022, 3, 14))


def test_something_done_late_says_why(row, clerk):
    with pytest.raises(ValidationError) as refused:
        meet(obligation=row, version=1, met_on=TODAY, how="Put on the website", actor=clerk)

    done = meet(obligation=row, version=1, met_on=TODAY, how="Put on the website", explanation="Snow", actor=clerk)
    assert list(refused.value.message_dict) == ["explanation"]
    assert (done.status, done.was_late, done.met_by, done.explanation) == (DutyStatus.MET, True, clerk, "Snow")
    assert AuditEntry.objects.filter(action="panels.duty_met").count() == 1
    assert "Snow" not in str(AuditEntry.objects.last().detail)
    assert "website" not in str(AuditEntry.objects.last().detail)


def test_something_done_in_time_needs_no_reason_and_has_its_day(row, clerk):
    done = meet(obligation=row, version=1, met_on=date(2022, 3, 11), how="Handed out", actor=clerk)

    assert (done.was_late, clock.as_local(done.met_at).date()) == (False, date(2022, 3, 11))


@pytest.mark.parametrize(
    ("facts", "field"), [({"met_on": date(2022, 3, 16), "explanation": "x"}, "met_on"), ({"how": "  "}, "how")]
)
def test_a_day_to_come_and_no_words_are_refused(row, clerk, facts, field):
    with pytest.raises(ValidationError) as refused:
        meet(**{"obligation": row, "version": 1, "met_on": date(2022, 3, 11), "how": "Done", "actor": clerk, **facts})

    assert list(refused.value.message_dict) == [field]
    assert not AuditEntry.objects.filter(action="panels.duty_met").exists()


def test_what_merely_closes_is_never_met(body, clerk):
    closing = ObligationFactory(body=body, closing=True)

    with pytest.raises(ValidationError) as refused:
        meet(obligation=closing, version=1, met_on=TODAY, how="Done", actor=clerk)

    assert refused.value.code == "closing"


def test_what_was_set_aside_by_hand_stays_so(source, body, clerk):
    source.append(duty())
    keep_duties("sample", body)
    set_aside(obligation=the_row(), version=1, reason="Held at short notice", actor=clerk)
    source[:] = [duty(due_on=date(2022, 3, 22), met_at=NOON)]

    keep_duties("sample", body, again=True)

    assert (the_row().status, the_row().explanation) == (DutyStatus.NOT_APPLICABLE, "Held at short notice")


def test_reopening_reckons_it_anew(source, body, clerk):
    source.append(duty())
    keep_duties("sample", body)
    meet(obligation=the_row(), version=1, met_on=TODAY, how="Done", actor=clerk)
    source[:] = [duty(due_on=date(2022, 3, 22))]

    row = reopen(obligation=the_row(), version=2, reason="It was another one", actor=clerk)

    assert (row.status, row.due_on, row.met_by, row.met_how) == (
        DutyStatus.OPEN, date(2022, 3, 22), None, "It was another one",
    )  # fmt: skip


def test_what_the_portal_saw_is_not_reopened_by_hand(source, body, clerk):
    source.append(duty(met_at=NOON))
    keep_duties("sample", body)

    with pytest.raises(ValidationError) as refused:
        reopen(obligation=the_row(), version=1, reason="No", actor=clerk)

    assert refused.value.code == "portal"


def test_a_missed_one_with_an_explanation_stays_missed(row, clerk):
    done = explain(obligation=row, version=1, explanation="The clerk was ill", actor=clerk)

    assert (done.explanation, due.state_of(done, clock.now()).key) == ("The clerk was ill", "missed")
    assert list(Obligation.objects.missed(clock.now())) == [done]


def test_what_is_in_time_needs_no_explanation(body, clerk):
    row = ObligationFactory(body=body, due_on=date(2022, 3, 18))

    with pytest.raises(ValidationError) as refused:
        explain(obligation=row, version=1, explanation="Why", actor=clerk)

    assert refused.value.code == "in-time"


@pytest.mark.parametrize("act", ["meet", "set_aside", "reopen", "explain"])
def test_a_row_that_moved_on_is_not_overwritten(row, clerk, act):
    acts = {
        "meet": lambda: meet(obligation=row, version=7, met_on=TODAY, how="Done", explanation="x", actor=clerk),
        "set_aside": lambda: set_aside(obligation=row, version=7, reason="x", actor=clerk),
        "reopen": lambda: reopen(obligation=row, version=7, reason="x", actor=clerk),
        "explain": lambda: explain(obligation=row, version=7, explanation="x", actor=clerk),
    }
    with pytest.raises(ValidationError) as refused:
        acts[act]()

    assert refused.value.code == "stale"
