import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.assembly.plan import Piece, item_ranges, plan_pages, printed_numbers


def papers(*pages, **facts):
    return [Piece(key=f"k{number}", title=f"Paper {number}", pages=count, **facts) for number, count in enumerate(pages)]


def ranges(placed):
    return [(entry.first, entry.last) for entry in placed]


def test_ranges_start_odd_and_end_even():
    assert ranges(plan_pages(papers(2, 3, 15, 1))) == [(1, 2), (3, 6), (7, 22), (23, 24)]


def test_screen_edition_leaves_fillers_out_and_keeps_numbers():
    placed = plan_pages(papers(1, 3, 2), fillers=False)
    assert ranges(placed) == [(1, 2), (3, 6), (7, 8)]
    assert [entry.sheet for entry in placed] == [0, 1, 4]
    assert printed_numbers(placed) == [1, 3, 4, 5, 7, 8]


def test_a_piece_that_is_not_recto_follows_at_once():
    pieces = [Piece("a", "Front", 1), Piece("b", "Agenda", 2, recto=False), Piece("c", "Report", 1)]
    assert ranges(plan_pages(pieces)) == [(1, 1), (2, 4), (5, 6)]


def test_editions_agree_on_public_numbers():
    public = papers(3, 5)
    private = Piece("x", "Private", 3, exempt=True, recto=False)
    assert ranges(plan_pages([*public, private]))[:2] == ranges(plan_pages(public))
    assert ranges(plan_pages([*public, private]))[2] == (11, 14)


def test_supplement_goes_on_from_the_last_number():
    assert ranges(plan_pages(papers(2), first=77)) == [(77, 78)]


@pytest.mark.parametrize(
    ("pieces", "first"),
    [
        (papers(0), 1),
        ([Piece("a", "A", 1), Piece("a", "B", 1)], 1),
        ([Piece("a", "A", 1, exempt=True), Piece("b", "B", 1)], 1),
        (papers(1), 2),
    ],
    ids=["no pages", "key twice", "public after exempt", "recto on even"],
)
def test_plan_refuses(pieces, first):
    with pytest.raises(ValueError):
        plan_pages(pieces, first=first)


def test_item_ranges_join_the_papers_of_an_item():
    pieces = [Piece("a", "A", 2, item_label="5"), Piece("b", "B", 1, item_label="5"), Piece("c", "C", 2)]
    assert item_ranges(plan_pages(pieces)) == {"5": (1, 4)}


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=20))
def test_every_number_once_and_every_recto_odd(shape):
    pieces = [Piece(str(i), str(i), pages, recto=recto or i == 0) for i, (pages, recto) in enumerate(shape)]
    placed = plan_pages(pieces)
    assert printed_numbers(placed) == list(range(1, placed[-1].last + 1))
    assert all(entry.first % 2 == 1 for entry in placed if entry.piece.recto)
    assert placed[-1].last % 2 == 0
