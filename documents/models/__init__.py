"""Papers, their versions, the packs made of them, and the files in the two stores."""

from documents.models.files import StoredFile
from documents.models.packs import Pack
from documents.models.papers import Paper, PaperVersion

__all__ = ["Pack", "Paper", "PaperVersion", "StoredFile"]
