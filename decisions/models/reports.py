"""The panel's vote and report in a case, and what the Commissioner said to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import Position, ReportStatus
from decisions.models.cases import Case, Notice
from decisions.querysets import ReportQuerySet, ResponseQuerySet, VoteQuerySet
from interface.models import Versioned
from meetings.models import Meeting, Resolution


class PanelVote(Versioned):
    """How the panel voted in a round of a case: drawn from a resolution in the minutes, or typed with its meeting.

    A veto needs two-thirds of the persons who are members at the time, not of those present (2011 Act, Schedule 5 paragraph
    4(4); Schedule 8 paragraph 5): `members` is how many those were. Who was in the room and did not vote is counted too, so
    that the four add up to `in_room`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="case_votes")
    question = models.CharField(_("What was put to the vote"), max_length=300)
    is_veto = models.BooleanField(_("It was on a veto"), default=False)
    votes_for = models.PositiveSmallIntegerField(_("For"))
    votes_against = models.PositiveSmallIntegerField(_("Against"), default=0)
    abstained = models.PositiveSmallIntegerField(_("Abstained"), default=0)
    not_voting = models.PositiveSmallIntegerField(_("Not voting or not recorded"), default=0)
    in_room = models.PositiveSmallIntegerField(_("Members in the room"))
    members = models.PositiveSmallIntegerField(_("Members of the panel on the day"))
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decisions_panelvote_one_number"),
            models.CheckConstraint(
                name="decisions_panelvote_adds_up",
                condition=Q(in_room=F("votes_for") + F("votes_against") + F("abstained") + F("not_voting")),
                violation_error_message=_("The votes must add up to the members in the room"),
            ),
            models.CheckConstraint(
                name="decisions_panelvote_room_holds_members",
                condition=Q(in_room__lte=F("members")),
                violation_error_message=_("More members were in the room than the panel has"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, vote {self.number}"


class Report(Versioned):
    """The panel's report to the Commissioner in one round of a case. `number` is 1, and 2 after a veto.

    Life: draft → issued (sent; printed, and never changed again) → published in the manner that the panel decided (2011 Act,
    Schedule 5 paragraph 5(4); s.28(7)). `recommendations` are the words of what it recommends, a list of str, while it is
    written; when it is sent each becomes a `meetings` recommendation that follows from the case. `position` is what it comes
    to; a veto of a precept says whether it is too high or too low (SI 2012/2271, regulation 5(3)). `text` is Markdown.
    `was_late` is fixed when it is sent: a veto reported late does not hold (regulation 4(2)).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    vote = models.ForeignKey(PanelVote, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    position = models.CharField(_("What the panel reports"), max_length=12, choices=Position.choices, blank=True, default="")
    text = models.TextField(_("Reasons and remarks"), blank=True)
    recommendations = models.JSONField(_("Recommendations"), default=list, blank=True)
    recommended_band_d = models.DecimalField(
        _("Band D figure that the panel recommends"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    signed_by = models.CharField(_("Signed by"), max_length=160, blank=True)
    manner = models.CharField(_("How it is published"), max_length=300, blank=True)
    response_due_on = models.DateField(_("Response asked for by"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    issued_on = models.DateField(_("Sent to the Commissioner on"), null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_late = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decisions_report_one_number"),
            models.CheckConstraint(
                name="decisions_report_sent_has_a_day",
                condition=Q(status=ReportStatus.DRAFT) | (Q(issued_on__isnull=False) & ~Q(position="")),
                violation_error_message=_("Say what the panel reports, and on which day"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, report {self.number}"

    @property
    def is_out(self) -> bool:
        return self.status != ReportStatus.DRAFT


class Response(Versioned):
    """What the Commissioner said to a report, or to a request of the panel, and when it was published.

    One entered in error is taken back and stays for who keeps the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="responses")
    number = models.PositiveIntegerField()
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="responses")
    responded_on = models.DateField(_("Date of the response"))
    text = models.TextField(_("What the Commissioner says"))
    signed_by = models.CharField(_("Signed by"), max_length=160, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(_("Why it is taken back"), max_length=300, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["case", "responded_on", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="decisions_response_one_number")]

    def __str__(self) -> str:
        return f"{self.case}, response {self.number}"
