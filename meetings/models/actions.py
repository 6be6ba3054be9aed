"""What was promised and what was recommended: records with references of their own, whatever printed numbers do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.choices import Access
from interface.models import Versioned
from meetings.choices import ActionStatus, ClosedBy, OwnerKind, RecommendationStatus
from meetings.models.entries import MinuteEntry
from meetings.models.meeting import Meeting
from meetings.querysets import ActionQuerySet, RecommendationQuerySet
from panels.models import Body, Person, PoliceArea


class Action(Versioned):
    """Something that somebody promised the panel to do.

    Life: open → answered (an update answers it) → closed, by the panel at a meeting or by the Chair with a reason; or
    superseded by another, or taken back because it was entered in error (`superseded_by` is empty then). It is known beyond
    those who prepare the minutes from `published_at` on. A private one belongs to the exempt series (`AX-2022-003`).
    `owner_user` is who answers for it in the portal.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="actions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    text = models.TextField(_("What is to be done"))
    owner_kind = models.CharField(_("Kind of owner"), max_length=12, choices=OwnerKind.choices, default=OwnerKind.OFFICE)
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_owned")
    owner_name = models.CharField(_("Who is to do it"), max_length=160, blank=True)
    owner_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("By when"), null=True, blank=True)
    due_next_meeting = models.BooleanField(_("By the next meeting"), default=False)
    status = models.CharField(max_length=10, choices=ActionStatus.choices, default=ActionStatus.OPEN)
    entry = models.OneToOneField(MinuteEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="action")
    raised_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_raised")
    raised_on = models.DateField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes")
    closed_how = models.CharField(max_length=8, choices=ClosedBy.choices, blank=True, default="")
    closed_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_closed")
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(_("Reason"), max_length=500, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["area", "raised_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="meetings_action_one_reference"),
            models.CheckConstraint(
                name="meetings_action_has_owner",
                condition=Q(owner_person__isnull=False) | ~Q(owner_name=""),
                violation_error_message=_("Say who is to do it"),
            ),
            models.CheckConstraint(
                name="meetings_action_closed_with_authority",
                condition=~Q(status=ActionStatus.CLOSED)
                | Q(closed_how=ClosedBy.MEETING, closed_meeting__isnull=False, closed_on__isnull=False)
                | (Q(closed_how=ClosedBy.CHAIR, closed_on__isnull=False) & ~Q(closed_reason="")),
                violation_error_message=_("Only a meeting, or the Chair with a reason, can close this action"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("actions:action-detail", args=[self.area.slug, self.reference])

    @property
    def owner(self) -> str:
        return self.owner_person.name if self.owner_person else self.owner_name

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def is_unsettled(self) -> bool:
        """Neither closed nor replaced by another."""
        return self.status in (ActionStatus.OPEN, ActionStatus.ANSWERED)


class ActionUpdate(models.Model):
    """What was said of an action on a day; what it shows for it are `documents` links from the action. Never edited."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    number = models.PositiveSmallIntegerField()
    on = models.DateField(_("Date"))
    text = models.TextField(_("What has happened"))
    status = models.CharField(max_length=10, choices=ActionStatus.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["action", "number"]
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="meetings_actionupdate_one_number")]

    def __str__(self) -> str:
        return f"{self.action}, update {self.number}"


class Recommendation(Versioned):
    """What a panel recommends to the local policing body: one model for the whole portal, wherever it was made.

    A minute made it where `entry` is set, a review where `review` is; a report of a statutory case, which this app does not
    know, points at it with a `documents` link. Its status is that of the newest response; `response_due_on` is the day that
    the panel asks for one by, as no law names one.
    Panels publish their reports and recommendations (Police Reform and Social Responsibility
    Act 2011, s.28(6)-(7)).
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="recommendations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations")
    reference = models.CharField(max_length=20)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    text = models.TextField(_("What is recommended"))
    made_to = models.CharField(_("To whom"), max_length=160)
    made_on = models.DateField()
    status = models.CharField(max_length=10, choices=RecommendationStatus.choices, default=RecommendationStatus.MADE)
    entry = models.OneToOneField(MinuteEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation")
    raised_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    review = models.ForeignKey("meetings.Review", null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    response_due_on = models.DateField(_("Response asked for by"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["area", "made_on", "reference"]
        constraints = [models.UniqueConstraint(fields=["area", "reference"], name="meetings_recommendation_one_reference")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("recommendations:recommendation-detail", args=[self.area.slug, self.reference])

    @property
    def is_private(self) -> bool:
        return self.access != Access.PUBLIC


class RecommendationResponse(models.Model):
    """What was said to a recommendation (Police Reform and Social Responsibility Act 2011, s.12(5)). Never edited."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="responses")
    number = models.PositiveSmallIntegerField()
    responded_on = models.DateField(_("Date of the response"))
    position = models.CharField(_("Position"), max_length=10, choices=RecommendationStatus.choices)
    text = models.TextField(_("What was said"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="meetings_recommendationresponse_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}, response {self.number}"
