"""The life of an inspection: entered, its report out, answered, closed; its grades and recommendations; super-complaints."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.choices import AskKind, AskStatus, GradeWord, InspectionStatus, SuperComplaintStatus
from performance.models import Inspection
from performance.services import inspections as services
from tests.factories.performance import SuperComplaintFactory
from tests.performance.inspections.conftest import REPORT, TODAY


def acts():
    return list(AuditEntry.objects.filter(action__startswith="performance.").order_by("pk").values_list("action", flat=True))


def refusal(service, **facts):
    with pytest.raises(ValidationError) as caught:
        service(actor=None, **facts)
    return caught.value


def test_an_inspection_runs_from_planned_to_closed_and_every_step_is_in_the_trail(answered):
    one = answered()

    one = services.close_inspection(inspection=one, version=one.version, actor=None)

    assert (one.status, one.closed_on, one.responded_on) == (InspectionStatus.CLOSED, TODAY, TODAY)
    steps = ["created", "published", "report_published", "response_written", "response_published", "closed"]
    assert acts() == [f"performance.inspection_{step}" for step in steps]
    assert not any(entry.detail for entry in AuditEntry.objects.filter(action__startswith="performance."))


def test_two_inspections_of_one_title_have_addresses_of_their_own_and_none_is_a_page(area):
    titles = ["Grades", "Custody", "Custody"]

    slugs = [services.create_inspection(area=area, actor=None, title=title).slug for title in titles]

    assert slugs == ["grades-2", "custody", "custody-2"]


def test_an_inspection_is_entered_before_its_report_is_out(area):
    error = refusal(services.create_inspection, area=area, title="Custody", status=InspectionStatus.RESPONDED)

    assert set(error.message_dict) == {"status"}
    assert not Inspection.objects.exists()


def test_a_stale_change_is_refused(inspected):
    one = inspected()

    error = refusal(services.change_inspection, inspection=one, version=one.version - 1, title="Another")

    assert error.code == "stale"
    assert Inspection.objects.get().title == "Response to rape"


def test_the_state_moves_only_between_planned_and_under_way(inspected):
    one = inspected(report_on=None)

    one = services.change_inspection(inspection=one, version=one.version, actor=None, status=InspectionStatus.UNDER_WAY)

    assert one.status == InspectionStatus.UNDER_WAY
    for status in (InspectionStatus.PUBLISHED, InspectionStatus.CLOSED):
        error = refusal(services.change_inspection, inspection=one, version=one.version, status=status)
        assert set(error.message_dict) == {"status"}


@pytest.mark.parametrize("day", [None, date(2022, 3, 11)], ids=["none", "to come"])
def test_a_report_has_a_day_that_is_not_to_come(inspected, day):
    one = inspected(report_on=None)

    error = refusal(services.report_published, inspection=one, version=one.version, report_on=day)

    assert set(error.message_dict) == {"report_on"}


def test_a_report_entered_in_error_is_taken_back(inspected):
    one = inspected()

    one = services.take_back_report(inspection=one, version=one.version, actor=None)

    assert (one.status, one.report_on) == (InspectionStatus.UNDER_WAY, None)


def test_a_response_is_not_published_before_what_it_needs(inspected):
    one = inspected(public=False)
    facts = {"responded_on": TODAY}

    private = refusal(services.publish_response, inspection=one, version=one.version, **facts)
    one = services.publish_inspection(inspection=one, version=one.version, actor=None)
    unwritten = refusal(services.publish_response, inspection=one, version=one.version, **facts)
    one = services.write_response(inspection=one, version=one.version, actor=None, text="Words.")
    early = refusal(services.publish_response, inspection=one, version=one.version, responded_on=date(2022, 2, 24))

    assert private.messages == ["Publish the inspection first. Nobody can read the response before"]
    assert unwritten.messages == ["Write the response first"]
    assert early.message_dict == {"responded_on": ["Enter a day on or after the day of the report"]}


def test_a_published_response_stays_until_it_is_taken_back(answered):
    one = answered()

    assert refusal(services.write_response, inspection=one, version=one.version, text="Other").message_dict.keys() == {"text"}
    assert refusal(services.hide_inspection, inspection=one, version=one.version).code == "responded"
    comments = refusal(services.take_force_comments, inspection=one, version=one.version, text="Late words")
    assert set(comments.message_dict) == {"text"}
    one = services.take_back_response(inspection=one, version=one.version, actor=None)

    assert (one.status, one.responded_on, one.response) == (InspectionStatus.PUBLISHED, None, "What the Commissioner says.")


def test_an_inspection_that_waits_is_not_closed_and_a_closed_one_comes_back_where_it_stood(inspected, answered):
    waiting, done = inspected(), answered(title="Custody")

    assert refusal(services.close_inspection, inspection=waiting, version=waiting.version).code == "waits"
    done = services.close_inspection(inspection=done, version=done.version, actor=None)
    done = services.reopen_inspection(inspection=done, version=done.version, actor=None)

    assert (done.status, done.closed_on) == (InspectionStatus.RESPONDED, None)


# Grades and recommendations -----------------------------------------------------------------------------------------


def test_a_question_is_graded_once_whatever_its_case(inspected):
    one = inspected()
    row = services.add_grade(inspection=one, actor=None, question="Investigating crime", grade=GradeWord.GOOD)

    error = refusal(services.add_grade, inspection=one, question="investigating  Crime", grade=GradeWord.ADEQUATE)
    services.remove_row(row=row, version=row.version, actor=None)
    other = services.add_grade(inspection=one, actor=None, question="Investigating crime", grade=GradeWord.ADEQUATE)

    assert set(error.message_dict) == {"question"}
    assert (row.number, other.number, list(one.grades.kept())) == (1, 2, [other])
    row.refresh_from_db()
    with pytest.raises(ValidationError):
        services.restore_row(row=row, version=row.version, actor=None)


def test_a_grade_is_changed_and_one_taken_out_is_not(inspected):
    one = inspected()
    row = services.add_grade(inspection=one, actor=None, question="Leadership", grade=GradeWord.GOOD)

    row = services.change_grade(row=row, version=row.version, actor=None, grade=GradeWord.INADEQUATE)
    row = services.remove_row(row=row, version=row.version, actor=None)

    assert row.grade == GradeWord.INADEQUATE
    assert refusal(services.change_grade, row=row, version=row.version, grade=GradeWord.GOOD).code == "removed"


def test_the_newest_day_decides_how_a_recommendation_stands(inspected):
    one = inspected()
    ask = services.add_ask(inspection=one, actor=None, text="Do better.", kind=AskKind.IMPROVEMENT, label="3")

    for on, status in [(TODAY, AskStatus.COMPLETE), (REPORT, AskStatus.IN_PROGRESS)]:
        ask.refresh_from_db()
        services.note_ask(ask=ask, version=ask.version, actor=None, on=on, status=status, text="How it stands.")
    ask.refresh_from_db()

    assert (ask.status, ask.completed_on, ask.notes.count()) == (AskStatus.COMPLETE, TODAY, 2)


def test_a_recommendation_that_is_not_taken_up_says_why(inspected):
    ask = services.add_ask(inspection=inspected(), actor=None, text="Do better.")

    facts = {"ask": ask, "version": ask.version, "on": TODAY, "status": AskStatus.NOT_TAKEN_UP}
    error = refusal(services.note_ask, **facts, text=" ")
    services.note_ask(actor=None, **facts, text="The force has done so since 2019.")
    ask.refresh_from_db()

    assert set(error.message_dict) == {"text"}
    assert (ask.status, ask.answer) == (AskStatus.NOT_TAKEN_UP, "The force has done so since 2019.")


@pytest.mark.parametrize("day", [date(2022, 3, 11), date(2022, 2, 24)], ids=["to come", "before the report"])
def test_a_note_has_a_day_between_the_report_and_today(inspected, day):
    ask = services.add_ask(inspection=inspected(), actor=None, text="Do better.")

    error = refusal(services.note_ask, ask=ask, version=ask.version, on=day, status=AskStatus.COMPLETE, text="Done.")

    assert set(error.message_dict) == {"on"}
    assert not ask.notes.exists()


# Super-complaints ---------------------------------------------------------------------------------------------------


def test_a_super_complaint_is_answered_and_the_answer_taken_back(area):
    one = services.create_super_complaint(area=area, actor=None, title="Stop and search", status=SuperComplaintStatus.ELIGIBLE)

    one = services.respond_to_super_complaint(
        complaint=one, version=one.version, actor=None, text="Words.", responded_on=TODAY
    )  # fmt: skip
    assert (one.status, one.responded_on) == (SuperComplaintStatus.RESPONDED, TODAY)
    one = services.take_back_complaint_response(complaint=one, version=one.version, actor=None)

    assert (one.status, one.response, one.responded_on) == (SuperComplaintStatus.ELIGIBLE, "", None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "", "responded_on": TODAY}, "response"),
        ({"text": "Words.", "responded_on": None}, "responded_on"),
        ({"text": "Words.", "responded_on": date(2022, 3, 11)}, "responded_on"),
    ],
    ids=["no words", "no day", "to come"],
)
def test_a_response_to_a_super_complaint_needs_words_and_a_day(db, facts, field):
    one = SuperComplaintFactory()

    error = refusal(services.respond_to_super_complaint, complaint=one, version=one.version, **facts)

    assert set(error.message_dict) == {field}


def test_a_super_complaint_is_published_once_and_hidden(db):
    one = SuperComplaintFactory()

    one = services.publish_super_complaint(complaint=one, version=one.version, actor=None)
    assert refusal(services.publish_super_complaint, complaint=one, version=one.version).code == "published"
    one = services.hide_super_complaint(complaint=one, version=one.version, actor=None)

    assert one.published_at is None
    assert acts() == ["performance.super_complaint_published", "performance.super_complaint_hidden"]
