"""A meeting's papers as one ZIP file."""

import io
import zipfile

from django.core.exceptions import SuspiciousFileOperation
from django.db.models import Q, QuerySet
from django.utils.text import get_valid_filename

from documents.models import Paper
from documents.services.files import read_bytes
from documents.services.pack_plans import STYLESHEETS
from documents.services.packs import piece_cache
from meetings.models import AgendaItem, Meeting
from meetings.rules import seen_item
from meetings.services.packs import paper_section, running_head
from panels.permissions import can_read_restricted

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same papers, the same bytes
LONGEST_NAME = 60


def archive(*, meeting: Meeting, user) -> bytes | None:
    """The PDFs of the papers that a person may see, in folders numbered as the agenda; None where there are none.

    Which papers comes from `Paper.visible_to`; private titles name folders only for those entitled.
    """
    seen = {paper.pk for paper in Paper.objects.visible_to(user).filter(area=meeting.area, collection=meeting.slug)}
    entitled = can_read_restricted(user, meeting.body)
    entries = [
        (_folder(item, entitled), link.position, link.paper)
        for item in meeting.agenda_items.for_page()
        for link in item.item_papers.all()
        if link.paper_id in seen and link.paper.current and not link.paper.withdrawn_at and link.is_on_agenda
    ]
    return _zipped(meeting, entries) if entries else None


def has_archive(*, meeting: Meeting, user) -> bool:
    """Whether `archive` holds anything for a person."""
    return archived(meeting=meeting, user=user).exists()


def archived(*, meeting: Meeting, user) -> QuerySet[Paper]:
    """The papers that `archive` holds for a person."""
    papers = Paper.objects.visible_to(user).filter(area=meeting.area_id, collection=meeting.slug)
    there = papers.filter(item_paper__item__meeting=meeting, current__isnull=False, withdrawn_at__isnull=True)
    on_agenda = Q(item_paper__supplement=None) | Q(item_paper__supplement__published_at__isnull=False)
    return there.filter(on_agenda).select_related("current").order_by("pk")


def _folder(item: AgendaItem, entitled: bool) -> str:
    title = item.title if entitled or not item.is_private else item.neutral_title
    number = item.number.zfill(2) if item.number else "00"
    return f"{number} {_folder_name(title)}"


def _folder_name(title: str) -> str:
    """A title as a folder may be called; "item" where nothing of it may stand."""
    try:
        name = get_valid_filename(title.replace(" ", "_"))[:LONGEST_NAME]
    except SuspiciousFileOperation:
        return "item"
    return name.replace("_", " ").strip(" .") or "item"


def _zipped(meeting: Meeting, entries: list[tuple[str, int, Paper]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as bundle:
        for folder, position, paper in entries:
            info = zipfile.ZipInfo(f"{meeting.slug}/{folder}/{position:02d} {paper.slug}.pdf", FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, paper_pdf(paper, meeting))
    return written.getvalue()


def paper_pdf(paper: Paper, meeting: Meeting) -> bytes:
    """A paper's own PDF: as it was printed when published; until then the rebuilt upload or the piece of its text."""
    if paper.current and paper.current.printed and not paper.withdrawn_at:
        return read_bytes(paper.current.printed)
    link = getattr(paper, "item_paper", None)
    label = seen_item(link.item, True).label if link else ""
    section = paper_section(paper, label, running_head(meeting))
    return section.pdf or piece_cache().get_or_render(section.html, stylesheets=STYLESHEETS)
