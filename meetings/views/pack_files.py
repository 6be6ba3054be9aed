"""The files of a meeting's packs and supplements: print and screen editions, what they are made of, all papers in one file."""

import hashlib
from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import condition, require_safe

from documents.choices import Edition, FetchKind
from documents.models import Pack, StoredFile
from documents.services.fetches import note_fetch, note_fetches
from documents.services.files import FileLost, open_file
from meetings.models import Meeting
from meetings.services.archive import archive, archived
from meetings.views.acts import find_meeting, note_reading

PDF, ZIP = "application/pdf", "application/zip"


def _pack(request: HttpRequest, slug: str, edition: str, part: int) -> tuple[Meeting, Pack]:
    """The newest pack of a part that the reader may have."""
    meeting = find_meeting(request, slug)
    pack = Pack.objects.visible_to(request.user).current(meeting.area, meeting.slug, edition, part)
    if edition not in Edition.values or pack is None:
        raise Http404
    return meeting, pack


@require_safe
def pack_file(request: Any, area: str, meeting: str, edition: str, part: int = 0) -> HttpResponseBase:
    """An edition as a PDF to print, with a blank page wherever a sheet's back stays empty."""
    found, pack = _pack(request, meeting, edition, part)
    return _sent(request, found, pack, pack.file, "")


@require_safe
def pack_screen(request: Any, area: str, meeting: str, edition: str, part: int = 0) -> HttpResponseBase:
    """The same pages under the same numbers, without the blank ones."""
    found, pack = _pack(request, meeting, edition, part)
    if pack.screen is None:
        raise Http404
    return _sent(request, found, pack, pack.screen, "-screen")


def _sent(request: Any, meeting: Meeting, pack: Pack, file: StoredFile, suffix: str) -> HttpResponseBase:
    @condition(etag_func=lambda request: f'"{file.sha256}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        part = f"-supplement-{pack.part}" if pack.part else ""
        name = f"{meeting.slug}{part}-{pack.get_edition_display()}{suffix}.pdf".replace(" ", "-").replace("’", "").lower()
        try:
            return FileResponse(open_file(file), content_type=PDF, filename=name)
        except FileLost as error:
            raise Http404 from error

    response = send(request)
    if response.status_code == HTTPStatus.OK:  # a reader who has it already is told so, and is sent nothing
        note_reading(request, pack)
        if request.method == "GET":
            note_fetch(request.user, FetchKind.PACK, area=meeting.area, collection=meeting.slug, pack=pack)
    return _kept_for(pack.edition, response)


def _kept_for(edition: str, response: HttpResponseBase) -> HttpResponseBase:
    """A withdrawn page must be gone at once: caches ask again every time."""
    response.setdefault("Cache-Control", "no-cache" if edition == Edition.PUBLIC else "private, no-store")
    return response


@require_safe
def pack_manifest(request: Any, area: str, meeting: str, edition: str, part: int = 0) -> HttpResponseBase:
    """What an edition is made of, as JSON."""
    _found, pack = _pack(request, meeting, edition, part)
    return _kept_for(pack.edition, JsonResponse(pack.manifest, json_dumps_params={"indent": 1}))


@require_safe
def pack_archive(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """Every paper that the reader may have, in folders numbered as the agenda."""
    found = find_meeting(request, meeting)
    try:
        data = archive(meeting=found, user=request.user)
    except FileLost as error:
        raise Http404 from error
    if data is None:
        raise Http404
    papers = list(archived(meeting=found, user=request.user))
    note_reading(request, *papers)
    if request.method == "GET":
        note_fetches(request.user, FetchKind.ARCHIVE, area=found.area, collection=found.slug, papers=papers)
    response = HttpResponse(data, content_type=ZIP)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-papers.zip"'
    response["ETag"] = f'"{hashlib.sha256(data).hexdigest()}"'
    return _kept_for(Edition.PUBLIC, response)
