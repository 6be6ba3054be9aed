"""What everybody reads of an area's complaints: how many there are, and those of which a summary is approved."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from complaints.choices import OVER, ComplaintStatus
from complaints.models import Complaint
from complaints.papers.public_rows import for_public, public_rows, told_of
from complaints.rules.public import PublicRow
from interface import clock
from panels.models import PoliceArea

__all__ = ["Counts", "Tombstone", "counts_of", "rows_of", "shown", "tombstones"]


@dataclass(frozen=True)
class Counts:
    """How many complaints an area has on a day: all, those that live, and those that the register shows, leaves out and has lost.

    `shown` have an approved summary, `untold` none; `erased` went with their records, and only their references are left.
    """

    on: date
    every: int
    live: int
    shown: int
    untold: int
    erased: int

    @property
    def over(self) -> int:
        """Closed or withdrawn."""
        return self.every - self.live


@dataclass(frozen=True)
class Tombstone:
    """What is left of an erased complaint: its reference, when it came and ended, and how it stood."""

    reference: str
    received_on: date
    ended_on: date | None
    state: str


def shown(area: PoliceArea) -> QuerySet:
    """The complaints of an area that the public register shows, with all that a row is made of; newest first."""
    return for_public(told_of(area))


def counts_of(area: PoliceArea, *, year: int | None = None) -> Counts:
    """Counts as at today, of all years or of those received in one."""
    mine = Complaint.objects.filter(area=area)
    if year is not None:
        mine = mine.filter(received_on__year=year)
    every = list(mine.values_list("pk", "status", "erased_at"))
    told = set(mine.with_public_summary().values_list("pk", flat=True))
    erased = [pk for pk, _status, erased_at in every if erased_at is not None]
    return Counts(
        on=clock.today(),
        every=len(every),
        live=sum(status not in OVER for _pk, status, _erased in every),
        shown=len(told),
        untold=len(every) - len(told) - len(erased),
        erased=len(erased),
    )


def tombstones(area: PoliceArea) -> list[Tombstone]:
    """The erased complaints of an area, in the order of their references."""
    gone = Complaint.objects.filter(area=area, erased_at__isnull=False).order_by("received_on", "reference")
    rows = gone.values_list("reference", "received_on", "ended_on", "status")
    return [Tombstone(ref, came, ended, str(ComplaintStatus(status).label)) for ref, came, ended, status in rows]


def rows_of(complaints: QuerySet) -> list[PublicRow]:
    """Complaints of `shown` as everybody reads them."""
    return public_rows(complaints)
