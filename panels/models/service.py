"""Who serves a panel: its host authority and the officer whom the public may contact."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.models.area import Authority, Body, ends_after_start
from panels.querysets import PublicQuerySet


class Host(Versioned):
    """The authority that hosts a panel between two dates."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="hosts")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="hosted")
    address = models.CharField(_("Address"), max_length=300, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    date_note = models.CharField(_("What is not known of the dates"), max_length=200, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["body"], condition=models.Q(ended_on__isnull=True), name="panels_host_one_at_a_time"),
            ends_after_start("panels_host_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} hosts {self.body}"


class ContactOfficer(Versioned):
    """The officer whom the front sheet names; an office, not a person, unless the panel decides otherwise."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contact_officers")
    title = models.CharField(_("Office"), max_length=120)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    email = models.EmailField(_("Email address"))
    address = models.CharField(_("Address"), max_length=300, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on"]
        constraints = [ends_after_start("panels_contactofficer_ends_after_start")]

    def __str__(self) -> str:
        return self.title
