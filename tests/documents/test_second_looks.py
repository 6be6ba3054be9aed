"""Second looks at a draft's file: at pages nobody had time for, and at pictures of words, with a stand-in for tesseract."""

import json
import os
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, String

from accounts.models import AuditEntry
from documents.choices import FindingKind, FindingState, PaperStatus
from documents.intake import run
from documents.intake.found import pages_named
from documents.models import Finding, Paper, PaperVersion
from documents.services import papers
from documents.services.findings import keep_finding, remove_findings
from documents.services.second_looks import (
    LOOK,
    RECOGNISE,
    ask_for,
    look_at_unseen,
    newest_jobs,
    recognise_text,
    unseen_pages,
    wordless_pages,
)
from jobs.choices import JobState
from jobs.services import Cancelled, request_cancel, run_all
from tests.documents.samples import plain_pdf, saved
from tests.documents.test_intake_recognition import scanned
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory

SECRET = "Kestrel Quince earns 91,000"
BOX = f"BT /F1 14 Tf 100 700 Td ({SECRET}) Tj ET 0 g 90 690 280 34 re f".encode()
PLACE = (95, 595, 300, 620)


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}


@pytest.fixture
def clerk(db):
    return UserFactory(name="Chris Clerk")


@pytest.fixture
def where(db):
    body = BodyFactory()
    return {"area": body.area, "body": body, "collection": "2022-03-17-panel"}


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program called tesseract that reads the same words in every picture."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "tesseract").write_text('#!/bin/sh\necho "Budget of the year, ask amy@mail.example"\n')
    (folder / "tesseract").chmod(0o755)
    for up in (tmp_path, *list(tmp_path.parents)[:3]):
        if str(up).startswith("/tmp/") and up.exists():
            os.chmod(up, 0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def helvetica():
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def said(x, y, words):
    return f"BT /F1 14 Tf {x} {y} Td ({words}) Tj ET\n".encode()


def marked_pdf(*contents):
    """A PDF of these pages, each with an annotation that marks the words at PLACE for redaction."""
    with pikepdf.new() as pdf:
        for content in contents:
            pdf.add_blank_page(page_size=(595, 842))
            page = pdf.pages[-1].obj
            page.Resources = Dictionary(Font=Dictionary(F1=helvetica()))
            page.Contents = pdf.make_stream(content)
            mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array(list(PLACE)), Contents=String("x"))
            page.Annots = Array([pdf.make_indirect(mark)])
        return saved(pdf)


def taken(where, clerk, data):
    return papers.take_in_paper(**where, title="Pay", data=data, filename="pay.pdf", actor=clerk)


def forgotten(paper, *pages, words=""):
    """As if there had been no time for these pages as the file came in."""
    version = paper.current
    texts = ["" if page in pages else text for page, text in enumerate(version.page_texts, start=1)]
    PaperVersion.objects.filter(pk=version.pk).update(page_texts=texts)
    version.findings.filter(page__in=pages).exclude(kind=FindingKind.REDACTION).delete()
    position = max((one.position for one in version.findings.all()), default=0) + 1
    quote = words or ", ".join(map(str, pages))
    page = pages[0] if len(pages) == 1 else None
    return Finding.objects.create(version=version, position=position, kind=FindingKind.UNSEEN, page=page, quote=quote)


def fresh(paper):
    return Paper.objects.select_related("current__pdf", "area").get(pk=paper.pk)


def listed(version):
    return [(one.kind, one.page, one.state) for one in version.findings.order_by("position")]


def silent(*_said):
    pass


# Marked for redaction --------------------------------------------------------------------------------------------


def test_words_marked_on_other_pages_stay_out_of_the_text_when_a_page_is_mended(where, clerk):
    pages = [said(100, 600, f"Marked {name}") + said(100, 300, f"Open {name}") for name in ("one", "two")]
    paper = taken(where, clerk, marked_pdf(*pages))
    assert [text.strip() for text in paper.current.page_texts] == ["Open one", "Open two"]

    mended = remove_findings(paper=paper, findings=paper.current.findings.filter(page=1), actor=clerk)

    assert [text.strip() for text in mended.current.page_texts] == ["Open one", "Open two"]
    states = {one.page: (one.state, one.quote) for one in mended.current.findings.filter(kind=FindingKind.REDACTION)}
    assert states == {1: (FindingState.REMOVED, "Marked one"), 2: (FindingState.OPEN, "Marked two")}


def test_they_stay_out_on_the_page_that_is_mended_for_something_else(where, clerk):
    paper = taken(where, clerk, marked_pdf(said(100, 600, "Marked") + said(100, 300, "Open") + BOX))
    boxes = paper.current.findings.filter(kind=FindingKind.BOX)

    mended = remove_findings(paper=paper, findings=boxes, actor=clerk)

    assert mended.current.page_texts[0].strip() == "Open"
    assert {one.kind: one.state for one in mended.current.findings.exclude(kind="no-text")} == {
        "box": FindingState.REMOVED, "redaction": FindingState.OPEN,
    }  # fmt: skip


# Looking at the other pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "quote", "pages"),
    [(3, "", [3]), (None, "1, 4-6", [1, 4, 5, 6]), (None, "9-99999", [9]), (None, "", []), (12, "1", []), (None, "0", [])],
)
def test_pages_named(page, quote, pages):
    assert pages_named(page, quote, 9) == pages


def test_look_at_gives_the_words_and_findings_of_those_pages_alone():
    data = run.take_in(plain_pdf(pages=3, text="Open", content=BOX), "a.pdf").pdf

    seen = run.look_at(data, [2])

    assert (seen.outcome, [text.strip() for text in seen.text], seen.pdf) == ("review", ["", "Open", ""], data)
    assert [(one.kind, one.page, one.quote) for one in seen.findings] == [("box", 2, SECRET)]


def test_look_at_leaves_out_what_is_marked_for_redaction():
    pages = run.take_in(marked_pdf(said(100, 600, "Marked") + said(100, 300, "Open")), "a.pdf")
    (mark,) = pages.findings

    assert run.look_at(pages.pdf, [1]).text[0].split() == ["Marked", "Open"]
    seen = run.look_at(pages.pdf, [1], marked={1: mark.marks})
    assert (seen.text[0].strip(), seen.findings) == ("Open", ())


def test_unseen_pages_are_looked_at_and_what_is_found_joins_the_version(where, clerk):
    paper = taken(where, clerk, plain_pdf(pages=4, text="Open", content=BOX))
    forgotten(paper, 3, 4)
    before = fresh(paper).current

    ask_for(act=LOOK, paper=fresh(paper), number=1, actor=clerk)
    (job,) = run_all()

    assert (job.state, job.result) == (JobState.DONE, {"looked_at": 2, "left": 0})
    version = fresh(paper).current
    assert (version.pk, version.number, version.sha256) == (before.pk, 1, before.sha256)
    assert [text.strip() for text in version.page_texts] == ["Open"] * 4
    boxes = [("box", page, FindingState.OPEN) for page in (1, 2, 3, 4)]
    assert listed(version) == boxes
    assert len(set(version.findings.values_list("position", flat=True))) == 4
    entry = AuditEntry.objects.filter(action="documents.pages_looked_at").get()
    assert (entry.detail["pages"], entry.detail["findings"]) == (2, 2)
    assert "Kestrel" not in json.dumps(entry.detail)
    with pytest.raises(ValidationError, match="nothing more to do"):
        ask_for(act=LOOK, paper=fresh(paper), number=1, actor=clerk)


def test_a_page_that_does_not_come_through_stays_listed_and_its_decision_too(where, clerk, monkeypatch):
    paper = taken(where, clerk, plain_pdf(pages=6, text="Open"))
    keep_finding(finding=forgotten(paper, 2, 3, 4, 5, words="2-5"), reason="I read them", actor=clerk)
    real, asked_for = run.look_at, []

    def slow(pdf, pages, *, marked=None):
        """Page 3 takes too long, and so does more than two pages at once."""
        asked_for.append(list(pages))
        return run._refused("too_slow") if 3 in pages or len(pages) > 2 else real(pdf, pages, marked=marked)

    monkeypatch.setattr(run, "look_at", slow)
    looked = look_at_unseen(version=fresh(paper).current, actor=clerk, progress=silent)

    assert (sorted(looked.texts), looked.left) == ([2, 4, 5], [3])
    assert asked_for[0] == [2, 3, 4, 5]
    (left,) = fresh(paper).current.findings.all()
    assert (left.page, left.quote, left.state, left.reason) == (3, "3", FindingState.KEPT, "I read them")


def test_a_page_with_too_much_on_it_does_not_hold_up_the_others(where, clerk, monkeypatch):
    paper = taken(where, clerk, plain_pdf(pages=5, text="Open"))
    forgotten(paper, 1, 2, 3, 4, 5, words="1-5")
    real = run.look_at

    def told(pdf, pages, *, marked=None):
        """Page 2 has too much on it; time is up after page 3."""
        seen = real(pdf, [page for page in pages if page != 2 and (page <= 3 or 1 not in pages)], marked=marked)
        quote = ", ".join(str(page) for page in pages if page == 2 or (page > 3 and 1 in pages))
        more = (run.Found(kind="unseen", page=None, quote=quote, marks=[]),) if quote else ()
        return run.replace(seen, findings=(*seen.findings, *more))

    monkeypatch.setattr(run, "look_at", told)
    looked = look_at_unseen(version=fresh(paper).current, actor=clerk, progress=silent)

    assert (sorted(looked.texts), looked.left) == ([1, 3, 4, 5], [2])


def test_nothing_is_written_when_another_file_came_or_the_paper_is_out(where, clerk):
    paper = taken(where, clerk, plain_pdf(pages=2, text="Open"))
    forgotten(paper, 2)
    version = fresh(paper).current
    Paper.objects.filter(pk=paper.pk).update(status=PaperStatus.PUBLISHED)

    look_at_unseen(version=version, actor=clerk, progress=silent)

    assert fresh(paper).current.page_texts[1] == ""
    assert listed(version) == [("unseen", 2, FindingState.OPEN)]
    with pytest.raises(ValidationError, match="another file"):
        ask_for(act=LOOK, paper=fresh(paper), number=1, actor=clerk)
    Paper.objects.filter(pk=paper.pk).update(status=PaperStatus.DRAFT)
    with pytest.raises(ValidationError, match="another file"):
        ask_for(act=LOOK, paper=fresh(paper), number=2, actor=clerk)


def test_cancelled_work_changes_nothing(where, clerk):
    paper = taken(where, clerk, plain_pdf(pages=2, text="Open"))
    forgotten(paper, 2)

    def stop(*_said):
        raise Cancelled

    with pytest.raises(Cancelled):
        look_at_unseen(version=fresh(paper).current, actor=clerk, progress=stop)
    request_cancel(ask_for(act=LOOK, paper=fresh(paper), number=1, actor=clerk), actor=clerk)

    assert run_all() == []
    assert newest_jobs(fresh(paper).current)[LOOK].state == JobState.CANCELLED
    assert unseen_pages(fresh(paper).current, fresh(paper).current.findings.all()) == [2]


def test_where_no_page_is_named_all_are_looked_at_and_lose_words_that_nobody_sees(where, clerk):
    paper = taken(where, clerk, plain_pdf(pages=2, text="Open", content=BOX))
    paper.current.findings.all().delete()
    PaperVersion.objects.update(page_texts=[f"Open {SECRET}"] * 2)
    Finding.objects.create(version=paper.current, position=1, kind=FindingKind.UNSEEN)

    looked = look_at_unseen(version=fresh(paper).current, actor=clerk, progress=silent)

    assert (sorted(looked.texts), looked.left) == ([1, 2], [])
    version = fresh(paper).current
    assert [text.strip() for text in version.page_texts] == ["Open", "Open"]
    assert listed(version) == [("box", page, FindingState.OPEN) for page in (1, 2)]


def test_a_list_of_pages_that_was_cut_off_stands_for_all_without_text_too(where, clerk):
    paper = taken(where, clerk, plain_pdf(pages=3, text="Open"))
    forgotten(paper, 2, 3)
    Finding.objects.update(quote="2, " + "2, " * 663)

    version = fresh(paper).current
    assert unseen_pages(version, version.findings.all()) == [2, 3]


# Recognising -----------------------------------------------------------------------------------------------------


def test_a_scan_is_read_by_software_and_told_to_be(where, clerk, program):
    paper = taken(where, clerk, scanned("Budget"))
    before = fresh(paper).current
    assert wordless_pages(before, before.findings.all()) == [1]

    ask_for(act=RECOGNISE, paper=fresh(paper), number=1, actor=clerk)
    (job,) = run_all()

    assert (job.state, job.result) == (JobState.DONE, {"pages": 1})
    version = fresh(paper).current
    assert version.page_texts == ["Budget of the year, ask amy@mail.example"]
    assert (version.pk, version.sha256, version.pdf) == (before.pk, before.sha256, before.pdf)
    assert any(notice.startswith("Text recognised by software on ") for notice in version.notices)
    assert run.notice_texts()["recognisable"] not in version.notices
    assert ("personal", 1, FindingState.OPEN) in listed(version)
    assert wordless_pages(version, list(version.findings.all())) == []


def test_words_that_nobody_sees_are_no_text_of_a_scan(where, clerk, program):
    def whisper(pdf):
        page = pdf.pages[0].obj
        page.Resources.Font = Dictionary(F1=helvetica())
        pikepdf.Page(page).contents_add(b"\nq BT 3 Tr /F1 14 Tf 20 30 Td (Kestrel) Tj ET Q")

    with pikepdf.open(BytesIO(scanned("Budget"))) as pdf:
        whisper(pdf)
        paper = taken(where, clerk, saved(pdf))
    assert "".join(paper.current.page_texts).strip() == ""

    recognise_text(version=fresh(paper).current, actor=clerk, progress=silent)

    assert "Kestrel" not in fresh(paper).current.page_texts[0]
    assert "Budget" in fresh(paper).current.page_texts[0]


def test_what_is_marked_for_redaction_is_painted_over_first():
    real = run.recognition.program()
    if not real:
        pytest.skip("tesseract is not installed")
    data = run.take_in(scanned("Budget"), "a.pdf").pdf
    assert "Budget" in run.recognise(data, [1]).text[0]
    assert run.recognise(data, [1], marked={1: [[0, 0, 1, 0.5]]}).code == "not_recognised"


def test_pages_with_words_are_not_read_again(where, clerk, program):
    with pikepdf.open(BytesIO(scanned("Budget"))) as scan, pikepdf.open(BytesIO(plain_pdf(pages=2, text="Open"))) as pdf:
        pdf.pages.insert(1, scan.pages[0])
        paper = taken(where, clerk, saved(pdf))

    assert recognise_text(version=fresh(paper).current, actor=clerk, progress=silent) == [2]

    texts = [text.strip() for text in fresh(paper).current.page_texts]
    assert (texts[0], texts[2]) == ("Open", "Open")
    assert texts[1].startswith("Budget of the year")


def test_a_failure_says_why(where, clerk, program, monkeypatch):
    paper = taken(where, clerk, scanned(" "))
    monkeypatch.setattr(run, "recognise", lambda pdf, pages, marked: run._refused("not_recognised"))
    PaperVersion.objects.filter(pk=paper.current_id).update(page_texts=[""])

    ask_for(act=RECOGNISE, paper=fresh(paper), number=1, actor=clerk)
    (job,) = run_all()

    assert (job.state, job.error) == (JobState.FAILED, "The words in the pictures could not be recognised")


def test_without_the_program_it_cannot_be_asked_for(where, clerk, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    paper = taken(where, clerk, scanned("Budget"))

    with pytest.raises(ValidationError, match="nothing more to do"):
        ask_for(act=RECOGNISE, paper=fresh(paper), number=1, actor=clerk)
