"""A complaint about the Commissioner or the Deputy, what is alleged in it, and every step that was taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.choices import (
    OVER,
    AllegationDecision,
    CameTo,
    CommentPurpose,
    ComplaintKind,
    ComplaintStatus,
    Handling,
    Means,
    OutcomeKind,
    RecordingGround,
    Resolver,
    RiskLevel,
    Side,
    StepKind,
)
from complaints.querysets import ComplaintQuerySet, OfComplaintQuerySet, RestrictedQuerySet, StepQuerySet
from interface.models import Versioned
from meetings.models import Meeting
from panels.models import Body, OfficeHolder, PoliceArea


class Complaint(Versioned):
    """A complaint or conduct matter under SI 2012/62, from its receipt to its end and its erasure.

    `status` is where it stands; only a step of `rules.machine` changes it, and every step keeps its row. Nothing here names who
    complains: that is in `Party` and `Submission`. `line` says in a few neutral words what it is about.
    `reference` is its name everywhere; `printed_label` is the number of an older register, which may be missing, wrong or
    given twice; `means` is empty where that register does not say how it came. `serious_on` is the day on which it became
    clear that it must be referred. Why an outcome was chosen is in the step; `outcome_text` is told to both sides.
    `is_kept_from_office`: it concerns the office itself.
    Of an erased one nothing is left but its reference, its days, its states and its outcome in one word.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="complaints")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="complaints")
    reference = models.CharField(max_length=20)
    kind = models.CharField(_("What it is"), max_length=12, choices=ComplaintKind.choices, default=ComplaintKind.COMPLAINT)
    status = models.CharField(max_length=16, choices=ComplaintStatus.choices, default=ComplaintStatus.RECEIVED)
    means = models.CharField(_("How it came"), max_length=12, choices=Means.choices, blank=True)
    came_to = models.CharField(_("To whom it was made"), max_length=8, choices=CameTo.choices)
    made_on = models.DateField(_("Day it was made"), null=True, blank=True)
    received_on = models.DateField(_("Day it was received"))
    office_holder = models.ForeignKey(
        OfficeHolder, null=True, blank=True, on_delete=models.PROTECT, related_name="complaints", verbose_name=_("About whom")
    )
    line = models.CharField(_("In one line"), max_length=200, blank=True)
    is_anonymous = models.BooleanField(_("The complainant gives no name"), default=False)
    is_kept_from_office = models.BooleanField(_("Kept from the Commissioner’s office"), default=False)
    kept_from_office_why = models.CharField(_("Why it is kept from the office"), max_length=300, blank=True)
    serious_on = models.DateField(_("Day on which it became clear that it must be referred"), null=True, blank=True)
    iopc_reference = models.CharField(_("Reference of the IOPC"), max_length=60, blank=True)
    resolver = models.CharField(_("Who resolves it"), max_length=16, choices=Resolver.choices, blank=True, default="")
    resolving_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    appointed = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("Outcome"), max_length=16, choices=OutcomeKind.choices, blank=True, default="")
    outcome_text = models.TextField(_("The outcome, as both sides are told"), blank=True)
    apology_agreed = models.BooleanField(_("The office holder agreed to the apology"), default=False)
    publishes_outcome = models.BooleanField(_("The outcome is published"), null=True, blank=True)
    printed_label = models.CharField(_("Printed number"), max_length=20, blank=True)
    printed_order = models.PositiveIntegerField(null=True, blank=True, editable=False)
    raw_handler = models.CharField(_("Handled by, as printed"), max_length=120, blank=True)
    raw_outcome = models.CharField(_("Outcome, as printed"), max_length=300, blank=True)
    imported = models.ForeignKey(
        "RegisterImport", null=True, blank=True, on_delete=models.PROTECT, related_name="complaints", editable=False
    )
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    hold_reason = models.CharField(_("Why it may not be erased"), max_length=300, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-received_on", "-reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="complaints_complaint_one_reference"),
            models.CheckConstraint(
                name="complaints_complaint_received_after_made",
                condition=Q(made_on__isnull=True) | Q(received_on__gte=F("made_on")),
                violation_error_message=_("The date received cannot be before it was made"),
            ),
            models.CheckConstraint(
                name="complaints_complaint_ended_with_day",
                condition=Q(status__in=sorted(OVER), ended_on__isnull=False)
                | (~Q(status__in=sorted(OVER)) & Q(ended_on__isnull=True)),
                violation_error_message=_("A complaint that is over has the day on which it ended, and only that"),
            ),
            models.CheckConstraint(
                name="complaints_complaint_apology_agreed",
                condition=~Q(outcome=OutcomeKind.APOLOGY) | Q(apology_agreed=True),
                violation_error_message=_("No apology is offered for the office holder without their agreement"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("complaints:complaint-detail", args=[self.area.slug, self.reference])

    @property
    def is_over(self) -> bool:
        return self.status in OVER


class Allegation(Versioned):
    """One thing that is alleged, in words that name nobody, with the days of the events and what was decided of it.

    `is_serious` is None until somebody has looked. One that was taken out stays, so that this can be undone.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="allegations")
    number = models.PositiveIntegerField()
    text = models.TextField(_("What is alleged"), blank=True)
    is_confirmed = models.BooleanField(_("The complainant has confirmed it"), default=True)
    incident_from = models.DateField(_("Day of the events, or the first"), null=True, blank=True)
    incident_until = models.DateField(_("Last day of the events"), null=True, blank=True)
    is_serious = models.BooleanField(_("It could be a criminal offence or must be referred"), null=True, blank=True)
    serious_why = models.TextField(_("Why it is serious, or is not"), blank=True)
    decision = models.CharField(max_length=14, choices=AllegationDecision.choices, blank=True, default="")
    ground = models.CharField(max_length=14, choices=RecordingGround.choices, blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaints_allegation_one_number"),
            models.CheckConstraint(
                name="complaints_allegation_until_after_from",
                condition=Q(incident_until__isnull=True) | Q(incident_until__gte=F("incident_from")),
                violation_error_message=_("The last day of the events must not be before the first"),
            ),
            models.CheckConstraint(
                name="complaints_allegation_ground_when_not_recorded",
                condition=Q(decision=AllegationDecision.NOT_RECORDED) & ~Q(ground="")
                | ~Q(decision=AllegationDecision.NOT_RECORDED) & Q(ground=""),
                violation_error_message=_("Say on which ground it is not recorded"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}, allegation {self.number}"

    @property
    def last_event(self):
        """The last day of the events; None where it is not known."""
        return self.incident_until or self.incident_from


class ComplaintStep(models.Model):
    """A step that was taken: on which day, by whom, in which capacity, why, and from which state to which.

    Never edited. The last standing one may be taken back: it stays, with who did and why. `decided_by` says whose decision it was
    ("Chief Executive, under the delegation of 24 June 2021"); `reason` is for those who work on the complaint. `before` is what
    the step changed of the complaint besides its state, as it was before: keys and references, never words.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    from_status = models.CharField(max_length=16, choices=ComplaintStatus.choices, blank=True)
    to_status = models.CharField(max_length=16, choices=ComplaintStatus.choices)
    taken_on = models.DateField(_("Day of the decision"))
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(_("Who decided"), max_length=200)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grounds = models.JSONField(default=list, blank=True)
    handling = models.CharField(max_length=12, choices=Handling.choices, blank=True, default="")
    reason = models.TextField(_("Why"), blank=True)
    before = models.JSONField(default=dict, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_why = models.CharField(_("Why it is taken back"), max_length=300, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="complaints_step_one_number")]

    def __str__(self) -> str:
        return f"{self.complaint}, step {self.number}"


class SideComment(Versioned):
    """What a side was invited to say, by when, and what it said: on the complaint, or on publication (regulation 28)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    side = models.CharField(_("Whose comments"), max_length=14, choices=Side.choices)
    purpose = models.CharField(_("On what"), max_length=12, choices=CommentPurpose.choices, default=CommentPurpose.RESOLUTION)
    invited_on = models.DateField(_("Invited on"))
    until_on = models.DateField(_("Asked for by"), null=True, blank=True)
    received_on = models.DateField(_("Received on"), null=True, blank=True)
    declined = models.BooleanField(_("They do not want to comment"), default=False)
    text = models.TextField(_("What they say"), blank=True)

    objects = OfComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaints_sidecomment_one_number"),
            models.UniqueConstraint(fields=["complaint", "side", "purpose"], name="complaints_sidecomment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint}, comments {self.number}"


class RiskAssessment(Versioned):
    """What may go wrong in dealing with a complaint or who makes it, and what is done about it. Restricted; kept as written."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="risks")
    number = models.PositiveIntegerField()
    level = models.CharField(_("Level"), max_length=8, choices=RiskLevel.choices)
    text = models.TextField(_("What the risk is"))
    measures = models.TextField(_("What is done about it"), blank=True)
    review_on = models.DateField(_("To be looked at again on"), null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RestrictedQuerySet.as_manager()

    class Meta:
        ordering = ["complaint", "-number"]
        constraints = [models.UniqueConstraint(fields=["complaint", "number"], name="complaints_riskassessment_one_number")]

    def __str__(self) -> str:
        return f"{self.complaint}, risk {self.number}"
