"""What a version of a paper says, before it is stored: typed, taken out of an upload, or drawn from a register."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from documents import sources
from documents.choices import IntakeOutcome, PaperKind
from documents.intake.run import REFUSED, Outcome, take_in
from documents.models import Finding
from documents.papers import as_at, clean_html
from interface import clock
from panels.models import Body, PoliceArea

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
LONGEST_NAME = 200
DECISION = ("state", "reason", "answered_for", "decided_at", "decided_by")


@dataclass(frozen=True)
class Content:
    """What a version says, before it is stored; `findings` are rows that have no version yet."""

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
    outcome: str = IntakeOutcome.ACCEPTED
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of what a reader meets, and of the file it came from."""
        said: dict[str, Any] = {name: getattr(self, name) for name in ("kind", "text", "html", "charts", "page_texts")}
        for name, data in (("original", self.original), ("pdf", self.pdf)):
            said[name] = hashlib.sha256(data).hexdigest() if data else ""
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
        page_texts=clean_texts(outcome.text) if is_pdf else (),
        notices=outcome.notices,
        original=data,
        original_name=PurePath(filename.replace("\\", "/")).name.replace("\0", "")[-LONGEST_NAME:],
        original_type=MEDIA_TYPES.get(outcome.kind, "application/octet-stream"),
        pdf=outcome.pdf,
        outcome=outcome.outcome,
        findings=found_in(outcome),
    )
    return content, {}


def found_in(outcome: Outcome) -> tuple[Finding, ...]:
    """What intake found, as rows that have no version yet."""
    return tuple(
        Finding(kind=one.kind, page=one.page, quote=quote, marks=one.marks)
        for one in outcome.findings
        for quote in clean_texts([one.quote])
    )


def found_again(decided: Finding, shown: Finding | None = None) -> Finding:
    """A row without a version, with the decision of one and the words and marks of the other, if there is another."""
    shown = shown or decided
    decision = {name: getattr(decided, name) for name in DECISION}
    return Finding(kind=shown.kind, page=shown.page, quote=shown.quote, marks=shown.marks, **decision)


def clean_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """PostgreSQL keeps neither NUL nor half a surrogate pair, and text drawn from a PDF may hold either."""
    return tuple(text.replace("\0", "").encode("utf-8", "replace").decode() for text in texts)


def draw(source: str, area: PoliceArea, body: Body, collection: str) -> Content:
    """What a register says as at today, for the papers of a collection."""
    today = clock.today()
    drawn = sources.draw(source, area=area, body=body, on=today, collection=collection)
    return Content(PaperKind.LIVE, text=f"{as_at(today)}\n\n{drawn.text.strip()}", charts=drawn.charts)
