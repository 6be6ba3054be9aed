"""Cases: opened with a name of their own, changed, made public, withdrawn, closed and opened again; notices and meetings."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Outcome, Position, Post, PreceptService
from decisions.due.cases import living
from decisions.models import Case, Notice, Precept
from decisions.services import cases as services
from decisions.services.meetings import change_case_meeting, restore_meeting, tie_meeting, untie_meeting
from decisions.services.notices import take_back_notice
from documents.links import find_ends
from interface import clock
from tests.decisions.items import item_of
from tests.factories.decisions import (
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    ReportFactory,
    ResponseFactory,
)
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory

TODAY = date(2022, 2, 3)
pytestmark = pytest.mark.usefixtures("today", "rulebook")


def _open(body, kind, **facts):
    return services.open_case(body=body, kind=kind, opened_on=date(2022, 1, 10), actor=None, **facts)


def _problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


@pytest.mark.parametrize(
    ("kind", "facts", "slug", "title"),
    [
        (CaseKind.PRECEPT, {"year": 2022}, "2022-23", "Precept 2022/23"),
        (CaseKind.PRECEPT, {"year": 2099}, "2099-00", "Precept 2099/00"),
        (
            CaseKind.PRECEPT, {"year": 2022, "service": PreceptService.FIRE}, "2022-23-fire", "Fire and rescue precept 2022/23",
        ),
        (CaseKind.APPOINTMENT, {"post": Post.DEPUTY}, "2022-deputy-commissioner", "Deputy Police and Crime Commissioner"),
        (
            CaseKind.APPOINTMENT, {"post": Post.CHIEF_CONSTABLE, "is_temporary": True}, "2022-chief-constable",
            "Temporary Chief Constable",
        ),
        (CaseKind.REMOVAL, {}, "2022", "Call for the Chief Constable to go, 2022"),
        (CaseKind.PLAN, {"year": 2021, "ends_year": 2025}, "2021-25", "Police and crime plan 2021-25"),
        (
            CaseKind.PLAN, {"year": 2021, "ends_year": 2025, "is_variation": True}, "2021-25-variation",
            "Police and crime plan 2021-25: variation",
        ),
        (CaseKind.ANNUAL_REPORT, {"year": 2020}, "2020-21", "Commissioner’s annual report 2020/21"),
        (CaseKind.INFORMATION, {"title": " Response times "}, "2022-response-times", "Response times"),
        (CaseKind.SUSPENSION, {}, "2022", "Suspension of the Commissioner, 2022"),
        (CaseKind.ACTING, {}, "2022", "Acting Commissioner, 2022"),
    ],
)  # fmt: skip
def test_case_is_named_by_its_kind_and_years(body, kind, facts, slug, title):
    case = _open(body, kind, **facts)
    assert (case.slug, case.title, case.status) == (slug, title, CaseStatus.EXPECTED)
    assert case.get_absolute_url() == f"/avon/{kind}/{slug}/"


def test_taken_address_gets_the_next_number(body):
    given = [_open(body, CaseKind.APPOINTMENT, post=Post.DEPUTY).slug for _time in range(3)]
    assert given == ["2022-deputy-commissioner", "2022-deputy-commissioner-2", "2022-deputy-commissioner-3"]


@pytest.mark.parametrize(
    ("kind", "facts", "problem"),
    [
        (CaseKind.PRECEPT, {}, {"year": ["Enter the year in which it begins, like 2022"]}),
        (CaseKind.PLAN, {"year": 2021}, {"ends_year": ["Enter the last year of the plan, like 2025"]}),
        (CaseKind.PLAN, {"year": 2021, "ends_year": 2021}, {"ends_year": ["The last year must be after the first"]}),
        (CaseKind.APPOINTMENT, {}, {"post": ["Choose the post"]}),
        (
            CaseKind.INFORMATION, {"title": " … "},
            {"title": ["Enter what is asked for, in a few words that everybody may read"]},
        ),
    ],
)  # fmt: skip
def test_case_that_cannot_be_named_is_refused(body, kind, facts, problem):
    with pytest.raises(ValidationError) as error:
        _open(body, kind, **facts)
    assert _problems(error) == problem
    assert not Case.objects.exists()


def test_a_year_has_one_precept_of_each_service(body):
    first = _open(body, CaseKind.PRECEPT, year=2022)
    _open(body, CaseKind.PRECEPT, year=2022, service=PreceptService.FIRE)
    with pytest.raises(ValidationError) as error:
        _open(body, CaseKind.PRECEPT, year=2022)
    assert _problems(error) == {"year": ["There is a case already: Precept 2022/23"]}

    services.withdraw_case(case=first, version=first.version, why="Opened twice", withdrawn_on=TODAY, actor=None)
    assert _open(body, CaseKind.PRECEPT, year=2022).slug == "2022-23-2"
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="There is a case already"):
        services.reopen_case(case=first, version=first.version, actor=None)


def test_proposals_are_shared_at_once_and_requests_when_they_are_sent(body):
    assert _open(body, CaseKind.PLAN, year=2021, ends_year=2025).shared_at is not None
    assert _open(body, CaseKind.INFORMATION, title="Response times").shared_at is None
    assert Precept.objects.get(case=_open(body, CaseKind.PRECEPT, year=2022)).service == PreceptService.POLICE


def test_trail_tells_the_act_without_words(body, clerk):
    case = services.open_case(
        body=body, kind=CaseKind.INFORMATION, title="CANARY title", about="CANARY about", opened_on=TODAY, actor=clerk
    )
    entry = AuditEntry.objects.get(action="decisions.case_opened")
    assert entry.actor == clerk
    assert "about" not in str(entry.detail)
    assert entry.detail["case"] == case.slug


def test_publishing_opens_the_case_and_its_notices_to_everybody(body):
    case = CaseFactory(body=body, unpublished=True, notified=True)
    NoticeFactory(case=case, private=True)
    case.refresh_from_db()
    services.publish_case(case=case, version=case.version, actor=None)
    case.refresh_from_db()
    assert case.published_at is not None
    assert Notice.objects.get().published_at is not None
    with pytest.raises(ValidationError, match="public already"):
        services.publish_case(case=case, version=case.version, actor=None)


def test_a_request_is_not_published_before_it_is_sent(body):
    case = _open(body, CaseKind.INFORMATION, title="Response times")
    with pytest.raises(ValidationError) as error:
        services.publish_case(case=case, version=case.version, actor=None)
    assert error.value.code == "unsent"


def test_second_save_of_one_version_is_refused(body):
    case = CaseFactory(body=body)
    services.change_case(case=case, version=case.version, about="First", actor=None)
    with pytest.raises(ValidationError) as error:
        services.change_case(case=case, version=1, about="Second", actor=None)
    assert error.value.code == "stale"


def test_what_has_ended_is_opened_again_where_it_was(body):
    case = CaseFactory(body=body, notified=True)
    NoticeFactory(case=case)
    report = ReportFactory(case=case, issued=True)
    ResponseFactory(case=case, report=report)
    case.refresh_from_db()
    facts = {"outcome": Outcome.AS_PROPOSED, "outcome_on": TODAY, "note": "", "actor": None}
    services.close_case(case=case, version=case.version, **facts)
    case.refresh_from_db()
    assert (case.status, case.is_over) == (CaseStatus.CLOSED, True)
    with pytest.raises(ValidationError) as error:
        services.close_case(case=case, version=case.version, **facts)
    assert error.value.code == "over"

    services.reopen_case(case=case, version=case.version, actor=None)
    case.refresh_from_db()
    assert (case.status, case.outcome, case.outcome_on, case.closed_at) == (CaseStatus.ANSWERED, "", None, None)


@pytest.mark.parametrize("day", [date(2022, 1, 9), date(2022, 2, 4)])
def test_case_does_not_end_before_it_began_nor_in_the_future(body, day):
    case = CaseFactory(body=body)
    with pytest.raises(ValidationError) as error:
        services.withdraw_case(case=case, version=case.version, why="Taken back", withdrawn_on=day, actor=None)
    assert list(error.value.message_dict) == ["withdrawn_on"]


def test_closed_case_without_outcome_is_refused_by_the_database(body):
    case = CaseFactory(body=body)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED)


def test_what_is_due_is_kept_on_29_february(body):
    CaseFactory(body=body)
    with clock.stand_on(date(2024, 2, 29)):
        assert living().count() == 1


def test_links_show_a_case_only_to_who_may_see_it(body, clerk):
    case = CaseFactory(body=body, unpublished=True)
    assert find_ends(AnonymousUser(), [("case", case.pk)]) == {}
    assert find_ends(clerk, [("case", case.pk)])[("case", case.pk)].words == case.title


# Notices


def test_notice_taken_back_puts_the_case_where_it_was(body):
    case = CaseFactory(body=body, notified=True)
    notice = NoticeFactory(case=case)
    take_back_notice(notice=notice, version=notice.version, why="Entered for the wrong year", actor=None)
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (case.status, notice.taken_back_why) == (CaseStatus.EXPECTED, "Entered for the wrong year")
    with pytest.raises(ValidationError) as error:
        take_back_notice(notice=notice, version=notice.version, why="Again", actor=None)
    assert error.value.code == "taken-back"


def test_notice_stays_once_the_panel_reported_or_another_rests_on_it(body):
    case = CaseFactory(body=body, revised=True)
    first, second = NoticeFactory(case=case), NoticeFactory(case=case, revised=True)
    veto = ReportFactory(case=case, issued=True, position=Position.VETO_HIGH)
    with pytest.raises(ValidationError, match="A later notice rests on this one"):
        take_back_notice(notice=first, version=first.version, why="Wrong", actor=None)

    take_back_notice(notice=second, version=second.version, why="Wrong", actor=None)
    case.refresh_from_db()
    assert case.status == CaseStatus.REPORTED
    assert veto.number == 1
    with pytest.raises(ValidationError, match="sent its report on this notice"):
        take_back_notice(notice=first, version=first.version, why="Wrong", actor=None)


def test_final_text_is_taken_back_whatever_was_reported(body):
    case = CaseFactory(body=body, plan=True, reported=True)
    NoticeFactory(case=case)
    ReportFactory(case=case, issued=True)
    final = NoticeFactory(case=case, kind=NoticeKind.FINAL, received_on=TODAY)
    take_back_notice(notice=final, version=final.version, why="Not final yet", actor=None)
    case.refresh_from_db()
    assert case.status == CaseStatus.REPORTED


# Meetings


def test_meeting_is_tied_taken_out_and_put_back(body):
    case, meeting = CaseFactory(body=body), HeldMeetingFactory(body=body)
    item = item_of(meeting)
    row = tie_meeting(case=case, version=case.version, meeting=meeting, item=item, actor=None)
    assert row.part == MeetingPart.REVIEW
    again = {"case": case, "meeting": meeting, "actor": None}
    case.refresh_from_db()
    with pytest.raises(ValidationError, match="in the case already"):
        tie_meeting(version=case.version, **again)

    row = untie_meeting(row=row, version=row.version, actor=None)
    assert row.removed_at is not None
    row = restore_meeting(row=row, version=row.version, actor=None)
    row = change_case_meeting(row=row, version=row.version, withdrew=True, withdrew_note="11am to noon", actor=None)
    row.refresh_from_db()
    assert (row.removed_at, row.withdrew, row.withdrew_note) == (None, True, "11am to noon")


def test_put_back_meeting_is_refused_where_another_took_its_place(body):
    case, meeting = CaseFactory(body=body), HeldMeetingFactory(body=body)
    row = CaseMeetingFactory(case=case, meeting=meeting, removed=True)
    CaseMeetingFactory(case=case, meeting=meeting)
    with pytest.raises(ValidationError, match="in the case already"):
        restore_meeting(row=row, version=row.version, actor=None)


def test_meeting_with_a_vote_stays(body):
    case = CaseFactory(body=body)
    row = CaseMeetingFactory(case=case)
    PanelVoteFactory(case=case, meeting=row.meeting)
    with pytest.raises(ValidationError) as error:
        untie_meeting(row=row, version=row.version, actor=None)
    assert error.value.code == "voted"


def test_items_and_meetings_of_others_are_refused(body):
    case, meeting = CaseFactory(body=body), HeldMeetingFactory(body=body)
    elsewhere = HeldMeetingFactory(body=BodyFactory(), held_on=date(2022, 2, 2))
    with pytest.raises(ValidationError, match="same police area"):
        tie_meeting(case=case, version=case.version, meeting=elsewhere, actor=None)
    other = item_of(elsewhere)
    with pytest.raises(ValidationError, match="agenda of that meeting"):
        tie_meeting(case=case, version=case.version, meeting=meeting, item=other, actor=None)


def test_they_came_back_only_if_they_left(body):
    row = CaseMeetingFactory(case=CaseFactory(body=body))
    with pytest.raises(ValidationError, match="Say that they left"):
        change_case_meeting(row=row, version=row.version, withdrew=False, withdrew_note="noon", actor=None)
