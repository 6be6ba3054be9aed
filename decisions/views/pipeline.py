"""The decisions under way by state, with what each waits for."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from decisions.choices import DecisionStatus
from decisions.models import BoardDecision, Decision, DecisionStep
from decisions.papers.decision_notice import publication_rule
from decisions.rules.decision_steps import waits_for
from decisions.views.decision_parts import register_crumbs, require_office
from interface import clock
from interface.links import url_or_none
from meetings.models import Meeting

Status = DecisionStatus
COLUMNS = (Status.PROPOSED, Status.DEFERRED, Status.ON_BOARD, Status.AGREED, Status.SIGNED, Status.PUBLISHED)
ENDED = (Status.IMPLEMENTED, Status.RESCINDED, Status.REJECTED, Status.WITHDRAWN)
MOST = 25  # of each state; the register has the rest


@dataclass(frozen=True)
class Card:
    """A decision on the board: what it waits for, and since when it stands there."""

    decision: Decision
    waits_for: str
    since: Any
    days: int


@dataclass
class Column:
    """A state with its decisions: of those that wait, the longest waiting first."""

    status: DecisionStatus
    count: int
    url: str | None
    cards: list[Card] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@login_required
@require_safe
def decision_pipeline(request: Any, area: str) -> HttpResponse:
    """Which decisions are under way, and what does each wait for? For the office alone."""
    require_office(request)
    counts = _counts(request)
    columns = [_column(request, status, counts.get(status, 0)) for status in COLUMNS]
    _fill(request, columns)
    ended = [_column(request, status, counts[status]) for status in ENDED if counts.get(status)]
    context = {
        "columns": columns,
        "count": sum(column.count for column in columns),
        "ended": ended,
        "rule": publication_rule(Decision(area=request.area)),
        "breadcrumbs": register_crumbs(request),
        "list_url": url_or_none("decisions:decision-list", request.area.slug),
        "create_url": reverse("decisions:decision-create", args=[request.area.slug]),
    }
    return render(request, "decisions/pipeline.html", context)


def _counts(request: Any) -> dict[str, int]:
    seen = Decision.objects.visible_to(request.user).filter(area=request.area)
    return dict(seen.order_by().values_list("status").annotate(count=Count("pk")))


def _column(request: Any, status: DecisionStatus, count: int) -> Column:
    listed = url_or_none("decisions:decision-list", request.area.slug)
    return Column(status, count, f"{listed}?state={status}" if listed else None)


def _fill(request: Any, columns: list[Column]) -> None:
    """Put the newest of each state on the board: three queries however many there are, and one for each state that has any."""
    seen = Decision.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    rows = {
        column.status: list(seen.filter(status=column.status).order_by("-year", "-number")[:MOST])
        for column in columns
        if column.count
    }
    keys = [one.pk for some in rows.values() for one in some]
    since = dict(DecisionStep.objects.filter(decision__in=keys).order_by().values_list("decision").annotate(day=Max("taken_on")))
    boards = _boards([one.pk for one in rows.get(Status.ON_BOARD, [])])
    today = clock.today()
    for column in columns:
        cards = [_card(one, boards.get(one.pk), since.get(one.pk), today) for one in rows.get(column.status, [])]
        column.cards = sorted(cards, key=lambda card: (card.since, card.decision.year, card.decision.number))


def _card(decision: Decision, board: Meeting | None, since: Any, today: Any) -> Card:
    day = since or decision.published_on or decision.signed_on or decision.proposed_on
    return Card(decision, waits_for(decision, board, today), day, (today - day).days)


def _boards(keys: list[int]) -> dict[int, Meeting]:
    """The meeting on whose agenda each of some decisions stands."""
    standing = BoardDecision.objects.standing().filter(decision__in=keys).select_related("meeting")
    return {row.decision_id: row.meeting for row in standing.order_by("meeting__held_on", "number")}
