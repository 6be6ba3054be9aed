"""The pages of reports asked of people: who sees them, and what their author and the clerk do there."""

from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from documents.choices import FindingKind
from documents.models import Finding
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import RequestStatus
from meetings.models import PaperRequest
from meetings.services import requests
from panels.choices import RuleUnit
from tests.documents.samples import plain_pdf
from tests.factories.meetings import AgendaItemFactory, PrivateItemFactory, publish
from tests.factories.panels import AppointmentFactory, LocalRuleFactory
from tests.meetings.reports_asked import IN_TIME, LATE, accept, more_requests, send


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


def url(name, asked, *more):
    return reverse(f"meetings:{name}", args=[asked.meeting.area.slug, asked.meeting.slug, asked.number, *more])


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
    more_requests(asked, count)
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
