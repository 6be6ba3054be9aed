"""What a review of question time, the year and the deadlines found, each held by the case that showed it."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.services import record
from documents.sources import draw
from interface import clock
from interface.markdown import render
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.papers.questions import quoted
from meetings.services import actions
from meetings.services.events import create_event
from meetings.services.lateness import late_provision
from meetings.services.meetings import announce_meeting, create_meeting, postpone_meeting
from meetings.services.questions import deciding
from meetings.services.year import YearRow, create_year
from panels.models import Obligation
from tests.beside import Beside
from tests.factories.due import ObligationFactory
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, LocalRuleFactory, RuleFactory
from tests.factories.programme import ProgrammeEntryFactory, WorkProgrammeFactory
from tests.factories.questions import PublicQuestionFactory

TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


# Who can see what -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["draft agenda", "made private"])
def test_an_accepted_question_names_no_item_that_its_reader_does_not_know(client, body, hidden):
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    item = AgendaItemFactory(meeting=meeting, title="Suspension of the CANARY")
    question = PublicQuestionFactory(body=body, meeting=meeting, item=item, accepted=True)
    if hidden == "made private":
        Meeting.objects.filter(pk=meeting.pk).update(status="published", published_at=clock.now())
        private = {"access": "exempt", "neutral_title": "Staffing", "exempt_paragraph": 1, "public_interest_reason": "One person"}
        AgendaItem.objects.filter(pk=item.pk).update(**private)

    page = client.get(question.get_absolute_url()).content.decode()

    assert "CANARY" not in page


def test_nobody_else_learns_to_which_year_business_of_a_members_meeting_went(client, body):
    now, later = WorkProgrammeFactory(body=body), WorkProgrammeFactory(body=body, started_on=date(2022, 6, 24))
    first = ProgrammeEntryFactory(programme=now, state="deferred", state_reason="Later")
    briefing = AnnouncedMeetingFactory(body=body, kind="private-briefing", held_on=date(2022, 9, 1))
    ProgrammeEntryFactory(programme=later, follows=first, meeting=briefing)

    page = client.get(now.get_absolute_url()).content.decode()

    assert "Business 1 of the year" in page
    assert "Deferred to the work programme" not in page


def test_a_name_taken_out_of_a_settled_action_stays_in_no_deadline(body):
    said = {"owner_kind": "office", "owner_name": "OPCC", "access": "public", "actor": None, "is_out": True}
    action = actions.raise_action(body=body, text="Write to CANARY", raised_on=TODAY, due_on=date(2022, 4, 1), **said)
    closed = actions.close_action(action=action, version=action.version, how="chair", reason="Done", actor=None)

    actions.change_action(action=closed, version=closed.version, text="Write to the family", actor=None)

    row = Obligation.objects.get()
    assert (row.status, row.about) == ("met", "Write to the family")


# Words of the public in papers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unseen", ["\ue000", "\u0378", "\u0600"])
def test_letters_that_nobody_sees_make_no_code_block(unseen):
    html = str(render(quoted(f"Why?\n\n{f'{unseen} ' * 6}# no heading")))

    assert "<code" not in html
    assert "# no heading" in html


@pytest.mark.parametrize("words", ["Chart: key", "- a list", "+ a list", "1. a list", "2) a list", "---", "==="])
def test_the_words_before_a_work_programme_stay_words(body, words):
    WorkProgrammeFactory(body=body, introduction=words)

    text = draw("work-programme", area=body.area, body=body, on=TODAY).text
    html = str(render(text, charts={}))

    assert f">{words}</p>" in html


# Two people at once -----------------------------------------------------------------------------------------------


def announced(body):
    return announce_meeting(meeting=MeetingFactory(body=body, held_on=date(2022, 4, 26)), actor=None)


def whole_year(body):
    return create_year(body=body, rows=[YearRow(1, date(2022, 4, 26), None)], actor=None, announce=True)[0]


def put_off(body):
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    return postpone_meeting(meeting=meeting, reason="Snow", held_on=date(2022, 5, 3), starts_at=None, actor=None)


def entered(body):
    return create_event(body=body, actor=None, kind="forum", title="Forum", expected="Spring")


def on_the_day(act, body):
    """The act in another thread, where the clock has to be stopped again."""

    def work():
        with clock.stand_on(TODAY):
            return act(body)

    return Beside(work)


@pytest.mark.parametrize("act", [entered, whole_year])
def test_whoever_holds_the_trail_can_name_a_body_whose_year_is_called(transactional_db, body, act):
    other = on_the_day(act, body)
    with transaction.atomic():
        record(actor=None, action="meetings.meeting_updated", area=body.area)  # a clerk saves a meeting …
        other.begin()
        ObligationFactory(body=body)  # … and something new is due for it

    assert not isinstance(other.end(), Exception), other.outcome


@pytest.mark.parametrize("act", [announced, whole_year, put_off])
def test_announcing_a_meeting_while_a_waiting_question_is_decided_ends_for_both(transactional_db, body, act):
    waiting, other = PublicQuestionFactory(body=body), on_the_day(act, body)
    with transaction.atomic():
        locked = deciding.lock_question(waiting, waiting.version)  # a clerk decides on what waits for a meeting …
        other.begin()  # … while another announces one, which takes it up
        locked.rejection_ground, locked.rejection_words, locked.status = "operational", "Ask the police", "rejected"
        deciding.saved(locked, None, "question_rejected")

    assert isinstance(other.end(), Meeting), other.outcome
    assert PublicQuestion.objects.get(pk=waiting.pk).status == "rejected"


# Days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date.min, date(1, 1, 4), date.max])
def test_a_meeting_at_either_end_of_the_calendar_is_called_and_read(client, db, day):
    """In Wales a decision note is due after the meeting, and no day comes after the last one."""
    body = BodyFactory(area__nation="wales")
    always = {"in_force_from": date.min}
    RuleFactory(jurisdiction="wales", number=3, **always)
    RuleFactory(jurisdiction="wales", key="decision-note-working-days", number=7, unit="working-days", **always)
    for key, unit in (("question-clear-days", "clear-days"), ("substitute-notice-working-days", "working-days")):
        LocalRuleFactory(body=body, key=key, number=3, unit=unit, **always)

    meeting = announce_meeting(meeting=create_meeting(body=body, actor=None, held_on=day, starts_at=None), actor=None)

    pages = [meeting.get_absolute_url(), *(one.get_absolute_url() for one in Obligation.objects.all())]
    pages += [reverse(name, args=[body.area.slug]) for name in ("questions:question-ask", "meetings:calendar-feed")]
    assert len(pages) == (7 if day == date.max else 3)  # for what was over when it was entered nothing is due
    assert {client.get(page).status_code for page in pages} == {200}


def test_the_ground_of_a_late_agenda_has_the_provision_of_the_area_itself(body):
    body.area.policing_body = "pfcc"
    body.area.save()
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    RuleFactory(key="late-urgent", number=None, unit="none", provision="Of England")
    RuleFactory(key="late-urgent", number=None, unit="none", provision="Of this kind of area", jurisdiction="pfcc")

    assert late_provision(meeting, "urgent") == "Of this kind of area"


def test_a_supplement_is_begun_where_the_rule_book_does_not_reach(client, body):
    """No rule, no notice to give: the page says nothing of lateness, and opens."""
    clerk = AppointmentFactory(area=body.area).user
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    Meeting.objects.filter(pk=meeting.pk).update(status="published", published_at=clock.now())
    client.force_login(clerk)

    page = client.get(reverse("meetings:supplement-create", args=[body.area.slug, meeting.slug]))

    assert page.status_code == 200


@pytest.mark.parametrize("name", ["local-rule-create", "local-rule-update", "local-rule-end"])
def test_a_body_that_no_database_takes_is_not_found(client, body, name):
    LocalRuleFactory(body=body)
    client.force_login(AppointmentFactory(area=body.area).user)
    words = [] if name == "local-rule-create" else ["question-clear-days"]

    page = client.get(reverse(f"panels:{name}", args=[body.area.slug, *words]), {"body": "a\0b"})

    assert page.status_code == 404
