"""A drawing read back: where its scale stands, and which values its lines and bars stand for."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONT = Path(__file__).parents[2] / "static" / "vendor" / "public-sans-latin.woff2"
NAMES = {"svg": "http://www.w3.org/2000/svg"}


class Drawing:
    """What somebody with a ruler reads from an SVG."""

    def __init__(self, svg):
        self.root = ElementTree.fromstring(str(svg))
        self.width, self.height = (float(self.root.get(name)) for name in ("width", "height"))
        self.left, self.right, self.top, self.bottom = map(float, self.root.get("data-plot").split())
        self.title, self.desc = self.root[0].text, self.root[1].text
        self.texts = self.root.findall("svg:text", NAMES)
        ticks = [(float(one.get("y")) - 5, number(one.text)) for one in self.texts if one.get("text-anchor") == "end"]
        (y1, v1), (y2, v2) = ticks[0], ticks[-1]
        self.per_value = (y1 - y2) / (v2 - v1)
        self.zero = y1 + v1 * self.per_value

    def value(self, y):
        return (self.zero - y) / self.per_value

    def index(self, x, count):
        return round((x - self.left) / max(self.right - self.left, 1) * (count - 1))

    def marked(self, tag, start):
        return [one for one in self.root.findall(f"svg:{tag}", NAMES) if one.get("data-is", "").startswith(start)]

    def line(self, number, count):
        """Values by period of a line, and of the open dot that stands apart."""
        values = {}
        for path in self.marked("path", f"series-{number}"):
            for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", path.get("d")):
                values[self.index(float(x), count)] = self.value(float(y))
        for dot in self.marked("circle", f"partial-{number}"):
            values[count - 1] = self.value(float(dot.get("cy")))
        return values

    def bars(self):
        """Heights by series and period."""
        found = defaultdict(dict)
        for bar in self.marked("rect", "series-"):
            _name, series, index = bar.get("data-is").split("-")
            found[int(series)][int(index)] = float(bar.get("height")) / self.per_value
        return found


def number(words):
    return float(words.replace(",", "").replace("\u2212", "-"))


def table_of(html):
    """Headings, and the cells of every row."""
    root = ElementTree.fromstring(str(html))
    rows = [[cell.text or "" for cell in row] for row in root.iter("tr")]
    return rows[0], rows[1:]


@cache
def _advances(weight):
    font = instantiateVariableFont(TTFont(FONT), {"wght": weight})
    names, metrics, size = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {chr(code): metrics[name][0] / size for code, name in names.items()}


def boxes(drawing):
    """Every word of a drawing as (left, top, right, bottom), measured with the portal's own font at 14 px."""
    found = []
    for one in drawing.texts:
        advances = _advances(700 if one.get("font-weight") == "700" else 400)
        wide = 14 * sum(advances.get(letter, 0.6) for letter in one.text)
        x, y = float(one.get("x")), float(one.get("y"))
        left = x - {"end": wide, "middle": wide / 2}.get(one.get("text-anchor"), 0)
        found.append((one.text, left, y - 10, left + wide, y + 3))
    return found
