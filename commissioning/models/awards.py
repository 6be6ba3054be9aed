"""Grants and contracts: what was awarded to whom, what for and why, and what belongs to an award until it ends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissioning.choices import (
    MADE,
    AwardKind,
    AwardStatus,
    CameFrom,
    DecidedBy,
    DocumentKind,
    ExtensionStatus,
    PartyRole,
    ReviewOutcome,
    Vat,
)
from commissioning.models.organisations import Priority, Provider, Service
from commissioning.models.pipeline import Application, Exercise, Fund, Lot, money
from commissioning.querysets import AwardQuerySet, OfAwardQuerySet, OfEitherQuerySet, OpenOfAwardQuerySet
from decisions.models import Decision
from documents.choices import Access, ExemptParagraph
from documents.models import StoredFile
from interface.models import Versioned
from panels.models import PoliceArea


class Award(Versioned):
    """A grant or a contract: provider, amount, purpose, conditions and reasons (SI 2011/3050, Schedule, paragraph 3(f)).

    Life: being prepared → awarded → live → ended; or cancelled with a reason. Public from `published_at`, which an award has only
    once it is made. `reference` (G-2022-001, C-2022-001) is given from a counter and stays: open data is identified by it.
    `amount` is in pounds as `vat` says. Of an exempt one (`access`) the public reads `neutral_title`, the paragraph of Schedule
    12A and the reason; `commercial_terms` are read by the office alone, whatever else is public. `their_identifier` is that of an
    award brought in from another publisher's file.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="awards")
    kind = models.CharField(_("Kind"), max_length=8, choices=AwardKind.choices)
    reference = models.CharField(max_length=16)
    title = models.CharField(_("Title"), max_length=200)
    purpose = models.TextField(_("What it is for"), blank=True)
    conditions = models.TextField(_("Conditions"), blank=True)
    reasons = models.TextField(_("Why it was awarded"), blank=True)
    is_crime_and_disorder = models.BooleanField(_("It is a crime and disorder reduction grant"), default=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Provider"))
    amount = money(_("Amount in pounds"))
    vat = models.CharField(_("VAT"), max_length=10, choices=Vat.choices, default=Vat.NOT_STATED)
    awarded_on = models.DateField(_("Awarded on"), null=True, blank=True)
    signed_on = models.DateField(_("Agreement signed on"), null=True, blank=True)
    started_on = models.DateField(_("From"), null=True, blank=True)
    ended_on = models.DateField(_("Last day"), null=True, blank=True)
    term = models.CharField(_("For how long"), max_length=160, blank=True)
    spend_by = models.DateField(_("To be spent by"), null=True, blank=True)
    framework = models.CharField(_("Framework agreement"), max_length=200, blank=True)
    fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Fund"))
    exercise = models.ForeignKey(
        Exercise, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Procurement or round")
    )
    application = models.OneToOneField(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="award")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Lot"))
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="awards", verbose_name=_("Priority")
    )
    services = models.ManyToManyField(Service, blank=True, related_name="awards", verbose_name=_("Services"))
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    decided_by = models.CharField(_("Who decided"), max_length=12, choices=DecidedBy.choices, default=DecidedBy.NOT_STATED)
    decided_words = models.CharField(_("Name of who decided"), max_length=160, blank=True)
    access = models.CharField(_("Who may read it"), max_length=10, choices=Access.choices, default=Access.PUBLIC)
    neutral_title = models.CharField(_("Title that the public sees"), max_length=200, blank=True)
    commercial_terms = models.TextField(_("Commercial terms"), blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        _("Paragraph of Schedule 12A"), choices=ExemptParagraph.choices, null=True, blank=True
    )
    public_interest_reason = models.TextField(_("Why the public interest is in withholding it"), blank=True)
    status = models.CharField(_("State"), max_length=10, choices=AwardStatus.choices, default=AwardStatus.DRAFT)
    cancelled_why = models.CharField(_("Why it is cancelled"), max_length=300, blank=True)
    came_from = models.CharField(max_length=12, choices=CameFrom.choices, default=CameFrom.PORTAL)
    their_identifier = models.CharField(_("Identifier in the file it came from"), max_length=200, blank=True)
    source_url = models.URLField(_("Where it was published"), max_length=300, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["area", F("awarded_on").desc(nulls_first=True), "-reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="commissioning_award_one_reference"),
            models.UniqueConstraint(
                fields=["area", "their_identifier"], condition=~Q(their_identifier=""),
                name="commissioning_award_brought_in_once",
            ),
            models.CheckConstraint(
                name="commissioning_award_amount_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("The amount must not be less than nothing"),
            ),
            models.CheckConstraint(
                name="commissioning_award_made_has_a_day",
                condition=~Q(status__in=sorted(MADE)) | Q(awarded_on__isnull=False),
                violation_error_message=_("Say on which day it was awarded"),
            ),
            models.CheckConstraint(
                name="commissioning_award_public_when_made",
                condition=Q(published_at__isnull=True) | Q(awarded_on__isnull=False),
                violation_error_message=_("Publish is not open: it is not awarded"),
            ),
            models.CheckConstraint(
                name="commissioning_award_cancelled_says_why",
                condition=~Q(status="cancelled") | ~Q(cancelled_why=""),
                violation_error_message=_("Say why it is cancelled"),
            ),
            models.CheckConstraint(
                name="commissioning_award_private_is_explained",
                condition=(Q(access="public") & Q(commercial_terms=""))
                | (Q(exempt_paragraph__isnull=False) & ~Q(public_interest_reason="")),
                violation_error_message=_("What is private needs a paragraph of Schedule 12A and a public-interest reason"),
            ),
            models.CheckConstraint(
                name="commissioning_award_private_has_neutral_title",
                condition=Q(access="public") | ~Q(neutral_title=""),
                violation_error_message=_("Enter the title that the public sees"),
            ),
            models.CheckConstraint(
                name="commissioning_award_is_public_or_exempt", condition=Q(access__in=["public", "exempt"])
            ),
            models.CheckConstraint(
                name="commissioning_award_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Names it in logs, the trail and messages without its title, which may be private."""
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("awards:award-detail", args=[self.area.slug, self.reference])

    @property
    def is_grant(self) -> bool:
        return self.kind == AwardKind.GRANT

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def is_out(self) -> bool:
        return self.published_at is not None

    @property
    def public_title(self) -> str:
        """What anybody may be told that it is about."""
        return self.neutral_title if self.is_private else self.title


class Party(Versioned):
    """Another organisation in an award: a partner of the consortium, or a subcontractor."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="parties")
    number = models.PositiveIntegerField()
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="parts", verbose_name=_("Organisation"))
    role = models.CharField(_("As what"), max_length=14, choices=PartyRole.choices, default=PartyRole.PARTNER)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        ordering = ["award", "number"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="commissioning_party_one_number"),
            models.UniqueConstraint(
                fields=["award", "provider"], condition=Q(removed_at__isnull=True), name="commissioning_party_once",
                violation_error_message=_("This organisation stands there already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.award}, party {self.number}"


class Share(Versioned):
    """What one funder gives to a joint exercise or award: per cent or pounds. All of one kind, and together all of it."""

    exercise = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.CASCADE, related_name="shares")
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.CASCADE, related_name="shares")
    number = models.PositiveIntegerField()
    funder = models.CharField(_("Funder"), max_length=200)
    organisation = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="shares", verbose_name=_("Organisation")
    )
    percent = models.DecimalField(_("Share in per cent"), max_digits=7, decimal_places=4, null=True, blank=True)
    amount = money(_("Share in pounds"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfEitherQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "award", "number"]
        constraints = [
            models.CheckConstraint(
                name="commissioning_share_of_one_thing",
                condition=Q(exercise__isnull=True, award__isnull=False) | Q(exercise__isnull=False, award__isnull=True),
            ),
            models.CheckConstraint(
                name="commissioning_share_is_one_figure",
                condition=Q(percent__isnull=True, amount__gte=0) | Q(amount__isnull=True, percent__gte=0, percent__lte=100),
                violation_error_message=_("Enter the share in per cent or in pounds, not both"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award or self.exercise}, share {self.number}"


class Extension(Versioned):
    """An option to extend a contract: until when, and by when it must be decided.

    Life: to be decided → invoked (the contract then ends on `until_on`), or not taken.
    """

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="extensions")
    number = models.PositiveIntegerField()
    words = models.CharField(_("Option"), max_length=200)
    until_on = models.DateField(_("Until"))
    decide_by = models.DateField(_("To be decided by"), null=True, blank=True)
    amount = money(_("Adds in pounds"), null=True, blank=True)
    status = models.CharField(_("State"), max_length=10, choices=ExtensionStatus.choices, default=ExtensionStatus.OPEN)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        ordering = ["award", "number"]
        constraints = [
            models.UniqueConstraint(fields=["award", "number"], name="commissioning_extension_one_number"),
            models.CheckConstraint(
                name="commissioning_extension_decided_has_a_day",
                condition=Q(status="open", decided_on__isnull=True) | (~Q(status="open") & Q(decided_on__isnull=False)),
                violation_error_message=_("Say on which day it was decided"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}, extension {self.number}"


class Variation(Versioned):
    """A change of an award after it was made: of its amount, its last day or its terms. `private_note` is the office's."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="variations")
    number = models.PositiveIntegerField()
    on = models.DateField(_("Date"))
    words = models.CharField(_("What changes"), max_length=300)
    change = money(_("Changes the amount by, in pounds"), default=0)
    ended_on = models.DateField(_("New last day"), null=True, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    private_note = models.TextField(_("Commercial terms"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        ordering = ["award", "on", "number"]
        constraints = [models.UniqueConstraint(fields=["award", "number"], name="commissioning_variation_one_number")]

    def __str__(self) -> str:
        return f"{self.award}, variation {self.number}"


class Document(Versioned):
    """A file of an exercise or an award. An exempt one is the office's alone."""

    exercise = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.CASCADE, related_name="documents")
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=14, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    title = models.CharField(_("Title"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    access = models.CharField(_("Who may read it"), max_length=10, choices=Access.choices, default=Access.PUBLIC)
    exempt_paragraph = models.PositiveSmallIntegerField(
        _("Paragraph of Schedule 12A"), choices=ExemptParagraph.choices, null=True, blank=True
    )
    public_interest_reason = models.TextField(_("Why the public interest is in withholding it"), blank=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfEitherQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "award", "number"]
        constraints = [
            models.CheckConstraint(
                name="commissioning_document_of_one_thing",
                condition=Q(exercise__isnull=True, award__isnull=False) | Q(exercise__isnull=False, award__isnull=True),
            ),
            models.CheckConstraint(
                name="commissioning_document_private_is_explained",
                condition=Q(access="public") | (Q(exempt_paragraph__isnull=False) & ~Q(public_interest_reason="")),
                violation_error_message=_("What is private needs a paragraph of Schedule 12A and a public-interest reason"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award or self.exercise}, document {self.number}"


class Review(Versioned):
    """A review of an award: what was found and what follows. Public where `is_public` and the award is."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="reviews")
    number = models.PositiveIntegerField()
    on = models.DateField(_("Date"))
    findings = models.TextField(_("What was found"))
    outcome = models.CharField(_("What follows"), max_length=10, choices=ReviewOutcome.choices, default=ReviewOutcome.CONTINUE)
    is_public = models.BooleanField(_("Everybody may read it"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OpenOfAwardQuerySet.as_manager()

    class Meta:
        ordering = ["award", "-on", "number"]
        constraints = [models.UniqueConstraint(fields=["award", "number"], name="commissioning_review_one_number")]

    def __str__(self) -> str:
        return f"{self.award}, review {self.number}"
