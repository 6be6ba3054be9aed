"""The panel's report on a case as a sheet: from the record and the typed reasons, with the words that the law asks for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from decisions.choices import VETOES, CaseKind
from decisions.papers.letterheads import Letterhead
from decisions.papers.next_steps import manner_words, next_words
from decisions.papers.words import (
    Said,
    by_rule,
    meeting_words,
    position_words,
    precept_rows,
    proposed_words,
    vote_rows,
    vote_words,
)
from decisions.rules.facts import AFTER_VETO, CaseFacts
from decisions.rules.reports import notice_for, power_rule, recommended
from documents.services.prints import Sheet
from interface import markdown
from interface.templatetags.dates import long_date
from panels import rulebook


def title_of_report(facts: CaseFacts, number: int) -> str:
    """What a report is called, on its page and in print: without private words, as the case's own title has none."""
    if facts.case.kind == CaseKind.PRECEPT and number == AFTER_VETO:
        return _("%(title)s: second report") % {"title": facts.case.title}
    return str(facts.case.title)


@translation.override(settings.LANGUAGE_CODE)
def report_sheet(
    facts: CaseFacts, report: Any, *, head: Letterhead, issued_on: date | None = None, references: Sequence[str] = ()
) -> Sheet:
    """The report as it is printed. Until it is sent it says that it is a draft; `references` are those of what it recommends,
    in the same order, once they are given. `facts` are all that is known: what is private is left out here."""
    title = title_of_report(facts, report.number)
    return Sheet(
        title=title,
        kind_words=_("Report to the Commissioner"),
        content=_content(facts, report, issued_on or facts.today, references),
        facts=_facts(facts, report, issued_on),
        to_lines=head.commissioner,
        from_lines=head.panel,
        signature_lines=_signature(facts, report, issued_on),
        running=f"{facts.case.body.name}, {title}",
        standing="" if issued_on else _("Draft. Not sent."),
        author=facts.case.body.name,
    )


def _facts(facts: CaseFacts, report: Any, issued_on: date | None) -> list[tuple[str, str]]:
    rule, notice = power_rule(facts, report.number), notice_for(facts, report.number)
    found = [
        (_("Date"), long_date(issued_on)),
        (_("Notice received"), long_date(notice.received_on) if notice else ""),
        (_("Reported under"), provision_words(rule.provision, rule.is_verified) if rule else ""),
    ]
    return [(term, value) for term, value in found if value]


def provision_words(provision: str, is_verified: bool) -> str:
    """A provision as it is printed; one that nobody has verified says so."""
    return provision if is_verified else _("%(provision)s (not yet verified)") % {"provision": provision}


def _content(facts: CaseFacts, report: Any, day: date, references: Sequence[str]) -> SafeString:
    rows, vote = precept_rows(facts, report.number), report.vote
    context = {
        "proposed": proposed_words(facts, report.number),
        "rows": rows,
        "has_first": any(first for _what, _figure, first in rows),
        "taken": meeting_words(facts, report.number),
        "vote": vote,
        "vote_rows": vote_rows(vote) if vote else [],
        "vote_said": vote_words(facts, vote) if vote else [],
        "position": position_words(facts, report),
        "stated": _stated_under(facts, report),
        "recommendations": _numbered(recommended(report), references),
        "reasons": reasons_html(report.text),
        "next": next_words(facts, report, day),
        "manner": manner_words(facts, report),
    }
    return mark_safe(render_to_string("decisions/pdf/_report.html", context).strip())  # noqa: S308  escaped by the template


def reasons_html(text: str) -> SafeString:
    """Typed Markdown as it stands in print, below a heading of the sheet."""
    return markdown.render(text, level=3, for_pdf=True)


def _stated_under(facts: CaseFacts, report: Any) -> Said | None:
    """The provision that asks a veto to be stated; None for a report that does not veto."""
    if report.position not in VETOES:
        return None
    key = rulebook.PRECEPT_VETO_WORDS if facts.case.kind == CaseKind.PRECEPT else rulebook.CHIEF_CONSTABLE_VETO
    return by_rule(_("This report states that the panel vetoes."), facts.rule(key))


def _numbered(texts: Sequence[str], references: Sequence[str]) -> list[tuple[int, str, SafeString]]:
    """Each recommendation with its number from 1, its reference once it has one, and its words."""
    named = [*references, *[""] * (len(texts) - len(references))]
    return [
        (number, named[number - 1], markdown.render(text, level=3, for_pdf=True)) for number, text in enumerate(texts, start=1)
    ]


def _signature(facts: CaseFacts, report: Any, issued_on: date | None) -> list[str]:
    """Who signs, their office on a line of its own, for which panel, and the day."""
    lines = [part.strip() for part in report.signed_by.split(",", 1) if part.strip()]
    return [*lines, facts.case.body.name, long_date(issued_on)] if lines and issued_on else [*lines, facts.case.body.name]
