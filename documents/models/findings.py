"""What was found in an uploaded file, and what somebody decided about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.choices import BLOCKING_FINDINGS, FindingKind, FindingState
from documents.models.papers import PaperVersion


class Finding(models.Model):
    """One thing that intake found in one version of a paper.

    Life: open → kept (with a reason), removed (a new version without it), or published nonetheless, for which
    `answered_for` names who decided. It can be opened again while the paper is a draft. `quote` is restricted: it may be
    the very words that a box was to hide. `marks` are [left, top, right, bottom] in fractions of the visible page.
    """

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=FindingKind.choices)
    page = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    marks = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.OPEN)
    reason = models.CharField(_("Why"), max_length=300, blank=True)
    answered_for = models.CharField(_("Who decided"), max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="documents_finding_one_place"),
            models.CheckConstraint(
                name="documents_finding_is_decided_by_someone",
                condition=models.Q(state=FindingState.OPEN) | models.Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs without what it quotes."""
        return f"finding {self.position} of version {self.version_id}"

    @property
    def is_blocking(self) -> bool:
        """Whether the paper may not go out while this is open."""
        return self.state == FindingState.OPEN and self.kind in BLOCKING_FINDINGS
