"""The standing register of members' interests."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.choices import InterestCategory
from panels.models.area import Body
from panels.models.people import Person
from panels.querysets import InterestQuerySet


class Interest(Versioned):
    """An interest that a member has registered: public for as long as the member sits, unless it is sensitive.

    Of a sensitive interest the public learns that it is registered and nothing else (Localism Act 2011, s.32). One entered
    in error is removed with a reason; one that is over keeps its dates.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests", verbose_name=_("Member"))
    number = models.PositiveSmallIntegerField()
    category = models.CharField(_("Kind of interest"), max_length=14, choices=InterestCategory.choices)
    text = models.TextField(_("The interest"))
    is_sensitive = models.BooleanField(_("Sensitive: its details are withheld from the public"), default=False)
    declared_on = models.DateField(_("Day it was registered"))
    started_on = models.DateField(_("Held since"), null=True, blank=True)
    ended_on = models.DateField(_("Held until"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(_("Why it is removed"), max_length=300, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "category", "number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "number"], name="panels_interest_one_number"),
            models.CheckConstraint(
                name="panels_interest_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                violation_error_message=_("The end date must not be before the start date"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its words, which may be sensitive."""
        return f"{self.person}, interest {self.number}"
