"""The pages of what is alleged: who enters it, what each act does, and what is refused beside its field."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.choices import StepKind
from complaints.models import Allegation
from complaints.services.steps import take_step
from interface import clock
from tests.factories.complaints import AllegationFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
TOKEN = "3f0b9a52-2d0a-4f8e-9d5c-0f6f7c7f1a11"


def here(complaint, more=""):
    return f"/northshire/complaints/cases/{complaint.reference}/allegations/{more}"


def record(complaint, user):
    complaint.refresh_from_db()
    return take_step(
        complaint=complaint, version=complaint.version, kind=StepKind.RECORD, taken_on=clock.today(), decided_by="", actor=user
    )


@pytest.fixture
def complaint(log, office):
    return log(actor=office)


@pytest.fixture
def row(complaint):
    return complaint.allegations.get()


def test_office_adds_one_and_sending_twice_adds_no_second(client, complaint, office):
    client.force_login(office)
    sent = {"text": "That a meeting was refused.", "incident_from": "12/1/2022", "token": TOKEN}
    assert client.post(here(complaint, "create/"), sent).url == here(complaint)
    client.post(here(complaint, "create/"), sent)
    made = complaint.allegations.order_by("number").last()
    assert complaint.allegations.count() == 2
    assert (made.text, made.incident_from, made.is_confirmed) == ("That a meeting was refused.", date(2022, 1, 12), True)
    assert "Allegation 2" in client.get(here(complaint)).content.decode()


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({}, "Say what is alleged, or mark it “still to be confirmed”"),
        ({"text": "That.", "incident_until": "12/1/2022"}, "Enter the first day of the events as well"),
        ({"text": "That.", "incident_from": "13/1/2022", "incident_until": "12/1/2022"}, "must not be before the first"),
        ({"text": "That.", "incident_from": "1/1/2030"}, "must be today or earlier"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, complaint, office, sent, refused):
    client.force_login(office)
    said = client.post(here(complaint, "create/"), {**sent, "token": TOKEN}).content.decode()
    assert refused in said
    assert "<title>Error: " in said
    assert sent.get("text", "") in said
    assert complaint.allegations.count() == 1


def test_one_that_waits_to_be_confirmed_needs_no_words(client, complaint, office):
    client.force_login(office)
    client.post(here(complaint, "create/"), {"is_unconfirmed": "on", "token": TOKEN})
    assert complaint.allegations.filter(is_confirmed=False, text="").exists()
    assert "To be confirmed" in client.get(here(complaint)).content.decode()


def test_change_over_a_newer_text_shows_both(client, complaint, row, office):
    client.force_login(office)
    Allegation.objects.filter(pk=row.pk).update(text="Theirs.", version=row.version + 1)
    said = client.post(here(complaint, f"{row.number}/edit/"), {"text": "Mine.", "version": row.version}).content.decode()
    assert "Theirs." in said
    assert "Mine." in said
    assert Allegation.objects.get(pk=row.pk).text == "Theirs."


def test_one_is_taken_out_and_put_back(client, complaint, row, office):
    client.force_login(office)
    assert "You can put it back" in client.get(here(complaint, f"{row.number}/remove/")).content.decode()
    client.post(here(complaint, f"{row.number}/remove/"), {"version": row.version})
    said = client.get(here(complaint)).content.decode()
    assert "Taken out" in said
    row.refresh_from_db()
    assert row.removed_at
    client.post(here(complaint, f"{row.number}/restore/"), {"version": row.version})
    row.refresh_from_db()
    assert row.removed_at is None


def test_recorded_one_offers_no_taking_out_and_refuses_it(client, complaint, row, office):
    record(complaint, office)
    client.force_login(office)
    assert f"{row.number}/remove/" not in client.get(here(complaint)).content.decode()
    row.refresh_from_db()
    said = client.post(here(complaint, f"{row.number}/remove/"), {"version": row.version}).content.decode()
    assert "This allegation was recorded." in said
    row.refresh_from_db()
    assert row.removed_at is None


def test_serious_one_starts_the_clock_of_the_referral(client, complaint, row, office):
    record(complaint, office)
    row.refresh_from_db()
    client.force_login(office)
    page = client.get(here(complaint, f"{row.number}/seriousness/")).content.decode()
    assert "SI 2012/62, regulation 13" in page
    assert "Not yet verified" in page
    url = here(complaint, f"{row.number}/seriousness/")
    sent = {"is_serious": "yes", "version": row.version, "became_clear_on": "11/2/2022"}
    assert "Say why it is serious, or why it is not" in client.post(url, sent).content.decode()
    client.post(url, {**sent, "why": "It could be an offence."})
    complaint.refresh_from_db()
    assert complaint.serious_on == date(2022, 2, 11)
    assert "It could be an offence." in client.get(here(complaint)).content.decode()


def test_who_does_not_work_on_it_changes_nothing(client, complaint, row, member, clerk):
    for user, reading, writing in ((member, 404, 404), (clerk, 200, 403)):
        client.force_login(user)
        assert client.get(here(complaint)).status_code == reading
        for more in ("create/", f"{row.number}/edit/", f"{row.number}/remove/", f"{row.number}/seriousness/"):
            assert client.get(here(complaint, more)).status_code == writing, more
            assert client.post(here(complaint, more), {"text": "That.", "version": 1}).status_code == writing, more
        assert client.post(here(complaint, f"{row.number}/restore/"), {"version": 1}).status_code == writing
    assert "Change" not in client.get(here(complaint)).content.decode().split("<main")[1]
    assert complaint.allegations.count() == 1


def test_questions_to_the_database_do_not_grow(client, complaint, office):
    client.force_login(office)
    counts = []
    for more in (0, 2, 297):  # 1, 3 and 300 in all
        for _ in range(more):
            AllegationFactory(complaint=complaint)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(here(complaint))
        counts.append(len(asked))
    assert "Allegation 300" in response.content.decode()
    assert counts[0] == counts[1] == counts[2] <= 24


def test_one_of_another_complaint_is_not_found(client, complaint, log, office):
    other = log(actor=office)
    number = max(complaint.allegations.get().number, other.allegations.get().number) + 50
    client.force_login(office)
    assert client.get(here(complaint, f"{number}/edit/")).status_code == 404
