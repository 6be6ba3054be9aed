"""What the audit trail holds of a meeting: its own acts, and those on its papers, packs and minutes."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import AuditEntry
from documents.models import Pack, Paper
from documents.services.readings import RESTRICTED_READ
from meetings.models import Meeting, Minutes


def acts_on(meeting: Meeting) -> QuerySet[Any]:
    """Every act but readings, the newest first, for those who prepare the meeting: what is private is named by reference."""
    here = {"area": meeting.area_id, "collection": meeting.slug}
    papers = [paper.reference for paper in Paper.objects.filter(**here).only("pk")]
    packs = [str(pk) for pk in Pack.objects.filter(**here).values_list("pk", flat=True)]
    # A draft that was deleted has no row any more, but its entries name the meeting's address
    of_papers = Q(target_reference__in=papers) | Q(detail__paper__startswith=f"{meeting.slug}/")
    minutes = getattr(meeting, "minutes", None)
    wanted = (
        _of(meeting)
        | Q(target_type=Minutes._meta.label_lower, target_reference=minutes.reference if minutes else "")
        | Q(of_papers, target_type=Paper._meta.label_lower)
        | Q(target_type=Pack._meta.label_lower, target_reference__in=packs)
    )
    acts = AuditEntry.objects.for_chain(meeting.area.slug).filter(wanted).exclude(action=RESTRICTED_READ)
    return acts.for_page().order_by("-at", "-sequence")


def last_act(meeting: Meeting, *actions: str) -> AuditEntry | None:
    """The newest of some acts on the meeting itself."""
    return AuditEntry.objects.for_chain(meeting.area.slug).filter(_of(meeting), action__in=actions).last()


def _of(meeting: Meeting) -> Q:
    return Q(target_type=meeting._meta.label_lower, target_reference=meeting.reference)
