"""Named reads of areas, bodies and people; "current" always means on a date."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from accounts.choices import Role
from interface import clock
from panels.choices import (
    COMMISSIONS,
    DECIDES,
    HANDLES_COMPLAINTS,
    OF_COMMISSIONER,
    REPORTS_PERFORMANCE,
    SERVES_COMMISSIONER,
    WRITES_AGENDAS,
    BodyKind,
    DutyAccess,
    DutyOwner,
    DutyStatus,
)


def in_force(on: date, prefix: str = "") -> Q:
    """Rows whose dated life covers a day: started by then, and not ended before it (`ended_on` is the last day)."""
    started = Q(**{f"{prefix}started_on__lte": on})
    return started & (Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gte": on}))


def _related(model: Any, name: str) -> models.QuerySet:
    """All rows at the other end of a relation, which this module cannot import: models import it."""
    return model._meta.get_field(name).related_model._default_manager.all()


class DatedQuerySet(models.QuerySet):
    """Rows with `started_on` and `ended_on`."""

    def on(self, day: date):
        return self.filter(in_force(day))


class PublicQuerySet(DatedQuerySet):
    """Rows that anybody may see: who governs, sits and hosts is public by law and custom."""

    def visible_to(self, user):
        return self.all()


class PoliceAreaQuerySet(PublicQuerySet):
    def matching(self, words: str):
        """Areas whose name, or one of whose councils past or present, holds the words."""
        words = " ".join(words.split())
        spellings = {words, words.replace("&", "and"), words.replace(" and ", " & ")}
        found = Q()
        for spelling in spellings:
            for field in ("name", "authorities__name", "authorities__aliases__name"):
                found |= Q(**{f"{field}__icontains": spelling})
        return self.filter(pk__in=self.model._default_manager.filter(found).values("pk"))

    def for_chooser(self, on: date):
        """By nation and name, each with its councils on a day, as `councils`."""
        authorities = _related(self.model, "authorities").filter(in_force(on))
        return self.prefetch_related(Prefetch("authorities", authorities, to_attr="councils")).order_by("nation", "name")


class BodyQuerySet(PublicQuerySet):
    def panel_of(self, area, on: date):
        """The panel of an area on a day, or None before there is one."""
        return self.on(on).filter(area=area, kind=BodyKind.PANEL).order_by("-started_on", "pk").first()

    def for_page(self):
        return self.select_related("area", "parent")


class MembershipQuerySet(PublicQuerySet):
    def for_page(self):
        return self.select_related("person", "authority", "body").prefetch_related("offices", "person__aliases")

    def with_offices_held(self, on: date):
        """Each seat with the offices its member holds on a day, as `offices_held`."""
        offices = _related(self.model, "offices").filter(in_force(on))
        return self.prefetch_related(Prefetch("offices", offices, to_attr="offices_held"))


class AppointmentQuerySet(DatedQuerySet):
    def visible_to(self, user):
        """Administrators alone see appointments, and their pages ask for that; to others there are none."""
        return self.all() if user.is_authenticated else self.none()

    def for_user(self, user, on: date):
        return self.on(on).filter(user=user).select_related("area", "body")

    def for_page(self):
        """The newest first, with where they hold and as whom."""
        return self.select_related("user", "area", "body__area", "person").order_by("-started_on", "-pk")

    def over(self, on: date):
        """Those whose last day has gone by."""
        return self.filter(ended_on__lt=on)

    def of_administrators(self):
        """Those that give the whole portal into somebody's care."""
        return self.filter(role=Role.ADMINISTRATOR, area=None)


class RuleQuerySet(models.QuerySet):
    def in_force(self, on: date):
        return self.filter(in_force_from__lte=on).filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=on))


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The register is public: that a sensitive interest is registered too, but never its words (see
        `permissions.can_keep_interests`)."""
        return self.filter(removed_at__isnull=True)

    def in_force(self, on: date):
        """Those not over by a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))

    def of_members(self, body, on: date):
        """Those of who sits on a body on a day: the register is public for as long as the member sits."""
        sitting = _related(self.model, "body").filter(pk=body.pk).filter(in_force(on, "memberships__"))
        return self.filter(body=body, person__in=sitting.values("memberships__person"))

    def for_page(self):
        """By member and kind; a sensitive one stands last, so that its place does not tell its kind."""
        kind = Case(When(is_sensitive=True, then=Value("")), default="category")
        return self.select_related("person", "body__area").order_by("person__name", "person", "is_sensitive", kind, "number")


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What everybody may know; all of the bodies whose business a person prepares; what the person owes, or the office
        that they are appointed to in the area, of which decisions or complaints staff alone know what is not known beyond.

        Starts from nothing.
        """
        public = Q(access=DutyAccess.PUBLIC)
        if not user.is_authenticated or not user.is_active:
            return self.filter(public)
        appointments = self.model._meta.apps.get_model("panels", "Appointment")._default_manager.on(clock.today())
        held = appointments.filter(user=user, area=OuterRef("area"))
        over_body = Q(body__isnull=True) | Q(body=OuterRef("body"))
        own = Q(Exists(held), owner_user=user)
        of_office = Q(body__kind__in=OF_COMMISSIONER)
        prepared = Q(Exists(held.filter(over_body, role__in=WRITES_AGENDAS))) & ~of_office
        prepared |= of_office & Q(Exists(held.filter(over_body, role__in=DECIDES)))
        few = {
            DutyAccess.DECISIONS: DECIDES, DutyAccess.COMPLAINTS: HANDLES_COMPLAINTS, DutyAccess.PERFORMANCE: REPORTS_PERFORMANCE,
            DutyAccess.COMMISSIONING: COMMISSIONS,
        }  # fmt: skip
        serves = Q(Exists(held.filter(role__in=SERVES_COMMISSIONER))) & ~Q(access__in=few)
        for access, roles in few.items():
            serves |= Q(Exists(held.filter(role__in=roles)), access=access)
        office = Q(owner=DutyOwner.COMMISSIONER, owner_user__isnull=True) & serves
        return self.filter(public | own | prepared | office)

    def open(self):
        return self.filter(status=DutyStatus.OPEN)

    def missed(self, now):
        """Open ones whose day, or hour on the day, has gone by; what merely closed is not missed."""
        today, time = now.date(), now.timetz().replace(tzinfo=None)
        over = Q(due_on__lt=today) | Q(due_on=today, due_at__lte=time)
        return self.open().filter(over, is_closing=False)

    def of(self, kind: str, key):
        """Those of one thing."""
        return self.filter(subject_kind=kind, subject_key=str(key))

    def for_page(self):
        return self.select_related("area", "body", "owner_user", "met_by")
