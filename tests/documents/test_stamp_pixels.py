"""The number is where the reader looks: seen, not only found. Text extraction finds misplaced numbers just as well."""

import pypdfium2
import pytest

from documents.assembly.check import read_back
from documents.assembly.merge import Meta, assemble
from documents.assembly.plan import Piece, plan_pages
from tests.documents.samples import plain_pdf

SHAPES = {
    "portrait": {},
    "landscape": {"media": (0, 0, 842, 595)},
    "turned 90": {"turn": 90},
    "turned 180": {"turn": 180},
    "turned 270": {"turn": 270},
    "turned -90": {"turn": -90},
    "cropped": {"media": (0, 0, 800, 1000), "crop": (100, 80, 695, 922)},
    "cropped beyond the page": {"media": (0, 0, 595, 842), "crop": (-50, -50, 900, 900)},
    "offset": {"media": (1000, -500, 1595, 342)},
    "inverted": {"media": (595, 842, 0, 0)},
    "offset, cropped, turned 90": {"media": (100, 50, 800, 1000), "crop": (150, 100, 745, 942), "turn": 90},
    "offset, cropped, turned 270": {"media": (100, 50, 800, 1000), "crop": (150, 100, 745, 942), "turn": 270},
    "unbalanced": {"content": b"q 0.1 0 0 0.1 300 300 cm"},
    "A3": {"media": (0, 0, 1191, 842)},
    "A0": {"media": (0, 0, 2384, 3370)},
    "small": {"media": (0, 0, 300, 300)},
}
SCALE = 2


def corner_ink(page, part):
    """How many dark dots lie in each of the four corners of the page as seen, `part` of its width by 60 points."""
    picture = page.render(scale=SCALE, grayscale=True).to_pil()
    width, height = picture.size
    across, up = int(width * part), int(60 * SCALE * max(1, min(page.get_size()) / 842))
    boxes = {
        "top left": (0, 0, across, up),
        "top right": (width - across, 0, width, up),
        "bottom left": (0, height - up, across, height),
        "bottom right": (width - across, height - up, width, height),
    }
    return {name: sum(picture.crop(box).histogram()[:128]) for name, box in boxes.items()}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_number_is_seen_bottom_right(shape):
    upload = plain_pdf(**shape)
    placed = plan_pages([Piece("upload", "Upload", 1, "upload")], first=23)
    pack = assemble(placed, sources={"upload": upload}, meta=Meta(title="Pack"))
    document = pypdfium2.PdfDocument(pack)
    ink = corner_ink(document[0], part=0.3)
    document.close()
    assert ink.pop("bottom right") > 100
    assert set(ink.values()) == {0}
    assert read_back(pack) == [23, 24]


def test_number_reads_upright_on_a_turned_page():
    """The same number, on a turned page and on a plain one of the same shape, gives the same picture."""
    pictures = []
    for shape in ({"media": (0, 0, 842, 595)}, {"turn": 90}, {"turn": 270}):
        placed = plan_pages([Piece("upload", "Upload", 1, "upload")], first=23)
        pack = assemble(placed, sources={"upload": plain_pdf(text=" ", **shape)}, meta=Meta(title="Pack"))
        document = pypdfium2.PdfDocument(pack)
        picture = document[0].render(scale=1, grayscale=True).to_pil()
        document.close()
        pictures.append(picture.point(lambda dot: 255 if dot > 100 else 0).getbbox() and picture.size)
        pictures.append(sum(picture.crop((680, 540, 842, 595)).histogram()[:128]))
    assert pictures[::2] == [(842, 595)] * 3
    assert max(pictures[1::2]) - min(pictures[1::2]) <= 12


def test_number_stays_legible_on_a_dark_page():
    upload = plain_pdf(content=b"0 g 0 0 595 842 re f")
    placed = plan_pages([Piece("upload", "Upload", 1, "upload")])
    document = pypdfium2.PdfDocument(assemble(placed, sources={"upload": upload}, meta=Meta(title="Pack")))
    picture = document[0].render(scale=SCALE, grayscale=True).to_pil()
    document.close()
    corner = picture.crop((int(picture.width * 0.7), picture.height - 120, picture.width, picture.height))
    assert sum(corner.histogram()[200:]) > 1000


WORDS = "Exempt: panel members and officers"


def foot_ink(page):
    """Dark dots on the left of the foot where the watermark stands, and everywhere above it."""
    picture = page.render(scale=SCALE, grayscale=True).to_pil()
    width, height = picture.size
    k = max(1, min(page.get_size()) / 842) * SCALE
    line = (0, height - int(54 * k), int(width * 0.65), height - int(36 * k))
    return sum(picture.crop(line).histogram()[:128]), sum(picture.crop((0, 0, width, line[1])).histogram()[:128])


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_watermark_is_seen_above_the_number_on_every_page(shape):
    upload = plain_pdf(**({"text": " "} | shape))
    placed = plan_pages([Piece("upload", "Upload", 1, "upload", exempt=True, watermark=WORDS)], first=23)
    pack = assemble(placed, sources={"upload": upload}, meta=Meta(title="Pack"))
    with pypdfium2.PdfDocument(pack) as document:
        for page in document:
            line, _above = foot_ink(page)
            assert line > 300
            assert WORDS in page.get_textpage().get_text_bounded()
    assert read_back(pack) == [23, 24]
    assert assemble(placed, sources={"upload": upload}, meta=Meta(title="Pack")) == pack


def test_watermark_is_seen_on_a_dark_page_and_no_other_piece_has_it():
    upload = plain_pdf(content=b"0 g 0 0 595 842 re f")
    open_piece = Piece("open", "Open", 1, "upload")
    closed = Piece("closed", "Closed", 1, "upload", exempt=True, watermark=WORDS)
    written = Piece("written", "Written", 1, "report", exempt=True, watermark=WORDS)
    sources = {"open": upload, "closed": upload, "written": plain_pdf(text=" ")}
    pack = assemble(plan_pages([open_piece, closed, written]), sources=sources, meta=Meta(title="Pack"))
    with pypdfium2.PdfDocument(pack) as document:
        has = [WORDS in page.get_textpage().get_text_bounded() for page in document]
        picture = document[2].render(scale=SCALE, grayscale=True).to_pil()
    assert has == [False, False, True, True, False, True]  # what we write prints its own line; its blank page cannot
    backing = picture.crop((100, picture.height - 54 * SCALE, 400, picture.height - 36 * SCALE))
    assert sum(backing.histogram()[200:]) > 3000


def test_long_watermark_shrinks_to_the_page():
    words = f"{WORDS}. Not for publication: paragraph 3 of Schedule 12A"
    placed = plan_pages([Piece("upload", "Upload", 1, "upload", exempt=True, watermark=words)])
    pack = assemble(placed, sources={"upload": plain_pdf(media=(0, 0, 300, 300))}, meta=Meta(title="Pack"))
    with pypdfium2.PdfDocument(pack) as document:
        assert words in document[0].get_textpage().get_text_bounded(28, 36, 275, 60)
    assert read_back(pack) == [1, 2]
