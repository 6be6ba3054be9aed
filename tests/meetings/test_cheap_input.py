"""Input that costs nothing to send gets an answer, not a server error; and what was open to a slip is closed."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from import_export.formats.base_formats import ODS
from openpyxl import load_workbook

from documents.models import Paper
from documents.services.files import FileLost
from interface.models import FormToken
from jobs.services import run_all
from meetings import services
from meetings.models import AgendaItem, Meeting
from meetings.services.archive import archive
from meetings.services.packs import request_packs
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory, publish
from tests.factories.panels import AppointmentFactory, BodyFactory, RuleFactory
from tests.meetings.conftest import titles

OPEN_AGAIN = "Open this page again, then send the form"


def _url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.mark.parametrize("version", ["²", "٣²", "9" * 5000, "-1", ""])
def test_reorder_with_no_real_version_changes_nothing(desk, agenda, version):
    before = titles(agenda)

    response = desk.post(_url("agenda-reorder", agenda), {"item": ["programme"], "version": version})

    assert (response.status_code, titles(agenda)) == (302, before)


def test_item_move_without_a_version_changes_nothing(desk, agenda):
    before = titles(agenda)

    response = desk.post(_url("item-move", agenda, "programme"), {"direction": "up"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [OPEN_AGAIN]
    assert titles(agenda) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("item-update", {"title": "Sorry", "item_type": "note", "state": "expected"}),
        ("item-privacy", {"access": "public"}),
    ],
)
def test_save_of_an_item_without_a_version_is_refused(desk, ready, name, data):
    item = ready.agenda_items.get()

    response = desk.post(_url(name, ready, item.slug), data)

    assert response.context["form"].errors["version"] == [OPEN_AGAIN]
    assert AgendaItem.objects.get().version == item.version


def test_save_of_a_meeting_or_paper_without_a_version_is_refused(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="Words")
    day = {"held_on-day": "17", "held_on-month": "3", "held_on-year": "2022"}

    meeting = desk.post(_url("meeting-update", ready), {"kind": "ordinary", "starts_at": "11am", **day})
    revised = desk.post(_url("paper-update", ready, paper.slug), {"title": "R", "text": "Other", "orientation": "portrait"})

    assert [answer.context["form"].errors["version"] for answer in (meeting, revised)] == [[OPEN_AGAIN]] * 2
    assert Paper.objects.get().current.text == "Words"


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_meeting_in_a_year_without_rules_is_made(desk, body, year):
    RuleFactory()
    data = {
        "token": uuid4(), "body": body.slug, "kind": "ordinary", "starts_at": "10am", "confirm_day": "on",
        "held_on-day": "1", "held_on-month": "1", "held_on-year": year,
    }  # fmt: skip

    asked = desk.post(reverse("meetings:meeting-create", args=["avon"]), {**data, "token": "", "confirm_day": ""})
    made = desk.post(reverse("meetings:meeting-create", args=["avon"]), data, follow=True)

    assert (asked.status_code, made.status_code) == (200, 200)
    meeting = Meeting.objects.get()
    for name in ("meeting-detail", "agenda-detail", "meeting-update", "agenda-publish"):
        assert desk.get(_url(name, meeting)).status_code in (200, 409), name
    assert desk.get(reverse("meetings:meeting-list", args=["avon"])).status_code == 200
    assert desk.get(reverse("desk", args=["avon"])).status_code == 200


def test_day_facts_name_no_meeting_that_the_clerk_may_not_know_of(client, body):
    other = BodyFactory(area=body.area)
    hidden, known = MeetingFactory(body=other), AnnouncedMeetingFactory(body=other, kind="annual")
    clerk = AppointmentFactory(area=body.area, body=body).user
    client.force_login(clerk)
    RuleFactory()
    day = {"held_on-day": "17", "held_on-month": "3", "held_on-year": "2022"}

    response = client.post(reverse("meetings:meeting-create", args=["avon"]), {"body": body.slug, "kind": "ordinary", **day})

    assert response.context["facts"].same_day == [known]
    assert hidden.slug not in response.content.decode()


@pytest.mark.parametrize("title", ["???", "..", "/", "*" * 200])
def test_archive_holds_items_whose_title_is_no_name_for_a_folder(ready, clerk, title):
    item = services.add_item(meeting=ready, actor=clerk, title=title)
    services.add_paper(item=item, actor=clerk, title="Report", text="Words")

    with zipfile.ZipFile(io.BytesIO(archive(meeting=ready, user=clerk))) as bundle:
        assert bundle.namelist() == [f"{ready.slug}/02 item/01 report.pdf"]


def test_paper_whose_file_is_lost_is_not_there(desk, ready, clerk, monkeypatch):
    upload = services.papers.Upload("report.pdf", plain_pdf())
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", upload=upload)

    def lost(file):
        raise FileLost("gone")

    monkeypatch.setattr("meetings.views.papers.open_file", lost)
    monkeypatch.setattr("meetings.services.pack_plans.read_bytes", lost)
    monkeypatch.setattr("meetings.services.archive.read_bytes", lost)

    assert desk.get(_url("paper-file", ready, paper.slug)).status_code == 404
    assert desk.get(_url("pack-archive", ready)).status_code == 404


def test_cancelling_a_build_that_has_ended_says_so(desk, ready, clerk):
    job = request_packs(meeting=ready, actor=clerk)
    run_all()

    response = desk.post(_url("build-cancel", ready, job.reference), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["This work has ended. There is nothing to cancel"]


# Several files ---------------------------------------------------------------------------------------------------


def _files(*names):
    return [SimpleUploadedFile(name, plain_pdf(text=name.split(".")[0])) for name in names]


def test_upload_that_fell_in_the_middle_is_sent_again_and_each_file_is_taken_once(desk, agenda, monkeypatch):
    data, add, fallen = {"token": uuid4()}, services.papers.add_paper, []

    def fall_at_the_second(**sent):
        if sent["title"] == "Update" and not fallen:
            fallen.append(True)
            raise OSError("No space left on device")
        return add(**sent)

    monkeypatch.setattr("meetings.services.papers.add_paper", fall_at_the_second)
    with pytest.raises(OSError, match="No space"):
        desk.post(_url("paper-create", agenda), {**data, "uploads": _files("1 Apologies.pdf", "2 Update.pdf")})
    between = list(Paper.objects.values_list("title", flat=True))

    again = desk.post(_url("paper-create", agenda), {**data, "uploads": _files("1 Apologies.pdf", "2 Update.pdf")})

    assert (between, again.status_code) == (["Apologies"], 302)
    assert sorted(Paper.objects.values_list("title", flat=True)) == ["Apologies", "Update"]
    assert FormToken.objects.get(token=data["token"]).result_url == _url("agenda-detail", agenda)


def test_files_are_read_when_their_turn_comes(agenda, clerk):
    seen = []

    def reading(name):
        def read():
            seen.append((name, Paper.objects.count()))
            return plain_pdf(text=name)

        return read

    uploads = [services.papers.Upload(name, reading(name)) for name in ("1 Apologies.pdf", "2 Update.pdf")]
    services.take_in_several(meeting=agenda, actor=clerk, uploads=uploads, token=uuid4())

    assert seen == [("1 Apologies.pdf", 0), ("2 Update.pdf", 1)]


# What leaves the portal ------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "==1", "+1", "-1", "@SUM(1)", "＝1", "＠a", " =1"]


def _exported(client, body, fmt):
    for day, text in enumerate(FORMULAS, start=1):
        AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, day), subject=text)
    data = client.get(reverse("meetings:meeting-export", args=["avon", fmt])).content
    if fmt == "csv":
        return [row["Subject"] for row in csv.DictReader(io.StringIO(data.decode()))]
    if fmt == "xlsx":
        cells = [row[4] for row in load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        return [cell.value for cell in cells]
    return [row["Subject"] for row in ODS().create_dataset(data).dict]


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_no_cell_of_an_export_is_a_formula(client, body, fmt):
    assert _exported(client, body, fmt) == [f"'{text}" for text in FORMULAS]


def test_export_names_the_day_of_publication_in_london(client, body):
    meeting = AnnouncedMeetingFactory(body=body)
    Meeting.objects.filter(pk=meeting.pk).update(published_at=datetime(2022, 6, 8, 23, 30, tzinfo=UTC))

    rows = client.get(reverse("meetings:meeting-export", args=["avon", "csv"])).content.decode()

    assert [row["Agenda published on"] for row in csv.DictReader(io.StringIO(rows))] == ["2022-06-09"]


# History and notice ----------------------------------------------------------------------------------------------


def test_history_is_of_one_meeting_though_another_takes_its_address(desk, body, clerk):
    RuleFactory()
    first = MeetingFactory(body=body, actor=clerk)
    services.announce_meeting(
        meeting=services.update_meeting(meeting=first, actor=clerk, version=first.version, held_on=date(2022, 3, 24)), actor=clerk
    )
    second = MeetingFactory(body=body, actor=UserFactory())

    acts = {
        meeting.pk: [str(act["words"]) for act in desk.get(_url("meeting-history", meeting)).context["acts"]]
        for meeting in Meeting.objects.select_related("area")
    }

    assert acts == {first.pk: ["Meeting announced", "Meeting changed", "Meeting drafted"], second.pk: ["Meeting drafted"]}


def test_notice_of_a_meeting_that_is_off_says_so_on_top(client, ready, clerk):
    publish(ready, clerk)
    services.cancel_meeting(meeting=ready, reason="Storm Eunice", actor=clerk)

    page = client.get(_url("meeting-notice", ready)).content.decode()

    assert page.index("Storm Eunice") < page.index("Notice is given")
