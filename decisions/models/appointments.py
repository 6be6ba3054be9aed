"""What a case of a senior appointment adds: the post, how the candidate was found, and the candidate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import Post
from decisions.models.cases import Case, Notice
from documents.choices import Access, ExemptParagraph
from panels.models import Person


class SeniorAppointment(models.Model):
    """The post that is to be filled, and how many applied."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="appointment")
    post = models.CharField(_("Post"), max_length=24, choices=Post.choices)
    is_temporary = models.BooleanField(_("Temporary or interim"), default=False)
    applications = models.PositiveSmallIntegerField(_("Applications received"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.case}, post"


class SelectionStage(models.Model):
    """A stage of the Commissioner's search: advertised, closed, shortlisted, interviews. Dates may be to be confirmed."""

    appointment = models.ForeignKey(SeniorAppointment, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Stage"), max_length=160)
    on = models.DateField(_("Date"), null=True, blank=True)
    until = models.DateField(_("Last day, if it takes several"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering = ["appointment", "on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "number"], name="decisions_selectionstage_one_number"),
            models.CheckConstraint(
                name="decisions_selectionstage_ends_after_start",
                condition=Q(until__isnull=True) | Q(on__isnull=False, until__gte=models.F("on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}, stage {self.number}"


class Observer(models.Model):
    """A panel member who watches the selection, or a number of them where the source names nobody."""

    appointment = models.ForeignKey(SeniorAppointment, on_delete=models.CASCADE, related_name="observers")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("Who, where nobody is named"), max_length=160, blank=True)

    class Meta:
        ordering = ["appointment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "number"], name="decisions_observer_one_number"),
            models.CheckConstraint(
                name="decisions_observer_is_somebody",
                condition=Q(person__isnull=False) | ~Q(words=""),
                violation_error_message=_("Choose a member, or say who observes"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}, observer {self.number}"


class Candidate(models.Model):
    """Whom the Commissioner proposes: name, criteria, why the candidate meets them, and terms (2011 Act, Schedule 1 paragraph
    9 and Schedule 8 paragraph 3).

    The name is public only where `name_access` says so. Criteria go with the notice. Why the candidate meets them and on what
    terms are `particulars_access`: exempt unless the clerk opens them, for the panel and the Commissioner's office alone
    (Local Government Act 1972, Schedule 12A).
    """

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="candidate")
    name = models.CharField(_("Name of the candidate"), max_length=160)
    name_access = models.CharField(max_length=10, choices=Access.choices, default=Access.EXEMPT)
    criteria = models.TextField(_("Criteria used"), blank=True)
    why = models.TextField(_("Why the candidate meets them"), blank=True)
    terms = models.TextField(_("Terms and conditions"), blank=True)
    particulars_access = models.CharField(max_length=10, choices=Access.choices, default=Access.EXEMPT)
    exempt_paragraph = models.PositiveSmallIntegerField(
        choices=ExemptParagraph.choices, null=True, blank=True, default=ExemptParagraph.INDIVIDUAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decisions_candidate_exempt_names_paragraph",
                condition=~Q(particulars_access="exempt") | Q(exempt_paragraph__isnull=False),
                violation_error_message=_("Choose the paragraph of Schedule 12A"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without the candidate's name."""
        return f"{self.notice}, candidate"
