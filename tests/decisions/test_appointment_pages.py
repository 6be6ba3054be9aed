"""The pages of a senior appointment: what each reader reads of it, and what the forms do with what is typed."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import permissions
from decisions.choices import CaseStatus, NoticeKind, Outcome, Position, Post
from decisions.models import Candidate, Case, Notice, Observer, SelectionStage
from decisions.services.cases import publish_case
from decisions.services.reading import read_case
from decisions.views.appointments import part
from documents.choices import Access
from interface import clock
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from panels.models import Person
from tests.decisions.hearings import RECEIVED, decide, notify, opened, reported
from tests.factories.decisions import CaseMeetingFactory, NoticeFactory, SelectionStageFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import MembershipFactory

D = date
pytestmark = pytest.mark.usefixtures("rulebook")
NAME, WHY, TERMS = "Alexandra Candlewick", "She led a county council.", "£65,000 a year."
NEXT_DAY = D(2022, 2, 2)
NEUTRAL = "Private. Local Government Act 1972, Schedule 12A, paragraph 1: information relating to any individual."


def url(case, name, *args):
    return reverse(f"cases:{name}", args=[case.area.slug, case.kind, case.slug, *args])


def words(response):
    """What a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def published(case):
    with clock.stand_on(RECEIVED):
        fresh = Case.objects.get(pk=case.pk)
        return publish_case(case=fresh, version=fresh.version, actor=None)


@pytest.fixture
def case(body):
    made = opened(body)
    notify(made)
    return published(made)


@pytest.fixture
def see(client):
    """The words of a page for somebody, on 2 February 2022."""

    def seen(case, user=None, on=NEXT_DAY):
        if user:
            client.force_login(user)
        with clock.stand_on(on):
            return words(client.get(case.get_absolute_url()))

    return seen


# Who reads what ---------------------------------------------------------------------------------------------------


def test_the_public_reads_the_preferred_candidate_and_under_which_paragraph_the_rest_is_private(case, see):
    page = see(case)

    assert [text in page for text in ("The preferred candidate", "Ten years in public office.", NEUTRAL)] == [True] * 3
    assert [text in page for text in (NAME, WHY, TERMS)] == [False] * 3


@pytest.mark.parametrize("reader", ["member", "office", "clerk"])
def test_the_panel_and_the_office_read_name_and_particulars(case, see, request, reader):
    page = see(case, request.getfixturevalue(reader))

    assert [text in page for text in (NAME, WHY, TERMS)] == [True] * 3


def test_a_text_is_read_in_its_paragraphs_and_nothing_in_it_is_markup(case, client, member):
    Candidate.objects.update(why="She <b>led</b> a council.\r\n\r\nFor years.")
    client.force_login(member)
    with clock.stand_on(NEXT_DAY):
        page = client.get(case.get_absolute_url()).content.decode()

    assert "<p>She &lt;b&gt;led&lt;/b&gt; a council.</p><p>For years.</p>" in page


def test_a_name_that_is_opened_is_read_by_everybody_and_the_rest_stays(case, see):
    Candidate.objects.update(name_access=Access.PUBLIC)

    page = see(case)

    assert [text in page for text in (NAME, NEUTRAL, WHY, TERMS)] == [True, True, False, False]


def test_nobody_outside_knows_of_a_case_that_is_not_public(body, client, member):
    case = opened(body)

    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(member)
    assert client.get(case.get_absolute_url()).status_code == 200


def test_the_moved_hearing_is_flagged_on_the_page_and_the_flag_goes_with_the_new_notice(case, see):
    target = HeldMeetingFactory(body=case.body, held_on=D(2022, 3, 17))
    off = HeldMeetingFactory(body=case.body, held_on=D(2022, 2, 18))
    Meeting.objects.filter(pk=off.pk).update(status=MeetingStatus.POSTPONED, status_reason="A storm.", moved_to=target)
    for meeting in (off, target):
        CaseMeetingFactory(case=case, meeting=meeting, part="hearing")
    flag = "The hearing moved from 18 February to 17 March. Three weeks from the notice have passed unless the Commissioner"

    before = see(case, on=D(2022, 2, 25))
    notify(case, on=D(2022, 3, 2), kind=NoticeKind.RENOTIFICATION)
    after = see(case, on=D(2022, 3, 3))

    assert (flag in before, flag in after) == (True, False)


def test_a_meeting_that_a_reader_may_not_know_of_is_not_named_as_the_one_put_off(case, see, member):
    secret = HeldMeetingFactory(body=case.body, held_on=D(2022, 2, 18), publication="members")
    CaseMeetingFactory(case=case, meeting=secret, part="hearing")
    notify(case, on=D(2022, 3, 2), kind=NoticeKind.RENOTIFICATION, moved_for=secret)

    assert "Hearing put off" not in see(case, on=D(2022, 3, 3))
    assert "Hearing put off Friday 18 February 2022" in see(case, member, on=D(2022, 3, 3))


def test_the_public_is_not_told_of_time_over_while_a_report_waits_to_be_published(case, see, clerk):
    reported(case, D(2022, 2, 18))
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.REPORTED)

    assert "ended on Monday 21 February 2022 without a report" not in see(case, on=D(2022, 3, 1))


# The notice -------------------------------------------------------------------------------------------------------


def form_of_notice(**changes):
    return {
        "token": str(uuid4()), "kind": "proposal", "received_on-day": "1", "received_on-month": "2", "received_on-year": "2022",
        "name": NAME, "name_access": "exempt", "criteria": "Ten years", "why": WHY, "terms": TERMS,
        "particulars_access": "exempt", "exempt_paragraph": "1", **changes,
    }  # fmt: skip


def test_a_notice_sent_twice_is_one_notice(body, client, office):
    case = opened(body)
    client.force_login(office)
    sent = form_of_notice()
    with clock.stand_on(RECEIVED):
        answers = [client.post(url(case, "candidate-notify"), sent) for _time in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, case.get_absolute_url())] * 2
    assert Notice.objects.count() == 1


def test_a_form_opened_for_the_first_notice_is_no_notice_given_again(body, client, office):
    case = opened(body)
    notify(case)
    client.force_login(office)
    with clock.stand_on(D(2022, 2, 2)):
        answer = client.post(url(case, "candidate-notify"), form_of_notice())

    assert "The panel was notified on Tuesday 1 February 2022 already." in words(answer)
    assert Notice.objects.count() == 1


def test_a_notice_without_its_parts_says_what_to_enter(body, client, clerk):
    case = opened(body)
    client.force_login(clerk)
    with clock.stand_on(RECEIVED):
        form = client.post(url(case, "candidate-notify"), {"token": str(uuid4()), "kind": "proposal"}).context["form"]

    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "received_on": ["Enter the day the panel received it"],
        "name": ["Enter the name of the candidate"],
        "name_access": ["Choose who may read the name"],
        "particulars_access": ["Choose who may read it"],
    }


def test_a_page_without_a_notice_to_come_says_why(body, client, clerk):
    case = opened(body)
    notify(case)
    reported(case, D(2022, 2, 18))
    client.force_login(clerk)
    with clock.stand_on(D(2022, 2, 19)):
        answer = client.get(url(case, "candidate-notify"))

    assert "The panel reported on this notice on Friday 18 February 2022." in words(answer)


def test_a_stale_change_shows_both_texts_and_loses_none(case, client, clerk):
    notice = Notice.objects.get()
    client.force_login(clerk)
    sent = form_of_notice(version=str(notice.version), why="What I wrote.")
    del sent["token"]
    Notice.objects.update(version=notice.version + 1)
    Candidate.objects.update(why="What they wrote.")
    with clock.stand_on(D(2022, 2, 2)):
        first = client.post(url(case, "candidate-update", notice.number), sent)
        second = client.post(url(case, "candidate-update", notice.number), {**sent, "version": str(notice.version + 1)})

    assert [text in words(first) for text in ("What they wrote.", "What I wrote.")] == [True, True]
    assert (second.status_code, Notice.objects.get().candidate.why) == (302, "What I wrote.")


def test_a_meeting_that_the_office_may_not_know_of_stays_when_it_changes_the_notice(case, client, office):
    secret = HeldMeetingFactory(body=case.body, held_on=D(2022, 2, 18), publication="members")
    CaseMeetingFactory(case=case, meeting=secret, part="hearing")
    notice = notify(case, on=D(2022, 3, 2), kind=NoticeKind.RENOTIFICATION, moved_for=secret)
    client.force_login(office)
    sent = form_of_notice(version=str(notice.version), **{"received_on-day": "2", "received_on-month": "3"})
    with clock.stand_on(D(2022, 3, 3)):
        answer = client.post(url(case, "candidate-update", notice.number), sent)

    notice.refresh_from_db()
    assert (answer.status_code, notice.moved_for) == (302, secret)


def test_the_notice_of_another_case_and_one_taken_back_are_not_found(case, client, clerk, body):
    other = NoticeFactory(case=case, taken_back=True)
    client.force_login(clerk)

    assert [client.get(url(case, "candidate-update", number)).status_code for number in (other.number, 999)] == [404, 404]


@pytest.mark.parametrize("name", ["post-update", "stage-list", "observer-list", "candidate-notify", "appointment-decide"])
def test_a_member_may_not_act_for_the_commissioner(case, client, member, name):
    client.force_login(member)

    assert client.get(url(case, name)).status_code == 403


# The search -------------------------------------------------------------------------------------------------------


def test_the_stages_are_typed_changed_and_emptied_on_one_page(case, client, office):
    kept = SelectionStageFactory(appointment=case.appointment, number=900, title="Advertised", on=D(2022, 1, 3))
    gone = SelectionStageFactory(appointment=case.appointment, number=901, title="Closed")
    client.force_login(office)
    typed = {
        "version": str(case.version), "row900-title": "Advertised again", "row900-on-day": "4", "row900-on-month": "1",
        "row900-on-year": "2022", "new1-title": "Interviews", "new1-note": "Day to be confirmed",
    }  # fmt: skip

    answer = client.post(url(case, "stage-list"), typed)

    assert answer.status_code == 302
    assert list(SelectionStage.objects.values_list("title", "on").order_by("pk")) == [
        ("Advertised again", D(2022, 1, 4)), ("Interviews", None),
    ]  # fmt: skip
    assert not SelectionStage.objects.filter(pk=gone.pk).exists()
    assert SelectionStage.objects.filter(pk=kept.pk).exists()


def test_what_is_wrong_in_a_stage_stands_beside_its_box(case, client, office):
    client.force_login(office)
    day = {"new1-on-day": "9", "new1-on-month": "2", "new1-on-year": "2022"}
    until = {f"new1-until-{part}": value for part, value in (("day", "8"), ("month", "2"), ("year", "2022"))}

    form = client.post(url(case, "stage-list"), {"version": str(case.version), **day, **until}).context["form"]

    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "new1-title": ["Enter what the stage is, or empty its other boxes"],
        "new1-until": ["The last day must not be before the first"],
    }


def test_an_observer_is_a_member_or_said_in_words_and_not_both(case, client, office):
    seat = MembershipFactory(body=case.body)
    client.force_login(office)
    both = {"version": str(case.version), "new1-person": seat.person.slug, "new1-words": "Two members"}

    form = client.post(url(case, "observer-list"), both).context["form"]
    right = client.post(url(case, "observer-list"), {**both, "new1-words": "", "new2-words": "Two members"})

    assert form.errors["new1-words"] == ["Choose a member or say who it is, not both"]
    assert right.status_code == 302
    assert case.appointment.observers.count() == 2


def test_the_post_is_changed_on_its_page(case, client, clerk):
    client.force_login(clerk)
    sent = {"version": str(case.version), "post": Post.CHIEF_CONSTABLE, "applications": "12"}

    client.post(url(case, "post-update"), sent)

    case = Case.objects.for_page().get(pk=case.pk)
    assert (case.title, case.appointment.applications) == ("Chief Constable", 12)


# The decision -----------------------------------------------------------------------------------------------------


def test_a_decision_too_early_is_refused_beside_its_field(case, client, office):
    client.force_login(office)
    sent = {"version": str(case.version), "goes_ahead": "as-proposed", "decided_on": "2022-02-03"}
    with clock.stand_on(D(2022, 2, 3)):
        form = client.post(url(case, "appointment-decide"), sent).context["form"]

    assert form.errors["goes_ahead"] == [
        "The panel had not reported by then, and has until Monday 21 February 2022 (Police Reform and Social Responsibility Act "
        "2011, Schedule 1 and Schedule 8 paragraph 4(6))"
    ]


def test_a_decision_ends_the_case_with_what_it_amounts_to(case, client, office):
    reported(case, D(2022, 2, 18), Position.NOT_APPOINT)
    client.force_login(office)
    sent = {"version": str(case.version), "goes_ahead": "as-proposed", "decided_on": "2022-02-20", "note": "I thank the panel."}
    with clock.stand_on(D(2022, 2, 20)):
        record = words(client.get(url(case, "appointment-decide")))
        client.post(url(case, "appointment-decide"), sent)

    case.refresh_from_db()
    assert "Recommends that the candidate is not appointed, sent Friday 18 February 2022" in record
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.AGAINST_ADVICE)


# The size of it ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3, 300])
def test_the_part_asks_two_questions_whatever_its_size(case, rf, office, size, django_assert_num_queries):
    row = case.appointment
    members = Person.objects.bulk_create(Person(area=case.area, slug=f"one-{n}", name=f"One {n}") for n in range(size))
    SelectionStage.objects.bulk_create(SelectionStage(appointment=row, number=n, title=f"Stage {n}") for n in range(size))
    Observer.objects.bulk_create(Observer(appointment=row, number=n, person=one) for n, one in enumerate(members))
    request = rf.get("/")
    request.user, request.area = office, case.area
    facts = read_case(Case.objects.for_page().get(pk=case.pk), office)
    permissions.can_notify(office, case)

    with django_assert_num_queries(2):
        template, context = part(request, facts)

    assert (template, len(context["appointment"]["stages"])) == ("decisions/_appointment.html", size)
    assert context["appointment"]["observers"][-1] == f"One {size - 1}"


@pytest.mark.parametrize("size", [1, 3, 300])
def test_the_page_asks_as_many_questions_for_every_reader_of_any_size(case, client, size, django_assert_num_queries):
    with CaptureQueriesContext(connection) as small:
        client.get(case.get_absolute_url())
    stages = (SelectionStage(appointment=case.appointment, number=n, title=f"Stage {n}") for n in range(size))
    SelectionStage.objects.bulk_create(stages)

    with django_assert_num_queries(len(small)):
        client.get(case.get_absolute_url())


def test_a_decided_case_offers_no_act_but_opening_it_again(case, client, office):
    reported(case, D(2022, 2, 18))
    decide(case, D(2022, 2, 20))
    client.force_login(office)

    page = client.get(case.get_absolute_url()).content.decode()

    assert [url(case, name) in page for name in ("post-update", "stage-list", "candidate-notify", "appointment-decide")] == [
        False, False, False, False,
    ]  # fmt: skip
