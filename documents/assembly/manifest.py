"""What a pack is made of, in a form that can be published and compared."""

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from documents.assembly.plan import Placed
from documents.pages import claims_ua


def digest(data: bytes | Path) -> str:
    """SHA-256 in hexadecimal of bytes or of a file."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.read_bytes()).hexdigest()


def ua_claims(sources: Mapping[str, bytes | Path]) -> dict[str, bool]:
    """Which files, by key, have tags and claim PDF/UA. A pack of them makes the claim only where all of them do."""
    claims = {}
    for key, held in sources.items():
        with pikepdf.open(BytesIO(held) if isinstance(held, bytes) else held) as source:
            claims[key] = claims_ua(source)
    return claims


def manifest(placed: Sequence[Placed], *, sources: Mapping[str, bytes | Path], pack: bytes) -> dict[str, Any]:
    """The pack's hash and sheets, and each piece's key, hash, own pages, and first and last printed page.

    "ua" says whether the pack claims PDF/UA, and "claims_ua" whether a piece does: those that do not are listed beside
    their web text. `sources` are the files the pack was assembled from. Raises KeyError where one is missing.
    """
    claims = ua_claims({entry.piece.key: sources[entry.piece.key] for entry in placed})
    return {
        "sha256": digest(pack),
        "pages": sum(entry.sheets for entry in placed),
        "first": placed[0].first if placed else 0,
        "last": placed[-1].last if placed else 0,
        "ua": all(claims.values()),
        "pieces": [
            {
                "key": entry.piece.key,
                "title": entry.piece.title,
                "kind": entry.piece.kind,
                "exempt": entry.piece.exempt,
                "claims_ua": claims[entry.piece.key],
                "sha256": digest(sources[entry.piece.key]),
                "pages": entry.piece.pages,
                "first": entry.first,
                "last": entry.last,
            }
            for entry in placed
        ],
    }
