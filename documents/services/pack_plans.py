"""What a pack is to hold, piece by piece, before anything is rendered.

`meetings` writes these plans; nothing here knows what a meeting is.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation

from documents import rendering
from panels.models import Body, PoliceArea

STYLESHEETS = (rendering.STATIC / "css" / "pack.css",)
Ranges = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Section:
    """One piece of a pack: a whole HTML document to render, or a PDF: that of an upload, or a paper's as it was published.

    `key` is its name in links and ranges. `sha256` is the PDF's: a plan that is only to be compared holds no `pdf` itself.

    `version` is the number of the paper's version that it shows, 0 for what is no paper or was withdrawn. `watermark`
    stands across the foot of each page of a private upload and of its fillers; a piece that we write prints its own.
    """

    key: str
    title: str
    kind: str = "report"
    item_label: str = ""
    exempt: bool = False
    html: str = ""
    pdf: bytes = b""
    sha256: str = ""
    version: int = 0
    watermark: str = ""

    @property
    def digest(self) -> str:
        """What decides the section's pages: the PDF's hash, or the piece's key."""
        if self.pdf and not self.sha256:
            return hashlib.sha256(self.pdf).hexdigest()
        return self.sha256 or rendering.piece_key(self.html, STYLESHEETS)

    def facts(self) -> list[str | int | bool]:
        """All of it that a pack is made from, in a form that can be hashed."""
        return [self.key, self.title, self.kind, self.item_label, self.exempt, self.digest, self.version, self.watermark]


@dataclass(frozen=True)
class PackPlan:
    """What a pack is to hold. `opening` writes front sheet and agenda once it knows which pages each paper has.

    Its second argument is how many blank sheets the agenda ends with, so that both editions number papers alike. `part` is
    0 for the pack and the number of a supplement, whose pages go on from `first`. Everything in it was read at one moment:
    to build from it later asks the database nothing.
    """

    area: PoliceArea
    body: Body
    collection: str
    edition: str
    title: str
    dated: datetime
    opening: Callable[..., list[Section]]
    papers: tuple[Section, ...]
    part: int = 0
    first: int = 1

    @translation.override(settings.LANGUAGE_CODE)
    def inputs(self) -> str:
        """The hash of all that the pack is made from; another hash means that a stored pack is out of date."""
        facts = [section.facts() for section in [*self.opening({}, 0), *self.papers]]
        named = [self.edition, self.title, self.part, self.first, facts]
        return hashlib.sha256(json.dumps(named).encode()).hexdigest()

    def versions(self) -> set[tuple[str, int]]:
        """Which version of which paper it holds."""
        return versions_of(self.papers)


def versions_of(sections: Iterable[Section]) -> set[tuple[str, int]]:
    """Paper and version of the sections that are papers."""
    return {(section.key, section.version) for section in sections if section.version}
