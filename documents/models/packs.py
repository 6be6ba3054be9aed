"""A pack: papers made into one numbered document."""

from django.db import models

from documents.choices import Edition, PackStatus
from documents.models.files import StoredFile
from documents.querysets import PackQuerySet
from panels.models import Body, PoliceArea


class Pack(models.Model):
    """A whole pack, stored under its hash. A row exists only once the file is safe in its store.

    Life: preview (for those who prepare it) → published with its agenda → superseded by a later number. The file and
    the manifest never change; `inputs` is the hash of everything it was built from, so an out-of-date pack can be told.
    `part` is 0 for the pack and 1, 2, … for its supplements, whose numbers go on where the members' edition ended. `file`
    is the print edition; `screen` is the same pages without fillers, under the same numbers.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="packs")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="packs")
    collection = models.SlugField(max_length=100)
    part = models.PositiveSmallIntegerField(default=0)
    edition = models.CharField(max_length=10, choices=Edition.choices)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=PackStatus.choices, default=PackStatus.PREVIEW)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    page_count = models.PositiveIntegerField()
    screen = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    screen_pages = models.PositiveIntegerField(default=0)
    manifest = models.JSONField()
    inputs = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["collection", "part", "edition", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "collection", "part", "edition", "number"], name="documents_pack_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.collection} {self.edition} {self.number}"

    @property
    def sha256(self) -> str:
        return self.file.sha256
