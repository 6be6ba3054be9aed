"""Who sees which paper: every person of the cast, every access, every status, by the rows that come back."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from accounts.choices import Role
from accounts.models import AuditEntry
from documents import permissions
from documents.choices import Access, StoreName
from documents.models import Paper, StoredFile
from documents.papers import body_html, paper_page, piece_html
from documents.services import papers
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory, BodyFactory

CANARY = "kestrelcanary"
EXEMPT = {"access": Access.EXEMPT, "exempt_paragraph": 1}
MEMBERS = {"access": Access.MEMBERS}

OPEN = {"public published", "public withdrawn"}
PRIVATE = {"exempt published", "exempt withdrawn", "members published", "members withdrawn"}
DRAFTS = {"public draft", "exempt draft", "members draft"}

SEES = {
    "public": OPEN,
    "nobody appointed": OPEN,
    "panel member": OPEN | PRIVATE,
    "chair": OPEN | PRIVATE,
    "clerk": OPEN | PRIVATE | DRAFTS,
    "clerk of the area": OPEN | PRIVATE | DRAFTS,
    "lead officer": OPEN | PRIVATE | DRAFTS,
    "member of another body": OPEN,
    "clerk of another area": OPEN,
    "member no longer": OPEN,
    "office decisions": OPEN,
    "office complaints": OPEN,
    "office performance": OPEN,
    "office commissioning": OPEN,
    "auditor": OPEN,
    "administrator": OPEN,
}


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}
    return settings.STORES


@pytest.fixture
def body(db):
    return BodyFactory()


@pytest.fixture
def cast(body):
    """The whole cast, by name."""
    return {name: AnonymousUser() if name == "public" else _person(name, body) for name in SEES}


def _person(name, body):
    user = UserFactory()
    elsewhere = BodyFactory(area=body.area)
    here = {"user": user, "area": body.area, "body": body}
    office = {role.value.replace("-", " "): role for role in Role}
    if name == "clerk of the area":
        AppointmentFactory(user=user, area=body.area, role=Role.CLERK)
    elif name == "member of another body":
        AppointmentFactory(**(here | {"body": elsewhere}), role=Role.PANEL_MEMBER)
    elif name == "clerk of another area":
        AppointmentFactory(user=user, role=Role.CLERK)
    elif name == "member no longer":
        AppointmentFactory(**here, role=Role.PANEL_MEMBER, ended_on="2022-03-09")
    elif name == "administrator":
        AppointmentFactory(user=user, area=None, role=Role.ADMINISTRATOR)
    elif name != "nobody appointed":
        AppointmentFactory(**here, role=office[name])
    return user


@pytest.fixture
def every_paper(body):
    """A paper of each access in each status, titled by both."""
    for access, facts in {"public": {}, "exempt": EXEMPT, "members": MEMBERS}.items():
        for status in ("draft", "published", "withdrawn"):
            paper = papers.write_paper(
                area=body.area, body=body, collection="m", title=f"{access} {status}", text="A", actor=None, **facts
            )
            if status != "draft":
                papers.publish_papers(papers=[paper], actor=None)
            if status == "withdrawn":
                papers.withdraw_paper(paper=paper, reason="Wrong", actor=None)


@pytest.mark.parametrize("name", SEES)
def test_visible_to_shows_each_of_the_cast_their_papers(cast, every_paper, name):
    assert set(Paper.objects.visible_to(cast[name]).values_list("title", flat=True)) == SEES[name]


@pytest.mark.parametrize("name", SEES)
def test_only_those_who_prepare_papers_may_change_them(cast, every_paper, name):
    prepares = name in ("clerk", "clerk of the area", "lead officer")
    draft, published, withdrawn = (Paper.objects.get(title=f"public {status}") for status in ("draft", "published", "withdrawn"))
    user = cast[name]

    assert permissions.can_write_paper(user, draft.body) == prepares
    assert permissions.can_read_original(user, draft) == prepares
    assert [permissions.can_revise_paper(user, p) for p in (draft, published, withdrawn)] == [prepares, False, False]
    assert [permissions.can_discard_paper(user, p) for p in (draft, published, withdrawn)] == [prepares, False, False]
    assert [permissions.can_withdraw_paper(user, p) for p in (draft, published, withdrawn)] == [False, prepares, False]


@pytest.mark.parametrize("name", SEES)
def test_only_the_entitled_read_private_papers(cast, every_paper, name):
    paper = Paper.objects.get(title="exempt published")

    assert permissions.can_read_private_paper(cast[name], paper) == (SEES[name] > OPEN)


# Canaries: nothing of a private paper is anywhere that the public could reach -------------------------------------


@pytest.fixture
def canary(body):
    paper = papers.take_in_paper(
        area=body.area,
        body=body,
        collection="m",
        title=f"Title {CANARY}",
        data=plain_pdf(text=f"Text {CANARY}"),
        filename=f"{CANARY}.pdf",
        actor=None,
        report_of=f"Office {CANARY}",
        **EXEMPT,
    )
    papers.publish_papers(papers=[paper], actor=None)
    paper.refresh_from_db()
    return paper


def test_nothing_names_a_private_paper_where_the_public_reads(canary, stores):
    assert CANARY in canary.current.page_texts[0]
    assert not Paper.objects.visible_to(AnonymousUser()).exists()
    assert CANARY not in canary.slug
    assert CANARY not in str(canary) + str(canary.current)
    assert not StoredFile.objects.filter(store=StoreName.PUBLIC).exists()
    assert not stores["public"].exists()


def test_nothing_of_a_private_paper_is_in_the_audit_trail(canary):
    assert AuditEntry.objects.count() == 2
    assert CANARY not in str(list(AuditEntry.objects.values()))


def test_nothing_of_a_withdrawn_paper_is_left_on_its_page(body):
    paper = papers.write_paper(
        area=body.area, body=body, collection="m", title="Update", text=f"Text {CANARY}", actor=None,
        recommendation=f"note {CANARY}", background_papers=CANARY, legal_implications=CANARY, report_of=CANARY,
    )  # fmt: skip
    papers.publish_papers(papers=[paper], actor=None)
    before = render_to_string("documents/_paper.html", {"page": paper_page(Paper.objects.get())})

    papers.withdraw_paper(paper=paper, reason="Wrong figures", actor=None)

    paper = Paper.objects.get()
    after = render_to_string("documents/_paper.html", {"page": paper_page(paper)})
    assert before.count(CANARY) == 5
    assert CANARY not in after + body_html(paper.current)
    words = " ".join(re.sub(r"<[^>]+>", " ", after).split())
    assert words == (
        "Withdrawn This paper was withdrawn on Thursday 10 March 2022. Its text and file are no longer published. "
        "Why: Wrong figures"
    )


def test_the_piece_of_a_withdrawn_paper_is_a_sheet_that_says_so(body):
    paper = papers.write_paper(
        area=body.area, body=body, collection="m", title="Update", text=CANARY, actor=None, recommendation=CANARY
    )
    papers.publish_papers(papers=[paper], actor=None)
    papers.withdraw_paper(paper=paper, reason="Wrong figures", actor=None)
    paper = Paper.objects.get()

    piece = piece_html(paper, paper.current, running="Panel", item_label="Item 1")

    assert CANARY not in piece
    assert "This paper was withdrawn on Thursday 10 March 2022" in piece
    assert "Wrong figures" in piece
