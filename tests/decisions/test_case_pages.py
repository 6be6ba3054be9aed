"""The page of a case: what the public, the panel and the office read on it, in how many questions to the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.choices import CaseKind, MeetingPart
from decisions.models import CaseMeeting, Notice, PanelVote, Report, Response
from documents.choices import Relation
from documents.services.links import add_link
from interface import clock
from meetings.choices import MeetingStatus, Publication
from meetings.models import Meeting
from panels.services.due import keep_duties
from tests.decisions.items import item_of, private_item_of
from tests.factories.decisions import (
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    PreceptFactory,
    PreceptProposalFactory,
    ReportFactory,
    ResponseFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import HeldMeetingFactory, RecommendationFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")


@pytest.fixture
def case(body):
    """The precept of 2022/23: notified, and taken by the panel on 1 February."""
    case = CaseFactory(body=body, slug="2022-23", notified=True)
    PreceptFactory(case=case)
    PreceptProposalFactory(notice=NoticeFactory(case=case, text="Band D goes up by £10."))
    meeting = HeldMeetingFactory(body=body)
    CaseMeetingFactory(case=case, meeting=meeting, item=item_of(meeting), left_room=True)
    keep_duties("case", case)
    return case


def _page(client, case, user=None):
    if user is not None:
        client.force_login(user)
    return client.get(case.get_absolute_url())


def _text(response):
    return response.content.decode()


def _steps(response):
    shown = [*response.context["main_steps"], *response.context["more_steps"]]
    return {one.step.key: one.url for one in shown}


def test_first_lines_say_where_the_case_is_and_what_the_law_asks_next(client, case):
    response = _page(client, case)
    words = _text(response)
    head = words[words.index("<h1") : words.index('class="app-stages"')]
    assert "Waits for: The panel." in head
    assert f"Next is due: {response.context['next'].title}." in head
    assert "Due by the end of Tuesday 8 February 2022." in head
    assert "SI 2012/2271, regulation 4(1)" in head


def test_once_the_panels_time_is_over_the_case_waits_for_the_commissioner(client, body):
    case = CandidateFactory(notice__received_on=date(2022, 1, 4), notice__case__body=body).notice.case
    SeniorAppointmentFactory(case=case)
    words = _text(_page(client, case))
    assert "Waits for: The Commissioner." in words
    assert "The panel’s three weeks ended on Monday 24 January 2022 without a report." in words
    assert "Schedule 8 paragraph 2(3)" in words


def test_the_public_reads_what_the_law_asks_without_a_button(client, case):
    response = _page(client, case)
    assert "What the law asks next" in _text(response)
    assert set(_steps(response).values()) == {""}
    assert "withdraw" not in _steps(response)  # practice, not law: for whoever may do it
    assert "govuk-button" not in _text(response)[_text(response).index("<h1") :]


def test_the_clerk_gets_the_buttons_and_why_others_are_not_open(client, case, clerk):
    response = _page(client, case, clerk)
    steps = _steps(response)
    assert "Next lawful steps" in _text(response)
    assert steps["vote"] == "/avon/precept/2022-23/votes/create/"
    assert steps["withdraw"] == "/avon/precept/2022-23/withdraw/"
    closed = {step.key: step.why_not for step in response.context["closed_steps"]}
    assert closed["publish"] == "it is public already"


def test_the_office_gets_only_its_own_buttons(client, case, office):
    response = _page(client, case, office)
    own = {key for key, url in _steps(response).items() if url}
    assert own
    assert not own & {"meeting", "vote", "report", "issue", "withdraw", "publish"}


def test_every_deadline_and_step_of_law_names_its_provision(client, case, clerk):
    response = _page(client, case, clerk)
    assert response.context["timetable"]
    assert all(line["one"].provision for line in response.context["timetable"])
    assert all(one.step.provision or one.step.key in PRACTICE for one in response.context["main_steps"])


PRACTICE = {"publish", "withdraw", "reopen", "figures"}


def test_a_private_case_is_not_found_by_the_public_and_marked_for_the_panel(client, case, member):
    case.published_at = None
    case.save()
    assert _page(client, case).status_code == 404
    response = _page(client, case, member)
    assert "This case is not public." in _text(response)


def test_of_a_private_item_the_public_reads_its_neutral_title(client, case, clerk, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 2))
    CaseMeetingFactory(case=case, meeting=meeting, item=private_item_of(meeting, "CANARY"), part=MeetingPart.DELIBERATION)
    shown = _text(_page(client, case))
    assert "CANARY" not in shown
    assert "Deliberation" in shown
    assert "Schedule 12A, paragraph" in shown
    assert "CANARY" in _text(_page(client, case, clerk))


def test_a_members_day_is_known_to_members_alone(client, case, member, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 2), publication=Publication.MEMBERS)
    CaseMeetingFactory(case=case, meeting=meeting, note="CANARY note")
    assert "CANARY" not in _text(_page(client, case))
    assert "CANARY" in _text(_page(client, case, member))


def test_item_of_an_agenda_that_is_not_out_is_its_clerks_alone(client, case, member, clerk, body):
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 3, 1), status=MeetingStatus.ANNOUNCED, published_at=None)
    CaseMeetingFactory(case=case, meeting=meeting, item=item_of(meeting, "CANARY item"))
    assert "CANARY" not in _text(_page(client, case, member))
    assert "CANARY" in _text(_page(client, case, clerk))


def test_a_vote_is_known_once_the_report_on_it_is_out(client, case, member):
    vote = PanelVoteFactory(case=case, meeting=case.meetings.get().meeting, question="CANARY question")
    assert "CANARY" not in _text(_page(client, case))
    assert "CANARY" in _text(_page(client, case, member))
    client.logout()
    report = ReportFactory(case=case, issued=True, vote=vote)
    assert "CANARY" not in _text(_page(client, case))
    Report.objects.filter(pk=report.pk).update(status="published", published_at=clock.now())
    assert "CANARY" in _text(_page(client, case))


def test_history_is_a_story_with_the_oldest_last(client, case):
    report = ReportFactory(case=case, published=True, issued_on=date(2022, 2, 2))
    ResponseFactory(case=case, report=report, responded_on=date(2022, 2, 3))
    titles = [told.title for told in _page(client, case).context["story"]]
    assert titles[-1] == "Case opened"
    order = ["The Commissioner responded", "Report sent to the Commissioner", "Review", "Received: notice of what is proposed"]
    assert [title for title in titles if title in order] == order


def test_recommendations_of_the_report_stand_on_the_page(client, case, body):
    advice = RecommendationFactory(body=body)
    private = RecommendationFactory(body=body, exempt=True)
    for one in (advice, private):
        add_link(
            area=body.area, source=("recommendation", one.pk), relation=Relation.FOLLOWS, target=("case", case.pk), actor=None
        )
    response = _page(client, case)
    assert [one.other.key for one in response.context["recommendations"]] == [advice.pk]


def test_postponed_meeting_says_when_it_moved_to(client, case, body):
    later = HeldMeetingFactory(body=body, held_on=date(2022, 2, 10), slug="2022-02-10-panel")
    off = HeldMeetingFactory(
        body=body, held_on=date(2022, 2, 2), slug="2022-02-02-panel", status=MeetingStatus.POSTPONED, status_reason="Storm",
        moved_to=later,
    )  # fmt: skip
    CaseMeetingFactory(case=case, meeting=off)
    story = _page(client, case).context["story"]
    told = next(one for one in story if one.title == "Review: did not take place")
    assert told.words == "It moved to Thursday 10 February 2022."


@pytest.mark.parametrize("kind", CaseKind.values)
def test_every_kind_of_case_has_its_page_before_anything_happened(client, body, clerk, kind):
    case = CaseFactory(body=body, kind=kind, title="Title", slug="bare", year=2022, ends_year=2025)
    for user in (None, clerk):
        response = _page(client, case, user)
        assert response.status_code == 200
        assert response.context["stages"]


@pytest.mark.parametrize("kind", CaseKind.values)
@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_what_has_ended_is_opened_again_and_nothing_else(client, body, clerk, kind, state):
    case = CaseFactory(body=body, kind=kind, title="Title", slug="over", year=2022, ends_year=2025, **{state: True})
    steps = _steps(_page(client, case, clerk))
    assert "reopen" in steps
    assert not set(steps) & {"meeting", "vote", "report", "withdraw"}


def test_page_of_a_case_asks_the_same_of_any_number_of_rows(client, body, clerk):
    small, large = _grown(body, "small", 1), _grown(body, "large", 30)
    client.force_login(clerk)
    counts = []
    for case in (small, large):
        client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(case.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 55


def _grown(body, slug, count):
    """A precept case with so many rows of each kind."""
    case = CaseFactory(body=body, slug=slug, notified=True, rows_made=4 * count + 1)
    PreceptFactory(case=case, band_d_before=Decimal("241.20"))
    now = clock.now()
    days = [date(2022, 1, 11) + timedelta(hours=number) for number in range(count)]
    Notice.objects.bulk_create(
        Notice(case=case, number=number, received_on=day, entered_at=now, published_at=now) for number, day in enumerate(days, 1)
    )
    meetings = Meeting.objects.bulk_create(
        Meeting(
            area=body.area, body=body, slug=f"{slug}-{number}", held_on=date(2022, 1, 20), status=MeetingStatus.HELD,
            created_at=now, announced_at=now, published_at=now,
        )
        for number in range(count)
    )  # fmt: skip
    CaseMeeting.objects.bulk_create(
        CaseMeeting(case=case, number=count + number, meeting=meeting, item=item_of(meeting))
        for number, meeting in enumerate(meetings, 1)
    )
    PanelVote.objects.bulk_create(
        PanelVote(case=case, number=2 * count + number, meeting=meeting, question="?", votes_for=8, in_room=8, members=12)
        for number, meeting in enumerate(meetings, 1)
    )
    report = ReportFactory(case=case, issued=True)
    Response.objects.bulk_create(
        Response(case=case, number=3 * count + number, report=report, responded_on=date(2022, 2, 2), text="Words", entered_at=now)
        for number in range(1, count + 1)
    )
    keep_duties("case", case)
    return case


def test_readers_of_a_private_case_read_its_timetable(client, case, member, office):
    """Members and the office, who do not keep the case, read by when the panel reports; no link leads where they may not go."""
    type(case).objects.filter(pk=case.pk).update(published_at=None, shared_at=clock.now())
    case.refresh_from_db()
    keep_duties("case", case)
    for user in (member, office):
        response = _page(client, case, user)
        line = next(one["one"] for one in response.context["timetable"] if one["one"].key == "report")
        assert "Review the proposed precept and report" in _text(response)
        assert (line.has_page, line.get_absolute_url() in _text(response)) == (False, False)
    client.logout()
    assert _page(client, case).status_code == 404


def test_page_says_what_a_kind_of_case_is_and_whose_a_step_is(client, case):
    words = _text(_page(client, case))
    assert "The part of council tax that pays for the police." in words
    assert "For the panel’s clerk." in words
