"""Responses to consultations as the office writes them: entered, answered, sent, published, taken from the public."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.forms.cases import ActForm
from decisions.forms.consultations import (
    AnswerCreateForm,
    AnswerUpdateForm,
    ConsultationCreateForm,
    ConsultationUpdateForm,
    PasteForm,
    SendForm,
)
from decisions.models import Consultation, ConsultationAnswer
from decisions.services import consultations as services
from decisions.views.consultation_reading import find, list_step
from decisions.views.office import form_page, require_office
from meetings.views.programme import sent


def find_own(request: Any, reference: str) -> Consultation:
    """A response that the reader writes for the office."""
    one = find(request, reference)
    require_office(request)
    return one


def page_of(request: Any, one: Consultation) -> dict[str, Any]:
    """What the pages below a consultation have around their form."""
    return {
        "caption": one.title,
        "back": (one.get_absolute_url(), _("Back to the consultation")),
        "steps": [list_step(request), (one.get_absolute_url(), one.title)],
    }


@login_required
def consultation_create(request: Any, area: str) -> HttpResponse:
    """Enter a consultation that is to be answered."""
    require_office(request)
    form = ConsultationCreateForm(sent(request))

    def work() -> str:
        made = services.create_consultation(area=request.area, actor=request.user, **form.facts())
        return made.get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a consultation"), button=_("Enter the consultation"),
        done=_("Consultation entered. Add the answers, or paste a table of them"),
        words=[_("Only the office reads it until the response is sent.")],
        back=(list_step(request)[0], _("Back to the list")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def consultation_update(request: Any, area: str, reference: str) -> HttpResponse:
    """Change what is asked, or what the Commissioner says to all of it."""
    one = find_own(request, reference)
    form = ConsultationUpdateForm(sent(request), consultation=one)

    def work() -> str:
        return services.change_consultation(consultation=one, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the consultation"), button=_("Save the consultation"),
        done=_("Consultation saved"), **page_of(request, one),
    )  # fmt: skip


# Answers ------------------------------------------------------------------------------------------------------------


@login_required
def answer_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Add the answer to a question."""
    one = find_own(request, reference)
    form = AnswerCreateForm(sent(request))

    def work() -> str:
        services.add_answer(consultation=one, actor=request.user, **form.facts())
        return _answers(one)

    return form_page(
        request, form, work, title=_("Add an answer"), button=_("Add the answer"), done=_("Answer added"), **page_of(request, one)
    )


@login_required
def answer_paste(request: Any, area: str, reference: str) -> HttpResponse:
    """Add a table of answers at once."""
    one = find_own(request, reference)
    form = PasteForm(sent(request))

    def work() -> str:
        services.paste_answers(consultation=one, pasted=form.cleaned_data["pasted"], actor=request.user)
        return _answers(one)

    words = [
        _("They come after the answers that are there. If something is wrong in a row, none is added, and each fault is named."),
        _("Leave the answer on the scale empty where a question has none. A first row with headings is left out."),
    ]
    return form_page(
        request, form, work, title=_("Paste a table of answers"), button=_("Add the answers"), done=_("Answers added"),
        words=words, **page_of(request, one),
    )  # fmt: skip


@login_required
def answer_update(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Change an answer."""
    one, answer = _own_answer(request, reference, number)
    form = AnswerUpdateForm(sent(request), answer=answer)

    def work() -> str:
        services.change_answer(answer=answer, actor=request.user, **form.facts())
        return _answers(one)

    return form_page(
        request, form, work, title=_("Change the answer to %(question)s") % {"question": answer.question},
        button=_("Save the answer"), done=_("Answer saved"), **page_of(request, one),
    )  # fmt: skip


@login_required
def answer_remove(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Delete an answer, once it was asked for again."""
    one, answer = _own_answer(request, reference, number)
    form = ActForm(sent(request), row=answer)

    def work() -> str:
        services.remove_answer(answer=answer, version=form.cleaned_data["version"], actor=request.user)
        return _answers(one)

    words = [line for line in (answer.asked, answer.get_agrees_display(), answer.text) if line]
    return form_page(
        request, form, work, title=_("Delete the answer to %(question)s") % {"question": answer.question},
        button=_("Delete the answer"), done=_("Answer deleted"), words=[*words, _("It cannot be brought back.")],
        **page_of(request, one),
    )  # fmt: skip


@login_required
@require_POST
def answer_move(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Move an answer up or down."""
    one, answer = _own_answer(request, reference, number)
    version = request.POST.get("version", "")
    try:
        services.move_answer(
            answer=answer, version=int(version) if version.isdecimal() else 0, up=request.POST.get("direction") == "up",
            actor=request.user,
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_answers(one))


def _own_answer(request: Any, reference: str, number: int) -> tuple[Consultation, ConsultationAnswer]:
    one = find_own(request, reference)
    answer = get_object_or_404(ConsultationAnswer.objects.visible_to(request.user), consultation=one, number=number)
    answer.consultation = one
    return one, answer


def _answers(one: Consultation) -> str:
    return f"{one.get_absolute_url()}#answers"


# Sending and publishing -----------------------------------------------------------------------------------------------


@login_required
def consultation_send(request: Any, area: str, reference: str) -> HttpResponse:
    """Record that the response was sent."""
    one = find_own(request, reference)
    form = SendForm(sent(request), consultation=one)

    def work() -> str:
        return services.send_response(consultation=one, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Record that the response was sent"), button=_("Record as sent"),
        done=_("Recorded. The panel’s members read the response now"),
        words=[_("Its words and answers then stay as they are, and the panel’s members and officers read them. The portal sends "
                 "nothing itself.")],
        **page_of(request, one),
    )  # fmt: skip


@login_required
def consultation_take_back(request: Any, area: str, reference: str) -> HttpResponse:
    """Undo a sending that was recorded in error."""
    words = [_("Only if it was recorded in error: the response can then be changed, and the panel no longer reads it here.")]
    return _act(
        request, reference, services.take_back_sending, title=_("Take back that it was sent"), button=_("Take back"),
        done=_("Taken back. The response can be changed again"), words=words,
    )  # fmt: skip


@login_required
def consultation_publish(request: Any, area: str, reference: str) -> HttpResponse:
    """Let everybody read the response."""
    words = [_("Everybody can then read what was asked, the answers, and the rebuilt copies of the files.")]
    return _act(
        request, reference, services.publish_response, title=_("Publish the response"), button=_("Publish response"),
        done=_("Response published"), words=words,
    )  # fmt: skip


@login_required
def consultation_hide(request: Any, area: str, reference: str) -> HttpResponse:
    """Take the response from the public."""
    words = [_("Nobody but the office and the panel’s members and officers reads it then. It can be published again.")]
    return _act(
        request, reference, services.hide_response, title=_("Take the response from the public"),
        button=_("Take from the public"), done=_("The response is no longer public"), words=words,
    )  # fmt: skip


def _act(request: Any, reference: str, service: Any, **page: Any) -> HttpResponse:
    """A page that asks once more before an act upon a response."""
    one = find_own(request, reference)
    form = ActForm(sent(request), row=one)

    def work() -> str:
        service(consultation=one, version=form.cleaned_data["version"], actor=request.user)
        return one.get_absolute_url()

    return form_page(request, form, work, **page, **page_of(request, one))


def consultation_url(one: Consultation, name: str, *more: Any) -> str:
    """The address of a page below a consultation."""
    return reverse(f"consultations:{name}", args=[one.area.slug, one.reference, *more])
