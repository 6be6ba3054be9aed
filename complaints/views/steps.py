"""A step of a complaint as a page: who decides, what it does, what must be typed, the letters it drafts; and taking one back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from complaints import permissions
from complaints.choices import LetterKind, LetterStatus, Power, Recipient, StepKind
from complaints.due.clocks import last_day
from complaints.forms.steps import StepForm, TakeBackForm
from complaints.models import Complaint
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import Test, no_name_test, one_year_test
from complaints.rules.machine import STEPS, Refusal, is_told, refusal, step_of
from complaints.rules.register import inside
from complaints.rules.stages import wording
from complaints.rules.typed import said
from complaints.services import steps as services
from complaints.services.letter_texts import Written
from complaints.services.letters import sketches
from complaints.services.reading import read_complaint
from complaints.views.acts import allowed, find_complaint
from complaints.views.links import complaint_page
from complaints.views.next_steps import law_of
from decisions.views.cases import done, sent
from interface import clock
from interface.once import done_once
from interface.templatetags.dates import long_date
from meetings.models import Meeting
from panels import rulebook
from panels.models import Body

CONFLICT = 409
MOST_MEETINGS = 50  # in the list to choose from, the newest first


@dataclass(frozen=True)
class Preview:
    """A letter that a step will draft: which, to whom, and its text with what is known so far; nobody is named."""

    title: str
    subject: str
    text: SafeString
    is_needed: bool


@login_required
def step_take(request: Any, area: str, reference: str, kind: str) -> HttpResponse:
    """Take a step, after reading what it does. One that the rules do not allow is not offered, and is refused here."""
    complaint = _of_power(request, reference, kind)
    facts = read_complaint(complaint, request.user)
    form = _form(request, facts, kind)
    if form.is_valid() and (url := done_once(form, lambda: _take(request, complaint, kind, form))):
        return redirect(url)  # also where the same form was sent before, and its step was taken
    if refused := refusal(facts, kind):
        return _closed(request, complaint, wording(kind).title, said(facts, refused))
    words = wording(kind)
    context = {
        **complaint_page(request, complaint), "form": form, "title": words.title, "effect": words.effect, "button": words.button,
        "law": law_of(facts.rules, step_of(kind).provision), "who": services.capacity_words(facts, kind),
        "who_law": law_of(facts.rules, rulebook.COMPLAINT_DELEGATION), "letters": _previews(facts, kind),
        "tests": _tests(facts, kind), "ends": step_of(kind).ends.label,
    }  # fmt: skip
    return render(request, "complaints/step_take.html", context)


def _of_power(request: Any, reference: str, kind: str) -> Complaint:
    """The complaint, for whoever takes steps of the kind in it under what the panel has delegated today."""
    power = step_of(kind).power
    return allowed(find_complaint(request, reference), lambda user, one: permissions.can_take(user, one, power), request)


def _take(request: Any, complaint: Complaint, kind: str, form: StepForm) -> str:
    services.take_step(complaint=complaint, kind=kind, actor=request.user, **form.typed())
    messages.success(request, _("%(step)s: entered") % {"step": StepKind(kind).label})
    return complaint.get_absolute_url()


def _closed(request: Any, complaint: Complaint, title: Any, why: str) -> HttpResponse:
    """Why a step is not open. What was sent to take it was not done."""
    is_sent = request.method == "POST"
    context = {**complaint_page(request, complaint), "title": title, "why": why, "is_sent": is_sent}
    return render(request, "complaints/step_closed.html", context, status=CONFLICT if is_sent else 200)


def _form(request: Any, facts: ComplaintFacts, kind: str) -> StepForm:
    complaint = facts.complaint
    who = "" if services.decides_itself(facts, kind) else services.capacity_words(facts, kind)
    form = StepForm(sent(request), facts=facts, kind=kind, decided_by=who, meetings=_meetings(request, complaint))
    bodies = Body.objects.on(facts.today).filter(parent=complaint.body_id)
    form.offer(bodies=bodies, people=permissions.people_to_appoint(complaint.body), comment_words=_comment_words(facts))
    return form


def _meetings(request: Any, complaint: Complaint) -> Any:
    """The meetings at which the panel or a sub-committee of it may have decided, as far as the reader knows of them."""
    bodies = Body.objects.filter(pk=complaint.body_id) | Body.objects.filter(parent=complaint.body_id)
    held = Meeting.objects.visible_to(request.user).filter(body__in=bodies, held_on__lte=clock.today())
    return held.select_related("body").order_by("-held_on", "slug")[:MOST_MEETINGS]


def _comment_words(facts: ComplaintFacts) -> str:
    """By when both sides are asked where no day is typed, with the rule and its mark."""
    rule = facts.rules.get(rulebook.COMPLAINT_COMMENT)
    until = last_day(facts, rulebook.COMPLAINT_COMMENT, facts.today)
    if rule is None or until is None:
        return _("The panel has no rule for this: enter the day")
    words = _("Left empty, it is %(count)s working days after the day of the decision, from today %(day)s")
    return said(facts, Refusal(words % {"count": rule.number, "day": long_date(until)}, rulebook.COMPLAINT_COMMENT))


def _tests(facts: ComplaintFacts, kind: str) -> list[Test]:
    """The computed tests, where the grounds of a step rest on them."""
    return [one_year_test(facts), no_name_test(facts)] if kind == StepKind.DISAPPLY else []


def _previews(facts: ComplaintFacts, kind: str) -> list[Preview]:
    """The letters in the panel's wording. What only the step brings is not known yet."""
    return [_preview(facts, written) for written in sketches(facts, kind)]


def _preview(facts: ComplaintFacts, written: Written) -> Preview:
    kind, recipient = LetterKind(written.letter.kind), Recipient(written.letter.recipient)
    title = _("%(letter)s, to %(to)s") % {"letter": kind.label, "to": inside(recipient.label)}
    is_needed = recipient != Recipient.COMPLAINANT or facts.can_be_reached
    return Preview(title, written.subject, written.html, is_needed)


# Taken back ------------------------------------------------------------------------------------------------------


@login_required
def step_take_back(request: Any, area: str, reference: str) -> HttpResponse:
    """Take the last step back, with a reason."""
    complaint = find_complaint(request, reference)
    facts = read_complaint(complaint, request.user)
    last = facts.last_step
    power = STEPS[last.kind].power if last is not None and last.kind in STEPS else Power.RECORD
    allowed(complaint, lambda user, one: permissions.can_take(user, one, power), request)
    if why := _not_back(facts):
        return _closed(request, complaint, _("Take the last step back"), why)
    form = TakeBackForm(sent(request), complaint=complaint)
    if form.is_valid() and done(form, lambda: _take_back(request, complaint, form)):
        return redirect(complaint.get_absolute_url())
    drafts = [one for one in facts.letters_of(last) if one.status != LetterStatus.ISSUED]
    context = {**complaint_page(request, complaint), "form": form, "step": last, "drafts": drafts}
    return render(request, "complaints/step_take_back.html", context)


def _take_back(request: Any, complaint: Complaint, form: TakeBackForm) -> None:
    said_of_it = form.cleaned_data
    services.take_back_step(complaint=complaint, version=said_of_it["version"], why=said_of_it["why"], actor=request.user)
    messages.success(request, _("Step taken back"))


def _not_back(facts: ComplaintFacts) -> str:
    """Why the last step cannot be taken back; empty where it can."""
    last = facts.last_step
    if facts.complaint.erased_at is not None:
        return _("This complaint was erased. Nothing can be changed in it")
    if last is None or last.kind == StepKind.RECEIVE:
        return _("There is no step that could be taken back")
    if is_told(facts, last):
        return _("A letter of this step was sent. It can no longer be taken back")
    return ""
