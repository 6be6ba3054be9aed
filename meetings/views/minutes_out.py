"""What went out: the sheet of decisions, and every print of the minutes with what changed between them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import refused
from meetings import permissions
from meetings.choices import MinutesEdition
from meetings.forms.minutes_life import ReadMinutesForm
from meetings.models import Minutes, MinutesPrint
from meetings.services.minutes import decisions
from meetings.services.minutes.frozen import as_page, changes_between
from meetings.services.minutes.printing import minutes_html, note_reading_of_minutes, prints_out
from meetings.services.minutes.readiness import decisions_problems
from meetings.views.meetings import packs_for, sub_navigation
from meetings.views.minutes import PRIVATE, find_minutes, linked, own_minutes


@require_safe
def decisions_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """The newest sheet of decisions as it went out, whatever was written since."""
    minutes = find_minutes(request, meeting, Minutes.objects.decisions_visible_to(request.user))
    sheet = prints_out(minutes, request.user, is_sheet=True).first()
    if sheet is None:
        raise Http404
    entitled = permissions.can_read_private(request.user, minutes.meeting)
    found = minutes.meeting
    context = {
        "minutes": minutes,
        "meeting": found,
        "sheet": sheet,
        "content": as_page(_seen(sheet, entitled)),
        "has_private": bool(entitled and sheet.members_html),
        "reads_minutes": permissions.can_read_minutes(request.user, found),
        "writes": permissions.can_write_minutes(request.user, found),
        "links": sub_navigation(found, "decisions", has_pack=bool(packs_for(request, found)), user=request.user),
        **_deadline(minutes),
    }
    response = render(request, "meetings/decisions_detail.html", context)
    _note(request, response, minutes, sheet, entitled=entitled, what=f"decisions-{sheet.number}")
    return response


@login_required
def decisions_publish(request: Any, area: str, meeting: str) -> HttpResponse:
    """What the sheet will say, what is in the way, by when it is due, and the button that puts it out."""
    minutes = own_minutes(request, meeting)
    form = ReadMinutesForm(request.POST if request.method == "POST" else None, minutes=minutes)
    if form.is_valid():
        try:
            decisions.publish_decisions(minutes=minutes, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("The decisions sheet is published. Members are told"))
            return redirect("meetings:decisions-detail", minutes.meeting.area.slug, minutes.meeting.slug)
    context = {
        "form": form,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "problems": linked(minutes, decisions_problems(minutes)),
        "content": as_page(minutes_html(minutes, edition=MinutesEdition.DECISIONS, private=False)),
        "recipients": len(permissions.people_summoned(minutes.meeting)),
        **_deadline(minutes),
    }
    return render(request, "meetings/decisions_publish.html", context)


@require_safe
def minutes_prints(request: Any, area: str, meeting: str) -> HttpResponse:
    """Everything that went out, the newest first, and what changed from one print of the minutes to the next."""
    minutes = find_minutes(request, meeting, Minutes.objects.decisions_visible_to(request.user))
    prints = list(prints_out(minutes, request.user).select_related("made_by"))
    if not prints:
        raise Http404
    entitled = permissions.can_read_private(request.user, minutes.meeting)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "rows": _print_rows(prints, entitled),
        "entitled": entitled,
        "writes": permissions.can_write_minutes(request.user, minutes.meeting),
        "reads_minutes": permissions.can_read_minutes(request.user, minutes.meeting),
    }
    response = render(request, "meetings/minutes_prints.html", context)
    _note(request, response, minutes, prints[0], entitled=entitled, what="prints")
    return response


def _print_rows(prints: list[MinutesPrint], entitled: bool) -> list[dict[str, Any]]:
    """Each print with the one before it of the same sort, and what is different: sheets and minutes are not compared."""
    rows: list[dict[str, Any]] = []
    before: dict[bool, MinutesPrint] = {}
    for one in reversed(prints):
        sort = one.edition == MinutesEdition.DECISIONS
        earlier = before.get(sort)
        changes = changes_between(_seen(earlier, entitled), _seen(one, entitled)) if earlier else []
        rows.append({"print": one, "earlier": earlier, "changes": changes})
        before[sort] = one
    return rows[::-1]


def _seen(one: MinutesPrint, entitled: bool) -> str:
    """The text of a print that the reader may have."""
    return one.members_html if entitled and one.members_html else one.public_html


def _deadline(minutes: Minutes) -> dict[str, Any]:
    """By when the law asks for a note of decisions, where it does, and whether it came late."""
    deadline = decisions.decisions_deadline(minutes.meeting)
    if deadline is None:
        return {"deadline": None}
    published = minutes.decisions_published_at
    opened = clock.as_local(published).date() if published else None
    return {"deadline": deadline, "is_late": deadline.is_missed(clock.today(), opened)}


def _note(
    request: Any, response: HttpResponse, minutes: Minutes, shown: MinutesPrint, *, entitled: bool, what: str
) -> None:  # fmt: skip
    """Keep in the trail that somebody read the private text; a HEAD gives nothing to read."""
    if not request.user.is_authenticated:
        return
    response["Cache-Control"] = PRIVATE
    if entitled and shown.members_html and request.method == "GET":
        note_reading_of_minutes(minutes=minutes, reader=request.user, what=what)
