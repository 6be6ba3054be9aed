from typing import NamedTuple

import pytest

from documents.choices import Access, PaperKind, PaperStatus
from documents.rules import guess_item, paper_slug, publication_problems, revision_problems, withdrawal_problems


class Item(NamedTuple):
    number: str
    title: str


ITEMS = [
    Item("1", "Apologies for absence"),
    Item("4", "Minutes of 1 February 2022"),
    Item("7", "Host authority report"),
    Item("8", "Commissioner’s update report"),
    Item("10", "Standing complaints report"),
    Item("12", "Integrated Offender Management: proactive scrutiny review"),
    Item("", "Private business"),
]


@pytest.mark.parametrize(
    ("filename", "number"),
    [
        ("Item 7 - something.pdf", "7"),
        ("agenda_item_08_v2.docx", "8"),
        ("07 Host Authority.pdf", "7"),
        ("7. untitled.odt", "7"),
        ("10-complaints.pdf", "10"),
        ("1 February 2022 minutes.pdf", "4"),
        ("Commissioners Update FINAL.docx", "8"),
        ("IOM integrated offender management scrutiny review.pdf", "12"),
        ("C:\\Users\\clerk\\Item 12.pdf", "12"),
        ("scan0001.pdf", None),
        ("report.pdf", None),
        ("99 unknown.pdf", None),
        ("", None),
    ],
)
def test_guess_item_reads_the_name(filename, number):
    guessed = guess_item(filename, ITEMS)

    assert (guessed.number if guessed else None) == number


def test_guess_item_does_not_choose_between_equals():
    twins = [Item("1", "Update on estates"), Item("2", "Update on estates")]

    assert guess_item("update on estates.pdf", twins) is None


@pytest.mark.parametrize(
    ("title", "access", "taken", "slug"),
    [
        ("Host Authority Report", Access.PUBLIC, [], "host-authority-report"),
        ("Host Authority Report", Access.PUBLIC, ["host-authority-report"], "host-authority-report-2"),
        ("!!!", Access.PUBLIC, [], "paper"),
        ("x" * 200, Access.PUBLIC, ["x" * 100], "x" * 98 + "-2"),
        ("Dismissal of Jo", Access.EXEMPT, [], "private-paper-1"),
        ("Dismissal of Jo", Access.MEMBERS, ["private-paper-1"], "private-paper-2"),
    ],
    ids=["plain", "taken", "no letters", "long", "exempt", "members"],
)
def test_paper_slug(title, access, taken, slug):
    assert paper_slug(title, access, taken) == slug


DRAFT, PUBLISHED, WITHDRAWN = PaperStatus.DRAFT, PaperStatus.PUBLISHED, PaperStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("status", "kind", "text", "data", "fields"),
    [
        (DRAFT, PaperKind.WRITTEN, "A", None, set()),
        (DRAFT, PaperKind.PDF, None, b"A", set()),
        (DRAFT, PaperKind.LIVE, None, None, set()),
        (DRAFT, PaperKind.LIVE, "A", None, {"text"}),
        (DRAFT, PaperKind.WRITTEN, " ", None, {"text"}),
        (DRAFT, PaperKind.WRITTEN, "A", b"A", {"file"}),
        (PUBLISHED, PaperKind.WRITTEN, None, None, {""}),
        (WITHDRAWN, PaperKind.WRITTEN, None, None, {""}),
    ],
)
def test_revision_problems(status, kind, text, data, fields):
    assert set(revision_problems(status=status, kind=kind, text=text, data=data)) == fields


def test_publication_problems_names_every_paper():
    papers = [("A", DRAFT, True), ("B", DRAFT, False), ("C", WITHDRAWN, True), ("D", PUBLISHED, True)]

    assert publication_problems(papers) == [
        "“B” has no text or file yet",
        "“C” was withdrawn or replaced and cannot be published again",
    ]


@pytest.mark.parametrize(
    ("status", "reason", "fields"),
    [
        (PUBLISHED, "Wrong figures", set()),
        (PUBLISHED, "  ", {"reason"}),
        (PUBLISHED, "a" * 11 + "b" * 10, {"reason"}),
        (DRAFT, "Wrong", {""}),
        (WITHDRAWN, "Wrong", {""}),
    ],
)
def test_withdrawal_problems(status, reason, fields):
    assert set(withdrawal_problems(status=status, reason=reason, longest=20)) == fields


@pytest.mark.parametrize("title", ["Create", "Agenda", "Front sheet", "Information sheet"])
def test_paper_slug_leaves_the_portals_own_words_alone(title):
    assert paper_slug(title, Access.PUBLIC, []) == f"{title.lower().replace(' ', '-')}-2"
