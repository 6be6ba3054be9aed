"""The annotated agenda for the Chair as a PDF: every item with its pages, its note and room to write. Never kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from documents import rendering
from documents.choices import ExemptParagraph, PackStatus
from documents.models import Pack
from documents.services.packs import STYLESHEETS
from interface.markdown import render
from meetings.models import Meeting
from meetings.rules import SeenItem
from meetings.services.packs import editions, running_head
from meetings.services.reading import seen_agenda

STYLES = (*STYLESHEETS, rendering.STATIC / "css" / "chair.css")


@dataclass(frozen=True)
class NotedLine:
    """An item as the Chair's edition prints it. Each paper comes with its pages in the members' edition, where known."""

    item: SeenItem
    papers: list[tuple[str, Any]]
    paragraph_words: str
    note: SafeString
    screen_note: SafeString


def noted_lines(meeting: Meeting) -> list[NotedLine]:
    """The agenda with private titles, pages and notes, in its order; without items that were withdrawn."""
    ranges = members_ranges(meeting)
    notes = dict(meeting.agenda_items.values_list("slug", "chair_note"))
    faces = [face for face in seen_agenda(meeting, entitled=True) if not face.is_withdrawn]
    return [_noted(face, notes[face.slug], ranges) for face in faces]


def _noted(face: SeenItem, note: str, ranges: Mapping[str, Any]) -> NotedLine:
    return NotedLine(
        item=face,
        papers=[(paper.title, ranges.get(paper.slug)) for paper in face.papers if not paper.is_withdrawn],
        paragraph_words=str(ExemptParagraph(face.paragraph).label) if face.paragraph else "",
        note=render(note, level=4, for_pdf=True),
        screen_note=render(note, level=3),
    )


def members_pack(meeting: Meeting) -> Pack | None:
    """The pack with the most in it: the members' edition where there is one; a preview until the agenda is out."""
    return Pack.objects.all().current(meeting.area, meeting.slug, editions(meeting)[-1])


def members_ranges(meeting: Meeting) -> dict[str, list[int]]:
    """The pages of each paper in the widest edition, supplements included: these may have a public edition alone."""
    parts = Pack.objects.filter(area=meeting.area, collection=meeting.slug, part__gt=0).exclude(status=PackStatus.SUPERSEDED)
    ranges: dict[str, list[int]] = {}
    for pack in (*parts.order_by("part", "number"), members_pack(meeting)):
        ranges |= pack.manifest.get("ranges", {}) if pack else {}
    return ranges


@translation.override(settings.LANGUAGE_CODE)
def chair_pdf(meeting: Meeting) -> bytes:
    """The annotated agenda as a tagged PDF, rendered each time: what is private in it lies in no cache."""
    context = {
        "meeting": meeting,
        "area": meeting.area,
        "running": running_head(meeting),
        "lines": noted_lines(meeting),
    }
    html = render_to_string("meetings/pdf/chair.html", context)
    return rendering.render_piece(html, stylesheets=STYLES)
