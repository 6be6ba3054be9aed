"""Taking hidden words out: whole operations, places, or a page that becomes a picture."""

import pikepdf
import pypdfium2
from PIL import ImageStat

from documents.intake import found
from documents.intake.run import take_in, without_hidden
from documents.rendering import render_piece
from tests.documents.hiding import BOX_OVER, OPEN, SECRET, gone, note, page_with, said
from tests.documents.samples import edited, page_html, plain_pdf, table_html


def test_whole_operations_are_taken_out_and_the_rest_stays_text():
    taken = take_in(page_with(OPEN + SECRET + BOX_OVER), "a.pdf")
    mended = without_hidden(taken.pdf, [1])
    assert (mended.outcome, mended.findings, mended.text) == ("accepted", (), taken.text)
    assert gone(mended)
    document = pypdfium2.PdfDocument(mended.pdf)
    assert document[0].get_textpage().get_text_range().strip() == "Open words"
    document.close()


def test_where_words_share_an_operation_the_page_becomes_a_picture():
    half = said(100, 600, "Secret name and what may be read")
    taken = take_in(page_with(OPEN + half + b"0 g 95 590 75 30 re f\n", turn=90), "a.pdf")
    mended = without_hidden(taken.pdf, [1])
    assert gone(mended)
    assert mended.text == taken.text
    assert "what may be read" in mended.text[0]
    pages = [pypdfium2.PdfDocument(data) for data in (taken.pdf, mended.pdf)]
    before, after = (document[0].render(grayscale=True).to_pil() for document in pages)
    assert before.size == after.size
    for x, y in ((110, 605), (105, 705)):  # turned by 90: (x, y) stands at (y, x) from the top left
        box = (y - 8, x - 4, y + 8, x + 8)
        assert abs(ImageStat.Stat(before.crop(box)).mean[0] - ImageStat.Stat(after.crop(box)).mean[0]) < 40
    for document in pages:
        document.close()


def test_places_named_are_blacked_out():
    taken = take_in(page_with(OPEN + SECRET, annots=[note("Redact")]), "a.pdf")
    (finding,) = taken.findings
    mended = without_hidden(taken.pdf, [1], areas={1: finding.marks})
    assert gone(mended)
    assert mended.text[0].strip() == "Open words"
    document = pypdfium2.PdfDocument(mended.pdf)
    assert document[0].render(grayscale=True).to_pil().getpixel((110, 842 - 605)) < 40
    document.close()


def test_tags_of_other_pages_survive_a_page_becoming_a_picture():
    data = render_piece(page_html("Report", "<p>Open</p><p>Secret</p>" + table_html(80)), stylesheets=[])

    def cover(pdf):
        pikepdf.Page(pdf.pages[0]).contents_add(b"\nq 0 g 0 0 600 780 re f Q")

    taken = take_in(edited(data, cover), "a.pdf")
    mended = without_hidden(taken.pdf, [1])
    assert "untagged" not in mended.notice_codes
    assert not [one for one in mended.findings if one.kind in found.BLOCKING]


def test_pages_not_named_stay_as_they_are():
    def hide_on_both(pdf):
        for page in pdf.pages:
            pikepdf.Page(page).contents_add(b"\n0 g 0 0 595 842 re f")

    taken = take_in(edited(plain_pdf(pages=2), hide_on_both), "a.pdf")
    mended = without_hidden(taken.pdf, [2])
    assert [(one.kind, one.page) for one in mended.findings] == [("box", 1)]
