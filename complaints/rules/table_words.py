"""The words of older registers: headings, marks of pages, days, and what stands under "Recorded?" and "Live or Closed"."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from complaints.choices import CameTo, OutcomeKind
from complaints.choices import ComplaintStatus as State
from complaints.choices import StepKind as Kind
from interface.fields import parse_date

# The columns, under the words that the report of what is wrong has for them
COLUMNS: dict[str, Promise] = {
    "label": gettext_lazy("No."),
    "received": gettext_lazy("Date received"),
    "text": gettext_lazy("Summary"),
    "recorded": gettext_lazy("Recorded?"),
    "handler": gettext_lazy("Handled by"),
    "outcome": gettext_lazy("Outcome"),
    "state": gettext_lazy("Live or closed"),
    "holder": gettext_lazy("About whom"),
    "came_to": gettext_lazy("Made to"),
}
NEEDED = ("received", "text")
LONGEST = {"label": 20, "handler": 120, "outcome": 300}
NAMES = {
    "label": "no|number|num|printed number|printed no|ref|reference|complaint no|complaint number|log no",
    "received": "date rcvd log no|date rcvd|date recd|date received|date received log no|received|date|date of receipt|rcvd"
    "|day received",
    "text": "summary of complaint or allegation|summary of complaint|summary of allegation|summary|complaint|allegation"
    "|allegations|complaint or allegation|summary of complaint allegation|details|nature of complaint",
    "recorded": "recorded|recorded y n|recorded yes no",
    "handler": "handled by|handler|dealt with by|handling",
    "outcome": "outcome|result|outcome action",
    "state": "live or closed|live closed|state|status|open or closed|open closed",
    "holder": "about whom|office holder|about|complaint about|against|against whom",
    "came_to": "made to|to whom|to whom made|received via|route",
}
KNOWN = {alias: name for name, aliases in NAMES.items() for alias in aliases.split("|")}

PAGE = re.compile(r"\bpage\s+\d+\b(?:\s+of\s+\d+)?", re.IGNORECASE)
LABEL = re.compile(r"(?:no\.?\s*)?(\d{1,6}[a-z]?)\s*[.):]?", re.IGNORECASE)
GROUP = re.compile(r"\b(?:complaints?|conduct\s+matters?)\b.*\b(?:against|about)\b", re.IGNORECASE | re.DOTALL)
DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\.?,?\s+\d{2,4}",
    re.IGNORECASE,
)
ROUTES = (
    (re.compile(r"^\W*(?:direct )?(?:to|via) (?:the )?panel\b", re.IGNORECASE), CameTo.PANEL),
    (re.compile(r"^\W*(?:via|through|from) (?:the )?iopc\b|^\W*iopc\b", re.IGNORECASE), CameTo.IOPC),
    (re.compile(r"^\W*(?:direct )?(?:to|via) (?:the )?(?:pcc|opcc|office|commissioner)\b", re.IGNORECASE), CameTo.OFFICE),
)
PLACES = {"panel": CameTo.PANEL, "iopc": CameTo.IOPC, "pcc": CameTo.OFFICE, "opcc": CameTo.OFFICE, "office": CameTo.OFFICE}


@dataclass(frozen=True)
class DayRead:
    """A day, the words in which it stood, and their style, such as DD.MM.YY."""

    day: date
    raw: str
    style: str


def column_of(heading: str) -> str:
    """The column that a heading means; empty where we know none."""
    return KNOWN.get(" ".join(re.sub(r"[^a-z]+", " ", heading.casefold()).split()), "")


def label_of(cell: str) -> tuple[str, bool]:
    """The printed number of a cell, and whether the mark of a page stands where it was."""
    rest = PAGE.sub("", cell).strip()
    if not rest:
        return "", bool(cell.strip())
    found = LABEL.fullmatch(rest)
    return (found.group(1) if found else rest), False


def is_group(words: str, *, is_label: bool) -> bool:
    """Whether words are the heading of a group ("COMPLAINTS AGAINST FORMER …"); in the column of summaries only in capitals."""
    return bool(GROUP.search(words)) and (is_label or "AGAINST" in words)


def read_day(cell: str) -> DayRead | None:
    """The first day that a cell holds, beside the number of a log for instance; days come before months. None without one."""
    for found in DAY.finditer(cell):
        raw = found.group()
        if (day := parse_date(re.sub(r"\s*([./-])\s*", r"\1", raw))) is not None:
            return DayRead(day, " ".join(cell.split())[:80], _style(raw))
    return None


def _style(raw: str) -> str:
    if re.match(r"\d{4}-", raw):
        return "YYYY-MM-DD"
    parts = re.split(r"\s*([./-])\s*", raw)
    if len(parts) == 5:  # day, mark, month, mark, year
        return f"DD{parts[1]}MM{parts[3]}{'Y' * len(parts[4])}"
    return "D Month " + "Y" * len(raw.split()[-1])


def was_recorded(cell: str) -> bool | None:
    """What stands under "Recorded?"; None where it is neither yes nor no."""
    word = cell.strip().casefold()
    if re.match(r"y(es)?\b", word):
        return True
    return False if re.match(r"no?\b(?!t known)", word) else None


def ended(cell: str) -> Kind | None:
    """How a complaint is over: closed or withdrawn; None for one that is live, and where the register does not say."""
    word = cell.strip().casefold()
    if word.startswith("withdrawn"):
        return Kind.WITHDRAW
    return Kind.CLOSE if re.match(r"(closed?|completed?|ended|finished|resolved)\b", word) else None


def is_live(cell: str) -> bool:
    """Whether it says so itself."""
    return bool(re.match(r"(live|open|ongoing|in progress|current)\b", cell.strip().casefold()))


def came_to(cell: str, text: str) -> CameTo | None:
    """To whom a complaint was made, by its own column or the first words of its summary ("Direct to PCC:"); None if unsaid."""
    said = next((place for word, place in PLACES.items() if word in cell.casefold().split()), None)
    return said or next((place for words, place in ROUTES if words.match(text)), None)


def outcome_of(printed: str) -> OutcomeKind:
    """The lawful outcome behind printed words where it can be told. "Local resolution" is a term of police complaints: what was
    done by way of it counts. An apology is not told from words: the office holder must have agreed to it (regulation 28)."""
    words = printed.casefold()
    if "explanation" in words and "local resolution" in words:
        return OutcomeKind.EXPLANATION
    return OutcomeKind.OTHER


def route_of(recorded: bool | None, over: Kind | None) -> list[tuple[Kind, str, State]]:
    """The steps that a printed line tells of, each with the states that it leads from and to."""
    route: list[tuple[Kind, str, State]] = [(Kind.RECEIVE, "", State.RECEIVED)]
    if recorded is not None:
        made = (Kind.RECORD, State.RECORDED) if recorded else (Kind.NOT_RECORD, State.NOT_RECORDED)
        route.append((made[0], State.RECEIVED, made[1]))
    if over is not None:
        route.append((over, route[-1][2], State.WITHDRAWN if over == Kind.WITHDRAW else State.CLOSED))
    return route
