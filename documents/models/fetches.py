"""Who came by which paper, so that it is known when one has to be taken down."""

from django.conf import settings
from django.db import models

from documents.choices import FetchKind
from documents.models.packs import Pack
from documents.models.papers import Paper
from panels.models import PoliceArea


class Fetch(models.Model):
    """A paper or a pack that was sent to somebody. `user` is empty for the public, of whom nothing else is kept."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="+")
    collection = models.SlugField(max_length=100)
    kind = models.CharField(max_length=12, choices=FetchKind.choices)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="fetches")
    pack = models.ForeignKey(Pack, null=True, blank=True, on_delete=models.CASCADE, related_name="fetches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["area", "collection", "at"], name="documents_fetch_collection")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.collection}"
