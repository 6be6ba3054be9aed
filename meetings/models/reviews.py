"""What a panel looks into of its own accord: proactive scrutiny reviews; and the business that comes round every year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from documents.models import Paper
from interface.models import Versioned
from meetings.choices import EvidenceKind, ReviewStatus
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import CycleQuerySet, EvidenceQuerySet, ReviewQuerySet
from panels.models import Body, Person, PoliceArea


class Review(Versioned):
    """A topic that a panel examines of its own accord, to support and challenge the policing body (2011 Act, s.28(2), (6)).

    Life: planned → gathering evidence → reported (the report is printed and published, s.28(7)) → answered (a response to
    each recommendation has come) → closed. Draft until `published_at`; what it recommends are `meetings` recommendations
    with `review` set. `scope`, `findings` and `conclusions` are Markdown; findings and conclusions are known to others only
    once it is reported.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="reviews")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reviews")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Topic"), max_length=200)
    why = models.TextField(_("Why the panel looks into it"), blank=True)
    scope = models.TextField(_("Scope"))
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews_led", verbose_name=_("Lead member")
    )
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.PLANNED)
    started_on = models.DateField(_("Begins on"))
    findings = models.TextField(_("What the panel found"), blank=True)
    conclusions = models.TextField(_("Conclusions"), blank=True)
    parts_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    response_due_on = models.DateField(_("Response asked for by"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_note = models.CharField(_("How it ended"), max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-started_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="meetings_review_one_slug"),
            models.CheckConstraint(
                name="meetings_review_reported_has_a_day",
                condition=~Q(status__in=["reported", "answered"]) | Q(reported_on__isnull=False),
                violation_error_message=_("Enter the day of the report"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, review {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:review-detail", args=[self.area.slug, self.slug])

    @property
    def is_reported(self) -> bool:
        return self.reported_on is not None


class ReviewMeeting(models.Model):
    """A meeting that takes up a review, and the item of its agenda where there is one."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews")
    what = models.CharField(_("What happens there"), max_length=200, blank=True)

    class Meta:
        ordering = ["review", "meeting__held_on", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="meetings_reviewmeeting_one_number")]

    def __str__(self) -> str:
        return f"{self.review}, meeting {self.number}"


class ReviewEvidence(Versioned):
    """Something that was taken into account: a paper of a meeting, what somebody wrote, a visit, figures as at a day.

    A private one is known to those entitled to private items; the public is told neither its words nor that it exists.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=10, choices=EvidenceKind.choices, default=EvidenceKind.WRITTEN)
    title = models.CharField(_("What it is"), max_length=200)
    given_by = models.CharField(_("From whom"), max_length=160, blank=True)
    on = models.DateField(_("Of which day"), null=True, blank=True)
    text = models.TextField(_("What it says"), blank=True)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    exempt_paragraph = models.PositiveSmallIntegerField(choices=ExemptParagraph.choices, null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["review", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="meetings_reviewevidence_one_number"),
            models.CheckConstraint(
                name="meetings_reviewevidence_exempt_names_paragraph",
                condition=~Q(access="exempt") | Q(exempt_paragraph__isnull=False),
                violation_error_message=_("Choose the paragraph of Schedule 12A"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, evidence {self.number}"


class ReviewWitness(Versioned):
    """Who is asked to speak to a review: an office or an organisation, by name only where that is public."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="witnesses")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Office or name"), max_length=160)
    organisation = models.CharField(_("Organisation"), max_length=160, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    heard_on = models.DateField(_("Heard on"), null=True, blank=True)
    text = models.TextField(_("What they said"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "number"]
        verbose_name_plural = "review witnesses"
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="meetings_reviewwitness_one_number")]

    def __str__(self) -> str:
        return f"{self.review}, witness {self.number}"


class CycleEntry(Versioned):
    """Business that a body has every year, from which a new work programme can be filled: what, in which month, and why.

    `provision` says which law asks for it; empty where it is the panel's custom.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cycle")
    number = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField(_("Month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    title = models.CharField(_("Business"), max_length=200)
    provision = models.CharField(_("Provision, where a law asks for it"), max_length=200, blank=True)
    notes = models.CharField(_("Notes"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes it takes"), null=True, blank=True)
    is_private = models.BooleanField(_("Not at a public meeting"), default=False)
    ended_on = models.DateField(_("No longer done from"), null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["body", "month", "number"]
        verbose_name_plural = "cycle entries"
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="meetings_cycleentry_one_number")]

    def __str__(self) -> str:
        return f"{self.body}, yearly business {self.number}"
