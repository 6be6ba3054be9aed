"""A paper again, as a draft of another collection: same words, same files, its own life from then on."""

from typing import Any

from accounts.models import User
from documents.choices import FindingState
from documents.models import Finding, Paper, StoredFile
from documents.services.contents import found_again
from documents.services.files import read_bytes
from documents.services.papers import FACTS, Content, _create


def copy_paper(*, paper: Paper, collection: str, actor: User | None) -> Paper:
    """A draft of the same area and body that says what a paper says now. Raises ValidationError for one withdrawn or empty."""
    facts: dict[str, Any] = {name: getattr(paper, name) for name in FACTS}
    version = paper.current
    if version is None or paper.withdrawn_at:
        raise ValueError("Only a paper that is there can be copied")
    content = Content(
        paper.kind,
        text=version.text,
        html=version.html,
        charts=version.charts,
        page_texts=tuple(version.page_texts),
        notices=tuple(version.notices),
        original=_bytes(version.original),
        original_name=version.original_name,
        original_type=version.original.media_type if version.original else "",
        pdf=_bytes(version.pdf),
        outcome=version.outcome,
        findings=tuple(_carried(finding) for finding in version.findings.all()),
    )
    facts["title"] = paper.title
    return _create(paper.area, paper.body, collection, facts, content, actor, {}, source=paper.source)


def _carried(finding: Finding) -> Finding:
    """What was published nonetheless is asked again before the copy goes out; what was kept or removed is settled."""
    copy = found_again(finding)
    if copy.state == FindingState.OVERRIDDEN:
        copy.state, copy.reason, copy.answered_for, copy.decided_at, copy.decided_by = FindingState.OPEN, "", "", None, None
    return copy


def _bytes(file: StoredFile | None) -> bytes:
    return read_bytes(file) if file else b""
