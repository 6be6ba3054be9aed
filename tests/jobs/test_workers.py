"""Workers that vanish, are killed, or are told to stop."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from jobs import services
from jobs.choices import JobState
from jobs.models import Job
from tests.jobs.asking import abandon, ask

pytestmark = pytest.mark.django_db


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
