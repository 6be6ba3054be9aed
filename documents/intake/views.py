"""Drawings of a page, compared: where its text leaves ink, and where that ink can be seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from documents.intake.glyphs import TEXT, Box, Thing

SCALE, MOST_PIXELS = 1.5, 1800  # of 72 dots an inch, and the longest side
CLOSE = 6.0  # the scale of a second look
SEEN, INK = 3, 64  # differences between shades, of 255, that count
WHITE, BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
SEEN_TABLE = [0] * SEEN + [255] * (256 - SEEN)
INK_TABLE = [0] * INK + [255] * (256 - INK)
Pixels = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True)
class Frame:
    """How a page, or a part of it, becomes pixels. `cut` is what is cut off at left, bottom, right and top, in points."""

    width: float
    height: float
    box: Box
    turn: int
    scale: float
    cut: Box = (0, 0, 0, 0)

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Frame":
        """The whole page."""
        width, height = page.get_size()
        scale = min(SCALE, MOST_PIXELS / max(width, height, 1))
        return cls(width, height, page.get_bbox(), page.get_rotation(), scale)

    def upright(self, box: Box) -> Box:
        """A box of the page's own space as it is read: left, top, right, bottom in points from the top left corner."""
        x0, y0, x1, y1 = self.box
        left, bottom, right, top = box
        if self.turn == 90:
            return (bottom - y0, left - x0, top - y0, right - x0)
        if self.turn == 180:
            return (x1 - right, bottom - y0, x1 - left, top - y0)
        if self.turn == 270:
            return (y1 - top, x1 - right, y1 - bottom, x1 - left)
        return (left - x0, y1 - top, right - x0, y1 - bottom)

    def pixels(self, box: Box) -> Pixels:
        """The pixels a box touches, within the drawing."""
        left, top, right, bottom = self.upright(box)
        across, down = self.size
        from_left, from_top = ceil(self.cut[0] * self.scale), ceil(self.cut[3] * self.scale)
        x0, y0 = left * self.scale - from_left, top * self.scale - from_top
        x1, y1 = right * self.scale - from_left, bottom * self.scale - from_top
        limit = (min(max(int(x0), 0), across - 1), min(max(int(y0), 0), down - 1))
        return (*limit, max(min(int(x1) + 1, across), limit[0] + 1), max(min(int(y1) + 1, down), limit[1] + 1))

    @property
    def size(self) -> tuple[int, int]:
        """Of the drawing, in pixels, rounded as pypdfium2 rounds."""
        left, bottom, right, top = (ceil(side * self.scale) for side in self.cut)
        across, down = ceil(self.width * self.scale) - left - right, ceil(self.height * self.scale) - bottom - top
        return max(1, across), max(1, down)

    def mark(self, box: Box) -> list[float]:
        """The box in fractions of the page, a little larger, within the page."""
        left, top, right, bottom = self.upright(box)
        sides = (left / self.width, top / self.height, right / self.width, bottom / self.height)
        return [round(min(max(side, 0.0), 1.0), 4) for side in sides]

    def box_at(self, mark: list[float]) -> Box:
        """The box, in the page's own space, of a mark."""
        left, top, right, bottom = (m * side for m, side in zip(mark, (self.width, self.height) * 2, strict=True))
        x0, y0, x1, y1 = self.box
        if self.turn == 90:
            return (x0 + top, y0 + left, x0 + bottom, y0 + right)
        if self.turn == 180:
            return (x1 - right, y0 + top, x1 - left, y0 + bottom)
        if self.turn == 270:
            return (x1 - bottom, y1 - right, x1 - top, y1 - left)
        return (x0 + left, y1 - bottom, x0 + right, y1 - top)

    def close(self, box: Box) -> "Frame":
        """A part of the page with a small margin, drawn large."""
        left, top, right, bottom = self.upright(box)
        margin = 2.0
        cut = (
            min(max(left - margin, 0), self.width - 1), min(max(self.height - bottom - margin, 0), self.height - 1),
            min(max(self.width - right - margin, 0), self.width - 1), min(max(top - margin, 0), self.height - 1),
        )  # fmt: skip
        if cut[0] + cut[2] >= self.width or cut[1] + cut[3] >= self.height:
            return self
        longest = max(self.width - cut[0] - cut[2], self.height - cut[1] - cut[3])
        return Frame(self.width, self.height, self.box, self.turn, min(CLOSE, MOST_PIXELS / longest), cut)

    def draw(self, page: pypdfium2.PdfPage, paper: tuple[int, int, int, int] = WHITE) -> Image.Image:
        """The page as it now is."""
        drawn = page.render(
            scale=self.scale, crop=self.cut, fill_color=paper, draw_annots=False, may_draw_forms=False, rev_byteorder=True
        )
        return drawn.to_pil().convert("RGB")


@dataclass(frozen=True)
class Compared:
    """One look at some of the text of a page: the ink it would leave on its own, and what can be seen of it."""

    frame: Frame
    ink: Image.Image  # 255 where the text alone leaves a mark
    lost: Image.Image  # 255 where such a mark cannot be seen
    change: Image.Image  # how much the page changes with the text, 0 to 255
    without: Image.Image  # the page without the text


def compare(page: pypdfium2.PdfPage, frame: Frame, whole: Image.Image, things: Iterable[Thing], text: set[int]) -> Compared:
    """Look at the text objects of these orders. `whole` is the page as it is."""
    things = list(things)
    chosen = [thing for thing in things if thing.order in text]
    for thing in chosen:
        thing.show(False)
    without = frame.draw(page)
    for thing in things:
        thing.show(thing.order in text)
    ink = _change(frame.draw(page), Image.new("RGB", whole.size, WHITE[:3]))
    if any(_is_light(thing) for thing in chosen):
        ink = ImageChops.lighter(ink, _change(frame.draw(page, BLACK), Image.new("RGB", whole.size, BLACK[:3])))
    for thing in things:
        thing.show(True)
    change = _change(whole, without)
    ink = ink.point(INK_TABLE)
    return Compared(frame, ink, ImageChops.subtract(ink, change.point(SEEN_TABLE)), change, without)


def _is_light(thing: Thing) -> bool:
    red, green, blue, _alpha = thing.colour
    return min(red, green, blue) > 110 or bool(thing.mode != raw.FPDF_TEXTRENDERMODE_FILL) or thing.kind != TEXT


def _change(one: Image.Image, other: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def count(mask: Image.Image, pixels: Pixels) -> int:
    """How many of these pixels are 255."""
    return mask.crop(pixels).histogram()[255]


def most(shades: Image.Image, pixels: Pixels) -> int:
    """The highest shade among these pixels."""
    return int(shades.crop(pixels).getextrema()[1])  # type: ignore[arg-type]  # one band, so numbers and no pairs
