"""What every update report tells of until it is closed: the list, and what the office does with it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions import permissions
from decisions.choices import SectionKind
from decisions.forms.updates import ItemCloseForm, ItemCreateForm, ItemUpdateForm, UpdateVersionForm
from decisions.models import StandingItem, UpdateReport, UpdateSection
from decisions.services import updates as services
from decisions.views.update_sections import DIRECTIONS
from decisions.views.updates import check_works, crumbs
from interface.once import done_once
from meetings.views.programme import kept, sent


@require_safe
def standing_item_list(request: Any, area: str) -> HttpResponse:
    """What does every report tell of, and in which report was it told last?"""
    items = list(StandingItem.objects.visible_to(request.user).filter(area=request.area).order_by("position", "title", "pk"))
    told = _told_last(request, items)
    still = [one for one in items if one.closed_on is None]
    context = {
        "still": [
            {"item": one, "told": told.get(one.pk), "is_first": one == still[0], "is_last": one == still[-1]} for one in still
        ],
        "closed": [{"item": one, "told": told.get(one.pk)} for one in items if one.closed_on],
        "keeps": permissions.can_work_on_decisions(request.user, request.area),
        "breadcrumbs": _crumbs(request, is_top=True),
    }
    return render(request, "decisions/standing_item_list.html", context)


def _told_last(request: Any, items: list[StandingItem]) -> dict[int, UpdateReport]:
    """The newest report that the reader may see of each item, by its key."""
    told = UpdateSection.objects.visible_to(request.user).standing().filter(standing__in=items)
    rows = told.select_related("report__area").order_by("report__meeting_on", "pk")
    return {row.standing_id: row.report for row in rows}


@login_required
def standing_item_create(request: Any, area: str) -> HttpResponse:
    """Have every report tell of something from now on."""
    check_works(request)
    form = ItemCreateForm(sent(request))
    if form.is_valid() and (url := done_once(form, lambda: _create(request, form))):
        return redirect(url)
    context = {"form": form, "parts": _parts(request), "breadcrumbs": _crumbs(request)}
    return render(request, "decisions/standing_item_form.html", context)


def _create(request: Any, form: ItemCreateForm) -> str:
    services.open_item(area=request.area, actor=request.user, **form.facts())
    messages.success(request, _("Standing item opened. The next report that is begun tells of it"))
    return _list_url(request)


@login_required
def standing_item_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Name an item otherwise, or put it into another part."""
    item = _own(request, slug)
    form = ItemUpdateForm(sent(request), item=item)
    if form.is_valid() and kept(form, lambda: services.change_item(item=item, actor=request.user, **form.facts())):
        messages.success(request, _("Standing item saved. Reports that were begun keep the title that they have"))
        return redirect(_list_url(request))
    context = {"form": form, "item": item, "parts": _parts(request), "breadcrumbs": _crumbs(request)}
    return render(request, "decisions/standing_item_form.html", context)


@login_required
def standing_item_close(request: Any, area: str, slug: str) -> HttpResponse:
    """End an item, with the reason."""
    item = _own(request, slug)
    form = ItemCloseForm(sent(request), item=item)
    if form.is_valid() and kept(form, lambda: services.close_item(item=item, actor=request.user, **form.facts())):
        messages.success(request, _("Standing item closed. You can open it again"))
        return redirect(_list_url(request))
    drafts = list(services.unfinished_reports(item).select_related("area"))
    context = {"form": form, "item": item, "drafts": drafts, "breadcrumbs": _crumbs(request)}
    return render(request, "decisions/standing_item_close.html", context)


@login_required
@require_POST
def standing_item_reopen(request: Any, area: str, slug: str) -> HttpResponse:
    """Open an item again that was closed."""
    item = _own(request, slug)
    form = UpdateVersionForm(request.POST, versioned=item)
    if form.is_valid() and kept(form, lambda: services.reopen_item(item=item, version=item.version, actor=request.user)):
        messages.success(request, _("Standing item opened again"))
    else:
        messages.error(request, " ".join(str(words) for found in form.errors.values() for words in found))
    return redirect(_list_url(request))


@login_required
@require_POST
def standing_item_move(request: Any, area: str, slug: str) -> HttpResponse:
    """One place up or down in the reports to come."""
    item = _own(request, slug)
    direction = request.POST.get("direction", "")
    if direction not in DIRECTIONS:
        raise Http404
    services.move_item(item=item, direction=direction, actor=request.user)
    return redirect(f"{_list_url(request)}#{item.slug}")


def _own(request: Any, slug: str) -> StandingItem:
    """An item of the reader's own office."""
    seen = StandingItem.objects.visible_to(request.user).select_related("area")
    item = get_object_or_404(seen, area=request.area, slug=slug)
    check_works(request)
    return item


def _parts(request: Any) -> list[str]:
    """The parts that items and the newest report have, to be named alike."""
    newest = UpdateReport.objects.visible_to(request.user).filter(area=request.area).order_by("-meeting_on").first()
    rows = newest.sections.standing().filter(kind=SectionKind.PART).order_by("position") if newest else []
    return [row.heading for row in rows]


def _crumbs(request: Any, *, is_top: bool = False) -> list[dict[str, str]]:
    found = crumbs(request)
    return found if is_top else [*found, {"url": _list_url(request), "text": _("Standing items")}]


def _list_url(request: Any) -> str:
    return reverse("updates:standing-item-list", args=[request.area.slug])
