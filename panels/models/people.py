"""People, their seats and offices, and the roles that dated appointments give to those who sign in."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import new_reference
from interface.models import Versioned
from panels.choices import HeldOfficeKind, OfficeKind
from panels.models.area import Authority, Body, PoliceArea, ends_after_start
from panels.querysets import AppointmentQuerySet, DatedQuerySet, MembershipQuerySet, PublicQuerySet


class Person(Versioned):
    """Somebody named in an area's public business."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="people")
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("Name"), max_length=120)
    style = models.CharField(_("Title, such as Cllr"), max_length=30, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["area", "slug"], name="panels_person_one_slug")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("panels:member-detail", args=[self.area.slug, self.slug])


class PersonAlias(models.Model):
    """Another name that papers use for a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="panels_personalias_once")]

    def __str__(self) -> str:
        return self.name


class Membership(Versioned):
    """A person's seat on a body between two dates: for an authority, or co-opted as an independent member."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    seat = models.PositiveSmallIntegerField(_("Seat of the authority"), default=1)
    party = models.CharField(_("Party"), max_length=60, blank=True)
    co_opted = models.BooleanField(_("Co-opted"), default=False)
    is_councillor = models.BooleanField(
        _("A co-opted member who is a councillor of one of the area’s authorities"), default=False
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(_("Term of office ends"), null=True, blank=True)
    date_note = models.CharField(_("What is not known of the dates"), max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["co_opted", "authority__name", "person__name"]
        constraints = [
            models.CheckConstraint(
                name="panels_membership_authority_or_co_opted",
                condition=models.Q(authority__isnull=False, co_opted=False) | models.Q(authority__isnull=True, co_opted=True),
                violation_error_message=_("Choose the authority, or mark the member as co-opted"),
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=models.Q(ended_on__isnull=True),
                name="panels_membership_one_open_seat",
            ),
            ends_after_start("panels_membership_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.body}"


class HeldOffice(models.Model):
    """Chair or vice-chair, held by a member between two dates."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=12, choices=HeldOfficeKind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "started_on"]
        constraints = [ends_after_start("panels_heldoffice_ends_after_start")]

    def __str__(self) -> str:
        return self.get_kind_display()


class OfficeHolder(Versioned):
    """Who held the office of Commissioner or Deputy from when to when: a complaint or decision is about one person in one office.

    `number` is its address in the area. A mayor or a board's lead who governs the police holds the Commissioner's office.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="office_holders")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("Office"), max_length=14, choices=OfficeKind.choices, default=OfficeKind.COMMISSIONER)
    name = models.CharField(_("Name"), max_length=120)
    started_on = models.DateField(_("From"))
    ended_on = models.DateField(_("Last day"), null=True, blank=True)
    date_note = models.CharField(_("What is not known of the dates"), max_length=200, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["area", "kind", "-started_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="panels_officeholder_one_number"),
            ends_after_start("panels_officeholder_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display()}"

    def held_on(self, day: date) -> bool:
        """Whether they held the office on a day."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


class Appointment(Versioned):
    """A role given to someone who signs in, in an area and body, between two dates, approved by a named person.

    No body means every body of the area; no area means the whole portal, which only an administrator's role may be.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=Role.choices)
    area = models.ForeignKey(PoliceArea, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(_("Approved by"), max_length=120)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "pk"]
        constraints = [
            ends_after_start("panels_appointment_ends_after_start"),
            models.CheckConstraint(
                name="panels_appointment_area_unless_administrator",
                condition=models.Q(area__isnull=False) | models.Q(role=Role.ADMINISTRATOR),
                violation_error_message=_("Choose the police area"),
            ),
            models.CheckConstraint(
                name="panels_appointment_approved",
                condition=~models.Q(approved_by=""),
                violation_error_message=_("Enter who approved the appointment"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
