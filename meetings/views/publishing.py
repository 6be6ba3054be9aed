"""Check and publish: may this go out, and what happens if it does?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from interface import clock
from interface.once import refused
from meetings import permissions, rules, services
from meetings.forms import LatenessForm, PublishForm
from meetings.models import Meeting
from meetings.services.lateness import late_provisions, say_why_late
from meetings.services.publishing import papers_to_publish, readiness
from meetings.services.reading import clear_days_given, notice_for
from meetings.views.acts import find_meeting, own_item, own_meeting
from meetings.views.meetings import packs_for
from meetings.views.mending import check_rows
from panels import working_days
from panels.rulebook import RuleMissing


@login_required
def agenda_publish(request: Any, area: str, meeting: str) -> HttpResponse:
    """The table of checks, the counting, what will happen, and the button that does it."""
    found = find_meeting(request, meeting)
    if not permissions.can_publish_agenda(request.user, found):
        raise PermissionDenied
    try:
        facts = readiness(found)
    except RuleMissing as missing:
        context = {"meeting": found, "missing_rule": str(missing), "form": None}
        return render(request, "meetings/agenda_publish.html", context, status=409)
    checks = rules.publication_checks(facts)
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, asked={check.key for check in checks if check.problems and check.is_answered_here})
    if form.is_valid():
        try:
            services.publish_agenda(meeting=found, actor=request.user, **form.answers())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Agenda published"))
            return redirect(found)
    context = {"meeting": found, "form": form, **_shown(request, found, facts, checks)}
    return render(request, "meetings/agenda_publish.html", context)


@login_required
def agenda_late(request: Any, area: str, meeting: str) -> HttpResponse:
    """On which ground the agenda opens late, and why: before the pack is built, which prints it."""
    found = own_meeting(request, meeting)
    sent = request.POST if request.method == "POST" else None
    form = LatenessForm(sent, meeting=found, provisions=late_provisions(found))
    if form.is_valid():
        try:
            say_why_late(meeting=found, actor=request.user, **form.answers())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Saved. A pack built from now on says on its front sheet why the agenda is late"))
            return redirect("meetings:agenda-publish", area, found.slug)
    try:
        notice = notice_for(found)
    except RuleMissing:
        notice = None
    return render(request, "meetings/agenda_late.html", {"meeting": found, "form": form, "notice": notice})


def _shown(request: Any, meeting: Meeting, facts: rules.Readiness, checks: list[rules.Check]) -> dict[str, Any]:
    today = clock.today()
    papers = papers_to_publish(meeting)
    notice = notice_for(meeting)
    return {
        "rows": check_rows(meeting, checks),
        "is_open": (is_open := facts.status in rules.CHANGEABLE),
        "can_publish": is_open and all(check.is_answered_here for check in checks if check.problems),
        "notice": notice,
        "counted": working_days.counted_days(today, meeting.held_on, meeting.area.nation) if notice else [],
        "given": clear_days_given(meeting, today),
        "papers": papers,
        "packs": packs_for(request, meeting),
        "member_count": facts.member_count,
        "recipients": len(permissions.people_summoned(meeting)),
        "button": _button(len(papers)),
    }


def _button(count: int) -> str:
    if not count:
        return _("Publish agenda")
    words = ngettext("Publish agenda and %(count)d paper", "Publish agenda and %(count)d papers", count)
    return words % {"count": count}


@login_required
@require_POST
def item_to_follow(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Print “To follow” in the place of a paper that has not come."""
    found = own_item(request, meeting, item)
    try:
        services.print_to_follow(item=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The agenda says that the paper is to follow"))
    return redirect("meetings:agenda-publish", found.meeting.area.slug, found.meeting.slug)
