"""Who came by which paper. When one has to be taken down, it must be known who has it already.

Of people signed in the name is kept; of the public only that somebody fetched it, and when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncHour

from accounts.models import User
from documents.choices import FetchKind, PackStatus, PaperStatus
from documents.models import Fetch, Pack, Paper
from interface import clock
from panels.models import PoliceArea

MOST_NAMED = 500
MOST_HOURS = 200


@dataclass(frozen=True)
class Fetcher:
    """One fetch by somebody with a name."""

    user: User
    kind: str
    at: datetime

    @property
    def kind_words(self) -> str:
        return str(FetchKind(self.kind).label)


@dataclass(frozen=True)
class Hour:
    """How often the public fetched a paper within one hour."""

    begins_at: datetime
    count: int


@dataclass(frozen=True)
class Fetched:
    """Who fetched a paper: people by name, the newest first, and the public as a number with first, last and by the hour."""

    named: list[Fetcher] = field(default_factory=list)
    public_count: int = 0
    first: datetime | None = None
    last: datetime | None = None
    by_hour: list[Hour] = field(default_factory=list)


def note_fetch(
    request_user: User | AnonymousUser,
    kind: str,
    *,
    area: PoliceArea,
    collection: str,
    paper: Paper | None = None,
    pack: Pack | None = None,
) -> None:
    """Note that a published paper or pack was sent to somebody; of what is not published nothing is noted.

    A pack counts for every paper in it. Of the public nothing is kept but the time.
    """
    if paper is not None and paper.status == PaperStatus.PUBLISHED:
        _note(request_user, kind, area, collection, paper=paper)
    if pack is not None and pack.status == PackStatus.PUBLISHED:
        _note(request_user, kind, area, collection, pack=pack)


def note_fetches(
    request_user: User | AnonymousUser, kind: str, *, area: PoliceArea, collection: str, papers: Iterable[Paper]
) -> None:
    """Note that several papers were sent in one file."""
    for paper in papers:
        note_fetch(request_user, kind, area=area, collection=collection, paper=paper)


def _note(request_user: User | AnonymousUser, kind: str, area: PoliceArea, collection: str, **what: Any) -> None:
    user = request_user if isinstance(request_user, User) else None
    Fetch.objects.create(area=area, collection=collection, kind=kind, user=user, at=clock.now(), **what)


def fetches_of(paper: Paper, since: datetime | None = None) -> Fetched:
    """Who fetched a paper, alone or within a pack, since a moment; since its publication where none is given."""
    found = _all_of(paper)
    if since := since or paper.published_at:
        found = found.filter(at__gte=since)
    public = found.filter(user=None)
    named = found.exclude(user=None).select_related("user").order_by("-at", "-pk")[:MOST_NAMED]
    ends = public.aggregate(count=Count("pk"), first=Min("at"), last=Max("at"))
    hours = public.annotate(hour=TruncHour("at")).values("hour").annotate(count=Count("pk")).order_by("-hour")[:MOST_HOURS]
    return Fetched(
        named=[Fetcher(one.user, one.kind, one.at) for one in named if one.user],
        public_count=ends["count"],
        first=ends["first"],
        last=ends["last"],
        by_hour=[Hour(row["hour"], row["count"]) for row in hours],
    )


def _all_of(paper: Paper) -> QuerySet[Fetch]:
    """Fetches of the paper itself and of every pack that held it: not of one made again with sheets in its place."""
    packs = Pack.objects.filter(area=paper.area_id, collection=paper.collection, published_at__isnull=False)
    holding = [pack.pk for pack in packs if any(_shows(piece, paper) for piece in pack.manifest["pieces"])]
    return Fetch.objects.filter(Q(paper=paper) | Q(pack__in=holding))


def _shows(piece: Mapping[str, Any], paper: Paper) -> bool:
    return piece["key"] == paper.slug and piece.get("version", 1) > 0


def forget_fetches(*, before: datetime) -> int:
    """Drop the public's fetches of long ago, unless the paper, or one of the same meeting as the pack, was withdrawn."""
    withdrawn = Paper.objects.filter(area=OuterRef("area"), collection=OuterRef("collection"), withdrawn_at__isnull=False)
    public = Fetch.objects.filter(user=None, at__lt=before)
    old = public.filter(Q(paper__isnull=False, paper__withdrawn_at=None) | Q(paper=None) & ~Exists(withdrawn))
    return old.delete()[0]
