"""The acts in the case of a senior appointment: what they keep, what they refuse, what they leave behind, what is due."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CaseStatus, NoticeKind, Outcome, Position, Post
from decisions.models import Candidate, Notice
from decisions.services import appointments as services
from decisions.services.cases import publish_case
from documents.choices import Access
from interface import clock
from panels.choices import DutyAccess, DutyStatus
from panels.models import Obligation
from panels.services.due import refresh_duties
from tests.decisions.hearings import SAID, decide, notify, opened, reported
from tests.factories.arrangements import ElectionFactory
from tests.factories.decisions import (
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import PersonFactory

D = date

pytestmark = pytest.mark.usefixtures("rulebook")


def due(case):
    rows = Obligation.objects.filter(subject_kind="case", subject_key=str(case.pk)).order_by("pk")
    return [(row.due_on, row.status, row.explanation) for row in rows]


# The notice -------------------------------------------------------------------------------------------------------


def test_a_notice_starts_the_time_and_names_nobody_in_the_trail(body, clerk):
    case = opened(body)

    notice = notify(case, clerk)

    case.refresh_from_db()
    entry = AuditEntry.objects.get(action="decisions.candidate_notified")
    assert (case.status, notice.candidate.name, notice.candidate.name_access) == (
        CaseStatus.NOTIFIED, "Alexandra Candlewick", Access.EXEMPT,
    )  # fmt: skip
    assert entry.detail == {
        "case": "2022-deputy-commissioner", "notice": notice.number, "kind": "proposal", "received": "2022-02-01",
    }  # fmt: skip
    assert due(case) == [(D(2022, 2, 21), DutyStatus.OPEN, "")]


def test_a_notice_given_again_sets_the_first_deadline_aside_and_starts_another(body):
    case = opened(body)
    notify(case)

    notify(case, on=D(2022, 3, 2), kind=NoticeKind.RENOTIFICATION)

    assert due(case) == [
        (D(2022, 2, 21), DutyStatus.NOT_APPLICABLE, "Notified again on Wednesday 2 March 2022"),
        (D(2022, 3, 22), DutyStatus.OPEN, ""),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        pytest.param({"name": " "}, "name", "Enter the name of the candidate", id="no name"),
        pytest.param(
            {"exempt_paragraph": None}, "exempt_paragraph", "Choose the paragraph of Schedule 12A under which it is private",
            id="private without a paragraph",
        ),
        pytest.param({"name_access": Access.MEMBERS}, "name_access", "Choose who may read it", id="another access"),
        pytest.param(
            {"received_on": D(2022, 2, 2)}, "received_on", "The day the panel received it must be today or earlier", id="tomorrow"
        ),
        pytest.param(
            {"kind": NoticeKind.RENOTIFICATION}, "kind", "The panel was not notified yet. Enter the first notice",
            id="again first",
        ),
        pytest.param(
            {"kind": NoticeKind.RESERVE}, "kind",
            "A reserve candidate is proposed only after a veto that stands (SI 2012/2271, regulations 9-10, not yet verified)",
            id="reserve without a veto",
        ),
        pytest.param({"kind": NoticeKind.REVISED}, "kind", "A notice of this kind belongs to another kind of case", id="precept"),
    ],
)  # fmt: skip
def test_a_notice_is_refused_beside_its_field_and_nothing_changes(body, changes, field, words):
    case = opened(body, Post.CHIEF_CONSTABLE)

    with pytest.raises(ValidationError) as refusal:
        notify(case, **changes)

    assert refusal.value.message_dict == {field: [words]}
    assert (Notice.objects.count(), Candidate.objects.count()) == (0, 0)
    assert not AuditEntry.objects.filter(action="decisions.candidate_notified").exists()


def test_a_meeting_of_another_case_is_no_reason_to_notify_again(body):
    case = opened(body)
    notify(case)

    with pytest.raises(ValidationError) as refusal:
        notify(case, on=D(2022, 3, 2), kind=NoticeKind.RENOTIFICATION, moved_for=HeldMeetingFactory(body=body))

    assert refusal.value.message_dict == {"moved_for": ["Choose a meeting of this case"]}


def test_a_stale_case_and_one_that_has_ended_take_no_notice(body):
    case = opened(body)

    with pytest.raises(ValidationError) as stale, clock.stand_on(D(2022, 2, 1)):
        services.notify_candidate(
            case=case, version=case.version + 1, kind=NoticeKind.PROPOSAL, received_on=D(2022, 2, 1), actor=None, **SAID
        )  # fmt: skip
    decide(case, D(2022, 2, 1), Outcome.NOT_PROCEEDED)
    with pytest.raises(ValidationError) as over:
        notify(case)

    assert (stale.value.code, over.value.code) == ("stale", "over")


def test_a_notice_in_a_public_case_is_public_and_its_deadline_too(body):
    case = opened(body)
    with clock.stand_on(D(2022, 1, 21)):
        publish_case(case=case, version=case.version, actor=None)

    notice = notify(case)

    assert notice.published_at is not None
    assert list(Obligation.objects.values_list("access", flat=True)) == [DutyAccess.PUBLIC]


# Correcting it ----------------------------------------------------------------------------------------------------


def change(notice, **changes):
    facts = {
        **SAID,
        "name_access": Access.EXEMPT,
        "particulars_access": Access.EXEMPT,
        "received_on": notice.received_on,
        **changes,
    }
    with clock.stand_on(D(2022, 3, 1)):
        fresh = Notice.objects.select_related("case").get(pk=notice.pk)
        return services.change_candidate(notice=fresh, version=fresh.version, actor=None, **facts)


def test_a_corrected_day_moves_the_deadline(body):
    case = opened(body)
    notice = notify(case)

    change(notice, received_on=D(2022, 2, 15))

    assert due(case) == [(D(2022, 3, 7), DutyStatus.OPEN, "")]


def test_the_day_stays_once_the_panel_reported_and_the_name_can_still_be_opened(body):
    case = opened(body)
    notice = notify(case)
    reported(case, D(2022, 2, 18))

    with pytest.raises(ValidationError) as refusal:
        change(notice, received_on=D(2022, 1, 31))
    change(notice, name_access=Access.PUBLIC)

    notice.candidate.refresh_from_db()
    assert refusal.value.message_dict == {"received_on": ["What came in time was told from this day. It stays as it is"]}
    assert notice.candidate.name_access == Access.PUBLIC


def test_a_name_can_be_opened_after_the_case_has_ended(body):
    case = opened(body)
    notice = notify(case)
    reported(case, D(2022, 2, 18))
    decide(case, D(2022, 2, 20))

    change(notice, name_access=Access.PUBLIC, particulars_access=Access.PUBLIC, exempt_paragraph=None)

    case.refresh_from_db()
    notice.candidate.refresh_from_db()
    assert (case.status, notice.candidate.name_access) == (CaseStatus.CLOSED, Access.PUBLIC)


# The reserve candidate and the decision ---------------------------------------------------------------------------


def test_after_a_veto_the_reserve_candidate_is_heard_in_time_of_their_own(body):
    case = opened(body, Post.CHIEF_CONSTABLE)
    notify(case)
    reported(case, D(2022, 2, 18), Position.VETO)

    notify(case, on=D(2022, 3, 10), kind=NoticeKind.RESERVE, name="Rowan Reserve")

    case.refresh_from_db()
    rows = Obligation.objects.filter(subject_key=str(case.pk)).order_by("due_on").values_list("title", "due_on", "is_verified")
    assert case.status == CaseStatus.REVISED
    assert list(rows) == [
        ("Hear and report on the proposed appointment", D(2022, 2, 21), True),
        ("Hear and report on the reserve candidate", D(2022, 3, 30), False),
    ]


def test_an_appointment_in_the_panel_s_time_is_refused(body):
    case = opened(body)
    notify(case)

    with pytest.raises(ValidationError) as refusal:
        decide(case, D(2022, 2, 21))

    case.refresh_from_db()
    assert list(refusal.value.message_dict) == ["goes_ahead"]
    assert case.status == CaseStatus.NOTIFIED


def test_an_appointment_after_it_ends_the_case_without_a_report(body, clerk):
    case = opened(body)
    notify(case)

    decide(case, D(2022, 2, 22), actor=clerk)

    case.refresh_from_db()
    assert (case.status, case.outcome, case.outcome_on) == (CaseStatus.CLOSED, Outcome.WITHOUT_REPORT, D(2022, 2, 22))
    assert AuditEntry.objects.get(action="decisions.case_closed").detail["outcome"] == "without-report"


def test_nobody_chooses_the_outcome_against_the_record(body):
    case = opened(body)
    notify(case)
    reported(case, D(2022, 2, 18), Position.NOT_APPOINT)

    decide(case, D(2022, 2, 20), Outcome.AS_PROPOSED)

    case.refresh_from_db()
    assert case.outcome == Outcome.AGAINST_ADVICE


def test_giving_up_sets_the_deadline_aside(body):
    case = opened(body)
    notify(case)

    decide(case, D(2022, 2, 10), Outcome.NOT_PROCEEDED)

    words = "It did not go ahead: decided on Thursday 10 February 2022"
    assert due(case) == [(D(2022, 2, 21), DutyStatus.NOT_APPLICABLE, words)]


# What is due ------------------------------------------------------------------------------------------------------


def test_a_report_meets_the_deadline_and_a_late_one_meets_it_late(body):
    in_time, late = opened(body), opened(body, Post.CHIEF_EXECUTIVE)
    for case, day in ((in_time, D(2022, 2, 21)), (late, D(2022, 2, 22))):
        notify(case)
        reported(case, day)
    with clock.stand_on(D(2022, 3, 1)):
        refresh_duties(area=body.area)

    rows = {row.subject_key: (row.status, row.was_late) for row in Obligation.objects.all()}
    assert rows == {str(in_time.pk): (DutyStatus.MET, False), str(late.pk): (DutyStatus.MET, True)}


def test_a_poll_entered_later_moves_what_is_due_and_says_why(body):
    case = opened(body)
    notify(case)
    ElectionFactory(area=body.area, poll_on=D(2022, 2, 10), accepted_on=D(2022, 2, 14), by_election=True)

    with clock.stand_on(D(2022, 2, 11)):
        refresh_duties(area=body.area)

    row = Obligation.objects.get(subject_key=str(case.pk))
    assert (row.due_on, row.pause.first, row.pause.until) == (D(2022, 2, 26), D(2022, 2, 10), D(2022, 2, 14))
    assert row.pause.why == "after the poll of 10 Feb 2022"


def test_the_day_that_the_panel_asked_for_is_due_from_the_office(body):
    case = opened(body)
    notify(case)
    reported(case, D(2022, 2, 18), response_due_on=D(2022, 3, 4))
    with clock.stand_on(D(2022, 2, 19)):
        refresh_duties(area=body.area)

    row = Obligation.objects.get(title="Tell the panel what is decided on its report")
    assert (row.owner, row.due_on, row.status) == ("commissioner", D(2022, 3, 4), DutyStatus.OPEN)
    assert row.provision == (
        "Police Reform and Social Responsibility Act 2011, Schedule 1 paragraph 12 and Schedule 8 paragraph 7"
    )
    decide(case, D(2022, 3, 3))
    row.refresh_from_db()
    assert (row.status, row.was_late) == (DutyStatus.MET, False)


# The post and the search ------------------------------------------------------------------------------------------


def test_the_title_follows_the_post_and_the_address_stays(body):
    case = opened(body)

    with clock.stand_on(D(2022, 1, 21)):
        services.set_post(
            case=case, version=case.version, post=Post.CHIEF_CONSTABLE, is_temporary=True, applications=4, actor=None
        )  # fmt: skip

    case.refresh_from_db()
    assert (case.title, case.slug) == ("Temporary Chief Constable", "2022-deputy-commissioner")
    assert (case.appointment.post, case.appointment.is_temporary, case.appointment.applications) == ("chief-constable", True, 4)


def test_the_post_stays_once_the_panel_reported_on_it(body):
    case = opened(body)
    notify(case)
    reported(case, D(2022, 2, 18))
    case.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        services.set_post(
            case=case, version=case.version, post=Post.CHIEF_CONSTABLE, is_temporary=False, applications=None, actor=None
        )  # fmt: skip

    assert refusal.value.message_dict == {"post": ["The panel has reported on this post. It stays as it is"]}


def test_stages_and_observers_are_kept_changed_and_taken_out(body):
    case, member = opened(body), PersonFactory(area=body.area, name="Ann Ash")
    first = [
        {"number": None, "title": " Advertised ", "on": D(2022, 1, 3), "until": None, "note": ""},
        {"number": None, "title": "Interviews", "on": None, "until": None, "note": "To be confirmed"},
    ]
    services.keep_stages(case=case, version=case.version, rows=first, actor=None)
    case.refresh_from_db()
    kept = {row.title: row.number for row in case.appointment.stages.all()}

    second = [{"number": kept["Interviews"], "title": "Interviews", "on": D(2022, 1, 18), "until": D(2022, 1, 19), "note": ""}]
    services.keep_stages(case=case, version=case.version, rows=second, actor=None)
    case.refresh_from_db()
    people = [{"number": None, "person": member, "words": ""}, {"number": None, "person": None, "words": "Two members"}]
    services.keep_observers(case=case, version=case.version, rows=people, actor=None)

    assert list(case.appointment.stages.values_list("number", "title", "until")) == [
        (kept["Interviews"], "Interviews", D(2022, 1, 19))
    ]
    assert [str(row.person or row.words) for row in case.appointment.observers.all()] == ["Ann Ash", "Two members"]
    assert AuditEntry.objects.filter(action__in=["decisions.stages_kept", "decisions.observers_kept"]).count() == 3


def test_due_is_the_same_for_a_case_of_rows(body):
    """Rows that a loader made are in line after the night's work."""
    case = CaseFactory(body=body, hearing=True, notified=True)
    SeniorAppointmentFactory(case=case)
    CandidateFactory(notice=NoticeFactory(case=case, received_on=D(2022, 2, 1)))
    CaseMeetingFactory(case=case, meeting=HeldMeetingFactory(body=body, held_on=D(2022, 2, 18)))

    with clock.stand_on(D(2022, 2, 2)):
        refresh_duties(area=body.area)

    assert due(case) == [(D(2022, 2, 21), DutyStatus.OPEN, "")]
