"""Where a meeting's packs and their pages are found."""

from typing import Any

from django.urls import reverse

from documents.models import Pack
from documents.sources import sources
from meetings.models import Meeting


def pack_page(meeting: Meeting, page: int) -> str:
    """The address of a page of the pack in the reader: one for everybody, whatever edition is theirs."""
    return reverse("meetings:pack-page", args=[meeting.area.slug, meeting.slug, page])


def pack_url(meeting: Meeting, pack: Pack, what: str) -> str:
    """The address of a pack's `file`, `screen` edition or `manifest`."""
    here: list[Any] = [meeting.area.slug, meeting.slug]
    if pack.part:
        return reverse(f"meetings:supplement-{what}", args=[*here, pack.part, pack.edition])
    return reverse(f"meetings:pack-{what}", args=[*here, pack.edition])


def named_register(request: Any) -> dict[str, str]:
    """The register that a link to a paper's form names (`?source=`), as the form begins; empty when there is none such."""
    asked = request.GET.get("source", "")
    return next(({"source": entry.key, "title": str(entry.title)} for entry in sources() if entry.key == asked), {})
