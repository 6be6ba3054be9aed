"""What is told of a file without holding it back: personal data, pages without text, and sizes."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array

from documents.intake import reading
from documents.intake.run import take_in
from tests.documents.hiding import page_with, said
from tests.documents.samples import edited, plain_pdf


def test_personal_data_is_told_once_each():
    words = said(50, 700, "ada@council.example 01632 960001 SW1A 1AA ada@council.example page 02 0 50 100 150")
    outcome = take_in(page_with(words), "a.pdf")
    assert [one.quote for one in outcome.findings] == ["ada@council.example", "01632 960001", "SW1A 1AA"]
    assert {one.kind for one in outcome.findings} == {"personal"}
    assert outcome.outcome == "accepted"


def test_no_more_than_a_handful_of_personal_data():
    assert len(reading.personal([f"a{number}@b.example" for number in range(99)])) == reading.MOST_OF_A_KIND


def test_pages_without_text_and_of_odd_sizes_are_told():
    def blank_one(pdf):
        pdf.pages[1].obj.Contents = pdf.make_stream(b"0 g 100 100 50 50 re f")
        pdf.pages[2].obj.MediaBox = Array([0, 0, 500, 500])

    outcome = take_in(edited(plain_pdf(pages=3), blank_one), "a.pdf")
    assert [(one.kind, one.page) for one in outcome.findings] == [("no-text", 2), ("odd-size", 3)]


def test_the_size_told_is_that_of_the_author():
    sizes = [take_in(plain_pdf(media=(0, 0, *size)), "a.pdf").findings[0].quote for size in ((100, 100), (6000, 4000))]
    assert sizes == ["35 × 35 mm", "2117 × 1411 mm"]


def test_a_page_of_two_metres_is_reduced_to_a4():
    data = page_with(said(3000, 3000, "Plan", 200), media=(100, 100, 6100, 4100))
    outcome = take_in(data, "a.pdf")
    with pikepdf.open(BytesIO(outcome.pdf)) as pdf:
        assert [float(edge) for edge in pdf.pages[0].obj.MediaBox] == pytest.approx([0, 0, 841.89, 561.26], abs=0.1)
    document = pypdfium2.PdfDocument(outcome.pdf)
    picture = document[0].render(grayscale=True).to_pil()
    document.close()
    scale = 841.89 / 6000
    corner = picture.crop((int(2900 * scale), int(561 - 3100 * scale), int(3400 * scale), int(561 - 2890 * scale)))
    assert corner.getextrema()[0] < 100
