"""Texts that were set down in print and sent: reports of the panel, responses, letters, notices."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.choices import Access
from documents.models.files import StoredFile
from panels.models import PoliceArea


class Print(models.Model):
    """What went out in print, as it went out. Never edited: a new one is printed, and an earlier one may be withdrawn.

    `owner_kind` and `owner_key` say whose it is (a report of a case, a letter), and that thing alone decides who may read it:
    whoever serves a print has fetched its owner through `visible_to`. `html` is the text that was printed, clean, for the web
    page. The file lies in the public store only where `access` is public.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="prints")
    owner_kind = models.SlugField(max_length=40)
    owner_key = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=300)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.EXEMPT)
    html = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["owner_kind", "owner_key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_key", "number"], name="documents_print_one_number"),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its title."""
        return f"{self.owner_kind} {self.owner_key}, print {self.number}"
