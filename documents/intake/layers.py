"""Text objects that overlap are looked at one after another: a label on a box must not speak for the words beneath."""

from documents.intake.glyphs import TEXT, Box, Thing, area, around, meet

CELL = 40.0  # points: the grid in which neighbours are sought
OVERLAP = 0.2  # of the smaller of two boxes
MOST_LAYERS = 6
WIDEST = 400  # cells that one object may take before it has a layer of its own


class Grid:
    """Boxes, found again by where they lie."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = {}
        self.wide: list[Box] = []

    def add(self, box: Box) -> None:
        """Take a box in."""
        cells = _cells(box)
        if cells is None:
            self.wide.append(box)
        for cell in cells or ():
            self.cells.setdefault(cell, []).append(box)

    def meets(self, box: Box, share: float) -> bool:
        """Whether the box shares more than this part of the smaller of the two with one taken in."""
        cells = _cells(box)
        if any(_share(box, other) > share for other in self.wide):
            return True
        if cells is None:
            return any(_share(box, other) > share for held in self.cells.values() for other in held)
        return any(_share(box, other) > share for cell in cells for other in self.cells.get(cell, ()))


def layers(things: list[Thing]) -> list[set[int]]:
    """The orders of the text objects, in as few sets as it takes for none to overlap another of its set."""
    sets: list[tuple[set[int], Grid]] = [(set(), Grid())]
    bare: set[int] = set()
    for thing in things:
        if thing.kind != TEXT:
            continue
        boxes = [glyph.box for glyph in thing.glyphs if glyph.counts]
        if not boxes:
            bare.add(thing.order)
            continue
        box = around(boxes)
        level = 0
        while level < MOST_LAYERS - 1 and level < len(sets) and sets[level][1].meets(box, OVERLAP):
            level += 1
        if level == len(sets):
            sets.append((set(), Grid()))
        sets[level][0].add(thing.order)
        sets[level][1].add(box)
    return [held | bare for held, _grid in sets if held]


def _share(one: Box, other: Box) -> float:
    shared = area(meet(one, other))
    return shared / max(min(area(one), area(other)), 0.01) if shared else 0


def _cells(box: Box) -> list[tuple[int, int]] | None:
    columns = range(int(box[0] // CELL), int(box[2] // CELL) + 1)
    rows = range(int(box[1] // CELL), int(box[3] // CELL) + 1)
    if len(columns) * len(rows) > WIDEST:
        return None
    return [(column, row) for column in columns for row in rows]
