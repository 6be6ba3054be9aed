"""Where the rebuilt copies of a response's files stand: in the restricted store, and in the public one while it is public."""

from collections.abc import Iterable

from decisions.models import ConsultationFile
from documents.services.files import drop_file, ensure_public, ensure_restricted


def open_copies(files: Iterable[ConsultationFile]) -> None:
    """Put the rebuilt copies of files into the public store. What came is never moved: it stays restricted for good."""
    for file in files:
        if file.pdf is not None:
            file.pdf = ensure_public(file.pdf)
            file.save(update_fields=["pdf"])


def withdraw_copies(files: Iterable[ConsultationFile]) -> None:
    """Take the rebuilt copies of files out of the public store; one that something else published stays there for that."""
    for file in files:
        if file.pdf is not None:
            public, file.pdf = file.pdf, ensure_restricted(file.pdf)
            file.save(update_fields=["pdf"])
            if public.pk != file.pdf.pk:
                drop_file(public)
