"""Papers published and withdrawn, and where their files then are."""

import pytest
from django.core.exceptions import ValidationError

from documents.choices import Access, PaperStatus, StoreName
from documents.models import StoredFile
from documents.services import files, papers
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
