"""Small PDFs and HTML documents that the tests of papers and packs are made of."""

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
