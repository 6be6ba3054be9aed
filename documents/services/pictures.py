"""What readers look at page by page: pictures of a pack's pages, made once and kept under the hash of its file.

They lie in the store of the file they show, so a private page's picture is never in the public store. Whoever asks has
fetched the pack through `visible_to`; when a pack is taken down, what was made of it goes with it.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction

from documents.choices import PackStatus, StoreName
from documents.models import Pack, StoredFile
from documents.services.files import read_bytes, store_folder

WIDTH = 1000  # pixels, of the visible page


class NoPicture(Exception):
    """The file has no such page, or the page cannot be drawn."""


def page_picture(*, pack: Pack, sheet: int) -> bytes:
    """A PNG of one sheet of a pack's print edition, counted from 0. Drawn in a confined process, once.

    Raises NoPicture, and FileLost where the pack's file is not in its store.
    """
    name = f"{sheet}.png"
    kept = kept_view(pack.file, name)
    if kept is None:
        kept = _draw(read_bytes(pack.file), sheet + 1)
        keep_view(pack.file, name, kept)
    return kept


def _draw(pdf: bytes, page: int) -> bytes:
    from documents.intake.drawing import picture  # heavy, and most requests find the picture drawn

    try:
        return picture(pdf, page, width=WIDTH)
    except ValueError as error:
        raise NoPicture from error


def kept_view(file: StoredFile, name: str) -> bytes | None:
    """What was made of a file before, under a name that we chose; None where nothing was."""
    try:
        return (_folder(file.store, file.sha256) / name).read_bytes()
    except FileNotFoundError:
        return None


def keep_view(file: StoredFile, name: str, data: bytes) -> None:
    """Keep something made of a pack's file beside its store: a reader finds all of it or nothing.

    Where the pack was taken down while it was being made, nothing is kept.
    """
    folder = _folder(file.store, file.sha256)
    folder.mkdir(parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(data)
        os.replace(half, folder / name)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    if not _shown().filter(file=file.pk).exists():  # whoever took it down may have looked before this was there
        _drop(file.sha256)


def drop_views(file: StoredFile) -> None:
    """Drop all that was made of a file, in both stores, once the transaction that takes it down is settled."""
    sha256 = file.sha256
    transaction.on_commit(lambda: _drop(sha256))


def sweep_views() -> int:
    """Drop what was made of files that no pack is read from any more, such as older previews. Gives how many folders went."""
    gone = 0
    for store in StoreName.values:
        for folder in sorted((store_folder(store) / "views").glob("[0-9a-f][0-9a-f]/*")):
            if not _shown().filter(file__store=store, file__sha256=folder.name).exists():
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone


def _shown() -> Any:
    return Pack.objects.exclude(status=PackStatus.SUPERSEDED)


def _drop(sha256: str) -> None:
    for store in StoreName.values:
        shutil.rmtree(_folder(store, sha256), ignore_errors=True)


def _folder(store: str, sha256: str) -> Path:
    return store_folder(store) / "views" / sha256[:2] / sha256
