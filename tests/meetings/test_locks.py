"""Everybody locks the meeting before its papers, so that nobody waits for ever."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.services import record
from documents.models import Paper
from meetings import services
from meetings.models import Meeting
from meetings.services.locks import lock
from meetings.services.papers import Upload
from tests.beside import PATIENCE, Beside
from tests.factories.accounts import UserFactory
from tests.factories.meetings import ReadyMeetingFactory


@pytest.fixture
def item(transactional_db):
    return ReadyMeetingFactory().agenda_items.select_related("meeting__area", "meeting__body").get()


def _while_the_meeting_is_held(meeting, work, then):
    """Hold a meeting as publishing does; let another thread work at it; then go on, as publishing goes on."""
    other = Beside(work)
    with transaction.atomic():
        lock(meeting)
        try:
            other.begin()
            then()
        finally:
            transaction.set_rollback(True)
    return other.end()


def test_revising_waits_for_the_meeting_before_it_holds_the_paper(item):
    paper = services.add_paper(item=item, actor=UserFactory(), title="Report", text="Words")

    revised = _while_the_meeting_is_held(
        item.meeting,
        lambda: services.revise_paper(paper=paper, actor=None, version=paper.version, text="Other"),
        lambda: Paper.objects.select_for_update(nowait=True).get(pk=paper.pk),
    )

    assert revised.current.text == "Other"


def test_redrawing_waits_for_the_meeting_before_it_holds_the_paper(item):
    paper = services.add_paper(item=item, actor=None, title="Members", source="membership-and-dates")

    drawn = _while_the_meeting_is_held(
        item.meeting,
        lambda: services.redraw_paper(paper=paper, actor=None, version=paper.version),
        lambda: Paper.objects.select_for_update(nowait=True).get(pk=paper.pk),
    )

    assert drawn.version == paper.version + 1


def test_adding_a_paper_waits_for_the_meeting_before_it_writes_the_trail(item):
    """One at a time writes the trail of an area, until its transaction ends: so that comes after the meeting too."""

    def go_on():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        record(actor=None, action="meetings.meeting_updated", target=item.meeting, area=item.meeting.area)

    added = _while_the_meeting_is_held(
        item.meeting, lambda: services.add_paper(item=item, actor=None, title="Report", text="Words"), go_on
    )

    assert added.title == "Report"


def test_file_is_examined_before_anything_is_held(item, monkeypatch):
    paper = services.add_paper(item=item, actor=None, title="Report", text="Words")
    free = []

    def others_may_go_on():
        with transaction.atomic():
            free.append(Meeting.objects.select_for_update(nowait=True).get(pk=item.meeting.pk))
            free.append(Paper.objects.select_for_update(nowait=True).get(pk=paper.pk))
        connection.close()

    def look(data, filename):
        thread = threading.Thread(target=others_may_go_on)
        thread.start()
        thread.join(PATIENCE)
        return None, {"file": ["Refused"]}

    monkeypatch.setattr("documents.services.papers.examine", look)

    with pytest.raises(ValidationError):
        services.revise_paper(paper=paper, actor=None, version=paper.version, upload=Upload("report.pdf", b"x"))

    assert free == [item.meeting, paper]
