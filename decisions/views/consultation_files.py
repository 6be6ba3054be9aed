"""Files of a response: read in a rebuilt copy, added, kept with what was found in them, taken out and put back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FileCreateForm, KeepForm
from decisions.models import Consultation, ConsultationFile
from decisions.rules.consultations import must_be_decided
from decisions.services import consultation_files as services
from decisions.views.consultation_reading import find, list_step
from decisions.views.consultations import consultation_url, find_own, page_of
from decisions.views.office import crumbs, form_page
from documents.choices import FindingKind
from documents.services.contents import MEDIA_TYPES
from documents.services.files import FileLost, open_file
from interface.once import refused
from meetings.views.programme import sent

COPY, ORIGINAL = "copy", "original"
ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}


@require_safe
def file_detail(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """One file: its words where it is a document, its copy, and for the office what intake found in it."""
    one, file, works = _find(request, reference, number)
    context = {
        "consultation": one,
        "file": file,
        "works": works,
        "must_decide": works and must_be_decided(file),
        "html": mark_safe(file.html) if file.html else "",  # noqa: S308  cleaned by documents' intake when it came
        "findings": _findings(file) if works else [],
        "breadcrumbs": crumbs(request, list_step(request), (one.get_absolute_url(), one.title)),
    }
    return render(request, "decisions/consultation_file.html", context)


@require_safe
def file_download(request: Any, area: str, reference: str, number: int, kind: str) -> HttpResponseBase:
    """The rebuilt copy; what came only for the office, and never opened by the browser."""
    one, file, works = _find(request, reference, number)
    stored = {COPY: file.pdf, ORIGINAL: file.original if works else None}.get(kind)
    if stored is None:
        raise Http404
    try:
        opened = open_file(stored)
    except FileLost as error:
        raise Http404 from error
    is_original = kind == ORIGINAL
    name = f"{one.reference}-file-{file.number}.{ENDINGS.get(stored.media_type, 'bin')}"
    media_type = "application/octet-stream" if is_original else stored.media_type
    response = FileResponse(opened, content_type=media_type, filename=name, as_attachment=is_original)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
def file_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Add a file. It is examined before anything is held."""
    one = find_own(request, reference)
    form = FileCreateForm(sent(request), request.FILES if request.method == "POST" else None)
    content = _examined(form)

    def work() -> str:
        made = services.add_file(consultation=one, content=content, title=form.cleaned_data["title"], actor=request.user)
        return _file_url(one, made)

    return form_page(
        request, form, work, title=_("Add a file"), button=_("Add the file"), done=_("File added. Look at what was found in it"),
        words=[_("It is read by those who read the response: the public once that is published.")], **page_of(request, one),
    )  # fmt: skip


def _examined(form: FileCreateForm) -> Any:
    """What the file holds; None where the form is not whole or the file is refused, which then stands on the form."""
    if not form.is_valid():
        return None
    try:
        return services.examine_upload(form.cleaned_data["upload"])
    except ValidationError as error:
        refused(form, error)
        return None


@login_required
def file_keep(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Say why a file may go out with what was found in it."""
    one, file = _own(request, reference, number)
    form = KeepForm(sent(request), file=file)

    def work() -> str:
        services.keep_findings(file=file, actor=request.user, **form.facts())
        return _file_url(one, file)

    words = [
        _("%(what)s%(page)s: “%(quote)s”") % {
            "what": found["what"], "quote": found["quote"],
            "page": _(", page %(number)s") % {"number": found["page"]} if found["page"] else "",
        }
        for found in _findings(file)
    ]  # fmt: skip
    return form_page(
        request, form, work, title=_("Say why file %(number)d may go out") % {"number": number}, button=_("Save the reason"),
        done=_("Reason saved"), words=words, **page_of(request, one),
    )  # fmt: skip


@login_required
def file_remove(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Take a file out."""
    words = [_("It stays below the others for the office, and can be put back. Nobody else reads it, not even if it was public.")]
    title, button = _("Take out file %(number)d") % {"number": number}, _("Take out the file")
    return _act(
        request, reference, number, services.remove_file, title=title, button=button, done=_("File taken out"), words=words
    )


@login_required
def file_restore(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Put back a file that was taken out."""
    words = [_("Those who read the response read it again: the public too, if that is published.")]
    title, button = _("Put back file %(number)d") % {"number": number}, _("Put back the file")
    return _act(
        request, reference, number, services.restore_file, title=title, button=button, done=_("File put back"), words=words
    )


def _act(request: Any, reference: str, number: int, service: Any, **page: Any) -> HttpResponse:
    one, file = _own(request, reference, number)
    form = ActForm(sent(request), row=file)

    def work() -> str:
        service(file=file, version=form.cleaned_data["version"], actor=request.user)
        return f"{one.get_absolute_url()}#files"

    return form_page(request, form, work, **page, **page_of(request, one))


def _find(request: Any, reference: str, number: int) -> tuple[Consultation, ConsultationFile, bool]:
    """A file of a response that the reader may see; one that was taken out only for the office."""
    one = find(request, reference)
    works = permissions.can_work_on_decisions(request.user, request.area)
    return one, _one(request, one, number, works=works), works


def _own(request: Any, reference: str, number: int) -> tuple[Consultation, ConsultationFile]:
    one = find_own(request, reference)
    return one, _one(request, one, number, works=True)


def _one(request: Any, one: Consultation, number: int, *, works: bool) -> ConsultationFile:
    rows = ConsultationFile.objects.visible_to(request.user).filter(consultation=one).select_related("original", "pdf")
    file: ConsultationFile = get_object_or_404(rows if works else rows.kept(), number=number)
    file.consultation = one
    return file


def _findings(file: ConsultationFile) -> list[dict[str, Any]]:
    """What intake found, in words; a finding of a kind that nobody knows any more is left out."""
    known = set(FindingKind.values)
    rows = [one for one in file.findings if one.get("kind") in known]
    return [{"what": FindingKind(one["kind"]).label, "page": one.get("page"), "quote": one.get("quote", "")} for one in rows]


def _file_url(one: Consultation, file: ConsultationFile) -> str:
    return consultation_url(one, "file-detail", file.number)
