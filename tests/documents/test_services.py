"""The two stores, and every act on a paper."""

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection

from accounts.models import AuditEntry
from documents.choices import Access, ExemptParagraph, PaperKind, PaperStatus, StoreName
from documents.models import Paper, PaperVersion, StoredFile
from documents.services import files, papers
from documents.sources import source
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory

FACTS = {"report_of": "Monitoring Officer", "recommendation": "note the report."}


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}
    return settings.STORES


@pytest.fixture
def body(db):
    return BodyFactory()


@pytest.fixture
def clerk(db):
    return UserFactory()


@pytest.fixture
def where(body):
    return {"area": body.area, "body": body, "collection": "2022-03-17-panel"}


@pytest.fixture
def written(where, clerk):
    return papers.write_paper(**where, title="Host authority report", text="1.1 Words.", actor=clerk, **FACTS)


@pytest.fixture
def uploaded(where, clerk):
    return papers.take_in_paper(
        **where, title="Review", data=plain_pdf(pages=2, text="Findings"), filename="review.pdf", actor=clerk
    )


def on_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


# The stores ------------------------------------------------------------------------------------------------------


def test_store_bytes_keeps_a_file_under_its_hash(db, stores):
    file = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    sha256 = hashlib.sha256(b"words").hexdigest()
    path = stores["restricted"] / sha256[:2] / sha256[2:4] / sha256
    assert (file.sha256, file.size, path.read_bytes()) == (sha256, 5, b"words")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in list(path.parents)[:3]] == [0o700] * 3
    assert on_disk(stores["restricted"]) == [sha256]


def test_store_bytes_gives_the_same_file_again(db, stores):
    first = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")
    second = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert first == second
    assert StoredFile.objects.count() == 1


def test_store_bytes_mends_a_file_that_was_cut_short(db, stores):
    file = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")
    (stores["public"] / file.sha256[:2] / file.sha256[2:4] / file.sha256).write_bytes(b"wo")

    files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert files.read_bytes(file) == b"words"


def test_store_bytes_leaves_no_row_when_the_disk_refuses(db, stores, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)

    with pytest.raises(OSError, match="No space"):
        files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert not StoredFile.objects.exists()
    assert on_disk(stores["public"]) == []


@pytest.mark.django_db(transaction=True)
def test_store_bytes_makes_one_row_for_many_at_once():
    def store(_number):
        try:
            return files.store_bytes(store=StoreName.PUBLIC, data=b"same", media_type="text/plain").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(store, range(24)))

    assert made == set(StoredFile.objects.values_list("pk", flat=True))
    assert len(made) == 1


def test_read_bytes_says_which_file_is_missing(db, stores):
    file = StoredFile(store=StoreName.PUBLIC, sha256="0" * 64)

    with pytest.raises(files.FileLost, match="public 000000000000"):
        files.read_bytes(file)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "0" * 63 + "\n", "G" * 64])
def test_open_file_takes_nothing_but_a_hash(name):
    with pytest.raises(ValueError, match="Not a SHA-256"):
        files.open_file(StoredFile(store=StoreName.PUBLIC, sha256=name))


def test_ensure_public_copies_the_content(db, stores):
    private = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    public = files.ensure_public(private)

    assert (public.store, files.read_bytes(public)) == (StoreName.PUBLIC, b"words")
    assert files.ensure_public(public) == public


def test_ensure_public_refuses_a_file_that_changed(db, stores):
    file = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")
    (stores["restricted"] / file.sha256[:2] / file.sha256[2:4] / file.sha256).write_bytes(b"other")

    with pytest.raises(files.FileLost):
        files.ensure_public(file)

    assert on_disk(stores["public"]) == []


def test_drop_file_keeps_what_is_in_use(uploaded, stores):
    assert not files.drop_file(uploaded.current.pdf)
    assert files.read_bytes(uploaded.current.pdf)


def test_a_restricted_store_that_stood_open_is_closed(db, stores):
    stores["restricted"].mkdir(mode=0o755)

    files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    assert stat.S_IMODE(stores["restricted"].stat().st_mode) == 0o700


@pytest.mark.django_db(transaction=True)
def test_sweep_files_drops_only_what_nothing_refers_to(uploaded, stores):
    kept = {uploaded.current.original.sha256, uploaded.current.pdf.sha256}
    files.store_bytes(store=StoreName.RESTRICTED, data=b"of a discarded draft", media_type="text/plain")
    orphan = stores["restricted"] / "ab" / "cd" / ("abcd" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"its transaction failed")
    orphan.with_name(f"{orphan.name}.x1y2.part").write_bytes(b"half")
    (stores["restricted"] / "pieces").mkdir()
    (stores["restricted"] / "pieces" / "piece.pdf").write_bytes(b"kept elsewhere")

    gone = files.sweep_files()

    assert gone == 3
    assert set(on_disk(stores["restricted"])) == kept | {"piece.pdf"}
    assert StoredFile.objects.count() == 2


# Making a paper --------------------------------------------------------------------------------------------------


def test_write_paper_makes_a_draft_with_its_first_version(written, clerk):
    assert (written.slug, written.status, written.kind) == ("host-authority-report", PaperStatus.DRAFT, "written")
    assert (written.current.number, written.current.text, written.current.created_by) == (1, "1.1 Words.", clerk)
    assert len(written.current.sha256) == 64
    assert actions() == ["documents.paper_created"]


def test_write_paper_says_all_that_is_wrong_by_field(where, clerk):
    with pytest.raises(ValidationError) as refused:
        papers.write_paper(**where, title="", text=" ", actor=clerk, access=Access.EXEMPT, orientation="askew")

    assert set(refused.value.message_dict) == {"title", "text", "exempt_paragraph", "orientation"}
    assert refused.value.message_dict["text"] == ["Enter the text of the paper"]
    assert refused.value.message_dict["exempt_paragraph"] == ["Choose the paragraph of Schedule 12A"]
    assert not Paper.objects.exists()
    assert not AuditEntry.objects.exists()


def test_write_paper_refuses_a_body_of_another_area(where, clerk):
    with pytest.raises(ValueError, match="another area"):
        papers.write_paper(**(where | {"body": BodyFactory()}), title="A", text="B", actor=clerk)


def test_papers_of_one_title_have_addresses_of_their_own(where, clerk):
    slugs = [papers.write_paper(**where, title="Update", text="A", actor=clerk).slug for _ in range(3)]

    assert slugs == ["update", "update-2", "update-3"]


def test_the_address_of_a_private_paper_says_nothing(where, clerk):
    facts = {"access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.INDIVIDUAL}

    made = [papers.write_paper(**where, title="Dismissal of Jo", text="A", actor=clerk, **facts) for _ in range(2)]

    assert [paper.slug for paper in made] == ["private-paper-1", "private-paper-2"]
    assert "Dismissal" not in str(made[0])
    assert not AuditEntry.objects.filter(target_reference__icontains="dismissal").exists()
    assert "ismissal" not in str(list(AuditEntry.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_papers_of_one_title_made_at_once_do_not_collide():
    body = BodyFactory()

    def write(number):
        try:
            return papers.write_paper(
                area=body.area, body=body, collection="m", title="Update", text=str(number), actor=None
            ).slug
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        slugs = list(pool.map(write, range(6)))

    assert sorted(slugs) == ["update", "update-2", "update-3", "update-4", "update-5", "update-6"]


def test_take_in_paper_keeps_the_original_and_the_rebuilt_pdf_restricted(uploaded, stores):
    version = uploaded.current
    assert (uploaded.kind, version.original_name, len(version.page_texts)) == (PaperKind.PDF, "review.pdf", 2)
    assert "Findings" in version.page_texts[0]
    assert {version.original.store, version.pdf.store} == {StoreName.RESTRICTED}
    assert on_disk(stores["public"]) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty. Choose another"),
        (b"MZ\x90\x00 a program", "The file must be a PDF, DOCX or ODT"),
        (b"%PDF-1.7 torn off", "The file is damaged. Ask the author to save it again"),
    ],
    ids=["empty", "a program", "damaged"],
)
def test_take_in_paper_refuses_a_bad_file_with_the_reason(where, clerk, stores, data, reason):
    with pytest.raises(ValidationError) as refused:
        papers.take_in_paper(**where, title="Review", data=data, filename="review.pdf", actor=clerk)

    assert refused.value.message_dict == {"file": [reason]}
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()
    assert on_disk(stores["restricted"]) == []
    assert not AuditEntry.objects.exists()


def test_take_in_paper_keeps_only_the_last_part_of_a_name(where, clerk):
    paper = papers.take_in_paper(**where, title="R", data=plain_pdf(), filename="..\\..\\etc/" + "a" * 300 + ".pdf", actor=clerk)

    assert paper.current.original_name == ("a" * 300 + ".pdf")[-200:]


@pytest.fixture
def register():
    @source("test-register", "Test register")
    def draw(area, body, on):
        return f"{body.slug} on {on:%d %m %Y}.", {}

    return "test-register"


def test_take_live_paper_says_as_at_which_day(where, clerk, register, body):
    paper = papers.take_live_paper(**where, title="Membership", source=register, actor=clerk)

    assert (paper.kind, paper.source) == (PaperKind.LIVE, register)
    assert paper.current.text == f"As at Thursday 10 March 2022.\n\n{body.slug} on 10 03 2022."


def test_take_live_paper_refuses_an_unknown_register(where, clerk):
    with pytest.raises(ValidationError) as refused:
        papers.take_live_paper(**where, title="M", source="no-such", actor=clerk)

    assert refused.value.message_dict == {"source": ["There is no register named “no-such”. Choose one from the list"]}
    assert not Paper.objects.exists()


def test_redraw_paper_takes_a_new_version_on_another_day(where, clerk, register):
    from interface import clock

    paper = papers.take_live_paper(**where, title="Membership", source=register, actor=clerk)
    with clock.stand_on(date(2022, 3, 11)):
        paper = papers.redraw_paper(paper=paper, actor=clerk, version=paper.version)

    assert (paper.current.number, paper.current.text[:30]) == (2, "As at Friday 11 March 2022.\n\np")


def test_redraw_paper_refuses_what_was_written(written, clerk):
    with pytest.raises(ValidationError) as refused:
        papers.redraw_paper(paper=written, actor=clerk, version=written.version)

    assert refused.value.message_dict == {NON_FIELD_ERRORS: ["The paper does not come from a register"]}


# Changing a draft ------------------------------------------------------------------------------------------------


def test_revise_paper_makes_the_next_version_and_keeps_the_first(written, clerk):
    paper = papers.revise_paper(paper=written, actor=clerk, version=1, text="New words.", report_of="Clerk")

    assert (paper.version, paper.current.number, paper.current.text, paper.report_of) == (2, 2, "New words.", "Clerk")
    assert list(paper.versions.values_list("text", flat=True)) == ["1.1 Words.", "New words."]
    assert actions() == ["documents.paper_created", "documents.paper_revised"]


def test_revise_paper_makes_no_version_of_the_same_words(written, clerk):
    paper = papers.revise_paper(paper=written, actor=clerk, version=1, text="1.1 Words.", title="Renamed")

    assert (paper.current.number, paper.title, paper.slug) == (1, "Renamed", "host-authority-report")


def test_revise_paper_can_put_a_file_in_place_of_a_text(written, clerk):
    paper = papers.revise_paper(paper=written, actor=clerk, version=1, data=plain_pdf(), filename="a.pdf")

    assert (paper.kind, paper.current.number, paper.current.text) == (PaperKind.PDF, 2, "")
    assert paper.current.pdf


def test_revise_paper_refuses_a_stale_version_and_shows_both_texts(written, clerk):
    papers.revise_paper(paper=written, actor=clerk, version=1, text="Theirs.")

    with pytest.raises(ValidationError) as refused:
        papers.revise_paper(paper=written, actor=clerk, version=1, text="Mine.")

    assert refused.value.code == "stale"
    assert refused.value.params == {"theirs": "Theirs.", "yours": "Mine."}
    written.refresh_from_db()
    assert (written.version, written.current.text, PaperVersion.objects.count()) == (2, "Theirs.", 2)
    assert len(actions()) == 2


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"text": "  "}, {"text": ["Enter the text of the paper"]}),
        ({"title": "", "text": "B"}, {"title": ["Enter the title of the paper"]}),
        ({"data": b"no", "filename": "a.exe"}, {"file": ["The file must be a PDF, DOCX or ODT"]}),
    ],
    ids=["no text", "no title", "bad file"],
)
def test_revise_paper_changes_nothing_when_it_refuses(written, clerk, change, problems):
    with pytest.raises(ValidationError) as refused:
        papers.revise_paper(paper=written, actor=clerk, version=1, report_of="Changed", **change)

    assert refused.value.message_dict == problems
    written.refresh_from_db()
    assert (written.version, written.report_of, PaperVersion.objects.count()) == (1, "Monitoring Officer", 1)
    assert actions() == ["documents.paper_created"]


def test_revise_paper_refuses_a_published_paper(written, clerk):
    papers.publish_papers(papers=[written], actor=clerk)

    with pytest.raises(ValidationError) as refused:
        papers.revise_paper(paper=written, actor=clerk, version=2, text="New")

    assert "A published paper is never edited. Withdraw it, or publish a new paper" in refused.value.messages
    written.refresh_from_db()
    assert written.current.text == "1.1 Words."


@pytest.mark.django_db(transaction=True)
def test_of_two_revisions_at_once_one_is_told(body, clerk, where, written):
    def revise(text):
        try:
            papers.revise_paper(paper=written, actor=clerk, version=1, text=text)
        except ValidationError as error:
            return error.code
        else:
            return "kept"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(revise, ["One.", "Two."]))

    assert results == ["kept", "stale"]
    assert PaperVersion.objects.count() == 2


def test_set_paper_access_hides_the_address_of_what_becomes_private(written, clerk):
    paper = papers.set_paper_access(paper=written, access=Access.EXEMPT, exempt_paragraph=ExemptParagraph.INDIVIDUAL, actor=clerk)

    assert (paper.slug, paper.access, paper.exempt_paragraph) == ("private-paper-1", Access.EXEMPT, 1)
    assert actions()[-1] == "documents.paper_access_set"


def test_set_paper_access_drops_the_paragraph_of_what_becomes_public(written, clerk):
    papers.set_paper_access(paper=written, access=Access.EXEMPT, exempt_paragraph=3, actor=clerk)

    paper = papers.set_paper_access(paper=written, access=Access.PUBLIC, exempt_paragraph=3, actor=clerk)

    assert (paper.access, paper.exempt_paragraph) == (Access.PUBLIC, None)


def test_set_paper_access_refuses_a_published_paper(written, clerk):
    papers.publish_papers(papers=[written], actor=clerk)

    with pytest.raises(ValidationError, match="cannot change"):
        papers.set_paper_access(paper=written, access=Access.MEMBERS, exempt_paragraph=None, actor=clerk)

    written.refresh_from_db()
    assert written.access == Access.PUBLIC


def test_discard_paper_deletes_a_draft_and_leaves_its_files(uploaded, clerk):
    kept = StoredFile.objects.count()

    papers.discard_paper(paper=uploaded, actor=clerk)

    assert not Paper.objects.exists()
    assert not PaperVersion.objects.exists()
    assert StoredFile.objects.count() == kept
    assert actions()[-1] == "documents.paper_discarded"


def test_discard_paper_refuses_a_published_paper(written, clerk):
    papers.publish_papers(papers=[written], actor=clerk)

    with pytest.raises(ValidationError, match="Only a draft can be deleted"):
        papers.discard_paper(paper=written, actor=clerk)

    assert Paper.objects.count() == 1
    assert actions()[-1] == "documents.paper_published"


# Publishing and withdrawing --------------------------------------------------------------------------------------


def test_publish_papers_freezes_versions_and_makes_public_files_public(written, uploaded, clerk, stores):
    published = papers.publish_papers(papers=[written, uploaded], actor=clerk)

    assert {paper.slug for paper in published} == {"host-authority-report", "review"}
    uploaded.refresh_from_db()
    assert (uploaded.status, uploaded.published_by) == (PaperStatus.PUBLISHED, clerk)
    assert uploaded.published_at
    assert uploaded.current.frozen_at
    assert uploaded.current.pdf.store == StoreName.PUBLIC
    assert uploaded.current.original.store == StoreName.RESTRICTED
    assert on_disk(stores["public"]) == [uploaded.current.pdf.sha256]
    assert actions()[-2:] == ["documents.paper_published"] * 2


def test_publish_papers_keeps_the_file_of_a_private_paper_restricted(uploaded, clerk, stores):
    papers.set_paper_access(paper=uploaded, access=Access.EXEMPT, exempt_paragraph=1, actor=clerk)

    papers.publish_papers(papers=[uploaded], actor=clerk)

    uploaded.refresh_from_db()
    assert uploaded.current.pdf.store == StoreName.RESTRICTED
    assert on_disk(stores["public"]) == []


def test_publish_papers_leaves_what_is_published_alone(written, clerk):
    papers.publish_papers(papers=[written], actor=clerk)

    assert papers.publish_papers(papers=[written], actor=clerk) == []
    assert actions().count("documents.paper_published") == 1


def test_publish_papers_publishes_nothing_when_one_cannot_be(written, uploaded, clerk, stores):
    papers.publish_papers(papers=[written], actor=clerk)
    papers.withdraw_paper(paper=written, reason="Wrong figures", actor=clerk)

    with pytest.raises(ValidationError) as refused:
        papers.publish_papers(papers=[written, uploaded], actor=clerk)

    assert refused.value.messages == ["“Host authority report” was withdrawn or replaced and cannot be published again"]
    uploaded.refresh_from_db()
    assert uploaded.status == PaperStatus.DRAFT
    assert on_disk(stores["public"]) == []


def test_withdraw_paper_takes_the_file_out_of_public_at_once(uploaded, clerk, stores, django_capture_on_commit_callbacks):
    papers.publish_papers(papers=[uploaded], actor=clerk)
    uploaded.refresh_from_db()
    public = uploaded.current.pdf

    with django_capture_on_commit_callbacks(execute=True):
        paper = papers.withdraw_paper(paper=uploaded, reason=" Wrong figures ", actor=clerk)

    assert (paper.status, paper.withdrawn_reason, paper.withdrawn_by) == ("withdrawn", "Wrong figures", clerk)
    assert paper.withdrawn_at
    assert paper.current.pdf.store == StoreName.RESTRICTED
    assert not StoredFile.objects.filter(store=StoreName.PUBLIC).exists()
    assert on_disk(stores["public"]) == []
    with pytest.raises(files.FileLost):
        files.read_bytes(public)
    assert files.read_bytes(paper.current.pdf)
    assert actions()[-1] == "documents.paper_withdrawn"


def test_withdraw_paper_leaves_the_same_file_of_another_paper(where, uploaded, clerk, stores):
    data = files.read_bytes(uploaded.current.original)
    twin = papers.take_in_paper(**where, title="Twin", data=data, filename="twin.pdf", actor=clerk)
    papers.publish_papers(papers=[uploaded, twin], actor=clerk)

    papers.withdraw_paper(paper=uploaded, reason="Sent twice", actor=clerk)

    twin.refresh_from_db()
    assert twin.current.pdf.store == StoreName.PUBLIC
    assert files.read_bytes(twin.current.pdf)


@pytest.mark.parametrize(
    ("reason", "field", "message"),
    [
        ("", "reason", "Say why the paper is withdrawn. The public will read it"),
        ("a" * 301, "reason", "The reason must be 300 characters or fewer"),
    ],
    ids=["none", "too long"],
)
def test_withdraw_paper_refuses_without_a_reason(written, clerk, reason, field, message):
    papers.publish_papers(papers=[written], actor=clerk)

    with pytest.raises(ValidationError) as refused:
        papers.withdraw_paper(paper=written, reason=reason, actor=clerk)

    assert refused.value.message_dict == {field: [message]}
    written.refresh_from_db()
    assert written.status == PaperStatus.PUBLISHED
    assert actions()[-1] == "documents.paper_published"


def test_withdraw_paper_refuses_a_draft(written, clerk):
    with pytest.raises(ValidationError) as refused:
        papers.withdraw_paper(paper=written, reason="Wrong", actor=clerk)

    assert refused.value.messages == ["Only a published paper can be withdrawn. Delete the draft instead"]
