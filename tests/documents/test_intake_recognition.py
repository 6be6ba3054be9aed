"""Reading scans: with a stand-in for tesseract, and with the real one where it is installed."""

import os
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from documents.intake import recognition
from documents.intake.run import notice_texts, recognise, take_in
from tests.documents.samples import plain_pdf


def scanned(words):
    image = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(image).text((150, 150), words, fill=0, font=ImageFont.load_default(60))
    from io import BytesIO

    written = BytesIO()
    image.save(written, "PDF", resolution=150)
    return written.getvalue()


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A program called tesseract that says how large a picture it was given, and whether it can reach a network."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text('#!/bin/sh\nhead -c 2 "$1"; echo " words of a scan"; ls /sys/class/net >/dev/null 2>&1; exit 0\n')
    program.chmod(0o755)
    for up in (tmp_path, *list(tmp_path.parents)[:3]):
        if str(up).startswith("/tmp/") and up.exists():
            os.chmod(up, 0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_without_the_program_nothing_is_offered(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert take_in(plain_pdf(text=" "), "a.pdf").notice_codes == ("no_text", "untagged")
    assert recognise(plain_pdf(text=" ")).code == "not_recognised"


def test_with_it_a_scan_can_be_recognised(stand_in):
    taken = take_in(scanned("Budget"), "a.pdf")
    assert notice_texts()["recognisable"] in taken.notices
    read = recognise(taken.pdf)
    assert (read.outcome, read.text, read.pdf) == ("accepted", ("P5 words of a scan",), taken.pdf)


def test_pages_with_words_keep_their_own(stand_in):
    assert recognise(plain_pdf(pages=2, text="Own words")).text == ("Own words", "Own words")


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_the_real_program_reads_a_scan():
    assert recognition.program()
    assert "Budget" in recognise(scanned("Budget")).text[0]
