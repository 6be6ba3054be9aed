"""Who provides what to whom, which priorities money serves, and as whom the Commissioner publishes open data."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissioning.choices import ProviderKind, ServiceFor
from commissioning.querysets import KeptQuerySet, RegisterQuerySet
from interface.models import Versioned
from panels.models import PoliceArea


class Priority(Versioned):
    """What spending is told by: a priority of the police and crime plan, or a heading of the Commissioner's own. Public."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="spending_priorities")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(_("Order"), default=1)
    title = models.CharField(_("Priority"), max_length=160)
    plan_words = models.CharField(_("Where it stands"), max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["area", "position", "title"]
        verbose_name_plural = "priorities"
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="commissioning_priority_one_slug")]

    def __str__(self) -> str:
        return self.title


class Provider(Versioned):
    """An organisation that receives grants, has contracts or provides services; a funder too. Public from `published_at`.

    `charity_number` and `company_number` are kept as their registers write them; only their form is checked, since neither has a
    check digit. `identifier` is one of another register, whole, such as GB-LAE-BST. People are never entered here.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="providers")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=20, choices=ProviderKind.choices, default=ProviderKind.OTHER)
    charity_number = models.CharField(_("Charity number"), max_length=12, blank=True)
    company_number = models.CharField(_("Company number"), max_length=8, blank=True)
    identifier = models.CharField(_("Identifier in another register"), max_length=80, blank=True)
    about = models.TextField(_("What it does"), blank=True)
    url = models.URLField(_("Website"), max_length=300, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=8, blank=True)
    note = models.TextField(_("Note for the office"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "name"]
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="commissioning_provider_one_slug")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services:provider-detail", args=[self.area.slug, self.slug])


class Service(Versioned):
    """A service that the Commissioner pays for, as somebody who needs it looks for it. Public from `published_at`."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Name of the service"), max_length=200)
    helps = models.CharField(_("Whom it helps"), max_length=20, choices=ServiceFor.choices, default=ServiceFor.VICTIMS)
    about = models.TextField(_("What it does"), blank=True)
    who_for = models.TextField(_("Who can use it"), blank=True)
    where = models.CharField(_("Where"), max_length=300, blank=True)
    hours = models.CharField(_("When it is open"), max_length=200, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    url = models.URLField(_("Website"), max_length=300, blank=True)
    how_to_reach = models.TextField(_("How to get help"), blank=True)
    providers = models.ManyToManyField(Provider, blank=True, related_name="services", verbose_name=_("Who provides it"))
    priority = models.ForeignKey(
        Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="services", verbose_name=_("Priority")
    )
    started_on = models.DateField(_("From"), null=True, blank=True)
    ended_on = models.DateField(_("Last day"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["area", "title"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="commissioning_service_one_slug"),
            models.CheckConstraint(
                name="commissioning_service_ends_after_start",
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("services:service-detail", args=[self.area.slug, self.slug])


class Publisher(Versioned):
    """As whom an area publishes open data. Public.

    `organisation` is the Commissioner's identifier as org-id.guide writes it; `grants_prefix` the one that 360Giving gives
    (360G-…), `contracts_prefix` the one of the Open Contracting Partnership (ocds-…). Identifiers are made with them, so that
    they stay what they are once anything is published. `is_registered` is whether the two were given by those bodies: while not,
    what is published says so.
    """

    area = models.OneToOneField(PoliceArea, on_delete=models.PROTECT, related_name="publisher")
    name = models.CharField(_("Name"), max_length=200)
    organisation = models.CharField(_("Organisation identifier"), max_length=80)
    grants_prefix = models.CharField(_("360Giving prefix"), max_length=40)
    contracts_prefix = models.CharField(_("Open contracting prefix"), max_length=40)
    is_registered = models.BooleanField(_("Both prefixes are registered"), default=False)
    licence_url = models.URLField(_("Licence"), max_length=200)
    licence_name = models.CharField(_("Name of the licence"), max_length=120)
    address = models.URLField(_("Address of this portal"), max_length=200)

    objects = models.Manager()

    class Meta:
        ordering = ["area"]

    def __str__(self) -> str:
        return self.name
