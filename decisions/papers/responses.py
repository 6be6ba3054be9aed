"""What the Commissioner says to a report or a request, as a letter to the panel."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from decisions.choices import CaseKind
from decisions.papers.letterheads import Letterhead
from decisions.papers.reports import provision_words, title_of_report
from decisions.rules.facts import CaseFacts
from documents.services.prints import Sheet
from interface import markdown
from interface.templatetags.dates import long_date
from panels import rulebook

# Under which rule a request of the panel is answered; reports are answered under one of their own
_ANSWERED_UNDER = {
    CaseKind.INFORMATION: rulebook.INFORMATION_DUTY,
    CaseKind.ATTENDANCE: rulebook.ATTENDANCE_POWER,
}


def title_of_response(facts: CaseFacts, response: Any) -> str:
    """What a response is called, on its page and in print: without private words."""
    if response.report is not None:
        return _("Response to the panel’s report: %(title)s") % {"title": title_of_report(facts, response.report.number)}
    return _("Response to the panel’s request: %(title)s") % {"title": facts.case.title}


@translation.override(settings.LANGUAGE_CODE)
def response_sheet(
    facts: CaseFacts, response: Any, *, head: Letterhead, recommendations: Sequence[tuple[str, str]] = ()
) -> Sheet:
    """The letter as it is printed. `recommendations` are (reference, words) of the report that it answers."""
    context = {"text": markdown.render(response.text, level=2, for_pdf=True), "recommendations": recommendations}
    content = render_to_string("decisions/pdf/_response.html", context).strip()
    title = title_of_response(facts, response)
    return Sheet(
        title=title,
        kind_words=_("Response of the Commissioner"),
        content=mark_safe(content),  # noqa: S308  escaped by the template
        facts=_facts(facts, response),
        to_lines=head.panel,
        from_lines=head.commissioner,
        signature_lines=_signature(response, head),
        running=f"{facts.case.body.name}, {facts.case.title}",
        author=head.commissioner[-1],
        is_letter=True,
    )


def _facts(facts: CaseFacts, response: Any) -> list[tuple[str, str]]:
    rule = facts.rule(_ANSWERED_UNDER.get(CaseKind(facts.case.kind), rulebook.REPORT_RESPONSE))
    report: Any = response.report
    found = [
        (_("Date"), long_date(response.responded_on)),
        (_("Panel’s report of"), long_date(report.issued_on) if report is not None else ""),
        (_("Given under"), provision_words(rule.provision, rule.is_verified) if rule else ""),
    ]
    return [(term, value) for term, value in found if value]


def _signature(response: Any, head: Letterhead) -> list[str]:
    lines = [part.strip() for part in response.signed_by.split(",", 1) if part.strip()]
    return lines or [head.commissioner[-1]]
