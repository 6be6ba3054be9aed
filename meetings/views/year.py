"""Calling a year of meetings at once, and what becomes of its drafts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import clock
from interface.once import done_once, refused
from meetings import permissions
from meetings.forms.year import DraftsForm, TakeBackForm, YearPlanForm, YearRowsForm
from meetings.models import Meeting
from meetings.rules.year import MOST_MEETINGS
from meetings.services.reading import DayFacts, day_facts
from meetings.services.year import announce_drafts, cancel_drafts, create_year, drafts_of
from panels.rulebook import RuleMissing

TAKE_BACK = "cancel"


@login_required
def year_create(request: Any, area: str) -> HttpResponse:
    """First the plan; then every meeting on a row, to be changed or left out; then one act creates all of them."""
    bodies = _bodies(request)
    sent = request.POST if request.method == "POST" else None
    if sent is not None and "count" in sent:
        return _rows_sent(request, bodies)
    plan = YearPlanForm(sent, bodies=bodies, area=request.area)
    if not plan.is_valid():
        return render(request, "meetings/year_create.html", {"form": plan, "drafts": drafts_of(bodies).count()})
    if not plan.days:
        plan.add_error("months", _("No day in these 12 months follows the pattern. Choose other months"))
        return render(request, "meetings/year_create.html", {"form": plan})
    start = plan.rows()
    form = YearRowsForm(count=start["count"], initial=start, bodies=bodies, area=request.area)
    form.foresee()
    return _preview(request, form, plan.cleaned_data["body"], plan.cleaned_data["kind"])


def _rows_sent(request: Any, bodies: Any) -> HttpResponse:
    form = YearRowsForm(request.POST, count=_count(request.POST["count"]), bodies=bodies, area=request.area)
    if form.is_valid() and not form.only_looks:
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return _preview(request, form, form.cleaned_data.get("body"), form.cleaned_data.get("kind"))


def _create(request: Any, form: YearRowsForm) -> str:
    made = create_year(
        body=form.cleaned_data["body"], rows=form.kept_rows(), actor=request.user, announce=form.announces
    )  # fmt: skip
    said = {"count": len(made)}
    if form.announces:
        words = ngettext("%(count)s meeting announced", "%(count)s meetings announced", len(made))
        messages.success(request, words % said)
        return reverse("meetings:meeting-list", args=[request.area.slug])
    words = ngettext("%(count)s meeting drafted", "%(count)s meetings drafted", len(made))
    messages.success(request, words % said)
    return reverse("programme:year-drafts", args=[request.area.slug])


def _preview(request: Any, form: YearRowsForm, body: Any, kind: Any) -> HttpResponse:
    rows = [_row(request, form, number, body, kind) for number in form.numbers]
    kept = sum(bool(form[f"keep-{number}"].value()) for number in form.numbers)
    context = {"form": form, "rows": rows, "body": body, "kept": kept}
    return render(request, "meetings/year_preview.html", context)


def _row(request: Any, form: YearRowsForm, number: int, body: Any, kind: Any) -> dict[str, Any]:
    day = form.day_of(number)
    return {
        "number": number,
        "day": day,
        **form.fields_of(number),
        "facts": _facts(request, body, kind, day) if day and body and kind else None,
        "problems": [] if form.is_bound else form.unusual.get(number, []),
        "is_taken": not form.is_bound and not form.initial[f"keep-{number}"],
    }


def _facts(request: Any, body: Any, kind: str, day: Any) -> DayFacts | None:
    """What follows from a day; nothing where the rule book does not reach."""
    try:
        return day_facts(body=body, kind=kind, held_on=day, today=clock.today(), user=request.user)
    except RuleMissing:
        return None


@login_required
def year_drafts(request: Any, area: str) -> HttpResponse:
    """The meetings that nobody else knows of yet: announce the chosen ones, or take them back on a page that asks why."""
    drafts = drafts_of(_bodies(request))
    form = DraftsForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if form.is_valid():
        chosen = list(form.cleaned_data["meetings"])
        if request.POST.get("act") == TAKE_BACK:
            return _take_back(request, chosen)
        try:
            announce_drafts(meetings=chosen, actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            words = ngettext("%(count)s meeting announced", "%(count)s meetings announced", len(chosen))
            messages.success(request, words % {"count": len(chosen)})
            return redirect("programme:year-drafts", request.area.slug)
    return render(request, "meetings/year_drafts.html", {"form": form, "count": drafts.count()})


def _take_back(request: Any, chosen: list[Meeting]) -> HttpResponse:
    form = TakeBackForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        try:
            cancel_drafts(meetings=chosen, reason=form.cleaned_data["reason"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            words = ngettext("%(count)s draft taken back", "%(count)s drafts taken back", len(chosen))
            messages.success(request, words % {"count": len(chosen)})
            return redirect("programme:year-drafts", request.area.slug)
    return render(request, "meetings/year_take_back.html", {"form": form, "chosen": chosen})


def _bodies(request: Any) -> Any:
    """The bodies whose year somebody calls; who calls none is turned away."""
    if not permissions.can_create_meeting(request.user, request.area):
        raise PermissionDenied
    return permissions.bodies_to_call(request.user, request.area)


def _count(text: str) -> int:
    """How many rows were sent; a number that cannot be is none, which the form refuses."""
    return min(int(text), MOST_MEETINGS) if text.isdecimal() and len(text) <= len(str(MOST_MEETINGS)) else 1
