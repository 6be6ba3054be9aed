"""What a file is, by its content; its name and what the browser calls it count for nothing."""

import re
import zipfile
from io import BytesIO
from typing import BinaryIO

import puremagic

PDF, DOCX, ODT = "pdf", "docx", "odt"
HEAD = 1024  # a PDF says so within its first so many bytes
MARKUP = re.compile(rb"<\s*[!?a-zA-Z]")


def sniff(stream: BinaryIO) -> str | None:
    """ "pdf", "docx" or "odt", or None for all else, such as a web page that is also a PDF. Leaves the stream at 0."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    start = head.find(b"%PDF-")
    if start >= 0:
        return None if MARKUP.search(head[:start]) else PDF
    return _office(stream) if head.startswith(b"PK\x03\x04") else None


def _office(stream: BinaryIO) -> str | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    finally:
        stream.seek(0)
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    return ODT if mimetype.strip() == b"application/vnd.oasis.opendocument.text" else None


def looks_like(head: bytes) -> str:
    """A guess for the log at what a refused file is, such as ".exe"; "" where nothing fits."""
    try:
        return puremagic.from_stream(BytesIO(head))
    except (puremagic.PureError, ValueError):
        return ""
