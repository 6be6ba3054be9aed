"""Reports asked of people: the clerk's list, the page that both sides share, sending in, and deciding."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from documents.choices import HIDDEN_FINDINGS, PaperKind, PaperStatus
from documents.models import Paper
from documents.services.findings import open_blocking
from interface import clock
from interface.once import done_once, refused
from interface.templatetags.dates import day_date, long_date
from meetings import permissions, rules
from meetings.choices import RequestStatus
from meetings.forms import AskReportForm, DecideReportForm, ReplaceReportForm, ReturnReportForm, SubmitReportForm
from meetings.models import Meeting, PaperRequest
from meetings.rules.requests import ACCEPT, ACTS, CANCEL, RETURN, due_words, submission_problem
from meetings.services import requests as services
from meetings.services.papers import Upload
from meetings.views.acts import own_item, own_meeting
from panels.working_days import CountedDay

BUTTONS = {
    ACCEPT: gettext_lazy("Accept the report"),
    RETURN: gettext_lazy("Return the report"),
    CANCEL: gettext_lazy("Take the request back"),
}
DONE = {
    ACCEPT: gettext_lazy("The report is accepted and is on its item"),
    RETURN: gettext_lazy("The report is returned. Its author is told"),
    CANCEL: gettext_lazy("The report is no longer wanted. Its author is told"),
}


IN_SUPPLEMENT = gettext_lazy("The report is accepted and is in the supplement")
COLOURS = {
    RequestStatus.SUBMITTED: "yellow",
    RequestStatus.RETURNED: "teal",
    RequestStatus.ACCEPTED: "green",
    RequestStatus.CANCELLED: "grey",
}


def _find(request: Any, meeting: str, number: int) -> PaperRequest:
    """A report that the reader asked for or was asked for; it opens nothing else of the meeting."""
    seen = PaperRequest.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, meeting__area=request.area, meeting__slug=meeting, number=number)


def _place(request: Any, asked: PaperRequest) -> dict[str, Any]:
    """The meeting for the way back, where the reader may know of it."""
    known = Meeting.objects.visible_to(request.user).filter(pk=asked.meeting_id).exists()
    return {"asked": asked, "meeting": asked.meeting if known else None}


@login_required
def request_create(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Ask a named person for a report for an item; the page says when it will be due."""
    found = own_item(request, meeting, item)
    people = permissions.people_to_ask(found.meeting.area)
    form = AskReportForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        url = done_once(form, lambda: _ask(request, found, form.facts()))
        if url:
            return redirect(url)
    context = {
        "meeting": found.meeting,
        "item": rules.seen_item(found, True),
        "form": form,
        "deadline": deadline_words(found.meeting, clock.today()),
    }
    return render(request, "meetings/request_create.html", context)


def _ask(request: Any, item: Any, facts: dict[str, Any]) -> str:
    asked = services.ask_report(item=item, actor=request.user, **facts)
    said = {"name": asked.asked_of.name or asked.asked_of.email, "day": long_date(asked.due_on)}
    messages.success(request, _("%(name)s is asked to report by %(day)s, and gets a mail") % said)
    return asked.get_absolute_url()


@login_required
@require_safe
def request_list(request: Any, area: str, meeting: str) -> HttpResponse:
    """Every report asked for the meeting with its state, and the log of late ones."""
    found = own_meeting(request, meeting)
    today = clock.today()
    asked = list(PaperRequest.objects.visible_to(request.user).for_page().filter(meeting=found).order_by("number"))
    undecided = open_blocking(one.paper for one in asked if one.paper and one.status == RequestStatus.SUBMITTED)
    context = {
        "meeting": found,
        "rows": [{"asked": one, "state": _state(one, today, len(undecided.get(one.paper_id, ())))} for one in asked],
        "late": services.late_papers(found),
        "deadline": deadline_words(found, today),
    }
    return render(request, "meetings/request_list.html", context)


@login_required
@require_safe
def request_detail(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """What is asked, by when, how far it is, and what may be done next by whoever reads it."""
    asked = _find(request, meeting, number)
    today = clock.today()
    is_author = permissions.can_submit_report(request.user, asked)
    decides = permissions.can_decide_report(request.user, asked)
    shown = Paper.objects.visible_to(request.user).for_page().filter(pk=asked.paper_id).first()
    problem = submission_problem(
        status=asked.status, due_on=services.due_day(asked.meeting), today=today, meeting_status=asked.meeting.status
    )
    undecided = _found_words(shown) if shown and (is_author or decides) else ""
    acts = [act for act in ACTS[RequestStatus(asked.status)] if not (act == ACCEPT and undecided)]
    context = {
        **_place(request, asked),
        "deadline": deadline_words(asked.meeting, today, came=asked.submitted_at is not None),
        "state": _state(asked, today) | ({} if decides or asked.status != RequestStatus.SUBMITTED else {"colour": "teal"}),
        "is_author": is_author,
        "can_submit": is_author and not problem,
        "cannot_submit": problem if is_author else "",
        "decides": decides,
        "acts": [(act, BUTTONS[act]) for act in acts] if decides else [],
        "paper": shown,
        "found": undecided,
    }
    return render(request, "meetings/request_detail.html", context)


@login_required
def request_submit(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """The author sends the report in, or another in its place."""
    asked = _find(request, meeting, number)
    if not permissions.can_submit_report(request.user, asked):
        raise PermissionDenied
    if asked.paper and asked.paper.status != PaperStatus.DRAFT:  # the form would show the text, whoever may read it by now
        raise PermissionDenied
    form = _submit_form(request, asked)
    if form.is_valid():
        work = _replace if asked.paper else _send
        if url := work(request, asked, form):
            return redirect(url)
    context = {**_place(request, asked), "form": form, "is_first": asked.paper is None}
    return render(request, "meetings/request_submit.html", context)


def _submit_form(request: Any, asked: PaperRequest) -> Any:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if asked.paper:
        return ReplaceReportForm(*sent, instance=asked.paper, needs_file=bool(_found_words(asked.paper)))
    return SubmitReportForm(*sent, initial={"title": asked.title})


def _send(request: Any, asked: PaperRequest, form: SubmitReportForm) -> str:
    file = form.cleaned_data.get("file")
    content: dict[str, Any] = {"upload": Upload(file.name, file.read)} if file else {"text": form.cleaned_data["text"]}

    def work() -> str:
        services.submit_report(request=asked, actor=request.user, **form.facts(), **content)
        messages.success(request, _("The report is with the clerk"))
        return asked.get_absolute_url()

    return done_once(form, work)


def _replace(request: Any, asked: PaperRequest, form: ReplaceReportForm) -> str:
    change = form.change()
    if "data" in change:
        change["upload"] = Upload(change.pop("filename"), change.pop("data"))
    try:
        services.submit_report(request=asked, actor=request.user, **change)
    except ValidationError as error:
        refused(form, error)
        return ""
    kept = asked.paper is not None and asked.paper.kind == PaperKind.PDF and "upload" not in change
    words = _("Saved. The file is still the one that you sent before")
    messages.success(request, words if kept else _("The report is replaced. The clerk reads the new one"))
    return asked.get_absolute_url()


@login_required
def request_decide(request: Any, area: str, meeting: str, number: int, act: str) -> HttpResponse:
    """The clerk accepts a report onto its item, returns it with a reason, or takes the request back."""
    asked = _find(request, meeting, number)
    if act not in BUTTONS:
        raise Http404
    if not permissions.can_decide_report(request.user, asked):
        raise PermissionDenied
    form_class = ReturnReportForm if act == RETURN else DecideReportForm
    form = form_class(request.POST if request.method == "POST" else None, initial={"version": asked.version})
    if form.is_valid():
        try:
            _decide(request, asked, act, form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, IN_SUPPLEMENT if act == ACCEPT and asked.meeting.agenda_is_out else DONE[act])
            return redirect("meetings:request-list", asked.meeting.area.slug, asked.meeting.slug)
    context = {**_place(request, asked), "form": form, "act": act, "button": BUTTONS[act]}
    return render(request, "meetings/request_decide.html", context)


def _decide(request: Any, asked: PaperRequest, act: str, answers: dict[str, Any]) -> None:
    common: dict[str, Any] = {"request": asked, "actor": request.user, "version": answers["version"]}
    if act == ACCEPT:
        services.accept_report(**common)
    elif act == RETURN:
        services.return_report(**common, reason=answers["reason"])
    else:
        services.cancel_report(**common)


# Words -----------------------------------------------------------------------------------------------------------


def deadline_words(meeting: Meeting, today: date, *, came: bool = False) -> dict[str, Any] | None:
    """The draft deadline as `components/deadline.html` shows it; None where nothing lays one down."""
    deadline = services.draft_deadline(meeting)
    if deadline is None:
        return None
    words = _("Reports reach the clerk by %(day)s.") if deadline.by_own_rule else _("Reports go out with the agenda, by %(day)s.")
    return {
        "sentence": words % {"day": long_date(deadline.day)},
        "state": "" if came else due_words(deadline.day, today),
        "counted": [_counted(day) for day in deadline.counted],
        "provision": deadline.provision,
        "verified": deadline.is_verified,
    }


def deadlines_of(reports: Iterable[services.AskedReport], today: date) -> dict[int, dict[str, Any]]:
    """How the last day is worked out for each meeting that somebody still has to report to, by its key."""
    wanted = {one.meeting.pk: one.meeting for one in reports if one.is_yours_to_do}
    found = {key: deadline_words(meeting, today) for key, meeting in wanted.items()}
    return {key: words for key, words in found.items() if words}


def _counted(day: CountedDay) -> dict[str, Any]:
    words = str(day.number) if day.counts else _("No, %(reason)s") % {"reason": day.reason}
    return {"day": day_date(day.day), "counts": words}


def _state(asked: PaperRequest, today: date, to_review: int = 0) -> dict[str, Any]:
    """The state in words with its colour, and how near its day is, or that it came late."""
    waits = asked.submitted_at is None and asked.is_awaited
    near = due_words(asked.due_on, today) if waits else (_("Late paper") if asked.was_late else "")
    words, colour = str(asked.get_status_display()), COLOURS.get(RequestStatus(asked.status), "")
    return {"words": words, "colour": colour, "near": near, "to_review": to_review}


def _found_words(paper: Paper) -> str:
    """What was found in a file and is not decided, for whoever can mend it."""
    found = open_blocking([paper]).get(paper.pk, [])
    pages = sorted({one.page for one in found if one.kind in HIDDEN_FINDINGS and one.page})
    if pages:
        words = ngettext(
            "We found words that cannot be seen on page %(pages)s", "We found words that cannot be seen on pages %(pages)s",
            len(pages),
        )  # fmt: skip
        return words % {"pages": ", ".join(str(page) for page in pages)}
    return _("We found something in the file that must be decided") if found else ""
