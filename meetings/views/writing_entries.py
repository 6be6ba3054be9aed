"""The entries of an item's minute: each form stands open in its place on the item's page, and what is typed is not lost."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interface import clock
from interface.fields import DateField, parse_date
from interface.once import done_once, refused
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import EntryKind, Vote
from meetings.forms.minute_items import OutcomeForm
from meetings.forms.minutes import FORMS, EntryForm, RowField
from meetings.models import EntryDraft, MinuteEntry, MinuteItem
from meetings.services.attendance import rooms
from meetings.services.minutes.drafts import draft_of, drop_draft, keep_draft
from meetings.services.minutes.entries import add_entry, move_entry, remove_entry, restore_entry, save_entry
from meetings.services.minutes.exclusion import exclusion_words
from meetings.views.writing import ADD, after_item, keep_room, settled
from meetings.views.writing_page import (
    Opened,
    address,
    company_for,
    item_page,
    item_url,
    items_of,
    outcome_form,
    own_minute_item,
)

EXCLUDES = "exclusion"  # a kind in an address: the resolution that shuts the public out, ready to be put
UNSAVED = "unsaved"  # a form filled from a draft: shown, judged by nobody
NOT_KEPT = ("token", "version", "csrfmiddlewaretoken", "then", "kind", "entry", "preview", "present", "seat", "was_out")
LONGEST_DRAFT = 100_000  # characters, of all fields together
LONGEST_NUMBER = 10  # figures: more than the database counts to


@login_required
def entry_create(request: Any, area: str, meeting: str, item: str, kind: str) -> HttpResponse:
    """A new entry of a kind."""
    found = own_minute_item(request, meeting, item)
    if kind != EXCLUDES and kind not in FORMS:
        raise Http404
    return _page(request, found, None, kind)


@login_required
def entry_update(request: Any, area: str, meeting: str, item: str, number: int) -> HttpResponse:
    """An entry that is there. One that somebody removed meanwhile is offered as a new one, with what was typed."""
    found = own_minute_item(request, meeting, item)
    entry = get_object_or_404(found.entries.for_page(), number=number)
    if entry.removed_at is None:
        return _page(request, found, entry, entry.kind)
    if request.method != "POST":
        return redirect(item_url(found))
    messages.error(request, _("This entry was removed while you were writing. Save it to add it again"))
    typed: Mapping[str, Any] = request.POST
    if draft := draft_of(user=request.user, item=found, entry=entry, kind=entry.kind):
        typed = draft.content if request.POST.get("then") == "take-up" else typed
        drop_draft(user=request.user, item=found, entry=entry, kind=entry.kind)
    opened = _opened(request, found, None, entry.kind, data=_unsaved(typed))
    return item_page(request, found, opened=opened)


def _page(request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> HttpResponse:
    """The item's page with the form open: as it was saved, as it was typed, or as a draft of it was kept."""
    if item.minutes.is_out and request.method != "POST":
        return redirect(item_url(item))
    if request.method != "POST":
        return item_page(request, item, opened=_opened(request, item, entry, kind))
    then = request.POST.get("then", "")
    if then == "take-up":
        return item_page(request, item, opened=_taken_up(request, item, entry, kind))
    if then == "room":
        keep_room(request, item)
        opened = _opened(request, item, entry, kind, data=_unsaved(request.POST))
        return item_page(request, item, opened=opened, outcome=_typed_outcome(request, item))
    if then == "merge":
        return item_page(request, item, opened=_merged(request, item, entry, kind))
    return _save(request, item, entry, kind)


def _opened(
    request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str, *, data: Mapping[str, Any] | None = None
) -> Opened:  # fmt: skip
    """The open form of an entry, filled with `data` or with what is saved; a draft of it is offered beside it."""
    real = EntryKind.RESOLUTION if kind == EXCLUDES else EntryKind(kind)
    initial = None
    if kind == EXCLUDES:
        words = exclusion_words(item, item.exempt_paragraph)
        initial = {"text": words, "excludes_public": True, "exempt_paragraph": item.exempt_paragraph}
    elif real == EntryKind.DECLARATION and entry is None:
        initial = {"about": item}
    items = items_of(item.minutes) if real == EntryKind.DECLARATION else []
    room = rooms(item.minutes)[item.pk]
    company = company_for(item, request.user, real, room=room, items=items)
    form = FORMS[real](data, company=company, entry=entry, initial=initial)
    url = address("entry-update", item, entry.number) if entry else address("entry-create", item, kind)
    offered = None if data is not None else draft_of(user=request.user, item=item, entry=entry, kind=real)
    return Opened(form=form, kind=real, url=url, room=room, entry=entry, offered=offered, is_unsaved=data is not None)


def _unsaved(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, for a form that shows it and judges nothing."""
    return {**{name: typed[name] for name in typed}, "preview": UNSAVED, "token": typed.get("token") or str(uuid4())}


def _taken_up(request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> Opened:
    """The form as its writer left it, at the version they then had before them."""
    real = EntryKind.RESOLUTION if kind == EXCLUDES else kind
    draft = draft_of(user=request.user, item=item, entry=entry, kind=real)
    if draft is None:
        messages.error(request, _("There is nothing to take up: it was saved or dropped"))
        return _opened(request, item, entry, kind)
    typed = {**draft.content, "version": str(draft.base_version)}
    return _opened(request, item, entry, kind, data=_unsaved(typed))


def _merged(request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> Opened:
    """Both texts in the box, theirs first, for the writer to make one of them."""
    saved = _opened(request, item, entry, kind).form
    typed = _unsaved(request.POST)
    for name in ("text", "answer"):
        theirs, yours = str(saved.initial.get(name) or ""), str(typed.get(name) or "")
        if name in saved.fields and theirs.strip() != yours.strip():
            typed[name] = "\n\n".join(part for part in (theirs, yours) if part)
    opened = _opened(request, item, entry, kind, data=typed)
    opened.is_merged = True
    return opened


def _typed_outcome(request: Any, item: MinuteItem) -> OutcomeForm | None:
    """What was chosen for the item and not saved."""
    sent = any(name.startswith("item-") for name in request.POST)
    return outcome_form(item, _unsaved(request.POST)) if sent else None


def _save(request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> HttpResponse:
    """Keep the entry and, where the writer goes on, what became of the item: both or neither."""
    opened = _opened(request, item, entry, kind, data=request.POST)
    then = request.POST.get("then", "")
    outcome = _sent_outcome(request, item, then)
    skipped = opened.form.is_blank and then not in ("", "stay")
    with transaction.atomic():
        is_kept = skipped or _is_kept(request, item, opened)
        is_done = then == "item" or (then != "later" and item.is_done)
        is_settled = outcome is None or (outcome.is_valid() and settled(request, item, outcome, is_done=is_done))
        if not (is_kept and is_settled):
            transaction.set_rollback(True)
    if is_kept and is_settled:
        return redirect(_leads_to(request, item, opened))
    opened = _with_newest(request, item, opened)
    _keep_typed(request, item, opened)
    return item_page(request, item, opened=opened, outcome=outcome or _typed_outcome(request, item))


def _sent_outcome(request: Any, item: MinuteItem, then: str) -> OutcomeForm | None:
    """What became of the item, to be kept with the entry: where the writer goes on, or where they changed it beside the form."""
    outcome = outcome_form(item, request.POST)
    if then in ("item", "later") or ("item-outcome" in request.POST and outcome.is_other_than_saved):
        return outcome
    return None


def _is_kept(request: Any, item: MinuteItem, opened: Opened) -> bool:
    """Save the open form; a refusal stands on it."""
    form = opened.form
    if not form.is_valid():
        return False
    if opened.entry is None:
        return bool(done_once(form, lambda: _added(request, item, opened)))
    try:
        with transaction.atomic():
            version = form.cleaned_data["version"]
            save_entry(entry=opened.entry, version=version, actor=request.user, **form.facts())
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def _added(request: Any, item: MinuteItem, opened: Opened) -> str:
    entry = add_entry(item=item, kind=opened.kind, actor=request.user, **opened.form.facts())
    return item_url(item, entry.anchor)


def _leads_to(request: Any, item: MinuteItem, opened: Opened) -> str:
    """Where the writer goes on: the next item, a form for the next entry, or the buttons that add one."""
    drop_draft(user=request.user, item=item, entry=opened.entry, kind=opened.kind)
    request.session["minutes_saved"] = f"{item.slug}/{opened.key}"
    then = request.POST.get("then", "")
    if then in ("item", "later"):
        return after_item(request, item)
    if then.startswith(ADD) and then[len(ADD) :] in FORMS:
        return address("entry-create", item, then[len(ADD) :])
    return item_url(item, "add")


def _with_newest(request: Any, item: MinuteItem, opened: Opened) -> Opened:
    """The same form over the entry as it stands now, where somebody saved it in the moment between."""
    if opened.entry is None or opened.form.stale:
        return opened
    newest = MinuteEntry.objects.for_page().get(pk=opened.entry.pk)
    if newest.removed_at or newest.version == opened.entry.version:
        return opened
    again = _opened(request, item, newest, opened.kind, data=request.POST)
    again.form.is_valid()
    return again


def _keep_typed(request: Any, item: MinuteItem, opened: Opened) -> None:
    """What a service or a form refused is kept as a draft, so that closing the page does not lose it."""
    if opened.form.is_blank or item.minutes.is_out:
        return
    _keep(request, item, opened.entry, opened.kind)


def _keep(request: Any, item: MinuteItem, entry: MinuteEntry | None, kind: str) -> EntryDraft:
    """Keep what was sent as the writer's draft, at the version they had before them."""
    content = {name: value for name, value in request.POST.items() if name not in NOT_KEPT and not name.startswith("item-")}
    if sum(len(name) + len(value) for name, value in content.items()) > LONGEST_DRAFT:
        raise ValidationError(_("This is too long to keep. Save it in parts"))
    version = request.POST.get("version", "")
    base = int(version) if version.isdecimal() and len(version) < LONGEST_NUMBER else 0
    return keep_draft(user=request.user, item=item, entry=entry, kind=kind, content=content, base_version=base)


@login_required
@require_POST
def entry_draft(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Keeps what somebody is typing, as they type; or drops it when they say so."""
    found = own_minute_item(request, meeting, item)
    kind, number = request.POST.get("kind", ""), request.POST.get("entry", "")
    if kind not in FORMS or not (number == "" or (number.isdecimal() and len(number) < LONGEST_NUMBER)):
        raise Http404
    entry = get_object_or_404(found.entries, number=int(number)) if number else None
    if request.POST.get("then") == "drop":
        drop_draft(user=request.user, item=found, entry=entry, kind=kind)
        messages.success(request, _("What you had not saved is dropped"))
        return redirect(item_url(found))
    try:
        _keep(request, found, entry, kind)
    except ValidationError as error:
        return JsonResponse({"refused": " ".join(error.messages)}, status=409)
    is_stale = entry is not None and str(entry.version) != request.POST.get("version")
    return JsonResponse({"saved": clock_time(clock.now()), "stale": is_stale})


@login_required
@require_POST
def entry_move(request: Any, area: str, meeting: str, item: str, number: int) -> HttpResponse:
    """To a place among the entries of the item, counted from 1."""
    found = own_minute_item(request, meeting, item)
    entry = get_object_or_404(found.entries.kept(), number=number)
    place = request.POST.get("position", "")
    try:
        if not place.isdecimal() or len(place) > 4:
            raise ValidationError(_("Enter the place as a number, counted from the top"))
        move_entry(entry=entry, position=int(place), actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(item_url(found, entry.anchor))


@login_required
@require_POST
def entry_remove(request: Any, area: str, meeting: str, item: str, number: int) -> HttpResponse:
    """Takes an entry out. The notice that says so puts it back."""
    found = own_minute_item(request, meeting, item)
    entry = get_object_or_404(found.entries.kept(), number=number)
    try:
        remove_entry(entry=entry, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        request.session["minutes_removed"] = entry.number
        return redirect(item_url(found, "removed"))
    return redirect(item_url(found))


@login_required
@require_POST
def entry_restore(request: Any, area: str, meeting: str, item: str, number: int) -> HttpResponse:
    """Puts a removed entry back in its place."""
    found = own_minute_item(request, meeting, item)
    entry = get_object_or_404(found.entries.filter(removed_at__isnull=False), number=number)
    try:
        restore_entry(entry=entry, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The entry is back in its place"))
    return redirect(item_url(found, entry.anchor))


@login_required
@require_safe
def entry_texts(request: Any, area: str, meeting: str, item: str, number: int) -> HttpResponse:
    """An entry as it stood at each of its saves, the newest first."""
    found = own_minute_item(request, meeting, item)
    entry = get_object_or_404(found.entries.for_page(), number=number)
    texts = [
        (text, _said(text.content, FORMS[entry.kind])) for text in entry.texts.select_related("saved_by").order_by("-number")
    ]
    context = {"meeting": found.minutes.meeting, "item": found, "entry": entry, "texts": texts, "back": item_url(found)}
    return render(request, "meetings/minute_texts.html", context)


def _said(content: Mapping[str, Any], form: type[EntryForm]) -> list[tuple[Any, str]]:
    """What an entry held, by the labels of its form; what was empty is left out."""
    shown = [(name, value) for name, value in content.items() if value not in ("", None, False, {})]
    fields = form.base_fields
    said = [(fields[name].label or form.text_label, _in_words(value, fields[name])) for name, value in shown if name in fields]
    named = content.get("named") or []
    votes = "\n".join(f"{name}: {Vote(vote).label if vote in Vote.values else vote}" for name, vote in named)
    return [*said, (_("Votes by name"), votes)] if votes else said


def _in_words(value: Any, field: Any) -> str:
    """A value as its form would name it."""
    if value is True:
        return _("Yes")
    if isinstance(field, DateField):
        return long_date(parse_date(str(value))) or str(value)
    labels = {} if isinstance(field, RowField) else {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return labels.get(str(value), str(value))
