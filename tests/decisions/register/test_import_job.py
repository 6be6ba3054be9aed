"""A register read in the background: ten thousand rows all or none, its progress, and how it is stopped or fails."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.models import Decision, DecisionUpload
from decisions.services.register import importing
from decisions.services.register.importing import IMPORT_JOB, read_upload, send_register
from decisions.tasks import import_register
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import Cancelled, request_cancel, run_all
from tests.decisions.register.sheets import PUBLISHED, as_csv, bring_in, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(date(2022, 3, 17)):
        yield


def many(count: int) -> list[dict[str, str]]:
    return [
        PUBLISHED | {"reference": f"{2010 + number // 1000}/{number % 1000 + 1:03d}", "title": f"Decision {number}"}
        for number in range(count)
    ]


def test_ten_thousand_rows_with_three_wrong_are_refused_whole(area, office):
    rows = many(10_000)
    rows[10] |= {"signed_on": "10.13.2018"}
    rows[5_000] |= {"cost": "1.204,00"}
    rows[9_999] |= {"title": ""}
    stages: list = []

    made = bring_in(area, office, as_csv(*rows), stages=stages)

    assert problems(made) == [
        (12, "Signed on", "“10.13.2018” is not a date. Write it as 17/3/2022"),
        (5_002, "Amount in pounds", "“1.204,00” is not an amount in pounds. Write it as 1204.50 or 1,204.50"),
        (10_001, "Title", "Enter a title"),
    ]
    assert (made.status, made.made, Decision.objects.count()) == ("refused", 0, 0)
    assert stages[0] == ("Reading the file", 0, 0)
    assert stages[-1] == ("Checking the rows", 10_000, 10_000)


def test_a_long_register_comes_in_with_few_questions_to_the_database(area, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(100):
        made = bring_in(area, office, as_csv(*many(2_000)))

    assert (made.status, made.made, Decision.objects.count()) == ("done", 2_000, 2_000)


def test_one_row_more_than_the_most_is_refused(area, office, monkeypatch):
    monkeypatch.setattr(importing, "BOUNDS", importing.Bounds(rows=3))
    made = bring_in(area, office, as_csv(*many(4)))
    assert problems(made) == [(0, "", "The file has more than 3 rows. Split the list into several files")]


def sent(area, office, data: bytes = b"") -> tuple[DecisionUpload, Job]:
    return send_register(area=area, name="register.csv", data=data or as_csv(PUBLISHED), actor=office)


def page(client, area, upload, name="register-upload"):
    return client.get(reverse(f"decisions:{name}", args=[area.slug, upload.reference]))


def test_the_page_shows_the_progress_and_then_what_came_of_it(client, area, office):
    client.force_login(office)
    upload, job = sent(area, office)
    waiting = page(client, area, upload).content.decode()
    run_all()
    done = page(client, area, upload).content.decode()

    assert '<meta http-equiv="refresh" content="5">' in waiting
    assert reverse("decisions:register-upload-cancel", args=[area.slug, upload.reference]) in waiting
    job.refresh_from_db()
    assert (job.state, job.result["made"]) == (JobState.DONE, 1)
    assert "1 decision was entered, 0 were changed." in done
    assert "refresh" not in done


def test_a_refused_file_lists_what_to_correct_and_gives_it_as_a_file(client, area, office):
    client.force_login(office)
    upload, _job = sent(area, office, as_csv(PUBLISHED | {"title": "", "cost": "=1"}))
    run_all()
    content = page(client, area, upload).content.decode()
    taken = page(client, area, upload, "register-upload-problems")

    assert "Nothing was brought in. 1 row is wrong." in content
    assert "Enter a title" in content
    assert taken["Content-Type"].startswith("text/csv")
    assert taken.content.decode().splitlines()[0] == "Row,Column,What to correct"
    assert taken.content.decode().count("\n") == 3


def test_a_file_sent_from_the_page_is_sent_once(client, area, office):
    client.force_login(office)
    url = reverse("decisions:register-import", args=[area.slug])
    token = client.get(url).context["form"]["token"].value()
    for _turn in range(2):
        answer = client.post(url, {"token": token, "file": SimpleUploadedFile("r.csv", as_csv(PUBLISHED))})
        assert answer.status_code == 302
    assert DecisionUpload.objects.count() == Job.objects.filter(name=IMPORT_JOB).count() == 1


def test_a_cancelled_reading_keeps_nothing(client, area, office):
    client.force_login(office)
    upload, job = sent(area, office)
    client.post(reverse("decisions:register-upload-cancel", args=[area.slug, upload.reference]))
    run_all()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not Decision.objects.exists()
    assert "The reading was stopped. Nothing of the file was kept." in page(client, area, upload).content.decode()


def test_a_reading_stopped_in_the_middle_keeps_nothing(area, office):
    upload, _job = send_register(area=area, name="a.csv", data=as_csv(*many(400)), actor=office)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "Writing the register":
            raise Cancelled

    with pytest.raises(Cancelled):
        read_upload(upload=upload, progress=stop)
    upload.refresh_from_db()
    assert (upload.status, Decision.objects.count()) == ("sent", 0)
    assert not AuditEntry.objects.filter(action="decisions.register_entered").exists()


def test_work_done_again_does_nothing_more(area, office):
    upload = bring_in(area, office, as_csv(PUBLISHED))

    class Run:
        def progress(self, *args):
            raise AssertionError("nothing is left to read")

    told = import_register(Run(), upload=upload.reference)
    assert (told, Decision.objects.count()) == ({"status": "done", "made": 1, "changed": 0, "problems": 0}, 1)


def test_others_get_none_of_it(client, area, office, clerk, member):
    upload, job = sent(area, office)
    names = ("register-upload", "register-upload-problems")
    for user in (None, clerk, member):
        client.logout()
        if user:
            client.force_login(user)
        answers = {page(client, area, upload, name).status_code for name in names}
        answers.add(client.get(reverse("decisions:register-import", args=[area.slug])).status_code)
        assert answers == ({404, 403} if user else {302})
    request_cancel(job, actor=office)
