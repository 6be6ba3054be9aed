"""What was approved for release, as a reader is shown it: its words, its state, and where it is read."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from documents.models import Paper
from meetings import permissions
from meetings.choices import ReleaseKind, ReleaseStatus
from meetings.models import Meeting, Release
from meetings.rules.releases import document_words

COLOURS = {ReleaseStatus.ASKED: "yellow", ReleaseStatus.APPROVED: "green", ReleaseStatus.HELD_BACK: "grey"}
NAMED = (
    "meeting__area", "of_meeting__area", "of_meeting__body", "of_meeting__minutes", "paper__area", "paper__body", "minute_item",
)  # fmt: skip


def released_of(user: Any, meeting: Meeting) -> list[dict[str, Any]]:
    """What of a meeting was approved for release, here or at a later one, as far as a reader may know of that."""
    rows = Release.objects.visible_to(user).filter(of_meeting=meeting, status=ReleaseStatus.APPROVED)
    return release_lines(user, list(rows.select_related(*NAMED).order_by("meeting__held_on", "number")))


def release_lines(user: Any, rows: Sequence[Release]) -> list[dict[str, Any]]:
    """Each document with its state, and where it is read, as far as this reader may."""
    meetings = Meeting.objects.visible_to(user).agenda_read_by(user)
    read = set(meetings.filter(pk__in=[row.of_meeting_id for row in rows]).values_list("pk", flat=True))
    papers = Paper.objects.visible_to(user).filter(pk__in=[row.paper_id for row in rows if row.paper_id])
    seen = set(papers.values_list("pk", flat=True))
    return [_line(user, row, read, seen) for row in rows]


def _line(user: Any, row: Release, agendas: set[int], papers: set[int]) -> dict[str, Any]:
    url = _where(user, row, agendas, papers)
    return {
        "row": row,
        "words": document_words(row.kind, row.of_meeting, row.paper),
        "url": url,
        "is_missing": not url and row.status == ReleaseStatus.APPROVED,
        "colour": COLOURS[ReleaseStatus(row.status)],
    }


def _where(user: Any, row: Release, agendas: set[int], papers: set[int]) -> str:
    """The address of a document that is here and that the reader may read; empty where there is none."""
    of, here = row.of_meeting, [row.of_meeting.area.slug, row.of_meeting.slug]
    if row.kind == ReleaseKind.PAPER:
        return row.paper.get_absolute_url() if row.paper and row.paper_id in papers else ""
    if row.kind == ReleaseKind.MINUTES:
        return reverse("meetings:minutes-detail", args=here) if permissions.can_read_minutes(user, of) else ""
    return of.get_absolute_url() if of.pk in agendas else ""
