"""A paper: what a report says, who may read it, and every version of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph, IntakeOutcome, Orientation, PaperKind, PaperStatus
from documents.models.files import StoredFile
from documents.querysets import PaperQuerySet
from interface.models import Versioned
from panels.models import Body, PoliceArea


class Paper(Versioned):
    """A report or other paper for a body's meeting.

    Life: draft (its versions may be replaced) → published, when its agenda is published and its current version
    freezes; then superseded by a later paper, or withdrawn to a tombstone with a reason. `access` says who may read it
    then. `author` is who was asked for it and sent it in: they see it while it is a draft. `replaces` is the withdrawn
    paper that a supplement puts another in place of. `collection` is the address of what it was written for (a
    meeting's slug); its own slug is unique there.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="papers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="papers")
    collection = models.SlugField(max_length=100)
    slug = models.SlugField(max_length=100)
    title = models.CharField(_("Title"), max_length=200)
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    source = models.CharField(_("Register"), max_length=60, blank=True)
    report_of = models.CharField(_("Report of"), max_length=200, blank=True)
    recommendation = models.TextField(_("What the panel is asked to do"), blank=True)
    financial_implications = models.TextField(_("Financial implications"), blank=True)
    legal_implications = models.TextField(_("Legal implications"), blank=True)
    equality_implications = models.TextField(_("Equality implications"), blank=True)
    background_papers = models.TextField(_("Background papers, one on each line"), blank=True)
    orientation = models.CharField(max_length=10, choices=Orientation.choices, default=Orientation.PORTRAIT)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    exempt_paragraph = models.PositiveSmallIntegerField(choices=ExemptParagraph.choices, null=True, blank=True)
    status = models.CharField(max_length=10, choices=PaperStatus.choices, default=PaperStatus.DRAFT)
    current = models.ForeignKey("PaperVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["collection", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "collection", "slug"], name="documents_paper_one_slug"),
            models.CheckConstraint(
                name="documents_paper_exempt_has_paragraph",
                condition=~models.Q(access=Access.EXEMPT) | models.Q(exempt_paragraph__isnull=False),
                violation_error_message=_("Choose the paragraph of Schedule 12A"),
            ),
        ]

    def __str__(self) -> str:
        """Names the paper in logs, the audit trail and messages: a private one without its title."""
        return f"{self.collection}/{self.slug}" if self.is_private else self.title

    @property
    def reference(self) -> str:
        """What the audit trail calls it: an address comes from a title, which may yet turn out to be private."""
        return f"paper-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:paper-detail", args=[self.area.slug, self.collection, self.slug])

    def clean(self) -> None:
        problems = {}
        if self.kind == PaperKind.LIVE and not self.source:
            problems["source"] = _("Choose the register that the paper is taken from")
        if self.access == Access.EXEMPT and self.exempt_paragraph is None:
            problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
        if problems:
            raise ValidationError(problems)

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def background_list(self) -> list[str]:
        return [line.strip() for line in self.background_papers.splitlines() if line.strip()]


class PaperVersion(models.Model):
    """What a paper said at one time. Never edited: a change makes the next number.

    Only what a second look at a draft's file learns is filled in: `page_texts` that were empty, and findings. `sha256`
    stays that of the file as it came.

    `html` is the clean body that web page and PDF share. `original` is an uploaded DOCX, ODT or PDF as it came: it
    lives in the restricted store and is never served to the public. `pdf` is the checked and rebuilt PDF of an upload:
    restricted until a public paper is published, and again once it is withdrawn. `printed` is the PDF of a
    written paper as it was published, `large_print` the same text in 18 point. `outcome` says how intake took an upload.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("Text"), blank=True)
    html = models.TextField(blank=True)
    charts = models.JSONField(default=dict, blank=True)
    original = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    original_name = models.CharField(max_length=200, blank=True)
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    printed = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    large_print = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=IntakeOutcome.choices, default=IntakeOutcome.ACCEPTED)
    page_texts = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["paper", "number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="documents_paperversion_one_number")]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"
