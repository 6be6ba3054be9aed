import subprocess
import sys
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from documents import rendering
from documents.pages import tree_items
from documents.rendering import Cancelled, PieceCache, PieceFailed, RenderJob, piece_key, render_all, render_piece
from tests.documents.samples import page_html, plain_pdf, table_html


def opened(data):
    return pikepdf.open(BytesIO(data))


def test_piece_is_tagged_and_says_what_it_is():
    with opened(render_piece(page_html("Budget", "<p>Words</p>"), stylesheets=[])) as piece:
        assert piece.Root.Lang == "en-GB"
        assert piece.docinfo["/Title"] == "Budget"
        assert piece.docinfo["/Author"] == "Northshire panel"
        assert b"pdfuaid" in piece.Root.Metadata.read_bytes()
        assert "/StructTreeRoot" in piece.Root


def test_same_input_gives_same_bytes(monkeypatch):
    html = page_html("Budget", table_html(60))
    first = render_piece(html, stylesheets=[])
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert render_piece(html, stylesheets=[]) == first


def test_table_headings_have_ids_of_their_own():
    table = table_html(3).replace("<td>", "<td colspan='1' rowspan='2'>", 1)
    first, second = (render_piece(page_html(title, table), stylesheets=[]) for title in ("One", "Two"))
    with opened(first) as one, opened(second) as two:
        trees = [piece.Root.StructTreeRoot.IDTree for piece in (one, two)]
        ids = [{str(name) for name, _heading in tree_items(tree, "/Names")} for tree in trees]
        assert len(ids[0]) == 5
        assert not ids[0] & ids[1]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "https://example.org/a.css",
        "data:text/css,p{}",
        "ftp://example.org/",
        "../manage.py",
        "/static/../manage.py",
        "//example.org/static/css/a.css",
        "file://example.org/static/vendor/LICENCES.txt",
        "%00",
        "/static/%00",
        "a" * 300,
        "file:///" + "a/" * 3000,
    ],
)
def test_fetcher_refuses_all_but_static_files(address):
    assert rendering.static_file(address) is None
    with pytest.raises(ValueError, match="Not one of our static files"):
        rendering._fetcher().fetch(address)


def test_fetcher_serves_static_files():
    path = rendering.STATIC / "vendor" / "LICENCES.txt"
    for address in ("vendor/LICENCES.txt", "/static/vendor/LICENCES.txt", path.as_uri()):
        assert rendering.static_file(address) == path


def test_host_file_does_not_reach_the_piece(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>canary7</text></svg>')
    address = secret.as_uri()
    body = f'<img alt="a" src="{address}"><object data="{address}"></object><link rel="attachment" href="{address}">'
    with opened(render_piece(page_html("Leak", body), stylesheets=[])) as piece:
        assert not piece.attachments
        assert all(b"canary7" not in s.read_bytes() for s in piece.objects if isinstance(s, pikepdf.Stream))


LINKS = {
    "https://example.org/a": "https://example.org/a",
    "HTTP://example.org/": "HTTP://example.org/",
    "mailto:a@example.org": "mailto:a@example.org",
    "tel:+441234": "tel:+441234",
    "#top": None,
    "report.pdf": None,
    "/static/vendor/LICENCES.txt": None,
    "../../etc/passwd": None,
    "//example.org/a": None,
    "file:///etc/passwd": None,
    " FILE:///etc/passwd": None,
    "%00": None,
    "": None,
    "javascript:alert(1)": None,
    "a" * 300: None,
}


@pytest.mark.parametrize(("address", "kept"), LINKS.items(), ids=[address[:40] or "nothing" for address in LINKS])
def test_links_lead_to_the_web_or_nowhere(address, kept):
    body = f'<p id="top"><a href="{address}">Words</a></p><img alt="a" src="{address}">'
    piece_key(body, [])
    with opened(render_piece(page_html("Links", body), stylesheets=[])) as piece:
        links = piece.pages[0].obj.get("/Annots", [])
        assert [str(link.A.URI) for link in links if "/A" in link] == ([kept] if kept else [])
        assert len(links) == int(kept is not None or address == "#top")
        assert all(b"file:" not in entry.unparse(resolved=True) for entry in piece.objects)


def test_key_follows_html_and_stylesheet(tmp_path):
    sheet = tmp_path / "a.css"
    sheet.write_text("p{color:red}")
    key = piece_key("<p>", [sheet])
    assert piece_key("<p>", [sheet]) == key
    assert piece_key("<p> ", [sheet]) != key
    sheet.write_text("p{color:blue;}")
    assert piece_key("<p>", [sheet]) != key


def test_cache_renders_once_and_leaves_no_part_files(tmp_path):
    cache, html = PieceCache(tmp_path), page_html("Budget", "")
    first = cache.get_or_render(html, stylesheets=[])
    assert cache.get_or_render(html, stylesheets=[]) == first
    assert cache.rendered == 1
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".pdf"]


def test_render_all_renders_what_is_missing_in_order(tmp_path):
    cache, told = PieceCache(tmp_path), []
    jobs = [RenderJob(f"Paper {number}", page_html(f"Paper {number}", "")) for number in range(3)]
    cache.put(jobs[1].key, b"kept")

    keys = render_all([*jobs, jobs[0]], cache=cache, progress=lambda done, total: told.append((done, total)))

    assert keys == [jobs[0].key, jobs[1].key, jobs[2].key, jobs[0].key]
    assert cache.rendered == 2
    assert cache.get(jobs[1].key) == b"kept"
    assert cache.get(jobs[0].key) == render_piece(jobs[0].html, stylesheets=[])
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_render_all_names_the_paper_that_fails(tmp_path):
    bad = RenderJob("Budget report", page_html("Budget", ""), stylesheets=(tmp_path / "b.css",))
    bad.stylesheets[0].write_bytes(b"\xff\xfe\xff")  # not text

    with pytest.raises(PieceFailed) as failed:
        render_all([bad], cache=PieceCache(tmp_path / "cache"), workers=1)

    assert failed.value.title == "Budget report"
    assert str(failed.value).startswith("“Budget report” could not be made into a PDF: ")


def test_render_all_stops_when_cancelled(tmp_path):
    jobs = [RenderJob(str(number), page_html(str(number), "")) for number in range(2)]
    with pytest.raises(Cancelled):
        render_all(jobs, cache=PieceCache(tmp_path), workers=1, cancelled=lambda: True)


THREADS = """
import sys, threading
from documents.rendering import overflowing_pages
pdf = sys.stdin.buffer.read()
readers = [threading.Thread(target=lambda: [overflowing_pages(pdf) for _turn in range(6)]) for _reader in range(6)]
[reader.start() for reader in readers], [reader.join() for reader in readers]
print("alive")
"""


def test_many_threads_of_a_web_server_read_pdfs_without_killing_it():
    """pdfium may be used by one thread at a time; a process of its own, since the other outcome is a segmentation fault."""
    with pikepdf.new() as document, pikepdf.open(BytesIO(plain_pdf(text="words"))) as page:
        for _page in range(200):
            document.pages.extend(page.pages)
        document.save(written := BytesIO())

    ended = subprocess.run([sys.executable, "-c", THREADS], input=written.getvalue(), capture_output=True, timeout=120)

    assert (ended.returncode, ended.stdout) == (0, b"alive\n")


def test_heading_that_begins_a_page_keeps_no_space_above():
    """Else a sheet that fills its pages runs over, and every paper after it has other numbers."""
    lines = "<p>The panel notes the report.</p>" * 60
    html = page_html("Report", lines.replace("<p>", "<h2>Next steps</h2><p>")).replace("@page{size:A4;margin:20mm}", "")

    pdf = pypdfium2.PdfDocument(render_piece(html, stylesheets=[rendering.STATIC / "css" / "pack.css"]))

    tops = []
    for sheet in list(pdf)[1:]:
        text = sheet.get_textpage()
        tops.append(text.get_charbox(text.get_text_range().index("Next steps"))[3])
    assert min(tops) > 842 - 23 * 72 / 25.4 - 10  # the margin above a page, and less than the 17 points above a heading
