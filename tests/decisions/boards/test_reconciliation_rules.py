"""Agenda, minutes and register side by side: every planted difference is found, and none where there is none."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.choices import Agreement, BoardSide
from decisions.rules.reconciliation import Correction, Mention, RegisterLine, agreed, reconcile

# The numbers and titles of the board of 4 April 2018, as its agenda and its minutes have them
AGENDA = [
    ("2018/005", "Out of Court Disposals"),
    ("2018/006", "Williton Police Station"),
    ("2018/007", "Shepton Mallet Police Station"),
    ("2018/008", "MFSS"),
    ("2018/010", "BT Wide Area Network"),
    ("2018/011", "Kenneth Steele House"),
]
MINUTES = [
    ("2018/009", "Out of Court Disposals"),
    ("2018/006", "Shepton Mallet Station"),
    ("2018/007", "Williton Police Station"),
    ("2018/010", "BT Wide Area Network"),
    ("2018/011", "Kenneth Steele House"),
    ("2018/012", "IBM Software"),
]
REGISTER = [*AGENDA, ("2018/012", "IBM Software")]


def mentions(pairs):
    return [Mention(printed, title) for printed, title in pairs]


def register(pairs, *, expected=True):
    return [RegisterLine(reference, title, expected) for reference, title in pairs]


def result(rows):
    return [(row.key, row.agreement) for row in rows]


def test_the_board_of_april_2018_differs_in_five_decisions_of_seven():
    rows = reconcile(mentions(AGENDA), mentions(MINUTES), register(REGISTER))

    assert result(rows) == [
        ("2018-005", Agreement.RENUMBERED),
        ("2018-006", Agreement.SWAPPED),
        ("2018-007", Agreement.SWAPPED),
        ("2018-008", Agreement.MISSING),
        ("2018-010", Agreement.MATCHED),
        ("2018-011", Agreement.MATCHED),
        ("2018-012", Agreement.NEW),
    ]
    assert agreed(rows) == (2, 7)


def test_the_same_is_found_without_a_register():
    rows = reconcile(mentions(AGENDA), mentions(MINUTES), [])

    assert [row.agreement for row in rows[:4]] == [
        Agreement.RENUMBERED, Agreement.SWAPPED, Agreement.SWAPPED, Agreement.MISSING
    ]  # fmt: skip
    assert all("It is not in the register." in row.words for row in rows)


def test_each_difference_says_who_has_which_number():
    words = {row.key: row.words for row in reconcile(mentions(AGENDA), mentions(MINUTES), register(REGISTER))}

    assert words["2018-005"] == ("The minutes have 2018/009, agenda and register 2018/005.",)
    assert words["2018-006"] == ("It has exchanged numbers with “Shepton Mallet Police Station” in the minutes: 2018/007 there.",)
    assert words["2018-008"] == ("It is not in the minutes.",)
    assert words["2018-012"] == ("It is not on the agenda.",)


def test_a_number_that_stands_for_another_matter_is_not_the_same_decision():
    rows = reconcile(mentions([("2018/008", "MFSS")]), mentions([("2018/008", "Kennels")]), register([("2018/008", "MFSS")]))

    assert result(rows) == [("2018-008", Agreement.MISSING), ("minutes-2018-008", Agreement.NEW)]


def test_a_number_without_a_title_is_the_decision_of_that_number():
    rows = reconcile(mentions([("2018/008", "MFSS")]), mentions([("2018/008", "")]), register([("2018/008", "MFSS")]))

    assert result(rows) == [("2018-008", Agreement.MATCHED)]


def test_initials_name_the_same_matter():
    rows = reconcile(mentions([("2018/008", "Multi Force Shared Service")]), mentions([("2018/018", "MFSS")]), [])

    assert [row.agreement for row in rows] == [Agreement.RENUMBERED]


def test_a_decision_that_the_register_has_on_the_board_is_missing_from_both():
    rows = reconcile([], [], register([("2018/008", "MFSS")]))

    assert [(row.agreement, row.words) for row in rows] == [
        (Agreement.MISSING, ("It is not on the agenda.", "It is not in the minutes."))
    ]


def test_decisions_of_other_boards_do_not_count_by_a_likeness():
    other = register([("2017/031", "Out of Court Disposals pilot"), ("2017/032", "Vans")], expected=False)
    pairs = [("2018/005", "Out of Court Disposals")]

    rows = reconcile(mentions(pairs), mentions(pairs), [*register(pairs), *other])

    assert result(rows) == [("2018-005", Agreement.MATCHED)]


def test_nothing_is_missing_from_minutes_that_are_not_there_yet():
    rows = reconcile(mentions(AGENDA), None, register(AGENDA))

    assert {row.agreement for row in rows} == {Agreement.MATCHED}


def test_a_correction_settles_its_own_row_alone():
    made = [Correction(BoardSide.MINUTES, "2018/007", "Williton Police Station", "2018/006")]

    rows = reconcile(mentions(AGENDA), mentions(MINUTES), register(REGISTER), made)

    assert [row.agreement for row in rows[1:3]] == [Agreement.CORRECTED, Agreement.SWAPPED]
    assert agreed(rows) == (3, 7)


def test_what_a_side_left_out_is_corrected_too():
    made = [Correction(BoardSide.MINUTES, "", "", "2018/008"), Correction(BoardSide.AGENDA, "", "", "2018/012")]

    rows = {row.key: row for row in reconcile(mentions(AGENDA), mentions(MINUTES), register(REGISTER), made)}

    assert rows["2018-008"].agreement == rows["2018-012"].agreement == Agreement.CORRECTED


def test_a_correction_puts_words_that_nobody_would_match_with_their_decision():
    made = [Correction(BoardSide.MINUTES, "2018/030", "Kennels", "2018/008")]

    rows = reconcile(
        mentions([("2018/008", "MFSS")]), mentions([("2018/030", "Kennels")]), register([("2018/008", "MFSS")]), made
    )

    assert result(rows) == [("2018-008", Agreement.CORRECTED)]


def test_a_correction_of_a_number_that_no_longer_stands_there_is_not_used():
    made = [Correction(BoardSide.MINUTES, "2018/009", "MFSS", "2018/008")]
    pairs = [("2018/008", "MFSS")]

    (row,) = reconcile(mentions(pairs), mentions(pairs), register(pairs), made)

    assert (row.agreement, row.corrections) == (Agreement.MATCHED, ())


# Planted differences, and clean meetings ------------------------------------------------------------------------------

NAMES = [
    "Williton", "Shepton", "Kenneth", "Gordano", "Minehead", "Radstock", "Yeovil", "Keynsham", "Patchway", "Nailsea", "Clevedon",
    "Frome", "Taunton", "Burnham", "Chard", "Wells",
]  # fmt: skip
KINDS = ["Police Station", "Station lease", "Custody contract", "Network", "House", "Software licence", "Vehicles"]


@st.composite
def boards(draw):
    """A clean meeting: between two and ten decisions, each with a title of its own."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=10, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(names), max_size=len(names)))
    numbers = draw(st.lists(st.integers(1, 60), min_size=len(names), max_size=len(names), unique=True))
    pairs = zip(sorted(numbers), names, kinds, strict=True)
    return [Mention(f"2018/{number:03d}", f"{name} {kind}") for number, name, kind in pairs]


def said_otherwise(mention, draw):
    """The same title as another hand writes it."""
    forms = [str, str.upper, lambda title: title.replace("Police Station", "Station"), lambda title: f"The {title}"]
    return replace(mention, title=draw(st.sampled_from(forms))(mention.title))


def lines_of(board):
    return [RegisterLine(one.printed, one.title, is_expected=True) for one in board]


@settings(max_examples=150, deadline=None)
@given(boards(), st.data())
def test_nothing_is_found_in_a_clean_meeting(board, data):
    minutes = data.draw(st.permutations([said_otherwise(one, data.draw) for one in board]))

    rows = reconcile(board, minutes, lines_of(board))

    assert [row.agreement for row in rows] == [Agreement.MATCHED] * len(board)


@settings(max_examples=250, deadline=None)
@given(boards(), st.data())
def test_every_planted_difference_is_found_and_nothing_else(board, data):
    minutes, planted = list(board), {one.title: Agreement.MATCHED for one in board}
    order = data.draw(st.permutations(range(len(board))))
    for at in order[:2]:
        match data.draw(st.sampled_from(["renumber", "drop", "leave"])):
            case "renumber":
                minutes[at] = replace(minutes[at], printed=f"2018/{100 + at:03d}")
                planted[board[at].title] = Agreement.RENUMBERED
            case "drop":
                minutes[at] = None
                planted[board[at].title] = Agreement.MISSING
    if len(order) >= 4 and data.draw(st.booleans()):
        one, other = order[2:4]
        minutes[one], minutes[other] = (
            replace(minutes[one], printed=board[other].printed),
            replace(minutes[other], printed=board[one].printed),
        )
        planted |= {board[one].title: Agreement.SWAPPED, board[other].title: Agreement.SWAPPED}
    if data.draw(st.booleans()):
        minutes.append(Mention("2018/200", "IBM Mainframe"))
        planted["IBM Mainframe"] = Agreement.NEW
    said = data.draw(st.permutations([said_otherwise(one, data.draw) for one in minutes if one is not None]))
    known = [*lines_of(board), RegisterLine("2018/200", "IBM Mainframe")]

    rows = reconcile(board, said, known)

    titled = {title.casefold(): agreement for title, agreement in planted.items()}
    assert {row.title.casefold(): row.agreement for row in rows} == titled
