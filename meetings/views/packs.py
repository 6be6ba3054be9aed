"""Pages of a meeting's pack: its facts and files, and how far a build has come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interface import clock
from jobs.models import Job
from jobs.services import request_cancel
from meetings import permissions
from meetings.models import Meeting
from meetings.services.archive import has_archive
from meetings.services.packs import BUILD_JOB, parts_lacking_packs, request_packs, request_rebuild
from meetings.services.reader import first_published, packs_offered, withdrawn_papers
from meetings.views.contents import pack_row
from meetings.views.meetings import sub_navigation


def _meeting(request: HttpRequest, slug: str) -> Meeting:
    seen = Meeting.objects.visible_to(request.user).select_related("area", "body", "venue")
    return get_object_or_404(seen, area=request.area, slug=slug)


@require_safe
def pack_detail(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """What the pack holds, in every edition the reader may have, with the hash that proves a download."""
    found = _meeting(request, meeting)
    packs = packs_offered(found, request.user)
    can_build = permissions.can_edit_agenda(request.user, found)
    if not packs and not can_build:
        raise Http404
    withdrawn, out = withdrawn_papers(found), first_published(found)
    context = {
        "meeting": found,
        "packs": [pack_row(found, pack, withdrawn=withdrawn, first_out=out.get((pack.part, pack.edition))) for pack in packs],
        "has_archive": has_archive(meeting=found, user=request.user),
        "can_build": can_build and (not found.agenda_is_out or bool(parts_lacking_packs(found))),
        "entitled": permissions.can_read_private(request.user, found),
        "links": sub_navigation(found, "pack", has_pack=True, user=request.user),
    }
    return render(request, "meetings/pack_detail.html", context)


@login_required
@require_POST
def pack_build(request: HttpRequest, area: str, meeting: str) -> HttpResponse:
    """Ask for the packs to be built; the reader goes to the page that shows how far it is."""
    found = _meeting(request, meeting)
    if not permissions.can_edit_agenda(request.user, found):
        raise PermissionDenied
    if lacking := parts_lacking_packs(found):  # they were taken down, and the build that brings them back did not end well
        jobs = [request_rebuild(meeting=found, actor=request.user, part=part, why="again") for part in lacking]
        return redirect("meetings:build-detail", found.area.slug, found.slug, jobs[0].reference)
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
    return render(
        request,
        "meetings/build_detail.html",
        {"meeting": found, "job": job, "part": job.payload.get("part", 0), "progress": _progress(found, job)},
    )


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
