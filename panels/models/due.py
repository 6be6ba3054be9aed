"""What must be done by a day, who owes it, and who was reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface.models import Versioned
from panels.choices import DutyAccess, DutyOwner, DutyStatus, Reckoning, ReminderKind
from panels.models.area import Body, PoliceArea
from panels.querysets import ObligationQuerySet
from panels.working_days import Pause


class Obligation(Versioned):
    """Something that must be done by a day, under a rule, for one thing: a meeting, a report asked for, a case.

    Life: open → met (by what the portal itself saw happen, or marked by hand with `met_how`), or not applicable with a
    reason. Whether an open one is upcoming, due or missed follows from the day (`rules.due_state`). It is made and kept by
    `services.due` from what the apps' `due.py` say of the thing; what was met, or is over, is never reckoned again, so that
    what was met late stays on record. Days from `paused_from` to `paused_until`, such as those after an election, do not
    count. `is_closing`: nobody owes it; until then something may be sent in.
    `title` and `about` never hold private words: whoever owes it is mailed them, and calendars show them.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="obligations")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations")
    reference = models.CharField(max_length=20)
    key = models.SlugField(max_length=60)
    subject_kind = models.SlugField(max_length=40)
    subject_key = models.CharField(max_length=60)
    title = models.CharField(_("What is due"), max_length=200)
    about = models.CharField(_("For what"), max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    owner = models.CharField(_("Who owes it"), max_length=14, choices=DutyOwner.choices)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="obligations"
    )
    access = models.CharField(max_length=10, choices=DutyAccess.choices, default=DutyAccess.STAFF)
    is_closing = models.BooleanField(default=False)
    due_on = models.DateField()
    due_at = models.TimeField(null=True, blank=True)
    rule_title = models.CharField(max_length=200, blank=True)
    provision = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    reckoning = models.CharField(max_length=16, choices=Reckoning.choices, default=Reckoning.ON_DAY)
    counted_from = models.DateField()
    number = models.PositiveSmallIntegerField(default=0)
    paused_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    paused_why = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=14, choices=DutyStatus.choices, default=DutyStatus.OPEN)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    met_how = models.CharField(_("What met it"), max_length=500, blank=True)
    was_late = models.BooleanField(default=False)
    explanation = models.CharField(_("Why it was late, or does not apply"), max_length=500, blank=True)
    created_at = models.DateTimeField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "due_at", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="panels_obligation_one_reference"),
            models.UniqueConstraint(fields=["subject_kind", "subject_key", "key"], name="panels_obligation_one_each"),
            models.CheckConstraint(
                name="panels_obligation_met_has_a_moment",
                condition=~Q(status=DutyStatus.MET) | Q(met_at__isnull=False),
                violation_error_message=_("Enter when it was met"),
            ),
            models.CheckConstraint(
                name="panels_obligation_not_applicable_says_why",
                condition=~Q(status=DutyStatus.NOT_APPLICABLE) | ~Q(explanation=""),
                violation_error_message=_("Say why it does not apply"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def pause(self) -> Pause | None:
        """The days that are left out of its counting."""
        if self.paused_from is None or self.paused_until is None:
            return None
        return Pause(self.paused_from, self.paused_until, self.paused_why)

    def get_absolute_url(self) -> str:
        return reverse("panels:obligation-detail", args=[self.area.slug, self.reference])


class Reminder(models.Model):
    """A mail that somebody was sent about an obligation: once for each kind and day, however often the work is done."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ReminderKind.choices)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["obligation", "sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "user", "kind", "due_on"], name="panels_reminder_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_kind_display()}"
