"""Large print: made when a paper goes out, kept where it may lie, gone when the paper is withdrawn."""

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from documents import rendering
from documents.assembly.check import structure_problems
from documents.models import Pack, PaperVersion, StoredFile
from documents.services import large_print as service
from documents.services.files import FileLost, open_file, read_bytes
from documents.services.papers import publish_papers, withdraw_paper, write_paper
from jobs.models import Job
from jobs.services import run_all
from meetings.services import add_paper
from meetings.services.packs import withdraw_from_packs
from meetings.services.papers import Upload
from tests.documents.samples import plain_pdf
from tests.factories.meetings import AgendaItemFactory, publish

WIDE = "".join(f"| Column{number} " for number in range(9)) + "|\n" + "|---" * 9 + "|\n"
NARROW = (
    "| Date | State | Notes |\n|---|---|---|\n| Wednesday 22 September 2021 | Past | " + "Words of a long note. " * 20 + "|\n"
)
ROWS = "".join("".join(f"| Westhampton-under-Scarsdale{row}{column} " for column in range(9)) + "|\n" for row in range(4))
TEXT = f"## Results\n\n1.1 Burglary fell.\n\n{WIDE}{ROWS}\n\n1.2 After the table."


@pytest.fixture
def out(with_private, clerk):
    item = AgendaItemFactory(meeting=with_private, title="Update")
    add_paper(item=item, actor=clerk, title="Figures", text=TEXT)
    add_paper(item=item, actor=clerk, title="The map", upload=Upload("map.pdf", plain_pdf(text="Map")))
    return publish(with_private, actor=clerk)


def _address(meeting, slug):
    return reverse("meetings:paper-large-print", args=[meeting.area.slug, meeting.slug, slug])


def _text(pdf, page=0):
    with PdfDocument(pdf) as document:
        return document[page].get_textpage().get_text_bounded()


def _sizes(pdf):
    """Width and height of every page, in points."""
    with PdfDocument(pdf) as document:
        return [tuple(round(side) for side in page.get_size()) for page in document]


def test_large_print_names_its_pages_and_meets_the_standard(out, client):
    pdf = b"".join(client.get(_address(out, "figures")).streaming_content)

    (first, last) = Pack.objects.get(edition="public", status="published").manifest["ranges"]["figures"]
    assert f"Pages {first} to {last} of the pack" in _text(pdf)
    assert structure_problems(pdf) == []
    assert rendering.overflowing_pages(pdf) == []
    assert (842, 595) in _sizes(pdf)
    assert _sizes(pdf)[0] == (595, 842)


def test_it_is_made_after_publication_each_in_its_store(out):
    names = Job.objects.filter(name=service.LARGE_PRINT_JOB).count()

    run_all()

    kept = {one.paper.slug: one.large_print for one in PaperVersion.objects.select_related("paper", "large_print")}
    assert names == 2
    assert kept["figures"].store == "public"
    assert next(file.store for slug, file in kept.items() if "private" in slug) == "restricted"
    assert kept["the-map"] is None


def test_uploads_and_drafts_have_none(out, client, clerk, ready):
    assert client.get(_address(out, "the-map")).status_code == 404
    assert "Large print of this paper" not in client.get(f"{out.get_absolute_url()}papers/the-map/").content.decode()
    assert "Large print of this paper" in client.get(f"{out.get_absolute_url()}papers/figures/").content.decode()


def test_a_private_one_is_for_members(out, client, member):
    slug = next(paper.slug for paper in out.area.papers.all() if paper.is_private)
    public = client.get(_address(out, slug)).status_code
    client.force_login(member)

    assert public == 404
    assert client.get(_address(out, slug)).status_code == 200


def test_it_goes_with_the_paper(out, client, clerk, django_capture_on_commit_callbacks):
    client.get(_address(out, "figures"))
    paper = out.area.papers.get(slug="figures")
    file = PaperVersion.objects.get(paper=paper).large_print
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_from_packs(meeting=out, paper=paper, reason="Wrong figures", actor=clerk)

    assert client.get(_address(out, "figures")).status_code == 404
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    with pytest.raises(FileLost):
        open_file(file)
    run_all()
    assert PaperVersion.objects.get(paper=paper).large_print is None


def test_what_is_withdrawn_while_it_is_made_is_not_kept(body, monkeypatch):
    paper = write_paper(area=body.area, body=body, collection="x", title="Figures", text="1.1 Words.", actor=None)
    (paper,) = publish_papers(papers=[paper], actor=None)

    def render(html, *, stylesheets):
        withdraw_paper(paper=paper, reason="Wrong", actor=None)
        return plain_pdf()

    monkeypatch.setattr(rendering, "render_piece", render)
    with pytest.raises(service.NoLargePrint):
        service.large_print(paper=paper, heads=service.Heads("Panel", ""))
    assert PaperVersion.objects.get(paper=paper).large_print is None


def test_letters_are_eighteen_points(body):
    paper = write_paper(area=body.area, body=body, collection="x", title="Figures", text="1.1 Words to measure.", actor=None)
    (paper,) = publish_papers(papers=[paper], actor=None)

    pdf = read_bytes(service.large_print(paper=paper, heads=service.Heads("Panel", "Item 1", 7, 7)))

    assert "Page 7 of the pack" in _text(pdf)
    with PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        where = page.get_text_range().find("Words to measure")
        assert round(page.get_charbox(where)[3] - page.get_charbox(where)[1]) >= 12  # a capital is 0.7 of 18 points


def test_text_after_a_table_stands_upright_and_words_stay_whole(body):
    text = f"## Results\n\n1.1 Before.\n\n## Programme\n\n{NARROW}\n1.2 After."
    paper = write_paper(area=body.area, body=body, collection="x", title="Figures", text=text, actor=None)
    (paper,) = publish_papers(papers=[paper], actor=None)

    pdf = read_bytes(service.large_print(paper=paper, heads=service.Heads("Panel", "Item 1")))

    assert _sizes(pdf) == [(595, 842), (842, 595), (595, 842)]
    table = _text(pdf, 1)
    assert "Programme" in table
    assert "September" in table
    assert "After." in _text(pdf, 2)
