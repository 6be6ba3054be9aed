"""Decisions about what the public brings to question time: until when, how much, how long. No queries, no clock."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.clock import LONDON
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import QuestionKind
from panels import working_days
from panels.choices import Reckoning
from panels.working_days import CountedDay

# One side of A4 as a plain letter fills it: 12 point, margins of an inch. Of our making, no rule: panels say “one side”.
LINES_A_SIDE = 46
LETTERS_A_LINE = 88
# What a box of the form holds. Technical: a panel's own limits are local rules.
QUESTION_LETTERS = 2_000
TEXT_LETTERS = 10_000
SIGNATURES_MOST = 10_000_000
NAME_LETTERS = 120

# Marks that turn the direction of writing or have no width: what is read would differ from what is kept
_HIDING = (0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0)
_HIDING_RANGES = ((0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0xFFF9, 0xFFFC), (0xE0000, 0xE0080))
HIDDEN = frozenset([*_HIDING, *(one for first, end in _HIDING_RANGES for one in range(first, end))])
MARKS_MOST = 4  # accents on one letter
KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True)
class Closing:
    """When something of a kind can no longer be sent for a meeting, by the panel's own rule, and how the day is counted."""

    kind: str
    held_on: date
    day: date
    time: time | None
    moment: datetime
    provision: str
    counted: tuple[CountedDay, ...]

    def is_over(self, now: datetime) -> bool:
        """From the very moment on it is closed."""
        return now >= self.moment


def closing(kind: str, *, held_on: date, clear_days: int, closes_at: time | None, provision: str, nation: str) -> Closing:
    """The closing of a kind for a meeting on a day. `clear_days` lie between the last day and the meeting, neither counted;
    none means the working day before it. Without a time the last day counts to its end."""
    day = working_days.last_publication_day(held_on, clear_days, working_days.working_days_of(nation))
    end = datetime.combine(day, closes_at, LONDON) if closes_at else datetime.combine(day + timedelta(days=1), time(), LONDON)
    counted = tuple(working_days.counted(Reckoning.CLEAR_BEFORE, held_on, clear_days, nation))
    return Closing(kind, held_on, day, closes_at, end, provision, counted)


def together(closings: Iterable[Closing]) -> list[list[Closing]]:
    """The closings of a meeting, those side by side that close at one moment by one rule, in the order of the first."""
    groups: dict[tuple[datetime, str], list[Closing]] = {}
    for one in closings:
        groups.setdefault((one.moment, one.provision), []).append(one)
    return list(groups.values())


def closes_words(found: Closing, now: datetime, *more: str) -> str:
    """“Questions for Thursday 17 March 2022 close at 5pm on Friday 11 March 2022, in 2 days.”, or that they have closed.

    `more` are other kinds that close with it.
    """
    said = {"what": kinds_words(found.kind, *more), "meeting": long_date(found.held_on), "day": long_date(found.day)}
    said["time"] = clock_time(found.time) or _("the end of the day")
    if found.is_over(now):
        return _("%(what)s for %(meeting)s closed at %(time)s on %(day)s.") % said
    said["near"] = near_words(found.day, now.date())
    return _("%(what)s for %(meeting)s close at %(time)s on %(day)s, %(near)s.") % said


def closes_beside(found: Closing, now: datetime, *more: str) -> str:
    """“Questions close at 5pm on Friday 11 March.”: beside the date of the meeting, which has the year."""
    day, _space, year = long_date(found.day).rpartition(" ")
    said = {"what": kinds_words(found.kind, *more), "day": day if int(year) == found.held_on.year else f"{day} {year}"}
    said["time"] = clock_time(found.time) or _("the end of the day")
    if found.is_over(now):
        return _("%(what)s closed at %(time)s on %(day)s.") % said
    return _("%(what)s close at %(time)s on %(day)s.") % said


def near_words(day: date, today: date) -> str:
    """“today”, “tomorrow”, “in 3 days”: stands beside the date, never alone."""
    days = (day - today).days
    if days <= 0:
        return _("today")
    return _("tomorrow") if days == 1 else _("in %(days)d days") % {"days": days}


def closing_state(found: Closing, now: datetime) -> str:
    """The words of the tag beside it."""
    if found.is_over(now):
        return _("Closed")
    days = (found.day - now.date()).days
    if days <= 0:
        return _("Closes today")
    return _("Closes tomorrow") if days == 1 else ""


def kinds_words(*kinds: str) -> str:
    """“Questions”, “Questions and petitions”: kinds in the plural, at the beginning of a sentence."""
    names = {
        QuestionKind.QUESTION: _("Questions"),
        QuestionKind.STATEMENT: _("Statements"),
        QuestionKind.PETITION: _("Petitions"),
    }
    first, *others = [names[QuestionKind(kind)] for kind in kinds]
    if not others:
        return first
    *middle, last = [one.lower() for one in others]
    return _("%(first)s and %(last)s") % {"first": ", ".join([first, *middle]), "last": last}


def plain(text: str) -> str:
    """Words as they are kept: one kind of line break, composed letters, and no marks that hide or turn what is read.

    Accents beyond four on one letter go too: they are drawn over the lines around them.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    kept: list[str] = []
    marks = 0
    for letter in text.replace("\u2029", "\n"):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if ord(letter) not in HIDDEN and marks <= MARKS_MOST:
            kept.append(letter)
    return "".join(kept).strip()


def unreadable(text: str, *, one_line: bool = False) -> bool:
    """Whether a text holds characters that cannot be shown: controls, halves of characters, and line breaks where one line
    is asked for."""
    kept = "" if one_line else KEPT_CONTROLS
    return any(letter not in kept and unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)


def has_words(text: str) -> bool:
    """Whether a text has a letter or a figure in it, in any script."""
    return any(letter.isalnum() for letter in text)


def lines_of(text: str) -> int:
    """How many lines a text takes on A4, words kept whole where they fit."""
    return sum(_lines_of_paragraph(line) for line in text.expandtabs(4).splitlines())


def _lines_of_paragraph(paragraph: str) -> int:
    lines, used = 1, 0
    for word in paragraph.split():
        wanted = len(word) + (used > 0)
        if used + wanted <= LETTERS_A_LINE:
            used += wanted
            continue
        lines += used > 0
        lines += (len(word) - 1) // LETTERS_A_LINE
        used = (len(word) - 1) % LETTERS_A_LINE + 1
    return lines


def sides_of_a4(text: str) -> int:
    """How many sides of A4 a text takes, rounded up."""
    return -(-lines_of(text) // LINES_A_SIDE)


def statement_letters(sides: int | None) -> int:
    """The most letters that a statement can have: what so many sides hold when every line is full."""
    return TEXT_LETTERS if sides is None else sides * LINES_A_SIDE * LETTERS_A_LINE


def length_problem(kind: str, text: str, sides: int | None = None) -> str:
    """What is wrong with the length of a text; empty when nothing is."""
    most = {QuestionKind.QUESTION: QUESTION_LETTERS, QuestionKind.STATEMENT: statement_letters(sides)}.get(
        QuestionKind(kind), TEXT_LETTERS
    )
    if not has_words(text):
        return NOTHING_SAID[QuestionKind(kind)]()
    takes = sides_of_a4(text) if kind == QuestionKind.STATEMENT and sides is not None else 0
    if sides is not None and takes > sides:
        allowed = ngettext("%(sides)d side of A4", "%(sides)d sides of A4", sides) % {"sides": sides}
        words = _("Your statement takes about %(takes)d sides of A4. Shorten it to %(allowed)s")
        return words % {"takes": takes, "allowed": allowed}
    if len(text) > most:
        words = _("What you wrote must be %(most)s characters or fewer. Take out %(over)s characters")
        return words % {"most": f"{most:,}", "over": f"{len(text) - most:,}"}
    return ""


NOTHING_SAID = {
    QuestionKind.QUESTION: lambda: _("Enter your question"),
    QuestionKind.STATEMENT: lambda: _("Enter your statement"),
    QuestionKind.PETITION: lambda: _("Enter what the petition asks for"),
}


def cap_problem(*, most: int | None, had: int, sent: int) -> str:
    """What is wrong when somebody has sent so many questions for a meeting and now sends so many more."""
    if most is None or had + sent <= most:
        return ""
    may = ngettext("You can ask one question at a meeting.", "You can ask %(most)s questions at a meeting.", most)
    may = may % {"most": apnumber(most)}
    if had >= most:
        return _("%(may)s You have sent as many already") % {"may": may}
    over = had + sent - most
    remove = ngettext("Remove one", "Remove %(over)s", over) % {"over": apnumber(over)}
    return f"{may} {remove}"


def signatures_problem(signatures: int | None, least: int | None) -> str:
    """What is wrong with how many have signed a petition."""
    if signatures is None:
        return _("Enter how many people have signed")
    if not 1 <= signatures <= SIGNATURES_MOST:
        return _("Enter how many people have signed, as a number like 250")
    if least is not None and signatures < least:
        words = ngettext(
            "A petition to this panel needs %(least)d signature", "A petition to this panel needs %(least)d signatures", least
        )
        return words % {"least": least}
    return ""


def same_sender(email: str) -> str:
    """An email address as it is compared: small letters, and without what stands after a plus, which leads to the same box."""
    name, _at, host = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def sent_by(email: str, emails: Iterable[str]) -> int:
    """How many of these addresses are one sender's."""
    own = same_sender(email)
    return sum(same_sender(one) == own for one in emails)
