"""A meeting: when, where, what kind, and how far it has come."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from meetings.choices import LateGround, MeetingKind, MeetingStatus, Publication
from meetings.querysets import MeetingQuerySet
from panels.models import Body, PoliceArea


class Venue(Versioned):
    """A place where bodies meet, with how to get in."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="venues")
    name = models.CharField(_("Name"), max_length=160)
    address = models.CharField(_("Address"), max_length=300)
    access = models.TextField(_("Getting there and access"), blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="meetings_venue_one_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}" if self.address else self.name


class Meeting(Versioned):
    """A meeting of a body.

    Life: draft (its clerk alone sees it) → announced (the date is known, no agenda yet) → published (the agenda is out,
    frozen as an `AgendaVersion`) → held. Until held it may be postponed, which points at the meeting it moved to, or
    cancelled; both keep their page and say why. `announced_at` is when others first knew of it: a draft that is
    cancelled stays with its clerk. The `late_` columns say why its agenda opens after the last day for full notice: they are
    printed in the pack, so they are said before it is built. `publication` says what of it is ever public; of a body that
    approves its papers for release, `agenda_released_at` and `minutes_released_at` say since when these are (`Release`).
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    slug = models.SlugField(max_length=100)
    kind = models.CharField(_("Type"), max_length=24, choices=MeetingKind.choices, default=MeetingKind.ORDINARY)
    subject = models.CharField(_("Subject"), max_length=160, blank=True)
    publication = models.CharField(max_length=10, choices=Publication.choices, default=Publication.PUBLIC)
    held_on = models.DateField(_("Date"))
    starts_at = models.TimeField(_("Start"), null=True, blank=True)
    ends_at = models.TimeField(_("End"), null=True, blank=True)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    webcast_url = models.URLField(_("Webcast address"), blank=True)
    status = models.CharField(max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.DRAFT)
    status_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from")
    announced_at = models.DateTimeField(null=True, blank=True)
    late_ground = models.CharField(max_length=14, choices=LateGround.choices, blank=True, default="")
    late_reason = models.CharField(_("Why it is late"), max_length=300, blank=True, default="")
    late_agreed_by = models.CharField(_("Chair who agreed"), max_length=120, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    agenda_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    minutes_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-starts_at", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="meetings_meeting_one_slug"),
            models.CheckConstraint(
                name="meetings_meeting_says_why",
                condition=~models.Q(status__in=[MeetingStatus.POSTPONED, MeetingStatus.CANCELLED]) | ~models.Q(status_reason=""),
                violation_error_message=_("Say why the meeting does not take place"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting-detail", args=[self.area.slug, self.slug])

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start")})

    @property
    def called(self) -> str:
        """Its type, and whose or what it is about where it has a subject: how pages name it beside its day."""
        kind = str(self.get_kind_display())
        return f"{kind}: {self.subject}" if self.subject else kind

    @property
    def reference(self) -> str:
        """What the audit trail calls it: a draft's address follows its day, and another meeting may take it later."""
        return f"meeting-{self.pk}"

    @property
    def agenda_is_out(self) -> bool:
        return self.published_at is not None

    @property
    def agenda_publication(self) -> str:
        """What of its agenda is public: all of it, once its body has approved it for release."""
        return Publication.PUBLIC if self.agenda_released_at else self.publication

    @property
    def minutes_publication(self) -> str:
        """What of its minutes is public: all of them, once its body has approved them for release."""
        return Publication.PUBLIC if self.minutes_released_at else self.publication
