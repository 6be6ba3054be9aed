"""Typed links between things: what answers, bears on or follows from what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.choices import Relation
from panels.models import PoliceArea


class Link(models.Model):
    """One thing says something of another: a paper answers an action, a minute closes it, a response meets a recommendation.

    Each end is a kind entered in `documents.links` and the row's key there; a reader sees a link only when the register shows
    them both ends. `page` is a page of the pack that carries the paper. A link is never edited: it is removed and made anew.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="links")
    number = models.PositiveIntegerField()
    source_kind = models.CharField(max_length=20)
    source_key = models.BigIntegerField()
    relation = models.CharField(max_length=12, choices=Relation.choices)
    target_kind = models.CharField(max_length=20)
    target_key = models.BigIntegerField()
    page = models.PositiveIntegerField(_("Page of the pack"), null=True, blank=True)
    note = models.CharField(_("What it shows"), max_length=300, blank=True)
    on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["area", "number"]
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="documents_link_one_number")]
        indexes = [
            models.Index(fields=["target_kind", "target_key"], name="documents_link_target"),
            models.Index(fields=["source_kind", "source_key"], name="documents_link_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_key} {self.relation} {self.target_kind} {self.target_key}"
