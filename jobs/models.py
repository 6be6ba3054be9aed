"""The queue of background work, kept in the portal's own database."""

import secrets

from django.conf import settings
from django.db import models

from jobs.choices import JobState
from jobs.querysets import ALIVE, JobQuerySet


def new_reference() -> str:
    return secrets.token_hex(8)


class Job(models.Model):
    """One piece of work, asked for by name.

    Life: waiting (`services.enqueue`) → running (a worker claims it under a lease that it renews) → done, failed,
    or cancelled (the worker ends it at its next progress report). A failure that may pass is tried again, up to
    `max_attempts`; then the job is dead: a dead letter that somebody looks at and may send back to waiting. A worker that
    dies leaves its lease to run out, and the next worker takes the job up again. `key` makes the same request twice one
    job while it is alive.
    """

    reference = models.CharField(max_length=16, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    area_slug = models.CharField(max_length=80, blank=True)
    payload = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    stage = models.CharField(max_length=100, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    cancel_requested = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()  # type: ignore[django-manager-missing]  # its querysets import nothing back

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"],
                condition=models.Q(state__in=ALIVE),
                name="jobs_job_one_alive_per_key",
            ),
        ]
        indexes = [models.Index(fields=["state", "run_after"], name="jobs_job_ready")]

    def __str__(self) -> str:
        return f"{self.name} {self.reference}"

    @property
    def is_alive(self) -> bool:
        return self.state in ALIVE
