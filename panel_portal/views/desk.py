"""Where each role lands: what must I do next?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.models import Pack
from interface import clock
from interface.templatetags.dates import day_date, long_date
from meetings import rules
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.permissions import can_read_private
from meetings.services.publishing import readiness
from meetings.services.reading import Notice, notice_for, notice_is_past
from meetings.views.meetings import AgendaLine, agenda_lines
from panel_portal.permissions import OVERSEERS, appointments_in, first_area, has_desk, reads_papers
from panel_portal.views.areas import current_pack
from panels.models import PoliceArea
from panels.permissions import WRITES_AGENDAS, appointments_of, bodies_open_to, can_administer, can_audit, holds
from panels.rulebook import RuleMissing

GONE = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
MOST_SHOWN = 6


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting as its clerk sees it: until when its agenda must go out, what is missing, and the next step."""

    meeting: Meeting
    step: str
    url: str
    problems: list[str] = field(default_factory=list)
    last_day: date | None = None
    deadline: dict[str, Any] | None = None
    is_missed: bool = False


@dataclass(frozen=True)
class PapersToRead:
    """A coming meeting as its members read it: their own edition of the pack, and the items that carry papers."""

    meeting: Meeting
    pack: Pack | None
    lines: list[AgendaLine]


@login_required
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """To the page that the reader's first role works on."""
    held = appointments_in(request.user, None)
    area = first_area(held)
    if has_desk(held) and area:
        return redirect("desk", area.slug)
    if can_administer(request.user):
        return redirect("job-list")
    return redirect("audit-list", area.slug) if area else redirect("home")


@login_required
@require_safe
def desk(request: HttpRequest, area: str) -> HttpResponse:
    held = appointments_in(request.user, request.area)
    if not held:
        raise PermissionDenied
    today = clock.today()
    writes = holds(request.user, WRITES_AGENDAS, area=request.area)
    coming = _coming(request.user, request.area, today) if writes else []
    open_agendas = [one for one in coming if one.last_day]
    context = {
        "today": today,
        "writes": writes,
        "first": min(open_agendas, key=lambda one: one.last_day or today, default=None),
        "coming": coming,
        "papers": _papers(request.user, request.area, today) if reads_papers(held) else [],
        "reads": reads_papers(held),
        "roles": [str(one.get_role_display()) for one in held if one.role not in OVERSEERS],
        "links": _links(request.user, request.area),
        "other_areas": _other_areas(request.user, request.area),
    }
    return render(request, "panel_portal/desk.html", context)


def _coming(user: Any, area: PoliceArea, today: date) -> list[ComingMeeting]:
    """The nearest meetings that the person prepares."""
    bodies = bodies_open_to(user, WRITES_AGENDAS)
    meetings = Meeting.objects.visible_to(user).filter(area=area, body__in=bodies).exclude(status__in=GONE)
    return [_as_clerk_sees(meeting, today) for meeting in meetings.upcoming(today).for_page()[:MOST_SHOWN]]


def _as_clerk_sees(meeting: Meeting, today: date) -> ComingMeeting:
    here = [meeting.area.slug, meeting.slug]
    if meeting.status not in rules.CHANGEABLE:
        return ComingMeeting(meeting, _("Open the meeting"), meeting.get_absolute_url())
    try:
        notice = notice_for(meeting)
        problems = rules.publication_problems(readiness(meeting))
    except RuleMissing as missing:
        return ComingMeeting(meeting, _("Write the agenda"), reverse("meetings:agenda-detail", args=here), [str(missing)])
    step, name = _("Check and publish the agenda"), "meetings:agenda-publish"
    if problems:
        step, name = _("Open the agenda"), "meetings:agenda-detail"
    deadline = _deadline(notice, today) if notice else None
    last_day = notice.last_day if notice else None
    is_missed = notice_is_past(notice, today)
    return ComingMeeting(meeting, step, reverse(name, args=here), problems, last_day, deadline, is_missed)


def _deadline(notice: Notice, today: date) -> dict[str, Any]:
    """For `components/deadline.html`."""
    days = [
        {"day": day_date(one.day), "counts": str(one.number) if one.counts else _("No, %(why)s") % {"why": one.reason}}
        for one in notice.counted
    ]
    words = _("Publish the agenda by the end of %(day)s.")
    if notice_is_past(notice, today):
        words = _("The last day to publish the agenda in time was %(day)s.")
    return {
        "sentence": words % {"day": long_date(notice.last_day)},
        "state": _due((notice.last_day - today).days),
        "counted": days,
        "provision": _("%(provision)s: %(count)s clear days") % {"provision": notice.provision, "count": notice.clear_days},
        "verified": notice.is_verified,
    }


def _due(days: int) -> str:
    """How near a day is, in the words of our tags."""
    words = {0: _("Due today"), 1: _("Due tomorrow")}
    if days < 0:
        return _("Missed")
    return words.get(days) or ngettext("In %(days)d day", "In %(days)d days", days) % {"days": days}


def _papers(user: Any, area: PoliceArea, today: date) -> list[PapersToRead]:
    """The nearest meetings of the person's bodies whose agenda is out; those with papers stand first."""
    meetings = Meeting.objects.visible_to(user).filter(area=area, body__in=bodies_open_to(user))
    out = meetings.filter(published_at__isnull=False).exclude(status__in=GONE)
    found = [_as_member_reads(user, meeting) for meeting in out.upcoming(today).for_page()[:MOST_SHOWN]]
    return sorted(found, key=lambda one: not one.lines)


def _as_member_reads(user: Any, meeting: Meeting) -> PapersToRead:
    pack = current_pack(user, meeting)
    lines = agenda_lines(meeting, [pack] if pack else [], entitled=can_read_private(user, meeting))
    return PapersToRead(meeting, pack, [line for line in lines if line.papers and not line.item.is_withdrawn])


def _links(user: Any, area: PoliceArea) -> list[dict[str, str]]:
    """What else the person may open, in words that say where each link goes."""
    here = [area.slug]
    links = [
        {"url": reverse("meetings:meeting-list", args=here), "text": _("Meetings, agendas and papers")},
        {"url": reverse("panels:panel-detail", args=here), "text": _("Members, host and contact")},
        {"url": reverse("panels:rule-list", args=here), "text": _("Rules and how days are counted")},
    ]
    if can_audit(user, area):
        links.append({"url": reverse("audit-list", args=here), "text": _("Audit trail of this area")})
    if can_administer(user):
        links.append({"url": reverse("job-list"), "text": _("Jobs")})
    return links


def _other_areas(user: Any, area: PoliceArea) -> list[PoliceArea]:
    others = {one.area_id: one.area for one in appointments_of(user) if one.area and one.area_id != area.pk}
    return sorted(others.values(), key=lambda other: other.name)
