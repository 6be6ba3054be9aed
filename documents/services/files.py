"""The two stores: files under their own hash, written whole before anything speaks of them."""

import hashlib
import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from documents.choices import StoreName
from documents.models import StoredFile
from interface import clock

SHA256 = re.compile(r"[0-9a-f]{64}")
MODES = {StoreName.PUBLIC: (0o755, 0o644), StoreName.RESTRICTED: (0o700, 0o600)}  # of folders, of files


class FileLost(Exception):
    """A file that the database knows is not in its store, or is not what was put there."""


@transaction.atomic
def store_bytes(*, store: str, data: bytes, media_type: str) -> StoredFile:
    """Put a file in a store under its hash; a file that is there already is given back.

    It is written beside its place, synced and renamed, and only then recorded. Whoever stores or drops the same content
    at the same time waits, so that a row never outlives its file.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    _hold(store, sha256)
    path = _path(store, sha256)
    if not path.exists() or path.stat().st_size != len(data):
        _write(path, data, store)
    fresh = {"size": len(data), "media_type": media_type, "created_at": clock.now()}
    return StoredFile.objects.get_or_create(store=store, sha256=sha256, defaults=fresh)[0]


def read_bytes(file: StoredFile) -> bytes:
    """The content of a file. The caller has fetched what it belongs to through `visible_to`."""
    with open_file(file) as handle:
        return handle.read()


def open_file(file: StoredFile) -> BinaryIO:
    """The file, opened for reading. Raises FileLost when the store does not hold it."""
    try:
        return _path(file.store, file.sha256).open("rb")
    except FileNotFoundError:
        raise FileLost(_("The file %(name)s is missing from its store") % {"name": file}) from None


def ensure_public(file: StoredFile) -> StoredFile:
    """The same content in the public store, copied there if need be. Only what is published may go through here."""
    return _copy(file, StoreName.PUBLIC)


def ensure_restricted(file: StoredFile) -> StoredFile:
    """The same content in the restricted store, copied there if need be."""
    return _copy(file, StoreName.RESTRICTED)


@transaction.atomic
def drop_file(file: StoredFile) -> bool:
    """Take a file out of its store when nothing refers to it; False when something does.

    The row goes now, the file itself once that is settled, and not if somebody has stored the same content meanwhile.
    """
    _hold(file.store, file.sha256)
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).delete()
    except ProtectedError:
        return False
    store, sha256 = file.store, file.sha256
    transaction.on_commit(lambda: _unlink(store, sha256))
    return True


def sweep_files() -> int:
    """Drop what nothing refers to: rows without a user, files without a row, halves of files. Gives how many went.

    Safe at any time: whoever is storing the same content holds it, and is waited for. Run it outside a transaction.
    """
    gone = sum(drop_file(file) for file in StoredFile.objects.order_by("pk").iterator())
    for store in StoreName.values:
        root = Path(settings.STORES[store])
        for path in sorted(root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            gone += _sweep_one(store, path)
    return gone


def store_folder(store: str) -> Path:
    """The root of a store, there and closed to others if it is the restricted one."""
    root = Path(settings.STORES[StoreName(store)])
    _make_folder(root, MODES[StoreName(store)][0])
    return root


def _copy(file: StoredFile, store: str) -> StoredFile:
    if file.store == store:
        return file
    data = read_bytes(file)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FileLost(_("The file %(name)s is not what was stored") % {"name": file})
    return store_bytes(store=store, data=data, media_type=file.media_type)


@transaction.atomic
def _sweep_one(store: str, path: Path) -> bool:
    sha256, is_half = path.name[:64], path.name.endswith(".part")
    if not SHA256.fullmatch(sha256):
        return False
    _hold(store, sha256)
    if not is_half and StoredFile.objects.filter(store=store, sha256=sha256).exists():
        return False
    was_there = path.exists()
    path.unlink(missing_ok=True)
    return was_there


@transaction.atomic
def _unlink(store: str, sha256: str) -> None:
    _hold(store, sha256)
    if not StoredFile.objects.filter(store=store, sha256=sha256).exists():
        _path(store, sha256).unlink(missing_ok=True)


def _hold(store: str, sha256: str) -> None:
    """Wait for others who handle the same content; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file:{store}:{sha256}"])


def _path(store: str, sha256: str) -> Path:
    """Where a file stands. Made from a hash and nothing else: no word that anybody typed is ever part of a path."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("Not a SHA-256")
    return Path(settings.STORES[StoreName(store)]) / sha256[:2] / sha256[2:4] / sha256


def _write(path: Path, data: bytes, store: str) -> None:
    folder_mode, file_mode = MODES[StoreName(store)]
    store_folder(store)
    for folder in (path.parents[1], path.parents[0]):
        _make_folder(folder, folder_mode)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), file_mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
        _sync(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _make_folder(folder: Path, mode: int) -> None:
    """Make a folder that lasts, and close one that somebody else made too open."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        folder.mkdir(mode)
        _sync(folder.parent)
    if stat.S_IMODE(folder.stat().st_mode) & ~mode:
        folder.chmod(mode)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
