"""Papers made, revised, opened or made private, and discarded."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection

from accounts.models import AuditEntry
from documents.choices import Access, ExemptParagraph, PaperKind, PaperStatus, StoreName
from documents.models import Paper, PaperVersion, StoredFile
from documents.services import papers
from documents.sources import source
from tests.documents.kept import FACTS, actions, on_disk
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory


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
