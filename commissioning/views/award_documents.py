"""Files of awards and exercises: listed, read in their rebuilt copy, added, changed, made private, taken out and put back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.forms.award_parts import DocumentCreateForm, DocumentPrivateForm, DocumentUpdateForm
from commissioning.models import Award, Document
from commissioning.services import documents as services
from commissioning.views.office import form_page
from commissioning.views.shares import Owner, own, owner_of, page_of
from decisions.forms.cases import ActForm
from documents.choices import Access
from documents.services.files import FileLost, open_file
from interface.once import refused
from meetings.views.programme import sent


def documents_of(request: Any, owner: Owner) -> dict[str, Any]:
    """What `commissioning/_documents.html` draws: the files of an award or an exercise that the reader may open; for the office
    also the ways to keep them, and what was taken out."""
    works = permissions.can_commission(request.user, request.area)
    rows = list(_rows(request, owner).select_related("file").order_by("number"))
    return {
        "documents": [_line(owner, one, works=works) for one in rows if one.removed_at is None],
        "documents_removed": [_removed(owner, one) for one in rows if one.removed_at is not None] if works else [],
        "document_url": reverse("awards:document-create", args=[owner.area.slug, owner.reference]) if works else "",
    }


def _rows(request: Any, owner: Owner) -> Any:
    place = {"award": owner} if isinstance(owner, Award) else {"exercise": owner}
    return Document.objects.visible_to(request.user).filter(**place)


def _line(owner: Owner, one: Document, *, works: bool) -> dict[str, Any]:
    acts = {"document-update": _("Change"), "document-private": _("Make private"), "document-remove": _("Take out")}
    if one.access != Access.PUBLIC:
        acts.pop("document-private")
    return {
        "row": one, "url": _url(owner, "document-detail", one), "is_private": one.access != Access.PUBLIC,
        "acts": [{"text": words, "url": _url(owner, name, one)} for name, words in acts.items()] if works else [],
    }  # fmt: skip


def _removed(owner: Owner, one: Document) -> dict[str, str]:
    return {"words": one.title, "url": _url(owner, "document-restore", one)}


def _url(owner: Owner, name: str, one: Document) -> str:
    return reverse(f"awards:{name}", args=[owner.area.slug, owner.reference, one.number])


@require_safe
def document_detail(request: Any, area: str, ref: str, number: int) -> HttpResponseBase:
    """The rebuilt copy of a file."""
    owner = owner_of(request, ref)
    rows = _rows(request, owner).select_related("file")
    if not permissions.can_commission(request.user, request.area):
        rows = rows.kept()
    document = get_object_or_404(rows, number=number)
    try:
        opened = open_file(document.file)
    except FileLost as error:
        raise Http404 from error
    services.note_reading_of_document(document, owner, request.user)
    name = f"{owner.reference}-document-{document.number}.pdf"
    response = FileResponse(opened, content_type=document.file.media_type, filename=name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
def document_create(request: Any, area: str, ref: str) -> HttpResponse:
    """Add a file. It is examined before anything is held."""
    owner = own(request, ref)
    form = DocumentCreateForm(sent(request), request.FILES if request.method == "POST" else None)
    content = _examined(form)

    def work() -> str:
        services.add_document(of=owner, content=content, actor=request.user, **form.facts())
        return _back(owner)

    words = [_("Whoever reads the award or the exercise reads a public file; a private one is read by the office alone.")]
    return form_page(
        request, form, work, title=_("Add a document"), button=_("Add the document"), done=_("Document added"), words=words,
        **page_of(owner),
    )  # fmt: skip


def _examined(form: DocumentCreateForm) -> Any:
    """What the file holds; None where the form is not whole or the file is refused, which then stands on the form."""
    if not form.is_valid():
        return None
    try:
        return services.examine_upload(form.cleaned_data["upload"])
    except ValidationError as error:
        refused(form, error)
        return None


@login_required
def document_update(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Change the title or the kind of a file."""
    owner, document = _own(request, ref, number)
    form = DocumentUpdateForm(sent(request), row=document)
    return _page(
        request, owner, document, form, services.change_document, title=_("Change the document"), button=_("Save the document"),
        done=_("Document saved"),
    )  # fmt: skip


@login_required
def document_private(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Keep a file for the office alone."""
    owner, document = _own(request, ref, number)
    form = DocumentPrivateForm(sent(request), row=document)
    words = [document.title, _("To publish it again, add the file again: it is then examined anew.")]
    return _page(
        request, owner, document, form, services.make_document_private, title=_("Make the document private"),
        button=_("Make private"), done=_("The document is private"), words=words,
    )  # fmt: skip


@login_required
def document_remove(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Take a file out."""
    owner, document = _own(request, ref, number)
    words = [document.title, _("Nobody but the office opens it then, not even if it was public. It can be put back.")]
    return _page(
        request, owner, document, ActForm(sent(request), row=document), services.remove_document,
        title=_("Take out the document"), button=_("Take out the document"), done=_("Document taken out"), words=words,
    )  # fmt: skip


@login_required
def document_restore(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Put back a file that was taken out."""
    owner, document = _own(request, ref, number)
    return _page(
        request, owner, document, ActForm(sent(request), row=document), services.restore_document,
        title=_("Put back the document"), button=_("Put back the document"), done=_("Document put back"), words=[document.title],
    )  # fmt: skip


def _own(request: Any, ref: str, number: int) -> tuple[Owner, Document]:
    owner = own(request, ref)
    return owner, get_object_or_404(_rows(request, owner), number=number)


def _page(
    request: Any, owner: Owner, document: Document, form: Any, service: Callable[..., Any], **page: Any
) -> HttpResponse:  # fmt: skip
    def work() -> str:
        service(document=document, actor=request.user, **form.cleaned_data)
        return _back(owner)

    return form_page(request, form, work, **page, **page_of(owner))


def _back(owner: Owner) -> str:
    return f"{owner.get_absolute_url()}#documents"
