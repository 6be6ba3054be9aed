"""How long packs take to make, as ratios within one run: `python -m benchmarks.packs`.

The ways are timed in turn, again and again, and their medians compared: a full build (every piece rendered, one
process, then assembled), the same pack after one item changed, and a plain pikepdf merge of the same files, which
loses tags and most links, and is the floor. Seconds depend on the machine and its load; ratios do less.
"""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import django
import pikepdf

PAGES_OF_A_PIECE = 6
SIZES = (76, 600)
ROUNDS = {76: 5, 600: 3}
BUILDS = {76: 3, 600: 1}  # a full build of 600 pages takes a minute or more
RATIOS = (
    ("untagged assembly", "plain merge", "hold 1.8, aim 1.2"),
    ("assembly", "plain merge", "hold 3.5, aim 2.0"),
    ("one item changed", "full build", "hold 0.06, aim 0.04 at 600 pages"),
    ("nothing changed", "full build", ""),
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
        del pdf.Root["/StructTreeRoot"]
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
    """What pikepdf does when nothing is asked of it but the pages in a row."""
    with pikepdf.new() as merged:
        opened = [pikepdf.open(BytesIO(source)) for source in sources]
        for source in opened:
            merged.pages.extend(source.pages)
        written = BytesIO()
        merged.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


class Bench:
    """One pack of `pages` pages, with a cache of its own."""

    def __init__(self, folder: Path, pages: int) -> None:
        self.folder, self.lengths = folder, lengths(pages)
        self.builds = 0

    def build(self, cache_folder: Path, changed: int = 0) -> tuple[bytes, dict[str, bytes]]:
        """Render what is missing, one process, and assemble. Item 0 is at version `changed`."""
        from documents.assembly.merge import Meta, assemble
        from documents.assembly.plan import Piece, plan_pages
        from documents.rendering import PieceCache, RenderJob, page_count, render_all

        cache = PieceCache(cache_folder)
        html = {"agenda": agenda(len(self.lengths))}
        html |= {f"r{n}": paper(n, pages, changed if n == 0 else 0) for n, pages in enumerate(self.lengths)}
        keys = render_all([RenderJob(key, text) for key, text in html.items()], cache=cache, workers=1)
        sources = {name: cache.get(key) or b"" for name, key in zip(html, keys, strict=True)}
        pieces = [Piece(name, name, page_count(data), "report", name) for name, data in sources.items()]
        return assemble(plan_pages(pieces), sources=sources, meta=Meta(title="Pack")), sources

    def full(self) -> None:
        self.builds += 1
        self.build(self.folder / f"full{self.builds}")


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
        times: dict[str, list[float]] = {name: [] for name in (*ways, "one item changed", "full build")}
        for number in range(ROUNDS[pages]):
            for way, work in ways.items():
                times[way].append(timed(work))
            times["one item changed"].append(timed(lambda number=number: bench.build(warm, changed=number + 1)))
            if number < BUILDS[pages]:
                times["full build"].append(timed(bench.full))
        return {way: statistics.median(found) for way, found in times.items()} | {"pages": page_count(pack)}


def main() -> None:
    """Print one table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panel_portal.settings.test")
    django.setup()
    start = time.monotonic()
    for pages in SIZES:
        found = measure(pages)
        load = os.getloadavg()[0]
        print(f"\n{found['pages']:.0f} pages, load {load:.1f}, processor seconds, medians of {ROUNDS[pages]}")
        for way, seconds in found.items():
            print(f"  {way:<40}{seconds:8.2f}")
        for above, below, target in RATIOS:
            print(f"  {above + ' : ' + below:<40}{found[above] / found[below]:8.3f}   {target}")
    print(f"\n{time.monotonic() - start:.0f} s in all")


if __name__ == "__main__":
    main()
