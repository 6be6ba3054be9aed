"""Recommendations across all sources: where each was made, by when a response is asked for, whether it is late."""

from collections.abc import Collection
from datetime import date

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from documents.links import End, find_ends
from documents.models import Link
from meetings.choices import RecommendationSource, RecommendationStatus
from meetings.models import RecommendationResponse
from meetings.permissions import Reader

KIND = "recommendation"
CASE = "case"  # the kind of end that the app of statutory cases enters; this app does not know it


def with_sources(rows: QuerySet, today: date) -> QuerySet:
    """Recommendations with `source`, `responded_on` (the newest response) and `is_late`: asked for by a day that is over,
    without a response. Those taken back stand last; then those without a response, the oldest first."""
    newest = RecommendationResponse.objects.filter(recommendation=OuterRef("pk")).order_by("-responded_on", "-number")
    late = Q(response_due_on__lt=today, status=RecommendationStatus.MADE, withdrawn_at__isnull=True, published_at__isnull=False)
    found = rows.annotate(
        responded_on=Subquery(newest.values("responded_on")[:1]),
        source=_source(),
        is_late=Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField()),
    )
    taken_back_last = F("withdrawn_at").asc(nulls_first=True)
    return found.order_by(taken_back_last, F("responded_on").desc(nulls_first=True), "made_on", "reference", "pk")


def _source() -> Case:
    return Case(
        When(entry__isnull=False, then=Value(RecommendationSource.MINUTES)),
        When(review__isnull=False, then=Value(RecommendationSource.REVIEW)),
        When(Exists(_links_to_cases()), then=Value(RecommendationSource.CASE)),
        default=Value(RecommendationSource.HAND),
        output_field=CharField(),
    )


def _links_to_cases() -> QuerySet:
    """The standing links between a recommendation and a statutory case, whichever of them says it."""
    outwards = Q(source_kind=KIND, source_key=OuterRef("pk"), target_kind=CASE)
    inwards = Q(target_kind=KIND, target_key=OuterRef("pk"), source_kind=CASE)
    return Link.objects.filter(outwards | inwards, removed_at__isnull=True)


def cases_of(keys: Collection[int], user: Reader) -> dict[int, End]:
    """The statutory case in whose report each of some recommendations was made, where the reader may see it."""
    outwards = Q(source_kind=KIND, source_key__in=keys, target_kind=CASE)
    inwards = Q(target_kind=KIND, target_key__in=keys, source_kind=CASE)
    links = list(Link.objects.filter(outwards | inwards, removed_at__isnull=True).order_by("number"))
    far = {_near(link): (CASE, _far(link)) for link in links}
    ends = find_ends(user, far.values())
    return {key: ends[end] for key, end in far.items() if end in ends}


def _near(link: Link) -> int:
    return link.source_key if link.source_kind == KIND else link.target_key


def _far(link: Link) -> int:
    return link.target_key if link.source_kind == KIND else link.source_key
