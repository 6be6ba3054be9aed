"""The case of a senior appointment: the post and the search, the notice of a candidate, and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from decisions.choices import CaseKind, NoticeKind
from decisions.forms.appointment_rows import ObserversForm, StagesForm
from decisions.forms.appointments import CandidateNotifyForm, CandidateUpdateForm, DecisionForm, PostForm
from decisions.models import Case, Notice, Observer, SelectionStage
from decisions.rules.facts import CaseFacts
from decisions.rules.hearings import current_clock, open_notices, report_on, why_not_notice
from decisions.services import appointments as services
from decisions.services.reading import read_case
from decisions.views.acts import notified_case
from decisions.views.appointment_part import part, unnamed
from decisions.views.detail import crumbs
from interface import clock
from interface.once import done_once, refused
from interface.templatetags.dates import long_date
from meetings.models import Meeting
from panels import rulebook
from panels.models import Membership, Person

__all__ = [
    "appointment_decide", "candidate_notify", "candidate_update", "observer_list", "part", "post_update", "stage_list",
]  # fmt: skip
NOTICE_LAW = (rulebook.HEARING_NOTICE, rulebook.HEARING_REPORT, rulebook.HEARING_PAUSE, rulebook.HEARING_PRIVATE)
TITLES = {
    NoticeKind.PROPOSAL: lambda: _("Enter the notice of a candidate"),
    NoticeKind.RENOTIFICATION: lambda: _("Enter a new notice of the candidate"),
    NoticeKind.RESERVE: lambda: _("Enter the notice of a reserve candidate"),
}


# The post and the search ------------------------------------------------------------------------------------------


@login_required
def post_update(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Which post is filled, and how many applied."""
    case = _case(request, kind, slug)
    form = PostForm(sent(request), row=case.appointment)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "post", "is_temporary", "applications")}
        if saved(form, lambda: services.set_post(case=case, actor=request.user, **said)):
            messages.success(request, _("The post is saved"))
            return redirect(case)
    return render(request, "decisions/candidate_post.html", page(request, case, form))


@login_required
def stage_list(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """The stages of the search, each on a row."""
    case = _case(request, kind, slug)
    rows = list(SelectionStage.objects.filter(appointment__case=case).order_by("on", "number"))
    form = StagesForm(sent(request), case=case, rows=rows)
    if form.is_valid():
        version = form.cleaned_data["version"]
        if saved(form, lambda: services.keep_stages(case=case, version=version, rows=form.rows(), actor=request.user)):
            messages.success(request, _("The stages of the search are saved"))
            return redirect(case)
    return render(request, "decisions/stage_list.html", page(request, case, form))


@login_required
def observer_list(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Who observes the selection for the panel."""
    case = _case(request, kind, slug)
    rows = list(Observer.objects.filter(appointment__case=case).select_related("person").order_by("number"))
    form = ObserversForm(sent(request), case=case, rows=rows, people=_people(case, rows))
    if form.is_valid():
        version = form.cleaned_data["version"]
        if saved(form, lambda: services.keep_observers(case=case, version=version, rows=form.rows(), actor=request.user)):
            messages.success(request, _("The observers are saved"))
            return redirect(case)
    return render(request, "decisions/observer_list.html", page(request, case, form))


def _people(case: Case, rows: list[Observer]) -> QuerySet:
    """Who sits on the panel today, and who observes already."""
    sitting = Membership.objects.on(clock.today()).filter(body=case.body).values("person")
    standing = [one.person_id for one in rows if one.person_id]
    return (Person.objects.filter(pk__in=sitting) | Person.objects.filter(pk__in=standing)).distinct().order_by("name", "pk")


# The candidate ----------------------------------------------------------------------------------------------------


@login_required
def candidate_notify(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """The notice of a candidate: the first, one given again, or that of a reserve candidate, whichever can come now."""
    case = _case(request, kind, slug)
    facts = read_case(case, request.user)
    kinds = [] if facts.is_over else open_notices(facts)
    if request.method != "POST" and not kinds:
        problem = _("The case has ended") if facts.is_over else why_not_notice(facts, NoticeKind.RENOTIFICATION)
        return render(request, "decisions/candidate_notify.html", {**page(request, case, None), "problem": problem})
    chosen = request.POST.get("kind") if request.method == "POST" else kinds[0]
    form = CandidateNotifyForm(sent(request), kind=chosen, before=facts.running_notice, meetings=_meetings(request, facts))
    if form.is_valid() and (url := done_once(form, lambda: _notified(request, case, form))):
        return redirect(url)
    title = TITLES.get(chosen, TITLES[NoticeKind.PROPOSAL])()
    context = {**page(request, case, form), "title": title, "law": law_of(facts, *NOTICE_LAW, *_reserve(chosen))}
    return render(request, "decisions/candidate_notify.html", context)


def _notified(request: Any, case: Case, form: CandidateNotifyForm) -> str:
    services.notify_candidate(
        case=case, version=case.version, kind=form.cleaned_data["kind"], actor=request.user, **form.facts()
    )  # fmt: skip
    messages.success(request, _("The notice is kept. The panel’s time runs from the day it was received"))
    return case.get_absolute_url()


@login_required
def candidate_update(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Correct the notice of a candidate, or open what of it was private."""
    case = _case(request, kind, slug)
    notice = standing_notice(request, case, number, candidate__isnull=False)
    facts = read_case(case, request.user)
    meetings = _meetings(request, facts)
    form = CandidateUpdateForm(sent(request), notice=notice, meetings=meetings)
    if form.is_valid():
        said = {"version": form.cleaned_data["version"], **form.facts()}
        if notice.moved_for_id and not meetings.filter(pk=notice.moved_for_id).exists():
            said["moved_for"] = notice.moved_for  # who may not know of that meeting cannot have taken it out
        if saved(form, lambda: services.change_candidate(notice=notice, actor=request.user, **said)):
            messages.success(request, _("The notice is saved"))
            return redirect(case)
    title = _("Change the notice of %(day)s") % {"day": long_date(notice.received_on)}
    context = {**page(request, case, form), "title": title, "law": law_of(facts, *NOTICE_LAW, *_reserve(notice.kind))}
    return render(request, "decisions/candidate_notify.html", context)


def _meetings(request: Any, facts: CaseFacts) -> QuerySet:
    """The meetings of a case that its reader may know of, by day."""
    seen = Meeting.objects.visible_to(request.user).select_related("body")
    return seen.filter(pk__in={one.meeting_id for one in facts.meetings}).order_by("held_on", "pk")


def _reserve(kind: Any) -> tuple[str, ...]:
    return (rulebook.RESERVE_CANDIDATE,) if kind == NoticeKind.RESERVE else ()


# The decision -----------------------------------------------------------------------------------------------------


@login_required
def appointment_decide(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """What the Commissioner decided on the candidate. It ends the case."""
    case = _case(request, kind, slug)
    form = DecisionForm(sent(request), versioned=case)
    if form.is_valid() and saved(form, lambda: services.decide_appointment(case=case, actor=request.user, **decided(form))):
        messages.success(request, _("The decision is recorded, and the case has ended"))
        return redirect(case)
    facts = read_case(case, request.user)
    law = law_of(facts, rulebook.APPOINTMENT_DECISION, rulebook.HEARING_LAPSE, rulebook.RESERVE_CANDIDATE)
    context = {**page(request, case, form), "title": _("Record what the Commissioner decided"), "law": law}
    return render(request, "decisions/candidate_decide.html", {**context, "record": record_lines(facts)})


def decided(form: DecisionForm) -> dict[str, Any]:
    """What a valid form says of a decision, as keywords for a service."""
    said = form.cleaned_data
    return {"version": said["version"], "decided_on": said["decided_on"], "outcome": form.outcome, "note": said["note"]}


def record_lines(facts: CaseFacts) -> list[dict[str, str]]:
    """From what the outcome is told: the notice, the panel's last day, and its report."""
    timed = current_clock(facts)
    if timed is None:
        return [{"term": _("Notice"), "value": _("none yet")}]
    report = report_on(facts, timed.notice)
    said = {"day": long_date(report.issued_on), "what": report.get_position_display()} if report else {}
    rows = [
        (_("Received"), long_date(timed.starts_on)),
        (_("Last day for the report"), f"{long_date(timed.last_on)} ({timed.provision})"),
        (_("Report"), _("%(what)s, sent %(day)s") % said if report else _("none sent")),
    ]
    if facts.case.kind == CaseKind.APPOINTMENT:
        rows.insert(0, (_("Who"), unnamed(facts, timed.notice)))
    return [{"term": term, "value": value} for term, value in rows]


# What these pages share -------------------------------------------------------------------------------------------


def page(request: Any, case: Case, form: Any) -> dict[str, Any]:
    """What every page of an act has."""
    return {"case": case, "form": form, "breadcrumbs": crumbs(request, case)}


def saved(form: Any, work: Any) -> bool:
    """Whether a service did what a form asks; what it refuses is put on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def standing_notice(request: Any, case: Case, number: int, **more: Any) -> Notice:
    """A notice of a case that was not taken back, or 404."""
    seen = Notice.objects.visible_to(request.user).standing().select_related("case", "candidate", "moved_for")
    return get_object_or_404(seen, case=case, number=number, **more)


def _case(request: Any, kind: str, slug: str) -> Case:
    """The case of a senior appointment in which the reader acts for the Commissioner; other kinds have no such page."""
    if kind != CaseKind.APPOINTMENT:
        raise Http404
    return notified_case(request, kind, slug)


def sent(request: Any) -> Any:
    """What a form was sent with; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def law_of(facts: CaseFacts, *keys: str) -> list[Any]:
    """The rules that a page rests on, without those that the rule book does not hold."""
    return [rule for rule in (facts.rule(key) for key in keys) if rule is not None]
