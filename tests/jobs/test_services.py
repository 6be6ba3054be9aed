import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models.functions import Now

from accounts.models import AuditEntry
from jobs import registry, services
from jobs.choices import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def ask(name: str = "test.echo", key: str = "one", **fields) -> Job:
    return services.enqueue(name, key=key, **{"payload": {}, **fields})


def in_threads(count: int, act) -> list:
    """What `act` gave in each of several threads that start together."""
    barrier, results = threading.Barrier(count), []

    def run():
        barrier.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def abandon(job: Job) -> None:
    """As a worker that was killed leaves it: its lease has run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


@contextlib.contextmanager
def another_connection():
    other = connection.copy()
    try:
        yield other
    finally:
        other.close()


# Asking


def test_the_same_request_twice_is_one_job_while_it_is_alive(work):
    work("test.echo")(lambda run: {})
    first = ask()

    assert ask() == first
    assert ask(key="two") != first
    services.run_all()
    assert ask() != first


@pytest.mark.django_db(transaction=True)
def test_twenty_requests_at_once_are_one_job():
    jobs = in_threads(20, lambda: ask().pk)

    assert len(jobs) == 20
    assert set(jobs) == {Job.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_job_is_asked_for_only_when_its_transaction_ends_well(work):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_asking_again_leaves_the_callers_transaction_usable():
    with transaction.atomic():
        ask()
        ask()
        assert Job.objects.count() == 1


# Doing


def test_work_gets_its_payload_and_its_result_is_kept(work):
    person = UserFactory()
    work("test.echo")(lambda run, text: {"said": text, "for": run.requested_by.pk})

    job = ask(payload={"text": "hello"}, requested_by=person)
    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"said": "hello", "for": person.pk}, 1)
    assert job.finished_at is not None
    assert job.lease_until is None


def test_jobs_are_done_oldest_first_and_each_once(work):
    done = []
    work("test.echo")(lambda run: done.append(run.job.key))
    for key in ("a", "b", "c"):
        ask(key=key)

    assert [job.key for job in services.run_all()] == done == ["a", "b", "c"]
    assert services.run_one() is None


def test_a_work_that_nobody_knows_is_a_dead_letter():
    job = ask("test.unknown")

    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DEAD, "No app knows this work")


def test_two_functions_cannot_have_one_name(work):
    work("test.echo")(lambda run: {})

    with pytest.raises(ValueError, match="want to be test"):
        work("test.echo")(lambda run: {})


@pytest.mark.django_db(transaction=True)
def test_many_workers_claim_each_job_once(work):
    done, lock = [], threading.Lock()

    @work("test.echo")
    def echo(run):
        with lock:
            done.append(run.job.key)

    for number in range(40):
        ask(key=str(number))

    def drain():
        while services.run_one():
            pass

    in_threads(4, drain)

    assert sorted(done, key=int) == [str(number) for number in range(40)]
    assert set(Job.objects.values_list("state", "attempts")) == {(JobState.DONE, 1)}


# Progress


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_from_elsewhere_while_the_work_holds_a_transaction(work):
    seen = []

    @work("test.slow")
    def slow(run):
        with transaction.atomic():
            UserFactory()
            run.progress("Numbering", 5, 9)
            with another_connection() as other, other.cursor() as cursor:
                cursor.execute("SELECT stage, done_count, total_count FROM jobs_job")
                seen.append(cursor.fetchone())
                cursor.execute("SELECT count(*) FROM accounts_user")
                seen.append(cursor.fetchone())

    ask("test.slow")
    services.run_all()

    assert seen == [("Numbering", 5, 9), (0,)]


@pytest.mark.django_db(transaction=True)
def test_progress_renews_the_lease(work):
    @work("test.slow")
    def slow(run):
        abandon(run.job)
        run.check()
        return {"ready": Job.objects.ready().count()}

    job = ask("test.slow")
    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"ready": 0})


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_job_during_a_long_silent_stage(work, monkeypatch):
    monkeypatch.setattr(services, "HEARTBEAT_SECONDS", 0.05)

    @work("test.silent")
    def silent(run):
        abandon(run.job)
        time.sleep(0.5)
        return {"ready": Job.objects.ready().count()}

    job = ask("test.silent")
    services.run_all()

    job.refresh_from_db()
    assert job.result == {"ready": 0}


def test_no_connection_is_left_open_by_a_run(work, transactional_db):
    work("test.echo")(lambda run: run.progress("a"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        before = cursor.fetchone()
    for key in "abc":
        ask(key=key)
    services.run_all()
    time.sleep(0.2)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        assert cursor.fetchone() == before


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
    assert job.error.startswith("RuntimeError, tests/jobs/test_services.py line ")


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


# Workers that die


def test_a_job_whose_worker_vanished_is_taken_up_again(work):
    work("test.echo")(lambda run: {})
    job = ask()
    services.claim_next("first")
    assert services.claim_next("second") is None
    abandon(job)

    services.run_all()

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_kills_its_worker_every_time_is_given_up(work):
    job = ask(max_attempts=2)
    for _attempt in range(2):
        services.claim_next("doomed")
        abandon(job)

    assert services.run_one() is None
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.DEAD, "The worker stopped before the end, 2 times")


def test_a_cancelled_job_whose_worker_vanished_is_not_taken_up(work):
    job = ask()
    services.claim_next("doomed")
    services.request_cancel(job, None)
    abandon(job)

    assert services.run_one() is None
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_worker_that_lost_its_lease_changes_nothing_more(work):
    def overtaken(run):
        abandon(run.job)
        services.claim_next("another")

    @work("test.late")
    def late(run):
        overtaken(run)
        return {"by": "the late one"}

    @work("test.reporting")
    def reporting(run):
        overtaken(run)
        run.progress("late")

    jobs = [ask("test.late"), ask("test.reporting")]
    services.run_one()
    services.run_one()

    for job in jobs:
        job.refresh_from_db()
        assert (job.state, job.attempts, job.result, job.stage) == (JobState.RUNNING, 2, {}, "")


WORKER = """
import django, sys, time
django.setup()
from django.db import connections
for alias in ("default", "owner"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from django.core.management import call_command
from jobs.registry import register

@register("test.slow")
def slow(run, seconds):
    run.progress("Working", 1, 2)
    time.sleep(seconds)
    return {"done": True}

call_command("work", *sys.argv[2:])
"""


@contextlib.contextmanager
def worker(*arguments: str):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "panel_portal.settings.test"}
    command = [sys.executable, "-c", WORKER, connections["default"].settings_dict["NAME"], *arguments]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(**state) -> None:
    for _turn in range(300):
        if Job.objects.filter(**state).exists():
            return
        time.sleep(0.05)
    raise AssertionError(list(Job.objects.values("state", "stage", "error")))


def wait_until_it_heeds(process: subprocess.Popen, number: int) -> None:
    for _turn in range(600):
        caught = next(line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) >> (number - 1) & 1:
            return
        time.sleep(0.05)
    raise AssertionError(process.poll())


@pytest.mark.django_db(transaction=True)
def test_a_job_survives_the_killing_of_its_worker(work):
    job = ask("test.slow", payload={"seconds": 60})
    with worker() as first:
        wait_for(stage="Working")
        first.send_signal(signal.SIGKILL)
        first.wait()
    job.refresh_from_db()
    assert (job.state, services.claim_next("too early")) == (JobState.RUNNING, None)
    abandon(job)
    Job.objects.update(payload={"seconds": 0})

    with worker("--drain") as second:
        assert second.wait(30) == 0

    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (JobState.DONE, 2, {"done": True})


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_ends_its_job_first():
    job, later = ask("test.slow", payload={"seconds": 1}), ask("test.slow", key="later", payload={"seconds": 0})
    with worker() as process:
        wait_for(stage="Working")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0

    for one in (job, later):
        one.refresh_from_db()
    assert (job.state, later.state) == (JobState.DONE, JobState.WAITING)


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_stops_at_once_when_told():
    with worker() as process:
        wait_until_it_heeds(process, signal.SIGTERM)
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(10) == 0
        assert time.monotonic() - began < 3


def test_work_once_does_one_job_and_drain_the_rest(work, capsys):
    work("test.echo")(lambda run: {})
    for key in "abc":
        ask(key=key)

    call_command("work", "--once")
    assert Job.objects.filter(state=JobState.DONE).count() == 1
    call_command("work", "--drain")
    assert Job.objects.filter(state=JobState.DONE).count() == 3
    assert capsys.readouterr().out == "1 jobs done\n2 jobs done\n"


def test_unknown_work_is_looked_for_in_every_app():
    with pytest.raises(registry.UnknownWork):
        registry.get("test.nothing")


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
