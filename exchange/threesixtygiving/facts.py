"""Which grants everybody may read and re-use, as plain facts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from commissioning.choices import AwardKind, CameFrom, Route
from commissioning.models import Award
from commissioning.rules.values import current_value
from exchange.publishing.identity import Organisation, Source, funders_of, organisation_of
from exchange.publishing.opened import parts_of_awards
from exchange.publishing.papers import Paper, papers_of
from panels.models import PoliceArea

OPEN_CALL = {Route.OPEN: "Yes", Route.SELECTIVE: "No", Route.DIRECT: "No", Route.FRAMEWORK: "No"}


@dataclass(frozen=True)
class Named:
    """Something that is known by a short name: a fund, a priority."""

    code: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Grant:
    """One grant. `amount` is all that was awarded, with what was added later."""

    reference: str
    title: str
    purpose: str
    conditions: str
    reasons: str
    vat: str
    amount: Decimal
    awarded_on: date
    started_on: date | None
    ended_on: date | None
    url: str
    recipient: Organisation
    funders: tuple[Organisation, ...]
    programme: Named | None
    priority: Named | None
    open_call: str
    papers: tuple[Paper, ...]
    changed_at: datetime


def open_grants(area: PoliceArea) -> QuerySet[Award]:
    """The grants that an area publishes. One that came from another publisher's file is published there, under its own
    identifier, and would be counted twice."""
    rows: Any = Award.objects.all()
    found: QuerySet[Award] = rows.open_to_all().filter(area=area, kind=AwardKind.GRANT).exclude(came_from=CameFrom.GRANTS_FILE)
    return found


def grants_of(area: PoliceArea, source: Source) -> list[Grant]:
    """The grants that an area publishes, the oldest first."""
    rows = open_grants(area).select_related("area", "provider", "fund__area", "exercise", "priority", "decision__area")
    return [_grant(row, source) for row in rows.prefetch_related(*parts_of_awards()).order_by("awarded_on", "reference")]


def _grant(row: Any, source: Source) -> Grant:
    amount = current_value(row.amount, row.open_variations, row.open_extensions)
    return Grant(
        reference=row.reference, title=row.title, purpose=row.purpose, conditions=row.conditions, reasons=row.reasons,
        vat=str(row.get_vat_display()), amount=amount, awarded_on=row.awarded_on, started_on=row.started_on,
        ended_on=row.ended_on, url=source.url(reverse("awards:award-detail", args=[source.area, row.reference])),
        recipient=organisation_of(row.provider, source.grants_prefix),
        funders=funders_of(row.open_shares, source, source.grants_prefix), programme=_programme(row.fund, source),
        priority=_priority(row.priority), open_call=_open_call(row.exercise), papers=papers_of(row, row.decision, source),
        changed_at=max(row.changed_at, row.published_at),
    )  # fmt: skip


def _programme(fund: Any, source: Source) -> Named | None:
    if fund is None or fund.published_at is None:
        return None
    return Named(fund.slug, fund.title, source.url(reverse("grants:fund-detail", args=[source.area, fund.slug])))


def _priority(priority: Any) -> Named | None:
    if priority is None or priority.removed_at is not None:
        return None
    return Named(priority.slug, priority.title)


def _open_call(exercise: Any) -> str:
    if exercise is None or exercise.published_at is None:
        return ""
    return OPEN_CALL.get(exercise.route, "")
