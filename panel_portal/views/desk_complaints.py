"""The part of a desk about complaints: which are open, what is due next in each, and which summaries wait for a second person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from complaints.choices import SummaryStatus
from complaints.due.complaints import KIND
from complaints.models import Complaint, PublicSummary
from panels.due import DueState, state_of
from panels.models import Obligation, PoliceArea
from panels.permissions import WRITES_AGENDAS, bodies_open_to

MOST_COMPLAINTS = 8


@dataclass(frozen=True)
class ComplaintLine:
    """A complaint, and what is due next in it, if anything is."""

    complaint: Complaint
    due: Obligation | None
    state: DueState | None


def open_complaints(user: Any, area: PoliceArea, now: datetime) -> dict[str, Any]:
    """The complaints that are not over and whose page a person may open, the one with the nearest day first; how many more there
    are; and the summaries that another person wrote and this one may approve."""
    key = Cast(OuterRef("pk"), CharField())
    running = Q(is_closing=False) | Q(due_on__gte=now.date())  # what only closes is over on the day after
    owed = Obligation.objects.open().filter(running, subject_kind=KIND, subject_key=key).order_by("due_on", "pk")
    seen = Complaint.objects.visible_to(user).filter(area=area).living()
    found = list(seen.annotate(next_key=Subquery(owed.values("pk")[:1])).select_related("area", "office_holder"))
    due = {one.pk: one for one in Obligation.objects.filter(pk__in=[one.next_key for one in found if one.next_key])}
    lines = [_line(complaint, due.get(complaint.next_key), now) for complaint in found]
    lines.sort(
        key=lambda line: (line.due is None, line.due.due_on if line.due else line.complaint.received_on, line.complaint.pk)
    )
    return {
        "complaints": lines[:MOST_COMPLAINTS],
        "complaints_more": max(0, len(lines) - MOST_COMPLAINTS),
        "summaries": _to_approve(user, area),
    }


def _line(complaint: Complaint, due: Obligation | None, now: datetime) -> ComplaintLine:
    return ComplaintLine(complaint, due, state_of(due, now) if due else None)


def _to_approve(user: Any, area: PoliceArea) -> list[PublicSummary]:
    """Drafts of summaries in the bodies whose business a person prepares, but the person's own."""
    drafts = PublicSummary.objects.visible_to(user).filter(status=SummaryStatus.DRAFT, complaint__area=area)
    mine = drafts.filter(complaint__body__in=bodies_open_to(user, WRITES_AGENDAS)).exclude(written_by=user)
    return list(mine.select_related("complaint__area").order_by("written_at", "pk")[:MOST_COMPLAINTS])
