"""What a review of question time, the year and the deadlines found, each held by the case that showed it."""

import threading
import time
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse

from interface import clock
from interface.markdown import render
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.papers.questions import quoted
from meetings.services.meetings import announce_meeting, create_meeting, postpone_meeting
from meetings.services.questions import deciding
from meetings.services.year import YearRow, create_year
from panels.models import Obligation
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import BodyFactory, LocalRuleFactory, RuleFactory
from tests.factories.questions import PublicQuestionFactory

TODAY = date(2022, 3, 10)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
PATIENCE = 10  # seconds


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


# Words of the public in papers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("unseen", ["\ue000", "\u0378", "\u0600"])
def test_letters_that_nobody_sees_make_no_code_block(unseen):
    html = str(render(quoted(f"Why?\n\n{f'{unseen} ' * 6}# no heading")))

    assert "<code" not in html
    assert "# no heading" in html


# Two people at once -----------------------------------------------------------------------------------------------


def _until_somebody_waits():
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Nobody waits")


def announced(body):
    return announce_meeting(meeting=MeetingFactory(body=body, held_on=date(2022, 4, 26)), actor=None)


def whole_year(body):
    return create_year(body=body, rows=[YearRow(1, date(2022, 4, 26), None)], actor=None, announce=True)[0]


def put_off(body):
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    return postpone_meeting(meeting=meeting, reason="Snow", held_on=date(2022, 5, 3), starts_at=None, actor=None)


@pytest.mark.parametrize("act", [announced, whole_year, put_off])
def test_announcing_a_meeting_while_a_waiting_question_is_decided_ends_for_both(transactional_db, body, act):
    waiting, outcome = PublicQuestionFactory(body=body), []

    def other():
        try:
            with clock.stand_on(TODAY):
                outcome.append(act(body))
        except Exception as error:
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        locked = deciding.lock_question(waiting, waiting.version)  # a clerk decides on what waits for a meeting …
        thread.start()
        _until_somebody_waits()  # … while another announces one, which takes it up
        locked.rejection_ground, locked.rejection_words, locked.status = "operational", "Ask the police", "rejected"
        deciding.saved(locked, None, "question_rejected")
    thread.join(PATIENCE)

    assert isinstance(outcome[0], Meeting), outcome
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
