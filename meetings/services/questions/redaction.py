"""Keeping personal data out of the papers: what was found in words, on which line, and what to do about it."""

import re
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from documents.intake.patterns import EMAIL, PHONE, POSTCODE
from documents.services.personal import PersonalData, as_lines, personal_data
from meetings.models import PublicQuestion

CONTACT = "contact"  # what the sender gave to be reached by, however it is spaced
NOT_A_FIGURE = re.compile(r"\D")
FEWEST_FIGURES = 7  # figures that make a telephone number recognisable


@dataclass(frozen=True)
class Part:
    """A run of a line; `kind` says what personal data it is, and is empty where it is none."""

    text: str
    kind: str = ""
    label: str = ""


@dataclass(frozen=True)
class Line:
    """One line as it was typed, with its number from 1."""

    number: int
    parts: tuple[Part, ...]


def label_of(kind: str) -> str:
    """What a find is called, with its article."""
    labels = {EMAIL: _("the email address"), PHONE: _("the phone number"), POSTCODE: _("the postcode")}
    return labels.get(kind, _("the sender’s own contact details"))


def found_in(question: PublicQuestion, words: str) -> list[PersonalData]:
    """Personal data in words about to enter the papers: what looks like it, and how the sender said to be reached."""
    found = personal_data(words)
    taken = {one.line for one in found}
    own = [one for one in _own_contact(question, words) if one.line not in taken]
    return sorted(found + own, key=lambda one: (one.line, one.column))


def personal_data_problem(question: PublicQuestion, *, words: str, name: str, reason: str) -> dict[str, str]:
    """What stands in the way of words and a name, by field; nothing once a reason is given.

    “Take out the phone number on line 3, or say why it may stay”.
    """
    if reason.strip():
        return {}
    problems = {}
    if found := found_in(question, words):
        named = [_("%(what)s on line %(line)d") % {"what": label_of(one.kind), "line": one.line} for one in found]
        what = get_text_list(list(dict.fromkeys(named)), _("and"))
        may_stay = _("Take out %(what)s, or say why it may stay") if len(set(named)) == 1 else _(
            "Take out %(what)s, or say why they may stay"
        )  # fmt: skip
        problems["published_words"] = may_stay % {"what": what}
    if in_name := personal_data(name):
        said = {"what": label_of(in_name[0].kind)}
        problems["published_name"] = _("Take out %(what)s from the name, or say why it may stay") % said
    return problems


def marked_lines(question: PublicQuestion, words: str) -> list[Line]:
    """Words line by line, with the personal data in them set apart: joined again they are the words."""
    text = as_lines(words)
    marks = _spans(text, found_in(question, words))
    lines, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number, tuple(_parts(line, offset, marks))))
        offset += len(line) + 1
    return lines


def _spans(text: str, found: list[PersonalData]) -> list[tuple[int, int, str]]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [(at := starts[one.line - 1] + one.column - 1, at + one.length, one.kind) for one in found]


def _parts(line: str, offset: int, marks: list[tuple[int, int, str]]) -> list[Part]:
    parts, at = [], 0
    for start, end, kind in marks:
        first, last = max(start - offset, at), min(end - offset, len(line))
        if first >= last:
            continue
        if first > at:
            parts.append(Part(line[at:first]))
        parts.append(Part(line[first:last], kind, label_of(kind)))
        at = last
    return [*parts, Part(line[at:])] if at < len(line) or not parts else parts


def _own_contact(question: PublicQuestion, words: str) -> list[PersonalData]:
    """Lines that hold the sender's own address or number in a spelling that looks like neither."""
    sender = getattr(question, "sender", None)
    if sender is None:
        return []
    email, figures = sender.email.lower(), NOT_A_FIGURE.sub("", sender.phone)
    found = []
    for number, line in enumerate(as_lines(words).split("\n"), start=1):
        has_email = email and email in line.lower()
        has_phone = len(figures) >= FEWEST_FIGURES and figures in NOT_A_FIGURE.sub("", line)
        if has_email or has_phone:
            found.append(PersonalData(number, 1, len(line), CONTACT, line))
    return found
