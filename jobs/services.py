"""Asking for work, doing it, and what becomes of it.

Work may be done more than once: a worker that dies leaves it half done, and another begins it again. So a work begins by
looking at what is there already, and ends in one transaction of its own.
"""

import contextlib
import json
import logging
import threading
import traceback
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error as DatabaseError
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from jobs import registry
from jobs.choices import JobState
from jobs.models import Job
from jobs.querysets import RENEW

LEASE_SECONDS = 60
HEARTBEAT_SECONDS = 15
MORE_ATTEMPTS = 3
ONE_ALIVE = "jobs_job_one_alive_per_key"

logger = logging.getLogger("jobs")


class Cancelled(Exception):
    """Somebody asked for the job to be cancelled; raised in the work at its next progress report."""


class LeaseLost(Exception):
    """The lease ran out and the job is another worker's now, or nobody's: this worker stops and says nothing more."""


class Failed(Exception):
    """The work cannot be done, and trying again would not help. The reason is shown to whoever asked for it."""


class JobRun:
    """One attempt at a job, as the work sees it. What it reports is committed at once, on a connection of its own."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._lock = threading.Lock()
        # Inside a transaction (a test's) another connection could not see the job
        self._own_line = not connection.in_atomic_block
        self._line = connection.copy() if self._own_line else connection
        if self._own_line:
            self._line.inc_thread_sharing()

    @property
    def requested_by(self) -> User | None:
        return self.job.requested_by

    def progress(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is, and keep the job. Raises Cancelled when somebody asked for that."""
        self._obey(self._renew(stage.replace("\x00", "")[:100], done, total))

    def check(self) -> None:
        """Keep the job without saying anything new. Raises Cancelled when somebody asked for that."""
        self._obey(self._renew())

    def _renew(self, stage: str | None = None, done: int | None = None, total: int | None = None) -> tuple | None:
        words = {"stage": stage, "done": done, "total": total, "lease": LEASE_SECONDS}
        with self._lock:
            try:
                return self._written(words)
            except DatabaseError:
                if not self._own_line:
                    raise
                self._line.close()  # the database was restarted: once more, on a new connection
                return self._written(words)

    def _written(self, words: dict[str, Any]) -> tuple | None:
        with self._line.cursor() as cursor:
            cursor.execute(RENEW, {**words, "job": self.job.pk, "attempt": self.job.attempts})
            return cursor.fetchone()

    @staticmethod
    def _obey(row: tuple | None) -> None:
        if row is None:
            raise LeaseLost
        if row[0]:
            raise Cancelled

    @contextlib.contextmanager
    def heartbeat(self) -> Iterator[None]:
        """Renew the lease while a long stage has nothing to report."""
        stop = threading.Event()
        beat = threading.Thread(target=self._beat, args=[stop], name=f"lease of {self.job.reference}", daemon=True)
        if self._own_line:
            beat.start()
        try:
            yield
        finally:
            stop.set()
            if self._own_line:
                beat.join()
                self._line.close()

    def _beat(self, stop: threading.Event) -> None:
        while not stop.wait(HEARTBEAT_SECONDS):
            try:
                self._renew()
            except DatabaseError:
                logger.warning("The lease of %s could not be renewed", self.job.reference)


def enqueue(
    name: str,
    *,
    key: str,
    payload: dict[str, Any],
    requested_by: User | None = None,
    area_slug: str = "",
    max_attempts: int = MORE_ATTEMPTS,
) -> Job:
    """Ask for work. While a job of the same name and key waits or runs, asking again gives that job.

    The database decides which of two simultaneous askers comes first. The job becomes visible to workers when the
    caller's transaction commits.
    """
    for _turn in range(10):  # the job found alive may end before we read it
        try:
            with transaction.atomic():
                return Job.objects.create(
                    name=name, key=key, payload=payload, requested_by=requested_by, area_slug=area_slug,
                    max_attempts=max_attempts, created_at=clock.now(), run_after=Now(),
                )  # fmt: skip
        except IntegrityError as error:
            if ONE_ALIVE not in str(error):
                raise
        if alive := Job.objects.alive().filter(name=name, key=key).first():
            return alive
    raise RuntimeError(f"{name} {key} was neither made nor found")


@transaction.atomic
def request_cancel(job: Job, actor: User | None) -> Job:
    """Cancel a waiting job at once; ask the worker of a running one to stop at its next report.

    Raises ValidationError when the job has ended.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not job.is_alive:
        raise ValidationError(_("This work has ended. There is nothing to cancel"))
    job.cancel_requested = True
    if job.state == JobState.WAITING:
        job.state, job.finished_at = JobState.CANCELLED, clock.now()
    job.save(update_fields=["state", "cancel_requested", "finished_at"])
    record(actor=actor, action="jobs.cancel_requested", target=job)
    return job


@transaction.atomic
def retry(job: Job, actor: User | None) -> Job:
    """Send a job that failed, was given up or cancelled back to waiting, with three more attempts.

    Attempts go on counting, so that a worker of an earlier life of the job is still told apart. Raises ValidationError
    when the job is waiting, running or done, or when the same work has been asked for again since.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state not in (JobState.FAILED, JobState.DEAD, JobState.CANCELLED):
        raise ValidationError(_("Only work that failed, was given up or cancelled can be tried again"))
    job.state, job.error, job.cancel_requested = JobState.WAITING, "", False
    job.max_attempts, job.run_after, job.finished_at = job.attempts + MORE_ATTEMPTS, Now(), None
    try:
        with transaction.atomic():
            job.save(update_fields=["state", "error", "cancel_requested", "max_attempts", "run_after", "finished_at"])
    except IntegrityError as error:
        raise ValidationError(_("The same work has been asked for again since. Look at that job")) from error
    record(actor=actor, action="jobs.retried", target=job)
    job.refresh_from_db()
    return job


def claim_next(worker: str = "") -> Job | None:
    """Take the oldest job that is ready, under a lease; None when there is none. Two workers never take the same one.

    A job whose worker vanished is taken up again, unless it was to be cancelled, or has used up its attempts: what
    kills its worker every time would otherwise do so for ever.
    """
    while True:
        with transaction.atomic():
            job = Job.objects.ready().select_for_update(skip_locked=True, of=("self",)).first()
            if job is None:
                return None
            if job.state == JobState.RUNNING and (job.cancel_requested or job.attempts >= job.max_attempts):
                _give_up(job)
                continue
            job.state, job.attempts = JobState.RUNNING, job.attempts + 1
            job.stage, job.done_count, job.total_count, job.error = "", 0, 0, ""
            job.started_at, job.lease_until = clock.now(), Now() + timedelta(seconds=LEASE_SECONDS)
            job.save()
        job.refresh_from_db()
        logger.info("%s takes %s, attempt %d", worker, job, job.attempts)
        return job


def run_one(worker: str = "") -> Job | None:
    """Do the next job that is ready; gives the job as it ended, None when there was nothing to do."""
    job = claim_next(worker)
    if job is None:
        return None
    run = JobRun(job)
    with run.heartbeat():
        ending = _attempt(run)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    if ending and not Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts).update(**ending):
        logger.warning("%s ended after its lease had run out; nothing was recorded", job)
    job.refresh_from_db()
    return job


def run_all(limit: int = 1000) -> list[Job]:
    """Do every job that is ready, one after the other: for tests and for `work --drain`."""
    done: list[Job] = []
    while len(done) < limit and (job := run_one("inline")):
        done.append(job)
    return done


def _attempt(run: JobRun) -> dict[str, Any]:
    """Do the work and say how the job goes on: the columns to write, none when the job is no longer ours."""
    try:
        result = registry.get(run.job.name)(run, **run.job.payload)
        kept = json.loads(json.dumps(dict(result or {}), cls=DjangoJSONEncoder))
    except LeaseLost:
        logger.warning("%s lost its lease", run.job)
        return {}
    except Cancelled:
        return _ended(JobState.CANCELLED)
    except Failed as failure:
        return {**_ended(JobState.FAILED), "error": str(failure).replace("\x00", "")}
    except registry.UnknownWork:
        return {**_ended(JobState.DEAD), "error": _("No app knows this work")}
    except Exception as error:
        logger.error("%s failed, attempt %d: %s", run.job, run.job.attempts, _place_of(error))
        return _after_error(run.job, error)
    return {**_ended(JobState.DONE), "result": kept}


def _after_error(job: Job, error: Exception) -> dict[str, Any]:
    """Wait longer after each attempt; after the last the job is a dead letter."""
    where = {"error": _place_of(error)}
    if job.attempts >= job.max_attempts:
        return {**_ended(JobState.DEAD), **where}
    pause = timedelta(seconds=10 * 3 ** min(job.attempts - 1, 6))
    return {"state": JobState.WAITING, "lease_until": None, "run_after": Now() + pause, **where}


def _ended(state: JobState) -> dict[str, Any]:
    return {"state": state, "lease_until": None, "finished_at": clock.now()}


def _give_up(job: Job) -> None:
    job.state = JobState.CANCELLED if job.cancel_requested else JobState.DEAD
    job.error = "" if job.cancel_requested else _("The worker stopped before the end, %d times") % job.attempts
    job.lease_until, job.finished_at = None, clock.now()
    job.save(update_fields=["state", "error", "lease_until", "finished_at"])


def _place_of(error: Exception) -> str:
    """What went wrong and where, without the error's own words: those may quote a private paper or a person."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(settings.BASE_DIR)) and ".venv" not in frame.filename]
    if not ours:
        return type(error).__name__
    file = Path(ours[-1].filename).relative_to(settings.BASE_DIR)
    return f"{type(error).__name__}, {file} line {ours[-1].lineno}"
