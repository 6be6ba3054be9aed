"""Jobs that fail, are cancelled, and are tried again; errors keep their words to themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Now

from accounts.models import AuditEntry
from jobs import services
from jobs.choices import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.jobs.asking import ask

pytestmark = pytest.mark.django_db


# Failing


def test_work_that_says_it_cannot_be_done_is_not_tried_again(work):
    @work("test.failing")
    def failing(run):
        raise services.Failed("Item 11 could not be laid out")

    job = ask("test.failing")

    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "Item 11 could not be laid out", 1)


def test_an_error_is_tried_again_later_and_then_given_up(work):
    @work("test.breaking")
    def breaking(run):
        raise RuntimeError("the words of a private paper")

    job = ask("test.breaking", max_attempts=3)
    pauses = []
    for _attempt in range(3):
        assert len(services.run_all()) == 1
        job.refresh_from_db()
        if job.state == JobState.WAITING:
            with connection.cursor() as cursor:
                cursor.execute("SELECT round(extract(epoch FROM run_after - now())) FROM jobs_job")
                pauses.append(int(cursor.fetchone()[0]))
        Job.objects.update(run_after=Now())

    assert (job.state, job.attempts, pauses) == (JobState.DEAD, 3, [10, 30])
    assert list(Job.objects.dead_letters()) == [job]
    assert job.error.startswith("RuntimeError, tests/jobs/test_failing.py line ")


def test_an_error_that_passes_ends_in_done(work):
    tries = []

    @work("test.shaky")
    def shaky(run):
        tries.append(1)
        if len(tries) < 2:
            raise OSError

    job = ask("test.shaky")
    services.run_all()
    Job.objects.update(run_after=Now())
    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.DONE, 2, "")


def test_a_result_that_cannot_be_kept_is_an_error_of_the_work(work):
    work("test.odd")(lambda run: {"thing": object()})
    job = ask("test.odd", max_attempts=1)

    services.run_all()

    job.refresh_from_db()
    assert job.state == JobState.DEAD


# Cancelling


def test_a_waiting_job_is_cancelled_at_once(work):
    person, job = UserFactory(), ask(area_slug="northshire")

    job = services.request_cancel(job, person)

    assert (job.state, services.run_all()) == (JobState.CANCELLED, [])
    entry = AuditEntry.objects.get()
    assert (entry.chain, entry.action, entry.actor) == ("northshire", "jobs.cancel_requested", person)
    assert entry.target_reference == job.reference


def test_a_running_job_stops_at_its_next_report(work):
    reached = []

    @work("test.long")
    def long(run):
        run.progress("first")
        services.request_cancel(run.job, None)
        run.progress("second")
        reached.append("never")

    job = ask("test.long")
    services.run_all()

    job.refresh_from_db()
    assert (job.state, reached, job.error) == (JobState.CANCELLED, [], "")


def test_what_has_ended_cannot_be_cancelled(work):
    work("test.echo")(lambda run: {})
    job = ask()
    services.run_all()

    with pytest.raises(ValidationError, match="There is nothing to cancel"):
        services.request_cancel(job, None)
    assert not AuditEntry.objects.exists()


# Trying again


def test_a_dead_letter_is_sent_back_to_waiting(work):
    outcome = [RuntimeError, None]

    @work("test.shaky")
    def shaky(run):
        if error := outcome.pop(0):
            raise error

    person, job = UserFactory(), ask("test.shaky", max_attempts=1)
    services.run_all()

    job = services.retry(job, person)

    assert (job.state, job.attempts, job.max_attempts, job.error) == (JobState.WAITING, 1, 4, "")
    services.run_all()
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert AuditEntry.objects.get().action == "jobs.retried"


def test_a_cancelled_job_can_be_tried_again(work):
    work("test.echo")(lambda run: {})
    job = services.request_cancel(ask(), None)

    services.retry(job, None)
    services.run_all()

    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_only_what_went_wrong_can_be_tried_again(work):
    with pytest.raises(ValidationError, match="Only work that failed"):
        services.retry(ask(), None)


def test_work_that_was_asked_for_again_is_not_tried_again_beside_it(work):
    first = services.request_cancel(ask(), None)
    ask()

    with pytest.raises(ValidationError, match="asked for again since"):
        services.retry(first, None)
    first.refresh_from_db()
    assert first.state == JobState.CANCELLED


# What is told of an error


def test_the_log_and_the_job_hold_no_words_of_an_error(work, caplog):
    @work("test.private")
    def private(run):
        raise RuntimeError("canary-9")

    job = ask("test.private", max_attempts=1)
    services.run_all()

    job.refresh_from_db()
    assert "canary-9" not in caplog.text + job.error
    assert f"attempt 1: {job.error}" in caplog.text
    assert job.error.startswith("RuntimeError")
