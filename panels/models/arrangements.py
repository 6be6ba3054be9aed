"""What a panel has arranged for itself: notice of its host, shares of the cost, consents, delegations, its representatives."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.choices import ContributionStatus, Delegator, RepresentativeKind
from panels.models.area import Authority, Body, PoliceArea, ends_after_start
from panels.models.people import Person
from panels.models.service import Host
from panels.querysets import PublicQuerySet


class Election(Versioned):
    """A poll for the local policing body of an area.

    From the day of the poll to the day on which who was elected accepts the office lies the post-election period, which is not
    counted in the time for a hearing (Police Reform and Social Responsibility Act 2011, Schedule 8 paragraph 4(9)-(10)).
    `accepted_on` is empty until that has happened.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="elections")
    poll_on = models.DateField(_("Day of the poll"))
    accepted_on = models.DateField(_("Day on which the office was accepted"), null=True, blank=True)
    is_by_election = models.BooleanField(_("By-election"), default=False)
    note = models.CharField(_("What is not known of the dates"), max_length=200, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-poll_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "poll_on"], name="panels_election_one_a_day"),
            models.CheckConstraint(
                name="panels_election_accepted_after_poll",
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=models.F("poll_on")),
                violation_error_message=_("The office cannot be accepted before the poll"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, poll of {self.poll_on}"


class HostNotice(Versioned):
    """The notice that a host authority gives of its wish to stop, under the panel's own arrangements.

    How long it must be is a local rule (`host-notice-months`). `transfer_on` is when another is to take over. One that was
    taken back stays with its day.
    """

    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="notices")
    given_on = models.DateField(_("Notice given on"))
    transfer_on = models.DateField(_("Another host is to take over on"), null=True, blank=True)
    reason = models.TextField(_("Why"), blank=True)
    taken_back_on = models.DateField(_("Taken back on"), null=True, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["host", "-given_on"]
        constraints = [
            models.UniqueConstraint(fields=["host", "given_on"], name="panels_hostnotice_one_a_day"),
            models.CheckConstraint(
                name="panels_hostnotice_transfer_after_notice",
                condition=Q(transfer_on__isnull=True) | Q(transfer_on__gt=models.F("given_on")),
                violation_error_message=_("Another host cannot take over before notice was given"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}, notice of {self.given_on}"


class Contribution(Versioned):
    """What an authority gives towards the cost of a panel in one financial year, which starts in `year`.

    The authorities decide together how the costs are met (Police Reform and Social Responsibility Act 2011, Schedule 6
    paragraph 11(1)).
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contributions")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="contributions")
    year = models.PositiveSmallIntegerField(_("Financial year starting in"))
    amount = models.DecimalField(_("Amount"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    status = models.CharField(max_length=10, choices=ContributionStatus.choices, default=ContributionStatus.PENDING)
    agreed_on = models.DateField(_("Agreed on"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-year", "authority__name"]
        constraints = [models.UniqueConstraint(fields=["body", "authority", "year"], name="panels_contribution_one_a_year")]

    def __str__(self) -> str:
        return f"{self.authority}, {self.year}"


class CoOptionConsent(Versioned):
    """The Secretary of State's consent to more co-opted members than two (2011 Act, Schedule 6 paragraph 4(4)-(5))."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="co_option_consents")
    number = models.PositiveSmallIntegerField(_("Co-opted members in all"), validators=[MinValueValidator(1)])
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    source = models.CharField(_("Where it is written"), max_length=200)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-started_on"]
        constraints = [ends_after_start("panels_cooptionconsent_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.body}, {self.number} co-opted"


class Delegation(Versioned):
    """A power of the Commissioner or the panel that an office may use, between two dates, within limits.

    `number` is its address in the area's register. What was changed is ended, and a new one begins.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="delegations")
    number = models.PositiveIntegerField()
    delegator = models.CharField(_("Whose power"), max_length=14, choices=Delegator.choices)
    power = models.CharField(_("What may be done"), max_length=200)
    to_whom = models.CharField(_("By whom"), max_length=160)
    limits = models.TextField(_("Limits and conditions"), blank=True)
    provision = models.CharField(_("Under which provision"), max_length=200, blank=True)
    decided_by = models.CharField(_("Decided by"), max_length=200)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["area", "delegator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="panels_delegation_one_number"),
            ends_after_start("panels_delegation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, delegation {self.number}"


class Representative(Versioned):
    """A member who leads on a subject for the panel, or sits or observes for it on another body, between two dates.

    `on_body` is set where that body is one of the area's own; else `on_name` says which it is.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="representatives")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    kind = models.CharField(_("As what"), max_length=16, choices=RepresentativeKind.choices)
    subject = models.CharField(_("Subject"), max_length=160, blank=True)
    on_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="represented_by")
    on_name = models.CharField(_("On which body"), max_length=160, blank=True)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "kind", "subject", "on_name", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="panels_representative_one_number"),
            models.CheckConstraint(
                name="panels_representative_of_something",
                condition=~Q(subject="") | ~Q(on_name="") | Q(on_body__isnull=False),
                violation_error_message=_("Enter the subject, or the body on which the member sits"),
            ),
            ends_after_start("panels_representative_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, representative {self.number}"

    @property
    def where(self) -> str:
        """The body on which the member sits for the panel; empty for a link member."""
        return self.on_body.name if self.on_body else self.on_name
