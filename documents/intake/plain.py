"""Tells pages on which nothing can be hidden without drawing them, so that a long report is not kept waiting."""

import ctypes

import pypdfium2.raw as raw

from documents.intake.glyphs import PATH, TEXT, Box, Thing, area, clip_box, meet
from documents.intake.layers import Grid

DARKEST_PAPER, DARKEST_INK = 160, 100  # of 255: what dark text can stand on, and what is dark text
SMALLEST = 2.0  # points, of the box of a piece of text
SHARED = 0.35  # of the smaller of two boxes of text: lines that stand close may touch
MOST_THINGS = 4000


def is_plain(things: list[Thing], visible: Box) -> bool:
    """Whether all text is dark, painted, within the page, and under nothing but other things' edges."""
    if len(things) > MOST_THINGS:
        return False
    text, others = Grid(), Grid()
    for thing in things:
        if thing.kind == TEXT:
            if not _is_plain_text(thing, visible) or text.meets(thing.box, SHARED) or others.meets(thing.box, 0):
                return False
            text.add(thing.box)
        elif not _is_harmless(thing) and text.meets(thing.box, 0):
            return False
        elif not (_is_harmless(thing) or _is_light_path(thing)):
            others.add(thing.box)
    return True


def _is_plain_text(thing: Thing, visible: Box) -> bool:
    red, green, blue, alpha = thing.colour
    if thing.mode != raw.FPDF_TEXTRENDERMODE_FILL or alpha < 255 or 0.3 * red + 0.59 * green + 0.11 * blue > DARKEST_INK:
        return False
    if raw.FPDFPageObj_HasTransparency(thing.handle):
        return False
    if thing.matrix != (1, 0, 0, 1, 0, 0) or min(thing.box[2] - thing.box[0], thing.box[3] - thing.box[1]) < SMALLEST:
        return False
    clip = clip_box(thing)
    left = visible if clip is None else meet(clip, visible)
    return area(meet(thing.box, left)) >= 0.98 * area(thing.box)


def _is_harmless(thing: Thing) -> bool:
    """A path that only draws thin lines."""
    return thing.kind == PATH and not thing.paints_area()


def _is_light_path(thing: Thing) -> bool:
    """A pale area: text that is painted on it later can be read, as long as nothing makes it see-through or a pattern."""
    if thing.kind != PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.handle, fill, stroke)
    return bool(fill.value) and min(thing.colour[:3]) >= DARKEST_PAPER
