"""The Commissioner's update report as Markdown: for its web page, for print, and as a live paper of a panel's agenda."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import SectionKind, UpdateStatus
from decisions.models import Addendum, UpdateReport, UpdateSection
from decisions.papers.letterheads import commissioner_lines
from decisions.rules.updates import PART_LEVEL, Laid, lay_out, plain_words, section_markdown
from documents.papers import as_at, text_html
from documents.services.prints import Sheet
from documents.sources import Drawn, draw, source, sources
from interface.markdown import put_headings_below
from interface.templatetags.dates import long_date
from panels.models import Body, PoliceArea

COMMISSIONERS_UPDATE = "commissioners-update"
CHART = re.compile(r"^(Chart:\s*)([\w-]+)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"\A<h(\d)([^>]*)>(.*?)</h\1>", re.DOTALL)
PUBLIC = AnonymousUser()


@dataclass(frozen=True)
class Read:
    """A report as it reads on a day: what opens it, its sections in their places, what was added, and the charts they name."""

    opening: str
    summary: str
    laid: list[Laid]
    addenda: list[Addendum]
    charts: dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A section as HTML without its heading, for the web page."""

    laid: Laid
    html: SafeString

    @property
    def anchor(self) -> str:
        return f"section-{self.laid.section.number}"


def registers() -> dict[str, str]:
    """The titles of the registers that a section can be taken from, by their keys: all but the report itself."""
    return {one.key: str(one.title) for one in sources() if one.key != COMMISSIONERS_UPDATE}


# Reading -----------------------------------------------------------------------------------------------------------------


def read_report(report: UpdateReport, on: date) -> Read:
    """A report with its live sections as at a day; those of a published report stay as they were frozen."""
    rows = report.sections.standing().select_related("standing", "carried_from__report").order_by("position", "number")
    texts: dict[int, str] = {}
    lines: dict[int, str] = {}
    charts: dict[str, Any] = {}
    for section in rows:
        drawn = draw_section(report, section, on)
        text, mine = _own_charts(section.number, drawn)
        texts[section.number], lines[section.number] = text, _line(report, section, on)
        charts |= mine
    laid = lay_out(rows, texts, lines)
    return Read(report.introduction.strip() or opening_words(report), _summary(report), laid, list(report.addenda.all()), charts)


def draw_section(report: UpdateReport, section: UpdateSection, on: date) -> Drawn:
    """What a section says: its words, or those of its register as at a day. A register that is gone is told."""
    if section.kind != SectionKind.LIVE:
        return Drawn(section.text)
    if report.is_out:
        return Drawn(section.frozen, section.frozen_charts)
    try:
        return draw_live(report, section.source, on)
    except ValidationError:
        return Drawn(_("The register that this section is taken from is not there any more."))


def draw_live(report: UpdateReport, key: str, on: date) -> Drawn:
    """What a register says to the report's meeting. Raises ValidationError where there is no such register."""
    collection = report.meeting.slug if report.meeting else ""
    return draw(key, area=report.area, body=report.body, on=on, collection=collection)


def opening_words(report: UpdateReport) -> str:
    """What a report begins with where nobody wrote an introduction."""
    said = {"body": plain_words(report.body.name), "first": long_date(report.started_on), "as_at": long_date(report.as_at)}
    if report.started_on:
        words = _("This report tells the %(body)s what the Commissioner did after its meeting of %(first)s, as at %(as_at)s.")
        return words % said
    return _("This report tells the %(body)s what the Commissioner did, as at %(as_at)s.") % said


def _summary(report: UpdateReport) -> str:
    return put_headings_below(report.summary.strip(), PART_LEVEL + 1)


def _line(report: UpdateReport, section: UpdateSection, on: date) -> str:
    """What is said of a section before its words: as at which day a register speaks, or that nothing changed."""
    if section.kind == SectionKind.LIVE:
        return f"*{as_at(section.frozen_on or on)}*"
    if section.carried_from is None or section.is_updated or not section.text.strip():
        return ""
    told = section.carried_from.report.meeting_on
    return f"*{_('Not changed since the report of %(day)s.') % {'day': long_date(told)}}*"


def _own_charts(number: int, drawn: Drawn) -> tuple[str, dict[str, Any]]:
    """A text whose charts have names of their own in the report, and those charts."""
    names = {key: f"section-{number}-{key}" for key in drawn.charts}
    text = CHART.sub(lambda found: f"{found[1]}{names.get(found[2], found[2])}", drawn.text)
    return text, {names[key]: chart for key, chart in drawn.charts.items()}


# As Markdown -------------------------------------------------------------------------------------------------------------


def report_text(report: UpdateReport, on: date) -> str:
    """The whole report as Markdown, its live sections as at a day: what came late, the introduction, the executive summary, then
    the sections with numbered paragraphs."""
    return _whole(read_report(report, on))


def _whole(read: Read) -> str:
    summary = f"## {_('Executive summary')}\n\n{read.summary}" if read.summary else ""
    parts = [read.opening, *map(_late, read.addenda), summary, *map(section_markdown, read.laid)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _late(addendum: Addendum) -> str:
    heading = _("Added on %(day)s: %(heading)s") % {"day": long_date(addendum.added_on), "heading": addendum.heading}
    why = _("Why it comes late: %(why)s") % {"why": plain_words(addendum.why)}
    return f"## {plain_words(heading)}\n\n*{why}*\n\n{put_headings_below(addendum.text.strip(), PART_LEVEL + 1)}"


@source(COMMISSIONERS_UPDATE, gettext_lazy("Commissioner’s update report"), of_collection=True)
def commissioners_update(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The published report to the meeting at the address `collection`; without a meeting, to the body's meeting of that day or
    the next. A draft is the office's own: until it is published the paper says that it is not."""
    report = report_for(area, body, on, collection)
    if report is None:
        return _("The Commissioner’s office has not published an update report for this meeting yet.") + "\n", {}
    read = read_report(report, on)
    return _whole(read), read.charts


def report_for(area: PoliceArea, body: Body, on: date, collection: str) -> UpdateReport | None:
    """The published report to a meeting of a body; by the day where no meeting is named."""
    out = UpdateReport.objects.visible_to(PUBLIC).for_page().filter(area=area, body=body)
    if collection:
        return out.filter(meeting__slug=collection).first() or _of_day(out, collection)
    return out.filter(meeting_on__gte=on).order_by("meeting_on").first()


def _of_day(out: Any, collection: str) -> UpdateReport | None:
    """A report that was written before its meeting was announced, by the day that the meeting's address begins with."""
    try:
        day = date.fromisoformat(collection[:10])
    except ValueError:
        return None
    return out.filter(meeting__isnull=True, meeting_on=day).first()


# As a web page and in print ----------------------------------------------------------------------------------------------


def opening_html(read: Read) -> SafeString:
    """The introduction, for the web page."""
    return text_html(read.opening, {}, first_level=PART_LEVEL)


def summary_html(read: Read) -> SafeString:
    """The executive summary under its heading, for the web page."""
    return text_html(read.summary, {}, first_level=PART_LEVEL + 1)


def late_html(addendum: Addendum) -> SafeString:
    """What was added, for the web page, below its heading."""
    return text_html(addendum.text, {}, first_level=PART_LEVEL + 1)


def pieces(read: Read) -> list[Piece]:
    """The sections as HTML for the web page: made at once from the same Markdown as the print, and cut at marks that nobody can
    type, so that wide tables and paragraphs are named once in the whole."""
    mark = f"section-{secrets.token_hex(16)}"
    whole = f"\n\n{mark}\n\n".join(section_markdown(one) for one in read.laid)
    html = str(text_html(whole, read.charts, first_level=PART_LEVEL))
    cut = re.split(rf"<p[^>]*>{mark}</p>", html) if read.laid else []
    bare = [HEADING.sub("", part.strip(), count=1).strip() for part in cut]
    return [Piece(laid, mark_safe(html)) for laid, html in zip(read.laid, bare, strict=True)]  # noqa: S308  cleaned when rendered


def title_of_update(report: UpdateReport) -> str:
    """“Commissioner’s update report, 17 March 2022”: what the page and the file are called."""
    return _("%(title)s, %(day)s") % {"title": report.title, "day": long_date(report.meeting_on)}


def report_facts(report: UpdateReport) -> list[tuple[str, str]]:
    """To whom the report is, of what time, as at which day, and whom to ask."""
    contact = ", ".join(part for part in (report.contact_name, report.contact_office) if part)
    found = [
        (_("To"), _("%(body)s, meeting of %(day)s") % {"body": report.body.name, "day": long_date(report.meeting_on)}),
        (_("Since"), _("the meeting of %(day)s") % {"day": long_date(report.started_on)} if report.started_on else ""),
        (_("As at"), long_date(report.as_at)),
        (_("Contact officer"), contact),
    ]
    return [(term, value) for term, value in found if value]


@translation.override(settings.LANGUAGE_CODE)
def update_sheet(report: UpdateReport, on: date) -> Sheet:
    """A report as it is printed; a draft says so. What is added later has a print of its own."""
    read = read_report(report, on)
    whole = _whole(Read(read.opening, read.summary, read.laid, [], read.charts))
    return Sheet(
        title=report.title,
        kind_words=_("Report to the %(body)s") % {"body": report.body.name},
        content=text_html(whole, read.charts, first_level=PART_LEVEL, for_pdf=True),
        facts=report_facts(report),
        running=title_of_update(report),
        standing="" if report.status == UpdateStatus.PUBLISHED else _("Draft. Not published."),
        author=commissioner_lines(report.area)[-1],
    )


@translation.override(settings.LANGUAGE_CODE)
def addendum_sheet(addendum: Addendum) -> Sheet:
    """What was added to a report, as it is printed."""
    report = addendum.report
    facts = [*report_facts(report)[:1], (_("Added on"), long_date(addendum.added_on)), (_("Why it comes late"), addendum.why)]
    return Sheet(
        title=addendum.heading,
        kind_words=_("Addendum to the %(title)s") % {"title": report.title},
        content=text_html(addendum.text, {}, first_level=PART_LEVEL, for_pdf=True),
        facts=facts,
        running=_("%(report)s: addendum") % {"report": title_of_update(report)},
        author=commissioner_lines(report.area)[-1],
    )
