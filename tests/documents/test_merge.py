from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from documents.assembly.check import problem_sheets, read_back, structure_problems
from documents.assembly.links import LinkTargetMissing
from documents.assembly.manifest import manifest, ua_claims
from documents.assembly.merge import Meta, PieceUnusable, assemble
from documents.assembly.plan import Piece, plan_pages, printed_numbers
from documents.rendering import page_count, render_piece
from tests.documents.samples import edited, page_html, plain_pdf, table_html

META = Meta(title="Agenda pack – Cŵn", author="Northshire panel", made=datetime(2022, 3, 9, tzinfo=UTC))
BACK = '<p><a href="https://pack.invalid/agenda">Back to agenda</a></p>'


@pytest.fixture(scope="module")
def written():
    agenda = '<p><a href="https://pack.invalid/p/report">Budget</a></p><p><a href="https://pack.invalid/p/table">Table</a></p>'
    report = BACK + "<h2>One</h2><p><a href='#end'>To the end</a></p>" + "<p>Words.</p>" * 60 + "<h2 id='end'>End</h2>"
    html = {
        "front": page_html("Front sheet", ""),
        "agenda": page_html("Agenda", agenda),
        "report": page_html("Budget", report),
        "table": page_html("Measures", BACK + table_html(90)),
    }
    return {key: render_piece(text, stylesheets=[]) for key, text in html.items()}


def planned(sources, **options):
    kinds = {"front": "front", "agenda": "agenda", "upload": "upload"}
    items = {"report": "5 Budget", "upload": "5 Budget", "table": "6 Measures"}
    pieces = [
        Piece(key, key.title(), page_count(data), kinds.get(key, "report"), items.get(key, "")) for key, data in sources.items()
    ]
    return plan_pages(pieces, **options)


def opened(data):
    return pikepdf.open(BytesIO(data))


def links_of(pack, sheet):
    return list(pack.pages[sheet].obj.get("/Annots", ()))


def test_same_inputs_give_same_bytes(written):
    placed = planned(written)
    assert assemble(placed, sources=written, meta=META) == assemble(placed, sources=dict(written), meta=META)


def test_every_page_carries_its_number(written):
    for fillers in (True, False):
        placed = planned(written, fillers=fillers)
        assert read_back(assemble(placed, sources=written, meta=META)) == printed_numbers(placed)


def test_tags_of_all_pieces_resolve(written):
    sources = {**written, "upload": plain_pdf(turn=90)}
    assert structure_problems(assemble(planned(sources), sources=sources, meta=META)) == []


def test_same_piece_twice_keeps_its_tags_apart(written):
    same = render_piece(page_html("Same", table_html(3)), stylesheets=[])
    sources = {"agenda": written["front"], "one": same, "two": same}
    assert structure_problems(assemble(planned(sources), sources=sources, meta=META)) == []


def test_a_naive_merge_is_caught(written):
    with pikepdf.open(BytesIO(written["report"])) as pack, pikepdf.open(BytesIO(written["table"])) as other:
        pack.pages.extend(other.pages)
        naive = BytesIO()
        pack.save(naive)
    assert "Two pages, annotations or forms share a key" in structure_problems(naive.getvalue())


def test_agenda_leads_to_papers_and_papers_back(written):
    placed = planned(written)
    with opened(assemble(placed, sources=written, meta=META)) as pack:
        pages = [page.obj.objgen for page in pack.pages]
        leads = [pages.index(link.A.D[0].objgen) for link in links_of(pack, placed[1].sheet)]
        assert leads == [placed[2].sheet, placed[3].sheet]
        back = links_of(pack, placed[2].sheet)[0]
        assert pages.index(back.A.D[0].objgen) == placed[1].sheet
        inner = links_of(pack, placed[2].sheet)[1]
        assert pages.index(inner.A.D[0].objgen) == placed[2].sheet + page_count(written["report"]) - 1


def test_upload_gets_a_way_back(written):
    sources = {**written, "upload": plain_pdf()}
    placed = planned(sources)
    with opened(assemble(placed, sources=sources, meta=META)) as pack:
        (link,) = links_of(pack, placed[-1].sheet)
        assert link.A.D[0].objgen == pack.pages[placed[1].sheet].obj.objgen
        assert link.Contents == "Back to agenda"


def test_no_placeholder_is_left(written):
    pack = assemble(planned(written), sources=written, meta=META)
    with opened(pack) as document:
        document.save(plain := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    assert b"pack.invalid" not in plain.getvalue()


def test_a_link_to_a_missing_paper_names_both(written):
    sources = {key: written[key] for key in ("agenda", "report")}
    with pytest.raises(LinkTargetMissing, match="“Agenda” links to table"):
        assemble(planned(sources), sources=sources, meta=META)


def test_a_paper_or_upload_that_links_to_no_paper_of_the_pack_loses_the_link(written):
    def link(pdf):
        action = Dictionary(S=Name.URI, URI=String("https://pack.invalid/p/nowhere"))
        one = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one)])

    paper = render_piece(page_html("Odd", BACK + '<p><a href="https://pack.invalid/p/nowhere">A</a></p>'), stylesheets=[])
    sources = {"agenda": written["front"], "report": paper, "upload": edited(plain_pdf(), link)}
    placed = planned(sources)

    pack = assemble(placed, sources=sources, meta=META)

    assert problem_sheets(pack, placed) == []
    with opened(pack) as document:
        odd = [links_of(document, placed[1].sheet)[1], links_of(document, placed[2].sheet)[0]]
        assert [("/A" in entry, str(entry.Contents)) for entry in odd] == [(False, "A paper that is not in this pack")] * 2
        document.save(plain := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    assert b"pack.invalid" not in plain.getvalue()


def test_what_does_not_read_back_names_the_paper(written):
    def spoil(pdf):
        cell = next(entry for entry in pdf.objects if isinstance(entry, Dictionary) and entry.get("/S") == "/TD")
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("nowhere")]))
        pdf.pages[placed[2].sheet].obj.Contents = pdf.make_stream(b"")

    placed = planned(written)
    pack = assemble(placed, sources=written, meta=META)

    assert problem_sheets(pack, placed) == []
    sheet, number = placed[2].sheet + 1, placed[2].first
    assert problem_sheets(edited(pack, spoil), placed) == [
        ("Report", f"Sheet {sheet}: the number None where {number} was planned"),
        ("Table", "1 headers of cells do not exist"),
    ]
    assert problem_sheets(pack, placed[:2]) == [("", f"{page_count(pack)} pages where 4 were planned")]


def test_unusable_pieces_are_named(written):
    placed = planned({"report": written["report"]})
    for sources, says in (
        ({}, "“Report” has no file"),
        ({"report": b"%PDF-1.7 nothing"}, "“Report” cannot be opened"),
        ({"report": written["front"]}, "“Report” has 1 pages where"),
    ):
        with pytest.raises(PieceUnusable, match=says):
            assemble(placed, sources=sources, meta=META)


def titles(item):
    return (item.title, [titles(child) for child in item.children])


def test_bookmarks_hold_items_papers_and_their_own(written):
    with opened(assemble(planned(written), sources=written, meta=META)) as pack, pack.open_outline() as outline:
        found = [titles(item) for item in outline.root]
    assert [title for title, _children in found] == ["Front", "Agenda", "5 Budget", "6 Measures"]
    assert found[2] == ("5 Budget", [("Report", [("Budget", [("One", []), ("End", [])])])])


def test_page_labels_follow_the_printed_numbers(written):
    placed = planned(written, fillers=False)
    document = pypdfium2.PdfDocument(assemble(placed, sources=written, meta=META))
    assert [document.get_page_label(i) for i in range(len(document))] == [str(n) for n in printed_numbers(placed)]
    document.close()


def test_pack_says_what_it_is_and_claims_only_what_holds(written):
    with opened(assemble(planned(written), sources=written, meta=META)) as pack:
        assert pack.docinfo["/Title"] == "Agenda pack – Cŵn"
        assert pack.Root.ViewerPreferences.DisplayDocTitle is True
        assert pack.Root.Lang == "en-GB"
        assert b"pdfuaid:part" in pack.Root.Metadata.read_bytes()
        assert pack.docinfo["/CreationDate"] == "D:20220309000000Z"
    sources = {**written, "upload": plain_pdf()}
    with opened(assemble(planned(sources), sources=sources, meta=META)) as pack:
        assert b"pdfuaid:part" not in pack.Root.Metadata.read_bytes()


def test_what_acts_or_tells_in_a_piece_is_dropped(written):
    def spoil(pdf):
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("canary1"))
        pdf.attachments["a.txt"] = b"canary2"
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("canary3")))
        pdf.pages[0].obj.PieceInfo = Dictionary(X=String("canary4"))
        pdf.docinfo["/Subject"] = "canary5"

    sources = {"agenda": edited(written["front"], spoil)}
    with opened(assemble(planned(sources), sources=sources, meta=META)) as pack:
        pack.save(plain := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    assert b"canary" not in plain.getvalue()


def test_role_maps_that_disagree_are_kept_apart(written):
    def mapped(role):
        def change(pdf):
            pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Own": Name(role)})
            pdf.Root.StructTreeRoot.K[0].K[0].S = Name("/Own")

        return change

    sources = {"a": edited(written["front"], mapped("/P")), "b": edited(written["front"], mapped("/H1"))}
    with opened(assemble(planned(sources), sources=sources, meta=META)) as pack:
        parts = pack.Root.StructTreeRoot.K[0].K
        roles = [pack.Root.StructTreeRoot.RoleMap[str(part.K[0].S)] for part in parts]
    assert roles == ["/P", "/H1"]


def test_links_in_uploads_lead_to_later_pages():
    def link(pdf):
        first, last = pdf.pages[0].obj, pdf.pages[2].obj
        place = Array([last, Name.Fit])
        first.Annots = Array(
            [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=place))]
        )

    sources = {"a": plain_pdf(), "upload": edited(plain_pdf(pages=3), link)}
    placed = planned(sources)
    with opened(assemble(placed, sources=sources, meta=META)) as pack:
        (annotation,) = links_of(pack, placed[1].sheet)
        assert annotation.A.D[0].objgen == pack.pages[placed[1].sheet + 2].obj.objgen
    assert structure_problems(assemble(placed, sources=sources, meta=META)) == []


def test_fonts_are_embedded_and_welsh_letters_shown(written):
    from documents.assembly.stamps import Labels

    labels = Labels(number="Tudalen {number}", blank="Gadawyd y dudalen hon yn wag ŵŷ", back="Nôl")
    sources = {"front": written["front"]}
    pack = assemble(planned(sources), sources=sources, meta=META, labels=labels)
    assert read_back(pack, labels=labels) == [1, 2]
    document = pypdfium2.PdfDocument(pack)
    assert "Gadawyd y dudalen hon yn wag ŵŷ" in document[1].get_textpage().get_text_bounded()
    document.close()


def test_manifest_names_every_piece(written):
    placed = planned(written)
    pack = assemble(placed, sources=written, meta=META)
    facts = manifest(placed, sources=written, pack=pack)
    assert facts["pages"] == page_count(pack)
    assert [(piece["key"], piece["first"], piece["last"]) for piece in facts["pieces"]] == [
        (entry.piece.key, entry.first, entry.last) for entry in placed
    ]


def test_manifest_says_which_papers_claim_the_standard(written):
    sources = {**written, "upload": plain_pdf()}
    placed = planned(sources)
    facts = manifest(placed, sources=sources, pack=assemble(placed, sources=sources, meta=META))
    assert facts["ua"] is False
    assert [piece["key"] for piece in facts["pieces"] if not piece["claims_ua"]] == ["upload"]
    assert manifest(planned(written), sources=written, pack=b"")["ua"] is True
    assert ua_claims(sources) == {key: key != "upload" for key in sources}


def test_screen_edition_reads_back_with_its_labels(written):
    placed = planned(written, fillers=False)
    pack = assemble(placed, sources=written, meta=META)
    assert problem_sheets(pack, placed) == []
    with pypdfium2.PdfDocument(pack) as document:
        labels = [document.get_page_label(index) for index in range(len(document))]
    assert labels == [str(number) for number in printed_numbers(placed)]
    assert len(labels) < placed[-1].last
