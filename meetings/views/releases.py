"""The item “Publication” of a board's meeting: what it is asked to release, what it approved, what it holds back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.once import done_once
from meetings import permissions
from meetings.choices import ReleaseStatus
from meetings.forms.releases import ApproveForm, AskForm, HoldBackForm, ReleaseActForm
from meetings.models import Meeting, MinuteItem, Release
from meetings.rules.releases import approving_problem, asking_problem, document_words
from meetings.services import releases as services
from meetings.views.acts import find_meeting, own_meeting
from meetings.views.meetings import packs_for, sub_navigation
from meetings.views.released import NAMED, release_lines
from panels.permissions import can_read_restricted


@require_safe
def release_list(request: Any, area: str, meeting: str) -> HttpResponse:
    """What this meeting approved for release, for everybody; what it is still asked and what it holds back, for its board."""
    found = _releasing(find_meeting(request, meeting))
    rows = Release.objects.visible_to(request.user).filter(meeting=found)
    kept = rows.select_related(*NAMED)
    can_edit = permissions.can_edit_agenda(request.user, found)
    lines = release_lines(request.user, list(kept.order_by("number")))
    context = {
        "meeting": found,
        "lines": lines,
        "can_edit": can_edit,
        "entitled": can_read_restricted(request.user, found.body),
        "some_asked": any(line["row"].status == ReleaseStatus.ASKED for line in lines),
        "why_not_yet": approving_problem(found, clock.today()),
        "links": sub_navigation(found, "releases", has_pack=bool(packs_for(request, found)), user=request.user),
    }
    return render(request, "meetings/release_list.html", context)


@login_required
def release_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Put documents before the meeting, to be approved for release."""
    found = _releasing(own_meeting(request, meeting))
    older = "older" in request.GET
    is_sent = request.method == "POST"
    documents = services.documents_to_release(found, older=older or is_sent, taken_too=is_sent)
    form = AskForm(request.POST if is_sent else None, documents=documents)
    if form.is_valid() and (url := done_once(form, lambda: _asked(request, found, form))):
        return redirect(url)
    context = {
        "meeting": found,
        "form": form,
        "documents": documents,
        "has_older": not older and services.has_older(found),
        "problem": asking_problem(found),
    }
    return render(request, "meetings/release_create.html", context)


def _asked(request: Any, meeting: Meeting, form: AskForm) -> str:
    made = services.ask_release(meeting=meeting, documents=form.chosen(), actor=request.user)
    words = ngettext("%(count)d document is before the meeting", "%(count)d documents are before the meeting", len(made))
    messages.success(request, words % {"count": len(made)})
    return _list_url(meeting)


@login_required
def release_approve(request: Any, area: str, meeting: str) -> HttpResponse:
    """Record what the meeting approved for release: everybody can read it from then on."""
    found = _releasing(own_meeting(request, meeting))
    asked = Release.objects.visible_to(request.user).filter(meeting=found, status=ReleaseStatus.ASKED)
    rows = list(asked.select_related("of_meeting", "paper").order_by("number"))
    named = [(row, document_words(row.kind, row.of_meeting, row.paper)) for row in rows]
    items = list(MinuteItem.objects.filter(minutes__meeting=found).order_by("position"))
    form = ApproveForm(request.POST if request.method == "POST" else None, releases=named, items=items)
    if form.is_valid() and (url := done_once(form, lambda: _approved(request, found, form))):
        return redirect(url)
    problem = approving_problem(found, clock.today())
    context = {"meeting": found, "form": form, "count": len(rows), "problem": problem}
    return render(request, "meetings/release_approve.html", context)


def _approved(request: Any, meeting: Meeting, form: ApproveForm) -> str:
    made = services.approve_releases(meeting=meeting, chosen=form.numbers(), minute_item=form.item(), actor=request.user)
    words = ngettext(
        "%(count)d document is approved for release. Everybody can read it now",
        "%(count)d documents are approved for release. Everybody can read them now",
        len(made),
    )
    messages.success(request, words % {"count": len(made)})
    return _list_url(meeting)


@login_required
def release_hold_back(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """Record that the meeting does not release a document, and why."""
    row = _own_release(request, meeting, number)
    form = HoldBackForm(request.POST if request.method == "POST" else None, versioned=row)

    def work() -> str:
        said = form.cleaned_data
        services.hold_back(release=row, version=said["version"], reason=said["reason"], actor=request.user)
        return _told(request, row, _("It is held back"))

    context = {"title": _("Hold back: %(words)s"), "button": _("Hold back"), "words": []}
    return _act(request, row, form, work, context)


@login_required
def release_ask_again(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """Put what was held back before the meeting again."""
    row = _own_release(request, meeting, number)
    form = ReleaseActForm(request.POST if request.method == "POST" else None, versioned=row)

    def work() -> str:
        services.ask_again(release=row, version=form.cleaned_data["version"], actor=request.user)
        return _told(request, row, _("It is before the meeting again"))

    words = [_("It was held back: %(reason)s") % {"reason": row.reason}] if row.reason else []
    context = {"title": _("Ask again: %(words)s"), "button": _("Put it before the meeting again"), "words": words}
    return _act(request, row, form, work, context)


@login_required
def release_remove(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """Take off the list what was put there in error; asks first."""
    row = _own_release(request, meeting, number)
    form = ReleaseActForm(request.POST if request.method == "POST" else None, versioned=row)

    def work() -> str:
        services.remove_release(release=row, version=form.cleaned_data["version"], actor=request.user)
        return _told(request, row, _("It is off the list. It can be put there again"))

    words = [_("Only the line in this list goes. The document stays as it is, and can be put before the meeting again.")]
    context = {"title": _("Take off the list: %(words)s"), "button": _("Take off the list"), "words": words, "is_grave": True}
    return _act(request, row, form, work, context)


def _act(request: Any, row: Release, form: Any, work: Any, context: dict[str, Any]) -> HttpResponse:
    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    title = context["title"] % {"words": document_words(row.kind, row.of_meeting, row.paper)}
    closed = row.status == ReleaseStatus.APPROVED
    shown = {**context, "title": title, "meeting": row.meeting, "form": form, "is_closed": closed}
    return render(request, "meetings/release_act.html", shown)


def _releasing(meeting: Meeting) -> Meeting:
    """A meeting of a body that approves its papers for release; others have no such page."""
    if not meeting.body.approves_release:
        raise Http404
    return meeting


def _own_release(request: Any, slug: str, number: int) -> Release:
    meeting = _releasing(own_meeting(request, slug))
    rows = Release.objects.visible_to(request.user).filter(meeting=meeting)
    row = get_object_or_404(rows.select_related("of_meeting__area", "paper"), number=number)
    row.meeting = meeting
    return row


def _told(request: Any, row: Release, words: str) -> str:
    messages.success(request, words)
    return _list_url(row.meeting)


def _list_url(meeting: Meeting) -> str:
    return reverse("meetings:release-list", args=[meeting.area.slug, meeting.slug])
