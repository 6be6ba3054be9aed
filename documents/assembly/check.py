"""Reads a finished pack back: the numbers where a reader looks for them, and tags that lead where they should."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Dictionary

from documents.assembly.plan import Placed, printed_numbers
from documents.assembly.stamps import BASELINE, RIGHT, SIZE, Labels, default_labels
from documents.pages import Fault, elements, is_element, kids_of, link_faults, tag_faults, view_of
from documents.rendering import ONE_AT_A_TIME


def read_back(pdf: bytes, *, labels: Labels | None = None) -> list[int | None]:
    """The number found in the visible bottom right corner of each page; None where there is none.

    Looks at the positions of the text only: the pixel tests show that it can be seen as well.
    """
    words = labels or default_labels()
    before, after = (re.escape(part) for part in words.number.split("{number}", 1))
    pattern = re.compile(before + r"(\d+)" + after)
    widest = words.lettering().width(words.number.format(number=888888)) * SIZE
    found: list[int | None] = []
    with ONE_AT_A_TIME, pikepdf.open(BytesIO(pdf)) as pack:
        document = pypdfium2.PdfDocument(pdf)
        for index, page in enumerate(pack.pages):
            view = view_of(page.obj)
            k = view.scale
            right = view.width - min(RIGHT, 0.1 * view.width / k) * k + 1
            box = view.rectangle(right - (widest + 1) * k, (BASELINE - 4) * k, right, (BASELINE + SIZE) * k)
            text = document[index].get_textpage().get_text_bounded(*box)
            matches = pattern.findall(text.replace("\r\n", " "))
            found.append(int(matches[-1]) if matches else None)
        document.close()
    return found


def structure_problems(pdf: bytes) -> list[str]:
    """What is wrong with the tags, one sentence each; empty where all that `documents.pages` asks of them holds."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [fault.words for fault in _faults(document)]


def problem_sheets(pdf: bytes, placed: Sequence[Placed], *, labels: Labels | None = None) -> list[tuple[str, str]]:
    """What does not read back as planned: (title of the paper, what is wrong with it), in the order of the pack.

    Numbers and tags both; empty for a pack that may be kept. The title is "" where no one paper is at fault.
    """
    titles = [entry.piece.title for entry in placed for _sheet in range(entry.sheets)]
    wanted, found = printed_numbers(placed), read_back(pdf, labels=labels)
    if len(found) != len(wanted):
        return [("", f"{len(found)} pages where {len(wanted)} were planned")]
    problems = [
        (sheet, f"Sheet {sheet + 1}: the number {read} where {number} was planned")
        for sheet, (number, read) in enumerate(zip(wanted, found, strict=True))
        if number != read
    ]
    with pikepdf.open(BytesIO(pdf)) as document:
        sheets = _sheets_of_elements(document)
        for fault in _faults(document):
            of_element = sheets.get(fault.element.objgen, -1) if fault.element is not None else -1
            problems.append((fault.page if fault.page is not None else of_element, fault.words))
    return [(titles[sheet] if sheet >= 0 else "", words) for sheet, words in problems]


def _faults(document: pikepdf.Pdf) -> list[Fault]:
    root = document.Root.get("/StructTreeRoot")
    pages = [page.obj for page in document.pages]
    if not isinstance(root, Dictionary):
        return [Fault("There is no structure tree")]
    return [*tag_faults(root, pages), *link_faults(root, pages), *_split_tables(root)]


def _split_tables(root: Dictionary) -> Iterator[Fault]:
    """Tables joined badly, with what is printed again on a later page among what is read."""
    for element in elements(root):
        if element.S == "/Table":
            kinds = [str(kid.S) for kid in kids_of(element) if is_element(kid)]
            if any(kinds.count(kind) > 1 for kind in ("/THead", "/TFoot", "/Caption")):
                yield Fault("A table has its headings, its last rows or its title twice", element=element)


def _sheets_of_elements(document: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """For each element a sheet of the paper it belongs to: a pack has one `Part` a paper, which stands on that paper's pages."""
    root = document.Root.get("/StructTreeRoot")
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    sheets: dict[tuple[int, int], int] = {}
    for top in kids_of(root) if isinstance(root, Dictionary) else ():
        for part in kids_of(top):
            within = list(elements(part)) if is_element(part) else []
            stands_on = [numbers[e.Pg.objgen] for e in within if "/Pg" in e and e.Pg.objgen in numbers]
            if stands_on:
                sheets.update(dict.fromkeys([part.objgen, *(element.objgen for element in within)], stands_on[0]))
    return sheets
