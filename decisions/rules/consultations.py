"""A response to a consultation: what keeps it from being sent or published, and a table of answers as somebody pasted it."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import Agree, ConsultationStatus
from documents.choices import IntakeOutcome
from interface.templatetags.dates import long_date

COLUMNS = 4
LONGEST_QUESTION, LONGEST_TEXT, MOST_ROWS = 20, 10_000, 500
# What a first row that names its columns begins with
HEADINGS = frozenset({"question", "number", "no", "no.", "question number", "number of the question"})
NOTHING = frozenset({"", "-", "–", "none", "n/a"})


@dataclass(frozen=True)
class PastedAnswer:
    """A row of a pasted table, as it goes into the register."""

    question: str
    asked: str
    agrees: str
    text: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in a pasted table: the row as the spreadsheet counts it, the column in words, and why."""

    row: int
    column: str
    reason: str

    @property
    def words(self) -> str:
        """In one line, for the form."""
        said = {"row": self.row, "column": self.column, "reason": self.reason}
        return _("Row %(row)d, %(column)s: %(reason)s") % said


# A pasted table ---------------------------------------------------------------------------------------------------


def read_table(pasted: str, taken: Iterable[str]) -> tuple[list[PastedAnswer], list[Fault]]:
    """The answers of a table copied from a spreadsheet: number of the question, what is asked, answer on the scale, in words.
    Every fault is named; `taken` are the questions that have an answer already. With a fault nothing is to be kept."""
    try:
        rows = list(csv.reader(StringIO(pasted.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    except csv.Error:
        return [], [Fault(1, _("the table"), _("this cannot be read as a table. Copy it from the spreadsheet again"))]
    found: list[PastedAnswer] = []
    faults: list[Fault] = []
    seen = {plain(one) for one in taken}
    for number, cells in enumerate(rows, start=1):
        if not any(cell.strip() for cell in cells) or (number == 1 and plain(cells[0]) in HEADINGS):
            continue
        answer, wrong = _read_row(number, cells, seen)
        found.append(answer)
        faults += wrong
        seen.add(plain(answer.question))
    if len(found) > MOST_ROWS:
        words = _("a table holds up to %(most)d answers") % {"most": MOST_ROWS}
        faults.append(Fault(MOST_ROWS + 1, _("the table"), words))
    return found, faults


def _read_row(number: int, cells: Sequence[str], seen: set[str]) -> tuple[PastedAnswer, list[Fault]]:
    question, asked, scale, text = [*(cell.strip() for cell in cells), "", "", "", ""][:COLUMNS]
    agrees = agree_from(scale)
    answer = PastedAnswer(question, asked, agrees or "", text)
    checks = [
        (not question, _("number of the question"), _("enter it, like C1")),
        (len(question) > LONGEST_QUESTION, _("number of the question"), _("it must be 20 characters or fewer")),
        (bool(question) and plain(question) in seen, _("number of the question"), _("this question has an answer already")),
        (agrees is None, _("answer"), _("“%(words)s” is not on the scale, from Strongly agree to Strongly disagree") % {
            "words": scale[:LONGEST_QUESTION]
        }),
        (agrees == "" and not text, _("answer"), _("choose an answer, or write one")),
        (len(asked) > LONGEST_TEXT or len(text) > LONGEST_TEXT, _("text"), _("it must be 10,000 characters or fewer")),
        (len(cells) > COLUMNS and any(cell.strip() for cell in cells[COLUMNS:]), _("after the fourth column"), _(
            "a table has four columns: number, what is asked, answer, in words"
        )),
    ]  # fmt: skip
    return answer, [Fault(number, column, reason) for is_wrong, column, reason in checks if is_wrong]


def agree_from(words: str) -> str | None:
    """The answer that words mean (“Strongly Agree”, “neither”, “don't know”): empty for none, None for words not on the scale."""
    said = plain(words)
    if said in NOTHING:
        return ""
    known = {plain(str(one.label)): one.value for one in Agree} | {one.value.replace("-", " "): one.value for one in Agree}
    others = {"neither": Agree.NEITHER, "neutral": Agree.NEITHER, "don't know": Agree.NOT_KNOWN, "not sure": Agree.NOT_KNOWN,
              "agree strongly": Agree.STRONGLY_AGREE, "disagree strongly": Agree.STRONGLY_DISAGREE}  # fmt: skip
    value = known.get(said) or others.get(said)
    return str(value) if value else None


def plain(words: str) -> str:
    """Words without their case, doubled spaces and curly apostrophes, to compare them."""
    return re.sub(r"\s+", " ", words).strip().casefold().replace("’", "'")


# Sending and publishing ----------------------------------------------------------------------------------------------


def send_problems(consultation: Any, answers: int, responded_on: date, today: date) -> dict[str, str]:
    """Why a response cannot have been sent on a day, by field; an empty name for what is missing in the response itself."""
    if consultation.status != ConsultationStatus.OPEN:
        return {"": _("This response is recorded as sent already")}
    if not answers and not consultation.text.strip():
        return {"": _("There is no answer and no text yet. Write what the Commissioner says first")}
    if responded_on > today:
        return {"responded_on": _("The day it was sent must be today or earlier")}
    return {}


def late_words(consultation: Any) -> str:
    """That a response was sent after the consultation had closed; empty where it was not."""
    if consultation.responded_on is None or consultation.closes_on is None or consultation.responded_on <= consultation.closes_on:
        return ""
    return _("Sent after the consultation closed on %(day)s") % {"day": long_date(consultation.closes_on)}


def must_be_decided(file: Any) -> bool:
    """Whether somebody must say why a file may go out with what was found in it, before it does."""
    return file.removed_at is None and file.outcome == IntakeOutcome.REVIEW and not file.kept_why.strip()


def publish_problems(consultation: Any, files: Iterable[Any]) -> list[str]:
    """What keeps a response from being published, every problem at once."""
    found = []
    if consultation.status == ConsultationStatus.OPEN:
        found.append(_("The response is not sent. Record when it was sent first"))
    if consultation.status == ConsultationStatus.PUBLISHED:
        found.append(_("This response is public already"))
    for file in files:
        if must_be_decided(file):
            words = _("File %(number)d holds more than the eye sees. Take it out, or say why it may go out")
            found.append(words % {"number": file.number})
    return found


def fold_answers(answers: Sequence[Any]) -> list[tuple[str, int]]:
    """How often each answer on the scale was given, in the order of the scale; those never given are left out."""
    counts = [(str(one.label), sum(1 for row in answers if row.agrees == one.value)) for one in Agree]
    return [(label, count) for label, count in counts if count]
