"""What was found in uploaded files: kept, opened again, removed, published nonetheless; and that nothing is lost on the way."""

import json
import shutil
import subprocess
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import AuditEntry
from documents.choices import BLOCKING_FINDINGS, FindingKind, FindingState, PaperStatus
from documents.models import Finding, Paper, PaperVersion
from documents.services import files, papers
from documents.services.copies import copy_paper
from documents.services.findings import (
    can_be_removed,
    keep_finding,
    open_blocking,
    override_findings,
    remove_findings,
    reopen_finding,
)
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory

SECRET = "Kestrel Quince earns 91,000"
BOX = f"BT /F1 14 Tf 100 700 Td ({SECRET}) Tj ET 0 g 90 690 280 34 re f".encode()
MARK = [[0.1, 0.1, 0.5, 0.2]]


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
def plain(where, clerk):
    """A draft of two pages in whose file nothing was found."""
    return papers.take_in_paper(**where, title="Review", data=plain_pdf(pages=2), filename="review.pdf", actor=clerk)


@pytest.fixture
def boxed(where, clerk):
    """A draft with words under a black box on its only page."""
    data = plain_pdf(text="All may read this", content=BOX)
    return papers.take_in_paper(**where, title="Pay", data=data, filename="pay.pdf", actor=clerk)


def found(paper, kind=FindingKind.BOX, **facts):
    """One more finding in the paper's file."""
    position = paper.current.findings.count() + 1
    return Finding.objects.create(version=paper.current, position=position, kind=kind, **{"page": 1, "quote": SECRET} | facts)


def messages(refused):
    return refused.value.messages


def last_entry():
    return AuditEntry.objects.order_by("pk").last()


# From intake to the version --------------------------------------------------------------------------------------


def test_a_version_keeps_what_intake_found_in_order(boxed):
    version = PaperVersion.objects.get(paper=boxed)

    assert version.outcome == "review"
    boxes = [one for one in version.findings.all() if one.kind == FindingKind.BOX]
    assert [(one.page, one.quote, one.state) for one in boxes] == [(1, SECRET, FindingState.OPEN)]
    assert boxes[0].marks
    assert [one.position for one in version.findings.all()] == list(range(1, version.findings.count() + 1))


def test_a_plain_file_is_accepted(plain):
    assert plain.current.outcome == "accepted"
    assert [one for one in plain.current.findings.all() if one.kind in BLOCKING_FINDINGS] == []


def test_hidden_words_are_no_text_of_the_page(boxed):
    assert SECRET not in "".join(boxed.current.page_texts)
    assert "All may read this" in boxed.current.page_texts[0]


def test_open_blocking_asks_once_and_names_only_papers_with_something_open(plain, boxed, where, django_assert_num_queries):
    found(plain, FindingKind.COMMENT)
    kept = found(plain)
    keep_finding(finding=kept, reason="A logo", actor=None)
    written = papers.write_paper(**where, title="Words", text="1.1 Words.", actor=None)

    with django_assert_num_queries(1):
        answer = open_blocking([plain, boxed, written])

    assert {key: [one.kind for one in findings] for key, findings in answer.items()} == {boxed.pk: [FindingKind.BOX]}


# Keeping and opening again ---------------------------------------------------------------------------------------


def test_keep_finding_says_who_why_and_when_and_the_trail_has_no_private_words(plain, clerk):
    finding = found(plain)

    keep_finding(finding=finding, reason="  The heading repeats it ", actor=clerk)

    finding.refresh_from_db()
    assert (finding.state, finding.reason, finding.decided_by) == (FindingState.KEPT, "The heading repeats it", clerk)
    assert finding.decided_at is not None
    entry = last_entry()
    assert (entry.action, entry.target_reference) == ("documents.finding_kept", plain.reference)
    assert entry.detail["findings"] == [{"number": 1, "kind": "box", "page": 1}]
    assert entry.detail["version"] == 1
    assert "Kestrel" not in json.dumps(entry.detail)
    assert "heading" not in json.dumps(entry.detail)


@pytest.mark.parametrize(
    ("reason", "words"),
    [(" ", "Say why it may stay"), ("x" * 301, "Use 300 characters or fewer")],
    ids=["missing", "too long"],
)
def test_keep_finding_needs_a_reason(plain, clerk, reason, words):
    finding = found(plain)
    before = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as refused:
        keep_finding(finding=finding, reason=reason, actor=clerk)

    assert refused.value.message_dict == {"reason": [words]}
    finding.refresh_from_db()
    assert (finding.state, AuditEntry.objects.count()) == (FindingState.OPEN, before)


def test_keep_finding_refuses_what_needs_no_decision(plain, clerk):
    with pytest.raises(ValidationError) as refused:
        keep_finding(finding=found(plain, FindingKind.COMMENT), reason="Why not", actor=clerk)

    assert messages(refused) == ["There is nothing to decide here"]


def test_nothing_is_decided_once_the_paper_is_out(plain, clerk):
    finding = found(plain)
    keep_finding(finding=finding, reason="A logo", actor=clerk)
    papers.publish_papers(papers=[plain], actor=clerk)

    with pytest.raises(ValidationError) as refused:
        reopen_finding(finding=finding, actor=clerk)

    assert messages(refused) == ["The paper is published. What was decided about it stands"]


def test_nothing_is_decided_about_an_older_file(plain, clerk):
    finding = found(plain)
    papers.revise_paper(paper=plain, actor=clerk, version=plain.version, data=plain_pdf(text="New"), filename="new.pdf")

    with pytest.raises(ValidationError) as refused:
        keep_finding(finding=finding, reason="A logo", actor=clerk)

    assert refused.value.code == "stale"


def test_reopen_finding_takes_the_decision_back(plain, clerk):
    finding = found(plain)
    keep_finding(finding=finding, reason="A logo", actor=clerk)

    reopen_finding(finding=finding, actor=clerk)

    finding.refresh_from_db()
    assert (finding.state, finding.reason, finding.decided_at, finding.decided_by) == (FindingState.OPEN, "", None, None)
    assert last_entry().action == "documents.finding_reopened"


def test_reopen_finding_refuses_what_was_not_kept(plain, clerk):
    with pytest.raises(ValidationError) as refused:
        reopen_finding(finding=found(plain), actor=clerk)

    assert messages(refused) == ["Only what was kept can be decided again"]


# Publishing ------------------------------------------------------------------------------------------------------


def test_a_paper_with_an_open_finding_does_not_go_out(boxed, clerk):
    with pytest.raises(ValidationError) as refused:
        papers.publish_papers(papers=[boxed], actor=clerk)

    assert messages(refused) == ["“Pay”: decide what to do with what was found in its file"]
    assert Paper.objects.get(pk=boxed.pk).status == PaperStatus.DRAFT


def test_override_findings_puts_a_name_and_a_reason_on_all_that_is_open(plain, boxed, clerk):
    kept = found(plain)
    keep_finding(finding=kept, reason="A logo", actor=clerk)
    found(plain, FindingKind.WHITE)

    count = override_findings(papers=[plain, boxed], answered_for=" Anna Ash ", reason="The panel meets today", actor=clerk)

    assert count == 2
    overridden = Finding.objects.filter(state=FindingState.OVERRIDDEN)
    assert set(overridden.values_list("kind", "answered_for", "reason")) == {
        ("box", "Anna Ash", "The panel meets today"), ("white", "Anna Ash", "The panel meets today"),
    }  # fmt: skip
    kept.refresh_from_db()
    assert kept.state == FindingState.KEPT
    entries = AuditEntry.objects.filter(action="documents.findings_overridden").order_by("target_reference")
    assert sorted(entry.target_reference for entry in entries) == sorted([plain.reference, boxed.reference])
    assert all("Ash" not in json.dumps(entry.detail) and "Kestrel" not in json.dumps(entry.detail) for entry in entries)
    papers.publish_papers(papers=[plain, boxed], actor=clerk)


def test_override_findings_needs_a_name_and_a_reason_only_when_something_is_open(plain, boxed, clerk):
    assert override_findings(papers=[plain], answered_for="", reason="", actor=clerk) == 0

    with pytest.raises(ValidationError) as refused:
        override_findings(papers=[plain, boxed], answered_for=" ", reason="", actor=clerk)

    assert refused.value.message_dict == {
        "answered_for": ["Enter the name of the person who decided"],
        "reason": ["Say why the papers go out nonetheless"],
    }
    assert open_blocking([boxed])


def test_a_copy_keeps_what_was_decided_but_asks_anew_what_was_overridden(boxed, clerk):
    kept = found(boxed, FindingKind.WHITE, quote="Logo")
    keep_finding(finding=kept, reason="A logo", actor=clerk)
    override_findings(papers=[boxed], answered_for="Anna Ash", reason="Today", actor=clerk)
    papers.publish_papers(papers=[boxed], actor=clerk)

    copy = copy_paper(paper=Paper.objects.for_page().get(pk=boxed.pk), collection="2022-05-26-panel", actor=clerk)

    states = {one.kind: (one.state, one.reason) for one in copy.current.findings.all() if one.kind in BLOCKING_FINDINGS}
    assert states == {"box": (FindingState.OPEN, ""), "white": (FindingState.KEPT, "A logo")}
    assert copy.current.outcome == "review"


# Removing --------------------------------------------------------------------------------------------------------


def words_of(version, tmp_path):
    """What a reader of the file can copy out of it."""
    path = tmp_path / "read.pdf"
    path.write_bytes(files.read_bytes(version.pdf))
    return subprocess.run([shutil.which("pdftotext"), str(path), "-"], capture_output=True, check=True, text=True).stdout


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_words_under_a_box_are_found_removed_and_gone_from_the_file(boxed, clerk, tmp_path):
    assert SECRET.split()[0] in words_of(boxed.current, tmp_path)

    mended = remove_findings(paper=boxed, findings=boxed.current.findings.all(), actor=clerk)

    version = mended.current
    assert (version.number, version.outcome) == (2, "accepted")
    assert SECRET.split()[0] not in words_of(version, tmp_path)
    assert SECRET.encode() not in files.read_bytes(version.pdf)
    removed = version.findings.get(kind=FindingKind.BOX)
    assert (removed.state, removed.quote, removed.decided_by) == (FindingState.REMOVED, SECRET, clerk)
    assert "All may read this" in version.page_texts[0]
    assert (version.original, version.original_name) == (boxed.current.original, "pay.pdf")
    assert open_blocking([mended]) == {}
    papers.publish_papers(papers=[mended], actor=clerk)


def test_removal_is_in_the_trail_without_the_words(boxed, clerk):
    remove_findings(paper=boxed, findings=boxed.current.findings.all(), actor=clerk)

    entry = last_entry()
    assert (entry.action, entry.detail["version"]) == ("documents.findings_removed", 2)
    assert "Kestrel" not in json.dumps(entry.detail)


def test_what_was_decided_elsewhere_and_what_is_good_to_know_stays(boxed, clerk):
    comment = found(boxed, FindingKind.COMMENT, quote="Is this right?", page=None)
    unseen = found(boxed, FindingKind.UNSEEN, quote="", page=None)
    keep_finding(finding=unseen, reason="I read every page", actor=clerk)

    mended = remove_findings(paper=boxed, findings=boxed.current.findings.filter(kind=FindingKind.BOX), actor=clerk)

    listed = {one.kind: (one.state, one.reason, one.quote) for one in mended.current.findings.exclude(kind="no-text")}
    assert listed == {
        "box": (FindingState.REMOVED, "", SECRET),
        "comment": (FindingState.OPEN, "", comment.quote),
        "unseen": (FindingState.KEPT, "I read every page", ""),
    }
    assert Finding.objects.get(pk=unseen.pk).version == boxed.current


def test_only_hidden_words_of_a_known_page_can_be_removed(plain):
    can = {
        (kind, page): can_be_removed(found(plain, kind, page=page, marks=MARK))
        for kind in FindingKind.values
        for page in (1, None)
    }

    assert {kind for (kind, _page), yes in can.items() if yes} == {"box", "white", "invisible", "cropped", "redaction"}
    assert not any(yes for (_kind, page), yes in can.items() if page is None)
    assert not can_be_removed(found(plain, FindingKind.REDACTION, marks=[]))
    assert not can_be_removed(found(plain, state=FindingState.REMOVED, decided_at=plain.current.created_at))


@pytest.mark.parametrize("kind", [FindingKind.COMMENT, FindingKind.UNSEEN], ids=str)
def test_remove_findings_refuses_what_cannot_be_taken_out(plain, clerk, kind):
    with pytest.raises(ValidationError) as refused:
        remove_findings(paper=plain, findings=[found(plain, kind)], actor=clerk)

    assert messages(refused) == ["There is nothing that can be taken out of the file"]
    assert plain.versions.count() == 1


def test_remove_findings_refuses_a_published_paper(plain, clerk):
    finding = found(plain)
    Paper.objects.filter(pk=plain.pk).update(status=PaperStatus.PUBLISHED)

    with pytest.raises(ValidationError) as refused:
        remove_findings(paper=plain, findings=[finding], actor=clerk)

    assert messages(refused) == ["A published paper is never edited. Withdraw it, or publish a new paper"]


def test_remove_findings_refuses_findings_of_an_older_file(plain, clerk):
    finding = found(plain)
    papers.revise_paper(paper=plain, actor=clerk, version=plain.version, data=plain_pdf(text="New"), filename="new.pdf")

    with pytest.raises(ValidationError) as refused:
        remove_findings(paper=plain, findings=[finding], actor=clerk)

    assert refused.value.code == "stale"


def test_remove_findings_refuses_when_another_file_comes_while_it_works(boxed, clerk):
    """The hold is where another clerk's file is already there: it is asked for after the slow part."""

    def another_file():
        fresh = Paper.objects.get(pk=boxed.pk)
        papers.revise_paper(paper=fresh, actor=clerk, version=fresh.version, data=plain_pdf(text="New"), filename="new.pdf")

    findings = list(boxed.current.findings.all())
    with pytest.raises(ValidationError) as refused:
        remove_findings(paper=boxed, findings=findings, actor=clerk, hold=another_file)

    assert refused.value.code == "stale"
    assert boxed.versions.count() == 1, "the whole act is undone, the other file with it, since the test put both in one"


def test_remove_findings_says_so_when_the_file_is_lost(boxed, clerk, settings, tmp_path):
    settings.STORES = {name: tmp_path / "empty" / name for name in ("public", "restricted")}

    with pytest.raises(ValidationError) as refused:
        remove_findings(paper=boxed, findings=boxed.current.findings.all(), actor=clerk)

    assert messages(refused) == ["The file is missing from its store. Upload it again"]


# Older rows ------------------------------------------------------------------------------------------------------


def test_draft_taken_in_before_files_were_looked_through_waits_for_somebody(plain, where, clerk):
    mark = import_module("documents.migrations.0005_uploads_nobody_looked_at").mark
    written = papers.write_paper(**where, title="Words", text="1.1 Words", actor=clerk)

    for _turn in range(2):
        mark(apps, SimpleNamespace(connection=connection))

    found = open_blocking([plain, written])
    assert [(one.kind, one.page) for one in found[plain.pk]] == [(FindingKind.UNSEEN, None)]
    assert set(found) == {plain.pk}
    with pytest.raises(ValidationError):
        papers.publish_papers(papers=[plain], actor=clerk)
