"""Named reads of the queue."""

from django.db import models

from jobs.choices import JobState

ALIVE = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(state__in=ALIVE)

    def ready(self, now):
        """Waiting jobs whose time has come, and running ones whose worker has stopped renewing its lease; oldest first."""
        waiting = models.Q(state=JobState.WAITING, run_after__lte=now)
        abandoned = models.Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(waiting | abandoned).order_by("run_after", "pk")

    def dead_letters(self):
        return self.filter(state=JobState.DEAD)
