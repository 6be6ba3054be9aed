"""The agenda builder: items, their order, their privacy."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Pack, Paper
from documents.services.findings import open_blocking
from interface import clock
from interface.once import done_once, refused
from meetings import rules, services
from meetings.choices import ItemKind, ItemState
from meetings.forms import HeadingUpdateForm, ItemCreateForm, ItemUpdateForm, PlaceForm, PrivacyForm, StandingItemForm
from meetings.models import AgendaUndo, Meeting, PaperRequest
from meetings.querysets import AWAITED
from meetings.services.matters_arising import offer_for
from meetings.services.minutes.deferred import deferred_items, take_up_deferred
from meetings.services.programme.papers import is_programme_item, is_published
from meetings.services.publishing import pack_states
from meetings.services.questions.papers import questions_offer
from meetings.services.reading import notice_for, notice_is_past
from meetings.views.acts import own_item, own_meeting
from meetings.views.meetings import AgendaLine, agenda_lines, packs_for
from panels.rulebook import RuleMissing

LONGEST_NUMBER = 9  # figures: what the database can count to


@login_required
@require_safe
def agenda_detail(request: Any, area: str, meeting: str) -> HttpResponse:
    """Every line with its papers and its acts, live counts, and what to do next."""
    found = own_meeting(request, meeting)
    packs = packs_for(request, found)
    lines = agenda_lines(found, packs, entitled=True)
    _mark_undecided(request, found, lines)
    _add_reports(request, found, lines)
    items = [line.item for line in lines if not line.item.is_heading and not line.item.is_withdrawn]
    undo = AgendaUndo.objects.filter(meeting=found, meeting_version=found.version).first()
    loose = (
        Paper.objects.visible_to(request.user)
        .filter(area=found.area, body=found.body, collection=found.slug, item_paper__isnull=True)
        .exclude(paper_request__status__in=AWAITED)
    )
    context = {
        "meeting": found,
        "lines": lines,
        "public_count": sum(not item.is_private for item in items),
        "private_count": sum(item.is_private for item in items),
        "paper_count": sum(len(item.papers) for item in items),
        "missing_count": (missing := sum(item.lacks_paper for item in items)),
        "undo": undo if found.status in rules.CHANGEABLE else None,
        "loose_papers": loose.order_by("title"),
        "can_change": found.status in rules.CHANGEABLE,
        "notice": (notice := _notice(found)),
        "is_missed": notice_is_past(notice, clock.today()),
        "packs": packs,
        "is_ready": not missing and _is_built(found, packs),
        "matters_arising": offer_for(found),
        "public_questions": questions_offer(found) if found.status in rules.CHANGEABLE else None,
        "deferred": deferred_items(found) if found.status in rules.CHANGEABLE else [],
        "programme_item": _programme_item(found, items),
    }
    return render(request, "meetings/agenda_detail.html", context)


def _programme_item(meeting: Meeting, items: list[Any]) -> Any:
    """The item that waits for the paper of the work programme, where the agenda is open and a programme is published."""
    if meeting.status not in rules.CHANGEABLE:
        return None
    waiting = next((item for item in items if item.lacks_paper and is_programme_item(item)), None)
    return waiting if waiting and is_published(meeting.body) else None


def _mark_undecided(request: Any, meeting: Meeting, lines: list[AgendaLine]) -> None:
    """Put on each paper's line how many findings of its file are to be decided."""
    papers = Paper.objects.visible_to(request.user).filter(area=meeting.area, body=meeting.body, collection=meeting.slug)
    by_key = {paper.pk: paper for paper in papers}
    counts = {by_key[key].slug: len(found) for key, found in open_blocking(by_key.values()).items()}
    for line in lines:
        line.papers[:] = [replace(one, to_review=counts.get(one.paper.slug, 0)) for one in line.papers]


def _add_reports(request: Any, meeting: Meeting, lines: list[AgendaLine]) -> None:
    """Put on each line the reports asked for it that are not on it yet."""
    awaited = PaperRequest.objects.visible_to(request.user).outstanding().for_page().filter(meeting=meeting)
    for asked in awaited.order_by("number"):
        for line in lines:
            if line.item.slug == asked.item.slug:
                line.reports.append(asked)


def _notice(meeting: Meeting) -> Any:
    try:
        return notice_for(meeting)
    except RuleMissing:
        return None


def _is_built(meeting: Meeting, packs: list[Pack]) -> bool:
    """Whether every edition was built from what the agenda says now; looked into only where there is a pack."""
    return bool(packs) and all(state.is_built and state.is_current for state in pack_states(meeting))


def _builder(meeting: Meeting, item: str = "") -> str:
    url = reverse("meetings:agenda-detail", args=[meeting.area.slug, meeting.slug])
    return f"{url}#item-{item}" if item else url


@login_required
def item_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """An item, a sub-item, a heading, or one of the body's standing items."""
    found = own_meeting(request, meeting)
    standing = StandingItemForm(request.POST if "standing" in request.POST else None, meeting=found)
    form = ItemCreateForm(request.POST if request.method == "POST" and "standing" not in request.POST else None, meeting=found)
    if standing.is_valid():
        return _add_standing(request, found, standing)
    if form.is_valid():
        url = done_once(form, lambda: _add(request, found, form.facts()))
        if url:
            return redirect(url)
    context = {"meeting": found, "form": form, "standing": standing}
    return render(request, "meetings/item_create.html", context)


def _add(request: Any, meeting: Meeting, facts: dict[str, Any]) -> str:
    item = services.add_item(meeting=meeting, actor=request.user, **facts)
    said = {"title": item.title}
    messages.success(request, _("“%(title)s” is on the agenda") % said)
    return _builder(meeting, item.slug)


def _add_standing(request: Any, meeting: Meeting, form: StandingItemForm) -> HttpResponse:
    chosen = form.cleaned_data["standing"]
    names = ("title", "purpose", "item_type", "lead", "content", "needs_paper")
    try:
        return redirect(_add(request, meeting, {name: getattr(chosen, name) for name in names}))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_builder(meeting))


@login_required
def item_update(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """What an item says, and what its paper waits for."""
    found = own_item(request, meeting, item)
    form_class = HeadingUpdateForm if found.kind == ItemKind.HEADING else ItemUpdateForm
    form = form_class(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        version = form.cleaned_data["version"]
        found.refresh_from_db()
        try:
            services.update_item(item=found, actor=request.user, version=version, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Item saved"))
            return redirect(_builder(found.meeting, found.slug))
    shown = rules.seen_item(own_item(request, meeting, item), True)
    reports = PaperRequest.objects.visible_to(request.user).filter(item=found).select_related("asked_of").order_by("number")
    context = {"meeting": found.meeting, "item": shown, "form": form, "reports": reports}
    return render(request, "meetings/item_update.html", context)


@login_required
def item_privacy(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Whether an item is private, with its three parts and the public line as it will stand."""
    found = own_item(request, meeting, item)
    form = PrivacyForm(request.POST if request.method == "POST" else None, item=found)
    if form.is_valid() and "show" not in request.POST:
        version = form.cleaned_data["version"]
        try:
            saved = services.set_item_private(item=found, actor=request.user, version=version, **form.facts())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Who may read the item is saved. Its papers follow it"))
            return redirect(_builder(found.meeting, saved.slug))
    line = _public_line(form, found)
    context = {"meeting": found.meeting, "item": rules.seen_item(found, True), "form": form, "line": line}
    return render(request, "meetings/item_privacy.html", context)


def _public_line(form: PrivacyForm, item: Any) -> dict[str, Any]:
    """The words the public will read, from what was typed or what is saved."""
    paragraph = form["exempt_paragraph"].value()
    labels = {str(value): str(label) for value, label in form.fields["exempt_paragraph"].choices if value}
    return {
        "number": item.number,
        "title": form["neutral_title"].value() or "",
        "paragraph_words": labels.get(str(paragraph), ""),
        "reason": form["public_interest_reason"].value() or "",
    }


@login_required
@require_POST
def item_move(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """One place up or down, or to a place."""
    found = own_item(request, meeting, item)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        stale = form.errors.get("version")
        messages.error(request, stale[0] if stale else _("Enter the place as a number, counted from the top"))
        return redirect(_builder(found.meeting, found.slug))
    asked = form.cleaned_data
    place = {"step": {"up": -1, "down": 1}.get(asked["direction"], 0)}
    if asked["direction"] not in ("up", "down"):
        place = {"position": asked["position"] or 1}
    try:
        services.move_item(item=found, actor=request.user, version=asked["version"], **place)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_builder(found.meeting, found.slug))


@login_required
@require_POST
def agenda_reorder(request: Any, area: str, meeting: str) -> HttpResponse:
    """The whole order at once, as a list of items."""
    found = own_meeting(request, meeting)
    version = request.POST.get("version", "")
    try:
        if not version.isdecimal() or len(version) > LONGEST_NUMBER:
            raise ValidationError(_("Open the agenda again, then move the item"))
        slugs = request.POST.getlist("item")
        services.reorder(meeting=found, actor=request.user, slugs=slugs, version=int(version))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_builder(found))


@login_required
@require_POST
def agenda_undo(request: Any, area: str, meeting: str) -> HttpResponse:
    """Puts the agenda back as it stood before its last change."""
    found = own_meeting(request, meeting)
    try:
        services.undo_agenda(meeting=found, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The last change is undone"))
    return redirect(_builder(found))


@login_required
@require_POST
def agenda_deferred(request: Any, area: str, meeting: str) -> HttpResponse:
    """Puts an item on the agenda that an earlier meeting deferred to this one."""
    found = own_meeting(request, meeting)
    wanted = next((one for one in deferred_items(found) if one.reference == request.POST.get("item")), None)
    try:
        if wanted is None:
            raise ValidationError(_("The agenda holds this item already"))
        item = take_up_deferred(meeting=found, item=wanted, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_builder(found))
    messages.success(request, _("“%(title)s” is on the agenda") % {"title": item.title})
    return redirect(_builder(found, item.slug))


@login_required
def item_delete(request: Any, area: str, meeting: str, item: str) -> HttpResponse:
    """Takes a line off, or keeps it marked as withdrawn; asks first."""
    found = own_item(request, meeting, item)
    if request.method == "POST":
        try:
            if request.POST.get("keep"):
                services.withdraw_item(item=found, actor=request.user, version=found.version)
            else:
                services.delete_item(item=found, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The item is off the agenda. You can undo this"))
        return redirect(_builder(found.meeting))
    context = {
        "meeting": found.meeting,
        "item": rules.seen_item(found, True),
        "sub_items": found.sub_items.count(),
        "is_withdrawn": found.state == ItemState.WITHDRAWN,
    }
    return render(request, "meetings/item_delete.html", context)
