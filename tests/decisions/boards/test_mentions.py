"""Which decisions a text speaks of, however their numbers are printed."""

import pytest

from decisions.rules.mentions import read_mentions, title_words


def read(text):
    return [(one.printed, one.title) for one in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018/005 – Out of Court Disposals", ("2018/005", "Out of Court Disposals")),
        ("2018-005 - Out of Court Disposals", ("2018/005", "Out of Court Disposals")),
        ("2018–011 — Kenneth Steele House. The ceiling is £3.65 million.", ("2018/011", "Kenneth Steele House")),
        ("**2018/009 (Out of Court Disposals)** – to move to two tiers", ("2018/009", "Out of Court Disposals")),
        ("2018/008 (Multi-Force Shared Service (MFSS)) – costs", ("2018/008", "Multi-Force Shared Service (MFSS)")),
        ("- 2018/010: BT Wide Area Network", ("2018/010", "BT Wide Area Network")),
        ("4c. 2018/010 BT Wide Area Network", ("2018/010", "BT Wide Area Network")),
        ("Decision 5 of 2018: Vans", ("2018/005", "Vans")),
        ("Decision notice 2018/5 (Vans)", ("2018/005", "Vans")),
        ("[2018/012](/decisions/2018-012/) IBM Software; the term is a year", ("2018/012", "IBM Software")),
        ("(2018/012) IBM Software", ("2018/012", "IBM Software")),
        ("2018/012", ("2018/012", "")),
    ],
)
def test_read_mentions_reads_the_number_and_the_words_that_name_it(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Recruitment in 2018/19 is a priority",
        "The plan of 2018-2021 and that of 2016/2021",
        "The meeting of 2018-04-04, from 13:00",
        "The decision 2018/19 budgets for",
        "See decision 2018/004 of the earlier board",
        "The old lease, which supersedes 2017/044, ends",
        "",
    ],
)
def test_read_mentions_takes_no_year_day_or_pointer_for_a_decision(text):
    assert read(text) == []


def test_a_paragraph_that_begins_with_a_number_is_about_that_one():
    text = "2018/010 (BT Wide Area Network) – it takes the place of 2013/044 (Old network)\n\n2018/011 (Kenneth Steele House)"

    assert read(text) == [("2018/010", "BT Wide Area Network"), ("2018/011", "Kenneth Steele House")]


def test_every_number_counts_in_a_paragraph_that_begins_with_none():
    assert read("The board agreed 2018/012 (IBM Software) and 2018/013 (Vans).") == [
        ("2018/012", "IBM Software"),
        ("2018/013", "Vans"),
    ]


def test_a_decision_is_mentioned_once_with_its_title():
    assert read("The board took 2018/012.\n\n2018/012 (IBM Software) – agreed\n\n2018/012 (IBM software) – to be signed") == [
        ("2018/012", "IBM Software")
    ]


def test_a_quote_and_its_place_come_with_a_mention():
    (found,) = read_mentions("**2018-009** (Vans) – agreed", place="entry 7")

    assert (found.quote, found.literal, found.place) == ("2018-009 (Vans) – agreed", "2018-009", "entry 7")


def test_the_number_as_it_stands_leaves_out_the_word_before_it():
    assert [one.literal for one in read_mentions("Decision 5 of 2018: Vans\n\nDecision notice 2018/6 (Kennels)")] == [
        "5 of 2018",
        "2018/6",
    ]


def test_title_words_leave_out_what_says_nothing():
    assert title_words("The Williton Police Station") == title_words("Williton Stations") == {"williton", "station"}
    assert title_words("Gorsaf Tŷ’r Ffôn") == {"gorsaf", "ty", "r", "ffon"}
