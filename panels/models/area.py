"""Police areas, the authorities within them and the bodies that meet."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.choices import OF_COMMISSIONER, AuthorityKind, BodyKind, Nation, PolicingBodyKind
from panels.querysets import BodyQuerySet, PoliceAreaQuerySet, PublicQuerySet

# First words of an address that can never be a police area
RESERVED_SLUGS = {
    "account", "accessibility", "api", "cookies", "health", "help", "portal", "privacy", "settings", "signed-in", "static",
}  # fmt: skip


def ends_after_start(name: str) -> models.CheckConstraint:
    """The constraint of every dated row: it does not end before it starts."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
        violation_error_message=_("The end date must not be before the start date"),
    )


class PoliceArea(Versioned):
    """A police area: the root of every address, record and audit chain."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120, unique=True)
    nation = models.CharField(max_length=10, choices=Nation.choices)
    policing_body = models.CharField(max_length=10, choices=PolicingBodyKind.choices, default=PolicingBodyKind.COMMISSIONER)
    commissioner_name = models.CharField(_("Commissioner"), max_length=120, blank=True)
    is_fictional = models.BooleanField(default=False)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = PoliceAreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [ends_after_start("panels_policearea_ends_after_start")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area-home", args=[self.slug])

    @property
    def panel_name(self) -> str:
        """What the area's panel is called, for the head of every page; a body row holds its full dated name."""
        if self.policing_body == PolicingBodyKind.FIRE_COMMISSIONER:
            return str(_("%(area)s Police, Fire and Crime Panel") % {"area": self.name})
        return str(_("%(area)s Police and Crime Panel") % {"area": self.name})

    def clean(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Choose another address: the portal uses this word itself")})


class Authority(Versioned):
    """A council of an area, with its dates and what came after it."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="authorities")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("Name"), max_length=120)
    kind = models.CharField(max_length=20, choices=AuthorityKind.choices)
    seats = models.PositiveSmallIntegerField(_("Seats on the panel"), default=1)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="panels_authority_one_slug"),
            ends_after_start("panels_authority_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorityAlias(models.Model):
    """Another name that papers use for an authority."""

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="panels_authorityalias_once")]

    def __str__(self) -> str:
        return self.name


class Body(Versioned):
    """Anything that meets: the panel, a sub-committee, the board, a scrutiny panel.

    `chaired_by` is the office that chairs it, where no seat of a member does; `letters_sub_items` numbers them 3a and 3b;
    where it `approves_release`, nothing of a meeting but its day is public until the body has approved it for release.
    `terms` is Markdown.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="bodies")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    purpose = models.TextField(_("Terms of reference in brief"), blank=True)
    terms = models.TextField(_("Terms of reference"), blank=True)
    chaired_by = models.CharField(_("Chaired by"), max_length=160, blank=True)
    meets = models.CharField(_("How often it meets"), max_length=160, blank=True)
    letters_sub_items = models.BooleanField(_("Sub-items of its agendas take letters"), default=False)
    approves_release = models.BooleanField(_("It approves its papers for release"), default=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="panels_body_one_slug"),
            ends_after_start("panels_body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("panels:body-detail", args=[self.area.slug, self.slug])

    @property
    def is_of_commissioner(self) -> bool:
        """Whether the Commissioner's office calls it: the law on a panel's notice and papers does not bind it."""
        return self.kind in OF_COMMISSIONER
