"""How large a PDF becomes once unpacked, found out without unpacking it into memory."""

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name

from documents.intake.refusals import MAX_EXPANDED, Refusal

STEP = 1024 * 1024
HOLLOW, HOLLOW_RATIO = 256 * 1024 * 1024, 500  # one stream of so many bytes, packed so well, holds nothing but a trap
MAX_SIDE = 32_000  # pixels of a picture; a scan of A0 at 600 dots an inch has 28,000


def refuse_if_huge(source: pikepdf.Pdf) -> None:
    """Raise Refusal("expands") where the streams together, or one picture alone, exceed the limit.

    Flate streams are counted exactly, chained ones too; pictures in photographic formats by their packed size, unless
    one of them alone would unpack to more than the limit.
    """
    total = 0
    for stream in source.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        if picture_bytes(stream) > MAX_EXPANDED:
            raise Refusal("expands")
        total += unpacked(stream, MAX_EXPANDED - total)
        if total > MAX_EXPANDED:
            raise Refusal("expands")


def picture_bytes(stream: Any) -> int:
    """What a picture takes in memory by its own account; 0 for other streams, and far too much for absurd sides."""
    if stream.get("/Subtype") != "/Image":
        return 0
    try:
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    except (TypeError, ValueError):
        return MAX_EXPANDED + 1
    if max(width, height) > MAX_SIDE:
        return MAX_EXPANDED + 1
    return width * height * 4


def filters_of(stream: Any) -> list[str]:
    """The stream's filters, outermost first."""
    held = stream.get("/Filter")
    if isinstance(held, Name):
        return [str(held)]
    return [str(entry) for entry in held] if isinstance(held, Array) else []


def unpacked(stream: Any, limit: int) -> int:
    """Bytes after the leading Flate filters, stopping soon after `limit`. Other filters end the counting."""
    try:
        raw = memoryview(stream.read_raw_bytes())
    except (pikepdf.PdfError, ValueError):
        return 0  # unreadable: the page it belongs to fails later, if any does
    depth = 0
    for name in filters_of(stream):
        if name not in ("/FlateDecode", "/Fl"):
            break
        depth += 1
    return _inflated(raw, depth, limit) if depth else len(raw)


def _inflated(raw: memoryview, depth: int, limit: int) -> int:
    engines = [zlib.decompressobj() for _level in range(min(depth, 4))]
    total = 0

    def feed(data: bytes, level: int) -> None:
        nonlocal total
        if level == len(engines):
            total += len(data)
            return
        engine, rest = engines[level], data
        while rest and total <= limit and not engine.eof:
            if total > HOLLOW and total > HOLLOW_RATIO * len(raw):
                total = limit + 1
                return
            feed(engine.decompress(rest, STEP), level + 1)
            rest = engine.unconsumed_tail

    try:
        for start in range(0, len(raw), STEP):
            feed(bytes(raw[start : start + STEP]), 0)
            if total > limit:
                break
    except zlib.error:
        pass  # damaged towards its end: what came before counts
    return total
