"""Files that came with a complaint: listed, added, read in a rebuilt copy, shared with those who resolve it, taken out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.forms.files import FilesForm, ShareForm
from complaints.forms.people import ActForm
from complaints.models import Complaint, ComplaintFile
from complaints.services import files as services
from complaints.views.acts import find_complaint, over_words, worked_complaint
from complaints.views.identity import confirmed_lately
from complaints.views.links import case_url, complaint_page
from documents.choices import FindingKind
from documents.services.contents import MEDIA_TYPES
from documents.services.files import FileLost, open_file
from interface.once import done_once, refused
from meetings.views.programme import sent

PAGE = "file-list"
ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@confirmed_lately
@require_safe
def file_list(request: Any, area: str, reference: str) -> HttpResponse:
    """The files: all of them for who may know who complains, without the names they came under for everybody else."""
    complaint = find_complaint(request, reference)
    works = _works(request, complaint)
    rows = list(_seen(request, complaint, works=works))
    context = {
        **complaint_page(request, complaint, PAGE),
        "files": [one for one in rows if one.removed_at is None],
        "removed": [one for one in rows if one.removed_at is not None],
        "is_identified": permissions.can_identify(request.user, complaint),
        "works": works,
    }
    return render(request, "complaints/file_list.html", context)


@confirmed_lately
@require_safe
def file_detail(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """One file: what intake found in it, its words where it is a document, and its copies."""
    complaint, file = _file(request, reference, number)
    is_identified = permissions.can_identify(request.user, complaint)
    context = {
        **complaint_page(request, complaint, PAGE),
        "file": file,
        "is_identified": is_identified,
        "works": _works(request, complaint),
        "html": mark_safe(file.html) if file.html else "",  # noqa: S308  cleaned by documents' intake when it came
        "findings": _findings(file) if is_identified else [],
    }
    return render(request, "complaints/file_detail.html", context)


@confirmed_lately
@require_safe
def file_download(request: Any, area: str, reference: str, number: int, kind: str) -> HttpResponseBase:
    """The rebuilt copy; what came, only for who may know who complains, and never opened by the browser."""
    complaint, file = _file(request, reference, number)
    is_original = kind == services.ORIGINAL
    stored = services.stored_file(file, kind)
    if stored is None or (is_original and not permissions.can_identify(request.user, complaint)):
        raise Http404
    name = f"{complaint.reference}-file-{file.number}.{ENDINGS.get(stored.media_type, 'bin')}"
    try:
        opened = open_file(stored)
    except FileLost as error:
        raise Http404 from error
    services.note_reading_of_file(file=file, kind=kind, reader=request.user)
    media_type = "application/octet-stream" if is_original else stored.media_type
    response = FileResponse(opened, content_type=media_type, filename=name, as_attachment=is_original)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@confirmed_lately
@form_page
def file_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Add files that came."""
    complaint = worked_complaint(request, reference)
    form = FilesForm(sent(request), request.FILES or None) if request.method == "POST" else FilesForm()
    if form.is_valid() and not over_words(complaint) and (url := _added(request, complaint, form)):
        messages.success(request, _("Files added"))
        return redirect(url)
    context = {
        **complaint_page(request, complaint, PAGE), "form": form, "title": _("Add files"), "button": _("Add the files"),
        "back": _list_url(complaint),
    }  # fmt: skip
    return render(request, "complaints/file_form.html", context)


def _added(request: Any, complaint: Complaint, form: FilesForm) -> str:
    """Where adding led; empty when a file was refused. What takes long is done before anything is held."""
    try:
        contents = services.examine_all(form.cleaned_data["uploads"])
    except ValidationError as error:
        refused(form, error)
        return ""

    def work() -> str:
        services.add_files(complaint=complaint, contents=contents, note=form.cleaned_data["note"], actor=request.user)
        return _list_url(complaint)

    return done_once(form, work)


@confirmed_lately
@form_page
def file_share(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Let those who resolve the complaint read a file, or close it to them again."""
    complaint, file = _worked_file(request, reference, number)
    form = ActForm(sent(request), versioned=file) if file.is_shared else ShareForm(sent(request), file=file)
    opens = not file.is_shared

    def work() -> str:
        said = form.cleaned_data
        services.share_file(file=file, version=said["version"], is_shared=opens, actor=request.user)
        return _list_url(complaint)

    said = {"number": number}
    if opens:
        title, button = _("Share file %(number)d") % said, _("Share the file")
        words = _("Those who resolve the complaint then read its rebuilt copy and its note, not the name it came under.")
        return _acted(request, complaint, file, form, work, title=title, button=button, done=_("File shared"), words=words)
    title, button = _("Close file %(number)d") % said, _("Close the file")
    words = _("Those who resolve the complaint no longer read it. What they have read they know.")
    return _acted(request, complaint, file, form, work, title=title, button=button, done=_("File closed"), words=words)


@confirmed_lately
@form_page
def file_remove(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Take a file out."""
    complaint, file = _worked_file(request, reference, number)
    form = ActForm(sent(request), versioned=file)

    def work() -> str:
        services.remove_file(file=file, version=form.cleaned_data["version"], actor=request.user)
        return _list_url(complaint)

    title, button = _("Take out file %(number)d") % {"number": number}, _("Take out the file")
    words = _("It stays below the others for who works on the complaint, and can be put back. Nobody else reads it.")
    return _acted(request, complaint, file, form, work, title=title, button=button, done=_("File taken out"), words=words)


@confirmed_lately
@form_page
def file_restore(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Put back a file that was taken out."""
    complaint, file = _worked_file(request, reference, number)
    form = ActForm(sent(request), versioned=file)

    def work() -> str:
        services.restore_file(file=file, version=form.cleaned_data["version"], actor=request.user)
        return _list_url(complaint)

    title, button = _("Put back file %(number)d") % {"number": number}, _("Put back the file")
    return _acted(request, complaint, file, form, work, title=title, button=button, done=_("File put back"))


def _acted(
    request: Any, complaint: Complaint, file: ComplaintFile, form: Any, work: Any, *, title: str, button: str, done: str,
    words: str = "",
) -> HttpResponse:  # fmt: skip
    """A page that asks once more before an act upon a file."""
    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, done)
        return redirect(url)
    context = {
        **complaint_page(request, complaint, PAGE), "form": form, "file": file, "title": title, "button": button, "words": words,
        "back": _list_url(complaint),
    }  # fmt: skip
    return render(request, "complaints/file_form.html", context)


def _seen(request: Any, complaint: Complaint, *, works: bool) -> Any:
    """The files that the reader may know of; those that were taken out only for who keeps them."""
    rows = ComplaintFile.objects.visible_to(request.user).filter(complaint=complaint).select_related("original", "pdf")
    rows = rows.order_by("number")
    return rows if works else rows.standing()


def _file(request: Any, reference: str, number: int) -> tuple[Complaint, ComplaintFile]:
    complaint = find_complaint(request, reference)
    return complaint, _one(request, complaint, number)


def _worked_file(request: Any, reference: str, number: int) -> tuple[Complaint, ComplaintFile]:
    complaint = worked_complaint(request, reference)
    return complaint, _one(request, complaint, number)


def _one(request: Any, complaint: Complaint, number: int) -> ComplaintFile:
    works = permissions.can_work_on(request.user, complaint)
    file = get_object_or_404(_seen(request, complaint, works=works), number=number)
    file.complaint = complaint
    return file


def _works(request: Any, complaint: Complaint) -> bool:
    return permissions.can_work_on(request.user, complaint) and not over_words(complaint)


def _findings(file: ComplaintFile) -> list[dict[str, Any]]:
    """What intake found, in words; a finding of a kind that nobody knows any more is left out."""
    known = set(FindingKind.values)
    rows = [one for one in file.findings if one.get("kind") in known]
    return [{"what": FindingKind(one["kind"]).label, "page": one.get("page"), "quote": one.get("quote", "")} for one in rows]


def _list_url(complaint: Complaint) -> str:
    return case_url(complaint, PAGE) or complaint.get_absolute_url()
