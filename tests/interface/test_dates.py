from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from interface.templatetags import dates


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        pytest.param("long_date", date(2022, 3, 17), "Thursday 17 March 2022", id="long"),
        pytest.param("short_date", date(2022, 3, 17), "17 Mar 2022", id="short"),
        pytest.param("day_date", date(2022, 3, 9), "Wed 9 Mar", id="deadline"),
        pytest.param("long_date", datetime(2022, 6, 30, 23, 30, tzinfo=UTC), "Friday 1 July 2022", id="london-day"),
        pytest.param("long_date", None, "", id="no-date"),
        pytest.param("clock_time", time(10, 45), "10:45am", id="morning"),
        pytest.param("clock_time", time(17), "5pm", id="full-hour"),
        pytest.param("clock_time", time(12), "noon", id="noon"),
        pytest.param("clock_time", time(0), "midnight", id="midnight"),
        pytest.param("clock_time", time(0, 5), "12:05am", id="after-midnight"),
        pytest.param("clock_time", time(12, 30), "12:30pm", id="after-noon"),
        pytest.param("clock_time", datetime(2022, 7, 1, 9, 0, tzinfo=UTC), "10am", id="summer-time"),
        pytest.param("money", Decimal(5000), "£5,000", id="whole-pounds"),
        pytest.param("money", Decimal("30797.50"), "£30,797.50", id="pence"),
        pytest.param("money", Decimal(-12), "\u2212£12", id="true-minus"),
        pytest.param("money", None, "", id="no-money"),
        pytest.param("file_size", 640, "640 bytes", id="bytes"),
        pytest.param("file_size", 290_400, "290 kB", id="kilobytes"),
        pytest.param("file_size", 2_100_000, "2.1 MB", id="megabytes"),
        pytest.param("file_size", 999_700, "1.0 MB", id="nearly-a-megabyte"),
    ],
)
def test_filter_says_it_in_our_words(name, value, words):
    assert getattr(dates, name)(value) == words


def test_money_takes_a_style():
    assert dates.money(Decimal(30797), "pence") == "£30,797.00"
    assert dates.money(Decimal(144_800_000), "millions") == "£144.8 million"


@pytest.mark.parametrize(
    ("first", "last", "screen", "paper"),
    [
        pytest.param(7, 22, "Pages 7 to 22", "(Pages 7 - 22)", id="several"),
        pytest.param(7, 7, "Page 7", "(Page 7)", id="one"),
        pytest.param(None, None, "", "", id="none"),
    ],
)
def test_page_range_reads_on_screen_and_paper(first, last, screen, paper):
    assert dates.page_range(first, last) == screen
    assert dates.print_range(first, last) == paper
