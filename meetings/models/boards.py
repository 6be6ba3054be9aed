"""What boards of the Commissioner have besides: who attends by office, and what was approved for release."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import Paper
from interface.models import Versioned
from meetings.choices import AttendanceGroup, ReleaseKind, ReleaseStatus
from meetings.models.meeting import Meeting
from meetings.models.minutes import MinuteItem
from meetings.querysets import ReleaseQuerySet
from panels.models import Body
from panels.models.area import ends_after_start
from panels.querysets import PublicQuerySet


class StandingAttendee(Versioned):
    """An office that attends a body's meetings, between two dates: the agenda names the office, the minutes the person.

    Each meeting's attendance begins with one row for each. Public, as the terms of reference are.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_attendees")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    office = models.CharField(_("Office"), max_length=160)
    organisation = models.CharField(_("Council or organisation"), max_length=160, blank=True)
    group = models.CharField(_("Group"), max_length=14, choices=AttendanceGroup.choices, default=AttendanceGroup.COMMISSIONER)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["body", "position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meetings_standingattendee_one_number"),
            ends_after_start("meetings_standingattendee_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.office

    def attends_on(self, day: date) -> bool:
        """Whether it attends a meeting of a day."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


class Release(Versioned):
    """A document that a body was asked to approve for release, under its item “Publication”.

    Life: asked → approved at `meeting` (then what it names opens to the public, and stays open) or held back with a reason.
    `kind` says what: the agenda or the minutes of `of_meeting`, or one of its papers. Minutes and decision notices of a body
    without `Body.approves_release` need none.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("What"), max_length=10, choices=ReleaseKind.choices)
    of_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="released")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    minute_item = models.ForeignKey(MinuteItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=10, choices=ReleaseStatus.choices, default=ReleaseStatus.ASKED)
    reason = models.CharField(_("Why it is held back"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_release_one_number"),
            models.UniqueConstraint(
                fields=["of_meeting", "kind", "paper"], condition=Q(status="approved"), nulls_distinct=False,
                name="meetings_release_approved_once",
            ),
            models.CheckConstraint(
                name="meetings_release_paper_where_one_is_meant",
                condition=(Q(kind="paper") & Q(paper__isnull=False)) | (~Q(kind="paper") & Q(paper__isnull=True)),
                violation_error_message=_("Choose the paper"),
            ),
            models.CheckConstraint(
                name="meetings_release_held_back_with_reason",
                condition=~Q(status="held-back") | ~Q(reason=""),
                violation_error_message=_("Say why it is held back"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.meeting}, release {self.number}"
