"""What members of the public bring to question time, and how to reach them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from meetings.choices import QuestionKind, QuestionStatus, RejectionGround, Residence
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import QuestionQuerySet
from panels.models import Body, PoliceArea


class PublicQuestion(Versioned):
    """A question, statement or petition for a meeting.

    Life: received → accepted (its words as they enter the papers stand in `published_words`, without personal data) →
    answered; or not accepted, with a ground and words; or taken back by whoever sent it. `words` and `name` are as sent and
    never change; nobody reads them but those who prepare the meeting. `is_published` says whether it is shown on the website:
    a panel may circulate statements and not post them. Without a meeting it waits for the next one to be announced;
    `late_for` is the meeting for which it came too late.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="public_questions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="public_questions")
    reference = models.CharField(max_length=20)
    kind = models.CharField(_("Kind"), max_length=10, choices=QuestionKind.choices)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="public_questions")
    late_for = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="public_questions")
    words = models.TextField(_("Words as sent"))
    name = models.CharField(_("Name as sent"), max_length=120)
    residence = models.CharField(_("Lives or works in the area"), max_length=6, choices=Residence.choices)
    signatures = models.PositiveIntegerField(_("Signatures"), null=True, blank=True)
    will_attend = models.BooleanField(_("Will read it out at the meeting"), default=False)
    consented_at = models.DateTimeField()
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.RECEIVED)
    published_words = models.TextField(_("Words for the papers"), blank=True)
    published_name = models.CharField(_("Name for the papers"), max_length=120, blank=True)
    personal_data_reason = models.CharField(_("Why personal data may stay"), max_length=300, blank=True)
    is_published = models.BooleanField(_("Shown on the website"), default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rejection_ground = models.CharField(max_length=12, choices=RejectionGround.choices, blank=True, default="")
    rejection_words = models.CharField(_("What the sender is told"), max_length=600, blank=True)
    answer = models.TextField(_("Answer"), blank=True)
    answered_by = models.CharField(_("Who answered"), max_length=160, blank=True)
    answered_on = models.DateField(_("Day of the answer"), null=True, blank=True)
    answer_recorded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="meetings_publicquestion_one_reference"),
            models.CheckConstraint(
                name="meetings_publicquestion_accepted_has_words",
                condition=~Q(status__in=[QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED]) | ~Q(published_words=""),
                violation_error_message=_("Enter the words that enter the papers"),
            ),
            models.CheckConstraint(
                name="meetings_publicquestion_rejected_says_why",
                condition=~Q(status=QuestionStatus.REJECTED) | (~Q(rejection_ground="") & ~Q(rejection_words="")),
                violation_error_message=_("Choose the reason, and say what the sender is told"),
            ),
            models.CheckConstraint(
                name="meetings_publicquestion_answered_has_answer",
                condition=~Q(status=QuestionStatus.ANSWERED) | (~Q(answer="") & Q(answered_on__isnull=False)),
                violation_error_message=_("Enter the answer and its day"),
            ),
            models.CheckConstraint(
                name="meetings_publicquestion_published_when_accepted",
                condition=Q(is_published=False) | Q(status__in=[QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED]),
                violation_error_message=_("Only what was accepted can be shown on the website"),
            ),
        ]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its words."""
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("questions:question-detail", args=[self.area.slug, self.reference])

    @property
    def is_accepted(self) -> bool:
        return self.status in (QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)


class QuestionSender(models.Model):
    """How whoever sent a submission can be reached: kept apart, read only by those who prepare the meeting.

    `key_hash` is the hash of the key in the link that the sender was mailed. The row is dropped once the submission is settled
    and the time for keeping it is over; the submission stays.
    """

    question = models.OneToOneField(PublicQuestion, on_delete=models.CASCADE, related_name="sender")
    email = models.EmailField(_("Email address"), db_index=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["question"]

    def __str__(self) -> str:
        return f"sender of {self.question}"


class QuestionMove(models.Model):
    """A submission that was carried from one meeting to another, and why."""

    question = models.ForeignKey(PublicQuestion, on_delete=models.CASCADE, related_name="moves")
    from_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Why it is carried over"), max_length=300)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question", "moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.question} carried over"
