"""The internal register: whose lines somebody reads, its filters and files, and in how many questions to the database."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.choices import ComplaintStatus, OutcomeKind, Power, StepKind
from complaints.filters import handlers_in
from complaints.models import Complaint
from complaints.rules.register import NEXT_POWER, With, with_whom
from panels.choices import DutyAccess, OfficeKind
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    HandlingPowerFactory,
    PartyFactory,
    StepFactory,
    SubmissionFactory,
)
from tests.factories.due import ObligationFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
LIST = "/northshire/complaints/cases/"


def references(response):
    return [one.reference for one in response.context["table"].page]


@pytest.fixture
def complaints(body, holder):
    """Received, with the IOPC, in resolution; closed by an older register; made to the panel."""
    former = OfficeHolderFactory(
        area=body.area, kind=OfficeKind.DEPUTY, name="Rowan Vale", started_on=date(2016, 5, 12), ended_on=date(2021, 5, 12)
    )
    new = ComplaintFactory(body=body, office_holder=holder, reference="CC-2022-001", received_on=date(2022, 2, 1))
    away = ComplaintFactory(
        body=body, office_holder=holder, reference="CC-2022-002", with_iopc=True, received_on=date(2022, 1, 31)
    )
    mended = ComplaintFactory(
        body=body, office_holder=former, reference="CC-2022-003", in_resolution=True, received_on=date(2022, 1, 31)
    )
    old = ComplaintFactory(
        body=body, office_holder=former, reference="CC-2022-004", closed=True, made_on=None, received_on=date(2021, 8, 31),
        printed_label="74", raw_handler="Chief of Staff", outcome=OutcomeKind.EXPLANATION,
    )  # fmt: skip
    own = ComplaintFactory(
        body=body, office_holder=None, reference="CC-2022-005", through_iopc=True, received_on=date(2022, 1, 31), kept=True
    )
    _due(new, date(2022, 2, 8), "Acknowledge")
    _due(away, date(2022, 3, 29), "Finish")
    return [new, away, mended, old, own]


def _due(complaint, day, title, **facts):
    return ObligationFactory(
        body=complaint.body, subject_kind="complaint", subject_key=str(complaint.pk), key=title.lower(), title=title, due_on=day,
        access=DutyAccess.COMPLAINTS, provision="Local target", is_verified=False, **facts,
    )  # fmt: skip


def test_members_read_every_line_and_open_what_their_body_resolves(client, complaints, member):
    client.force_login(member)
    response = client.get(LIST)
    assert references(response) == ["CC-2022-001", "CC-2022-005", "CC-2022-003", "CC-2022-002", "CC-2022-004"]
    said = response.content.decode()
    linked = [number for number in "12345" if f"/complaints/cases/CC-2022-00{number}/" in said]
    assert linked == ["3"]  # which their own body resolves
    assert "5 complaints" in said
    assert "printed as 74" in said
    assert "Not yet verified" in said
    assert "Log a complaint" not in said


def test_office_opens_its_own_and_does_not_know_of_the_kept_one(client, complaints, office):
    client.force_login(office)
    response = client.get(LIST)
    assert "CC-2022-005" not in references(response)
    assert "/complaints/cases/CC-2022-001/" in response.content.decode()
    assert "Log a complaint" in response.content.decode()


def test_the_public_and_others_read_nothing_of_it(client, complaints, area):
    assert client.get(LIST).status_code == 302
    elsewhere = AppointmentFactory(area__slug="elsewhere", user__email="clerk@elsewhere.example").user
    client.force_login(elsewhere)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}export/csv/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("life=over", ["4"]),
        ("life=live", ["1", "5", "3", "2"]),
        ("status=with-iopc", ["2"]),
        ("status=nonsense", []),
        ("year=2021", ["4"]),
        ("came=iopc", ["5"]),
        ("about=unknown", ["5"]),
        ("whom=iopc", ["2"]),
        ("whom=office", ["1"]),
        ("whom=lead-officer", ["5"]),
        ("whom=panel", ["3"]),
        ("whom=nobody", ["4"]),
        ("late=yes", ["1"]),
        ("sort=reference", ["1", "2", "3", "4", "5"]),
        ("sort=due", ["1", "2"]),
    ],
)
def test_list_is_narrowed_and_sorted(client, complaints, member, asked, found):
    client.force_login(member)
    assert [one[-1] for one in references(client.get(f"{LIST}?{asked}"))][: len(found) if "due" in asked else None] == found


def test_list_is_narrowed_by_office_holder(client, complaints, member):
    client.force_login(member)
    number = complaints[2].office_holder.number
    response = client.get(f"{LIST}?about={number}")
    assert references(response) == ["CC-2022-003", "CC-2022-004"]
    assert "Rowan Vale, Deputy Commissioner from 12 May 2016 to 12 May 2021" in response.content.decode()


def test_filter_by_whom_agrees_with_what_each_line_says(client, body, holder, member):
    """Every state, kept from the office or not, under several panels with powers of their own."""
    other = BodyFactory(area=body.area, slug="other")
    for power in Power:
        if power != Power.RESOLVE:
            HandlingPowerFactory(body=other, power=power)
    for state in ComplaintStatus:
        for panel in (body, other):
            for kept in (False, True):
                ends = {"ended_on": date(2022, 2, 10)} if state in ("closed", "withdrawn") else {}
                ComplaintFactory(body=panel, office_holder=holder, status=state, is_kept_from_office=kept, **ends)
    assert set(NEXT_POWER) | {"with-iopc", "closed", "withdrawn"} == set(ComplaintStatus)
    AppointmentFactory(area=body.area, body=other, role="panel-member", user=member)
    client.force_login(member)
    handlers = handlers_in(body.area)
    for whom in With:
        expected = {one.reference for one in Complaint.objects.all() if with_whom(one, handlers) == whom}
        response = client.get(f"{LIST}?whom={whom.value}")
        assert response.context["table"].count == len(expected)
        assert set(references(response)) <= expected


def test_empty_list_says_what_comes_next(client, area, body, member, office):
    client.force_login(member)
    assert "Complaints appear here when" in client.get(LIST).content.decode()
    client.force_login(office)
    assert "Log one when it comes in" in client.get(LIST).content.decode()
    assert "No complaints match. Remove a filter." in client.get(f"{LIST}?life=over").content.decode()


def test_files_hold_what_the_list_shows_and_no_formula(client, complaints, office):
    first = complaints[0]
    first.line, first.printed_label = "=HYPERLINK(1)", "\t@74"
    first.save()
    PartyFactory(complaint=first)
    SubmissionFactory(complaint=first)
    AllegationFactory(complaint=first)
    client.force_login(office)
    response = client.get(f"{LIST}export/csv/?life=live")
    text = response.content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Reference"] for row in rows] == ["CC-2022-001", "CC-2022-003", "CC-2022-002"]
    assert rows[0]["In one line"] == "'=HYPERLINK(1)"
    assert rows[0]["Printed number"].startswith("'")
    assert rows[0]["With whom"] == "The Commissioner’s office"
    assert rows[0]["Verified"] == "Not yet verified"
    for private in ("Marian", "Wren", "nobody answered", "was not answered", "960 123"):
        assert private not in text
    assert client.get(f"{LIST}export/xlsx/").status_code == 200
    assert client.get(f"{LIST}export/ods/").status_code == 200
    assert client.get(f"{LIST}export/pdf/").status_code == 404


def test_questions_to_the_database_do_not_grow(client, body, holder, lead):
    client.force_login(lead)
    counts = []
    for rows in (1, 2, 297):  # 1, 3 and 300 in all
        for _ in range(rows):
            _due(ComplaintFactory(body=body, office_holder=holder), date(2022, 2, 8), "Acknowledge")
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(LIST)
        with CaptureQueriesContext(connection) as written:
            client.get(f"{LIST}export/csv/")
        counts.append((len(asked), len(written)))
    assert response.context["table"].count == 300
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] <= 14


def test_line_of_one_that_ended_without_an_outcome_says_how(client, body, holder, member):
    ended = ComplaintFactory(body=body, office_holder=holder, closed=True)
    StepFactory(complaint=ended, kind=StepKind.DISAPPLY, from_status="recorded", to_status="disapplied")
    client.force_login(member)
    said = client.get(LIST).content.decode()
    assert f"{StepKind.DISAPPLY.label}. Ended" in said
    assert 'class="app-whole-words"' in said
    (row,) = csv.DictReader(io.StringIO(client.get(f"{LIST}export/csv/").content.decode()))
    assert row["Outcome"] == StepKind.DISAPPLY.label
