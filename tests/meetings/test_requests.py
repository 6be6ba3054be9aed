"""Reports asked of people: who sees them, when they are due, what may happen to them, and what is late."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import Access, FindingKind, PaperStatus
from documents.models import Finding, Paper
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import ItemState, RequestStatus
from meetings.models import AgendaItem, PaperRequest
from meetings.services import requests
from meetings.services.papers import Upload
from meetings.services.reading import seen_agenda
from meetings.services.supplements import start_supplement
from panels.choices import RuleUnit
from tests.documents.samples import plain_pdf
from tests.factories.meetings import ON_TIME, AgendaItemFactory, PrivateItemFactory, publish
from tests.factories.panels import AppointmentFactory, LocalRuleFactory, PoliceAreaFactory

IN_TIME, LATE = date(2022, 3, 1), date(2022, 3, 7)  # the draft deadline is Wednesday 2 March


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
def colleague(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user


@pytest.fixture
def item(ready):
    return AgendaItemFactory(meeting=ready, title="Performance")


@pytest.fixture
def asked(item, office, clerk, rule):
    return requests.ask_report(item=item, asked_of=office, title="Quarterly report", asks="How are we doing?", actor=clerk)


def send(asked, office, **content):
    content = content or {"text": "## Words\n\n1.1 First."}
    return requests.submit_report(request=asked, actor=office, **content)


def accept(asked, clerk):
    asked.refresh_from_db()
    return requests.accept_report(request=asked, actor=clerk, version=asked.version)


def give_back(asked, clerk, reason="Say more about burglary"):
    asked.refresh_from_db()
    return requests.return_report(request=asked, reason=reason, actor=clerk, version=asked.version)


def url(name, asked, *more):
    return reverse(f"meetings:{name}", args=[asked.meeting.area.slug, asked.meeting.slug, asked.number, *more])


def actions():
    return list(AuditEntry.objects.filter(action__startswith="meetings.report_").values_list("action", flat=True))


# Deadlines -------------------------------------------------------------------------------------------------------


def test_draft_deadline_counts_back_from_the_last_day_to_publish(ready, rule):
    deadline = requests.draft_deadline(ready)

    assert (deadline.day, deadline.by_own_rule) == (date(2022, 3, 2), True)
    assert [(one.day.day, one.number) for one in deadline.counted] == [
        (9, None), (8, 1), (7, 2), (6, None), (5, None), (4, 3), (3, 4), (2, 5),
    ]  # fmt: skip
    assert deadline.provision.startswith("Rules of procedure, counted from the last day to publish: ")


def test_draft_deadline_without_a_rule_is_the_last_day_to_publish(ready):
    deadline = requests.draft_deadline(ready)

    assert (deadline.day, deadline.by_own_rule) == (ON_TIME, False)


def test_due_day_moves_with_the_meeting_until_the_report_comes(asked, ready, clerk):
    ready.refresh_from_db()
    services.update_meeting(meeting=ready, actor=clerk, version=ready.version, held_on=date(2022, 3, 24))

    asked.refresh_from_db()
    assert asked.due_on == date(2022, 3, 9)


# Asking ----------------------------------------------------------------------------------------------------------


def test_asking_writes_to_the_person_without_naming_the_report(asked, office):
    run_all()

    message = mail.outbox[0]
    assert (asked.number, asked.due_on, asked.status) == (1, date(2022, 3, 2), RequestStatus.ASKED)
    assert message.to == ["o@x.example"]
    assert message.subject == "Avon Police and Crime Panel: a report is asked of you by Wednesday 2 March 2022"
    assert "Quarterly" not in message.subject + message.body
    assert asked.get_absolute_url() in message.body
    assert actions() == ["meetings.report_asked"]
    assert "Quarterly" not in str(AuditEntry.objects.get(action="meetings.report_asked").detail)


def test_asking_refuses_a_heading_a_withdrawn_item_and_a_stranger(ready, office, clerk, item, rule):
    heading = AgendaItemFactory(meeting=ready, title="Reports", kind="heading")
    stranger = AppointmentFactory(area=PoliceAreaFactory(slug="far")).user
    services.withdraw_item(item=item, actor=clerk, version=item.version)
    live = AgendaItemFactory(meeting=ready, title="Other")

    for target, person in ((heading, office), (item, office), (live, stranger)):
        with pytest.raises(ValidationError):
            requests.ask_report(item=target, asked_of=person, title="T", actor=clerk)
    assert not PaperRequest.objects.exists()


def test_asking_refuses_a_meeting_that_is_off(item, office, clerk, rule):
    services.announce_meeting(meeting=item.meeting, actor=clerk)
    services.cancel_meeting(meeting=item.meeting, reason="Snow", actor=clerk)

    with pytest.raises(ValidationError, match="no more reports"):
        requests.ask_report(item=item, asked_of=office, title="T", actor=clerk)


def test_item_that_somebody_reports_on_is_not_deleted(asked, item, clerk):
    with pytest.raises(ValidationError, match="Keep its line"):
        services.delete_item(item=item, actor=clerk)

    assert AgendaItem.objects.filter(pk=item.pk).exists()


# Sending in ------------------------------------------------------------------------------------------------------


def test_report_comes_in_as_a_draft_of_its_author_on_no_item(asked, office):
    done = send(asked, office)

    paper = Paper.objects.get()
    assert (done.status, done.was_late, done.paper) == (RequestStatus.SUBMITTED, False, paper)
    assert (paper.author, paper.status, paper.collection) == (office, PaperStatus.DRAFT, asked.meeting.slug)
    assert not hasattr(paper, "item_paper")
    assert actions() == ["meetings.report_asked", "meetings.report_submitted"]


def test_report_for_a_private_item_is_private(ready, office, clerk, rule):
    private = PrivateItemFactory(meeting=ready)
    asked = requests.ask_report(item=private, asked_of=office, title="The figures", actor=clerk)

    send(asked, office)

    assert Paper.objects.get().access == Access.EXEMPT


def test_draft_follows_its_item_when_that_becomes_private(asked, office, item, clerk):
    send(asked, office)
    item.refresh_from_db()

    services.set_item_private(
        item=item, actor=clerk, version=item.version, neutral_title="Matter", exempt_paragraph=3, public_interest_reason="R"
    )

    assert Paper.objects.get().access == Access.EXEMPT


def test_report_may_be_replaced_until_the_deadline(asked, office):
    send(asked, office)
    send(PaperRequest.objects.get(), office, text="## Other")
    with clock.stand_on(LATE), pytest.raises(ValidationError, match="could be replaced until Wednesday 2 March 2022"):
        send(PaperRequest.objects.get(), office, text="## Third")

    assert Paper.objects.get().current.text == "## Other"


def test_first_report_after_the_deadline_is_taken_and_marked_late(asked, office):
    with clock.stand_on(LATE):
        done = send(asked, office)

    assert (done.was_late, done.due_on) == (True, date(2022, 3, 2))


def test_returned_report_comes_again_after_the_deadline_and_is_not_late_for_that(asked, office, clerk):
    send(asked, office)
    give_back(asked, clerk)
    with clock.stand_on(LATE):
        done = send(asked, office, text="## Better")

    assert (done.status, done.was_late) == (RequestStatus.SUBMITTED, False)


def test_refused_file_keeps_nothing(asked, office):
    with pytest.raises(ValidationError) as refused:
        send(asked, office, upload=Upload("a.pdf", b"no PDF"))

    asked.refresh_from_db()
    assert "file" in refused.value.message_dict
    assert (asked.status, asked.paper, Paper.objects.count()) == (RequestStatus.ASKED, None, 0)


def test_report_is_not_taken_once_accepted_or_cancelled(asked, office, clerk):
    send(asked, office)
    accept(asked, clerk)
    with pytest.raises(ValidationError, match="on the agenda"):
        send(asked, office, text="## Other")

    give_back(asked, clerk)
    asked.refresh_from_db()
    requests.cancel_report(request=asked, actor=clerk, version=asked.version)
    with pytest.raises(ValidationError, match="no longer wanted"):
        send(asked, office, text="## Other")


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


# The author's desk -----------------------------------------------------------------------------------------------


def test_desk_of_an_author_names_what_is_theirs(asked, office, colleague, area):
    (one,) = requests.requests_of(office, area)

    assert (one.title, one.due_words, one.is_yours_to_do, one.is_overdue) == ("Quarterly report", "Due tomorrow", True, False)
    assert one.url == asked.get_absolute_url()
    assert requests.requests_of(colleague, area) == []


def test_desk_is_empty_once_the_appointment_ended(asked, office, area):
    office.appointments.update(ended_on=date(2022, 2, 28))
    office.__dict__.pop("_appointments", None)

    assert requests.requests_of(office, area) == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_desk_of_an_author_asks_once_however_long(asked, office, area, count, django_assert_num_queries):
    _more(asked, count)
    list(office.appointments.all())
    requests.requests_of(office, area)

    with django_assert_num_queries(1):
        assert len(requests.requests_of(office, area)) == count


def _more(asked, count):
    rows = [
        PaperRequest(
            meeting=asked.meeting, item=asked.item, number=number, asked_of=asked.asked_of, title=f"Report {number}",
            due_on=asked.due_on, asked_at=asked.asked_at,
        )
        for number in range(2, count + 1)
    ]  # fmt: skip
    PaperRequest.objects.bulk_create(rows)


# Pages -----------------------------------------------------------------------------------------------------------


def test_author_works_with_a_meeting_that_they_may_not_know_of(client, asked, office):
    client.force_login(office)
    page = client.get(asked.get_absolute_url())
    file = SimpleUploadedFile("report.pdf", plain_pdf(), "application/pdf")
    form = client.get(url("request-submit", asked)).context["form"]
    answer = client.post(url("request-submit", asked), {"title": "Quarterly", "file": file, "token": form["token"].value(),
                                                        "orientation": "portrait"})  # fmt: skip

    asked.refresh_from_db()
    assert page.status_code == 200
    assert (answer.status_code, answer.headers["Location"]) == (302, asked.get_absolute_url())
    paper = reverse("meetings:paper-detail", args=[asked.meeting.area.slug, asked.meeting.slug, asked.paper.slug])
    assert client.get(paper).status_code == 200
    assert client.get(f"{paper[:-1]}.pdf").status_code == 200
    assert client.get(f"{paper}findings/").status_code == 200
    assert client.get(asked.meeting.get_absolute_url()).status_code == 404
    assert asked.meeting.get_absolute_url() + '"' not in client.get(paper).content.decode()


def test_refused_file_is_said_beside_the_file(client, asked, office):
    client.force_login(office)
    form = client.get(url("request-submit", asked)).context["form"]
    file = SimpleUploadedFile("report.pdf", b"no PDF", "application/pdf")

    answer = client.post(
        url("request-submit", asked), {"title": "T", "file": file, "token": form["token"].value(), "orientation": "portrait"}
    )

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]


def test_report_needs_a_file_or_a_text(client, asked, office):
    client.force_login(office)
    form = client.get(url("request-submit", asked)).context["form"]

    answer = client.post(url("request-submit", asked), {"title": "T", "token": form["token"].value(), "orientation": "portrait"})

    assert answer.context["form"].errors == {"file": ["Choose a file, or write the report below"]}


def test_author_is_told_of_words_that_cannot_be_seen(client, asked, office):
    paper = send(asked, office).paper
    Finding.objects.create(version=paper.current, position=1, kind=FindingKind.BOX, page=3, quote="secret")
    client.force_login(office)

    page = client.get(asked.get_absolute_url()).content.decode()

    assert "We found words that cannot be seen on page 3" in page
    assert f"{paper.get_absolute_url()}findings/" in page


def test_others_find_no_request_and_no_draft(client, asked, office, colleague, member):
    paper = send(asked, office).paper
    for person in (colleague, member):
        client.force_login(person)
        for address in (asked.get_absolute_url(), url("request-submit", asked), paper.get_absolute_url()):
            assert client.get(address).status_code == 404


def test_author_whose_appointment_ended_finds_neither_request_nor_draft(client, asked, office, clerk):
    services.announce_meeting(meeting=asked.meeting, actor=clerk)
    paper = send(asked, office).paper
    office.appointments.update(ended_on=date(2022, 2, 28))
    client.force_login(office)

    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_author_reads_nothing_of_a_private_item_but_what_the_clerk_typed(client, with_private, office, clerk, rule):
    private = with_private.agenda_items.get(title="CANARY-TITLE")
    asked = requests.ask_report(item=private, asked_of=office, title="Staffing figures", actor=clerk)
    run_all()
    client.force_login(office)

    pages = [client.get(asked.get_absolute_url()), client.get(url("request-submit", asked))]

    assert all("CANARY" not in page.content.decode() for page in pages)
    assert all("CANARY" not in message.subject + message.body for message in mail.outbox)


def test_author_of_an_exempt_paper_loses_it_once_it_is_published(client, ready, office, clerk, rule):
    private = PrivateItemFactory(meeting=ready)
    asked = requests.ask_report(item=private, asked_of=office, title="The figures", actor=clerk)
    send(asked, office, text="## Words\n\n1.1 CANARY-TEXT")
    accept(asked, clerk)
    client.force_login(office)
    asked.refresh_from_db()
    address = asked.paper.get_absolute_url()
    assert client.get(address).status_code == 200

    publish(ready, clerk)

    assert client.get(address).status_code == 404
    page = client.get(asked.get_absolute_url())
    assert (page.status_code, address in page.content.decode()) == (200, False)
    for again in (client.get(url("request-submit", asked)), client.post(url("request-submit", asked), {"title": "Mine"})):
        assert (again.status_code, "CANARY-TEXT" in again.content.decode()) == (403, False)


def test_clerk_accepts_returns_and_cancels_from_the_page(client, asked, office, clerk, item):
    send(asked, office)
    client.force_login(clerk)
    asked.refresh_from_db()
    client.post(url("request-decide", asked, "accept"), {"version": asked.version})
    asked.refresh_from_db()
    assert (asked.status, item.item_papers.count()) == (RequestStatus.ACCEPTED, 1)

    empty = client.post(url("request-decide", asked, "return"), {"version": asked.version, "reason": ""})
    assert empty.context["form"].errors == {"reason": ["Say what the author should change"]}
    client.post(url("request-decide", asked, "return"), {"version": asked.version, "reason": "More"})
    asked.refresh_from_db()
    client.post(url("request-decide", asked, "cancel"), {"version": asked.version})

    asked.refresh_from_db()
    assert asked.status == RequestStatus.CANCELLED


def test_author_decides_nothing_and_clerk_sends_nothing(client, asked, office, clerk):
    client.force_login(office)
    assert client.post(url("request-decide", asked, "accept"), {"version": 1}).status_code == 403
    client.force_login(clerk)
    assert client.get(url("request-submit", asked)).status_code == 403


def test_clerk_asks_from_an_item(client, item, office, clerk, rule):
    client.force_login(clerk)
    address = reverse("meetings:request-create", args=[item.meeting.area.slug, item.meeting.slug, item.slug])
    page = client.get(address)
    token = page.context["form"]["token"].value()

    client.post(address, {"asked_of": office.reference, "title": "Report", "asks": "What?", "token": token})
    client.post(address, {"asked_of": office.reference, "title": "Report", "asks": "What?", "token": token})

    assert "Reports reach the clerk by Wednesday 2 March 2022." in page.content.decode()
    assert PaperRequest.objects.get().asked_of == office


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_asks_as_often_however_long(client, asked, clerk, count, django_assert_num_queries):
    _more(asked, count)
    client.force_login(clerk)
    address = reverse("meetings:request-list", args=[asked.meeting.area.slug, asked.meeting.slug])
    client.get(address)

    with clock.stand_on(LATE), django_assert_num_queries(LIST_QUERIES):
        page = client.get(address)

    assert len(page.context["rows"]) == len(page.context["late"]) == count


LIST_QUERIES = 9


def test_northshire_has_the_rules_and_the_real_area_has_not():
    import json
    from pathlib import Path

    from django.conf import settings

    def keys(area):
        rows = json.loads((Path(settings.BASE_DIR) / "fixtures" / area / "panel.json").read_text())["local_rules"]
        return {row["key"] for row in rows} & {"paper-draft-working-days", "chair-approves-agenda"}

    assert keys("northshire") == {"paper-draft-working-days", "chair-approves-agenda"}
    assert keys("avon-and-somerset") == set()
