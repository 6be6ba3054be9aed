"""Where each role lands: what must I do next?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.models import Pack
from interface import clock
from interface.templatetags.dates import long_date
from meetings.models import Meeting
from meetings.permissions import can_approve_agenda, can_read_private
from meetings.services.preparing import agendas_put_before
from meetings.services.requests import AskedReport, requests_of
from meetings.services.required import must_attend
from meetings.views.meetings import AgendaLine, agenda_lines
from meetings.views.requests import deadlines_of
from panel_portal.permissions import (
    OVERSEERS,
    appointments_in,
    first_area,
    handles_complaints_first,
    has_desk,
    is_asked,
    leads,
    reads_papers,
    works_on_cases,
    works_on_complaints,
)
from panel_portal.views.areas import current_pack
from panel_portal.views.clerks_desk import GONE, MOST_SHOWN, clerks_desk
from panel_portal.views.desk_cases import open_cases
from panel_portal.views.desk_commissioning import commissioning_desk
from panel_portal.views.desk_complaints import open_complaints
from panel_portal.views.desk_decisions import decisions_desk
from panel_portal.views.desk_due import due_soon, questions_waiting
from panel_portal.views.desk_minutes import minutes_to_check, minutes_to_read, minutes_to_write, own_actions
from panel_portal.views.desk_performance import performance_desk
from panels.models import PoliceArea
from panels.permissions import WRITES_AGENDAS, appointments_of, bodies_open_to, can_administer, can_audit, can_see_due, holds


@dataclass(frozen=True)
class PapersToRead:
    """A coming meeting as its members read it: their own edition of the pack, and the items that carry papers."""

    meeting: Meeting
    pack: Pack | None
    lines: list[AgendaLine]
    is_chair: bool = False


@login_required
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """To the page that the reader's first role works on."""
    held = appointments_in(request.user, None)
    area = first_area(held)
    if area and (has_desk(held) or is_asked(request.user, area)):
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
    writes, reads = holds(request.user, WRITES_AGENDAS, area=request.area), reads_papers(held)
    asked = _asked(request.user, request.area, today)
    approvals = agendas_put_before(request.user, request.area)
    checks, actions = minutes_to_check(request.user, request.area), own_actions(request.user, request.area)
    context = {
        "today": today,
        "writes": writes,
        "heading": _heading(acts=writes or asked or approvals or checks or actions, reads=reads),
        "approvals": approvals,
        "checks": checks,
        "actions": actions,
        "drafts": minutes_to_read(request.user, request.area) if reads else [],
        "afterwork": minutes_to_write(request.user, request.area, today) if writes else [],
        "asked": asked,
        "must": must_attend(request.user, request.area) if reads else [],
        "sees_due": (sees_due := can_see_due(request.user, request.area)),
        "questions": questions_waiting(request.user, request.area) if writes else None,
        **(due_soon(request.user, request.area, clock.now()) if sees_due else {}),
        "cases_first": leads(held),
        **(open_cases(request.user, request.area, clock.now()) if works_on_cases(held) else {}),
        "complaints_first": handles_complaints_first(held),
        **(open_complaints(request.user, request.area, clock.now()) if works_on_complaints(held) else {}),
        **decisions_desk(request.user, request.area, today),
        **performance_desk(request.user, request.area, today),
        **commissioning_desk(request.user, request.area, today),
        "papers": _papers(request.user, request.area, today) if reads else [],
        "reads": reads,
        "roles": [str(one.get_role_display()) for one in held if one.role not in OVERSEERS],
        "links": _links(request.user, request.area),
        "other_areas": _other_areas(request.user, request.area),
        **(clerks_desk(request.user, request.area, today) if writes else {}),
    }
    return render(request, "panel_portal/desk.html", context)


def _asked(user: Any, area: PoliceArea, today: date) -> list[dict[str, Any]]:
    """What the person is asked to report on, with how the day is worked out while it still binds them."""
    reports = requests_of(user, area)
    deadlines = deadlines_of(reports, today)
    return [{"report": one, "deadline": _deadline(one, deadlines.get(one.meeting.pk))} for one in reports]


def _deadline(report: AskedReport, words: dict[str, Any] | None) -> dict[str, Any] | None:
    """A report that was returned after its day is wanted again, by no day."""
    if words is None or not report.is_yours_to_do or (report.return_reason and report.is_overdue):
        return None
    sentence = _("Send it by the end of %(day)s.") % {"day": long_date(report.due_on)}
    return {**words, "sentence": sentence, "state": report.due_words}


def _heading(*, acts: Any, reads: bool) -> str:
    if acts:
        return _("What you need to do next")
    return _("My papers") if reads else _("What you may open")


def _papers(user: Any, area: PoliceArea, today: date) -> list[PapersToRead]:
    """The nearest meetings of the person's bodies whose agenda is out; those with papers stand first."""
    meetings = Meeting.objects.visible_to(user).filter(area=area, body__in=bodies_open_to(user))
    out = meetings.filter(published_at__isnull=False).exclude(status__in=GONE)
    found = [_as_member_reads(user, meeting) for meeting in out.upcoming(today).for_page()[:MOST_SHOWN]]
    return sorted(found, key=lambda one: not one.lines)


def _as_member_reads(user: Any, meeting: Meeting) -> PapersToRead:
    pack = current_pack(user, meeting)
    lines = agenda_lines(meeting, [pack] if pack else [], entitled=can_read_private(user, meeting))
    shown = [line for line in lines if line.papers and not line.item.is_withdrawn]
    return PapersToRead(meeting, pack, shown, is_chair=can_approve_agenda(user, meeting))


def _links(user: Any, area: PoliceArea) -> list[dict[str, str]]:
    """What else the person may open, in words that say where each link goes."""
    here = [area.slug]
    links = [
        {"url": reverse("meetings:meeting-list", args=here), "text": _("Meetings, agendas and papers")},
        {"url": reverse("actions:action-list", args=here), "text": _("Actions, and who is to do them")},
        {"url": reverse("actions:no-answer-list", args=here), "text": _("Actions with no answer yet")},
        {"url": reverse("cases:case-list", args=here), "text": _("Statutory cases")},
        {"url": reverse("decisions:decision-list", args=here), "text": _("Decisions of the Commissioner")},
        {"url": reverse("updates:update-list", args=here), "text": _("Update reports of the Commissioner")},
        {"url": reverse("scheme:scheme-list", args=here), "text": _("What the Commissioner must publish")},
        {"url": reverse("performance:overview", args=here), "text": _("Performance of the force")},
        {"url": reverse("commissioning:overview", args=here), "text": _("Grants, contracts and services")},
        {"url": reverse("complaints:public-register", args=here), "text": _("Public register of complaints")},
        {"url": reverse("reviews:review-list", args=here), "text": _("Proactive reviews")},
        {"url": reverse("asked:asked-list", args=here), "text": _("What the panel has asked of the Commissioner")},
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
