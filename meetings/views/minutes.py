"""The minutes as they are read, and what moves them on: sent, checked, returned, published, confirmed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import refused
from meetings import permissions
from meetings.choices import CorrectionStatus, MinutesStatus, Publication
from meetings.forms.minutes_life import CheckMinutesForm, ConfirmMinutesForm, ReadMinutesForm, ReturnMinutesForm
from meetings.models import Action, Minutes
from meetings.services.minutes import life
from meetings.services.minutes.exempt import exempt_actions
from meetings.services.minutes.printing import has_private_face, note_reading_of_minutes, prints_out
from meetings.services.minutes.readiness import MinutesProblem, content_problems, publish_problems
from meetings.services.minutes.reading import read_minutes
from meetings.services.minutes.steps import minutes_steps
from meetings.views.meetings import packs_for, sub_navigation
from meetings.views.minutes_lines import item_lines

PRIVATE = "private, no-store"


def find_minutes(request: Any, meeting: str, rows: QuerySet[Minutes] | None = None) -> Minutes:
    """Minutes that the reader may know of, with their meeting; of `rows` where given."""
    seen = Minutes.objects.visible_to(request.user) if rows is None else rows
    return get_object_or_404(seen.for_page(), meeting__area=request.area, meeting__slug=meeting)


def own_minutes(request: Any, meeting: str) -> Minutes:
    """Minutes that the reader writes."""
    found = find_minutes(request, meeting)
    if not permissions.can_write_minutes(request.user, found.meeting):
        raise PermissionDenied
    return found


def back_to(minutes: Minutes, route: str = "meetings:minutes-detail") -> HttpResponse:
    return redirect(route, minutes.meeting.area.slug, minutes.meeting.slug)


@require_safe
def minutes_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """What was decided: decisions and actions first, then who was there and every item. One address for everybody."""
    minutes = Minutes.objects.visible_to(request.user).for_page().filter(
        meeting__area=request.area, meeting__slug=meeting
    ).first()  # fmt: skip
    if minutes is None:
        return _decisions_instead(request, meeting)
    found = minutes.meeting
    entitled = permissions.can_read_private(request.user, found)
    writes = permissions.can_write_minutes(request.user, found)
    text = read_minutes(minutes, private=entitled or writes, for_writers=entitled or writes)
    can_correct = permissions.can_propose_correction(request.user, minutes)
    context = {
        "minutes": minutes,
        "meeting": found,
        "text": text,
        "lines": item_lines(text, request.user),
        "can_correct": can_correct,
        "writes": writes,
        "entitled": entitled,
        "exempt_list": _exempt_list(request.user, minutes, reads=entitled or writes),
        "undecided": _undecided(minutes) if entitled or writes else 0,
        "links": sub_navigation(found, "minutes", has_pack=bool(packs_for(request, found)), user=request.user),
        **_next_steps(request, minutes),
        **_files(request, minutes, entitled=entitled),
    }
    response = render(request, "meetings/minutes_detail.html", context)
    _note_private(request, response, minutes, entitled=entitled or writes)
    return response


def _exempt_list(user: Any, minutes: Minutes, *, reads: bool) -> list[Action]:
    """The exempt actions list of a board, for those who may read it."""
    if not reads or not minutes.meeting.body.is_of_commissioner:
        return []
    listed = exempt_actions(minutes).values("pk")
    rows = Action.objects.visible_to(user).filter(pk__in=listed).select_related("area", "owner_person")
    return list(rows.order_by("reference"))


def _decisions_instead(request: Any, meeting: str) -> HttpResponse:
    """While the minutes are being written, who may not read them is led to the sheet of decisions, where it is out."""
    found = find_minutes(request, meeting, Minutes.objects.decisions_visible_to(request.user))
    return back_to(found, "meetings:decisions-detail")


def _next_steps(request: Any, minutes: Minutes) -> dict[str, Any]:
    steps = minutes_steps(minutes, request.user) if request.user.is_authenticated else []
    here = [minutes.meeting.area.slug, minutes.meeting.slug]
    return {"steps": [{"step": step, "url": reverse(step.route, args=here) if step.route else ""} for step in steps]}


def _files(request: Any, minutes: Minutes, *, entitled: bool) -> dict[str, Any]:
    """The printed minutes that the reader may have, and how many prints went out."""
    prints = list(prints_out(minutes, request.user))
    newest = next((one for one in prints if one.edition != "decisions"), None)
    return {
        "newest": newest,
        "members_file": newest.members if newest and entitled else None,
        "sheet": next((one for one in prints if one.edition == "decisions"), None),
        "print_count": len(prints),
    }


def _undecided(minutes: Minutes) -> int:
    return minutes.corrections.filter(status=CorrectionStatus.PROPOSED).count()


def _note_private(request: Any, response: HttpResponse, minutes: Minutes, *, entitled: bool) -> None:
    """Keep in the trail that somebody read private minutes; a HEAD gives nothing to read."""
    if not request.user.is_authenticated:
        return
    response["Cache-Control"] = PRIVATE
    is_private = minutes.meeting.minutes_publication != Publication.PUBLIC or has_private_face(minutes)
    if entitled and is_private and request.method == "GET":
        note_reading_of_minutes(minutes=minutes, reader=request.user, what="page")


@login_required
def minutes_send(request: Any, area: str, meeting: str) -> HttpResponse:
    """Put the minutes before the Chair."""
    minutes = own_minutes(request, meeting)
    form = ReadMinutesForm(request.POST if request.method == "POST" else None, minutes=minutes)

    def send(answers: dict[str, Any]) -> str:
        life.send_to_chair(minutes=minutes, actor=request.user, **answers)
        return _("The minutes are with the Chair, who gets a mail")

    if _done(request, form, send):
        return back_to(minutes)
    context = {
        "form": form,
        **_placed(minutes),
        "chairs": permissions.chairs_of(minutes.meeting),
        "problems": linked(minutes, content_problems(minutes)),
        "is_closed": minutes.status != MinutesStatus.DRAFTING,
    }
    return render(request, "meetings/minutes_send.html", context)


@login_required
def minutes_check(request: Any, area: str, meeting: str) -> HttpResponse:
    """The Chair agrees to the publication; or the clerk records how the Chair agreed."""
    minutes = find_minutes(request, meeting)
    is_chair = permissions.can_check_minutes(request.user, minutes)
    if not is_chair and not permissions.can_write_minutes(request.user, minutes.meeting):
        raise PermissionDenied
    form = CheckMinutesForm(request.POST if request.method == "POST" else None, minutes=minutes, is_chair=is_chair)

    def check(answers: dict[str, Any]) -> str:
        life.check_minutes(minutes=minutes, actor=request.user, **answers)
        return _("The minutes are checked. They can be published")

    if _done(request, form, check):
        return back_to(minutes)
    context = {
        "form": form,
        **_placed(minutes),
        "is_chair": is_chair,
        "problems": linked(minutes, content_problems(minutes)),
        "is_closed": minutes.status != MinutesStatus.DRAFTING,
    }
    return render(request, "meetings/minutes_check.html", context)


@login_required
def minutes_return(request: Any, area: str, meeting: str) -> HttpResponse:
    """The Chair gives the minutes back to be changed."""
    minutes = find_minutes(request, meeting)
    if not permissions.can_check_minutes(request.user, minutes):
        raise PermissionDenied
    form = ReturnMinutesForm(request.POST if request.method == "POST" else None, minutes=minutes)

    def give_back(answers: dict[str, Any]) -> str:
        life.return_minutes(minutes=minutes, actor=request.user, **answers)
        return _("The minutes are returned. The clerk is told")

    if _done(request, form, give_back):
        return redirect("meetings:meeting-detail", minutes.meeting.area.slug, minutes.meeting.slug)
    context = {"form": form, **_placed(minutes), "is_closed": minutes.is_out or minutes.sent_to_chair_at is None}
    return render(request, "meetings/minutes_return.html", context)


@login_required
def minutes_publish(request: Any, area: str, meeting: str) -> HttpResponse:
    """What is in the way of publishing, what will happen, and the button that does it."""
    minutes = own_minutes(request, meeting)
    form = ReadMinutesForm(request.POST if request.method == "POST" else None, minutes=minutes)

    def publish(answers: dict[str, Any]) -> str:
        life.publish_minutes(minutes=minutes, actor=request.user, **answers)
        return _("The draft minutes are published. Members are told")

    if _done(request, form, publish):
        return back_to(minutes)
    text = read_minutes(minutes, private=True)
    context = {
        "form": form,
        **_placed(minutes),
        "text": text,
        "problems": linked(minutes, publish_problems(minutes)),
        "recipients": len(permissions.people_summoned(minutes.meeting)),
        "private_items": [item for item in text.items if item.is_private],
        "is_open": minutes.meeting.minutes_publication == Publication.PUBLIC,
    }
    return render(request, "meetings/minutes_publish.html", context)


@login_required
def minutes_confirm(request: Any, area: str, meeting: str) -> HttpResponse:
    """Record that a later meeting confirmed the minutes, and who signs them."""
    minutes = own_minutes(request, meeting)
    meetings = life.meetings_to_confirm(minutes, clock.today())
    sent = request.POST if request.method == "POST" else None
    newest = meetings.first()
    initial = {"meeting": newest.slug if newest else "", "signed_by": minutes.chair.name if minutes.chair else ""}
    form = ConfirmMinutesForm(sent, minutes=minutes, meetings=meetings, initial=initial)

    def confirm(answers: dict[str, Any]) -> str:
        life.confirm_minutes(minutes=minutes, actor=request.user, **answers)
        return _("The minutes are confirmed. Members are told")

    if _done(request, form, confirm):
        return back_to(minutes)
    undecided = _undecided(minutes)
    context = {
        "form": form,
        **_placed(minutes),
        "undecided": undecided,
        "undecided_words": life.undecided_words(undecided) if undecided else "",
        "has_meeting": newest is not None,
        "is_draft": minutes.status == MinutesStatus.PUBLISHED,
    }
    return render(request, "meetings/minutes_confirm.html", context)


def linked(minutes: Minutes, problems: list[MinutesProblem]) -> list[dict[str, str]]:
    """Problems with the address of the page on which each is mended."""
    here = [minutes.meeting.area.slug, minutes.meeting.slug]
    return [
        {"words": one.words, "url": reverse(one.route, args=[*here, one.item] if one.item else here)}
        for one in problems
    ]  # fmt: skip


def _placed(minutes: Minutes) -> dict[str, Any]:
    return {"minutes": minutes, "meeting": minutes.meeting}


def _done(request: Any, form: Any, work: Callable[[dict[str, Any]], str]) -> bool:
    """Whether the act was done; what was refused stands on the form."""
    if not form.is_valid():
        return False
    try:
        words = work(form.cleaned_data)
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, words)
    return True
