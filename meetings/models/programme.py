"""A panel's year: its work programme, what moved in it, and the events beside its meetings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from meetings.choices import EntryState, EventKind, EventStatus, PartOfDay
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting, Venue
from meetings.querysets import EventQuerySet, ProgrammeEntryQuerySet, WorkProgrammeQuerySet
from panels.models import Body, PoliceArea


class WorkProgramme(Versioned):
    """What a body plans to do in one year, from its annual meeting on: `2021-22`.

    Draft until it is published (`published_at`), then public as it stands: it is fluid, and every move of an entry is kept.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="work_programmes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="work_programmes")
    slug = models.SlugField(max_length=60)
    started_on = models.DateField(_("First day of the year"))
    ended_on = models.DateField(_("Last day of the year"))
    introduction = models.TextField(_("Introduction"), blank=True)
    entries_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = WorkProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-started_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="meetings_workprogramme_one_slug"),
            models.UniqueConstraint(fields=["body", "started_on"], name="meetings_workprogramme_one_year"),
            models.CheckConstraint(
                name="meetings_workprogramme_ends_after_start",
                condition=Q(ended_on__gt=models.F("started_on")),
                violation_error_message=_("The year must end after it starts"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, work programme {self.years}"

    def get_absolute_url(self) -> str:
        return reverse("programme:programme-detail", args=[self.area.slug, self.slug])

    @property
    def years(self) -> str:
        """“2021/22”."""
        return f"{self.started_on.year}/{self.ended_on.year % 100:02d}"


class StandingReport(models.Model):
    """What comes to every meeting, and so stands at the end of the programme and not in it."""

    programme = models.ForeignKey(WorkProgramme, on_delete=models.CASCADE, related_name="standing_reports")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    note = models.CharField(_("What it tells"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgrammeEntry(Versioned):
    """One piece of business in the programme.

    Life: planned → done, at its meeting; or deferred to a named meeting, where it stands as planned again in an entry that
    `follows` this one; or cancelled with a reason. `planned_for` is a day that was written down: where no meeting of the
    body is held on it, the page says so and names the nearest. Of a private entry the public does not learn that it is there.
    One entered in error is removed, and can be brought back.
    """

    programme = models.ForeignKey(WorkProgramme, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("Business"), max_length=300)
    notes = models.TextField(_("Notes"), blank=True)
    lead = models.CharField(_("Lead"), max_length=120, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="programme_entries")
    planned_for = models.DateField(_("Day in the programme"), null=True, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(_("Minutes planned"), null=True, blank=True)
    is_private = models.BooleanField(_("Private: for members only"), default=False)
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.PLANNED)
    state_reason = models.CharField(_("Why"), max_length=300, blank=True)
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="programme_entries")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeEntryQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="meetings_programmeentry_one_number"),
            models.CheckConstraint(
                name="meetings_programmeentry_cancelled_says_why",
                condition=~Q(state__in=[EntryState.CANCELLED, EntryState.DEFERRED]) | ~Q(state_reason=""),
                violation_error_message=_("Say why it is deferred or cancelled"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its title, which may be private."""
        return f"{self.programme}, entry {self.number}"


class ProgrammeMove(models.Model):
    """What became of an entry, and why: moved, deferred, cancelled, done, brought back."""

    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.CASCADE, related_name="moves")
    from_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=10, choices=EntryState.choices)
    to_state = models.CharField(max_length=10, choices=EntryState.choices)
    reason = models.CharField(_("Why"), max_length=300, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry", "moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_to_state_display()}"


class Event(Versioned):
    """Something beside the meetings: a public forum, a visit, a consultation. Its date may have to be confirmed.

    Private meetings of the body itself (briefings, training, development days) are meetings, with attendance.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="events")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="events")
    slug = models.SlugField(max_length=100)
    kind = models.CharField(_("Kind of event"), max_length=14, choices=EventKind.choices)
    title = models.CharField(_("Title"), max_length=200)
    about = models.TextField(_("What it is about"), blank=True)
    held_on = models.DateField(_("Date"), null=True, blank=True)
    expected = models.CharField(_("When, as far as it is known"), max_length=120, blank=True)
    is_confirmed = models.BooleanField(_("The date is confirmed"), default=False)
    part_of_day = models.CharField(_("Part of the day"), max_length=10, choices=PartOfDay.choices, blank=True, default="")
    starts_at = models.TimeField(_("Start"), null=True, blank=True)
    ends_at = models.TimeField(_("End"), null=True, blank=True)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    place = models.CharField(_("Place, as far as it is known"), max_length=200, blank=True)
    webcast_url = models.URLField(_("Webcast address"), blank=True)
    is_public = models.BooleanField(_("Open to the public"), default=True)
    status = models.CharField(max_length=10, choices=EventStatus.choices, default=EventStatus.PLANNED)
    status_reason = models.CharField(_("Reason"), max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "starts_at", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="meetings_event_one_slug"),
            models.CheckConstraint(
                name="meetings_event_when",
                condition=Q(held_on__isnull=False) | ~Q(expected=""),
                violation_error_message=_("Enter a date, or say when it is expected"),
            ),
            models.CheckConstraint(
                name="meetings_event_confirmed_has_date",
                condition=Q(is_confirmed=False) | Q(held_on__isnull=False),
                violation_error_message=_("Enter the date that is confirmed"),
            ),
            models.CheckConstraint(
                name="meetings_event_cancelled_says_why",
                condition=~Q(status=EventStatus.CANCELLED) | ~Q(status_reason=""),
                violation_error_message=_("Say why it is cancelled"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its title, which may be private."""
        return f"event-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("events:event-detail", args=[self.area.slug, self.slug])

    @property
    def reference(self) -> str:
        return f"event-{self.pk}"
