"""Letters as they go out, with name and address: for those who may read who complains, after confirming that it is they."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.services import record
from complaints import permissions
from complaints.choices import LetterStatus
from complaints.forms.letters import EMAIL, IssueForm
from complaints.models import Complaint, Letter
from complaints.services import letters as services
from complaints.services.letter_texts import Written, preview_pdf, write_out
from complaints.services.reading import read_complaint
from complaints.views.acts import allowed, find_complaint
from complaints.views.identity import confirmed_lately
from complaints.views.letters import PAGE, find_letter, may_write, recipient_words
from complaints.views.links import case_url, complaint_page
from documents.views import response_for
from interface.once import refused
from meetings.views.programme import sent

PRIVATE = "private, no-store"
MAIL_WIDTH = 70  # letters in a line of the box from which a mail is copied


@confirmed_lately
@require_safe
def letter_preview(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """A draft as it would be printed today."""
    complaint, letter = _found(request, reference, number)
    if letter.status == LetterStatus.ISSUED:
        raise Http404
    pdf = preview_pdf(letter, read_complaint(complaint, request.user))
    return _private(HttpResponse(pdf, content_type="application/pdf"), f"{complaint.reference}-letter-{number}-draft.pdf")


@confirmed_lately
@require_safe
def letter_file(request: Any, area: str, reference: str, number: int) -> HttpResponseBase:
    """A letter as it was issued."""
    complaint, letter = _found(request, reference, number)
    kept = services.printed(letter)
    if kept is None or letter.status != LetterStatus.ISSUED:
        raise Http404
    return response_for(request, kept, f"{complaint.reference}-letter-{number}.pdf")


@confirmed_lately
@require_http_methods(["GET", "HEAD", "POST"])
def letter_issue(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Read the whole letter, and to whom it goes; then set it down in print, for good."""
    complaint, letter = _found(request, reference, number)
    allowed(complaint, permissions.can_work_on, request)
    written = write_out(letter, read_complaint(complaint, request.user))
    form = IssueForm(sent(request), letter=letter, seen=written.digest)
    if form.is_valid() and _issued(request, letter, form):
        messages.success(request, _("Letter issued and kept"))
        by_email = form.cleaned_data["by_email"] == EMAIL
        return redirect(case_url(complaint, "letter-email" if by_email else "letter-detail", number) or complaint)
    if form.is_bound:
        form.read_again(written.digest)
    context = {
        **_page(request, complaint, letter, written), "form": form,
        "is_open": may_write(request, complaint) and letter.status == LetterStatus.DRAFT,
        "preview_url": case_url(complaint, "letter-preview", number), "edit_url": case_url(complaint, "letter-update", number),
    }  # fmt: skip
    return _private(render(request, "complaints/letter_issue.html", context))


def _issued(request: Any, letter: Letter, form: Any) -> bool:
    said = form.cleaned_data
    try:
        services.issue_letter(
            letter=letter, version=said["version"], issued_on=said["issued_on"], by_email=said["by_email"] == EMAIL,
            seen=said["seen"] or "nothing", actor=request.user,
        )  # fmt: skip
    except ValidationError as error:
        refused(form, error)
        return False
    return True


@confirmed_lately
@require_safe
def letter_email(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """A letter that was issued as the text of a mail, to be copied; the subject names nobody."""
    complaint, letter = _found(request, reference, number)
    written = write_out(letter, read_complaint(complaint, request.user))
    is_issued = letter.status == LetterStatus.ISSUED
    party = letter.party
    context = {
        **_page(request, complaint, letter, written), "is_issued": is_issued, "address": party.email if party else "",
        "text_url": case_url(complaint, "letter-text", number) if is_issued else None,
        "file_url": case_url(complaint, "letter-file", number) if is_issued else None,
        "rows": sum(1 + len(line) // MAIL_WIDTH for line in written.mail.split("\n")) + 1,
    }  # fmt: skip
    return _private(render(request, "complaints/letter_email.html", context))


@confirmed_lately
@require_safe
def letter_text(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """The same text as a file."""
    complaint, letter = _found(request, reference, number)
    if letter.status != LetterStatus.ISSUED:
        raise Http404
    written = write_out(letter, read_complaint(complaint, request.user))
    response = HttpResponse(f"{written.subject}\n\n{written.mail}", content_type="text/plain; charset=utf-8")
    return _private(response, f"{complaint.reference}-letter-{number}.txt")


def _found(request: Any, reference: str, number: int) -> tuple[Complaint, Letter]:
    """A letter of a complaint of which the reader may know who complains. The trail notes that it was read with the name."""
    complaint = allowed(find_complaint(request, reference), permissions.can_identify, request)
    letter = find_letter(request, complaint, number)
    detail = {"letter": letter.number}
    record(actor=request.user, action="complaints.identity_read", target=complaint, area=complaint.area, detail=detail)
    return complaint, letter


def _page(request: Any, complaint: Complaint, letter: Letter, written: Written) -> dict[str, Any]:
    return {
        **complaint_page(request, complaint, PAGE), "letter": letter, "written": written, "to": recipient_words(letter),
        "back": case_url(complaint, "letter-detail", letter.number),
    }  # fmt: skip


def _private(response: HttpResponse, name: str = "") -> HttpResponse:
    """Never kept by a browser. With a file name, which names nobody, it is shown under it."""
    response["Cache-Control"] = PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    if name:
        response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
