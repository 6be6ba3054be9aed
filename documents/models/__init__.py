"""Papers, their versions and what was found in them, the packs made of them, and the files in the two stores."""

from documents.models.fetches import Fetch
from documents.models.files import StoredFile
from documents.models.findings import Finding
from documents.models.formats import FormatRequest
from documents.models.packs import Pack
from documents.models.papers import Paper, PaperVersion

__all__ = ["Fetch", "Finding", "FormatRequest", "Pack", "Paper", "PaperVersion", "StoredFile"]
