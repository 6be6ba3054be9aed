"""A statutory case, what the Commissioner sent in it, and the meetings at which it was taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Outcome
from decisions.models.register import Decision
from decisions.querysets import CaseMeetingQuerySet, CaseQuerySet, NoticeQuerySet
from interface.models import Versioned
from meetings.models import AgendaItem, Meeting
from panels.models import Body, PoliceArea


class Case(Versioned):
    """A panel's use of one of its powers, from the notice to the end.

    Life of what the Commissioner proposes: expected → notified (a notice has come, the panel's time runs) → reported (the
    panel's report is sent) → answered (the Commissioner has responded) → closed with an outcome. After a veto: answered →
    revised (a second proposal has come) → reported again → answered → closed. A request of the panel is notified when it is
    sent; an act of its own is reported when it is decided. Withdrawn: taken back by who began it. What had happened by when
    is told from its dated rows, never from the status.

    Known to others than the panel's own people from `shared_at` (the Commissioner's office) and `published_at` (everybody).
    `year` and `ends_year` are the years it is about, as 2022 for 2022/23 or 2021 and 2025 for a plan; `about` is Markdown.
    `concerns` is the office or person concerned; `due_on` a day that the panel or both sides have set. `decided_note` is what
    the panel decided in an act of its own, which its end, in `outcome_note`, leaves as it is. `decision` is what a review of a
    decision (2011 Act, s.28(6)) is about.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="cases")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=24, choices=CaseKind.choices)
    slug = models.SlugField(max_length=60)
    title = models.CharField(_("Title"), max_length=200)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    ends_year = models.PositiveSmallIntegerField(_("Last year"), null=True, blank=True)
    is_variation = models.BooleanField(_("Variation of a plan"), default=False)
    about = models.TextField(_("What it is about"), blank=True)
    concerns = models.CharField(_("Who is concerned"), max_length=160, blank=True)
    due_on = models.DateField(_("Asked for by"), null=True, blank=True)
    from_on = models.DateField(_("From"), null=True, blank=True)
    until_on = models.DateField(_("Until"), null=True, blank=True)
    status = models.CharField(max_length=16, choices=CaseStatus.choices, default=CaseStatus.EXPECTED)
    opened_on = models.DateField(_("Opened on"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    outcome = models.CharField(_("Outcome"), max_length=16, choices=Outcome.choices, blank=True, default="")
    outcome_on = models.DateField(_("Decided on"), null=True, blank=True)
    outcome_note = models.TextField(_("What was decided"), blank=True)
    decided_note = models.TextField(_("What the panel decided, in words"), blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("Decision reviewed")
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-opened_on", "kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "slug"], name="decisions_case_one_slug"),
            models.CheckConstraint(
                name="decisions_case_closed_with_outcome",
                condition=~Q(status=CaseStatus.CLOSED) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                violation_error_message=_("Say how the case ended, and on which day"),
            ),
            models.CheckConstraint(
                name="decisions_case_until_after_from",
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
            models.CheckConstraint(
                name="decisions_case_review_has_decision",
                condition=Q(kind="decision-reviews", decision__isnull=False)
                | (~Q(kind="decision-reviews") & Q(decision__isnull=True)),
                violation_error_message=_("Say which decision the panel reviews"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its title."""
        return f"{self.area}, {self.kind}/{self.slug}"

    def get_absolute_url(self) -> str:
        return reverse("cases:case-detail", args=[self.area.slug, self.kind, self.slug])

    @property
    def is_over(self) -> bool:
        return self.status in (CaseStatus.CLOSED, CaseStatus.WITHDRAWN)


class Notice(Versioned):
    """What the Commissioner sent the panel in a case, and when the panel received it: the day on which its time begins.

    `number` is its address within the case. What it proposes stands beside it (`PreceptProposal`, `Candidate`). `moved_for`
    is the meeting whose postponement made a notice given again necessary. One entered in error is taken back and stays.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=NoticeKind.choices, default=NoticeKind.PROPOSAL)
    received_on = models.DateField(_("Received by the panel on"))
    text = models.TextField(_("What it says"), blank=True)
    moved_for = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(_("Why it is taken back"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["case", "received_on", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="decisions_notice_one_number")]

    def __str__(self) -> str:
        return f"{self.case}, notice {self.number}"


class CaseMeeting(Versioned):
    """A meeting at which a case is taken, and the item of its agenda. Whoever may see the meeting, sees that it is.

    `withdrew` says that the Commissioner and their staff left the room before the panel voted, and `withdrew_note` when they
    came back. A row that was taken out stays, so that this can be undone.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="cases")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    part = models.CharField(_("What happens there"), max_length=16, choices=MeetingPart.choices, default=MeetingPart.REVIEW)
    withdrew = models.BooleanField(_("The Commissioner and staff left the room before the vote"), null=True, blank=True)
    withdrew_note = models.CharField(_("When they left and came back"), max_length=300, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["case", "meeting__held_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="decisions_casemeeting_one_number"),
            models.UniqueConstraint(
                fields=["case", "meeting", "part"], condition=Q(removed_at__isnull=True), name="decisions_casemeeting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, meeting {self.number}"
