"""What packs hold, edition by edition, as rows of the pack's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Pack
from meetings.models import Meeting
from meetings.views.addresses import pack_page, pack_url

WRITTEN = ("report", "upload")  # kinds of pieces that are papers, with a web page of their own


@dataclass(frozen=True)
class PieceRow:
    """One line of what a pack holds."""

    title: str
    first: int
    last: int
    url: str
    paper_url: str
    is_private: bool
    is_withdrawn: bool
    meets_standard: bool | None


@dataclass(frozen=True)
class PackRow:
    """An edition of the pack, or of a supplement to it, with its files and what it holds."""

    pack: Pack
    title: str
    url: str
    screen_url: str
    manifest_url: str
    pieces: list[PieceRow]
    first_out: datetime | None = None

    @property
    def was_made_again(self) -> bool:
        """Whether it went out before and this is what came in its place, under the same numbers."""
        return bool(self.pack.published_at and self.first_out and self.first_out < self.pack.published_at)

    @property
    def first(self) -> int:
        return int(self.pack.manifest["first"])

    @property
    def last(self) -> int:
        return int(self.pack.manifest["last"])

    @property
    def anchor(self) -> str:
        return f"{self.pack.edition}-{self.pack.part}" if self.pack.part else self.pack.edition

    @property
    def failing(self) -> list[PieceRow]:
        """Papers whose file does not meet the standard for accessible PDFs: their web pages stand in for them."""
        return [piece for piece in self.pieces if piece.meets_standard is False and piece.paper_url]

    @property
    def claims_standard(self) -> bool:
        return self.pack.manifest.get("ua") is True


def pack_row(
    meeting: Meeting, pack: Pack, *, withdrawn: frozenset[str] = frozenset(), first_out: datetime | None = None
) -> PackRow:
    """An edition with the addresses of its files and of each piece's first page; which papers of it were `withdrawn`."""
    title = str(pack.get_edition_display())
    if pack.part:
        title = _("Supplement %(number)d, %(edition)s") % {"number": pack.part, "edition": title[:1].lower() + title[1:]}
    return PackRow(
        pack=pack,
        title=title,
        url=pack_url(meeting, pack, "file"),
        screen_url=pack_url(meeting, pack, "screen") if pack.screen_id else "",
        manifest_url=pack_url(meeting, pack, "manifest"),
        pieces=[_piece(meeting, piece, withdrawn) for piece in pack.manifest["pieces"]],
        first_out=first_out,
    )


def _piece(meeting: Meeting, piece: dict[str, Any], withdrawn: frozenset[str]) -> PieceRow:
    is_paper = piece["kind"] in WRITTEN
    paper = reverse("meetings:paper-detail", args=[meeting.area.slug, meeting.slug, piece["key"]]) if is_paper else ""
    return PieceRow(
        title=piece["title"],
        first=piece["first"],
        last=piece["last"],
        url=pack_page(meeting, piece["first"]),
        paper_url=paper,
        is_private=bool(piece["exempt"]),
        is_withdrawn=piece["key"] in withdrawn,
        meets_standard=piece.get("claims_ua"),
    )
