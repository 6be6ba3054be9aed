"""Jobs asked for, done once and in order, and their progress."""

import contextlib
import threading
import time

import pytest
from django.db import connection, transaction

from jobs import registry, services
from jobs.choices import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.jobs.asking import abandon, ask

pytestmark = pytest.mark.django_db


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
        before = cursor.fetchone()  # one that a test before is still closing may be among them
    for key in "abc":
        ask(key=key)
    services.run_all()
    time.sleep(0.2)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        assert cursor.fetchone() <= before


# Unknown


def test_unknown_work_is_looked_for_in_every_app():
    with pytest.raises(registry.UnknownWork):
        registry.get("test.nothing")
