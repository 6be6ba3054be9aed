"""Reports that somebody was asked for, and the Chair's approval of an agenda."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Paper
from interface.models import Versioned
from meetings.choices import ApprovalStatus, RequestStatus
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import AWAITED, PaperRequestQuerySet


class PaperRequest(Versioned):
    """A report asked of a named person for an item.

    Life: asked → sent in (it may be replaced until the draft deadline) → on the agenda, or returned with a reason and
    sent in again; or no longer wanted. `due_on` is the draft deadline as it was computed when the paper came in or, until
    then, when it was asked for; `was_late` says that the paper came after it. `paper` is a draft that is on no item until it is
    accepted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="paper_requests")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="paper_requests")
    number = models.PositiveSmallIntegerField()
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_requests")
    title = models.CharField(_("Title of the report"), max_length=200)
    asks = models.TextField(_("What it should tell the panel"), blank=True)
    status = models.CharField(max_length=10, choices=RequestStatus.choices, default=RequestStatus.ASKED)
    due_on = models.DateField()
    paper = models.OneToOneField(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_request")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    was_late = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    return_reason = models.CharField(_("Why it is returned"), max_length=500, blank=True)

    objects = PaperRequestQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_paperrequest_one_number")]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its title, which may turn out to be private."""
        return f"{self.meeting}, report {self.number}"

    @property
    def is_awaited(self) -> bool:
        """Wanted, and not on the agenda."""
        return self.status in AWAITED

    def get_absolute_url(self) -> str:
        return reverse("meetings:request-detail", args=[self.meeting.area.slug, self.meeting.slug, self.number])


class AgendaApproval(Versioned):
    """The Chair looks at an agenda before it goes out, where the body's rules ask for that.

    Life: asked → approved or returned with remarks. `sha256` is of what was put before the Chair: an agenda that changes
    afterwards needs approval again.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="approvals")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=ApprovalStatus.choices, default=ApprovalStatus.ASKED)
    sha256 = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remarks = models.TextField(_("Remarks"), blank=True)

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_agendaapproval_one_number")]

    def __str__(self) -> str:
        return f"{self.meeting}, approval {self.number}"
