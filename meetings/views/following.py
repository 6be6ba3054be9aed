"""The sender's own page of what they sent: opened by the link that they were mailed, and by nothing else."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from interface import clock
from meetings.choices import QuestionStatus
from meetings.forms.asking import TakeBackForm
from meetings.models import PublicQuestion
from meetings.services.closings import closing_of
from meetings.services.questions.asking import question_of_sender
from meetings.services.questions.deciding import withdraw_question
from meetings.views.asking_page import deadline_of
from panels.models import ContactOfficer

LIVE = (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED)


@require_http_methods(["GET", "HEAD", "POST"])
def question_follow(request: HttpRequest, area: str, reference: str, key: str) -> HttpResponse:
    """What was sent, what is decided, the answer, and taking it back. A wrong key is the same as nothing there."""
    question = question_of_sender(area_slug=area, reference=reference, key=key)
    if question is None:
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not form.cleaned_data["sure"] and question.status in LIVE:
        asked = {"question": question, "form": TakeBackForm()}
        return _closed_to_others(render(request, "meetings/question_take_back.html", asked))
    if form.is_valid() and _taken_back(request, question, form):
        return _closed_to_others(redirect(request.path))
    return _closed_to_others(render(request, "meetings/question_follow.html", _facts(question, form)))


def _taken_back(request: HttpRequest, question: PublicQuestion, form: TakeBackForm) -> bool:
    try:
        withdraw_question(question=question, actor=request.user if isinstance(request.user, User) else None)
    except ValidationError as error:
        form.show_refusal(error)
        return False
    messages.success(request, _("You have taken %(reference)s back") % {"reference": question.reference})
    return True


def _facts(question: PublicQuestion, form: TakeBackForm) -> dict[str, Any]:
    meeting, now = question.meeting, clock.now()
    closing = closing_of(meeting, question.kind) if meeting and question.status in LIVE else None
    return {
        "question": question,
        "form": form,
        "deadline": deadline_of(closing, now) if closing else None,
        "can_take_back": question.status in LIVE,
        "words_changed": question.is_accepted and question.published_words != question.words,
        "moves": question.moves.select_related("from_meeting", "to_meeting"),
        "contact": ContactOfficer.objects.on(now.date()).filter(body=question.body_id).first(),
    }


def _closed_to_others(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, found by no search engine, and told to no other site that it links to.

    Not “no-referrer”: browsers then send a form with no origin, and it is refused as another site's.
    """
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
