from io import BytesIO

import pytest
from PIL import Image

from documents.intake import artist
from documents.intake.drawing import picture
from documents.intake.sandbox import Answer
from tests.documents.samples import plain_pdf


def opened(data):
    return Image.open(BytesIO(data)).convert("RGB")


def test_a_page_is_drawn_as_wide_as_asked():
    drawn = opened(picture(plain_pdf(), 1, width=400))
    assert drawn.format is None
    assert drawn.size == (400, pytest.approx(566, abs=1))
    assert drawn.getextrema()[0][0] < 100


def test_marks_are_framed_and_stay_readable():
    plain, marked = (opened(picture(plain_pdf(), 1, marks=marks, width=500)) for marks in ((), [[0.2, 0.3, 0.4, 0.35]]))
    changed = [plain.getpixel(at) != marked.getpixel(at) for at in ((100, 212), (150, 230), (400, 600))]
    assert changed == [False, False, False]
    assert any(marked.getpixel((x, 230)) == artist.MARK for x in range(90, 110))


@pytest.mark.parametrize("page", [0, 2, -1])
def test_there_is_no_such_page(page):
    with pytest.raises(ValueError, match=f"page {page} could not be drawn"):
        picture(plain_pdf(), page)


def test_what_is_no_pdf_is_not_drawn():
    with pytest.raises(ValueError, match="could not be drawn"):
        picture(b"words", 1)


def test_a_process_that_answers_with_anything_else_is_not_believed(monkeypatch):
    for answer in (Answer("timeout"), Answer("done", {}, {"outcome": "drawn"}, b"<svg>"), Answer("done", {}, {}, b"\x89PNG")):
        monkeypatch.setattr("documents.intake.drawing.examine_confined", lambda *args, answer=answer, **more: answer)
        with pytest.raises(ValueError, match="could not be drawn"):
            picture(plain_pdf(), 1)


def test_widths_and_marks_beyond_reason_are_held():
    assert opened(picture(plain_pdf(), 1, width=10**9)).width <= artist.WIDEST
    assert opened(picture(plain_pdf(), 1, width=0)).width >= artist.NARROWEST - 1
    assert picture(plain_pdf(), 1, marks=[[5, 5, 6, 6], [float("nan")] * 4, "words"])
    tall = plain_pdf(media=(0, 0, 100, 14000))
    assert opened(picture(tall, 1)).height <= artist.TALLEST + 1
