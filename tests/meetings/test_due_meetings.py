"""What is due for meetings, for reports asked for them, and for actions."""

from datetime import date, time

import pytest

from accounts.choices import Role
from documents.choices import Access
from interface import clock
from meetings import services
from meetings.choices import MeetingKind, OwnerKind
from meetings.models import Action, Meeting
from meetings.services import actions
from meetings.services.requests import ask_report, cancel_report, submit_report
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Nation
from panels.due import state_of
from panels.models import Obligation
from panels.services.due import refresh_duties
from tests.factories.meetings import (
    AgendaItemFactory,
    AnnouncedMeetingFactory,
    MeetingFactory,
    ReadyMeetingFactory,
    publish,
)
from tests.factories.panels import AppointmentFactory, BodyFactory, LocalRuleFactory, PoliceAreaFactory, RuleFactory

CALLED = date(2022, 2, 14)


@pytest.fixture(autouse=True)
def called():
    """Everything happens before the meeting of 17 March 2022, unless a test says otherwise."""
    with clock.stand_on(CALLED):
        yield


@pytest.fixture
def rules(body):
    """The law's clear days, and the rules of the panel whose papers the portal was built from."""
    RuleFactory()
    LocalRuleFactory(body=body, key="question-clear-days", number=3, closes_at=time(17))
    LocalRuleFactory(body=body, key="statement-clear-days", number=0, closes_at=time(12), title="Public statements")
    LocalRuleFactory(
        body=body, key="substitute-notice-working-days", number=1, unit="working-days", closes_at=None, title="Substitutes"
    )


def due(meeting):
    return {row.key: row for row in Obligation.objects.of("meeting", meeting.pk)}


# Meetings --------------------------------------------------------------------------------------------------------


def test_the_real_meeting_has_the_days_of_its_papers(body, rules):
    rows = due(MeetingFactory(body=body))

    assert {key: (row.due_on, row.due_at) for key, row in rows.items()} == {
        "agenda": (date(2022, 3, 9), None),
        "questions-close": (date(2022, 3, 11), time(17)),
        "statements-close": (date(2022, 3, 16), time(12)),
        "substitutes": (date(2022, 3, 16), None),
    }
    assert all(row.provision and row.about == "Ordinary meeting, Thursday 17 March 2022" for row in rows.values())
    assert [key for key, row in rows.items() if not row.is_closing] == ["agenda"]


def test_a_draft_is_for_those_who_prepare_it_and_an_announced_meeting_for_all(body, rules):
    meeting = MeetingFactory(body=body)
    before = {row.access for row in due(meeting).values()}

    services.announce_meeting(meeting=meeting, actor=None)

    assert (before, {row.access for row in due(meeting).values()}) == ({DutyAccess.STAFF}, {DutyAccess.PUBLIC})


@pytest.mark.parametrize("kind", [MeetingKind.TRAINING, MeetingKind.PRIVATE_BRIEFING, MeetingKind.DEVELOPMENT_DAY])
def test_a_private_day_has_no_statutory_notice(body, rules, kind):
    assert due(MeetingFactory(body=body, kind=kind)) == {}


def test_a_meeting_entered_when_it_was_over_is_history(body, rules):
    assert due(MeetingFactory(body=body, held_on=date(2022, 2, 1))) == {}


def test_nothing_is_due_where_the_rule_book_is_silent(body):
    assert due(MeetingFactory(body=body)) == {}


def test_another_day_moves_what_is_due(body, rules):
    meeting = MeetingFactory(body=body)

    services.update_meeting(meeting=meeting, actor=None, version=meeting.version, held_on=date(2022, 3, 14))

    row = due(meeting)["agenda"]
    assert (row.due_on, row.reference, row.address) == (
        date(2022, 3, 4), "D-2022-001", "/avon/meetings/2022-03-14-panel/",
    )  # fmt: skip


@pytest.mark.parametrize(("opened", "late"), [(date(2022, 3, 9), False), (date(2022, 3, 10), True)])
def test_publishing_meets_it_in_time_or_late(body, rules, clerk, opened, late):
    meeting = ReadyMeetingFactory(body=body)
    if late:
        Meeting.objects.filter(pk=meeting.pk).update(
            late_ground="urgent", late_reason="The figures came on the 9th", late_agreed_by="Cllr Chair"
        )
        RuleFactory(key="late-urgent", number=None, unit="none", provision="s.100B(4)(b)")
        meeting.refresh_from_db()

    publish(meeting, actor=clerk, on=opened)

    row = due(meeting)["agenda"]
    assert (row.status, row.was_late, clock.as_local(row.met_at).date()) == (DutyStatus.MET, late, opened)
    assert row.explanation == ("The figures came on the 9th" if late else "")
    assert state_of(row, clock.now()).key == ("met-late" if late else "met")


@pytest.mark.parametrize("act", ["cancel", "postpone"])
def test_a_meeting_that_is_off_owes_nothing(body, rules, act):
    meeting = AnnouncedMeetingFactory(body=body)
    target = None
    if act == "cancel":
        services.cancel_meeting(meeting=meeting, reason="Snow", actor=None)
    else:
        target = services.postpone_meeting(
            meeting=meeting, reason="Snow", held_on=date(2022, 3, 24), starts_at=time(10), actor=None
        )

    assert {row.status for row in due(meeting).values()} == {DutyStatus.NOT_APPLICABLE}
    assert all(row.explanation.startswith("The meeting is ") for row in due(meeting).values())
    if target:
        assert (due(target)["agenda"].due_on, due(target)["agenda"].status) == (date(2022, 3, 16), DutyStatus.OPEN)


def test_wales_has_three_clear_days_and_a_note_of_decisions(db):
    area = PoliceAreaFactory(slug="gwent", nation=Nation.WALES)
    body = BodyFactory(area=area, slug="panel")
    RuleFactory(jurisdiction=Nation.WALES, number=3)
    RuleFactory(
        jurisdiction=Nation.WALES, key="decision-note-working-days", number=7, unit="working-days", is_verified=False,
        title="Note of decisions",
    )  # fmt: skip

    rows = due(MeetingFactory(body=body))

    assert {key: row.due_on for key, row in rows.items()} == {"agenda": date(2022, 3, 11), "decisions-note": date(2022, 3, 28)}
    assert not rows["decisions-note"].is_verified


def test_a_new_rule_of_the_panel_moves_what_is_open_and_not_what_was_met(body, rules, clerk):
    meeting = publish(ReadyMeetingFactory(body=body), actor=clerk)
    body.local_rules.filter(key="question-clear-days").update(number=4)
    RuleFactory._meta.model.objects.update(number=6)

    written = refresh_duties(body=body)

    rows = due(meeting)
    assert written == 1
    assert (rows["agenda"].due_on, rows["questions-close"].due_on) == (date(2022, 3, 9), date(2022, 3, 10))


def test_saving_a_meeting_costs_few_questions(body, rules, django_assert_num_queries):
    from meetings.services.duties import keep_meeting

    meeting = MeetingFactory(body=body)
    with django_assert_num_queries(4):  # the rows, the two rules of law, the panel's own
        keep_meeting(meeting, None)


# Reports ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE).user


@pytest.fixture
def report(body, rules, office, clerk):
    LocalRuleFactory(
        body=body, key="paper-draft-working-days", number=3, unit="working-days", closes_at=None, provision="Protocol"
    )
    item = AgendaItemFactory(meeting=MeetingFactory(body=body))
    return ask_report(item=item, asked_of=office, title="CANARY-TITLE", actor=clerk)


def of_report(report):
    return Obligation.objects.get(subject_kind="report", subject_key=str(report.pk))


def test_a_report_is_due_of_whoever_was_asked(report, office):
    row = of_report(report)

    assert (row.owner, row.owner_user, row.due_on) == (DutyOwner.COMMISSIONER, office, date(2022, 3, 4))
    assert (row.counted_from, row.number, row.reckoning) == (date(2022, 3, 9), 3, "working-before")
    assert row.provision.startswith("Protocol, counted from the last day to publish: Local Government Act 1972")
    assert "CANARY" not in f"{row.title}{row.about}{row.address}"
    assert list(Obligation.objects.visible_to(office).filter(subject_kind="report")) == [row]


@pytest.mark.parametrize(("came", "late"), [(date(2022, 3, 4), False), (date(2022, 3, 7), True)])
def test_a_report_that_comes_meets_it(report, office, came, late):
    with clock.stand_on(came):
        submit_report(request=report, actor=office, text="# The report")

    assert (of_report(report).status, of_report(report).was_late) == (DutyStatus.MET, late)


def test_a_report_that_is_no_longer_wanted_is_not_due(report, clerk):
    cancel_report(request=report, actor=clerk, version=report.version)

    assert (of_report(report).status, of_report(report).explanation) == (
        DutyStatus.NOT_APPLICABLE, "The report is no longer wanted",
    )  # fmt: skip


def test_a_report_goes_along_with_a_meeting_that_moves(report):
    services.announce_meeting(meeting=report.meeting, actor=None)

    services.postpone_meeting(meeting=report.meeting, reason="Snow", held_on=date(2022, 3, 24), starts_at=time(10), actor=None)

    row = of_report(report)
    assert (row.status, row.due_on, row.about) == (
        DutyStatus.OPEN, date(2022, 3, 11), "Ordinary meeting, Thursday 24 March 2022",
    )  # fmt: skip


def test_another_day_of_a_draft_moves_its_reports(report):
    meeting = Meeting.objects.get(pk=report.meeting_id)

    services.update_meeting(meeting=meeting, actor=None, version=meeting.version, held_on=date(2022, 3, 24))

    assert of_report(report).due_on == date(2022, 3, 11)


def test_a_report_keeps_its_day_when_the_rules_change_and_then_says_no_counting(report, body):
    body.local_rules.filter(key="paper-draft-working-days").update(number=5)

    refresh_duties(body=body)

    row = of_report(report)
    assert (row.due_on, row.reckoning, row.counted_from) == (date(2022, 3, 4), "on-day", date(2022, 3, 4))


# Actions ---------------------------------------------------------------------------------------------------------


def raised(body, **facts):
    usual = {
        "text": "Circulate the figures", "access": Access.PUBLIC, "owner_kind": OwnerKind.OFFICE, "owner_name": "OPCC",
        "raised_on": date(2022, 2, 1), "actor": None, "due_on": date(2022, 3, 1), "is_out": True,
    }  # fmt: skip
    return actions.raise_action(body=body, **{**usual, **facts})


def of_action(action):
    return Obligation.objects.filter(subject_kind="action", subject_key=str(action.pk)).first()


def test_an_action_is_due_under_what_asked_for_it(body):
    row = of_action(raised(body))

    assert (row.owner, row.due_on, row.title) == (DutyOwner.CLERK, date(2022, 3, 1), "Answer action A-2022-001")
    assert (row.provision, row.about, row.access) == ("Action log, A-2022-001", "Circulate the figures", DutyAccess.STAFF)


def test_a_private_action_is_named_by_its_reference_alone(body):
    row = of_action(raised(body, text="CANARY-TEXT", access=Access.EXEMPT))

    assert (row.title, row.about) == ("Private action AX-2022-001", "")
    assert "CANARY" not in str(vars(row))


def test_an_action_that_is_not_out_is_not_due_yet(body):
    assert of_action(raised(body, is_out=False)) is None


@pytest.mark.parametrize(
    ("role", "owner"),
    [
        (Role.OFFICE_DECISIONS, DutyOwner.COMMISSIONER),
        (Role.PANEL_MEMBER, DutyOwner.MEMBERS),
        (Role.CHAIR, DutyOwner.CHAIR),
        (Role.LEAD_OFFICER, DutyOwner.CLERK),
    ],
)
def test_who_owes_an_action_follows_from_what_they_are_appointed_to(body, area, role, owner):
    person = AppointmentFactory(area=area, role=role).user

    row = of_action(raised(body, owner_user=person))

    assert (row.owner, row.owner_user) == (owner, person)


def test_an_answer_meets_it_on_its_own_day_and_reopening_makes_it_due_again(body):
    action = raised(body)
    with clock.stand_on(date(2022, 3, 10)):
        actions.say_of_action(
            action=action, version=action.version, actor=None, on=date(2022, 3, 1), text="Sent round.", answers=True
        )
        answered = of_action(action)
        action.refresh_from_db()
        closed = actions.close_action(action=action, version=action.version, how="chair", reason="Done", actor=None)
        actions.reopen_action(action=closed, version=closed.version, reason="Not all of them", actor=None)

    assert (answered.status, answered.was_late) == (DutyStatus.MET, False)
    assert (of_action(action).status, of_action(action).met_at) == (DutyStatus.OPEN, None)


def test_an_action_closed_late_is_met_late(body):
    action = raised(body)
    with clock.stand_on(date(2022, 3, 10)):
        actions.close_action(action=action, version=action.version, how="chair", reason="Done", actor=None)

    assert of_action(action).was_late


def test_an_action_without_its_day_is_no_longer_due(body):
    action = raised(body)

    actions.change_action(action=action, actor=None, version=action.version, due_on=None)

    assert of_action(action).status == DutyStatus.NOT_APPLICABLE


def test_an_action_taken_back_and_put_back_is_due_again(body):
    action = raised(body)
    actions.take_back_action(action=action, actor=None)
    gone = of_action(action).status

    actions.restore_action(action=Action.objects.get(pk=action.pk), actor=None)

    assert (gone, of_action(action).status) == (DutyStatus.NOT_APPLICABLE, DutyStatus.OPEN)


def test_the_next_meeting_gives_an_action_its_day_once_it_is_announced(body):
    meeting = MeetingFactory(body=body)
    action = raised(body, due_on=None, due_next_meeting=True)
    before = of_action(action)

    services.announce_meeting(meeting=meeting, actor=None)
    known = of_action(action).due_on
    services.postpone_meeting(meeting=meeting, reason="Snow", held_on=date(2022, 3, 24), starts_at=time(10), actor=None)

    assert (before, known, of_action(action).due_on) == (None, date(2022, 3, 17), date(2022, 3, 24))


def test_what_was_kept_as_it_happened_is_what_the_night_finds(body, rules, report, clerk):
    raised(body)
    services.announce_meeting(meeting=MeetingFactory(body=body, held_on=date(2022, 4, 28)), actor=clerk)

    assert refresh_duties() == 0
