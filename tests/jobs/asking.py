"""How these tests ask for work, and abandon it as a killed worker would."""

from datetime import timedelta

from django.db.models.functions import Now

from jobs import services
from jobs.models import Job


def ask(name: str = "test.echo", key: str = "one", **fields) -> Job:
    return services.enqueue(name, key=key, **{"payload": {}, **fields})


def abandon(job: Job) -> None:
    """As a worker that was killed leaves it: its lease has run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))
