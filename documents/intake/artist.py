"""The confined process that draws one page: `python -m documents.intake.artist FOLDER`, the PDF on standard input.

What to draw is told in `asked.json` in the folder; the answer is two lines and a PNG, as of `documents.intake.worker`.
"""

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.PngImagePlugin  # noqa: F401  # Pillow loads its formats when first used, too late by then
import pypdfium2
from PIL import Image, ImageDraw

from documents.intake import confinement

NARROWEST, WIDEST, TALLEST = 50, 2400, 4000
MARK = (212, 53, 28)  # red of the design system
Asked = dict[str, Any]


def draw(data: bytes, asked: Asked) -> bytes:
    """A PNG of the page with the marks on it. Raises ValueError where there is no such page."""
    document = pypdfium2.PdfDocument(data)
    number = int(asked["page"])
    if not 1 <= number <= len(document):
        raise ValueError("no such page")
    page = document[number - 1]
    across, down = page.get_size()
    width = min(max(int(asked["width"]), NARROWEST), WIDEST)
    scale = min((width - 0.01) / max(across, 1), (TALLEST - 0.01) / max(down, 1))  # pypdfium2 rounds up
    picture = page.render(scale=scale).to_pil().convert("RGB")
    _mark(picture, asked.get("marks", []))
    written = BytesIO()
    picture.quantize(64).save(written, "PNG") if len(asked.get("marks", [])) == 0 else picture.save(written, "PNG")
    return written.getvalue()


def _mark(picture: Image.Image, marks: list[list[float]]) -> None:
    """A red frame around each mark, a little outside it, so that what it frames stays to be seen."""
    pen = ImageDraw.Draw(picture)
    thick = max(2, picture.width // 300)
    for left, top, right, bottom in marks:
        x0, y0 = left * picture.width - 2 * thick, top * picture.height - 2 * thick
        x1, y1 = right * picture.width + 2 * thick, bottom * picture.height + 2 * thick
        pen.rectangle((max(x0, 0), max(y0, 0), min(x1, picture.width - 1), min(y1, picture.height - 1)), None, MARK, thick)


def main(folder: Path) -> None:
    """Confine, draw, answer."""
    output = sys.stdout.buffer
    os.chdir(folder)
    confinement.load_early()
    held = confinement.confine()
    output.write(json.dumps(held).encode() + b"\n")
    output.flush()
    asked = json.loads((folder / "asked.json").read_bytes())
    try:
        picture = draw(sys.stdin.buffer.read(), asked)
        output.write(b'{"outcome": "drawn"}\n' + picture)
    except (ValueError, MemoryError, OSError, pypdfium2.PdfiumError):
        output.write(b'{"outcome": "refused"}\n')
    output.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
