"""How long packs take to make, as ratios within one run: `python -m benchmarks.packs`.

The ways are timed in turn, again and again, and their medians compared: a full build (every piece rendered, one
process, then assembled), the same pack after one item changed, and a plain pikepdf merge of the same files, saved
alike, which loses tags and most links, and is the floor. Seconds depend on the machine and its load; ratios do less.
A full build is also made with two processes, by the clock on the wall, and the memory of the workers watched.

What holds the figures where they are (600 pages, of which 100 tables): a plain merge writes 2,700 objects and the pack
19,700, of which 14,200 are structure elements, seven in ten of them rows and cells. libqpdf copies and writes them at
about 10 µs each without a line of our own code: tags with nothing else on the pages already cost 2.8 times the merge.
Untagged, two fifths of what is over the merge are bookmarks (read from each piece, written with their places), a fifth
is a stream of its own for each page's number, and the rest links and the way back to the agenda.
"""

import os
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from multiprocessing import active_children
from pathlib import Path

import django
import pikepdf

PAGES_OF_A_PIECE = 6
SIZES = (76, 600)
ROUNDS = {76: 15, 600: 7}
BUILDS = {76: 3, 600: 1}  # a full build of 600 pages takes half a minute or more
RATIOS = (
    ("untagged assembly", "plain merge", "hold 1.8, aim 1.6"),
    ("assembly", "plain merge", "hold 3.5, aim 2.5"),
    ("one item changed", "full build", "hold 0.06, aim 0.04 at 600 pages"),
    ("nothing changed", "full build", ""),
    ("two processes, wall", "one process, wall", "hold 0.65, aim 0.55 at 600 pages"),
)
STYLE = (
    "@page{size:A4;margin:23mm 20mm 21mm 22mm}body{font:12pt/17pt 'Public Sans',sans-serif}"
    "td,th{text-align:left}section+section{break-before:page}"
)


def written(title: str, body: str) -> str:
    """A whole HTML document."""
    head = f"<head><title>{title}</title><style>{STYLE}</style></head>"
    return f"<html lang='en-GB'>{head}<body><h1>{title}</h1>{body}</body></html>"


def paper(number: int, pages: int, version: int = 0) -> str:
    """A report of exactly so many pages: a heading and text on each, and a table on the last."""
    words = "The panel is asked to note what the Commissioner has done to hold the Chief Constable to account. "
    texts = [f"<p>{page}.{version} {words * 5}</p>" * 4 for page in range(1, pages)] + [table(number)]
    return written(
        f"Report {number}",
        "".join(f"<section><h2>Section {page}</h2>{text}</section>" for page, text in enumerate(texts, start=1)),
    )


def table(number: int) -> str:
    """A table that fits on a page."""
    head = "".join(f"<th scope='col'>{name}</th>" for name in ("Measure", "Now", "Trend"))
    rows = "".join(f"<tr><th scope='row'>Measure {row}</th><td>{row * number}</td><td>Stable</td></tr>" for row in range(25))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def lengths(pages: int) -> list[int]:
    """The pages of each report, so that with the agenda's sheet of two pages they make the pack's."""
    whole, rest = divmod(pages - 2, PAGES_OF_A_PIECE)
    return [PAGES_OF_A_PIECE] * whole + ([rest] if rest else [])


def agenda(count: int) -> str:
    """A list of links to that many reports."""
    links = (f"<a href='https://pack.invalid/p/r{number}'>Item {number}</a>" for number in range(count))
    return written("Agenda", f"<p>{', '.join(links)}</p>")


def untagged(source: bytes) -> bytes:
    """The same pages without their structure tree."""
    with pikepdf.open(BytesIO(source)) as pdf:
        del pdf.Root["/StructTreeRoot"], pdf.Root["/PanelPiece"]
        for page in pdf.pages:
            del page.obj["/StructParents"]
            for link in page.obj.get("/Annots", ()):
                del link["/StructParent"]
        bare = BytesIO()
        pdf.save(bare, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return bare.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, of this process and the children that have ended."""
    before = used()
    work()
    return used() - before


def used() -> float:
    """Processor seconds so far, to the microsecond."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def plain_merge(sources: Sequence[bytes]) -> bytes:
    """What pikepdf does when nothing is asked of it but the pages in a row, saved as assembly saves."""
    from documents.assembly.merge import saved

    with pikepdf.new() as merged:
        opened = [pikepdf.open(BytesIO(source)) for source in sources]
        for source in opened:
            merged.pages.extend(source.pages)
        return saved(merged)


class Bench:
    """One pack of `pages` pages, with a cache of its own."""

    def __init__(self, folder: Path, pages: int) -> None:
        self.folder, self.lengths = folder, lengths(pages)
        self.builds = 0

    def build(self, cache_folder: Path, changed: int = 0, workers: int = 1) -> tuple[bytes, dict[str, bytes]]:
        """Render what is missing, and assemble. Item 0 is at version `changed`."""
        from documents.assembly.merge import Meta, assemble
        from documents.assembly.plan import Piece, plan_pages
        from documents.rendering import PieceCache, RenderJob, page_count, render_all

        cache = PieceCache(cache_folder)
        html = {"agenda": agenda(len(self.lengths))}
        html |= {f"r{n}": paper(n, pages, changed if n == 0 else 0) for n, pages in enumerate(self.lengths)}
        keys = render_all([RenderJob(key, text) for key, text in html.items()], cache=cache, workers=workers)
        sources = {name: cache.get(key) or b"" for name, key in zip(html, keys, strict=True)}
        pieces = [Piece(name, name, page_count(data), "report", name) for name, data in sources.items()]
        return assemble(plan_pages(pieces), sources=sources, meta=Meta(title="Pack")), sources

    def full(self, workers: int = 1) -> None:
        """Build without any piece kept."""
        self.builds += 1
        self.build(self.folder / f"full{self.builds}", workers=workers)


class Watch(threading.Thread):
    """Looks ten times a second how much memory this process's children have used at most; `most` is in megabytes.

    Linux only. What the system keeps of children that ended would count the memory of the parent before the start.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.over = 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            for child in active_children():
                try:
                    status = Path(f"/proc/{child.pid}/status").read_text()
                except OSError:
                    continue
                used = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
                self.most = max(self.most, *(int(kilobytes) / 1024 for kilobytes in used), 0.0)


def on_the_wall(work: Callable[[], object]) -> float:
    """Seconds on the wall."""
    before = time.monotonic()
    work()
    return time.monotonic() - before


def measure(pages: int) -> dict[str, float]:
    """Medians in processor seconds, by name, with the true page count as "pages"."""
    from documents.assembly.merge import Meta, assemble
    from documents.assembly.plan import Piece, plan_pages
    from documents.rendering import page_count

    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), pages)
        warm = Path(name) / "warm"
        pack, sources = bench.build(warm)
        pieces = [Piece(key, key, page_count(data), "report", key) for key, data in sources.items()]
        placed = plan_pages(pieces)
        bare = {key: untagged(data) for key, data in sources.items()}
        ways: dict[str, Callable[[], object]] = {
            "plain merge": lambda: plain_merge(list(sources.values())),
            "untagged assembly": lambda: assemble(placed, sources=bare, meta=Meta(title="Pack")),
            "assembly": lambda: assemble(placed, sources=sources, meta=Meta(title="Pack")),
            "nothing changed": lambda: bench.build(warm),
        }
        built = ("one item changed", "full build", "one process, wall", "two processes, wall")
        times: dict[str, list[float]] = {name: [] for name in (*ways, *built)}
        for number in range(ROUNDS[pages]):
            for way, work in ways.items():
                times[way].append(timed(work))
            times["one item changed"].append(timed(lambda number=number: bench.build(warm, changed=number + 1)))
            if number < BUILDS[pages]:
                before = used()
                times["one process, wall"].append(on_the_wall(bench.full))
                times["full build"].append(used() - before)
                times["two processes, wall"].append(on_the_wall(lambda: bench.full(workers=2)))
        medians = {way: statistics.median(found) for way, found in times.items()}
        return medians | {"pages": page_count(pack)}


def main() -> None:
    """Print one table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panel_portal.settings.test")
    django.setup()
    start = time.monotonic()
    for pages in SIZES:
        watch = Watch()
        watch.start()
        found = measure(pages)
        watch.over.set()
        load, whole = os.getloadavg()[0], found.pop("pages")
        print(f"\n{whole:.0f} pages, load {load:.1f}, processor seconds, medians of {ROUNDS[pages]} (builds: {BUILDS[pages]})")
        for way, seconds in found.items():
            print(f"  {way:<40}{seconds:8.2f}")
        for above, below, target in RATIOS:
            print(f"  {above + ' : ' + below:<40}{found[above] / found[below]:8.3f}   {target}")
        print(f"  {'most memory of a rendering worker':<40}{watch.most:8.0f}   MB, hold 300 at 600 pages")
    print(f"\n{time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
