"""Takes hidden words out of a rebuilt PDF. Runs in the confined process and nowhere else.

Where whole operations of a page's own content show nothing but hidden words, exactly those are taken out. Otherwise the
page becomes a picture of itself. Either way the file is then rebuilt and looked at like any other.
"""

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops, ImageDraw

from documents.intake import hidden, pdf
from documents.intake.found import HIDDEN, Mark
from documents.intake.glyphs import TEXT, Glyph, TooMuch, things_of
from documents.intake.refusals import Refusal
from documents.intake.views import Frame
from documents.pages import view_of

SHOWS = ("Tj", "TJ", "'", '"')
MOVES = ("Td", "TD", "Tm", "T*", "ET", "BT", "'", '"')
DOTS = 170 / 72  # of a picture, for each point
MOST_DOTS = 2600
QUALITY = 80


@dataclass
class Plan:
    """What becomes of one page: operations taken out by their number, or a picture with its visible words."""

    out: set[int]
    picture: Image.Image | None = None
    text: str = ""


def without_hidden(data: bytes, folder: Path, asked: dict[str, Any], until: float) -> pdf.Rebuilt:
    """The PDF without the hidden words of these pages.

    Raises Refusal("still_hidden") where some are left, Refusal("too_slow") where there was no time to make sure.
    """
    pages = {int(page) for page in asked.get("pages", ())}
    areas: dict[int, list[Mark]] = {int(page): marks for page, marks in asked.get("areas", {}).items()}
    with pikepdf.open(BytesIO(data)) as source:
        wanted = sorted(page for page in pages | set(areas) if 1 <= page <= len(source.pages))
        plans = _plans(data, source, wanted, areas)
        rebuilt = _written(source, plans, folder, until)
    if left := {entry.page for entry in rebuilt.findings if entry.kind in HIDDEN} & {p for p in plans if plans[p].out}:
        with pikepdf.open(BytesIO(data)) as source:
            plans.update(_plans(data, source, sorted(page for page in left if page), areas, pictures=True))
            rebuilt = _written(source, plans, folder, until)
    if any(entry.kind in HIDDEN and entry.page in wanted for entry in rebuilt.findings):
        raise Refusal("still_hidden")
    if plans.keys() & set(rebuilt.unseen):
        raise Refusal("too_slow")
    for number, plan in plans.items():
        if plan.picture is not None:
            rebuilt.text[number - 1] = plan.text
    return rebuilt


def _plans(
    data: bytes, source: pikepdf.Pdf, pages: list[int], areas: dict[int, list[Mark]], *, pictures: bool = False
) -> dict[int, Plan]:
    document = pypdfium2.PdfDocument(data)
    plans: dict[int, Plan] = {}
    for number in pages:
        page = document[number - 1]
        try:
            seen = hidden.look(page, number)
        except TooMuch:
            plans[number] = Plan(set(), _picture(page, []))
            continue
        out = None if pictures or number in areas else _operations(page, source.pages[number - 1].obj, seen.hidden)
        if out is not None:
            plans[number] = Plan(out)
        elif seen.hidden or number in areas:
            plans[number] = Plan(set(), _picture(page, areas.get(number, [])), _words(page, seen, areas.get(number, [])))
        page.close()
    document.close()
    return {number: plan for number, plan in plans.items() if plan.out or plan.picture is not None}


def _words(page: pypdfium2.PdfPage, seen: hidden.Seen, areas: list[Mark]) -> str:
    if not areas:
        return seen.text
    boxes = [Frame.of(page).box_at(mark) for mark in areas]
    return hidden.words_outside(page, boxes, {glyph.index for glyph in seen.hidden})


# Taking operations out -------------------------------------------------------------------------------------------


def _operations(page: pypdfium2.PdfPage, obj: Any, glyphs: list[Glyph]) -> set[int] | None:
    """Which text-showing operations of the page's content to take out, by their number; None if that will not do.

    pdfium makes one object of every such operation, so the two can be counted off against each other.
    """
    if not glyphs:
        return set()
    chosen = {glyph.index for glyph in glyphs}
    things = {id(glyph.thing): glyph.thing for glyph in glyphs}.values()
    if any(thing.place is None or any(g.counts and g.index not in chosen for g in thing.glyphs) for thing in things):
        return None
    places = {thing.place for thing in things if thing.place is not None}
    steps = [(str(step.operator), step) for step in pikepdf.parse_content_stream(obj)]
    shows = [number for number, (name, step) in enumerate(steps) if name in SHOWS and _says_something(step)]
    own = [thing for thing in things_of(page) if thing.kind == TEXT and thing.place is not None]
    if len(shows) != len(own) or any(name == "BI" for name, _step in steps):
        return None
    out = {shows[place] for place in places}
    if any(not _stands_alone(steps, number, out) for number in out):
        return None
    return out


def _says_something(step: Any) -> bool:
    if not step.operands:
        return False
    held = step.operands[-1]
    parts = [held] if isinstance(held, pikepdf.String) else list(held) if isinstance(held, pikepdf.Array) else []
    return any(isinstance(part, pikepdf.String) and len(bytes(part)) for part in parts)


def _stands_alone(steps: list[tuple[str, Any]], number: int, out: set[int]) -> bool:
    """Whether the next thing shown has a place of its own, so that it does not move when this one goes."""
    for later in range(number + 1, len(steps)):
        name = steps[later][0]
        if name in MOVES:
            return True
        if name in SHOWS and later not in out:
            return False
    return True


def _written(source: pikepdf.Pdf, plans: dict[int, Plan], folder: Path, until: float) -> pdf.Rebuilt:
    for number, plan in plans.items():
        page = source.pages[number - 1].obj
        if plan.picture is not None:
            _become_picture(source, page, plan.picture)
        else:
            page.Contents = source.make_stream(_content_without(page, plan.out))
    mended = BytesIO()
    source.save(mended, deterministic_id=True)
    mended.seek(0)
    return pdf.rebuild(mended, folder, until=until, first=plans)


def _content_without(page: Any, out: set[int]) -> bytes:
    kept: list[Any] = []
    for number, step in enumerate(pikepdf.parse_content_stream(page)):
        name = str(step.operator)
        if number not in out:
            kept.append(step)
        elif name in ("'", '"'):
            if name == '"':
                kept.append(pikepdf.ContentStreamInstruction([step.operands[0]], pikepdf.Operator("Tw")))
                kept.append(pikepdf.ContentStreamInstruction([step.operands[1]], pikepdf.Operator("Tc")))
            kept.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*")))
    return pikepdf.unparse_content_stream(kept)


# Pictures --------------------------------------------------------------------------------------------------------


def _picture(page: pypdfium2.PdfPage, areas: list[Mark]) -> Image.Image:
    width, height = page.get_size()
    scale = min(DOTS, MOST_DOTS / max(width, height, 1))
    drawn = page.render(scale=scale, draw_annots=False, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
    pen = ImageDraw.Draw(drawn)
    for left, top, right, bottom in areas:
        box = (left * drawn.width - 2, top * drawn.height - 2, right * drawn.width + 2, bottom * drawn.height + 2)
        pen.rectangle(box, (0, 0, 0))
    red, green, blue = drawn.split()
    is_grey = all(ImageChops.difference(red, other).getextrema()[1] < 8 for other in (green, blue))  # type: ignore[operator]  # one band
    return drawn.convert("L") if is_grey else drawn


def _become_picture(source: pikepdf.Pdf, page: Any, picture: Image.Image) -> None:
    view = view_of(page)
    a, b, c, d, e, f = view.matrix
    places = (a * view.width, b * view.width, c * view.height, d * view.height, e, f)
    page.Resources = Dictionary(XObject=Dictionary(Page=_stream(source, picture)))
    page.Contents = source.make_stream(("q " + " ".join(f"{part:.4f}" for part in places) + " cm /Page Do Q").encode())
    for key in ("/StructParents", "/Group"):
        if key in page:
            del page[key]


def _stream(source: pikepdf.Pdf, picture: Image.Image) -> Any:
    """The picture as JPEG or Flate, whichever is the smaller."""
    photographic = BytesIO()
    picture.save(photographic, "JPEG", quality=QUALITY)
    exact = zlib.compress(picture.tobytes(), 9)
    said = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
    )  # fmt: skip
    is_exact = len(exact) <= len(photographic.getvalue())
    made = pikepdf.Stream(source, exact if is_exact else photographic.getvalue(), said)
    made.Filter = Name.FlateDecode if is_exact else Name.DCTDecode
    return made
