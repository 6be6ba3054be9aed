"""Papers, versions and findings, packs, what was printed and sent, the links between things, and the files of the two stores."""

from documents.models.fetches import Fetch
from documents.models.files import StoredFile
from documents.models.findings import Finding
from documents.models.formats import FormatRequest
from documents.models.links import Link
from documents.models.packs import Pack
from documents.models.papers import Paper, PaperVersion
from documents.models.prints import Print

__all__ = ["Fetch", "Finding", "FormatRequest", "Link", "Pack", "Paper", "PaperVersion", "Print", "StoredFile"]
