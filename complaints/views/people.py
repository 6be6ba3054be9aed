"""Who complains, who speaks for them and who else is concerned: read after confirming that it is you, entered, changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services import record
from complaints import permissions
from complaints.forms.people import ActForm, PersonCreateForm, PersonUpdateForm, WordsForm
from complaints.models import Complaint, Party, Submission
from complaints.services import people as services
from complaints.views.acts import allowed, find_complaint, over_words, worked_complaint
from complaints.views.identity import confirmed_lately
from complaints.views.links import case_url, complaint_page
from interface.once import done_once
from meetings.views.programme import sent

PAGE = "people-list"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@confirmed_lately
@require_safe
def people_list(request: Any, area: str, reference: str) -> HttpResponse:
    """Who complains and how to reach them, and the words as they came. The trail notes that they were read."""
    complaint = allowed(find_complaint(request, reference), permissions.can_identify, request)
    record(actor=request.user, action="complaints.identity_read", target=complaint, area=complaint.area)
    people = list(Party.objects.visible_to(request.user).filter(complaint=complaint).order_by("removed_at", "number"))
    context = {
        **complaint_page(request, complaint, PAGE),
        "people": [one for one in people if one.removed_at is None],
        "removed": [one for one in people if one.removed_at is not None],
        "words": Submission.objects.visible_to(request.user).filter(complaint=complaint).first(),
        "works": permissions.can_work_on(request.user, complaint) and not over_words(complaint),
    }
    return render(request, "complaints/people_list.html", context)


@confirmed_lately
@form_page
def person_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Enter one more person."""
    complaint = worked_complaint(request, reference)
    form = PersonCreateForm(sent(request))

    def work() -> str:
        services.add_person(complaint=complaint, facts=form.facts(), actor=request.user)
        return _list_url(complaint)

    title = _("Enter a person")
    return _worked(request, complaint, form, work, title=title, button=_("Save the person"), done=_("Person entered"))


@confirmed_lately
@form_page
def person_update(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Change who somebody is, or how they are reached."""
    complaint, party = _party(request, reference, number)
    form = PersonUpdateForm(sent(request), party=party)

    def work() -> str:
        services.change_person(party=party, version=form.cleaned_data["version"], facts=form.facts(), actor=request.user)
        return _list_url(complaint)

    title = _("Change person %(number)d") % {"number": number}
    return _worked(request, complaint, form, work, title=title, button=_("Save the person"), done=_("Person saved"))


@confirmed_lately
@form_page
def person_remove(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Take out somebody who was entered in error."""
    complaint, party = _party(request, reference, number)
    form = ActForm(sent(request), versioned=party)

    def work() -> str:
        services.remove_person(party=party, version=form.cleaned_data["version"], actor=request.user)
        return _list_url(complaint)

    words = _("The entry stays below the others, and can be put back. Letters that were sent stay as they are.")
    title = _("Take out person %(number)d") % {"number": number}
    return _worked(
        request, complaint, form, work, title=title, button=_("Take out the person"), done=_("Person taken out"), words=words
    )


@confirmed_lately
@form_page
def person_restore(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Put back somebody who was taken out."""
    complaint, party = _party(request, reference, number)
    form = ActForm(sent(request), versioned=party)

    def work() -> str:
        services.restore_person(party=party, version=form.cleaned_data["version"], actor=request.user)
        return _list_url(complaint)

    title = _("Put back person %(number)d") % {"number": number}
    return _worked(request, complaint, form, work, title=title, button=_("Put back the person"), done=_("Person put back"))


@confirmed_lately
@form_page
def words_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Enter the words as they came, where none are kept yet."""
    complaint = worked_complaint(request, reference)
    form = WordsForm(sent(request))

    def work() -> str:
        services.enter_words(complaint=complaint, text=form.cleaned_data["text"], actor=request.user)
        return _list_url(complaint)

    title = _("Enter the words as they came")
    return _worked(request, complaint, form, work, title=title, button=_("Save the words"), done=_("Words saved"))


def _party(request: Any, reference: str, number: int) -> tuple[Complaint, Party]:
    complaint = worked_complaint(request, reference)
    party = get_object_or_404(Party.objects.visible_to(request.user), complaint=complaint, number=number)
    party.complaint = complaint
    return complaint, party


def _worked(
    request: Any, complaint: Complaint, form: Any, work: Any, *, title: str, button: str, done: str, words: str = ""
) -> HttpResponse:
    """A page with one form about a person: done, or drawn with what is wrong."""
    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, done)
        return redirect(url)
    context = {
        **complaint_page(request, complaint, PAGE), "form": form, "title": title, "button": button, "words": words,
        "back": _list_url(complaint),
    }  # fmt: skip
    return render(request, "complaints/people_form.html", context)


def _list_url(complaint: Complaint) -> str:
    return case_url(complaint, PAGE) or complaint.get_absolute_url()
