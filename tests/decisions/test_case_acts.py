"""The acts on a case through its pages: who may, what is asked, what is refused beside its field, and how each is undone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Post
from decisions.models import Case, CaseMeeting, Notice, PanelVote, SeniorAppointment
from decisions.services import cases as services
from decisions.services.notices import take_back_notice
from decisions.services.precept import receive_precept
from panels.choices import DutyStatus
from panels.models import Obligation
from tests.decisions.items import item_of, private_item_of
from tests.factories.decisions import CaseFactory, CaseMeetingFactory, NoticeFactory, PanelVoteFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.register import DecisionFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")

DAY = {"opened_on-day": "1", "opened_on-month": "2", "opened_on-year": "2022"}


@pytest.fixture
def case(body):
    return CaseFactory(body=body, slug="2022-23", notified=True)


def _url(name, case, *more):
    return reverse(f"cases:{name}", args=["avon", case.kind, case.slug, *more])


def _send(client, url, **facts):
    """Open a form, and send it with what it carries itself."""
    form = client.get(url).context["form"]
    own = {name: form[name].value() for name in ("token", "version", "body", "meeting") if name in form.fields}
    return client.post(url, {name: value for name, value in own.items() if value is not None} | facts)


def _errors(response):
    return {name: [str(one) for one in found] for name, found in response.context["form"].errors.items()}


ACTS = [
    ("case-update", ()), ("case-publish", ()), ("case-withdraw", ()), ("case-reopen", ()), ("case-meeting-create", ()),
    ("case-meeting-update", ("meeting",)), ("case-meeting-remove", ("meeting",)), ("case-vote-create", ()),
    ("case-vote-take-back", ("vote",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "row"), ACTS)
def test_only_who_keeps_the_case_acts_on_the_panels_side(client, case, clerk, office, member, name, row):
    rows = {"meeting": CaseMeetingFactory(case=case).number}
    rows["vote"] = PanelVoteFactory(case=case, meeting=case.meetings.get().meeting).number
    url = _url(name, case, *(rows[one] for one in row))
    assert client.get(url).status_code == 302
    elsewhere = AppointmentFactory(area=PoliceAreaFactory(slug="kent")).user
    for user, status in ((member, 403), (office, 403), (elsewhere, 403), (clerk, 200)):
        client.force_login(user)
        assert client.get(url).status_code == status
    case.published_at = case.shared_at = None
    case.save()
    client.force_login(elsewhere)
    assert client.get(url).status_code == 404


def test_the_office_takes_its_own_notice_back(client, case, office, member):
    notice = NoticeFactory(case=case)
    url = _url("notice-take-back", case, notice.number)
    client.force_login(member)
    assert client.get(url).status_code == 403
    client.force_login(office)
    assert _errors(_send(client, url, why="")) == {"why": ["Say why it is taken back"]}
    assert _send(client, url, why="Entered twice").url == case.get_absolute_url()
    assert Notice.objects.get().taken_back_why == "Entered twice"
    assert client.get(url).status_code == 404


# Opened


def test_case_is_opened_kind_first(client, body, clerk, member):
    url = "/avon/cases/create/"
    client.force_login(member)
    assert client.get(url).status_code == 403
    client.force_login(clerk)
    assert "What is the case about?" in client.get(url).content.decode()
    assert "Choose what the case is about" in client.get(f"{url}?kind=").content.decode()
    page = client.get(f"{url}?kind=hearings").content.decode()
    assert "Schedule 8 paragraph 4(6)" in page

    response = _send(client, f"{url}?kind=hearings", post=Post.DEPUTY, applications="9", about="Words", **DAY)
    assert response.url == "/avon/hearings/2022-deputy-commissioner/"
    assert SeniorAppointment.objects.get().applications == 9
    assert Case.objects.get().published_at is None


@pytest.mark.parametrize("kind", CaseKind.values)
def test_each_kind_is_opened_from_its_form(client, body, clerk, kind):
    client.force_login(clerk)
    facts = {
        "year": "2022", "ends_year": "2025", "post": Post.CHIEF_CONSTABLE, "service": "police", "title": "Response times",
        "concerns": "Chief Finance Officer", "decision": DecisionFactory(area=body.area, published=True).reference,
    }  # fmt: skip
    response = _send(client, f"/avon/cases/create/?kind={kind}", **facts, **DAY)
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200
    assert Case.objects.get().kind == kind


def test_form_sent_twice_opens_one_case(client, body, clerk):
    client.force_login(clerk)
    url = "/avon/cases/create/?kind=plans"
    form = client.get(url).context["form"]
    sent = {"token": form["token"].value(), "body": "panel", "year": "2021", "ends_year": "2025", **DAY}
    assert client.post(url, sent).url == client.post(url, sent).url == "/avon/plans/2021-25/"
    assert Case.objects.count() == 1


def test_second_precept_of_a_year_is_refused_beside_the_year(client, case, clerk):
    client.force_login(clerk)
    response = _send(client, "/avon/cases/create/?kind=precept", year="2022", service="police", **DAY)
    assert _errors(response) == {"year": ["There is a case already: Precept 2022/23"]}


def test_year_that_is_none_is_refused(client, body, clerk):
    client.force_login(clerk)
    response = _send(client, "/avon/cases/create/?kind=precept", year="22", service="police", **DAY)
    assert _errors(response) == {"year": ["Enter a year, like 2022"]}


# Changed and ended


def test_texts_of_two_people_are_both_shown(client, case, clerk):
    client.force_login(clerk)
    url = _url("case-update", case)
    opened_at = {"version": client.get(url).context["form"]["version"].value(), **DAY}
    assert client.post(url, {**opened_at, "about": "The first text"}).status_code == 302
    second = client.post(url, {**opened_at, "about": "The second text"})
    words = second.content.decode()
    assert "The first text" in words
    assert "The second text" in words
    assert client.post(url, {"version": second.context["form"]["version"].value(), "about": "Both", **DAY}).status_code == 302
    assert Case.objects.get().about == "Both"


def test_case_is_published_withdrawn_and_opened_again(client, body, clerk):
    case = CaseFactory(body=body, slug="2022-23", unpublished=True)
    client.force_login(clerk)
    for name, facts, status in (
        ("case-publish", {}, CaseStatus.EXPECTED),
        (
            "case-withdraw",
            {"why": "Opened twice", "withdrawn_on-day": "3", "withdrawn_on-month": "2", "withdrawn_on-year": "2022"},
            CaseStatus.WITHDRAWN,
        ),
        ("case-reopen", {}, CaseStatus.EXPECTED),
    ):
        assert _send(client, _url(name, case), **facts).url == case.get_absolute_url()
        case.refresh_from_db()
        assert case.status == status
    assert case.published_at is not None


def test_what_has_ended_is_not_changed(client, body, clerk):
    case = CaseFactory(body=body, slug="2022-23", closed=True)
    client.force_login(clerk)
    response = _send(client, _url("case-update", case), about="More", **DAY)
    assert _errors(response) == {"__all__": ["This case has ended. Open it again first"]}


# Meetings


def test_meeting_is_added_with_its_item_changed_taken_out_and_put_back(client, case, clerk, body):
    meeting = HeldMeetingFactory(body=body)
    item, other = item_of(meeting), private_item_of(meeting, "Deliberation of the panel")
    client.force_login(clerk)
    sent = {"meeting": meeting.slug, "item": item.pk, "part": MeetingPart.REVIEW, "withdrew": "unknown"}
    assert _send(client, _url("case-meeting-create", case), **sent).url.endswith("#heard")
    row = CaseMeeting.objects.get()
    assert (row.item, row.withdrew) == (item, None)

    change = _url("case-meeting-update", case, row.number)
    sent = {"item": other.pk, "part": MeetingPart.DELIBERATION, "withdrew": "yes", "withdrew_note": "11.40 to 12.05"}
    assert _send(client, change, **sent).status_code == 302
    row.refresh_from_db()
    assert (row.item, row.withdrew, row.part) == (other, True, MeetingPart.DELIBERATION)

    remove = _url("case-meeting-remove", case, row.number)
    for is_out in (True, False):
        assert _send(client, remove).status_code == 302
        row.refresh_from_db()
        assert bool(row.removed_at) is is_out


def test_item_of_another_meeting_is_refused_beside_it(client, case, clerk, body):
    meeting, other = HeldMeetingFactory(body=body), HeldMeetingFactory(body=body, slug="other", held_on=date(2022, 2, 2))
    item_of(meeting)
    client.force_login(clerk)
    sent = {"meeting": meeting.slug, "item": item_of(other).pk, "part": MeetingPart.REVIEW, "withdrew": "unknown"}
    response = _send(client, _url("case-meeting-create", case), **sent)
    assert list(_errors(response)) == ["item"]


def test_meetings_of_other_areas_and_those_called_off_are_not_offered(client, case, clerk, body):
    HeldMeetingFactory(body=BodyFactory(), slug="elsewhere")
    HeldMeetingFactory(body=body, slug="off", status="cancelled", status_reason="Storm")
    client.force_login(clerk)
    response = client.get(_url("case-meeting-create", case))
    assert not response.context["form"].fields["meeting"].queryset.exists()
    assert "No meeting is planned around the time of this case." in response.content.decode()


def test_second_review_is_offered_after_a_veto(client, case, clerk, body):
    NoticeFactory(case=case, kind=NoticeKind.REVISED)
    HeldMeetingFactory(body=body)
    client.force_login(clerk)
    assert client.get(_url("case-meeting-create", case)).context["form"]["part"].value() == MeetingPart.SECOND_REVIEW


# Votes


def test_vote_before_any_meeting_says_what_to_do_first(client, case, clerk):
    client.force_login(clerk)
    assert "Add a meeting to the case" in client.get(_url("case-vote-create", case)).content.decode()


def test_vote_is_typed_refused_where_it_does_not_add_up_and_taken_back(client, case, clerk):
    CaseMeetingFactory(case=case)
    client.force_login(clerk)
    url = _url("case-vote-create", case)
    sent = {"question": "That it is supported", "votes_for": "8", "in_room": "9", "members": "12"}
    assert list(_errors(_send(client, url, **sent))) == ["in_room"]
    assert _errors(_send(client, url, question="That it is supported")) == {
        "votes_for": ["Enter how many voted for it, 0 if nobody did"]
    }
    assert _send(client, url, **(sent | {"abstained": "1"})).url.endswith("#votes")
    vote = PanelVote.objects.get()
    assert (vote.in_room, vote.abstained) == (9, 1)
    assert _send(client, _url("case-vote-take-back", case, vote.number)).url == case.get_absolute_url()
    assert not PanelVote.objects.standing().exists()


def test_form_of_a_post_without_a_veto_offers_none_and_says_why(client, body, clerk):
    case = CaseFactory(body=body, kind=CaseKind.PLAN, title="Plan", slug="2021-25", notified=True)
    CaseMeetingFactory(case=case)
    client.force_login(clerk)
    response = client.get(_url("case-vote-create", case))
    assert "is_veto" not in response.context["form"].fields
    assert "The law gives the panel no veto here." in response.content.decode()


def test_what_an_undone_act_had_met_is_due_again(body, clerk):
    facts = {"received_on": date(2022, 1, 20), "band_d": Decimal("251.20"), "total": None, "bands": {}, "text": ""}
    case = services.open_case(body=body, kind=CaseKind.PRECEPT, year=2022, opened_on=date(2022, 1, 10), actor=clerk)
    notice = receive_precept(case=case, version=case.version, actor=clerk, **facts)
    owed = Obligation.objects.get(subject_kind="case", subject_key=str(case.pk), due_on=date(2022, 2, 1))
    before = owed.status

    take_back_notice(notice=notice, version=notice.version, why="Entered in the wrong case", actor=clerk)

    owed.refresh_from_db()
    assert (before, owed.status) == (DutyStatus.MET, DutyStatus.OPEN)
