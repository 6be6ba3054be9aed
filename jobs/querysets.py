"""Named reads of the queue."""

from django.db import models
from django.db.models.functions import Now

from jobs.choices import JobState

ALIVE = (JobState.WAITING, JobState.RUNNING)

# What a worker says while it works: the stage when there is a new one, and another minute of lease. The number of the
# attempt is its key: a worker whose lease ran out, and whose job another took up, changes nothing.
RENEW = """
    UPDATE jobs_job SET
        stage = coalesce(%(stage)s, stage),
        done_count = coalesce(%(done)s, done_count),
        total_count = coalesce(%(total)s, total_count),
        lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
    WHERE id = %(job)s AND state = 'running' AND attempts = %(attempt)s
    RETURNING cancel_requested
"""


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Administrators alone see the queue, and their page asks for that; to others it is not there."""
        return self.all() if user.is_authenticated else self.none()

    def alive(self):
        return self.filter(state__in=ALIVE)

    def ready(self):
        """Waiting jobs whose time has come, and running ones whose worker has stopped renewing its lease; oldest first.

        The database's own clock decides: it is one for all workers, and no setting can make it stand on another day.
        """
        waiting = models.Q(state=JobState.WAITING, run_after__lte=Now())
        abandoned = models.Q(state=JobState.RUNNING, lease_until__lt=Now())
        return self.filter(waiting | abandoned).order_by("run_after", "pk")

    def dead_letters(self):
        return self.filter(state=JobState.DEAD)

    def for_page(self):
        return self.select_related("requested_by").order_by("-pk")

    def for_work(self, name: str, **payload):
        """The jobs of one kind of work on one thing; the caller has asked whether the reader may know of it."""
        return self.filter(name=name, **{f"payload__{key}": value for key, value in payload.items()})
