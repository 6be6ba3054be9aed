"""What a pack writes on its pages: the number, the words of a filler, and the way back to the agenda.

All of it stands where the reader sees it: in the corner of the visible page (crop box, rotation and offset taken into
account), never in the corner of the coordinate system.
"""

from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name

from documents.assembly.lettering import Lettering, embed, lettering_for

MM = 72 / 25.4
A4 = (595.276, 841.89)
RIGHT, BASELINE = 20 * MM, 9 * MM  # from the visible page's right and bottom edge
SIZE = 10  # points
LARGEST = A4[1]  # pages whose shorter side is longer than this are stamped larger, to be readable when reduced
INK, LINK_INK, PAPER = "0 g", "0.114 0.439 0.722 rg", "1 g"
FOOTER = "/Artifact << /Type /Pagination /Subtype /Footer >> BDC"


@dataclass(frozen=True)
class Labels:
    """The words a pack writes. `number` holds "{number}"."""

    number: str
    blank: str
    back: str

    def lettering(self) -> Lettering:
        return lettering_for(frozenset(self.number + self.blank + self.back + "0123456789"))


def default_labels() -> Labels:
    """The words in the language in force."""
    return Labels(
        number=_("Page {number}"), blank=_("This page is intentionally left blank"), back=_("Back to agenda")
    )


@dataclass(frozen=True)
class View:
    """A page as read. `matrix` takes a point counted from the visible bottom left corner to the page's own space."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @property
    def scale(self) -> float:
        """How much larger than on A4 things are drawn; smaller on a page too small for them."""
        shorter = min(self.width, self.height)
        return max(1.0, shorter / LARGEST) if shorter >= 240 else max(shorter / 240, 0.1)

    def point(self, right: float, up: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * right + c * up + e, b * right + d * up + f)

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """The box in the page's own space, lower left corner first."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return [round(edge, 3) for edge in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


def box_of(values: object) -> tuple[float, float, float, float]:
    """A box with its lower left corner first, whichever two corners it was written with."""
    x0, y0, x1, y1 = (float(value) for value in values)  # type: ignore[attr-defined]
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def visible_box(page: pikepdf.Object) -> tuple[float, float, float, float]:
    """The crop box within the media box; the media box where they do not meet."""
    media = box_of(page.MediaBox)
    if "/CropBox" not in page:
        return media
    crop = box_of(page.CropBox)
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[2] > box[0] and box[3] > box[1] else media


def view_of(page: pikepdf.Object) -> View:
    """How a page is read. Expects its own MediaBox and Rotate (inherited ones already pushed down to it)."""
    x0, y0, x1, y1 = visible_box(page)
    turn = int(page.get("/Rotate", 0)) % 360
    width, height = x1 - x0, y1 - y0
    if turn == 90:
        return View(height, width, (0, 1, -1, 0, x1, y0))
    if turn == 180:
        return View(width, height, (-1, 0, 0, -1, x1, y1))
    if turn == 270:
        return View(height, width, (0, -1, 1, 0, x0, y1))
    return View(width, height, (1, 0, 0, 1, x0, y0))


class Stamper:
    """Writes on the pages of one pack, with fonts embedded once."""

    def __init__(self, pdf: pikepdf.Pdf, labels: Labels) -> None:
        self.pdf, self.labels = pdf, labels
        self.letters = labels.lettering()
        self.fonts = {Name(f"/PackFont{i}"): embed(pdf, face) for i, face in enumerate(self.letters.faces)}
        self.saved = pdf.make_stream(b"q\n")

    def filler(self) -> pikepdf.Page:
        """A blank A4 page that says so, as an artefact: it holds no content for a screen reader."""
        text, size = self.labels.blank, 12
        across = (A4[0] - self.letters.width(text) * size) / 2
        content = f"/Artifact BMC\n{self._text(text, across, A4[1] / 2, size, INK)}\nEMC\n"
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, *A4]), Resources=Dictionary(Font=Dictionary()),
            Contents=self.pdf.make_stream(content.encode()),
        )  # fmt: skip
        return pikepdf.Page(self.pdf.make_indirect(page))

    def number(self, page: pikepdf.Object, number: int, *, backed: bool = False, extra: str = "") -> None:
        """Write the page number; `backed` puts white paper behind it. `extra` is content to draw as read as well."""
        view = view_of(page)
        k = view.scale
        text = self.labels.number.format(number=number)
        width = self.letters.width(text) * SIZE
        right = min(RIGHT, 0.1 * view.width / k)
        left = view.width / k - right - width
        paper = f"{PAPER} {left - 3:.2f} {BASELINE - 3.5:.2f} {width + 6:.2f} {SIZE + 4} re f\n" if backed else ""
        drawn = f"{FOOTER}\n{paper}{self._text(text, left, BASELINE, SIZE, INK)}\nEMC\n"
        a, b, c, d, e, f = view.matrix
        matrix = f"{a * k:.6g} {b * k:.6g} {c * k:.6g} {d * k:.6g} {e:.6g} {f:.6g} cm"
        self._append(page, f"\nQ\nq {matrix}\n{drawn}{extra}Q\n")

    def back_link(self, page: pikepdf.Object, mcid: int) -> tuple[str, list[float]]:
        """The words "Back to agenda" as tagged content `mcid`, and the box in the page's space that a link covers."""
        view = view_of(page)
        k, text, size = view.scale, self.labels.back, 9
        left = min(RIGHT, 0.1 * view.width / k)
        width = self.letters.width(text) * size
        paper = f"/Artifact BMC {PAPER} {left - 3:.2f} {BASELINE - 4:.2f} {width + 6:.2f} {size + 5} re f EMC\n"
        line = f"{LINK_INK} {left:.2f} {BASELINE - 1.5:.2f} {width:.2f} 0.6 re f"
        words = self._text(text, left, BASELINE, size, LINK_INK)
        content = f"{paper}/Link << /MCID {mcid} >> BDC\n{words}\n{line}\nEMC\n"
        box = view.rectangle(left * k, (BASELINE - 3) * k, (left + width) * k, (BASELINE + size) * k)
        return content, box

    def _text(self, text: str, left: float, up: float, size: float, ink: str) -> str:
        shown = " ".join(f"/PackFont{face} {size} Tf <{glyphs}> Tj" for face, glyphs in self.letters.runs(text))
        return f"BT {ink} {left:.2f} {up:.2f} Td {shown} ET"

    def _append(self, page: pikepdf.Object, content: str) -> None:
        old = page.get("/Contents", Array([]))
        streams = list(old) if isinstance(old, Array) else [old]
        page.Contents = Array([self.saved, *streams, self.pdf.make_stream(content.encode())])
        resources = page.get("/Resources")
        if resources is None:
            resources = page.Resources = Dictionary()
            resources = page.Resources
        if "/Font" not in resources:
            resources.Font = Dictionary()
        fonts = resources.Font
        if "/PackFont0" not in fonts:
            for name, font in self.fonts.items():
                fonts[name] = font
