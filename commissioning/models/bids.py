"""Money that the Commissioner bids for, and schemes with councils: advocates and their meetings."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissioning.choices import BidStatus
from commissioning.models.organisations import Priority
from commissioning.models.pipeline import money
from commissioning.querysets import KeptQuerySet, OfBidQuerySet, RegisterQuerySet
from interface.models import Versioned
from panels.models import Authority, PoliceArea


class FundingBid(Versioned):
    """A bid of the Commissioner, alone or in a consortium, for somebody else's money. Public from `published_at`.

    Life: being prepared → submitted → successful (in whole or in part) or not; or withdrawn.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="funding_bids")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("For what"), max_length=200)
    fund = models.CharField(_("Name of the fund"), max_length=200)
    funder = models.CharField(_("Whose fund it is"), max_length=200, blank=True)
    lead = models.CharField(_("Who leads the bid"), max_length=200, blank=True)
    about = models.TextField(_("What the money is for"), blank=True)
    asked = money(_("Asked for, in pounds"), null=True, blank=True)
    won = money(_("Received, in pounds"), null=True, blank=True)
    started_on = models.DateField(_("From"), null=True, blank=True)
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    term = models.CharField(_("For how long"), max_length=120, blank=True)
    submitted_on = models.DateField(_("Submitted on"), null=True, blank=True)
    outcome_due_on = models.DateField(_("Outcome expected on"), null=True, blank=True)
    outcome_on = models.DateField(_("Outcome known on"), null=True, blank=True)
    outcome = models.TextField(_("What came of it"), blank=True)
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="bids", verbose_name=_("Priority")
    )
    status = models.CharField(_("State"), max_length=10, choices=BidStatus.choices, default=BidStatus.PREPARING)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", F("submitted_on").desc(nulls_first=True), "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="commissioning_fundingbid_one_slug"),
            models.CheckConstraint(
                name="commissioning_fundingbid_submitted_has_a_day",
                condition=~Q(status="submitted") | Q(submitted_on__isnull=False),
                violation_error_message=_("Say on which day it was submitted"),
            ),
            models.CheckConstraint(
                name="commissioning_fundingbid_outcome_has_a_day",
                condition=~Q(status__in=["won", "part", "lost"]) | Q(outcome_on__isnull=False),
                violation_error_message=_("Say on which day the outcome was known"),
            ),
            models.CheckConstraint(
                name="commissioning_fundingbid_won_has_an_amount",
                condition=~Q(status__in=["won", "part"]) | Q(won__isnull=False),
                violation_error_message=_("Say how much was received"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, bid {self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("bids:bid-detail", args=[self.area.slug, self.slug])


class BidPartner(Versioned):
    """A partner in a bid."""

    bid = models.ForeignKey(FundingBid, on_delete=models.CASCADE, related_name="partners")
    number = models.PositiveIntegerField()
    name = models.CharField(_("Partner"), max_length=200)
    role = models.CharField(_("What it does in the bid"), max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfBidQuerySet.as_manager()

    class Meta:
        ordering = ["bid", "number"]
        constraints = [models.UniqueConstraint(fields=["bid", "number"], name="commissioning_bidpartner_one_number")]

    def __str__(self) -> str:
        return f"{self.bid}, partner {self.number}"


class Advocate(Versioned):
    """A councillor who speaks for a council on policing: one for each council at a time. Public."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="advocates")
    number = models.PositiveIntegerField()
    authority = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="advocates", verbose_name=_("Council")
    )
    council = models.CharField(_("Council, in words"), max_length=160, blank=True)
    councillor = models.CharField(_("Councillor"), max_length=120)
    policing_area = models.CharField(_("Policing area"), max_length=160, blank=True)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["area", "council", "authority__name", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="commissioning_advocate_one_number"),
            models.CheckConstraint(
                name="commissioning_advocate_has_a_council",
                condition=Q(authority__isnull=False) | ~Q(council=""),
                violation_error_message=_("Choose the council, or write its name"),
            ),
            models.CheckConstraint(
                name="commissioning_advocate_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, advocate {self.number}"


class AdvocateMeeting(Versioned):
    """A quarterly meeting of the councillor advocates. Public."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="advocate_meetings")
    number = models.PositiveIntegerField()
    held_on = models.DateField(_("Date"))
    place = models.CharField(_("Place"), max_length=160, blank=True)
    subjects = models.TextField(_("Subjects"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="commissioning_advocatemeeting_one_number"),
            models.UniqueConstraint(
                fields=["area", "held_on"], condition=Q(removed_at__isnull=True), name="commissioning_advocatemeeting_once",
                violation_error_message=_("There is a meeting on that day already"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.area}, advocates’ meeting {self.number}"
