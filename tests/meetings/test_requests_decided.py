"""Reports accepted, returned and cancelled; what is still to follow, and what is late."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.choices import Role
from documents.choices import FindingKind
from documents.models import Finding, Paper
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import ItemState, RequestStatus
from meetings.models import PaperRequest
from meetings.services import requests
from meetings.services.reading import seen_agenda
from meetings.services.supplements import start_supplement
from panels.choices import RuleUnit
from tests.factories.meetings import ON_TIME, AgendaItemFactory, publish
from tests.factories.panels import AppointmentFactory, LocalRuleFactory
from tests.meetings.reports_asked import IN_TIME, LATE, accept, actions, give_back, send


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(IN_TIME):
        yield


@pytest.fixture
def rule(body):
    return LocalRuleFactory(
        body=body, key="paper-draft-working-days", number=5, unit=RuleUnit.WORKING_DAYS, provision="Rules of procedure"
    )


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__name="Olive Office", user__email="o@x.example").user


@pytest.fixture
def item(ready):
    return AgendaItemFactory(meeting=ready, title="Performance")


@pytest.fixture
def asked(item, office, clerk, rule):
    return requests.ask_report(item=item, asked_of=office, title="Quarterly report", asks="How are we doing?", actor=clerk)


# Deciding --------------------------------------------------------------------------------------------------------


def test_accepted_report_is_on_its_item(asked, office, clerk, item):
    send(asked, office)

    done = accept(asked, clerk)

    assert done.status == RequestStatus.ACCEPTED
    assert [link.item_id for link in item.item_papers.all()] == [item.pk]
    assert actions()[-1] == "meetings.report_accepted"


def test_returned_report_comes_off_its_item_and_its_author_is_told(asked, office, clerk, item):
    send(asked, office)
    accept(asked, clerk)

    done = give_back(asked, clerk)
    run_all()

    assert (done.status, done.return_reason, item.item_papers.count()) == (RequestStatus.RETURNED, "Say more about burglary", 0)
    assert mail.outbox[-1].subject == (
        "Avon Police and Crime Panel: your report of the meeting on Thursday 17 March 2022 is returned"
    )


def test_deciding_refuses_what_is_not_open(asked, office, clerk):
    with pytest.raises(ValidationError, match="Asked for"):
        accept(asked, clerk)
    with pytest.raises(ValidationError, match="Asked for"):
        give_back(asked, clerk)
    send(asked, office)
    with pytest.raises(ValidationError) as refused:
        give_back(asked, clerk, reason=" ")

    assert refused.value.message_dict == {"reason": ["Say what the author should change"]}


def test_deciding_on_an_older_state_is_refused(asked, office, clerk):
    send(asked, office)

    with pytest.raises(ValidationError) as refused:
        requests.accept_report(request=asked, actor=clerk, version=1)

    assert refused.value.code == "stale"


def test_report_with_an_open_finding_is_not_accepted(asked, office, clerk):
    paper = send(asked, office).paper
    Finding.objects.create(version=paper.current, position=1, kind=FindingKind.BOX, page=3, quote="secret")

    with pytest.raises(ValidationError, match="Decide first"):
        accept(asked, clerk)

    assert PaperRequest.objects.get().status == RequestStatus.SUBMITTED


def test_cancelled_request_tells_the_author_and_frees_the_draft(asked, office, clerk):
    paper = send(asked, office).paper
    with pytest.raises(ValidationError, match="no longer wanted"):
        services.discard_paper(paper=paper, actor=clerk)
    asked.refresh_from_db()
    requests.cancel_report(request=asked, actor=clerk, version=asked.version)
    run_all()
    services.discard_paper(paper=paper, actor=clerk)

    assert "no longer wanted" in mail.outbox[-1].subject
    assert not Paper.objects.exists()


def test_late_report_goes_into_the_supplement_that_is_drafted(asked, office, clerk, item, ready):
    requests.mark_to_follow(ready)
    publish(ready, clerk)
    with clock.stand_on(ON_TIME):
        send(asked, office)
        with pytest.raises(ValidationError, match="Start a supplement first"):
            accept(asked, clerk)
        supplement = start_supplement(meeting=ready, actor=clerk, reason="It came late")
        accept(asked, clerk)
        assert [link.supplement for link in item.item_papers.all()] == [supplement]
        assert words_of(ready, "Performance") == "To follow"
        give_back(asked, clerk)

    assert item.item_papers.count() == 0


def words_of(meeting, title):
    return next(face.state_words for face in seen_agenda(meeting, entitled=True) if face.title == title)


# To follow, and late ---------------------------------------------------------------------------------------------


def test_item_that_waits_is_printed_to_follow_until_the_paper_comes(asked, item, office, clerk, ready):
    words = {face.title: face.state_words for face in seen_agenda(ready, entitled=True)}
    assert words["Performance"] == "To follow"
    item.refresh_from_db()
    assert item.state == ItemState.EXPECTED

    send(asked, office)
    accept(asked, clerk)

    assert not any(face.state_words for face in seen_agenda(ready, entitled=True))


def test_mark_to_follow_writes_what_was_shown(asked, item, ready):
    assert requests.outstanding(ready) == [asked]

    assert requests.mark_to_follow(ready) == [item]

    item.refresh_from_db()
    assert item.state == ItemState.TO_FOLLOW


def test_late_papers_are_logged_in_working_days(asked, item, office, clerk, ready):
    other = requests.ask_report(item=item, asked_of=office, title="Never came", actor=clerk)
    with clock.stand_on(LATE):
        send(asked, office)
        rows = requests.late_papers(ready)

    assert [(row.request, row.author, row.due_on, row.came_on, row.days_late) for row in rows] == [
        (asked, "Olive Office", date(2022, 3, 2), LATE, 3),
        (other, "Olive Office", date(2022, 3, 2), None, 3),
    ]


def test_report_in_time_is_in_no_log(asked, office, ready):
    send(asked, office)
    with clock.stand_on(LATE):
        assert requests.late_papers(ready) == []
