"""Where a case is taken: a meeting added, changed, taken out and put back."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from decisions.choices import CaseKind, MeetingPart
from decisions.forms.cases import ActForm
from decisions.forms.meetings import CaseMeetingCreateForm, CaseMeetingUpdateForm
from decisions.models import Case, CaseMeeting
from decisions.rules.facts import AFTER_VETO
from decisions.services import meetings as services
from decisions.services.reading import facts_of
from decisions.views.acts import own_case
from decisions.views.cases import done, sent
from decisions.views.detail import crumbs
from documents.choices import Access
from interface.once import done_once
from meetings.models import AgendaItem, Meeting
from meetings.rules import OFF
from panels.models import Body
from panels.permissions import WRITES_AGENDAS, bodies_open_to

BEFORE, AFTER = timedelta(days=120), timedelta(days=400)  # how far from the opening of a case its meetings are offered


@login_required
def case_meeting_create(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Say at which meeting, and under which item, the panel takes a case."""
    case = own_case(request, kind, slug)
    meetings = _offered(request, case)
    items = _items(request, meetings)
    form = CaseMeetingCreateForm(sent(request), meetings=meetings, items=items, part=_usual(case))
    if form.is_valid():
        url = done_once(form, lambda: _tie(request, case, form))
        if url:
            return redirect(url)
    context = {"form": form, "case": case, "has_meetings": meetings.exists(), "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/case_meeting_form.html", context)


def _tie(request: Any, case: Case, form: CaseMeetingCreateForm) -> str:
    services.tie_meeting(case=case, version=case.version, actor=request.user, **form.facts())
    messages.success(request, _("Meeting added to the case"))
    return f"{case.get_absolute_url()}#heard"


@login_required
def case_meeting_update(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Change the item, what happens there, and who left the room."""
    case = own_case(request, kind, slug)
    row = _row(request, case, number)
    items = _items(request, Meeting.objects.visible_to(request.user).filter(pk=row.meeting_id))
    form = CaseMeetingUpdateForm(sent(request), row=row, items=items)
    if form.is_valid():
        facts = {"version": form.cleaned_data["version"], **form.facts()}
        if row.item_id and not items.filter(pk=row.item_id).exists():
            facts["item"] = row.item  # who may not know of that item cannot have taken it out
        if done(form, lambda: services.change_case_meeting(row=row, actor=request.user, **facts)):
            messages.success(request, _("Saved"))
            return redirect(f"{case.get_absolute_url()}#heard")
    context = {"form": form, "case": case, "row": row, "has_meetings": True, "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/case_meeting_form.html", context)


@login_required
def case_meeting_remove(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Take a meeting out of a case; of one that was taken out, put it back."""
    case = own_case(request, kind, slug)
    row = _row(request, case, number)
    comes_back = row.removed_at is not None
    form = ActForm(sent(request), row=row)
    work = services.restore_meeting if comes_back else services.untie_meeting
    if form.is_valid() and done(form, lambda: work(row=row, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Meeting put back") if comes_back else _("Meeting taken out. You can put it back"))
        return redirect(f"{case.get_absolute_url()}#heard")
    context = {"form": form, "case": case, "row": row, "comes_back": comes_back, "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/case_meeting_remove.html", context)


def _row(request: Any, case: Case, number: int) -> CaseMeeting:
    rows = CaseMeeting.objects.visible_to(request.user).select_related("meeting__area", "meeting__body", "item")
    row = get_object_or_404(rows, case=case, number=number)
    row.case = case
    return row


def _offered(request: Any, case: Case) -> QuerySet:
    """The meetings of the area's bodies around the time of the case, its own body's among them, the latest first."""
    bodies = Body.objects.visible_to(request.user).filter(area=case.area)
    seen = Meeting.objects.visible_to(request.user).filter(area=case.area, body__in=bodies)
    first = max(case.opened_on, date.min + BEFORE) - BEFORE  # a year may be mistyped
    near = seen.filter(held_on__gte=first, held_on__lte=case.opened_on + AFTER).exclude(status__in=OFF)
    return near.select_related("body").order_by("-held_on", "slug")


def _items(request: Any, meetings: QuerySet) -> QuerySet:
    """The numbered items of some meetings as far as the reader may know of them, the latest meeting first: of another body's,
    those on an agenda that is out, and what is private there for those entitled to it."""
    own = Q(meeting__body__in=bodies_open_to(request.user, WRITES_AGENDAS))
    out = Q(meeting__in=Meeting.objects.visible_to(request.user).agenda_read_by(request.user).values("pk"))
    readable = Q(access=Access.PUBLIC) | Q(meeting__body__in=bodies_open_to(request.user))
    rows = AgendaItem.objects.filter(own | (out & readable), meeting__in=meetings.values("pk")).exclude(kind="heading")
    return rows.select_related("meeting", "parent").order_by("-meeting__held_on", "meeting", "position", "pk")


def _usual(case: Case) -> str:
    facts = facts_of(case)
    if facts.round == AFTER_VETO:
        return MeetingPart.SECOND_REVIEW
    return services.USUAL.get(CaseKind(case.kind), MeetingPart.REVIEW)
