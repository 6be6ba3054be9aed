"""What the panel asks and does of its own accord: requests sent and met or not, suspension, an acting Commissioner."""

from datetime import date

import pypdfium2 as pdfium
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.choices import CaseStatus, Outcome
from decisions.rules import request_steps
from decisions.services.cases import publish_case, reopen_case
from decisions.services.reading import facts_of
from decisions.services.request_letters import letter_of
from decisions.services.requests import close_request, decide_act, end_act, send_request
from documents.models import Print
from documents.services.files import read_bytes
from interface import clock
from panels.models import Obligation
from panels.services.due import keep_duties
from tests.decisions.reporting import again, meeting_of, panel, people, rules
from tests.factories.decisions import CaseFactory, CaseMeetingFactory, PanelVoteFactory, ResponseFactory
from tests.factories.meetings import AnnouncedMeetingFactory

TODAY = date(2022, 3, 10)
ASKED, LAST = date(2022, 2, 22), date(2022, 3, 4)


@pytest.fixture(autouse=True)
def on_the_day(db):
    rules()
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def body():
    return panel()


@pytest.fixture
def asked(body):
    return CaseFactory(body=body, information=True, unshared=True, slug="2022-times", due_on=None, opened_on=date(2022, 2, 21))


@pytest.fixture
def called(body):
    """Somebody asked to attend the meeting of 17 March."""
    case = CaseFactory(body=body, attendance=True, unshared=True, slug="2022-finance", due_on=None, about="On reserves.")
    CaseMeetingFactory(case=case, meeting=AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17), venue=None))
    return case


@pytest.fixture
def suspension(body):
    return CaseFactory(body=body, suspension=True, unshared=True, slug="2022", from_on=None, about="CANARY-CHARGE")


def text_of(letter):
    """The words of a letter, read back from its file."""
    document = pdfium.PdfDocument(read_bytes(letter.file))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def _voted(case, **votes):
    row = CaseMeetingFactory(case=case, meeting=meeting_of(case.body))
    return PanelVoteFactory(case=case, meeting=row.meeting, question="That the Commissioner is suspended", **votes)


def _send(case, sent_on=ASKED, due_on=LAST, **more):
    fresh = again(case)
    said = {"version": fresh.version, "signed_by": "Anna Ash, Chair", "actor": None}
    return send_request(case=fresh, sent_on=sent_on, due_on=due_on, **said | more)


def _close(case, *, was_met, on=TODAY):
    fresh = again(case)
    return close_request(case=fresh, version=fresh.version, was_met=was_met, outcome_on=on, note="", actor=None)


def _decide(case, *, goes_ahead=True, from_on=date(2022, 2, 1), until_on=None, concerns=""):
    fresh = again(case)
    days = {"from_on": from_on, "until_on": until_on}
    return decide_act(
        case=fresh, version=fresh.version, goes_ahead=goes_ahead, concerns=concerns, note="", actor=None, **days
    )  # fmt: skip


def _problems(work, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        work(*args, **kwargs)
    return error.value.message_dict


def _warnings(case):
    return [(one.kind, one.words, one.is_verified) for one in request_steps.warnings(facts_of(again(case)))]


def _due(case):
    keep_duties("case", again(case))
    rows = Obligation.objects.filter(subject_kind="case", subject_key=str(case.pk)).order_by("key")
    return [(one.key, one.due_on, one.owner, one.status) for one in rows]


def _url(case, name):
    return reverse(f"cases:{name}", args=["avon", case.kind, case.slug])


# Requests


def test_request_is_sent_with_a_day_of_the_panels_own_and_a_letter_that_says_so(asked):
    sent = _send(asked)
    assert (sent.status, clock.as_local(sent.shared_at).date(), sent.due_on) == (CaseStatus.NOTIFIED, ASKED, LAST)
    letter = letter_of(sent)
    assert letter.access == "exempt"
    words = text_of(letter)
    assert "Police Reform and Social Responsibility Act 2011, s.13 (not yet verified)" in words
    assert "by Friday 4 March 2022, which it considers a reasonable time. The Act names no number of days." in words
    assert "The panel asks for the figures of each district." in words
    assert "Anna Ash" in words
    assert AuditEntry.objects.get(action="decisions.request_sent").detail == {"case": "2022-times"}


def test_letter_is_known_with_its_case(asked):
    sent = _send(asked)
    publish_case(case=sent, version=sent.version, actor=None)
    assert Print.objects.get(owner_kind="request").access == "public"


def test_request_is_refused_with_every_reason(asked):
    late = {"sent_on": date(2022, 3, 11)}
    assert _problems(_send, asked, **late) == {"sent_on": ["The day it was sent must be today or earlier"]}
    assert _problems(_send, asked, due_on=None) == {"due_on": ["Enter the day by which the panel asks for an answer"]}
    assert _problems(_send, asked, due_on=date(2022, 2, 1)) == {
        "due_on": ["The answer cannot be asked for before the request is sent"]
    }
    asked.about = " "
    asked.save()
    assert _problems(_send, asked) == {"__all__": ["Say first what the panel asks for: edit the case"]}
    assert Print.objects.count() == 0


def test_sent_request_is_not_sent_again(asked):
    _send(asked)
    assert _problems(_send, asked) == {"__all__": ["The request was sent already"]}
    assert Print.objects.count() == 1


def test_answer_is_due_from_the_office_and_missed_where_none_came(asked):
    assert _due(asked) == []
    _send(asked)
    assert _due(asked) == [("answer", LAST, "commissioner", "open")]
    assert Obligation.objects.get().provision == (
        "Police Reform and Social Responsibility Act 2011, s.13; the day was set by the panel"
    )
    ((kind, words, is_verified),) = _warnings(asked)
    assert (kind, is_verified) == ("late", False)
    assert words == "The panel asked for an answer by Friday 4 March 2022, a day of its own. None has come."
    ResponseFactory(case=asked, responded_on=date(2022, 3, 8))
    assert _due(asked)[0][3] == "met"
    assert Obligation.objects.get().was_late
    assert _warnings(asked) == []


def test_request_ends_answered_only_with_an_answer_and_unanswered_only_past_its_day(asked):
    _send(asked, due_on=TODAY)
    assert _problems(_close, asked, was_met=True) == {"was_met": ["No answer is entered. Enter it first"]}
    assert _problems(_close, asked, was_met=False) == {
        "outcome_on": [
            "The panel asked for it by Thursday 10 March 2022. Before that day is over nobody can say that it was not met"
        ]
    }
    with clock.stand_on(date(2022, 3, 11)):
        closed = _close(asked, was_met=False, on=date(2022, 3, 11))
    assert closed.outcome == Outcome.NOT_ANSWERED
    ((_kind, words, is_verified),) = _warnings(closed)
    assert "The rule book holds no penalty for that." in words
    assert is_verified
    assert reopen_case(case=closed, version=closed.version, actor=None).status == CaseStatus.NOTIFIED
    ResponseFactory(case=asked, responded_on=TODAY)
    assert _close(asked, was_met=True).outcome == Outcome.ANSWERED


def test_attendance_is_due_on_the_day_of_the_meeting_and_follows_it(called):
    sent = _send(called, due_on=None)
    assert "The meeting is on Thursday 17 March 2022 at" in text_of(letter_of(sent))
    assert "requires Chief Finance Officer to attend" in text_of(letter_of(sent))
    assert _due(called) == [("attendance", date(2022, 3, 17), "commissioner", "open")]
    row = called.meetings.get()
    row.meeting.status, row.meeting.status_reason = "postponed", "Snow"
    row.meeting.save()
    assert [one[:2] for one in _warnings(called)] == [
        ("missing", "The meeting does not take place. Name another, and tell the person who was asked.")
    ]


def test_chief_constable_is_invited_and_attendance_is_recorded_after_the_meeting(called):
    sent = _send(called, due_on=None, is_invitation=True)
    assert "invites Chief Finance Officer to attend" in text_of(letter_of(sent))
    with clock.stand_on(date(2022, 3, 18)):
        assert _warnings(called)[0][:2] == (
            "late", "The meeting of Thursday 17 March 2022 is over. Record whether they attended.",
        )  # fmt: skip
        closed = _close(called, was_met=True, on=date(2022, 3, 17))
        assert _due(closed) == [("attendance", date(2022, 3, 17), "commissioner", "met")]
    assert closed.outcome == Outcome.DONE


# Suspension and acting Commissioner


def test_suspension_says_what_is_not_known_of_the_offence(suspension):
    ((kind, words, is_verified),) = _warnings(suspension)
    assert (kind, is_verified) == ("unsure", False)
    assert "exceeding 2 years" in words
    assert "said 2 years or more" in words


def test_nobody_is_suspended_without_a_vote_or_by_one_that_was_not_carried(suspension):
    assert _problems(_decide, suspension) == {"__all__": ["Record the panel’s vote first"]}
    _voted(suspension, votes_for=5, votes_against=6)
    assert _problems(_decide, suspension) == {"goes_ahead": ["The vote was 5 for and 6 against, so it was not carried"]}
    assert _problems(_decide, suspension, from_on=date(2022, 1, 31)) | {} == {
        "from_on": ["The panel voted on Tuesday 1 February 2022. Enter that day or a later one"],
        "goes_ahead": ["The vote was 5 for and 6 against, so it was not carried"],
    }
    closed = _decide(suspension, goes_ahead=False)
    assert (closed.status, closed.outcome, closed.outcome_on) == (CaseStatus.CLOSED, Outcome.NOT_DONE, date(2022, 2, 1))
    assert (closed.shared_at, _due(closed)) == (None, [])


def test_suspension_is_decided_known_to_the_office_due_and_ended(suspension, client):
    _voted(suspension)
    cast = people(suspension.body)
    client.force_login(cast["office"])
    assert client.get(suspension.get_absolute_url()).status_code == 404
    decided = _decide(suspension, until_on=date(2022, 4, 1))
    assert (decided.status, decided.from_on, decided.until_on) == (CaseStatus.REPORTED, date(2022, 2, 1), date(2022, 4, 1))
    page = client.get(suspension.get_absolute_url()).content.decode()
    assert "Decided on Tuesday 1 February 2022." in page
    client.logout()
    assert client.get(suspension.get_absolute_url()).status_code == 404
    assert _due(suspension) == [("end", date(2022, 4, 1), "panel", "open")]
    ended = end_act(case=decided, version=decided.version, ended_on=TODAY, note="", actor=None)
    assert (ended.outcome, ended.outcome_on, ended.until_on) == (Outcome.DONE, TODAY, date(2022, 4, 1))
    assert _due(suspension)[0][3] == "met"
    assert "CANARY" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "CANARY" not in str(list(Obligation.objects.values()))


def test_acting_commissioner_is_somebody_and_ends_not_before_it_began(body):
    case = CaseFactory(body=body, acting=True, unshared=True, slug="2022", concerns="", from_on=None, until_on=None)
    _voted(case)
    assert _problems(_decide, case) == {"concerns": ["Say who is appointed: the office, or the name where that is public"]}
    decided = _decide(case, concerns="Head of policy", from_on=date(2022, 3, 1), until_on=date(2022, 3, 9))
    assert ("late", False) in [(kind, mark) for kind, _words, mark in _warnings(decided)]
    with pytest.raises(ValidationError) as error:
        end_act(case=decided, version=decided.version, ended_on=date(2022, 2, 28), note="", actor=None)
    assert error.value.message_dict == {"ended_on": ["It began on Tuesday 1 March 2022. Enter that day or a later one"]}


# Pages


def test_clerk_sends_from_the_page_and_the_letter_is_read_by_who_may(client, asked):
    cast = people(asked.body)
    client.force_login(cast["clerk"])
    url = _url(asked, "request-send")
    version = client.get(url).context["form"]["version"].value()
    days = {"sent_on-day": "22", "sent_on-month": "2", "sent_on-year": "2022"}
    due = {"due_on-day": "4", "due_on-month": "3", "due_on-year": "2022"}
    assert client.post(url, {"version": version, **days, "signed_by": ""}).context["form"].errors["signed_by"] == [
        "Enter who signs the letter"
    ]
    assert client.post(url, {"version": version, **days, **due, "signed_by": "Anna Ash, Chair"}).status_code == 302
    assert "This is not open: it was sent on Tuesday 22 February 2022." in client.get(url).content.decode()
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Read the letter" in page
    letter = client.get(_url(asked, "request-file"))
    assert (letter["Content-Type"], letter["Cache-Control"]) == ("application/pdf", "private, no-store")
    client.logout()
    assert client.get(_url(asked, "request-file")).status_code == 404


@pytest.mark.parametrize("name", ["request-send", "request-close"])
def test_member_and_office_do_not_act_for_the_panel(client, asked, name):
    cast = people(asked.body)
    client.force_login(cast["member"])
    assert client.get(_url(asked, name)).status_code == 403
    client.force_login(cast["office"])
    assert client.get(_url(asked, name)).status_code == 404


def test_a_stale_decision_shows_both_and_decides_nothing(client, suspension):
    _voted(suspension)
    client.force_login(people(suspension.body)["clerk"])
    days = {"from_on-day": "1", "from_on-month": "2", "from_on-year": "2022"}
    said = {"version": 0, "goes_ahead": "yes", "concerns": "The Commissioner", **days}
    form = client.post(_url(suspension, "act-decide"), said).context["form"]
    assert [text.label for text in form.stale] == ["What the panel decided", "From"]
    assert again(suspension).shared_at is None
