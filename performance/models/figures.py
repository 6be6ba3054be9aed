"""Files of figures as they come, and how their columns are read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import new_reference
from documents.models import StoredFile
from interface.models import Versioned
from panels.models import PoliceArea
from performance.choices import Layout, UploadStatus
from performance.querysets import OfficeQuerySet


class ColumnMapping(Versioned):
    """How the columns of a layout are read, kept so that the next file of the same kind needs no questions.

    `reading` is JSON: what each column means and which words in it name which measure. The office's own.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="column_mappings")
    slug = models.SlugField(max_length=60)
    title = models.CharField(_("Name of the layout"), max_length=120)
    layout = models.CharField(_("Layout"), max_length=6, choices=Layout.choices)
    reading = models.JSONField(default=dict)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["area", "title"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="performance_columnmapping_one_slug")]

    def __str__(self) -> str:
        return f"{self.area}, layout {self.slug}"


class FiguresUpload(Versioned):
    """A file of figures that somebody sent, and what became of it. The office's own.

    Life: sent (a job reads it) → refused (`problems`: a list of {row, column, reason}) or read (the analyst looks through what
    it would do: `made`, `revised`, `same` and `notices`, a list of the same shape) → accepted (a job brings it in) → done, or
    refused after all; or dropped. `digest` is the file's, so that the same file is known again.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="figures_uploads")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    mapping = models.ForeignKey(ColumnMapping, null=True, blank=True, on_delete=models.PROTECT, related_name="uploads")
    reading = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=8, choices=UploadStatus.choices, default=UploadStatus.SENT)
    why = models.CharField(_("Why figures are revised"), max_length=300, blank=True)
    made = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area}, figures {self.reference}"
