"""Pages that hide words, drawn for the tests of what is found and taken out."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.documents.samples import saved


def font():
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def page_with(content, *, resources=None, annots=(), turn=0, media=(0, 0, 595, 842), crop=None):
    """A page of exactly this content, with Helvetica as F1."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        page.MediaBox = Array(list(media))
        if crop:
            page.CropBox = Array(list(crop))
        if turn:
            page.Rotate = turn
        page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font())))
        for kind, entries in (resources(pdf) if resources else {}).items():
            page.Resources[kind] = Dictionary(entries)
        page.Contents = pdf.make_stream(content)
        if annots:
            page.Annots = Array([pdf.make_indirect(entry) for entry in annots])
        return saved(pdf)


def said(x, y, words, size=12, before="0 g"):
    return f"{before} BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n".encode()


OPEN = said(100, 700, "Open words")
SECRET = said(100, 600, "Secret name")
BOX_OVER = b"0 g 95 590 200 30 re f\n"


def note(kind, **entries):
    return Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([95, 590, 295, 620]), **entries)


def gone(outcome, words=b"Secret"):
    with pikepdf.open(BytesIO(outcome.pdf)) as pdf:
        return words not in saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
