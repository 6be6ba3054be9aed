"""Public question time, for who asks: until when, one answer a page, and sending. No account, no script needed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from interface.once import done_once
from meetings.forms.asking import (
    NEXT,
    AskCheckForm,
    AskEligibleForm,
    AskKindForm,
    AskLateForm,
    AskStartForm,
    AskWordsForm,
    AskYouForm,
)
from meetings.models import Meeting
from meetings.rules.questions import LETTERS_A_LINE, LINES_A_SIDE, closes_words
from meetings.services.closings import number_of
from meetings.services.questions.asking import send_question
from meetings.services.questions.spam import check_allowance, count_sending, hurry_problem
from meetings.views import asking_draft as drafts
from meetings.views.asking_page import Asking, page_for, summary_of
from meetings.views.session_drafts import line_of, not_kept
from panels import rulebook

page_of_the_public = require_http_methods(["GET", "HEAD", "POST"])


@page_of_the_public
@not_kept
def question_ask(request: HttpRequest, area: str) -> HttpResponse:
    """Can I ask, and until when? The start leads into the pages, for the meeting that is chosen."""
    page = page_for(request)
    offered = page.open_offers() or page.offers[:1]
    form = AskStartForm(
        request.POST if request.method == "POST" else None,
        meetings=[(offer.meeting.slug, page.meeting_words(offer.meeting)) for offer in offered],
        hints={offer.meeting.slug: page.hint(offer) for offer in offered},
        initial={"meeting": page.draft.meeting} if page.draft else None,
    )
    if offered and form.is_valid():
        slug = form.cleaned_data.get("meeting") or offered[0].meeting.slug
        drafts.begin(request, meeting=slug)
        return _onwards(request)
    return render(request, "meetings/question_ask_start.html", {"page": page, "form": form, **page.start_facts()})


@page_of_the_public
@not_kept
def question_ask_kind(request: HttpRequest, area: str) -> HttpResponse:
    page = page_for(request)
    if page.draft is None:
        return redirect("questions:question-ask", area)
    data = request.POST if request.method == "POST" else None
    form = AskKindForm(data, hints=page.kind_hints(), initial={"kind": page.draft.kind})
    if form.is_valid():
        page.draft.kind = form.cleaned_data["kind"]
        return _kept(request, page)
    return _step(request, page, form, "kind", area)


@page_of_the_public
@not_kept
def question_ask_eligible(request: HttpRequest, area: str) -> HttpResponse:
    page = page_for(request)
    if page.draft is None:
        return redirect("questions:question-ask", area)
    data = request.POST if request.method == "POST" else None
    form = AskEligibleForm(data, area=request.area.name, initial={"residence": page.draft.residence})
    if form.is_valid():
        page.draft.residence = form.cleaned_data["residence"]
        return _kept(request, page)
    return _step(request, page, form, "eligible", area)


@page_of_the_public
@not_kept
def question_ask_words(request: HttpRequest, area: str) -> HttpResponse:
    page = page_for(request)
    if page.draft is None or not page.draft.kind:
        return _onwards(request)
    form = AskWordsForm(
        request.POST if request.method == "POST" else None,
        kind=page.draft.kind,
        most=number_of(page.rules, rulebook.QUESTIONS_EACH),
        sides=number_of(page.rules, rulebook.STATEMENT_SIDES),
        least=number_of(page.rules, rulebook.PETITION_SIGNATURES),
        initial=page.words_as_typed(),
    )
    if form.is_valid():
        page.draft.words, page.draft.words_kind = form.words, page.draft.kind
        page.draft.signatures = form.cleaned_data.get("signatures")
        return _kept(request, page)
    return _step(request, page, form, "words", area)


@page_of_the_public
@not_kept
def question_ask_you(request: HttpRequest, area: str) -> HttpResponse:
    page = page_for(request)
    if page.draft is None:
        return redirect("questions:question-ask", area)
    names = ("name", "email", "phone", "will_attend", "consented")
    start = {name: getattr(page.draft, name) for name in names}
    form = AskYouForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        for name in names:
            setattr(page.draft, name, form.cleaned_data[name])
        return _kept(request, page)
    return _step(request, page, form, "you", area)


@page_of_the_public
@not_kept
def question_ask_check(request: HttpRequest, area: str) -> HttpResponse:
    """Check the answers and send them: once, and only what this visitor's own session holds."""
    page = page_for(request)
    if request.method == "POST" and _is_sent_already(request):
        return redirect("questions:question-sent", area)
    if page.draft is None or page.draft.missing_step() or page.is_closed:
        return _onwards(request)
    form = AskCheckForm(request.POST if request.method == "POST" else None, initial={"token": page.draft.token})
    if form.is_valid() and (url := _sent(request, page, form)):
        return redirect(url)
    if form.is_bound and page_for(request).is_closed:
        return _onwards(request)
    if form.is_bound:
        form.use_token(page.draft.token)
    sentence = closes_words(page.closing, page.now) if page.closing else ""
    context = {"page": page, "form": form, "rows": summary_of(page), "sentence": sentence}
    return render(request, "meetings/question_ask_check.html", context)


def _is_sent_already(request: HttpRequest) -> bool:
    """Whether this very form was sent from this very session before: its second sending arrives where the first did."""
    told = drafts.sent_by(request)
    return told is not None and told["token"] == request.POST.get("token")


def _sent(request: HttpRequest, page: Asking, form: AskCheckForm) -> str:
    """Where sending led; empty when it was refused, with the reasons on the form."""
    draft = page.draft
    if form.token != draft.once:
        form.add_error(None, _("Your answers have changed since this page was opened. Check them, then send them"))
        return ""
    line = line_of(request)
    try:
        if problem := hurry_problem(draft.began, page.now):
            raise ValidationError(problem)
        check_allowance(line=line, email=draft.email, now=page.now)
    except ValidationError as error:
        form.show_refusal(error)
        return ""

    def work() -> str:
        kept = send_question(
            body=page.panel, meeting=page.offer.meeting if page.offer else None, kind=draft.kind, words=draft.words,
            name=draft.name, email=draft.email, phone=draft.phone, residence=draft.residence, signatures=draft.signatures,
            will_attend=draft.will_attend, consented=draft.consented, late_for=page.late_for, now=page.now,
            actor=request.user if isinstance(request.user, User) else None,
        )  # fmt: skip
        count_sending(line=line, email=draft.email, now=page.now)
        drafts.settle(request, draft, [one.reference for one in kept])
        return reverse("questions:question-sent", args=[request.area.slug])

    return done_once(form, work)


@require_safe
@not_kept
def question_sent(request: HttpRequest, area: str) -> HttpResponse:
    """The reference of what this visitor sent, and what happens when."""
    told = drafts.sent_by(request)
    if told is None:
        return redirect("questions:question-ask", area)
    seen = Meeting.objects.visible_to(request.user).filter(area=request.area)
    meeting = seen.for_page().filter(slug=told["meeting"]).first()
    context = {"references": told["references"], "meeting": meeting, "contact": page_for(request).contact}
    return render(request, "meetings/question_sent.html", context)


@page_of_the_public
@not_kept
def question_late(request: HttpRequest, area: str) -> HttpResponse:
    """It is too late for the meeting: when it closed and why, with all that was typed, and how it goes to a later one."""
    page = page_for(request)
    late_for = page.closed_meeting()
    if late_for is None:
        return redirect("questions:question-ask", area) if page.is_closed else _onwards(request)
    later = page.later_than(late_for)
    options = [(offer.meeting.slug, page.meeting_words(offer.meeting)) for offer in later]
    options = options or [(NEXT, _("The next meeting, when it is announced"))]
    start = {"to": options[0][0]}
    form = AskLateForm(request.POST if request.method == "POST" else None, meetings=options, initial=start)
    if form.is_valid():
        to = form.cleaned_data["to"]
        drafts.begin(request, meeting="" if to == NEXT else to, late_for=late_for.slug)
        return _onwards(request)
    context = {"page": page, "form": form, "meeting": late_for, "closed": page.closings_words(late_for)}
    if page.draft and page.draft.words:
        context["rows"] = summary_of(page, can_change=False)[1:]  # all but the meeting, which is what is chosen here
    return render(request, "meetings/question_ask_late.html", context)


def _kept(request: HttpRequest, page: Asking) -> HttpResponse:
    """Put the answer into the session and go on; what is typed is kept even where the time is over meanwhile."""
    drafts.keep(request, page.draft)
    return _onwards(request)


def _step(request: HttpRequest, page: Asking, form: Any, step: str, area: str) -> HttpResponse:
    if request.method != "POST" and page.is_closed:
        return redirect("questions:question-late", area)
    before = drafts.ORDER[drafts.ORDER.index(step) - 1] if step != drafts.ORDER[0] else ""
    back = f"questions:question-ask-{before}" if before else "questions:question-ask"
    context = {
        "page": page,
        "form": form,
        "step": step,
        "back": reverse(back, args=[area]),
        "lines_a_side": LINES_A_SIDE,
        "letters_a_line": LETTERS_A_LINE,
        "sentence": closes_words(page.closing, page.now) if page.closing else "",
    }
    return render(request, "meetings/question_ask_step.html", context)


def _onwards(request: HttpRequest) -> HttpResponse:
    """To the first page that is not answered; to the one that says so, where the time is over."""
    page = page_for(request)
    if page.draft is None:
        return redirect("questions:question-ask", request.area.slug)
    if page.is_closed:
        return redirect("questions:question-late", request.area.slug)
    step = page.draft.missing_step()
    return redirect(f"questions:question-ask-{step or 'check'}", request.area.slug)
