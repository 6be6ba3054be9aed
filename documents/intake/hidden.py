"""Text that a page holds and nobody sees. Runs in the confined process and nowhere else.

A page is drawn as it is, again without its text, and its text alone. Where the text alone leaves ink and the page does
not change without it, the text is hidden: by something painted over it, or by the colour of what it stands on. Text
without ink is clipped, invisible or off the page. A recognised-text layer over a picture that has ink there is no finding.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

from documents.intake import views
from documents.intake.found import BOX, CROPPED, HIDDEN, INVISIBLE, LONGEST_QUOTE, MOST_MARKS, WHITE, Found
from documents.intake.glyphs import (
    IMAGE,
    Box,
    Glyph,
    Thing,
    area,
    around,
    clip_box,
    glyphs_of,
    meet,
    things_of,
)
from documents.intake.layers import layers
from documents.intake.plain import is_plain
from documents.intake.views import Compared, Frame

COVERED = 0.3  # a character of which less than this part is seen is hidden; more is a box that strayed a little
UNTOUCHED = 0.02  # and one alone must show less than this
FAINT = 10  # of 255: a change of the page that a reader can see
INSIDE = 0.3  # the part of a character that must be within the visible page
WHOLE_PAGE = 0.5  # the part of a page that a picture covers if it is a scan with its text underneath
DARK, LIGHT, CONTRAST = 110, 170, 60  # shades of 255
LABELS = {  # words that programs leave under a box to say what it is
    "confidential", "exempt", "information", "name", "personal", "private", "privilege", "privileged", "re", "red", "reda",
    "redac", "redact", "redacted", "redaction", "redactions", "removed", "se", "sea", "seal", "sealed", "under", "withheld",
}  # fmt: skip
MOST_SECOND_LOOKS = 40  # at one page


@dataclass
class Seen:
    """What one look at a page found: its visible words, and the hidden ones by kind."""

    text: str
    findings: list[Found] = field(default_factory=list)
    hidden: list[Glyph] = field(default_factory=list)
    has_content: bool = True  # whether anything at all stands on the page


def look(page: pypdfium2.PdfPage, number: int) -> Seen:
    """Look at one page, `number` from 1. May raise `glyphs.TooMuch`."""
    reader, things = page.get_textpage(), things_of(page)
    if is_plain(things, page.get_bbox()):
        return Seen(clean(str(reader.get_text_range())), has_content=bool(things))
    return _Look(page, number, reader, things).seen()


def words_in(page: pypdfium2.PdfPage, boxes: list[Box]) -> str:
    """The words that stand in these places, hidden or not."""
    reader = page.get_textpage()
    within = {glyph.index for glyph in glyphs_of(reader, things_of(page)) if _is_in(glyph, boxes)}
    if not within:
        return ""
    chars = (_char_at(reader, index, within) for index in range(min(within), max(within) + 1))
    return " ".join("".join(chars).split())[:LONGEST_QUOTE]


def words_outside(page: pypdfium2.PdfPage, boxes: list[Box], hidden: set[int]) -> str:
    """The words that stand elsewhere, without the characters that are hidden."""
    reader = page.get_textpage()
    within = {glyph.index for glyph in glyphs_of(reader, things_of(page)) if _is_in(glyph, boxes)}
    return _without(reader, within | hidden)


def _is_in(glyph: Glyph, boxes: list[Box]) -> bool:
    across, up = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return any(box[0] <= across <= box[2] and box[1] <= up <= box[3] for box in boxes)


def _code_at(reader: pypdfium2.PdfTextPage, index: int) -> str:
    code = raw.FPDFText_GetUnicode(reader.raw, index)
    return chr(code) if 0 < code < 0x110000 else ""


def _char_at(reader: pypdfium2.PdfTextPage, index: int, chosen: set[int]) -> str:
    """The character, if it is chosen or a space."""
    char = _code_at(reader, index)
    return char if index in chosen or char.isspace() else ""


def _without(reader: pypdfium2.PdfTextPage, left_out: Container[int]) -> str:
    kept = (_code_at(reader, index) for index in range(reader.count_chars()) if index not in left_out)
    return clean("".join(kept).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


class _Look:
    def __init__(self, page: pypdfium2.PdfPage, number: int, reader: pypdfium2.PdfTextPage, things: list[Thing]) -> None:
        self.page, self.number, self.reader, self.things = page, number, reader, things
        self.glyphs = glyphs_of(self.reader, self.things)
        self.frame = Frame.of(page)
        self.kinds: dict[int, str] = {}  # by index of the character
        self.second_looks = 0

    def seen(self) -> Seen:
        counting = [glyph for glyph in self.glyphs if glyph.counts]
        if counting:
            self.whole = self.frame.draw(self.page)
            self.shades = self.whole.convert("L")
            self._judge(counting)
        kept = _without_specks(self.glyphs, self.kinds)
        findings = list(self._findings(kept))
        return Seen(self._text(kept), findings, [glyph for glyph in self.glyphs if glyph.index in kept], bool(self.things))

    # Which characters, and why ------------------------------------------------------------------------------------

    def _judge(self, glyphs: list[Glyph]) -> None:
        inked: list[Glyph] = []
        for glyph in glyphs:
            if self._is_outside(glyph):
                self.kinds[glyph.index] = CROPPED
            elif glyph.thing.is_invisible:
                continue
            else:
                inked.append(glyph)
        for layer in layers(self.things):
            held = [glyph for glyph in inked if glyph.thing.order in layer]
            if held:
                compared = views.compare(self.page, self.frame, self.whole, self.things, layer)
                for word in words(held):
                    self._judge_word(compared, word, layer)
        for word in words(glyph for glyph in glyphs if glyph.thing.is_invisible and glyph.index not in self.kinds):
            self._judge_inkless(word, INVISIBLE)
        self._forgive_shadows()

    def _is_outside(self, glyph: Glyph) -> bool:
        whole = area(glyph.box)
        return whole > 0 and area(meet(glyph.box, self.frame.box)) < INSIDE * whole

    def _judge_word(self, compared: Compared, word: list[Glyph], layer: set[int]) -> None:
        pixels = compared.frame.pixels(around([glyph.box for glyph in word]))
        ink, lost = views.count(compared.ink, pixels), views.count(compared.lost, pixels)
        if ink and not lost and views.most(compared.change, pixels) >= FAINT:
            return
        if not ink and self.second_looks < MOST_SECOND_LOOKS:
            self.second_looks += 1
            compared = self._look_closer(compared, word, layer)
            ink = views.count(compared.ink, compared.frame.pixels(around([glyph.box for glyph in word])))
        if not ink:
            self._judge_blank(word)
            return
        for glyph in word:
            self._judge_glyph(compared, glyph)

    def _look_closer(self, compared: Compared, word: list[Glyph], layer: set[int]) -> Compared:
        """Small or pale words leave too little ink to judge by: draw them large."""
        frame = self.frame.close(around([glyph.box for glyph in word]))
        if frame.scale <= self.frame.scale:
            return compared
        return views.compare(self.page, frame, frame.draw(self.page), self.things, layer)

    def _judge_glyph(self, compared: Compared, glyph: Glyph) -> None:
        pixels = compared.frame.pixels(glyph.box)
        ink, lost = views.count(compared.ink, pixels), views.count(compared.lost, pixels)
        if ink == 0:
            if views.most(compared.change, pixels) < FAINT and self._is_clipped(glyph):
                self.kinds[glyph.index] = CROPPED
            return
        share = 1 - lost / ink
        if share < COVERED or views.most(compared.change, pixels) < FAINT:
            self.kinds[glyph.index] = self._why(compared, glyph, share)

    def _why(self, compared: Compared, glyph: Glyph, share: float) -> str:
        """Covered, in the colour of the paper, or "" for what only looks so: the text under a scan, a stray edge."""
        across, up = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
        covers = [
            thing
            for thing in self.things[glyph.thing.order + 1 :]
            if thing.box[0] <= across <= thing.box[2] and thing.box[1] <= up <= thing.box[3] and thing.paints_area()
        ]
        if any(self._is_scan(thing) for thing in covers) and not self._is_blacked_out([glyph]):
            return "" if self._has_ink([glyph]) else BOX
        if covers:
            return BOX if share < UNTOUCHED else "edge"
        shade = _mean(compared.without.convert("L"), compared.frame.pixels(glyph.box))
        return WHITE if shade >= 128 else BOX

    def _judge_blank(self, word: list[Glyph]) -> None:
        """Words that leave no ink whatever is behind them: clipped away, or of a font whose signs are empty."""
        clipped = [glyph for glyph in word if self._is_clipped(glyph)]
        for glyph in clipped:
            self.kinds[glyph.index] = CROPPED
        rest = [glyph for glyph in word if glyph.index not in self.kinds]
        if rest and _has_own_font(rest[0].thing):
            self._judge_inkless(rest, INVISIBLE)

    def _is_clipped(self, glyph: Glyph) -> bool:
        left = clip_box(glyph.thing)
        return left is not None and area(meet(glyph.box, left)) < INSIDE * area(glyph.box)

    # Recognised text ----------------------------------------------------------------------------------------------

    def _judge_inkless(self, word: list[Glyph], kind: str) -> None:
        """Words without ink are as good as what is seen in their place: the picture of them, or a box."""
        box = around([glyph.box for glyph in word])
        on_picture = any(thing.kind == IMAGE and area(meet(box, thing.box)) > 0.5 * area(box) for thing in self.things)
        if word[0].thing.mode == raw.FPDF_TEXTRENDERMODE_CLIP and self._has_ink(word):
            return  # letters through which something else is seen
        if not on_picture:
            verdicts = dict.fromkeys((glyph.index for glyph in word), kind)
        elif self._is_blacked_out(word) or not self._has_ink(word):
            verdicts = dict.fromkeys((glyph.index for glyph in word), BOX)
        else:
            verdicts = dict.fromkeys((glyph.index for glyph in self._dark_runs(word)), BOX)
        self.kinds.update(verdicts)

    def _is_blacked_out(self, word: list[Glyph]) -> bool:
        shades = self.shades.crop(self._middle(around([glyph.box for glyph in word]))).histogram()
        total = sum(shades)
        return sum(shades[:DARK]) >= 0.85 * total and sum(shades[LIGHT:]) <= 0.05 * total

    def _has_ink(self, word: list[Glyph]) -> bool:
        left, top, right, bottom = self.frame.pixels(around([glyph.box for glyph in word]))
        low, high = self.shades.crop((max(left - 2, 0), max(top - 2, 0), right + 2, bottom + 2)).getextrema()
        return bool(high - low >= CONTRAST)  # type: ignore[operator]  # one band, so numbers and no pairs

    def _dark_runs(self, word: list[Glyph]) -> Iterator[Glyph]:
        """Three characters or more in a row that stand on nothing but black: a bold letter or two may do so too."""
        run: list[Glyph] = []
        for glyph in [*word, None]:
            if glyph is not None and self._is_blacked_out([glyph]):
                run.append(glyph)
                continue
            if len(run) >= 3:
                yield from run
            run = []

    def _middle(self, box: Box) -> views.Pixels:
        inset = (box[3] - box[1]) * 0.2
        return self.frame.pixels((box[0], box[1] + inset, box[2], box[3] - inset))

    def _is_scan(self, thing: Thing) -> bool:
        return thing.kind == IMAGE and area(meet(thing.box, self.frame.box)) >= WHOLE_PAGE * area(self.frame.box)

    def _forgive_shadows(self) -> None:
        """The same letter drawn twice, to look bold or to cast a shadow, is no secret where one of the two is seen."""
        shown: dict[str, list[Glyph]] = {}
        for glyph in self.glyphs:
            if glyph.counts and glyph.index not in self.kinds:
                shown.setdefault(glyph.char, []).append(glyph)
        for glyph in self.glyphs:
            if glyph.index in self.kinds and any(_stands_with(glyph, other) for other in shown.get(glyph.char, ())):
                del self.kinds[glyph.index]

    # What is told -------------------------------------------------------------------------------------------------

    def _text(self, hidden: dict[int, str]) -> str:
        if not hidden:
            return clean(str(self.reader.get_text_range()))
        return _without(self.reader, hidden)

    def _findings(self, hidden: dict[int, str]) -> Iterator[Found]:
        run: list[Glyph] = []
        for glyph in self.glyphs:
            kind = hidden.get(glyph.index)
            if run and (kind or glyph.counts) and (kind != hidden[run[0].index] or len(run) > LONGEST_QUOTE // 2):
                yield self._found(run, hidden[run[0].index])
                run = []
            if kind:
                run.append(glyph)
        if run:
            yield self._found(run, hidden[run[0].index])

    def _found(self, run: list[Glyph], kind: str) -> Found:
        first, last = run[0].index, run[-1].index
        chosen = {glyph.index for glyph in run}
        said = "".join(_char_at(self.reader, index, chosen) for index in range(first, last + 1))
        said = " ".join(said.split())[:LONGEST_QUOTE]
        return Found(kind, self.number, said, [self.frame.mark(box) for box in lines(run)][:MOST_MARKS])


def clean(text: str) -> str:
    """Text as it is kept: lines end alike, and no NUL."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufffe", "-").replace("\x02", "-")
    return text.strip()


def words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that follow each other without a gap, in one object."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and (glyph.index != word[-1].index + 1 or glyph.thing is not word[-1].thing or len(word) >= 60):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def lines(run: list[Glyph]) -> list[Box]:
    """A box for each line of a run."""
    boxes: list[Box] = []
    for glyph in run:
        if boxes and _on_line(boxes[-1], glyph.box):
            boxes[-1] = around([boxes[-1], glyph.box])
        else:
            boxes.append(glyph.box)
    return boxes


def _on_line(line: Box, box: Box) -> bool:
    """Whether a box goes on where a line ends, whichever way the line runs."""
    across, up = meet(line, box)[2] - meet(line, box)[0], meet(line, box)[3] - meet(line, box)[1]
    high, wide = max(box[3] - box[1], 1.0), max(box[2] - box[0], 1.0)
    return (up > 0 and across > -3 * high) or (across > 0 and up > -3 * wide and line[2] - line[0] < 2 * wide)


def _without_specks(glyphs: list[Glyph], kinds: dict[int, str]) -> dict[int, str]:
    """What is hidden, less what tells nothing: edges that a box grazes next to what is seen, full stops, dashes."""
    kept: dict[int, str] = {}
    run: list[Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is not None and kinds.get(glyph.index):
            run.append(glyph)
            continue
        if glyph is not None and not glyph.counts:
            continue
        if _is_label(run, kinds):
            pass
        elif any(kinds[each.index] in HIDDEN and each.char.isalnum() for each in run):
            kept.update({each.index: kinds[each.index] if kinds[each.index] in HIDDEN else BOX for each in run})
        elif len(run) > 2 and any(each.char.isalnum() for each in run):  # grazed all along: a box a little too small
            kept.update({each.index: BOX for each in run})
        run = []
    return kept


def _is_label(run: list[Glyph], kinds: dict[int, str]) -> bool:
    """Whether these characters under a box only say that it is one."""
    if not run or any(kinds[glyph.index] not in (BOX, "edge") for glyph in run):
        return False
    said = "".join(
        glyph.char if before is None or glyph.index == before.index + 1 else " " + glyph.char
        for before, glyph in zip([None, *run], run, strict=False)
    )
    found = re.findall(r"[^\W_]+", said.lower())
    return bool(found) and all(word in LABELS for word in found)


def _stands_with(glyph: Glyph, other: Glyph) -> bool:
    high = max(glyph.box[3] - glyph.box[1], 1.0)
    near = 0.35 * high
    return abs(glyph.box[0] - other.box[0]) < near and abs(glyph.box[1] - other.box[1]) < near


def _has_own_font(thing: Thing) -> bool:
    """Whether the font is in the file; one that is not may be empty here and have its signs elsewhere."""
    font = raw.FPDFTextObj_GetFont(thing.handle)
    return bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1


def _mean(shades: Image.Image, pixels: views.Pixels) -> float:
    held = shades.crop(pixels).histogram()
    return sum(shade * times for shade, times in enumerate(held)) / max(sum(held), 1)
