"""The pack reader: what is on page 43? One page at a time, under the number that it has on paper."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from documents.choices import Edition, FetchKind, PackStatus, PaperStatus
from documents.models import Pack, Paper
from documents.services.fetches import note_fetch
from documents.services.files import FileLost
from documents.services.pictures import NoPicture, page_picture
from documents.services.texts import pack_texts, paragraphs
from meetings.models import Meeting
from meetings.services import reader
from meetings.services.reader import Found, Place, Reading
from meetings.views.acts import find_meeting, note_reading
from meetings.views.addresses import pack_page
from meetings.views.meetings import sub_navigation

PNG = "image/png"


@require_safe
def pack_page_detail(request: HttpRequest, area: str, meeting: str, page: int) -> HttpResponse:
    """A page of the pack as the reader may have it: its picture, its words, and where it belongs."""
    found = find_meeting(request, meeting)
    pack = reader.reading(found, request.user)
    if not pack.packs and found.body.approves_release:  # a board's pack is for those who attend it, whatever it releases
        raise Http404
    wanted = request.GET.get("go", "").strip()
    if wanted.isdecimal() and 0 < int(wanted[:9]) <= pack.end:
        return redirect(pack_page(found, int(wanted)))
    place, withheld = pack.at(page), pack.withheld_at(page)
    results = _found(request, found, pack)
    context = {
        "meeting": found,
        "pack": pack,
        "number": page,
        "place": place,
        "withheld": withheld,
        "results": results,
        "entry": next((entry for entry in pack.contents if entry.holds(page)), None),
        "problem": _problem(pack, page, wanted),
        "wanted": wanted,
        "steps": _steps(found, pack, page),
        "links": sub_navigation(found, "pack", has_pack=bool(pack.packs), user=request.user),
        **(_page(request, found, pack, place) if place and not results else {}),
    }
    is_there = place or withheld or not pack.packs or page <= pack.end
    return render(request, "meetings/reader.html", context, status=200 if is_there else 404)


@require_safe
def pack_picture(request: HttpRequest, area: str, meeting: str, page: int) -> HttpResponseBase:
    """The picture of a page, of the packs that the reader may have and of no other."""
    found = find_meeting(request, meeting)
    pack = reader.reading(found, request.user)
    place = pack.at(page)
    if place is None or place.is_filler or place.piece["key"] in pack.withdrawn:
        raise Http404
    kept: Place = place

    @condition(etag_func=lambda request, **_words: f'"{kept.pack.sha256}-{kept.sheet}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        try:
            return HttpResponse(page_picture(pack=kept.pack, sheet=kept.sheet), content_type=PNG)
        except (FileLost, NoPicture) as error:
            raise Http404 from error

    response = send(request)
    if response.status_code == HTTPStatus.OK:
        _note(request, kept, _paper_of(request, found, kept) if kept.is_private else None)
    response.setdefault("Cache-Control", "no-cache" if kept.pack.edition == Edition.PUBLIC else "private, no-store")
    return response


def _problem(pack: Reading, page: int, wanted: str) -> str:
    """What is said by the box: the number typed there, or the one in the address, is none of the pack's."""
    if not pack.packs:
        return ""
    if wanted and not wanted.isdecimal():
        return _("Enter a page number, such as %(number)d") % {"number": min(pack.last, 43)}
    if wanted or not 0 < page <= pack.end:
        return _("This pack has pages 1 to %(last)d") % {"last": pack.last}
    return ""


def _steps(meeting: Meeting, pack: Reading, page: int) -> dict[str, str]:
    """The pages before and after; from beyond the end, the way back to the last."""
    before, after = min(page - 1, pack.end), page + 1
    return {
        "previous": pack_page(meeting, before) if before >= 1 else "",
        "next": pack_page(meeting, after) if 1 <= after <= pack.end else "",
    }


def _page(request: HttpRequest, meeting: Meeting, pack: Reading, place: Place) -> dict[str, Any]:
    """What stands on the page, and that it was read."""
    paper = _paper_of(request, meeting, place)
    _note(request, place, paper)
    if place.piece["key"] in pack.withdrawn:
        return {"paper": paper, "is_withdrawn": True}
    if paper and request.method == "GET":
        note_fetch(request.user, FetchKind.READER, paper=paper, area=meeting.area, collection=meeting.slug)
    shows = not place.is_filler
    here = [meeting.area.slug, meeting.slug]
    return {
        "paper": paper,
        "paper_url": f"{paper.get_absolute_url()}#page-{place.number}" if paper and paper.current else "",
        "paragraphs": paragraphs(_text(place)) if shows else [],
        "picture_url": reverse("meetings:pack-picture", args=[*here, place.number]) if shows else "",
    }


def _paper_of(request: HttpRequest, meeting: Meeting, place: Place) -> Paper | None:
    papers = Paper.objects.visible_to(request.user).filter(area=meeting.area_id, collection=meeting.slug)
    return papers.for_page().filter(slug=place.piece["key"]).first()


def _found(request: HttpRequest, meeting: Meeting, pack: Reading) -> Found | None:
    """What was looked for, if anything was; a private paper that is quoted was read."""
    words = request.GET.get("find", "").replace("\x00", "")
    if not words.strip() or not pack.packs:
        return None
    try:
        found = reader.find(pack, words)
    except FileLost as error:
        raise Http404 from error
    quoted = {hit.place.piece["key"]: hit.place for hit in found.hits if hit.place.is_private}
    for place in quoted.values():
        _note(request, place, _paper_of(request, meeting, place))
    return found


def _text(place: Place) -> str:
    try:
        texts = pack_texts(place.pack)
    except FileLost as error:
        raise Http404 from error
    return texts[place.sheet] if place.sheet < len(texts) else ""


def _note(request: HttpRequest, place: Place, paper: Paper | None) -> None:
    """Keep who read what is not for everybody: the private paper that stands there, or the preview."""
    things: list[Paper | Pack] = []
    if place.pack.status == PackStatus.PREVIEW:
        things.append(place.pack)
    elif place.is_private and paper and paper.status != PaperStatus.WITHDRAWN:
        things.append(paper)
    note_reading(request, *things)
