import zipfile
from io import BytesIO

import docx
import odfdo
import pytest

from documents.intake.run import take_in


def docx_bytes(build):
    document = docx.Document()
    build(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def odt_bytes(*parts):
    document = odfdo.Document("text")
    document.body.clear()
    for part in parts:
        document.body.append(part)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(data, name, content):
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def report(document):
    document.add_heading("Budget report", 0)
    document.add_heading("Background", 3)
    document.add_heading("Detail", 6)
    document.add_paragraph("Dŵr ").add_run("bold").bold = True
    document.add_paragraph("First", style="List Bullet")
    table = document.add_table(2, 2)
    for index, words in enumerate(("Year", "Cost", "2022", "<script>alert(1)</script>")):
        table.cell(index // 2, index % 2).text = words


def test_docx_becomes_clean_html():
    outcome = take_in(docx_bytes(report), "report.docx")
    assert outcome.outcome == "accepted"
    assert outcome.html == (
        "<h2>Budget report</h2><h3>Background</h3><h4>Detail</h4><p>Dŵr <strong>bold</strong></p>"
        '<ul><li>First</li></ul><table><tbody><tr><th scope="col">Year</th><th scope="col">Cost</th></tr>'
        "<tr><td><p>2022</p></td><td><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></td></tr></tbody></table>"
    )
    assert outcome.limits_held["unprivileged"] is True


def test_odt_becomes_clean_html():
    link = odfdo.Paragraph("See ")
    link.append(odfdo.Link("javascript:alert(1)", text="this"))
    outcome = take_in(
        odt_bytes(
            odfdo.Header(2, "Background"), odfdo.Header(4, "Detail"), odfdo.Paragraph("Fish & chips"), link,
            odfdo.List(["one", "two"]),
        ),
        "report.odt",
    )  # fmt: skip
    assert outcome.html == (
        "<h2>Background</h2><h3>Detail</h3><p>Fish &amp; chips</p><p>See <a>this</a></p><ul><li>one</li><li>two</li></ul>"
    )


def test_deleted_text_and_comments_of_an_odt_stay_behind():
    deleted = odfdo.Element.from_tag(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>canary</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    noted = odfdo.Paragraph("Words")
    noted.append(odfdo.Element.from_tag("<office:annotation><text:p>canary</text:p></office:annotation>"))
    outcome = take_in(odt_bytes(deleted, noted), "report.odt")
    assert outcome.html == "<p>Words</p>"
    assert outcome.text == ("Words",)


def test_pictures_are_left_out_with_a_notice():
    from PIL import Image

    def with_picture(document):
        picture = BytesIO()
        Image.new("RGB", (4, 4)).save(picture, "PNG")
        picture.seek(0)
        document.add_paragraph("Words")
        document.add_picture(picture)

    outcome = take_in(docx_bytes(with_picture), "report.docx")
    assert outcome.html == "<p>Words</p>"
    assert outcome.notices == ("Pictures were left out. Upload a PDF if the paper needs them",)


BOMB = b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
REFUSALS = {
    "macros": ("word/vbaProject.bin", b"x", "The document holds macros. Save it without them"),
    "entities": ("word/document.xml", LAUGHS, "The file is damaged. Ask the author to save it again"),
    "broken": ("word/document.xml", b"<x", "The file is damaged. Ask the author to save it again"),
    "bomb": (
        "word/big.xml",
        BOMB,
        "The file opens out to more than we can take. Save its pictures smaller or split it",
    ),
}


@pytest.mark.parametrize("case", REFUSALS.values(), ids=REFUSALS)
def test_docx_refusals_say_what_to_do(case):
    name, content, reason = case
    outcome = take_in(with_part(docx_bytes(report), name, content), "report.docx")
    assert (outcome.outcome, outcome.reason, outcome.html) == ("refused", reason, "")


def test_a_document_without_words_is_refused():
    assert take_in(docx_bytes(lambda document: None), "a.docx").code == "no_words"


def test_a_zip_of_something_else_is_refused():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert take_in(written.getvalue(), "a.docx").reason == "The file must be a PDF, DOCX or ODT"
