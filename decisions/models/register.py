"""The Commissioner's formal decisions: the register, what moved each decision on, and when nothing was decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import new_reference
from decisions.choices import SIGNED, CameFrom, CostKind, DecisionStatus, DecisionStepKind
from decisions.querysets import DecisionQuerySet, DecisionStepQuerySet, NilReturnQuerySet
from documents.choices import Access, ExemptParagraph
from documents.models import StoredFile
from interface.models import Versioned
from meetings.models import Meeting
from panels.models import OfficeHolder, PoliceArea


class Decision(Versioned):
    """A formal decision of the Commissioner, from the proposal to its end.

    Life: proposed → on a board agenda → agreed → signed → published → implemented, or rescinded by a later one. Until it is
    signed it may be deferred until a stated `condition`, rejected or withdrawn. Signing freezes every word: a trigger of the
    database (`decisions_decision_signed_stays`) lets nothing move afterwards but `status` within the signed states, the days
    and persons of later steps, and the counters of the row. `notice_sha256` is the checksum of the notice that was printed
    at the signature; the print itself belongs to `documents`.

    `year` and `number` are its reference, `2018/005` in print and `2018-005` in addresses: given from a counter when it is
    logged here and never again; one of an older register keeps what stood there. `printed_label` is any other number that
    papers gave it. Of an exempt decision the public reads `neutral_title`, the paragraph of Schedule 12A and the
    public-interest reason alone; `exempt_text` is the private part of one whose rest is public. Known to the panel's own
    people before publication from `shared_at`. Texts are Markdown, `cost` is in pounds.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField(_("Year"))
    number = models.PositiveIntegerField(_("Number"))
    printed_label = models.CharField(_("Other number in print"), max_length=40, blank=True)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("What is decided"), blank=True)
    reasons = models.TextField(_("Reasons"), blank=True)
    options = models.TextField(_("Options considered"), blank=True)
    legal_implications = models.TextField(_("Legal implications"), blank=True)
    financial_implications = models.TextField(_("Financial implications"), blank=True)
    equality_implications = models.TextField(_("Equality implications"), blank=True)
    cost_kind = models.CharField(_("Cost"), max_length=10, choices=CostKind.choices, default=CostKind.NOT_KNOWN)
    cost = models.DecimalField(_("Amount in pounds"), max_digits=14, decimal_places=2, null=True, blank=True)
    term = models.CharField(_("For how long"), max_length=120, blank=True)
    maker = models.ForeignKey(
        OfficeHolder, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("Decided by")
    )
    maker_words = models.CharField(_("Decided by, in words"), max_length=160, blank=True)
    officer = models.CharField(_("Officer to ask"), max_length=160, blank=True)
    is_significant = models.BooleanField(_("Of significant public interest"), default=True)
    background_papers = models.TextField(_("Background papers, one on each line"), blank=True)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    neutral_title = models.CharField(_("Title that the public sees"), max_length=200, blank=True)
    exempt_text = models.TextField(_("Private part"), blank=True)
    exempt_paragraph = models.PositiveSmallIntegerField(
        _("Paragraph of Schedule 12A"), choices=ExemptParagraph.choices, null=True, blank=True
    )
    public_interest_reason = models.TextField(_("Why the public interest is in withholding it"), blank=True)
    came_from = models.CharField(max_length=10, choices=CameFrom.choices, default=CameFrom.PORTAL)
    source_url = models.URLField(_("Where the notice was published"), max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=DecisionStatus.choices, default=DecisionStatus.PROPOSED)
    condition = models.CharField(_("Deferred until"), max_length=300, blank=True)
    proposed_on = models.DateField(_("Proposed on"))
    signed_on = models.DateField(_("Signed on"), null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signatory = models.CharField(_("Signed by"), max_length=200, blank=True)
    notice_sha256 = models.CharField(max_length=64, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(_("Published on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    implemented_on = models.DateField(_("Implemented on"), null=True, blank=True)
    rescinded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="rescinds")
    rescinded_on = models.DateField(_("Rescinded on"), null=True, blank=True)
    rows_made = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "number"], name="decisions_decision_one_reference"),
            models.CheckConstraint(
                name="decisions_decision_signed_when_signed",
                condition=Q(status__in=sorted(SIGNED), signed_on__isnull=False)
                | (~Q(status__in=sorted(SIGNED)) & Q(signed_on__isnull=True)),
                violation_error_message=_("A decision is published, implemented or rescinded only once it is signed"),
            ),
            models.CheckConstraint(
                name="decisions_decision_signature_is_whole",
                condition=Q(signed_on__isnull=True) | (~Q(signatory="") & (Q(came_from="register") | ~Q(notice_sha256=""))),
                violation_error_message=_("Say who signs, and keep the notice"),
            ),
            models.CheckConstraint(
                name="decisions_decision_published_when_signed",
                condition=Q(published_at__isnull=True) | Q(signed_on__isnull=False, published_on__isnull=False),
                violation_error_message=_("Publish is not open: the notice is not signed"),
            ),
            models.CheckConstraint(
                name="decisions_decision_states_follow_days",
                condition=(~Q(status="published") | Q(published_at__isnull=False))
                & (~Q(status="implemented") | Q(published_at__isnull=False, implemented_on__isnull=False))
                & (~Q(status="rescinded") | Q(rescinded_by__isnull=False, rescinded_on__isnull=False)),
                violation_error_message=_("The state of the decision has no day"),
            ),
            models.CheckConstraint(
                name="decisions_decision_deferred_until",
                condition=~Q(status="deferred") | ~Q(condition=""),
                violation_error_message=_("Say until when, or until what, the decision is deferred"),
            ),
            models.CheckConstraint(
                name="decisions_decision_private_is_explained",
                condition=(Q(access="public") & Q(exempt_text=""))
                | (Q(exempt_paragraph__isnull=False) & ~Q(public_interest_reason="")),
                violation_error_message=_("What is private needs a paragraph of Schedule 12A and a public-interest reason"),
            ),
            models.CheckConstraint(
                name="decisions_decision_private_has_neutral_title",
                condition=Q(access="public") | ~Q(neutral_title=""),
                violation_error_message=_("Enter the title that the public sees"),
            ),
            models.CheckConstraint(
                name="decisions_decision_cost_has_amount",
                condition=Q(cost_kind__in=["none", "not-known"], cost__isnull=True)
                | Q(cost_kind__in=["exact", "ceiling", "income"], cost__gte=0),
                violation_error_message=_("Enter the amount in pounds, or say that there is none"),
            ),
            models.CheckConstraint(
                name="decisions_decision_not_rescinded_by_itself",
                condition=Q(rescinded_by__isnull=True) | ~Q(rescinded_by=F("id")),
                violation_error_message=_("A decision cannot rescind itself"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs, the trail and messages without its title, which may be private."""
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision-detail", args=[self.area.slug, self.slug])

    @property
    def reference(self) -> str:
        """As it is printed: `2018/005`."""
        return f"{self.year}/{self.number:03d}"

    @property
    def slug(self) -> str:
        """As it stands in addresses: `2018-005`."""
        return f"{self.year}-{self.number:03d}"

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    @property
    def is_out(self) -> bool:
        return self.published_at is not None

    @property
    def public_title(self) -> str:
        """What anybody may be told that it is about."""
        return self.neutral_title if self.is_private else self.title


class DecisionStep(models.Model):
    """What moved a decision on, on which day, and who entered it. Never edited, nor taken out: one that was entered in error
    is followed by one that takes it back.

    `condition` is until what it was deferred by this step. It and `reason` are read by the office alone.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=DecisionStepKind.choices)
    before = models.CharField(max_length=12, choices=DecisionStatus.choices, blank=True)
    after = models.CharField(max_length=12, choices=DecisionStatus.choices)
    taken_on = models.DateField(_("Date"))
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    condition = models.CharField(_("Deferred until"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = DecisionStepQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="decisions_decisionstep_one_number")]

    def __str__(self) -> str:
        return f"{self.decision}, step {self.number}"


class NilReturn(models.Model):
    """The fact that no formal decision was signed from one day to another, with who said so and when.

    Public. One that turns out wrong is taken back with a reason, and stays.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="nil_returns")
    number = models.PositiveIntegerField()
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Until"))
    note = models.CharField(_("Note"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(_("Why it is taken back"), max_length=300, blank=True)

    objects = NilReturnQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-ended_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="decisions_nilreturn_one_number"),
            models.CheckConstraint(
                name="decisions_nilreturn_ends_after_start",
                condition=Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, nil return {self.number}"


class DecisionUpload(models.Model):
    """A file of the register that somebody sent, and what became of it: read by a job, all of it or nothing.

    Life: `status` sent → refused (with `problems`: a list of {row, column, reason}) or done. `made` and `changed` count rows.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=[("sent", _("Being read")), ("refused", _("Refused")), ("done", _("Done"))])
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.area}, register file {self.reference}"
