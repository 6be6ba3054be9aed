"""The action log as it is read: whose, by when, overdue or not, counted by state, with the newest evidence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from accounts.models import User
from documents.choices import Access
from documents.links import SeenLink, links_around
from meetings.choices import ActionStatus
from meetings.models import Action, ActionUpdate, Meeting
from meetings.querysets.minutes import OUT, minutes_are_open
from meetings.rules.actions import BUSINESS_MEETINGS, NOT_TAKING_PLACE
from panels.choices import OF_COMMISSIONER
from panels.models import Membership, Person, PoliceArea

NOBODY = AnonymousUser()
RANKS = {ActionStatus.OPEN: 0, ActionStatus.ANSWERED: 1, ActionStatus.CLOSED: 2, ActionStatus.SUPERSEDED: 3}


@dataclass(frozen=True)
class LogCounts:
    """How many actions stand in each state, and how many of the open ones are overdue."""

    total: int
    by_status: dict[str, int]
    overdue: int
    last_closed_on: date | None


def for_log(rows: QuerySet, today: date, reader: Any = NOBODY) -> QuerySet:
    """Actions with what the log shows and sorts by, in its usual order: open first, the first due on top.

    Whoever may not know of the next meeting is not told its day, nor that an action is overdue since.

    Adds `owner_words`, `due_by` (the day it is due; of one due by the next meeting, the day of that meeting once it is known),
    `is_overdue` (open, and due before today), `status_rank` and `last_said_on`.
    """
    known = Meeting.objects.visible_to(reader)
    later = known.filter(body=OuterRef("body"), kind__in=BUSINESS_MEETINGS, held_on__gt=OuterRef("raised_on"))
    next_day = later.exclude(status__in=NOT_TAKING_PLACE).order_by("held_on").values("held_on")[:1]
    said = ActionUpdate.objects.filter(action=OuterRef("pk")).order_by("-on", "-number").values("on")[:1]
    due_next = Case(When(due_next_meeting=True, then=Subquery(next_day)), output_field=DateField())
    marked = rows.annotate(
        owner_words=Coalesce("owner_person__name", "owner_name"),
        due_by=Coalesce(F("due_on"), due_next),
        last_said_on=Subquery(said),
        status_rank=Case(*(When(status=status, then=Value(rank)) for status, rank in RANKS.items()), output_field=IntegerField()),
    )
    overdue = Case(When(status=ActionStatus.OPEN, due_by__lt=today, then=Value(True)), default=Value(False))
    ordered = marked.annotate(is_overdue=overdue)
    return ordered.order_by("status_rank", F("due_by").asc(nulls_last=True), "raised_on", "reference", "pk")


def count_log(rows: QuerySet) -> LogCounts:
    """The counts of a log made by `for_log`, in one query."""
    states = {status: Count("pk", filter=Q(status=status)) for status in ActionStatus.values}
    found = rows.order_by().aggregate(overdue=Count("pk", filter=Q(is_overdue=True)), **states)
    overdue = found.pop("overdue")
    newest = rows.filter(status=ActionStatus.CLOSED).order_by("-closed_on").values_list("closed_on", flat=True).first()
    return LogCounts(sum(found.values()), found, overdue, newest)


def exempt_actions_words_of(user: Any, area: PoliceArea) -> str:
    """How many actions of boards of an area stand in exempt lists that a reader has not, in words; empty where there are none.

    Only of minutes that everybody may read, which say the same. One query.
    """
    listed = Action.objects.out().filter(area=area, body__kind__in=OF_COMMISSIONER).exclude(access=Access.PUBLIC)
    told = listed.filter(minutes_are_open("raised_meeting__"), raised_meeting__minutes__status__in=OUT)
    standing = told.exclude(status=ActionStatus.SUPERSEDED, superseded_by__isnull=True)
    count = standing.exclude(pk__in=Action.objects.visible_to(user).values("pk")).count()
    words = ngettext(
        "%(count)d action of a board is in an exempt actions list, and is not shown.",
        "%(count)d actions of boards are in exempt actions lists, and are not shown.",
        count,
    )
    return words % {"count": count} if count else ""


def newest_evidence(user: User, actions: Collection[int]) -> dict[int, SeenLink]:
    """What was last linked as bearing on each of some actions, as far as a person may see it."""
    around = links_around(user, "action", actions)
    sources = {key: [link for link in links if link.is_source] for key, links in around.items()}
    return {key: links[-1] for key, links in sources.items() if links}


def members_of(bodies: Any, today: date) -> QuerySet:
    """The people who sit on any of some bodies on a day, by name: who may be named as the owner of an action."""
    seats = Membership.objects.on(today).filter(body__in=bodies)
    return Person.objects.filter(Exists(seats.filter(person=OuterRef("pk")))).order_by("name")
