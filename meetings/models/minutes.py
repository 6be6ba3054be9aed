"""The minutes of a meeting: who was there, what happened at each item, what was put in print."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from documents.models import StoredFile
from interface.models import Versioned
from meetings.choices import AttendanceGroup, AttendanceStatus, ItemOutcome, MinutesEdition, MinutesStatus
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import MinutesQuerySet
from panels.models import Person


class Minutes(Versioned):
    """The minutes of one meeting.

    Life: drafting (its clerk writes; the Chair reads along once `sent_to_chair_at` is set, and may return them with
    `returned_remarks`) → checked (the Chair agrees to their publication) → published as a draft (members propose
    corrections, the clerk accepts or declines) → confirmed at a later meeting, after which no word changes: an error is met
    by a `Corrigendum`. `decisions_published_at` is when a sheet of decisions and actions went out ahead of them.
    `entries_made` numbers entries for ever: a number is never used again.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    status = models.CharField(max_length=10, choices=MinutesStatus.choices, default=MinutesStatus.DRAFTING)
    started_at = models.TimeField(_("When the meeting started"), null=True, blank=True)
    ended_at = models.TimeField(_("When the meeting ended"), null=True, blank=True)
    chair = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Chair"))
    entries_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_to_chair_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    checked_note = models.CharField(_("How the Chair agreed"), max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_remarks = models.TextField(_("What should change"), blank=True)
    decisions_published_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_confirmed", verbose_name=_("Meeting")
    )
    signed_by = models.CharField(_("Who signs them"), max_length=120, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__held_on", "pk"]
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                name="meetings_minutes_confirmed_at_a_meeting",
                condition=~models.Q(status=MinutesStatus.CONFIRMED) | models.Q(confirmed_meeting__isnull=False),
                violation_error_message=_("Choose the meeting that confirmed the minutes"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Minutes: %(meeting)s") % {"meeting": self.meeting})

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes-detail", args=[self.meeting.area.slug, self.meeting.slug])

    @property
    def reference(self) -> str:
        """What the audit trail calls them."""
        return f"minutes-{self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.status == MinutesStatus.CONFIRMED

    @property
    def is_out(self) -> bool:
        return self.status in (MinutesStatus.PUBLISHED, MinutesStatus.CONFIRMED)


class MinuteItem(Versioned):
    """One item as the meeting took it: from the agenda, or raised at the meeting.

    Number and titles are those that the agenda had when the minutes were begun. Of a private item the public reads
    `neutral_title` and `public_summary`, which is written for that purpose, and nothing else. `is_done` is the clerk's tick.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="minute_items")
    slug = models.SlugField(max_length=100)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12, blank=True)
    title = models.CharField(_("Title"), max_length=200)
    neutral_title = models.CharField(_("Title that the public sees"), max_length=200, blank=True)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    exempt_paragraph = models.PositiveSmallIntegerField(choices=ExemptParagraph.choices, null=True, blank=True)
    public_summary = models.TextField(_("Summary for the public"), blank=True)
    outcome = models.CharField(_("What became of this item"), max_length=10, choices=ItemOutcome.choices, blank=True, default="")
    deferred_to = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="deferred_items", verbose_name=_("Deferred to")
    )
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["minutes", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "slug"], name="meetings_minuteitem_one_slug"),
            models.CheckConstraint(
                name="meetings_minuteitem_deferred_to_a_meeting",
                condition=~models.Q(outcome=ItemOutcome.DEFERRED) | models.Q(deferred_to__isnull=False),
                violation_error_message=_("Choose the meeting to which the item is deferred"),
            ),
        ]

    def __str__(self) -> str:
        """Names the item in logs and the audit trail: a private one without its title."""
        return self.neutral_title if self.is_private else self.title

    @property
    def reference(self) -> str:
        return f"minute-item-{self.pk}"

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC


class Attendance(Versioned):
    """Somebody expected at a meeting, and whether they came.

    Apologies may be sent in before the minutes are begun. `arrived_item` is the first item that a late comer was in the
    room for, `left_item` the first that somebody who left early missed. A substitute sits in the place of `substitute_for`.
    `standing` is the office of the agenda that they stand for, whatever the minutes call it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(_("Group"), max_length=14, choices=AttendanceGroup.choices, default=AttendanceGroup.MEMBERS)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(_("Name"), max_length=120, blank=True)
    office = models.CharField(_("Office"), max_length=160, blank=True)
    organisation = models.CharField(_("Council or organisation"), max_length=160, blank=True)
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices, default=AttendanceStatus.EXPECTED)
    must_attend = models.BooleanField(_("Must attend"), default=False)
    standing = models.ForeignKey(
        "meetings.StandingAttendee", null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    substitute_for = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    substitute_named = models.CharField(_("Who comes instead"), max_length=120, blank=True)
    arrived_at = models.TimeField(_("Arrived at"), null=True, blank=True)
    arrived_item = models.ForeignKey(MinuteItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    left_at = models.TimeField(_("Left at"), null=True, blank=True)
    left_item = models.ForeignKey(MinuteItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "group", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_attendance_one_number"),
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendance_once_each"),
            models.UniqueConstraint(fields=["meeting", "standing"], name="meetings_attendance_office_once"),
            models.CheckConstraint(
                name="meetings_attendance_somebody",
                condition=models.Q(person__isnull=False) | ~models.Q(name="") | ~models.Q(office=""),
                violation_error_message=_("Enter a name or an office"),
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else (self.name or self.office)


class Absence(models.Model):
    """Somebody present at the meeting who was out of the room for one item, for instance after declaring an interest."""

    item = models.ForeignKey(MinuteItem, on_delete=models.CASCADE, related_name="absences")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="absences")

    class Meta:
        ordering = ["item", "attendance"]
        constraints = [models.UniqueConstraint(fields=["item", "attendance"], name="meetings_absence_once")]

    def __str__(self) -> str:
        return f"{self.attendance} out for {self.item}"


class MinutesPrint(models.Model):
    """What went out: the minutes, or the sheet of decisions, as they stood on a day. Never edited.

    `public` is the printed file as the public has it; `members` the one with the private items, where there are any.
    The two texts are kept as clean HTML, so that an earlier text can be read and compared after a correction.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="prints")
    number = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=12, choices=MinutesEdition.choices)
    public_html = models.TextField()
    members_html = models.TextField(blank=True)
    public = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    members = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minutes", "-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="meetings_minutesprint_one_number")]

    def __str__(self) -> str:
        return f"{self.minutes}, print {self.number}"
