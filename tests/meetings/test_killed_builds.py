"""A worker killed in the middle of a build leaves nothing that anybody can read, and its job is taken up again."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.db.models.functions import Now

from documents.choices import StoreName
from documents.models import Pack, StoredFile
from documents.services.files import SHA256, read_bytes, sweep_files
from jobs.choices import JobState
from jobs.models import Job
from meetings.services import add_paper, update_item
from meetings.services.packs import request_packs
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory

KILLS, SEED = 20, 20220317
MOST_TURNS = 4 * KILLS  # a build that had ended when the blow fell does not count
# A worker that is warm and waits for a word, forked off for every build, so that a kill costs no start
WORKER = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
for alias in ("default", "owner"):
    connections[alias].settings_dict["NAME"] = sys.argv[1]
settings.STORES = {"public": sys.argv[2], "restricted": sys.argv[3]}
from django.core.management import call_command
from documents.rendering import render_piece  # what a build imports, imported before the first fork
import meetings.tasks
connections.close_all()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.setsid()
        call_command("work", "--once", stdout=open(os.devnull, "w"))
        os._exit(0)
    print(child, flush=True)
"""


@pytest.fixture
def stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    return settings.STORES


@pytest.fixture
def meeting(transactional_db, stores):
    """A small agenda of two papers, not built yet."""
    made = ReadyMeetingFactory()
    Pack.objects.all().delete()
    item = made.agenda_items.first()
    for title in ("One", "Two"):
        add_paper(item=item, actor=None, title=title, text=f"## Words\n\nThe text of {title}.")
    return made


@pytest.fixture
def clerk(meeting):
    return AppointmentFactory(area=meeting.area).user


@contextlib.contextmanager
def workers(stores):
    """Gives what starts a worker on one job; its number comes back."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "panel_portal.settings.test"}
    name = connections["default"].settings_dict["NAME"]
    command = [sys.executable, "-c", WORKER, name, str(stores["public"]), str(stores["restricted"])]
    mother = subprocess.Popen(
        command, cwd=django_settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert mother.stdin
    assert mother.stdout
    started: list[int] = []

    def start() -> int:
        mother.stdin.write("go\n")
        mother.stdin.flush()
        started.append(int(mother.stdout.readline()))
        return started[-1]

    try:
        assert mother.stdout.readline() == "ready\n"
        yield start
    finally:
        for child in started:
            kill(child)
        mother.kill()
        mother.communicate()


def kill(child: int) -> None:
    """The worker and the processes that it draws papers with."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


def wait_for_claim(job: Job) -> None:
    attempts = job.attempts
    for _turn in range(400):
        job.refresh_from_db()
        if job.attempts > attempts:
            return
        time.sleep(0.01)
    raise AssertionError("No worker took the job")


def wait_for_end(job: Job, child: int) -> None:
    for _turn in range(1200):
        job.refresh_from_db()
        if not job.is_alive:
            return
        time.sleep(0.05)
    kill(child)
    raise AssertionError((job.state, job.stage, job.error))


def fresh_build(meeting, clerk) -> Job:
    """Another build of something new, so that none is given back from the cache."""
    Job.objects.all().delete()
    item = meeting.agenda_items.first()
    update_item(item=item, actor=None, version=item.version, title=f"Title {random.random()}")
    return request_packs(meeting=meeting, actor=clerk)


def nothing_half(stores) -> None:
    """Every row has its whole file; what lies in the stores without a row has no name that anything is served by."""
    for file in StoredFile.objects.all():
        assert len(read_bytes(file)) == file.size
    for pack in Pack.objects.select_related("file", "screen"):
        for file in (pack.file, pack.screen):
            data = read_bytes(file)
            assert data.startswith(b"%PDF")
            assert data.rstrip().endswith(b"%%EOF")
    for store in StoreName.values:
        for path in Path(stores[store]).glob("??/??/*"):
            is_whole = SHA256.fullmatch(path.name) is not None
            assert is_whole or path.name.endswith(".part")


@pytest.mark.django_db(transaction=True)
def test_killed_at_random_moments(meeting, clerk, stores):
    chance = random.Random(SEED)
    with workers(stores) as start:
        for _first_and_second in range(2):  # from the second on most pieces are there already
            job = fresh_build(meeting, clerk)
            begun = time.monotonic()
            wait_for_end(job, start())
            whole = time.monotonic() - begun
            assert job.state == JobState.DONE
        in_the_middle = 0
        job = fresh_build(meeting, clerk)
        for _turn in range(MOST_TURNS):
            if in_the_middle == KILLS:
                break
            before = set(Pack.objects.values_list("pk", flat=True))
            child = start()
            wait_for_claim(job)
            time.sleep(chance.uniform(0, 0.6 * whole))
            kill(child)
            job.refresh_from_db()
            nothing_half(stores)
            if job.state == JobState.RUNNING:
                in_the_middle += 1
                made = Pack.objects.exclude(pk__in=before)
                assert made.count() in (0, 1)  # a pack is there whole before its job says so, or not at all
                # as when the lease runs out, with attempts left
                Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1), max_attempts=job.attempts + 2)
            else:
                assert job.state == JobState.DONE
                job = fresh_build(meeting, clerk)
        wait_for_end(job, start())

        assert job.state == JobState.DONE
        assert in_the_middle == KILLS
    sweep_files()
    nothing_half(stores)
    assert not list(Path(stores["restricted"]).glob("**/*.part"))


@pytest.mark.django_db(transaction=True)
def test_a_build_that_kills_its_worker_every_time_fails_visibly(meeting, clerk, stores):
    job = request_packs(meeting=meeting, actor=clerk)
    with workers(stores) as start:
        for _turn in range(job.max_attempts):
            child = start()
            wait_for_claim(job)
            kill(child)
            Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(lease_until=Now() - timedelta(seconds=1))
            Job.objects.filter(pk=job.pk).exclude(state=JobState.DONE).update(run_after=Now())
        wait_for_end(job, start())

    assert job.state in (JobState.DEAD, JobState.DONE)
    nothing_half(stores)
