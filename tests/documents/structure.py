"""A small reader of tagged PDFs, as a screen reader would go: down the structure tree, and pdfium for the words."""

from ctypes import c_ushort
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

LINES = ("/P", "/TR", "/LI", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption", "/Link")


@dataclass
class Element:
    """An element with what it holds in order: elements, words, and references to objects as None."""

    kind: str
    name: str = ""
    scope: str = ""
    headers: tuple = ()
    kids: list = field(default_factory=list)
    sheets: set = field(default_factory=set)

    def all(self, kind):
        """Every element of a kind within, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.kind == kind:
                    yield kid
                yield from kid.all(kind)

    @property
    def text(self):
        """The words within, a space between runs."""
        parts = [kid.text if isinstance(kid, Element) else kid or "" for kid in self.kids]
        return " ".join(" ".join(parts).split())

    def lines(self):
        """The words of each paragraph, row, point and heading, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element) and kid.kind in LINES:
                yield f"{kid.kind[1:]} {kid.text}"
            elif isinstance(kid, Element):
                yield from kid.lines()


class Words:
    """The words of each marked content of each page, as pdfium finds them; what is marked as an artefact is left out."""

    def __init__(self, data):
        self.by_mark = {}
        with pypdfium2.PdfDocument(data) as document:
            for sheet, page in enumerate(document):
                text = page.get_textpage()
                for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
                    mark = pdfium.FPDFPageObj_GetMarkedContentID(found)
                    length = pdfium.FPDFTextObj_GetText(found, text, None, 0)
                    buffer = (c_ushort * length)()
                    pdfium.FPDFTextObj_GetText(found, text, buffer, length)
                    words = bytes(buffer).decode("utf-16-le").rstrip("\0")
                    self.by_mark.setdefault((sheet, mark), []).append(words)

    def of(self, sheet, mark):
        return "".join(self.by_mark.get((sheet, mark), []))


def read_structure(data):
    """The document element of a tagged PDF, with its words."""
    words = Words(data)
    with pikepdf.open(BytesIO(data)) as document:
        sheets = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        (top,) = list(document.Root.StructTreeRoot.K)
        return _read(top, sheets, words)


def _read(entry, sheets, words):
    attributes = entry.get("/A", {})
    headers = tuple(str(name) for name in attributes.get("/Headers", ()))
    element = Element(str(entry.S), str(entry.get("/ID", "")), str(attributes.get("/Scope", "")), headers)
    held = entry.get("/K", [])
    for kid in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            element.kids.append(_read(kid, sheets, words))
            element.sheets |= element.kids[-1].sheets
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            element.kids.append(None)
        else:
            page = kid.get("/Pg", entry.get("/Pg")) if isinstance(kid, pikepdf.Dictionary) else entry.Pg
            sheet = sheets[page.objgen]
            element.kids.append(words.of(sheet, int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)))
            element.sheets.add(sheet)
    return element
