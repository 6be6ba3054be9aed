"""Periods as people write them in tables: Dec 2021, Q3 2021/22, Oct-Dec 2021, March (up to 06/03), year ending December 2021.

A text that could mean two periods is refused with what to write instead. A year of two figures is read only where the layout
says so, and then with a notice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from interface.fields import month_number, parse_date
from performance.choices import FigureState, Frequency

MONTHS_OF = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.YEAR: 12}
YEAR_BEGINS = 4  # April, of financial years

_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NOTE = re.compile(r"\s*[\[(](?:note|notes|footnote)?\s*\d+(?:\s*,\s*\d+)*[\])]$")
_MARK = re.compile(r"\s*[\[(](p|r|provisional|revised)[\])]")
_SHORT_AFTER_NAME = re.compile(rf"\b({_NAME})([\s/'’-]+)(\d\d)(?![\d/.]|\s+\d{{4}}|\s+[a-z])")
_SHORT_IN_DATE = re.compile(r"\b(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?!\d)")
_SHORT_FINANCIAL = re.compile(r"(?<![\d/.-])(\d\d)([/-])(\d\d)$")
_FINANCIAL = re.compile(r"(?:fy|financial year)?\s*(\d{4})\s*([/-])\s*(\d{4}|\d{2})")
_QUARTER = re.compile(r"(?:q|quarter|qtr)\s*([1-4])")
_UP_TO = re.compile(
    rf"({_NAME})(?:\s+(\d{{4}}))?,?\s*\(?(?:up to|to|until)\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:[\s/.-]+(\d{{1,2}}|{_NAME}))?"
    r"(?:[\s/.-]+(\d{4}))?\)?"
)
_ENDING = re.compile(r"(?:(year|quarter|ye|month)|(\d{1,2}) months)(?:\s+(?:ending|ended|to|ending in|in))?\s+(?:the\s+)?(.+)")
_DAYS_OF_MONTH = re.compile(rf"(\d{{1,2}})\s*-\s*(\d{{1,2}})\s+({_NAME})\s+(\d{{4}})")
_MONTHS = re.compile(rf"({_NAME})(?:\s*(\d{{4}}))?\s*(?:-|to)\s*({_NAME})\s*(\d{{4}})")
_ISO_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})t00:00:00.*")


class NotAPeriod(ValueError):
    """A text is no period, or could be two: `words` say what to write. `is_like` when it was meant as one."""

    def __init__(self, words: str, *, is_like: bool = False) -> None:
        super().__init__(words)
        self.words, self.is_like = words, is_like


@dataclass(frozen=True)
class Period:
    """Both days included. `is_day` where only one day was written, which may stand for a whole month."""

    started_on: date
    ended_on: date
    is_day: bool = False
    is_partial: bool = False
    state: str = ""
    notice: str = ""


def read_period(text: str, *, year: str = "", frequency: str = "", short_years: bool = False) -> Period:
    """The period that a text means. `year` is what stands beside it in a column of its own, as “2022” or “2021/22”; `frequency`
    tells 2011-12 apart, which is a month to one and a financial year to another. Raises NotAPeriod."""
    plain, state = _plain(text)
    if not plain:
        raise NotAPeriod(_("Enter the period, like Dec 2021"))
    plain, notice = _whole_years(text, plain, short_years)
    if year.strip() and not re.search(r"\d{4}", plain):
        plain = _with_year(plain, _whole_years(year, _plain(year)[0], short_years)[0])
    for read in _READERS:
        if found := read(plain, frequency):
            return replace(found, state=state, notice=notice)
    raise NotAPeriod(_("“%(text)s” is not a period. Write it like Dec 2021, Q3 2021/22 or Oct-Dec 2021") % {"text": text.strip()})


def looks_like_period(text: str, *, short_years: bool = False) -> bool:
    """Whether a heading is meant as a period, be it one that is refused."""
    try:
        read_period(text, short_years=short_years)
    except NotAPeriod as refusal:
        return refusal.is_like
    return True


def fit(period: Period, frequency: str) -> Period:
    """The period as one of a measure's: a month, quarter or year; a shorter one from its first day is partial. Raises NotAPeriod
    for one that is longer, or begins in its midst."""
    months = MONTHS_OF[Frequency(frequency)]
    if period.is_day:
        return _of_day(period, months)
    start, whole = period.started_on, _months_from(period.started_on, months)
    if start.day != 1:
        raise NotAPeriod(_("The period begins in the midst of a month. Begin it on the first day"))
    if period.ended_on > whole:
        words = _("The period is longer than that of the measure, which is reported %(often)s. Totals are worked out, not typed")
        raise NotAPeriod(words % {"often": str(Frequency(frequency).label).lower()})
    return replace(period, is_partial=period.is_partial or period.ended_on < whole)


def between(started_on: str, ended_on: str) -> Period:
    """The period between two days that stand in columns of their own. Raises NotAPeriod."""
    first, last = _day(started_on), _day(ended_on)
    if last < first:
        raise NotAPeriod(_("The period ends before it begins"))
    return Period(first, last)


def _day(text: str) -> date:
    plain = _ISO_STAMP.sub(r"\1", text.strip().lower())
    if _SHORT_IN_DATE.search(plain) or _SHORT_AFTER_NAME.search(plain):
        raise NotAPeriod(_("“%(text)s” has a year of two figures. Write the year in full") % {"text": text.strip()})
    found = parse_date(plain)
    if found is None:
        raise NotAPeriod(_("“%(text)s” is not a day. Write it like 31/12/2021 or 2021-12-31") % {"text": text.strip()})
    return found


def _of_day(period: Period, months: int) -> Period:
    day = period.started_on
    if day.day == 1:
        return replace(period, ended_on=_months_from(day, months), is_day=False)
    if (day + timedelta(days=1)).day == 1:
        return replace(period, started_on=_first(day) - relativedelta(months=months - 1), is_day=False)
    raise NotAPeriod(_("%(day)s is a day in the midst of a month. Write the period like Dec 2021") % {"day": day.isoformat()})


def _months_from(start: date, months: int) -> date:
    return start + relativedelta(months=months) - timedelta(days=1)


def _first(day: date) -> date:
    return day.replace(day=1)


# Reading ------------------------------------------------------------------------------------------------------------


def _plain(text: str) -> tuple[str, str]:
    """The text without notes and marks, and the state that a mark gives."""
    plain = " ".join(text.casefold().replace("–", "-").replace("—", "-").replace("\u2212", "-").split())
    plain = _NOTE.sub("", plain)
    state = ""
    if marked := _MARK.search(plain):
        state = FigureState.PROVISIONAL if marked[1].startswith("p") else FigureState.REVISED
        plain = _MARK.sub("", plain)
    return plain.strip(), state


def _whole_years(text: str, plain: str, short_years: bool) -> tuple[str, str]:
    """The text with years of four figures, and a notice where some had two."""
    whole = _SHORT_AFTER_NAME.sub(r"\1 20\3", plain)
    whole = _SHORT_IN_DATE.sub(r"\g<1>20\2", whole)
    found = _SHORT_FINANCIAL.search(whole)
    if found and int(found[3]) == (int(found[1]) + 1) % 100:
        whole = _SHORT_FINANCIAL.sub(r"20\1\2\3", whole)
    if whole == plain:
        return plain, ""
    if not short_years:
        words = _("“%(text)s” has a year of two figures. Write the year in full, or let the layout read it as of this century")
        raise NotAPeriod(words % {"text": text.strip()}, is_like=True)
    return whole, _("Years of two figures are taken to be of this century, as the layout says")


def _with_year(plain: str, year: str) -> str:
    """A month or quarter with the year of another column: of a financial year the one that the month falls in."""
    financial = _FINANCIAL.fullmatch(year)
    named = re.match(_NAME, plain)
    if financial and named and (number := month_number(named[0])):
        year = str(int(financial[1]) + (0 if number >= YEAR_BEGINS else 1))
    if (named and "to" in plain.split()) or "(" in plain:
        return re.sub(rf"^({_NAME})", rf"\1 {year}", plain)
    return f"{plain} {year}"


def _month(year: str, month: str) -> date | None:
    number = month_number(month)
    return date(int(year), number, 1) if number and 1900 <= int(year) <= 2200 else None


def _whole_month(first: date | None, months: int = 1) -> Period | None:
    return Period(first, _months_from(first, months)) if first else None


def _read_up_to(plain: str, frequency: str) -> Period | None:
    if opened := re.fullmatch(r"(?:up to|until|to) (.+)", plain):
        last = parse_date(opened[1])
        return Period(_first(last), last, is_partial=True) if last else None
    if not (found := _UP_TO.fullmatch(plain)):
        return None
    year = found[2] or found[5]
    if not year:
        words = _("“%(text)s” does not say which year. Write it like March 2022 (up to 06/03)")
        raise NotAPeriod(words % {"text": plain}, is_like=True)
    first = _month(year, found[1])
    if first is None or (found[4] and month_number(found[4]) != first.month):
        return None
    last = first + timedelta(days=int(found[3]) - 1)
    if last.month != first.month:
        raise NotAPeriod(_("“%(text)s” names a day that the month does not have") % {"text": plain}, is_like=True)
    return Period(first, last, is_partial=last < _months_from(first, 1))


def _read_ending(plain: str, frequency: str) -> Period | None:
    if not (found := _ENDING.fullmatch(plain)):
        return None
    months = int(found[2]) if found[2] else {"year": 12, "ye": 12, "quarter": 3, "month": 1}[found[1]]
    end = _read_month(found[3], frequency) or _read_day(found[3], frequency)
    if end is None or months < 1 or (end.ended_on + timedelta(days=1)).day != 1:
        return None
    return Period(_first(end.ended_on) - relativedelta(months=months - 1), end.ended_on)


def _read_quarter(plain: str, frequency: str) -> Period | None:
    found = _QUARTER.search(plain)
    if not found:
        return None
    rest = (plain[: found.start()] + plain[found.end() :]).strip(" ,-")
    if financial := _FINANCIAL.fullmatch(rest):
        if not _follows(financial[1], financial[3]):
            return None
        first = date(int(financial[1]), YEAR_BEGINS, 1) + relativedelta(months=3 * (int(found[1]) - 1))
        return _whole_month(first, 3)
    words = _("“%(text)s” may be a quarter of the calendar or the financial year. Write it like Q3 2021/22 or Oct-Dec 2021")
    raise NotAPeriod(words % {"text": plain}, is_like=True)


def _follows(first: str, second: str) -> bool:
    return int(second) % 100 == (int(first) + 1) % 100 and (len(second) == 2 or int(second) == int(first) + 1)


def _read_years(plain: str, frequency: str) -> Period | None:
    if re.fullmatch(r"\d{4}", plain):
        return _whole_month(_month(plain, "1"), 12)
    if not (found := _FINANCIAL.fullmatch(plain)):
        return None
    is_year = _follows(found[1], found[3])
    is_month = len(found[3]) == 2 and 1 <= int(found[3]) <= 12 and plain[:1].isdigit()
    if is_year and is_month and frequency not in (Frequency.MONTH, Frequency.YEAR):
        words = _("“%(text)s” may be a month or a financial year. Write it like Dec 2011 or Apr 2011 - Mar 2012")
        raise NotAPeriod(words % {"text": plain}, is_like=True)
    if is_month and not (is_year and frequency == Frequency.YEAR):
        return _whole_month(_month(found[1], found[3]))
    return _whole_month(date(int(found[1]), YEAR_BEGINS, 1), 12) if is_year else None


def _read_month(plain: str, frequency: str) -> Period | None:
    for pattern, year, month in (
        (rf"({_NAME})[\s/,-]*(\d{{4}})", 2, 1), (rf"(\d{{4}})[\s/,-]*({_NAME})", 1, 2), (r"(\d{1,2})/(\d{4})", 2, 1),
    ):  # fmt: skip
        if found := re.fullmatch(pattern, plain):
            return _whole_month(_month(found[year], found[month]))
    return None


def _read_day(plain: str, frequency: str) -> Period | None:
    day = parse_date(_ISO_STAMP.sub(r"\1", plain))
    return Period(day, day, is_day=True) if day else None


def _read_range(plain: str, frequency: str) -> Period | None:
    if days := _DAYS_OF_MONTH.fullmatch(plain):
        return _between_days(f"{days[1]} {days[3]} {days[4]}", f"{days[2]} {days[3]} {days[4]}")
    if months := _MONTHS.fullmatch(plain):
        last = _month(months[4], months[3])
        first = _month(months[2] or months[4], months[1])
        if first and last and not months[2] and first > last:
            first -= relativedelta(years=1)  # Nov - Jan 2022
        return Period(first, _months_from(last, 1)) if first and last and first <= last else None
    for parting in (" to ", " - "):
        first_text, found, last_text = plain.partition(parting)
        if found:
            return _between_days(first_text, last_text)
    return None


def _between_days(first_text: str, last_text: str) -> Period | None:
    first, last = (parse_date(_ISO_STAMP.sub(r"\1", text.strip())) for text in (first_text, last_text))
    return Period(first, last) if first and last and first <= last else None


_READERS: tuple[Callable[[str, str], Period | None], ...] = (
    _read_up_to, _read_ending, _read_quarter, _read_years, _read_month, _read_range, _read_day,
)  # fmt: skip
