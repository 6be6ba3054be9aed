"""Reads complaints for the public register and the standing report: each as `rules.public` lets everybody read it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from complaints.choices import SummaryStatus
from complaints.models import Allegation, Complaint, ComplaintStep, HandlingPower, PublicSummary
from complaints.rules.public import PublicRow, public_row

PUBLIC = AnonymousUser()  # the register and the report are for everybody: they say what everybody may see, and nothing else


def for_public(rows: QuerySet) -> QuerySet:
    """Complaints with all that a public row is made of, fetched once for a page of them; newest first."""
    told = PublicSummary.objects.visible_to(PUBLIC).filter(status=SummaryStatus.PUBLISHED)
    judged = Allegation.objects.standing().exclude(decision="").only("complaint_id", "decision")
    steps = ComplaintStep.objects.standing().only("complaint_id", "number", "kind", "taken_on", "handling").order_by("number")
    fetched = rows.select_related("office_holder", "resolving_body").prefetch_related(
        Prefetch("summaries", queryset=told, to_attr="told"),
        Prefetch("steps", queryset=steps, to_attr="taken"),
        Prefetch("allegations", queryset=judged, to_attr="judged"),
    )
    return fetched.order_by("-received_on", "-reference")


def public_rows(complaints: Iterable[Any]) -> list[PublicRow]:
    """Complaints of `for_public` as everybody may read them, in the same order."""
    complaints = list(complaints)
    held = HandlingPower.objects.visible_to(PUBLIC).filter(body__in={one.body_id for one in complaints})
    powers = list(held.order_by("started_on", "number")) if complaints else []
    return [
        public_row(
            one, summary=one.told[0] if one.told else None, steps=one.taken, decisions=[part.decision for part in one.judged],
            powers=[power for power in powers if power.body_id == one.body_id],
        )
        for one in complaints
    ]  # fmt: skip


def told_of(area: Any) -> QuerySet:
    """The complaints of an area of which the public is told."""
    return Complaint.objects.filter(area=area).with_public_summary()
