"""The findings page where software can still do something with the file, and the page of that work."""

import pytest
from django.urls import reverse

from documents.choices import FindingKind
from documents.models import Finding, Paper, PaperVersion
from documents.services.second_looks import JOBS, LOOK, RECOGNISE
from jobs.choices import JobState
from jobs.models import Job
from jobs.services import run_all
from meetings import services
from meetings.models import AgendaItem
from meetings.services.papers import Upload
from tests.documents.samples import plain_pdf
from tests.documents.test_intake_recognition import scanned

SECRET = "Quince earns 91,000"
HIDDEN = f"BT /F1 14 Tf 100 700 Td ({SECRET}) Tj ET 0 g 90 690 280 34 re f".encode()


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}


@pytest.fixture
def item(ready):
    return AgendaItem.objects.get(meeting=ready)


@pytest.fixture
def long_paper(item, clerk):
    """A draft whose second page nobody looked at, where words stand under a box."""
    upload = Upload("long.pdf", plain_pdf(pages=2, text="All may read this", content=HIDDEN))
    paper = services.add_paper(item=item, actor=clerk, title="Long", upload=upload)
    version = paper.current
    version.findings.filter(page=2).delete()
    Finding.objects.create(version=version, position=9, kind=FindingKind.UNSEEN, page=2, quote="2")
    PaperVersion.objects.filter(pk=version.pk).update(page_texts=[version.page_texts[0], ""])
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def scan(item, clerk):
    return services.add_paper(item=item, actor=clerk, title="Scan", upload=Upload("scan.pdf", scanned("Budget")))


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def address(name, paper, *more):
    return reverse(f"meetings:{name}", args=[paper.area.slug, paper.collection, paper.slug, *more])


def shown(client, paper):
    return client.get(address("finding-list", paper)).content.decode()


def test_unseen_pages_are_looked_at_from_the_findings_page(as_clerk, long_paper):
    assert "1 page not looked at yet" in shown(as_clerk, long_paper)

    sent = as_clerk.post(address("finding-work", long_paper, LOOK), {"version": "1"})

    assert sent.url == address("finding-work", long_paper, LOOK)
    page = as_clerk.get(sent.url).content.decode()
    assert "Looking at the other pages" in page
    assert f'data-progress-url="{sent.url}"' in page
    assert address("finding-work-cancel", long_paper, LOOK) in page
    assert "See how far we are with the other pages" in shown(as_clerk, long_paper)
    run_all()
    assert as_clerk.get(sent.url).url == address("finding-list", long_paper)
    page = shown(as_clerk, long_paper)
    assert "not looked at yet" not in page
    assert page.count(SECRET) == 2
    assert "Look at the other pages" not in page


def test_it_is_cancelled_from_there(as_clerk, long_paper):
    as_clerk.post(address("finding-work", long_paper, LOOK), {"version": "1"})

    sent = as_clerk.post(address("finding-work-cancel", long_paper, LOOK), follow=True)

    assert "The work is being stopped" in sent.content.decode()
    assert "Look at the other pages" in sent.content.decode()
    assert Job.objects.get(name=JOBS[LOOK]).state == JobState.CANCELLED
    again = as_clerk.post(address("finding-work-cancel", long_paper, LOOK), follow=True)
    assert "There is nothing to cancel" in again.content.decode()


def test_pages_that_hold_too_much_are_not_offered_again(as_clerk, long_paper):
    as_clerk.post(address("finding-work", long_paper, LOOK), {"version": "1"})
    Job.objects.filter(name=JOBS[LOOK]).update(state=JobState.DONE)

    page = shown(as_clerk, long_paper)

    assert "We tried again, and there is too much on them" in page
    assert 'value="Look at the other pages"' not in page
    assert f'action="{address("finding-work", long_paper, LOOK)}"' not in page


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        (JobState.FAILED, "The file is missing from its store. Upload it again", "The file is missing from its store"),
        (JobState.DEAD, "KeyError, documents/x.py line 3", "It did not work. Try again"),
    ],
)
def test_what_failed_says_why_and_can_be_tried_again(as_clerk, long_paper, state, error, words):
    as_clerk.post(address("finding-work", long_paper, LOOK), {"version": "1"})
    Job.objects.filter(name=JOBS[LOOK]).update(state=state, error=error)

    page = shown(as_clerk, long_paper)

    assert words in page
    assert "KeyError" not in page
    assert f'action="{address("finding-work", long_paper, LOOK)}"' in page


def test_an_older_page_and_an_unknown_act_are_refused(as_clerk, long_paper):
    old = as_clerk.post(address("finding-work", long_paper, LOOK), {"version": "7"}, follow=True)
    assert "The paper has another file now" in old.content.decode()
    assert as_clerk.get(address("finding-work", long_paper, "nonsense")).status_code == 404
    assert not Job.objects.filter(name=JOBS[LOOK]).exists()


def test_the_text_of_pictures_is_offered_where_software_can_read_it(as_clerk, scan, monkeypatch):
    monkeypatch.setattr("documents.intake.recognition.program", lambda: "/usr/bin/tesseract")
    page = shown(as_clerk, scan)
    assert "1 page is only a picture" in page
    assert "Recognise the text of the pictures" in page

    monkeypatch.setattr("documents.intake.recognition.program", lambda: "")
    page = shown(as_clerk, scan)
    assert "install Tesseract" in page
    assert f'action="{address("finding-work", scan, RECOGNISE)}"' not in page


def test_recognised_words_reach_the_paper_s_page(as_clerk, scan, monkeypatch):
    from documents.intake import run

    monkeypatch.setattr("documents.intake.recognition.program", lambda: "/usr/bin/tesseract")
    monkeypatch.setattr(run, "recognise", lambda pdf, pages, marked: run.Outcome("accepted", text=("Budget of 2022",)))
    as_clerk.post(address("finding-work", scan, RECOGNISE), {"version": "1"})
    run_all()

    assert "Budget of 2022" in as_clerk.get(scan.get_absolute_url()).content.decode()
    page = shown(as_clerk, scan)
    assert "Text recognised by software on" in page
    assert "only a picture" not in page.split("What we noticed")[0]
