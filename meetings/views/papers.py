"""Papers: their pages and files, and how they are added, changed and withdrawn."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents import permissions as paper_permissions
from documents.choices import PaperKind, PaperStatus
from documents.forms import UploadPapersForm, WithdrawPaperForm
from documents.models import Paper
from documents.papers import paper_page
from documents.services.files import FileLost, open_file
from interface import once
from meetings import permissions, rules, services
from meetings.choices import ItemKind
from meetings.forms import (
    AttachForm,
    LiveItemPaperForm,
    ReviseItemPaperForm,
    UploadItemPaperForm,
    WriteItemPaperForm,
)
from meetings.models import AgendaItem, Meeting
from meetings.services.archive import paper_pdf
from meetings.services.packs import withdraw_from_packs
from meetings.services.papers import Upload
from meetings.views.acts import done_once, find_paper, note_reading, own_item, own_meeting, refused
from meetings.views.meetings import packs_for

WAYS = {"upload": UploadItemPaperForm, "write": WriteItemPaperForm, "register": LiveItemPaperForm}
PDF = "application/pdf"


@require_safe
def paper_detail(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """What a report asks and says, as a web page; of a withdrawn one, its tombstone."""
    found, seen = find_paper(request, meeting, paper)
    item = AgendaItem.objects.for_page().filter(meeting=found, item_papers__paper=seen).first()
    entitled = permissions.can_read_private(request.user, found)
    packs = packs_for(request, found)
    ranges = packs[0].manifest.get("ranges", {}) if packs else {}
    is_draft = seen.status == PaperStatus.DRAFT
    context = {
        "meeting": found,
        "paper": seen,
        "page": paper_page(seen) if seen.current else None,
        "item": rules.seen_item(item, entitled) if item else None,
        "pages": ranges.get(seen.slug),
        "pack": packs[0] if packs and seen.slug in ranges else None,
        "is_draft": is_draft,
        "entitled": entitled,
        "can_revise": paper_permissions.can_revise_paper(request.user, seen),
        "can_withdraw": paper_permissions.can_withdraw_paper(request.user, seen),
    }
    note_reading(request, seen)
    return render(request, "meetings/paper_detail.html", context)


@require_safe
def paper_file(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """A paper's own PDF: the checked upload, or the piece made of its text."""
    found, seen = find_paper(request, meeting, paper)
    if seen.withdrawn_at or seen.current is None or (seen.kind == PaperKind.PDF and seen.current.pdf is None):
        raise Http404
    name = f"{found.slug}-{seen.slug}.pdf"
    try:
        response = _sent(seen, found, name)
    except FileLost as error:
        raise Http404 from error
    note_reading(request, seen)
    response["Cache-Control"] = "private, no-store" if seen.is_private else "no-cache"
    return response


def _sent(paper: Paper, meeting: Meeting, name: str) -> Any:
    if paper.kind == PaperKind.PDF and paper.current and paper.current.pdf:
        return FileResponse(open_file(paper.current.pdf), content_type=PDF, filename=name)
    response = HttpResponse(paper_pdf(paper, meeting), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@login_required
def paper_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Several files at once, each on the item its name speaks of; or one paper for one item."""
    found = own_meeting(request, meeting)
    sent = request.method == "POST"
    form = UploadPapersForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        if _sent_before(form):
            return redirect("meetings:agenda-detail", found.area.slug, found.slug)
        uploads = [Upload(file.name, file.read) for file in form.cleaned_data["uploads"]]
        taken = services.take_in_several(meeting=found, actor=request.user, uploads=uploads, token=form.token)
        once.complete(form.token, reverse("meetings:agenda-detail", args=[found.area.slug, found.slug]))
        good = [one for one in taken if not one.problem]
        if good:
            words = ngettext("%(count)d paper is on the agenda", "%(count)d papers are on the agenda", len(good))
            messages.success(request, words % {"count": len(good)})
        if len(good) == len(taken):
            return redirect("meetings:agenda-detail", found.area.slug, found.slug)
        for one in taken:
            if one.problem:
                form.refuse(one.name, ValidationError(one.problem))
        form = _fresh_token(form)
        return render(request, "meetings/paper_create.html", {"meeting": found, "form": form, "taken": taken} | _items(found))
    return render(request, "meetings/paper_create.html", {"meeting": found, "form": form} | _items(found))


def _fresh_token(form: UploadPapersForm) -> UploadPapersForm:
    """What was taken in stays; the same page may send the other files anew."""
    sent: Any = form.data
    sent = sent.copy()
    sent["token"] = str(uuid4())
    form.data = sent
    return form


@transaction.atomic
def _sent_before(form: UploadPapersForm) -> bool:
    """Whether all the work of this sending is done. It is completed after the work: what falls in the middle is sent again."""
    return once.claim(form.token) is not None


def _items(meeting: Meeting) -> dict[str, Any]:
    items = meeting.agenda_items.for_page().filter(kind=ItemKind.ITEM)
    return {"items": [rules.seen_item(item, True) for item in items], "ways": _ways()}


def _ways() -> list[tuple[str, str]]:
    return [("upload", _("Upload a file")), ("write", _("Write it here")), ("register", _("Take it from a register"))]


@login_required
def paper_add(request: Any, area: str, meeting: str, item: str, how: str) -> HttpResponse:
    """One paper for one item: uploaded, written, or taken from a register."""
    if how not in WAYS:
        raise Http404
    found = own_item(request, meeting, item)
    sent = request.method == "POST"
    form = WAYS[how](request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        url = done_once(form, lambda: _add(request, found, form))
        if url:
            return redirect(url)
    here = [found.meeting.area.slug, found.meeting.slug, found.slug]
    links = [
        {"url": reverse("meetings:paper-add", args=[*here, way]), "text": text, "current": way == how} for way, text in _ways()
    ]
    context = {"meeting": found.meeting, "item": rules.seen_item(found, True), "form": form, "links": links, "how": how}
    return render(request, "meetings/paper_form.html", context)


def _add(request: Any, item: AgendaItem, form: Any) -> str:
    answers = form.cleaned_data
    content: dict[str, Any] = {name: answers[name] for name in ("text", "source") if name in answers}
    if "file" in answers:
        content["upload"] = Upload(answers["file"].name, answers["file"].read)
    paper = services.add_paper(item=item, actor=request.user, **form.facts(), **content)
    messages.success(request, _("The paper is on the agenda. Read it as it will stand"))
    return paper.get_absolute_url()


def _own_paper(request: Any, meeting: str, paper: str, asks: Any) -> tuple[Meeting, Paper]:
    found, seen = find_paper(request, meeting, paper)
    if not asks(request.user, seen):
        raise PermissionDenied
    return found, seen


@login_required
def paper_update(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """A draft's text, file, facts and item."""
    found, seen = _own_paper(request, meeting, paper, paper_permissions.can_revise_paper)
    sent = request.method == "POST"
    moving = AttachForm(request.POST if sent and "move" in request.POST else None, meeting=found, paper=seen)
    if moving.is_valid() and _moved(request, seen, moving):
        return redirect("meetings:agenda-detail", found.area.slug, found.slug)
    if sent and "redraw" in request.POST:
        return _redraw(request, seen)
    asked = sent and "move" not in request.POST
    form = ReviseItemPaperForm(request.POST if asked else None, request.FILES if asked else None, instance=seen)
    if form.is_valid():
        change = form.change()
        if "data" in change:
            change["upload"] = Upload(change.pop("filename"), change.pop("data"))
        try:
            services.revise_paper(paper=seen, actor=request.user, **change)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Paper saved"))
            return redirect(seen)
    seen.refresh_from_db()
    context = {"meeting": found, "paper": seen, "form": form, "moving": moving, "is_live": seen.kind == PaperKind.LIVE}
    return render(request, "meetings/paper_update.html", context)


def _moved(request: Any, paper: Paper, form: AttachForm) -> bool:
    item, confirmed = form.cleaned_data["item"], form.cleaned_data.get("confirmed", False)
    try:
        if item is not None:
            services.attach_paper(item=item, paper=paper, actor=request.user, confirmed=confirmed)
            messages.success(request, _("The paper is on item %(number)s") % {"number": item.number})
        elif link := getattr(paper, "item_paper", None):
            services.detach_paper(item=link.item, paper=paper, actor=request.user)
            messages.success(request, _("The paper is on no item"))
    except ValidationError as error:
        refused(form, error)
    return not form.errors


def _redraw(request: Any, paper: Paper) -> HttpResponse:
    try:
        services.redraw_paper(paper=paper, actor=request.user, version=paper.version)
        messages.success(request, _("Taken from the register again"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(paper)


@login_required
def paper_delete(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """Deletes a draft; asks first, since it cannot be undone."""
    found, seen = _own_paper(request, meeting, paper, paper_permissions.can_discard_paper)
    if request.method == "POST":
        try:
            services.discard_paper(paper=seen, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The paper is deleted"))
        return redirect("meetings:agenda-detail", found.area.slug, found.slug)
    return render(request, "meetings/paper_delete.html", {"meeting": found, "paper": seen})


@login_required
def paper_withdraw(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """Replaces a published paper by a tombstone that says why."""
    found, seen = _own_paper(request, meeting, paper, paper_permissions.can_withdraw_paper)
    form = WithdrawPaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            withdraw_from_packs(meeting=found, paper=seen, reason=reason, actor=request.user)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            words = _("The paper is withdrawn. The pack comes back in a minute with the same page numbers")
            messages.success(request, words)
            return redirect(seen)
    return render(request, "meetings/paper_withdraw.html", {"meeting": found, "paper": seen, "form": form})
