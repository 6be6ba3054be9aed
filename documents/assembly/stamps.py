"""What a pack writes on its pages: the number, the words of a filler, and the way back to the agenda.

All of it stands where the reader sees it: in the corner of the visible page (crop box, rotation and offset taken into
account), never in the corner of the coordinate system.
"""

from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name

from documents.assembly.lettering import Lettering, embed, lettering_for
from documents.pages import A4, view_of

MM = 72 / 25.4
RIGHT, BASELINE = 20 * MM, 9 * MM  # from the visible page's right and bottom edge
SIZE = 10  # points
WATERMARK, WATERMARK_SIZE = BASELINE + 15, 9  # above the line of the number and of the way back, clear of both
INK, LINK_INK, PAPER = "0 g", "0.114 0.439 0.722 rg", "1 g"
FOOTER = "/Artifact << /Type /Pagination /Subtype /Footer >> BDC"


@dataclass(frozen=True)
class Labels:
    """The words a pack writes. `number` holds "{number}"."""

    number: str
    blank: str
    back: str

    def lettering(self, more: str = "") -> Lettering:
        """The letters of these words, of numbers, and of `more`."""
        return lettering_for(frozenset(self.number + self.blank + self.back + "0123456789" + more))


def default_labels() -> Labels:
    """The words in the language in force."""
    return Labels(number=_("Page {number}"), blank=_("This page is intentionally left blank"), back=_("Back to agenda"))


class Stamper:
    """Writes on the pages of one pack, with fonts embedded once."""

    def __init__(self, pdf: pikepdf.Pdf, labels: Labels, *, watermarks: str = "") -> None:
        """`watermarks` holds every letter that a watermark of this pack has."""
        self.pdf, self.labels = pdf, labels
        self.letters = labels.lettering(watermarks)
        self.fonts = {Name(f"/PackFont{i}"): embed(pdf, face) for i, face in enumerate(self.letters.faces)}
        self.saved = pdf.make_stream(b"q\n")
        self.with_fonts: set[tuple[int, int]] = set()

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

    def number(self, page: pikepdf.Object, number: int, *, backed: bool = False, extra: str = "", watermark: str = "") -> None:
        """Write the page number, and the watermark on white paper above it; `backed` puts white behind the number as well.

        `extra` is content to draw as read.
        """
        view = view_of(page)
        k = view.scale
        text = self.labels.number.format(number=number)
        width = self.letters.width(text) * SIZE
        right = min(RIGHT, 0.1 * view.width / k)
        left = view.width / k - right - width
        paper = f"{PAPER} {left - 3:.2f} {BASELINE - 3.5:.2f} {width + 6:.2f} {SIZE + 4} re f\n" if backed else ""
        above = self._watermark(watermark, view.width / k, right) if watermark else ""
        drawn = f"{FOOTER}\n{above}{paper}{self._text(text, left, BASELINE, SIZE, INK)}\nEMC\n"
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

    def _watermark(self, words: str, across: float, margin: float) -> str:
        """The words from the left margin, smaller where the page is too narrow for them."""
        width = self.letters.width(words) * WATERMARK_SIZE
        size = WATERMARK_SIZE * min(1.0, (across - 2 * margin) / width)
        paper = f"{PAPER} {margin - 3:.2f} {WATERMARK - 2.5:.2f} {min(width, across - 2 * margin) + 6:.2f} {SIZE + 2} re f\n"
        return f"{paper}{self._text(words, margin, WATERMARK, round(size, 2), INK)}\n"

    def _text(self, text: str, left: float, up: float, size: float, ink: str) -> str:
        shown = " ".join(f"/PackFont{face} {size} Tf <{glyphs}> Tj" for face, glyphs in self.letters.runs(text))
        return f"BT {ink} {left:.2f} {up:.2f} Td {shown} ET"

    def _append(self, page: pikepdf.Object, content: str) -> None:
        old = page.get("/Contents", Array([]))
        streams = list(old) if isinstance(old, Array) else [old]
        page.Contents = Array([self.saved, *streams, self.pdf.make_stream(content.encode())])
        resources = page.get("/Resources")
        if resources is None:
            page.Resources = Dictionary()
            resources = page.Resources
        if resources.is_indirect:  # as in all that we write: one for the whole piece
            if resources.objgen in self.with_fonts:
                return
            self.with_fonts.add(resources.objgen)
        if "/Font" not in resources:
            resources.Font = Dictionary()
        fonts = resources.Font
        if "/PackFont0" not in fonts:
            for name, font in self.fonts.items():
                fonts[name] = font
