"""Pictures of pages of uploaded PDFs, drawn in a confined process."""

from collections.abc import Sequence

from documents.intake.found import MOST_MARKS, is_mark
from documents.intake.sandbox import examine_confined

PNG = b"\x89PNG\r\n\x1a\n"


def picture(pdf: bytes, page: int, *, marks: Sequence[Sequence[float]] = (), width: int = 1000) -> bytes:
    """A PNG of a page (from 1), `width` pixels across, with a red frame around every mark.

    Raises ValueError where there is no such page, or where the process would not or could not draw it.
    """
    sound = [[float(edge) for edge in mark] for mark in marks if is_mark(mark)][:MOST_MARKS]
    asked = {"page": int(page), "marks": sound, "width": int(width)}
    answer = examine_confined(pdf, module="documents.intake.artist", asked=asked)
    if answer.ended != "done" or answer.result.get("outcome") != "drawn" or not answer.file.startswith(PNG):
        raise ValueError(f"page {page} could not be drawn")
    return answer.file
