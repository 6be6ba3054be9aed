"""What is alleged: read, entered, changed, taken out and put back, and looked at for seriousness."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import permissions
from complaints.choices import ComplaintStatus, StepKind
from complaints.forms.allegations import AllegationCreateForm, AllegationRemoveForm, AllegationUpdateForm, JudgeForm
from complaints.models import Allegation, Complaint
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import Test, one_year_test
from complaints.services import allegations as services
from complaints.services.reading import read_complaint
from complaints.views.acts import find_complaint, worked_complaint
from complaints.views.links import complaint_page
from complaints.views.next_steps import Law, law_of
from interface.once import done_once
from meetings.views.programme import sent
from panels import rulebook

LIST = "allegation-list"


@login_required
@require_safe
def allegation_list(request: Any, area: str, reference: str) -> HttpResponse:
    """What is alleged, when it happened, and what was decided of each."""
    complaint = find_complaint(request, reference)
    facts = read_complaint(complaint, request.user)
    changes = permissions.can_work_on(request.user, complaint) and not complaint.is_over and complaint.erased_at is None
    context = {
        **complaint_page(request, complaint, LIST),
        "allegations": [(place, one, changes and _may_go(facts, one)) for place, one in enumerate(facts.allegations, 1)],
        "changes": changes,
        "adds": changes and complaint.status in services.ADDABLE,
        "rewords": changes and complaint.status in services.CHANGEABLE,
        "judges": changes and complaint.status in services.JUDGED,
        "taken_out": _taken_out(request, complaint) if changes else [],
        "serious_law": law_of(facts.rules, rulebook.COMPLAINT_SERIOUS),
        **_test(facts),
    }
    return render(request, "complaints/allegation_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def allegation_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Enter one more thing that is alleged."""
    complaint = worked_complaint(request, reference)
    form = AllegationCreateForm(sent(request))

    def work() -> None:
        services.add_allegation(complaint=complaint, facts=form.facts(), actor=request.user)

    heading, button = _("Add an allegation"), _("Save allegation")
    return _act(request, complaint, form, work, heading=heading, button=button, done=_("Allegation saved"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def allegation_update(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Change the words or the days of an allegation."""
    complaint, row = _find(request, reference, number)
    form = AllegationUpdateForm(sent(request), allegation=row)

    def work() -> None:
        version = form.cleaned_data["version"]
        services.change_allegation(complaint=complaint, version=version, number=number, facts=form.facts(), actor=request.user)

    heading, button = _("Change the allegation"), _("Save allegation")
    return _act(request, complaint, form, work, heading=heading, button=button, done=_("Allegation saved"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def allegation_remove(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Take an allegation out, after asking; it can be put back."""
    complaint, row = _find(request, reference, number)
    form = AllegationRemoveForm(sent(request), versioned=row)

    def work() -> None:
        version = form.cleaned_data["version"]
        services.remove_allegation(complaint=complaint, version=version, number=number, actor=request.user)

    words = _("It is taken out of the complaint, and stays below the others. You can put it back.")
    heading, button = _("Take the allegation out"), _("Take out")
    done = _("Allegation taken out. You can put it back on this page")
    return _act(request, complaint, form, work, heading=heading, button=button, done=done, words=words, row=row)


@login_required
@require_POST
def allegation_restore(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Put an allegation back that was taken out."""
    complaint = worked_complaint(request, reference)
    row = get_object_or_404(Allegation.objects.visible_to(request.user), complaint=complaint, number=number)
    form = AllegationRemoveForm(request.POST, versioned=row)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            services.restore_allegation(complaint=complaint, version=version, number=number, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Allegation put back"))
    else:
        messages.error(request, _("Somebody else changed it. Look again, then put it back"))
    return redirect(_back(complaint))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def allegation_judge(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Say whether an allegation is serious: if it is, the time for the referral to the IOPC runs."""
    complaint, row = _find(request, reference, number)
    form = JudgeForm(sent(request), allegation=row)
    rules = read_complaint(complaint, request.user).rules

    def work() -> None:
        version = form.cleaned_data["version"]
        services.judge_allegation(complaint=complaint, version=version, number=number, actor=request.user, **form.facts())

    words = _("A serious complaint goes to the IOPC, as soon as practicable and by the end of the day after it becomes clear.")
    heading, button, done = _("Is this allegation serious?"), _("Save answer"), _("Answer saved")
    laws = [law_of(rules, rulebook.COMPLAINT_SERIOUS), law_of(rules, rulebook.COMPLAINT_REFERRAL)]
    return _act(request, complaint, form, work, heading=heading, button=button, done=done, words=words, row=row, laws=laws)


def _act(
    request: Any, complaint: Complaint, form: Any, work: Callable[[], None], *, heading: str, button: str, done: str, **more: Any
) -> HttpResponse:
    """A page of one act: the form, and when it is sent and taken, back to the list."""

    def finish() -> str:
        work()
        messages.success(request, done)
        return _back(complaint)

    if form.is_valid() and (url := done_once(form, finish)):
        return redirect(url)
    context = {
        **complaint_page(request, complaint, LIST), "form": form, "heading": heading, "button": button,
        "back_url": _back(complaint), **more,
    }  # fmt: skip
    return render(request, "complaints/allegation_form.html", context)


def _find(request: Any, reference: str, number: int) -> tuple[Complaint, Allegation]:
    """A standing allegation of a complaint whose facts the reader keeps."""
    complaint = worked_complaint(request, reference)
    rows = Allegation.objects.visible_to(request.user).standing().filter(complaint=complaint)
    row = get_object_or_404(rows, number=number)
    row.complaint = complaint
    return complaint, row


def _taken_out(request: Any, complaint: Complaint) -> list[Allegation]:
    rows = Allegation.objects.visible_to(request.user).filter(complaint=complaint, removed_at__isnull=False)
    return list(rows.order_by("number"))


def _may_go(facts: ComplaintFacts, one: Allegation) -> bool:
    """Whether an allegation can be taken out: before the complaint is recorded, or added after that and not serious."""
    recorded = facts.step(StepKind.RECORD)
    if facts.complaint.status == ComplaintStatus.RECEIVED or recorded is None:
        return facts.complaint.status == ComplaintStatus.RECEIVED
    return facts.complaint.status in services.ADDABLE and one.number > recorded.number and not one.is_serious


def _test(facts: ComplaintFacts) -> dict[str, Any]:
    """The test of regulation 15(3)(b), which rests on the days of the events."""
    test: Test = one_year_test(facts)
    shown = bool(facts.allegations) and not facts.complaint.is_over
    return {"test": test, "test_law": Law(test.provision, test.is_verified)} if shown else {}


def _back(complaint: Complaint) -> str:
    return reverse(f"complaints:{LIST}", args=[complaint.area.slug, complaint.reference])
