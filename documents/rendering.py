"""Written papers as tagged PDF pieces: one HTML document in, one small PDF/UA-1 file out.

Every piece is rendered on its own, when its content changes, and kept under a hash of what went into it, so that
building a pack is assembly only. Rendering reaches nothing but the project's own static files.

WeasyPrint is imported inside functions: it is heavy, and the web process has no use for it.
"""

import hashlib
import logging
import os
import re
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import pikepdf
from django.utils.translation import gettext as _

from documents import tagging

# pdfium is one for the whole process: two threads of a web server that use it at once kill it (a segmentation fault)
ONE_AT_A_TIME = threading.RLock()
STATIC = Path(__file__).resolve().parent.parent / "static"
SEAL_VERSION = "5"  # raise it when `_seal` or `tagging` writes something else, so that no older piece is reused
PIECES_PER_WORKER = 100  # a worker process is replaced after about so many: its memory never comes back by itself
FEW = 2  # so many pieces are rendered in the calling process; an agenda and a front sheet are
EDGE = 3 * 72 / 25.4  # 3 mm at the right edge that stay free of letters
FAR = 20  # page widths to the right that are searched for letters off the paper
MEDIA_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
MAY_LEAD_TO = ("https://", "http://", "mailto:", "tel:", "#")
ADDRESSES = re.compile(r"""(?:src|href)\s*=\s*["']([^"'#?]+)""", re.IGNORECASE)


class PieceFailed(Exception):
    """A paper could not be rendered. Carries the piece's key, the paper's title and a plain reason."""

    def __init__(self, key: str, title: str, reason: str) -> None:
        super().__init__(key, title, reason)
        self.key, self.title, self.reason = key, title, reason

    def __str__(self) -> str:
        return _("“%(title)s” could not be made into a PDF: %(reason)s") % {"title": self.title, "reason": self.reason}


class Cancelled(Exception):
    """The clerk stopped the build. What was rendered so far stays in the cache."""


@dataclass(frozen=True)
class RenderJob:
    """One paper to render: its title (for messages), a whole HTML document, and stylesheets in order."""

    title: str
    html: str
    stylesheets: tuple[Path, ...] = ()

    @property
    def key(self) -> str:
        return piece_key(self.html, self.stylesheets)


# Addresses -------------------------------------------------------------------------------------------------------


def static_file(address: str) -> Path | None:
    """The file of our static folder that an address names, or None for everything else in the world.

    Knows `file:` addresses (a relative address becomes one), and the site's own `/static/…` paths. Links out of the
    folder, by `..` or by symbolic link, are None, and so is what is no path at all: a null byte, 300 letters.
    """
    try:
        return _static_file(urlsplit(address))
    except (OSError, ValueError):
        return None


def _static_file(parts: SplitResult) -> Path | None:
    if parts.scheme not in ("", "file") or parts.netloc:
        return None
    path = Path(unquote(parts.path))
    if not path.is_absolute():
        path = STATIC / path
    elif path.parts[1:2] == ("static",) and not path.is_relative_to(STATIC):
        path = STATIC.joinpath(*path.parts[2:])
    path = path.resolve()
    return path if path.is_relative_to(STATIC.resolve()) and path.is_file() else None


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):  # type: ignore[misc,unused-ignore]
        """Serves our static files and refuses the rest before any socket or file is opened."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = static_file(url)
            if path is None:
                raise ValueError(f"Not one of our static files: {url[:200]}")
            kind = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
            return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind})

    return StaticFetcher(allowed_protocols=["file"], allow_redirects=False)


# One piece -------------------------------------------------------------------------------------------------------


def render_piece(html: str, *, stylesheets: Sequence[Path]) -> bytes:
    """A tagged PDF/UA-1 file from one whole HTML document. The same input gives the same bytes, on any day.

    Language, title and author are the document's own `lang`, `<title>` and `<meta name="author">`. Each stylesheet is
    read by us; what it or the document refers to is served only from `static/`, else left out. A link that leads to
    neither the web, a mail address, a telephone nor a place in the document is only words: a relative one would name
    a file of this machine.
    Raises whatever WeasyPrint raises on a document it cannot lay out.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # read by the font subsetter for its timestamps
    fetcher, fonts = _fetcher(), FontConfiguration()
    base = STATIC.as_uri() + "/"
    sheets = [
        CSS(string=path.read_text(), base_url=path.resolve().as_uri(), url_fetcher=fetcher, font_config=fonts)
        for path in stylesheets
    ]
    digest = hashlib.sha256(html.encode()).digest()
    document = HTML(string=html, base_url=base, url_fetcher=fetcher)
    _drop_odd_links(document.etree_element)
    tagging.remember_sources()
    pdf = document.write_pdf(
        finisher=tagging.finisher(digest.hex()[:12]),
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=digest[:16],
    )
    return _seal(pdf)


def _drop_odd_links(root: Any) -> None:
    for element in root.iter():
        if str(element.tag).rpartition("}")[2] not in ("a", "area"):
            continue
        for name in [name for name in element.attrib if name.rpartition("}")[2] == "href"]:
            if not element.attrib[name].strip().lower().startswith(MAY_LEAD_TO):
                del element.attrib[name]


def _seal(pdf: bytes) -> bytes:
    """Leave out what nothing refers to any more, and pack the rest as assembly will: it is then only copied."""
    with pikepdf.open(BytesIO(pdf)) as document:
        sealed = BytesIO()
        document.save(sealed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return sealed.getvalue()


def overflowing_pages(pdf: bytes) -> list[int]:
    """Pages, from 1, with a letter beyond the visible right edge or less than 3 mm inside it.

    Nothing that we lay out comes so near but a table with a cell that cannot be made narrow enough.
    """
    from pypdfium2 import PdfDocument

    found = []
    with ONE_AT_A_TIME, PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            left, bottom, right, top = page.get_cropbox()
            letters = page.get_textpage().get_text_bounded(right - EDGE, bottom, right + FAR * (right - left), top)
            if letters.strip():
                found.append(number)
    return found


def page_count(pdf: bytes) -> int:
    """How many pages a piece has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


# Keys and the cache ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _file_digest(path: Path, changed_ns: int, size: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _digest(path: Path) -> bytes:
    stat = path.stat()
    return _file_digest(path, stat.st_mtime_ns, stat.st_size)


def piece_key(html: str, stylesheets: Sequence[Path]) -> str:
    """SHA-256, in hexadecimal, over all that decides the bytes of a piece.

    The HTML, the stylesheets, the static files the HTML names, our font files, and the versions of WeasyPrint and of
    the sealing. System fonts are not in it: the stylesheets name ours.
    """
    hasher = hashlib.sha256(f"{version('weasyprint')}/{SEAL_VERSION}\0".encode())
    named = {path for address in ADDRESSES.findall(html) if (path := static_file(address))}
    fonts = (path for kind in ("woff2", "ttf", "otf") for path in STATIC.rglob(f"*.{kind}"))
    hasher.update(hashlib.sha256(html.encode()).digest())
    for path in (*stylesheets, *sorted({*named, *fonts})):
        hasher.update(_digest(path))
    return hasher.hexdigest()


class PieceCache:
    """Rendered pieces in a folder, under their keys. `rendered` counts what this cache object caused to be rendered."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.rendered = 0

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.pdf"

    def get(self, key: str) -> bytes | None:
        """The piece's bytes, or None where it is not kept."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, pdf: bytes) -> None:
        """Keep a piece: written beside its place, synced, and renamed, so that a reader sees all of it or nothing."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def get_or_render(self, html: str, *, stylesheets: Sequence[Path]) -> bytes:
        """The kept piece, or a fresh one, rendered in this process and kept."""
        key = piece_key(html, stylesheets)
        pdf = self.get(key)
        if pdf is None:
            pdf = render_piece(html, stylesheets=stylesheets)
            self.put(key, pdf)
            self.rendered += 1
        return pdf


# Many pieces -----------------------------------------------------------------------------------------------------


def render_all(
    jobs: Sequence[RenderJob],
    *,
    cache: PieceCache,
    workers: int = 2,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[str]:
    """Render what the cache lacks, more than a few in `workers` fresh processes. Gives the keys in the order of `jobs`.

    `progress(done, total)` is called at the start and after each piece, with kept pieces counted as done.
    Raises PieceFailed naming the first paper that cannot be rendered, and Cancelled soon after `cancelled()` is true;
    in both cases what is finished stays kept.
    """
    keys = [job.key for job in jobs]
    missing = {key: job for key, job in zip(keys, jobs, strict=True) if cache.get(key) is None}
    tell, total = progress or (lambda done, total: None), len(set(keys))
    tell(total - len(missing), total)
    waiting = list(missing.items())
    if len(waiting) <= FEW:
        return _render_few(waiting, keys, cache, tell, cancelled)
    batch = PIECES_PER_WORKER * workers
    for start in range(0, len(waiting), batch):
        done_before = total - len(waiting) + start
        for count, _key in enumerate(_render_batch(waiting[start : start + batch], cache, workers, cancelled), start=1):
            cache.rendered += 1
            tell(done_before + count, total)
    return keys


def _render_few(
    waiting: list[tuple[str, RenderJob]],
    keys: list[str],
    cache: PieceCache,
    tell: Callable[[int, int], None],
    cancelled: Callable[[], bool] | None,
) -> list[str]:
    """Render here: starting a process and loading WeasyPrint in it takes longer than a piece does."""
    total = len(set(keys))
    for count, (key, job) in enumerate(waiting, start=1):
        if cancelled is not None and cancelled():
            raise Cancelled
        _render_to(cache.folder, key, job)
        cache.rendered += 1
        tell(total - len(waiting) + count, total)
    return keys


def _render_batch(batch: list[tuple[str, RenderJob]], cache: PieceCache, workers: int, cancelled: Any) -> Any:
    """Yield each key as its piece is kept; the pool of processes ends with the batch."""
    left = dict(batch)
    with ProcessPoolExecutor(min(workers, len(batch)), mp_context=get_context("spawn")) as pool:
        futures: dict[Future[None], str] = {pool.submit(_render_to, cache.folder, key, job): key for key, job in batch}
        try:
            for future in as_completed(futures):
                if cancelled is not None and cancelled():
                    raise Cancelled
                future.result()
                del left[futures[future]]
                yield futures[future]
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for key, job in left.items():
        _render_alone(key, job, cache)
        yield key


def _render_alone(key: str, job: RenderJob, cache: PieceCache) -> None:
    """Render one piece in a process of its own, so that a process that dies names the paper that killed it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            pool.submit(_render_to, cache.folder, key, job).result()
        except BrokenProcessPool as error:
            raise PieceFailed(key, job.title, _("the computer ran out of memory or stopped the work")) from error


def _render_to(folder: Path, key: str, job: RenderJob) -> None:
    """In the worker process: render and keep one piece."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    try:
        pdf = render_piece(job.html, stylesheets=job.stylesheets)
    except Exception as error:
        raise PieceFailed(key, job.title, f"{type(error).__name__}: {error}"[:500]) from None
    if overflowing_pages(pdf):
        raise PieceFailed(key, job.title, _("a table is wider than the page. Turn the page or shorten the table"))
    PieceCache(folder).put(key, pdf)
