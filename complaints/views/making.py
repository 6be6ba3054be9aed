"""Making a complaint on the website: what it is about, where it goes, one answer a page, sending. Without account or script."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from complaints.forms.making import About, AboutForm, MakeCheckForm, WhatForm, WhoForm, WhomForm, YouForm
from complaints.services.files import examine_all
from complaints.services.intake import make_complaint
from complaints.views import making_draft as drafts
from complaints.views.links import crumbs
from complaints.views.making_page import Making, deadlines, nameless_words, next_lines, page_for, summary_of
from documents.services.contents import Content
from interface import clock
from interface.fields import parse_date
from interface.once import done_once, refused
from meetings.services.questions.spam import check_allowance, count_sending, hurry_problem
from meetings.views.session_drafts import line_of, not_kept
from panels import rulebook

page_of_the_public = require_http_methods(["GET", "HEAD", "POST"])


@page_of_the_public
@not_kept
def make_start(request: HttpRequest, area: str) -> HttpResponse:
    """What is it about? What is not about the Commissioner goes elsewhere, and is told where."""
    page = page_for(request)
    form = AboutForm(_posted(request))
    if form.is_valid():
        about = form.cleaned_data["about"]
        if about != About.COMMISSIONER:
            return redirect("complaints:make-elsewhere", area, about)
        drafts.begin(request)
        return _onwards(request)
    context = {
        "page": page, "form": form, **next_lines(page), "due": deadlines(page, page.today),
        "no_appeal": page.law(rulebook.COMPLAINT_NO_APPEAL), "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "complaints/make_start.html", context)


@require_safe
def make_elsewhere(request: HttpRequest, area: str, about: str) -> HttpResponse:
    """Where a complaint goes that is not about the Commissioner."""
    if about not in About.values or about == About.COMMISSIONER:
        raise Http404
    context = {"page": page_for(request), "about": About(about)}
    return render(request, "complaints/make_elsewhere.html", context)


@require_safe
def make_privacy(request: HttpRequest, area: str) -> HttpResponse:
    """What becomes of what somebody tells us."""
    page = page_for(request)
    kept = {"years": page.number(rulebook.COMPLAINT_RETENTION), "law": page.law(rulebook.COMPLAINT_RETENTION)}
    return render(request, "complaints/privacy_notice.html", {"page": page, "kept": kept})


@page_of_the_public
@not_kept
def make_whom(request: HttpRequest, area: str) -> HttpResponse:
    page, draft = _answering(request)
    names = ("from_on", "until_on")
    start = {name: parse_date(getattr(draft, name)) for name in names}
    form = WhomForm(_posted(request), holders=page.holders, initial={"whom": draft.whom, **start})
    if form.is_valid():
        draft.whom = form.cleaned_data["whom"]
        for name in names:
            day = form.cleaned_data[name]
            setattr(draft, name, day.isoformat() if day else "")
        return _kept(request, page, draft)
    return _step(request, page, form, "whom")


@page_of_the_public
@not_kept
def make_what(request: HttpRequest, area: str) -> HttpResponse:
    page, draft = _answering(request)
    typed = {f"words_{number}": text for number, text in enumerate(draft.words, 1)}
    form = WhatForm(_posted(request), initial=typed)
    if form.is_valid():
        draft.words = form.words
        return _kept(request, page, draft)
    return _step(request, page, form, "what")


@page_of_the_public
@not_kept
def make_who(request: HttpRequest, area: str) -> HttpResponse:
    page, draft = _answering(request)
    form = WhoForm(_posted(request), nameless=nameless_words(page), initial={"who": draft.who})
    if form.is_valid():
        draft.who = form.cleaned_data["who"]
        return _kept(request, page, draft)
    return _step(request, page, form, "who")


@page_of_the_public
@not_kept
def make_you(request: HttpRequest, area: str) -> HttpResponse:
    page = page_for(request)
    if page.draft is None or not page.draft.who or page.draft.is_anonymous:
        return _onwards(request)
    start = {name: getattr(page.draft, name) for name in drafts.YOU}
    form = YouForm(_posted(request), for_other=page.draft.for_other, initial=start)
    if form.is_valid():
        for name in drafts.YOU:
            setattr(page.draft, name, form.cleaned_data.get(name, ""))
        return _kept(request, page, page.draft)
    return _step(request, page, form, "you")


@page_of_the_public
@not_kept
def make_check(request: HttpRequest, area: str) -> HttpResponse:
    """Check the answers, add files and send: once, and only what this visitor's own session holds."""
    page = page_for(request)
    if request.method == "POST" and _is_sent_already(request):
        return redirect("complaints:make-sent", area)
    if page.draft is None or page.draft.missing_step():
        return _onwards(request)
    form = MakeCheckForm(_posted(request), request.FILES or None, initial={"token": page.draft.token})
    if form.is_valid() and (url := _sent(request, page, form)):
        return redirect(url)
    if form.is_bound:
        form.use_token(page.draft.token)
    before = "who" if page.draft.is_anonymous else "you"
    context = {"page": page, "form": form, "rows": summary_of(page), "back": reverse(f"complaints:make-{before}", args=[area])}
    return render(request, "complaints/make_check.html", context)


@require_http_methods(["POST"])
@not_kept
def make_forget(request: HttpRequest, area: str) -> HttpResponse:
    """Drop what was answered so far, as on a computer that others use."""
    drafts.forget(request)
    messages.success(request, _("Your answers are deleted. Nothing was sent"))
    return redirect("complaints:make-start", area)


@require_safe
@not_kept
def make_sent(request: HttpRequest, area: str) -> HttpResponse:
    """The reference of what this visitor sent, and what happens when."""
    told = drafts.sent_by(request)
    if told is None:
        return redirect("complaints:make-start", area)
    page = page_for(request)
    due = deadlines(page, parse_date(told["on"]) or page.today, answers=not told["anonymous"])
    context = {"page": page, "told": told, **next_lines(page), "due": due, "breadcrumbs": crumbs(request)}
    return render(request, "complaints/make_sent.html", context)


def _is_sent_already(request: Any) -> bool:
    """Whether this very form was sent from this very session before: its second sending arrives where the first did."""
    told = drafts.sent_by(request)
    return told is not None and told["token"] == request.POST.get("token")


def _sent(request: Any, page: Making, form: MakeCheckForm) -> str:
    """Where sending led; empty when it was refused, with the reasons on the form."""
    draft = page.draft
    if form.token != draft.once:
        form.add_error(None, _("Your answers have changed since this page was opened. Check them, then send them"))
        return ""
    now, line = clock.now(), line_of(request)
    try:
        if problem := hurry_problem(draft.began, now):
            raise ValidationError(problem)
        check_allowance(line=line, email=draft.email, now=now)
        contents = _examined(form, line)  # slow: before anything is held
    except ValidationError as error:
        refused(form, error)
        return ""

    def work() -> str:
        made = make_complaint(
            area=request.area, body=page.panel, office_holder=page.holder, words="\n\n".join(draft.words), days=draft.days,
            is_anonymous=draft.is_anonymous, parties=draft.parties, files=contents,
            actor=request.user if isinstance(request.user, User) else None,
        )  # fmt: skip
        count_sending(line=line, email=draft.email, now=now)
        drafts.settle(request, draft, made.reference)
        return reverse("complaints:make-sent", args=[request.area.slug])

    return done_once(form, work)


def _answering(request: Any) -> tuple[Making, drafts.Draft]:
    """The page with the draft that it answers: a new one where the session has none any more, so that nothing sent is lost."""
    page = page_for(request)
    return page, page.draft or drafts.fresh()


def _examined(form: MakeCheckForm, line: str) -> list[Content]:
    """What the files hold. One that is refused costs as much as one that is kept: it counts in the share of a line too."""
    try:
        return examine_all(form.cleaned_data["uploads"])
    except ValidationError:
        count_sending(line=line, email="", now=clock.now())
        raise


def _kept(request: Any, page: Making, draft: drafts.Draft) -> HttpResponse:
    """Put the answer into the session and go on; who was away for too long is told which answers are gone."""
    if page.draft is None:
        messages.warning(request, _("Your earlier answers were deleted, as nothing came for hours. We kept what you just sent"))
    drafts.keep(request, draft)
    return _onwards(request)


def _onwards(request: Any) -> HttpResponse:
    """To the first page that is not answered, else to the check; to the reference, where the answers were sent."""
    draft = drafts.draft_of(request)
    if draft is None and drafts.sent_by(request):
        return redirect("complaints:make-sent", request.area.slug)
    if draft is None:
        if request.method == "POST":
            messages.warning(request, _("Your answers were deleted, as nothing came for hours. Nothing was sent. Start again"))
        return redirect("complaints:make-start", request.area.slug)
    return redirect(f"complaints:make-{draft.missing_step() or 'check'}", request.area.slug)


def _step(request: Any, page: Making, form: Any, step: str) -> HttpResponse:
    if page.draft is None:
        return _onwards(request)
    before = drafts.ORDER[drafts.ORDER.index(step) - 1] if step != drafts.ORDER[0] else "start"
    context = {"page": page, "form": form, "step": step, "back": reverse(f"complaints:make-{before}", args=[request.area.slug])}
    return render(request, "complaints/make_step.html", context)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
