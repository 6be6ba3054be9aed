"""Which page number each piece begins and ends on. Pure: no PDF is opened here.

Reports start on a right-hand page. Where the paper before ends on one, its left-hand back is a filler and belongs to
its range, so that ranges start odd and end even: 7 to 22. The print edition holds the fillers; the screen edition
leaves them out and keeps the numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.pages import Bookmark


@dataclass(frozen=True)
class Piece:
    """A paper, the agenda or the front sheet, as the plan sees it.

    `key` names it in links, manifest and sources; `pages` is its own count, without fillers; `kind` is a word such as
    "front", "agenda", "report" or "upload"; `item_label` is the bookmark it hangs under ("" for none). `outline` None
    means "read the file's own bookmarks". `watermark` is what the foot of every page says of who may read it: stamped
    on uploads and on blank pages, since what we write ourselves prints its own line.
    """

    key: str
    title: str
    pages: int
    kind: str = "report"
    item_label: str = ""
    outline: tuple[Bookmark, ...] | None = None
    recto: bool = True
    exempt: bool = False
    language: str = ""
    watermark: str = ""


@dataclass(frozen=True)
class Placed:
    """A piece with its printed numbers, first and last (the last may be a filler's), and its place in the file.

    `sheet` is the 0-based index of its first page in this edition; `fillers` how many blank pages this edition adds.
    """

    piece: Piece
    first: int
    last: int
    sheet: int
    fillers: int = 0
    numbers: range = field(default=range(0), compare=False)

    @property
    def sheets(self) -> int:
        return self.piece.pages + self.fillers


def plan_pages(pieces: Sequence[Piece], *, fillers: bool = True, first: int = 1) -> list[Placed]:
    """Number the pieces from `first` (a supplement goes on from the last number of the members' edition).

    The caller's order is kept. Raises ValueError where a piece has no pages, a key comes twice, a public piece follows
    an exempt one (the editions would not agree), or `first` would put a right-hand page on an even number.
    """
    _refuse_bad_order(pieces, first)
    placed: list[Placed] = []
    number, sheet = first, 0
    for index, piece in enumerate(pieces):
        last = number + piece.pages - 1
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        blank = int(last % 2 == 1 and _completes(piece, following))
        entry = Placed(
            piece=piece,
            first=number,
            last=last + blank,
            sheet=sheet,
            fillers=blank if fillers else 0,
            numbers=range(number, last + 1 + (blank if fillers else 0)),
        )
        placed.append(entry)
        number, sheet = last + blank + 1, sheet + entry.sheets
    return placed


def _completes(piece: Piece, following: Piece | None) -> bool:
    """Whether the sheet of paper ends with this piece. The public part always does: both editions must agree."""
    return following is None or following.recto or piece.exempt != following.exempt


def _refuse_bad_order(pieces: Sequence[Piece], first: int) -> None:
    if first < 1 or (first % 2 == 0 and pieces and pieces[0].recto):
        raise ValueError(f"A right-hand page cannot have the number {first}")
    seen: set[str] = set()
    exempt = False
    for piece in pieces:
        if piece.pages < 1:
            raise ValueError(f"“{piece.title}” has no pages")
        if piece.key in seen:
            raise ValueError(f"“{piece.title}” is in the pack twice under the key {piece.key}")
        if exempt and not piece.exempt:
            raise ValueError(f"“{piece.title}” is public and follows an exempt paper")
        seen.add(piece.key)
        exempt = exempt or piece.exempt


def item_ranges(placed: Iterable[Placed]) -> dict[str, tuple[int, int]]:
    """First and last printed page of each agenda item, by its label; pieces without one are left out."""
    ranges: dict[str, tuple[int, int]] = {}
    for entry in placed:
        label = entry.piece.item_label
        if label:
            start, end = ranges.get(label, (entry.first, entry.last))
            ranges[label] = (min(start, entry.first), max(end, entry.last))
    return ranges


def printed_numbers(placed: Iterable[Placed]) -> list[int]:
    """The printed number of every page in the file, in file order."""
    return [number for entry in placed for number in entry.numbers]
