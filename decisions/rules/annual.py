"""A panel's own annual report: its years, and the figures of a year as tables. Pure: figures come as they were counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, Outcome
from interface.templatetags.dates import short_date
from meetings.choices import MeetingKind, ReviewStatus

LONGEST_YEAR = 731  # days: a report is of one year, or of two where a panel began in between


@dataclass(frozen=True)
class FigureTable:
    """A table of figures: its heading, caption, column headings and rows; the first cell of a row heads it.

    `empty` is said in its place where there are no rows, and `note` how the figures were counted.
    """

    title: str
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str = ""
    note: str = ""


def year_problems(started_on: date, ended_on: date, others: Sequence[tuple[date, date]]) -> dict[str, str]:
    """What is wrong with the days of a report's year, by field. `others` are the years of the body's other reports."""
    if ended_on <= started_on:
        return {"ended_on": _("The year must end after it starts")}
    if (ended_on - started_on).days > LONGEST_YEAR:
        return {"ended_on": _("An annual report is of one year. Check the last day")}
    if any(first <= ended_on and last >= started_on for first, last in others):
        return {"started_on": _("Another annual report covers some of these days. Choose others")}
    return {}


def publish_problems(report: Any, today: date) -> list[str]:
    """What keeps a report from being published. Every problem at once."""
    found = []
    if report.ended_on >= today:
        found.append(_("The year has not ended. Publish the report once it has, so that its figures are whole"))
    if not report.looking_back.strip():
        found.append(_("Say what the panel did: edit the report"))
    return found


def years_of(started_on: date, ended_on: date) -> str:
    """“2021/22”; a calendar year “2021”."""
    if started_on.year == ended_on.year:
        return str(started_on.year)
    return f"{started_on.year}/{ended_on.year % 100:02d}"


def percent(part: int, whole: int) -> str:
    """67.8%; “not known” of nothing."""
    return f"{part / whole * 100:.1f}%" if whole else _("not known")


def tables_of(figures: Mapping[str, Any]) -> list[FigureTable]:
    """The figures of a year as tables, in the order of the report."""
    return [_numbers(figures), _meetings(figures), _cases(figures), _reviews(figures)]


def _numbers(figures: Mapping[str, Any]) -> FigureTable:
    asked, advice, actions = figures["questions"], figures["recommendations"], figures["actions"]
    present, possible = _attendance(figures)
    rows = [
        (_("Meetings in public"), str(len(figures["meetings"]))),
        (_("Members present, of all places"), percent(present, possible)),
        (_("Questions from the public"), str(asked["question"])),
        (_("Statements from the public"), str(asked["statement"])),
        (_("Petitions"), str(asked["petition"])),
        (_("Of these answered"), str(asked["answered"])),
        (_("Recommendations made"), str(advice["made"])),
        (_("Recommendations with a response"), str(advice["answered"])),
        (_("Actions agreed"), str(actions["raised"])),
        (_("Actions closed"), str(actions["closed"])),
    ]
    note = _("Counted from the panel’s public records. Private business is not in these figures.")
    return FigureTable(_("The year in figures"), _("What the panel did, counted"), (_("What"), _("Number")), rows, note=note)


def _attendance(figures: Mapping[str, Any]) -> tuple[int, int]:
    known = [one for one in figures["meetings"] if one["possible"]]
    return sum(one["present"] for one in known), sum(one["possible"] for one in known)


def _meetings(figures: Mapping[str, Any]) -> FigureTable:
    rows = [
        (_day(one["on"]), str(MeetingKind(one["kind"]).label), _room(one["present"], one["possible"]))
        for one in figures["meetings"]
    ]
    note = _("Attendance is told from published minutes. A substitute counts in the place of the member they stood in for.")
    head = (_("Day"), _("Meeting"), _("Members present"))
    return FigureTable(
        _("Meetings"), _("Meetings in public, and who came"), head, rows, _("No meeting was held in public."), note
    )


def _room(present: int, possible: int) -> str:
    if not possible:
        return _("not published")
    return _("%(present)d of %(possible)d") % {"present": present, "possible": possible}


def _cases(figures: Mapping[str, Any]) -> FigureTable:
    rows = [(one["title"], str(CaseKind(one["kind"]).label), _ended(one)) for one in figures["cases"]]
    head = (_("Case"), _("Kind"), _("How it stands"))
    empty = _("No statutory case was public in the year.")
    return FigureTable(_("Statutory cases"), _("Cases that were open in the year, at its end"), head, rows, empty)


def _ended(case: Mapping[str, Any]) -> str:
    if not case["outcome"]:
        return _("in hand")
    return _("%(outcome)s, %(day)s") % {"outcome": Outcome(case["outcome"]).label, "day": _day(case["on"])}


def _reviews(figures: Mapping[str, Any]) -> FigureTable:
    rows = [(one["title"], str(ReviewStatus(one["status"]).label)) for one in figures["reviews"]]
    empty = _("The panel published no review of its own in the year.")
    return FigureTable(_("Reviews"), _("What the panel looked into of its own accord"), (_("Topic"), _("State")), rows, empty)


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))
