"""Which meetings and agenda items a person may see."""

from typing import Any

from django.db import models
from django.db.models import Case, Count, Q, When

from meetings.choices import ItemState, MeetingStatus, Publication, ReleaseStatus, RequestStatus
from panels.permissions import WRITES_AGENDAS, areas_of, bodies_open_to

AWAITED = (RequestStatus.ASKED, RequestStatus.SUBMITTED, RequestStatus.RETURNED)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Announced public meetings and notices; private ones for those entitled; drafts for those who prepare them.

        Starts from nothing: a draft or a private briefing is never public by default, and calling a draft off that
        nobody knew of does not show it.
        """
        announced = ~Q(status=MeetingStatus.DRAFT) & ~Q(status=MeetingStatus.CANCELLED, announced_at__isnull=True)
        public = announced & Q(publication__in=[Publication.PUBLIC, Publication.NOTICE])
        if not user.is_authenticated:
            return self.filter(public)
        restricted = announced & Q(body__in=bodies_open_to(user))
        drafts = Q(body__in=bodies_open_to(user, WRITES_AGENDAS))
        return self.filter(public | restricted | drafts)

    def agenda_read_by(self, user):
        """Those whose agenda is out and that a person may read: of a private day, only those entitled; of a board, everybody
        once it has approved the agenda for release."""
        readable = Q(publication=Publication.PUBLIC) | Q(agenda_released_at__isnull=False)
        if user.is_authenticated:
            readable |= Q(body__in=bodies_open_to(user))
        return self.filter(readable, published_at__isnull=False)

    def upcoming(self, today):
        return self.filter(held_on__gte=today).order_by("held_on", "starts_at", "slug")

    def past(self, today):
        return self.filter(held_on__lt=today).order_by("-held_on", "-starts_at", "slug")

    def with_item_counts(self):
        items = ~Q(agenda_items__state=ItemState.WITHDRAWN)
        return self.annotate(item_count=Count("agenda_items", filter=items, distinct=True))

    def for_list(self, today):
        """Coming meetings first, the nearest on top; then those that are over, the latest on top."""
        over = Case(When(held_on__lt=today, then=True), default=False)
        coming_day = Case(When(held_on__gte=today, then="held_on"))
        coming_time = Case(When(held_on__gte=today, then="starts_at"))
        rows = self.select_related("area", "body", "venue", "moved_to", "minutes")
        return rows.annotate(is_over=over).order_by("is_over", coming_day, coming_time, "-held_on", "-starts_at", "slug")

    def following(self, meeting):
        """Announced meetings after one, in its area and of its body, whatever their publication."""
        gone = [MeetingStatus.DRAFT, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED]
        later = Q(held_on__gt=meeting.held_on)
        if meeting.starts_at:
            later |= Q(held_on=meeting.held_on, starts_at__gt=meeting.starts_at)
        rows = self.filter(later, body=meeting.body_id).exclude(status__in=gone).exclude(pk=meeting.pk)
        return rows.order_by("held_on", "starts_at", "slug")

    def same_day(self, meeting):
        return self.filter(area=meeting.area_id, held_on=meeting.held_on).exclude(pk=meeting.pk).order_by("starts_at", "slug")

    def for_page(self):
        return self.select_related("area", "body", "venue", "moved_to__area", "minutes")


class AgendaItemQuerySet(models.QuerySet):
    def in_order(self):
        """Top items by position, each followed by its sub-items."""
        return self.select_related("parent").order_by("position", "pk")

    def for_page(self):
        return self.in_order().prefetch_related(
            "item_papers__paper__current__pdf", "item_papers__paper__current__printed", "item_papers__supplement"
        )


class PaperRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that a person was asked for, while they hold an appointment in the area; all of what they prepare.

        Starts from nothing: it opens neither the meeting nor its agenda to anybody.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(asked_of=user, meeting__area__in=areas_of(user))
        return self.filter(own | Q(meeting__body__in=bodies_open_to(user, WRITES_AGENDAS)))

    def outstanding(self):
        """Wanted, and not on the agenda."""
        return self.filter(status__in=AWAITED)

    def for_page(self):
        there = ("meeting__area", "meeting__body", "item", "asked_of", "asked_by", "paper__current", "paper__area")
        return self.select_related(*there)


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was approved for release, of meetings that a person may know of; all of it for those entitled to the body."""
        approved = Q(status=ReleaseStatus.APPROVED)
        if not user.is_authenticated:
            return self._of_known(user).filter(approved)
        return self._of_known(user).filter(approved | Q(meeting__body__in=bodies_open_to(user)))

    def _of_known(self, user):
        related: Any = self.model._meta.get_field("meeting").related_model
        return self.filter(meeting__in=related._default_manager.visible_to(user))
