"""Another format: a public form that asks for one, and the list of those who answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from documents.choices import FetchKind
from documents.models import Paper
from documents.services.fetches import note_fetch
from documents.services.files import FileLost, open_file
from documents.services.large_print import NoLargePrint
from interface import clock
from interface.once import done_once
from interface.tables import PAGE_SIZE, pagination
from meetings.forms import FormatRequestForm
from meetings.models import Meeting
from meetings.services import formats
from meetings.services.large_print import large_print
from meetings.services.reader import packs_offered
from meetings.views.acts import find_meeting, find_paper, note_reading, own_meeting
from panels.models import ContactOfficer

PDF = "application/pdf"


def format_request_create(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """Ask for a paper, or the whole pack, in a format that the reader can use. Anybody may, without an account."""
    found = find_meeting(request, meeting)
    papers = _papers(request, found)
    choices = [(paper.slug, paper.title) for paper in papers]
    asked_for = request.GET.get("paper", "")
    start = {"what": f"paper:{asked_for}"} if asked_for in dict(choices) else {}
    form = FormatRequestForm(request.POST if request.method == "POST" else None, papers=choices, initial=start)
    if form.is_valid():
        url = done_once(form, lambda: _asked(request, found, form, papers))
        if url:
            return redirect(url)
    context = {"meeting": found, "form": form, "contact": _contact(found)}
    return render(request, "meetings/format_request_create.html", context)


def _papers(request: HttpRequest, meeting: Meeting) -> list[Paper]:
    """What the reader may ask for: the papers of the agenda that they may read and that are not withdrawn."""
    seen = Paper.objects.visible_to(request.user).filter(area=meeting.area_id, collection=meeting.slug)
    on_agenda = seen.filter(item_paper__item__meeting=meeting, published_at__isnull=False, withdrawn_at__isnull=True)
    return list(on_agenda.order_by("item_paper__item__position", "item_paper__position", "title"))


def _asked(request: HttpRequest, meeting: Meeting, form: FormatRequestForm, papers: list[Paper]) -> str:
    answers = form.cleaned_data
    kept = formats.ask_for_format(
        meeting=meeting,
        paper=next((paper for paper in papers if paper.slug == form.slug), None),
        wanted=answers["wanted"],
        words=answers["words"],
        reply_to=answers["reply_to"],
        actor=request.user if isinstance(request.user, User) else None,
    )
    return reverse("meetings:format-request-detail", args=[meeting.area.slug, meeting.slug, kept.reference])


@require_safe
def format_request_detail(request: HttpRequest, area: str, meeting: str, reference: str) -> HttpResponse:
    """The reference of a request and what happens next; nothing of what was asked, since an address may be passed on."""
    found = find_meeting(request, meeting)
    asked = get_object_or_404(formats.format_requests(found), reference=reference)
    context = {"meeting": found, "asked": asked, "contact": _contact(found)}
    return render(request, "meetings/format_request_detail.html", context)


@require_safe
def paper_large_print(request: HttpRequest, area: str, meeting: str, paper: str) -> HttpResponseBase:
    """A published paper at 18 point: the sheet of the pack, larger, naming the pages that it has there."""
    found, seen = find_paper(request, meeting, paper)
    try:
        file = large_print(meeting=found, paper=seen, packs=packs_offered(found, request.user))
        handle = open_file(file)
    except (NoLargePrint, FileLost) as error:
        raise Http404 from error
    note_reading(request, seen)
    if request.method == "GET":
        note_fetch(request.user, FetchKind.LARGE_PRINT, paper=seen, area=found.area, collection=found.slug)
    response = FileResponse(handle, content_type=PDF, filename=f"{found.slug}-{seen.slug}-large-print.pdf")
    response["Cache-Control"] = "private, no-store" if seen.is_private else "no-cache"
    return response


@login_required
@require_safe
def format_request_list(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """What readers asked for, for those who prepare the meeting."""
    found = own_meeting(request, meeting)
    page = Paginator(formats.format_requests(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "meeting": found,
        "asked": page.object_list,
        "count": page.paginator.count,
        "open_count": formats.open_requests(found),
        "pagination": pagination(page, lambda number: f"?page={number}"),
    }
    return render(request, "meetings/format_request_list.html", context)


@login_required
@require_POST
def format_request_answer(request: HttpRequest, area: str, meeting: str, reference: str) -> HttpResponse:
    """Mark a request as answered: the address and the words of who asked are erased."""
    found = own_meeting(request, meeting)
    asked = get_object_or_404(formats.format_requests(found), reference=reference)
    try:
        formats.answer_format_request(request=asked, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = _("%(reference)s is answered. The email address is erased")
        messages.success(request, words % {"reference": asked.reference})
    return redirect("meetings:format-request-list", found.area.slug, found.slug)


def _contact(meeting: Meeting) -> ContactOfficer | None:
    return ContactOfficer.objects.on(clock.today()).filter(body=meeting.body_id).first()
