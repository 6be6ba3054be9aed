"""Reads a rebuilt PDF as a reader meets it: the words that can be seen, and what a clerk has to look at.

Runs in the confined process. Pages are drawn here too, so that one that hangs or crashes does so in this process.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pypdfium2

from documents.intake import hidden
from documents.intake.found import COMMENT, NO_TEXT, ODD_SIZE, PERSONAL, REDACTION, UNSEEN, Found, numbers
from documents.intake.glyphs import Box, Placed, TooMuch, turned
from documents.intake.patterns import PERSONAL_DATA
from documents.intake.refusals import Refusal
from documents.intake.remarks import Remark
from documents.intake.views import Frame

DRAWING_SCALE, DRAWING_PIXELS = 0.2, 400  # of 72 dots an inch, and the longest side: shows whether anything is there
DRAWING_SECONDS = 3.0
MOST_OF_A_KIND = 20  # findings of a file that only inform
MILLIMETRE = 72 / 25.4
SIZES = ((210, 297), (297, 420), (148, 210), (216, 279), (216, 356))  # millimetres: A4, A3, A5, and the American two


@dataclass
class Reading:
    """The words of each page that can be seen, all that was found, and the pages (from 1) that were not looked at."""

    text: list[str] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """What to read: `remarks` were laid on the pages, `placed` says how those were made fit.

    `order` names the pages (from 1) in the order to look at them; None stands for all from the first to the last.
    """

    remarks: list[Remark] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    damaged: bool = False
    until: float = 0.0  # by the monotonic clock: pages that are not reached by then go unseen
    order: Sequence[int] | None = None


def read(path: Path, pages: int, task: Task) -> Reading:
    """Look at every page, or those of the task, until time is up. Raises Refusal("damaged").

    Of a damaged file every page must be drawn, and must have something on it: half a file can open as five pages of
    which three are blank. The words of a page that was not looked at are left out, since some of them may be hidden.
    """
    reading, bare = Reading([""] * pages), []
    order = range(1, pages + 1) if task.order is None else task.order
    draw_until = monotonic() + DRAWING_SECONDS
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) != pages:
            raise Refusal("damaged")
        for index in (number - 1 for number in order):
            page = document[index]
            _draw(page, draw_until, task.damaged)
            seen = _look(page, index + 1, task)
            reading.findings += _laid_on(page, index, task, seen)
            reading.findings += seen.findings if seen else []
            reading.text[index] = seen.text if seen else ""
            reading.unseen += [] if seen else [index + 1]
            bare += [index + 1] if seen and not seen.text.strip() and seen.has_content else []
            reading.findings += _odd_size(page, index, task)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Refusal("damaged") from error
    if unseen := sorted(reading.unseen):
        reading.findings.append(Found(UNSEEN, None if len(unseen) > 1 else unseen[0], numbers(unseen), []))
    if len(order) < pages or any(line.strip() for line in reading.text):
        reading.findings += _of_pages(NO_TEXT, sorted(bare))
    reading.findings = _few(reading.findings, ODD_SIZE)
    reading.findings += personal(reading.text)
    return reading


def _draw(page: pypdfium2.PdfPage, until: float, damaged: bool) -> None:
    if damaged or monotonic() < until:
        longest = max(*page.get_size(), 1)
        picture = page.render(scale=min(DRAWING_SCALE, DRAWING_PIXELS / longest), grayscale=True)
        if damaged and len(set(bytes(picture.buffer))) < 2:  # one shade all over: the page was lost
            raise Refusal("damaged")


def _look(page: pypdfium2.PdfPage, number: int, task: Task) -> hidden.Seen | None:
    """None where time was up, or there is too much on the page."""
    if task.until and monotonic() > task.until:
        return None
    try:
        return hidden.look(page, number)
    except TooMuch:
        return None


def _laid_on(page: pypdfium2.PdfPage, index: int, task: Task, seen: hidden.Seen | None) -> Iterator[Found]:
    """Comments, and words marked for redaction, which are taken out of the words of the page as well."""
    marked: list[Box] = []
    frame = Frame.of(page)
    for remark in task.remarks:
        if remark.page != index:
            continue
        boxes = [turned(box, task.placed[index].matrix if task.placed else Placed().matrix) for box in remark.boxes]
        marks = [frame.mark(box) for box in boxes]
        if remark.kind == COMMENT and remark.words:
            yield Found(COMMENT, index + 1, remark.words, marks)
        elif remark.kind == REDACTION:
            marked += boxes
            yield Found(REDACTION, index + 1, hidden.words_in(page, boxes), marks)
    if marked and seen is not None:
        seen.text = hidden.words_outside(page, marked, {glyph.index for glyph in seen.hidden})


def _odd_size(page: pypdfium2.PdfPage, index: int, task: Task) -> Iterator[Found]:
    came = task.placed[index].size if task.placed else None
    width, height = (side / MILLIMETRE for side in came or page.get_size())
    shorter, longer = sorted((width, height))
    if not any(abs(shorter - a) <= 4 and abs(longer - b) <= 4 for a, b in SIZES):
        yield Found(ODD_SIZE, index + 1, f"{width:.0f} × {height:.0f} mm", [])


def personal(text: list[str]) -> list[Found]:
    """Addresses, telephone numbers and postcodes that can be seen: once each, and no more than a handful."""
    found: dict[str, Found] = {}
    for number, words in enumerate(text, start=1):
        for pattern in PERSONAL_DATA.values():
            for match in pattern.finditer(words):
                said = " ".join(match.group().split())
                found.setdefault(said.lower(), Found(PERSONAL, number, said, []))
                if len(found) >= MOST_OF_A_KIND:
                    return list(found.values())
    return list(found.values())


def _of_pages(kind: str, pages: list[int]) -> list[Found]:
    """A finding for each page, or one that names them all where they are many."""
    if len(pages) > MOST_OF_A_KIND:
        return [Found(kind, None, numbers(pages), [])]
    return [Found(kind, page, "", []) for page in pages]


def _few(findings: list[Found], kind: str) -> list[Found]:
    held = [found for found in findings if found.kind == kind]
    if len(held) <= MOST_OF_A_KIND:
        return findings
    pages = sorted(found.page for found in held if found.page)
    return [found for found in findings if found.kind != kind] + [Found(kind, None, numbers(pages), [])]
