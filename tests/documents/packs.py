"""Whole packs of our own writing, rendered once for each run of the tests: 76 and 600 pages, and one of tables and lists."""

import tempfile
from functools import cache
from pathlib import Path

from benchmarks.packs import agenda, lengths, paper
from documents.assembly.merge import Meta, assemble
from documents.assembly.plan import Piece, plan_pages
from documents.rendering import STATIC, PieceCache, RenderJob, page_count, render_all
from tests.documents.samples import page_html

NAMES = ("76 print", "76 screen", "600 print", "600 screen", "long print", "long screen")
SHEETS = (STATIC / "css" / "pack.css",)
WORDS = "words that fill the line and go on to the next one " * 8
WATERMARK = "Exempt: panel members and officers"


@cache
def pack(name):
    """The bytes of a pack and its plan."""
    size, edition = name.split()
    sources, exempt = _sources(size)
    pieces = [
        Piece(key, f"{key} – Cŵn", page_count(data), kinds(key), exempt=key in exempt, watermark=WATERMARK * (key in exempt))
        for key, data in sources.items()
    ]
    placed = plan_pages(pieces, fillers=edition == "print")
    return assemble(placed, sources=sources, meta=Meta(title=f"Pack of {size}")), placed


def kinds(key):
    return "agenda" if key == "agenda" else "report"


@cache
def _sources(size):
    html, sheets = (_long(), SHEETS) if size == "long" else (_reports(int(size)), ())
    with tempfile.TemporaryDirectory() as folder:
        cache = PieceCache(Path(folder))
        keys = render_all([RenderJob(key, text, sheets) for key, text in html.items()], cache=cache, workers=2)
        found = {name: cache.get(key) for name, key in zip(html, keys, strict=True)}
    return found, {"annex"} & found.keys()


def _reports(pages):
    html = {"agenda": agenda(len(lengths(pages)))}
    return html | {f"r{number}": paper(number, count) for number, count in enumerate(lengths(pages))}


def _long():
    points = "".join(f"<li>Point {number} {WORDS}<ul><li>Inner {number}</li></ul></li>" for number in range(40))
    foot = "<tfoot><tr><th scope='row'>Sum</th><td>9</td><td>9</td></tr></tfoot>"
    head = "<tr><th rowspan='2'>Force</th><th colspan='2'>Calls</th></tr><tr><th>Made</th><th>Met</th></tr>"
    rows = "".join(f"<tr><th scope='row'>Row {row}</th><td>{row}</td><td>2</td></tr>" for row in range(80))
    return {
        "agenda": page_html("Agenda", "<p><a href='https://pack.invalid/p/table'>Table</a></p>"),
        "table": page_html("Table", "<h2>Calls</h2>" + long_table(600)),
        "lists": page_html("Lists", f"<h2>Points</h2><ul>{points}</ul><ol>{points}</ol><h3>Text</h3><p>{WORDS * 30}</p>"),
        "annex": page_html(
            "Annex",
            f"<h2>Odd</h2><table><caption>Calls</caption><thead>{head}</thead>{foot}<tbody>{rows}</tbody></table>"
            f"<ul><li>Figures{long_table(60)}</li></ul><p>See <a href='https://example.org/'>{WORDS}</a></p>",
        ),
    }


def long_table(rows):
    """A table with a heading row, a heading in each row, and so many rows."""
    head = "<thead><tr><th scope='col'>Force</th><th scope='col'>Total</th></tr></thead>"
    body = "".join(f"<tr><th scope='row'>Row {row}</th><td>{row * 7}</td></tr>" for row in range(rows))
    return f"<table class='long'>{head}<tbody>{body}</tbody></table>"
