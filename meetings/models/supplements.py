"""What comes after the agenda is out: papers that go on from its last page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from meetings.choices import LateGround, SupplementStatus
from meetings.models.meeting import Meeting


class Supplement(Versioned):
    """Papers that follow a published agenda: late ones, and those that replace a withdrawn one.

    Life: draft (its papers may change) → published (frozen; its pages go on from the last number of the members'
    edition). A report that comes so late is considered only if the Chair agrees that it is urgent, and why is printed
    (Local Government Act 1972, s.100B(4)(b)).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=SupplementStatus.choices, default=SupplementStatus.DRAFT)
    reason = models.CharField(_("Why these papers come late"), max_length=300, blank=True)
    late_ground = models.CharField(max_length=14, choices=LateGround.choices, blank=True, default="")
    agreed_by = models.CharField(_("Chair who agreed"), max_length=120, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_supplement_one_number")]

    def __str__(self) -> str:
        return f"{self.meeting}, supplement {self.number}"

    @property
    def is_out(self) -> bool:
        return self.status == SupplementStatus.PUBLISHED
