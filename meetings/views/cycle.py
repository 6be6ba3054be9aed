"""The business of every year: by month from the annual meeting on, kept by the clerk, and taken into a work programme."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.forms import OPEN_AGAIN
from interface.once import done_once
from meetings import permissions
from meetings.forms.cycle import CycleCreateForm, CycleEndForm, CycleTakeForm, CycleUpdateForm
from meetings.models import CycleEntry, WorkProgramme
from meetings.services.programme import cycle as services
from meetings.views.programme import kept, own_programme, sent
from panels.choices import BodyKind
from panels.models import Body


def _own(request: Any, number: int) -> CycleEntry:
    """Yearly business that the reader keeps; that of the panel where two bodies have the number."""
    rows = CycleEntry.objects.visible_to(request.user).filter(body__area=request.area, number=number)
    found = sorted(rows.select_related("body__area"), key=lambda one: (one.body.kind != BodyKind.PANEL, one.body.name))
    if not found:
        raise Http404
    entry = next((one for one in found if permissions.can_keep_reviews(request.user, one.body)), None)
    if entry is None:
        raise PermissionDenied
    return entry


def cycle_url(body: Body) -> str:
    """The page of a body's yearly business."""
    url = reverse("programme:cycle-list", args=[body.area.slug])
    return url if body.kind == BodyKind.PANEL else f"{url}?body={body.slug}"


@require_safe
def cycle_list(request: Any, area: str) -> HttpResponse:
    """What comes round every year, and under which law?"""
    bodies = services.bodies_of(request.area, request.user)
    body = next((one for one in bodies if one.slug == request.GET.get("body")), bodies[0] if bodies else None)
    entries = services.cycle_of(body, request.user) if body else []
    keeps = body is not None and permissions.can_keep_reviews(request.user, body)
    context = {
        "body": body,
        "others": [one for one in bodies if one != body],
        "months": services.months_of(body, _with_law(request, entries)) if body else [],
        "words": ngettext("%(count)s piece of business", "%(count)s pieces of business", len(entries))
        % {"count": f"{len(entries):,}"},
        "keeps": keeps,
        "ended": services.cycle_of(body, request.user, ended=True) if body and keeps else [],
        "programmes": _programmes(body) if body and keeps else [],
    }
    return render(request, "meetings/cycle_list.html", context)


def _with_law(request: Any, entries: list[CycleEntry]) -> list[Any]:
    """Each piece of business with what the rule book knows of its provision."""
    known = services.provisions_of(request.area, entries)
    rows: list[Any] = list(entries)
    for row in rows:
        row.law = known.get(row.provision)
    return rows


def _programmes(body: Body) -> list[WorkProgramme]:
    """The programmes that can still be filled: those that have not ended, the nearest first."""
    rows = WorkProgramme.objects.filter(body=body, ended_on__gte=clock.today())
    return list(rows.select_related("area").order_by("started_on"))


@login_required
def cycle_create(request: Any, area: str) -> HttpResponse:
    """Enter business that comes every year."""
    bodies = permissions.bodies_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = CycleCreateForm(sent(request), bodies=bodies)
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return render(request, "meetings/cycle_form.html", {"form": form})


def _create(request: Any, form: CycleCreateForm) -> str:
    entry = services.add_business(actor=request.user, **form.facts())
    messages.success(request, _("Yearly business added"))
    return f"{cycle_url(entry.body)}#business-{entry.number}"


@login_required
def cycle_update(request: Any, area: str, number: int) -> HttpResponse:
    """Change what comes every year."""
    entry = _own(request, number)
    form = CycleUpdateForm(sent(request), entry=entry)
    if form.is_valid():
        work = partial(services.change_business, entry=entry, actor=request.user, **form.facts())
        if kept(form, work):
            messages.success(request, _("Yearly business saved"))
            return redirect(f"{cycle_url(entry.body)}#business-{entry.number}")
    return render(request, "meetings/cycle_form.html", {"form": form, "entry": entry, "body": entry.body})


@login_required
def cycle_end(request: Any, area: str, number: int) -> HttpResponse:
    """Say that it is no longer done, or take it up again."""
    entry = _own(request, number)
    if request.method == "POST" and request.POST.get("act") == "resume":
        return _resume(request, entry)
    form = CycleEndForm(sent(request), entry=entry, today=clock.today())
    if form.is_valid():
        work = partial(services.end_business, entry=entry, actor=request.user, **form.facts())
        if kept(form, work):
            messages.success(request, _("Yearly business ended. You can take it up again below the list"))
            return redirect(f"{cycle_url(entry.body)}#ended")
    return render(request, "meetings/cycle_end.html", {"form": form, "entry": entry, "body": entry.body})


def _resume(request: Any, entry: CycleEntry) -> HttpResponse:
    """Undo the end, from the list: nothing is typed for it."""
    version = request.POST.get("version", "")
    try:
        if not version.isdecimal():
            raise ValidationError(OPEN_AGAIN)
        services.resume_business(entry=entry, version=int(version), actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Yearly business taken up again"))
    return redirect(cycle_url(entry.body))


@login_required
def cycle_take(request: Any, area: str, programme: str) -> HttpResponse:
    """Fill a work programme from the business of every year."""
    found = own_programme(request, programme)
    offers = services.offers_for(found, request.user)
    _with_law(request, [offer.entry for offer in offers])
    meetings = list(services.meetings_of_year(found, request.user))
    form = CycleTakeForm(sent(request), offers=_offered(request, offers), meetings=meetings)
    if form.is_valid():
        url = done_once(form, lambda: _take(request, found, form))
        if url:
            return redirect(url)
    context = {
        "form": form,
        "programme": found,
        "taken": [offer for offer in offers if offer.taken],
        "cycle_url": cycle_url(found.body),
    }
    return render(request, "meetings/cycle_take.html", context)


def _offered(request: Any, offers: list[services.Offer]) -> list[services.Offer]:
    """What the form asks for. A form that was sent twice still names what its first sending took."""
    if request.method != "POST":
        return offers
    named = [offer for offer in offers if f"place_{offer.entry.number}" in request.POST]
    return [services.Offer(one.entry, one.meeting, one.day, None) for one in named]


def _take(request: Any, programme: WorkProgramme, form: CycleTakeForm) -> str:
    made = services.take_business(programme=programme, actor=request.user, **form.facts())
    words = ngettext("%(count)s entry added to the work programme", "%(count)s entries added to the work programme", len(made))
    messages.success(request, words % {"count": len(made)})
    return programme.get_absolute_url()
