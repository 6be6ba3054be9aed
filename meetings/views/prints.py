"""Printed minutes as files: the newest of each kind, every earlier one, an extract of one item, and the preview."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition, require_safe

from documents.models import StoredFile
from documents.services.files import FileLost, open_file
from meetings import permissions
from meetings.choices import Publication
from meetings.models import MinuteItem, Minutes, MinutesPrint
from meetings.services.minutes.printing import draft_pdf, excerpt_pdf, note_reading_of_minutes, prints_out
from meetings.views.acts import find_meeting

PDF = "application/pdf"
MEMBERS = "members"


@require_safe
def minutes_file(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """The minutes as they went out last, with the public summary of what is private."""
    minutes = _minutes_out(request, meeting)
    return _sent(request, minutes, _newest(request, minutes, is_sheet=False), "minutes")


@require_safe
def minutes_members_file(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """The same with the private items, for those entitled to them; there is none where nothing is private."""
    minutes = _minutes_out(request, meeting)
    return _sent(request, minutes, _newest(request, minutes, is_sheet=False), "minutes", edition=MEMBERS)


@require_safe
def decisions_file(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """The sheet of decisions, which goes out ahead of the minutes."""
    found = find_meeting(request, meeting)
    minutes = get_object_or_404(Minutes.objects.decisions_visible_to(request.user).for_page(), meeting=found)
    return _sent(request, minutes, _newest(request, minutes, is_sheet=True), "decisions")


@require_safe
def minutes_print(request: Any, area: str, meeting: str, number: int) -> HttpResponseBase:
    """Something that went out earlier, as it stood then; the members' file of it with `?edition=members`."""
    found = find_meeting(request, meeting)
    minutes = get_object_or_404(Minutes.objects.decisions_visible_to(request.user).for_page(), meeting=found)
    kept = get_object_or_404(prints_out(minutes, request.user), number=number)
    return _sent(request, minutes, kept, f"{kept.edition}-{kept.number}", edition=request.GET.get("edition", ""))


@login_required
@require_safe
def minutes_preview(request: Any, area: str, meeting: str) -> HttpResponseBase:
    """The minutes as they would be printed now, for those who write them and for the Chair who was sent them.

    With `?edition=public` as the public would have them.
    """
    found = find_meeting(request, meeting)
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).for_page(), meeting=found)
    may_check = minutes.sent_to_chair_at is not None and permissions.can_check_minutes(request.user, minutes)
    if not may_check and not permissions.can_write_minutes(request.user, found):
        raise PermissionDenied
    private = request.GET.get("edition") != "public"
    response = HttpResponse(draft_pdf(minutes, private=private), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{found.slug}-minutes-preview.pdf"'
    response["Cache-Control"] = "private, no-store"
    _note(request, minutes, "preview")
    return response


@require_safe
def minutes_excerpt(request: Any, area: str, meeting: str, item: str) -> HttpResponseBase:
    """One item of minutes that are out, on a sheet of its own. A private item is there for those entitled alone."""
    minutes = _minutes_out(request, meeting)
    taken = get_object_or_404(MinuteItem, minutes=minutes, slug=item)
    if taken.is_private and not permissions.can_read_private(request.user, minutes.meeting):
        raise Http404
    is_for_all = _is_for_all(minutes) and not taken.is_private
    response = HttpResponse(excerpt_pdf(minutes, taken, private=not is_for_all), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{minutes.meeting.slug}-minutes-{taken.slug}.pdf"'
    response["Cache-Control"] = "no-cache" if is_for_all else "private, no-store"
    if not is_for_all:
        _note(request, minutes, f"item-{taken.pk}")
    return response


def _minutes_out(request: HttpRequest, slug: str) -> Minutes:
    """Minutes that are out and that the reader may have; being written they are nobody's file."""
    found = find_meeting(request, slug)
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).for_page(), meeting=found)
    if not minutes.is_out:
        raise Http404
    return minutes


def _newest(request: HttpRequest, minutes: Minutes, *, is_sheet: bool) -> MinutesPrint:
    kept = prints_out(minutes, request.user, is_sheet=is_sheet).first()
    if kept is None:
        raise Http404
    return kept


def _is_for_all(minutes: Minutes) -> bool:
    return minutes.meeting.minutes_publication == Publication.PUBLIC


def _sent(request: Any, minutes: Minutes, kept: MinutesPrint, name: str, *, edition: str = "") -> HttpResponseBase:
    """A printed file; the members' one only to those entitled, and their reading of it is kept in the trail."""
    private = edition == MEMBERS
    if private and not permissions.can_read_private(request.user, minutes.meeting):
        raise Http404
    file = kept.members if private else kept.public
    if file is None:
        raise Http404
    is_for_all = _is_for_all(minutes) and not private
    response = _file(request, file, f"{minutes.meeting.slug}-{name}{'-members' if private else ''}.pdf")
    if response.status_code == HTTPStatus.OK and not is_for_all:
        _note(request, minutes, f"{edition or 'public'}-{kept.number}")
    response.setdefault("Cache-Control", "no-cache" if is_for_all else "private, no-store")
    return response


def _file(request: Any, file: StoredFile, name: str) -> HttpResponseBase:
    @condition(etag_func=lambda request: f'"{file.sha256}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        try:
            return FileResponse(open_file(file), content_type=PDF, filename=name)
        except FileLost as error:
            raise Http404 from error

    return send(request)


def _note(request: HttpRequest, minutes: Minutes, what: str) -> None:
    """A HEAD gives nothing to read."""
    if request.method == "GET":
        note_reading_of_minutes(minutes=minutes, reader=request.user, what=what)
