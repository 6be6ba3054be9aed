import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from jobs import services
from jobs.choices import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
PAGE = "/settings/jobs/"


@pytest.fixture
def administrator(client):
    user = AppointmentFactory(area=None, role=Role.ADMINISTRATOR).user
    client.force_login(user)
    return user


def ask(key: str = "one") -> Job:
    return services.enqueue("test.echo", key=key, payload={"secret": "canary-7"})


def shown(response) -> list[Job]:
    return list(response.context["table"].page)


def test_job_list_shows_the_newest_first_and_no_payload(client, administrator):
    first, second = ask("a"), ask("b")

    response = client.get(PAGE)

    assert shown(response) == [second, first]
    assert b"canary-7" not in response.content


def test_job_list_is_narrowed_by_state(client, administrator):
    waiting, cancelled = ask("a"), services.request_cancel(ask("b"), None)

    assert shown(client.get(PAGE, {"state": "waiting"})) == [waiting]
    assert shown(client.get(PAGE, {"state": "cancelled"})) == [cancelled]
    assert len(shown(client.get(PAGE, {"state": "made-up"}))) == 2


def test_job_list_says_how_many_were_given_up(client, administrator):
    ask()
    Job.objects.update(state=JobState.DEAD)

    assert "1 job was given up." in client.get(PAGE).content.decode()


def test_job_cancel_cancels_and_says_so(client, administrator):
    job = ask()

    response = client.post(reverse("job-cancel", args=[job.reference]), follow=True)

    job.refresh_from_db()
    assert (job.state, response.redirect_chain) == (JobState.CANCELLED, [(PAGE, 302)])
    assert "The work is cancelled, or will be at its next step" in response.content.decode()


def test_job_retry_sends_back_to_waiting(client, administrator):
    job = services.request_cancel(ask(), None)

    client.post(reverse("job-retry", args=[job.reference]))

    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_the_reason_of_a_failed_job_is_not_for_administrators(client, administrator, work):
    @work("test.private")
    def private(run):
        raise services.Failed("“canary-8” could not be made into a PDF")

    job = services.enqueue("test.private", key="one", payload={})
    services.run_all()

    page = client.get(PAGE).content.decode()

    job.refresh_from_db()
    assert (job.state, "canary-8" in job.error, "canary-8" in page) == (JobState.FAILED, True, False)
    assert "The clerk sees the reason on the build page" in page


def test_a_refusal_is_said_and_changes_nothing(client, administrator):
    job = ask()

    response = client.post(reverse("job-retry", args=[job.reference]), follow=True)

    assert "Only work that failed, was given up or cancelled can be tried again" in response.content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_each_row_offers_only_what_can_be_done(client, administrator):
    waiting, cancelled = ask("a"), services.request_cancel(ask("b"), None)

    page = client.get(PAGE).content.decode()

    assert (
        page.count(reverse("job-cancel", args=[waiting.reference])),
        page.count(reverse("job-retry", args=[waiting.reference])),
    ) == (1, 0)
    assert (
        page.count(reverse("job-cancel", args=[cancelled.reference])),
        page.count(reverse("job-retry", args=[cancelled.reference])),
    ) == (0, 1)


def test_the_buttons_carry_a_token_that_the_portal_accepts(administrator):
    job, strict = ask(), Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    page = strict.get(PAGE).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert strict.post(reverse("job-cancel", args=[job.reference])).status_code == 403
    assert strict.post(reverse("job-cancel", args=[job.reference]), {"csrfmiddlewaretoken": token}).status_code == 302


def test_an_unknown_job_is_not_found(client, administrator):
    assert client.post(reverse("job-cancel", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_jobs_are_for_administrators(client, role):
    client.force_login(AppointmentFactory(role=role).user)
    job = ask()

    assert client.get(PAGE).status_code == 403
    assert client.post(reverse("job-cancel", args=[job.reference])).status_code == 403
    assert client.post(reverse("job-retry", args=[job.reference])).status_code == 403
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_an_administrator_of_one_area_does_not_see_the_whole_queue(client):
    client.force_login(AppointmentFactory(area=PoliceAreaFactory(), role=Role.ADMINISTRATOR).user)

    assert client.get(PAGE).status_code == 403


def test_the_public_is_sent_to_sign_in(client):
    job = ask()

    for response in (client.get(PAGE), client.post(reverse("job-cancel", args=[job.reference]))):
        assert response["Location"].startswith(reverse("account_login"))


def test_acts_need_a_post(client, administrator):
    assert client.get(reverse("job-cancel", args=[ask().reference])).status_code == 405


def test_job_list_costs_the_same_for_any_number_of_jobs(client, administrator):
    client.get(PAGE)
    costs = []
    for count in (1, 3, 300):
        for number in range(count):
            services.enqueue("test.echo", key=f"{count} {number}", payload={}, requested_by=UserFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        costs.append(len(queries))

    assert len(set(costs)) == 1
