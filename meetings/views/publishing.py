"""Check and publish: may this go out, and what happens if it does?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import clock
from meetings import permissions, rules, services
from meetings.forms import PublishForm
from meetings.models import Meeting
from meetings.services.publishing import papers_to_publish, readiness
from meetings.services.reading import clear_days_given, notice_for
from meetings.views.acts import find_meeting, refused
from meetings.views.meetings import packs_for
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
    is_late = any(check.is_late for check in checks)
    is_unreadable = any(check.key == "readable" and check.problems for check in checks)
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, is_late=is_late, is_unreadable=is_unreadable)
    if form.is_valid():
        try:
            services.publish_agenda(meeting=found, actor=request.user, **form.answers())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Agenda published"))
            return redirect(found)
    context = {"meeting": found, "form": form, "is_late": is_late, **_shown(request, found, facts, checks)}
    return render(request, "meetings/agenda_publish.html", context)


def _shown(request: Any, meeting: Meeting, facts: rules.Readiness, checks: list[rules.Check]) -> dict[str, Any]:
    today = clock.today()
    papers = papers_to_publish(meeting)
    notice = notice_for(meeting)
    problems = rules.publication_problems(facts)
    return {
        "rows": [{"check": check, "url": _mend(meeting, check.key)} for check in checks],
        "can_publish": facts.status in rules.CHANGEABLE and all(check.is_answered_here for check in checks if check.problems),
        "problems": problems,
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


def _mend(meeting: Meeting, key: str) -> str:
    """Where what a check found is mended."""
    here = [meeting.area.slug, meeting.slug]
    names = {"meeting": "meetings:meeting-update", "notice": "meetings:meeting-update", "packs": "meetings:pack-detail"}
    if key in ("members", "contact"):
        return reverse("panels:body-detail", args=[meeting.area.slug, meeting.body.slug])
    return reverse(names.get(key, "meetings:agenda-detail"), args=here)
