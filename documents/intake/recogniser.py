"""The confined process that reads scans: `python -m documents.intake.recogniser FOLDER`, the PDF on standard input.

Each page without words is drawn and given to tesseract, which runs under the same limits; the answer is text by page.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import ImageDraw

from documents.intake import confinement, hidden
from documents.intake.found import Mark
from documents.intake.looking import places

DOTS = 200 / 72  # for each point: what tesseract reads well
MOST_DOTS = 3600
PAGE_SECONDS = 60
CPU_SECONDS = 600
PROCESSES = 256  # of the user nobody, on the whole machine: other files are being opened meanwhile


def recognise(data: bytes, folder: Path, asked: dict[str, Any]) -> list[str]:
    """The words of each page: its own where it has some, else those that tesseract reads in its picture.

    Where `pages` are asked for, those that it reads in their pictures, and nothing of the others.
    """
    document, wanted, marked = pypdfium2.PdfDocument(data), asked.get("pages"), places(asked)
    texts = []
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        words = hidden.clean(str(page.get_textpage().get_text_range())) if wanted is None else ""
        if not words.strip() and (wanted is None or number in wanted):
            words = _read(page, folder, asked, marked.get(number, []))
        texts.append(words)
        page.close()
    return texts


def _read(page: pypdfium2.PdfPage, folder: Path, asked: dict[str, Any], marked: list[Mark]) -> str:
    width, height = page.get_size()
    drawn = page.render(scale=min(DOTS, MOST_DOTS / max(width, height, 1)), grayscale=True).to_pil()
    pen = ImageDraw.Draw(drawn)
    for left, top, right, bottom in marked:
        pen.rectangle((left * drawn.width, top * drawn.height, right * drawn.width, bottom * drawn.height), 255)
    picture = folder / "page.pgm"
    picture.write_bytes(b"P5 %d %d 255\n" % drawn.size + drawn.tobytes())
    command = [str(asked["program"]), str(picture), "stdout", "-l", str(asked.get("languages", "eng"))]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PAGE_SECONDS, env={"OMP_THREAD_LIMIT": "1"}, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return hidden.clean(done.stdout.decode("utf-8", "replace")).replace("\f", "").strip() if done.returncode == 0 else ""


def main(folder: Path) -> None:
    """Confine, recognise, answer."""
    output = sys.stdout.buffer
    os.chdir(folder)
    confinement.load_early()
    held = confinement.confine(cpu_seconds=CPU_SECONDS, processes=PROCESSES)
    output.write(json.dumps(held).encode() + b"\n")
    output.flush()
    asked = json.loads((folder / "asked.json").read_bytes())
    try:
        result: dict[str, Any] = {"outcome": "recognised", "text": recognise(sys.stdin.buffer.read(), folder, asked)}
    except (ValueError, MemoryError, OSError, pypdfium2.PdfiumError):
        result = {"outcome": "refused", "code": "damaged"}
    output.write(json.dumps(result).encode() + b"\n")
    output.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
