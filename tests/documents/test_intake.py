"""A PDF that is taken in: accepted, repaired with a notice, or refused with what to do; and the corpus of hostile files."""

import csv
import hashlib
import logging
import os
import time
import zlib
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from pikepdf import Array, Dictionary, Name, String

from documents.assembly.check import read_back, structure_problems
from documents.assembly.merge import Meta, assemble
from documents.assembly.plan import Piece, plan_pages
from documents.intake import confinement, sandbox
from documents.intake.run import REFUSED, notice_texts, reasons, take_in
from tests.documents.samples import edited, plain_pdf, saved

CORPUS = settings.BASE_DIR.parent / "shared" / "pdf_corpus"
CANARY = "canary42"


def opened(data):
    return pikepdf.open(BytesIO(data))


def unpacked(data):
    with opened(data) as pdf:
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)


def test_a_plain_pdf_is_accepted_with_its_text():
    outcome = take_in(plain_pdf(pages=3, text="Budget"), "a.pdf")
    assert (outcome.outcome, outcome.page_count, outcome.text) == ("accepted", 3, ("Budget",) * 3)
    assert outcome.notice_codes == ("untagged",)


def test_limits_hold_and_are_told():
    held = take_in(plain_pdf(), "a.pdf").limits_held
    for limit in ("no_new_rights", "memory", "cpu", "file_size", "open_files", "no_core"):
        assert held[limit] is True, limit
    assert held["unprivileged"] is (os.geteuid() == 0)
    assert "no_network" in held


def test_who_is_not_root_keeps_an_identity_and_the_log_says_so(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert confinement._become_nobody() is False


def test_the_log_tells_neither_name_nor_words_of_a_file(caplog):
    data = plain_pdf(text=CANARY)[:300]
    with caplog.at_level(logging.INFO, "documents.intake.run"):
        take_in(data, f"{CANARY}.pdf")
    (said,) = caplog.messages
    assert CANARY not in said
    assert said.startswith(f"intake {hashlib.sha256(data).hexdigest()[:12]}, 300 bytes: refused damaged PdfError, process done")


def test_the_log_believes_no_words_of_the_process(caplog, monkeypatch):
    answer = sandbox.Answer("done", {}, {"outcome": "refused", "code": "damaged", "detail": f"ValueError: {CANARY}"})
    monkeypatch.setattr("documents.intake.run.examine_confined", lambda data: answer)
    with caplog.at_level(logging.INFO, "documents.intake.run"):
        take_in(b"%PDF-", "a.pdf")
    assert CANARY not in caplog.text


def test_same_file_gives_same_bytes():
    data = plain_pdf()
    assert take_in(data, "a.pdf").pdf == take_in(data, "b.pdf").pdf


def broken_tail():
    return plain_pdf(pages=5)[:300]


def encrypted():
    with opened(plain_pdf()) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user="secret", owner="owner"))


def bomb():
    """A megabyte that becomes more than a gigabyte, by two Flate filters one after the other."""
    engine = zlib.compressobj(9)
    start = engine.compress(bytes(1024 * 1024)) + engine.flush(zlib.Z_FULL_FLUSH)
    mebibyte = engine.compress(bytes(1024 * 1024)) + engine.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(start + mebibyte * 1100, 9)

    with opened(plain_pdf()) as pdf:
        filters = Array([Name.FlateDecode, Name.FlateDecode])
        pdf.pages[0].obj.Contents = pdf.make_indirect(pikepdf.Stream(pdf, packed, Filter=filters))
        return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


REFUSALS = {
    "empty": (lambda: b"", "The file is empty. Choose another"),
    "text": (lambda: b"hello", "The file must be a PDF, DOCX or ODT"),
    "polyglot": (lambda: b"<html><script>x</script>" + plain_pdf(), "The file must be a PDF, DOCX or ODT"),
    "late header": (lambda: b" " * 1100 + plain_pdf(), "The file must be a PDF, DOCX or ODT"),
    "password": (encrypted, "This PDF needs a password. Upload one without"),
    "no pages": (lambda: saved(pikepdf.new()), "The PDF has no pages. Choose another"),
    "cut short": (broken_tail, "The file is damaged. Ask the author to save it again"),
    "header only": (lambda: b"%PDF-1.7\n", "The file is damaged. Ask the author to save it again"),
    "too many pages": (lambda: plain_pdf(pages=2001), "The file has more than 2,000 pages. Split it"),
    "bomb": (bomb, "The file opens out to more than we can take. Save its pictures smaller or split it"),
}


@pytest.mark.parametrize("case", REFUSALS.values(), ids=REFUSALS)
def test_refusals_say_what_to_do(case):
    make, reason = case
    outcome = take_in(make(), "a.pdf")
    assert (outcome.outcome, outcome.reason, outcome.pdf) == (REFUSED, reason, b"")


def test_too_large_is_refused_unopened(monkeypatch):
    monkeypatch.setattr("documents.intake.run.MAX_BYTES", 10)
    assert take_in(plain_pdf(), "a.pdf").reason == "The file is larger than 100 MB. Save it smaller or split it"


def test_a_file_with_half_its_pages_lost_is_refused():
    data = plain_pdf(pages=2)
    first, second = data.find(b"stream\n"), data.rfind(b"stream\n", 0, data.rfind(b"endstream"))
    assert first != second
    lost = data[: second + 7] + b"\x00garbage" + data[second + 15 :]
    lost = lost.replace(b"startxref", b"startxxxx")
    assert take_in(lost, "a.pdf").code == "damaged"


def test_a_repaired_file_says_so():
    outcome = take_in(plain_pdf().replace(b"startxref", b"startxxxx"), "a.pdf")
    assert outcome.outcome == "repaired"
    assert notice_texts()["repaired"] in outcome.notices


def spoiled(pdf):
    """One of everything that has to go."""
    script = Dictionary(S=Name.JavaScript, JS=String(CANARY))
    pdf.Root.OpenAction = script
    pdf.attachments[f"{CANARY}.txt"] = CANARY.encode()
    pdf.docinfo["/Author"] = CANARY
    pdf.Root.Metadata = pdf.make_stream(f"<x>{CANARY}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(X=String(CANARY))
    launch = Dictionary(S=Name.Launch, F=String(CANARY))
    web = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    actions = [launch, Dictionary(S=Name.URI, URI=String(f"http://{CANARY}/")), script, web]
    links = [Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action) for action in actions]
    note = Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(CANARY))
    page.Annots = Array([pdf.make_indirect(entry) for entry in (*links, note)])
    page.Resources.XObject = Dictionary(
        I=pdf.make_stream(b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                          ColorSpace=Name.DeviceGray, Metadata=pdf.make_stream(CANARY.encode()))
    )  # fmt: skip


def test_rebuilt_pages_hold_nothing_that_acts_or_tells():
    outcome = take_in(edited(plain_pdf(), spoiled), "a.pdf")
    plain = unpacked(outcome.pdf)
    assert CANARY.encode() not in plain
    assert all(word not in plain for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction"))
    with opened(outcome.pdf) as pdf:
        assert [str(link.A.URI) for link in pdf.pages[0].obj.Annots] == ["https://example.org/"]
    assert set(outcome.notice_codes) == {"attachments", "comments", "scripts", "untagged"}


def test_filled_in_fields_stay_visible():
    def fill(pdf):
        look = pdf.make_stream(b"0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 20]))
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("a"),
                V=String("Yes"),
                F=4,
                Rect=Array([50, 50, 150, 70]),
                AP=Dictionary(N=look),
            )
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    outcome = take_in(edited(plain_pdf(), fill), "a.pdf")
    document = pypdfium2.PdfDocument(outcome.pdf)
    picture = document[0].render(grayscale=True).to_pil()
    document.close()
    assert picture.getpixel((100, 842 - 60)) == 0
    assert "form" in outcome.notice_codes
    with opened(outcome.pdf) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_a_link_on_two_pages_becomes_two():
    def share(pdf):
        action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
        link = pdf.make_indirect(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action))
        for page in pdf.pages:
            page.obj.Annots = Array([link])

    outcome = take_in(edited(plain_pdf(pages=2), share), "a.pdf")
    placed = plan_pages([Piece("a", "A", 2, "upload")])
    assert structure_problems(assemble(placed, sources={"a": outcome.pdf}, meta=Meta(title="Pack"))) == []


@pytest.mark.parametrize(
    "shape",
    [
        {"media": (0, 0, 20, 20)},
        {"media": (595, 842, 0, 0), "turn": -270},
        {"media": (0, 0, 0, 0)},
        {"media": (0, 0, 700, 900), "crop": (5000, 5000, 6000, 6000)},
        {"content": b"Q Q q q 0 0.1 -0.1 0 5 5 cm q BT"},
    ],
    ids=["tiny", "inverted and turned", "no size", "cropped to nothing", "unbalanced"],
)
def test_odd_pages_are_made_fit_to_be_numbered(shape):
    outcome = take_in(plain_pdf(**shape), "a.pdf")
    placed = plan_pages([Piece("a", "A", 1, "upload")])
    pack = assemble(placed, sources={"a": outcome.pdf}, meta=Meta(title="Pack"))
    document = pypdfium2.PdfDocument(pack)
    width, height = document[0].get_size()
    picture = document[0].render(scale=3, grayscale=True).to_pil()
    document.close()
    assert min(width, height) >= 239
    corner = picture.crop((picture.width * 6 // 10, int(picture.height * 0.85), picture.width, picture.height))
    assert sum(corner.histogram()[:128]) > 50
    assert read_back(pack) == [1, 2]


def test_a_process_that_hangs_or_dies_is_a_refusal(monkeypatch):
    for ended, code in (("timeout", "too_slow"), ("died", "too_much")):
        answer = sandbox.Answer(ended, {"memory": True})
        monkeypatch.setattr("documents.intake.run.examine_confined", lambda data, answer=answer: answer)
        outcome = take_in(b"%PDF-", "a.pdf")
        assert (outcome.outcome, outcome.reason) == (REFUSED, reasons()[code])


def test_the_wait_ends_on_time():
    start = time.monotonic()
    assert sandbox.examine_confined(plain_pdf(), seconds=0.01).ended == "timeout"
    assert time.monotonic() - start < 2


def test_what_the_process_says_is_not_believed(monkeypatch):
    for result, file in (({"outcome": "accepted", "kind": "pdf"}, b"<html>"), ({"outcome": "odd", "code": "odd"}, b"")):
        answer = sandbox.Answer("done", {}, result, file)
        monkeypatch.setattr("documents.intake.run.examine_confined", lambda data, answer=answer: answer)
        assert take_in(b"%PDF-", "a.pdf").reason == "The file is damaged. Ask the author to save it again"


# The corpus ------------------------------------------------------------------------------------------------------


def corpus_sample():
    """One file of each kind, and every third of the rest."""
    if not (CORPUS / "MANIFEST.csv").exists():
        return []
    with (CORPUS / "MANIFEST.csv").open() as file:
        rows = list(csv.DictReader(file))
    chosen, seen = [], set()
    for number, row in enumerate(rows):
        kinds = set(row["kinds"].split("|"))
        if kinds - seen or number % 3 == 0:
            chosen.append(row)
            seen |= kinds
    return chosen


def expected_refusal(row):
    kinds = set(row["kinds"].split("|"))
    codes = {
        "encrypted-needs-password": "password",
        "zero-pages": "no_pages",
        "polyglot-html": "kind",
        "empty": "empty",
        "unopenable": "damaged",
        "circular": "damaged",
    }
    return next((code for kind, code in codes.items() if kind in kinds), None)


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of hostile PDFs is not at {CORPUS}")
@pytest.mark.parametrize("row", corpus_sample(), ids=lambda row: row["name"].removesuffix(".pdf"))
def test_any_file_of_the_corpus_has_an_outcome(row):
    data = (CORPUS / row["name"]).read_bytes()
    start = time.monotonic()
    outcome = take_in(data, row["name"])
    assert time.monotonic() - start < 11
    code = expected_refusal(row)
    if code:
        assert outcome.code == code
    if outcome.outcome == REFUSED:
        assert outcome.reason in reasons().values()
        return
    placed = plan_pages([Piece("a", "A", outcome.page_count, "upload")], fillers=False)
    pack = assemble(placed, sources={"a": outcome.pdf}, meta=Meta(title="Pack"))
    assert read_back(pack) == list(range(1, outcome.page_count + 1))
    plain = unpacked(pack)
    assert all(word not in plain for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/RichMedia"))
