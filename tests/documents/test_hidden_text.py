"""What hides words, and what only looks so, page by page of our own making."""

import csv
import zlib

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from documents.choices import BLOCKING_FINDINGS, FindingKind
from documents.intake import found, hidden, reading
from documents.intake.run import REVIEW, take_in
from documents.rendering import render_piece
from tests.documents.hiding import BOX_OVER, OPEN, SECRET, font, gone, note, page_with, said
from tests.documents.samples import edited, page_html, plain_pdf, table_html

CORPUS = settings.BASE_DIR.parent / "shared" / "pdf_corpus"


def seen(data):
    """(kind, quote) of all that is hidden, and the visible words, of the file as taken in."""
    outcome = take_in(data, "a.pdf")
    assert outcome.outcome != "refused", outcome.reason
    return [(one.kind, one.quote) for one in outcome.findings if one.kind in found.HIDDEN], " ".join(outcome.text[0].split())


def picture_of(draw, size=(595, 842)):
    """Resources with a picture of the whole page, drawn upon by `draw`."""
    image = Image.new("L", size, 255)
    draw(ImageDraw.Draw(image))

    def resources(pdf):
        made = pikepdf.Stream(pdf, zlib.compress(image.tobytes()))
        made.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, Filter=Name.FlateDecode,
        )  # fmt: skip
        return {"/XObject": {"/I": made}}

    return resources


def grow(pdf):
    """A form with a text, and states that make things see-through or unseen."""
    form = pdf.make_stream(
        said(0, 0, "In a form"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, -10, 200, 20]),
        Resources=Dictionary(Font=Dictionary(F1=font())),
    )  # fmt: skip
    states = {"/None": Dictionary(ca=0), "/Half": Dictionary(ca=0.5), "/Times": Dictionary(BM=Name.Multiply)}
    return {"/XObject": {"/X": form}, "/ExtGState": states}


HIDES = {
    "a black box": (SECRET + BOX_OVER, "box"),
    "a white box": (SECRET + b"1 g 95 590 200 30 re f\n", "box"),
    "a box of thick lines": (SECRET + b"0 G 40 w 95 605 m 300 605 l S\n", "box"),
    "a box with hatching": (SECRET + BOX_OVER + b"1 G 0.5 w 95 590 m 295 620 l 95 620 m 295 590 l S\n", "box"),
    "a box with a label": (SECRET + BOX_OVER + said(110, 601, "NOT PUBLIC", before="1 g"), "box"),
    "black on a black box": (BOX_OVER + SECRET, "box"),
    "signs of block": (SECRET + said(95, 590, "MMM", 50, "0 G 40 w 2 Tr 0 g") + b"0 Tr\n", "box"),
    "white on white": (said(100, 600, "Secret name", before="1 g"), "white"),
    "nearly white": (said(100, 600, "Secret name", before="0.995 g"), "white"),
    "not painted": (said(100, 600, "Secret name", before="3 Tr") + b"0 Tr\n", "invisible"),
    "no opacity": (b"q /None gs\n" + SECRET + b"Q\n", "invisible"),
    "off the page": (said(700, 600, "Secret name"), "cropped"),
    "above the page": (said(100, 900, "Secret name"), "cropped"),
    "clipped away": (b"q 0 0 50 50 re W n\n" + SECRET + b"Q\n", "cropped"),
    "turned under a box": (b"q 0 1 -1 0 300 300 cm\n" + said(0, 0, "Secret name") + b"Q 0 g 280 290 30 200 re f\n", "box"),
    "aslant under a box": (b"q .8 .6 -.6 .8 200 300 cm\n" + said(0, 0, "Secret name") + b"Q 0 g 180 280 150 150 re f\n", "box"),
    "tiny under a box": (said(100, 600, "Secret name", 3) + BOX_OVER, "box"),
    "letter by letter": (
        b"BT /F1 12 Tf 100 600 Td " + b" ".join(b"(%c) Tj" % c for c in b"Secret name") + b" ET\n" + BOX_OVER,
        "box",
    ),
}


@pytest.mark.parametrize("case", HIDES.values(), ids=HIDES)
def test_hidden_words_are_found_and_kept_out_of_the_text(case):
    content, kind = case
    hidden_words, text = seen(page_with(OPEN + content, resources=grow))
    assert [(k, q.replace(" ", "")) for k, q in hidden_words] == [(kind, "Secretname")]
    assert "Open words" in text
    assert "Secret" not in text


HARMLESS = {
    "plain": SECRET,
    "white on black": BOX_OVER + said(100, 600, "Secret name", before="1 g"),
    "a pale box beneath": b"0.9 g 95 590 200 30 re f\n" + SECRET,
    "a see-through box above": SECRET + b"q /Half gs 1 1 0 rg 95 590 200 30 re f Q\n",
    "a highlighter above": SECRET + b"q /Times gs 1 1 0 rg 95 590 200 30 re f Q\n",
    "a frame around": SECRET + b"0 G 1 w 95 590 200 30 re S\n",
    "struck through": SECRET + b"0 G 1 w 95 604 m 170 604 l S\n",
    "a box beside": SECRET + b"0 g 170 590 60 30 re f\n",
    "a box that grazes": SECRET + b"0 g 95 590 200 10.5 re f\n",
    "a faint watermark": said(100, 400, "Draft", 80, "0.93 g") + SECRET,
    "a watermark across": SECRET + b"q .7 .7 -.7 .7 100 500 cm\n" + said(0, 0, "Draft", 90, "0.8 g") + b"Q\n",
    "tiny": said(100, 600, "Secret name", 2),
    "tiny and pale": said(100, 600, "Secret name", 3, "0.7 g"),
    "outlined": said(100, 600, "Secret name", before="1 Tr 0.5 w 0 G") + b"0 Tr\n",
    "drawn twice": SECRET + said(100.3, 600, "Secret name"),
    "with a shadow": said(101, 599, "Secret name", before="0.6 g") + SECRET,
    "turned": b"q 0 1 -1 0 300 300 cm\n" + said(0, 0, "Secret name") + b"Q\n",
    "in a form": b"q 1 0 0 1 100 600 cm /X Do Q\n",
    "clipped where it stands": b"q 90 590 200 30 re W n\n" + SECRET + b"Q\n",
    "only spaces under a box": said(100, 600, "      ") + BOX_OVER,
    "a full stop under a box": said(100, 600, ".") + BOX_OVER,
    "the name of the box": said(100, 600, "REDACTED") + BOX_OVER,
    "red on blue": b"0 0 1 rg 95 590 200 30 re f\n" + said(100, 600, "Secret name", before="1 0 0 rg"),
    "equal grey of another hue": b"0 0.6 0 rg 95 590 200 30 re f\n" + said(100, 600, "Secret name", before="0.9 0.1 0.9 rg"),
    "a clip of letters": b"q BT /F1 40 Tf 7 Tr 100 600 Td (Secret) Tj ET 0 g 95 590 300 60 re f Q 0 Tr\n",
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_false_alarms_are_not_raised(content):
    assert seen(page_with(OPEN + content, resources=grow))[0] == []


def test_a_form_under_a_box_is_found():
    content = OPEN + b"q 1 0 0 1 100 600 cm /X Do Q\n" + BOX_OVER
    assert seen(page_with(content, resources=grow))[0] == [("box", "In a form")]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_marks_stand_where_the_words_stood_whichever_way_the_page_is_turned(turn):
    data = page_with(SECRET + BOX_OVER, turn=turn, media=(50, 60, 645, 902))
    outcome = take_in(data, "a.pdf")
    (finding,) = [one for one in outcome.findings if one.kind == "box"]
    ((left, top, right, bottom),) = finding.marks
    document = pypdfium2.PdfDocument(outcome.pdf)
    drawn = document[0].render(grayscale=True).to_pil()
    document.close()
    middle = ((left + right) / 2 * drawn.width, (top + bottom) / 2 * drawn.height)
    assert drawn.getpixel(tuple(int(part) for part in middle)) == 0
    assert (right - left) * (bottom - top) < 0.02


def test_text_outside_the_crop_box_is_cropped():
    data = page_with(OPEN + said(100, 800, "Secret name"), crop=(0, 0, 595, 780))
    assert seen(data) == ([("cropped", "Secret name")], "Open words")


# Scans -----------------------------------------------------------------------------------------------------------


def scan(words, boxes=(), *, mode=3, order="over"):
    """A picture of words with boxes on it, and the same words as recognised text."""

    def draw(pen):
        for x, y, text in words:
            pen.text((x, 842 - y - 14), text, fill=0, font_size=14)
        for box in boxes:
            pen.rectangle(box, fill=0)

    picture = b"q 595 0 0 842 0 0 cm /I Do Q\n"
    text = b"".join(said(x, y, line, 14, f"{mode} Tr 0 g") for x, y, line in words) + b"0 Tr\n"
    return page_with(picture + text if order == "over" else text + picture, resources=picture_of(draw))


LINES = [(100, 700, "The panel met"), (100, 650, "Secret name"), (100, 600, "and rose at noon")]


def test_recognised_text_of_a_scan_is_no_finding():
    assert seen(scan(LINES)) == ([], "The panel met Secret name and rose at noon")


def test_recognised_text_beneath_the_picture_is_no_finding():
    assert seen(scan(LINES, mode=0, order="under"))[0] == []


def test_recognised_text_of_a_blacked_out_line_is_found():
    data = scan(LINES, boxes=[(95, 842 - 668, 220, 842 - 645)])
    assert seen(data) == ([("box", "Secret name")], "The panel met and rose at noon")


def test_words_under_a_box_drawn_on_a_scan_are_found():
    data = edited(scan(LINES), lambda pdf: pikepdf.Page(pdf.pages[0]).contents_add(b"\n0 g 95 645 125 23 re f"))
    assert seen(data) == ([("box", "Secret name")], "The panel met and rose at noon")


def test_words_under_a_picture_on_a_page_of_text_are_found():
    content = OPEN + SECRET + b"q 250 0 0 60 90 580 cm /I Do Q\n"
    photo = picture_of(lambda pen: [pen.line((x, 0, x, 842), fill=x % 255) for x in range(595)])
    assert seen(page_with(content, resources=photo)) == ([("box", "Secret name")], "Open words")


# What is laid on pages -------------------------------------------------------------------------------------------


def test_a_comment_is_quoted_without_its_author():
    data = page_with(OPEN, annots=[note("Text", Contents=String("Is this right?"), T=String("Ada"))])
    outcome = take_in(data, "a.pdf")
    (finding,) = outcome.findings
    assert (finding.kind, finding.page, finding.quote) == ("comment", 1, "Is this right?")
    assert outcome.outcome == "accepted"
    assert finding.marks == [pytest.approx([95 / 595, 222 / 842, 295 / 595, 252 / 842], abs=1e-3)]


def test_words_marked_for_redaction_are_quoted_and_kept_out_of_the_text():
    outcome = take_in(page_with(OPEN + SECRET, annots=[note("Redact")]), "a.pdf")
    assert [(one.kind, one.quote) for one in outcome.findings] == [("redaction", "Secret name")]
    assert (outcome.outcome, outcome.text[0].strip()) == (REVIEW, "Open words")


@pytest.mark.parametrize(
    "laid",
    [
        lambda: note("Square", IC=Array([0, 0, 0])),
        lambda: note("Highlight", C=Array([0]), QuadPoints=Array([95, 620, 295, 620, 95, 590, 295, 590])),
        lambda: note("Polygon", IC=Array([0, 0, 0]), Vertices=Array([95, 590, 295, 590, 295, 620, 95, 620])),
        lambda: note("Ink", C=Array([0, 0, 0]), BS=Dictionary(W=30), InkList=Array([Array([95, 605, 295, 605])])),
    ],
    ids=["square", "highlight", "polygon", "ink"],
)
def test_a_shape_laid_over_words_stays_and_is_told(laid):
    """Taken out with the comments, it would lay the words bare."""
    outcome = take_in(page_with(OPEN + SECRET, annots=[laid()]), "a.pdf")
    assert [(one.kind, one.quote) for one in outcome.findings] == [("box", "Secret name")]
    document = pypdfium2.PdfDocument(outcome.pdf)
    assert document[0].render(grayscale=True).to_pil().getpixel((110, 842 - 605)) == 0
    document.close()


def test_a_yellow_highlight_goes_and_hides_nothing():
    laid = note("Highlight", C=Array([1, 1, 0]), QuadPoints=Array([95, 620, 295, 620, 95, 590, 295, 590]))
    assert seen(page_with(OPEN + SECRET, annots=[laid])) == ([], "Open words Secret name")


def layered(state):
    """Open words in a layer that is on, secret ones in one that is off, and one more as a picture that is off."""

    def layers(pdf):
        on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("On", "Off"))
        either = Dictionary(Type=Name.OCMD, OCGs=Array([on, off]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=state(on, off))
        form = pdf.make_stream(
            said(0, 0, "Form secret"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, -9, 200, 20]), OC=off,
            Resources=Dictionary(Font=Dictionary(F1=font())),
        )  # fmt: skip
        return {"/Properties": {"/A": on, "/B": off, "/C": either}, "/XObject": {"/X": form}}

    content = (
        b"/OC /A BDC\n" + OPEN + b"EMC /OC /B BDC /P BMC\n" + SECRET + b"0 g 300 300 50 50 re f EMC EMC\n"
        b"/OC /C BDC\n" + said(100, 500, "Either") + b"EMC q 1 0 0 1 100 400 cm /X Do Q\n"
    )
    return page_with(content, resources=layers)


@pytest.mark.parametrize(
    "state",
    [
        lambda on, off: Dictionary(OFF=Array([off])),
        lambda on, off: Dictionary(BaseState=Name.OFF, ON=Array([on])),
    ],
    ids=["off by name", "off unless named"],
)
def test_layers_switched_off_are_taken_out(state):
    outcome = take_in(layered(state), "a.pdf")
    assert "switched_off" in outcome.notice_codes
    assert outcome.text[0].split() == ["Open", "words", "Either"]
    assert gone(outcome)
    assert gone(outcome, b"secret")
    document = pypdfium2.PdfDocument(outcome.pdf)
    assert document[0].render(grayscale=True).to_pil().getpixel((325, 842 - 325)) == 255
    document.close()


def test_layers_that_are_on_stay():
    outcome = take_in(layered(lambda on, off: Dictionary()), "a.pdf")
    assert "switched_off" not in outcome.notice_codes
    assert "Secret name" in outcome.text[0]
    assert "Form secret" in outcome.text[0]


# A file ----------------------------------------------------------------------------------------------------------


def test_the_kinds_are_those_of_the_portal():
    assert set(found.KINDS) == set(FindingKind.values)
    assert set(found.BLOCKING) == set(BLOCKING_FINDINGS)


def test_our_own_pieces_hold_nothing_hidden():
    data = render_piece(page_html("Report", table_html(120), style="th{background:#1d2a35;color:#fff}"), stylesheets=[])
    outcome = take_in(data, "a.pdf")
    assert [one for one in outcome.findings if one.kind in found.BLOCKING] == []


def test_pages_that_time_does_not_reach_are_named_and_their_words_left_out(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(plain_pdf(pages=4))
    told = reading.read(path, 4, reading.Task(until=0.001))
    assert [(one.kind, one.page, one.quote) for one in told.findings] == [("unseen", None, "1-4")]
    assert told.text == [""] * 4


def test_what_the_process_tells_is_not_believed():
    told = [
        {"kind": "box", "page": 1, "quote": "x" * 5000, "marks": [[0, 0, 1, 1], [0, 0, 2, 1], "a", [0, 0, float("nan"), 1]]},
        {"kind": "odd", "page": 1}, {"kind": "box", "page": 9}, {"kind": "box", "page": "1"}, 7,
    ]  # fmt: skip
    (one,) = found.read(told, 3)
    assert (one.kind, len(one.quote), one.marks) == ("box", found.LONGEST_QUOTE, [[0.0, 0.0, 1.0, 1.0]])
    assert found.read("nonsense", 3) == ()


def test_very_much_found_is_put_together_by_page():
    many = [found.Found("box", 1 + number % 3, f"word {number}", []) for number in range(found.MOST_FOUND + 1)]
    assert [(one["kind"], one["page"]) for one in found.as_plain(many)] == [("box", 1), ("box", 2), ("box", 3)]


def test_a_damaged_file_with_hidden_words_needs_review():
    data = page_with(OPEN + SECRET + BOX_OVER).replace(b"startxref", b"startxxxx")
    outcome = take_in(data, "a.pdf")
    assert (outcome.outcome, {one.kind for one in outcome.findings}) == (REVIEW, {"repaired", "box"})


# The corpus ------------------------------------------------------------------------------------------------------


def corpus(*kinds):
    if not (CORPUS / "MANIFEST.csv").exists():
        return []
    with (CORPUS / "MANIFEST.csv").open() as file:
        return [row["name"] for row in csv.DictReader(file) if set(kinds) & set(row["kinds"].split("|"))]


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of hostile PDFs is not at {CORPUS}")
@pytest.mark.parametrize("name", corpus("bad-redaction-sample", "hidden-text", "redact-annotation"))
def test_bad_redactions_of_the_corpus_are_flagged(name):
    outcome = take_in((CORPUS / name).read_bytes(), name)
    assert outcome.outcome == REVIEW
    assert {one.kind for one in outcome.findings} & {*found.HIDDEN, found.REDACTION}


@pytest.mark.skipif(not CORPUS.exists(), reason=f"the corpus of hostile PDFs is not at {CORPUS}")
@pytest.mark.parametrize("name", corpus("redaction-false-alarm"))
def test_false_alarms_of_the_corpus_are_not_flagged(name):
    outcome = take_in((CORPUS / name).read_bytes(), name)
    assert [one for one in outcome.findings if one.kind in found.HIDDEN] == []


def test_a_page_with_too_much_on_it_is_unseen(tmp_path, monkeypatch):
    monkeypatch.setattr("documents.intake.glyphs.MOST_OBJECTS", 3)
    path = tmp_path / "a.pdf"
    path.write_bytes(page_with(OPEN * 5))
    assert [one.kind for one in reading.read(path, 1, reading.Task()).findings] == ["unseen"]
    assert hidden.Seen("").findings == []
