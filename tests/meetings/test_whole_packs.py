"""What other bundlers lose: files named alike, papers' own bookmarks and links, Welsh letters, an unclosed tag in a title."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem

from documents.models import Paper
from documents.services.packs import build
from meetings.services import add_item, add_paper, publish_agenda
from meetings.services.lateness import say_why_late
from meetings.services.packs import build_packs, pack_plan
from meetings.services.papers import Upload
from tests.documents.samples import plain_pdf, saved
from tests.meetings.test_packs import clerk, meeting, own_stores  # noqa: F401  the same meeting and stores

pytestmark = pytest.mark.django_db
WELSH = "Adroddiad ar ddŵr, tŷ a’r gêm: ŵ Ŵ ŷ Ŷ â ê î ô û"
UNCLOSED = "Costs <b and what is >&amp; next"


def with_own_bookmarks() -> bytes:
    """Three pages, two bookmarks, and a link from the first page to the last."""
    with pikepdf.open(BytesIO(plain_pdf(pages=3, text="Estates"))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Where we are", 0))
            outline.root.append(OutlineItem("Dŵr and drainage", 2))
        target = Array([pdf.pages[2].obj, Name.Fit])
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 400, 300, 430]), Dest=target)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        return saved(pdf)


@pytest.fixture
def built(meeting, clerk):  # noqa: F811  pytest hands fixtures over by their names
    """A pack with two uploads of one name, one with bookmarks of its own, and titles that trip other programs."""
    for title, data in (("First scan", plain_pdf(text="Alpha words")), ("Second scan", plain_pdf(text="Beta words"))):
        item = add_item(meeting=meeting, actor=clerk, title=title)
        add_paper(item=item, actor=clerk, title=title, upload=Upload("report.pdf", data))
    estates = add_item(meeting=meeting, actor=clerk, title="Estates")
    add_paper(item=estates, actor=clerk, title="Estates in detail", upload=Upload("estates.pdf", with_own_bookmarks()))
    for title in (WELSH, UNCLOSED):
        add_paper(item=add_item(meeting=meeting, actor=clerk, title=title), actor=clerk, title=title, text="Words.")
    return build(pack_plan(meeting, "public"))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def bookmarks(pdf: bytes) -> dict[str, int]:
    """The title of every bookmark, and the sheet it leads to."""
    document = pypdfium2.PdfDocument(pdf)
    return {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}


def test_files_named_alike_both_go_in(built):
    assert [text_of(built.pdf).count(words) for words in ("Alpha words", "Beta words")] == [1, 1]


def test_papers_keep_their_own_bookmarks_and_links(built):
    first = built.manifest["ranges"]["estates-in-detail"][0]
    found = bookmarks(built.pdf)

    assert found["Where we are"] == first - 1
    assert found["Dŵr and drainage"] == first + 1
    with pikepdf.open(BytesIO(built.pdf)) as pack:
        leads = [link.A.D[0].objgen for link in pack.pages[first - 1].obj.Annots]
        assert pack.pages[first + 1].obj.objgen in leads


@pytest.mark.parametrize("title", [WELSH, UNCLOSED])
def test_title_shows_whole_in_bookmarks_and_on_the_page(built, title):
    assert title in bookmarks(built.pdf)
    assert text_of(built.pdf).replace("\r\n", " ").count(title) >= 2  # on the agenda and on the paper


def test_pack_made_again_holds_written_papers_as_they_were_printed(meeting, clerk):  # noqa: F811  pytest hands fixtures over by their names
    meeting.refresh_from_db()
    say_why_late(meeting=meeting, version=meeting.version, ground="short-notice", reason="Snow", actor=clerk)
    build_packs(meeting=meeting, actor=clerk)
    publish_agenda(meeting=meeting, actor=clerk)
    printed = {paper.slug: paper.current.printed.sha256 for paper in Paper.objects.select_related("current__printed")}

    plan = pack_plan(meeting, "public")

    assert {section.key: section.sha256 for section in plan.papers} == printed
    assert all(section.pdf and section.kind == "report" for section in plan.papers)
