"""The Commissioner's update report: how its sections stand one under another, what is missing, and what looks wrong in it.

No law says how such a report is made. Parts are numbered in their order and paragraphs within them (3.2), so that a member can
name one at the meeting; a number that somebody typed gives way to the one that the place has.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import SectionKind
from interface.fields import MONTH_NAMES, real_date
from interface.markdown import close_fences, number_paragraphs, put_headings_below
from interface.templatetags.dates import in_words, long_date

PART_LEVEL = 2
MARKS = re.compile(r"([\\`*_\[\]<>#|])")
TYPED_NUMBER = re.compile(r"^\d{1,2}\.?\s+(?=\D)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = re.compile(
    rf"(?:\b({'|'.join(WEEKDAYS)}),?\s+)?\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTH_NAMES)}),?\s+(\d{{4}})\b", re.IGNORECASE
)
DOUBLE_SCALE = re.compile(r"£\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s?(?:million|billion|thousand|m|bn|k)\b", re.IGNORECASE)
ODD_GROUPS = re.compile(r"£\s?\d+(?:,\d+)+(?:\.\d+)?")
GROUPS = re.compile(r"£\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PERCENT = re.compile(r"\b(\d{3,}(?:\.\d+)?)\s?%")
ALL = 100.0


# How it stands -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Laid:
    """A section in its place: the `level` of its heading, its number where it has one, its heading as plain words, and what
    stands under it as Markdown with numbered paragraphs. `before` is a line about it that has no number."""

    section: Any
    level: int
    number: int | None
    heading: str
    before: str
    body: str

    @property
    def is_standing(self) -> bool:
        return self.section.standing_id is not None

    @property
    def is_live(self) -> bool:
        return self.section.kind == SectionKind.LIVE

    @property
    def title(self) -> str:
        """The heading with its number."""
        return f"{self.number}. {self.heading}" if self.number else self.heading


def lay_out(sections: Iterable[Any], texts: Mapping[int, str], lines: Mapping[int, str]) -> list[Laid]:
    """Sections in their order: parts at the second level with what they hold at the third; sections before any part stand at the
    second themselves. `texts` is the Markdown of each by its number, `lines` what is said before it."""
    laid, number, last, has_part = [], 0, 0, False
    for section in sections:
        has_part = has_part or section.kind == SectionKind.PART
        level = PART_LEVEL + (has_part and section.kind != SectionKind.PART)
        if level == PART_LEVEL:
            number, last = number + 1, 0
        deeper = put_headings_below(texts.get(section.number, "").strip(), level + 1)
        body, last = number_paragraphs(deeper, number, last)
        mine = number if level == PART_LEVEL else None
        laid.append(Laid(section, level, mine, section.heading, lines.get(section.number, ""), body))
    return laid


def heading_line(laid: Laid) -> str:
    """The heading as Markdown; that of a standing item says so."""
    words = _("%(title)s (standing item)") % {"title": laid.title} if laid.is_standing else laid.title
    return f"{'#' * laid.level} {plain_words(words)}"


def section_markdown(laid: Laid) -> str:
    """A section as Markdown, heading and all."""
    return "\n\n".join(part for part in (heading_line(laid), laid.before, laid.body) if part)


def plain_words(words: str) -> str:
    """Typed words on one line that stay words in Markdown."""
    return MARKS.sub(r"\\\1", " ".join(str(words).split()))


def clean_heading(heading: str, *, is_standing: bool = False) -> str:
    """A heading as it is kept: without a number that was typed, and without the words that a standing item is given."""
    words = TYPED_NUMBER.sub("", " ".join(heading.split()))
    mark = _("%(title)s (standing item)") % {"title": ""}
    if is_standing and words.lower().endswith(mark.lower().rstrip()):
        words = words[: -len(mark)].rstrip()
    return words


def clean_text(text: str) -> str:
    """A text as it is kept: its paragraphs without the numbers that were typed before them."""
    return number_paragraphs(close_fences(text.strip()), None)[0].strip()


# Is it ready -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Remark:
    """Something to look at in a section (None: in the report itself), in words. `blocks`: it cannot be published so."""

    section: Any
    words: str
    blocks: bool = False


def missing(report: Any, sections: Sequence[Any], today: date, registers: Container[str]) -> list[Remark]:
    """What keeps a report from being published, and what is usually there and is not. `registers` are the keys that live
    sections can be taken from."""
    found = [Remark(None, words, blocks=True) for words in _problems(report, sections, today)]
    found += [Remark(None, words) for words in _usual(report, today)]
    lost = [one for one in sections if one.kind == SectionKind.LIVE and one.source not in registers]
    found += [Remark(one, _("Its register is not there any more. Take the section out"), blocks=True) for one in lost]
    return [*found, *(remark for section in sections for remark in _of_section(section, report))]


def _problems(report: Any, sections: Sequence[Any], today: date) -> Iterator[str]:
    if not any(section.kind != SectionKind.PART or section.text.strip() for section in sections):
        yield _("The report has no section with words in it. Add one")
    if report.as_at > today:
        said = {"day": long_date(report.as_at)}
        yield _("The report stands as at %(day)s, which is still to come. Change the day, or publish it then") % said
    if report.started_on and report.as_at < report.started_on:
        yield _("The report stands as at a day before the last meeting. Change the day")


def _usual(report: Any, today: date) -> Iterator[str]:
    if not report.summary.strip():
        yield _("There is no executive summary")
    if not report.contact_name.strip():
        yield _("No contact officer is named")
    if report.meeting_on < today:
        yield _("The meeting of %(day)s has been") % {"day": long_date(report.meeting_on)}


def _of_section(section: Any, report: Any) -> Iterator[Remark]:
    """What is missing in one section. A heading of a part needs no words."""
    if section.kind != SectionKind.WRITTEN:
        return
    if not section.text.strip():
        words = _("There are no words yet") if section.standing_id is None else _("A standing item has no words yet")
        yield Remark(section, words, blocks=True)
    elif not section.is_updated:
        yield Remark(section, _("Not changed since the report before. The report will say so"))
    if section.standing is not None and section.standing.closed_on and section.standing.closed_on <= report.as_at:
        said = {"day": long_date(section.standing.closed_on)}
        yield Remark(section, _("This standing item was closed on %(day)s. Take it out if there is nothing more to say") % said)


# What looks wrong ----------------------------------------------------------------------------------------------------------


def oddities(text: str, as_at: date) -> list[str]:
    """What in a text a reader would stumble over, each in a sentence: a sum scaled twice, a date that is none or falls on another
    weekday, a share of more than all, a day after the one that the report stands as at."""
    found = [
        _("“%(quote)s” names its scale twice: write it once, as £550,000 or £550 million") % {"quote": one.group()}
        for one in DOUBLE_SCALE.finditer(text)
    ]
    for sum_ in ODD_GROUPS.finditer(text):
        if not GROUPS.fullmatch(sum_.group()):
            found.append(_("“%(quote)s” has its commas in odd places") % {"quote": sum_.group()})
    for share in PERCENT.finditer(text):
        if float(share[1]) > ALL:
            found.append(_("“%(quote)s” is more than all. Right for an increase, wrong for a share") % {"quote": share.group()})
    return list(dict.fromkeys([*found, *_odd_days(text, as_at)]))


def _odd_days(text: str, as_at: date) -> Iterator[str]:
    later: list[str] = []
    for found in DAY.finditer(text):
        day = _day(found)
        if day is None:
            yield _("“%(quote)s” is no date") % {"quote": found.group()}
            continue
        if found[1] and found[1].lower() != WEEKDAYS[day.weekday()]:
            yield _("“%(quote)s” falls on a %(weekday)s") % {"quote": found.group(), "weekday": in_words(day, "l")}
        if day > as_at and (words := long_date(day)) not in later:
            later.append(words)
    if later:
        said = {"days": "; ".join(later), "as_at": long_date(as_at)}
        yield _("After %(as_at)s, as at which the report stands: %(days)s. Right for what is planned") % said


def _day(found: re.Match[str]) -> date | None:
    return real_date(found[2], found[3], found[4])


# Places --------------------------------------------------------------------------------------------------------


def moved(order: Sequence[int], number: int, direction: str) -> list[int] | None:
    """The numbers of sections after one went a place up or down; None where it stands at that end already."""
    place = list(order).index(number)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(order):
        return None
    changed = list(order)
    changed[place], changed[other] = changed[other], changed[place]
    return changed
