"""What the two stores hold."""

from django.db import models

from documents.choices import StoreName


class StoredFile(models.Model):
    """A file under its own hash, in the public or the restricted store. Its content never changes.

    A file reaches the public store only when something that uses it is published.
    """

    store = models.CharField(max_length=10, choices=StoreName.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "sha256"], name="documents_storedfile_once_per_store")]

    def __str__(self) -> str:
        return f"{self.store} {self.sha256[:12]}"
