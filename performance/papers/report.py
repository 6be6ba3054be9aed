"""The quarterly report as Markdown with charts, from its facts: one text for the web page, the print and the live paper.

Who asks gives the facts (`services.reports.reading`); nothing here reads a figure. What a person wrote stands beside what the
figures give, and neither changes the other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.papers.letterheads import commissioner_lines
from decisions.rules.updates import plain_words
from documents.papers import text_html
from documents.services.prints import Sheet
from interface.markdown import number_paragraphs, plain, put_headings_below
from interface.templatetags.dates import long_date, short_date
from performance.choices import ObjectiveKind, PlannedStatus
from performance.models import ActionStanding, Measure, Plan, PlannedAction, QuarterlyReport, ReportPart
from performance.rules import charts, words
from performance.rules.analysis import Analysis
from performance.rules.quarters import month_words, quarter_words

LEVEL = 2
H2 = re.compile(r"(?=<h2[ >])")
HEADING = re.compile(r"\A<h2[^>]*>(.*?)</h2>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
CHART_LINE = re.compile(r"^Chart: \S+$", re.MULTILINE)
BEST_CHART = "rolling"


@dataclass(frozen=True)
class Counted:
    """A measure in a report: what its figures until the end of the quarter come to, and its trend in the report before."""

    measure: Measure
    analysis: Analysis
    trend_before: str = ""


@dataclass(frozen=True)
class Promised:
    """A planned action and how it stands in the report."""

    action: PlannedAction
    standing: ActionStanding


@dataclass(frozen=True)
class Told:
    """A part of a report with all that it tells."""

    part: ReportPart
    measures: list[Counted] = field(default_factory=list)
    promised: list[Promised] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.part.objective.title

    @property
    def kind(self) -> str:
        return self.part.objective.kind


@dataclass(frozen=True)
class Facts:
    """All that a report tells: `terms` are of the whole glossary, `crosswalk` pairs of objective and area of focus, `forces` the
    others of the most similar group."""

    report: QuarterlyReport
    parts: list[Told]
    terms: list[Any] = field(default_factory=list)
    plan: Plan | None = None
    crosswalk: list[tuple[str, str]] = field(default_factory=list)
    forces: list[str] = field(default_factory=list)
    force: str = ""
    meeting_on: date | None = None


@dataclass(frozen=True)
class Piece:
    """A section of the text on the web page."""

    number: int
    heading: str
    html: SafeString

    @property
    def anchor(self) -> str:
        return f"section-{self.number}"


# The whole -----------------------------------------------------------------------------------------------------------------


def write_report(facts: Facts) -> tuple[str, dict[str, Any]]:
    """The report as Markdown with numbered sections and paragraphs, and the charts that it names."""
    drawn: dict[str, Any] = {}
    sections = [*_front(facts), *_parts(facts, drawn)]
    if terms := terms_used(facts.terms, CHART_LINE.sub("", "\n".join(f"{heading}\n{body}" for heading, body in sections))):
        sections.insert(1, (_("Glossary"), _glossary(terms)))
    text = "\n\n".join(_section(number, heading, body) for number, (heading, body) in enumerate(sections, start=1))
    return text + "\n", drawn


def _section(number: int, heading: str, body: str) -> str:
    numbered, _last = number_paragraphs(body, number)
    return f"{'#' * LEVEL} {number}. {plain_words(heading)}\n\n{numbered}".strip()


def _front(facts: Facts) -> Iterator[tuple[str, str]]:
    own = put_headings_below(facts.report.introduction.strip(), LEVEL + 1)
    yield _("About this report"), _joined([own or _opening(facts), *_how_to_read(facts)])


def _parts(facts: Facts, drawn: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """National objectives, then how they serve the plan, then those of the plan itself and what else the office watches."""
    for told in _of_kind(facts, ObjectiveKind.NATIONAL):
        yield told.title, _part(facts, told, drawn)
    if facts.plan is not None and facts.crosswalk:
        yield facts.plan.title, _plan(facts.plan, facts.crosswalk)
    for kind in (ObjectiveKind.LOCAL, ObjectiveKind.OVERSIGHT):
        for told in _of_kind(facts, kind):
            yield told.title, _part(facts, told, drawn)


def _of_kind(facts: Facts, kind: str) -> list[Told]:
    return [told for told in facts.parts if told.kind == kind]


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


# Before the objectives -----------------------------------------------------------------------------------------------------


def _opening(facts: Facts) -> str:
    """What a report begins with where nobody wrote an introduction."""
    said = {"force": plain_words(facts.force), "month": month_words(facts.report.ended_on)}
    words_ = [
        _("This report shows how %(force)s contributes to the national police and crime measures and to the local Police and "
          "Crime Plan. It covers the quarter that ended in %(month)s.") % said
    ]  # fmt: skip
    if facts.meeting_on:
        words_.append(_("The panel considers it at its meeting on %(day)s.") % {"day": long_date(facts.meeting_on)})
    return " ".join(words_)


def _how_to_read(facts: Facts) -> list[str]:
    lines = [
        f"### {_('How to read the tables')}",
        _("The trend is a direction. It is proposed from the figures by a stated rule, and an analyst may set another word and "
          "must say why. “Reducing” and “increasing” do not say whether a change is welcome."),
        _group(facts.forces),
        f"### {_('How to read the charts')}",
        _("Most charts show a rolling 12-month figure: each point adds up the 12 months that end at that point. This removes the "
          "effect of the season, and a sudden change takes a year to work its way through."),
    ]  # fmt: skip
    if any(one.analysis.is_illustrative for told in facts.parts for one in told.measures):
        lines.append(_("Charts that say “Illustrative” are drawn from figures that were made up to agree with what is published. "
                       "Nobody should quote their points."))  # fmt: skip
    return lines


def _group(forces: Sequence[str]) -> str:
    """What the benchmark is set beside, and that a rank is no verdict."""
    rank = _("The benchmark says where the force stands in the list of its most similar forces, and in brackets how its figure "
             "compares with the average of the group. A rank alone does not say whether that is good.")  # fmt: skip
    if not forces:
        return rank
    return f"{rank} {_('The other forces of the group are %(names)s.') % {'names': listed([plain_words(one) for one in forces])}}"


def listed(names: Sequence[str]) -> str:
    """“Kent, Essex and Sussex”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def terms_used(terms: Iterable[Any], text: str) -> list[Any]:
    """Those terms of a glossary that a text uses, by any of the ways to write them."""
    return [one for one in terms if any(_uses(text, name) for name in [one.term, *one.aliases])]


def _uses(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None if name else False


def _glossary(terms: Sequence[Any]) -> str:
    count = ngettext("The table explains %(count)d term that this report uses.",
                     "The table explains %(count)d terms that this report uses.", len(terms)) % {"count": len(terms)}  # fmt: skip
    rows = [(one.term, unescape(plain(one.text))) for one in terms]  # a cell is one line of words
    return _joined([count, table(_("Terms used in this report"), [_("Term"), _("What it means here")], rows)])


def _plan(plan: Plan, crosswalk: Sequence[tuple[str, str]]) -> str:
    intro = _("The national measures also serve the Commissioner’s own plan. The table shows to which area of focus of the plan "
              "each of them contributes.")  # fmt: skip
    heads = [_("National measure"), _("Area of focus in the plan")]
    return _joined([intro, table(_("National measures and the local plan"), heads, crosswalk)])


# An objective --------------------------------------------------------------------------------------------------------------


def _part(facts: Facts, told: Told, drawn: dict[str, Any]) -> str:
    if told.part.left_out_why:
        return _("This objective is left out of this report: %(why)s") % {"why": plain_words(told.part.left_out_why)}
    about = put_headings_below((told.part.text or told.part.objective.about).strip(), LEVEL + 2)
    parts = [about, *measures_lines(facts.report, told, drawn), *_promised_lines(told), *_comment_lines(told)]
    return _joined(parts)


def measures_lines(report: QuarterlyReport, told: Told, drawn: dict[str, Any]) -> list[str]:
    """What the figures give of an objective: its table, why trends were set otherwise, and its charts, put into `drawn`."""
    heading = f"### {_('Measures')}"
    if not told.measures:
        return [heading, _("No figures are reported for this objective yet.")]
    said = {"objective": plain_words(told.title), "quarter": quarter_words(report.ended_on)}
    rows = [(one.measure.title, trend_cell(one), words.benchmark_words(one.analysis.place)) for one in told.measures]
    heads = [_("Measure"), _("Trend"), _("Benchmark")]
    common = plain_words(told.part.objective.benchmark_words)
    keys = [key for one in told.measures if (key := _chart(one, drawn))]
    return [
        heading, table(_("%(objective)s, %(quarter)s") % said, heads, rows), common, *_reasons(told.measures),
        *(f"Chart: {key}" for key in keys),
    ]  # fmt: skip


def trend_cell(one: Counted) -> str:
    """The trend word, with that of the report before where it was another."""
    now = words.trend_words(one.analysis.trend.word)
    if not one.trend_before or one.trend_before == one.analysis.trend.word:
        return now
    return _("%(now)s (in the last report: %(before)s)") % {"now": now, "before": words.trend_words(one.trend_before).lower()}


def _reasons(measures: Sequence[Counted]) -> list[str]:
    """Why an analyst set another word than the figures give."""
    found = []
    for one in measures:
        trend = one.analysis.trend
        if trend.is_accepted and trend.is_overridden:
            said = {
                "measure": plain_words(one.measure.title), "proposed": words.trend_words(trend.proposed).lower(),
                "word": words.trend_words(trend.word).lower(), "reason": plain_words(trend.reason),
            }  # fmt: skip
            found.append(_("%(measure)s: the figures give “%(proposed)s”. An analyst set “%(word)s”: %(reason)s") % said)
    return found


def _chart(one: Counted, drawn: dict[str, Any]) -> str:
    """The name of the chart of a measure, put into `drawn`; empty without figures."""
    found = dict(charts.charts_of(one.measure, one.analysis))
    if not found:
        return ""
    key = one.measure.slug
    drawn[key] = found.get(BEST_CHART) or next(iter(found.values()))
    return key


def _promised_lines(told: Told) -> list[str]:
    heading = f"### {_('Planned actions')}"
    if not told.promised:
        return [heading, _("No action is planned for this objective.")]
    rows = [
        (f"{number}", one.action.text, one.action.owner or _("not known"), due_words(one.action), state_words(one.standing))
        for number, one in enumerate(told.promised, start=1)
    ]
    heads = [_("No."), _("Planned action"), _("Owner"), _("By"), _("State")]
    caption = _("%(objective)s: who does what") % {"objective": plain_words(told.title)}
    return [heading, table(caption, heads, rows)]


def due_words(action: PlannedAction) -> str:
    """By when it is to be done: a day, words, or that neither is set."""
    return short_date(action.due_on) or action.due_words or _("no day set")


def state_words(standing: ActionStanding) -> str:
    """“In progress: six posts are filled”."""
    state = str(PlannedStatus(standing.status).label)
    return f"{state}: {standing.note}" if standing.note else state


def _comment_lines(told: Told) -> list[str]:
    heading = f"### {_('Comments')}"
    if not told.comments:
        return [heading, _("There is nothing to comment on in this quarter.")] if told.part.has_no_comment else []
    return [heading, *(put_headings_below(text.strip(), LEVEL + 2) for text in told.comments)]


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown, of plain words."""
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row([plain_words(cell) for cell in row]) for row in rows)]
    return f"Table: {plain_words(caption)}\n\n" + "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


# As a web page and in print ------------------------------------------------------------------------------------------------


def pieces(text: str, drawn: dict[str, Any]) -> list[Piece]:
    """The sections of a report for the web page, headings and all."""
    html = str(text_html(text, drawn, first_level=LEVEL))
    found = [part for part in H2.split(html) if part.strip()]
    # Pieces of Markdown that `text_html` has cleaned are as safe as the whole
    return [
        Piece(number, TAG.sub("", heading[1]) if (heading := HEADING.match(part)) else "", mark_safe(HEADING.sub("", part)))  # noqa: S308
        for number, part in enumerate(found, start=1)
    ]


def report_facts(report: QuarterlyReport, meeting_on: date | None) -> list[tuple[str, str]]:
    """To whom the report is, of what time, and whom to ask."""
    contact = ", ".join(part for part in (report.contact_name, report.contact_office) if part)
    to = _("%(body)s, meeting of %(day)s") % {"body": report.body.name, "day": long_date(meeting_on)} if meeting_on else None
    days = {"first": long_date(report.started_on), "last": long_date(report.ended_on)}
    found = [
        (_("To"), to or report.body.name),
        (_("Quarter"), _("%(first)s to %(last)s") % days),
        (_("Published"), long_date(report.frozen_on)),
        (_("Contact officer"), contact),
    ]
    return [(term, value) for term, value in found if value]


@translation.override(settings.LANGUAGE_CODE)
def report_sheet(report: QuarterlyReport, text: str, drawn: dict[str, Any], meeting_on: date | None) -> Sheet:
    """A report as it is printed; a draft says so."""
    return Sheet(
        title=report.title,
        kind_words=_("Report to the %(body)s") % {"body": report.body.name},
        content=text_html(text, drawn, first_level=LEVEL, for_pdf=True),
        facts=report_facts(report, meeting_on),
        running=report.title,
        standing="" if report.is_out else _("Draft. Not published."),
        author=commissioner_lines(report.area)[-1],
    )
