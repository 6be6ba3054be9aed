"""Documents that everybody may read, as open data lists them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.choices import Access
from exchange.publishing.identity import Source
from interface.links import url_or_none

# The page of commissioning that hands out a document of an award or an exercise
DOCUMENT_PAGE = "awards:document-detail"


@dataclass(frozen=True)
class Paper:
    """A document, or a page that says more, with where it is."""

    id: str
    title: str
    url: str
    kind: str = ""
    media_type: str = ""
    at: datetime | None = None


def papers_of(row: Any, decision: Any, source: Source) -> tuple[Paper, ...]:
    """The documents in `open_documents` of an award or an exercise, and the decision that it hangs on once that is public."""
    found = [_paper(one, row, source) for one in row.open_documents]
    if decision is not None and decision.published_at is not None and decision.access == Access.PUBLIC:
        url = source.url(decision.get_absolute_url())
        found.append(Paper(f"decision-{decision.reference}", f"Decision {decision.reference}", url, "decision", "text/html"))
    return tuple(one for one in found if one is not None)


def _paper(document: Any, row: Any, source: Source) -> Paper | None:
    """A document without an address tells nobody anything."""
    path = url_or_none(DOCUMENT_PAGE, source.area, row.reference, document.number)
    if path is None:
        return None
    return Paper(
        f"{row.reference}-{document.number}", document.title, source.url(path), document.kind, document.file.media_type,
        document.added_at,
    )  # fmt: skip
