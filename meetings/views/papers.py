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
from documents.choices import FetchKind, PaperKind, PaperStatus
from documents.forms import UploadPapersForm, WithdrawPaperForm
from documents.models import Paper
from documents.papers import paper_page
from documents.services.fetches import fetches_of, note_fetch
from documents.services.files import FileLost, open_file
from documents.services.large_print import has_large_print
from interface import once
from interface.once import done_once, refused
from meetings import permissions, rules, services
from meetings.choices import ItemKind, Publication
from meetings.forms import (
    AttachForm,
    LiveItemPaperForm,
    ReviseItemPaperForm,
    UploadItemPaperForm,
    WriteItemPaperForm,
)
from meetings.models import AgendaItem, Meeting
from meetings.services.archive import paper_pdf
from meetings.services.chain import outcome_of_paper
from meetings.services.pack_plans import replacement_of
from meetings.services.packs import withdraw_from_packs
from meetings.services.paper_pages import with_pack_pages
from meetings.services.papers import Upload, waiting_report
from meetings.services.reader import packs_offered, ranges_of
from meetings.services.supplements import may_be_supplemented
from meetings.views.acts import find_paper, note_reading, own_item, own_meeting
from meetings.views.addresses import named_register
from meetings.views.findings import findings_url, standing, undecided, with_findings

WAYS = {"upload": UploadItemPaperForm, "write": WriteItemPaperForm, "register": LiveItemPaperForm}
PDF = "application/pdf"


@require_safe
def paper_detail(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """What a report asks and says, as a web page; of a withdrawn one, its tombstone."""
    found, seen = find_paper(request, meeting, paper)
    item = AgendaItem.objects.for_page().filter(meeting=found, item_papers__paper=seen).first()
    entitled = permissions.can_read_private(request.user, found)
    packs = packs_offered(found, request.user)
    is_draft = seen.status == PaperStatus.DRAFT
    context = {
        "meeting": found,
        "paper": seen,
        "page": with_pack_pages(paper_page(seen), packs) if seen.current else None,
        "item": rules.seen_item(item, entitled) if item and _names_item(found, entitled) else None,
        "pages": ranges_of(packs).get(seen.slug),
        "has_large_print": has_large_print(seen),
        "is_draft": is_draft,
        "entitled": entitled,
        "can_revise": paper_permissions.can_revise_paper(request.user, seen),
        "can_withdraw": paper_permissions.can_withdraw_paper(request.user, seen),
        **standing(request.user, seen),
        **_tombstone(request, found, seen, entitled),
        "supplement": services.supplement_of(seen),
        "outcome": outcome_of_paper(seen, request.user),
    }
    note_reading(request, seen)
    _note_fetch(request, found, seen, FetchKind.PAGE)
    return render(request, "meetings/paper_detail.html", context)


def _names_item(meeting: Meeting, entitled: bool) -> bool:
    """Whether a reader is told under which item a paper stands: not of an agenda that its body has not approved for release."""
    return entitled or not meeting.body.approves_release or meeting.agenda_publication == Publication.PUBLIC


def _tombstone(request: Any, meeting: Meeting, paper: Paper, entitled: bool) -> dict[str, Any]:
    """Of a paper that was taken down: what stands in its place and, for those who prepare papers, who fetched it before."""
    if not paper.withdrawn_at:
        return {}
    found = replacement_of(paper, entitled)
    context: dict[str, Any] = {}
    if found:
        context["replacement"] = {
            "supplement": found.supplement, "pages": found.pages, "title": found.paper.title,
            "url": found.paper.get_absolute_url(),
        }  # fmt: skip
    if paper_permissions.can_write_paper(request.user, paper.body):
        context["fetched"] = fetches_of(paper)
        context["can_replace"] = may_be_supplemented(meeting) and not found
    return context


def _note_fetch(request: Any, meeting: Meeting, paper: Paper, kind: str) -> None:
    if request.method == "GET":
        note_fetch(request.user, kind, area=meeting.area, collection=meeting.slug, paper=paper)


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
    _note_fetch(request, found, seen, FetchKind.FILE)
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
            messages.success(request, with_findings(words % {"count": len(good)}, [one.paper for one in good if one.paper]))
        if len(good) == len(taken):
            return redirect(_after(found, [one.paper for one in good if one.paper]))
        for one in taken:
            if one.problem:
                form.refuse(one.name, ValidationError(one.problem))
        form = _fresh_token(form)
        return render(request, "meetings/paper_create.html", {"meeting": found, "form": form, "taken": taken} | _items(found))
    return render(request, "meetings/paper_create.html", {"meeting": found, "form": form} | _items(found))


def _after(meeting: Meeting, papers: list[Paper]) -> str:
    """Where the agenda stands; or what was found in the one file that came."""
    if len(papers) == 1 and undecided(papers[0]):
        return findings_url(papers[0])
    return reverse("meetings:agenda-detail", args=[meeting.area.slug, meeting.slug])


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
    asked = named_register(request) if how == "register" else {}
    form = WAYS[how](request.POST if sent else None, request.FILES if sent else None, initial=asked)
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
    if undecided(paper):
        messages.success(request, with_findings(_("The paper is on the agenda"), [paper]))
        return findings_url(paper)
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
    saves = sent and "move" not in request.POST
    form = ReviseItemPaperForm(request.POST if saves else None, request.FILES if saves else None, instance=seen)
    if form.is_valid():
        change = form.change()
        if "data" in change:
            change["upload"] = Upload(change.pop("filename"), change.pop("data"))
        try:
            saved = services.revise_paper(paper=seen, actor=request.user, **change)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, with_findings(_("Paper saved"), [saved]))
            return redirect(findings_url(saved) if "upload" in change and undecided(saved) else saved)
    seen.refresh_from_db()
    asked = waiting_report(seen)
    stays = asked or services.supplement_of(seen)  # a report that waits is decided on its page
    context: dict[str, Any] = {"meeting": found, "paper": seen, "form": form, "asked": asked}
    context |= {"moving": None if stays else moving, "is_live": seen.kind == PaperKind.LIVE}
    return render(request, "meetings/paper_update.html", context)


def _moved(request: Any, paper: Paper, form: AttachForm) -> bool:
    item, confirmed = form.cleaned_data["item"], form.cleaned_data.get("confirmed", False)
    try:
        if item is not None:
            services.attach_paper(item=item, paper=paper, actor=request.user, confirmed=confirmed)
            messages.success(request, _("The paper is on item %(number)s") % {"number": item.number})
        elif link := getattr(paper, "item_paper", None):
            services.detach_paper(item=link.item, paper=paper, actor=request.user)
            waits = _("The paper is on no item. The report waits for you to accept or return it")
            messages.success(request, waits if waiting_report(paper) else _("The paper is on no item"))
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
    supplement = services.supplement_of(seen)
    if request.method == "POST":
        try:
            services.discard_paper(paper=seen, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The paper is deleted"))
        if supplement:
            return redirect("meetings:supplement-detail", found.area.slug, found.slug, supplement.number)
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
            words = _("The paper is taken down. The pack comes back in a minute with the same page numbers")
            messages.success(request, words)
            return redirect(seen)
    return render(request, "meetings/paper_withdraw.html", {"meeting": found, "paper": seen, "form": form})
