"""The signature: the whole text once more, who signs and when; then it is frozen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.choices import DecisionStepKind
from decisions.forms.decision_acts import SignForm
from decisions.models import Decision, NilReturn
from decisions.rules.decision_facts import missing_facts
from decisions.rules.decision_steps import act_words, step_refusal
from decisions.services.register.signing import sign_decision
from decisions.views.cases import done, sent
from decisions.views.decision_acts import closed_page
from decisions.views.decision_parts import decision_page, decision_url, notice_html, office_decision
from interface import clock
from interface.templatetags.dates import long_date


@login_required
def decision_sign(request: Any, area: str, reference: str) -> HttpResponse:
    """Record a signature. What the notice still lacks is listed, and then there is nothing to sign yet."""
    decision = office_decision(request, reference)
    if why := step_refusal(decision, DecisionStepKind.SIGN):
        return closed_page(request, decision, act_words(DecisionStepKind.SIGN), why)
    form = SignForm(sent(request), decision=decision)
    if form.is_valid() and done(form, lambda: sign_decision(decision=decision, actor=request.user, **form.facts())):
        _tell(request, decision)
        return redirect(decision)
    context = {
        **decision_page(request, decision),
        "form": form,
        "html": notice_html(decision, request.user),
        "missing": list(missing_facts(decision, clock.today()).values()) if not form.is_bound else [],
        "edit_url": decision_url(decision, "decision-update"),
    }
    return render(request, "decisions/decision_sign.html", context)


def _tell(request: Any, decision: Decision) -> None:
    signed = Decision.objects.get(pk=decision.pk)
    messages.success(request, _("%(reference)s is signed and frozen") % {"reference": signed.reference})
    for nil in NilReturn.objects.filter(
        area=signed.area_id, started_on__lte=signed.signed_on, ended_on__gte=signed.signed_on, taken_back_at__gte=signed.signed_at
    ):
        said = {"first": long_date(nil.started_on), "last": long_date(nil.ended_on)}
        words = _("The nil return from %(first)s to %(last)s was taken back: this decision was signed then")
        messages.warning(request, words % said)
