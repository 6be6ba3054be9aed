"""Large print of a meeting's papers: asked for when they are published, and made at once for whoever cannot wait."""

from dataclasses import asdict
from typing import Any

from documents.choices import PaperKind
from documents.models import Pack, Paper
from documents.services.large_print import LARGE_PRINT_JOB, Heads
from documents.services.large_print import large_print as made
from jobs.services import enqueue
from meetings.models import Meeting
from meetings.rules import seen_item
from meetings.services.pack_plans import running_head


def large_print_heads(*, meeting: Meeting, paper: Paper, packs: list[Pack]) -> Heads:
    """Running head and item as in the pack, and the pages there. An item without a number is not named."""
    ranges: dict[str, Any] = {}
    for pack in packs:
        ranges |= pack.manifest.get("ranges", {})
    first, last = ranges.get(paper.slug, (None, None))
    link = getattr(paper, "item_paper", None)
    label = seen_item(link.item, False).label if link and link.item.number else ""
    return Heads(running_head(meeting), label, first, last)


def large_print(*, meeting: Meeting, paper: Paper, packs: list[Pack]):
    """The file, made now if need be. Raises documents.services.large_print.NoLargePrint."""
    return made(paper=paper, heads=large_print_heads(meeting=meeting, paper=paper, packs=packs))


def ask_for_large_print(*, meeting: Meeting, packs: list[Pack], actor=None) -> None:
    """Ask for the large print of every written paper that goes out in these packs and has none.

    Called within the publication: the job begins once that has gone through, and looks again.
    """
    keys = {key for pack in packs for key in pack.manifest.get("ranges", {})}
    written = Paper.objects.filter(area=meeting.area_id, collection=meeting.slug, slug__in=keys).exclude(kind=PaperKind.PDF)
    lacking = written.filter(withdrawn_at=None, current__isnull=False, current__large_print=None)
    for paper in lacking.select_related("area", "body", "current", "item_paper__item"):
        heads = asdict(large_print_heads(meeting=meeting, paper=paper, packs=packs))
        enqueue(
            LARGE_PRINT_JOB, key=f"version {paper.current_id}", payload={"paper": paper.pk, "heads": heads},
            requested_by=actor, area_slug=meeting.area.slug,
        )  # fmt: skip
