"""Makes a stranger's page safe to write on: one honest box, a proper turn, balanced content."""

import math
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from documents.intake.glyphs import Matrix, Placed
from documents.intake.refusals import Refusal
from documents.pages import A4, box_of, view_of, visible_box

SMALLEST_SIDE = 240  # points; a smaller page is given white paper around it
HUGE_SIDE = 1700  # points: a little more than A2; longer pages are reduced to A4
LARGEST_SIDE = 14_400  # points: two hundred inches, the most a reader need accept
BALANCED = "q Q BT ET BMC BDC EMC"
CLOSES = {"Q": "q", "ET": "BT", "EMC": "BMC"}


def normalise_page(pdf: pikepdf.Pdf, page: Any, finish: Callable[[Any], None] | None = None) -> Placed:
    """Give the page its own boxes, with the lower left corner first, a turn of 0, 90, 180 or 270, and balanced content.

    Pages keep their coordinates: tags, links and places within them stay right. A tiny page gets white paper around
    it, cut to what was visible; a huge one is reduced to A4.
    `finish` paints what has to stand on the page, once its content is balanced. Raises Refusal("damaged") where the
    content cannot be read.
    """
    media = _media_box(page)
    page.MediaBox = Array(list(media))
    if "/CropBox" in page and not _is_box(page.CropBox):
        del page["/CropBox"]
    visible = visible_box(page)
    page.CropBox = Array(list(visible))
    turn = page.get("/Rotate", 0)
    page.Rotate = int(turn) % 360 if isinstance(turn, int) and int(turn) % 90 == 0 else 0
    _balance(pdf, page)
    if finish is not None:
        finish(page)
    view = view_of(page)
    placed = Placed(size=(view.width, view.height))
    if max(visible[2] - visible[0], visible[3] - visible[1]) > HUGE_SIDE:
        placed = Placed(_reduce(pdf, page, visible), placed.size)
        visible = visible_box(page)
    if min(visible[2] - visible[0], visible[3] - visible[1]) < SMALLEST_SIDE:
        _give_paper(pdf, page, visible)
    return placed


def _reduce(pdf: pikepdf.Pdf, page: Any, visible: tuple[float, ...]) -> Matrix:
    """Make a huge page no longer than A4, keeping its shape. One painted with patterns loses its tags over it."""
    x0, y0, x1, y1 = visible
    scale = A4[1] / max(x1 - x0, y1 - y0)
    size = Array([0, 0, round((x1 - x0) * scale, 3), round((y1 - y0) * scale, 3)])
    wrapper = pikepdf.Page(page)
    move = f"q {scale:.6f} 0 0 {scale:.6f} {-x0 * scale:.3f} {-y0 * scale:.3f} cm\n"
    if "/Pattern" in (page.get("/Resources") or Dictionary()):
        inner = pdf.make_indirect(wrapper.as_form_xobject(handle_transformations=False))
        page.Resources = Dictionary(XObject=Dictionary(Huge=inner))
        page.Contents = pdf.make_stream(f"{move}/Huge Do Q".encode())
        if "/StructParents" in page:
            del page["/StructParents"]
    else:
        wrapper.contents_add(move.encode(), prepend=True)
        wrapper.contents_add(b"\nQ")
    page.MediaBox, page.CropBox = size, size
    return (scale, 0, 0, scale, -x0 * scale, -y0 * scale)


def _is_box(value: Any) -> bool:
    if not isinstance(value, Array) or len(value) != 4:
        return False
    try:
        x0, y0, x1, y1 = box_of(value)
    except (TypeError, ValueError):
        return False
    return all(math.isfinite(edge) for edge in (x0, y0, x1, y1)) and x1 - x0 > 0.5 and y1 - y0 > 0.5


def _media_box(page: Any) -> tuple[float, ...]:
    box = page.get("/MediaBox")
    if not _is_box(box):
        return (0, 0, *A4)
    x0, y0, x1, y1 = box_of(box)
    return (x0, y0, min(x1, x0 + LARGEST_SIDE), min(y1, y0 + LARGEST_SIDE))


def _give_paper(pdf: pikepdf.Pdf, page: Any, visible: tuple[float, ...]) -> None:
    x0, y0, x1, y1 = visible
    across, up = max(0, SMALLEST_SIDE - (x1 - x0)) / 2, max(0, SMALLEST_SIDE - (y1 - y0)) / 2
    paper = Array([x0 - across, y0 - up, x1 + across, y1 + up])
    page.MediaBox, page.CropBox = paper, paper
    cut = f"q {x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n\n"
    wrapper = pikepdf.Page(page)
    wrapper.contents_add(cut.encode(), prepend=True)
    wrapper.contents_add(b"\nQ")


def _balance(pdf: pikepdf.Pdf, page: Any) -> None:
    """Close what the content leaves open, and drop what it closes without having opened."""
    if "/Contents" not in page:
        return
    try:
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(page, BALANCED)]
        left_open, stray = _count(steps)
        if stray:
            _drop_stray(pdf, page)
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise Refusal("damaged") from error
    if any(left_open.values()):
        closing = "\n" + "ET " * left_open["BT"] + "EMC " * left_open["BMC"] + "Q " * left_open["q"]
        pikepdf.Page(page).contents_add(closing.encode())


def _count(steps: list[str]) -> tuple[dict[str, int], bool]:
    left_open, stray = {"q": 0, "BT": 0, "BMC": 0}, False
    for step in steps:
        step = "BMC" if step == "BDC" else step
        if step in left_open:
            left_open[step] += 1
        elif left_open[CLOSES[step]] > 0:
            left_open[CLOSES[step]] -= 1
        else:
            stray = True
    return left_open, stray


def _drop_stray(pdf: pikepdf.Pdf, page: Any) -> None:
    kept, depth = [], {"q": 0, "BT": 0, "BMC": 0}
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        name = "BMC" if name == "BDC" else name
        if name in depth:
            depth[name] += 1
        elif name in CLOSES:
            if depth[CLOSES[name]] == 0:
                continue
            depth[CLOSES[name]] -= 1
        kept.append(step)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
