"""The panel's own annual report: begun, written, its figures from public rows alone, frozen and printed when published."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import AnnualStatus, Outcome
from decisions.models import PanelAnnualReport
from decisions.rules.annual import percent, tables_of, years_of
from decisions.services.annual import (
    change_annual_report,
    create_annual_report,
    figures_of,
    printed,
    publish_annual_report,
)
from documents.choices import Access
from documents.models import Print
from interface import clock
from meetings.choices import AttendanceGroup, AttendanceStatus, MinutesStatus
from meetings.models import Attendance, Meeting
from tests.decisions.reporting import panel
from tests.factories.decisions import AnnualReportFactory, CaseFactory
from tests.factories.minutes import ActionFactory, HeldMeetingFactory, MinutesFactory, RecommendationFactory
from tests.factories.panels import BodyFactory, PersonFactory
from tests.factories.questions import PublicQuestionFactory
from tests.factories.reviews import ReviewFactory

TODAY = date(2022, 4, 10)
FIRST, LAST = date(2021, 4, 1), date(2022, 3, 31)


@pytest.fixture(autouse=True)
def on_the_day(db):
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def body():
    return panel()


@pytest.fixture
def report(body):
    return AnnualReportFactory(body=body)


def meeting_of(body, day, **fields):
    return HeldMeetingFactory(body=body, held_on=day, **fields)


def _attended(meeting, *statuses, stands_in=()):
    people = [PersonFactory(area=meeting.area) for _status in statuses]
    for number, (person, status) in enumerate(zip(people, statuses, strict=True), start=1):
        Attendance.objects.create(
            meeting=meeting, number=number, person=person, status=status, group=AttendanceGroup.MEMBERS,
            substitute_for=people[0] if number in stands_in else None,
        )  # fmt: skip


# Begun and written


def test_report_is_begun_once_for_a_year_under_its_address(body):
    made = create_annual_report(body=body, started_on=date(2021, 6, 24), ended_on=date(2022, 6, 23), actor=None)
    assert (made.slug, made.status) == ("2021-22", AnnualStatus.DRAFT)
    board = BodyFactory(area=body.area, slug="board", kind="board")
    assert create_annual_report(body=board, started_on=FIRST, ended_on=LAST, actor=None).slug == "2021-22-board"
    with pytest.raises(ValidationError) as error:
        create_annual_report(body=body, started_on=date(2022, 6, 1), ended_on=date(2023, 5, 31), actor=None)
    assert error.value.message_dict == {"started_on": ["Another annual report covers some of these days. Choose others"]}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (FIRST, FIRST, "The year must end after it starts"),
        (FIRST, date(2024, 4, 1), "An annual report is of one year. Check the last day"),
    ],
    ids=["no days", "too many"],
)  # fmt: skip
def test_year_of_a_report_is_a_year(body, first, last, words):
    with pytest.raises(ValidationError) as error:
        create_annual_report(body=body, started_on=first, ended_on=last, actor=None)
    assert error.value.message_dict == {"ended_on": [words]}


def test_words_of_a_stale_page_are_not_saved(report):
    saved = change_annual_report(report=report, version=report.version, foreword=" New words ", actor=None)
    assert (saved.foreword, saved.looking_back) == ("New words", "It reviewed the precept.")
    with pytest.raises(ValidationError) as error:
        change_annual_report(report=report, version=report.version, foreword="Old", actor=None)
    assert error.value.code == "stale"


# Figures


def test_meetings_count_where_public_and_over_with_the_attendance_of_published_minutes(report):
    body, held = report.body, meeting_of(report.body, date(2021, 6, 24), kind="annual")
    came, sent, gone = AttendanceStatus.PRESENT, AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT
    _attended(held, sent, came, came, gone, came, stands_in=(5,))
    MinutesFactory(meeting=held, status=MinutesStatus.PUBLISHED)
    drafted = meeting_of(body, date(2021, 12, 9))
    _attended(drafted, came)
    MinutesFactory(meeting=drafted)
    meeting_of(body, date(2022, 2, 1), publication="members")
    cancelled = meeting_of(body, date(2022, 3, 1))
    Meeting.objects.filter(pk=cancelled.pk).update(status="cancelled", status_reason="Snow")
    meeting_of(body, date(2022, 4, 1))
    meeting_of(BodyFactory(area=body.area, slug="board", kind="board"), date(2021, 7, 1))
    assert figures_of(report)["meetings"] == [
        {"on": "2021-06-24", "kind": "annual", "present": 3, "possible": 4},
        {"on": "2021-12-09", "kind": "ordinary", "present": 0, "possible": 0},
    ]
    numbers, rooms, *_more = tables_of(figures_of(report))
    assert dict(numbers.rows)["Members present, of all places"] == "75.0%"
    assert [row[2] for row in rooms.rows] == ["3 of 4", "not published"]


def test_questions_recommendations_and_actions_count_public_ones_of_the_year(report):
    body, held = report.body, meeting_of(report.body, date(2022, 2, 1))
    PublicQuestionFactory(body=body, meeting=held, answered=True)
    PublicQuestionFactory(body=body, meeting=held, accepted=True, is_published=False)
    PublicQuestionFactory(body=body, meeting=held)
    for day, access, status in (
        (FIRST, "public", "accepted"), (LAST, "public", "made"), (LAST, "exempt", "made"), (date(2022, 4, 1), "public", "made"),
    ):  # fmt: skip
        RecommendationFactory(body=body, made_on=day, access=access, status=status, published_at=clock.now())
    RecommendationFactory(body=body, made_on=FIRST, published_at=None)
    ActionFactory(body=body, raised_on=FIRST, published_at=clock.now())
    ActionFactory(
        body=body, raised_on=date(2021, 3, 1), published_at=clock.now(), status="closed", closed_how="chair",
        closed_reason="Done", closed_on=date(2022, 2, 2),
    )  # fmt: skip
    ActionFactory(body=body, raised_on=FIRST, published_at=None)
    figures = figures_of(report)
    assert figures["questions"] == {"question": 1, "statement": 0, "petition": 0, "answered": 1}
    assert figures["recommendations"] == {"made": 2, "answered": 1}
    assert figures["actions"] == {"raised": 1, "closed": 1}


def test_cases_and_reviews_are_public_ones_of_the_year_with_what_had_ended_by_then(report):
    body = report.body
    CaseFactory(body=body, closed=True, title="Precept 2022/23", opened_on=date(2022, 1, 10))
    CaseFactory(body=body, plan=True, closed=True, title="Ended later", opened_on=FIRST, outcome_on=date(2022, 4, 2))
    CaseFactory(body=body, information=True, unpublished=True, title="CANARY", opened_on=FIRST)
    CaseFactory(body=body, closed=True, title="Before", opened_on=date(2020, 1, 1), outcome_on=date(2021, 3, 31))
    CaseFactory(body=body, title="After", opened_on=date(2022, 4, 1))
    CaseFactory(body=body, withdrawn=True, title="Withdrawn", opened_on=FIRST)
    ReviewFactory(body=body, title="Speeding", started_on=FIRST)
    ReviewFactory(body=body, title="CANARY", started_on=FIRST, published_at=None)
    figures = figures_of(report)
    assert [(one["title"], one["outcome"], one["on"]) for one in figures["cases"]] == [
        ("Ended later", "", ""), ("Precept 2022/23", Outcome.AS_PROPOSED, "2022-02-28"),
    ]  # fmt: skip
    assert [one["title"] for one in figures["reviews"]] == ["Speeding"]
    assert [row[2] for row in tables_of(figures)[2].rows] == ["in hand", "Went ahead as proposed, 28 Feb 2022"]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_figures_take_as_many_queries_however_much_a_panel_did(report, count, django_assert_num_queries):
    Meeting.objects.bulk_create(
        Meeting(
            area=report.area, body=report.body, slug=f"m-{number}", held_on=date(2021, 5, 1), status="held",
            publication="public", announced_at=clock.now(), created_at=clock.now(),
        )
        for number in range(count)
    )  # fmt: skip
    with django_assert_num_queries(7):
        assert len(figures_of(report)["meetings"]) == count


def test_a_share_of_nothing_is_not_known_and_a_calendar_year_is_one_number():
    assert (percent(0, 0), percent(2, 3)) == ("not known", "66.7%")
    assert (years_of(FIRST, LAST), years_of(date(2021, 1, 1), date(2021, 12, 31))) == ("2021/22", "2021")


# Published


def test_published_report_keeps_its_figures_and_words_and_is_printed_for_all(report):
    meeting_of(report.body, date(2021, 6, 24))
    out = publish_annual_report(report=report, version=report.version, actor=None)
    meeting_of(report.body, date(2021, 9, 1))
    out.refresh_from_db()
    assert (out.status, len(out.figures["meetings"])) == (AnnualStatus.PUBLISHED, 1)
    assert (printed(out).access, printed(out).title) == (Access.PUBLIC, "Annual report 2021/22")
    with pytest.raises(ValidationError, match="It stays as it is"):
        change_annual_report(report=out, version=out.version, foreword="Other", actor=None)
    with pytest.raises(ValidationError, match="It stays as it is"):
        publish_annual_report(report=out, version=out.version, actor=None)
    assert AuditEntry.objects.filter(action="decisions.annual_report_published").count() == 1
    assert Print.objects.count() == 1


def test_report_is_not_published_before_its_year_ends_nor_without_words(body):
    begun = create_annual_report(body=body, started_on=date(2021, 6, 24), ended_on=date(2022, 6, 23), actor=None)
    with pytest.raises(ValidationError) as error:
        publish_annual_report(report=begun, version=begun.version, actor=None)
    assert error.value.messages == [
        "The year has not ended. Publish the report once it has, so that its figures are whole",
        "Say what the panel did: edit the report",
    ]
    assert (PanelAnnualReport.objects.get().status, Print.objects.count()) == (AnnualStatus.DRAFT, 0)
