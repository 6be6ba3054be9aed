"""A reader who asks for a paper in another format."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.choices import FormatKind, FormatRequestStatus
from documents.models.papers import Paper
from interface.models import Versioned
from panels.models import Body, PoliceArea


class FormatRequest(Versioned):
    """Somebody needs a paper, or a whole pack, in a form they can use (Equality Act 2010, s.20).

    Life: open → answered, when the address to reply to is erased. For those who prepare the body's papers alone.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="format_requests")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="format_requests")
    collection = models.SlugField(max_length=100)
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.SET_NULL, related_name="format_requests")
    reference = models.CharField(max_length=20, unique=True)
    format = models.CharField(_("Which format"), max_length=12, choices=FormatKind.choices)
    words = models.CharField(_("What would help you"), max_length=500, blank=True)
    reply_to = models.EmailField(_("Email address"), blank=True)
    status = models.CharField(max_length=10, choices=FormatRequestStatus.choices, default=FormatRequestStatus.OPEN)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.reference
