"""An agenda: the template it starts from, its items, the papers they carry, and what was published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from documents.models import Paper
from interface.models import Versioned
from meetings.choices import ItemKind, ItemState, ItemType, LateGround, MeetingKind, StandingContent
from meetings.models.meeting import Meeting
from meetings.models.supplements import Supplement
from meetings.querysets import AgendaItemQuerySet
from panels.models import Body


class TemplateItem(Versioned):
    """A standing item: a new agenda of the body starts with these, in order."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="template_items")
    kind = models.CharField(max_length=24, choices=MeetingKind.choices, default=MeetingKind.ORDINARY)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    purpose = models.CharField(_("Purpose"), max_length=400, blank=True)
    item_type = models.CharField(max_length=12, choices=ItemType.choices, default=ItemType.NOTE)
    lead = models.CharField(_("Lead"), max_length=120, blank=True)
    content = models.CharField(max_length=20, choices=StandingContent.choices, blank=True, default="")
    needs_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["body", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "position"], name="meetings_templateitem_one_place"),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Versioned):
    """One line of an agenda: an item, a sub-item of one, or a heading that takes no number.

    `title` of a private item is for members only; all others read `neutral_title`, the paragraph of Schedule 12A and
    why the public interest is in withholding it (Local Government Act 1972, s.100B and Schedule 12A).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="sub_items")
    slug = models.SlugField(max_length=100)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12, blank=True, editable=False)
    kind = models.CharField(max_length=10, choices=ItemKind.choices, default=ItemKind.ITEM)
    item_type = models.CharField(_("What the panel does"), max_length=12, choices=ItemType.choices, default=ItemType.NOTE)
    title = models.CharField(_("Title"), max_length=200)
    purpose = models.CharField(_("Purpose"), max_length=400, blank=True)
    lead = models.CharField(_("Lead"), max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=ItemState.choices, default=ItemState.EXPECTED)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    neutral_title = models.CharField(_("Title that the public sees"), max_length=200, blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        _("Paragraph of Schedule 12A"), choices=ExemptParagraph.choices, null=True, blank=True
    )
    public_interest_reason = models.TextField(_("Why the public interest is in withholding it"), blank=True)
    content = models.CharField(max_length=20, choices=StandingContent.choices, blank=True, default="")
    needs_paper = models.BooleanField(default=False)
    chair_note = models.TextField(_("Note for the Chair"), blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "slug"], name="meetings_agendaitem_one_slug"),
            models.CheckConstraint(
                name="meetings_agendaitem_private_is_explained",
                condition=~models.Q(access=Access.EXEMPT)
                | (models.Q(exempt_paragraph__isnull=False) & ~models.Q(neutral_title="") & ~models.Q(public_interest_reason="")),
                violation_error_message=_("A private item needs a neutral title, a paragraph and a public-interest reason"),
            ),
        ]

    def __str__(self) -> str:
        return self.neutral_title if self.is_private else self.title

    @property
    def reference(self) -> str:
        """What the audit trail calls it: an address comes from a title, which may yet turn out to be private."""
        return f"item-{self.pk}"

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def was_opened(self) -> bool:
        """Public now, but private when the agenda went out: the title that the public had then is still there."""
        return not self.is_private and bool(self.neutral_title)


class ItemPaper(models.Model):
    """A paper that an item carries, in order: with the agenda, or in a `supplement` that follows it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="item_papers")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="item_paper")
    position = models.PositiveSmallIntegerField(default=1)
    supplement = models.ForeignKey(Supplement, null=True, blank=True, on_delete=models.PROTECT, related_name="item_papers")

    class Meta:
        ordering = ["item", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="meetings_itempaper_one_place")]

    def __str__(self) -> str:
        return f"{self.paper} under {self.item}"

    @property
    def is_on_agenda(self) -> bool:
        """Whether it belongs to the agenda as its readers see it: what a supplement is being prepared with does not."""
        return self.supplement is None or self.supplement.is_out


class AgendaVersion(models.Model):
    """What was published: the agenda as it stood, by whom, and how many clear working days ahead. Never edited.

    `snapshot` holds the public face alone: neutral titles, no private text.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda_versions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    clear_days = models.PositiveSmallIntegerField()
    clear_days_required = models.PositiveSmallIntegerField()
    provision = models.CharField(max_length=200)
    late_ground = models.CharField(max_length=14, choices=LateGround.choices, blank=True, default="")
    late_provision = models.CharField(max_length=200, blank=True, default="")
    late_reason = models.CharField(_("Why it is urgent"), max_length=300, blank=True, default="")
    late_agreed_by = models.CharField(_("Chair who agreed"), max_length=120, blank=True, default="")
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_agendaversion_one_number")]

    def __str__(self) -> str:
        return f"{self.meeting}, agenda version {self.number}"


class AgendaUndo(models.Model):
    """The agenda as it stood before its last change, so that the change can be undone. Gone once the agenda is out.

    It holds private titles too, and is read by nobody but the service that restores it.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="undo")
    label = models.CharField(max_length=200)
    snapshot = models.JSONField()
    meeting_version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.label
