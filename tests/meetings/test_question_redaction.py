"""Personal data in what the public sends: found by line, marked, and kept out of the papers unless somebody says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.patterns import PERSONAL_DATA as ONE
from documents.intake.reading import PERSONAL_DATA as OTHER
from documents.services.personal import as_lines, personal_data
from meetings.services.questions.redaction import marked_lines, personal_data_problem
from tests.factories.questions import PublicQuestionFactory, QuestionSenderFactory

SENT = "Why is nobody there?\nThe hall is at BS3 4AB.\nRing me on 0117 496 0123 or write to robin@mail.example."


def test_files_and_texts_are_looked_through_with_one_set_of_patterns():
    assert ONE is OTHER


def test_each_find_says_where_it_stands():
    found = [(one.line, one.column, one.kind, one.words) for one in personal_data(SENT)]

    assert found == [
        (2, 16, "postcode", "BS3 4AB"),
        (3, 12, "phone", "0117 496 0123"),
        (3, 38, "email", "robin@mail.example"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whatever_ends_them(end):
    assert [one.line for one in personal_data(SENT.replace("\n", end))] == [2, 3, 3]


@pytest.mark.parametrize("words", ["bs3 4ab", "+44 117 496 0123", "(0117) 4960123", "07700 900123", "ROBIN@MAIL.EXAMPLE"])
def test_other_spellings_are_found(words):
    assert [one.words for one in personal_data(f"It is {words} there")] == [words]


@pytest.mark.parametrize(
    "words", ["In 2022 there were 1,255 reports", "Section 100A of 1972", "£30,797.50", "A4 and M5", "10:45am"]
)
def test_what_is_no_personal_data_is_let_be(words):
    assert personal_data(words) == []


def test_the_refusal_names_what_and_where():
    question = PublicQuestionFactory.build()

    said = personal_data_problem(question, words="a\nb\nring 0117 496 0123", name="Robin", reason="")
    several = personal_data_problem(question, words=SENT, name="Robin", reason="")

    assert said == {"published_words": "Take out the phone number on line 3, or say why it may stay"}
    assert several["published_words"] == (
        "Take out the postcode on line 2, the phone number on line 3 and the email address on line 3, or say why they may stay"
    )


def test_a_reason_lets_it_stay_and_a_name_is_looked_at_too():
    question = PublicQuestionFactory.build()

    assert personal_data_problem(question, words=SENT, name="Robin", reason="The hall’s own number") == {}
    assert personal_data_problem(question, words="Why?", name="robin@mail.example", reason="") == {
        "published_name": "Take out the email address from the name, or say why it may stay"
    }


def test_the_senders_own_number_is_found_however_it_is_spaced(db):
    question = PublicQuestionFactory()
    QuestionSenderFactory(question=question, email="robin@mail.example", phone="01632 960 001")

    problem = personal_data_problem(question, words="Call:\n0 1 6 3 2 - 9 6 0 - 0 0 1", name="Robin", reason="")

    assert problem == {"published_words": "Take out the sender’s own contact details on line 2, or say why it may stay"}


def test_marks_stand_around_the_words_that_were_found():
    lines = marked_lines(PublicQuestionFactory.build(), SENT)

    assert [line.number for line in lines] == [1, 2, 3]
    assert [(part.text, part.kind) for part in lines[2].parts] == [
        ("Ring me on ", ""), ("0117 496 0123", "phone"), (" or write to ", ""), ("robin@mail.example", "email"), (".", ""),
    ]  # fmt: skip


def test_what_runs_over_a_line_is_marked_on_both():
    lines = marked_lines(PublicQuestionFactory.build(), "ring 0117\n4960123 now")

    assert [[part.text for part in line.parts if part.kind] for line in lines] == [["0117"], ["4960123"]]


PIECES = st.lists(
    st.sampled_from(["\n", "\r\n", " ", "0117 496 0123", "a@b.example", "BS3 4AB", "word", "é", "<b>", "0117\n4960123"])
)


@given(PIECES)
def test_marked_lines_joined_again_are_the_words(pieces):
    text = "".join(pieces)
    lines = marked_lines(PublicQuestionFactory.build(), text)

    assert "\n".join("".join(part.text for part in line.parts) for line in lines) == as_lines(text)


@given(PIECES)
def test_taking_out_every_mark_leaves_nothing_to_find_of_whole_finds(pieces):
    """Each find is exactly what stands at its line and column."""
    text = as_lines("".join(pieces))
    lines = text.split("\n")

    for one in personal_data(text):
        rest = "\n".join([lines[one.line - 1][one.column - 1 :], *lines[one.line :]])
        assert rest.startswith(one.words)
