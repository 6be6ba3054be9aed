"""Small PDFs and HTML documents that the tests of papers and packs are made of."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

MADE_UP = "Northshire"


def page_html(title: str, body: str, *, style: str = "", lang: str = "en-GB") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title><meta name="author" content="{MADE_UP} panel">'
        f"<style>@page{{size:A4;margin:20mm}}{style}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )


def table_html(rows: int) -> str:
    cells = "".join(f'<tr><th scope="row">{row}</th><td>Entry {row}</td></tr>' for row in range(rows))
    head = '<thead><tr><th scope="col">No</th><th scope="col">Entry</th></tr></thead>'
    return f"<table>{head}<tbody>{cells}</tbody></table>"


def plain_pdf(
    *,
    pages: int = 1,
    media: tuple[float, ...] = (0, 0, 595, 842),
    crop: tuple[float, ...] | None = None,
    turn: int = 0,
    content: bytes = b"",
    text: str = "Words",
) -> bytes:
    """An untagged PDF, every page alike, with `text` about its middle."""
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
            page = pdf.pages[-1].obj
            page.MediaBox = Array(list(media))
            if crop:
                page.CropBox = Array(list(crop))
            if turn:
                page.Rotate = turn
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            page.Resources = Dictionary(Font=Dictionary(F1=font))
            x, y = (media[0] + media[2]) / 2, (media[1] + media[3]) / 2
            words = f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET".encode()
            page.Contents = pdf.make_stream(content + b"\n" + words)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    written = BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def edited(data: bytes, change) -> bytes:
    """The PDF after `change(pdf)`."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf)


def hostile_pdfs() -> dict[str, bytes]:
    """A small set of files that should not be trusted, by what is wrong with them."""
    return {
        "plain": plain_pdf(pages=3),
        "scripts": edited(plain_pdf(), _act),
        "deep forms": edited(plain_pdf(), _nest),
        "a form in itself": edited(plain_pdf(), _loop),
        "words under a box": edited(plain_pdf(), _cover),
        "no table of places": plain_pdf(pages=3).replace(b"startxref", b"startxxxx"),
        "cut short": plain_pdf(pages=5)[:400],
        "only a header": b"%PDF-1.7\n",
        "opens out": edited(plain_pdf(), _swell),
        "a huge picture": edited(plain_pdf(), _claim),
        "odd boxes": plain_pdf(media=(9e9, -9e9, 595, 842), crop=(1, 1, 1, 1), turn=45),
        "a thousand operators": plain_pdf(content=b"q Q BT ET " * 1000 + b"q " * 500),
        "many words": plain_pdf(content=b"BT /F1 6 Tf 1 0 0 1 40 40 Tm (abc def) Tj 3 3 Td (ghi) ' ET " * 3000),
    }


def _act(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe")))
    pdf.attachments["a.txt"] = b"words"


def _form(pdf: pikepdf.Pdf, content: bytes, **resources: object) -> pikepdf.Object:
    form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    form.Resources = Dictionary(resources)
    return form


def _nest(pdf: pikepdf.Pdf) -> None:
    form = _form(pdf, b"0 0 9 9 re f")
    for _level in range(40):
        form = _form(pdf, b"/X Do /X Do" if _level < 6 else b"/X Do", **{"/XObject": Dictionary(X=form)})
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    pikepdf.Page(pdf.pages[0]).contents_add(b"\n/X Do")


def _loop(pdf: pikepdf.Pdf) -> None:
    form = _form(pdf, b"/X Do")
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    pikepdf.Page(pdf.pages[0]).contents_add(b"\n/X Do")


def _cover(pdf: pikepdf.Pdf) -> None:
    pikepdf.Page(pdf.pages[0]).contents_add(b"\n0 g 200 400 300 60 re f")


def _swell(pdf: pikepdf.Pdf) -> None:
    """A megabyte of Flate that opens out to more than a gigabyte."""
    engine = zlib.compressobj(9)
    part = engine.compress(bytes(2**20)) + engine.flush(zlib.Z_FULL_FLUSH)
    again = engine.compress(bytes(2**20)) + engine.flush(zlib.Z_FULL_FLUSH)
    packed = pikepdf.Stream(pdf, part + again * 1100, Filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = pdf.make_indirect(packed)


def _claim(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(
        b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=30000, Height=30000, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=image)
    pikepdf.Page(pdf.pages[0]).contents_add(b"\nq 595 0 0 842 0 0 cm /I Do Q")
