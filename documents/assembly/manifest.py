"""What a pack is made of, in a form that can be published and compared."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from documents.assembly.plan import Placed


def digest(data: bytes | Path) -> str:
    """SHA-256 in hexadecimal of bytes or of a file."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.read_bytes()).hexdigest()


def manifest(placed: Sequence[Placed], *, sources: Mapping[str, bytes | Path], pack: bytes) -> dict[str, Any]:
    """The pack's hash and sheets, and each piece's key, hash, own pages, and first and last printed page.

    `sources` are the files the pack was assembled from. Raises KeyError where one is missing.
    """
    return {
        "sha256": digest(pack),
        "pages": sum(entry.sheets for entry in placed),
        "first": placed[0].first if placed else 0,
        "last": placed[-1].last if placed else 0,
        "pieces": [
            {
                "key": entry.piece.key,
                "title": entry.piece.title,
                "kind": entry.piece.kind,
                "exempt": entry.piece.exempt,
                "sha256": digest(sources[entry.piece.key]),
                "pages": entry.piece.pages,
                "first": entry.first,
                "last": entry.last,
            }
            for entry in placed
        ],
    }
