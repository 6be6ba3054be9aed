"""Periods and figures as they stand in tables: read, read with a notice, or refused because they could mean two."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from performance.rules.numbers import Kind, NotAFigure, read_figure
from performance.rules.periods import NotAPeriod, between, fit, looks_like_period, read_period

COUNT, PERCENT, POUNDS = Kind("count", "number"), Kind("level", "percent"), Kind("level", "pounds")
SHARE, LEVEL, RATES = Kind("share", "percent"), Kind("level", "number"), Kind("level", "ratio")

MEANT = {
    "Dec 2021": ("2021-12-01", "2021-12-31"),
    "December 2021": ("2021-12-01", "2021-12-31"),
    "dec-2021": ("2021-12-01", "2021-12-31"),
    "2021 DEC": ("2021-12-01", "2021-12-31"),
    "2021-12": ("2021-12-01", "2021-12-31"),
    "12/2021": ("2021-12-01", "2021-12-31"),
    "Dec 2021 [note 3]": ("2021-12-01", "2021-12-31"),
    "Q3 2021/22": ("2021-10-01", "2021-12-31"),
    "2021/22 Q4": ("2022-01-01", "2022-03-31"),
    "Quarter 1 2021-22": ("2021-04-01", "2021-06-30"),
    "Oct-Dec 2021": ("2021-10-01", "2021-12-31"),
    "October to December 2021": ("2021-10-01", "2021-12-31"),
    "Nov – Jan 2022": ("2021-11-01", "2022-01-31"),
    "quarter ending December 2021": ("2021-10-01", "2021-12-31"),
    "year ending December 2021": ("2021-01-01", "2021-12-31"),
    "12 months to Mar 2022": ("2021-04-01", "2022-03-31"),
    "2021/22": ("2021-04-01", "2022-03-31"),
    "2021-22": ("2021-04-01", "2022-03-31"),
    "FY 2011/12": ("2011-04-01", "2012-03-31"),
    "Apr 2021 - Mar 2022": ("2021-04-01", "2022-03-31"),
    "2021": ("2021-01-01", "2021-12-31"),
    "March 2022 (up to 06/03)": ("2022-03-01", "2022-03-06"),
    "up to 6 Mar 2022": ("2022-03-01", "2022-03-06"),
    "1-6 March 2022": ("2022-03-01", "2022-03-06"),
    "1 Mar 2022 to 6 Mar 2022": ("2022-03-01", "2022-03-06"),
    "2021-12-01 to 2021-12-31": ("2021-12-01", "2021-12-31"),
}


@pytest.mark.parametrize("text", MEANT)
def test_a_period_is_read_as_it_is_written(text):
    found = read_period(text)
    assert (found.started_on.isoformat(), found.ended_on.isoformat()) == MEANT[text]


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("March (up to 06/03)", "2022", ("2022-03-01", "2022-03-06")),
        ("March (up to 06/03)", "2021/22", ("2022-03-01", "2022-03-06")),
        ("April", "2021/22", ("2021-04-01", "2021-04-30")),
        ("March", "2021/22", ("2022-03-01", "2022-03-31")),
        ("Q3", "2021/22", ("2021-10-01", "2021-12-31")),
        ("Oct-Dec", "2021", ("2021-10-01", "2021-12-31")),
    ],
)
def test_a_year_in_a_column_of_its_own_is_taken_in(text, year, expected):
    found = read_period(text, year=year)
    assert (found.started_on.isoformat(), found.ended_on.isoformat()) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dec-21", "has a year of two figures"), ("31/12/21", "has a year of two figures"),
        ("Oct-Dec 21", "has a year of two figures"), ("21/22", "has a year of two figures"),
        ("Q3 2021", "may be a quarter of the calendar or the financial year"),
        ("2011-12", "may be a month or a financial year"), ("March (up to 06/03)", "does not say which year"),
        ("March 2022 (up to 35/03)", "names a day that the month does not have"), ("Robbery", "is not a period"),
        ("2021/23", "is not a period"), ("", "Enter the period"),
    ],
)  # fmt: skip
def test_what_could_mean_two_periods_or_none_is_refused(text, words):
    with pytest.raises(NotAPeriod, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_period(text)


def test_a_layout_may_say_that_short_years_are_of_this_century():
    found = read_period("Dec-21", short_years=True)
    assert (found.started_on, bool(found.notice)) == (date(2021, 12, 1), True)


def test_how_often_a_measure_is_reported_tells_two_meanings_apart():
    assert read_period("2011-12", frequency="month").started_on == date(2011, 12, 1)
    assert read_period("2011-12", frequency="year").started_on == date(2011, 4, 1)


def test_marks_give_the_state():
    assert (read_period("Dec 2021 [p]").state, read_period("Dec 2021 (r)").state) == ("provisional", "revised")


def test_a_heading_that_is_refused_is_still_meant_as_a_period():
    assert [looks_like_period(text) for text in ("Dec-21", "Q3 2021", "Total", "Dec 2021")] == [True, True, False, True]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["%b %Y", "%B %Y", "%Y-%m", "%m/%Y", "%Y %b", "%b-%Y"]))
def test_every_month_in_every_writing_is_that_month(day, form):
    found = read_period(day.strftime(form), frequency="month")
    first = day.replace(day=1)
    assert (found.started_on, found.ended_on) == (first, first + relativedelta(months=1) - timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "frequency", "expected"),
    [
        ("2021-12-01", "month", ("2021-12-01", "2021-12-31", False)),
        ("31/12/2021", "quarter", ("2021-10-01", "2021-12-31", False)),
        ("1-6 March 2022", "month", ("2022-03-01", "2022-03-06", True)),
        ("Jan 2022", "quarter", ("2022-01-01", "2022-01-31", True)),
    ],
)
def test_a_period_is_fitted_to_how_often_the_measure_is_reported(text, frequency, expected):
    found = fit(read_period(text, frequency=frequency), frequency)
    assert (found.started_on.isoformat(), found.ended_on.isoformat(), found.is_partial) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021/22", "longer than that of the measure"),
        ("15/12/2021", "in the midst"),
        ("6 Mar 2022 to 31 Mar 2022", "in the midst"),
    ],
)
def test_a_period_that_a_measure_does_not_have_is_refused(text, words):
    with pytest.raises(NotAPeriod, match=words):
        fit(read_period(text), "month")


def test_days_in_two_columns_are_a_period():
    assert between("01/12/2021", "2021-12-31").ended_on == date(2021, 12, 31)
    for first, last in (("01/12/21", "31/12/21"), ("2021-12-31", "2021-12-01"), ("soon", "later")):
        with pytest.raises(NotAPeriod):
            between(first, last)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1204", COUNT, "1204"), ("1,204", COUNT, "1204"), ("1\u00a0204", COUNT, "1204"), ("3.7%", PERCENT, "3.7"),
        ("£1,204.50", POUNDS, "1204.5"), ("\u22125", LEVEL, "-5"), ("0.73", RATES, "0.73"), ("1.204", RATES, "1.204"),
        ("12 [p]", COUNT, "12"), ("0.12345", RATES, "0.1234"), ("12", SHARE, "12"),
    ],
)  # fmt: skip
def test_a_figure_is_read_whatever_it_wears(text, kind, value):
    assert read_figure(text, kind).value == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "..", "[x]", "[c]", "n/a", " "])
def test_a_cell_may_say_that_there_is_no_figure(text):
    found = read_figure(text, COUNT)
    assert (found.value, len(found.notices)) == (None, 1)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("1.204", COUNT, "“1.204” is a text. Write 1204 or 1.204 as a number"), ("1.5", COUNT, "is not whole"),
        ("-3", COUNT, "must not be below 0"), ("120", PERCENT, "between 0 and 100"), ("3.7%", COUNT, "not in per cent"),
        ("27%", SHARE, "Write the count, not a percentage"), ("£5", COUNT, "not in pounds"), ("#REF!", COUNT, "gives #REF!"),
        ("1.204,00", LEVEL, "comma before the decimals"), ("(12)", LEVEL, "in brackets"), ("1.2E+05", COUNT, "shortened number"),
        ("about 12", COUNT, "is not a number"), ("<5", COUNT, "is not a number"), ("9999999999999", COUNT, "too large"),
    ],
)  # fmt: skip
def test_a_figure_that_is_none_or_could_be_two_is_refused(text, kind, words):
    with pytest.raises(NotAFigure) as refusal:
        read_figure(text, kind)
    assert words in refusal.value.words


def test_a_text_in_a_file_that_knows_numbers_is_refused_where_it_could_be_two():
    with pytest.raises(NotAFigure, match="as a number"):
        read_figure("1.204", LEVEL, is_text=True, is_typed=True)
    assert read_figure("12.5", LEVEL, is_text=True, is_typed=True).notices


def test_a_share_of_one_that_is_shown_as_per_cent_is_read_as_it_is_shown():
    assert read_figure("0.037", PERCENT, is_typed=True, is_percent=True).value == Decimal("3.7")


@given(st.decimals(0, 10**9, places=4))
def test_every_number_comes_back_with_and_without_commas(value):
    assert read_figure(f"{value:f}", RATES, is_typed=True).value == value
    assert read_figure(f"{value:,f}", RATES, is_typed=True).value == value
