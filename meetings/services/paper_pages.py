"""A paper's web page with the numbers that its pages have in the pack."""

from collections.abc import Sequence
from dataclasses import replace

from documents.models import Pack, Paper
from documents.papers import PaperPage
from documents.services.files import FileLost
from documents.services.marks import marked, marked_by_section
from documents.services.texts import pack_texts


def with_pack_pages(page: PaperPage, packs: Sequence[Pack]) -> PaperPage:
    """The page with a mark where each page of the pack begins, where that is known; else as it is.

    Only a published paper: a draft may have changed since its preview was built.
    """
    place = _piece(page.paper, packs)
    if place is None or page.is_withdrawn or not page.paper.published_at:
        return page
    pack, piece = place
    if page.version.pdf_id or page.version.page_texts:
        return replace(page, body=marked_by_section(page.body, first=piece["first"]))
    try:
        texts = pack_texts(pack)
    except FileLost:
        return page
    start = piece["first"] - pack.manifest["first"]
    return replace(page, body=marked(page.body, pages=texts[start : start + piece["pages"]], first=piece["first"]))


def _piece(paper: Paper, packs: Sequence[Pack]):
    for pack in packs:
        for piece in pack.manifest["pieces"]:
            if piece["key"] == paper.slug:
                return pack, piece
    return None
