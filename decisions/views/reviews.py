"""The panel's review of a decision: its part of the case page, how it ends, and what the page of a decision shows of it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.choices import CaseKind
from decisions.forms.reviews import ReviewCloseForm
from decisions.models import Decision
from decisions.rules import review_steps
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from decisions.services import reviews as services
from decisions.services.reading import facts_of
from decisions.views.acts import own_case
from decisions.views.detail import crumbs
from decisions.views.parts import case_url
from interface import clock, markdown
from interface.once import refused
from interface.templatetags.dates import long_date
from meetings.views.programme import sent
from panels import rulebook


def part(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """The decision, as far as the reader may know of it, and what the law asks of the review."""
    context = {
        "reviewed": _reviewed(request, facts),
        "asks": _asks(facts),
        "outcome_note": markdown.render(facts.case.outcome_note, level=4),
    }
    return "decisions/_review.html", context


def _reviewed(request: Any, facts: CaseFacts) -> dict[str, Any]:
    """The decision's reference; its title, page and days only for who may know of it, and its own title for who may read it."""
    decision: Decision = facts.decision
    found: dict[str, Any] = {"reference": decision.reference}
    if not Decision.objects.visible_to(request.user).filter(pk=decision.pk).exists():
        return found
    reads = permissions.can_read_decision(request.user, decision)
    return found | {
        "title": decision.title if reads else decision.public_title,
        "url": _decision_url(decision),
        "is_private": decision.is_private,
        "signed_on": decision.signed_on,
        "published_on": decision.published_on,
        "rescinded_on": decision.rescinded_on,
    }


def _decision_url(decision: Decision) -> str:
    try:
        return decision.get_absolute_url()
    except NoReverseMatch:
        return ""


def _asks(facts: CaseFacts) -> list[dict[str, Any]]:
    """What the law asks, line by line: done, with the day; or not yet."""
    report, answer, held = facts.issued_in(facts.round), facts.current_response, facts.held
    out = facts.issued_reports[0].published_at if facts.issued_reports else None
    published = clock.as_local(out).date() if out else None
    rows = [
        (_("The panel reviews or scrutinises the decision"), held[0].meeting.held_on if held else None, power_of(facts)),
        (_("The panel reports or makes recommendations"), report and report.issued_on, power_of(facts)),
        (_("The panel publishes its report"), published, facts.rule(rulebook.PUBLISH_REPORTS)),
        (_("The Commissioner responds"), answer and answer.responded_on, facts.rule(rulebook.REPORT_RESPONSE)),
    ]
    return [{"words": words, "day": long_date(day) if day else "", "rule": rule, "note": ""} for words, day, rule in rows]


@login_required
def review_close(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """End a review."""
    case = own_case(request, kind, slug)
    facts = facts_of(case)
    form = ReviewCloseForm(sent(request), case=case)
    if form.is_valid():
        try:
            services.close_review(case=case, actor=request.user, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Recorded. The review has ended"))
            return redirect(case)
    context = {
        "case": case, "breadcrumbs": crumbs(request, case), "form": form, "rule": power_of(facts),
        "report": facts.issued_in(facts.round), "answer": facts.current_response,
        "response_rule": facts.rule(rulebook.REPORT_RESPONSE),
    }  # fmt: skip
    return render(request, "decisions/review_close.html", context)


# On the page of a decision ------------------------------------------------------------------------------------------


def reviews_on_notice(request: Any, decision: Decision) -> dict[str, Any]:
    """What the page of a decision shows of the panel's reviews: `reviews` with their pages, reports and answers, and
    `review_create_url` for who may open one; empty where nobody of that kind reads, or one is running."""
    found = services.reviews_of(decision, request.user)
    return {"reviews": [_on_notice(one) for one in found], "review_create_url": _create_url(request, decision, found)}


def _on_notice(review: services.Review) -> dict[str, Any]:
    case = review.case
    return {
        "case": case,
        "url": case_url(case, "cases:case-detail"),
        "reports": [{"row": one, "url": case_url(case, "cases:report-detail", one.number)} for one in review.reports],
        "responses": [{"row": one, "url": case_url(case, "cases:response-detail", one.number)} for one in review.responses],
    }


def _create_url(request: Any, decision: Decision, found: list[services.Review]) -> str:
    if review_steps.open_problem(decision) or services.runs(found):
        return ""
    if not permissions.can_open_case(request.user, decision.area):
        return ""
    asked = urlencode({"kind": CaseKind.DECISION.value, "decision": decision.slug})
    return f"{reverse('cases:case-create', args=[decision.area.slug])}?{asked}"
