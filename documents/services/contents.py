"""What a version of a paper says, before it is stored: typed, taken out of an upload, or drawn from a register."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import Any

from documents import sources
from documents.choices import PaperKind
from documents.intake.run import REFUSED, take_in
from documents.papers import as_at, clean_html
from interface import clock
from panels.models import Body, PoliceArea

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
LONGEST_NAME = 200


@dataclass(frozen=True)
class Content:
    """What a version says, before it is stored."""

    kind: str
    text: str = ""
    html: str = ""
    charts: Mapping[str, Any] = field(default_factory=dict)
    page_texts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    original: bytes = b""
    original_name: str = ""
    original_type: str = ""
    pdf: bytes = b""

    @property
    def sha256(self) -> str:
        """The hash of what a reader meets, and of the file it came from."""
        said = asdict(self)
        for name in ("notices", "original_name", "original_type"):
            del said[name]
        for name in ("original", "pdf"):
            said[name] = hashlib.sha256(said[name]).hexdigest() if said[name] else ""
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def examine(data: bytes, filename: str) -> tuple[Content, dict[str, list[str]]]:
    """What an upload says, or the reason why it is refused. Slow: never inside a transaction that holds locks."""
    outcome = take_in(data, filename)
    if outcome.outcome == REFUSED:
        return Content(PaperKind.PDF), {"file": [outcome.reason]}
    is_pdf = bool(outcome.pdf)
    content = Content(
        PaperKind.PDF if is_pdf else PaperKind.WORD,
        html="" if is_pdf else clean_html(outcome.html),
        page_texts=_without_nulls(outcome.text) if is_pdf else (),
        notices=outcome.notices,
        original=data,
        original_name=PurePath(filename.replace("\\", "/")).name.replace("\0", "")[-LONGEST_NAME:],
        original_type=MEDIA_TYPES.get(outcome.kind, "application/octet-stream"),
        pdf=outcome.pdf,
    )
    return content, {}


def _without_nulls(texts: Iterable[str]) -> tuple[str, ...]:
    """PostgreSQL keeps neither NUL nor half a surrogate pair, and text drawn from a PDF may hold either."""
    return tuple(text.replace("\0", "").encode("utf-8", "replace").decode() for text in texts)


def draw(source: str, area: PoliceArea, body: Body) -> Content:
    """What a register says as at today."""
    today = clock.today()
    drawn = sources.draw(source, area=area, body=body, on=today)
    return Content(PaperKind.LIVE, text=f"{as_at(today)}\n\n{drawn.text.strip()}", charts=drawn.charts)
