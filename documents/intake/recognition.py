"""Optical recognition of scans, where tesseract is installed. It gives the words by page; the PDF stays as it is."""

import shutil
from collections.abc import Mapping, Sequence
from typing import Any

from documents.intake.sandbox import examine_confined

SECONDS = 600.0  # it runs as a job


def program() -> str:
    """Where tesseract is, or "" where it is not installed."""
    return shutil.which("tesseract") or ""


def recognised(
    pdf: bytes, *, languages: str = "eng", pages: Sequence[int] | None = None, marked: Mapping[str, Any] | None = None
) -> tuple[str, ...] | None:
    """The words of each page, or None where they cannot be had: nothing installed, a file that cannot be drawn, too slow.

    `pages` and `marked` as of `run.recognise`.
    """
    found = program()
    if not found:
        return None
    asked = {"program": found, "languages": languages, "pages": pages, "marked": marked or {}}
    answer = examine_confined(pdf, seconds=SECONDS, module="documents.intake.recogniser", asked=asked)
    if answer.ended != "done" or answer.result.get("outcome") != "recognised":
        return None
    return tuple(str(page) for page in answer.result.get("text", ()))
