"""The entries of a work programme: read with their history, added, changed, moved, and what became of them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interface import clock
from interface.forms import OPEN_AGAIN
from interface.once import done_once
from interface.templatetags.dates import long_date
from meetings import permissions
from meetings.choices import EntryState
from meetings.forms.programme import DeferForm, DoneForm, EntryActForm, EntryCreateForm, EntryUpdateForm, MoveForm, ReasonedForm
from meetings.models import ProgrammeEntry
from meetings.rules.meeting import OFF
from meetings.rules.programme import body_words, done_problem, mismatch
from meetings.services import programme as services
from meetings.services.programme import reading
from meetings.views.programme import find_programme, kept, own_programme, sent
from panels.permissions import can_read_restricted

STEPS = {"up": -1, "down": 1}


def entry_url(entry: ProgrammeEntry) -> str:
    """The page of an entry."""
    programme = entry.programme
    return reverse("programme:entry-detail", args=[programme.area.slug, programme.slug, entry.number])


def _find(request: Any, programme: str, number: int) -> ProgrammeEntry:
    found = find_programme(request, programme)
    rows = ProgrammeEntry.objects.visible_to(request.user).for_page().select_related("followed_by__programme__area")
    entry = get_object_or_404(rows.select_related("follows__programme__area"), programme=found, number=number)
    entry.programme = found
    return entry


def _own(request: Any, programme: str, number: int) -> ProgrammeEntry:
    """An entry of a programme that the reader keeps."""
    own_programme(request, programme)
    return _find(request, programme, number)


def _own_or_removed(request: Any, programme: str, number: int) -> ProgrammeEntry:
    """The same, of those that were removed too."""
    found = own_programme(request, programme)
    entry = get_object_or_404(ProgrammeEntry.objects.filter(programme=found), number=number)
    entry.programme = found
    return entry


@require_safe
def entry_detail(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """What is this business, when does it come, and what became of it?"""
    entry = _find(request, programme, number)
    body, user = entry.programme.body, request.user
    known = reading.meetings_known(user, body)
    row = reading.read_row(entry, user, known)
    keeps, reads_all = permissions.can_keep_programme(user, body), can_read_restricted(user, body)
    days = [one.held_on for one in known if one.status not in OFF]
    context = {
        "entry": entry,
        "programme": entry.programme,
        "row": row,
        "meeting": next((one for one in known if one.pk == entry.meeting_id), None),
        "mismatch": mismatch(entry.planned_for, days, body_words(body)) if entry.state == EntryState.PLANNED else "",
        "item": _item_shown(entry, reads_all),
        "target": _shown(request, getattr(entry, "followed_by", None)),
        "origin": _shown(request, entry.follows),
        "history": reading.history_of(entry, known),
        "keeps": keeps,
        "reads_all": reads_all,
        "can_be_done": not done_problem(entry, clock.today()),
    }
    if request.method == "GET":
        reading.note_reading_of_entry(entry, user)
    return render(request, "meetings/programme_entry.html", context)


def _item_shown(entry: ProgrammeEntry, reads_all: bool) -> Any:
    """The item under which it was taken, where the reader may know of it."""
    if entry.item is None or entry.meeting is None:
        return None
    is_open = entry.meeting.agenda_is_out and not entry.item.is_private
    return entry.item if reads_all or is_open else None


def _shown(request: Any, other: ProgrammeEntry | None) -> dict[str, str] | None:
    """An entry that this one followed or was deferred to, if the reader may see it."""
    if other is None or not ProgrammeEntry.objects.visible_to(request.user).filter(pk=other.pk).exists():
        return None
    return {"url": entry_url(other), "years": other.programme.years}


@login_required
def entry_create(request: Any, area: str, programme: str) -> HttpResponse:
    """Put a piece of business into the programme."""
    found = own_programme(request, programme)
    meetings = reading.meetings_to_choose(request.user, found)
    form = EntryCreateForm(sent(request), meetings=meetings, initial={"meeting": request.GET.get("meeting")})
    if form.is_valid():
        url = done_once(form, lambda: _added(request, found, form))
        if url:
            return redirect(url)
    return render(request, "meetings/programme_entry_form.html", {"form": form, "programme": found})


def _added(request: Any, programme: Any, form: EntryCreateForm) -> str:
    entry = services.add_entry(programme=programme, actor=request.user, **form.facts(), **form.place())
    messages.success(request, _("Entry %(number)s added") % {"number": entry.number})
    return programme.get_absolute_url()


@login_required
def entry_update(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Change what an entry says."""
    entry = _own(request, programme, number)
    form = EntryUpdateForm(sent(request), entry=entry)
    work = _with(request, services.change_entry, entry, form)
    if form.is_valid() and kept(form, work):
        messages.success(request, _("Entry saved"))
        return redirect(entry_url(entry))
    context = {"form": form, "programme": entry.programme, "entry": entry}
    return render(request, "meetings/programme_entry_form.html", context)


@login_required
def entry_move(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Move an entry to another meeting or day, which asks why; or up and down among those of its meeting."""
    entry = _own(request, programme, number)
    if request.method == "POST" and "step" in request.POST:
        return _shift(request, entry)
    form = MoveForm(sent(request), entry=entry, meetings=reading.meetings_to_choose(request.user, entry.programme))
    if form.is_valid() and kept(form, _with(request, services.move_entry, entry, form)):
        messages.success(request, _("Entry moved. Its history keeps where it stood"))
        return redirect(entry_url(entry))
    return _act_page(request, entry, form, "move")


def _shift(request: Any, entry: ProgrammeEntry) -> HttpResponse:
    step, form = STEPS.get(request.POST["step"]), EntryActForm(request.POST, entry=entry)
    if step is None:
        raise Http404
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
    elif kept(form, partial(services.shift_entry, entry=entry, step=step, actor=request.user, **form.facts())):
        words = _("Moved up") if step < 0 else _("Moved down")
        messages.success(request, words)
    return redirect(entry_url(entry))


@login_required
def entry_defer(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Put an entry off to a later meeting."""
    entry = _own(request, programme, number)
    meetings = reading.meetings_after(request.user, entry)
    form = DeferForm(sent(request), entry=entry, meetings=meetings)
    if form.is_valid():
        url = done_once(form, lambda: _deferred(request, entry, form))
        if url:
            return redirect(url)
    return _act_page(request, entry, form, "defer", nothing=not meetings.exists())


def _deferred(request: Any, entry: ProgrammeEntry, form: DeferForm) -> str:
    services.defer_entry(entry=entry, actor=request.user, **form.facts())
    day = long_date(form.cleaned_data["meeting"].held_on)
    messages.success(request, _("Deferred to %(day)s. It stands there as planned now") % {"day": day})
    return entry_url(entry)


@login_required
def entry_cancel(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Say that the panel will not come to it."""
    entry = _own(request, programme, number)
    form = ReasonedForm(sent(request), entry=entry)
    if form.is_valid() and kept(form, _with(request, services.cancel_entry, entry, form)):
        messages.success(request, _("Entry cancelled. You can undo that on this page"))
        return redirect(entry_url(entry))
    return _act_page(request, entry, form, "cancel")


@login_required
def entry_done(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Say that the panel came to it."""
    entry = _own(request, programme, number)
    items = reading.items_of(entry)
    chosen = next((item.slug for item in items if reading.is_titled(item, entry)), "")
    form = DoneForm(sent(request), entry=entry, items=items, chosen=chosen)
    if form.is_valid() and kept(form, _with(request, services.mark_done, entry, form)):
        messages.success(request, _("Marked as done. You can undo that on this page"))
        return redirect(entry_url(entry))
    return _act_page(request, entry, form, "done", problem=done_problem(entry, clock.today()))


@login_required
def entry_reopen(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Undo what became of an entry."""
    entry = _own(request, programme, number)
    form = ReasonedForm(sent(request), entry=entry)
    if form.is_valid() and kept(form, _with(request, services.reopen_entry, entry, form)):
        messages.success(request, _("The entry is planned again"))
        return redirect(entry_url(entry))
    return _act_page(request, entry, form, "reopen")


@login_required
@require_POST
def entry_remove(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Take out an entry that was entered in error."""
    entry = _own_or_removed(request, programme, number)
    return _at_once(request, entry, services.remove_entry, _("The entry is removed. You can bring it back below"))


@login_required
@require_POST
def entry_restore(request: Any, area: str, programme: str, number: int) -> HttpResponse:
    """Bring back an entry that was removed."""
    entry = _own_or_removed(request, programme, number)
    return _at_once(request, entry, services.restore_entry, _("The entry is back"))


def _at_once(request: Any, entry: ProgrammeEntry, service: Callable[..., Any], words: str) -> HttpResponse:
    """An act that needs nothing typed: done, or the reason why not above the programme."""
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        messages.error(request, OPEN_AGAIN)
        return redirect(entry.programme)
    try:
        service(entry=entry, version=version, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect(entry.programme)


def _with(request: Any, service: Callable[..., Any], entry: ProgrammeEntry, form: Any) -> Callable[[], Any]:
    return lambda: service(entry=entry, actor=request.user, **form.facts())


def _act_page(request: Any, entry: ProgrammeEntry, form: Any, act: str, **more: Any) -> HttpResponse:
    """The page of one act: what it does, and its form; where the entry is past it, what to undo first."""
    is_planned = entry.state == EntryState.PLANNED
    problem = more.pop("problem", "")
    if act == "reopen" and is_planned:
        problem = _("This entry is planned. There is nothing to undo.")
    elif act != "reopen" and not is_planned:
        state = entry.get_state_display().lower()
        problem = _("This entry is %(state)s. Undo that on its page first.") % {"state": state}
    context = {"form": form, "entry": entry, "programme": entry.programme, "act": act, "problem": problem, **more}
    return render(request, "meetings/programme_entry_act.html", context)
