"""Building a pack in the background: asked for by the clerk's page, followed, stopped, and never half on offer."""

import pytest
from django.urls import reverse

from documents.models import Pack
from documents.rendering import PieceFailed
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import run_all
from meetings.services import packs
from tests.factories.accounts import UserFactory
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}


@pytest.fixture
def meeting():
    return ReadyMeetingFactory()


@pytest.fixture
def clerk(client, meeting):
    user = UserFactory()
    AppointmentFactory(user=user, area=meeting.area)
    client.force_login(user)
    return user


def address(name: str, meeting, *more) -> str:
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


def test_build_is_followed_to_its_pack(client, meeting, clerk):
    response = client.post(address("pack-build", meeting))
    job = Job.objects.get()
    assert response.url == address("build-detail", meeting, job.reference)
    Pack.objects.all().delete()

    run_all()

    page = client.get(response.url)
    assert page.context["job"].state == JobState.DONE
    assert "The pack is built." in page.content.decode()
    assert client.get(address("build-status", meeting, job.reference)).json()["state"] == "done"
    assert Pack.objects.count() == 1


def test_asking_twice_is_one_build(client, meeting, clerk):
    client.post(address("pack-build", meeting))
    client.post(address("pack-build", meeting))

    assert Job.objects.count() == 1


def test_cancelled_build_leaves_no_pack(client, meeting, clerk):
    Pack.objects.all().delete()
    client.post(address("pack-build", meeting))
    job = Job.objects.get()

    client.post(address("build-cancel", meeting, job.reference))
    run_all()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not Pack.objects.exists()


def test_build_stopped_in_the_middle_leaves_no_pack(meeting, clerk, monkeypatch):
    Pack.objects.all().delete()
    job = packs.request_packs(meeting=meeting, actor=clerk)
    Job.objects.filter(pk=job.pk).update(cancel_requested=False)
    tell = packs.build

    def stop_after_first(plan, *, progress):
        Job.objects.filter(pk=job.pk).update(cancel_requested=True)
        return tell(plan, progress=progress)

    monkeypatch.setattr(packs, "build", stop_after_first)
    run_all()

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not Pack.objects.exists()


def test_failed_build_names_the_paper_and_offers_nothing(client, meeting, clerk, monkeypatch):
    Pack.objects.all().delete()

    def fail(plan, *, progress):
        raise PieceFailed("key", "Host report", "a table is wider than the page")

    monkeypatch.setattr(packs, "build", fail)
    client.post(address("pack-build", meeting))
    job = Job.objects.get()
    run_all()

    page = client.get(address("build-detail", meeting, job.reference)).content.decode()
    assert "“Host report” could not be made into a PDF: a table is wider than the page" in page
    assert not Pack.objects.exists()


@pytest.mark.parametrize("name", ["build-detail", "build-status"])
def test_a_build_is_not_there_for_others(client, meeting, clerk, name):
    job = packs.request_packs(meeting=meeting, actor=clerk)
    client.force_login(UserFactory())

    assert client.get(address(name, meeting, job.reference)).status_code == 404
