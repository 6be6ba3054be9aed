"""Pages of a meeting's pack: its facts and files, and how far a build has come."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from documents.choices import Edition
from documents.models import Pack
from documents.services.files import FileLost, open_file
from interface import clock
from jobs.models import Job
from jobs.services import request_cancel
from meetings import permissions
from meetings.models import Meeting
from meetings.services.archive import archive, archived, has_archive
from meetings.services.packs import BUILD_JOB, request_packs
from meetings.views.acts import note_reading
from meetings.views.meetings import pack_page, sub_navigation

ZIP = "application/zip"


@dataclass(frozen=True)
class PieceRow:
    """One line of what a pack holds."""

    title: str
    first: int
    last: int
    sha256: str
    url: str


def _meeting(request: HttpRequest, slug: str) -> Meeting:
    seen = Meeting.objects.visible_to(request.user).select_related("area", "body", "venue")
    return get_object_or_404(seen, area=request.area, slug=slug)


def _pack(request: HttpRequest, meeting: Meeting, edition: str) -> Pack:
    pack = Pack.objects.visible_to(request.user).current(meeting.area, meeting.slug, edition)
    if edition not in Edition.values or pack is None:
        raise Http404
    return pack


@require_safe
def pack_detail(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """What the pack holds, in every edition the reader may have, with the hash that proves a download."""
    found = _meeting(request, meeting)
    seen = Pack.objects.visible_to(request.user)
    own_first = (Edition.MEMBERS, Edition.PUBLIC)
    packs = [pack for edition in own_first if (pack := seen.current(found.area, found.slug, edition))]
    can_build = permissions.can_edit_agenda(request.user, found)
    if not packs and not can_build:
        raise Http404
    context = {
        "meeting": found,
        "packs": [(pack, _pieces(found, pack)) for pack in packs],
        "has_archive": has_archive(meeting=found, user=request.user),
        "can_build": can_build and not found.agenda_is_out,
        "entitled": permissions.can_read_private(request.user, found),
        "links": sub_navigation(found, "pack", has_pack=True),
    }
    return render(request, "meetings/pack_detail.html", context)


def _pieces(meeting: Meeting, pack: Pack) -> list[PieceRow]:
    """What a pack holds, each piece with the address of its first page."""
    return [
        PieceRow(piece["title"], piece["first"], piece["last"], piece["sha256"], pack_page(meeting, pack, piece["first"]))
        for piece in pack.manifest["pieces"]
    ]


@require_safe
def pack_file(request: HttpRequest, area: str, meeting: str, edition: str) -> HttpResponseBase:
    """An edition of the pack as a PDF."""
    found = _meeting(request, meeting)
    pack = _pack(request, found, edition)

    @condition(etag_func=lambda request: f'"{pack.sha256}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        name = f"{found.slug}-{pack.get_edition_display()}.pdf".replace(" ", "-").replace("’", "").lower()
        try:
            return FileResponse(open_file(pack.file), content_type="application/pdf", filename=name)
        except FileLost as error:
            raise Http404 from error

    response = send(request)
    if response.status_code == HTTPStatus.OK:  # a reader who has it already is told so, and is sent nothing
        note_reading(request, pack)
    return _kept_for(pack.edition, response)


def _kept_for(edition: str, response: HttpResponseBase) -> HttpResponseBase:
    """A withdrawn page must be gone at once: caches ask again every time."""
    response.setdefault("Cache-Control", "no-cache" if edition == Edition.PUBLIC else "private, no-store")
    return response


@require_safe
def pack_manifest(request: HttpRequest, area: str, meeting: str, edition: str) -> HttpResponseBase:
    """What an edition is made of, as JSON."""
    pack = _pack(request, _meeting(request, meeting), edition)
    return _kept_for(pack.edition, JsonResponse(pack.manifest, json_dumps_params={"indent": 1}))


@require_safe
def pack_archive(request: HttpRequest, area: str, meeting: str) -> HttpResponseBase:
    """Every paper that the reader may have, in folders numbered as the agenda."""
    found = _meeting(request, meeting)
    try:
        data = archive(meeting=found, user=request.user)
    except FileLost as error:
        raise Http404 from error
    if data is None:
        raise Http404
    note_reading(request, *archived(meeting=found, user=request.user))
    response = HttpResponse(data, content_type=ZIP)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-papers.zip"'
    response["ETag"] = f'"{hashlib.sha256(data).hexdigest()}"'
    return _kept_for(Edition.PUBLIC, response)


@login_required
@require_POST
def pack_build(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """Ask for the packs to be built; the reader goes to the page that shows how far it is."""
    found = _meeting(request, meeting)
    if not permissions.can_edit_agenda(request.user, found):
        raise PermissionDenied
    if found.agenda_is_out:
        messages.error(request, _("The agenda is published. Its pack is not built again"))
        return redirect("meetings:pack-detail", found.area.slug, found.slug)
    job = request_packs(meeting=found, actor=request.user)
    return redirect("meetings:build-detail", found.area.slug, found.slug, job.reference)


def _build(request: HttpRequest, slug: str, reference: str) -> tuple[Meeting, Job]:
    """A build of a meeting's pack, for those who prepare the meeting; for others it is not there."""
    found = _meeting(request, slug)
    if not permissions.can_edit_agenda(request.user, found):
        raise Http404
    builds = Job.objects.for_work(BUILD_JOB, area=found.area.slug, meeting=found.slug)
    return found, get_object_or_404(builds, reference=reference)


@login_required
@require_safe
def build_detail(request: HttpRequest, area: str, meeting: str, reference: str) -> HttpResponse:
    """How far a build is; where it is done, the pack; where it failed, which paper and why."""
    found, job = _build(request, meeting, reference)
    return render(request, "meetings/build_detail.html", {"meeting": found, "job": job, "progress": _progress(found, job)})


@login_required
@require_safe
def build_status(request: HttpRequest, area: str, meeting: str, reference: str) -> JsonResponse:
    """The same in figures, for the page's script."""
    found, job = _build(request, meeting, reference)
    return JsonResponse(_progress(found, job) | {"state": job.state, "alive": job.is_alive})


def _progress(meeting: Meeting, job: Job) -> dict:
    seconds = int(((job.finished_at or clock.now()) - (job.started_at or job.created_at)).total_seconds())
    arguments = [meeting.area.slug, meeting.slug, job.reference]
    return {
        "url": reverse("meetings:build-detail", args=arguments) if job.is_alive else "",
        "cancel_url": reverse("meetings:build-cancel", args=arguments) if job.is_alive else "",
        "stage": job.stage or job.get_state_display(),
        "done": job.done_count,
        "total": job.total_count,
        "time": _("%(seconds)d seconds so far") % {"seconds": max(seconds, 0)},
    }


@login_required
@require_POST
def build_cancel(request: HttpRequest, area: str, meeting: str, reference: str) -> HttpResponse:
    """Stop a build at its next step. The last whole pack stays on offer."""
    found, job = _build(request, meeting, reference)
    try:
        request_cancel(job, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The build is being stopped"))
    return redirect("meetings:build-detail", found.area.slug, found.slug, job.reference)
