"""Deciding on what the public sent: taken or not, carried, answered, shown, opened again; and logging what came by post."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interface import clock
from interface.once import done_once, refused
from meetings import permissions
from meetings.choices import MeetingStatus, Publication, QuestionKind, QuestionStatus
from meetings.forms.questions import AnswerForm, CarryForm, DecideForm, EnterForm, QuestionForm, RejectForm
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.services.closings import SHOWN, number_of, rules_of_question_time
from meetings.services.questions import answering, deciding, keeping
from meetings.services.questions.papers import is_question_time, question_items
from meetings.services.questions.redaction import found_in, marked_lines
from meetings.views.questions import find_question

LIVE = (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED)
TAKEN = (QuestionStatus.ACCEPTED, QuestionStatus.ANSWERED)
NOT_TAKEN = (MeetingStatus.DRAFT, MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)
UNDONE = (*TAKEN, QuestionStatus.REJECTED)


@login_required
def question_create(request: Any, area: str) -> HttpResponse:
    """A submission that came by post, by email or by word of mouth."""
    bodies = permissions.panels_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    known = Meeting.objects.visible_to(request.user).filter(body__in=bodies, publication=Publication.PUBLIC)
    meetings = known.exclude(status__in=NOT_TAKEN).select_related("body").order_by("-held_on", "slug")
    coming = meetings.filter(held_on__gte=clock.today()).last()
    form = EnterForm(_sent(request), bodies=bodies, meetings=meetings, initial={"meeting": coming})
    if form.is_valid() and (url := done_once(form, lambda: _enter(request, form))):
        return redirect(url)
    return render(request, "meetings/question_queue_create.html", {"form": form})


def _enter(request: Any, form: EnterForm) -> str:
    question = keeping.enter_question(**form.facts(), actor=request.user)
    words = _("%(reference)s is logged as late") if question.late_for_id else _("%(reference)s is logged")
    messages.success(request, words % {"reference": question.reference})
    return question.get_absolute_url()


@login_required
def question_decide(request: Any, area: str, reference: str) -> HttpResponse:
    """The words as sent beside those for the papers, with personal data marked; or the words of one that was accepted."""
    question = own_question(request, reference)
    items = question_items(question.meeting) if question.meeting else []
    rows = AgendaItem.objects.in_order().filter(pk__in=[item.pk for item in items])
    form = DecideForm(
        _sent(request), question=question, items=rows, item=_item_of(question, items), shown=_is_to_be_shown(question)
    )
    problem = _problem(question, LIVE)
    if not problem and form.is_valid() and _done(form, lambda: _accept(request, question, form)):
        messages.success(request, _("%(reference)s is accepted") % {"reference": question.reference})
        return redirect(question)
    words = str(form["published_words"].value() or "")
    context = {
        "question": question, "form": form, "problem": problem, "as_sent": marked_lines(question, question.words),
        "for_papers": marked_lines(question, words), "is_found": words != question.words and bool(found_in(question, words)),
    }  # fmt: skip
    return render(request, "meetings/question_accept.html", context)


def _accept(request: Any, question: PublicQuestion, form: DecideForm) -> PublicQuestion:
    return deciding.accept_question(question=question, actor=request.user, **form.facts())


def _item_of(question: PublicQuestion, items: list[AgendaItem]) -> str:
    """The item that it is on, else that of public question time."""
    if question.item:
        return question.item.slug
    return next((item.slug for item in items if is_question_time(item)), "")


def _is_to_be_shown(question: PublicQuestion) -> bool:
    """As it stands; before the decision, what the body's own rule says of its kind."""
    if question.is_accepted:
        return question.is_published
    day = question.meeting.held_on if question.meeting else clock.today()
    return bool(number_of(rules_of_question_time(question.body, day), SHOWN[QuestionKind(question.kind)]))


@login_required
def question_reject(request: Any, area: str, reference: str) -> HttpResponse:
    """Do not accept it, on a ground of the rules."""
    question = own_question(request, reference)
    form = RejectForm(_sent(request), question=question)
    problem = _problem(question, LIVE)
    if not problem and form.is_valid() and _done(form, lambda: _reject(request, question, form)):
        told = hasattr(question, "sender") and question.sender.email
        words = _("%(reference)s is not accepted, and its sender is told") if told else _("%(reference)s is not accepted")
        messages.success(request, words % {"reference": question.reference})
        return redirect(question)
    return render(request, "meetings/question_reject.html", {"question": question, "form": form, "problem": problem})


def _reject(request: Any, question: PublicQuestion, form: RejectForm) -> PublicQuestion:
    return deciding.reject_question(question=question, actor=request.user, **form.facts())


@login_required
def question_carry(request: Any, area: str, reference: str) -> HttpResponse:
    """Carry it to another meeting, with a reason."""
    question = own_question(request, reference)
    meetings = deciding.coming_meetings(question)
    form = CarryForm(_sent(request), question=question, meetings=meetings)
    problem = _problem(question, LIVE)
    if not problem and form.is_valid() and _done(form, lambda: _carry(request, question, form)):
        messages.success(request, _("%(reference)s is carried over") % {"reference": question.reference})
        return redirect(question)
    context = {"question": question, "form": form, "problem": problem, "has_meetings": meetings.exists()}
    return render(request, "meetings/question_carry.html", context)


def _carry(request: Any, question: PublicQuestion, form: CarryForm) -> PublicQuestion:
    return deciding.carry_question(question=question, actor=request.user, **form.facts())


@login_required
def question_answer(request: Any, area: str, reference: str) -> HttpResponse:
    """Record the answer, or mend it."""
    question = own_question(request, reference)
    day = question.meeting.held_on if question.meeting and question.meeting.held_on <= clock.today() else clock.today()
    initial = {
        "answer": question.answer, "answered_by": question.answered_by, "answered_on": question.answered_on or day,
    }  # fmt: skip
    form = AnswerForm(_sent(request), question=question, initial=initial)
    problem = _problem(question, TAKEN)
    if not problem and form.is_valid() and _done(form, lambda: _answer(request, question, form)):
        messages.success(request, _("The answer to %(reference)s is saved") % {"reference": question.reference})
        return redirect(question)
    return render(request, "meetings/question_answer.html", {"question": question, "form": form, "problem": problem})


def _answer(request: Any, question: PublicQuestion, form: AnswerForm) -> PublicQuestion:
    return answering.answer_question(question=question, actor=request.user, **form.facts())


@login_required
def question_publish(request: Any, area: str, reference: str) -> HttpResponse:
    """Show it on the website, or take it off: asks first."""
    question = own_question(request, reference)
    shown = not question.is_published
    form = QuestionForm(_sent(request), question=question)
    problem = _problem(question, TAKEN)
    if not problem and form.is_valid() and _done(form, lambda: _show(request, question, form, shown)):
        words = _("%(reference)s is on the website") if shown else _("%(reference)s is off the website")
        messages.success(request, words % {"reference": question.reference})
        return redirect(question)
    context = {"question": question, "form": form, "problem": problem, "shown": shown}
    return render(request, "meetings/question_queue_publish.html", context)


def _show(request: Any, question: PublicQuestion, form: QuestionForm, shown: bool) -> PublicQuestion:
    return deciding.show_question(question=question, shown=shown, actor=request.user, **form.facts())


@login_required
def question_reopen(request: Any, area: str, reference: str) -> HttpResponse:
    """Undo the last decision: asks first, since the sender is told."""
    question = own_question(request, reference)
    form = QuestionForm(_sent(request), question=question)
    problem = _problem(question, UNDONE)
    if not problem and form.is_valid() and _done(form, lambda: _reopen(request, question, form)):
        messages.success(request, _("The decision on %(reference)s is undone") % {"reference": question.reference})
        return redirect(question)
    return render(request, "meetings/question_queue_reopen.html", {"question": question, "form": form, "problem": problem})


def _reopen(request: Any, question: PublicQuestion, form: QuestionForm) -> PublicQuestion:
    return deciding.reopen_question(question=question, actor=request.user, **form.facts())


def own_question(request: Any, reference: str) -> PublicQuestion:
    """A submission of a body whose queue the reader keeps."""
    question = find_question(request, reference)
    if not permissions.can_keep_questions(request.user, question.body):
        raise PermissionDenied
    return question


def _problem(question: PublicQuestion, states: tuple[str, ...]) -> str:
    """Why the act cannot be done now; empty when it can."""
    if question.status in states:
        return ""
    return _("This is %(state)s, so nothing can be done here.") % {"state": question.get_status_display().lower()}


def _done(form: Any, work: Callable[[], Any]) -> bool:
    """Whether the work was done; what the service refused stands on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
