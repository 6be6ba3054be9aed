"""Who read what is not for everybody. The trail names the person and the thing, and nothing of what it says."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts.models import User
from accounts.services import record
from documents.choices import Access, Edition, PackStatus, PaperStatus
from documents.models import Pack, Paper
from panels.models import PoliceArea

RESTRICTED_READ = "documents.restricted_read"


@transaction.atomic
def record_readings(*, things: Iterable[Paper | Pack], reader: User | AnonymousUser, area: PoliceArea) -> None:
    """Record that somebody signed in was given a private paper, a draft, a members' pack or a preview; nothing else."""
    if not reader.is_authenticated:
        return
    for thing in things:
        if not _is_for_everybody(thing):
            detail = {"of": thing.collection, **_which(thing)}
            record(actor=reader, action=RESTRICTED_READ, target=thing, area=area, detail=detail)


def _is_for_everybody(thing: Paper | Pack) -> bool:
    if isinstance(thing, Pack):
        return thing.edition == Edition.PUBLIC and thing.status != PackStatus.PREVIEW
    return thing.access == Access.PUBLIC and thing.status != PaperStatus.DRAFT


def _which(thing: Paper | Pack) -> dict[str, str | int]:
    if isinstance(thing, Pack):
        return {"edition": thing.edition, "number": thing.number}
    return {"version": thing.current.number if thing.current else 0}
