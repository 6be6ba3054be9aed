"""The clocks of a complaint: by when, under which provision, for whom, and what meets them."""

from datetime import date

import pytest

from complaints.choices import CameTo, ComplaintKind, LetterKind, Power, StepKind
from complaints.due.complaints import living
from complaints.due.facts import facts_of
from complaints.models import Complaint, Letter
from complaints.services.allegations import judge_allegation
from complaints.services.comments import enter_comment
from complaints.services.complaints import keep_from_office
from complaints.services.letters import issue_letter, mark_not_needed
from complaints.services.steps import StepFacts, capacity_words, take_back_step, take_step
from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning
from panels.models import Obligation, Rule
from panels.services.due import refresh_duties
from tests.factories.complaints import HandlingPowerFactory, RegisterImportFactory
from tests.factories.panels import LocalRuleFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
K = StepKind


@pytest.fixture
def complaint(log, today, rulebook, powers):
    return log()


@pytest.fixture
def printed_quickly(monkeypatch):
    monkeypatch.setattr("complaints.services.letters.print_sheet", lambda **_facts: None)


def clocks(complaint):
    return {one.key: one for one in Obligation.objects.of("complaint", complaint.pk)}


def take(complaint, kind, **facts):
    complaint.refresh_from_db()
    given = {"taken_on": clock.today(), "actor": None, "reason": "So.", "decided_by": "The panel"} | facts
    step = take_step(complaint=complaint, version=complaint.version, kind=kind, **given)
    complaint.refresh_from_db()
    return step


def judge(complaint, *, is_serious, on=None):
    row = complaint.allegations.get()
    facts = {"is_serious": is_serious, "why": "Seen.", "became_clear_on": on or clock.today()}
    judge_allegation(complaint=complaint, version=row.version, number=row.number, actor=None, **facts)


def sent(letter, on):
    issue_letter(letter=letter, version=letter.version, issued_on=on, by_email=True, actor=None)


def test_a_new_complaint_is_acknowledged_and_finished_in_the_default_times(complaint):
    due = clocks(complaint)
    assert {key: (one.due_on, one.status) for key, one in due.items()} == {
        "acknowledge": (date(2022, 2, 18), "open"),  # five working days after Friday 11 February
        "finish": (date(2022, 4, 8), "open"),  # eight weeks after it
    }
    first = due["acknowledge"]
    assert (first.owner, first.access, first.is_verified) == (DutyOwner.COMMISSIONER, DutyAccess.COMPLAINTS, True)
    assert first.provision.startswith("Local target")
    assert (due["finish"].reckoning, due["finish"].number) == (Reckoning.DAYS_AFTER, 56)
    assert due["finish"].owner == DutyOwner.LEAD_OFFICER


def test_the_panels_own_times_go_first(log, body):
    LocalRuleFactory(body=body, key="complaint-acknowledge-working-days", number=3, unit="working-days")
    LocalRuleFactory(body=body, key="complaint-finish-weeks", number=12, unit="weeks")
    due = clocks(log())
    assert (due["acknowledge"].due_on, due["finish"].due_on) == (date(2022, 2, 16), date(2022, 5, 6))
    assert due["finish"].is_verified


def test_a_bank_holiday_and_a_weekend_do_not_count(log):
    with clock.stand_on(date(2022, 4, 14)):
        due = clocks(log(received_on=date(2022, 4, 14)))  # Thursday before Easter
    assert due["acknowledge"].due_on == date(2022, 4, 25)


def test_the_issued_letter_meets_it_and_one_that_is_not_needed_sets_it_aside(complaint, log, printed_quickly):
    sent(complaint.letters.get(), on=date(2022, 2, 11))
    met = clocks(complaint)["acknowledge"]
    assert (met.status, clock.as_local(met.met_at).date()) == (DutyStatus.MET, date(2022, 2, 11))
    other = log()
    letter = other.letters.get()
    mark_not_needed(letter=letter, version=letter.version, why="They were told at the desk.", actor=None)
    assert clocks(other)["acknowledge"].status == DutyStatus.NOT_APPLICABLE


def test_nobody_who_can_be_reached_is_acknowledged(log):
    assert "acknowledge" not in clocks(log(parties=[]))
    assert "acknowledge" not in clocks(log(parties=[], kind=ComplaintKind.CONDUCT))


def test_each_notice_of_a_step_has_its_clock_and_says_it_is_not_verified(complaint, printed_quickly):
    step = take(complaint, K.RECORD)
    letters = list(Letter.objects.filter(step=step))
    due = clocks(complaint)
    assert {f"notice-{one.number}" for one in letters} <= set(due)
    one = due[f"notice-{letters[0].number}"]
    assert (one.due_on, one.is_verified, one.title) == (date(2022, 2, 18), False, "Send the letter “Recorded” to the complainant")
    assert "regulation 37" in one.provision
    sent(letters[0], on=clock.today())
    assert clocks(complaint)[one.key].status == DutyStatus.MET


def test_the_clocks_of_a_step_that_is_taken_back_stop(complaint):
    step = take(complaint, K.RECORD)
    keys = [f"notice-{one.number}" for one in Letter.objects.filter(step=step)]
    take_back_step(complaint=complaint, version=complaint.version, why="A mistake.", actor=None)
    assert {clocks(complaint)[key].status for key in keys} == {DutyStatus.NOT_APPLICABLE}


def test_the_referral_runs_from_the_day_it_became_clear_and_ends_the_day_after(complaint, today):
    take(complaint, K.RECORD)
    assert "refer" not in clocks(complaint)
    judge(complaint, is_serious=True)
    due = clocks(complaint)["refer"]
    assert (due.due_on, due.is_verified, due.owner) == (date(2022, 2, 12), False, DutyOwner.COMMISSIONER)
    assert "regulation 13" in due.provision
    judge(complaint, is_serious=False)
    assert clocks(complaint)["refer"].status == DutyStatus.NOT_APPLICABLE
    judge(complaint, is_serious=True)
    with clock.stand_on(date(2022, 2, 14)):
        take(complaint, K.REFER)
    met = clocks(complaint)["refer"]
    assert (met.status, met.was_late) == (DutyStatus.MET, True)


def test_both_sides_have_a_day_to_comment_that_nobody_owes(complaint):
    take(complaint, K.RECORD)
    judge(complaint, is_serious=False)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel"))
    rows = {one.side: one for one in complaint.comments.all()}
    due = clocks(complaint)
    both = [due[f"comment-{rows[side].number}"] for side in ("complainant", "office-holder")]
    assert [one.title for one in both] == [
        "The complainant comments on the complaint",
        "The office holder comments on the complaint",
    ]
    assert {(one.due_on, one.is_closing) for one in both} == {(date(2022, 2, 25), True)}
    assert [one.owner for one in both] == [DutyOwner.PUBLIC, DutyOwner.COMMISSIONER]
    row = rows["complainant"]
    enter_comment(complaint=complaint, version=row.version, number=row.number, received_on=None, declined=True, actor=None)
    assert clocks(complaint)[f"comment-{row.number}"].status == DutyStatus.MET


def test_a_day_for_comments_that_was_typed_says_so(complaint):
    take(complaint, K.RECORD)
    judge(complaint, is_serious=False)
    take(complaint, K.RESOLVE, typed=StepFacts(resolver="panel", until_on=date(2022, 3, 31)))
    due = clocks(complaint)[f"comment-{complaint.comments.first().number}"]
    assert (due.due_on, due.reckoning) == (date(2022, 3, 31), Reckoning.ON_DAY)
    assert due.provision.endswith("the day was set by hand")


def test_the_request_to_confirm_has_its_day(log, rulebook, printed_quickly):
    complaint = log()
    Letter.objects.create(
        complaint=complaint, number=90, kind=LetterKind.CONFIRM, subject="S", text="T", status="issued",
        issued_on=date(2022, 2, 11), answer_by=date(2022, 3, 3), made_at=clock.now(),
    )  # fmt: skip
    complaint.allegations.update(is_confirmed=False)
    refresh_duties(area=complaint.area)
    due = clocks(complaint)["answer-90"]
    assert (due.title, due.is_closing, due.owner) == ("Complainant confirms what is alleged", True, DutyOwner.PUBLIC)
    complaint.allegations.update(is_confirmed=True)
    refresh_duties(area=complaint.area)
    assert clocks(complaint)["answer-90"].status == DutyStatus.NOT_APPLICABLE


def test_the_end_meets_the_target_and_sets_what_waits_aside(complaint):
    take(complaint, K.RECORD)
    step = take(complaint, K.WITHDRAW)
    due = clocks(complaint)
    assert due["finish"].status == DutyStatus.MET
    assert due["acknowledge"].status == DutyStatus.NOT_APPLICABLE
    open_keys = {key for key, one in due.items() if one.status == DutyStatus.OPEN}
    assert open_keys == {f"notice-{one.number}" for one in Letter.objects.filter(step=step)}
    take_back_step(complaint=complaint, version=complaint.version, why="A mistake.", actor=None)
    assert clocks(complaint)["finish"].status == clocks(complaint)["acknowledge"].status == DutyStatus.OPEN


@pytest.mark.parametrize(
    ("came_to", "kept", "owner"),
    [
        (CameTo.OFFICE, False, DutyOwner.COMMISSIONER),
        (CameTo.PANEL, False, DutyOwner.COMMISSIONER),  # the first handling is the office's
        (CameTo.OFFICE, True, DutyOwner.LEAD_OFFICER),
    ],
)
def test_what_the_office_may_not_read_is_never_due_from_it(log, came_to, kept, owner):
    complaint = log(came_to=came_to)
    if kept:
        keep_from_office(complaint=complaint, version=complaint.version, why="About the office.", actor=None)
    assert clocks(complaint)["acknowledge"].owner == owner


def test_a_step_that_the_office_may_not_take_is_not_said_to_be_its(log, body):
    """It may refer, but reads nothing of what was made to the panel: first handling is not its own."""
    body.handling_powers.filter(power=Power.RECORD).delete()
    told = [capacity_words(facts_of(log(came_to=place)), StepKind.REFER) for place in (CameTo.PANEL, CameTo.OFFICE)]

    assert told[0] == "The panel’s lead officer, as the complaint was not made to the Commissioner’s office"
    assert "under the delegation of" in told[1]


def test_without_a_delegation_the_lead_officer_owes_it(log, body):
    body.handling_powers.all().delete()
    assert {one.owner for one in clocks(log(came_to=CameTo.PANEL)).values()} == {DutyOwner.LEAD_OFFICER}
    HandlingPowerFactory(body=body, power=Power.RECORD)
    refresh_duties(body=body)
    assert clocks(Complaint.objects.get())["acknowledge"].owner == DutyOwner.COMMISSIONER


def test_no_clock_names_anybody_and_the_office_sees_only_its_own(log, office, lead):
    log()
    kept = log()
    keep_from_office(complaint=kept, version=kept.version, why="About the office.", actor=None)
    for one in Obligation.objects.all():
        assert "Wren" not in f"{one.title}{one.about}{one.address}"
        assert one.about == f"Complaint CC-2022-{one.about[-3:]}"
    seen = Obligation.objects.visible_to(office)
    assert {one.about for one in seen} == {"Complaint CC-2022-001"}
    assert {one.about for one in Obligation.objects.visible_to(lead)} == {"Complaint CC-2022-001", "Complaint CC-2022-002"}


def test_without_the_rule_book_nothing_is_assumed(log):
    Rule.objects.all().delete()
    complaint = log()
    take(complaint, K.RECORD)
    assert clocks(complaint) == {}


def test_an_imported_complaint_has_no_clock_of_before(log, body):
    complaint = log()
    Complaint.objects.update(imported=RegisterImportFactory(body=body, area=body.area))
    Obligation.objects.all().delete()
    assert complaint not in living()
    complaint = Complaint.objects.for_page().get()
    take(complaint, K.RECORD)
    assert {key.partition("-")[0] for key in clocks(complaint)} == {"notice"}
