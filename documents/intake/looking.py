"""Looks again at pages of a rebuilt PDF that nobody had time for. Runs in the confined process and nowhere else.

The file stays as it is. What was laid on its pages is known from the first look, and so is their size.
"""

from pathlib import Path
from typing import Any

import pypdfium2

from documents.intake import pdf
from documents.intake.found import COMMENT, ODD_SIZE, REDACTION, Mark, is_mark
from documents.intake.glyphs import Box
from documents.intake.reading import Task, read
from documents.intake.remarks import Remark
from documents.intake.views import Frame

KNOWN = (COMMENT, ODD_SIZE, REDACTION)


def look_at(data: bytes, folder: Path, asked: dict[str, Any], until: float) -> pdf.Rebuilt:
    """The visible words of these pages and what was found there; the others are empty.

    `marked` in what is asked are places whose words are no text of the page. Raises Refusal("damaged").
    """
    path = folder / "given.pdf"
    path.write_bytes(data)
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    wanted = sorted({int(page) for page in asked.get("pages", ()) if 1 <= int(page) <= count})
    known = {number: marks for number, marks in places(asked).items() if number <= count}
    laid_on = [Remark(REDACTION, number - 1, boxes_of(document[number - 1], marks)) for number, marks in known.items()]
    document.close()
    reading = read(path, count, Task(laid_on, until=until, order=wanted))
    findings = [entry for entry in reading.findings if entry.kind not in KNOWN]
    return pdf.Rebuilt(path, reading.text, [], findings, reading.unseen)


def places(asked: dict[str, Any]) -> dict[int, list[Mark]]:
    """By page (from 1), the places that `marked` names."""
    said = asked.get("marked", {})
    return {int(page): [mark for mark in marks if is_mark(mark)] for page, marks in said.items() if int(page) > 0}


def boxes_of(page: pypdfium2.PdfPage, marks: list[Mark]) -> list[Box]:
    """The places in the page's own space."""
    frame = Frame.of(page)
    return [frame.box_at(mark) for mark in marks]
