"""Plans and annual reports of the Commissioner: their part of the case page, texts that came, and what was issued."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.choices import CaseKind, MeetingPart
from decisions.forms.texts import TextIssueForm, TextReceiveForm
from decisions.models import Case
from decisions.rules import text_steps
from decisions.rules.common_steps import power_of
from decisions.rules.facts import OFF, CaseFacts
from decisions.services import texts as services
from decisions.services.reading import facts_of
from decisions.views.acts import notified_case
from decisions.views.detail import crumbs
from interface import markdown
from interface.once import done_once, refused
from interface.templatetags.dates import long_date
from meetings.choices import Publication
from meetings.views.programme import sent
from panels import rulebook

KINDS = (CaseKind.PLAN, CaseKind.ANNUAL_REPORT)


def part(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """What the law asks of this review, and how far the record shows it; and the day of each text."""
    context = {
        "is_plan": text_steps.is_plan(facts),
        "asks": _asks(facts),
        "power": power_of(facts),
        "draft": text_steps.draft_of(facts),
        "final": text_steps.final_of(facts),
        "outcome_note": markdown.render(facts.case.outcome_note, level=4),
    }
    return "decisions/_text.html", context


def _asks(facts: CaseFacts) -> list[dict[str, Any]]:
    """What the law asks, line by line: done, with the day; or not yet."""
    report, answer = facts.issued_in(facts.round), facts.current_response
    rows = [_review_line(facts)] if text_steps.is_plan(facts) else _meeting_lines(facts)
    rows.append(_line(_("The panel reports or makes recommendations"), report and report.issued_on, power_of(facts)))
    rows.append(_line(_("The Commissioner responds"), answer and answer.responded_on, facts.rule(rulebook.REPORT_RESPONSE)))
    return rows


def _line(words: str, day: Any, rule: Any, note: str = "") -> dict[str, Any]:
    return {"words": words, "day": long_date(day) if day else "", "rule": rule, "note": note}


def _review_line(facts: CaseFacts) -> dict[str, Any]:
    held = facts.held
    words = _("The panel reviews the draft variation") if facts.case.is_variation else _("The panel reviews the draft plan")
    return _line(words, held[0].meeting.held_on if held else None, power_of(facts))


def _meeting_lines(facts: CaseFacts) -> list[dict[str, Any]]:
    rule, first = power_of(facts), facts.first_notice
    held = [one for one in facts.held if one.meeting.publication == Publication.PUBLIC]
    note = ""
    if held and first is not None:
        days = (held[0].meeting.held_on - first.received_on).days
        note = _("%(days)d days after the report came. “As soon as practicable” has no number of days") % {"days": days}
    presented = [one for one in held if one.part == MeetingPart.PRESENTATION]
    coming = [one for one in facts.planned if one.meeting.status not in OFF]
    if not held and coming:
        note = _("planned for %(day)s") % {"day": long_date(coming[0].meeting.held_on)}
    return [
        _line(_("A public meeting, as soon as practicable"), held[0].meeting.held_on if held else None, rule, note),
        _line(
            _("The Commissioner attends, presents the report and answers questions"),
            presented[0].meeting.held_on if presented else None, rule, presented[0].note if presented else "",
        ),
    ]  # fmt: skip


@login_required
def text_receive(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Enter a draft or a final text that came."""
    case = _own(request, kind, slug)
    facts = facts_of(case)
    form = TextReceiveForm(sent(request), case=case, is_first=facts.first_notice is None)
    if form.is_valid():
        url = done_once(form, lambda: _receive(request, case, form))
        if url:
            return redirect(url)
    context = {**_page(request, case, facts), "form": form}
    return render(request, "decisions/text_receive.html", context)


def _receive(request: Any, case: Case, form: TextReceiveForm) -> str:
    services.receive_text(case=case, actor=request.user, **form.facts())
    messages.success(request, _("Text entered. You can take it back on this page"))
    return case.get_absolute_url()


@login_required
def text_issue(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Record that the final text was issued, which ends the case."""
    case = _own(request, kind, slug)
    facts = facts_of(case)
    form = TextIssueForm(sent(request), case=case, has_report=facts.issued_in(facts.round) is not None)
    if form.is_valid():
        try:
            services.issue_text(case=case, actor=request.user, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Recorded. The case has ended"))
            return redirect(case)
    context = {
        **_page(request, case, facts), "form": form, "report": facts.issued_in(facts.round), "answer": facts.current_response,
        "response_rule": facts.rule(rulebook.REPORT_RESPONSE),
    }  # fmt: skip
    return render(request, "decisions/text_issue.html", context)


def _own(request: Any, kind: str, slug: str) -> Case:
    """A plan or annual report in which the reader enters what the Commissioner sends."""
    if kind not in KINDS:
        raise Http404
    return notified_case(request, kind, slug)


def _page(request: Any, case: Case, facts: CaseFacts) -> dict[str, Any]:
    return {"case": case, "breadcrumbs": crumbs(request, case), "rule": power_of(facts), "is_plan": text_steps.is_plan(facts)}
