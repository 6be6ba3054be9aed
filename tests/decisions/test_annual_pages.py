"""The pages of the panel's own annual report: who reads a draft, what is written, published, and the file."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.choices import AnnualStatus
from decisions.models import PanelAnnualReport
from decisions.services.annual import publish_annual_report, sheet_of
from decisions.services.request_letters import letter_of
from decisions.services.requests import send_request
from documents.assembly.check import structure_problems
from documents.services.files import read_bytes
from documents.services.prints import preview_sheet
from interface import clock
from tests.decisions.reporting import again, meeting_of, panel, people, rules
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.decisions import AnnualReportFactory, CaseFactory

TODAY = date(2022, 4, 10)


@pytest.fixture(autouse=True)
def on_the_day(db):
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def body():
    return panel()


@pytest.fixture
def report(body):
    return AnnualReportFactory(body=body, foreword="CANARY-DRAFT")


def _url(name, *more):
    return reverse(f"annual:{name}", args=["avon", *more])


def test_draft_is_read_by_who_writes_it_and_the_chair_alone(client, report):
    cast = people(report.body)
    statuses = {}
    for name, user in {"public": None, **cast}.items():
        client.logout()
        if user:
            client.force_login(user)
        page, file = client.get(_url("annual-detail", "2021-22")), client.get(_url("annual-file", "2021-22"))
        assert page.status_code == file.status_code
        statuses[name] = page.status_code
        assert ("2021/22" in client.get(_url("annual-list")).content.decode()) == (page.status_code == 200)
    assert statuses == {"public": 404, "clerk": 200, "member": 404, "chair": 200, "office": 404, "elsewhere": 404}
    client.force_login(cast["chair"])
    assert "CANARY-DRAFT" in client.get(_url("annual-detail", "2021-22")).content.decode()
    assert client.get(_url("annual-update", "2021-22")).status_code == 403


def test_clerk_begins_writes_and_publishes_and_everybody_reads(client, body):
    cast = people(body)
    client.force_login(cast["clerk"])
    begun = client.get(_url("annual-create"))
    days = {"started_on-day": "1", "started_on-month": "4", "started_on-year": "2021"}
    days |= {"ended_on-day": "31", "ended_on-month": "3", "ended_on-year": "2022"}
    sent = {"token": str(begun.context["form"]["token"].value()), "body": "panel", **days}
    for _again in range(2):
        assert client.post(_url("annual-create"), sent)["Location"] == _url("annual-update", "2021-22")
    assert PanelAnnualReport.objects.count() == 1
    assert "Say what the panel did" in client.get(_url("annual-detail", "2021-22")).content.decode()

    form = client.get(_url("annual-update", "2021-22")).context["form"]
    words = {"version": form["version"].value(), "foreword": "", "looking_back": "It met **often**.", "looking_ahead": ""}
    client.post(_url("annual-update", "2021-22"), words)
    version = client.get(_url("annual-publish", "2021-22")).context["form"]["version"].value()
    client.post(_url("annual-publish", "2021-22"), {"version": version})
    assert PanelAnnualReport.objects.get().status == AnnualStatus.PUBLISHED

    client.logout()
    page = client.get(_url("annual-detail", "2021-22")).content.decode()
    assert "It met <strong>often</strong>." in page
    assert "The year in figures" in page
    file = client.get(_url("annual-file", "2021-22"))
    assert (file["Content-Type"], file["Cache-Control"]) == ("application/pdf", "no-cache")
    assert client.get(_url("annual-file", "2021-22"), headers={"If-None-Match": file["ETag"]}).status_code == 304


def test_published_report_is_not_written_any_more(client, report):
    publish_annual_report(report=report, version=report.version, actor=None)
    client.force_login(people(report.body)["clerk"])
    assert client.get(_url("annual-update", "2021-22"))["Location"] == report.get_absolute_url()
    assert "It stays as it is" in client.get(_url("annual-publish", "2021-22")).content.decode()


def test_stale_words_are_shown_beside_those_that_were_saved(client, report):
    client.force_login(people(report.body)["clerk"])
    PanelAnnualReport.objects.update(version=5, foreword="Theirs")
    sent = {"version": 4, "foreword": "Mine", "looking_back": report.looking_back, "looking_ahead": report.looking_ahead}
    form = client.post(_url("annual-update", "2021-22"), sent).context["form"]
    assert [(one.theirs, one.yours) for one in form.stale] == [("Theirs", "Mine")]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_takes_as_many_queries_however_long_it_is(client, body, count, django_assert_num_queries):
    PanelAnnualReport.objects.bulk_create(
        PanelAnnualReport(
            area=body.area, body=body, slug=f"{1700 + number}", started_on=date(1700 + number, 1, 1), status="published",
            ended_on=date(1700 + number, 12, 31), created_at=clock.now(), published_at=clock.now(),
        )
        for number in range(count)
    )  # fmt: skip
    client.get(_url("annual-list"))
    with django_assert_num_queries(3):
        client.get(_url("annual-list"))


def test_list_says_what_to_do_where_nothing_is_there(client, body):
    assert "No annual report of the panel is published yet." in client.get(_url("annual-list")).content.decode()
    client.force_login(people(body)["clerk"])
    assert "Begin one: its figures come from" in client.get(_url("annual-list")).content.decode()


def _files(report):
    """The report with its tables filled, and the letter of a request."""
    rules()
    meeting_of(report.body, date(2021, 6, 24))
    CaseFactory(body=report.body, closed=True)
    asked = CaseFactory(body=report.body, information=True, unshared=True, about="What is asked:\n\n- one\n- two")
    sent = send_request(
        case=again(asked), version=asked.version, sent_on=TODAY, due_on=TODAY, signed_by="Anna Ash, Chair", actor=None
    )
    return {"annual": preview_sheet(sheet_of(report)), "letter": read_bytes(letter_of(sent).file)}


def test_files_are_tagged_whole(report):
    assert {name: structure_problems(pdf) for name, pdf in _files(report).items()} == {"annual": [], "letter": []}


@pytest.mark.skipif(JAVA is None or not jars(), reason="needs java and veraPDF, as tests/documents/test_verapdf.py says")
def test_verapdf_finds_nothing_in_the_report_and_the_letter(report, tmp_path):
    for name, pdf in _files(report).items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {"annual": [], "letter": []}
