"""Steps taken and taken back by the services: what they set, draft, refuse and put back; and complaints as they are logged."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import AuditEntry
from complaints.choices import ComplaintStatus, LetterStatus, OutcomeKind, StepKind
from complaints.models import Complaint, Letter, Party, SideComment, Submission
from complaints.services.allegations import (
    AllegationFacts,
    add_allegation,
    change_allegation,
    judge_allegation,
    remove_allegation,
    restore_allegation,
)
from complaints.services.comments import enter_comment
from complaints.services.complaints import (
    PartyFacts,
    change_facts,
    holder_problem,
    keep_from_office,
    open_to_office,
)
from complaints.services.replaying import replayed_status
from complaints.services.risks import assess_risk
from complaints.services.steps import StepFacts, take_back_step, take_step
from interface import clock
from tests.factories.meetings import MeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
K = StepKind


@pytest.fixture
def complaint(log, today, rulebook, powers):
    return log()


def take(complaint, kind, **facts):
    given = {"taken_on": clock.today(), "actor": None, "reason": "It is so.", "decided_by": "The panel"} | facts
    complaint.refresh_from_db()
    step = take_step(complaint=complaint, version=complaint.version, kind=kind, **given)
    complaint.refresh_from_db()
    return step


def back(complaint, why="A mistake."):
    complaint.refresh_from_db()
    take_back_step(complaint=complaint, version=complaint.version, why=why, actor=None)
    complaint.refresh_from_db()


def judge(complaint, *, is_serious=False, **facts):
    for row in complaint.allegations.filter(removed_at=None):
        given = {"is_serious": is_serious, "why": "Seen.", "became_clear_on": clock.today()} | facts
        judge_allegation(complaint=complaint, version=row.version, number=row.number, actor=None, **given)
    complaint.refresh_from_db()


def answer(complaint):
    for row in SideComment.objects.filter(complaint=complaint, received_on=None, declined=False):
        enter_comment(
            complaint=complaint, version=row.version, number=row.number, received_on=None, declined=True, actor=None
        )  # fmt: skip


def done_with_letters(complaint):
    Letter.objects.filter(complaint=complaint, status=LetterStatus.DRAFT).update(status="not-needed", not_needed_why="By hand")


def refused(complaint, kind, **facts):
    with pytest.raises(ValidationError) as error:
        take(complaint, kind, **facts)
    return error.value


def test_a_complaint_is_logged_with_its_rows_and_nothing_private_in_the_trail(complaint):
    assert complaint.reference == "CC-2022-001"
    assert Party.objects.get(complaint=complaint).name == "Marian Wren"
    assert [one.kind for one in complaint.steps.all()] == [K.RECEIVE]
    assert [(one.kind, one.status) for one in complaint.letters.all()] == [("acknowledgement", "draft")]
    entry = AuditEntry.objects.get(action="complaints.received")
    assert entry.detail == {"step": "receive", "from": "", "to": "received", "number": complaint.steps.get().number}
    assert "Wren" not in str(list(AuditEntry.objects.values_list("detail", "target_reference")))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"made_on": date(2022, 2, 11), "received_on": date(2022, 2, 10)}, "received_on"),
        ({"received_on": date(2022, 2, 12)}, "received_on"),
        ({"allegations": [AllegationFacts(" ")]}, "text"),
        ({"allegations": [AllegationFacts("So", date(2022, 2, 2), date(2022, 2, 1))]}, "incident_until"),
        ({"allegations": [AllegationFacts("So", date(2022, 2, 12))]}, "incident_from"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_takes_no_reference(log, facts, field):
    with pytest.raises(ValidationError) as error:
        log(**facts)
    assert field in error.value.message_dict
    assert not Complaint.objects.exists()
    assert log().reference == "CC-2022-001"


def test_what_is_still_to_be_confirmed_needs_no_words_and_empty_people_are_left_out(log):
    made = log(allegations=[AllegationFacts(is_confirmed=False)], parties=[PartyFacts(name=" ")], words="As it came")
    assert made.allegations.get().text == ""
    assert not Party.objects.exists()
    assert Submission.objects.get().text == "As it came"
    assert made.letters.get().status == LetterStatus.NOT_NEEDED  # nobody can be reached


def test_nobody_held_that_office_is_a_warning(holder):
    words = "No one held that office on Thursday 3 May 2012. Check the date or the person"
    assert holder_problem(holder, [date(2022, 1, 1), None, date(2012, 5, 3)]) == words
    OfficeHolderFactory(area=holder.area, former=True)
    assert holder_problem(holder, [date(2020, 1, 1)]).startswith("Somebody else held that office on")
    assert holder_problem(holder, [date(2022, 1, 1)]) == holder_problem(None, [date(2012, 5, 3)]) == ""


def test_the_days_of_a_complaint_do_not_pass_its_steps(complaint, today):
    facts = {"received_on": today - timedelta(days=3), "made_on": None}
    change_facts(complaint=complaint, version=complaint.version, actor=None, **facts)
    assert complaint.steps.get().taken_on == facts["received_on"]
    take(complaint, K.RECORD, taken_on=today - timedelta(days=1))
    with pytest.raises(ValidationError, match="A step was taken on"):
        change_facts(complaint=complaint, version=complaint.version, actor=None, received_on=today)


def test_it_is_kept_from_the_office_with_a_reason_and_opened_again(complaint):
    with pytest.raises(ValidationError, match="Say why"):
        keep_from_office(complaint=complaint, version=complaint.version, why=" ", actor=None)
    kept = keep_from_office(complaint=complaint, version=complaint.version, why="It is about the office.", actor=None)
    assert kept.is_kept_from_office
    assert not open_to_office(complaint=kept, version=kept.version, actor=None).is_kept_from_office


def test_the_longest_way_ends_closed_and_replays(complaint):
    take(complaint, K.RECORD, decided_by="")
    judge(complaint)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    answer(complaint)
    take(complaint, K.CONCLUDE, typed=StepFacts(outcome="explanation", outcome_text="It was explained."))
    words = refused(complaint, K.COPY).messages[0]
    assert words.startswith("Send these letters first")
    assert "Outcome (the complainant), Outcome (the office holder)" in words
    done_with_letters(complaint)
    take(complaint, K.COPY)
    assert "publishes" in refused(complaint, K.DECIDE, typed=StepFacts(publishes=True)).message_dict
    take(complaint, K.INVITE)
    assert "Still in time" in str(refused(complaint, K.DECIDE, typed=StepFacts(publishes=True)))
    answer(complaint)
    take(complaint, K.DECIDE, typed=StepFacts(publishes=True))
    done_with_letters(complaint)
    take(complaint, K.CLOSE)
    assert (complaint.status, complaint.ended_on) == (ComplaintStatus.CLOSED, clock.today())
    assert replayed_status(complaint) == ComplaintStatus.CLOSED
    while complaint.steps.filter(taken_back_at=None).count() > 1:
        back(complaint)
    left = (complaint.status, complaint.resolver, complaint.outcome, complaint.publishes_outcome, complaint.ended_on)
    assert left == ("received", "", "", None, None)
    assert complaint.outcome_text == "It was explained."  # for the next time it is entered
    assert replayed_status(complaint) == ComplaintStatus.RECEIVED
    assert [one.decision for one in complaint.allegations.all()] == [""]


@pytest.mark.parametrize(
    ("kind", "typed", "status"),
    [
        (K.TRANSFER, StepFacts(), "transferred"),
        (K.NOT_RECORD, StepFacts(grounds=("not-conduct",)), "not-recorded"),
        (K.WITHDRAW, StepFacts(), "withdrawn"),
    ],
)
def test_a_received_complaint_goes_another_way_with_a_reason(complaint, kind, typed, status):
    assert "reason" in refused(complaint, kind, typed=typed, reason=" ").message_dict
    take(complaint, kind, typed=typed)
    assert complaint.status == status
    assert (complaint.ended_on is not None) == (status == "withdrawn")


def test_disapplied_on_a_ground_and_closed(complaint):
    take(complaint, K.RECORD)
    judge(complaint)
    step = take(complaint, K.DISAPPLY, typed=StepFacts(grounds=("e",), handling="no-action"))
    assert (step.grounds, step.handling, complaint.status) == (["e"], "no-action", "disapplied")
    assert str(refused(complaint, K.CLOSE)).count("Disapplied")
    done_with_letters(complaint)
    take(complaint, K.CLOSE)


def test_what_is_serious_goes_to_the_iopc_and_back(complaint, today):
    take(complaint, K.RECORD)
    judge(complaint, is_serious=True)
    assert complaint.serious_on == today
    assert "it must be referred" in str(refused(complaint, K.RESOLVE, typed=StepFacts(resolver="panel")))
    take(complaint, K.REFER, reason="", typed=StepFacts(iopc_reference="2022/1"))
    take(complaint, K.REFER_BACK, decided_by="")
    assert complaint.iopc_reference == "2022/1"
    assert complaint.steps.get(kind=K.REFER_BACK).decided_by == "The Independent Office for Police Conduct"
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))


def test_the_iopc_ends_it_with_an_outcome_of_its_own(complaint):
    take(complaint, K.RECORD)
    take(complaint, K.REFER)
    assert "outcome_text" in refused(complaint, K.IOPC_END).message_dict
    take(complaint, K.IOPC_END, typed=StepFacts(outcome="apology", outcome_text="No case to answer.", apology_agreed=True))
    assert (complaint.outcome, complaint.apology_agreed) == (OutcomeKind.IOPC, False)


def test_taking_the_second_resolution_back_puts_the_first_resolver_back(complaint, sub_committee):
    take(complaint, K.RECORD)
    judge(complaint)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="sub-committee", resolving_body=sub_committee))
    take(complaint, K.REFER)
    take(complaint, K.REFER_BACK)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    for _turn in range(3):
        back(complaint)
    assert (complaint.status, complaint.resolver, complaint.resolving_body) == ("in-resolution", "sub-committee", sub_committee)


def test_no_apology_without_agreement(complaint):
    take(complaint, K.RECORD)
    judge(complaint)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    answer(complaint)
    error = refused(complaint, K.CONCLUDE, typed=StepFacts(outcome="apology", outcome_text="Sorry."))
    assert "regulation 28" in error.message_dict["apology_agreed"][0]
    assert "Not yet verified" in error.message_dict["apology_agreed"][0]


def test_nobody_of_the_office_and_no_strange_body_resolves(complaint, office, lead):
    take(complaint, K.RECORD)
    judge(complaint)
    error = refused(complaint, K.RESOLVE, typed=StepFacts(resolver="person", appointed=office))
    assert "for the panel, not the office" in error.message_dict["appointed"][0]
    assert "regulation 7" in error.message_dict["appointed"][0]
    error = refused(
        complaint, K.RESOLVE, typed=StepFacts(resolver="sub-committee", resolving_body=BodyFactory(area=complaint.area))
    )
    assert "resolving_body" in error.message_dict
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="person", appointed=lead))
    assert complaint.appointed == lead


def test_who_decided_is_the_power_of_the_day_the_meeting_or_what_was_typed(complaint, body):
    step = take(complaint, K.RECORD, decided_by="")
    assert step.decided_by == "Chief Executive of the Commissioner’s office, under the delegation of 24 June 2021"
    judge(complaint)
    error = refused(complaint, K.RESOLVE, decided_by="", typed=StepFacts(resolver="panel"))
    assert "regulation 7" in error.message_dict["decided_by"][0]
    elsewhere = MeetingFactory(held_on=date(2022, 2, 10))
    assert "meeting" in refused(complaint, K.RESOLVE, meeting=elsewhere, typed=StepFacts(resolver="panel")).message_dict
    meeting = MeetingFactory(body=body, held_on=date(2022, 2, 10))
    step = take(complaint, K.RESOLVE, decided_by="", meeting=meeting, typed=StepFacts(resolver="panel"))
    assert step.decided_by == "Northshire Police and Crime Panel at its meeting of 10 February 2022"


@pytest.mark.parametrize("day", [date(2022, 2, 10), date(2022, 2, 12)])
def test_a_step_is_not_taken_before_the_last_one_or_tomorrow(complaint, day):
    assert "taken_on" in refused(complaint, K.RECORD, taken_on=day).message_dict
    assert complaint.status == "received"


def test_a_stale_step_and_one_whose_letter_was_sent(complaint):
    with pytest.raises(ValidationError, match="Someone else saved"):
        take_step(complaint=complaint, version=0, kind=K.RECORD, taken_on=clock.today(), actor=None)
    step = take(complaint, K.RECORD)
    Letter.objects.filter(step=step).update(status=LetterStatus.ISSUED, issued_on=clock.today())
    with pytest.raises(ValidationError, match="A letter of this step was sent"):
        back(complaint)
    with pytest.raises(ValidationError, match="no step"):
        back(Complaint.objects.get(pk=complaint.pk)) if complaint.steps.count() == 1 else _first(complaint)


def _first(complaint):
    Letter.objects.filter(complaint=complaint).update(status=LetterStatus.DRAFT, issued_on=None)
    back(complaint)
    back(complaint)


def test_an_answer_that_came_stays_when_the_invitation_is_taken_back(complaint):
    take(complaint, K.RECORD)
    judge(complaint)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    one = SideComment.objects.filter(complaint=complaint).first()
    with pytest.raises(ValidationError, match="Enter the day on which it came"):
        enter_comment(complaint=complaint, version=one.version, number=one.number, received_on=None, text="So", actor=None)
    facts = {"received_on": clock.today(), "text": "I want to know."}
    enter_comment(complaint=complaint, version=one.version, number=one.number, actor=None, **facts)
    back(complaint)
    assert SideComment.objects.get(complaint=complaint).text == "I want to know."
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    assert SideComment.objects.filter(complaint=complaint).count() == 2


def test_allegations_are_changed_and_taken_out_until_they_are_recorded(complaint):
    row = add_allegation(complaint=complaint, facts=AllegationFacts("More."), actor=None)
    row = change_allegation(
        complaint=complaint, version=row.version, number=row.number, facts=AllegationFacts("Less."), actor=None
    )
    row = remove_allegation(complaint=complaint, version=row.version, number=row.number, actor=None)
    row = restore_allegation(complaint=complaint, version=row.version, number=row.number, actor=None)
    take(complaint, K.RECORD)
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="was recorded"):
        remove_allegation(complaint=complaint, version=row.version, number=row.number, actor=None)
    late = add_allegation(complaint=complaint, facts=AllegationFacts("Later."), actor=None)
    assert late.decision == "recorded"
    assert remove_allegation(complaint=complaint, version=late.version, number=late.number, actor=None).removed_at
    take(complaint, K.WITHDRAW)
    with pytest.raises(ValidationError, match="over"):
        add_allegation(complaint=complaint, facts=AllegationFacts("After."), actor=None)


def test_what_is_serious_does_not_disappear_and_the_first_day_counts(complaint, today):
    take(complaint, K.RECORD)
    late = add_allegation(complaint=complaint, facts=AllegationFacts("Later."), actor=None)
    judge(complaint, is_serious=True)
    late.refresh_from_db()
    with pytest.raises(ValidationError, match="was recorded"):
        remove_allegation(complaint=complaint, version=late.version, number=late.number, actor=None)
    with clock.stand_on(today + timedelta(days=2)):
        judge(complaint, is_serious=True)
        assert complaint.serious_on == today
        judge(complaint, is_serious=False)
        assert complaint.serious_on is None
        with pytest.raises(ValidationError, match="became clear"):
            judge(complaint, is_serious=True, became_clear_on=None)


def test_a_risk_is_kept_as_written_and_the_trail_says_only_that_there_is_one(complaint, area):
    assess_risk(complaint=complaint, level="low", text="Long calls.", actor=AppointmentFactory(area=area, role=Role.CLERK).user)
    assess_risk(complaint=complaint, level="high", text="Threats.", actor=None)
    assert [one.level for one in complaint.risks.all()] == ["high", "low"]
    entries = AuditEntry.objects.filter(action="complaints.risk_assessed")
    assert [set(one.detail) for one in entries] == [{"number"}, {"number"}]
