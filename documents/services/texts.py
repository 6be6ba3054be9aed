"""The words of a pack, page by page, for those who read it and search it without its pictures."""

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from accounts.models import User
from documents.models import Pack, PaperVersion
from documents.rendering import ONE_AT_A_TIME
from documents.services.files import read_bytes
from documents.services.pictures import keep_view, kept_view
from documents.services.reading_order import HYPHENS, tagged_text
from jobs.services import enqueue

Run = tuple[float, float, float, float]
TEXTS_JOB = "documents.read_pack"
KEPT = "words.json"
MM = 72 / 25.4
HEAD, FOOT = 19.5 * MM, 18.5 * MM  # what stands there is the running head, the number, the line of private pages
NEW_PARAGRAPH = re.compile(r"\d+(\.\d+)*\.?\s|[•–-]\s")
ONE_LINE = 3.5  # points between the middles of runs that stand on one line
FULL_LINE = 0.72  # of the longest line: a shorter one ends its paragraph


def pack_texts(pack: Pack) -> list[str]:
    """The visible words of every sheet of a pack's print edition, in order. Read once and kept beside its pictures.

    Of an upload it is what intake saw on its pages: words that nobody can see never come out here.
    Raises FileLost where the pack's file is not in its store.
    """
    if (known := _kept(pack)) is not None:
        return known
    with ONE_AT_A_TIME:
        if (known := _kept(pack)) is not None:  # whoever came first has read it meanwhile
            return known
        texts = _read(pack)
        keep_view(pack.file, KEPT, json.dumps(texts, ensure_ascii=False).encode())
    return texts


def _kept(pack: Pack) -> list[str] | None:
    kept = kept_view(pack.file, KEPT)
    return None if kept is None else list(json.loads(kept))


def ask_for_texts(*, pack: Pack, actor: User | None) -> None:
    """Have a pack read before its first reader comes: a long one takes seconds."""
    enqueue(TEXTS_JOB, key=f"pack {pack.pk}", payload={"pack": pack.pk}, requested_by=actor, area_slug=pack.area.slug)


def paragraphs(text: str) -> list[str]:
    """A page's lines put together into paragraphs, as well as line ends tell."""
    parts: list[list[str]] = []
    for block in text.replace("\r", "").split("\n\n"):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        longest = max(map(len, lines), default=0)
        if lines:
            parts.append([lines[0]])
        for before, line in pairwise(lines):
            if len(before) < FULL_LINE * longest or NEW_PARAGRAPH.match(line):
                parts.append([line])
            else:
                parts[-1].append(line)
    return [" ".join(part) for part in parts]


def _read(pack: Pack) -> list[str]:
    from pypdfium2 import PdfDocument

    uploads = _upload_texts(pack)
    with PdfDocument(read_bytes(pack.file)) as document:
        return [uploads[sheet] if sheet in uploads else _words(document[sheet]) for sheet in range(len(document))]


def _words(page: Any) -> str:
    """The words of a page that we laid out: as its tags give them, or else as the eye meets them."""
    text = tagged_text(page)
    return _seen_words(page) if text is None else text


def _seen_words(page: Any) -> str:
    """The words between the running head and the number, of a page without tags, such as a blank one.

    What hangs in the margin, such as the numbers of paragraphs, is drawn after all the rest: so lines are put together
    by where they stand.
    """
    _left, bottom, _right, top = page.get_cropbox()
    words = page.get_textpage()
    runs = [words.get_rect(index) for index in range(words.count_rects())]
    within = [run for run in runs if bottom + FOOT < (run[1] + run[3]) / 2 < top - HEAD]
    text = "\n".join(" ".join(words.get_text_bounded(*run).strip() for run in line) for line in _lines(within))
    return text.replace("\r\n", " ").translate(HYPHENS).strip()


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs of letters that stand on one line, from the top, each line from the left."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -(run[1] + run[3])):
        if lines and abs(sum(lines[-1][0][1::2]) - sum(run[1::2])) < 2 * ONE_LINE:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line) for line in lines]


def _upload_texts(pack: Pack) -> dict[int, str]:
    """By sheet: what intake read of the uploads. Where that does not fit the pages, nothing."""
    pieces = [piece for piece in pack.manifest["pieces"] if piece["kind"] == "upload"]
    texts = _texts_of_versions(pack, pieces)
    found: dict[int, str] = {}
    for piece in pieces:
        pages = texts.get(piece["key"], [])
        fits = len(pages) == piece["pages"]
        start = piece["first"] - pack.manifest["first"]
        found |= {start + place: pages[place] if fits else "" for place in range(piece["pages"])}
    return found


def _texts_of_versions(pack: Pack, pieces: list[dict[str, Any]]) -> dict[str, list[str]]:
    """By key of the piece: the pages of the version that the pack was made from."""
    if not pieces:
        return {}
    versions = PaperVersion.objects.select_related("paper").filter(
        paper__area=pack.area_id, paper__collection=pack.collection, paper__slug__in=[piece["key"] for piece in pieces]
    )
    wanted = {piece["key"]: piece.get("version") for piece in pieces}
    return {
        version.paper.slug: version.page_texts
        for version in versions
        if version.number == wanted[version.paper.slug]
        or (wanted[version.paper.slug] is None and version.pk == version.paper.current_id)
    }
